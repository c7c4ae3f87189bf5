"""Triangles cut along an outline in plan (按轮廓切分): what is beyond the walls."""

from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

__all__ = ["cut_along", "footprint"]

ON_LINE: Final = 1e-6
"""A corner nearer to a cutting plane than this lies on it. [m]"""

BESIDE_OUTLINE: Final = 1e-5
"""Triangles whose middle is this near to an outline are within it. [m]"""

FLATTEST: Final = 1e-6
"""Triangles that cover less than this in plan are upright. [m2]"""

Floats = NDArray[np.float64]


def footprint(corners: Floats) -> BaseGeometry:
    """What triangles cover in plan (投影轮廓).

    Parameters
    ----------
    corners : (f, 3, 3) ndarray
        Triangles. [m]

    Returns
    -------
    shapely geometry
        Polygon, MultiPolygon, or empty where all of them are upright.
    """
    plan = corners[:, :, :2]
    side = np.diff(plan, axis=1)
    doubled = side[:, 0, 0] * side[:, 1, 1] - side[:, 0, 1] * side[:, 1, 0]
    flat = np.abs(doubled) > 2.0 * FLATTEST
    if not flat.any():
        return shapely.Polygon()
    return shapely.union_all(shapely.polygons(plan[flat]))


def cut_along(corners: Floats, outline: BaseGeometry) -> tuple[Floats, Floats]:
    """Triangles within and beyond an outline (内外切分).

    Parameters
    ----------
    corners : (f, 3, 3) ndarray
        Triangles. [m]
    outline : shapely geometry
        Polygon or MultiPolygon, in plan.

    Returns
    -------
    within, beyond : (g, 3, 3), (h, 3, 3) ndarray
        Cut by the upright planes over the edges of the outline.
    """
    for start, end in _edges(outline):
        corners = _cut(corners, start, end)
    middle = corners[:, :, :2].mean(axis=1)
    reach = shapely.buffer(outline, BESIDE_OUTLINE)
    shapely.prepare(reach)
    inside = shapely.contains_xy(reach, middle)
    return corners[inside], corners[~inside]


def _edges(outline: BaseGeometry) -> list[tuple[Floats, Floats]]:
    """Edges of all rings."""
    edges = []
    for ring in shapely.get_rings(shapely.get_parts(outline)):
        points = shapely.get_coordinates(ring)
        edges += list(pairwise(points))
    return edges


def _cut(corners: Floats, start: Floats, end: Floats) -> Floats:
    """Cut the triangles that an edge meets in plan by the upright plane over it."""
    way = end - start
    length = float(np.hypot(*way))
    if length <= ON_LINE:
        return corners
    low, high = np.minimum(start, end) - ON_LINE, np.maximum(start, end) + ON_LINE
    plan = corners[:, :, :2]
    near = ((plan.max(axis=1) >= low) & (plan.min(axis=1) <= high)).all(axis=1)
    rows = np.flatnonzero(near)
    normal = np.array([-way[1], way[0]]) / length
    off = (plan[rows] - start) @ normal
    off[np.abs(off) <= ON_LINE] = 0.0
    across = (off.max(axis=1) > 0.0) & (off.min(axis=1) < 0.0)
    rows, off = rows[across], off[across]
    if len(rows) == 0:
        return corners
    kept = np.ones(len(corners), dtype=np.bool_)
    kept[rows] = False
    pieces = [
        piece
        for triangle, distance in zip(corners[rows], off, strict=True)
        for sign in (1.0, -1.0)
        for piece in _half(triangle, sign * distance)
    ]
    return np.concatenate([corners[kept], np.array(pieces).reshape(-1, 3, 3)])


def _half(triangle: Floats, off: Floats) -> list[Floats]:
    """Triangles of the part of a triangle on the positive side."""
    ring: list[Floats] = []
    for k in range(3):
        a, b = off[k], off[(k + 1) % 3]
        p, q = triangle[k], triangle[(k + 1) % 3]
        if a >= 0.0:
            ring.append(p)
        if a * b < 0.0:
            # from the same end on both sides, so that neighbours meet exactly
            first, second, part = (p, q, a / (a - b)) if a > b else (q, p, b / (b - a))
            ring.append(first + part * (second - first))
    return [np.array([ring[0], ring[k], ring[k + 1]]) for k in range(1, len(ring) - 1)]
