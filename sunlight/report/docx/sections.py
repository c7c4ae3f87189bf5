"""Sections with their paper, headers and footers (分节与页眉页脚)."""

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Protocol

from sunlight.report.content.records import Report
from sunlight.report.docx.geometry import PORTRAIT, Page, dxa
from sunlight.report.docx.markup import field, paragraph, run
from sunlight.report.docx.package import provenance_words
from sunlight.report.docx.pieces import COVER, UPRIGHT, Piece
from sunlight.report.docx.styles import NAMESPACE
from sunlight.report.fonts import text_width
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element  # type: ignore[import-untyped]

__all__ = [
    "SectionMaker",
    "own_sections",
    "page_of",
    "sections_xml",
    "turned_sections",
]


class SectionMaker(Protocol):
    """What makes the ``w:sectPr`` of a kind of section (节属性)."""

    def __call__(self, kind: str, *, last: bool) -> str:
        """XML of a section; told whether it is the last of the report."""
        ...


_OFFICE: Final = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_HEADER_EMS: Final = 34.0
_MM: Final = 25.4 / 1440  # of a twentieth of a point


def _shortened(text: str) -> str:
    """A long name as a header has it."""
    if text_width(text) <= _HEADER_EMS:
        return text
    kept = ""
    for character in text:
        if text_width(kept + character) > _HEADER_EMS - 1:
            break
        kept += character
    return f"{kept}…"


def _add_part(document: "Document", kind: str, content: str) -> str:
    """Add a header or footer; its relation id."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.oxml import parse_xml
    from docx.parts.hdrftr import FooterPart, HeaderPart

    package = document.part.package
    tag, made = ("hdr", HeaderPart) if kind == "header" else ("ftr", FooterPart)
    part = made(
        package.next_partname(f"/word/{kind}%d.xml"),
        getattr(CONTENT_TYPE, f"WML_{kind.upper()}"),
        parse_xml(f"<w:{tag} {NAMESPACE}>{content}</w:{tag}>"),
        package,
    )
    return str(document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, kind.upper())))


def _page_xml(page: Page) -> str:
    """Paper and margins."""
    turn = ' w:orient="landscape"' if page.width > page.height else ""
    return (
        f'<w:pgSz w:w="{dxa(page.width)}" w:h="{dxa(page.height)}"{turn}/>'
        f'<w:pgMar w:top="{dxa(page.top)}" w:right="{dxa(page.right)}" '
        f'w:bottom="{dxa(page.bottom)}" w:left="{dxa(page.left)}" '
        f'w:header="{dxa(min(12.0, page.top / 2))}" '
        f'w:footer="{dxa(min(9.0, page.bottom / 2))}" w:gutter="0"/>'
    )


def own_sections(
    document: "Document",
    report: Report,
    ids: dict[str, str],
    words: Texts,
    pages: dict[str, Page],
    total: int,
) -> SectionMaker:
    """What makes the sections of a document of ours (自有版式).

    Parameters
    ----------
    document : docx.document.Document
        Document; headers and footers are added to it.
    report : Report
        For the names in the headers and the provenance on the last pages.
    ids : dict of str to str
        Style ids.
    words : mapping
        Catalogue.
    pages : dict of str to Page
        Page by kind of section.
    total : int
        Number of pages shown until it is computed anew.

    Returns
    -------
    callable
        ``w:sectPr`` of a kind of section; told also whether it is the last.
    """
    line = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="3" w:color="808080"/>'
    before, rest = words["docx.page"].split("{page}")
    between, after = rest.split("{pages}")
    counted = paragraph(
        ids["footer"],
        run(before)
        + field("PAGE", "1")
        + run(between)
        + field("NUMPAGES", str(total))
        + run(after),
    )
    small = '<w:sz w:val="12"/><w:szCs w:val="12"/>'
    source = paragraph(ids["footer"], run(provenance_words(report, words), small))
    footers = {
        False: _add_part(document, "footer", counted),
        True: _add_part(document, "footer", counted + source),
    }
    headers: dict[float, str] = {}

    def header(page: Page) -> str:
        if page.text_width not in headers:
            stop = f'<w:tab w:val="right" w:pos="{dxa(page.text_width)}"/>'
            content = (
                run(_shortened(report.project))
                + "<w:r><w:tab/></w:r>"
                + run(_shortened(report.title))
            )
            headers[page.text_width] = _add_part(
                document,
                "header",
                paragraph(
                    ids["header"], content, f"{line}</w:pBdr><w:tabs>{stop}</w:tabs>"
                ),
            )
        return headers[page.text_width]

    def made(kind: str, *, last: bool) -> str:
        page = pages.get(kind, pages[UPRIGHT])
        names = ""
        if kind != COVER:
            names = (
                f'<w:headerReference w:type="default" r:id="{header(page)}"/>'
                f'<w:footerReference w:type="default" r:id="{footers[last]}"/>'
            )
        return (
            f'<w:sectPr {NAMESPACE} {_OFFICE}>{names}<w:type w:val="nextPage"/>'
            f"{_page_xml(page)}</w:sectPr>"
        )

    return made


def page_of(section: "_Element") -> Page:
    """Page of a ``w:sectPr`` (版面), A4 upright where it does not say.

    Parameters
    ----------
    section : lxml element
        ``w:sectPr``.

    Returns
    -------
    Page
        In mm.
    """
    from docx.oxml.ns import qn

    size, margin = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))

    def told(element: "_Element | None", name: str, usual: float) -> float:
        text = None if element is None else element.get(qn(f"w:{name}"))
        try:
            return usual if text is None else abs(float(text)) * _MM
        except ValueError:
            return usual

    return Page(
        width=told(size, "w", PORTRAIT.width),
        height=told(size, "h", PORTRAIT.height),
        top=told(margin, "top", PORTRAIT.top),
        bottom=told(margin, "bottom", PORTRAIT.bottom),
        left=told(margin, "left", PORTRAIT.left) + told(margin, "gutter", 0.0),
        right=told(margin, "right", PORTRAIT.right),
    )


def turned_sections(base: "_Element", pages: dict[str, Page]) -> SectionMaker:
    """What makes sections like one of a template, upright or on their side (沿用版式).

    Parameters
    ----------
    base : lxml element
        ``w:sectPr`` of the template.
    pages : dict of str to Page
        Page by kind of section.

    Returns
    -------
    callable
        ``w:sectPr`` of a kind of section, headers and footers those of the template.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn
    from lxml import etree  # type: ignore[import-untyped]

    def made(kind: str, *, last: bool) -> str:
        section = copy.deepcopy(base)
        for name in ("w:type", "w:pgSz", "w:pgMar", "w:titlePg", "w:pgNumType"):
            for element in section.findall(qn(name)):
                section.remove(element)
        paper = parse_xml(
            f'<w:sectPr {NAMESPACE}><w:type w:val="nextPage"/>'
            f"{_page_xml(pages.get(kind, pages[UPRIGHT]))}</w:sectPr>"
        )
        at = sum(
            child.tag.endswith(("Reference", "footnotePr", "endnotePr"))
            for child in section
        )
        for offset, element in enumerate(list(paper)):
            section.insert(at + offset, element)
        xml: str = etree.tostring(section, encoding="unicode")
        return xml

    return made


def sections_xml(
    sections: Sequence[tuple[str, Sequence[Piece]]],
    section_xml: SectionMaker,
    *,
    closed: bool,
) -> str:
    """Markup of all pieces, each section ended by its page (各节标记).

    Parameters
    ----------
    sections : sequence of (str, sequence of Piece)
        Sections in order.
    section_xml : callable
        ``w:sectPr`` by kind, and whether it is the last.
    closed : bool
        Whether the last section ends here; otherwise it takes the ``w:sectPr`` that
        follows in the document.

    Returns
    -------
    str
        XML of block elements.
    """
    parts: list[str] = []
    for index, (kind, pieces) in enumerate(sections):
        last = index == len(sections) - 1
        inside = [piece.xml for piece in pieces]
        if not last or closed:
            inside[-1] = _ended(inside[-1], section_xml(kind, last=last))
        parts += inside
    return "".join(parts)


def _ended(piece: str, section: str) -> str:
    """The last piece of a section with its ``w:sectPr``.

    It goes into the last paragraph: one more would make an empty page where the page is
    full.
    """
    at = piece.rfind("</w:p>")
    begin = max(piece.rfind("<w:p>", 0, at), piece.rfind("<w:p ", 0, at))
    close = piece.find("</w:pPr>", begin)
    if begin < 0 or at + len("</w:p>") != len(piece) or close < 0:
        spacing = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        return f"{piece}<w:p><w:pPr>{spacing}{section}</w:pPr></w:p>"
    return f"{piece[:close]}{section}{piece[close:]}"
