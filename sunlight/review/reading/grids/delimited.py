"""Texts with delimiters, csv and tsv, to a grid (分隔文本): encoding, delimiter."""

import csv
import io
import re
from collections import Counter
from typing import Final

from sunlight.errors import ImporterError
from sunlight.importers.dxf.text_encoding import COMMON_SHARE, common_share
from sunlight.review.reading.grids.cells import Draft, clean_line, finish_grid
from sunlight.review.reading.grids.opened import OpenedFile
from sunlight.review.reading.grids.records import Grid, TextLine

__all__ = ["decode_table", "delimiter_of", "read_delimited"]

_DELIMITERS: Final = (",", "\t", ";", "|", "，")
"""The first of those that fit equally well is taken."""

_SAMPLE: Final = 200
"""Lines that the delimiter is told from."""

_FORCED_TEXT: Final = re.compile(r'="([^"]*)"')
"""How programs keep a spreadsheet from reading ``0101`` as a number."""


def read_delimited(opened: OpenedFile) -> tuple[tuple[Grid, ...], tuple[TextLine, ...]]:
    """Table of a csv or tsv file (读分隔文本).

    Several tables in one file stay one grid. A file without any delimiter is running
    text. An apostrophe that keeps a text from being a formula is taken off; formulas
    stay texts.

    Parameters
    ----------
    opened : OpenedFile
        The file.

    Returns
    -------
    grids : tuple of Grid
        At most one.
    lines : tuple of TextLine
        Lines of a file that is no table.

    Raises
    ------
    ImporterError
        If its encoding is not known, or a quote is never closed.
    """
    text = decode_table(opened.content, source=opened.source)
    delimiter = delimiter_of(text)
    if not delimiter:
        told = enumerate(map(clean_line, text.splitlines()), start=1)
        return (), tuple(
            TextLine(file=opened.name, place=f"{opened.name}[第 {n} 行]", text=line)
            for n, line in told
            if line
        )
    grid = finish_grid(_draft(text, delimiter, opened), opened)
    return () if grid is None else (grid,), ()


def decode_table(content: bytes, *, source: str) -> str:
    """Text of a table in UTF-8, GB 18030 or UTF-16 (解码).

    Parameters
    ----------
    content : bytes
        All of it.
    source : str
        The file, for errors.

    Raises
    ------
    ImporterError
        If it is in none of them.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        names = ["utf-16"]
    elif b"\x00" in content[:4096]:
        odd, even = content[1:4096:2].count(0), content[0:4096:2].count(0)
        names = ["utf-16-le" if odd > even else "utf-16-be"]
    else:
        names = ["utf-8-sig", "gb18030"]
    for name in names:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        lines = b"\n".join(x for x in content.splitlines() if not x.isascii())
        if name == "gb18030" and (common_share(lines, name) or 0.0) < COMMON_SHARE:
            break
        return text
    raise ImporterError(
        "the text is neither UTF-8 nor GB 18030 nor UTF-16, or is damaged; save it "
        "again as CSV UTF-8, or as .xlsx",
        source=source,
    )


def delimiter_of(text: str) -> str:
    r"""Delimiter of a table, empty for none (分隔符).

    The one that cuts most of the first lines into equally many cells.

    Parameters
    ----------
    text : str
        The table.

    Examples
    --------
    >>> delimiter_of("窗号;时段\n1;8:00-9:00, 9:30-10:00\n2;8:00-9:10\n")
    ';'
    """
    sample = "\n".join(text.splitlines()[:_SAMPLE])
    best, most = "", (0, 0)
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(sample), delimiter=delimiter))
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if widths:
            width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
            if (count, width) > most:
                best, most = delimiter, (count, width)
    return best


def _draft(text: str, delimiter: str, opened: OpenedFile) -> Draft:
    """Rows of a text."""
    draft = Draft(place=opened.name)
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, delimiter=delimiter)
    before = 0
    try:
        for row in reader:
            draft.lines.append(before + 1)
            draft.rows.append([_plain(cell) for cell in row])
            before = reader.line_num
            if len(draft.rows) % 10_000 == 0:
                opened.deadline.check()
        _check_last(lines[draft.lines[-1] - 1 :], delimiter)
    except csv.Error as error:
        line = draft.lines[-1]
        raise ImporterError(
            f"the table breaks off in the row of line {line}: {error}; a quote may not "
            "be closed",
            source=opened.source,
            where=f"line {line}",
        ) from error
    opened.limits.check_entities(len(draft.rows), what="rows", source=opened.source)
    return draft


def _check_last(lines: list[str], delimiter: str) -> None:
    """Stop if the last row runs to the end of the file in search of a quote."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "end of data" in str(error):
            raise


def _plain(cell: str) -> str:
    """Cell without the marks that keep a spreadsheet from computing it."""
    if cell.startswith("="):
        forced = _FORCED_TEXT.fullmatch(cell.strip())
        return forced[1] if forced else cell
    if cell.startswith("'") and len(cell) > 1:
        return cell[1:]
    return cell
