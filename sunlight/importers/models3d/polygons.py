"""Plane polygons in space as triangles (多边形剖分), also where they are not convex."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.importers.schema_parts import FARTHEST

__all__ = ["triangulate"]

CONVEX_NOISE: Final = 1e-6
"""A corner that turns back by less than this share of the area is straight."""


def triangulate(
    vertices: NDArray[np.float64], polygons: Sequence[Sequence[int]]
) -> tuple[NDArray[np.int64], list[int]]:
    """Triangles of plane polygons, wound as they are (剖分).

    Convex polygons become fans, others a constrained Delaunay triangulation in their
    plane; a fan would also fill what lies outside of an L.

    Parameters
    ----------
    vertices : (v, 3) ndarray of float64
        Corners.
    polygons : sequence of sequence of int
        Corners of each polygon, three or more, without repeating the first.

    Returns
    -------
    triangles : (t, 3) ndarray of int64
        By size of the polygons, then in their order.
    failed : list of int
        Polygons that cross themselves.
    """
    by_size: dict[int, list[int]] = defaultdict(list)
    for number, polygon in enumerate(polygons):
        by_size[len(polygon)].append(number)
    found, failed = [np.empty((0, 3), dtype=np.int64)], []
    for size, numbers in sorted(by_size.items()):
        corners = np.array([polygons[n] for n in numbers], dtype=np.int64)
        if size == 3:
            found.append(corners)
            continue
        places = vertices[corners]
        after = np.roll(places, -1, axis=1)
        normal = np.cross(places - places[:, :1], after - places[:, :1]).sum(axis=1)
        turn = np.cross(after - places, np.roll(after, -1, axis=1) - after)
        size2 = (normal * normal).sum(axis=1)
        ahead = np.einsum("nkj,nj->nk", turn, normal)
        convex = (ahead >= -CONVEX_NOISE * size2[:, None]).all(axis=1)
        for k in range(1, size - 1):
            found.append(corners[convex][:, [0, k, k + 1]])
        for k in np.flatnonzero(~convex).tolist():
            triangles = _in_plane(places[k], normal[k])
            if triangles is None:
                failed.append(numbers[k])
            else:
                found.append(corners[k][triangles])
    return np.concatenate(found), failed


def _in_plane(
    places: NDArray[np.float64], normal: NDArray[np.float64]
) -> NDArray[np.int64] | None:
    """Triangles of one polygon by its own corners; None if it crosses itself."""
    if not (np.abs(places) <= FARTHEST).all():  # nothing can be computed out there
        return None
    axis = int(np.abs(normal).argmax())
    flat = np.delete(places, axis, axis=1)
    polygon = shapely.Polygon(flat)
    if not polygon.is_valid:
        return None
    number = {tuple(place): k for k, place in enumerate(flat.tolist())}
    triangles = []
    for piece in shapely.constrained_delaunay_triangles(polygon).geoms:
        ring = shapely.get_coordinates(piece)[:3].tolist()
        corners = [number[tuple(place)] for place in ring]
        a, b, c = places[corners]
        ahead = float(np.cross(b - a, c - a) @ normal)
        triangles.append(corners if ahead > 0.0 else corners[::-1])
    return np.array(triangles, dtype=np.int64)
