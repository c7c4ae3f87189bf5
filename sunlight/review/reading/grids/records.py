"""Tables and running text as a file has them (原始表格, 正文)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Cell", "Grid", "TextLine"]

Cell = tuple[int, int]
"""Row and column of a cell of a grid, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table as read (原始表格).

    Parameters
    ----------
    file : str
        Name of the file without its folder.
    place : str
        In words: ``a.xlsx[窗表]``, ``a.docx[表 3]``, ``a.pdf[第 4 页 表 1]``.
    caption : str
        Text right above the table; name of the sheet for a workbook, whose title rows
        stay in `rows`; empty for none.
    rows : tuple of tuple of str
        All rows of one length; each cell as the text that a person sees. The text of
        merged cells stands in the first cell and is repeated over the whole merge.
    lines : tuple of int
        Number of each row as the file counts it, first is 1.
    merged : frozenset of (row, column)
        Cells whose text is a repetition of a merge.
    numbers : mapping of (row, column) to float
        Exact value behind a cell where the file has one; times of day and durations
        in minutes; repeated over a merge as the text is.
    time_cells : frozenset of (row, column)
        Cells whose number is a time. [min]
    """

    file: str
    place: str
    caption: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    merged: frozenset[Cell] = frozenset()
    numbers: Mapping[Cell, float] = field(default_factory=dict)
    time_cells: frozenset[Cell] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A line of running text outside of tables (正文).

    Parameters
    ----------
    file : str
        Name of the file without its folder.
    place : str
        In words: ``a.docx[第 12 段]``, ``a.docx[页眉]``, ``a.pdf[第 4 页]``.
    text : str
        The line, without blanks at its ends; never empty.
    above : int
        Tables of the file that stand above it.
    """

    file: str
    place: str
    text: str
    above: int = 0
