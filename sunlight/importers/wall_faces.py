"""Vertical faces of meshes as straight walls, plane by plane (网格外墙面)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.importers.level_rays import most_rays_inside
from sunlight.importers.mesh_topology import (
    is_closed,
    normals_of,
    piece_of_each,
    welded_corners,
)
from sunlight.model.project import Part

__all__ = ["MeshSolids", "Wall", "solids_of", "walls_of"]

VERTICAL_NORMAL: Final = 0.02
"""A face whose normal rises by no more than this is a wall (1.1°)."""

SAME_PLANE: Final = 1e-3
"""Corners nearer to a plane than this lie on it: drawings and city models are exact to
a millimetre. [m]"""

TOUCHING_PLANE: Final = 0.02
"""A wall looking the other way nearer than this is the other side of it. [m]"""

SAME_DIRECTION_DEG: Final = 2.0
"""Faces of one plane may turn by this, which short ones do by rounding."""

ASIDE: Final = 0.1
"""How far beside a wall it is tried whether that is inside the outline. [m]"""

MOST_PAIRS: Final = 200_000_000
"""Walls times faces of an open mesh beyond which walls under a roof are left out."""

SMALLEST_FACE: Final = 1e-4
"""Faces smaller than this are slivers whose direction is noise. [m²]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeshSolids:
    """Triangles of the mesh bodies of one building (网格体).

    Parameters
    ----------
    walls : (w, 3, 3) ndarray of float64
        Vertical ones, ordered so that their normals point outward. [m]
    covers : list of (t, 3, 3) ndarray of float64
        Not vertical ones of each closed mesh, for telling what lies inside; none if
        there is but one piece, which nothing can stand against. [m]
    """

    walls: NDArray[np.float64]
    covers: list[NDArray[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wall:
    """One straight wall, seen from outside (一片墙).

    Its points are ``origin + u * along`` in plan.

    Parameters
    ----------
    origin, along, normal : (2,) ndarray of float64
        Line of the wall; unit vectors to the right and outward.
    start, end : float
        Where it begins and ends on that line. [m]
    faces : (t, 3, 2) ndarray of float64
        Triangles of its plane: u and elevation. [m]
    others : (s, 3, 2) ndarray of float64
        Triangles of the same plane that look the other way: what stands against it.
    """

    origin: NDArray[np.float64]
    along: NDArray[np.float64]
    normal: NDArray[np.float64]
    start: float
    end: float
    faces: NDArray[np.float64]
    others: NDArray[np.float64]

    @property
    def length(self) -> float:
        """Length of the wall. [m]"""  # noqa: D400
        return self.end - self.start


def solids_of(parts: Sequence[Part]) -> MeshSolids:
    """Walls of mesh bodies, looking outward, and what covers them (外墙三角面).

    The faces of a closed mesh say themselves where outside is. Those of an open one are
    turned away from the outline of the part. Under a roof that stands out, level rays
    are sent: a side from which they cross an odd number of faces is inside. Where both
    sides are inside, or both outside, there is no outer wall.

    Parameters
    ----------
    parts : sequence of Part
        Meshes with outlines.

    Returns
    -------
    MeshSolids
        Of all of them.
    """
    walls: list[NDArray[np.float64]] = []
    covers: list[NDArray[np.float64]] = []
    pieces = 0
    for part in parts:
        if part.vertices is None or part.faces is None or len(part.faces) == 0:
            continue
        triangles = part.vertices[part.faces]
        way = normals_of(triangles)
        size = np.sqrt((way * way).sum(axis=1))
        real = size > 2.0 * SMALLEST_FACE
        upright = real & (np.abs(way[:, 2]) <= VERTICAL_NORMAL * size)
        wall = triangles[upright]
        corners = welded_corners(part.vertices, part.faces)
        if is_closed(corners):
            pieces += len(np.unique(piece_of_each(corners)))
            centred = triangles - part.vertices.mean(axis=0)
            if (centred[:, 0] * normals_of(centred)).sum() < 0.0:
                wall = wall[:, ::-1]
            covers.append(triangles[~upright])
        else:
            wall = _turned_outward(wall, way[upright], part, triangles[real])
            pieces += 1
        walls.append(wall)
    return MeshSolids(
        walls=np.concatenate(walls) if walls else np.empty((0, 3, 3)),
        covers=covers if pieces > 1 else [],
    )


def _turned_outward(
    wall: NDArray[np.float64],
    way: NDArray[np.float64],
    part: Part,
    triangles: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Walls of an open mesh that have outside on one side only, looking there."""
    if len(wall) == 0 or part.polygon is None:
        return wall[:0]
    normal = way[:, :2] / np.hypot(way[:, 0], way[:, 1])[:, None]
    middle = wall.mean(axis=1)
    aside = ASIDE * normal
    shapely.prepare(part.polygon)
    ahead = np.array(shapely.contains_xy(part.polygon, *(middle[:, :2] + aside).T))
    behind = np.array(shapely.contains_xy(part.polygon, *(middle[:, :2] - aside).T))
    under = np.flatnonzero(ahead & behind)  # a roof, or a room on either side
    if len(under) * len(triangles) <= MOST_PAIRS:
        some, out = middle[under], normal[under]
        ahead[under] = most_rays_inside(some, out, triangles)
        behind[under] = most_rays_inside(some, -out, triangles)
    turned = np.where((ahead & ~behind)[:, None, None], wall[:, ::-1], wall)
    outer: NDArray[np.float64] = turned[ahead != behind]
    return outer


def walls_of(solids: MeshSolids, shortest: float) -> list[Wall]:
    """Straight walls of a building, clockwise from north and from the left (外墙).

    Coplanar faces are one wall, cut where another part stands against it.

    Parameters
    ----------
    solids : MeshSolids
        Its triangles.
    shortest : float
        Shorter walls are left out. [m]

    Returns
    -------
    list of Wall
        In the order of bearing, then from the outermost, then from the left.
    """
    triangles = solids.walls
    if len(triangles) == 0:
        return []
    cross = normals_of(triangles)
    flat = np.hypot(cross[:, 0], cross[:, 1])
    normals = cross[:, :2] / flat[:, None]
    depth = np.einsum("tij,tj->ti", triangles[:, :, :2], normals)
    left = np.ptp(depth, axis=1) <= SAME_PLANE  # others lean: no sill lies on them
    found: list[tuple[float, float, float, Wall]] = []
    cosine = np.cos(np.radians(SAME_DIRECTION_DEG))
    for k in np.argsort(-flat, kind="stable"):
        if not left[k]:
            continue
        normal = normals[k]
        along = np.array([-normal[1], normal[0]])
        origin = triangles[k, depth[k].argmax(), :2]
        off = (triangles[:, :, :2] - origin) @ normal
        facing = normals @ normal
        near = np.abs(off).max(axis=1)
        same = left & (facing >= cosine) & (near <= SAME_PLANE)
        left &= ~same
        faces = _in_plane(triangles[same], origin, along)
        if np.ptp(faces[:, :, 0]) < shortest:
            continue
        opposite = (facing <= -cosine) & (near <= TOUCHING_PLANE)
        others = _in_plane(triangles[opposite], origin, along)
        bearing = float(np.degrees(np.arctan2(normal[0], normal[1])) % 360.0)
        for start, end, members in _pieces(faces, others, shortest):
            outermost = origin + max(off[same][members].max(), 0.0) * normal
            wall = Wall(
                origin=outermost,
                along=along,
                normal=normal,
                start=start,
                end=end,
                faces=faces[members],
                others=others,
            )
            found.append((round(bearing, 1), -float(origin @ normal), start, wall))
    return [wall for *_, wall in sorted(found, key=lambda one: one[:3])]


def _in_plane(
    triangles: NDArray[np.float64],
    origin: NDArray[np.float64],
    along: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Corners as (u, elevation)."""
    u = (triangles[:, :, :2] - origin) @ along
    return np.stack([u, triangles[:, :, 2]], axis=2)


def _pieces(
    faces: NDArray[np.float64], others: NDArray[np.float64], shortest: float
) -> list[tuple[float, float, NDArray[np.int64]]]:
    """Stretches without gap, cut where others stand against them, and their faces."""
    low, high = faces[:, :, 0].min(axis=1), faces[:, :, 0].max(axis=1)
    order = np.argsort(low, kind="stable")
    reach = np.maximum.accumulate(high[order])
    gap = np.flatnonzero(low[order][1:] > reach[:-1] + SAME_PLANE) + 1
    cuts = np.empty(0)
    if len(others):
        cuts = np.append(others[:, :, 0].min(axis=1), others[:, :, 0].max(axis=1))
    pieces = []
    for members in np.split(order, gap):
        start, end = float(low[members].min()), float(high[members].max())
        within = np.unique(cuts[(cuts > start) & (cuts < end)])
        ends = [start, *_ends_of_covers(within, others).tolist(), end]
        for a, b in pairwise(ends):
            if b - a >= shortest:
                pieces.append((a, b, members))
    return pieces


def _ends_of_covers(
    cuts: NDArray[np.float64], others: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Those of the places where the covered stretches begin or end."""
    if len(cuts) == 0:
        return cuts
    low, high = others[:, :, 0].min(axis=1), others[:, :, 0].max(axis=1)
    before, after = cuts[:, None] - SAME_PLANE, cuts[:, None] + SAME_PLANE
    covered_before = ((low < before) & (high > before)).any(axis=1)
    covered_after = ((low < after) & (high > after)).any(axis=1)
    ends: NDArray[np.float64] = cuts[covered_before != covered_after]
    apart = np.append(True, np.diff(ends) > 2.0 * SAME_PLANE)[: len(ends)]
    return np.asarray(ends[apart], dtype=np.float64)
