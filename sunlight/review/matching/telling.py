"""What findings about the matching are told from and put together with (意见素材)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sunlight.model.project import Project
from sunlight.review.matching.building import BuildingRows
from sunlight.review.matching.buildings import BuildingMatch
from sunlight.review.matching.given import GivenMatch
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import Submission

__all__ = ["SHOWN", "Told", "both_lists", "listed", "one_finding", "rows_evidence"]

SHOWN: Final = 8
_CLAUSE: Final = "办法六(三)1"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Told:
    """What the findings are told from (意见所据).

    Parameters
    ----------
    project : Project
        The model.
    submission : Submission
        The report.
    match : Match
        What became of its rows.
    names : BuildingMatch
        What became of the names of buildings.
    alone : mapping of int to int
        Buildings of tables that name none.
    parts : tuple of BuildingRows
        What became of each building.
    unused : tuple of GivenMatch
        Lines made by hand that fit no row.
    """

    project: Project
    submission: Submission
    match: Match
    names: BuildingMatch
    alone: Mapping[int, int]
    parts: tuple[BuildingRows, ...]
    unused: tuple[GivenMatch, ...]


def one_finding(
    code: str,
    grade: Grade,
    message: str,
    message_zh: str,
    *,
    question: tuple[str, str] = ("", ""),
    evidence: Sequence[Evidence] = (),
    count: int = 1,
    elements: Sequence[str] = (),
    clause: str = _CLAUSE,
) -> ReviewFinding:
    """A finding of the part that reads and matches (复核意见).

    Parameters
    ----------
    code, grade, message, message_zh, evidence, count, elements, clause
        As of :class:`~sunlight.review.records.findings.ReviewFinding`.
    question : (str, str)
        In English and Chinese.
    """
    return ReviewFinding(
        code=code,
        part=ReviewPart.READING,
        grade=grade,
        clause=clause,
        message=message,
        message_zh=message_zh,
        question=question[0],
        question_zh=question[1],
        evidence=tuple(evidence[:SHOWN]),
        count=count,
        elements=tuple(elements),
    )


def listed(names: Iterable[str], between: str) -> str:
    """The first few names; long ones cut (列举).

    Parameters
    ----------
    names : iterable of str
        Names.
    between : str
        What parts them.
    """
    found = list(dict.fromkeys(names))
    shown = [n if len(n) <= 30 else n[:29] + "…" for n in found[:SHOWN]]
    return between.join(shown) + ("…" if len(found) > SHOWN else "")


def both_lists(names: Iterable[str]) -> tuple[str, str]:
    """The first few names in English and Chinese punctuation (列举).

    Parameters
    ----------
    names : iterable of str
        Names.
    """
    found = list(names)
    return listed(found, ", "), listed(found, "、")


def rows_evidence(told: Told, rows: Iterable[int]) -> list[Evidence]:
    """Where the first few rows stand (出处).

    Parameters
    ----------
    told : Told
        What the findings are told from.
    rows : iterable of int
        Submitted rows.
    """
    windows = told.submission.windows
    found = []
    for row in list(rows)[:SHOWN]:
        building = int(told.match.building[row])
        found.append(
            Evidence(
                place=windows.place(row),
                row=row,
                building=told.project.buildings[building].id if building >= 0 else "",
                submitted_text=" ".join(
                    str(text)[:40]
                    for text in (windows.building[row], windows.label[row])
                    if text
                ),
            )
        )
    return found
