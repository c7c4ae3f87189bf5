"""Where the headings of a table are, and what each column holds (表头定位)."""

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from sunlight.review.reading.columns.headings import (
    heading_of,
    never_a_window_table,
    stacked,
)
from sunlight.review.reading.columns.plain import plain
from sunlight.review.reading.columns.states import caption_state
from sunlight.review.reading.columns.times import (
    DurationKind,
    duration,
    segments,
)
from sunlight.review.reading.grids.records import Grid

__all__ = [
    "Column",
    "Layout",
    "find_layout",
    "heading_height",
    "layout_at",
    "rows_layout",
]

_SEARCHED: Final = 40
"""Rows from the top in which the first heading is looked for."""
_TALLEST: Final = 3
_SAMPLE: Final = 60
"""Rows looked at to tell segments from totals."""
_PLACES: Final = ("building", "floor", "sill", "household", "room", "state", "counted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table (列).

    Parameters
    ----------
    index : int
        Column of the grid.
    role : str
        Such as ``window``, ``total``, ``segments``.
    state : str
        ``before``, ``after``, or empty where a column ``state`` tells.
    unit : str
        Unit of the heading, or empty.
    beijing : bool
        Its clock is Beijing time.
    heading : str
        As printed, for messages.
    """

    index: int
    role: str
    state: str = ""
    unit: str = ""
    beijing: bool = False
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Columns of a table of windows or of households (表格布局).

    Parameters
    ----------
    kind : str
        ``windows`` or ``units``.
    top, first : int
        First row of the headings, and first row below them.
    columns : tuple of Column
        Those that are read.
    """

    kind: str
    top: int
    first: int
    columns: tuple[Column, ...]

    def of(self, role: str, state: str | None = None) -> tuple[Column, ...]:
        """Columns of a role, and of a state if one is named (某类列).

        Parameters
        ----------
        role : str
            Role.
        state : str, optional
            State; "" for columns without one.
        """
        return tuple(
            c
            for c in self.columns
            if c.role == role and (state is None or c.state == state)
        )

    def index(self, role: str) -> int:
        """Index of the first column of a role; -1 without one (列号).

        Parameters
        ----------
        role : str
            Role.
        """
        found = self.of(role)
        return found[0].index if found else -1


def find_layout(grid: Grid) -> Layout | None:
    """Find the first heading of a table of windows or households (查找表头).

    Parameters
    ----------
    grid : Grid
        The table.

    Returns
    -------
    Layout or None
        None where it is no such table.
    """
    for top in range(min(len(grid.rows), _SEARCHED)):
        layout = layout_at(grid, top)
        if layout is not None:
            return layout
    return None


def _is_word(text: str) -> bool:
    """Whether a cell may stand in a heading: known words, no figure."""
    return bool(text) and heading_of(text).role != ""


def _is_figure(text: str) -> bool:
    """Whether a cell is a figure or a time, which no heading is."""
    if not any(c.isdigit() for c in plain(text)):
        return False
    return duration(text).kind not in (
        DurationKind.UNREAD,
        DurationKind.BLANK,
    ) or bool(segments(text).found)


def heading_height(grid: Grid, top: int) -> int:
    """Rows of the heading that begins in a row (表头行数); 0 for none.

    Parameters
    ----------
    grid : Grid
        The table.
    top : int
        Row.
    """
    row = grid.rows[top]
    texts = {text for text in row if text.strip()}
    known = [text for text in texts if _is_word(text)]
    if len(texts) < 2 or len(known) < 2 or any(_is_figure(text) for text in texts):
        return 0
    height = 1
    while height < _TALLEST and top + height < len(grid.rows):
        above, below = grid.rows[top + height - 1], grid.rows[top + height]
        filled = [c for c, text in enumerate(below) if text.strip()]
        if not filled or len({below[c] for c in filled}) < 2:
            break
        if any(_is_figure(below[c]) for c in filled):
            break
        fits = [c for c in filled if below[c] == above[c] or _is_word(below[c])]
        if 2 * len(fits) <= len(filled):
            break
        height += 1
    return height


def layout_at(grid: Grid, top: int) -> Layout | None:
    """Columns under the headings that begin in a row (某行起的表头).

    Parameters
    ----------
    grid : Grid
        The table.
    top : int
        Row.

    Returns
    -------
    Layout or None
        None where no heading of a table of windows or households begins there.
    """
    height = heading_height(grid, top)
    for rows in range(height, 0, -1):
        layout = _of_rows(grid, top, rows)
        if layout is not None:
            return layout
    return None


def rows_layout(grid: Grid, first: int) -> tuple[Column, ...]:
    """Columns by the headings right above a row, of any table (某行上方的表头).

    Parameters
    ----------
    grid : Grid
        The table.
    first : int
        Row below the headings.
    """
    for top in range(max(first - _TALLEST, 0), first):
        if top + heading_height(grid, top) == first:
            columns = [_by_cells(grid, first, c) for c in _headed(grid, top, first)]
            if not any(c.role == "state" for c in columns):
                columns = [_with_state(grid, c, top) for c in columns]
            return _first_of_each(columns)
    return ()


def _of_rows(grid: Grid, top: int, height: int) -> Layout | None:
    """Layout of a heading of a known height."""
    first = top + height
    return _settled(grid, top, first, _headed(grid, top, first))


def _headed(grid: Grid, top: int, first: int) -> list[Column]:
    """Columns whose headings say something that is read."""
    parts = [
        tuple(grid.rows[r][c].strip() for r in range(top, first))
        for c in range(len(grid.rows[top]))
    ]
    parts = _spread(parts)
    if any(never_a_window_table(part) for part in parts):
        return []
    found = []
    for index, part in enumerate(parts):
        heading = stacked(part)
        if heading.role in ("", "other", "serial", "longest"):
            continue
        text = "/".join(dict.fromkeys(" ".join(p.split()) for p in part if p))
        found.append(
            Column(
                index=index,
                role=heading.role,
                state=heading.state,
                unit=heading.unit,
                beijing=heading.beijing,
                heading=text[:60],
            )
        )
    return found


def _spread(parts: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Carry an upper heading over the blanks right of it (向右补齐上层表头).

    Files without merged cells, CSV above all, leave them blank.
    """
    height = len(parts[0]) if parts else 0
    carried = [""] * height
    spread = []
    for part in parts:
        own = list(part)
        for level in range(height - 1):
            below = any(own[level + 1 :])
            if own[level]:
                carried[level] = own[level]
                carried[level + 1 :] = [""] * (height - level - 1)
            elif below and heading_of(carried[level]).role in ("bare", "either"):
                own[level] = carried[level]
        spread.append(tuple(own))
    return spread


def _settled(grid: Grid, top: int, first: int, found: list[Column]) -> Layout | None:
    """Settle what a heading leaves open, and whether it is a table to read."""
    columns = [_by_cells(grid, first, column) for column in found]
    roles = {c.role for c in columns}
    if "window" not in roles and "number" in roles and "sill" in roles:
        columns = [
            replace(c, role="window") if c.role == "number" else c for c in columns
        ]
        roles.add("window")
    timed = bool(roles & {"total", "segments"}) or {"start", "end"} <= roles
    if "window" in roles and timed:
        kind = "windows"
    elif "window" not in roles and _of_units(columns, roles):
        kind = "units"
        columns = _with_unit_label(columns)
    else:
        return None
    if "state" not in roles:
        columns = [_with_state(grid, c, top) for c in columns]
    return Layout(kind=kind, top=top, first=first, columns=_first_of_each(columns))


def _of_units(columns: list[Column], roles: set[str]) -> bool:
    """Whether these are the columns of a table of households or other units."""
    named = bool(roles & {"household", "unit"}) or "room" in roles
    return named and "total" in roles and not roles & {"start", "end"}


def _with_unit_label(columns: list[Column]) -> list[Column]:
    """The column that names the unit: the unit, else the household, else the room."""
    for role in ("unit", "household", "room"):
        chosen = next((c for c in columns if c.role == role), None)
        if chosen is not None:
            rest = [c for c in columns if c.role not in ("unit", "household", "room")]
            return [replace(chosen, role="label"), *rest]
    return columns


def _by_cells(grid: Grid, first: int, column: Column) -> Column:
    """Tell segments from totals by the cells, where the heading says neither."""
    if column.role not in ("either", "segments", "bare", "total"):
        return column
    lists = lengths = 0
    for row in range(first, min(first + _SAMPLE, len(grid.rows))):
        text = grid.rows[row][column.index]
        if not text.strip():
            continue
        lists += bool(segments(text).found)
        lengths += duration(text).kind in (
            DurationKind.WORDS,
            DurationKind.COLONS,
            DurationKind.NUMBER,
        )
    if lists > lengths:
        return replace(column, role="segments")
    if lengths > lists or column.role != "segments":
        role = column.role
        if role == "bare" and not (lengths or (column.state and column.unit)):
            return replace(column, role="ignored")
        return replace(column, role="total")
    return column


def _titled_state(grid: Grid, top: int) -> str:
    """State that the caption or a title row names, else the file (建设前.csv)."""
    titles = [grid.caption]
    titles += [row[0] for row in grid.rows[:top] if len(set(row) - {""}) == 1]
    states = [state for title in titles if (state := caption_state(title))]
    return states[-1] if states else caption_state(PurePath(grid.file).stem)


def _with_state(grid: Grid, column: Column, top: int) -> Column:
    """Give a figure without a state that of the title, else after (默认建设后)."""
    if column.role not in ("total", "segments", "start", "end", "outcome"):
        return column
    if column.state:
        return column
    caption = _titled_state(grid, top)
    if column.role == "outcome":
        return replace(column, state=caption)
    return replace(column, state=caption or "after")


def _preference(column: Column) -> tuple[bool, bool, int]:
    """Which of several columns of a role leads: solar time, the wording, the left."""
    return column.beijing, "用语" not in column.heading, column.index


def _first_of_each(columns: list[Column]) -> tuple[Column, ...]:
    """Keep one column of each role and state; of totals all, the first leads.

    True solar time goes before Beijing time.
    """
    kept: dict[tuple[str, str], Column] = {}
    totals = []
    for column in sorted(columns, key=_preference):
        if column.role == "total":
            totals.append(column)
        elif column.role in (
            *_PLACES,
            "window",
            "label",
            "segments",
            "start",
            "end",
        ) or (column.role in ("outcome", "remark")):
            kept.setdefault((column.role, column.state), column)
    return (*kept.values(), *totals)
