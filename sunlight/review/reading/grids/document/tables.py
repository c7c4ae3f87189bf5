"""Tables of a document to drafts of grids (文档表格): merged cells, nested tables."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sunlight.errors import ImporterError
from sunlight.review.reading.grids.cells import Draft
from sunlight.review.reading.grids.document.inline import Inline, parts_of, value_of
from sunlight.review.reading.grids.opened import OpenedFile
from sunlight.review.reading.grids.package import local

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

__all__ = ["Nested", "ReadTable", "read_table"]

_MOST_COLUMNS: Final = 1_000
"""Word allows 63 columns, and others not many more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """A table within a cell (嵌套表).

    Parameters
    ----------
    table : lxml element
        The table.
    place : str
        Where it stands, such as ``第 2 行第 1 列内表 1``.
    above : tuple of str
        Paragraphs of the cell above it.
    """

    table: "_Element"
    place: str
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """A table and the tables within its cells (读得的表).

    Parameters
    ----------
    draft : Draft
        Not yet cleaned; its place is filled in.
    nested : tuple of Nested
        In the order of the cells.
    """

    draft: Draft
    nested: tuple[Nested, ...]


@dataclass(slots=True, kw_only=True)
class _Open:
    """A cell that may go on in the row below."""

    first: int
    last: int
    left: int
    right: int


@dataclass(slots=True, kw_only=True)
class _Marks:
    """Properties of a cell."""

    span: int = 1
    goes_on: bool = False
    begins: bool = False
    joined: bool = False
    struck_out: bool = False


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What has been read of a table so far."""

    draft: Draft
    nested: list[Nested] = field(default_factory=list)
    open: dict[int, _Open] = field(default_factory=dict)


def read_table(
    table: "_Element", place: str, inline: Inline, opened: OpenedFile
) -> ReadTable:
    """Cells of a table (读表).

    Parameters
    ----------
    table : lxml element
        ``w:tbl``.
    place : str
        Where it stands.
    inline : Inline
        Reader of its paragraphs.
    opened : OpenedFile
        The file.

    Raises
    ------
    ImporterError
        If it has more columns than any program writes.
    """
    reading = _Reading(draft=Draft(place=place))
    for line, row in enumerate(parts_of(table, ("tr",), inline), start=1):
        if line % 500 == 0:
            opened.deadline.check()
        before, struck_out = _row_marks(row, inline)
        if not struck_out:
            _read_row(reading, row, line, before, inline, opened)
    for cell in reading.open.values():
        _close(reading, cell)
    return ReadTable(draft=reading.draft, nested=tuple(reading.nested))


def _row_marks(row: "_Element", inline: Inline) -> tuple[int, bool]:
    """Columns left out before the first cell, and whether the row is struck out."""
    before, struck_out = 0, False
    for properties in row.iterchildren("{*}trPr"):
        for mark in properties:
            kind = local(mark)
            if kind == "gridBefore":
                before = _whole(value_of(mark))
            elif kind == "del":
                inline.struck_out(row)
                struck_out = True
            elif kind == "ins":
                inline.inserted(row)
    return before, struck_out


def _read_row(
    reading: _Reading,
    row: "_Element",
    line: int,
    before: int,
    inline: Inline,
    opened: OpenedFile,
) -> None:
    """Cells of one row."""
    texts: list[str] = [""] * min(before, _MOST_COLUMNS)
    going_on: dict[int, _Open] = {}
    for cell in parts_of(row, ("tc",), inline):
        marks, left = _cell_marks(cell), len(texts)
        if marks.struck_out:
            inline.struck_out(cell)
            texts.extend([""] * marks.span)
            continue
        if left + marks.span > _MOST_COLUMNS:
            raise ImporterError(
                f"a table has more than {_MOST_COLUMNS:,} columns; the file is damaged",
                source=opened.source,
                where=reading.draft.place,
            )
        right = left + marks.span - 1
        above = reading.open.pop(left, None)
        if marks.goes_on and above is not None and above.right == right:
            above.last = line
            going_on[left] = above
            texts.extend([""] * marks.span)
            continue
        if above is not None:
            _close(reading, above)
        text = _cell_text(reading, cell, line, left, inline)
        if marks.joined and texts:
            _join_left(reading, going_on, line, left)
            texts.append("")
            continue
        texts.extend([text, *[""] * (marks.span - 1)])
        opened_cell = _Open(first=line, last=line, left=left, right=right)
        if marks.begins or marks.goes_on:
            going_on[left] = opened_cell
        else:
            _close(reading, opened_cell)
    for cell_above in reading.open.values():
        _close(reading, cell_above)
    reading.open = going_on
    reading.draft.rows.append(texts)
    reading.draft.lines.append(line)


def _join_left(
    reading: _Reading, going_on: dict[int, _Open], line: int, left: int
) -> None:
    """Join a cell to the one at its left, in the way of old documents."""
    for cell in going_on.values():
        if cell.right == left - 1:
            cell.right = left
            return
    merges = reading.draft.merges
    if merges and merges[-1][1] == line and merges[-1][3] == left - 1:
        first, last, start, _ = merges[-1]
        merges[-1] = (first, last, start, left)
    else:
        merges.append((line, line, left - 1, left))


def _close(reading: _Reading, cell: _Open) -> None:
    """Note the merge of a cell that is wider or higher than one."""
    if cell.first != cell.last or cell.left != cell.right:
        reading.draft.merges.append((cell.first, cell.last, cell.left, cell.right))


def _cell_marks(cell: "_Element") -> _Marks:
    """Properties of a cell."""
    marks = _Marks()
    for properties in cell.iterchildren("{*}tcPr"):
        for mark in properties:
            kind = local(mark)
            if kind == "gridSpan":
                marks.span = max(_whole(value_of(mark)), 1)
            elif kind == "vMerge":
                marks.begins = value_of(mark) == "restart"
                marks.goes_on = not marks.begins
            elif kind == "hMerge":
                marks.joined = value_of(mark) != "restart"
            elif kind == "cellDel":
                marks.struck_out = True
    return marks


def _cell_text(
    reading: _Reading, cell: "_Element", line: int, left: int, inline: Inline
) -> str:
    """Paragraphs of a cell; tables in it are kept for later."""
    texts: list[str] = []
    blocks = list(parts_of(cell, ("p", "tbl"), inline))
    count = 0
    while blocks:
        block = blocks.pop(0)
        if local(block) == "p":
            text, boxes = inline.read(block)
            texts.append(text)
            inner = [b for box in boxes for b in parts_of(box, ("p", "tbl"), inline)]
            blocks = inner + blocks
        else:
            count += 1
            reading.nested.append(
                Nested(
                    table=block,
                    place=f"第 {line} 行第 {left + 1} 列内表 {count}",
                    above=tuple(texts),
                )
            )
    return "\n".join(text for text in texts if text)


def _whole(text: str | None) -> int:
    """Whole number of an attribute, 0 if it is none."""
    if text is None or not text.isascii() or not text.isdigit():
        return 0
    return min(int(text[:9]), _MOST_COLUMNS + 1)
