"""What was written into a document, and where its parts came from (写入记录)."""

from dataclasses import dataclass

__all__ = ["ReducedTable", "UsedTemplate", "WrittenDocument"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedTemplate:
    """A template of the user's own that was filled in (所用模板).

    Parameters
    ----------
    target : str
        What it stands for: ``report``, or the id of a letter.
    name : str
        Name of the file, without its folder.
    sha256 : str
        Hash of the file.
    """

    target: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReducedTable:
    """A table of which only the failing rows are printed (从略的表).

    Parameters
    ----------
    id : str
        Of the table.
    shown, rows : int
        Rows printed, and rows there are.
    """

    id: str
    shown: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDocument:
    """What a DOCX document holds (写入结果).

    Parameters
    ----------
    templates : tuple of UsedTemplate
        Templates filled in; empty where none was given.
    own_letters : tuple of str
        Letters in the wording of this software, by id.
    headings, tables, pictures : int
        How many are in it.
    pages : int
        Estimated number of pages, for the table of contents.
    reduced : tuple of ReducedTable
        Tables whose other rows stand in the workbook only.
    """

    templates: tuple[UsedTemplate, ...]
    own_letters: tuple[str, ...]
    headings: int
    tables: int
    pictures: int
    pages: int
    reduced: tuple[ReducedTable, ...]
