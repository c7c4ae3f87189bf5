"""Rows of windows on the walls of meshes (网格外墙均布窗)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.importers.mesh_topology import normals_of
from sunlight.importers.wall_faces import MeshSolids, Wall, solids_of, walls_of
from sunlight.kinds import PartKind
from sunlight.model.project import Building, Part

__all__ = ["MeshRows", "RowPlan", "mesh_rows"]

LOWEST_WINDOW: Final = 0.5
"""A wall that ends nearer above a sill than this has no window there. [m]"""

JUST_ABOVE: Final = 1e-3
"""Walls are cut a millimetre above the sill, where no face begins or ends. [m]"""

BEFORE_WALL: Final = (0.05, 0.25, 0.5)
"""How far before a window it is tried whether another part stands there. [m]

Into a gap of half a metre between two parts of a building nobody looks."""

SILL_SAMPLES: Final = (0.02, 0.5, 0.98)
"""Where on a sill it is tried, as shares of its width."""

MOST_AT_ONCE: Final = 4_000_000
"""Comparisons in one go, which keeps memory below 200 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlan:
    """How windows are spaced (均布窗间距). [m].

    Parameters
    ----------
    spacing, width, storey_height, sill_height : float
        As in :func:`~sunlight.importers.regular_windows.lay_regular_windows`. [m]
    noise : float
        A length short of a whole number by this share has them all.
    """

    spacing: float
    width: float
    storey_height: float
    sill_height: float
    noise: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeshRows:
    """Columns of windows on the meshes of one building (网格窗列).

    Parameters
    ----------
    left, right : (c, 2) ndarray of float64
        Sill ends of each column. [m]
    bearing : (c,) ndarray of float64
        Direction of its wall, clockwise from north. [degrees]
    floors : list of (n,) ndarray of int64
        Storeys that each column has, at least one.
    """

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    bearing: NDArray[np.float64]
    floors: list[NDArray[np.int64]]


def mesh_rows(building: Building, parts: Sequence[Part], plan: RowPlan) -> MeshRows:
    """Windows on the mesh bodies of a building (网格均布窗).

    A window stands only where its whole sill lies on a vertical face, the wall goes on
    above it, and no other part of the building stands before it.

    Parameters
    ----------
    building : Building
        The building, with a level of ±0.00.
    parts : sequence of Part
        Its mesh bodies, with outlines.
    plan : RowPlan
        Spacing.

    Returns
    -------
    MeshRows
        Wall by wall, clockwise from north, from the left.
    """
    solids = solids_of(parts)
    floors = _floors(building, parts, plan)
    rises = (floors - 1) * plan.storey_height + plan.sill_height
    sills = np.asarray(building.zero_level + rises, dtype=np.float64)
    lefts, rights, bearings = [], [], []
    kept: list[NDArray[np.int64]] = []
    for wall in walls_of(solids, plan.spacing * (1.0 - plan.noise)):
        count = int(np.floor(wall.length / plan.spacing + plan.noise))
        margin = (wall.length - count * plan.spacing) / 2.0
        middle = wall.start + margin + (np.arange(count) + 0.5) * plan.spacing
        at = np.asarray(middle - plan.width / 2.0, dtype=np.float64)
        stands = _on_wall(wall, at, plan.width, sills)
        left = wall.origin + at[:, None] * wall.along
        right = left + plan.width * wall.along
        stands &= _is_free(solids, building, wall, left, right, sills, stands)
        for column in np.flatnonzero(stands.any(axis=0)):
            lefts.append(left[column])
            rights.append(right[column])
            bearings.append(np.degrees(np.arctan2(*wall.normal)) % 360.0)
            kept.append(floors[stands[:, column]])
    return MeshRows(
        left=np.array(lefts, dtype=np.float64).reshape(-1, 2),
        right=np.array(rights, dtype=np.float64).reshape(-1, 2),
        bearing=np.array(bearings, dtype=np.float64),
        floors=kept,
    )


def _floors(
    building: Building, parts: Sequence[Part], plan: RowPlan
) -> NDArray[np.int64]:
    """Storeys to try: those said, else those that fit under the highest point."""
    base = min(part.base for part in parts) - building.zero_level
    top = max(part.top for part in parts) - building.zero_level
    lowest = int(max(np.ceil(base / plan.storey_height - plan.noise), 0.0)) + 1
    whole = int(np.floor(top / plan.storey_height + plan.noise))
    highest = building.storeys if building.storeys > 0 else whole
    most = int(np.floor((top - plan.sill_height) / plan.storey_height)) + 1
    return np.arange(lowest, min(highest, most) + 1, dtype=np.int64)


def _on_wall(
    wall: Wall, at: NDArray[np.float64], width: float, sills: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Whether each sill lies on the wall with nothing against it, (floors, columns)."""
    levels = np.concatenate([sills + JUST_ABOVE, sills + LOWEST_WINDOW])
    both = _covered(*_cut(wall.faces, levels), at, at + width)
    stands: NDArray[np.bool_] = both[: len(sills)] & both[len(sills) :]
    if len(wall.others) and stands.any():
        low, high = _cut(wall.others, sills + JUST_ABOVE)
        for floor in range(len(sills)):
            first = np.maximum(low[floor][:, None], at)
            last = np.minimum(high[floor][:, None], at + width)
            stands[floor] &= ~(last - first > JUST_ABOVE).any(axis=0)
    return stands


def _cut(
    faces: NDArray[np.float64], levels: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where level lines cross triangles: ends, (levels, t); inverted if not at all."""
    u, z = faces[:, :, 0], faces[:, :, 1]
    after = [1, 2, 0]
    rise = z[:, after] - z
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (levels[:, None, None] - z) / rise
    crossing = (share >= 0.0) & (share <= 1.0) & (rise != 0.0)
    place = u + np.where(crossing, share, 0.0) * (u[:, after] - u)
    low = np.where(crossing, place, np.inf).min(axis=2)
    high = np.where(crossing, place, -np.inf).max(axis=2)
    return low, high


def _covered(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    left: NDArray[np.float64],
    right: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Whether all of each sill lies on the cuts, (levels, columns)."""
    order = np.argsort(low, axis=1, kind="stable")
    low = np.take_along_axis(low, order, axis=1)
    reach = np.maximum.accumulate(np.take_along_axis(high, order, axis=1), axis=1)
    ends_here = np.ones(low.shape, dtype=bool)
    ends_here[:, :-1] = low[:, 1:] > reach[:, :-1] + JUST_ABOVE
    end = np.where(ends_here, reach, np.inf)  # of the stretch each cut belongs to
    end = np.minimum.accumulate(end[:, ::-1], axis=1)[:, ::-1]
    covered = np.zeros((len(low), len(left)), dtype=bool)
    for level in range(len(low)):
        last = np.searchsorted(low[level], left + JUST_ABOVE, side="right") - 1
        covered[level] = (last >= 0) & (end[level][last] >= right - JUST_ABOVE)
    return covered


def _is_free(
    solids: MeshSolids,
    building: Building,
    wall: Wall,
    left: NDArray[np.float64],
    right: NDArray[np.float64],
    sills: NDArray[np.float64],
    tried: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Whether no other part stands just before each sill, (floors, columns)."""
    free = np.ones(tried.shape, dtype=bool)
    floor, column = np.nonzero(tried)
    if len(floor) == 0:
        return free
    prisms = [
        part
        for part in building.parts
        if part.kind is PartKind.BODY
        and part.vertices is None
        and part.polygon is not None
    ]
    if not solids.covers and not prisms:
        return free
    before = np.array(BEFORE_WALL)[:, None, None, None] * wall.normal
    shares = np.array(SILL_SAMPLES)[:, None, None]
    tries = ((left + shares * (right - left))[:, column] + before).reshape(-1, 2)
    xy = np.asarray(tries, dtype=np.float64)
    level = np.tile(sills[floor] + JUST_ABOVE, len(SILL_SAMPLES) * len(BEFORE_WALL))
    inside = np.zeros(len(xy), dtype=bool)
    for triangles in solids.covers:
        inside |= _inside_mesh(xy, level, triangles)
    for part in prisms:
        within = np.asarray(shapely.contains_xy(part.polygon, *xy.T))
        inside |= within & (level > part.base) & (level < part.top)
    taken = inside.reshape(-1, len(floor)).any(axis=0)
    free[floor[taken], column[taken]] = False
    return free


def _inside_mesh(
    xy: NDArray[np.float64],
    level: NDArray[np.float64],
    triangles: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Whether points lie inside a closed mesh: an odd number of faces above, (n,)."""
    inside = np.zeros(len(xy), dtype=bool)
    low = triangles[:, :, :2].min(axis=(0, 1)) if len(triangles) else np.zeros(2)
    high = triangles[:, :, :2].max(axis=(0, 1)) if len(triangles) else np.zeros(2)
    near = np.flatnonzero(((xy > low) & (xy < high)).all(axis=1))
    if len(near) == 0:
        return inside
    portion = max(MOST_AT_ONCE // max(len(triangles), 1), 1)
    for some in np.split(near, np.arange(portion, len(near), portion)):
        inside[some] = _faces_above(xy[some], level[some], triangles) % 2 == 1
    return inside


def _faces_above(
    xy: NDArray[np.float64],
    level: NDArray[np.float64],
    triangles: NDArray[np.float64],
) -> NDArray[np.int64]:
    """How many faces lie straight above each point, (n,)."""
    x, y = xy[:, :1], xy[:, 1:]
    crossings = np.zeros((len(xy), len(triangles)), dtype=np.int64)
    for k in range(3):
        (x1, y1, _), (x2, y2, _) = triangles[:, k].T, triangles[:, (k + 1) % 3].T
        upward = (y1 > y) != (y2 > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        crossings += upward & (x < at)
    normal = normals_of(triangles)
    steep = normal[:, 2] == 0.0
    lean = normal[:, :2] / np.where(steep, 1.0, normal[:, 2])[:, None]
    corner = triangles[:, 0]
    z = corner[:, 2] - lean[:, 0] * (x - corner[:, 0]) - lean[:, 1] * (y - corner[:, 1])
    above = (crossings % 2 == 1) & ~steep & (z > level[:, None])
    count: NDArray[np.int64] = above.sum(axis=1)
    return count
