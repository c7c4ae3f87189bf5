r"""Mapping file for odd layouts (对照文件): which column holds what.

A TOML file; what it does not say is found as usual::

    schema = "sunlight-mapping/1"

    [[tables]]
    file = "3号楼*.xlsx"      # name of the file, * and ? allowed; left out: every file
    place = "*窗表*"          # place or caption of the table, the same
    heading_row = 4           # last row of the heading, as the file counts rows;
                              # 0 where there is none
    building = "3#"           # building of all rows
    floor = 2                 # storey of all rows that name none
    state = "after"           # state of figures whose heading names none
    label = '(?P<building>\d+#)-(?P<floor>\d+)-(?P<window>\w+)'

    [tables.columns]          # role = letter, number from 1, or text of the heading
    window = "B"
    floor = 1
    sill = "窗台"
    segments_before = "E"
    total_before = { column = "F", unit = "h" }
    total_after = { column = "H", unit = "clock" }
    start_after = "I"
    end_after = "J"

    [[tables]]
    place = "*草稿*"
    skip = true               # not read at all

Roles: ``window``, ``label`` (of a household), ``building``, ``floor``, ``sill``,
``household``, ``room``, ``outcome``, ``state``, and with ``_before`` or ``_after``
``segments``, ``total``, ``start``, ``end``, ``outcome``. Units: ``min``, ``h``,
``clock`` (h:mm), ``m``, ``mm``.
"""

import fnmatch
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Discriminator, Field, Tag, ValidationError

from sunlight.errors import ImporterError
from sunlight.importers.file_text import read_document
from sunlight.importers.limits import LIMITS, Limits
from sunlight.importers.problems import Problems, collect_validation
from sunlight.importers.schema_parts import Record
from sunlight.review.reading.columns.layout import (
    Column,
    Layout,
    find_layout,
    rows_layout,
)
from sunlight.review.reading.columns.plain import bare
from sunlight.review.reading.grids.records import Grid

__all__ = [
    "MAPPING_SCHEMA",
    "MappingFile",
    "TableMapping",
    "mapped_layout",
    "mapping_for",
    "read_mapping",
]

MAPPING_SCHEMA: Final = "sunlight-mapping/1"
_STATED: Final = ("segments", "total", "start", "end", "outcome")
_PLAIN: Final = (
    "window",
    "label",
    "building",
    "floor",
    "sill",
    "household",
    "room",
    "outcome",
    "state",
)
_ROLES: Final = frozenset(
    (*_PLAIN, *(f"{role}_{state}" for role in _STATED for state in ("before", "after")))
)

Place = int | str


def _shape(value: object) -> str:
    """Tag of the way a column is given."""
    if isinstance(value, dict | ColumnMapping):
        return "<table>"
    return "<number>" if isinstance(value, int) else "<text>"


class ColumnMapping(Record):
    """A column with its unit (列及单位)."""

    column: Annotated[
        Annotated[str, Tag("<text>")] | Annotated[int, Tag("<number>"), Field(ge=1)],
        Discriminator(_shape),
    ]
    """Letter, number from 1, or text of the heading."""
    unit: Literal["", "min", "h", "clock", "m", "mm"] = ""
    """min, h, clock (h:mm), m or mm."""


ColumnField = Annotated[
    Annotated[str, Tag("<text>")]
    | Annotated[int, Tag("<number>"), Field(ge=1)]
    | Annotated[ColumnMapping, Tag("<table>")],
    Discriminator(_shape),
]


class TableMapping(Record):
    """What is known of some tables (表格对照)."""

    file: str = "*"
    """Name of the file; * and ? stand for anything."""
    place: str = "*"
    """Place or caption of the table; * and ? stand for anything."""
    skip: bool = False
    """The table is not read at all."""
    heading_row: Annotated[int, Field(ge=0)] | None = None
    """Last row of the heading as the file counts; 0 where there is none."""
    building: str = ""
    """Building of all rows."""
    floor: Annotated[int, Field(ge=-99, le=9999)] | None = None
    """Storey of rows that name none."""
    state: Literal["", "before", "after"] = ""
    """State of figures whose heading names none."""
    label: str = ""
    """Expression for labels, with groups building, floor and window."""
    columns: dict[str, ColumnField] = Field(default_factory=dict)
    """Column of each role."""


class MappingFile(Record):
    """A mapping file (对照文件)."""

    schema_: Annotated[Literal["sunlight-mapping/1"], Field(alias="schema")]
    """sunlight-mapping/1."""
    tables: Annotated[list[TableMapping], Field(min_length=1)]
    """Tables, the first that fits holds."""


def read_mapping(path: str | Path, limits: Limits = LIMITS) -> tuple[TableMapping, ...]:
    """Read a mapping file (读取对照文件).

    Parameters
    ----------
    path : str or Path
        TOML or JSON file, as described at the top of this module.
    limits : Limits
        How large it may be.

    Returns
    -------
    tuple of TableMapping
        In the order of the file.

    Raises
    ------
    ImporterError
        If it cannot be read, or says something that is not allowed.
    """
    document = read_document(Path(path), limits)
    problems = Problems(source=str(path))
    try:
        mapping = MappingFile.model_validate(dict(document.data))
    except ValidationError as error:
        collect_validation(
            error, model=MappingFile, data=document.data, problems=problems
        )
        problems.raise_if_any()
        raise
    for index, table in enumerate(mapping.tables):
        _checked(table, f"tables[{index}]", problems)
    problems.raise_if_any()
    return tuple(mapping.tables)


def _checked(table: TableMapping, where: str, problems: Problems) -> None:
    """Check roles and the expression for labels."""
    for role in table.columns:
        if role not in _ROLES:
            problems.add(
                f"{where}.columns.{role}",
                f"there is no role {role!r}; allowed are {', '.join(sorted(_ROLES))}",
                role,
            )
    try:
        groups = set(re.compile(table.label).groupindex)
    except re.error as error:
        problems.add(
            f"{where}.label", f"is no regular expression: {error}", table.label
        )
        return
    strange = groups - {"building", "floor", "window"}
    if strange or (table.label and not groups):
        problems.add(
            f"{where}.label",
            "its named groups must be building, floor and window, at least one of them",
            table.label,
        )


def mapping_for(grid: Grid, mappings: Sequence[TableMapping]) -> TableMapping | None:
    """First mapping that fits a table (适用的对照); None if none does.

    Parameters
    ----------
    grid : Grid
        The table.
    mappings : sequence of TableMapping
        Mappings.
    """
    for mapping in mappings:
        places = (grid.place, grid.caption)
        if fnmatch.fnmatchcase(grid.file, mapping.file) and any(
            fnmatch.fnmatchcase(place, mapping.place) for place in places
        ):
            return mapping
    return None


def mapped_layout(grid: Grid, mapping: TableMapping) -> Layout | None:
    """Columns of a table as a mapping says (按对照定列).

    Parameters
    ----------
    grid : Grid
        The table.
    mapping : TableMapping
        What is known of it.

    Returns
    -------
    Layout or None
        None where neither mapping nor headings tell that it is a table to read.

    Raises
    ------
    ImporterError
        If the mapping names a row or a column that the table does not have.
    """
    if not mapping.columns and mapping.heading_row is None:
        return _stated(find_layout(grid), mapping)
    first = _first_row(grid, mapping)
    found = rows_layout(grid, first)
    columns = {(c.role, c.state, c.index): c for c in found}
    for role, given in mapping.columns.items():
        name, _, state = role.partition("_")
        index, unit = _index(grid, given, first, role)
        heading = grid.rows[first - 1][index] if first else role
        for key in [k for k in columns if k[2] == index or k[:2] == (name, state)]:
            del columns[key]
        columns[name, state, index] = Column(
            index=index,
            role=name,
            state=state,
            unit=unit,
            heading=heading.strip() or role,
        )
    roles = {role for role, _, _ in columns}
    kind = "windows" if "window" in roles else "units"
    if not roles & {"window", "label"}:
        return None
    layout = Layout(
        kind=kind, top=max(first - 1, 0), first=first, columns=tuple(columns.values())
    )
    return _stated(layout, mapping)


def _stated(layout: Layout | None, mapping: TableMapping) -> Layout | None:
    """Layout with the state of the mapping where no heading names one."""
    if layout is None or layout.index("state") >= 0:
        return layout
    state = mapping.state or "after"
    columns = tuple(
        Column(
            index=c.index,
            role=c.role,
            state=state
            if c.role in ("total", "segments", "start", "end")
            and (not c.state or (mapping.state and not _says_state(c)))
            else c.state,
            unit=c.unit,
            beijing=c.beijing,
            heading=c.heading,
        )
        for c in layout.columns
    )
    return Layout(kind=layout.kind, top=layout.top, first=layout.first, columns=columns)


def _says_state(column: Column) -> bool:
    """Whether the heading itself names a state."""
    return any(
        word in column.heading for word in ("前", "后", "现状", "before", "after")
    )


def _first_row(grid: Grid, mapping: TableMapping) -> int:
    """First row below the heading."""
    row = mapping.heading_row
    if row == 0:
        return 0
    if row is None:
        found = find_layout(grid)
        return found.first if found else 0
    if row not in grid.lines:
        raise ImporterError(
            f"the table {grid.place} has no row {row}; it has rows {grid.lines[0]} to "
            f"{grid.lines[-1]}",
            source=grid.file,
            where="heading_row",
            value=row,
        )
    return grid.lines.index(row) + 1


def _index(
    grid: Grid, given: str | int | ColumnMapping, first: int, role: str
) -> tuple[int, str]:
    """Index of a column that is given by letter, number or heading, and its unit."""
    unit = given.unit if isinstance(given, ColumnMapping) else ""
    if isinstance(given, ColumnMapping):
        given = given.column
    width = len(grid.rows[0])
    index = -1
    if isinstance(given, int):
        index = given - 1
    else:
        wanted = bare(given)
        for row in grid.rows[:first]:
            texts = [bare(text) for text in row]
            if wanted in texts and index < 0:
                index = texts.index(wanted)
        if index < 0 and re.fullmatch(r"[A-Za-z]{1,2}", given):
            for letter in given.upper():
                index = 26 * (index + 1) + ord(letter) - ord("A")
    if not 0 <= index < width:
        raise ImporterError(
            f"the table {grid.place} has no column {given!r}; it has {width} columns: "
            "give a letter, a number from 1, or the text of a heading",
            source=grid.file,
            where=f"columns.{role}",
            value=given,
        )
    return index, unit
