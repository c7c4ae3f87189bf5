"""Obstructions above a plane as convex pieces, each with its owner (凸块)."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.scene import Obstructions, Prism, Solid
from sunlight.scene.margins import pieces
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["ConvexPieces", "bodies_of", "convex_pieces"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ConvexPieces:
    """Convex pieces of what stands above a level plane (凸块).

    Parameters
    ----------
    owner_names : tuple of str
        Names of the owners.
    owner : (n,) ndarray of int64
        Owner of each piece.
    offsets : (n + 1,) ndarray of int64
        Corners of each piece.
    xy : (m, 2) ndarray of float64
        Corners in plan. [m]
    height : (m,) ndarray of float64
        Height of each above the plane, 0 or more. [m]
    """

    owner_names: tuple[str, ...]
    owner: NDArray[np.int64]
    offsets: NDArray[np.int64]
    xy: NDArray[np.float64]
    height: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.owner)

    @property
    def piece(self) -> NDArray[np.int64]:
        """Piece of each corner, (m,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.offsets))

    @property
    def tallest(self) -> float:
        """Greatest height above the plane, 0 if there is nothing. [m]."""
        return float(self.height.max(initial=0.0))


def bodies_of(obstructions: Obstructions) -> tuple[Prism | Solid, ...]:
    """Prisms and meshes that obstructions are made of (遮挡体各部分).

    Parameters
    ----------
    obstructions : Obstructions
        Only parts that shade in this view are given.

    Returns
    -------
    tuple of Prism or Solid
        In the order of the parts, with their owners.
    """
    found: list[Prism | Solid] = []
    for part in np.flatnonzero(obstructions.part_active):
        owner = obstructions.owner_names[obstructions.part_owner[part]]
        first, last = obstructions.wall_offsets[part : part + 2]
        if last > first:
            box = obstructions.part_box[part]
            outline = _outline(obstructions, int(first), int(last))
            found.append(Prism(owner, outline, float(box[2]), float(box[5])))
            continue
        first, last = obstructions.face_offsets[part : part + 2]
        corners = obstructions.corners[first:last]
        four = np.flatnonzero(obstructions.corner_count[first:last] == 4)
        faces = 4 * np.arange(len(corners))[:, None] + np.array([[0, 1, 2]])
        others = 4 * four[:, None] + np.array([[0, 2, 3]])
        mesh = (corners.reshape(-1, 3), np.concatenate([faces, others]))
        found.append(Solid(owner, mesh))
    return tuple(found)


def convex_pieces(obstructions: Obstructions, *, z: float) -> ConvexPieces:
    """Obstructions above a plane, cut into convex pieces (平面以上的凸块).

    Prisms over convex outlines; closed convex meshes whole; of other meshes each face.
    What the plane cuts is kept above it.

    Parameters
    ----------
    obstructions : Obstructions
        What may stand before the sun.
    z : float
        Elevation of the plane. [m]
    """
    names = obstructions.owner_names
    owner: list[int] = []
    corners: list[NDArray[np.float64]] = [np.empty((0, 3))]
    for body in bodies_of(obstructions):
        for points in _corners_above(body, z):
            owner.append(names.index(body.owner))
            corners.append(points)
    points = np.concatenate(corners)
    return ConvexPieces(
        owner_names=names,
        owner=np.array(owner, dtype=np.int64),
        offsets=np.cumsum([len(c) for c in corners]).astype(np.int64),
        xy=np.ascontiguousarray(points[:, :2]),
        height=np.maximum(points[:, 2] - z, 0.0),
    )


def _outline(obstructions: Obstructions, first: int, last: int) -> shapely.Polygon:
    """Outline of a prism, put together from its walls ring by ring."""
    rings: list[NDArray[np.float64]] = []
    start = first
    while start < last:
        ring, wall = [start], int(obstructions.wall_next[start])
        while wall != start:
            ring.append(wall)
            wall = int(obstructions.wall_next[wall])
        rings.append(obstructions.walls[ring, :2])
        start += len(ring)
    return shapely.Polygon(rings[0], rings[1:])


def _corners_above(body: Prism | Solid, z: float) -> list[NDArray[np.float64]]:
    """Corners (k, 3) of each convex piece of a body above a plane."""
    cut = pieces([body])
    found: list[NDArray[np.float64]] = []
    for part in range(cut.part_count):
        if cut.part_box[part, 5] <= z + CONTACT_DISTANCE:
            continue
        first, last = cut.wall_offsets[part : part + 2]
        if last > first:
            xy = cut.walls[first:last, :2]
            low, high = max(cut.part_box[part, 2], z), cut.part_box[part, 5]
            levels = np.repeat([low, high], len(xy))
            found.append(np.column_stack([np.concatenate([xy, xy]), levels]))
            continue
        first, last = cut.face_offsets[part : part + 2]
        rings = [
            _above(ring[:count], z)
            for ring, count in zip(
                cut.corners[first:last], cut.corner_count[first:last], strict=True
            )
        ]
        points = np.concatenate(rings)
        if len(points):
            found.append(np.unique(points, axis=0))
    return found


def _above(ring: NDArray[np.float64], z: float) -> NDArray[np.float64]:
    """Part of a flat convex ring (k, 3) at a level and above, (j, 3)."""
    if ring[:, 2].min() >= z:
        return ring if ring[:, 2].max() > z + CONTACT_DISTANCE else ring[:0]
    kept = []
    for one, other in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        if one[2] >= z:
            kept.append(one)
        if (one[2] - z) * (other[2] - z) < 0.0:
            share = (z - one[2]) / (other[2] - one[2])
            crossing = one + share * (other - one)
            crossing[2] = z
            kept.append(crossing)
    highest = max((point[2] for point in kept), default=z)
    return np.array(kept) if highest > z + CONTACT_DISTANCE else ring[:0]
