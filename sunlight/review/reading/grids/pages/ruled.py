"""Tables with ruling lines on a page (有线表): which character stands in which cell."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.review.reading.grids.cells import Draft
from sunlight.review.reading.grids.pages.glyphs import Glyphs, text_of, turned_boxes

__all__ = ["Placed", "ruled_tables"]

SAME_EDGE: Final = 1.5
"""Edges of cells nearer than so are one line. [pt]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placed:
    """A table and where it stands on the page (页内表格).

    Parameters
    ----------
    draft : Draft
        Without place and caption.
    top, bottom : float
        Ends. [pt]
    """

    draft: Draft
    top: float
    bottom: float


def ruled_tables(page: Any, glyphs: Glyphs) -> tuple[list[Placed], NDArray[np.bool_]]:  # noqa: ANN401
    """Tables whose cells are drawn (有线表).

    A frame round the page, or round a text, is no table: it has one column.

    Parameters
    ----------
    page : pdfplumber.page.Page
        The page.
    glyphs : Glyphs
        Its characters.

    Returns
    -------
    tables : list of Placed
        From top to bottom.
    inside : (n,) ndarray of bool
        Characters that stand in one of them.
    """
    size = float(page.width), float(page.height)
    middles = (glyphs.boxes[:, :2] + glyphs.boxes[:, 2:]) / 2
    inside = np.zeros(len(glyphs), dtype=np.bool_)
    placed = []
    for table in page.find_tables():
        cells = turned_boxes(
            np.array(table.cells, dtype=np.float64), glyphs.turned, size
        )
        xs, ys = _edges(cells[:, (0, 2)]), _edges(cells[:, (1, 3)])
        if len(xs) < 3:
            continue
        here = (
            (middles[:, 0] >= xs[0])
            & (middles[:, 0] < xs[-1])
            & (middles[:, 1] >= ys[0])
            & (middles[:, 1] < ys[-1])
            & ~inside
        )
        draft = _filled(cells, xs, ys, glyphs.where(here), middles[here])
        inside |= here
        placed.append(Placed(draft=draft, top=float(ys[0]), bottom=float(ys[-1])))
    return sorted(placed, key=lambda table: table.top), inside


def _edges(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lines that the edges of cells lie on, rising."""
    values = np.unique(values)
    cuts = np.flatnonzero(np.diff(values) > SAME_EDGE) + 1
    return np.array([part.mean() for part in np.split(values, cuts)])


def _filled(
    cells: NDArray[np.float64],
    xs: NDArray[np.float64],
    ys: NDArray[np.float64],
    glyphs: Glyphs,
    middles: NDArray[np.float64],
) -> Draft:
    """Texts and merges of a table from its cells and characters."""
    height, width = len(ys) - 1, len(xs) - 1
    owner = np.arange(height * width).reshape(height, width)
    draft = Draft(place="")
    for left, top, right, bottom in cells.tolist():
        c0, c1 = _nearest(xs, left), _nearest(xs, right)
        r0, r1 = _nearest(ys, top), _nearest(ys, bottom)
        owner[r0:r1, c0:c1] = owner[r0, c0]
        if (r1 - r0) * (c1 - c0) > 1:
            draft.merges.append((r0 + 1, r1, c0, c1 - 1))
    columns = np.searchsorted(xs, middles[:, 0], side="right") - 1
    rows = np.searchsorted(ys, middles[:, 1], side="right") - 1
    of = owner[rows, columns]
    order = np.argsort(of, kind="stable")
    cuts = np.flatnonzero(np.diff(of[order])) + 1
    texts = [""] * (height * width)
    if len(of):
        for part in np.split(order, cuts):
            texts[int(of[part[0]])] = text_of(glyphs.where(part))
    draft.rows = [texts[r * width : (r + 1) * width] for r in range(height)]
    draft.lines = list(range(1, height + 1))
    return draft


def _nearest(edges: NDArray[np.float64], value: float) -> int:
    """Index of the line that an edge lies on."""
    return int(np.abs(edges - value).argmin())
