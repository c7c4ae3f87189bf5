"""What a sheet of the workbook holds, before it is written (工作表内容)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

__all__ = [
    "LONGEST_SHEET",
    "Column",
    "ColumnKind",
    "Marked",
    "Sheet",
    "Total",
    "Value",
]

LONGEST_SHEET: Final = 1_048_576
"""Rows that a sheet of this file format can have."""

Value = str | float | int | None
"""What a cell holds; None leaves it blank."""

ColumnKind = Literal[
    "text",
    "long",
    "whole",
    "figure",
    "metres",
    "duration",
    "clock",
    "minutes",
    "signed",
    "word",
]
"""How cells are shown: words are centred, long texts are wrapped; durations and clock
times are parts of a day, minutes are figures."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column:
    """One column of a sheet (列).

    Parameters
    ----------
    key : str
        Stable name.
    heading : str
        As people read it, with its unit.
    values : sequence of Value
        One a row. Where there is a formula, what it comes to.
    kind : ColumnKind
        How they are shown.
    width : float
        In characters.
    group : str
        Heading over several neighbours; empty for none.
    formats : sequence of (str or None)
        Number formats of single cells that the usual one would show wrongly; empty if
        there are none.
    formula : callable or None
        Formula in a row of a sheet, given the sheet and the number of the row; None
        leaves the values as they are.
    tones : sequence of str
        Fixed tones of single cells; empty if there are none.
    """

    key: str
    heading: str
    values: Sequence[Value]
    kind: ColumnKind = "text"
    width: float = 10.0
    group: str = ""
    formats: Sequence[str | None] = ()
    formula: Callable[["Sheet", int], str] | None = None
    tones: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Cells that are coloured by what a column says (条件格式).

    Parameters
    ----------
    by : str
        Key of the column that is read.
    words : tuple of str
        Words that it says.
    tone : str
        Tone of the cells.
    columns : tuple of str
        Keys of the cells that are coloured.
    """

    by: str
    words: tuple[str, ...]
    tone: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A row of sums below the others (合计行).

    Parameters
    ----------
    label : str
        What stands in the first column.
    only : str
        Word of the column `by` whose rows are added up; empty for all.
    by : str
        Key of that column.
    columns : tuple of str
        Keys of the columns that are added up.
    """

    label: str
    columns: tuple[str, ...]
    only: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """One sheet (工作表).

    Parameters
    ----------
    name : str
        On its tab, at most 31 characters.
    heading : str
        First row.
    line : str
        Second row: on what the figures rest.
    columns : tuple of Column
        All of the same length.
    marked : tuple of Marked
        Colours by what cells say.
    totals : tuple of Total
        Sums at the end.
    frozen : int
        Columns that stay when one scrolls to the right.
    large : bool
        Printed on A3 rather than A4.
    filtered : bool
        Whether the headings have a filter.
    printed : str
        Key of the last column that is printed; empty for all.
    """

    name: str
    heading: str
    line: str
    columns: tuple[Column, ...]
    marked: tuple[Marked, ...] = ()
    totals: tuple[Total, ...] = ()
    frozen: int = 0
    large: bool = False
    filtered: bool = True
    printed: str = ""

    @property
    def rows(self) -> int:
        """Number of rows without headings and sums."""
        return len(self.columns[0].values)

    @property
    def heading_row(self) -> int:
        """Row of the headings, counted from 1; groups stand one row higher."""
        return 4 if any(column.group for column in self.columns) else 3

    @property
    def first_row(self) -> int:
        """First row of figures, counted from 1."""
        return self.heading_row + 1

    @property
    def last_row(self) -> int:
        """Last row of figures; that of the headings where there is none."""
        return self.heading_row + self.rows

    def letter(self, key: str) -> str:
        """Letters of a column (列标).

        Parameters
        ----------
        key : str
            Its stable name.
        """
        number = [column.key for column in self.columns].index(key) + 1
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return letters
