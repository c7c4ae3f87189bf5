"""Workbooks to grids (工作簿读取): sheets in order, texts and formats they share."""

import posixpath
from typing import TYPE_CHECKING

from sunlight.errors import ImporterError
from sunlight.importers.archives import opened_archive
from sunlight.review.reading.grids.book.formats import BUILTIN_FORMATS
from sunlight.review.reading.grids.book.sheet import Book, read_sheet, rich_text
from sunlight.review.reading.grids.cells import finish_grid
from sunlight.review.reading.grids.opened import OpenedFile
from sunlight.review.reading.grids.package import Package, Relation
from sunlight.review.reading.grids.records import Grid

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

__all__ = ["read_workbook"]


def read_workbook(opened: OpenedFile) -> tuple[Grid, ...]:
    """All sheets of a workbook that hold a text (读工作簿).

    Formulas are never computed: the results saved with them are read. Macros and links
    to other files are left alone.

    Parameters
    ----------
    opened : OpenedFile
        An xlsx or xlsm file.

    Returns
    -------
    tuple of Grid
        One a sheet, in the order of the tabs.

    Raises
    ------
    ImporterError
        If it is damaged, locked or too large.
    MissingExtraError
        If lxml or defusedxml is not installed.

    Notes
    -----
    Source: ECMA-376-1:2016, 18 SpreadsheetML.
    """
    with opened_archive(opened.content, source=opened.source) as archive:
        package = Package(archive, opened)
        main = package.main_part("xl/workbook.xml")
        root = package.root(main)
        links = package.relations(main)
        book = Book(
            strings=_strings(package, links),
            formats=_formats(package, links),
            epoch_1904=any(
                element.get("date1904") in ("1", "true")
                for element in root.iterchildren("{*}workbookPr")
            ),
        )
        _remark_links(package, links)
        grids = []
        for name, part in _sheets(package, root, links):
            grid = finish_grid(read_sheet(package, part, name, book), opened)
            if grid is not None:
                grids.append(grid)
    return tuple(grids)


def _sheets(
    package: Package, root: "_Element", links: dict[str, Relation]
) -> list[tuple[str, str]]:
    """Name and part of each sheet of cells; remarks on hidden ones."""
    opened = package.opened
    sheets = []
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        name = sheet.get("name", "")
        ids = [v for k, v in sheet.attrib.items() if k.endswith("}id")]
        link = links.get(ids[0]) if ids else None
        if link is None or link.external:
            raise ImporterError(
                f"the sheet {name!r} is missing; the file is damaged: open it in a "
                "spreadsheet program and save it again",
                source=opened.source,
                where=name,
            )
        if link.kind != "worksheet":
            continue  # a chart or a dialog has no cells
        if sheet.get("state", "visible") != "visible":
            opened.remarks.add(
                "SUBMISSION-HIDDEN",
                name=f"工作表“{name}”",
                where=f"{opened.name}[{name}]",
            )
        sheets.append((name, link.target))
    return sheets


def _strings(package: Package, links: dict[str, Relation]) -> list[str]:
    """Shared texts."""
    return [
        rich_text(element)
        for link in links.values()
        if link.kind == "sharedStrings" and link.target in package.names
        for element in package.elements(link.target, ("si",))
    ]


def _formats(package: Package, links: dict[str, Relation]) -> list[str]:
    """Number format of each cell style; empty for General."""
    for link in links.values():
        if link.kind == "styles" and link.target in package.names:
            root = package.root(link.target)
            codes = {str(number): code for number, code in BUILTIN_FORMATS.items()}
            for element in root.iterfind("{*}numFmts/{*}numFmt"):
                codes[element.get("numFmtId", "")] = element.get("formatCode", "")
            return [
                codes.get(element.get("numFmtId", "0"), "")
                for element in root.iterfind("{*}cellXfs/{*}xf")
            ] or [""]
    return [""]


def _remark_links(package: Package, links: dict[str, Relation]) -> None:
    """Remarks on macros and links to other files, none of which is followed."""
    remarks = package.opened.remarks
    if any(posixpath.basename(n).lower() == "vbaproject.bin" for n in package.names):
        remarks.add("SUBMISSION-MACROS")
    for link in links.values():
        if link.kind == "externalLink":
            outside = package.relations(link.target).values()
            for target in [x.target for x in outside if x.external] or [link.target]:
                remarks.add("SUBMISSION-EXTERNAL-LINK", name=target[:200])
