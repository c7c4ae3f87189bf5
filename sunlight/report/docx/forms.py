"""A filled form becomes part of the report with its own look (套入承诺书模板)."""

import copy
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from sunlight.errors import InputError
from sunlight.report.docx.geometry import Page
from sunlight.report.docx.sections import page_of

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element  # type: ignore[import-untyped]

__all__ = ["form_content"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_USED: Final = (f"{_W}pStyle", f"{_W}rStyle", f"{_W}tblStyle")
_LINKS: Final = (f"{_W}basedOn", f"{_W}link", f"{_W}next")
_DROPPED: Final = (
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "proofErr",
)
_REFUSED: Final = {
    "footnoteReference": "footnotes",
    "endnoteReference": "endnotes",
    "object": "embedded objects",
    "altChunk": "other documents",
    "ins": "tracked changes",
    "del": "tracked changes",
}
_THEMES: Final = {
    "asciiTheme": ("ascii", "latin"),
    "hAnsiTheme": ("hAnsi", "latin"),
    "eastAsiaTheme": ("eastAsia", "ea"),
    "cstheme": ("cs", "cs"),
}


def form_content(
    target: "Document", form: "Document", *, number: int, where: str, name: str
) -> tuple[str, Page]:
    """Content of a form, its styles, lists and pictures carried over (套用表单).

    Parameters
    ----------
    target : docx.document.Document
        Document that takes it in; styles, numberings and pictures are added.
    form : docx.document.Document
        Filled form; it is used up.
    number : int
        Of the form, for names that are not taken.
    where, name : str
        What it was given as, and the name of its file, for messages.

    Returns
    -------
    (str, Page)
        XML of its block elements, and its page; its headers and footers are left.

    Raises
    ------
    InputError
        If it holds what cannot be carried over, such as footnotes.
    """
    from lxml import etree  # type: ignore[import-untyped]

    body = form.element.body
    final = body.find(f"{_W}sectPr")
    page = page_of(etree.Element(f"{_W}sectPr") if final is None else final)
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or not element.tag.startswith(_W):
            continue
        local = element.tag[len(_W) :]
        if local in _REFUSED:
            raise InputError(
                f"the template {name!r} holds {_REFUSED[local]}, which a letter cannot "
                "take over; accept changes, and write plain text, tables and pictures",
                where=where,
                value=name,
            )
        if local in (*_DROPPED, "sectPr"):
            element.getparent().remove(element)
    styles = _carry_styles(target, form, f"Form{number}")
    _carry_numbering(target, form, styles)
    _carry_parts(target, form, number, where, name)
    return "".join(etree.tostring(e, encoding="unicode") for e in body), page


def _theme_fonts(form: "Document") -> dict[tuple[str, str], str]:
    """Fonts of the theme, by major or minor and script."""
    from lxml import etree

    found: dict[tuple[str, str], str] = {}
    for rel in form.part.rels.values():
        if rel.is_external or not rel.reltype.endswith("/theme"):
            continue
        root = etree.fromstring(rel.target_part.blob)
        for size in ("major", "minor"):
            fonts = root.find(f".//{_A}{size}Font")
            for child in () if fonts is None else fonts:
                script = etree.QName(child).localname
                if child.get("script") == "Hans" and not found.get((size, "ea")):
                    script = "ea"
                if child.get("typeface"):
                    found[size, script] = child.get("typeface")
    return found


def _settle_fonts(element: "_Element", fonts: dict[tuple[str, str], str]) -> None:
    """Name the fonts that a theme of the form stands for."""
    for rfonts in element.iter(f"{_W}rFonts"):
        for theme, (plain, script) in _THEMES.items():
            told = rfonts.attrib.pop(f"{_W}{theme}", None)
            if told is None:
                continue
            usual = "宋体" if script == "ea" else "Times New Roman"
            font = fonts.get(("major" if told.startswith("major") else "minor", script))
            rfonts.set(f"{_W}{plain}", font or usual)


def _carry_styles(
    target: "Document", form: "Document", prefix: str
) -> "list[_Element]":
    """Copy the styles the form uses, under names of their own."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    root, body = form.styles.element, form.element.body
    fonts = _theme_fonts(form)
    styles = {s.get(f"{_W}styleId"): s for s in root.iterchildren(f"{_W}style")}
    usual = {
        s.get(f"{_W}type"): key
        for key, s in styles.items()
        if s.get(f"{_W}default") in ("1", "true", "on")
    }
    if "paragraph" not in usual:
        normal = parse_xml(
            f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="Usual">'
            '<w:name w:val="Usual"/></w:style>'
        )
        styles["Usual"], usual["paragraph"] = normal, "Usual"
    for paragraph in body.iter(f"{_W}p"):
        properties = paragraph.get_or_add_pPr()
        if properties.find(f"{_W}pStyle") is None:
            properties.style = usual["paragraph"]
    _settle_fonts(body, fonts)
    wanted = [e.get(f"{_W}val") for e in body.iter(*_USED)]
    carried: dict[str, _Element] = {}
    while wanted:
        key = wanted.pop()
        if key in carried or key not in styles:
            continue
        carried[key] = copy.deepcopy(styles[key])
        wanted += [e.get(f"{_W}val") for e in carried[key].iter(*_LINKS)]
    for key, style in carried.items():
        style.set(f"{_W}styleId", prefix + key)
        style.attrib.pop(f"{_W}default", None)
        style.set(f"{_W}customStyle", "1")
        # its headings are none of the report's
        for child in (*style.iter(f"{_W}aliases"), *style.iter(f"{_W}outlineLvl")):
            child.getparent().remove(child)
        named = style.find(f"{_W}name")
        named.set(f"{_W}val", f"{prefix} {named.get(f'{_W}val')}")
        if style.find(f"{_W}basedOn") is None and style.get(f"{_W}type") == "paragraph":
            _add_defaults(style, root.find(f"{_W}docDefaults"))
        for link in style.iter(*_LINKS):
            link.set(f"{_W}val", prefix + link.get(f"{_W}val", ""))
        _settle_fonts(style, fonts)
        target.styles.element.append(style)
    for element in body.iter(*_USED):
        if element.get(f"{_W}val") in carried:
            element.set(f"{_W}val", prefix + element.get(f"{_W}val"))
    return list(carried.values())


def _add_defaults(style: "_Element", defaults: "_Element | None") -> None:
    """Give a style what the form takes for granted, where it does not say itself."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    plain = parse_xml(
        f'<w:style {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0" '
        'w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:rFonts '
        'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
        '<w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>'
    )
    given = {
        f"{_W}{kind}": None if defaults is None else defaults.find(f".//{_W}{kind}")
        for kind in ("pPr", "rPr")
    }
    for kind, told in given.items():
        merged = plain.find(kind)
        own = style.find(kind)
        for source in (told, own):
            for child in () if source is None else source:
                old = merged.find(child.tag)
                if old is not None:
                    merged.remove(old)
                merged.append(copy.deepcopy(child))
        _sort(merged)
        if own is not None:
            style.remove(own)
        style.append(merged)


_ORDER: Final = (
    *("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku"),
    *("wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN"),
    *("bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing"),
    *("mirrorIndents", "jc", "textDirection", "textAlignment", "outlineLvl"),
    *("rFonts", "b", "bCs", "i", "iCs", "caps", "color", "kern", "sz", "szCs", "u"),
    *("lang", "eastAsianLayout"),
)


def _sort(properties: "_Element") -> None:
    """Put properties in the order that the schema wants."""
    place = {f"{_W}{name}": index for index, name in enumerate(_ORDER)}
    properties[:] = sorted(properties, key=lambda e: place.get(e.tag, len(_ORDER)))


def _carry_numbering(
    target: "Document", form: "Document", styles: "list[_Element]"
) -> None:
    """Copy the lists the form uses behind those of the document."""
    used = [e for root in (form.element.body, *styles) for e in root.iter(f"{_W}numId")]
    lists = [r.target_part for r in form.part.rels.values() if _is(r, "/numbering")]
    ours = [r.target_part for r in target.part.rels.values() if _is(r, "/numbering")]
    if not used or not lists or not ours:
        return
    source, root = lists[0].element, ours[0].element
    abstracts = {
        e.get(f"{_W}abstractNumId"): e for e in source.iter(f"{_W}abstractNum")
    }
    nums = {e.get(f"{_W}numId"): e for e in source.findall(f"{_W}num")}
    ids = [int(e.get(f"{_W}numId")) for e in root.findall(f"{_W}num")]
    kinds = [int(e.get(f"{_W}abstractNumId")) for e in root.findall(f"{_W}abstractNum")]
    known: dict[str, str] = {}
    for element in used:
        key = element.get(f"{_W}val")
        if key in nums and key not in known:
            num = copy.deepcopy(nums[key])
            kind = num.find(f"{_W}abstractNumId")
            abstract = copy.deepcopy(abstracts[kind.get(f"{_W}val")])
            ids.append(max(ids, default=0) + 1)
            kinds.append(max(kinds, default=0) + 1)
            known[key] = str(ids[-1])
            num.set(f"{_W}numId", known[key])
            kind.set(f"{_W}val", str(kinds[-1]))
            abstract.set(f"{_W}abstractNumId", str(kinds[-1]))
            for link in (*abstract.iter(f"{_W}nsid"), *abstract.iter(f"{_W}pStyle")):
                link.getparent().remove(link)
            root.findall(f"{_W}abstractNum")[-1].addnext(abstract)
            root.findall(f"{_W}num")[-1].addnext(num)
        element.set(f"{_W}val", known.get(key, "0"))


def _is(relation: object, ending: str) -> bool:
    """Whether a relation leads to a part of a kind."""
    kind, outside = (
        getattr(relation, "reltype", ""),
        getattr(relation, "is_external", 1),
    )
    return kind.endswith(ending) and not outside


def _links(body: "_Element") -> Iterator[tuple["_Element", str, str]]:
    """Elements that lead to other parts, with the attribute and the relation id."""
    for element in body.iter():
        for key, value in list(element.attrib.items()):
            if key.startswith(_R):
                yield element, key, value


def _carry_parts(
    target: "Document", form: "Document", number: int, where: str, name: str
) -> None:
    """Relate the document to the pictures and links of the form."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    known: dict[str, str] = {}
    for element, key, identity in _links(form.element.body):
        relation = form.part.rels.get(identity)
        if relation is None:
            continue
        if identity not in known and relation.is_external:
            known[identity] = target.part.relate_to(
                relation.target_ref, relation.reltype, is_external=True
            )
        elif identity not in known and relation.reltype.endswith("/image"):
            image = relation.target_part
            uri = PackURI(
                f"/word/media/form{number}-{len(known) + 1}.{image.partname.ext}"
            )
            copied = Part(uri, image.content_type, image.blob, target.part.package)
            known[identity] = target.part.relate_to(copied, relation.reltype)
        elif identity not in known:
            kind = relation.reltype.rpartition("/")[2]
            raise InputError(
                f"the template {name!r} holds a {kind}, which a letter cannot take "
                "over; write plain text, tables and pictures",
                where=where,
                value=name,
            )
        element.set(key, known[identity])
