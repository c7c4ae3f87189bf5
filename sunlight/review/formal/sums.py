"""Whether printed totals follow from the printed segments (合计与时段核对).

Everything here rests on the report's own figures. Whole minutes are printed rounded
down or to the nearest, so that the length of a segment may be off by one minute.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.conditions import Conditions, TimeBasis
from sunlight.review.formal.rows import Rows
from sunlight.review.formal.subjects import USES
from sunlight.review.records.declaration import Declaration
from sunlight.review.records.submission import Submission, SubmittedSegments
from sunlight.rules import conditions_for
from sunlight.solar import beijing_minutes, equation_of_time
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["PRINTED_TO", "Limits", "RowSums", "counted_limits", "row_sums"]

PRINTED_TO: Final = 1.0
"""Tables print whole minutes: a length may be off by this much. [min]"""
_UNLIMITED: Final = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limits:
    """What the rules count in each row (计入规则).

    Parameters
    ----------
    shortest : (n,) ndarray of float64
        Shortest segment that counts. [min]
    segments : (n,) ndarray of int64
        How many of the longest count.
    band_start, band_end : (n,) ndarray of float64
        Band in the clock of the report; NaN where that clock is not known. [min]
    length : (n,) ndarray of float64
        Length of the band. [min]
    declared : bool
        The band is that of the report, not of the rules.
    """

    shortest: NDArray[np.float64]
    segments: NDArray[np.int64]
    band_start: NDArray[np.float64]
    band_end: NDArray[np.float64]
    length: NDArray[np.float64]
    declared: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RowSums:
    """Totals against segments in one state, (n,) arrays each (合计核对).

    Parameters
    ----------
    state : str
        State.
    total : ndarray of float64
        As printed, NaN for none. [min]
    summed : ndarray of float64
        Segments that count, by the rules, added up. [min]
    summed_all : ndarray of float64
        All segments added up. [min]
    clipped : ndarray of float64
        Segments that count, inside the band. [min]
    slack : ndarray of float64
        What rounding may explain. [min]
    differs, short_counted, too_many, stepped : ndarray of bool
        The total is not the sum; it is with segments too short to count; with more
        than the longest that count; it is with a time step for each segment.
    reversed_, overlapping : ndarray of bool
        A segment ends before it begins; two overlap.
    outside, outside_counted : ndarray of bool
        A segment leaves the band; and the total counts what is outside.
    too_long : ndarray of bool
        The total is longer than the band.
    """

    state: str
    total: NDArray[np.float64]
    summed: NDArray[np.float64]
    summed_all: NDArray[np.float64]
    clipped: NDArray[np.float64]
    slack: NDArray[np.float64]
    differs: NDArray[np.bool_]
    short_counted: NDArray[np.bool_]
    too_many: NDArray[np.bool_]
    stepped: NDArray[np.bool_]
    reversed_: NDArray[np.bool_]
    overlapping: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    outside_counted: NDArray[np.bool_]
    too_long: NDArray[np.bool_]


def counted_limits(
    rows: Rows, declaration: Declaration, assessment: Assessment
) -> Limits:
    """What counts in each row by the rules, and the band to hold it against (计入规则).

    Parameters
    ----------
    rows : Rows
        Rows of the windows.
    declaration : Declaration
        Its band comes first, where it has one.
    assessment : Assessment
        Our own, for the rules.

    Notes
    -----
    Source: 规程四(一)1, 规程六(三).
    """
    n = len(rows)
    limits = Limits(
        shortest=np.zeros(n),
        segments=np.full(n, _UNLIMITED, dtype=np.int64),
        band_start=np.full(n, np.nan),
        band_end=np.full(n, np.nan),
        length=np.full(n, np.nan),
        declared=declaration.band is not None,
    )
    with_standard = {found.use for found in assessment.rules.standards}
    for code in np.unique(rows.use):
        use, mine = USES[code], rows.use == code
        known = use in with_standard
        found = (
            conditions_for(assessment.rules, use) if known else assessment.conditions
        )
        limits.shortest[mine] = found.shortest_segment
        limits.segments[mine] = found.segments or _UNLIMITED
        limits.length[mine] = found.band[1] - found.band[0]
        band = _band(found, declaration, assessment)
        if band is not None:
            limits.band_start[mine], limits.band_end[mine] = band
    if declaration.band is None:
        return limits
    first, last = declaration.band
    return replace(
        limits,
        band_start=np.full(n, first),
        band_end=np.full(n, last),
        length=np.full(n, last - first),
    )


def _band(
    found: Conditions, declaration: Declaration, assessment: Assessment
) -> tuple[float, float] | None:
    """Band of the rules in the clock of the report; None where that is not known."""
    theirs = declaration.time_basis or TimeBasis.TRUE_SOLAR_TIME
    if found.time_basis is theirs:
        return found.band
    if theirs is not TimeBasis.BEIJING_TIME:
        return None
    first, last = beijing_minutes(
        found.band,
        longitude=assessment.project.site.longitude,
        equation_of_time=equation_of_time(found.day, found.declination),
    ).tolist()
    return first, last


def row_sums(submission: Submission, rows: Rows, limits: Limits, state: str) -> RowSums:
    """Totals of one state against its segments (合计核对).

    Parameters
    ----------
    submission : Submission
        What was handed in.
    rows : Rows
        Rows of its windows.
    limits : Limits
        What counts.
    state : {'before', 'after'}
        State.

    Returns
    -------
    RowSums
        Rows as in the submission.

    Notes
    -----
    Source: 规程二(五), 规程六(三), 规程七(二).
    """
    segments = submission.windows.segments(state)
    total = submission.windows.minutes(state)
    row = np.repeat(np.arange(len(rows)), np.diff(segments.offsets))
    length = segments.end - segments.start
    unit = 0.0 if submission.windows.exact else PRINTED_TO
    slack = _slack(rows, state) + THRESHOLD_NOISE_MIN
    backwards = _any(length <= 0.0, row, len(rows))
    shortest = limits.shortest[row]
    rank = _rank(row, length)
    # printed 4 is less than 5.0, however it was rounded
    may = (length > shortest - (unit or THRESHOLD_NOISE_MIN)) & (length > 0.0)
    within = rank < limits.segments[row]
    surely = may & within & (length >= shortest + unit - THRESHOLD_NOISE_MIN)
    least = _sum(np.where(surely, length, 0.0), row, len(rows)) - slack
    most = _sum(np.where(may & within, length, 0.0), row, len(rows)) + slack
    long_enough = _sum(np.where(may, length, 0.0), row, len(rows))
    everything = _sum(length, row, len(rows))
    compared = segments.given & ~np.isnan(total) & ~backwards
    differs = compared & ((total < least) | (total > most))
    more = differs & (total > most)
    counted = length >= shortest - THRESHOLD_NOISE_MIN
    start, end = limits.band_start[row], limits.band_end[row]
    inside = np.minimum(segments.end, end) - np.maximum(segments.start, start)
    out = (segments.start < start - unit) | (segments.end > end + unit)
    outside = _any(out, row, len(rows))
    clipped = _sum(np.where(may, np.clip(inside, 0.0, None), 0.0), row, len(rows))
    too_short = _any(~may & (length > 0.0), row, len(rows))
    short = _with_short(
        total=total,
        everything=everything,
        without=long_enough,
        sizes=np.diff(segments.offsets),
        rows=compared & too_short,
    ) | (more & too_short & (np.abs(total - everything) <= slack))
    many = more & ~short & (np.abs(total - long_enough) <= slack)
    return RowSums(
        state=state,
        total=total,
        summed=_sum(np.where(counted & within, length, 0.0), row, len(rows)),
        summed_all=everything,
        clipped=clipped,
        slack=slack,
        differs=differs & ~short & ~many,
        short_counted=short,
        too_many=many,
        stepped=more & _stepped(submission, segments, total - everything, slack),
        reversed_=backwards,
        overlapping=_overlapping(segments, row, unit, len(rows)),
        outside=outside,
        outside_counted=outside & compared & (total > clipped + slack),
        too_long=total > limits.length + slack,
    )


def _with_short(
    *,
    total: NDArray[np.float64],
    everything: NDArray[np.float64],
    without: NDArray[np.float64],
    sizes: NDArray[np.int64],
    rows: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Rows whose totals come nearer to all segments than to those long enough.

    In a single row rounding might do that; a table of which most rows leave their short
    segments out is not blamed for the others.
    """
    near = np.abs(total - everything)
    nearer = rows & (near < np.abs(total - without)) & (near <= 0.5 + 0.5 * sizes)
    none = np.zeros(len(rows), dtype=np.bool_)
    return nearer if 2 * nearer.sum() > rows.sum() else none


def _slack(rows: Rows, state: str) -> NDArray[np.float64]:
    """How far rounding may have moved the total of each row."""
    return rows.slack_before if state == "before" else rows.slack_after


def _sum(
    values: NDArray[np.float64], row: NDArray[np.int64], n: int
) -> NDArray[np.float64]:
    """Sum in each row."""
    return np.bincount(row, weights=values, minlength=n).astype(np.float64)


def _any(found: NDArray[np.bool_], row: NDArray[np.int64], n: int) -> NDArray[np.bool_]:
    """Whether any segment of each row is so."""
    seen = np.zeros(n, dtype=np.bool_)
    seen[row[found]] = True
    return seen


def _rank(row: NDArray[np.int64], length: NDArray[np.float64]) -> NDArray[np.int64]:
    """Place of each segment in its row, the longest first."""
    order = np.lexsort((-length, row))
    rank = np.empty(len(row), dtype=np.int64)
    rank[order] = np.arange(len(row)) - np.searchsorted(row, row)
    return rank


def _overlapping(
    segments: SubmittedSegments, row: NDArray[np.int64], unit: float, n: int
) -> NDArray[np.bool_]:
    """Rows in which a segment begins before one that began earlier has ended."""
    order = np.lexsort((segments.start, row))
    start, end, of = segments.start[order], segments.end[order], row[order]
    early = np.zeros(len(of), dtype=np.bool_)
    early[1:] = (of[1:] == of[:-1]) & (start[1:] < end[:-1] - unit)
    early[1:] &= end[1:] > start[1:]
    return _any(early, of, n)


def _stepped(
    submission: Submission,
    segments: SubmittedSegments,
    surplus: NDArray[np.float64],
    slack: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Rows whose totals are longer by the declared step for each segment."""
    step = submission.declaration.step
    if not step > PRINTED_TO:
        return np.zeros(len(surplus), dtype=np.bool_)
    expected = np.diff(segments.offsets) * step
    stepped: NDArray[np.bool_] = np.abs(surplus - expected) <= slack
    return stepped & (expected > 0.0)
