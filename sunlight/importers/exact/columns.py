"""Tables of the model as columns of a converted project file (写成列表)."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.importers.exact.tables import USUAL_COLUMNS
from sunlight.model.project import Project
from sunlight.model.tables import (
    BALCONY_KINDS,
    ROOM_KINDS,
    WINDOW_KINDS,
    Households,
    Rooms,
    Windows,
)

__all__ = ["tables_document"]


def tables_document(project: Project) -> dict[str, dict[str, list[Any]]]:
    """Windows, rooms and households as columns (窗、房间、户的列表).

    Parameters
    ----------
    project : Project
        The project.

    Returns
    -------
    dict
        Columns by table; what is usual in every row is left out.

    Raises
    ------
    InputError
        If the place of a window is not finite.
    """
    homes = [building.id for building in project.buildings]
    return {
        "windows": _windows(project.windows, homes, project.rooms.id.tolist()),
        "rooms": _rooms(project.rooms, homes, project.households.id.tolist()),
        "households": _households(project.households, homes),
    }


def _windows(
    table: Windows, homes: Sequence[str], rooms: Sequence[str]
) -> dict[str, list[Any]]:
    """Columns of the windows."""
    columns: dict[str, list[Any]] = {
        "id": table.id.tolist(),
        "building": _named(table.building, homes),
        "floor": table.floor.tolist(),
        "floor_level": _or_null(table.floor_level, "floor_level"),
        "sill_height": _or_null(table.sill_height, "sill_height"),
        "left": _places(table.left, "left"),
        "right": _places(table.right, "right"),
        "room": _named(table.room, rooms),
        "column_offsets": table.column_offsets.tolist(),
        "assumed": table.assumed.tolist(),
        "kind": [WINDOW_KINDS[code].value for code in table.kind.tolist()],
        "balcony": [BALCONY_KINDS[code].value for code in table.balcony.tolist()],
        "projection": _or_null(table.projection, "projection"),
        "at_front": table.at_front.tolist(),
        "element": table.element.tolist(),
    }
    for name, usual in USUAL_COLUMNS.items():
        if all(value == usual for value in columns[name]):
            del columns[name]
    return columns


def _rooms(
    table: Rooms, homes: Sequence[str], households: Sequence[str]
) -> dict[str, list[Any]]:
    """Columns of the rooms."""
    return {
        "id": table.id.tolist(),
        "building": _named(table.building, homes),
        "floor": table.floor.tolist(),
        "household": _named(table.household, households),
        "kind": [ROOM_KINDS[code].value for code in table.kind.tolist()],
    }


def _households(table: Households, homes: Sequence[str]) -> dict[str, list[Any]]:
    """Columns of the households."""
    columns: dict[str, list[Any]] = {
        "id": table.id.tolist(),
        "building": _named(table.building, homes),
        "floor": table.floor.tolist(),
    }
    if any(table.compensation.tolist()):
        columns["compensation"] = table.compensation.tolist()
    return columns


def _named(rows: NDArray[np.int32], names: Sequence[str]) -> list[str | None]:
    """Ids of the things in some rows, None for none."""
    return [None if row < 0 else names[row] for row in rows.tolist()]


def _or_null(column: NDArray[np.float64], name: str) -> list[float | None]:
    """Numbers of a column, None where there is none."""
    _refuse(np.isinf(column), name)
    unknown = np.isnan(column)
    values: list[float | None] = column.tolist()
    for row in np.flatnonzero(unknown).tolist():
        values[row] = None
    return values


def _places(column: NDArray[np.float64], name: str) -> list[list[float]]:
    """Places of a column, all finite."""
    _refuse(~np.isfinite(column).min(axis=1, initial=True), name)
    places: list[list[float]] = column.tolist()
    return places


def _refuse(wrong: NDArray[np.bool_], name: str) -> None:
    """Refuse numbers that JSON does not know."""
    if wrong.any():
        raise InputError(
            "the number is not finite and cannot be written; mend the model first",
            where=f"windows.{name}[{int(np.argmax(wrong))}]",
        )
