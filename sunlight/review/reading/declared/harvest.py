"""What a document says of itself (文档自述): tables, notes, running text."""

import re
from collections.abc import Sequence
from typing import Final

from sunlight.review.reading.columns.parts import LooseRow
from sunlight.review.reading.columns.plain import bare, one_line, plain
from sunlight.review.reading.declared.buildings import declared_buildings
from sunlight.review.reading.declared.labels import label_words
from sunlight.review.reading.declared.pairs import (
    MOST_ROWS,
    said_in_cells,
    said_in_grid,
)
from sunlight.review.reading.declared.said import Said
from sunlight.review.reading.declared.sentences import said_in_text
from sunlight.review.reading.grids.records import Grid, TextLine
from sunlight.review.records.declaration import Attachment

__all__ = ["harvest"]

_LONGEST_HEADING: Final = 24
_CHAPTER: Final = re.compile(
    r"^(?:第\s*[一二三四五六七八九十\d]+\s*[章节部]|\d+(?:\.\d+)*[.、\s]?"
    r"|[一二三四五六七八九十]+[、.]|[(（][一二三四五六七八九十\d]+[)）])\s*"
)
_LEVEL_ONE: Final = re.compile(
    r"^(?:第\s*[一二三四五六七八九十\d]+\s*[章部]|\d+(?![\d.]*\.\d)[.、\s]?(?!\d)"
    r"|[一二三四五六七八九十]+[、.])"
)
_CONTENTS: Final = re.compile(r"[.…·\t]{2,}\s*\d*$|\s\d{1,3}$|\t")
_ENTRY: Final = re.compile(
    r"^附(?:件|图|表|录)\s*[\d一二三四五六七八九十]*\s*[:：、.\s]?\s*(.*)$"
)
_ITEM: Final = re.compile(
    r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[、.)\uff0e]\s*(.+)$"
)


def harvest(
    grids: Sequence[Grid], loose: Sequence[LooseRow], lines: Sequence[TextLine]
) -> list[Said]:
    """Gather what documents say of themselves (收集文档自述).

    Parameters
    ----------
    grids : sequence of Grid
        Tables that are none of windows or households.
    loose : sequence of LooseRow
        Titles and notes of those that are.
    lines : sequence of TextLine
        Running text.

    Returns
    -------
    list of Said
        Statements in the order read, the same one several times where it is repeated.
    """
    said: list[Said] = []
    for grid in grids:
        buildings = declared_buildings(grid)
        if buildings:
            said += [Said("buildings", each, each.place) for each in buildings]
            continue
        attachments = _attachment_table(grid)
        if attachments:
            said += attachments
            continue
        said += said_in_grid(grid)
        for row, cells in enumerate(grid.rows[:MOST_ROWS]):
            place = f"{grid.place}:{grid.lines[row]}"
            for text in dict.fromkeys(cells):
                if len(text) > _LONGEST_HEADING:
                    said += said_in_text(text, place)
    for row_ in loose:
        said += said_in_cells(row_.cells, row_.place)
        for text in row_.cells:
            said += said_in_text(text, row_.place)
    for line in lines:
        said += said_in_cells((line.text,), line.place)
        said += said_in_text(line.text, line.place)
    said += _conclusions(lines)
    said += _attachment_lines(lines)
    return said


def _is_heading(text: str) -> bool:
    """Whether a line looks like a heading: short, no sentence, not of the contents."""
    if len(text) > _LONGEST_HEADING or _CONTENTS.search(text):
        return False
    return not re.search(r"[。；;！？：:，,]", text)


def _conclusions(lines: Sequence[TextLine]) -> list[Said]:
    """Paragraphs under a heading with 结论, up to the next chapter."""
    said: list[Said] = []
    within, numbered = "", False
    for line in lines:
        text = line.text.strip()
        heading = _is_heading(text)
        if heading and re.search("结论|conclusion", text, re.IGNORECASE):
            within, numbered = line.file, bool(_LEVEL_ONE.match(text))
            continue
        if within != line.file:
            within = ""
        if not within:
            continue
        if heading and _ends(text, numbered=numbered):
            within = ""
        elif not heading:
            said.append(Said("conclusions", one_line(text), line.place))
    return said


def _ends(text: str, *, numbered: bool) -> bool:
    """Whether a heading is that of another chapter."""
    if numbered and _LEVEL_ONE.match(text):
        return True
    rest = _CHAPTER.sub("", text).lower()
    return any(rest.startswith(word) for word in label_words()["conclusion"]["ends"])


def _attachment_lines(lines: Sequence[TextLine]) -> list[Said]:
    """Entries of a list of material: lines 附件 n …, and items under its heading."""
    words = label_words()["attachments"]
    headings = {bare(word) for word in words["headings"]}
    said: list[Said] = []
    within = ""
    for line in lines:
        text = line.text.strip()
        if _CONTENTS.search(text):
            continue
        if bare(_CHAPTER.sub("", text)).rstrip(":") in headings:
            within = line.file
            said.append(_listed(line.place))
            continue
        entry = _ENTRY.match(text)
        item = _ITEM.match(text) if within == line.file else None
        title = (entry[1] if entry else item[1] if item else "").rstrip("；;。")
        if title and len(title) <= 60 and not re.search(r"[。]", title):
            said.append(_attachment(title, line.place))
        elif not item and not entry:
            within = ""
    return said


def _listed(place: str) -> Said:
    """There is a list of material."""
    there = True
    return Said("attachments_listed", there, place)


def _attachment(
    title: str, place: str, *, signed: bool | None = None, sealed: bool | None = None
) -> Said:
    """One piece of material."""
    return Said(
        "attachments",
        Attachment(kind="", title=one_line(title), signed=signed, sealed=sealed),
        place,
    )


def _attachment_table(grid: Grid) -> list[Said]:
    """Rows of a table of material."""
    words = label_words()["attachments"]
    caption = bare(grid.caption)
    for top in range(min(3, len(grid.rows))):
        heads = [bare(text) for text in grid.rows[top]]
        named = [i for i, text in enumerate(heads) if text in words["titles"]]
        certain = any(
            text in words["titles"][:4] or text in (*words["signed"], *words["sealed"])
            for text in heads
        )
        listed = any(bare(word) in caption for word in words["headings"])
        if not named or not (certain or listed):
            continue
        found = [_listed(grid.place)]
        for row in range(top + 1, len(grid.rows)):
            cells = grid.rows[row]
            title = cells[named[0]].strip()
            if title:
                found.append(
                    _attachment(
                        title,
                        f"{grid.place}:{grid.lines[row]}",
                        signed=_yes(heads, cells, words["signed"]),
                        sealed=_yes(heads, cells, words["sealed"]),
                    )
                )
        return found
    return []


def _yes(heads: list[str], cells: tuple[str, ...], names: list[str]) -> bool | None:
    """What a column of yes and no says; None where it says neither."""
    words = label_words()["attachments"]
    for head, cell in zip(heads, cells, strict=True):
        if head in names:
            said = plain(cell).lower()
            return (
                True if said in words["yes"] else False if said in words["no"] else None
            )
    return None
