"""What one line of a table adds to its window (逐行取值)."""

import re
from dataclasses import dataclass
from typing import Final

from sunlight.review.reading.columns.layout import Column, Layout
from sunlight.review.reading.columns.plain import DASHES, one_line, plain
from sunlight.review.reading.columns.rows import RawRow, RawTable
from sunlight.review.reading.columns.states import state_of
from sunlight.review.reading.columns.times import (
    Duration,
    DurationKind,
    clock_minutes,
    duration,
    segments,
)
from sunlight.review.reading.grids.records import Grid
from sunlight.review.reading.problems import ReadingProblems
from sunlight.review.records.submission import NO_FLOOR

__all__ = [
    "SAID",
    "Group",
    "Walk",
    "add_line",
    "clock_at",
    "heading_at",
    "place_at",
    "total_at",
]

SAID: Final = (
    DurationKind.NONE,
    DurationKind.WORDS,
    DurationKind.COLONS,
    DurationKind.NUMBER,
)
"""Kinds of totals that say something."""


@dataclass(slots=True, kw_only=True)
class Group:
    """What group rows and captions said last (分组).

    Parameters
    ----------
    building : str
        Building.
    floor : int
        Storey.
    given : bool
        The building comes from a caption, a sheet or a mapping, not from a row.
    """

    building: str = ""
    floor: int = NO_FLOOR
    given: bool = False


@dataclass(slots=True, kw_only=True)
class Walk:
    """State of a walk down the rows."""

    grid: Grid
    layout: Layout
    group: Group
    pattern: re.Pattern[str] | None
    problems: ReadingProblems
    out: RawTable
    column: dict[str, int]
    headings: frozenset[tuple[str, ...]]
    figures: tuple[Column, ...]
    outcomes: tuple[Column, ...]
    last: RawRow | None = None
    last_label: str = ""


def place_at(walk: Walk, r: int) -> str:
    """Where a row stands."""
    return f"{walk.grid.place}:{walk.grid.lines[r]}"


def heading_at(walk: Walk, role: str) -> str:
    """Heading of the first column of a role."""
    return walk.layout.of(role)[0].heading


def add_line(walk: Walk, row: RawRow | None, r: int) -> None:
    """Add what one line of the file says to its window."""
    if row is None:
        return
    grid, cells = walk.grid, walk.grid.rows[r]
    state = ""
    if walk.column["state"] >= 0:
        state = state_of(cells[walk.column["state"]])
        if not state:
            walk.problems.unread(
                place_at(walk, r),
                heading_at(walk, "state"),
                cells[walk.column["state"]],
                file=grid.file,
            )
            return
    if walk.column["counted"] >= 0 and cells[walk.column["counted"]].startswith("不"):
        return
    sill = walk.column["sill"]
    if sill >= 0 and cells[sill].strip() and not row.sill:
        row.sill, row.sill_at = cells[sill], (r, sill)
    for column in walk.figures:
        of = column.state or state
        copied = (
            (r, column.index) in grid.merged
            and r != row.row
            and (cells[column.index] == grid.rows[r - 1][column.index])
        )
        if column.role == "total" and not copied:
            _add_total(walk, row, r, column, of)
        elif column.role == "segments" and not copied:
            _add_segments(walk, row, r, column, of)
        elif column.role == "start" and not copied:
            _add_ends(walk, row, r, column, of)


def total_at(grid: Grid, r: int, column: Column) -> Duration:
    """Total of a cell, from the number behind it where there is one."""
    at = (r, column.index)
    number = grid.numbers.get(at)
    if number is None:
        return duration(grid.rows[r][column.index])
    if at in grid.time_cells:
        return Duration(DurationKind.COLONS if number else DurationKind.NONE, number)
    read = duration(grid.rows[r][column.index])
    if read.kind in (DurationKind.NUMBER, DurationKind.NONE, DurationKind.BLANK):
        kind = DurationKind.NUMBER if number else DurationKind.NONE
        return Duration(kind, float(number))
    return read


def _add_total(walk: Walk, row: RawRow, r: int, column: Column, state: str) -> None:
    """Add a total; what cannot be read is told."""
    value = total_at(walk.grid, r, column)
    if value.kind is DurationKind.UNREAD or value.value < 0.0:
        walk.problems.unread(
            place_at(walk, r),
            column.heading,
            walk.grid.rows[r][column.index],
            file=walk.grid.file,
        )
    elif value.kind is not DurationKind.BLANK:
        key = column.index, state or "after"
        known = row.totals.get(key)
        if known is None or known.kind not in SAID:
            row.totals[key] = value


def _add_segments(walk: Walk, row: RawRow, r: int, column: Column, state: str) -> None:
    """Add the segments of a cell."""
    read = segments(walk.grid.rows[r][column.index])
    if read.odd:
        _odd(walk, r, column, read.odd)
    if read.dash:
        row.dashes += (state,)
    if read.unread:
        walk.problems.unread(
            place_at(walk, r), column.heading, read.unread, file=walk.grid.file
        )
        row.unsure += (state,)
    elif read.said:
        row.segments.setdefault(state, []).extend(read.found)


def clock_at(grid: Grid, r: int, column: Column) -> float:
    """Clock time of a cell; NaN for anything else."""
    at = (r, column.index)
    if at in grid.time_cells:
        return grid.numbers[at]
    return clock_minutes(one_line(grid.rows[r][column.index]))


def _add_ends(walk: Walk, row: RawRow, r: int, column: Column, state: str) -> None:
    """Add a segment whose start and end stand in columns of their own."""
    ends = walk.layout.of("end", column.state)
    if not ends:
        return
    cells = walk.grid.rows[r]
    texts = cells[column.index], cells[ends[0].index]
    start, end = clock_at(walk.grid, r, column), clock_at(walk.grid, r, ends[0])
    if start >= 0.0 and end >= 0.0:
        row.segments.setdefault(state, []).append((start, end))
        if not start < end:
            _odd(walk, r, column, " - ".join(texts))
        return
    if segments(texts[0]).said and not segments(texts[0]).unread:
        row.segments.setdefault(state, [])
        return
    for text, value, of in ((texts[0], start, column), (texts[1], end, ends[0])):
        if text.strip() and plain(text) not in DASHES and not value >= 0.0:
            walk.problems.unread(
                place_at(walk, r), of.heading, text, file=walk.grid.file
            )
            row.unsure += (state,)


def _odd(walk: Walk, r: int, column: Column, text: str) -> None:
    """Tell of a segment that was read and cannot be."""
    walk.problems.add(
        "SUBMISSION-SEGMENT-ODD",
        place_at(walk, r),
        f"{text!r} under {column.heading!r} runs backwards, lies outside of the day, "
        "is too long or is not as long as it says; it is kept as printed",
        f"“{column.heading}”栏的“{text}”起止颠倒、超出一日、过长或与所注时长不符，按原样保留",
        found=text,
        file=walk.grid.file,
    )
