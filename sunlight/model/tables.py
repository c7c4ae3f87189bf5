"""Columnar tables of windows, rooms and households (窗、房间、户).

A million frozen records would cost seconds and hundreds of megabytes, so these three
are tables: one array a column, rows addressed by index, -1 where there is none.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.kinds import BalconyKind, RoomKind, WindowKind

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "BALCONY_KINDS",
    "ROOM_KINDS",
    "WINDOW_KINDS",
    "Households",
    "Rooms",
    "Windows",
]

ROOM_KINDS: tuple[RoomKind, ...] = tuple(RoomKind)
"""Room kinds in the order of the codes in :attr:`Rooms.kind`."""

WINDOW_KINDS: tuple[WindowKind, ...] = tuple(WindowKind)
"""Window kinds in the order of the codes in :attr:`Windows.kind`."""

BALCONY_KINDS: tuple[BalconyKind, ...] = tuple(BalconyKind)
"""Balcony kinds in the order of the codes in :attr:`Windows.balcony`."""


_USUAL_WINDOW: Final = {
    "kind": WINDOW_KINDS.index(WindowKind.ORDINARY),
    "balcony": BALCONY_KINDS.index(BalconyKind.NONE),
    "projection": np.nan,
    "at_front": False,
    "element": "",
}
"""What a window is where nothing is said."""


def _not_given() -> Any:  # noqa: ANN401, a column of any type
    """Column of which nothing is said; filled with what is usual."""
    return np.empty(0)


def _dtype_of(usual: object) -> object:
    """Texts are objects, so that a column of them takes any length."""
    return object if isinstance(usual, str) else None


def _frozen(array: NDArray[np.generic], dtype: object) -> NDArray[np.generic]:
    """Copy to C order and forbid writing."""
    out = np.array(array, dtype=dtype, order="C")  # type: ignore[call-overload]
    out.flags.writeable = False
    return out  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Windows:
    """All windows of a project, floor over floor (窗).

    Rows are grouped in *columns*: windows that stand above each other at one place in
    plan. Rows ``column_offsets[i]:column_offsets[i + 1]`` share `left`, `right` and
    `building`.

    Parameters
    ----------
    id : (w,) ndarray of str objects
        Stable window numbers, unique in the project.
    building : (w,) ndarray of int32
        Index of the building.
    floor : (w,) ndarray of int32
        Storey as numbered on the drawings, 1 = first above ground.
    floor_level : (w,) ndarray of float64
        Floor relative to ±0.00; NaN where it is not known. [m]
    sill_height : (w,) ndarray of float64
        Real height of the sill above the floor. [m]
    left, right : (w, 2) ndarray of float64
        Sill ends in plan as seen from outside, on the outer wall face. [m]
    room : (w,) ndarray of int32
        Index of the room, or -1.
    column_offsets : (c + 1,) ndarray of int64
        Where each column starts.
    assumed : (w,) ndarray of bool
        Laid by a rule, not drawn by anybody.
    kind : (w,) ndarray of int8
        Code into :data:`WINDOW_KINDS`; ordinary, if not given.
    balcony : (w,) ndarray of int8
        Code into :data:`BALCONY_KINDS`; none, if not given.
    projection : (w,) ndarray of float64
        How far the glass of a bay, an arc or an enclosed balcony stands out from the
        opening in the wall; NaN where it is not known. [m]
    at_front : (w,) ndarray of bool
        `left` and `right` are on that front line, not on the opening.
    element : (w,) ndarray of str objects
        Id of each window in the file its building was read from, such as the GlobalId
        of an IfcWindow; empty where there is none.
    """

    id: NDArray[np.object_]
    building: NDArray[np.int32]
    floor: NDArray[np.int32]
    floor_level: NDArray[np.float64]
    sill_height: NDArray[np.float64]
    left: NDArray[np.float64]
    right: NDArray[np.float64]
    room: NDArray[np.int32]
    column_offsets: NDArray[np.int64]
    assumed: NDArray[np.bool_]
    kind: NDArray[np.int8] = field(default_factory=_not_given)
    balcony: NDArray[np.int8] = field(default_factory=_not_given)
    projection: NDArray[np.float64] = field(default_factory=_not_given)
    at_front: NDArray[np.bool_] = field(default_factory=_not_given)
    element: NDArray[np.object_] = field(default_factory=_not_given)

    def __post_init__(self) -> None:
        put = object.__setattr__
        for name, usual in _USUAL_WINDOW.items():
            if len(getattr(self, name)) == 0 < len(self.id):
                put(self, name, np.full(len(self.id), usual, dtype=_dtype_of(usual)))
        for name, dtype in (
            ("id", object),
            ("building", np.int32),
            ("floor", np.int32),
            ("floor_level", np.float64),
            ("sill_height", np.float64),
            ("left", np.float64),
            ("right", np.float64),
            ("room", np.int32),
            ("column_offsets", np.int64),
            ("assumed", np.bool_),
            ("kind", np.int8),
            ("balcony", np.int8),
            ("projection", np.float64),
            ("at_front", np.bool_),
            ("element", object),
        ):
            put(self, name, _frozen(getattr(self, name), dtype))

    def __len__(self) -> int:
        return len(self.id)

    @property
    def width(self) -> NDArray[np.float64]:
        """Real width of each window, (w,). [m]"""  # noqa: D400
        across = self.right - self.left
        width: NDArray[np.float64] = np.hypot(across[:, 0], across[:, 1])
        return width

    def to_frame(self) -> "pd.DataFrame":
        """Table as a pandas data frame, one row a window."""
        import pandas as pd

        return pd.DataFrame(
            {
                "window": self.id,
                "building": self.building,
                "floor": self.floor,
                "floor_level": self.floor_level,
                "sill_height": self.sill_height,
                "left_x": self.left[:, 0],
                "left_y": self.left[:, 1],
                "right_x": self.right[:, 0],
                "right_y": self.right[:, 1],
                "room": self.room,
                "assumed": self.assumed,
                "kind": [WINDOW_KINDS[k].value for k in self.kind],
                "balcony": [BALCONY_KINDS[k].value for k in self.balcony],
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rooms:
    """All rooms (房间).

    Parameters
    ----------
    id : (n,) ndarray of str objects
        Unique id.
    building : (n,) ndarray of int32
        Index of the building.
    floor : (n,) ndarray of int32
        Storey.
    household : (n,) ndarray of int32
        Index of the household, or -1.
    kind : (n,) ndarray of int8
        Code into :data:`ROOM_KINDS`.
    """

    id: NDArray[np.object_]
    building: NDArray[np.int32]
    floor: NDArray[np.int32]
    household: NDArray[np.int32]
    kind: NDArray[np.int8]

    def __post_init__(self) -> None:
        put = object.__setattr__
        for name, dtype in (
            ("id", object),
            ("building", np.int32),
            ("floor", np.int32),
            ("household", np.int32),
            ("kind", np.int8),
        ):
            put(self, name, _frozen(getattr(self, name), dtype))

    def __len__(self) -> int:
        return len(self.id)

    def to_frame(self) -> "pd.DataFrame":
        """Table as a pandas data frame, one row a room."""
        import pandas as pd

        return pd.DataFrame(
            {
                "room": self.id,
                "building": self.building,
                "floor": self.floor,
                "household": self.household,
                "kind": [ROOM_KINDS[k].value for k in self.kind],
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Households:
    """All households (户).

    Parameters
    ----------
    id : (n,) ndarray of str objects
        Unique id, such as ``3#-0502``.
    building : (n,) ndarray of int32
        Index of the building.
    floor : (n,) ndarray of int32
        Storey of the entrance.
    compensation : (n,) ndarray of str objects
        Compensation agreement on record, empty for none; left out: none at all.
    """

    id: NDArray[np.object_]
    building: NDArray[np.int32]
    floor: NDArray[np.int32]
    compensation: NDArray[np.object_] = field(
        default_factory=lambda: np.empty(0, dtype=object)
    )

    def __post_init__(self) -> None:
        put = object.__setattr__
        if len(self.compensation) == 0:
            put(self, "compensation", np.full(len(self.id), "", dtype=object))
        for name, dtype in (
            ("id", object),
            ("building", np.int32),
            ("floor", np.int32),
            ("compensation", object),
        ):
            put(self, name, _frozen(getattr(self, name), dtype))

    def __len__(self) -> int:
        return len(self.id)

    def to_frame(self) -> "pd.DataFrame":
        """Table as a pandas data frame, one row a household."""
        import pandas as pd

        return pd.DataFrame(
            {
                "household": self.id,
                "building": self.building,
                "floor": self.floor,
                "compensation": self.compensation,
            }
        )
