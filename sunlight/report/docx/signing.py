"""The frame to be signed and sealed (签署栏)."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from sunlight.report.content.records import Blanks, Field
from sunlight.report.docx.markup import blank, paragraph, run
from sunlight.report.docx.pieces import Piece
from sunlight.report.docx.setting import Setting
from sunlight.report.docx.tables import cell_xml, frame, kept, row_xml
from sunlight.report.texts import Texts

__all__ = ["is_date", "signing_piece"]

_HEIGHTS: Final = {"seal": 125.0, "person": 66.0, "date": 26.0}
"""Heights of the cells; a seal has a diameter of 42 mm. [pt]"""


def is_date(label: str, words: Texts) -> bool:
    """Whether a label asks for a date (日期栏).

    Parameters
    ----------
    label : str
        Label.
    words : mapping
        Catalogue.

    Returns
    -------
    bool
        True for such as 日期.
    """
    return label.lower().strip("：: ").endswith(words["docx.date_word"])


def _kind(label: str, words: Texts) -> str:
    """What is put into a cell: a seal, a signature or a date."""
    if is_date(label, words):
        return "date"
    return "seal" if words["docx.seal_word"] in label.lower() else "person"


def _content(cell: Field, kind: str, setting: Setting) -> str:
    """Paragraphs of a cell."""
    words, style = setting.words, setting.ids["signing"]
    label = run(cell.label.rstrip("：: ") + words["docx.colon"])
    day = run(words["docx.signed_on"])
    if kind == "date":
        return paragraph(style, label + (run(cell.text) if cell.text else day))
    name = run(cell.text) if cell.text else ("" if kind == "seal" else blank(8))
    right = '<w:jc w:val="right"/>'
    first = paragraph(style, label + name)
    if kind == "seal":
        return first + paragraph(style, "") * 3 + paragraph(style, day, right)
    signed = run(words["docx.sign"]) + blank(10)
    return first + paragraph(style, signed) + paragraph(style, day, right)


def _rows(block: Blanks, setting: Setting, width: float) -> Iterator[tuple[str, float]]:
    """Rows of two cells of a kind, or of one across; XML and height."""
    kinds = groupby(block.cells, key=lambda cell: _kind(cell.label, setting.words))
    for kind, group in kinds:
        cells = list(group)
        for start in range(0, len(cells), 2):
            pair = cells[start : start + 2]
            extra = "" if len(pair) == 2 else '<w:gridSpan w:val="2"/>'
            inside = "".join(
                cell_xml(
                    2 * width / len(pair), _content(cell, kind, setting), extra=extra
                )
                for cell in pair
            )
            yield row_xml(inside, height=_HEIGHTS[kind]), _HEIGHTS[kind]


def signing_piece(block: Blanks, setting: Setting, section: str) -> Piece | None:
    """The frame as a table, with room for seals (签署栏).

    Parameters
    ----------
    block : Blanks
        Who signs.
    setting : Setting
        Words and styles.
    section : str
        Kind of section.

    Returns
    -------
    Piece or None
        None where nobody signs.
    """
    width = setting.width(section) / 2
    rows = list(_rows(block, setting, width))
    if not rows:
        return None
    # no seal on a page of its own: each row stays with the next
    *upper, last = (row for row, _ in rows)
    xml = kept("".join(upper)) + last
    return Piece(
        xml=frame(setting.ids["table"], [width, width], xml, title=""),
        heights=(sum(height for _, height in rows),),
        section=section,
    )
