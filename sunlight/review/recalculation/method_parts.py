"""What the findings on the method have in common (计算方法意见)."""

from typing import Final

from sunlight.assessment import Assessment
from sunlight.assessment.measuring.records import Run
from sunlight.review.records.declaration import Declaration
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)

__all__ = ["AGAIN", "NOTHING", "method_finding", "run_of"]

CLAUSE: Final = "办法六(三)3"
AGAIN: Final = ("请按规程重新计算。", "Calculate again by the rules.")
NOTHING: Final = ("", "")


def method_finding(
    code: str,
    grade: Grade,
    clause: str,
    message: tuple[str, str],
    question: tuple[str, str],
    evidence: Evidence,
) -> tuple[ReviewFinding, ...]:
    """One finding on the method (计算方法意见); texts in Chinese and in English.

    Parameters
    ----------
    code : str
        Code.
    grade : Grade
        Grade.
    clause : str
        Clause beside that of the review.
    message, question : (str, str)
        Texts.
    evidence : Evidence
        Evidence.
    """
    return (
        ReviewFinding(
            code=code,
            part=ReviewPart.METHOD,
            grade=grade,
            clause=f"{CLAUSE}、{clause}" if clause else CLAUSE,
            message=message[1],
            message_zh=message[0],
            question=question[1],
            question_zh=question[0],
            evidence=(evidence,),
        ),
    )


def run_of(said: Declaration, assessment: Assessment) -> Run:
    """Run of the declared day (申报日的计算); that of dwellings without one.

    Parameters
    ----------
    said : Declaration
        What the report says of itself.
    assessment : Assessment
        Our calculation.
    """
    for run in assessment.runs:
        if run.conditions.day is said.day:
            return run
    return assessment.runs[0]
