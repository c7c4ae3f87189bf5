"""Totals against the segments that are printed beside them (时数与时段之和)."""

from typing import Final

import numpy as np

from sunlight.review.recalculation.evidence import RowEvidence
from sunlight.review.recalculation.row_segments import (
    evidence_in_states,
    row_of_segments,
    shortest_of_rows,
    sum_by_row,
)
from sunlight.review.records.findings import Grade, ReviewFinding, ReviewPart
from sunlight.review.records.submission import STATES

__all__ = ["total_findings"]

ROUNDING: Final = 1.0
"""A length between two limits in whole minutes is known to within this. [min]"""


def total_findings(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Totals that their own segments do not give (时数与自身时段不符).

    Parameters
    ----------
    found : RowEvidence
        Submission, calculation, match and comparison.

    Returns
    -------
    tuple of ReviewFinding
        Part ``RESULTS``; a minute a segment is allowed for rounding.

    Notes
    -----
    Source: 规程二(五), 办法六(三)4.
    """
    windows = found.submission.windows
    count = len(windows)
    least = shortest_of_rows(found)
    rows_of, states, gaps = [], [], []
    for state in STATES:
        segments = windows.segments(state)
        row = row_of_segments(segments)
        length = segments.end - segments.start
        everything = sum_by_row(row, length, count)
        kept = sum_by_row(
            row, np.where(length >= least[row] - ROUNDING, length, 0.0), count
        )
        sizes = np.diff(segments.offsets)
        total = windows.minutes(state)
        gap = np.fmin(np.abs(total - everything), np.abs(total - kept))
        allowed = 0.05 if windows.exact else ROUNDING * np.maximum(sizes, 1)
        hit = np.flatnonzero(segments.given & (gap > allowed + 1e-6))
        rows_of += hit.tolist()
        states += [state] * len(hit)
        gaps += gap[hit].tolist()
    if not rows_of:
        return ()
    order = np.argsort(-np.array(gaps), kind="stable")
    rows = np.array(rows_of, dtype=np.int64)[order]
    return (
        ReviewFinding(
            code="REVIEW-TOTAL-NOT-SUM",
            part=ReviewPart.RESULTS,
            grade=Grade.ANSWER,
            clause="办法六(三)4、规程二(五)",
            message=(
                f"the totals of {len(rows)} rows are not the sum of their own "
                f"segments, by up to {max(gaps):.0f} min"
            ),
            message_zh=(
                f"{len(rows)} 行的日照时数与其自身时段之和不符，最多相差 "
                f"{max(gaps):.0f} 分钟"
            ),
            question="Correct the totals or the segments of these rows.",
            question_zh="请更正上述各行的时数或时段。",
            evidence=evidence_in_states(
                found, rows, [states[k] for k in order.tolist()]
            ),
            count=len(rows),
        ),
    )
