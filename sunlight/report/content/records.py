"""The report as records: chapters of blocks, in one language (报告内容记录).

One content, several writers: what a DOCX document, the page and the bundle say is put
together once, here; writers only lay it out. Texts are in the language of the report;
figures keep their exact value beside the text that is shown.
"""

from dataclasses import dataclass
from typing import Literal

from sunlight.assessment.records import Provenance
from sunlight.rules import Language

__all__ = [
    "REPORT_SCHEMA",
    "Blanks",
    "Block",
    "Cell",
    "Chapter",
    "Column",
    "Field",
    "Fields",
    "Items",
    "Letter",
    "Paragraph",
    "Pictures",
    "Report",
    "Table",
    "Tone",
]

REPORT_SCHEMA = "sunlight-report/1"
"""Version of ``report.json``."""

Tone = Literal["", "pass", "fail", "gain", "open", "note"]
"""What a text says beside its words: a unit passes, fails, gains sunlight beyond the
tolerance, or is not judged; or it is a remark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Heading of a table (表头).

    Parameters
    ----------
    id : str
        Stable, such as ``zero_level``; the same in every language.
    title : str
        As people read it, with its unit.
    kind : {'text', 'number', 'minutes', 'segments', 'outcome'}
        What stands below; numbers and minutes are set to the right.
    width : float
        Share of the width, relative to the others.
    """

    id: str
    title: str
    kind: Literal["text", "number", "minutes", "segments", "outcome"] = "text"
    width: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell (单元格).

    Parameters
    ----------
    text : str
        As shown; segments are one a line.
    value : float or None
        Exact figure behind it. [unit of the column]
    tone : Tone
        Whether it passes or fails.
    """

    text: str
    value: float | None = None
    tone: Tone = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its caption (表).

    Parameters
    ----------
    id : str
        Stable and unique in the report, such as ``window-table:3#``.
    caption : str
        Without a number: writers count.
    columns : tuple of Column
        Headings.
    rows : tuple of tuple of Cell
        As many cells as columns in each.
    groups : tuple of (int, str)
        Index of the first row of each group, rising, with its heading, such as a
        storey; empty where rows are not grouped.
    note : str
        What stands below; empty for nothing.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    groups: tuple[tuple[int, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph (段落)."""

    text: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list, numbered or not (列表)."""

    items: tuple[Paragraph, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A datum with its label (数据项).

    Parameters
    ----------
    label, text : str
        What it is, and what is said; an empty text is a blank to be filled in by hand.
    origin : str
        Where it comes from; empty where nothing is to be said.
    """

    label: str
    text: str
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Data with their labels, as a table of two or three columns (数据项表)."""

    id: str
    caption: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """Place of the pictures of one kind (图的位置).

    Parameters
    ----------
    kind : str
        Kind of drawing, as in :data:`sunlight.report.pictures.drawing.KINDS`.
    missing : str
        What is said where there is no picture of that kind.
    """

    kind: str
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blanks:
    """Frame of blanks to be signed and sealed (签署栏).

    Parameters
    ----------
    cells : tuple of Field
        Who signs, with the name where it is known.
    """

    id: str
    cells: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter on pages of its own, such as a letter of commitment (承诺书).

    Parameters
    ----------
    id : str
        ``letter-client`` or ``letter-compiler``; a template may take its place.
    title : str
        Heading of the letter.
    addressee : str
        To whom.
    paragraphs : tuple of str
        Its text.
    signature : tuple of Field
        Who signs, seal and date: blanks.
    fields : tuple of (str, str)
        What a template of the bureau's own may ask for, by field name.
    """

    id: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    signature: tuple[Field, ...]
    fields: tuple[tuple[str, str], ...] = ()


Block = Paragraph | Items | Fields | Table | Pictures | Blanks | Letter
"""What a chapter is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter with its sections (章节).

    Parameters
    ----------
    id : str
        Stable, such as ``conclusion``; the same in every language.
    title : str
        Heading, without a number: writers count.
    blocks : tuple of Block
        What stands before its sections.
    sections : tuple of Chapter
        Chapters one level deeper.
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Chapter", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report (日照分析报告).

    Parameters
    ----------
    schema : str
        :data:`REPORT_SCHEMA`.
    lang : {'zh', 'en'}
        Its language.
    title : str
        Title of the document.
    project : str
        Name of the project; a stand-in where names are masked.
    date : str
        Date the report bears, ISO; empty for a blank.
    masked : bool
        Whether map coordinates and names are left out.
    cover : tuple of Field
        Lines of the cover, blanks included.
    chapters : tuple of Chapter
        In order; annexes last.
    provenance : Provenance
        Versions, hashes and conventions.
    """

    schema: str
    lang: Language
    title: str
    project: str
    date: str
    masked: bool
    cover: tuple[Field, ...]
    chapters: tuple[Chapter, ...]
    provenance: Provenance
