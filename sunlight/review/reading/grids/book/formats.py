"""Number formats of workbooks (数字格式), told apart into what they print."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

__all__ = ["BUILTIN_FORMATS", "Section", "sections_of"]

BUILTIN_FORMATS: Final[dict[int, str]] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0",
    42: "#,##0;-#,##0",
    43: "#,##0.00;-#,##0.00",
    44: "#,##0.00;-#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
}
"""Formats by number that a file need not spell out, as a Chinese system shows them.

Source: ECMA-376-1:2016, 18.8.30 numFmt, with the list for zh-cn.
"""

_TOKEN: Final = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _. | \*. |
    \[(?P<elapsed>h+|m+|s+)\] | \[\$(?P<currency>[^\]-]*)[^\]]*\] | \[[^\]]*\] |
    (?P<half>AM/PM|A/P|上午/下午) | (?P<date>y+|m+|d+|h+|s+|e(?![+-])|a{3,4}) |
    (?P<general>General|G/通用格式) | (?P<exponent>E[+-]) | (?P<number>[0\#?.,%]) |
    (?P<text>@) | (?P<other>.)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of a format: what it prints, piece by piece (格式段).

    Parameters
    ----------
    kind : str
        ``general``, ``number``, ``date``, ``time`` or ``text`` (literal, or ``@``).
    pieces : tuple of (str, str)
        Name and text of each token: ``literal``, ``number``, ``exponent``, ``text``,
        ``general``, ``half``, ``elapsed``, or of dates ``y m d h n s f a``, where n
        are minutes and f parts of a second.
    """

    kind: str
    pieces: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1024)
def sections_of(code: str) -> tuple[Section, ...]:
    """Sections of a format: positive, negative, zero, text (格式分段).

    Parameters
    ----------
    code : str
        Such as ``0.00;[Red]-0.00``.

    Examples
    --------
    >>> [section.kind for section in sections_of('[h]:mm;"-";General')]
    ['time', 'text', 'general']
    """
    parts: list[list[tuple[str, str]]] = [[]]
    for match in _TOKEN.finditer(code):
        name, text = match.lastgroup or "", match[0]
        if name == "other" and text == ";":
            parts.append([])
        elif name in ("quoted", "escaped", "currency", "other"):
            parts[-1].append(("literal", match[name] or ""))
        elif name == "date":
            parts[-1].append((text[0].lower(), text.lower()))
        elif name:
            parts[-1].append((name, (match[name] or "").lower()))
        elif text.startswith("_"):
            parts[-1].append(("literal", " "))
    return tuple(_section(part) for part in parts[:4])


def _section(pieces: list[tuple[str, str]]) -> Section:
    """Section of its tokens; m is told apart into months and minutes."""
    names = [name for name, _ in pieces]
    dated = [
        i for i, name in enumerate(names) if name in "ymdhsea" or name == "elapsed"
    ]
    for place, i in enumerate(dated):
        before = names[dated[place - 1]] if place else ""
        after = names[dated[place + 1]] if place + 1 < len(dated) else ""
        if names[i] == "m" and (before in ("h", "elapsed") or after == "s"):
            names[i] = "n"
    told = [(name, text) for name, (_, text) in zip(names, pieces, strict=True)]
    if dated:
        told = _with_parts_of_seconds(told)
        kind = "date" if set(names) & set("ymdea") else "time"
        return Section(kind=kind, pieces=tuple(told))
    if "general" in names:
        return Section(kind="general", pieces=tuple(told))
    kind = "number" if "number" in names else "text"
    return Section(kind=kind, pieces=tuple(told))


def _with_parts_of_seconds(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """``.000`` behind seconds as one token; other number tokens are literal."""
    told: list[tuple[str, str]] = []
    for name, text in pieces:
        if name != "number":
            told.append((name, text))
        elif text == "." and told and told[-1][0] in ("s", "elapsed"):
            told.append(("f", "."))
        elif text == "0" and told and told[-1][0] == "f":
            told[-1] = ("f", told[-1][1] + "0")
        else:
            told.append(("literal", text))
    return told
