"""Paper, margins and the estimate of heights for page numbers (版面)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sunlight.report.fonts import text_width

__all__ = ["LANDSCAPE", "PLATE", "PORTRAIT", "Page", "dxa", "ems", "emu", "lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page and its margins (页面).

    Parameters
    ----------
    width, height : float
        Of the paper. [mm]
    top, bottom, left, right : float
        Margins. [mm]
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def text_width(self) -> float:
        """Width between the margins (版心宽), in mm."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Height between the margins (版心高), in mm."""
        return self.height - self.top - self.bottom

    @property
    def turned(self) -> "Page":
        """The same paper the other way round (横置), its top to the left when bound."""
        return Page(
            width=self.height,
            height=self.width,
            top=self.left,
            bottom=self.right,
            left=self.bottom,
            right=self.top,
        )


PORTRAIT: Final = Page(width=210, height=297, top=24, bottom=20, left=25, right=20)
"""A4 upright, bound on the left."""

LANDSCAPE: Final = Page(width=297, height=210, top=21, bottom=15, left=20, right=20)
"""A4 lying, bound at its top."""

PLATE: Final = Page(width=297, height=210, top=15, bottom=12, left=15, right=15)
"""A4 lying, for a drawing; margins leave it as large as may be."""


def dxa(mm: float) -> int:
    """Twentieths of a point (缇)."""
    return round(mm * 1440 / 25.4)


def emu(mm: float) -> int:
    """English metric units, of drawings (EMU)."""
    return round(mm * 36000)


def _narrow(character: str) -> float:
    """Width of a Latin character, between those of serif and sans serif type."""
    if character.isdigit():
        return 0.53
    if character.isupper():
        return 0.65
    if character.islower():
        return 0.49
    return 0.28 if character in " .,:;'|!()[]-/" else 0.52


_WORDS: Final = re.compile(r"[^\s\u2e80-\uffff]+\s*|[\u2e80-\uffff]\s*|\s+")

_NARROW: Final = tuple(_narrow(chr(code)) for code in range(128))


@lru_cache(maxsize=100_000)
def ems(text: str) -> float:
    """Width that a line certainly has room in (行宽), in ems."""
    return text_width(text)


@lru_cache(maxsize=100_000)
def _likely(text: str) -> float:
    """Likely width of a line in the usual fonts, in ems."""
    return sum(
        _NARROW[ord(c)] if c.isascii() else text_width(c) for c in text.expandtabs(1)
    )


def lines(text: str, size: float, width: float) -> int:
    """Estimated number of lines of a text (行数).

    Parameters
    ----------
    text : str
        With line feeds.
    size : float
        Of the type. [pt]
    width : float
        Of the lines. [pt]

    Returns
    -------
    int
        At least 1.
    """
    room = max(width / size, 1.0)
    return sum(_wrapped(line, round(room, 2)) for line in text.split("\n"))


@lru_cache(maxsize=100_000)
def _wrapped(line: str, room: float) -> int:
    """Lines that a paragraph takes where a Latin word is not broken."""
    if _likely(line) <= room:
        return 1
    count, filled = 1, 0.0
    for word in _WORDS.findall(line):
        width = _likely(word)
        if filled + _likely(word.rstrip()) <= room:
            filled += width
        elif width <= room:
            count, filled = count + 1, width
        else:
            # longer than a line: broken wherever the line ends
            over = width - (room if not filled else 0.0)
            count += int(-(-over // room))
            filled = over % room
    return count
