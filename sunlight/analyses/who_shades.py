"""Who shades whom (谁遮挡谁): all blockers of all lost time, alone or together.

An aid: the counted minutes come from the window table; this says who took the rest.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.analyses.shade_spans import (
    ALONE,
    JOINT,
    OWN_WALL,
    SHORT,
    TOGETHER,
    ShadeSpans,
)
from sunlight.analyses.span_sweep import OwnerSets, Slices, sliced_days
from sunlight.errors import InputError
from sunlight.intervals import (
    BOTH_ENDS,
    LEFT_END,
    NO_SIDE,
    OWN_WALL_PLANE,
    RIGHT_END,
    BlockedIntervals,
    Intervals,
)
from sunlight.intervals.arguments import checked_band
from sunlight.tolerances import SAME_INSTANT_MIN

__all__ = ["BlockedWindows", "WhoShades", "who_shades"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BlockedWindows:
    """Windows in one state: who blocks their sill ends, and what counts (遮挡情况).

    Parameters
    ----------
    left, right : BlockedIntervals, (w,) rows each
        Who blocks the left and the right sill end.
    counted : Intervals, (w,) rows
        Counted intervals: both ends lit, short pieces dropped, inside the band.
    """

    left: BlockedIntervals
    right: BlockedIntervals
    counted: Intervals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WhoShades:
    """Who shades the windows before and after, and who took the difference (遮挡关系).

    Parameters
    ----------
    before, after : ShadeSpans
        All of the band that does not count, in each state; with the counted minutes
        the spans of a window add up to the band.
    lost : ShadeSpans
        Counted before and not after, by who blocks it after; and, as won, counted
        after and not before, by who blocked it before. The minutes of a window add up
        to its counted minutes before less those after.
    """

    before: ShadeSpans
    after: ShadeSpans
    lost: ShadeSpans


def who_shades(
    before: BlockedWindows,
    after: BlockedWindows,
    *,
    owner_names: tuple[str, ...],
    band: tuple[float, float],
) -> WhoShades:
    """Who blocks each lost minute of each window, alone or together (谁遮挡谁).

    A window has full sun while both sill ends are lit, so whoever blocks one end takes
    the minute. With one owner it is *alone*; with one on the left end and another on
    the right *jointly*; with several on one end *together*. Time behind the window's
    own wall is nobody's. Light in pieces too short to count is *remnant*.

    Parameters
    ----------
    before, after : BlockedWindows, (w,) rows each
        The same windows in both states.
    owner_names : tuple of str
        Names of the owner codes, as in ``Obstructions.owner_names``.
    band : (float, float)
        Counted time band, in daylight. [min, true solar time]

    Returns
    -------
    WhoShades
        Spans in the order of the windows.

    Raises
    ------
    InputError
        If the operands differ in length, the band is unusable, or an owner has no name.

    Examples
    --------
    >>> from sunlight.analyses.shade_spans import SHADE_KINDS
    >>> left = BlockedIntervals.from_rows([[(0, 480, 540), (1, 520, 600)]])
    >>> right = BlockedIntervals.from_rows([[(0, 480, 545), (1, 590, 603)]])
    >>> none = BlockedIntervals.empty(1)
    >>> all_day = Intervals.full(1, (480, 960))
    >>> found = who_shades(
    ...     BlockedWindows(left=none, right=none, counted=all_day),
    ...     BlockedWindows(
    ...         left=left, right=right, counted=Intervals.from_rows([[(603, 960)]])
    ...     ),
    ...     owner_names=("A", "B"),
    ...     band=(480, 960),
    ... )
    >>> for kind, minutes in zip(found.lost.kind, found.lost.minutes, strict=True):
    ...     print(SHADE_KINDS[kind], minutes)
    alone 40.0
    together 20.0
    jointly 5.0
    alone 45.0
    alone 10.0
    alone 3.0
    """
    span = checked_band(band)
    records = (
        *(before.left, before.right, before.counted),
        *(after.left, after.right, after.counted),
    )
    lengths = [len(record) for record in records]
    if len(set(lengths)) > 1:
        raise InputError(
            f"the records have different numbers of windows, {lengths}: give all for "
            "the same windows, in the same order",
            where="before, after",
            value=tuple(lengths),
        )
    blockers = (before.left, before.right, after.left, after.right)
    most = max(int(b.owner.max(initial=-1)) for b in blockers)
    if most >= len(owner_names):
        raise InputError(
            f"owner {most} has no name: give the names of the obstructions that "
            "blocked",
            where="owner_names",
            value=len(owner_names),
        )
    sets = OwnerSets()
    slices = sliced_days(sets, (before.counted, after.counted), blockers, span)
    old, new = slices.within
    ends_before, ends_after = slices.blocked[:2], slices.blocked[2:]
    some = np.zeros(len(old), dtype=np.bool_)
    return WhoShades(
        before=_spans(slices, ends_before, ~old, some, sets, owner_names),
        after=_spans(slices, ends_after, ~new, some, sets, owner_names),
        lost=_spans(
            slices,
            tuple(
                np.where(new, one, other)
                for one, other in zip(ends_before, ends_after, strict=True)
            ),
            old != new,
            new & ~old,
            sets,
            owner_names,
        ),
    )


def _spans(
    slices: Slices,
    ends: tuple[NDArray[np.int64], ...],
    wanted: NDArray[np.bool_],
    won: NDArray[np.bool_],
    sets: OwnerSets,
    owner_names: tuple[str, ...],
) -> ShadeSpans:
    """Slices that are wanted, put together where the same owners block them."""
    at = np.flatnonzero(wanted)
    window, start, end = slices.window[at], slices.start[at], slices.end[at]
    won = won[at]
    left, right = (column[at] for column in ends)
    _without_slivers(window, start, end, won, left, right)
    new = np.ones(len(at), dtype=np.bool_)
    new[1:] = (
        (window[1:] != window[:-1])
        | (start[1:] != end[:-1])
        | (won[1:] != won[:-1])
        | (left[1:] != left[:-1])
        | (right[1:] != right[:-1])
    )
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(at)) - 1 if len(first) else first
    left, right = left[first], right[first]
    kind, sides, owned = _kinds(left, right, sets)
    return ShadeSpans(
        owner_names=owner_names,
        window=window[first],
        start=start[first],
        end=end[last],
        kind=kind,
        sides=sides,
        left_set=owned[left],
        right_set=owned[right],
        sets=tuple(sets.sets),
        won=won[first],
    )


def _without_slivers(
    window: NDArray[np.int64],
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    won: NDArray[np.bool_],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
) -> None:
    """Give slices shorter than one instant the blockers of the slice beside them.

    Two owners whose walls meet are crossed at instants that differ by rounding.
    """
    for i in np.flatnonzero(end - start < SAME_INSTANT_MIN).tolist():
        for j, limit in ((i - 1, start[i]), (i + 1, end[i])):
            if not 0 <= j < len(window) or window[j] != window[i] or won[j] != won[i]:
                continue
            if limit == (end[j] if j < i else start[j]):
                left[i], right[i] = left[j], right[j]
                break


def _kinds(
    left: NDArray[np.int64], right: NDArray[np.int64], sets: OwnerSets
) -> tuple[NDArray[np.int8], NDArray[np.int8], NDArray[np.int64]]:
    """Kind and sides of each span, and the number of each set without its codes.

    Codes are what is no owner: the own wall, or time left out by other rules.
    """
    behind = np.array([OWN_WALL_PLANE in owners for owners in sets.sets])
    bare = [tuple(code for code in owners if code >= 0) for owners in sets.sets]
    owned = np.array([sets.numbered(owners) for owners in bare], dtype=np.int64)
    size = np.array([len(owners) for owners in bare])
    both = sets.united(owned[left], owned[right])
    size_of = np.array([len(owners) for owners in sets.sets])
    union, most = size_of[both], np.maximum(size[left], size[right])
    kind = np.select(
        [behind[left] | behind[right], union == 0, union == 1, most == 1],
        [OWN_WALL, SHORT, ALONE, JOINT],
        default=TOGETHER,
    ).astype(np.int8)
    on_left, on_right = size[left] > 0, size[right] > 0
    sides = np.select(
        [on_left & on_right, on_left, on_right],
        [BOTH_ENDS, LEFT_END, RIGHT_END],
        default=NO_SIDE,
    ).astype(np.int8)
    return kind, sides, owned
