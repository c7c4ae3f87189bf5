"""From cells as a file has them to a grid (单元格整理): clean texts, merges, blanks."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sunlight.errors import ImporterError
from sunlight.review.reading.grids.opened import OpenedFile
from sunlight.review.reading.grids.records import Cell, Grid

__all__ = [
    "LONGEST_CELL",
    "Draft",
    "caption_of",
    "clean_line",
    "clean_text",
    "finish_grid",
]

LONGEST_CELL: Final = 10_000
"""Longest text of a cell that is read. [characters]"""

CELLS_PER_ENTITY: Final = 10
"""So many cells count as one entity of the limits: a table has many columns."""

_ENDS: Final = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_BLANKS: Final = re.compile(r"[\t\xa0\u2000-\u200a\u202f\u205f]")
_UNIT_LINE: Final = re.compile(r"[(（]?\s*(单位|Unit)\s*[:：]")
_AROUND: Final = re.compile(r" *\n *")


@dataclass(slots=True, kw_only=True)
class Draft:
    """A table while it is read; a private helper of one reading (表格草稿).

    Parameters
    ----------
    place, caption : str
        As in :class:`Grid`.
    rows : list of list of str
        Ragged; texts as the file has them.
    lines : list of int
        Number of each row in the file, rising.
    merges : list of (int, int, int, int)
        First and last line, first and last column of each merge, both inclusive.
    numbers : dict of (row, column) to float
        As in :class:`Grid`.
    time_cells : set of (row, column)
        As in :class:`Grid`.
    trims : bool
        Blank columns at the right go: sheets are wider than their tables. In a form
        they are blanks to be filled in.
    """

    place: str
    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    numbers: dict[Cell, float] = field(default_factory=dict)
    time_cells: set[Cell] = field(default_factory=set)
    trims: bool = False


def clean_text(text: str) -> str:
    r"""Text without control and direction characters, line ends as ``\n`` (清理文字).

    Parameters
    ----------
    text : str
        As a file has it.

    Examples
    --------
    >>> clean_text(" 8:00\x00~9:15\t\r\n10:00 ")
    '8:00~9:15\n10:00'
    """
    if text.isascii() and text.isprintable():
        return text.strip(" ")
    text = _BLANKS.sub(" ", _ENDS.sub("\n", text))
    kept = "".join(
        c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf")
    )
    return _AROUND.sub("\n", kept).strip(" \n\u3000")


def clean_line(text: str) -> str:
    r"""The same in one line (清理为一行).

    Parameters
    ----------
    text : str
        As a file has it.

    Examples
    --------
    >>> clean_line("表 3\n1# 楼")
    '表 3 1# 楼'
    """
    return clean_text(text).replace("\n", " ")


def caption_of(above: Sequence[str]) -> str:
    r"""Caption of a table from the lines above it (表名).

    The last one; a line that tells the unit takes the one above it along.

    Parameters
    ----------
    above : sequence of str
        Lines since the table before.

    Examples
    --------
    >>> caption_of(["如下表。", "表 3 窗户日照", "单位：分钟"])
    '表 3 窗户日照\n单位：分钟'
    """
    lines = [line for line in above if line]
    taken = 2 if lines and _UNIT_LINE.match(lines[-1]) else 1
    return "\n".join(lines[-taken:])


def finish_grid(draft: Draft, opened: OpenedFile) -> Grid | None:
    """Rectangular grid with clean texts and repeated merges (整理表格).

    Blank rows at the ends go, of several in a row one stays.

    Parameters
    ----------
    draft : Draft
        What was read; used up.
    opened : OpenedFile
        The file.

    Returns
    -------
    Grid or None
        None if no cell has a text.

    Raises
    ------
    ImporterError
        If the table has more cells than allowed.
    """
    _check_size(draft, opened)
    rows = _clean_rows(draft, opened)
    merged = _repeat_merges(draft, rows, opened)
    kept = _kept_rows(rows)
    if not kept:
        return None
    width = max(map(_used, rows)) if draft.trims else len(rows[0])
    numbers, times = draft.numbers, draft.time_cells
    if len(kept) < len(rows):
        at = {old: new for new, old in enumerate(kept)}
        merged = {(at[r], c) for r, c in merged if r in at}
        numbers = {(at[r], c): x for (r, c), x in numbers.items() if r in at}
        times = {(at[r], c) for r, c in times if r in at}
    return Grid(
        file=opened.name,
        place=draft.place,
        caption=clean_text(draft.caption),
        rows=tuple(tuple(rows[r][:width]) for r in kept),
        lines=tuple(draft.lines[r] for r in kept),
        merged=frozenset(x for x in merged if x[1] < width),
        numbers=numbers,
        time_cells=frozenset(times),
    )


def _check_size(draft: Draft, opened: OpenedFile) -> None:
    """Refuse a table whose rectangle would fill the memory."""
    width = max(map(len, draft.rows), default=0)
    most = opened.limits.entities * CELLS_PER_ENTITY
    if len(draft.rows) * width > most:
        raise ImporterError(
            f"the table has {len(draft.rows):,} rows and {width:,} columns; allowed "
            f"are {most:,} cells: delete stray cells far right or below, cut the "
            "table, or raise the limit  entities  if you trust it",
            source=opened.source,
            where=draft.place,
            value=len(draft.rows) * width,
        )


def _clean_rows(draft: Draft, opened: OpenedFile) -> list[list[str]]:
    """Rows of one length with clean texts; remarks on what had to be cleaned."""
    width = max(map(len, draft.rows), default=0)
    known: dict[str, tuple[str, tuple[str, ...]]] = {"": ("", ())}
    rows: list[list[str]] = []
    for line, raw in zip(draft.lines, draft.rows, strict=True):
        row: list[str] = []
        for column, text in enumerate(raw):
            if text not in known:
                known[text] = _clean_cell(text)
            told, codes = known[text]
            for code in codes:
                name = f"{draft.place} 第 {line} 行第 {column + 1} 列"
                opened.remarks.add(code, name=name, where=draft.place)
            row.append(told)
        row.extend([""] * (width - len(row)))
        rows.append(row)
    return rows


def _clean_cell(text: str) -> tuple[str, tuple[str, ...]]:
    """Text of a cell, and codes of what was done to it."""
    codes: list[str] = []
    told = clean_text(text[: 2 * LONGEST_CELL])
    if len(told) > LONGEST_CELL or len(text) > 2 * LONGEST_CELL:
        told = told[:LONGEST_CELL]
        codes.append("SUBMISSION-CELL-CUT")
    if any(unicodedata.category(c) == "Cc" and c not in "\n\r\t\v\f\x85" for c in text):
        codes.append("SUBMISSION-CONTROL-CHARACTERS")
    return told, tuple(codes)


def _repeat_merges(
    draft: Draft, rows: list[list[str]], opened: OpenedFile
) -> set[Cell]:
    """Repeat texts and numbers over the merges; cells that were filled."""
    merged: set[Cell] = set()
    width = len(rows[0]) if rows else 0
    most = 2 * len(rows) * width
    for first, last, left, right in draft.merges:
        rows_of = range(
            bisect_left(draft.lines, first), bisect_right(draft.lines, last)
        )
        columns = range(left, min(right + 1, width))
        most -= len(rows_of) * len(columns)
        if most < 0:
            raise ImporterError(
                "the merged cells of a table lie over one another; save the file again "
                "from a spreadsheet program",
                source=opened.source,
                where=draft.place,
            )
        if not rows_of or not columns or draft.lines[rows_of[0]] != first:
            continue
        _fill(draft, rows, merged, list(rows_of), list(columns))
    return merged


def _fill(
    draft: Draft,
    rows: list[list[str]],
    merged: set[Cell],
    rows_of: Sequence[int],
    columns: Sequence[int],
) -> None:
    """Repeat the first cell over one merge."""
    top = (rows_of[0], columns[0])
    text, number = rows[top[0]][top[1]], draft.numbers.get(top)
    for r in rows_of:
        for c in columns:
            if (r, c) == top or (r, c) in merged:
                continue
            rows[r][c] = text
            merged.add((r, c))
            draft.numbers.pop((r, c), None)
            draft.time_cells.discard((r, c))
            if number is not None:
                draft.numbers[r, c] = number
            if top in draft.time_cells:
                draft.time_cells.add((r, c))


def _used(row: Sequence[str]) -> int:
    """Cells of a row up to the last with a text."""
    for column in range(len(row) - 1, -1, -1):
        if row[column]:
            return column + 1
    return 0


def _kept_rows(rows: Iterable[Sequence[str]]) -> list[int]:
    """Rows that stay: none blank at the ends, of several blank ones the first."""
    kept: list[int] = []
    blank = True
    for index, row in enumerate(rows):
        empty = not any(row)
        if not (empty and blank):
            kept.append(index)
        blank = empty
    if kept and blank:
        kept.pop()
    return kept
