"""Columns of regular windows before they are a table (均布窗列)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.mesh_rows import MeshRows
from sunlight.model.facade_table import OCTANTS
from sunlight.model.project import Building
from sunlight.model.tables import Windows

__all__ = ["WindowColumns", "columns_of_mesh", "join_columns"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowColumns:
    """Columns of windows: place, building and storeys of each (窗列).

    Parameters
    ----------
    left, right : (c, 2) ndarray of float64
        Sill ends. [m]
    building, octant : (c,) ndarray of int64
        Building, and index into :data:`~sunlight.model.facade_table.OCTANTS`.
    offsets : (c + 1,) ndarray of int64
        Where the storeys of each column start in `floor`.
    floor : (w,) ndarray of int64
        Storeys.
    """

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    building: NDArray[np.int64]
    octant: NDArray[np.int64]
    offsets: NDArray[np.int64]
    floor: NDArray[np.int64]

    def windows(
        self,
        buildings: tuple[Building, ...],
        storey_height: float,
        sill_height: float,
    ) -> Windows:
        """One row a storey, numbered ``building-floor-octant and sequence``."""
        column = np.repeat(np.arange(len(self.left)), np.diff(self.offsets))
        ids = [b.id for b in buildings]
        sequence = _running_number(self.building * len(OCTANTS) + self.octant)
        names = [
            (ids[b], f"{OCTANTS[o]}{s:02d}")
            for b, o, s in zip(
                self.building.tolist(),
                self.octant.tolist(),
                sequence.tolist(),
                strict=True,
            )
        ]
        numbers = np.array(
            [
                f"{names[c][0]}-{f}-{names[c][1]}"
                for c, f in zip(column.tolist(), self.floor.tolist(), strict=True)
            ],
            dtype=object,
        )
        return Windows(
            id=numbers,
            building=self.building[column].astype(np.int32),
            floor=self.floor.astype(np.int32),
            floor_level=np.asarray((self.floor - 1) * storey_height, dtype=float),
            sill_height=np.full(len(column), sill_height),
            left=self.left[column],
            right=self.right[column],
            room=np.full(len(column), -1, dtype=np.int32),
            column_offsets=self.offsets,
            assumed=np.ones(len(column), dtype=bool),
        )


def _running_number(group: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rank of each row among the rows of its group, (n,), from 1."""
    order = np.argsort(group, kind="stable")
    ranked = group[order]
    number = np.empty(len(group), dtype=np.int64)
    number[order] = np.arange(len(group)) - np.searchsorted(ranked, ranked) + 1
    return number


def columns_of_mesh(rows: MeshRows, building: int) -> WindowColumns:
    """Columns on the meshes of one building (网格窗列).

    Parameters
    ----------
    rows : MeshRows
        Its windows.
    building : int
        Its index.
    """
    count = len(rows.floors)
    return WindowColumns(
        left=rows.left,
        right=rows.right,
        building=np.full(count, building, dtype=np.int64),
        octant=((rows.bearing + 22.5) // 45.0).astype(np.int64) % 8,
        offsets=np.cumsum([0, *map(len, rows.floors)]).astype(np.int64),
        floor=np.concatenate([np.empty(0, dtype=np.int64), *rows.floors]),
    )


def join_columns(tables: Sequence[WindowColumns]) -> WindowColumns:
    """All columns in one table (合并窗列).

    Parameters
    ----------
    tables : sequence of WindowColumns
        At least one.
    """
    if len(tables) == 1:
        return tables[0]
    size = np.concatenate([np.diff(t.offsets) for t in tables])
    return WindowColumns(
        left=np.concatenate([t.left for t in tables]),
        right=np.concatenate([t.right for t in tables]),
        building=np.concatenate([t.building for t in tables]),
        octant=np.concatenate([t.octant for t in tables]),
        offsets=np.concatenate([[0], np.cumsum(size)]).astype(np.int64),
        floor=np.concatenate([t.floor for t in tables]),
    )
