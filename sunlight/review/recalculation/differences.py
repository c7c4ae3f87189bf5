"""Differences of buildings, in figures and in words (差异).

All differences of one kind make one finding, the largest first.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sunlight.review.recalculation.evidence import EVIDENCE_AT_MOST
from sunlight.review.recalculation.told import names_en, names_zh
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)

__all__ = ["Difference", "told_differences"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference of one building, in figures and in words (一处差异).

    Parameters
    ----------
    building : str
        Its id.
    zh, en : str
        The difference as one reads it.
    submitted, ours : float
        Figures, NaN for words. [of `measure`]
    measure : str
        As in :class:`~sunlight.review.records.findings.Evidence`.
    submitted_text, our_text : str
        The same in words.
    """

    building: str
    zh: str
    en: str
    submitted: float = math.nan
    ours: float = math.nan
    measure: str = ""
    submitted_text: str = ""
    our_text: str = ""

    @property
    def size(self) -> float:
        """Size by which differences are ranked; 0 for words."""
        far = abs(self.submitted - self.ours)
        return far if math.isfinite(far) else 0.0

    @property
    def evidence(self) -> Evidence:
        """As evidence."""
        return Evidence(
            building=self.building,
            submitted=self.submitted,
            recomputed=self.ours,
            measure=self.measure,
            submitted_text=self.submitted_text,
            recomputed_text=self.our_text,
        )


def told_differences(
    code: str,
    differences: Sequence[Difference],
    grade: Grade,
    clause: str,
    what: tuple[str, str],
    question: tuple[str, str],
    limit: tuple[str, str] = ("", ""),
) -> tuple[ReviewFinding, ...]:
    """One finding for all differences of one kind, the largest first (汇总差异).

    Parameters
    ----------
    code : str
        Code of the finding.
    differences : sequence of Difference
        None makes no finding.
    grade : Grade
        Its grade; a note asks nothing.
    clause : str
        Its clauses.
    what, question : (str, str)
        What differs and what is asked, in Chinese and in English.
    limit : (str, str)
        What stands behind, such as how many are beyond a tolerance.
    """
    if not differences:
        return ()
    ranked = sorted(differences, key=lambda d: (-d.size, d.building))
    asks = grade is not Grade.NOTE
    buildings = tuple(dict.fromkeys(d.building for d in ranked))
    return (
        ReviewFinding(
            code=code,
            part=ReviewPart.MODEL,
            grade=grade,
            clause=clause,
            message=f"{what[1]} differs: {names_en([d.en for d in ranked])}{limit[1]}",
            message_zh=f"{what[0]}不同：{names_zh([d.zh for d in ranked])}{limit[0]}",
            question=question[1] if asks else "",
            question_zh=question[0] if asks else "",
            evidence=tuple(d.evidence for d in ranked[:EVIDENCE_AT_MOST]),
            count=len(ranked),
            elements=buildings,
        ),
    )
