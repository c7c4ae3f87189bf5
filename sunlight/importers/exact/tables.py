"""Columns of a converted file to the tables of the model (列表读取)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.importers.problems import Problems
from sunlight.importers.schema_exact import (
    HouseholdColumns,
    RoomColumns,
    TablesSpec,
    WindowColumns,
)
from sunlight.importers.schema_parts import Record
from sunlight.importers.words import near
from sunlight.model.tables import (
    BALCONY_KINDS,
    ROOM_KINDS,
    WINDOW_KINDS,
    Households,
    Rooms,
    Windows,
)

__all__ = ["USUAL_COLUMNS", "read_tables"]

USUAL_COLUMNS: Final[dict[str, object]] = {
    "room": None,
    "assumed": False,
    "kind": WINDOW_KINDS[0].value,
    "balcony": BALCONY_KINDS[0].value,
    "projection": None,
    "at_front": False,
    "element": "",
}
"""Columns of windows that may be left out, and what then holds in each row."""

_MOST_COMPARED: Final = 5_000
"""A slip in a name is not looked for among more names than this."""


def read_tables(
    spec: TablesSpec, *, building_ids: Sequence[str], problems: Problems
) -> tuple[Windows, Rooms, Households]:
    """Tables of windows, rooms and households (窗、房间、户), as they stand.

    Parameters
    ----------
    spec : TablesSpec
        Columns of the file.
    building_ids : sequence of str
        Ids of the buildings.
    problems : Problems
        Receives what is wrong, by column and row.

    Returns
    -------
    tuple of Windows, Rooms and Households
        The same, row for row.

    Raises
    ------
    ImporterError
        If something was wrong, with everything else that is wrong with the file.
    """
    tables: list[Households | Rooms | Windows] = []
    homes = {name: i for i, name in enumerate(building_ids)}
    with problems.at("tables.households"):
        tables.append(_households(spec.households, homes))
    with problems.at("tables.rooms"):
        tables.append(_rooms(spec.rooms, homes, spec.households.id))
    with problems.at("tables.windows"):
        tables.append(_windows(spec.windows, homes, spec.rooms.id))
    problems.raise_if_any()
    households, rooms, windows = tables
    return windows, rooms, households  # type: ignore[return-value]


def _households(spec: HouseholdColumns, homes: Mapping[str, int]) -> Households:
    """Table of households."""
    _check_columns(spec, ("compensation",))
    return Households(
        id=_texts(spec.id),
        building=_places(spec.building, homes, "building"),
        floor=np.array(spec.floor, dtype=np.int32),
        compensation=_texts(spec.compensation),
    )


def _rooms(
    spec: RoomColumns, homes: Mapping[str, int], households: Sequence[str]
) -> Rooms:
    """Table of rooms."""
    _check_columns(spec)
    numbers = {name: i for i, name in enumerate(households)}
    return Rooms(
        id=_texts(spec.id),
        building=_places(spec.building, homes, "building"),
        floor=np.array(spec.floor, dtype=np.int32),
        household=_places(spec.household, numbers, "household"),
        kind=_codes(spec.kind, ROOM_KINDS),
    )


def _windows(
    spec: WindowColumns, homes: Mapping[str, int], rooms: Sequence[str]
) -> Windows:
    """Table of windows."""
    _check_columns(spec, tuple(USUAL_COLUMNS), ("column_offsets",))
    numbers = {name: i for i, name in enumerate(rooms)}
    w = len(spec.id)
    windows = Windows(
        id=_texts(spec.id),
        building=_places(spec.building, homes, "building"),
        floor=np.array(spec.floor, dtype=np.int32),
        floor_level=np.array(spec.floor_level, dtype=np.float64),
        sill_height=np.array(spec.sill_height, dtype=np.float64),
        left=np.array(spec.left, dtype=np.float64).reshape(-1, 2),
        right=np.array(spec.right, dtype=np.float64).reshape(-1, 2),
        room=_places(spec.room or [None] * w, numbers, "room"),
        column_offsets=np.array(spec.column_offsets or [0], dtype=np.int64),
        assumed=np.array(spec.assumed or [False] * w, dtype=np.bool_),
        kind=_codes(spec.kind, WINDOW_KINDS),
        balcony=_codes(spec.balcony, BALCONY_KINDS, "balcony"),
        projection=np.array(spec.projection, dtype=np.float64),
        at_front=np.array(spec.at_front, dtype=np.bool_),
        element=_texts(spec.element),
    )
    _check_stacks(windows)
    return windows


def _texts(column: Sequence[str]) -> NDArray[np.object_]:
    """Texts as an array of objects, also of equally long ones."""
    out = np.empty(len(column), dtype=object)
    out[:] = column
    return out


def _codes(
    column: Sequence[str], kinds: Sequence[StrEnum], name: str = "kind"
) -> NDArray[np.int8]:
    """Codes of the words of a column; refuses the first that is no such word."""
    known = {kind.value: code for code, kind in enumerate(kinds)}
    try:
        return np.array([known[word] for word in column], dtype=np.int8)
    except KeyError as error:
        word = error.args[0]
        raise InputError(
            f"{word!r} is unknown here{near(word, known)}; allowed are "
            f"{', '.join(known)}",
            where=f"{name}[{column.index(word)}]",
            value=word,
        ) from None


def _places(
    column: Sequence[str | None], known: Mapping[str, int], name: str
) -> NDArray[np.int32]:
    """Rows of the things a column names, -1 for none; refuses a name of nothing."""
    try:
        return np.array(
            [-1 if word is None else known[word] for word in column], dtype=np.int32
        )
    except KeyError as error:
        word = error.args[0]
        hint = near(word, known) if len(known) <= _MOST_COMPARED else ""
        raise InputError(
            f"there is no {name} {word!r}{hint}",
            where=f"{name}[{column.index(word)}]",
            value=word,
        ) from None


def _check_stacks(windows: Windows) -> None:
    """Refuse stacks that leave rows out, or windows of one stack at two places."""
    offsets, w = windows.column_offsets, len(windows)
    if offsets[0] != 0 or offsets[-1] != w or (np.diff(offsets) < 0).any():
        raise InputError(
            f"the stacks must start at 0, rise, and end at the number of windows, {w}; "
            "they are the first row of each stack, and the number of rows",
            where="column_offsets",
            value=int(offsets[-1]),
        )
    first = np.repeat(offsets[:-1], np.diff(offsets))
    places = np.column_stack([windows.building, windows.left, windows.right])
    apart = (places != places[first]).any(axis=1)
    if apart.any():
        row = int(np.argmax(apart))
        column = int(np.argmax(places[row] != places[first[row]]))
        name = ("building", "left", "left", "right", "right")[column]
        raise InputError(
            f"windows of one stack stand above each other, but row {row} differs from "
            f"row {first[row]}; mend the place, or start a new stack in column_offsets",
            where=f"{name}[{row}]",
            value=places[row].tolist(),
        )


def _check_columns(
    spec: Record, optional: Sequence[str] = (), others: Sequence[str] = ()
) -> None:
    """Refuse columns of unequal length, and ids given twice."""
    ids: list[str] = spec.id  # type: ignore[attr-defined]
    for name in type(spec).model_fields:
        column: list[object] = getattr(spec, name)
        if name in others or (name in optional and not column):
            continue
        if len(column) != len(ids):
            raise InputError(
                f"the column has {len(column):,} rows, the column id {len(ids):,}; all "
                "columns are equally long",
                where=name,
                value=len(column),
            )
    first = {name: row for row, name in reversed(list(enumerate(ids)))}
    if len(first) != len(ids):
        row = next(row for row, name in enumerate(ids) if first[name] != row)
        raise InputError(
            f"the id {ids[row]!r} stands twice; each needs its own",
            where=f"id[{row}]",
            value=ids[row],
        )
