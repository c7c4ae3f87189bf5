"""One sheet of a workbook to a draft of a grid (工作表), row by row."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sunlight.errors import ImporterError
from sunlight.review.reading.grids.book.values import DAY_MIN, shown_value
from sunlight.review.reading.grids.cells import Draft
from sunlight.review.reading.grids.opened import OpenedFile
from sunlight.review.reading.grids.package import Package, local

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

__all__ = ["Book", "column_index", "column_letters", "read_sheet"]

_MOST_COLUMNS: Final = 16_384
_MOST_ROWS: Final = 1_048_576
_RANGE: Final = re.compile(
    r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?"
)
_ISO: Final = re.compile(r"(?:.*T)?(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?Z?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What the sheets of a workbook share (工作簿共用部分).

    Parameters
    ----------
    strings : sequence of str
        Shared texts.
    formats : sequence of str
        Number format of each cell style.
    epoch_1904 : bool
        Days count from 1904-01-01.
    """

    strings: Sequence[str]
    formats: Sequence[str]
    epoch_1904: bool


def column_index(letters: str) -> int:
    """Index of a column from 0 (列号).

    Parameters
    ----------
    letters : str
        Such as ``AB``.

    Examples
    --------
    >>> column_index("A"), column_index("AB"), column_letters(27)
    (0, 27, 'AB')
    """
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def column_letters(index: int) -> str:
    """Letters of a column (列标).

    Parameters
    ----------
    index : int
        From 0.
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_sheet(package: Package, part: str, name: str, book: Book) -> Draft:
    """Cells, merges and hidden parts of a sheet (读工作表).

    Parameters
    ----------
    package : Package
        The workbook.
    part : str
        Part of the sheet.
    name : str
        Its name.
    book : Book
        Shared texts and formats.

    Returns
    -------
    Draft
        Not yet cleaned.

    Raises
    ------
    ImporterError
        If it is damaged.
    """
    opened = package.opened
    reader = _SheetReader(
        Draft(place=f"{opened.name}[{name}]", caption=name, trims=True),
        name,
        book,
        opened,
    )
    for element in package.elements(part, ("row", "col", "mergeCell")):
        kind = local(element)
        if kind == "row":
            reader.row(element)
        elif kind == "col":
            reader.hidden_columns(element)
        else:
            reader.merge(element)
    reader.remark()
    return reader.draft


class _SheetReader:
    """Collects the rows of one sheet."""

    def __init__(self, draft: Draft, name: str, book: Book, opened: OpenedFile) -> None:
        self.draft = draft
        self._name = name
        self._book = book
        self._opened = opened
        self._columns: dict[str, int] = {}
        self._shown: dict[tuple[str, str], tuple[str, float, bool]] = {}
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[str] = []
        self._cells = 0

    def row(self, element: "_Element") -> None:
        """One row."""
        draft = self.draft
        last = draft.lines[-1] if draft.lines else 0
        line = self._whole(element.get("r"), last + 1, _MOST_ROWS)
        if line <= last:
            raise self._damaged(f"row {line} stands behind row {last}")
        if line > last + 1 and draft.lines:
            draft.rows.append([])
            draft.lines.append(last + 1)
        index, cells = len(draft.rows), []  # type: int, list[str]
        for cell in element:
            at = self._column(cell.get("r"), len(cells))
            if at > len(cells):
                cells.extend([""] * (at - len(cells)))
            text = self._cell(cell, index, at, line)
            if at < len(cells):
                cells[at] = text
            else:
                cells.append(text)
        draft.rows.append(cells)
        draft.lines.append(line)
        self._cells += len(cells)
        self._opened.limits.check_entities(
            self._cells // 10, what="rows of ten cells", source=self._opened.source
        )
        if any(cells) and (
            _is_on(element.get("hidden")) or _is_zero(element.get("ht"))
        ):
            self._hidden_rows.append(line)

    def _column(self, reference: str | None, following: int) -> int:
        """Column of a cell, from its reference."""
        if reference is None:
            return following
        letters = reference.rstrip("0123456789")
        if letters not in self._columns:
            if not re.fullmatch("[A-Z]{1,3}", letters):
                raise self._damaged(f"a cell is called {reference!r}")
            self._columns[letters] = column_index(letters)
        at = self._columns[letters]
        if at >= _MOST_COLUMNS:
            raise self._damaged(f"a cell is called {reference!r}")
        return at

    def _cell(self, cell: "_Element", index: int, at: int, line: int) -> str:
        """Text of a cell; its number goes to the draft."""
        value = inline = None
        formula = False
        for child in cell:
            kind = local(child)
            if kind == "v":
                value = child.text
            elif kind == "f":
                formula = True
            elif kind == "is":
                inline = rich_text(child)
        kind = cell.get("t", "n")
        if formula:
            unread = not value and kind != "str"
            self._remark(
                "SUBMISSION-FORMULA-UNREAD" if unread else "SUBMISSION-FORMULA",
                at,
                line,
            )
        if inline is not None and kind == "inlineStr":
            return inline
        if not value:
            return ""
        if kind == "n":
            return self._number(value, cell.get("s", "0"), index, at)
        return self._other(kind, value, index, at, line)

    def _number(self, value: str, style: str, index: int, at: int) -> str:
        """Text of a number in its format; the number, minutes for a time."""
        known = self._shown.get((value, style))
        if known is None:
            try:
                number = float(value)
                code = self._book.formats[int(style)]
            except (ValueError, IndexError):
                raise self._damaged(
                    f"a cell holds the number {value[:40]!r} in style {style[:40]!r}"
                ) from None
            text, minutes = shown_value(number, code, epoch_1904=self._book.epoch_1904)
            exact = number if minutes is None else minutes
            known = (text, exact, minutes is not None)
            self._shown[value, style] = known
        text, exact, is_time = known
        if math.isfinite(exact):
            self.draft.numbers[index, at] = exact
        if is_time:
            self.draft.time_cells.add((index, at))
        return text

    def _other(self, kind: str, value: str, index: int, at: int, line: int) -> str:
        """Text of a cell that holds no number."""
        if kind == "s":
            try:
                return self._book.strings[int(value)]
            except (ValueError, IndexError):
                raise self._damaged(f"a text {value[:40]!r} is missing") from None
        if kind == "b":
            return "TRUE" if _is_on(value) else "FALSE"
        if kind == "e":
            self._remark("SUBMISSION-ERROR-CELL", at, line, found=value[:40])
        clock = _ISO.fullmatch(value) if kind == "d" else None
        if clock:
            minutes = int(clock[1]) * 60 + int(clock[2]) + float(clock[3] or 0) / 60
            if "T" not in value:
                self.draft.numbers[index, at] = minutes
                self.draft.time_cells.add((index, at))
                return shown_value(minutes / DAY_MIN, "h:mm")[0]
        return value

    def _remark(self, code: str, at: int, line: int, found: str = "") -> None:
        """Remark on one cell."""
        self._opened.remarks.add(
            code,
            name=f"{self._name}!{column_letters(at)}{line}",
            where=self.draft.place,
            found=found,
        )

    def hidden_columns(self, element: "_Element") -> None:
        """Columns that are hidden, if so."""
        if _is_on(element.get("hidden")) or _is_zero(element.get("width")):
            first = self._whole(element.get("min"), 1, _MOST_COLUMNS)
            last = self._whole(element.get("max"), first, _MOST_COLUMNS)
            ends = column_letters(first - 1), column_letters(last - 1)
            self._hidden_columns.append(ends[0] if first == last else "–".join(ends))

    def merge(self, element: "_Element") -> None:
        """One merged range."""
        match = _RANGE.fullmatch(element.get("ref", ""))
        if match is None:
            raise self._damaged(f"merged cells are called {element.get('ref')!r}")
        left, first, right, last = match.groups()
        self.draft.merges.append(
            (
                int(first),
                int(last or first),
                column_index(left),
                column_index(right or left),
            )
        )
        self._opened.limits.check_entities(
            len(self.draft.merges), what="merged cells", source=self._opened.source
        )

    def remark(self) -> None:
        """Remarks on hidden rows and columns."""
        found: Mapping[str, str] = {
            "行": _ranges(self._hidden_rows),
            "列": "、".join(self._hidden_columns),
        }
        for unit, names in found.items():
            if names and any(map(any, self.draft.rows)):
                self._opened.remarks.add(
                    "SUBMISSION-HIDDEN",
                    name=f"{self._name} 第 {names} {unit}",
                    where=self.draft.place,
                )

    def _whole(self, text: str | None, default: int, most: int) -> int:
        """Whole number of an attribute."""
        if text is None:
            return default
        if not text.isascii() or not text.isdigit() or not 0 < int(text[:9]) <= most:
            raise self._damaged(f"a number {text[:40]!r} of a row or column")
        return int(text)

    def _damaged(self, what: str) -> ImporterError:
        """Error for a sheet that no program writes."""
        return ImporterError(
            f"the sheet is damaged: {what}; open it in a spreadsheet program and save "
            "it again",
            source=self._opened.source,
            where=self.draft.place,
        )


def rich_text(element: "_Element") -> str:
    """Text of a shared or inline string, without its phonetic guide (单元格文字).

    Parameters
    ----------
    element : lxml element
        ``si`` or ``is``.
    """
    pieces = []
    for child in element:
        kind = local(child)
        if kind == "t":
            pieces.append(child.text or "")
        elif kind == "r":
            pieces.extend(t.text or "" for t in child if local(t) == "t")
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    """Text whose control characters stand as ``_x000D_``."""
    if "_x" not in text:
        return text
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)


def _is_on(text: Any) -> bool:  # noqa: ANN401
    """Whether a flag of XML is set."""
    return text in ("1", "true", "on")


def _is_zero(text: str | None) -> bool:
    """Whether a width or height is nothing."""
    return text is not None and re.fullmatch(r"0+(\.0*)?", text) is not None


def _ranges(lines: Sequence[int]) -> str:
    """Rising numbers in words, such as ``3、5–9``."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    told = [str(a) if a == b else f"{a}–{b}" for a, b in runs[:20]]
    return "、".join(told) + ("……" if len(runs) > 20 else "")
