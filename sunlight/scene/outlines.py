"""Outlines of prisms as walls and undersides, and which stands on which (棱柱面)."""

import numpy as np
import shapely
from numpy.typing import NDArray

__all__ = ["ring_walls", "supports", "undersides"]


def ring_walls(
    polygons: NDArray[np.object_],
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Walls of all rings, the next wall of each, and the walls of each polygon.

    Parameters
    ----------
    polygons : (p,) ndarray of shapely.Polygon
        Outlines, counter-clockwise, holes clockwise.
    """
    if len(polygons) == 0:
        return np.empty((0, 4)), np.empty(0, np.int64), np.zeros(1, np.int64)
    rings, owner = shapely.get_rings(polygons, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    repeated = np.append((ring[1:] == ring[:-1]) & (xy[1:] == xy[:-1]).all(axis=1), 0)
    keep = repeated == 0
    xy, ring = xy[keep], ring[keep]
    start = np.flatnonzero(ring[1:] == ring[:-1])
    walls = np.column_stack([xy[start], xy[start + 1]])
    wall_ring = ring[start]
    per_ring = np.bincount(wall_ring, minlength=len(rings))
    first = np.concatenate([[0], np.cumsum(per_ring)])
    following = np.arange(1, len(walls) + 1)
    last = first[1:] - 1
    following[last] = first[:-1]
    per_polygon = np.bincount(owner[wall_ring], minlength=len(polygons))
    return (
        walls,
        following.astype(np.int64),
        np.concatenate([[0], np.cumsum(per_polygon)]).astype(np.int64),
    )


def undersides(
    polygons: NDArray[np.object_], bases: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int8], NDArray[np.int64]]:
    """Undersides of the prisms as convex faces whose normals point down.

    Parameters
    ----------
    polygons : (p,) ndarray of shapely.Polygon
        Outlines.
    bases : (p,) ndarray
        Their elevations. [m]
    """
    if len(polygons) == 0:
        return np.empty((0, 4, 3)), np.empty(0, np.int8), np.zeros(1, np.int64)
    faces: list[NDArray[np.float64]] = []
    counts: list[int] = []
    sizes = np.zeros(len(polygons) + 1, dtype=np.int64)
    pieces = shapely.constrained_delaunay_triangles(polygons)
    for i, (polygon, collection) in enumerate(zip(polygons, pieces, strict=True)):
        ring = shapely.get_coordinates(polygon)
        if len(ring) == 5 and len(polygon.interiors) == 0 and _is_convex(ring[:4]):
            rings = [ring[3::-1]]
        else:
            # a triangle of the triangulation may turn either way: let it face down
            rings = [
                _clockwise(shapely.get_coordinates(t)[:3])
                for t in shapely.get_parts(collection)
            ]
        for outline in rings:
            face = np.empty((4, 3))
            face[: len(outline), :2] = outline
            face[len(outline) :, :2] = outline[-1]
            face[:, 2] = bases[i]
            faces.append(face)
            counts.append(len(outline))
        sizes[i + 1] = len(rings)
    return (
        np.array(faces).reshape(-1, 4, 3),
        np.array(counts, dtype=np.int8),
        np.cumsum(sizes),
    )


def supports(
    polygons: NDArray[np.object_], bases: NDArray[np.float64], tops: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Prism on which each prism stands wholly, -1 for none, (p,).

    Parameters
    ----------
    polygons : (p,) ndarray of shapely.Polygon
        Outlines.
    bases, tops : (p,) ndarray
        Elevations. [m]
    """
    support = np.full(len(polygons), -1, dtype=np.int64)
    raised = np.flatnonzero(bases > bases.min()) if len(bases) else np.empty(0, int)
    if len(raised) == 0:
        return support
    upper, lower = shapely.STRtree(polygons).query(
        polygons[raised], predicate="covered_by"
    )
    upper = raised[upper]
    bears = (bases[lower] < bases[upper]) & (tops[lower] >= bases[upper])
    support[upper[bears]] = lower[bears]
    return support


def _is_convex(ring: NDArray[np.float64]) -> bool:
    """Whether a counter-clockwise ring (n, 2) turns left at every corner."""
    side = np.roll(ring, -1, axis=0) - ring
    after = np.roll(side, -1, axis=0)
    return bool((side[:, 0] * after[:, 1] - side[:, 1] * after[:, 0] > 0).all())


def _clockwise(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """The triangle (3, 2) turned clockwise."""
    a, b = ring[1] - ring[0], ring[2] - ring[0]
    return ring[::-1] if a[0] * b[1] - a[1] * b[0] > 0 else ring
