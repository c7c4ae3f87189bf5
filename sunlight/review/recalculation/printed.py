"""What the printed segments tell of the clock, against ours (时段的时间基准)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.conditions import TimeBasis
from sunlight.review.recalculation.evidence import RowEvidence
from sunlight.review.recalculation.told import signed
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import STATES, Submission
from sunlight.solar import equation_of_time, true_solar_minutes

__all__ = ["printed_findings"]

CLAUSE: Final = "办法六(三)3"
LEAST_SHIFT: Final = 4.0
"""A smaller difference between the clocks is not told from other causes. [min]"""
SHIFT_FITS: Final = 2.0
"""How near the shift of the segments must come to that of the clocks. [min]"""
ENOUGH_LIMITS: Final = 4
"""Fewer limits that are not of the band tell nothing of a shift."""


def printed_findings(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Segments of another clock than the report says (时段的时间基准).

    Parameters
    ----------
    found : RowEvidence
        Submission, calculation, match and comparison.

    Returns
    -------
    tuple of ReviewFinding
        Part ``METHOD``.

    Notes
    -----
    Source: 办法六(三)3; 规程六(三), 规程七(二). Short segments, sums and the band are
    checked on the report's own figures, in the formal part.
    """
    shift = _clock_shift(found.submission, found.assessment, found.match)
    return _another_clock(shift)


def _clock_offset(assessment: Assessment) -> float:
    """Beijing time less true solar time at the place, on the day of dwellings. [min]"""  # noqa: D400
    run = assessment.runs[0].conditions
    solar = true_solar_minutes(
        720.0,
        longitude=assessment.project.site.longitude,
        equation_of_time=equation_of_time(run.day, run.declination),
    )
    return 720.0 - float(solar)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shift:
    """Printed segments are those of Beijing time."""

    minutes: float
    expected: float
    limits: int
    band_moved: bool
    """The limits of the band are shifted too: the labels alone are of another clock."""


def _clock_shift(
    submission: Submission, assessment: Assessment, match: Match
) -> _Shift | None:
    """Whether unstated segments are shifted by the offset of the place (时差识别).

    Rows with as many printed segments as we count are laid side by side; limits of our
    band are apart, since a program that takes the band in Beijing time prints them
    unmoved.
    """
    expected = _clock_offset(assessment)
    if (
        submission.declaration.time_basis is TimeBasis.BEIJING_TIME
        or abs(expected) < LEAST_SHIFT
    ):
        return None
    inner, edge = [np.empty(0)], [np.empty(0)]
    for state in STATES:
        moved, at_band = _moves(submission, assessment, match, state)
        inner.append(moved[~at_band])
        edge.append(moved[at_band])
    inside, at_edge = np.concatenate(inner), np.concatenate(edge)
    if len(inside) < ENOUGH_LIMITS:
        return None
    middle = float(np.median(inside))
    near = np.abs(inside - middle) <= SHIFT_FITS
    if abs(middle - expected) > SHIFT_FITS or near.mean() < 0.5:
        return None
    return _Shift(
        minutes=middle,
        expected=expected,
        limits=len(inside),
        band_moved=bool(
            len(at_edge) and abs(float(np.median(at_edge)) - expected) <= SHIFT_FITS
        ),
    )


def _moves(
    submission: Submission, assessment: Assessment, match: Match, state: str
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Printed limits less ours, and which of ours are limits of the band."""
    segments = submission.windows.segments(state)
    results = assessment.windows
    counted = results.counted_before if state == "before" else results.counted_after
    sizes = np.diff(segments.offsets)
    ours = np.append(np.diff(counted.offsets), 0)[match.window]
    rows = np.flatnonzero((match.window >= 0) & (sizes == ours) & (sizes > 0))
    taken = counted.take(match.window[rows])
    source = np.concatenate(
        [np.empty(0, np.int64)]
        + [
            np.arange(segments.offsets[r], segments.offsets[r + 1])
            for r in rows.tolist()
        ]
    )
    bands = np.array([run.path.band for run in assessment.runs])
    band = bands[results.run[match.window[rows]]]
    band = np.repeat(band, sizes[rows], axis=0)
    moves = np.concatenate(
        [segments.start[source] - taken.start, segments.end[source] - taken.end]
    )
    at_band = np.concatenate(
        [np.abs(taken.start - band[:, 0]) < 1e-6, np.abs(taken.end - band[:, 1]) < 1e-6]
    )
    return moves, at_band


def _another_clock(shift: "_Shift | None") -> tuple[ReviewFinding, ...]:
    """Segments that agree with Beijing time without a word about it."""
    if shift is None:
        return ()
    labels = shift.band_moved
    return (
        ReviewFinding(
            code="REVIEW-SEGMENTS-IN-BEIJING-TIME",
            part=ReviewPart.METHOD,
            grade=Grade.ANSWER if labels else Grade.WRONG,
            clause=f"{CLAUSE}、规程六(三)、规程七(二)",
            message=(
                f"{shift.limits} limits of segments are shifted by "
                f"{signed(shift.minutes, 1)} min in the middle, which is consistent "
                f"with Beijing time at this longitude ({signed(shift.expected, 1)} "
                "min); "
                + (
                    "the limits of the band are shifted alike, so that the labels "
                    "alone are of that clock"
                    if labels
                    else "the limits of the band are not shifted, so that the band "
                    "itself is consistent with Beijing hours"
                )
            ),
            message_zh=(
                f"{shift.limits} 个时段端点整体偏移，中位数 {signed(shift.minutes, 1)} "
                f"分钟，与本地经度的北京时间（{signed(shift.expected, 1)} 分钟）相符；"
                + (
                    "有效时间带的端点同样偏移，应只是换算表达"
                    if labels
                    else "有效时间带的端点没有偏移，与按北京时间取时间带相符"
                )
            ),
            question="Say in which clock segments and band are.",
            question_zh="请说明时段与有效时间带的时间基准。",
            evidence=(
                Evidence(
                    submitted=shift.minutes, recomputed=shift.expected, measure="min"
                ),
            ),
            count=shift.limits,
        ),
    )
