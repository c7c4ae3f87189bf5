"""Printed names and numbers taken apart: buildings, windows, households (编号拆分)."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

__all__ = [
    "BuildingName",
    "WindowLabel",
    "building_name",
    "plain",
    "storey_of",
    "unit_number",
    "window_key",
    "window_label",
]

_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212_~\uFF5E]")
_BLANKS: Final = re.compile(r"\s+")
_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "\u3007": 0,
    "两": 2,
}
_NUMERAL: Final = "[零\u3007一二两三四五六七八九十]{1,3}"
_ENTRANCE: Final = re.compile(r"[-/]?(?:\d+|[一二三四五六七八九十]+)单元$")
_TAIL: Final = re.compile(
    r"(?:#|号|幢|栋|座|楼|住宅|宿舍|公寓|商住|居民|教学|高层|多层|[()（）])+$"
)
_CODE: Final = re.compile(rf"(?P<letters>[a-z]*)-?(?P<digits>\d{{1,4}}|{_NUMERAL})$")
_LETTERS: Final = re.compile(r"(?P<letters>[a-z]{1,2})$")
_PIECES: Final = re.compile(r"[-/·.、\\|:]+")
_STOREY: Final = re.compile(r"(?:第)?(-?\d+)(?:f|层|楼)?$|^f(\d+)$")
_NUMBERED: Final = re.compile(r"^(?P<stem>.*?)(?P<number>\d{1,9})(?P<end>[a-z']?)$")


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """Text without width, case, blanks and kinds of dashes (规范化).

    Parameters
    ----------
    text : str
        As printed.

    Examples
    --------
    >>> plain("3# — 5 – S02")
    '3#-5-s02'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _DASHES.sub("-", _BLANKS.sub("", folded)).replace("號", "号")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingName:
    """A name of a building taken apart (楼号).

    Parameters
    ----------
    text : str
        All of it, plain.
    estate : str
        What stands before the number, such as the name of an estate.
    code : str
        Letters and number, ``3`` of ``三号楼``, ``a3`` of ``A-3``; empty for none.
    """

    text: str
    estate: str
    code: str


def building_name(text: str) -> BuildingName:
    """Take a printed name of a building apart (楼号拆分).

    Parameters
    ----------
    text : str
        As printed.

    Examples
    --------
    >>> building_name("云中苑3#")
    BuildingName(text='云中苑3#', estate='云中苑', code='3')
    >>> [building_name(t).code for t in ("3#住宅楼", "3 幢", "十三号楼", "A-3", "B座")]
    ['3', '3', '13', 'a3', 'b']
    """
    whole = plain(text)
    core = _TAIL.sub("", _ENTRANCE.sub("", whole))
    found = _CODE.search(core)
    if found:
        number = _number(found["digits"])
        return BuildingName(
            text=whole,
            estate=core[: found.start()].strip("-"),
            code=f"{found['letters']}{number}",
        )
    letters = _LETTERS.search(core) if core != whole or len(core) <= 2 else None
    if letters:
        return BuildingName(
            text=whole,
            estate=core[: letters.start()].strip("-"),
            code=letters["letters"],
        )
    return BuildingName(text=whole, estate=core, code="")


def _number(digits: str) -> int:
    """Number of figures or Chinese numerals up to ninety-nine."""
    if digits.isdigit():
        return int(digits)
    tens, ten, units = digits.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[c]) for c in digits))
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + _DIGITS.get(units, 0)


def window_key(label: str, buildings: tuple[str, ...], floor: int) -> str:
    """Number of a window without its building and storey (窗位).

    Parameters
    ----------
    label : str
        Plain label.
    buildings : tuple of str
        Plain names that its building goes by, the longest first.
    floor : int
        Its storey.

    Examples
    --------
    >>> window_key("3#-5-s02", ("3#",), 5), window_key("5f-12", ("3#",), 5)
    ('s02', '12')
    """
    rest = label
    for name in buildings:
        if name and rest.startswith(name) and len(rest) > len(name):
            tail = rest[len(name) :]
            if not (name[-1].isdigit() and tail[0].isdigit()):
                rest = tail
                break
    pieces = [piece for piece in _PIECES.split(rest) if piece]
    if len(pieces) > 1:
        for i, piece in enumerate(pieces):
            found = _STOREY.match(piece)
            if found and int(found[1] or found[2]) == floor:
                return "-".join(pieces[:i] + pieces[i + 1 :])
    return "-".join(pieces)


def storey_of(label: str, buildings: tuple[str, ...]) -> int | None:
    """Storey that a label begins with (窗号中的层号), None for none.

    Parameters
    ----------
    label : str
        Plain label.
    buildings : tuple of str
        Plain names that its building goes by, the longest first.

    Examples
    --------
    >>> storey_of("3#-5-s02", ("3#",)), storey_of("12", ("3#",))
    (5, None)
    """
    rest = label
    for name in buildings:
        if name and rest.startswith(name) and len(rest) > len(name):
            rest = rest[len(name) :]
            break
    pieces = [piece for piece in _PIECES.split(rest) if piece]
    found = _STOREY.match(pieces[0]) if len(pieces) > 1 else None
    return int(found[1] or found[2]) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLabel:
    """A key of a window taken apart (窗位编号).

    Parameters
    ----------
    stem : str
        What stands before the number, such as ``s`` or ``南``.
    number : int
        The number; -1 for none.
    end : str
        A letter behind it.
    """

    stem: str
    number: int
    end: str


@lru_cache(maxsize=1 << 16)
def window_label(key: str) -> WindowLabel:
    """Take the key of a window apart (窗位拆分).

    Parameters
    ----------
    key : str
        As by :func:`window_key`.

    Examples
    --------
    >>> window_label("s02"), window_label("窗-3a").number
    (WindowLabel(stem='s', number=2, end=''), 3)
    """
    found = _NUMBERED.match(key)
    if not found:
        return WindowLabel(stem=key, number=-1, end="")
    return WindowLabel(
        stem=found["stem"].strip("-#"),
        number=int(found["number"]),
        end=found["end"],
    )


_UNIT: Final = re.compile(r"(?:(\d{1,2}|b\d)(?:层|f))?-?(\d{1,4})(?:户|室|号)?$")


def unit_number(label: str, buildings: tuple[str, ...], floor: int) -> str:
    """Number of a household on its storey (户号), without leading noughts.

    Parameters
    ----------
    label : str
        Plain label.
    buildings : tuple of str
        Plain names that its building goes by, the longest first.
    floor : int
        Its storey.

    Returns
    -------
    str
        Empty where the label has no number that fits the storey.

    Examples
    --------
    >>> [unit_number(t, ("3#",), 5) for t in ("0502", "502", "3#-0502", "5层02户")]
    ['2', '2', '2', '2']
    >>> unit_number("东户", ("3#",), 5)
    ''
    """
    rest = label
    for name in buildings:
        if name and rest.startswith(name) and len(rest) > len(name):
            rest = rest[len(name) :].lstrip("-")
            break
    pieces = [p for p in _PIECES.split(rest) if p]
    rest = pieces[-1] if pieces else ""
    if len(pieces) > 1 and len(rest) <= 2:
        found = _STOREY.match(pieces[-2])
        if found and int(found[1] or found[2]) != floor:
            return ""
    found = _UNIT.search(rest)
    if not found:
        return ""
    storey, digits = found[1], found[2]
    if storey:
        same = storey.isdigit() and int(storey) == floor
        return (digits.lstrip("0") or "0") if same else ""
    if len(digits) >= 3:
        head, tail = digits[:-2], digits[-2:]
        return (tail.lstrip("0") or "0") if int(head) == floor else ""
    return digits.lstrip("0") or "0"
