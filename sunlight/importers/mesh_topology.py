"""Triangle meshes: which corners are one, which pieces hang together (网格拓扑)."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["is_closed", "normals_of", "piece_of_each", "welded_corners"]

WELD: Final = 1e-4
"""Corners nearer than this are one: a tenth of what drawings are exact to. [m]"""


def normals_of(triangles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Normals of triangles, twice as long as their area is large (三角面法向), (t, 3).

    Parameters
    ----------
    triangles : (t, 3, 3) ndarray of float64
        Corners.
    """
    u, v = triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    normals = np.empty_like(u)
    for k, (i, j) in enumerate(((1, 2), (2, 0), (0, 1))):
        normals[:, k] = u[:, i] * v[:, j] - u[:, j] * v[:, i]
    return normals


def welded_corners(
    vertices: NDArray[np.float64], faces: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Faces by numbers of places instead of vertices (合并顶点), (f, 3).

    Parameters
    ----------
    vertices : (v, 3) ndarray of float64
        Vertices, at least one; those of one place within :data:`WELD` are one. [m]
    faces : (f, 3) ndarray of int64
        Triangles.
    """
    grid = np.round((vertices - vertices.min(axis=0)) / WELD).astype(np.int64)
    order = np.lexsort(grid.T)
    new = np.append(True, (np.diff(grid[order], axis=0) != 0).any(axis=1))
    place = np.empty(len(grid), dtype=np.int64)
    place[order] = np.cumsum(new[: len(grid)]) - 1
    return np.asarray(place[faces], dtype=np.int64)


def is_closed(corners: NDArray[np.int64]) -> bool:
    """Whether each edge is walked as often in one direction as in the other (封闭).

    Parameters
    ----------
    corners : (f, 3) ndarray of int64
        Triangles by welded corners.
    """
    edges = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    edges = edges[edges[:, 0] != edges[:, 1]]
    count = int(corners.max(initial=0)) + 1
    forth = np.sort(edges[:, 0] * count + edges[:, 1])
    back = np.sort(edges[:, 1] * count + edges[:, 0])
    return bool((forth == back).all())


def piece_of_each(corners: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number of the piece each triangle belongs to (连通块), (f,).

    Parameters
    ----------
    corners : (f, 3) ndarray of int64
        Triangles by welded corners; those that share one hang together.

    Returns
    -------
    (f,) ndarray of int64
        From 0, in the order of the first triangle.
    """
    if len(corners) == 0:
        return np.empty(0, dtype=np.int64)
    label = np.arange(int(corners.max()) + 1)
    while True:
        lowest = label[corners].min(axis=1)
        lower = label.copy()
        np.minimum.at(lower, corners, lowest[:, None])
        lower = lower[lower]
        if (lower == label).all():
            break
        label = lower
    _, first, piece = np.unique(lowest, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return np.asarray(rank[piece], dtype=np.int64)
