"""The tables of an assessment as an XLSX workbook (XLSX 表册)."""

from pathlib import Path

from sunlight.assessment import Assessment
from sunlight.errors import MissingExtraError
from sunlight.report.xlsx.archive import save_workbook
from sunlight.report.xlsx.book import Book
from sunlight.report.xlsx.building_sheet import building_sheet
from sunlight.report.xlsx.household_sheet import household_sheet, summary_sheet
from sunlight.report.xlsx.layout import check_rows, put_sheet
from sunlight.report.xlsx.look import Looks, clean_text
from sunlight.report.xlsx.notes_sheet import notes_sheet
from sunlight.report.xlsx.other_sheets import finding_sheet, shading_sheet, unit_sheet
from sunlight.report.xlsx.rows import sheet_rows
from sunlight.report.xlsx.segment_sheet import segment_sheet
from sunlight.report.xlsx.sheets import Sheet
from sunlight.report.xlsx.window_sheet import window_sheet
from sunlight.rules import Language

__all__ = ["workbook_sheets", "write_xlsx"]


def write_xlsx(
    assessment: Assessment,
    path: Path,
    *,
    lang: Language = "zh",
    masked: bool = False,
) -> None:
    """Write the window table and all others as one workbook (写 XLSX 表册).

    Cells hold exact times, as parts of a day, and show whole minutes rounded down.
    Totals are formulas over the exact limits of the segments and bear the value of the
    calculation besides, for whoever reads without calculating. Words such as 达标 and
    满足 are those of the assessment: nothing is judged in the workbook. The same
    assessment gives the same bytes.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    path : Path
        The file; it appears whole or not at all.
    lang : {'zh', 'en'}
        Language of headings and words.
    masked : bool
        Whether the project was masked before it was assessed
        (:func:`sunlight.assessment.masking.mask.masked_project`); the notes then say
        so. Nothing is masked here.

    Raises
    ------
    MissingExtraError
        If openpyxl is not installed.
    InputError
        If a table has more rows than a sheet can have.
    OSError
        If the file cannot be written.

    Notes
    -----
    Source: 规程七(二), times are true solar and exact to the minute; rounding down is
    the reading ``exact_minutes``.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingExtraError("writing XLSX files", extra="report") from error
    book = Book(assessment=assessment, lang=lang, masked=masked)
    sheets = workbook_sheets(book)
    for sheet in sheets:
        check_rows(sheet)
    workbook = Workbook(write_only=True)
    workbook.properties.title = clean_text(sheets[0].heading)[:255]
    workbook.properties.creator = f"sunlight {assessment.provenance.engine}"
    for sheet in sheets:
        put_sheet(workbook, sheet, book.words, book.name)
    looks = Looks(workbook.worksheets[0])
    rows = {
        f"xl/worksheets/sheet{number}.xml": sheet_rows(sheet, looks)
        for number, sheet in enumerate(sheets, 1)
    }
    save_workbook(workbook, path, rows)


def workbook_sheets(book: Book) -> tuple[Sheet, ...]:
    """Sheets of a workbook in their order (工作表).

    Parameters
    ----------
    book : Book
        The workbook.
    """
    segments = segment_sheet(book)
    return (
        notes_sheet(book),
        summary_sheet(book),
        household_sheet(book),
        window_sheet(book, segments),
        unit_sheet(book),
        building_sheet(book),
        shading_sheet(book),
        segments,
        finding_sheet(book),
    )
