"""What stands before the sky, seen from a point: outlines by owner (遮挡轮廓).

Seen from the point an edge is an arc of a great circle. In azimuth and altitude such an
arc is a curve, here a chain of chords that keeps within a stated angle of it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.analyses.sky_faces import (
    WHOLE_SKY,
    half_sky,
    quadrants,
    sky_polygons,
)
from sunlight.errors import InputError
from sunlight.scene import Obstructions
from sunlight.scene.meshes import FRONT_SIDE
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["OUTLINE_BOUND_DEG", "Silhouette", "silhouettes"]

OUTLINE_BOUND_DEG: Final = 0.05
"""How far a drawn outline may lie from the exact one, a tenth of the sun's disc.
[degrees]"""
_GRID_DEG: Final = 1e-7  # corners nearer than this are one [degrees]
_LEAST_AREA: Final = 1e-6  # smaller pieces are rounding [square degrees]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Silhouette:
    """What one owner hides of the sky above a point (遮挡轮廓).

    Parameters
    ----------
    owner : str
        Owner of the obstructions.
    outline : shapely.Polygon or shapely.MultiPolygon
        Azimuth clockwise from north, 0 to 360, by altitude, 0 to 90. [degrees]
    distance : float
        From the point to the nearest of them in plan, by their boxes. [m]
    """

    owner: str
    outline: shapely.Polygon | shapely.MultiPolygon
    distance: float


def silhouettes(
    point: ArrayLike,
    obstructions: Obstructions,
    *,
    owner: str | None = None,
    bound: float = OUTLINE_BOUND_DEG,
) -> tuple[Silhouette, ...]:
    """Outlines of all that stands before the sky of a point (遮挡轮廓), far ones first.

    The rules are the engine's: closed bodies shade by the faces turned away, a face in
    whose plane the point lies does not, walls that the point lies on hide the half of
    the sky behind them, own plates are spared, and what is not above the point is left
    out.

    Parameters
    ----------
    point : (3,) array-like
        The point. [m]
    obstructions : Obstructions
        What may stand before the sky.
    owner : str, optional
        Building of the point: its own plates do not shade it.
    bound : float
        Greatest angle between the outline and the exact one. [degrees]

    Returns
    -------
    tuple of Silhouette
        One for each owner that hides any of the sky.

    Raises
    ------
    InputError
        If the point is not three finite numbers or the bound is not above 0.
    """
    at = checked_point(point)
    if not (np.isfinite(bound) and bound > 0.0):
        raise InputError(
            f"{bound} is no bound: give an angle above 0, such as "
            f"{OUTLINE_BOUND_DEG}. [degrees]",
            where="bound",
            value=bound,
        )
    parts = _parts_above(at, obstructions, owner)
    part, corners = _turned_faces(at, obstructions, parts)
    row, polygons = sky_polygons(*quadrants(corners), bound=bound)
    touched, halves = _touched(at, obstructions, parts)
    code = obstructions.part_owner[np.concatenate([part[row], touched])]
    shapes = np.concatenate([polygons, halves])
    away = _plan_distance(at, obstructions)
    found = []
    for owner_code in np.unique(code).tolist():
        outline = _polygonal(
            shapely.union_all(shapes[code == owner_code], grid_size=_GRID_DEG)
        )
        if outline.is_empty:
            continue
        mine = parts & (obstructions.part_owner == owner_code)
        found.append(
            Silhouette(
                owner=obstructions.owner_names[owner_code],
                outline=outline,
                distance=float(away[mine].min()),
            )
        )
    return tuple(sorted(found, key=lambda s: (-s.distance, s.owner)))


def checked_point(point: ArrayLike) -> NDArray[np.float64]:
    """Point as an array (3,), or an error (点坐标).

    Parameters
    ----------
    point : (3,) array-like
        Coordinates. [m]

    Raises
    ------
    InputError
        If it is not three finite numbers.
    """
    try:
        at = np.array(point, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(
            f"expected three numbers x, y, z, got {point!r}", where="point", value=point
        ) from error
    if at.shape != (3,) or not np.isfinite(at).all():
        raise InputError(
            f"expected three finite numbers x, y, z, got {point!r}; elevations are "
            "absolute. [m]",
            where="point",
            value=point,
        )
    return at


def _parts_above(
    at: NDArray[np.float64], obstructions: Obstructions, owner: str | None
) -> NDArray[np.bool_]:
    """Parts that stand, reach above the point and do not spare it, (p,)."""
    names = obstructions.owner_names
    code = names.index(owner) if owner is not None and owner in names else -1
    spared = (obstructions.part_spares >= 0) & (obstructions.part_spares == code)
    above = obstructions.part_box[:, 5] > at[2]
    parts: NDArray[np.bool_] = obstructions.part_active & ~spared & above
    return parts


def _plan_distance(
    at: NDArray[np.float64], obstructions: Obstructions
) -> NDArray[np.float64]:
    """Distance in plan from the point to the box of each part, (p,). [m]."""
    box = obstructions.part_box
    off = np.maximum(np.maximum(box[:, :2] - at[:2], at[:2] - box[:, 3:5]), 0.0)
    away: NDArray[np.float64] = np.hypot(off[:, 0], off[:, 1])
    return away


def _turned_faces(
    at: NDArray[np.float64], obstructions: Obstructions, parts: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Faces that shade the point: part (f,) and corners from the point on (f, 4, 3).

    The repeated last corner of a triangle stays.
    """
    walls, part = obstructions.walls, obstructions.face_part.astype(np.int64)
    base = obstructions.part_box[part[: len(walls)], 2]
    top = obstructions.part_box[part[: len(walls)], 5]
    quads = np.empty((len(walls), 4, 3))
    quads[:, [0, 3], :2], quads[:, [1, 2], :2] = walls[:, None, :2], walls[:, None, 2:]
    quads[:, :2, 2], quads[:, 2:, 2] = base[:, None], top[:, None]
    side = np.append(
        np.full(len(walls), FRONT_SIDE, dtype=np.int8), obstructions.face_side
    )
    keep = np.flatnonzero(parts[part])
    corners = np.concatenate([quads, obstructions.corners])[keep] - at
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    away = np.einsum("ij,ij->i", across, corners[:, 0])
    limit = CONTACT_DISTANCE * np.linalg.norm(across, axis=1)
    turned = (np.abs(away) > limit) & (away * side[keep] >= 0.0)
    return part[keep[turned]], corners[turned]


def _touched(
    at: NDArray[np.float64], obstructions: Obstructions, parts: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    """Prisms the point lies in or on, and the sky behind the walls it touches."""
    box, offsets = obstructions.part_box, obstructions.wall_offsets
    near = (
        parts
        & (np.diff(offsets) > 0)
        & (_plan_distance(at, obstructions) <= CONTACT_DISTANCE)
        & (box[:, 2] - CONTACT_DISTANCE <= at[2])
        & (at[2] < box[:, 5] - CONTACT_DISTANCE)
    )
    part: list[int] = []
    shapes: list[BaseGeometry] = []
    for p in np.flatnonzero(near).tolist():
        for shape in _behind_walls(
            at, obstructions, int(offsets[p]), int(offsets[p + 1])
        ):
            part.append(p)
            shapes.append(shape)
    behind = np.empty(len(shapes), dtype=object)
    behind[:] = shapes
    return np.array(part, dtype=np.int64), behind


def _behind_walls(
    at: NDArray[np.float64], obstructions: Obstructions, first: int, last: int
) -> list[BaseGeometry]:
    """Sky behind the walls of one prism that the point lies on; all of it inside.

    At a convex corner what is behind both walls, at a reflex one behind either.
    """
    walls = obstructions.walls[first:last]
    along, off, length = _against_walls(at, walls)
    on = (off <= CONTACT_DISTANCE) & (along >= -CONTACT_DISTANCE)
    on &= along <= length + CONTACT_DISTANCE
    if not on.any():
        return [WHOLE_SKY] if _is_inside(at, walls) else []
    shapes = []
    for w in np.flatnonzero(on & (along > CONTACT_DISTANCE)).tolist():
        wx, wy = walls[w, 2:] - walls[w, :2]
        behind = half_sky(-wy, wx)
        if along[w] >= length[w] - CONTACT_DISTANCE:
            after = obstructions.walls[obstructions.wall_next[first + w]]
            vx, vy = after[2:] - after[:2]
            other = half_sky(-vy, vx)
            convex = wx * vy - wy * vx > 0.0
            join = shapely.intersection if convex else shapely.union
            behind = join(behind, other)
        shapes.append(behind)
    return shapes


def _against_walls(
    at: NDArray[np.float64], walls: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Place of the point along each wall, its distance off it, the wall's length."""
    run = walls[:, 2:] - walls[:, :2]
    length = np.hypot(run[:, 0], run[:, 1])
    to = at[:2] - walls[:, :2]
    along = (to * run).sum(axis=1) / length
    off = np.abs(to[:, 0] * run[:, 1] - to[:, 1] * run[:, 0]) / length
    return along, off, length


def _is_inside(at: NDArray[np.float64], walls: NDArray[np.float64]) -> bool:
    """Whether a point that is on no wall is inside the rings."""
    x1, y1, x2, y2 = walls.T
    crosses = (y1 > at[1]) != (y2 > at[1])
    rise = np.where(crosses, y2 - y1, 1.0)
    hits = crosses & (at[0] < x1 + (at[1] - y1) / rise * (x2 - x1))
    return bool(hits.sum() % 2)


def _polygonal(shape: BaseGeometry) -> shapely.Polygon | shapely.MultiPolygon:
    """Polygons of a union without the lines, points and slivers it may hold."""
    pieces = [
        piece
        for piece in shapely.get_parts(shape).tolist()
        if isinstance(piece, shapely.Polygon) and piece.area > _LEAST_AREA
    ]
    return pieces[0] if len(pieces) == 1 else shapely.MultiPolygon(pieces)
