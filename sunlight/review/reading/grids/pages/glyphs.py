"""Characters of a page as arrays (页面文字), turned upright, put together to lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Glyphs",
    "Line",
    "Piece",
    "glyph_lines",
    "page_glyphs",
    "text_of",
    "turned_boxes",
]

SPACE_GAP: Final = 0.25
"""A gap of so many character heights is a blank."""

COLUMN_GAP: Final = 0.9
"""A gap of so many character heights parts two columns."""

SAME_LINE: Final = 0.5
"""Characters whose middles differ by less are in one line. [character heights]"""

OVERPRINT: Final = 0.15
"""The same character so near itself makes it bold. [character heights]"""

_WRAPPED: Final = re.compile(
    r"(?<=\d[~～–—:：至-])\n(?=\d)|(?<=\d)\n(?=[~～–—:：至]\d)"
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Glyphs:
    """Characters of a page, n in all, blanks too (页面文字).

    Parameters
    ----------
    texts : (n,) ndarray of str objects
        What each shows, a character or a ligature.
    boxes : (n, 4) ndarray of float64
        Left, top, right, bottom; y down. [pt]
    turned : int
        Quarter turns that made them upright: 0; 1 if they read upwards on the page; -1
        if downwards.
    """

    texts: NDArray[np.object_]
    boxes: NDArray[np.float64]
    turned: int

    def __len__(self) -> int:
        return len(self.texts)

    def where(self, mask: NDArray[Any]) -> "Glyphs":
        """Some of them (部分文字).

        Parameters
        ----------
        mask : ndarray
            Mask or indices.
        """
        return Glyphs(
            texts=self.texts[mask], boxes=self.boxes[mask], turned=self.turned
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text of a line without a wide gap (文字段).

    Parameters
    ----------
    text : str
        With single blanks.
    left, right : float
        Ends. [pt]
    """

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a page (文字行).

    Parameters
    ----------
    pieces : tuple of Piece
        From left to right, with wide gaps between them.
    top, bottom : float
        Ends. [pt]
    """

    pieces: tuple[Piece, ...]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        """Text of the line."""
        return " ".join(piece.text for piece in self.pieces)


def page_glyphs(page: Any) -> Glyphs:  # noqa: ANN401
    """Characters of a page of pdfplumber, upright (页面文字).

    A page whose text lies on its side, as landscape tables in a portrait report do, is
    turned.

    Parameters
    ----------
    page : pdfplumber.page.Page
        The page.
    """
    chars = page.chars
    if not any(c["text"].strip() for c in chars):
        chars = []
    boxes = np.array(
        [(c["x0"], c["top"], c["x1"], c["bottom"]) for c in chars], dtype=np.float64
    ).reshape(-1, 4)
    texts = np.array([c["text"] for c in chars] or [""], dtype=object)[: len(chars)]
    slopes = np.array([c["matrix"][1] for c in chars if not c["upright"]])
    turned = 0
    if 2 * len(slopes) > len(chars):
        turned = 1 if np.median(slopes) > 0 else -1
    size = float(page.width), float(page.height)
    return Glyphs(texts=texts, boxes=turned_boxes(boxes, turned, size), turned=turned)


def turned_boxes(
    boxes: NDArray[np.float64], turned: int, size: tuple[float, float]
) -> NDArray[np.float64]:
    """Boxes on the turned page (旋转).

    Parameters
    ----------
    boxes : (n, 4) ndarray of float64
        Left, top, right, bottom. [pt]
    turned : int
        As in :class:`Glyphs`.
    size : (float, float)
        Width and height of the page. [pt]
    """
    left, top, right, bottom = boxes.T
    if turned > 0:
        return np.column_stack((size[1] - bottom, left, size[1] - top, right))
    if turned < 0:
        return np.column_stack((top, size[0] - right, bottom, size[0] - left))
    return boxes


def glyph_lines(glyphs: Glyphs) -> list[Line]:
    """Lines of text from top to bottom (文字行).

    Parameters
    ----------
    glyphs : Glyphs
        Characters.
    """
    lines = (_line(part) for part in _rows_of(glyphs))
    return [line for line in lines if line.pieces]


def text_of(glyphs: Glyphs) -> str:
    r"""Text of a cell, its lines parted by ``\n`` (单元格文字).

    A span of times that was wrapped in the middle, ``10:00～`` over ``11:20``, is put
    together again.

    Parameters
    ----------
    glyphs : Glyphs
        Its characters.
    """
    return _WRAPPED.sub("", "\n".join(line.text for line in glyph_lines(glyphs)))


def _rows_of(glyphs: Glyphs) -> Iterator[Glyphs]:
    """Characters of each line, from left to right."""
    if not len(glyphs):
        return
    middles = (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    heights = glyphs.boxes[:, 3] - glyphs.boxes[:, 1]
    order = np.argsort(middles, kind="stable")
    near = SAME_LINE * np.minimum(heights[order][1:], heights[order][:-1])
    cuts = np.flatnonzero(np.diff(middles[order]) > np.maximum(near, 0.1)) + 1
    for part in np.split(order, cuts):
        yield glyphs.where(part[np.argsort(glyphs.boxes[part, 0], kind="stable")])


def _line(glyphs: Glyphs) -> Line:
    """Line of its characters from left to right."""
    heights = glyphs.boxes[:, 3] - glyphs.boxes[:, 1]
    pieces: list[Piece] = []
    text, start, end, blank = "", 0.0, -np.inf, False
    before = ("", -np.inf)
    for told, (left, _, right, _), height in zip(
        glyphs.texts.tolist(), glyphs.boxes.tolist(), heights.tolist(), strict=True
    ):
        if not told.strip():
            blank = True
            continue
        if told == before[0] and left - before[1] < OVERPRINT * height:
            continue
        before = (told, left)
        if text and left - end > COLUMN_GAP * height:
            pieces.append(Piece(text=text, left=start, right=end))
            text = ""
        elif text and (blank or left - end > SPACE_GAP * height):
            text += " "
        blank = False
        if not text:
            start = left
        text += told
        end = max(end, right)
    if text:
        pieces.append(Piece(text=text, left=start, right=end))
    return Line(
        pieces=tuple(pieces),
        top=float(glyphs.boxes[:, 1].min()),
        bottom=float(glyphs.boxes[:, 3].max()),
    )
