"""The whole report as pieces: cover, contents, chapters, letters (文档结构)."""

from collections.abc import Iterator
from dataclasses import replace

from sunlight.report.content.records import (
    Chapter,
    Items,
    Letter,
    Paragraph,
    Report,
    Table,
)
from sunlight.report.docx.blocks import block_pieces, picture_pieces, section_of
from sunlight.report.docx.markup import paragraph, run
from sunlight.report.docx.pieces import COVER, UPRIGHT, Piece
from sunlight.report.docx.setting import Setting, heading_piece, text_piece
from sunlight.report.docx.styles import SIZES
from sunlight.report.docx.tables import cell_xml, frame, row_xml
from sunlight.report.fonts import text_width

__all__ = ["body_pieces", "cover_pieces", "numbered_lists", "walk"]

_RULES = (
    "<w:tcBorders>{}</w:tcBorders>",
    '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="404040"/>',
)
_NO_RULES = '<w:tblBorders><w:top w:val="nil"/></w:tblBorders>'


def walk(chapters: tuple[Chapter, ...]) -> Iterator[Chapter]:
    """Chapters and their sections, from above (遍历章节)."""
    for chapter in chapters:
        yield chapter
        yield from walk(chapter.sections)


def numbered_lists(report: Report) -> int:
    """How many numbered lists there are (编号列表数)."""
    return sum(
        isinstance(block, Items) and block.numbered
        for chapter in walk(report.chapters)
        for block in chapter.blocks
    )


def cover_pieces(report: Report, setting: Setting) -> Iterator[Piece]:
    """The cover (封面): title, project, and lines to be filled in.

    Parameters
    ----------
    report : Report
        Report.
    setting : Setting
        Words and styles.

    Yields
    ------
    Piece
        In a section without header and footer.
    """
    width = setting.width(UPRIGHT)
    for style, text in (("title", report.title), ("project", report.project)):
        # a name of 200 characters must leave room for the rest of the cover
        look, size = "", SIZES[style].size
        room = 2.4 * width / max(text_width(text), 1.0)
        if room < size:
            size = max(11.0, room)
            look = f'<w:sz w:val="{size * 2:.0f}"/><w:szCs w:val="{size * 2:.0f}"/>'
        yield replace(
            text_piece(setting, style, text, COVER, look=look), heights=(10.0,)
        )
    if not report.cover:
        return
    widths = [width * 0.26, width * 0.54]
    style = setting.ids["cover"]
    line = _RULES[0].format(_RULES[1])
    rows = "".join(
        row_xml(
            cell_xml(widths[0], paragraph(style, run(field.label)))
            + cell_xml(widths[1], paragraph(style, run(field.text)), extra=line),
            height=32,
        )
        for field in report.cover
    )
    yield Piece(
        xml=frame("", widths, rows, title=report.title, look=_NO_RULES),
        heights=(10.0,),
        section=COVER,
    )


def _chapter(
    setting: Setting, chapter: Chapter, path: tuple[int, ...], *, short: bool
) -> Iterator[Piece]:
    """A chapter or section with its heading."""
    section = section_of(setting, chapter.blocks)
    if chapter.sections and all(map(_only_text, chapter.blocks)):
        section = ""  # goes with its first section, on its side if need be
    yield heading_piece(setting, chapter.title, path)
    for index, block in enumerate(chapter.blocks):
        first = index == 0
        yield from block_pieces(block, setting, section, short=short, first=first)
    for number, inner in enumerate(chapter.sections, start=1):
        yield from _chapter(setting, inner, (*path, number), short=short)


def _letter_chapter(setting: Setting, chapter: Chapter) -> Iterator[Piece]:
    """A chapter of letters: no number, pages of its own."""
    section = next(b.id for b in chapter.blocks if isinstance(b, Letter))
    yield heading_piece(setting, chapter.title, (), section=section, level=1)
    for block in chapter.blocks:
        yield from block_pieces(block, setting, section, short=False, first=False)


def body_pieces(report: Report, setting: Setting) -> Iterator[Piece]:
    """All chapters, pictures that no chapter asks for, and the letters (正文).

    Parameters
    ----------
    report : Report
        Report.
    setting : Setting
        Words, styles, counters.

    Yields
    ------
    Piece
        In order.
    """
    letters = [c for c in report.chapters if any(map(_is_letter, c.blocks))]
    numbered = [c for c in report.chapters if c not in letters]
    for number, chapter in enumerate(numbered, start=1):
        rows = sum(
            len(block.rows)
            for inner in walk((chapter,))
            for block in inner.blocks
            if isinstance(block, Table)
        )
        yield from _chapter(setting, chapter, (number,), short=rows > setting.limit)
    left = [kind for kind in setting.pictures if kind not in setting.seen]
    if left:
        title = setting.words["docx.more_pictures"]
        yield heading_piece(setting, title, (len(numbered) + 1,))
        for index, kind in enumerate(left):
            yield from picture_pieces(setting, kind, first=index == 0)
    for chapter in letters:
        yield from _letter_chapter(setting, chapter)


def _only_text(block: object) -> bool:
    return isinstance(block, Paragraph | Items)


def _is_letter(block: object) -> bool:
    return isinstance(block, Letter)
