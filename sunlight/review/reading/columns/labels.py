"""Storeys and buildings as reports name them (层号、楼号)."""

import re
from functools import lru_cache
from typing import Final

from sunlight.review.reading.columns.plain import plain
from sunlight.review.records.submission import NO_FLOOR

__all__ = ["building_in", "floor_in", "floor_of"]

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "\u3007": 0,
}
_CHINESE: Final = r"[零\u3007一二两三四五六七八九十百]{1,5}"
_NUMBER: Final = rf"(\d{{1,3}}|{_CHINESE})"
_ABOVE: Final = re.compile(
    rf"(?:第\s*)?{_NUMBER}(?:\.0+)?\s*(?:层|楼|f|fl|floor)?|(?:f|l|floor\s*|storey\s*)(\d{{1,3}})",
    re.IGNORECASE,
)
_BELOW: Final = re.compile(
    rf"(?:地下|负|b|-)\s*(?:第\s*)?{_NUMBER}(?:\.0+)?\s*(?:层|楼|f)?"
    rf"|地下室",
    re.IGNORECASE,
)
_GROUND: Final = frozenset(
    {"首层", "底层", "首", "底", "ground", "groundfloor", "g", "gf"}
)
_STOREY: Final = re.compile(
    rf"(?:第\s*{_NUMBER}\s*层|(?<![\d\-~.])(?:地下|负|-)?\s*{_NUMBER}\s*(?:层|f(?![a-z0-9]))"
    rf"|首层|底层|(?<![a-z0-9])[bf]\d{{1,3}}(?![a-z0-9])|(?:floor|storey)\s*\d{{1,3}})",
    re.IGNORECASE,
)
_BUILDING: Final = re.compile(
    r"(?<![\d.a-z])([a-z]{0,3}-?\d{1,4}(?:-\d{1,3})?[a-z]?)\s*"
    r"(#\s*(?:住宅)?楼?|号\s*(?:住宅)?楼|(?<=[a-z]\d)楼|(?<=[a-z]\d\d)楼|[栋幢座])",
    re.IGNORECASE,
)


def _number(text: str) -> int:
    """Number in figures or in Chinese."""
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for character in text:
        if character == "十":
            total += 10 * (digit or 1)
            digit = 0
        elif character == "百":
            total += 100 * (digit or 1)
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


@lru_cache(maxsize=8192)
def floor_of(text: str) -> int:
    """Storey that a cell names (层号); ``NO_FLOOR`` where it names none, or several.

    Parameters
    ----------
    text : str
        Such as ``3``, ``3F``, ``第3层``, ``三层``, ``首层``, ``B1``, ``地下一层``.

    Examples
    --------
    >>> floor_of("第3层"), floor_of("十二层"), floor_of("首层"), floor_of("B1")
    (3, 12, 1, -1)
    """
    said = plain(text)
    if said.replace(" ", "").lower() in _GROUND:
        return 1
    below = _BELOW.fullmatch(said)
    if below:
        return -_number(below[1]) if below[1] else -1
    above = _ABOVE.fullmatch(said)
    number = _number(above[1] or above[2]) if above else 0
    return number or NO_FLOOR


def floor_in(text: str) -> int:
    """Storey named within a longer text, such as a group row (分组行中的层号).

    Parameters
    ----------
    text : str
        Such as ``1#楼 3层``; a bare figure is no storey here.

    Examples
    --------
    >>> floor_in("1# 住宅楼 第3层"), floor_in("3-5层") == NO_FLOOR
    (3, True)
    """
    said = plain(text)
    found = list(_STOREY.finditer(said))
    return floor_of(found[0].group()) if len(found) == 1 else NO_FLOOR


@lru_cache(maxsize=8192)
def building_in(text: str) -> str:
    """Number of a building named within a longer text (文中的楼号); empty for none.

    Parameters
    ----------
    text : str
        Such as ``表4-1 3#楼窗户日照分析表`` or ``12号楼``.

    Examples
    --------
    >>> building_in("表4-1 3#楼窗户日照分析表"), building_in("12号楼")
    ('3#', '12号楼')
    """
    said = plain(text)
    found = {match[1]: match for match in _BUILDING.finditer(said)}
    if len(found) != 1:
        return ""
    match = next(iter(found.values()))
    if match[2].startswith("#"):
        return f"{match[1]}#"
    return match[1] if match[2] == "楼" else match.group().replace(" ", "")
