"""Letters of commitment, in our words or on a form of the user's own (承诺书)."""

from collections.abc import Iterator

from sunlight.report.content.records import Letter
from sunlight.report.docx.markup import blank, paragraph, run
from sunlight.report.docx.pieces import Piece
from sunlight.report.docx.setting import Setting, space, text_piece
from sunlight.report.docx.signing import is_date

__all__ = ["letter_pieces"]


def letter_pieces(letter: Letter, setting: Setting) -> Iterator[Piece]:
    """A letter with a line that says whose wording it is (承诺书).

    Parameters
    ----------
    letter : Letter
        Letter of the record.
    setting : Setting
        Words, styles, and the forms that take the place of letters.

    Yields
    ------
    Piece
        In a section of the letter's own.
    """
    words, ids, section = setting.words, setting.ids, letter.id
    form = setting.forms.get(letter.id)
    if form is not None:
        said = words["docx.template_letter"].format(name=form.name, sha256=form.sha256)
        yield text_piece(setting, "table_note", said, section)
        yield Piece(xml=form.xml, heights=(500.0,), section=section)
        return
    yield text_piece(setting, "table_note", words["docx.own_letter"], section)
    yield text_piece(setting, "letter_title", letter.title, section)
    flush = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    colon = words["docx.colon"].strip()
    if letter.addressee:
        to = letter.addressee.rstrip("：: ") + colon
        yield text_piece(setting, "letter", to, section, properties=flush)
    for text in letter.paragraphs:
        yield text_piece(setting, "letter", text, section)
    width = setting.width(section)
    # the lines to be signed stand on the right half and stay together on a page
    aside = f'<w:ind w:left="{width * 20 * 0.42:.0f}"/>'
    for index, field in enumerate(letter.signature):
        last = index == len(letter.signature) - 1
        before = '<w:spacing w:before="480"/>' if index == 0 else ""
        label = field.label.rstrip("：: ") + words["docx.colon"]
        empty = run(words["docx.signed_on"]) if is_date(label, words) else blank(11)
        content = run(label) + (run(field.text) if field.text else empty)
        yield Piece(
            xml=paragraph(
                ids["letter_line"],
                content,
                f"{'' if last else '<w:keepNext/>'}{before}{aside}",
            ),
            heights=(space("letter_line", label, width) + (24 if before else 0),),
            section=section,
            keep=not last,
        )
