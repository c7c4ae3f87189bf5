"""Styles of the document, made here or found in a template (样式)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sunlight.report.docx.markup import attribute
from sunlight.rules import Language

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["NAMESPACE", "SIZES", "Look", "default_styles", "style_ids"]

NAMESPACE: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
)
_BODY: Final = ("Times New Roman", "宋体")
_HEAD: Final = ("Arial", "黑体")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a paragraph style looks (段落样式).

    Parameters
    ----------
    name : str
        Of the style; the built-in ones are shown in the language of the program.
    size, line : float
        Size of type and distance of lines; line 0 is single spacing. [pt]
    before, after : float
        Space above and below. [pt]
    head : bool
        Set in the type of headings.
    bold : bool
        Bold.
    align : str
        ``left``, ``right``, ``center`` or ``both``.
    indent : float
        Indent of the first line, in characters; negative ones hang.
    level : int
        Outline level, or 0.
    keep : bool
        Stays with the next paragraph.
    colour : str
        Hexadecimal, or empty.
    extra : str
        Further ``w:pPr``, in front of the spacing.
    """

    name: str
    size: float = 10.5
    line: float = 18.0
    before: float = 0.0
    after: float = 0.0
    head: bool = False
    bold: bool = False
    align: str = "left"
    indent: float = 0.0
    level: int = 0
    keep: bool = False
    colour: str = ""
    extra: str = ""


_BAR: Final = (
    '<w:pBdr><w:left w:val="single" w:sz="12" w:space="6" w:color="808080"/></w:pBdr>'
)


_TIGHT: Final = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
"""No white between Chinese and Latin: it would not be in the widths of columns."""


def _tabs(position: float) -> str:
    """A tab stop at the right with dots, in points."""
    return (
        f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{round(position * 20)}"/>'
        "</w:tabs>"
    )


SIZES: Final[Mapping[str, Look]] = {
    "heading1": Look(
        name="heading 1",
        size=15,
        line=24,
        before=14,
        after=6,
        head=True,
        level=1,
        keep=True,
    ),
    "heading2": Look(
        name="heading 2",
        size=12,
        line=20,
        before=8,
        after=4,
        head=True,
        level=2,
        keep=True,
    ),
    "heading3": Look(
        name="heading 3",
        size=10.5,
        line=18,
        before=6,
        after=2,
        head=True,
        level=3,
        keep=True,
    ),
    "text": Look(name="Sunlight Text", after=3, align="both", indent=2),
    "item": Look(name="Sunlight Item", after=2, align="both"),
    "note": Look(
        name="Sunlight Note", size=9, line=14, after=4, colour="404040", extra=_BAR
    ),
    "caption": Look(
        name="caption",
        size=9,
        line=15,
        before=6,
        after=2,
        head=True,
        align="center",
        keep=True,
    ),
    "figure": Look(name="Sunlight Figure", line=0, before=4, align="center", keep=True),
    "figure_caption": Look(
        name="Sunlight Figure Caption",
        size=9,
        line=15,
        after=8,
        head=True,
        align="center",
    ),
    "table_head": Look(
        name="Sunlight Table Head", size=8, line=11, head=True, align="center"
    ),
    "table_text": Look(name="Sunlight Table Text", size=8, line=11),
    "table_number": Look(name="Sunlight Table Number", size=8, line=11, align="right"),
    "table_center": Look(name="Sunlight Table Centre", size=8, line=11, align="center"),
    "table_group": Look(
        name="Sunlight Table Group", size=8, line=11, head=True, keep=True
    ),
    "table_note": Look(
        name="Sunlight Table Note",
        size=7.5,
        line=11,
        before=2,
        after=8,
        colour="404040",
    ),
    "datum": Look(name="Sunlight Datum", size=9, line=14),
    "signing": Look(name="Sunlight Signing", size=10.5, line=20),
    "title": Look(
        name="Sunlight Cover Title",
        size=28,
        line=0,
        before=130,
        after=20,
        head=True,
        align="center",
    ),
    "project": Look(
        name="Sunlight Cover Project",
        size=18,
        line=0,
        before=6,
        after=90,
        head=True,
        align="center",
    ),
    "cover": Look(name="Sunlight Cover", size=13, line=22),
    "letter_title": Look(
        name="Sunlight Letter Title",
        size=18,
        line=30,
        before=18,
        after=18,
        head=True,
        align="center",
    ),
    "letter": Look(name="Sunlight Letter", size=12, line=25, align="both", indent=2),
    "letter_line": Look(name="Sunlight Letter Line", size=12, line=30),
    "toc_title": Look(
        name="TOC Heading",
        size=16,
        line=30,
        after=10,
        head=True,
        align="center",
        keep=True,
    ),
    "toc1": Look(name="toc 1", size=10.5, line=18, extra=_tabs(467)),
    "toc2": Look(name="toc 2", size=9.5, line=15, extra=_tabs(467)),
    "header": Look(name="header", size=8.5, line=12, colour="404040"),
    "footer": Look(name="footer", size=8.5, line=12, align="center", colour="404040"),
}
"""Paragraph styles by what they are for."""

_TABLE: Final = "Sunlight Table"


def _fonts(pair: tuple[str, str], lang: Language) -> str:
    latin, chinese = pair
    hint = ' w:hint="eastAsia"' if lang == "zh" else ""
    return (
        f'<w:rFonts{hint} w:ascii="{latin}" w:hAnsi="{latin}" '
        f'w:eastAsia="{chinese}" w:cs="{latin}"/>'
    )


def _paragraph_style(key: str, look: Look, lang: Language) -> str:
    indent = look.indent if lang == "zh" else 0
    spacing = f'<w:spacing w:before="{look.before * 20:.0f}" '
    spacing += f'w:after="{look.after * 20:.0f}" w:line="{look.line * 20 or 240:.0f}" '
    spacing += f'w:lineRule="{"exact" if look.line else "auto"}"/>'
    if key == "toc2":
        ind = '<w:ind w:left="420"/>'
    elif indent:
        ind = f'<w:ind w:firstLineChars="{indent * 100:.0f}" '
        ind += f'w:firstLine="{indent * look.size * 20:.0f}"/>'
    else:
        ind = ""
    outline = f'<w:outlineLvl w:val="{look.level - 1}"/>' if look.level else ""
    own = int(look.name.startswith("Sunlight"))
    return (
        f'<w:style w:type="paragraph" w:customStyle="{own}"'
        f' w:styleId="{_style_id(look.name)}"><w:name w:val={attribute(look.name)}/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        f"{'<w:keepNext/>' if look.keep else ''}"
        f"{'<w:keepLines/>' if look.level else ''}{look.extra}"
        f"{_TIGHT if key.startswith('table') else ''}"
        f'<w:snapToGrid w:val="0"/>{spacing}{ind}<w:jc w:val="{look.align}"/>{outline}'
        f"</w:pPr><w:rPr>{_fonts(_HEAD if look.head else _BODY, lang)}"
        f"{'<w:b/>' if look.bold else ''}"
        f"{f'<w:color w:val={look.colour!r}/>' if look.colour else ''}"
        f'<w:sz w:val="{look.size * 2:.0f}"/><w:szCs w:val="{look.size * 2:.0f}"/>'
        "</w:rPr></w:style>"
    ).replace("'", '"')


def _style_id(name: str) -> str:
    """Id of a style made here."""
    return "".join(part[:1].upper() + part[1:] for part in name.split())


def _table_style() -> str:
    thin = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="595959"/>'
        for side, size in (
            ("top", 8),
            ("left", 8),
            ("bottom", 8),
            ("right", 8),
            ("insideH", 4),
            ("insideV", 4),
        )
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{_style_id(_TABLE)}">'
        f'<w:name w:val="{_TABLE}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{thin}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="15" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
        '<w:bottom w:w="15" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )


def default_styles(lang: Language) -> str:
    """Part ``styles.xml`` of a document of ours (默认样式).

    Parameters
    ----------
    lang : {'zh', 'en'}
        Language of the text.

    Returns
    -------
    str
        XML.
    """
    tag = "zh-CN" if lang == "zh" else "en-GB"
    return (
        f"<w:styles {NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'{_fonts(_BODY, lang)}<w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{tag}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/>'
        "<w:semiHidden/></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        + "".join(_paragraph_style(key, look, lang) for key, look in SIZES.items())
        + f"{_table_style()}</w:styles>"
    )


def style_ids(document: "Document", lang: Language) -> dict[str, str]:
    """Ids of the styles in a document, those it lacks being added (样式标识).

    Parameters
    ----------
    document : docx.document.Document
        Document of ours, or a user's template: its own styles of the same names stay.
    lang : {'zh', 'en'}
        Language of the text.

    Returns
    -------
    dict of str to str
        Style ids by the keys of :data:`SIZES`, and ``table``.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    root = document.styles.element
    known: dict[tuple[str, str], str] = {}
    used: set[str] = set()
    normal = {"paragraph": "", "table": ""}
    for style in root.iterchildren(qn("w:style")):
        name, kind = style.find(qn("w:name")), style.get(qn("w:type"), "paragraph")
        used.add(style.get(qn("w:styleId"), ""))
        if name is not None:
            text = name.get(qn("w:val"), "").lower()
            known[kind, text] = style.get(qn("w:styleId"), "")
        if style.get(qn("w:default")) in ("1", "true", "on") and kind in normal:
            normal[kind] = style.get(qn("w:styleId"), "")
    ours = parse_xml(default_styles(lang))
    keys = {("paragraph", look.name.lower()): key for key, look in SIZES.items()} | {
        ("table", _TABLE.lower()): "table"
    }
    ids: dict[str, str] = {}
    for style in ours.iterchildren(qn("w:style")):
        kind = style.get(qn("w:type"))
        wanted = (kind, style.find(qn("w:name")).get(qn("w:val")).lower())
        if wanted not in keys:
            continue
        if wanted not in known:
            identity = style.get(qn("w:styleId"))
            while identity in used:
                identity += "X"
            style.set(qn("w:styleId"), identity)
            based = style.find(qn("w:basedOn"))
            if normal[kind]:
                based.set(qn("w:val"), normal[kind])
            else:
                style.remove(based)
            root.append(style)
            known[wanted] = identity
            used.add(identity)
        ids[keys[wanted]] = known[wanted]
    return ids
