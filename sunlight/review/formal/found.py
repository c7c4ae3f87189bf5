"""Findings of the formal check, many rows in one (归并意见)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.review.records.findings import Evidence, Grade, ReviewFinding, ReviewPart
from sunlight.rules import Ruleset
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["EVIDENCE_AT_MOST", "Wrong", "cited", "finding", "minutes_text", "worst"]

EVIDENCE_AT_MOST: Final = 5
"""A finding about many rows shows this many, the worst first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What a kind of finding says, whatever it is about (意见文字).

    Parameters
    ----------
    code : str
        Stable code.
    grade : Grade
        What follows from it.
    clause : str
        Clauses as in the 2022 regulation, parted by ``、``.
    en, zh : str
        Message; ``{count}`` is how many, ``{example}`` the worst of them.
    ask_en, ask_zh : str
        Question to the compiler.
    part : ReviewPart
        Part of the review.
    """

    code: str
    grade: Grade
    clause: str
    en: str
    zh: str
    ask_en: str = ""
    ask_zh: str = ""
    part: ReviewPart = ReviewPart.FORMAL


def cited(rules: Ruleset, clauses: str) -> str:
    """Clauses as the profile's own text numbers them, or whose they are (引用条款).

    Parameters
    ----------
    rules : Ruleset
        The rules.
    clauses : str
        As in the edition, parted by ``、``.

    Examples
    --------
    >>> from sunlight.rules import ruleset
    >>> cited(ruleset(), "规程七(四)、办法二")
    '规程七(四)、办法二'
    """
    if not rules.inherits:
        return clauses
    names = (
        rules.citations.get(clause, f"{rules.edition} {clause}")
        for clause in clauses.split("、")
    )
    return "、".join(dict.fromkeys(names))


def minutes_text(minutes: float) -> str:
    """Minutes rounded down to a tenth, as everywhere in an opinion (分钟).

    Parameters
    ----------
    minutes : float
        Minutes; NaN for none. [min]

    Examples
    --------
    >>> minutes_text(120.0), minutes_text(119.96)
    ('120', '119.9')
    """
    if np.isnan(minutes):
        return "—"
    shown = np.floor((minutes + THRESHOLD_NOISE_MIN) * 10.0) / 10.0
    return f"{shown:.1f}".removesuffix(".0")


def worst(severity: NDArray[np.float64], at_most: int) -> NDArray[np.int64]:
    """Places of the greatest figures, the first of equals first (最重者).

    Parameters
    ----------
    severity : (n,) ndarray of float64
        How bad each is.
    at_most : int
        How many are wanted.
    """
    return np.argsort(-severity, kind="stable")[:at_most].astype(np.int64)


def finding(
    rules: Ruleset,
    wrong: Wrong,
    *,
    evidence: Sequence[Evidence] = (),
    count: int = 1,
    elements: Sequence[str] = (),
    **words: str,
) -> ReviewFinding:
    """One finding with its words filled in (成文).

    Parameters
    ----------
    rules : Ruleset
        The rules, for the clauses.
    wrong : Wrong
        What is said.
    evidence : sequence of Evidence
        The first few.
    count : int
        How many there are.
    elements : sequence of str
        Ids in the model.
    **words : str
        For the places of the message: ``NAME`` for both languages, ``NAME_zh`` and
        ``NAME_en`` for one of them.
    """
    zh, en = _words(words, count, "zh"), _words(words, count, "en")
    return ReviewFinding(
        code=wrong.code,
        part=wrong.part,
        grade=wrong.grade,
        clause=cited(rules, wrong.clause),
        message=wrong.en.format_map(en),
        message_zh=wrong.zh.format_map(zh),
        question=wrong.ask_en.format_map(en),
        question_zh=wrong.ask_zh.format_map(zh),
        evidence=tuple(evidence[:EVIDENCE_AT_MOST]),
        count=count,
        elements=tuple(dict.fromkeys(e for e in elements if e)),
    )


def _words(words: dict[str, str], count: int, lang: str) -> dict[str, str]:
    """Words for the places of one language."""
    ending = f"_{lang}"
    own = {k.removesuffix(ending): v for k, v in words.items() if k.endswith(ending)}
    return {**words, **own, "count": str(count)}
