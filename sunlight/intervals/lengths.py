"""Lengths of intervals, row by row (时长): total, longest, what is too short."""

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.intervals.arguments import checked_shortest
from sunlight.intervals.columns import offsets_of, row_of
from sunlight.intervals.records import Intervals, select
from sunlight.tolerances import SAME_INSTANT_MIN, THRESHOLD_NOISE_MIN

__all__ = ["drop_shorter", "keep_longest", "longest", "total"]


def drop_shorter(a: Intervals, shortest: float) -> Intervals:
    """Intervals that last at least `shortest` (剔除短时段).

    Intervals nearer to each other than `SAME_INSTANT_MIN` are one stretch: they stay or
    go together. A stretch short of the limit by less than `THRESHOLD_NOISE_MIN` stays.

    Parameters
    ----------
    a : Intervals, (r,) rows
        Intervals to sift.
    shortest : float
        Shortest stretch that stays, itself included. [min]

    Returns
    -------
    Intervals, (r,) rows
        The long ones, unchanged.

    Raises
    ------
    InputError
        If `shortest` is negative or not finite.

    Examples
    --------
    >>> drop_shorter(Intervals.from_rows([[(0, 5), (6, 10)]]), 5.0)[0].tolist()
    [[0.0, 5.0]]
    """
    stretch, _, length = _stretches(a)
    source = np.flatnonzero(
        length[stretch] >= checked_shortest(shortest) - THRESHOLD_NOISE_MIN
    )
    kept = np.bincount(row_of(a.offsets)[source], minlength=len(a))
    return select(a, offsets_of(kept), source)


def keep_longest(a: Intervals, count: int) -> tuple[Intervals, Intervals]:
    """Split intervals into the longest stretches of each row and the rest (最长若干段).

    Intervals nearer to each other than `SAME_INSTANT_MIN` are one stretch: they stay or
    go together. Of stretches that last equally long the earlier one stays.

    Parameters
    ----------
    a : Intervals, (r,) rows
        Intervals to choose from.
    count : int
        How many stretches of each row stay, 1 or more.

    Returns
    -------
    kept, rest : Intervals, (r,) rows each
        Together they are `a`.

    Raises
    ------
    InputError
        If `count` is less than 1.

    Examples
    --------
    >>> a = Intervals.from_rows([[(0, 5), (6, 10), (20, 29)]])
    >>> kept, rest = keep_longest(a, 2)
    >>> kept[0].tolist(), rest[0].tolist()
    ([[0.0, 5.0], [20.0, 29.0]], [[6.0, 10.0]])
    """
    if count < 1:
        message = f"{count} stretches are none: give 1 or more."
        raise InputError(message, where="count", value=count)
    stretch, rows, length = _stretches(a)
    # equal up to an instant is equal: rounding must not choose between two stretches
    steps = np.round(length / SAME_INSTANT_MIN)
    order = np.lexsort((np.arange(rows.size), -steps, rows))
    begins = np.searchsorted(rows, rows)
    rank = np.empty(rows.size, dtype=np.int64)
    rank[order] = np.arange(rows.size) - begins
    chosen = rank[stretch] < count
    interval_rows = row_of(a.offsets)

    def part(mask: NDArray[np.bool_]) -> Intervals:
        source = np.flatnonzero(mask)
        counts = np.bincount(interval_rows[source], minlength=len(a))
        return select(a, offsets_of(counts), source)

    return part(chosen), part(~chosen)


def total(a: Intervals) -> NDArray[np.float64]:
    """Total length of the intervals of each row (总时长).

    Parameters
    ----------
    a : Intervals, (r,) rows
        Intervals to measure.

    Returns
    -------
    (r,) ndarray of float64
        Sum of the lengths, 0 for an empty row. [min]

    Examples
    --------
    >>> total(Intervals.from_rows([[(0, 5), (6, 10)], []]))
    array([9., 0.])
    """
    lengths = a.end - a.start
    sums = np.bincount(row_of(a.offsets), weights=lengths, minlength=len(a))
    return sums.astype(np.float64, copy=False)


def longest(a: Intervals) -> NDArray[np.float64]:
    """Length of the longest stretch of each row (最长连续时段).

    Intervals nearer to each other than `SAME_INSTANT_MIN` are one stretch.

    Parameters
    ----------
    a : Intervals, (r,) rows
        Intervals to measure.

    Returns
    -------
    (r,) ndarray of float64
        The greatest length, 0 for an empty row. [min]
    """
    _, rows, length = _stretches(a)
    greatest = np.zeros(len(a))
    np.maximum.at(greatest, rows, length)
    return greatest


def _stretches(
    a: Intervals,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Stretch of each interval, row of each stretch, length of each stretch."""
    rows = row_of(a.offsets)
    first = np.ones(rows.size, dtype=bool)
    first[1:] = (rows[1:] != rows[:-1]) | (a.start[1:] - a.end[:-1] > SAME_INSTANT_MIN)
    last = np.ones(rows.size, dtype=bool)
    last[:-1] = first[1:]
    return np.cumsum(first) - 1, rows[first], a.end[last] - a.start[first]
