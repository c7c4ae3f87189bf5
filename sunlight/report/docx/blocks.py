"""Blocks of the record as pieces of the document (内容块)."""

from collections.abc import Iterator
from dataclasses import replace
from functools import singledispatch
from typing import Final

from sunlight.report.content.records import (
    Blanks,
    Block,
    Fields,
    Items,
    Letter,
    Paragraph,
    Pictures,
    Table,
)
from sunlight.report.docx.figures import drawing_xml, placed, scale_words
from sunlight.report.docx.geometry import lines
from sunlight.report.docx.letters import letter_pieces
from sunlight.report.docx.markup import blank, paragraph, run
from sunlight.report.docx.pieces import FIGURE, UPRIGHT, WIDE, Piece
from sunlight.report.docx.records import ReducedTable
from sunlight.report.docx.setting import Setting, caption_xml, space, text_piece
from sunlight.report.docx.signing import signing_piece
from sunlight.report.docx.tables import (
    cell_xml,
    drawn_table,
    frame,
    held_together,
    is_wide,
    reduced_table,
    row_xml,
    with_last_row_kept,
)
from sunlight.report.docx.tones import TONES

__all__ = ["block_pieces", "picture_pieces", "section_of"]

_ABOVE: Final = 22.0
"""Left free above the first picture for a heading or two. [mm]"""

_LABELS: Final = {2: (0.28, 0.72), 3: (0.22, 0.46, 0.32)}
_UNITS: Final = frozenset({"outcome", "segments", "minutes"})


def section_of(setting: Setting, blocks: tuple[Block, ...]) -> str:
    """Kind of section that blocks ask for (版面方向).

    Parameters
    ----------
    setting : Setting
        Pages.
    blocks : tuple of Block
        Blocks of one chapter.

    Returns
    -------
    str
        ``wide`` if one of the tables is.
    """
    tables = [block for block in blocks if isinstance(block, Table)]
    room = setting.width(UPRIGHT)
    return WIDE if any(is_wide(table, room) for table in tables) else UPRIGHT


@singledispatch
def block_pieces(
    block: Block, setting: Setting, section: str, *, short: bool, first: bool
) -> Iterator[Piece]:
    """A block laid out (排版).

    Parameters
    ----------
    block : Block
        Block of the record.
    setting : Setting
        Words, styles, counters.
    section : str
        Kind of section it stands in.
    short : bool
        Whether tables of units print failing rows only.
    first : bool
        Whether it stands right below a heading.

    Yields
    ------
    Piece
        In order.
    """
    raise TypeError(f"there is no layout for {type(block).__name__}")


@block_pieces.register
def _paragraph(
    block: Paragraph, setting: Setting, section: str, *, short: bool, first: bool
) -> Iterator[Piece]:
    if block.tone == "note":
        yield text_piece(setting, "note", block.text, section)
        return
    tone = TONES[block.tone]
    yield text_piece(setting, "text", tone.mark + block.text, section, look=tone.run)


@block_pieces.register
def _items(
    block: Items, setting: Setting, section: str, *, short: bool, first: bool
) -> Iterator[Piece]:
    if not block.items:
        return
    number = setting.numbers.bullets
    if block.numbered:
        number = setting.numbers.first_list + next(setting.lists)
    listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    for item in block.items:
        tone = TONES[item.tone]
        text = tone.mark + item.text
        yield text_piece(
            setting, "item", text, section, look=tone.run, properties=listed
        )


def _caption(setting: Setting, text: str, section: str) -> Iterator[Piece]:
    """Caption above a table; none where the record has none."""
    if not text:
        return
    runs = caption_xml(setting, "table", next(setting.tables), text)
    yield Piece(
        xml=paragraph(setting.ids["caption"], runs, "<w:keepNext/>"),
        heights=(space("caption", text, setting.width(section)),),
        section=section,
        keep=True,
    )


def _gap(setting: Setting, section: str) -> Piece:
    """White below a table, which also parts it from a table that follows."""
    spacing = '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
    return Piece(
        xml=paragraph(setting.ids["table_note"], "", spacing),
        heights=(6.0,),
        section=section,
    )


@block_pieces.register
def _fields(
    block: Fields, setting: Setting, section: str, *, short: bool, first: bool
) -> Iterator[Piece]:
    if not block.fields:
        return
    yield from _caption(setting, block.caption, section)
    room = setting.width(section)
    count = 3 if any(field.origin for field in block.fields) else 2
    widths = [share * room for share in _LABELS[count]]
    datum, head = setting.ids["datum"], setting.ids["table_head"]
    rows, heights = [], []
    if count == 3:
        keys = ("docx.item", "docx.content", "docx.origin")
        rows.append(
            row_xml(
                "".join(
                    cell_xml(w, paragraph(head, run(setting.words[key])), fill="E7E6E6")
                    for w, key in zip(widths, keys, strict=True)
                ),
                head=True,
            )
        )
    for field in block.fields:
        texts = (field.label, field.text, field.origin)[:count]
        contents = [
            run(text) if text or index != 1 else blank(12)
            for index, text in enumerate(texts)
        ]
        rows.append(
            row_xml(
                "".join(
                    cell_xml(w, paragraph(datum, c), fill="" if i else "F2F2F2")
                    for i, (w, c) in enumerate(zip(widths, contents, strict=True))
                )
            )
        )
        tall = max(lines(text, 9, w - 7) for text, w in zip(texts, widths, strict=True))
        heights.append(tall * 14 + 2.0)
    yield Piece(
        xml=frame(setting.ids["table"], widths, "".join(rows), title=block.caption),
        heights=tuple(heights),
        head=13.0 if count == 3 else 0.0,
        section=section,
    )
    yield _gap(setting, section)


@block_pieces.register
def _table(
    block: Table, setting: Setting, section: str, *, short: bool, first: bool
) -> Iterator[Piece]:
    shown = block
    if short and any(column.kind in _UNITS for column in block.columns):
        shown = reduced_table(block, setting.words)
        if len(shown.rows) == len(block.rows):
            shown = block
        else:
            setting.reduced.append(
                ReducedTable(id=block.id, shown=len(shown.rows), rows=len(block.rows))
            )
    yield from _caption(setting, shown.caption, section)
    drawn = held_together(
        drawn_table(shown, setting.width(section), setting.ids, setting.words)
    )
    note = "\n".join(line for line in (drawn.legend, shown.note) if line)
    if not note:
        yield Piece(xml=drawn.xml, heights=drawn.rows, head=drawn.head, section=section)
        yield _gap(setting, section)
        return
    below = text_piece(setting, "table_note", note, section)
    # no note alone on a page: the last row stays with it
    yield Piece(
        xml=with_last_row_kept(drawn.xml),
        heights=(*drawn.rows[:-1], sum((*drawn.rows[-1:], *below.heights))),
        head=drawn.head,
        section=section,
    )
    yield replace(below, heights=(0.0,))


@block_pieces.register
def _pictures(
    block: Pictures, setting: Setting, section: str, *, short: bool, first: bool
) -> Iterator[Piece]:
    pictures = setting.pictures.get(block.kind, ())
    if not pictures:
        if block.missing:
            yield text_piece(setting, "text", block.missing, section)
        return
    if block.kind in setting.seen:
        begin, end = setting.seen[block.kind]
        key = "docx.picture_seen" if begin == end else "docx.pictures_seen"
        said = setting.words[key].format(first=begin, last=end)
        yield text_piece(setting, "text", said, section)
        return
    yield from picture_pieces(setting, block.kind, first=first)


def picture_pieces(setting: Setting, kind: str, *, first: bool) -> Iterator[Piece]:
    """All pictures of a kind, each with its caption (图).

    Parameters
    ----------
    setting : Setting
        Pictures, pages, counters.
    kind : str
        Kind of drawing.
    first : bool
        Whether they stand right below a heading, which needs room.

    Yields
    ------
    Piece
        Picture and caption by turns.
    """
    numbers = []
    for index, picture in enumerate(setting.pictures[kind]):
        upright, wide = setting.pages[UPRIGHT], setting.pages[FIGURE]
        place = placed(
            picture, upright, wide, below=_ABOVE if first and index == 0 else 0.0
        )
        section = FIGURE if place.wide else UPRIGHT
        drawing = drawing_xml(
            setting.images[picture.id],
            next(setting.drawings),
            picture,
            place.width,
            place.height,
        )
        yield Piece(
            xml=paragraph(setting.ids["figure"], drawing, "<w:keepNext/>"),
            heights=(place.height * 72 / 25.4 + 6,),
            section=section,
            keep=True,
        )
        numbers.append(next(setting.figures))
        scale = scale_words(picture, place.factor, setting.words)
        text = f"{picture.title}（{scale}）" if scale else picture.title
        if setting.lang == "en" and scale:
            text = f"{picture.title} ({scale})"
        runs = caption_xml(setting, "figure", numbers[-1], text)
        yield Piece(
            xml=paragraph(setting.ids["figure_caption"], runs),
            heights=(space("figure_caption", text, setting.width(section)),),
            section=section,
        )
    setting.seen[kind] = (numbers[0], numbers[-1])


@block_pieces.register
def _blanks(
    block: Blanks, setting: Setting, section: str, *, short: bool, first: bool
) -> Iterator[Piece]:
    frame_piece = signing_piece(block, setting, section)
    if frame_piece is not None:
        yield frame_piece
        yield _gap(setting, section)


@block_pieces.register
def _letter(
    block: Letter, setting: Setting, section: str, *, short: bool, first: bool
) -> Iterator[Piece]:
    yield from letter_pieces(block, setting)
