"""What the terminal says of a review (终端摘要)."""

from typing import Final

from sunlight.review.opinion.chapters.causes import causes_sentence
from sunlight.review.opinion.chapters.conclusion import (
    compared_sentence,
    flips_sentence,
    verdict_key,
)
from sunlight.review.opinion.names import REVIEW_JSON, UNMATCHED_CSV
from sunlight.review.opinion.told import GRADES, Told, told_of
from sunlight.review.records.comparison import RowClass
from sunlight.review.records.findings import (
    Grade,
    ItemState,
    ReviewFinding,
    ReviewPart,
)
from sunlight.review.records.review import Review
from sunlight.rules import Language

__all__ = ["summary_lines"]

MOST: Final = 8
"""Findings that are listed, the gravest first."""
_LONGEST: Final = {"zh": 80, "en": 160}
"""Signs of a finding that are shown; the opinion has it in full."""
_MARKS: Final = {
    Grade.WRONG: "×",
    Grade.ANSWER: "?",
    Grade.OPEN: "○",
    Grade.NOTE: "-",
}


def summary_lines(review: Review, lang: Language = "zh") -> tuple[str, ...]:
    """Lines of the terminal: opinion, verdicts that turn, cause, findings (摘要).

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
        told.say(f"_conclusion.{verdict_key(told)}"),
        flips_sentence(told),
        compared_sentence(told),
    ]
    if review.inference is not None:
        lines.append(told.say("_summary.cause", sentence=causes_sentence(told)))
    total = len(told.findings)
    lines.append(told.say("_summary.findings", total=total, **counts))
    lines += [_item(told, finding) for finding in _ordered(told)[:MOST]]
    if total > MOST:
        lines.append(told.say("_summary.more", count=total - MOST, file=REVIEW_JSON))
    return tuple(_plain(line) for line in (*lines, *_next(told)))


def _ordered(told: Told) -> list[ReviewFinding]:
    """Findings by grade; what bears on the figures before what is lacking in form."""
    return sorted(
        told.findings,
        key=lambda f: (GRADES.index(f.grade), f.part is ReviewPart.FORMAL),
    )


def _item(told: Told, finding: ReviewFinding) -> str:
    """A finding on a line or two of a terminal."""
    message = told.message(finding)
    longest = _LONGEST[told.lang]
    if len(message) > longest:
        message = message[:longest].rstrip() + "…"
    clause = finding.clause
    return told.say(
        "_summary.item",
        mark=_MARKS[finding.grade],
        grade=told.say(f"_grade.{finding.grade.value}"),
        message=message,
        clause=told.say("_finding.clause", clause=clause) if clause else "",
    )


def _next(told: Told) -> list[str]:
    """What has to be done now."""
    review = told.review
    to_check = sum(item.state is ItemState.OPEN for item in review.formal)
    to_check += sum(finding.grade is Grade.OPEN for finding in told.findings)
    said = [told.say("_summary.next", questions=len(told.questions), open=to_check)]
    left = review.comparison.count(RowClass.OPEN)
    if left and review.match.ambiguous:
        said.append(told.say("_summary.next_matches", count=left, file=UNMATCHED_CSV))
    return said


def _plain(line: str) -> str:
    """A line that no terminal takes for a command."""
    shown = line.replace("−", "-")  # the minus sign is not in the code page of Windows
    return "".join(c if c.isprintable() else " " for c in shown)
