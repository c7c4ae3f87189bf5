"""Tables of windows and households out of raw tables (从原始表格到窗表、分户表)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sunlight.findings import Severity
from sunlight.review.reading.columns.body import read_body
from sunlight.review.reading.columns.headings import heading_of
from sunlight.review.reading.columns.labels import building_in, floor_in
from sunlight.review.reading.columns.layout import Layout, find_layout, layout_at
from sunlight.review.reading.columns.lines import Group
from sunlight.review.reading.columns.pages import goes_on, joined_pages
from sunlight.review.reading.columns.plain import one_line, plain
from sunlight.review.reading.columns.quantities import sill_metres, total_minutes
from sunlight.review.reading.columns.rows import RawTable
from sunlight.review.reading.declared.buildings import declared_buildings
from sunlight.review.reading.grids.records import Grid
from sunlight.review.reading.mapping import TableMapping, mapped_layout, mapping_for
from sunlight.review.reading.problems import ReadingProblems, shortened
from sunlight.review.records.submission import STATES

__all__ = ["LooseRow", "Part", "parts_of"]

_AFTER_COLON: Final = re.compile(r"[:：]\s*([^:：]+)$")
_FIRST: Final = re.compile(r"[A-Za-z]{1,3}-?\d{1,4}[A-Za-z]?|\S{1,12}[楼栋幢座园校院]")
_TITLE: Final = re.compile("日照|窗")
_TAIL: Final = re.compile(r"[（(][^（()）]*[)）]\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseRow:
    """A row of a table that is no window and no household (其他行).

    Parameters
    ----------
    file, place : str
        Where it stands.
    cells : tuple of str
        Its texts, merged ones once.
    """

    file: str
    place: str
    cells: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Part:
    """Figures of one table, settled (一表的数值).

    Parameters
    ----------
    kind : str
        ``windows`` or ``units``.
    raw : RawTable
        Rows as read.
    minutes : dict
        Totals by state. [min]
    sills : list of float
        Heights of the sills. [m]
    segments : dict
        Segments by state; None where nothing is said.
    beijing : bool
        Its clock is Beijing time.
    """

    kind: str
    raw: RawTable
    minutes: dict[str, list[float]]
    sills: list[float]
    segments: dict[str, list[list[tuple[float, float]] | None]]
    beijing: bool


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What is known while the tables of all files are read."""

    problems: ReadingProblems
    parts: list[Part] = field(default_factory=list)
    loose: list[LooseRow] = field(default_factory=list)
    others: list[Grid] = field(default_factory=list)
    last: tuple[Grid, Layout, Group] | None = None
    continued: set[str] = field(default_factory=set)
    named: frozenset[str] = frozenset()


def parts_of(
    grids: Sequence[Grid],
    problems: ReadingProblems,
    *,
    mappings: Sequence[TableMapping] = (),
) -> tuple[list[Part], list[LooseRow], list[Grid]]:
    """Read every table of windows and of households (识读全部窗表、分户表).

    Parameters
    ----------
    grids : sequence of Grid
        Raw tables, in the order of the files.
    problems : ReadingProblems
        Where problems are added.
    mappings : sequence of TableMapping
        What a mapping file says of some of them.

    Returns
    -------
    parts : list of Part
        Their figures.
    loose : list of LooseRow
        Rows beside them: titles, notes, parameters.
    others : list of Grid
        Tables of something else.
    """
    named = {b.id for grid in grids for b in declared_buildings(grid)}
    reading = _Reading(problems=problems, named=frozenset(named))
    for grid in joined_pages(grids):
        mapping = mapping_for(grid, mappings)
        if mapping is not None and mapping.skip:
            reading.last = None
            continue
        _grid(reading, grid, mapping)
    return reading.parts, reading.loose, reading.others


def _grid(reading: _Reading, grid: Grid, mapping: TableMapping | None) -> None:
    """Read one raw table, which may hold several one below the other."""
    group = Group()
    layout = find_layout(grid) if mapping is None else mapped_layout(grid, mapping)
    if layout is None:
        layout, group = _continued(reading, grid, group)
    if layout is None:
        _other(reading, grid)
        return
    if layout.first > 0 or not group.building:
        _name_group(group, grid, layout, mapping, reading.named)
    while layout is not None:
        _loose(reading, grid, range(_last_end(reading, grid), layout.top))
        stop, following = _next_heading(grid, layout)
        pattern = re.compile(mapping.label) if mapping and mapping.label else None
        raw = read_body(grid, layout, stop, group, reading.problems, pattern=pattern)
        reading.parts.append(_settled(layout, raw, reading.problems))
        _loose(reading, grid, raw.notes)
        reading.last = (grid, layout, group)
        layout = following
        if layout is not None and layout.top > 0:
            _name_by_rows(group, grid, range(max(layout.top - 1, 0), layout.top))


def _last_end(reading: _Reading, grid: Grid) -> int:
    """Row from which rows above a heading are loose: 0 for the first of a grid."""
    if reading.last is not None and reading.last[0] is grid:
        return len(grid.rows)
    return 0


def _continued(
    reading: _Reading, grid: Grid, group: Group
) -> tuple[Layout | None, Group]:
    """Layout of the table that a headless one goes on with, as over a page break."""
    if reading.last is None:
        return None, group
    before, layout, last_group = reading.last
    if not goes_on(before, grid, layout):
        return None, group
    if grid.file not in reading.continued:
        reading.continued.add(grid.file)
        reading.problems.add(
            "SUBMISSION-TABLE-CONTINUED",
            grid.place,
            f"the table has no heading; it is read on from {before.place}, whose "
            "columns are as many, and so are further ones of this file",
            f"此表无表头，按 {before.place} 的续表识读；本文件中其他无表头的续表同此",
            severity=Severity.NOTE,
            file=grid.file,
        )
    return (
        Layout(kind=layout.kind, top=0, first=0, columns=layout.columns),
        last_group,
    )


def _next_heading(grid: Grid, layout: Layout) -> tuple[int, Layout | None]:
    """First row after a table, and the layout of the next one below it.

    Only rows that repeat a word of the heading where the label stands are looked at.
    """
    at = layout.index("window" if layout.kind == "windows" else "label")
    own = set(grid.rows[layout.top : layout.first])
    for row in range(layout.first + 1, len(grid.rows)):
        cells = grid.rows[row]
        if cells in own or any(c.isdigit() for c in cells[at]):
            continue
        if heading_of(cells[at]).role in ("window", "household", "unit", "number"):
            following = layout_at(grid, row)
            if following is not None:
                return row, following
    return len(grid.rows), None


def _name_group(
    group: Group,
    grid: Grid,
    layout: Layout,
    mapping: TableMapping | None,
    known: frozenset[str],
) -> None:
    """Take building and storey from mapping, caption, title rows or sheet."""
    if mapping is not None and mapping.building:
        group.building, group.given = mapping.building, True
    if not group.building:
        group.building = _named(grid.caption, known)
    _name_by_rows(group, grid, range(layout.top))
    if not group.building:
        group.building = building_in(_sheet(grid.place))
    if mapping is not None and mapping.floor is not None:
        group.floor = mapping.floor


def _name_by_rows(group: Group, grid: Grid, rows: Iterable[int]) -> None:
    """Take building and storey from title rows."""
    for row in rows:
        texts = {text for text in grid.rows[row] if text.strip()}
        if len(texts) == 1:
            said = next(iter(texts))
            named = building_in(said)
            if named and not group.given:
                group.building = named
            group.floor = max(floor_in(said), group.floor)


def _sheet(place: str) -> str:
    """What stands in brackets in a place: the sheet or the table."""
    found = re.search(r"\[(.*)\]", place)
    return found[1] if found else ""


def _named(caption: str, known: frozenset[str]) -> str:
    """Building that a caption names.

    A number of the table of buildings; what stands behind a colon; a number such as
    3#; else a first word such as A1 or 远楼 before the title of the table.
    """
    said = _TAIL.sub("", one_line(caption))
    words = said.replace("：", " ").replace(":", " ").split()
    listed = {word for word in words if word in known}
    if len(listed) == 1:
        return listed.pop()
    behind = _AFTER_COLON.search(said)
    if behind and "日照" not in behind[1]:
        first = behind[1].split()
        if first and len(first[0]) <= 20:
            return first[0]
    number = building_in(said)
    if not number and len(words) > 1 and _FIRST.fullmatch(words[0]):
        return words[0] if _TITLE.search("".join(words[1:])) else ""
    return number


def _settled(layout: Layout, raw: RawTable, problems: ReadingProblems) -> Part:
    """Settle units, dashes and what is not said."""
    minutes = total_minutes(raw, problems)
    sills = sill_metres(raw, problems)
    listed: dict[str, list[list[tuple[float, float]] | None]] = {}
    dashes = 0
    for state in STATES:
        column = []
        for i, row in enumerate(raw.rows):
            said = row.segments.get(state)
            if said is not None and state in row.unsure:
                said = None
            if said is None and state in row.dashes:
                if minutes[state][i] == 0.0:
                    said = []
                else:
                    dashes += 1
            column.append(said)
        listed[state] = column
    if dashes:
        problems.add(
            "SUBMISSION-DASH",
            raw.place,
            f"{dashes} cells of segments hold a dash without a total of 0; they are "
            "taken as not stated",
            f"有 {dashes} 个时段单元格为“—”而合计不是 0，按未填处理",
            severity=Severity.NOTE,
            file=raw.file,
        )
    beijing = any(c.beijing for c in layout.columns if c.role in ("segments", "start"))
    return Part(
        kind=layout.kind,
        raw=raw,
        minutes=minutes,
        sills=sills,
        segments=listed,
        beijing=beijing,
    )


def _loose(reading: _Reading, grid: Grid, rows: Iterable[int]) -> None:
    """Keep rows that are no windows for what they say of the report."""
    for row in rows:
        cells = tuple(
            text
            for c, text in enumerate(grid.rows[row])
            if text.strip() and (row, c) not in grid.merged
        )
        if not cells:
            continue
        reading.loose.append(
            LooseRow(
                file=grid.file, place=f"{grid.place}:{grid.lines[row]}", cells=cells
            )
        )


def _other(reading: _Reading, grid: Grid) -> None:
    """Keep a table of something else; tell if it speaks of windows."""
    reading.others.append(grid)
    reading.last = None
    top = grid.rows[: min(len(grid.rows), 6)]
    words = {text for row in top for text in row}
    role = {heading_of(text).role: text for text in words if text.strip()}
    if "window" in role and {"total", "either", "segments", "bare"} & set(role):
        said = shortened(plain(role["window"]))
        reading.problems.add(
            "SUBMISSION-TABLE-SKIPPED",
            grid.place,
            f"the table has a column {said!r}, but no heading that could be read as "
            "that of a table of windows; describe it in a mapping if it is one",
            f"此表有“{said}”栏，但表头不能识别为窗表，未读；如确为窗表，请用对照文件说明",
            severity=Severity.NOTE,
            file=grid.file,
        )
