"""The whole review as one record (复核结果)."""

from dataclasses import dataclass
from typing import Final

from sunlight.assessment import Assessment
from sunlight.findings import Finding
from sunlight.review.records.causes import Inference
from sunlight.review.records.comparison import Comparison
from sunlight.review.records.findings import FormalItem, Grade, ReviewFinding
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import Submission

__all__ = ["REVIEW_SCHEMA", "Review"]

REVIEW_SCHEMA: Final = "sunlight-review/1"
"""Version of ``review.json``."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Review:
    """What a review found (复核结果).

    Parameters
    ----------
    assessment : Assessment
        Our own calculation on the reviewer's model.
    submission : Submission
        What was handed in.
    match : Match
        Rows against windows.
    comparison : Comparison
        Figures against figures.
    inference : Inference or None
        Conventions that explain the table; None where it was not asked for.
    formal : tuple of FormalItem
        Items of the formal check.
    findings : tuple of ReviewFinding
        All findings, by part, the gravest of each part first.
    reading : tuple of Finding
        What the readers of the submission and of the model found.
    own : Assessment or None
        Calculation on the model that was handed in; None without one.
    """

    assessment: Assessment
    submission: Submission
    match: Match
    comparison: Comparison
    inference: Inference | None
    formal: tuple[FormalItem, ...]
    findings: tuple[ReviewFinding, ...]
    reading: tuple[Finding, ...]
    own: Assessment | None = None

    @property
    def exit_code(self) -> int:
        """0 nothing to answer; 1 something is wrong; 3 must be answered, or open.

        Items that only a person can see do not count: they are open in every review.
        """
        grades = {f.grade for f in self.findings}
        if Grade.WRONG in grades:
            return 1
        compared = len(self.match.matched) > 0
        return 0 if compared and not grades & {Grade.ANSWER, Grade.OPEN} else 3
