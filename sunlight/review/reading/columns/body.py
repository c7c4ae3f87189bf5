"""Rows of a table of windows, one by one (窗表逐行识读): groups, merges, notes."""

import re
from typing import Final

from sunlight.review.reading.columns.headings import is_row_word
from sunlight.review.reading.columns.labels import building_in, floor_in, floor_of
from sunlight.review.reading.columns.layout import Layout
from sunlight.review.reading.columns.lines import (
    SAID,
    Group,
    Walk,
    add_line,
    clock_at,
    heading_at,
    place_at,
    total_at,
)
from sunlight.review.reading.columns.plain import DASHES, one_line, plain
from sunlight.review.reading.columns.rows import RawRow, RawTable
from sunlight.review.reading.columns.times import segments
from sunlight.review.reading.declared.labels import is_note
from sunlight.review.reading.grids.records import Grid
from sunlight.review.reading.problems import ReadingProblems
from sunlight.review.records.submission import NO_FLOOR, STATES

__all__ = ["read_body"]

_NAME: Final = 30
_SENTENCE: Final = re.compile(r"[，。；：,;:=]")


def read_body(
    grid: Grid,
    layout: Layout,
    stop: int,
    group: Group,
    problems: ReadingProblems,
    *,
    pattern: re.Pattern[str] | None = None,
) -> RawTable:
    """Read the rows under one heading (识读表体).

    Parameters
    ----------
    grid : Grid
        The table.
    layout : Layout
        Its columns.
    stop : int
        First row that is not part of it.
    group : Group
        Building and storey so far; carried on.
    problems : ReadingProblems
        Where problems are added.
    pattern : re.Pattern, optional
        Expression for labels, with groups ``building``, ``floor``, ``window``.

    Returns
    -------
    RawTable
        Rows, and the rows that are none.
    """
    names = ["window", "label", "building", "floor", "sill", "household", "room"]
    names += ["state", "counted"]
    walk = Walk(
        grid=grid,
        layout=layout,
        group=group,
        pattern=pattern,
        problems=problems,
        out=RawTable(place=grid.place, file=grid.file, columns=layout.columns),
        column={name: layout.index(name) for name in names},
        headings=frozenset(grid.rows[layout.top : layout.first]),
        figures=tuple(
            c for c in layout.columns if c.role in ("total", "segments", "start")
        ),
        outcomes=tuple(
            column
            for role, state in (
                ("outcome", "after"),
                ("outcome", ""),
                ("outcome", "before"),
                ("remark", None),
            )
            for column in layout.of(role, state)
        ),
    )
    for row in range(layout.first, stop):
        _row(walk, row)
    return walk.out


def _row(walk: Walk, r: int) -> None:
    """Read one row of the file."""
    cells = walk.grid.rows[r]
    if cells in walk.headings:
        return
    texts = {text for text in cells if text and not text.isspace()}
    if not texts:
        return
    if len(texts) == 1 and len(cells) > 2 and _group_row(walk, r, next(iter(texts))):
        return
    label_at = (
        walk.column["window"]
        if walk.layout.kind == "windows"
        else (walk.column["label"])
    )
    label = one_line(cells[label_at])
    if _continues(walk, r, label, label_at):
        add_line(walk, walk.last, r)
        return
    first = next(text for text in cells if text.strip())
    if is_row_word(first, "totals") or is_row_word(label, "totals"):
        walk.out.sums.append(r)
        return
    timed = _timed(walk, r)
    if is_row_word(first, "notes") or (not timed and is_note(cells, label)):
        walk.out.notes.append(r)
        return
    if not label or label in DASHES:
        if not timed:
            walk.out.notes.append(r)
            return
        walk.problems.add(
            "SUBMISSION-NO-LABEL",
            place_at(walk, r),
            "the row has figures and no window number; it is kept without one",
            "此行有数值而无窗号，按无窗号保留",
            file=walk.grid.file,
        )
    _new_row(walk, r, label)


def _timed(walk: Walk, r: int) -> bool:
    """Whether a row has any readable total or segment."""
    for column in walk.figures:
        if column.role == "total":
            if total_at(walk.grid, r, column).kind in SAID:
                return True
        elif column.role == "segments":
            read = segments(walk.grid.rows[r][column.index])
            if read.said and not read.unread:
                return True
        elif clock_at(walk.grid, r, column) >= 0.0:
            return True
    return False


def _group_row(walk: Walk, r: int, text: str) -> bool:
    """Take a row of one text as a group, or as a note; False if it is a plain row."""
    cells = walk.grid.rows[r]
    filled = [c for c, cell in enumerate(cells) if cell.strip()]
    if len(filled) == 1 and filled[0] not in (
        0,
        walk.column["building"],
        walk.column["floor"],
    ):
        return False
    said = one_line(text)
    storey = floor_in(said)
    if storey == NO_FLOOR and len(said) <= 6:
        storey = NO_FLOOR if said.isdigit() else floor_of(said)
    number = building_in(said)
    if (
        len(filled) == 1
        and storey == NO_FLOOR
        and not number
        and (walk.column["building"] == filled[0] or walk.column["window"] == filled[0])
    ):
        return False
    if is_row_word(said, "totals"):
        walk.out.sums.append(r)
        return True
    plain_name = len(said) <= _NAME and not _SENTENCE.search(said)
    if storey == NO_FLOOR and not number and not plain_name:
        walk.out.notes.append(r)
        return True
    if number or (storey == NO_FLOOR and plain_name and not is_note(cells, said)):
        walk.group.building, walk.group.floor = number or said, NO_FLOOR
        walk.group.given = False
    if storey != NO_FLOOR:
        walk.group.floor = storey
    if storey == NO_FLOOR and not number:
        walk.out.notes.append(r)
    walk.last = None
    return True


def _continues(walk: Walk, r: int, label: str, label_at: int) -> bool:
    """Whether a row is a further line of the window above it."""
    last = walk.last
    if last is None:
        return False
    copied = (r, label_at) in walk.grid.merged and label == walk.last_label
    if label and label != walk.last_label:
        return False
    if not label and not _timed(walk, r):
        return False
    if copied and walk.grid.rows[r - 1][label_at] == walk.grid.rows[r][label_at]:
        return True
    if label and (_place_of(walk, r) != (last.building, last.floor)):
        return False
    listed = walk.column["state"] >= 0 or bool(walk.layout.of("start"))
    if label and listed:
        return True
    told = [
        (c, value)
        for c in walk.layout.of("total")
        if (r, c.index) not in walk.grid.merged
        and (value := total_at(walk.grid, r, c)).kind in SAID
    ]
    if not told:
        if _total_unread(walk, r):  # a row of its own, whatever its number was
            return False
        return not label or _further(walk, last, r)
    same = all(
        value == last.totals.get((c.index, c.state or "after")) for c, value in told
    )
    return same and _further(walk, last, r)


def _total_unread(walk: Walk, r: int) -> bool:
    """Whether a row prints a total of its own that cannot be read."""
    cells = walk.grid.rows[r]
    return any(
        plain(cells[c.index]) not in ("", *DASHES)
        and (r, c.index) not in walk.grid.merged
        and total_at(walk.grid, r, c).kind not in SAID
        for c in walk.layout.of("total")
    )


def _further(walk: Walk, last: RawRow, r: int) -> bool:
    """Whether the segments of a row all come after those that are known."""
    later = False
    for state in STATES:
        for column in walk.layout.of("segments", state):
            known = last.segments.get(state) or []
            found = segments(walk.grid.rows[r][column.index]).found
            if found and known and found[0][0] < known[-1][1]:
                return False
            later = later or bool(found)
    return later


def _place_of(walk: Walk, r: int) -> tuple[str, int]:
    """Building and storey that a row says, or those of its group."""
    cells, column = walk.grid.rows[r], walk.column
    building, floor = walk.group.building, walk.group.floor
    if column["building"] >= 0:
        building = one_line(cells[column["building"]]) or building
    if column["floor"] >= 0 and cells[column["floor"]].strip():
        floor = floor_of(cells[column["floor"]])
    return building, floor


def _new_row(walk: Walk, r: int, label: str) -> None:
    """Begin a row of the result."""
    cells, column = walk.grid.rows[r], walk.column
    building, floor = _place_of(walk, r)
    text = cells[column["floor"]] if column["floor"] >= 0 else ""
    if floor == NO_FLOOR and text.strip() and plain(text) not in DASHES:
        walk.problems.unread(
            place_at(walk, r), heading_at(walk, "floor"), text, file=walk.grid.file
        )
    if walk.column["building"] >= 0:
        walk.group.building = building
    walk.group.floor = floor
    row = RawRow(
        label=label,
        building=building,
        floor=floor,
        line=walk.grid.lines[r],
        row=r,
        household=_text(cells, column["household"]),
        room=_text(cells, column["room"]),
        outcome=_outcome(walk, cells),
    )
    if walk.pattern is not None:
        _by_pattern(walk, row, r)
    walk.out.rows.append(row)
    walk.last, walk.last_label = row, label
    add_line(walk, row, r)


def _text(cells: tuple[str, ...], index: int) -> str:
    """Text of a column, empty for a dash or where there is no such column."""
    said = one_line(cells[index]) if index >= 0 else ""
    return "" if plain(said) in DASHES else said


def _outcome(walk: Walk, cells: tuple[str, ...]) -> str:
    """Outcome: that of after, else the one for both, else of before, else a remark."""
    for column in walk.outcomes:
        said = _text(cells, column.index)
        if said and (column.role == "outcome" or re.search("满足|达标|影响", said)):
            return said
    return ""


def _by_pattern(walk: Walk, row: RawRow, r: int) -> None:
    """Take building, storey and number out of a label, as the mapping says."""
    assert walk.pattern is not None  # noqa: S101 - for the type checker
    found = walk.pattern.fullmatch(row.label)
    if found is None:
        walk.problems.unread(
            place_at(walk, r),
            heading_at(walk, "window"),
            row.label,
            file=walk.grid.file,
        )
        return
    said = found.groupdict()
    row.building = said.get("building") or row.building
    row.label = said.get("window") or row.label
    if said.get("floor"):
        row.floor = floor_of(said["floor"])
