"""Tables of the report as markup, rows by the thousand (表格)."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sunlight.report.content.records import Cell, Column, Table, Tone
from sunlight.report.docx.geometry import ems, lines
from sunlight.report.docx.markup import attribute, clean, paragraph, run
from sunlight.report.docx.tones import TONES, legend
from sunlight.report.texts import Texts

__all__ = [
    "Drawn",
    "cell_xml",
    "column_widths",
    "drawn_table",
    "frame",
    "has_failed",
    "held_together",
    "is_wide",
    "kept",
    "reduced_table",
    "row_xml",
    "with_last_row_kept",
]

_STYLED: Final = re.compile(r"(<w:pStyle [^>]*/>)")

_JOINED: Final = "²³°±−"
"""What belongs to the figure or unit beside it."""

_SIZE: Final = 8.0  # of the type in cells [pt]
_LINE: Final = 11.0  # distance of its lines [pt]
_PAD: Final = 6.6  # white at both sides of a cell [pt]
_ROW: Final = 2.0  # white above and below, and the rule [pt]
_SAMPLE: Final = 200  # rows looked at for the width of columns
_WORD_LIMIT: Final = 22.0  # ems: longer words are broken
_MEETING: Final = re.compile(
    "[\u2e80-\u9fff](?=[0-9A-Za-z])|[0-9A-Za-z](?=[\u2e80-\u9fff])"
)
_FEW: Final = 8  # rows of a table that is kept whole
_LOW: Final = 200.0  # and its height [pt]
_LINE_LIMIT: Final = 60.0  # ems: longer lines take two
_ALIGNED: Final[Mapping[str, str]] = {
    "text": "table_text",
    "number": "table_number",
    "minutes": "table_number",
    "segments": "table_center",
    "outcome": "table_center",
}
_HEAD_FILL: Final = "E7E6E6"
_GROUP_FILL: Final = "F2F2F2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A table as markup, with what the estimate of pages asks for (已排表格).

    Parameters
    ----------
    xml : str
        The table.
    head : float
        Height of the rows that are repeated. [pt]
    rows : tuple of float
        Heights of the other rows. [pt]
    legend : str
        What its signs mean; empty where there are none.
    """

    xml: str
    head: float
    rows: tuple[float, ...]
    legend: str = ""


def has_failed(row: tuple[Cell, ...]) -> bool:
    """Whether a row is that of a failing unit (未达标行)."""
    return any(cell.tone == "fail" for cell in row)


def reduced_table(table: Table, words: Texts) -> Table:
    """The failing rows of a table, and a note on where the others are (从略).

    Parameters
    ----------
    table : Table
        Whole table.
    words : mapping
        Catalogue.

    Returns
    -------
    Table
        Every row with a failing cell, its groups and notes; none other.
    """
    kept = [index for index, row in enumerate(table.rows) if has_failed(row)]
    starts = [first for first, _ in table.groups]
    groups: list[tuple[int, str]] = []
    last = -1
    for place, index in enumerate(kept):
        group = sum(first <= index for first in starts) - 1
        if group >= 0 and group != last:
            groups.append((place, table.groups[group][1]))
            last = group
    said = words["docx.reduced"].format(shown=len(kept), rows=len(table.rows))
    note = f"{table.note}\n{said}" if table.note else said
    rows = tuple(table.rows[index] for index in kept)
    return replace(table, rows=rows, groups=tuple(groups), note=note)


def _shown(cell: Cell) -> str:
    """Text of a cell with its sign."""
    return TONES[cell.tone].mark + clean(cell.text) if cell.text else ""


def _room(text: str) -> float:
    """Room for a line, in ems; some programs part Chinese from Latin by white."""
    return ems(text) + 0.25 * len(_MEETING.findall(text))


def _needs(table: Table) -> tuple[list[float], list[float], list[float]]:
    """Narrowest and comfortable width of each column, and its longest line, in ems."""
    step = max(1, len(table.rows) // _SAMPLE)
    least: list[float] = []
    most: list[float] = []
    whole_lines: list[float] = []
    for index, column in enumerate(table.columns):
        texts = {_shown(row[index]) for row in table.rows[::step]}
        split = {line for text in texts for line in text.split("\n")}
        whole = column.kind in ("number", "minutes", "segments")
        words = split if whole else {word for line in split for word in _words(line)}
        head = max((ems(word) for word in _words(column.title)), default=1.0)
        longest = max((_room(word) for word in words), default=1.0)
        least.append(min(_WORD_LIMIT, max(head, 2.0, longest)))
        line = max((_room(line) for line in split), default=1.0)
        whole_lines.append(min(line, _LINE_LIMIT))
        title = ems(column.title) / 2
        most.append(max(least[-1], min(line, _WORD_LIMIT), min(title, 6.0)))
    return least, most, whole_lines


def _words(text: str) -> list[str]:
    """What a line is not broken inside of: a Latin word, or a Chinese character."""
    spaced = "".join(
        c if c.isascii() or c in _JOINED else f" {c} " for c in clean(text)
    )
    return spaced.split()


def is_wide(table: Table, width: float) -> bool:
    """Whether a table asks for a page on its side (宽表).

    Parameters
    ----------
    table : Table
        Table.
    width : float
        Between the margins of an upright page. [pt]

    Returns
    -------
    bool
        True if its columns would be cramped.
    """
    least, most, _ = _needs(table)
    comfortable = sum(
        (a + b) / 2 * _SIZE + _PAD for a, b in zip(least, most, strict=True)
    )
    return comfortable > width


def column_widths(table: Table, width: float) -> list[float]:
    """Widths of the columns (列宽): their shares, none too narrow for its content.

    Parameters
    ----------
    table : Table
        Table.
    width : float
        Of the whole. [pt]

    Returns
    -------
    list of float
        Adding up to `width`. [pt]
    """
    least, most, lines_wide = (
        [em * _SIZE * 1.05 + _PAD for em in needs] for needs in _needs(table)
    )
    if sum(least) >= width:
        return [w * width / sum(least) for w in least]
    # what lies between the narrowest and the comfortable is given to all alike
    given = min(1.0, (width - sum(least)) / max(sum(most) - sum(least), 1e-9))
    floor = [a + given * (b - a) for a, b in zip(least, most, strict=True)]
    # what is left goes to columns of long texts, otherwise by the shares asked for
    longer = [max(0.0, a - b) for a, b in zip(lines_wide, most, strict=True)]
    left = width - sum(floor)
    if left > 0 and sum(longer) > 0:
        grown = min(1.0, left / sum(longer))
        floor = [a + grown * b for a, b in zip(floor, longer, strict=True)]
    shares = [max(column.width, 1e-3) for column in table.columns]
    fixed: set[int] = set()
    while True:
        room = width - sum(floor[i] for i in fixed)
        rest = sum(share for i, share in enumerate(shares) if i not in fixed)
        tight = {
            i
            for i, share in enumerate(shares)
            if i not in fixed and share * room / rest < floor[i]
        }
        if not tight or len(tight) + len(fixed) == len(shares):
            return [
                floor[i] if i in fixed else share * room / rest
                for i, share in enumerate(shares)
            ]
        fixed |= tight


def cell_xml(width: float, content: str, *, fill: str = "", extra: str = "") -> str:
    """A cell (单元格): its width in points, its paragraphs, the colour behind it."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width * 20:.0f}" w:type="dxa"/>{extra}{shade}'
        f'<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )


def row_xml(cells: str, *, head: bool = False, height: float = 0.0) -> str:
    """A row that is not broken across pages (行), at least `height` points high."""
    tall = (
        f'<w:trHeight w:val="{height * 20:.0f}" w:hRule="atLeast"/>' if height else ""
    )
    mark = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{mark}</w:trPr>{cells}</w:tr>"


def kept(xml: str) -> str:
    """Rows that stay on the page of what follows them (与下段同页)."""
    return _STYLED.sub(r"\1<w:keepNext/>", xml)


def held_together(drawn: Drawn) -> Drawn:
    """A small table that stays on one page (小表不跨页); others as they are."""
    whole = drawn.head + sum(drawn.rows)
    if len(drawn.rows) > _FEW or whole > _LOW:
        return drawn
    at = drawn.xml.rfind("<w:tr>")
    return replace(
        drawn, xml=kept(drawn.xml[:at]) + drawn.xml[at:], rows=(whole - drawn.head,)
    )


def with_last_row_kept(table: str) -> str:
    """A table whose last row stays with what stands below it (末行与表注同页)."""
    at = table.rfind("<w:tr>")
    return table if at < 0 else table[:at] + kept(table[at:])


def frame(
    style: str, widths: list[float], rows: str, *, title: str, look: str = ""
) -> str:
    """A table of rows (表框架).

    Parameters
    ----------
    style : str
        Id of the table style; empty for one without rules.
    widths : list of float
        Of the columns. [pt]
    rows : str
        XML of the rows.
    title : str
        What a screen reader says.
    look : str
        ``w:tblBorders`` that take the place of those of the style.

    Returns
    -------
    str
        XML.
    """
    grid = "".join(f'<w:gridCol w:w="{width * 20:.0f}"/>' for width in widths)
    named = f'<w:tblStyle w:val="{style}"/>' if style else ""
    said = f"<w:tblCaption w:val={attribute(title)}/>" if title else ""
    return (
        f'<w:tbl><w:tblPr>{named}<w:tblW w:w="{sum(widths) * 20:.0f}" w:type="dxa"/>'
        f'<w:jc w:val="center"/>{look}<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{said}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _cell_maker(
    column: Column, width: float, ids: Mapping[str, str]
) -> Callable[[Cell], tuple[str, int]]:
    """What makes the cells of a column; equal cells are made once."""
    style = ids[_ALIGNED[column.kind]]
    known: dict[tuple[str, Tone], tuple[str, int]] = {}

    def made(cell: Cell) -> tuple[str, int]:
        key = (cell.text, cell.tone)
        if key not in known:
            look, text = TONES[cell.tone], _shown(cell)
            content = paragraph(style, run(text, look.run) if text else "")
            known[key] = (
                cell_xml(width, content, fill=look.fill),
                lines(text, _SIZE, width - _PAD),
            )
        return known[key]

    return made


def drawn_table(
    table: Table, width: float, ids: Mapping[str, str], words: Texts
) -> Drawn:
    """A table with its headings repeated on every page (表).

    Parameters
    ----------
    table : Table
        Table.
    width : float
        Of the whole. [pt]
    ids : mapping
        Style ids.
    words : mapping
        Catalogue.

    Returns
    -------
    Drawn
        Markup and heights.
    """
    widths = column_widths(table, width)
    head = "".join(
        cell_xml(w, paragraph(ids["table_head"], run(column.title)), fill=_HEAD_FILL)
        for w, column in zip(widths, table.columns, strict=True)
    )
    tall = max(
        lines(column.title, _SIZE, w - _PAD)
        for w, column in zip(widths, table.columns, strict=True)
    )
    makers = [
        _cell_maker(column, w, ids)
        for column, w in zip(table.columns, widths, strict=True)
    ]
    groups = dict(table.groups)
    span = f'<w:gridSpan w:val="{len(widths)}"/>'
    rows, heights = [row_xml(head, head=True)], []
    tones: Counter[Tone] = Counter()
    for index, row in enumerate(table.rows):
        if index in groups:
            name = paragraph(ids["table_group"], run(groups[index]))
            cell = cell_xml(sum(widths), name, fill=_GROUP_FILL, extra=span)
            rows.append(row_xml(cell))
            heights.append(_LINE + _ROW)
        made = [make(cell) for make, cell in zip(makers, row, strict=True)]
        rows.append(row_xml("".join(xml for xml, _ in made)))
        heights.append(max(count for _, count in made) * _LINE + _ROW)
        tones.update(cell.tone for cell in row)
    if not table.rows:
        empty = paragraph(ids["table_center"], run(words["docx.empty_table"]))
        rows.append(row_xml(cell_xml(sum(widths), empty, extra=span)))
        heights.append(_LINE + _ROW)
    return Drawn(
        xml=frame(ids["table"], widths, "".join(rows), title=table.caption),
        head=tall * _LINE + _ROW,
        rows=tuple(heights),
        legend=legend(tones, words),
    )
