"""Counted segments, sunlit minutes and best members (有效日照时段与时数)."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sunlight.errors import InputError
from sunlight.intervals import Intervals, drop_shorter, keep_longest, total

__all__ = ["best_of", "counted_intervals", "sunlit_minutes", "surplus_intervals"]


def counted_intervals(
    lit: Intervals, *, shortest: float = 5.0, segments: int | None = None
) -> Intervals:
    """Segments that count towards the sunlit time (有效日照时段).

    A continuous segment shorter than `shortest` is left out; one of exactly that length
    counts. Combine both sill ends first: the limit is the window's, not an end's.

    Parameters
    ----------
    lit : Intervals, (r,) rows
        Sunlit intervals, inside the band. [min, true solar time]
    shortest : float
        Shortest counted continuous segment. [min]
    segments : int or None
        How many of the longest segments count; None counts all.

    Returns
    -------
    Intervals, (r,) rows
        The counted ones, with their faces and sill ends.

    Raises
    ------
    InputError
        If `shortest` is negative or not finite, or `segments` is less than 1.

    Notes
    -----
    Source: 规程六(三), which adds up all segments. "Not less than" includes the limit
    (Civil Code 1259).

    Examples
    --------
    >>> lit = Intervals.from_rows([[(480, 485), (500, 504.5), (700, 760)]])
    >>> counted_intervals(lit)[0].tolist()
    [[480.0, 485.0], [700.0, 760.0]]
    """
    long_enough = drop_shorter(lit, shortest)
    if segments is None:
        return long_enough
    return keep_longest(long_enough, segments)[0]


def surplus_intervals(lit: Intervals, *, shortest: float, segments: int) -> Intervals:
    """Segments that are long enough but not among the longest (超出段数的时段).

    Parameters
    ----------
    lit : Intervals, (r,) rows
        Sunlit intervals, inside the band. [min, true solar time]
    shortest : float
        Shortest counted continuous segment. [min]
    segments : int
        How many of the longest segments count.

    Returns
    -------
    Intervals, (r,) rows
        Those that :func:`counted_intervals` leaves out though they are long enough.

    Raises
    ------
    InputError
        If `shortest` is negative or not finite, or `segments` is less than 1.
    """
    return keep_longest(drop_shorter(lit, shortest), segments)[1]


def sunlit_minutes(
    lit: Intervals, *, shortest: float = 5.0, segments: int | None = None
) -> NDArray[np.float64]:
    """Sunlit time of each receiver on the day (日照时数).

    The sum of the lengths of the counted segments, never a count of samples.

    Parameters
    ----------
    lit : Intervals, (r,) rows
        Sunlit intervals, inside the band. [min, true solar time]
    shortest : float
        Shortest counted continuous segment, itself included. [min]
    segments : int or None
        How many of the longest segments count; None counts all.

    Returns
    -------
    (r,) ndarray of float64
        Counted minutes, 0 for a receiver without sun. [min]

    Raises
    ------
    InputError
        If `shortest` is negative or not finite, or `segments` is less than 1.

    Notes
    -----
    Source: 规程六(三).

    Examples
    --------
    >>> lit = Intervals.from_rows([[(480, 485), (500, 504.5), (700, 760)], []])
    >>> sunlit_minutes(lit)
    array([65.,  0.])
    """
    return total(counted_intervals(lit, shortest=shortest, segments=segments))


def best_of(
    minutes: ArrayLike, group: ArrayLike, n_groups: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Greatest minutes in each group, and whose they are (取最优).

    A room has the minutes of its best single window, a household those of its best
    habitable room: members are never added up.

    Parameters
    ----------
    minutes : (w,) array_like of float
        Minutes of each member; NaN if not measured, which is ignored. [min]
    group : (w,) array_like of int
        Group of each member, -1 for none.
    n_groups : int
        Number n of groups.

    Returns
    -------
    best : (n,) ndarray of float64
        Greatest minutes, NaN for a group without a measured member. [min]
    argbest : (n,) ndarray of int64
        First member that has them, -1 for a group without a measured member.

    Raises
    ------
    InputError
        If the arrays differ in length, or a group or duration is impossible.

    Examples
    --------
    >>> best_of([60.0, 90.0, float("nan"), 90.0], [0, 0, 1, 0], 2)
    (array([90., nan]), array([ 1, -1]))
    """
    values = np.asarray(minutes, dtype=np.float64)
    groups = np.asarray(group)
    if groups.size == 0:
        groups = groups.astype(np.int64)
    _check_members(values, groups, n_groups)
    member = np.flatnonzero((groups >= 0) & ~np.isnan(values))
    best = np.full(n_groups, -np.inf)
    np.maximum.at(best, groups[member], values[member])
    member = member[values[member] == best[groups[member]]]
    argbest = np.full(n_groups, values.size, dtype=np.int64)
    np.minimum.at(argbest, groups[member], member)
    absent = argbest == values.size
    best[absent], argbest[absent] = np.nan, -1
    return best, argbest


def _check_members(
    minutes: NDArray[np.float64], group: NDArray[np.int64], n_groups: int
) -> None:
    """Refuse members that do not fit their groups."""
    if n_groups < 0:
        message = f"{n_groups} groups are impossible: give 0 or more."
        raise InputError(message, where="n_groups", value=n_groups)
    if minutes.ndim != 1 or group.shape != minutes.shape:
        message = f"shapes {minutes.shape} and {group.shape}: give one group a member."
        raise InputError(message, where="group", value=group.shape)
    if group.dtype.kind not in "iu":
        message = f"must hold whole numbers, but its type is {group.dtype}."
        raise InputError(message, where="group")
    wrong = np.flatnonzero((group < -1) | (group >= n_groups))
    if wrong.size:
        found = int(group[wrong[0]])
        message = f"{found} is no group: give 0 to {n_groups - 1}, or -1 for none."
        raise InputError(message, where=f"group[{wrong[0]}]", value=found)
    wrong = np.flatnonzero(np.isinf(minutes))
    if wrong.size:
        message = "is infinite: give minutes, or NaN where nothing was measured."
        raise InputError(
            message, where=f"minutes[{wrong[0]}]", value=float(minutes[wrong[0]])
        )
