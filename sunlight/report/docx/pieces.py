"""Pieces of the document in order, and the pages they come to lie on (版面片段)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sunlight.report.docx.geometry import Page

__all__ = [
    "COVER",
    "FIGURE",
    "UPRIGHT",
    "WIDE",
    "Entry",
    "Piece",
    "arranged",
    "page_numbers",
]

COVER, UPRIGHT, WIDE, FIGURE = "cover", "upright", "wide", "figure"
"""Kinds of sections; a letter on a form of its own has its id instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the table of contents (目录项).

    Parameters
    ----------
    level : int
        From 1.
    text : str
        Heading with its number.
    bookmark : str
        Name of the bookmark round the heading.
    """

    level: int
    text: str
    bookmark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What is laid out as one (片段).

    Parameters
    ----------
    xml : str
        One or more block elements.
    heights : tuple of float
        Estimated heights of what may stand on different pages. [pt]
    head : float
        Height of what is repeated on each page. [pt]
    section : str
        Kind of section; empty for that of the piece that follows.
    keep : bool
        Stays with the next piece.
    fresh : bool
        Begins a page.
    entry : Entry or None
        Its line in the table of contents.
    """

    xml: str
    heights: tuple[float, ...]
    head: float = 0.0
    section: str = UPRIGHT
    keep: bool = False
    fresh: bool = False
    entry: Entry | None = None


def arranged(pieces: Iterable[Piece]) -> tuple[tuple[str, tuple[Piece, ...]], ...]:
    """Pieces by section, in their order (分节).

    Parameters
    ----------
    pieces : iterable of Piece
        In order.

    Returns
    -------
    tuple of (str, tuple of Piece)
        Kind of each section, and its pieces.
    """
    told: list[Piece] = []
    section = UPRIGHT
    for piece in reversed(list(pieces)):
        section = piece.section or section
        told.append(piece if piece.section else replace(piece, section=section))
    told.reverse()
    return tuple(
        (section, tuple(group))
        for section, group in groupby(told, key=lambda piece: piece.section)
    )


def _laid(pieces: Sequence[Piece], height: float, page: int) -> Iterator[int]:
    """Page on which each piece begins, and at last the page where they end."""
    filled = 0.0
    for index, piece in enumerate(pieces):
        if piece.fresh and filled > 0.0:
            page, filled = page + 1, 0.0
        chain = 0.0
        for follower in pieces[index:]:
            chain += follower.head + (
                sum(follower.heights) if follower.keep else follower.heights[0]
            )
            if not follower.keep:
                break
        if filled > 0.0 and filled + chain > height >= chain:
            page, filled = page + 1, 0.0
        yield page
        filled += piece.head
        for part in piece.heights:
            if filled > piece.head and filled + part > height:
                page, filled = page + 1, piece.head
            filled += part
    yield page


def page_numbers(
    sections: Sequence[tuple[str, Sequence[Piece]]],
    pages: dict[str, Page],
    *,
    before: int = 0,
) -> tuple[dict[str, int], int]:
    """Estimated page of each heading, and the number of pages (页码估算).

    Parameters
    ----------
    sections : sequence of (str, sequence of Piece)
        Sections; each begins a page.
    pages : dict of str to Page
        Page of each kind of section.
    before : int
        Pages in front of the first section.

    Returns
    -------
    (dict of str to int, int)
        Page by bookmark, and the last page.
    """
    found: dict[str, int] = {}
    page = before
    for kind, pieces in sections:
        height = pages.get(kind, pages[UPRIGHT]).text_height * 72 / 25.4
        *starts, page = _laid(pieces, height, page + 1)
        for piece, start in zip(pieces, starts, strict=True):
            if piece.entry is not None:
                found[piece.entry.bookmark] = start
    return found, page
