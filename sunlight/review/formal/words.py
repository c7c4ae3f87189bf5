"""Words of reports, folded so that they can be looked for (报告用语)."""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from sunlight.kinds import Use
from sunlight.report.docx.markup import clean
from sunlight.rules import Wording

__all__ = [
    "ACCEPTED",
    "NOTHING",
    "UNREADABLE",
    "folded",
    "is_habitable",
    "outcome_of",
    "packaged",
    "quoted",
    "says",
    "use_of",
]

NOTHING: Final = ""
"""Outcome of a cell that holds none."""
UNREADABLE: Final = "?"
"""Outcome of a cell whose words are not known."""

ACCEPTED: Final[dict[str, frozenset[Wording]]] = {
    "meets": frozenset({Wording.MEETS}),
    "not_meets": frozenset({Wording.NOT_MEETS}),
    "no_effect": frozenset({Wording.NO_EFFECT}),
    "affected": frozenset({Wording.AFFECTED, Wording.AFFECTED_GAIN}),
    "gain": frozenset({Wording.AFFECTED_GAIN}),
    "pass": frozenset({Wording.MEETS, Wording.NO_EFFECT, Wording.AFFECTED_GAIN}),
    "fail": frozenset({Wording.NOT_MEETS, Wording.AFFECTED}),
}
"""Wordings of the rules that a printed outcome agrees with.

达标 and 未达标 (``reached``, ``missed``) are held against the minutes instead."""

_QUOTED_AT_MOST: Final = 40


def folded(text: str) -> str:
    """Text in one form: NFKC, lower case, without blanks (归一).

    Parameters
    ----------
    text : str
        As printed.

    Examples
    --------
    >>> folded("1# 楼（A座）")
    '1#楼(a座)'
    """
    return "".join(unicodedata.normalize("NFKC", str(text)).lower().split())


def quoted(text: object, *, at_most: int = _QUOTED_AT_MOST) -> str:
    """What was printed, on one line, without control characters, cut (引文).

    Parameters
    ----------
    text : object
        As printed.
    at_most : int
        Longest, the ellipsis not counted.
    """
    line = " ".join(clean(str(text)).split())
    return line if len(line) <= at_most else f"{line[:at_most]}…"


def says(text: str, word: str) -> bool:
    """Tell whether a folded text has a word, or both parts of ``a+b`` (含有).

    Parameters
    ----------
    text : str
        Folded.
    word : str
        As in the lists.
    """
    return all(folded(part) in text for part in word.split("+"))


@cache
def packaged(name: str) -> dict[str, Any]:
    """Content of a TOML file beside this module (词表).

    Parameters
    ----------
    name : str
        Such as ``words``.
    """
    file = files("sunlight.review.formal") / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """Words of one outcome."""

    id: str
    words: tuple[str, ...]


@cache
def _outcomes() -> tuple[_Outcome, ...]:
    """Outcomes in the order in which they are looked for."""
    return tuple(
        _Outcome(entry["is"], tuple(map(folded, entry["words"])))
        for entry in packaged("words")["outcome"]
    )


@cache
def _marks() -> dict[str, str]:
    """Outcomes of cells with nothing but a mark."""
    marks = packaged("words")["marks"]
    known = {folded(word): NOTHING for word in marks["none"]}
    known |= {folded(word): "pass" for word in marks["pass"]}
    return known | {folded(word): "fail" for word in marks["fail"]}


def outcome_of(text: str) -> str:
    """Outcome that a cell or a piece of a sentence names (结论用语).

    Parameters
    ----------
    text : str
        As printed. Where it speaks of before and after, what follows 后 counts.

    Returns
    -------
    str
        ``meets``, ``not_meets``, ``no_effect``, ``affected``, ``gain``, ``reached``,
        ``missed``, ``pass``, ``fail``; :data:`NOTHING` or :data:`UNREADABLE`.

    Examples
    --------
    >>> outcome_of("不满足"), outcome_of("达标"), outcome_of("影响（日照增加）")
    ('not_meets', 'reached', 'gain')
    """
    plain = folded(text)
    mark = _marks().get(plain)
    if mark is not None:
        return mark
    for part in (plain.rpartition("后")[2], plain):
        for outcome in _outcomes():
            if any(word in part for word in outcome.words):
                return outcome.id
    return UNREADABLE


def use_of(text: str) -> Use | None:
    """Use of a building by the words of a table (使用性质); None where not known.

    Parameters
    ----------
    text : str
        As printed.
    """
    plain = folded(text)
    for use, words in packaged("words")["use"].items():
        if any(folded(word) in plain for word in words):
            return Use(use)
    return None


def is_habitable(text: str) -> bool:
    """Tell whether a room may be a habitable one (居住空间); empty texts may.

    Parameters
    ----------
    text : str
        Name of the room as printed.
    """
    plain = folded(text)
    if any(word in plain for word in ("卧", "厅", "起居", "bed", "living")):
        return "门厅" not in plain
    words = packaged("words")["room"]["not_habitable"]
    return not any(word in plain for word in words)
