"""Small pieces that chapters are made of: cells, columns, fields (单元格与数据项)."""

import math
from collections.abc import Iterable, Sequence
from typing import Final

from sunlight.report.content.records import Cell, Column, Field, Paragraph, Table, Tone
from sunlight.report.texts import Texts

__all__ = [
    "NO_FIGURE",
    "columns_of",
    "fields_of",
    "lines",
    "number_cell",
    "paragraphs",
    "table_of",
    "text_cell",
]

NO_FIGURE: Final = "—"
"""What stands where there is no figure and nothing to say."""


def text_cell(text: str, tone: Tone = "") -> Cell:
    """Cell with a text (文字单元格); a dash where it is empty.

    Parameters
    ----------
    text : str
        As shown.
    tone : Tone
        Whether it passes or fails.
    """
    return Cell(text=text or NO_FIGURE, tone=tone)


def number_cell(value: float | None, digits: int = 2) -> Cell:
    """Cell with a figure (数值单元格), the exact one behind the one shown.

    Parameters
    ----------
    value : float or None
        The figure; None or NaN where it is not known.
    digits : int
        Decimals shown.
    """
    if value is None or not math.isfinite(value):
        return Cell(text=NO_FIGURE)
    return Cell(text=f"{value + 0.0:.{digits}f}", value=float(value))


def lines(pieces: Iterable[str]) -> str:
    """Pieces one below the other, each once (分行), blanks left out.

    Parameters
    ----------
    pieces : iterable of str
        Texts.
    """
    return "\n".join(dict.fromkeys(piece for piece in pieces if piece))


def columns_of(
    words: Texts, section: str, layout: Sequence[tuple[str, str, float]]
) -> tuple[Column, ...]:
    """Headings of a table (表头).

    Parameters
    ----------
    words : mapping
        Catalogue.
    section : str
        Section of it with the titles, by id.
    layout : sequence of (str, str, float)
        Id, kind and width of each.
    """
    return tuple(
        Column(id=name, title=words[f"{section}.{name}"], kind=kind, width=width)  # type: ignore[arg-type]
        for name, kind, width in layout
    )


def table_of(
    words: Texts,
    name: str,
    layout: Sequence[tuple[str, str, float]],
    rows: Iterable[Sequence[Cell]],
    *,
    section: str,
    note: str = "",
    caption: str = "",
) -> Table:
    """Table of a chapter (表).

    Parameters
    ----------
    words : mapping
        Catalogue.
    name : str
        Id of the table; its caption stands in the catalogue under ``front_tables``.
    layout : sequence of (str, str, float)
        Id, kind and width of each column.
    rows : iterable of sequences of Cell
        Cells.
    section : str
        Section of the catalogue with the titles of the columns.
    note : str
        What stands below.
    caption : str
        Another caption than that of the catalogue.
    """
    return Table(
        id=name,
        caption=caption or words[f"front_tables.{name}"],
        columns=columns_of(words, section, layout),
        rows=tuple(tuple(row) for row in rows),
        note=note,
    )


def fields_of(
    words: Texts, section: str, values: Iterable[tuple[str, str]]
) -> tuple[Field, ...]:
    """Data with their labels (数据项).

    Parameters
    ----------
    words : mapping
        Catalogue.
    section : str
        Section of it with the labels.
    values : iterable of (str, str)
        Key of the label, and what is said.
    """
    return tuple(
        Field(label=words[f"{section}.{key}"], text=text) for key, text in values
    )


def paragraphs(texts: Iterable[str], tone: Tone = "") -> tuple[Paragraph, ...]:
    """Texts as paragraphs (段落).

    Parameters
    ----------
    texts : iterable of str
        Texts.
    tone : Tone
        Of all of them.
    """
    return tuple(Paragraph(text=text, tone=tone) for text in texts)
