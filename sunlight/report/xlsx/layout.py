"""What goes round the rows: widths, filter, print set-up, colours (工作表排版)."""

from typing import TYPE_CHECKING, Final, cast

from sunlight.errors import InputError
from sunlight.report.texts import Texts
from sunlight.report.xlsx.look import clean_text, differential
from sunlight.report.xlsx.sheets import LONGEST_SHEET, Sheet

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["check_rows", "put_sheet"]

_A3: Final = "8"
_A4: Final = "9"
_HEADING_ROW: Final = 3
"""Row of the headings where there are no groups above them."""

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


def put_sheet(workbook: "Workbook", sheet: Sheet, words: Texts, name: str) -> None:
    """Append a sheet without its rows to a write-only workbook (建工作表).

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
    """
    worksheet = cast("Worksheet", workbook.create_sheet(sheet.name))
    _set_up_page(worksheet, sheet, words, name)
    _set_up_view(worksheet, sheet)
    if sheet.heading_row > _HEADING_ROW:
        _merge_groups(worksheet, sheet)
    _put_colours(worksheet, sheet)


def _merge_groups(worksheet: "Worksheet", sheet: Sheet) -> None:
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


def _set_up_view(worksheet: "Worksheet", sheet: Sheet) -> None:
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


def _set_up_page(worksheet: "Worksheet", sheet: Sheet, words: Texts, name: str) -> None:
    """Paper, margins, repeated headings and foot of the page."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem
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
    if sheet.printed:
        last = sheet.last_row + len(sheet.totals)
        worksheet.print_area = f"A1:{sheet.letter(sheet.printed)}{last}"
    foot = HeaderFooterItem()
    foot.left.text = _footer(name)
    foot.center.text = words["xlsx.page"]
    foot.right.text = _footer(sheet.name)
    worksheet.HeaderFooter.oddFooter = foot


def _footer(text: str) -> str:
    """Text of a foot, where an ampersand begins a code."""
    line = clean_text(text).replace("\n", " ")
    if len(line) > _LONGEST_FOOTER:
        line = line[: _LONGEST_FOOTER - 1] + "…"
    return line.replace("&", "&&")


def _put_colours(worksheet: "Worksheet", sheet: Sheet) -> None:
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
