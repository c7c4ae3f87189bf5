"""Façades as elevations: which windows face where, and how they lie (立面)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.kinds import NOT_OBSTRUCTING_PARTS, PartKind
from sunlight.model.facades import OCTANTS
from sunlight.model.project import Building, Part, Project
from sunlight.report.pictures.numbering import WindowColumn, window_columns
from sunlight.report.plan_shapes import footprint

__all__ = ["HEAD_ABOVE_FLOOR", "Elevation", "elevations", "window_boxes"]

HEAD_ABOVE_FLOOR: Final = 2.4
"""Head of a window whose height is not known, above its floor. [m]"""
LEAST_HEIGHT: Final = 0.6
"""A window is drawn at least so high. [m]"""
BELOW_NEXT_FLOOR: Final = 0.3
SAME_BEARING_DEG: Final = 1.0
SAME_PLANE: Final = 0.05
MOST_FACES: Final = 4_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Elevation:
    """Windows of a building that look one way (立面).

    Parameters
    ----------
    building : int
        Index of the building.
    bearing : float
        Direction they look to, clockwise from north. [degrees]
    octant : str
        The same in eight directions.
    number : int
        0, or 1 and up for walls behind that one which it would cover.
    columns : tuple of WindowColumn
        The windows.
    along : (2,) ndarray of float64
        Unit vector in plan from left to right as seen from outside.
    span : (float, float)
        Extent of the building along it. [m]
    levels : (float, float)
        Lowest and highest elevation drawn, absolute. [m]
    bodies, extras : list of shapely.Polygon
        Silhouettes of bodies and of other parts; along, and elevation. [m]
    """

    building: int
    bearing: float
    octant: str
    number: int
    columns: tuple[WindowColumn, ...]
    along: NDArray[np.float64]
    span: tuple[float, float]
    levels: tuple[float, float]
    bodies: list[shapely.Polygon]
    extras: list[shapely.Polygon]

    @property
    def rows(self) -> NDArray[np.int64]:
        """Windows, (k,)."""
        return np.concatenate([column.rows for column in self.columns])


def elevations(project: Project, building: int) -> list[Elevation]:
    """Elevations of a building that have windows, by bearing from south on (立面).

    Parameters
    ----------
    project : Project
        The project.
    building : int
        Index of the building.
    """
    facing: dict[int, list[WindowColumn]] = defaultdict(list)
    for column in window_columns(project, building):
        x, y = column.outward.tolist()
        bearing = float(np.degrees(np.arctan2(x, y))) % 360.0
        facing[round(bearing / SAME_BEARING_DEG) % 360].append(column)
    found = []
    for key in sorted(facing, key=lambda k: ((k - 157) % 360, k)):
        found += _elevations(project, building, float(key), facing[key])
    return found


def _elevations(
    project: Project, building: int, bearing: float, columns: list[WindowColumn]
) -> list[Elevation]:
    """Elevations of one bearing: walls that would cover each other are told apart."""
    outward = columns[0].outward
    along = np.array([-outward[1], outward[0]])
    planes: dict[int, list[WindowColumn]] = defaultdict(list)
    for column in columns:
        planes[round(float(column.left @ outward) / SAME_PLANE)].append(column)
    layers: list[list[WindowColumn]] = []
    for plane in sorted(planes, reverse=True):
        for layer in layers:
            if not _overlap(planes[plane], layer, along):
                layer += planes[plane]
                break
        else:
            layers.append(list(planes[plane]))
    body = project.buildings[building]
    bodies, extras = _silhouettes(body, along)
    shapes = [*bodies, *extras]
    ends = [float(end @ along) for c in columns for end in (c.left, c.right)]
    low_x, low_z, high_x, high_z = (
        shapely.total_bounds(shapes).tolist()
        if shapes
        else (min(ends), 0.0, max(ends), 3.0)
    )
    ground = body.outdoor_ground
    if np.isfinite(ground):
        low_z = max(low_z, ground) if low_z < ground < high_z else low_z
    return [
        Elevation(
            building=building,
            bearing=bearing,
            octant=OCTANTS[int((bearing + 22.5) // 45.0) % 8],
            number=number if len(layers) > 1 else 0,
            columns=tuple(sorted(layer, key=lambda c: float(c.left @ along))),
            along=along,
            span=(min(low_x, *ends), max(high_x, *ends)),
            levels=(low_z, high_z),
            bodies=bodies,
            extras=extras,
        )
        for number, layer in enumerate(layers, start=1)
    ]


def _overlap(
    some: list[WindowColumn], others: list[WindowColumn], along: NDArray[np.float64]
) -> bool:
    """Whether windows of two planes would cover each other."""

    def spans(columns: list[WindowColumn]) -> NDArray[np.float64]:
        return np.array(
            [(float(c.left @ along), float(c.right @ along)) for c in columns]
        )

    one, two = spans(some), spans(others)
    meets = (one[:, None, 0] < two[None, :, 1]) & (one[:, None, 1] > two[None, :, 0])
    return bool(meets.any())


def _silhouettes(
    building: Building, along: NDArray[np.float64]
) -> tuple[list[shapely.Polygon], list[shapely.Polygon]]:
    """Silhouettes of bodies and other parts, along and up."""
    bodies, extras = [], []
    for part in building.parts:
        shapes = _seen(part, along)
        if part.kind is PartKind.BODY:
            bodies += shapes
        elif part.kind not in NOT_OBSTRUCTING_PARTS:
            extras += shapes
    return bodies, extras


def _seen(part: Part, along: NDArray[np.float64]) -> list[shapely.Polygon]:
    """Silhouette of a part."""
    if (
        part.vertices is not None
        and part.faces is not None
        and len(part.faces) <= MOST_FACES
    ):
        flat = np.column_stack([part.vertices[:, :2] @ along, part.vertices[:, 2]])
        triangles = np.array(shapely.polygons(flat[part.faces]), dtype=object)
        united = shapely.union_all(triangles[shapely.area(triangles) > 1e-6])
        return [p for p in shapely.get_parts(united) if p.geom_type == "Polygon"]
    seen = []
    for shape in footprint(part):
        reach = shapely.get_coordinates(shape) @ along
        seen.append(
            shapely.box(float(reach.min()), part.base, float(reach.max()), part.top)
        )
    return seen


def window_boxes(
    project: Project, rows: NDArray[np.int64], along: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Left, sill, right and head of each window along its wall (窗框), (k, 4). [m].

    Heads are assumed, since no height of a window is given; NaN where a level is not
    known.

    Parameters
    ----------
    project : Project
        The project.
    rows : (k,) ndarray of int64
        Windows of one building.
    along : (2,) ndarray of float64
        Unit vector from left to right as seen from outside.
    """
    windows = project.windows
    level = windows.floor_level[rows]
    zero = np.array([project.buildings[b].zero_level for b in windows.building[rows]])
    storey = _storey_height(level)
    head = np.minimum(HEAD_ABOVE_FLOOR, storey - BELOW_NEXT_FLOOR)
    sill = windows.sill_height[rows]
    head = np.maximum(head, sill + LEAST_HEIGHT)
    ends = np.column_stack([windows.left[rows] @ along, windows.right[rows] @ along])
    return np.column_stack(
        [
            ends.min(axis=1), zero + level + sill,
            ends.max(axis=1), zero + level + head,
        ]
    )  # fmt: skip


def _storey_height(levels: NDArray[np.float64]) -> float:
    """Least height of a storey among the floors of some windows. [m]."""
    steps = np.diff(np.unique(np.round(levels[np.isfinite(levels)], 3)))
    steps = steps[steps > 2.0]
    return float(steps.min()) if len(steps) else HEAD_ABOVE_FLOOR + BELOW_NEXT_FLOOR
