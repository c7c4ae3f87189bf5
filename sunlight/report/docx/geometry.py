"""Paper, margins and the estimate of heights for page numbers (版面)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sunlight.report.fonts import text_width

__all__ = ["LANDSCAPE", "PORTRAIT", "Page", "dxa", "ems", "emu", "lines"]


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

LANDSCAPE: Final = PORTRAIT.turned
"""A4 lying, bound at its top."""


def dxa(mm: float) -> int:
    """Twentieths of a point (缇)."""
    return round(mm * 1440 / 25.4)


def emu(mm: float) -> int:
    """English metric units, of drawings (EMU)."""
    return round(mm * 36000)


@lru_cache(maxsize=100_000)
def ems(text: str) -> float:
    """Estimated width of a line (行宽), in ems; each text is measured once."""
    return text_width(text)


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
    room = max(width, size)
    return sum(max(1, -int(-ems(line) * size // room)) for line in text.split("\n"))
