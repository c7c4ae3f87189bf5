"""Table of contents, filled in already (目录)."""

from collections.abc import Sequence

from sunlight.report.docx.markup import attribute, field, paragraph, run
from sunlight.report.docx.pieces import UPRIGHT, Entry, Piece
from sunlight.report.docx.setting import Setting
from sunlight.report.docx.styles import NAMESPACE, SIZES

__all__ = ["contents_piece", "listed"]

_MANY = 90
"""With more headings than this only chapters are listed."""


def listed(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Headings that the table of contents has (列入目录的标题).

    Parameters
    ----------
    entries : sequence of Entry
        All headings.

    Returns
    -------
    tuple of Entry
        Of the first two levels, or of the first where those are too many.
    """
    two = tuple(entry for entry in entries if entry.level <= 2)
    one = tuple(entry for entry in entries if entry.level == 1)
    return two if len(two) <= _MANY else one


def contents_piece(
    setting: Setting, entries: Sequence[Entry], pages: dict[str, int]
) -> Piece:
    """The table of contents as a field whose result stands already (目录).

    Page numbers are fields as well: they show the estimate until a word processor lays
    the pages out (when fields are updated, printed or turned to PDF). No request to
    update fields is put into the document, since Word asks its reader about it.

    Parameters
    ----------
    setting : Setting
        Words and styles.
    entries : sequence of Entry
        Headings to be listed, at least one.
    pages : dict of str to int
        Page by bookmark; empty while they are not known.

    Returns
    -------
    Piece
        Heading and lines.
    """
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    levels = max(entry.level for entry in entries)
    code = (
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{levels}" \\h \\z '
        "</w:instrText></w:r>"
    )
    rows = []
    for index, entry in enumerate(entries):
        page = str(pages.get(entry.bookmark, 1))
        target = field(f"PAGEREF {entry.bookmark} \\h", page)
        content = (
            f"<w:hyperlink w:anchor={attribute(entry.bookmark)} "
            f'w:history="1">{run(entry.text)}<w:r><w:tab/></w:r>{target}</w:hyperlink>'
        )
        if index == 0:
            content = mark.format("begin") + code + mark.format("separate") + content
        if index == len(entries) - 1:
            content += mark.format("end")
        rows.append(paragraph(setting.ids[f"toc{entry.level}"], content))
    title = paragraph(setting.ids["toc_title"], run(setting.words["docx.contents"]))
    heights = [SIZES["toc_title"].line + SIZES["toc_title"].after]
    heights += [SIZES[f"toc{entry.level}"].line for entry in entries]
    return Piece(
        xml=f"<w:sdt {NAMESPACE}><w:sdtPr><w:docPartObj>"
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{title}{''.join(rows)}"
        "</w:sdtContent></w:sdt>",
        heights=tuple(heights),
        section=UPRIGHT,
    )
