"""Triangles of one shell that cut through each other (自相交)."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["MOST_PAIRS", "crossing_pairs"]

MOST_PAIRS: Final = 20_000_000
"""More pairs of triangles with touching boxes in one shell are not looked at.

A second or two each ten million; a terrain of 100,000 triangles stays below it."""

PAIRS_AT_ONCE: Final = 1_000_000
"""Pairs compared in one go, which keeps memory below 200 MB."""

DEEP_ENOUGH: Final = 1e-3
"""Triangles that reach through each other by less than this touch. [m]"""

EXACT_ENOUGH: Final = 1e-12
"""Squared sine of the angle below which two planes are parallel."""


def crossing_pairs(
    corners: NDArray[np.float64], shell: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of triangles of one shell that cut through each other (自相交三角面对).

    Both must reach through the plane of the other by a millimetre on either side, and
    share a millimetre of the line in which the planes meet. Neighbours along an edge,
    triangles in one plane and triangles that only touch therefore never do.

    Parameters
    ----------
    corners : (f, 3, 3) ndarray of float64
        Triangles. [m]
    shell : (f,) ndarray of int64
        Shell of each.

    Returns
    -------
    one, other : (k,) ndarray of int64
        Indices of the triangles.
    unchecked : (u,) ndarray of int64
        Shells with more than :data:`MOST_PAIRS` candidates.
    """
    order, start, stop, unchecked = _candidates(corners, shell)
    low, high = corners.min(axis=1), corners.max(axis=1)
    found: list[NDArray[np.int64]] = [np.empty((0, 2), dtype=np.int64)]
    count = stop - start
    portion = np.cumsum(count) // PAIRS_AT_ONCE
    cuts = np.flatnonzero(np.diff(portion)) + 1
    for rows in np.split(np.arange(len(order)), cuts):
        size = count[rows]
        i = np.repeat(rows, size)
        j = np.arange(len(i)) - np.repeat(np.cumsum(size) - size, size) + start[i]
        i, j = order[i], order[j]
        boxes = ((low[i] <= high[j]) & (low[j] <= high[i])).all(axis=1)
        i, j = i[boxes], j[boxes]
        through = _cut_through(corners[i], corners[j])
        found.append(np.column_stack([i[through], j[through]]))
    pairs = np.concatenate(found)
    return pairs[:, 0], pairs[:, 1], unchecked


def _candidates(
    corners: NDArray[np.float64], shell: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Triangles in an order in which those that may meet one follow it.

    Returns the order (f,), the first and one past the last position of those that may
    meet each (f,), and the shells left out. They follow along the longest side of the
    box of their shell.
    """
    shells = int(shell.max()) + 1 if len(shell) else 0
    low, high = np.full((shells, 3), np.inf), np.full((shells, 3), -np.inf)
    np.minimum.at(low, shell, corners.min(axis=1))
    np.maximum.at(high, shell, corners.max(axis=1))
    axis = np.argmax(high - low, axis=1) if shells else np.zeros(0, dtype=np.int64)
    rows = np.arange(len(corners))
    from_shell = corners - low[shell][:, None]
    at = from_shell[rows[:, None], np.arange(3), axis[shell][:, None]]
    begin, end = at.min(axis=1), at.max(axis=1)
    widest = float((high - low).max(initial=0.0)) * 1.001 + 1.0
    begin, end = begin + shell * widest, end + shell * widest
    order = np.argsort(begin, kind="stable")
    start = rows + 1
    stop = np.maximum(np.searchsorted(begin[order], end[order], side="right"), start)
    pairs = np.bincount(shell[order], weights=stop - start, minlength=shells)
    unchecked = np.flatnonzero(pairs > MOST_PAIRS)
    skip = np.isin(shell[order], unchecked)
    return order, start, np.where(skip, start, stop), unchecked


def _cut_through(
    first: NDArray[np.float64], second: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Whether triangles, (n, 3, 3) each, cut through each other, (n,).

    After T. Möller, A fast triangle-triangle intersection test, Journal of Graphics
    Tools 2 (1997), doi:10.1080/10867651.1997.10487472.
    """
    cut = np.zeros(len(first), dtype=np.bool_)
    normal, other = _normals(first), _normals(second)
    off_second = np.einsum("nij,nj->ni", second - first[:, :1], normal)
    off_first = np.einsum("nij,nj->ni", first - second[:, :1], other)
    way = np.cross(normal, other)
    size = np.einsum("ij,ij->i", way, way)
    some = _both_sides(off_first) & _both_sides(off_second) & (size > EXACT_ENOUGH)
    rows = np.flatnonzero(some)
    along = way[rows] / np.sqrt(size[rows])[:, None]
    origin = first[rows, :1]
    a0, a1 = _stretch(first[rows] - origin, off_first[rows], along)
    b0, b1 = _stretch(second[rows] - origin, off_second[rows], along)
    cut[rows] = np.minimum(a1, b1) - np.maximum(a0, b0) > DEEP_ENOUGH
    return cut


def _normals(triangles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unit normals, (n, 3); zero where there is no area."""
    normal = np.cross(
        triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    )
    size = np.linalg.norm(normal, axis=1)[:, None]
    unit: NDArray[np.float64] = normal / np.where(size > 0.0, size, 1.0)
    return unit


def _both_sides(off: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether corners lie on both sides of a plane, by their distances (n, 3)."""
    both: NDArray[np.bool_] = (off.max(axis=1) > DEEP_ENOUGH) & (
        off.min(axis=1) < -DEEP_ENOUGH
    )
    return both


def _stretch(
    corners: NDArray[np.float64],
    off: NDArray[np.float64],
    along: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where triangles meet a plane, measured along a direction in it, (n,) each.

    Corners (n, 3, 3) and their signed distances from the plane (n, 3).
    """
    at = np.einsum("nij,nj->ni", corners, along)
    nxt, off_nxt = np.roll(at, -1, axis=1), np.roll(off, -1, axis=1)
    passes = (off > 0.0) != (off_nxt > 0.0)
    step = np.where(passes, off - off_nxt, 1.0)
    meets = at + (nxt - at) * off / step
    low = np.where(passes, meets, np.inf).min(axis=1)
    high = np.where(passes, meets, -np.inf).max(axis=1)
    return low, high
