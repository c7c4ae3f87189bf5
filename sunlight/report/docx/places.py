"""Where the report goes: a document of ours, or a place in a template (写入位置)."""

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sunlight.errors import InputError
from sunlight.report.docx.filling import BODY_MARK, CONTENTS_MARK
from sunlight.report.docx.geometry import LANDSCAPE, PLATE, PORTRAIT, Page
from sunlight.report.docx.package import PLACE, blank_document
from sunlight.report.docx.pieces import COVER, FIGURE, UPRIGHT, WIDE
from sunlight.report.docx.sections import SectionMaker, page_of, turned_sections
from sunlight.report.docx.styles import NAMESPACE
from sunlight.rules import Language

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element  # type: ignore[import-untyped]

__all__ = ["Place", "own_place", "put_contents", "settle_place", "template_place"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """A document and the place in it that the report takes (写入位置).

    Parameters
    ----------
    document : docx.document.Document
        Document.
    mark : lxml element
        Child of the body in front of which the report goes.
    end : lxml element
        ``w:sectPr`` that holds for what is written last, if nothing follows.
    pages : dict of str to Page
        Page by kind of section.
    section_xml : callable or None
        Makes sections like those of a template; None for a document of ours.
    contents : lxml element or None
        In front of it goes the table of contents; None for in front of the chapters.
    covered : bool
        Whether there is a cover already.
    closed : bool
        Whether more follows.
    before : int
        Estimated pages in front.
    """

    document: "Document"
    mark: "_Element"
    end: "_Element"
    pages: dict[str, Page]
    section_xml: SectionMaker | None = None
    contents: "_Element | None" = None
    covered: bool = False
    closed: bool = False
    before: int = 0


def own_place(lang: Language) -> Place:
    """An empty document of ours (自有文档).

    Parameters
    ----------
    lang : {'zh', 'en'}
        Language.

    Returns
    -------
    Place
        Its whole body.
    """
    document = blank_document(lang)
    end = document.element.body.sectPr
    pages = {COVER: PORTRAIT, UPRIGHT: PORTRAIT, WIDE: LANDSCAPE, FIGURE: PLATE}
    return Place(document=document, mark=end, end=end, pages=pages)


def template_place(document: "Document", *, where: str, name: str) -> Place:
    """The place for the report in a filled template (模板中的位置).

    Parameters
    ----------
    document : docx.document.Document
        Filled template.
    where, name : str
        What it was given as, and the name of its file, for messages.

    Returns
    -------
    Place
        At the field ``body``, otherwise at the end.

    Raises
    ------
    InputError
        If a field that takes a paragraph does not stand alone, or stands twice.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    body = document.element.body
    final = body.find(qn("w:sectPr"))
    if final is None:
        final = parse_xml(f"<w:sectPr {NAMESPACE}/>")
        body.append(final)
    mark = _lone(body, BODY_MARK, "body", where, name)
    contents = _lone(body, CONTENTS_MARK, "contents", where, name)
    if contents is None:
        contents = _replaced_contents(body)
    if mark is None:
        mark = final
    covered = any(_says_something(e) for e in mark.itersiblings(preceding=True))
    closed = any(
        _says_something(e) for e in mark.itersiblings() if e.tag != qn("w:sectPr")
    )
    following = (
        e for s in (mark, *mark.itersiblings()) for e in s.iter(qn("w:sectPr"))
    )
    end = next(following, final)
    upright = page_of(end)
    if upright.width > upright.height:
        upright = upright.turned
    wide = upright.turned
    before = 0
    pages = {COVER: upright, UPRIGHT: upright, WIDE: wide, FIGURE: wide}
    section_xml = turned_sections(end, pages)
    if covered and not _ends_section(mark):
        # what stands in front keeps its section, title page included
        first = parse_xml(f"<w:p {NAMESPACE}><w:pPr/></w:p>")
        first.pPr.append(copy.deepcopy(end))
        mark.addprevious(first)
    if covered:
        front = list(mark.itersiblings(preceding=True))
        before = sum(len(list(e.iter(qn("w:sectPr")))) for e in front)
        before += sum(
            br.get(qn("w:type")) == "page" for e in front for br in e.iter(qn("w:br"))
        )
    return Place(
        document=document,
        mark=mark,
        end=end,
        pages=pages,
        section_xml=section_xml,
        contents=contents,
        covered=covered,
        closed=closed,
        before=before,
    )


def put_contents(mark: "_Element", xml: str) -> None:
    """Put the table of contents in front of an element (写入目录).

    Its heading is left out where the template has one right in front of the place.

    Parameters
    ----------
    mark : lxml element
        Paragraph of the template that it takes the place of.
    xml : str
        Table of contents.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    contents = parse_xml(xml)
    heading = next(contents.iter(qn("w:p")))
    front = (e for e in mark.itersiblings(preceding=True) if _says_something(e))
    if "".join(_text(next(front, mark)).split()) == "".join(_text(heading).split()):
        heading.getparent().remove(heading)
    mark.addprevious(contents)
    mark.getparent().remove(mark)


def settle_place(place: Place, section: str | None) -> None:
    """Mark where the report goes, and let the last section be its last one (收尾).

    Parameters
    ----------
    place : Place
        Place that is to be written to.
    section : str or None
        ``w:sectPr`` of the last section; None if nothing was written.
    """
    from docx.oxml import parse_xml
    from lxml import etree  # type: ignore[import-untyped]

    place.mark.addprevious(etree.Comment(PLACE))
    if section is not None and not place.closed:
        last = parse_xml(section)
        place.end.getparent().replace(place.end, last)
    if place.mark is not place.end:
        place.mark.getparent().remove(place.mark)


def _text(element: "_Element") -> str:
    from docx.oxml.ns import qn

    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def _says_something(element: "_Element") -> bool:
    """Whether an element shows text or a picture, other than our marks."""
    from docx.oxml.ns import qn

    text = _text(element).strip()
    if text in (BODY_MARK, CONTENTS_MARK):
        return False
    return bool(text) or any(True for _ in element.iter(qn("w:drawing"), qn("w:pict")))


def _ends_section(mark: "_Element") -> bool:
    """Whether a section ends right in front of an element."""
    from docx.oxml.ns import qn

    previous = mark.getprevious()
    return previous is not None and any(True for _ in previous.iter(qn("w:sectPr")))


def _lone(
    body: "_Element", text: str, field: str, where: str, name: str
) -> "_Element | None":
    """Paragraph of the body that is nothing but a mark; None if there is none."""
    from docx.oxml.ns import qn

    found = [p for p in body.iter(qn("w:p")) if text in _text(p)]
    if not found:
        return None
    alone = found[0].getparent() is body and _text(found[0]).strip() == text
    if len(found) > 1 or not alone or found[0].find(f".//{qn('w:sectPr')}") is not None:
        field = "{{ " + field + " }}"
        raise InputError(
            f"the template {name!r}: {field} takes a paragraph to itself, once, "
            "outside of tables and text boxes and not the last of a section; move it",
            where=where,
            value=field,
        )
    return found[0]


def _replaced_contents(body: "_Element") -> "_Element | None":
    """Take a table of contents out of a template; what stands in its place."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    depth = 0
    inside: list[_Element] = []
    for child in list(body):
        begins = any(
            (code.text or "").strip().startswith("TOC")
            for code in child.iter(qn("w:instrText"))
        )
        if not inside and not begins:
            continue
        inside.append(child)
        for mark in child.iter(qn("w:fldChar")):
            kind = mark.get(qn("w:fldCharType"))
            depth += {"begin": 1, "end": -1}.get(kind, 0)
        if depth <= 0:
            break
    if not inside or any(e.tag == qn("w:sectPr") for e in inside):
        return None
    place = parse_xml(f"<w:p {NAMESPACE}/>")
    inside[0].addprevious(place)
    for child in inside:
        body.remove(child)
    return place
