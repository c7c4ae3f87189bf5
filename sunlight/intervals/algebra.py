"""Algebra of intervals, row by row (时段运算): union, intersection, complement.

Faces and sill ends travel with the limits they made. Rows are sorted already, so that
partners are found by bisection inside the row and nothing is ever sorted again.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.intervals.arguments import checked_band
from sunlight.intervals.columns import offsets_of, row_of
from sunlight.intervals.records import (
    BOTH_ENDS,
    LEFT_END,
    NO_FACE,
    NO_SIDE,
    RIGHT_END,
    Intervals,
)
from sunlight.tolerances import SAME_INSTANT_MIN

__all__ = [
    "clip",
    "complement",
    "difference",
    "intersection",
    "intersection_of_ends",
    "union",
]


def union(a: Intervals, b: Intervals) -> Intervals:
    """Union of `a` and `b` (并集).

    Touching intervals become one; a gap stays, however short. The faces of a limit are
    those of the outermost interval there, of `a` where both end together.

    Parameters
    ----------
    a, b : Intervals, (r,) rows each
        Operands of equal length.

    Returns
    -------
    Intervals, (r,) rows
        The union of each row of `a` with the same row of `b`.

    Raises
    ------
    InputError
        If `a` and `b` differ in length.

    Examples
    --------
    >>> a = Intervals.from_rows([[(1, 2), (5, 6)]])
    >>> union(a, Intervals.from_rows([[(2, 3)]]))[0].tolist()
    [[1.0, 3.0], [5.0, 6.0]]
    """
    _check_same_length(a, b)
    rows_a, rows_b = row_of(a.offsets), row_of(b.offsets)
    b_before = _bisect(b, b.start, rows_a, a.start, "left")
    a_before = _bisect(a, a.start, rows_b, b.start, "right")
    at_a = np.arange(a.start.size) + b_before
    at_b = np.arange(b.start.size) + a_before
    n = a.start.size + b.start.size
    source = np.empty(n, np.int64)  # in `a`, or in `b` counted on from the end of `a`
    source[at_a] = np.arange(a.start.size)
    source[at_b] = np.arange(a.start.size, n)
    rows = np.concatenate((rows_a, rows_b))[source]
    start = np.concatenate((a.start, b.start))[source]
    own_end = np.concatenate((a.end, b.end))
    other_of_a = _last_before(b_before, b.offsets, rows_a)
    other_of_a[other_of_a >= 0] += a.start.size
    other = np.concatenate((other_of_a, _last_before(a_before, a.offsets, rows_b)))
    other_end = np.where(other >= 0, own_end[other], -np.inf)
    of_other = np.where(
        np.arange(n) < a.start.size, other_end > own_end, other_end >= own_end
    )
    outermost = np.where(of_other, other, np.arange(n))[source]
    reach = own_end[outermost]
    first = np.ones(n, dtype=bool)
    first[1:] = (rows[1:] != rows[:-1]) | (start[1:] > reach[:-1])
    last = np.ones(n, dtype=bool)
    last[:-1] = first[1:]
    begins, ends = source[first], outermost[last]
    return Intervals._trusted(
        offsets_of(np.bincount(rows[first], minlength=len(a))),
        start[first],
        reach[last],
        np.concatenate((a.start_face, b.start_face))[begins],
        np.concatenate((a.end_face, b.end_face))[ends],
        np.concatenate((a.start_side, b.start_side))[begins],
        np.concatenate((a.end_side, b.end_side))[ends],
    )


def intersection(a: Intervals, b: Intervals) -> Intervals:
    """Intersection of `a` and `b` (交集).

    Pieces shorter than `SAME_INSTANT_MIN` are dropped. A limit brings the face and the
    side of the operand that made it, those of `a` where both did.

    Parameters
    ----------
    a, b : Intervals, (r,) rows each
        Operands of equal length.

    Returns
    -------
    Intervals, (r,) rows
        The intersection of each row of `a` with the same row of `b`.

    Raises
    ------
    InputError
        If `a` and `b` differ in length.

    Examples
    --------
    >>> a = Intervals.from_rows([[(1, 4), (5, 8)]])
    >>> intersection(a, Intervals.from_rows([[(3, 6)]]))[0].tolist()
    [[3.0, 4.0], [5.0, 6.0]]
    """
    pairs = _overlaps(a, b)
    i, j = pairs.i, pairs.j
    late, early = b.start[j] > a.start[i], b.end[j] < a.end[i]
    return _without_slivers(
        pairs.rows,
        len(a),
        np.where(late, b.start[j], a.start[i]),
        np.where(early, b.end[j], a.end[i]),
        np.where(late, b.start_face[j], a.start_face[i]),
        np.where(early, b.end_face[j], a.end_face[i]),
        np.where(late, b.start_side[j], a.start_side[i]),
        np.where(early, b.end_side[j], a.end_side[i]),
    )


def intersection_of_ends(left: Intervals, right: Intervals) -> Intervals:
    """When both sill ends are lit, and which end made each limit (两端交集).

    As :func:`intersection`. The side of a limit is `LEFT_END` or `RIGHT_END`, whichever
    end lost or won the sun there, `BOTH_ENDS` where both did within `SAME_INSTANT_MIN`,
    and `NO_SIDE` where no face made the limit. Where both did, the face is the left
    one's, unless only the right one has a face.

    Parameters
    ----------
    left, right : Intervals, (w,) rows each
        When the left and the right end of each sill is lit.

    Returns
    -------
    Intervals, (w,) rows
        When both are.

    Raises
    ------
    InputError
        If `left` and `right` differ in length.

    Notes
    -----
    Source: 规程二(一): a window is in full sun while both ends of its sill are.
    """
    pairs = _overlaps(left, right)
    i, j = pairs.i, pairs.j
    start_face, start_side = _end_of_sill(
        right.start[j] - left.start[i], left.start_face[i], right.start_face[j]
    )
    end_face, end_side = _end_of_sill(
        left.end[i] - right.end[j], left.end_face[i], right.end_face[j]
    )
    return _without_slivers(
        pairs.rows,
        len(left),
        np.maximum(left.start[i], right.start[j]),
        np.minimum(left.end[i], right.end[j]),
        start_face,
        end_face,
        start_side,
        end_side,
    )


def complement(a: Intervals, band: tuple[float, float]) -> Intervals:
    """Gaps that `a` leaves in `band` (补集).

    Gaps shorter than `SAME_INSTANT_MIN` are dropped. A gap begins with the face that
    ended the interval before it and ends with the face that began the one after it;
    at the limits of the band there is `NO_FACE`.

    Parameters
    ----------
    a : Intervals, (r,) rows
        May reach beyond the band.
    band : (float, float)
        Limits of the whole. [min]

    Returns
    -------
    Intervals, (r,) rows
        The gaps of each row.

    Raises
    ------
    InputError
        If the band is not finite or does not end after its start.

    Examples
    --------
    >>> complement(Intervals.from_rows([[(500, 600)], []]), (480, 960)).to_rows()
    [array([[480., 500.], [600., 960.]]), array([[480., 960.]])]
    """
    first, last = checked_band(band)
    k, r = a.start.size, len(a)
    rows = row_of(a.offsets)
    before = np.arange(k) + rows  # the gap that each interval ends
    head = a.offsets[:-1] + np.arange(r)  # the first gap of each row
    start, end = np.full(k + r, first), np.full(k + r, last)
    start[before + 1] = np.clip(a.end, first, last)
    end[before] = np.clip(a.start, first, last)
    start_face, end_face = (np.full(k + r, NO_FACE, np.int32) for _ in range(2))
    start_side, end_side = (np.full(k + r, NO_SIDE, np.int8) for _ in range(2))
    inside = a.end > first
    start_face[before + 1] = np.where(inside, a.end_face, NO_FACE)
    start_side[before + 1] = np.where(inside, a.end_side, NO_SIDE)
    inside = a.start < last
    end_face[before] = np.where(inside, a.start_face, NO_FACE)
    end_side[before] = np.where(inside, a.start_side, NO_SIDE)
    gap_rows = np.repeat(np.arange(r), np.diff(np.append(head, k + r)))
    return _without_slivers(
        gap_rows, r, start, end, start_face, end_face, start_side, end_side
    )


def difference(a: Intervals, b: Intervals) -> Intervals:
    """Parts of `a` that are not in `b` (差集).

    Pieces shorter than `SAME_INSTANT_MIN` are dropped; limits that `b` cut bring the
    faces of `b`.

    Parameters
    ----------
    a, b : Intervals, (r,) rows each
        Operands of equal length.

    Returns
    -------
    Intervals, (r,) rows
        What remains of each row of `a`.

    Raises
    ------
    InputError
        If `a` and `b` differ in length.
    """
    _check_same_length(a, b)
    if a.start.size == 0:
        return a
    hull = (float(a.start.min()), float(a.end.max()))
    return intersection(a, complement(b, hull))


def clip(a: Intervals, band: tuple[float, float]) -> Intervals:
    """Parts of `a` that lie in `band` (截取).

    A limit that the band made has `NO_FACE` and `NO_SIDE`. Pieces shorter than
    `SAME_INSTANT_MIN` are dropped.

    Parameters
    ----------
    a : Intervals, (r,) rows
        Intervals to cut.
    band : (float, float)
        Limits to cut at. [min]

    Returns
    -------
    Intervals, (r,) rows
        The parts inside.

    Raises
    ------
    InputError
        If the band is not finite or does not end after its start.
    """
    first, last = checked_band(band)
    early, late = a.start < first, a.end > last
    return _without_slivers(
        row_of(a.offsets),
        len(a),
        np.maximum(a.start, first),
        np.minimum(a.end, last),
        np.where(early, NO_FACE, a.start_face),
        np.where(late, NO_FACE, a.end_face),
        np.where(early, NO_SIDE, a.start_side),
        np.where(late, NO_SIDE, a.end_side),
    )


class _Pairs(NamedTuple):
    """Overlapping pairs: interval i of a with interval j of b, and their row."""

    i: NDArray[np.int64]
    j: NDArray[np.int64]
    rows: NDArray[np.int64]


def _check_same_length(a: Intervals, b: Intervals) -> None:
    """Refuse operands of different length."""
    if len(a) != len(b):
        raise InputError(
            f"the operands have {len(a)} and {len(b)} rows: give both for the same "
            "receivers, in the same order.",
            value=(len(a), len(b)),
        )


def _bisect(
    a: Intervals,
    limits: NDArray[np.float64],
    rows: NDArray[np.int64],
    instants: NDArray[np.float64],
    side: Literal["left", "right"],
) -> NDArray[np.int64]:
    """Index into `limits` of `a` as np.searchsorted has it, inside the given rows."""
    low, high = a.offsets[rows], a.offsets[rows + 1]
    widest = int(np.diff(a.offsets).max(initial=0))
    for _ in range(widest.bit_length()):
        middle = (low + high) >> 1
        probed = limits[np.minimum(middle, limits.size - 1)]
        ahead = probed < instants if side == "left" else probed <= instants
        ahead &= low < high
        high = np.where(ahead | (low >= high), high, middle)
        low = np.where(ahead, middle + 1, low)
    return low


def _overlaps(a: Intervals, b: Intervals) -> _Pairs:
    """All pairs of intervals of the same row that share more than a limit."""
    _check_same_length(a, b)
    rows = row_of(a.offsets)
    low = _bisect(b, b.end, rows, a.start, "right")
    high = _bisect(b, b.start, rows, a.end, "left")
    count = np.maximum(high - low, 0)
    before = np.cumsum(count) - count
    i = np.repeat(np.arange(a.start.size), count)
    j = np.repeat(low - before, count) + np.arange(i.size)
    return _Pairs(i, j, rows[i])


def _last_before(
    index: NDArray[np.int64], offsets: NDArray[np.int64], rows: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Interval before `index` in the same row, -1 where there is none."""
    before: NDArray[np.int64] = np.where(index > offsets[rows], index - 1, -1)
    return before


def _end_of_sill(
    right_by: NDArray[np.float64],
    left_face: NDArray[np.int32],
    right_face: NDArray[np.int32],
) -> tuple[NDArray[np.int32], NDArray[np.int8]]:
    """Face and side of limits that the right end makes by so many minutes."""
    together = np.abs(right_by) <= SAME_INSTANT_MIN
    of_right = np.where(together, left_face == NO_FACE, right_by > 0.0)
    face = np.where(of_right, right_face, left_face)
    side = np.where(together, BOTH_ENDS, np.where(of_right, RIGHT_END, LEFT_END))
    return face, np.where(face == NO_FACE, NO_SIDE, side).astype(np.int8)


def _without_slivers(
    rows: NDArray[np.int64],
    r: int,
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    start_face: NDArray[np.int32],
    end_face: NDArray[np.int32],
    start_side: NDArray[np.int8],
    end_side: NDArray[np.int8],
) -> Intervals:
    """Intervals from pieces in order, without those shorter than an instant."""
    keep = end - start >= SAME_INSTANT_MIN
    return Intervals._trusted(
        offsets_of(np.bincount(rows[keep], minlength=r)),
        start[keep],
        end[keep],
        start_face[keep].astype(np.int32, copy=False),
        end_face[keep].astype(np.int32, copy=False),
        start_side[keep].astype(np.int8, copy=False),
        end_side[keep].astype(np.int8, copy=False),
    )
