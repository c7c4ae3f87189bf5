"""PDF files to grids and running text (PDF 读取), page by page."""

import contextlib
import io
import logging
import struct
import zlib
from collections.abc import Iterator
from typing import Any, Final

from sunlight.errors import ImporterError, MissingExtraError
from sunlight.review.reading.grids.cells import caption_of, clean_line, finish_grid
from sunlight.review.reading.grids.opened import OpenedFile
from sunlight.review.reading.grids.pages.aligned import aligned_tables
from sunlight.review.reading.grids.pages.glyphs import (
    Glyphs,
    Line,
    glyph_lines,
    page_glyphs,
)
from sunlight.review.reading.grids.pages.ruled import Placed, ruled_tables
from sunlight.review.reading.grids.records import Grid, TextLine

__all__ = ["read_pages"]

GARBLED_SHARE: Final = 0.2
"""A page with more characters of unknown meaning than so is not readable."""

_FAULTS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What a parser of PDF stumbles over in damaged files, beside its own errors."""


def read_pages(opened: OpenedFile) -> tuple[tuple[Grid, ...], tuple[TextLine, ...]]:
    """All tables and text lines of a PDF that holds text (读 PDF).

    Tables with ruling lines; on pages without any, texts that stand in columns. A table
    that goes on over pages is one grid a page.

    Parameters
    ----------
    opened : OpenedFile
        The file.

    Returns
    -------
    grids : tuple of Grid
        In the order of the pages.
    lines : tuple of TextLine
        Text outside of tables.

    Raises
    ------
    ImporterError
        If it is damaged or locked by a password.
    MissingExtraError
        If pdfplumber is not installed.
    """
    try:
        import pdfplumber
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import (
            MalformedPDFException,
            PdfminerException,
        )
    except ImportError as error:
        raise MissingExtraError("reading PDF tables", extra="review") from error
    faults = (MalformedPDFException, PdfminerException, PSException, *_FAULTS)
    reader = _PageReader(opened)
    try:
        with _quiet_parser(), pdfplumber.open(io.BytesIO(opened.content)) as document:
            pages = document.pages
            opened.limits.check_entities(len(pages), what="pages", source=opened.source)
            for number, page in enumerate(pages, start=1):
                if reader.out_of_time(number, len(pages)):
                    break
                reader.page(page, number)
                page.close()
    except faults as error:
        if isinstance(error, ImporterError):
            raise
        raise _error(error, opened.source) from error
    reader.remark_scan(len(pages))
    return tuple(reader.grids), tuple(reader.lines)


@contextlib.contextmanager
def _quiet_parser() -> Iterator[None]:
    """Keep what the parser grumbles about damaged fonts off the terminal."""
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _error(error: Any, source: str) -> ImporterError:  # noqa: ANN401
    """Error for a PDF that cannot be read."""
    told = f"{type(error).__name__} {error!r}"
    if "Password" in told or "Encryption" in told:
        return ImporterError(
            "the PDF is locked by a password; print or export it again without one, or "
            "hand in the tables as .xlsx, .csv or .docx",
            source=source,
        )
    return ImporterError(
        f"the PDF is damaged ({str(error)[:200] or type(error).__name__}); export it "
        "again, or hand in the tables as .xlsx, .csv or .docx",
        source=source,
    )


class _PageReader:
    """Collects tables and lines page by page."""

    def __init__(self, opened: OpenedFile) -> None:
        self.grids: list[Grid] = []
        self.lines: list[TextLine] = []
        self._opened = opened
        self._pictures: list[int] = []
        self._with_text = 0

    def page(self, page: Any, number: int) -> None:  # noqa: ANN401
        """One page."""
        glyphs = page_glyphs(page)
        if not len(glyphs):
            if page.images or page.curves:
                self._pictures.append(number)
            return
        self._with_text += 1
        if _garbled(glyphs) > GARBLED_SHARE:
            self._opened.remarks.add(
                "SUBMISSION-GARBLED",
                name=f"第 {number} 页",
                where=f"{self._opened.name}[第 {number} 页]",
            )
            return
        tables, inside = ruled_tables(page, glyphs)
        lines = glyph_lines(glyphs.where(~inside))
        if not tables:
            tables, taken = aligned_tables(lines)
            lines = [line for i, line in enumerate(lines) if i not in set(taken)]
            for index in range(1, len(tables) + 1):
                self._opened.remarks.add(
                    "SUBMISSION-ALIGNED-TEXT",
                    name=f"第 {number} 页 表 {index}",
                    where=f"{self._opened.name}[第 {number} 页 表 {index}]",
                )
        self._add(tables, lines, number)

    def _add(self, tables: list[Placed], lines: list[Line], number: int) -> None:
        """Tables and lines of a page from top to bottom."""
        name = self._opened.name
        above: list[str] = []
        waiting = list(lines)
        for index, table in enumerate(tables, start=1):
            middle = (table.top + table.bottom) / 2
            higher = [line for line in waiting if line.top < middle]
            waiting = [line for line in waiting if line.top >= middle]
            above = self._text(higher, number)
            table.draft.place = f"{name}[第 {number} 页 表 {index}]"
            table.draft.caption = caption_of(above)
            grid = finish_grid(table.draft, self._opened)
            if grid is not None:
                self.grids.append(grid)
        self._text(waiting, number)

    def _text(self, lines: list[Line], number: int) -> list[str]:
        """Lines of running text, as they were added."""
        texts = [text for text in (clean_line(line.text) for line in lines) if text]
        name = self._opened.name
        self.lines.extend(
            TextLine(
                file=name,
                place=f"{name}[第 {number} 页]",
                text=text,
                above=len(self.grids),
            )
            for text in texts
        )
        return texts

    def out_of_time(self, number: int, last: int) -> bool:
        """Whether reading stops before a page; remarks on it."""
        if self._opened.deadline.left > 0.0:
            return False
        pages = f"第 {number}–{last} 页" if number < last else f"第 {number} 页"
        self._opened.remarks.add("SUBMISSION-PDF-CUT", name=pages)
        return True

    def remark_scan(self, pages: int) -> None:
        """Remarks on pages that are pictures."""
        if not self._with_text and (self._pictures or not pages):
            self._opened.remarks.add("SUBMISSION-SCAN", found=f"{pages}")
            return
        for number in self._pictures:
            self._opened.remarks.add(
                "SUBMISSION-PAGES-WITHOUT-TEXT", name=f"第 {number} 页"
            )


def _garbled(glyphs: Glyphs) -> float:
    """Share of the characters whose meaning the fonts do not tell."""
    texts: list[str] = glyphs.texts.tolist()
    unknown = sum(text.startswith("(cid:") or "\ufffd" in text for text in texts)
    return unknown / len(glyphs)
