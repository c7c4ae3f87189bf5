"""Windows of a building by their place in plan: columns, sides, ring (窗列)."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from sunlight.model.project import Building, Project
from sunlight.scope import footprint

__all__ = ["SIDES", "BuildingColumns", "building_columns"]

SIDES: Final = "NESW"
"""Sides of a building, clockwise seen from above; a turned one by its nearest axes."""

SAME_PLACE_M: Final = 0.35
"""Windows of different storeys whose middles are so near stand above each other."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BuildingColumns:
    """Columns of windows of one building and where they stand (窗列).

    Parameters
    ----------
    floors : (f,) ndarray of int32
        Storeys that have windows, ascending.
    grid : (c, f) ndarray of int64
        Window of each column on each storey, -1 for none.
    side : (c,) ndarray of int8
        Code into :data:`SIDES`.
    along : (c,) ndarray of float64
        Place along the side, growing from left to right seen from outside. [m]
    ring : (c,) ndarray of float64
        Place along the outline, clockwise seen from above. [m]
    middle : (c, 2) ndarray of float64
        Middle in plan. [m]
    """

    floors: NDArray[np.int32]
    grid: NDArray[np.int64]
    side: NDArray[np.int8]
    along: NDArray[np.float64]
    ring: NDArray[np.float64]
    middle: NDArray[np.float64]

    def storey(self, floor: int) -> int:
        """Index of a storey, -1 where the building has none (层序).

        Parameters
        ----------
        floor : int
            Storey as printed.
        """
        at = int(np.searchsorted(self.floors, floor))
        there = at < len(self.floors) and int(self.floors[at]) == floor
        return at if there else -1


def building_columns(
    project: Project, building: int, rows: NDArray[np.int64]
) -> BuildingColumns:
    """Columns of the windows of a building (窗列).

    Parameters
    ----------
    project : Project
        The model.
    building : int
        Index.
    rows : (k,) ndarray of int64
        Its windows.
    """
    windows = project.windows
    left, right = windows.left[rows], windows.right[rows]
    middle, across = 0.5 * (left + right), right - left
    length = np.maximum(np.hypot(across[:, 0], across[:, 1]), 1e-9)[:, None]
    across = across / length
    side, axis = _sides(across)
    turned = axis + np.array([180.0, 90.0, 0.0, -90.0])
    unit = np.stack([np.cos(np.deg2rad(turned)), np.sin(np.deg2rad(turned))], axis=1)[
        side
    ]
    along: NDArray[np.float64] = np.einsum("ij,ij->i", middle, unit)
    out = np.einsum("ij,ij->i", middle, np.stack([unit[:, 1], -unit[:, 0]], axis=1))
    floors, storey = np.unique(windows.floor[rows], return_inverse=True)
    column = _columns(side, along, out, storey)
    count = int(column.max()) + 1 if len(rows) else 0
    grid = np.full((count, len(floors)), -1, dtype=np.int64)
    grid[column, storey] = rows
    first = np.zeros(count, dtype=np.int64)
    first[column[::-1]] = np.arange(len(rows))[::-1]
    ring = _ring(project.buildings[building], middle[first])
    return BuildingColumns(
        floors=floors.astype(np.int32),
        grid=grid,
        side=side[first].astype(np.int8),
        along=along[first],
        ring=ring,
        middle=middle[first],
    )


def _sides(
    across: NDArray[np.float64],
) -> tuple[NDArray[np.int64], float]:
    """Side of each window, and the angle of the axes of the building. [degrees]"""  # noqa: D400
    angle = np.arctan2(across[:, 1], across[:, 0])
    fourth = np.exp(4j * angle).sum() if len(angle) else 0.0
    axis = math.degrees(float(np.angle(fourth)) / 4.0) if abs(fourth) > 1e-9 else 0.0
    # seen from outside a south side runs along +x, an east side along +y
    quarter = np.round((np.rad2deg(angle) - axis) / 90.0).astype(np.int64) % 4
    return np.array([2, 1, 0, 3], dtype=np.int64)[quarter], axis


def _columns(
    side: NDArray[np.int64],
    along: NDArray[np.float64],
    out: NDArray[np.float64],
    storey: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Column of each window: the same place in plan, each storey once."""
    order = np.lexsort((storey, np.round(out, 1), np.round(along, 2), side))
    column = np.empty(len(order), dtype=np.int64)
    open_columns: list[tuple[int, float, float, set[int]]] = []
    count, last_side = 0, -1
    places = zip(
        order.tolist(),
        side[order].tolist(),
        along[order].tolist(),
        out[order].tolist(),
        storey[order].tolist(),
        strict=True,
    )
    for row, face, place, depth, floor in places:
        if face != last_side:
            open_columns, last_side = [], face
        open_columns = [c for c in open_columns if place - c[1] <= SAME_PLACE_M]
        fits = [
            c for c in open_columns if floor not in c[3] and abs(depth - c[2]) <= 4.0
        ]
        if fits:
            found = min(
                fits, key=lambda c: (abs(place - c[1]), abs(depth - c[2]), c[0])
            )
        else:
            found = (count, place, depth, set())
            open_columns.append(found)
            count += 1
        found[3].add(floor)
        column[row] = found[0]
    return column


def _ring(building: Building, middle: NDArray[np.float64]) -> NDArray[np.float64]:
    """Place of each column along the outline, clockwise; NaN without an outline."""
    shape = footprint(building)
    polygons = list(shape.geoms) if isinstance(shape, MultiPolygon) else [shape]
    polygons = [p for p in polygons if isinstance(p, Polygon) and not p.is_empty]
    if not polygons or not len(middle):
        return np.full(len(middle), np.nan)
    points: NDArray[np.object_] = np.array(shapely.points(middle), dtype=object)
    rings = [
        line for polygon in polygons for line in (polygon.exterior, *polygon.interiors)
    ]
    away = np.stack([np.atleast_1d(shapely.distance(x, points)) for x in rings])
    nearest = away.argmin(axis=0)
    starts = np.append(0.0, np.cumsum([line.length + 1.0 for line in rings]))
    place = np.empty(len(middle))
    for k, line in enumerate(rings):
        mine = nearest == k
        found = shapely.line_locate_point(line, points[mine])
        place[mine] = line.length - found if shapely.is_ccw(line) else found
    ring: NDArray[np.float64] = place + starts[nearest]
    return ring
