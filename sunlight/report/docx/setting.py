"""What the writing of one document has at hand (写作环境)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from sunlight.report.docx.geometry import Page, lines
from sunlight.report.docx.markup import blank, paragraph, run
from sunlight.report.docx.markup import field as field_xml
from sunlight.report.docx.numbering import Numbers, chinese_number
from sunlight.report.docx.pieces import UPRIGHT, Entry, Piece
from sunlight.report.docx.records import ReducedTable
from sunlight.report.docx.styles import SIZES
from sunlight.report.pictures.drawing import DrawnPicture
from sunlight.report.texts import Texts
from sunlight.rules import Language

__all__ = ["Form", "Setting", "caption_xml", "heading_piece", "space", "text_piece"]

BOOKMARKS = 910_000
"""Ids and names of our bookmarks begin here, away from those of a template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A letter on a form of the user's own, filled in (填好的承诺书模板).

    Parameters
    ----------
    xml : str
        Its block elements.
    page : Page
        Its page.
    name, sha256 : str
        File and hash.
    """

    xml: str
    page: Page
    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Words, styles, pages and counters of a document being written (写作环境).

    Parameters
    ----------
    lang : {'zh', 'en'}
        Language.
    words : mapping
        Catalogue.
    ids : mapping
        Style ids by use.
    numbers : Numbers
        Numberings.
    pages : dict of str to Page
        Page by kind of section.
    pictures : mapping of str to tuple of DrawnPicture
        By kind.
    images : mapping of str to str
        Relation id by picture id.
    forms : mapping of str to Form
        Letters on forms of the user's own, by id.
    limit : int
        Rows of a chapter above which only failing ones are printed.
    tables, figures, bookmarks, drawings, lists : iterator of int
        Counters.
    seen : dict of str to (int, int)
        First and last figure of the kinds that have been placed.
    reduced : list of ReducedTable
        Tables of which rows were left out.
    """

    lang: Language
    words: Texts
    ids: Mapping[str, str]
    numbers: Numbers
    pages: dict[str, Page]
    pictures: Mapping[str, tuple[DrawnPicture, ...]]
    images: Mapping[str, str]
    forms: Mapping[str, Form]
    limit: int
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    figures: Iterator[int] = field(default_factory=lambda: count(1))
    bookmarks: Iterator[int] = field(default_factory=lambda: count(BOOKMARKS))
    drawings: Iterator[int] = field(default_factory=lambda: count(BOOKMARKS))
    lists: Iterator[int] = field(default_factory=count)
    seen: dict[str, tuple[int, int]] = field(default_factory=dict)
    reduced: list[ReducedTable] = field(default_factory=list)

    def width(self, section: str) -> float:
        """Width of the text in a kind of section (版心宽), in points."""
        page = self.pages.get(section, self.pages[UPRIGHT])
        return page.text_width * 72 / 25.4


def space(style: str, text: str, width: float) -> float:
    """Estimated height of a paragraph (段落高度), in points.

    Parameters
    ----------
    style : str
        Key of its style.
    text : str
        Its text.
    width : float
        Of the lines. [pt]

    Returns
    -------
    float
        With the space around it.
    """
    look = SIZES[style]
    line = look.line or look.size * 1.35
    indent = "　" * int(look.indent)
    return look.before + look.after + line * lines(indent + text, look.size, width)


def text_piece(
    setting: Setting,
    style: str,
    text: str,
    section: str,
    *,
    look: str = "",
    properties: str = "",
    keep: bool = False,
) -> Piece:
    """A paragraph of text (文字段落).

    Parameters
    ----------
    setting : Setting
        Words and styles.
    style : str
        Key of its style.
    text : str
        Text; where it is empty there is a blank to write on.
    section : str
        Kind of section.
    look : str
        ``w:rPr``.
    properties : str
        Further ``w:pPr``.
    keep : bool
        Stays with the next piece; its style must say so too.

    Returns
    -------
    Piece
        One paragraph.
    """
    content = run(text, look) if text else blank(16)
    return Piece(
        xml=paragraph(setting.ids[style], content, properties),
        heights=(space(style, text, setting.width(section)),),
        section=section,
        keep=keep,
    )


def _number(setting: Setting, path: tuple[int, ...]) -> str:
    """Number of a heading as the numbering shows it."""
    if setting.lang == "en":
        number = ".".join(map(str, path))
    else:
        number = chinese_number(path[-1]) if len(path) <= 2 else str(path[-1])
    return setting.words[f"docx.number_{min(len(path), 3)}"].format(number=number)


def heading_piece(
    setting: Setting,
    title: str,
    path: tuple[int, ...],
    *,
    section: str = "",
    fresh: bool = False,
    level: int = 0,
) -> Piece:
    """A heading with its number and its line in the table of contents (标题).

    Parameters
    ----------
    setting : Setting
        Words and styles.
    title : str
        Heading without its number.
    path : tuple of int
        Numbers of the chapter and of the sections down to it; empty for none.
    section : str
        Kind of section; empty for that of what follows.
    fresh : bool
        Begins a page.
    level : int
        Level of a heading without number.

    Returns
    -------
    Piece
        One paragraph, kept with the next.
    """
    depth = min(len(path) or level, 3)
    style = f"heading{depth}"
    mark = next(setting.bookmarks)
    name = f"_Toc{mark}"
    numbered = (
        f'<w:ilvl w:val="{depth - 1}"/><w:numId w:val="{setting.numbers.headings}"/>'
        if path
        else '<w:ilvl w:val="0"/><w:numId w:val="0"/>'
    )
    number = _number(setting, path) if path else ""
    page_break = "<w:pageBreakBefore/>" if fresh else ""
    content = (
        f'<w:bookmarkStart w:id="{mark}" w:name="{name}"/>{run(title)}'
        f'<w:bookmarkEnd w:id="{mark}"/>'
    )
    properties = f"<w:keepNext/>{page_break}<w:numPr>{numbered}</w:numPr>"
    return Piece(
        xml=paragraph(setting.ids[style], content, properties),
        heights=(space(style, number + title, setting.width(section or UPRIGHT)),),
        section=section,
        keep=True,
        fresh=fresh,
        entry=Entry(level=depth, text=number + title, bookmark=name),
    )


def caption_xml(setting: Setting, kind: str, number: int, text: str) -> str:
    """Runs of a caption, its number a field (题注).

    Parameters
    ----------
    setting : Setting
        Words.
    kind : {'table', 'figure'}
        What it belongs to.
    number : int
        Its number.
    text : str
        What it says.

    Returns
    -------
    str
        XML.
    """
    label = setting.words[f"docx.{kind}"]
    shown = setting.words["docx.caption"].format(
        label="\x00", number="\x01", text="\x02"
    )
    before, rest = shown.split("\x00")
    between, after = rest.split("\x01")
    last = after.split("\x02")
    counted = field_xml(f"SEQ {label} \\* ARABIC", str(number))
    return run(before + label + between) + counted + run(last[0] + text + last[1])
