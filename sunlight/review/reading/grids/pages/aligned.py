"""Tables without ruling lines (无线表), told by texts that stand below one another."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from sunlight.review.reading.grids.cells import Draft
from sunlight.review.reading.grids.pages.glyphs import Line
from sunlight.review.reading.grids.pages.ruled import Placed

__all__ = ["aligned_tables"]

FEWEST_COLUMNS: Final = 3
"""Lines of fewer pieces are no rows of a table: a form, a list, a signature."""

FEWEST_ROWS: Final = 3
"""A heading and two rows."""

WIDEST_STEP: Final = 3.0
"""Rows farther below one another belong to two tables. [line heights]"""


def aligned_tables(lines: Sequence[Line]) -> tuple[list[Placed], list[int]]:
    """Runs of lines whose pieces stand in columns (无线表).

    Parameters
    ----------
    lines : sequence of Line
        From top to bottom.

    Returns
    -------
    tables : list of Placed
        From top to bottom.
    taken : list of int
        Lines that belong to one of them.
    """
    tables: list[Placed] = []
    taken: list[int] = []
    for run in _runs(lines):
        rows = [lines[i] for i in run]
        columns = _columns(rows)
        if len(rows) < FEWEST_ROWS or len(columns) < FEWEST_COLUMNS:
            continue
        tables.append(
            Placed(draft=_draft(rows, columns), top=rows[0].top, bottom=rows[-1].bottom)
        )
        taken.extend(run)
    return tables, taken


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Lines of many pieces right below one another; one of fewer pieces may be between.

    Such a line is a cell that is broken, or a caption within the table.
    """
    run: list[int] = []
    for index, line in enumerate(lines):
        many = len(line.pieces) >= FEWEST_COLUMNS
        if run:
            above = lines[run[-1]]
            far = line.top - above.bottom > WIDEST_STEP * (above.bottom - above.top)
            if far or (not many and index - run[-1] > 1):
                yield run
                run = []
        if many:
            run.extend(range(run[-1] + 1 if run else index, index + 1))
    if run:
        yield run


def _columns(rows: Sequence[Line]) -> list[tuple[float, float]]:
    """Ends of the columns: gaps that no text crosses in rows of the usual length."""
    usual = Counter(len(row.pieces) for row in rows)
    most = max(usual.items(), key=lambda item: (item[1], item[0]))[0]
    ends = sorted(
        (piece.left, piece.right)
        for row in rows
        if len(row.pieces) == most
        for piece in row.pieces
    )
    columns: list[tuple[float, float]] = []
    for left, right in ends:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _draft(rows: Sequence[Line], columns: Sequence[tuple[float, float]]) -> Draft:
    """Texts of the rows in their columns; what spans several is a merge."""
    draft = Draft(place="")
    limits = np.array(columns)
    for line, row in enumerate(rows, start=1):
        texts: list[list[str]] = [[] for _ in columns]
        for piece in row.pieces:
            over = np.minimum(limits[:, 1], piece.right) - np.maximum(
                limits[:, 0], piece.left
            )
            hit = np.flatnonzero(over > 0)
            if not len(hit):
                middle = (piece.left + piece.right) / 2
                hit = np.array([np.abs(limits.mean(axis=1) - middle).argmin()])
            texts[int(hit[0])].append(piece.text)
            if len(hit) > 1:
                draft.merges.append((line, line, int(hit[0]), int(hit[-1])))
        draft.rows.append([" ".join(cell) for cell in texts])
        draft.lines.append(line)
    return draft
