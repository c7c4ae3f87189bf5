"""What the terminal says of a review (终端摘要)."""

from typing import Final

from sunlight.review.opinion.chapters.causes import causes_sentence
from sunlight.review.opinion.chapters.conclusion import (
    compared_sentence,
    flips_sentence,
    verdict_key,
)
from sunlight.review.opinion.names import REVIEW_JSON
from sunlight.review.opinion.told import GRADES, told_of
from sunlight.review.records.findings import Grade
from sunlight.review.records.review import Review
from sunlight.rules import Language

__all__ = ["summary_lines"]

MOST: Final = 12
"""Findings that are listed, the gravest first."""
_MARKS: Final = {
    Grade.WRONG: "×",
    Grade.ANSWER: "?",
    Grade.OPEN: "○",
    Grade.NOTE: "-",
}


def summary_lines(review: Review, lang: Language = "zh") -> tuple[str, ...]:
    """Lines of the terminal: counts, verdicts that turn, findings, cause (摘要).

    Parameters
    ----------
    review : Review
        The review.
    lang : {'zh', 'en'}
        Language.

    Returns
    -------
    tuple of str
        One line each, without line ends and control characters.
    """
    told = told_of(review, lang)
    name = review.submission.declaration.project or review.assessment.project.name
    counts = {
        grade.value: sum(f.grade is grade for f in told.findings) for grade in GRADES
    }
    lines = [
        told.say("_summary.head", project=name),
        compared_sentence(told),
        flips_sentence(told),
        told.say("_summary.findings", total=len(told.findings), **counts),
    ]
    ordered = sorted(told.findings, key=lambda finding: GRADES.index(finding.grade))
    lines += [
        told.say(
            "_summary.item",
            mark=_MARKS[finding.grade],
            grade=told.say(f"_grade.{finding.grade.value}"),
            message=told.message(finding),
            clause=(
                told.say("_finding.clause", clause=finding.clause)
                if finding.clause
                else ""
            ),
        )
        for finding in ordered[:MOST]
    ]
    if len(ordered) > MOST:
        lines.append(
            told.say("_summary.more", count=len(ordered) - MOST, file=REVIEW_JSON)
        )
    if review.inference is not None:
        lines.append(told.say("_summary.cause", sentence=causes_sentence(told)))
    lines.append(told.say(f"_conclusion.{verdict_key(told)}"))
    return tuple(_plain(line) for line in lines)


def _plain(line: str) -> str:
    """A line that no terminal takes for a command."""
    shown = line.replace("−", "-")  # the minus sign is not in the code page of Windows
    return "".join(c if c.isprintable() else " " for c in shown)
