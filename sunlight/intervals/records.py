"""Records of intervals and of who blocks when, for many receivers (时段记录)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sunlight.errors import InputError
from sunlight.intervals.columns import (
    check_limits,
    check_offsets,
    check_sorted,
    column,
    gather_rows,
    offsets_of,
    row_array,
    row_of,
    set_column,
    tag,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = [
    "BETWEEN_ENDS",
    "BOTH_ENDS",
    "LEFT_END",
    "NO_FACE",
    "NO_SIDE",
    "OWN_WALL_PLANE",
    "RIGHT_END",
    "BlockedIntervals",
    "Intervals",
    "select",
]

NO_FACE = -1
"""Face of a limit that no face made: the limit of the band."""
OWN_WALL_PLANE = -2
"""Face of a limit made by the plane of the window's own wall."""
NO_SIDE = -1
"""Sill end of a limit that no sill end made."""
LEFT_END = 0
RIGHT_END = 1
BOTH_ENDS = 2
BETWEEN_ENDS = 3
"""Side of a limit that a point between the ends of the sill made."""


def _absent_faces() -> NDArray[np.int32]:
    """Stand-in for faces not given."""
    return np.empty(0, dtype=np.int32)


def _absent_sides() -> NDArray[np.int8]:
    """Stand-in for sides not given."""
    return np.empty(0, dtype=np.int8)


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """Half-open intervals of r receivers, sorted and disjoint in each row (时段).

    Row i holds the intervals ``offsets[i]:offsets[i + 1]``. Touching intervals are
    allowed. Arrays are copied, checked once and read-only.

    Parameters
    ----------
    offsets : (r + 1,) ndarray of int64
        Where each row begins; the last is k.
    start, end : (k,) ndarray of float64
        Limits, the end excluded. [min, true solar time]
    start_face, end_face : (k,) ndarray of int32, optional
        Face that made each limit; `NO_FACE` at the band, `OWN_WALL_PLANE` for the plane
        of the window's own wall. An empty array, the default, means `NO_FACE`.
    start_side, end_side : (k,) ndarray of int8, optional
        Sill end on which the limit fell. An empty array, the default, means `NO_SIDE`.

    Raises
    ------
    InputError
        If the arrays do not fit each other, or a row is not sorted and disjoint.

    Examples
    --------
    >>> lit = Intervals.from_rows([[(480, 500), (510, 960)], []])
    >>> len(lit), lit[0].tolist()
    (2, [[480.0, 500.0], [510.0, 960.0]])
    """

    offsets: NDArray[np.int64]
    start: NDArray[np.float64]
    end: NDArray[np.float64]
    start_face: NDArray[np.int32] = field(default_factory=_absent_faces)
    end_face: NDArray[np.int32] = field(default_factory=_absent_faces)
    start_side: NDArray[np.int8] = field(default_factory=_absent_sides)
    end_side: NDArray[np.int8] = field(default_factory=_absent_sides)

    def __post_init__(self) -> None:
        offsets = column(self.offsets, np.int64, "offsets")
        start = column(self.start, np.float64, "start")
        k = start.size
        columns = {"offsets": offsets, "start": start}
        columns["end"] = column(self.end, np.float64, "end", k)
        for name in ("start_face", "end_face"):
            columns[name] = tag(getattr(self, name), np.int32, name, k, NO_FACE)
        for name in ("start_side", "end_side"):
            columns[name] = tag(getattr(self, name), np.int8, name, k, NO_SIDE)
        check_offsets(offsets, k)
        check_limits(start, columns["end"])
        check_sorted(offsets, start, columns["end"], np.zeros(k, dtype=np.int32))
        for name, values in columns.items():
            set_column(self, name, values)

    @classmethod
    def _trusted(
        cls,
        offsets: NDArray[np.int64],
        start: NDArray[np.float64],
        end: NDArray[np.float64],
        start_face: NDArray[np.int32] | None = None,
        end_face: NDArray[np.int32] | None = None,
        start_side: NDArray[np.int8] | None = None,
        end_side: NDArray[np.int8] | None = None,
    ) -> Self:
        """Build without checks or copies, from arrays of the right types."""
        k = start.size
        record = object.__new__(cls)
        set_column(record, "offsets", offsets)
        set_column(record, "start", start)
        set_column(record, "end", end)
        for name, faces in (("start_face", start_face), ("end_face", end_face)):
            absent = np.full(k, NO_FACE, np.int32) if faces is None else faces
            set_column(record, name, absent)
        for name, sides in (("start_side", start_side), ("end_side", end_side)):
            set_column(
                record, name, np.full(k, NO_SIDE, np.int8) if sides is None else sides
            )
        return record

    @classmethod
    def from_rows(cls, rows: Sequence[ArrayLike]) -> Self:
        """Intervals from one list of (start, end) pairs per receiver."""
        arrays = [row_array(row, i, 2) for i, row in enumerate(rows)]
        stacked = np.concatenate([np.empty((0, 2)), *arrays])
        return cls(offsets_of([len(a) for a in arrays]), stacked[:, 0], stacked[:, 1])

    @classmethod
    def empty(cls, r: int) -> Self:
        """`r` rows without any interval."""
        return cls._trusted(np.zeros(r + 1, np.int64), np.empty(0), np.empty(0))

    @classmethod
    def full(cls, r: int, band: tuple[float, float]) -> Self:
        """`r` rows that all hold the whole `band`."""
        first, last = band
        return cls(np.arange(r + 1), np.full(r, first), np.full(r, last))

    def __len__(self) -> int:
        return self.offsets.size - 1

    def __getitem__(self, i: int) -> NDArray[np.float64]:
        row = range(len(self))[i]
        part = slice(self.offsets[row], self.offsets[row + 1])
        return np.column_stack((self.start[part], self.end[part]))

    def __iter__(self) -> Iterator[NDArray[np.float64]]:
        return (self[i] for i in range(len(self)))

    def __repr__(self) -> str:
        return f"Intervals({self.start.size} in {len(self)} rows)"

    def _repr_html_(self) -> str:
        from sunlight.views import html_view

        return html_view(self)

    def plot(self, *, lang: Literal["zh", "en"] = "zh") -> Figure:
        """Bars of the first rows over the day (时段图).

        Parameters
        ----------
        lang : {'zh', 'en'}
            Language of the words.
        """
        from sunlight.views import plot_view

        return plot_view(self, lang=lang)

    def to_rows(self) -> list[NDArray[np.float64]]:
        """One (k, 2) array of limits per receiver."""
        return list(self)

    def take(self, indices: ArrayLike) -> Intervals:
        """Rows `indices`, in that order; a row may be taken more than once."""
        offsets, source = gather_rows(self.offsets, indices)
        return select(self, offsets, source)

    def to_frame(self) -> pd.DataFrame:
        """Table with one line per interval and the receiver's row number."""
        import pandas as pd

        names = ("start", "end", "start_face", "end_face", "start_side", "end_side")
        columns = {"receiver": row_of(self.offsets)}
        return pd.DataFrame(columns | {name: getattr(self, name) for name in names})


@dataclass(frozen=True, slots=True, eq=False)
class BlockedIntervals:
    """When each owner blocks the sun of r receivers, alone or together (遮挡时段).

    A row is sorted by owner, then start; the intervals of one owner are disjoint, those
    of different owners may overlap. Arrays are copied, checked once and read-only.

    Parameters
    ----------
    offsets : (r + 1,) ndarray of int64
        Where each row begins; the last is k.
    owner : (k,) ndarray of int32
        Owner of the obstruction, 0 or more, or `OWN_WALL_PLANE`: the sun is behind the
        plane of the window's own wall.
    start, end : (k,) ndarray of float64
        Limits, the end excluded. [min, true solar time]

    Raises
    ------
    InputError
        If the arrays do not fit each other, or a row is not sorted and disjoint.

    Examples
    --------
    >>> BlockedIntervals.from_rows([[(0, 480, 520), (3, 500, 540)], []])
    BlockedIntervals(2 in 2 rows)
    """

    offsets: NDArray[np.int64]
    owner: NDArray[np.int32]
    start: NDArray[np.float64]
    end: NDArray[np.float64]

    def __post_init__(self) -> None:
        offsets = column(self.offsets, np.int64, "offsets")
        start = column(self.start, np.float64, "start")
        end = column(self.end, np.float64, "end", start.size)
        owner = column(self.owner, np.int32, "owner", start.size)
        check_offsets(offsets, start.size)
        check_limits(start, end)
        wrong = np.flatnonzero((owner < 0) & (owner != OWN_WALL_PLANE))
        if wrong.size:
            found = int(owner[wrong[0]])
            raise InputError(
                f"{found} is no owner: give 0 or more, or OWN_WALL_PLANE "
                f"({OWN_WALL_PLANE}).",
                where=f"owner[{wrong[0]}]",
                value=found,
            )
        check_sorted(offsets, start, end, owner)
        set_column(self, "offsets", offsets)
        set_column(self, "owner", owner)
        set_column(self, "start", start)
        set_column(self, "end", end)

    @classmethod
    def _trusted(
        cls,
        offsets: NDArray[np.int64],
        owner: NDArray[np.int32],
        start: NDArray[np.float64],
        end: NDArray[np.float64],
    ) -> Self:
        """Build without checks or copies, from arrays of the right types."""
        record = object.__new__(cls)
        set_column(record, "offsets", offsets)
        set_column(record, "owner", owner)
        set_column(record, "start", start)
        set_column(record, "end", end)
        return record

    @classmethod
    def from_rows(cls, rows: Sequence[ArrayLike]) -> Self:
        """Intervals from one list of (owner, start, end) triples per receiver."""
        arrays = [row_array(row, i, 3) for i, row in enumerate(rows)]
        stacked = np.concatenate([np.empty((0, 3)), *arrays])
        owner = stacked[:, 0].astype(np.int32)
        wrong = np.flatnonzero(owner != stacked[:, 0])
        if wrong.size:
            found = float(stacked[wrong[0], 0])
            raise InputError(f"{found} is no owner: give a whole number.", value=found)
        offsets = offsets_of([len(a) for a in arrays])
        return cls(offsets, owner, stacked[:, 1], stacked[:, 2])

    @classmethod
    def empty(cls, r: int) -> Self:
        """`r` rows that nobody blocks."""
        none = np.empty(0)
        return cls._trusted(
            np.zeros(r + 1, np.int64), none.astype(np.int32), none, none
        )

    def __len__(self) -> int:
        return self.offsets.size - 1

    def __repr__(self) -> str:
        return f"BlockedIntervals({self.start.size} in {len(self)} rows)"

    def take(self, indices: ArrayLike) -> BlockedIntervals:
        """Rows `indices`, in that order; a row may be taken more than once."""
        offsets, i = gather_rows(self.offsets, indices)
        return BlockedIntervals._trusted(
            offsets, self.owner[i], self.start[i], self.end[i]
        )

    def to_frame(self) -> pd.DataFrame:
        """Table with one line per interval and the receiver's row number."""
        import pandas as pd

        names = ("owner", "start", "end")
        columns = {"receiver": row_of(self.offsets)}
        return pd.DataFrame(columns | {name: getattr(self, name) for name in names})


def select(
    a: Intervals, offsets: NDArray[np.int64], source: NDArray[np.int64]
) -> Intervals:
    """Intervals `source` of `a` in rows given by `offsets`."""
    return Intervals._trusted(
        offsets,
        a.start[source],
        a.end[source],
        a.start_face[source],
        a.end_face[source],
        a.start_side[source],
        a.end_side[source],
    )
