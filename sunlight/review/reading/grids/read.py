"""Files to raw tables (读取原始表格), each by the reader of its content."""

from pathlib import Path
from typing import Final

from sunlight.errors import ImporterError
from sunlight.findings import Finding
from sunlight.importers.deadline import Deadline
from sunlight.importers.limits import LIMITS, Limits, read_limited
from sunlight.importers.remarks import Remarks
from sunlight.review.reading.grids.book.read import read_workbook
from sunlight.review.reading.grids.delimited import read_delimited
from sunlight.review.reading.grids.document.read import read_document
from sunlight.review.reading.grids.kinds import SUFFIXES, kind_of_content
from sunlight.review.reading.grids.opened import OpenedFile
from sunlight.review.reading.grids.pages.read import read_pages
from sunlight.review.reading.grids.records import Grid, TextLine
from sunlight.review.reading.grids.texts import GRID_TEXTS

__all__ = ["read_grids"]

_SAYS_WHY: Final = ("SUBMISSION-SCAN", "SUBMISSION-PDF-CUT")
"""Findings that tell why there is no table."""


def read_grids(
    path: str | Path, *, limits: Limits = LIMITS
) -> tuple[tuple[Grid, ...], tuple[TextLine, ...], tuple[Finding, ...]]:
    """All tables and running text of an xlsx, csv, docx or text PDF (读取原始表格).

    The kind is told by the content, not by the name. Nothing in the file is run,
    computed or fetched.

    Parameters
    ----------
    path : str or Path
        The file.
    limits : Limits
        Size, also unpacked; rows; nesting; time.

    Returns
    -------
    grids : tuple of Grid
        Tables in the order of the file.
    lines : tuple of TextLine
        Running text in the order of the file; none for workbooks.
    findings : tuple of Finding
        What could not be read, or was read with a doubt; codes ``SUBMISSION-…``.

    Raises
    ------
    ImporterError
        If it is missing, empty, damaged, locked by a password, of an old or another
        format, or over a limit; says how to save it.
    MissingExtraError
        If the group ``review`` is not installed.
    """
    file = Path(path)
    source = str(file)
    content, _ = read_limited(file, limits)
    opened = OpenedFile(
        name=file.name,
        source=source,
        content=content,
        limits=limits,
        deadline=Deadline(limits=limits, source=source),
        remarks=Remarks(GRID_TEXTS, file=file.name),
    )
    kind = kind_of_content(content, source=source)
    if file.suffix.lower() not in SUFFIXES[kind]:
        opened.remarks.add(
            "SUBMISSION-SUFFIX", found=f"{file.suffix or '-'} → {kind}", where=file.name
        )
    grids, lines = _read(kind, opened)
    if not grids and not any(map(opened.remarks.count, _SAYS_WHY)):
        opened.remarks.add("SUBMISSION-NO-TABLE", where=file.name)
    return grids, lines, opened.remarks.findings()


def _read(
    kind: str, opened: OpenedFile
) -> tuple[tuple[Grid, ...], tuple[TextLine, ...]]:
    """Tables and text by the reader of a kind."""
    try:
        if kind == "xlsx":
            return read_workbook(opened), ()
        if kind == "docx":
            return read_document(opened)
        if kind == "pdf":
            return read_pages(opened)
        return read_delimited(opened)
    except MemoryError as error:
        raise ImporterError(
            "the file needs more memory than there is; cut it, or hand it in as csv",
            source=opened.source,
        ) from error
