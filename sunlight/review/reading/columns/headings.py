"""What a heading says (表头识别): role, state, unit and clock of a column."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from sunlight.review.reading.columns.plain import bare

__all__ = ["Heading", "heading_of", "is_row_word", "never_a_window_table", "stacked"]

_BRACKETS: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|<([^<>]*)>")
_UNIT_TAIL: Final = re.compile(r"/(h|min|m|mm|小时|分钟|米)$")
_TRIM: Final = ".:;,*-_/、。·'\""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the headings over one column say (列的含义).

    Parameters
    ----------
    role : str
        Name of a role in ``headings.toml``; ``bare`` where only a state or a unit
        stands there; empty where nothing is known.
    state : str
        ``before``, ``after`` or empty.
    unit : str
        ``min``, ``h``, ``clock``, ``m``, ``mm`` or empty.
    beijing : bool
        Its clock is Beijing time.
    """

    role: str = ""
    state: str = ""
    unit: str = ""
    beijing: bool = False


@cache
def _words() -> dict[str, Any]:
    """Content of ``headings.toml``."""
    text = Path(__file__).with_name("headings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _exact() -> dict[str, str]:
    """Role of each whole word; the first in the file wins."""
    roles: dict[str, str] = {}
    for role in _words()["roles"]:
        for word in role.get("exact", ()):
            roles.setdefault(bare(word).strip(_TRIM) or word, role["name"])
    return roles


@cache
def _units() -> dict[str, str]:
    """Unit of each word."""
    return {
        bare(word): unit for unit, words in _words()["units"].items() for word in words
    }


@cache
def _state_words() -> tuple[tuple[str, str], ...]:
    """Word and state, the longest first."""
    pairs = [
        (bare(word), state)
        for state, words in _words()["states"].items()
        for word in words
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=8192)
def heading_of(text: str) -> Heading:
    """Meaning of one heading (单个表头).

    Parameters
    ----------
    text : str
        As it stands in the cell.

    Examples
    --------
    >>> heading_of("建设前总有效日照(时:分)")
    Heading(role='total', state='before', unit='clock', beijing=False)
    >>> heading_of("窗台标高（m）").role
    'other'
    """
    said = bare(text)
    inside = [part for found in _BRACKETS.findall(said) for part in found if part]
    core = _BRACKETS.sub("", said)
    tail = _UNIT_TAIL.search(core)
    if tail:
        inside.append(tail[1])
        core = core[: tail.start()]
    unit = _unit_in(inside)
    if not unit and core in _units() and core not in _exact():
        unit, core = _units()[core], ""
    state = ""
    for word, of in _state_words():
        if word in core and not state:
            state, core = of, core.replace(word, "", 1)
    if not state:
        told = {of for part in inside for word, of in _state_words() if word == part}
        state = told.pop() if len(told) == 1 else ""
    clock = "".join((core, *inside))
    for word in _words()["left_out"]["words"]:
        core = core.replace(bare(word), "")
    for word in (*_words()["clock"]["beijing"], *_words()["clock"]["solar"]):
        core = core.replace(bare(word), "")
    return Heading(
        _role(core.strip(_TRIM), said, inside, state=state, unit=unit),
        state,
        unit,
        beijing=any(bare(word) in clock for word in _words()["clock"]["beijing"]),
    )


def _unit_in(inside: list[str]) -> str:
    """Unit that a bracket names."""
    for part in inside:
        for word in (part, *re.split(r"[,、;]", part)):
            word = word.removeprefix("单位:").removeprefix("单位")
            if word in _units():
                return _units()[word]
    return ""


def _role(core: str, said: str, inside: list[str], *, state: str, unit: str) -> str:
    """Role of what is left of a heading."""
    if said in _exact():
        return _exact()[said]
    if not core:
        return "bare" if state or unit else ""
    role = _exact().get(core, "")
    if role == "either" and any("起" in part and "止" in part for part in inside):
        return "segments"
    if role:
        return role
    for each in _words()["roles"]:
        if any(word in core for word in each.get("has", ())):
            return str(each["name"])
    return ""


def stacked(parts: tuple[str, ...]) -> Heading:
    """Meaning of headings that stand over one another (多层表头).

    The lowest that says something gives the role; state, unit and clock come from
    whichever says them, the lower first.

    Parameters
    ----------
    parts : tuple of str
        Texts from the top down; a text that a merge repeats may stand several times.

    Examples
    --------
    >>> found = stacked(("建设前", "日照时间", "起"))
    >>> found.role, found.state
    ('start', 'before')
    """
    said = [heading_of(part) for part in dict.fromkeys(parts) if part]
    role = state = unit = ""
    for heading in reversed(said):
        if not role or (role == "bare" and heading.role not in ("", "other")):
            role = heading.role or role
        state, unit = state or heading.state, unit or heading.unit
    return Heading(role, state, unit, any(h.beijing for h in said))


@lru_cache(maxsize=65536)
def is_row_word(text: str, kind: str) -> bool:
    """Whether a first cell marks a row that is no window (合计、注).

    Parameters
    ----------
    text : str
        The cell.
    kind : {'totals', 'notes'}
        Which.
    """
    said = bare(text)
    words = _words()["rows"][kind]
    if kind == "notes":
        return any(said == w or said.startswith((f"{w}:", f"{w}1")) for w in words)
    return said in words


def never_a_window_table(texts: tuple[str, ...]) -> bool:
    """Whether a heading rules out a table of windows or households (非窗表).

    Parameters
    ----------
    texts : tuple of str
        Headings.
    """
    said = {bare(text) for text in texts}
    return any(bare(word) in said for word in _words()["tables"]["never"])
