"""Rows of a sheet as they stand in the file (工作表行).

openpyxl makes the workbook, its styles and all that goes round the rows. The rows are
written here: a row at a time, so that memory does not grow with them, some ten times as
fast, and each formula with what it comes to, which openpyxl leaves out. Without that
value whoever reads the file without calculating sees nothing: a preview, pandas, a
review.
"""

import math
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Final
from xml.sax.saxutils import escape

from sunlight.report.xlsx.look import RUN_AS_FORMULA, Looks, clean_text
from sunlight.report.xlsx.sheets import Column, Sheet, Total, Value

__all__ = ["sheet_rows"]

_LINE: Final = 13.5
"""Height of a line. [pt]"""

_HIGHEST: Final = 28
"""Lines of the highest row that a sheet can have, with room to spare."""


def sheet_rows(sheet: Sheet, looks: Looks) -> Iterator[bytes]:
    """Rows of a sheet as XML, from its title to its sums (行的 XML).

    Parameters
    ----------
    sheet : Sheet
        What it holds.
    looks : Looks
        Styles of the workbook.

    Yields
    ------
    bytes
        One row each, in UTF-8.
    """
    letters = [sheet.letter(column.key) for column in sheet.columns]
    yield _row_xml(1, [_cell_xml("A1", sheet.heading, looks.style("title"))], 24.0)
    yield _row_xml(2, [_cell_xml("A2", sheet.line, looks.style("line"))])
    yield from _heading_rows(sheet, letters, looks)
    makers = [
        _maker(sheet, c, at, looks)
        for c, at in zip(sheet.columns, letters, strict=True)
    ]
    long = [c for c in sheet.columns if c.kind == "long"]
    for index, row in zip(range(sheet.rows), count(sheet.first_row)):
        lines = _lines(long, index)
        height = _LINE * lines if lines > 1 else None
        yield _row_xml(row, [make(index, row) for make in makers], height)
    for total, row in zip(sheet.totals, count(sheet.last_row + 1)):
        yield _row_xml(row, _total_cells(sheet, total, letters, row, looks))


def _row_xml(number: int, cells: Sequence[str], height: float | None = None) -> bytes:
    """Row with its cells."""
    tall = "" if height is None else f' ht="{height:g}" customHeight="1"'
    return f'<row r="{number}"{tall}>{"".join(cells)}</row>'.encode()


def _cell_xml(place: str, value: Value, style: int, formula: str = "") -> str:
    """Cell that holds a value, or a formula that comes to it."""
    if value is None or value == "":
        return f'<c r="{place}" s="{style}"/>'
    if isinstance(value, str):
        text = escape(clean_text(value))
        return (
            f'<c r="{place}" s="{style}" t="inlineStr"><is>'
            f'<t xml:space="preserve">{text}</t></is></c>'
        )
    told = f"<f>{escape(formula)}</f>" if formula else ""
    return f'<c r="{place}" s="{style}">{told}<v>{value!r}</v></c>'


def _maker(
    sheet: Sheet, column: Column, letters: str, looks: Looks
) -> Callable[[int, int], str]:
    """Function that writes the cell of a column in a row."""
    values, kind = column.values, column.kind
    tones, formats, formula = column.tones, column.formats, column.formula
    usual, quoted = looks.style(kind), looks.style(kind, quoted=True)
    plain = not tones and not formats

    def made(index: int, row: int) -> str:
        value = values[index]
        risky = isinstance(value, str) and value.startswith(RUN_AS_FORMULA)
        if plain:
            style = quoted if risky else usual
        else:
            style = looks.style(
                kind,
                tone=tones[index] if tones else "",
                number_format=formats[index] if formats else None,
                quoted=risky,
            )
        told = "" if formula is None or value is None else formula(sheet, row)
        return _cell_xml(f"{letters}{row}", value, style, told)

    return made


def _heading_rows(
    sheet: Sheet, letters: Sequence[str], looks: Looks
) -> Iterator[bytes]:
    """Groups, where there are any, and headings."""
    groups = list(dict.fromkeys(c.group for c in sheet.columns if c.group))
    styles = [
        looks.style(
            "heading",
            tone="head_second" if c.group and groups.index(c.group) % 2 else "head",
        )
        for c in sheet.columns
    ]
    rows = [[c.heading for c in sheet.columns]]
    if groups:
        rows.insert(0, [c.group or c.heading for c in sheet.columns])
    for number, texts in zip(count(sheet.heading_row + 1 - len(rows)), rows):
        cells = [
            _cell_xml(f"{at}{number}", text, style)
            for at, text, style in zip(letters, texts, styles, strict=True)
        ]
        height = 3.2 * _LINE if number == sheet.heading_row else None
        yield _row_xml(number, cells, height)


def _total_cells(
    sheet: Sheet, total: Total, letters: Sequence[str], row: int, looks: Looks
) -> list[str]:
    """Cells of a row of sums."""
    by = next((c for c in sheet.columns if c.key == total.by), None)
    cells = []
    for position, column in enumerate(sheet.columns):
        value: Value = total.label if position == 0 else None
        formula = ""
        if column.key in total.columns:
            value, formula = _sum(sheet, column, total, by)
        style = looks.style(
            column.kind if column.key in total.columns else "text", tone="total"
        )
        cells.append(_cell_xml(f"{letters[position]}{row}", value, style, formula))
    return cells


def _sum(
    sheet: Sheet, column: Column, total: Total, by: Column | None
) -> tuple[Value, str]:
    """Sum of a column, and its formula; nothing where there is nothing to add up."""
    chosen = [
        value
        for index, value in enumerate(column.values)
        if by is None or by.values[index] == total.only
    ]
    figures = [value for value in chosen if isinstance(value, int | float)]
    if chosen and not figures:
        return None, ""
    span = _span(sheet, column.key)
    if by is None:
        return sum(figures), f"SUM({span})"
    return sum(figures), f'SUMIFS({span},{_span(sheet, by.key)},"{total.only}")'


def _span(sheet: Sheet, key: str) -> str:
    """Figures of a column as a formula names them."""
    letters = sheet.letter(key)
    last = max(sheet.last_row, sheet.first_row)
    return f"{letters}${sheet.first_row}:{letters}${last}"


def _lines(columns: Sequence[Column], index: int) -> int:
    """Lines of the highest wrapped text of a row."""
    most = 1
    for column in columns:
        value = column.values[index]
        if isinstance(value, str) and (len(value) * 2 > column.width or "\n" in value):
            wide = max(column.width - 1.0, 1.0)
            lines = sum(
                max(1, math.ceil(_wide(piece) / wide)) for piece in value.split("\n")
            )
            most = max(most, lines)
    return min(most, _HIGHEST)


def _wide(text: str) -> float:
    """Characters that a text is wide: those of Chinese count twice."""
    if text.isascii():
        return float(len(text))
    return sum(
        2.0 if unicodedata.east_asian_width(letter) in "WF" else 1.0 for letter in text
    )
