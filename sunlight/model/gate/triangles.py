"""Distances and rays of many points and triangles, pair by pair (点、线与三角面)."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["distance_to_triangles", "ray_hits", "unit_normals"]

PARALLEL: Final = 1e-9
"""Rays flatter than this to a triangle of a square metre run along it."""

EDGE_SLACK: Final = 1e-9
"""Rays through an edge hit both triangles, whatever rounding says."""


def unit_normals(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unit normals of triangles (单位法线), (n, 3); zero where there is no area.

    Parameters
    ----------
    corners : (n, 3, 3) ndarray of float64
        Triangles. [m]
    """
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    size = np.linalg.norm(normal, axis=1)[:, None]
    unit: NDArray[np.float64] = normal / np.where(size > 0.0, size, 1.0)
    return unit


def distance_to_triangles(
    points: NDArray[np.float64], corners: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Distance of each point from its triangle (点到三角面的距离), (n,). [m]

    Parameters
    ----------
    points : (n, 3) ndarray of float64
        Points. [m]
    corners : (n, 3, 3) ndarray of float64
        Triangles. [m]
    """  # noqa: D400
    normal = unit_normals(corners)
    off = np.einsum("ij,ij->i", points - corners[:, 0], normal)
    inside = np.linalg.norm(normal, axis=1) > 0.0
    nearest = np.full(len(points), np.inf)
    for k in range(3):
        start, way = corners[:, k], corners[:, (k + 1) % 3] - corners[:, k]
        reach = points - start
        length = np.einsum("ij,ij->i", way, way)
        along = np.einsum("ij,ij->i", reach, way) / np.where(length > 0.0, length, 1.0)
        rest = reach - np.clip(along, 0.0, 1.0)[:, None] * way
        nearest = np.minimum(nearest, np.linalg.norm(rest, axis=1))
        inside &= np.einsum("ij,ij->i", np.cross(way, reach), normal) >= 0.0
    distance: NDArray[np.float64] = np.where(inside, np.abs(off), nearest)
    return distance


def ray_hits(
    origins: NDArray[np.float64],
    directions: NDArray[np.float64],
    corners: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Where each line meets its triangle (线面交点), (n,), NaN if it does not.

    Measured from the origin along the direction. After T. Möller and B. Trumbore,
    Fast, minimum storage ray/triangle intersection, Journal of Graphics Tools 2
    (1997), doi:10.1080/10867651.1997.10487468.

    Parameters
    ----------
    origins, directions : (n, 3) ndarray of float64
        Lines; directions are unit vectors. [m]
    corners : (n, 3, 3) ndarray of float64
        Triangles. [m]
    """
    u, v = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    across = np.cross(directions, v)
    det = np.einsum("ij,ij->i", u, across)
    crosses = np.abs(det) > PARALLEL
    det = np.where(crosses, det, 1.0)
    reach = origins - corners[:, 0]
    s = np.einsum("ij,ij->i", reach, across) / det
    other = np.cross(reach, u)
    t = np.einsum("ij,ij->i", directions, other) / det
    inside = (s >= -EDGE_SLACK) & (t >= -EDGE_SLACK) & (s + t <= 1.0 + EDGE_SLACK)
    at = np.einsum("ij,ij->i", v, other) / det
    return np.where(crosses & inside, at, np.nan)
