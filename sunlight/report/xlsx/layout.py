"""Lays a sheet out: headings, rows, filter, print set-up, colours (工作表排版)."""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from sunlight.errors import InputError
from sunlight.report.texts import Texts
from sunlight.report.xlsx.look import Cells, clean_text, differential
from sunlight.report.xlsx.sheets import LONGEST_SHEET, Column, Sheet, Total

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

__all__ = ["check_rows", "put_sheet"]

_A3: Final = "8"
_A4: Final = "9"
_LINE: Final = 14.0
"""Height of a line. [pt]"""

_HIGHEST: Final = 28
"""Lines of the highest row that a sheet can have, with room to spare."""

_LONGEST_FOOTER: Final = 60


def check_rows(sheet: Sheet) -> None:
    """Refuse a sheet with more rows than the file format knows (行数上限).

    Parameters
    ----------
    sheet : Sheet
        The sheet.

    Raises
    ------
    InputError
        If it has too many.
    """
    wanted = sheet.last_row + len(sheet.totals)
    if wanted > LONGEST_SHEET:
        raise InputError(
            f"needs {wanted} rows, but a sheet of an XLSX file has {LONGEST_SHEET} at "
            "the most; use windows.parquet and the CSV files of `sunlight analyze`, or "
            "assess the project in parts",
            where=f"sheet {sheet.name}",
            value=wanted,
        )


def put_sheet(
    workbook: "Workbook", sheet: Sheet, words: Texts, name: str
) -> list[float]:
    """Append a sheet to a write-only workbook (写工作表).

    Parameters
    ----------
    workbook : openpyxl.Workbook
        Write-only.
    sheet : Sheet
        What it holds.
    words : mapping
        Catalogue.
    name : str
        Name of the project, for the foot of the page.

    Returns
    -------
    list of float
        What its formulas come to, in the order in which they stand.
    """
    worksheet = workbook.create_sheet(sheet.name)
    _set_up_page(worksheet, sheet, words, name)
    _set_up_view(worksheet, sheet)
    cells, values = Cells(worksheet), list[float]()
    _put_headings(worksheet, cells, sheet)
    for index in range(sheet.rows):
        row = sheet.first_row + index
        lines = _lines(sheet.columns, index)
        if lines > 1:
            worksheet.row_dimensions[row].height = _LINE * lines
        worksheet.append(_row(cells, sheet, index, values))
    for total in sheet.totals:
        worksheet.append(_total_row(cells, sheet, total, values))
    _put_colours(worksheet, sheet)
    return values


def _row(
    cells: Cells, sheet: Sheet, index: int, values: list[float]
) -> Iterator["WriteOnlyCell"]:
    """Cells of a row, one after the other."""
    row = sheet.first_row + index
    for column in sheet.columns:
        value = column.values[index]
        formula = None
        if column.formula is not None and isinstance(value, int | float):
            formula = column.formula(sheet, row)
            values.append(float(value))
        yield cells.cell(
            value,
            column.kind,
            tone=column.tones[index] if column.tones else "",
            number_format=column.formats[index] if column.formats else None,
            formula=formula,
        )


def _total_row(
    cells: Cells, sheet: Sheet, total: Total, values: list[float]
) -> Iterator["WriteOnlyCell"]:
    """Cells of a row of sums."""
    by = next((c for c in sheet.columns if c.key == total.by), None)
    for position, column in enumerate(sheet.columns):
        if column.key not in total.columns:
            label = total.label if position == 0 else None
            yield cells.cell(label, "text", tone="total")
            continue
        summed = _span(sheet, column.key)
        if by is None:
            formula = f"=SUM({summed})"
            chosen = list(column.values)
        else:
            formula = f'=SUMIFS({summed},{_span(sheet, by.key)},"{total.only}")'
            chosen = [
                value
                for value, word in zip(column.values, by.values, strict=True)
                if word == total.only
            ]
        figure = sum(v for v in chosen if isinstance(v, int | float))
        values.append(float(figure))
        yield cells.cell(figure, column.kind, tone="total", formula=formula)


def _span(sheet: Sheet, key: str) -> str:
    """Figures of a column as a formula names them."""
    letter = sheet.letter(key)
    return f"{letter}${sheet.first_row}:{letter}${max(sheet.last_row, sheet.first_row)}"


def _put_headings(worksheet: "WriteOnlyWorksheet", cells: Cells, sheet: Sheet) -> None:
    """Title, the line below it, groups and headings."""
    worksheet.row_dimensions[1].height = 24.0
    worksheet.append([cells.cell(sheet.heading, "title")])
    worksheet.append([cells.cell(sheet.line, "line")])
    columns = sheet.columns
    tones = _heading_tones(columns)
    if sheet.heading_row == 4:
        worksheet.append(
            cells.cell(c.group or c.heading, "heading", tone=tone)
            for c, tone in zip(columns, tones, strict=True)
        )
        _merge_groups(worksheet, sheet)
    worksheet.row_dimensions[sheet.heading_row].height = 2.2 * _LINE
    worksheet.append(
        cells.cell(c.heading, "heading", tone=tone)
        for c, tone in zip(columns, tones, strict=True)
    )


def _heading_tones(columns: Sequence[Column]) -> list[str]:
    """Second background for every other group, so that neighbours stay apart."""
    groups = list(dict.fromkeys(c.group for c in columns if c.group))
    return [
        "head_second" if c.group and groups.index(c.group) % 2 else "head"
        for c in columns
    ]


def _merge_groups(worksheet: "WriteOnlyWorksheet", sheet: Sheet) -> None:
    """Join the headings of groups, and of columns that belong to none."""
    columns = sheet.columns
    start = 0
    for stop in range(1, len(columns) + 1):
        group = columns[start].group
        if group and stop < len(columns) and columns[stop].group == group:
            continue
        first, last = (sheet.letter(columns[i].key) for i in (start, stop - 1))
        if not group:
            worksheet.merged_cells.add(f"{first}3:{first}4")
        elif first != last:
            worksheet.merged_cells.add(f"{first}3:{last}3")
        start = stop


def _set_up_view(worksheet: "WriteOnlyWorksheet", sheet: Sheet) -> None:
    """Widths, frozen panes and filter."""
    for column in sheet.columns:
        worksheet.column_dimensions[sheet.letter(column.key)].width = column.width
    corner = sheet.columns[min(sheet.frozen, len(sheet.columns) - 1)].key
    worksheet.freeze_panes = f"{sheet.letter(corner)}{sheet.first_row}"
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_view.zoomScale = 90
    last = sheet.letter(sheet.columns[-1].key)
    if sheet.rows and sheet.filtered:
        worksheet.auto_filter.ref = f"A{sheet.heading_row}:{last}{sheet.last_row}"


def _set_up_page(
    worksheet: "WriteOnlyWorksheet", sheet: Sheet, words: Texts, name: str
) -> None:
    """Paper, margins, repeated headings and foot of the page."""
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup = worksheet.page_setup
    setup.orientation = "landscape"
    setup.paperSize = _A3 if sheet.large else _A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    worksheet.page_margins = PageMargins(
        left=0.5, right=0.4, top=0.5, bottom=0.6, header=0.25, footer=0.3
    )
    worksheet.print_options.horizontalCentered = True
    worksheet.print_title_rows = f"1:{sheet.heading_row}"
    foot = worksheet.oddFooter
    foot.left.text = _footer(name)
    foot.center.text = words["xlsx.page"]
    foot.right.text = _footer(sheet.name)


def _footer(text: str) -> str:
    """Text of a foot, where an ampersand begins a code."""
    line = clean_text(text).replace("\n", " ")
    if len(line) > _LONGEST_FOOTER:
        line = line[: _LONGEST_FOOTER - 1] + "…"
    return line.replace("&", "&&")


def _put_colours(worksheet: "WriteOnlyWorksheet", sheet: Sheet) -> None:
    """Colour cells by what a column of their row says."""
    from openpyxl.formatting.rule import Rule

    if not sheet.rows:
        return
    for marked in sheet.marked:
        letter = sheet.letter(marked.by)
        said = ",".join(f'${letter}{sheet.first_row}="{word}"' for word in marked.words)
        for key in marked.columns:
            place = sheet.letter(key)
            worksheet.conditional_formatting.add(
                f"{place}{sheet.first_row}:{place}{sheet.last_row}",
                Rule(
                    type="expression",
                    formula=[f"OR({said})"],
                    dxf=differential(marked.tone),
                ),
            )


def _lines(columns: Sequence[Column], index: int) -> int:
    """Lines of the highest wrapped text of a row."""
    most = 1
    for column in columns:
        if column.kind != "long":
            continue
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
    return sum(
        2.0 if unicodedata.east_asian_width(letter) in "WFA" else 1.0 for letter in text
    )
