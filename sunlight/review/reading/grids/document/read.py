"""Documents to grids and running text (文档读取), in the order of the document."""

import posixpath
from typing import TYPE_CHECKING, Final

from sunlight.errors import ImporterError
from sunlight.importers.archives import opened_archive
from sunlight.review.reading.grids.cells import caption_of, clean_line, finish_grid
from sunlight.review.reading.grids.document.inline import Inline, parts_of
from sunlight.review.reading.grids.document.tables import read_table
from sunlight.review.reading.grids.opened import OpenedFile
from sunlight.review.reading.grids.package import Package, Relation, local
from sunlight.review.reading.grids.records import Grid, TextLine

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

__all__ = ["read_document"]

_AROUND: Final = {"header": "页眉", "footer": "页脚"}
_BELOW: Final = {"footnotes": "脚注", "endnotes": "尾注"}
_LINKED: Final = ("attachedTemplate", "subDocument", "oleObject", "frame", "aFChunk")


def read_document(opened: OpenedFile) -> tuple[tuple[Grid, ...], tuple[TextLine, ...]]:
    """All tables and paragraphs of a document (读文档).

    Of tracked changes, what is inserted is read and what is struck out is not. Tables
    in text boxes and in cells of other tables are read too.

    Parameters
    ----------
    opened : OpenedFile
        A docx file.

    Returns
    -------
    grids : tuple of Grid
        A table within a cell follows the table that holds it.
    lines : tuple of TextLine
        Headers first, footers and notes last.

    Raises
    ------
    ImporterError
        If it is damaged, locked or too large.
    MissingExtraError
        If lxml or defusedxml is not installed.

    Notes
    -----
    Source: ECMA-376-1:2016, 17 WordprocessingML.
    """
    with opened_archive(opened.content, source=opened.source) as archive:
        package = Package(archive, opened)
        main = package.main_part("word/document.xml")
        links = package.relations(main)
        walker = _Walker(opened)
        walker.around(package, links, {"header": _AROUND["header"]})
        body = next(package.root(main).iterchildren("{*}body"), None)
        if body is None:
            raise ImporterError("the document has no body", source=opened.source)
        walker.body(body, "")
        walker.around(package, links, {"footer": _AROUND["footer"], **_BELOW})
        _remark_links(package, main, links)
    return tuple(walker.grids), tuple(walker.lines)


class _Walker:
    """Walks through a document and collects what it finds."""

    def __init__(self, opened: OpenedFile) -> None:
        self.grids: list[Grid] = []
        self.lines: list[TextLine] = []
        self._opened = opened
        self._inline = Inline(opened.remarks)
        self._tables = 0
        self._paragraphs = 0
        self._above: list[str] = []

    def body(self, container: "_Element", where: str, depth: int = 0) -> None:
        """Paragraphs and tables of the body or a text box."""
        self._check_depth(depth)
        for block in parts_of(container, ("p", "tbl"), self._inline):
            if local(block) == "tbl":
                self._tables += 1
                self._table(block, f"表 {self._tables}", self._above, depth)
                self._above = []
                continue
            text, boxes = self._inline.read(block)
            if not where:
                self._paragraphs += 1
            self._line(text, where or f"第 {self._paragraphs} 段")
            for box in boxes:
                self.body(box, "文本框", depth + 1)

    def around(
        self, package: Package, links: dict[str, Relation], kinds: dict[str, str]
    ) -> None:
        """Lines of headers, footers and notes; those that are alike once."""
        seen: set[str] = set()
        for link in sorted(links.values(), key=lambda link: link.target):
            if link.kind not in kinds or link.external:
                continue
            for paragraph in package.root(link.target).iter("{*}p"):
                text, _ = self._inline.read(paragraph)
                if text not in seen:
                    seen.add(text)
                    self._line(text, kinds[link.kind])
        self._above = []

    def _line(self, text: str, where: str) -> None:
        """Lines of one paragraph."""
        for line in filter(None, map(clean_line, text.split("\n"))):
            self._above.append(line)
            self.lines.append(
                TextLine(
                    file=self._opened.name,
                    place=f"{self._opened.name}[{where}]",
                    text=line,
                    above=len(self.grids),
                )
            )

    def _table(
        self, table: "_Element", where: str, above: list[str], depth: int
    ) -> None:
        """A table, and then those within its cells."""
        self._check_depth(depth)
        place = f"{self._opened.name}[{where}]"
        read = read_table(table, place, self._inline, self._opened)
        read.draft.caption = caption_of(above)
        grid = finish_grid(read.draft, self._opened)
        if grid is not None:
            self.grids.append(grid)
        for nested in read.nested:
            self._table(
                nested.table,
                f"{where} {nested.place}",
                list(nested.above) if any(nested.above) else above,
                depth + 1,
            )

    def _check_depth(self, depth: int) -> None:
        """Refuse tables in tables without end."""
        if depth > self._opened.limits.nesting:
            raise ImporterError(
                f"tables in tables deeper than {self._opened.limits.nesting}; this is "
                "no report, or raise the limit  nesting  if you trust it",
                source=self._opened.source,
            )


def _remark_links(package: Package, main: str, links: dict[str, Relation]) -> None:
    """Remarks on macros and on linked files, none of which is followed."""
    remarks = package.opened.remarks
    if any(posixpath.basename(n).lower() == "vbaproject.bin" for n in package.names):
        remarks.add("SUBMISSION-MACROS")
    settings = [x.target for x in links.values() if x.kind == "settings"]
    found = list(links.values())
    for part in settings:
        found.extend(package.relations(part).values())
    for link in found:
        if link.external and link.kind in _LINKED:
            remarks.add("SUBMISSION-EXTERNAL-LINK", name=link.target[:200])
