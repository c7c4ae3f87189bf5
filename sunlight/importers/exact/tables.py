"""Columns of a converted file to the tables of the model (列表读取)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.importers.problems import Problems
from sunlight.importers.schema_exact import (
    HouseholdColumns,
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
    "assumed": False,
    "kind": WINDOW_KINDS[0].value,
    "balcony": BALCONY_KINDS[0].value,
    "projection": None,
    "at_front": False,
    "element": "",
}
"""Columns of windows that may be left out, and what then holds in each row."""


def read_tables(
    spec: TablesSpec, *, buildings: int, problems: Problems
) -> tuple[Windows, Rooms, Households]:
    """Tables of windows, rooms and households (窗、房间、户), as they stand.

    Parameters
    ----------
    spec : TablesSpec
        Columns of the file.
    buildings : int
        How many buildings there are.
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
    rooms, households = len(spec.rooms.id), len(spec.households.id)
    with problems.at("tables.windows"):
        _check_windows(spec.windows, buildings, rooms)
    with problems.at("tables.rooms"):
        _check_columns(spec.rooms, {"building": buildings, "household": households})
        codes = _codes(spec.rooms.kind, ROOM_KINDS)
    with problems.at("tables.households"):
        _check_columns(spec.households, {"building": buildings}, ("compensation",))
    problems.raise_if_any()
    return (
        _windows(spec.windows),
        Rooms(
            id=_texts(spec.rooms.id),
            building=np.array(spec.rooms.building, dtype=np.int32),
            floor=np.array(spec.rooms.floor, dtype=np.int32),
            household=np.array(spec.rooms.household, dtype=np.int32),
            kind=codes,
        ),
        _households(spec.households),
    )


def _windows(spec: WindowColumns) -> Windows:
    """Table of windows whose columns have been checked."""
    w = len(spec.id)
    return Windows(
        id=_texts(spec.id),
        building=np.array(spec.building, dtype=np.int32),
        floor=np.array(spec.floor, dtype=np.int32),
        floor_level=np.array(spec.floor_level, dtype=np.float64),
        sill_height=np.array(spec.sill_height, dtype=np.float64),
        left=np.array(spec.left, dtype=np.float64).reshape(-1, 2),
        right=np.array(spec.right, dtype=np.float64).reshape(-1, 2),
        room=np.array(spec.room, dtype=np.int32),
        column_offsets=np.array(spec.column_offsets or [0], dtype=np.int64),
        assumed=np.array(spec.assumed or [False] * w, dtype=np.bool_),
        kind=_codes(spec.kind, WINDOW_KINDS),
        balcony=_codes(spec.balcony, BALCONY_KINDS, "balcony"),
        projection=np.array(spec.projection, dtype=np.float64),
        at_front=np.array(spec.at_front, dtype=np.bool_),
        element=_texts(spec.element),
    )


def _households(spec: HouseholdColumns) -> Households:
    """Table of households whose columns have been checked."""
    return Households(
        id=_texts(spec.id),
        building=np.array(spec.building, dtype=np.int32),
        floor=np.array(spec.floor, dtype=np.int32),
        compensation=_texts(spec.compensation),
    )


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


def _check_windows(spec: WindowColumns, buildings: int, rooms: int) -> None:
    """Refuse windows whose columns, places or stacks do not agree."""
    _check_columns(
        spec,
        {"building": buildings, "room": rooms},
        tuple(USUAL_COLUMNS),
        ("column_offsets",),
    )
    _codes(spec.kind, WINDOW_KINDS)
    _codes(spec.balcony, BALCONY_KINDS, "balcony")
    offsets = np.array(spec.column_offsets or [0], dtype=np.int64)
    w = len(spec.id)
    if offsets[0] != 0 or offsets[-1] != w or (np.diff(offsets) < 0).any():
        raise InputError(
            f"the stacks must start at 0, rise, and end at the number of windows, {w}; "
            "they are the first row of each stack, and the number of rows",
            where="column_offsets",
            value=spec.column_offsets[-1:],
        )
    first = np.repeat(offsets[:-1], np.diff(offsets))
    for name in ("building", "left", "right") if w else ():
        values = np.array(getattr(spec, name)).reshape(w, -1)
        apart = (values != values[first]).any(axis=1)
        if apart.any():
            row = int(np.argmax(apart))
            raise InputError(
                f"windows of one stack stand above each other, but row {row} differs "
                f"from row {first[row]}; mend the place, or start a new stack in "
                "column_offsets",
                where=f"{name}[{row}]",
                value=getattr(spec, name)[row],
            )


def _check_columns(
    spec: Record,
    counts: dict[str, int],
    optional: tuple[str, ...] = (),
    others: tuple[str, ...] = (),
) -> None:
    """Refuse columns of unequal length, ids given twice, places that are not there."""
    ids: list[str] = spec.id  # type: ignore[attr-defined]
    for name in type(spec).model_fields:
        column: list[Any] = getattr(spec, name)
        if name in others or (name in optional and not column):
            continue
        if len(column) != len(ids):
            raise InputError(
                f"the column has {len(column):,} rows, the column id {len(ids):,}; all "
                "columns are equally long",
                where=name,
                value=len(column),
            )
    if len(set(ids)) != len(ids):
        seen: set[str] = set()
        row = next(i for i, x in enumerate(ids) if x in seen or seen.add(x))  # type: ignore[func-returns-value]
        raise InputError(
            f"the id {ids[row]!r} stands twice; each needs its own",
            where=f"id[{row}]",
            value=ids[row],
        )
    for name, count in counts.items():
        places = np.array(getattr(spec, name), dtype=np.int64)
        wrong = np.flatnonzero(places >= count)
        if len(wrong):
            row = int(wrong[0])
            raise InputError(
                f"there is no {name} number {places[row]}; there are {count:,}, "
                "counted from 0",
                where=f"{name}[{row}]",
                value=int(places[row]),
            )
