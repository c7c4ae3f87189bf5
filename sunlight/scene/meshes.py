"""Triangle meshes made ready for shadows: closed bodies told apart, quads merged."""

import numpy as np
from numpy.typing import NDArray

from sunlight.scene.trees import space_order
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["ANY_SIDE", "BACK_SIDE", "FRONT_SIDE", "UNDERSIDE", "shading_faces"]

ANY_SIDE = 0
"""The face shades whichever side is turned to the point: open surfaces."""
BACK_SIDE = 1
"""The face shades points behind it only: a ray leaves a closed solid through such."""
FRONT_SIDE = -1
"""The face shades points in front of it only: a wall of a prism."""
UNDERSIDE = -2
"""As FRONT_SIDE, and it is the level underside of a prism."""

_WELD_DECIMALS = 7  # vertices nearer than 1e-7 m are one
_MIXERS = np.array(
    [-7046029254386353131, -4417276706812531889, 1609587929392839161], dtype=np.int64
)
"""Odd factors that mix the bits of three coordinates into one key."""
_BODY_MIXER = np.int64(2654435761987654321)
_MIN_AREA = 1e-10  # triangles smaller than this shade nothing [m2]


def _welded(
    vertices: NDArray[np.float64], faces: NDArray[np.int64], body: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Faces over the welded vertices of their bodies, (f, 3), to ask for topology."""
    corner = np.repeat(body, 3)
    grid = np.round(vertices[faces.ravel()], _WELD_DECIMALS) + 0.0  # -0.0 is 0.0
    with np.errstate(over="ignore"):
        key = (grid.view(np.int64) * _MIXERS).sum(axis=1) + corner * _BODY_MIXER
        key ^= key >> 29
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    at = first[inverse]
    if not ((grid == grid[at]).all() and (corner == corner[at]).all()):
        rows = np.column_stack([grid, corner])  # two places with one key
        _, inverse = np.unique(rows, axis=0, return_inverse=True)
    welded: NDArray[np.int64] = inverse.astype(np.int64).reshape(-1, 3)
    return welded


def _opposite_edges(welded: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each half-edge (3 f + corner) the half-edge that runs back, or -1, (3 f,).

    Only edges met exactly once in each direction count.
    """
    a = welded.ravel()
    b = welded[:, [1, 2, 0]].ravel()
    key = np.minimum(a, b) * (np.int64(welded.max()) + 1) + np.maximum(a, b)
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    two = first[np.diff(np.append(first, len(key))) == 2]
    one, other = order[two], order[two + 1]
    facing = a[one] == b[other]
    one, other = one[facing], other[facing]
    opposite = np.full(len(a), -1, dtype=np.int64)
    opposite[one], opposite[other] = other, one
    return opposite


def _components(opposite: NDArray[np.int64]) -> NDArray[np.int64]:
    """Connected component of each face, by the edges it shares with one other, (f,).

    Bodies that meet at a corner only are not one: each has a winding of its own.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    n = len(opposite) // 3
    half = np.flatnonzero(opposite > np.arange(len(opposite)))
    rows, cols = half // 3, opposite[half] // 3
    graph = coo_array((np.ones(len(rows), dtype=np.int8), (rows, cols)), shape=(n, n))
    _, label = connected_components(graph, directed=False)
    component: NDArray[np.int64] = label.astype(np.int64)
    return component


def _merge_pairs(
    corners: NDArray[np.float64],
    opposite: NDArray[np.int64],
    side: NDArray[np.int8],
) -> tuple[NDArray[np.float64], NDArray[np.int8], NDArray[np.int64]]:
    """Merge coplanar neighbours into convex quads, longest shared edge first.

    Returns corners (g, 4, 3), corner counts (g,) and the source triangle of each (g,).
    """
    half = np.flatnonzero(opposite > np.arange(len(opposite)))
    f, g, j = half // 3, opposite[half] // 3, opposite[half] % 3
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normal /= np.linalg.norm(normal, axis=1)[:, None]
    away = corners[g, (j + 2) % 3] - corners[f, half % 3]
    off_plane = np.abs(np.einsum("ij,ij->i", normal[f], away))
    flat = (off_plane <= CONTACT_DISTANCE / 10) & (side[f] == side[g])
    f, i, g, j = f[flat], half[flat] % 3, g[flat], j[flat]
    normal = normal[f]
    ring = np.stack(
        [
            corners[f, i],
            corners[g, (j + 2) % 3],
            corners[f, (i + 1) % 3],
            corners[f, (i + 2) % 3],
        ],
        axis=1,
    )
    sides = np.roll(ring, -1, axis=1) - ring
    turn = np.cross(sides, np.roll(sides, -1, axis=1))
    convex = (np.einsum("ikj,ij->ik", turn, normal) > 0).all(axis=1)
    length = np.linalg.norm(ring[:, 2] - ring[:, 0], axis=1)
    rows = np.flatnonzero(convex)[np.argsort(-length[convex], kind="stable")]
    pairs = np.sort(rows[_greedy_pairs(f[rows], g[rows], len(corners))])
    merged = np.zeros(len(corners), dtype=np.bool_)
    merged[f[pairs]] = merged[g[pairs]] = True
    single = np.flatnonzero(~merged)
    triangles = np.concatenate([corners[single], corners[single][:, 2:]], axis=1)
    source = np.concatenate([single, f[pairs]])
    order = np.argsort(source, kind="stable")
    count = np.concatenate(
        [np.full(len(single), 3, dtype=np.int8), np.full(len(pairs), 4, dtype=np.int8)]
    )
    return (
        np.concatenate([triangles, ring[pairs]])[order],
        count[order],
        source[order],
    )


def _greedy_pairs(
    one: NDArray[np.int64], other: NDArray[np.int64], count: int
) -> NDArray[np.int64]:
    """Pairs taken one after the other, each if neither of its faces is taken yet.

    In each round the pairs are taken that come first for both of their faces, which
    gives the same as going through the list.
    """
    taken = np.zeros(count, dtype=np.bool_)
    left = np.arange(len(one))
    chosen: list[NDArray[np.int64]] = [np.empty(0, dtype=np.int64)]
    while len(left):
        best = np.full(count, len(one))
        np.minimum.at(best, one[left], left)
        np.minimum.at(best, other[left], left)
        first = left[(best[one[left]] == left) & (best[other[left]] == left)]
        taken[one[first]] = taken[other[first]] = True
        chosen.append(first)
        left = left[~(taken[one[left]] | taken[other[left]])]
    return np.concatenate(chosen)


def shading_faces(
    vertices: NDArray[np.float64],
    faces: NDArray[np.int64],
    body: NDArray[np.int64] | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.int8], NDArray[np.int8], NDArray[np.int64]]:
    """Convex faces of triangle soups, each with the side from which it shades.

    Closed bodies with consistent winding, outward or inward, shade by their back faces
    alone; all else shades from both sides. Triangles without area are left out. Faces
    come body by body, in an order in which neighbours in the row are neighbours in
    space.

    Parameters
    ----------
    vertices : (v, 3) ndarray
        Coordinates. [m]
    faces : (f, 3) ndarray of int
        Triangles.
    body : (f,) ndarray of int64, optional
        Body of each triangle; faces of two bodies have nothing to do with each other.
        By default all are of one.

    Returns
    -------
    corners : (g, 4, 3) ndarray
        Corners of triangles and quads, counter-clockwise about the outward normal.
    count : (g,) ndarray of int8
        3 or 4 corners.
    side : (g,) ndarray of int8
        ANY_SIDE or BACK_SIDE.
    source : (g,) ndarray of int64
        Triangle of `faces` each came from, the first of a merged pair.
    """
    corners = vertices[faces]
    doubled = np.linalg.norm(
        np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1
    )
    kept = np.flatnonzero(doubled > 2 * _MIN_AREA)
    if len(kept) == 0:
        return (
            np.empty((0, 4, 3)),
            np.empty(0, dtype=np.int8),
            np.empty(0, dtype=np.int8),
            kept,
        )
    corners = corners[kept]
    owner = np.zeros(len(kept), dtype=np.int64) if body is None else body[kept]
    welded = _welded(vertices, faces[kept], owner)
    opposite = _opposite_edges(welded)
    component = _components(opposite)
    closed_face = (opposite >= 0).reshape(-1, 3).all(axis=1)
    count = int(component.max()) + 1
    open_faces = np.bincount(component, weights=~closed_face, minlength=count)
    local = corners - _anchors(corners, component, count)[component][:, None]
    sixth = np.einsum("ij,ij->i", np.cross(local[:, 0], local[:, 1]), local[:, 2])
    volume = np.bincount(component, weights=sixth, minlength=count)
    closed = (open_faces == 0) & (np.abs(volume) > 0)
    flip = (closed & (volume < 0))[component]
    corners[flip] = corners[flip][:, [0, 2, 1]]
    welded[flip] = welded[flip][:, [0, 2, 1]]
    if flip.any():
        opposite = _opposite_edges(welded)
    side = np.where(closed[component], BACK_SIDE, ANY_SIDE).astype(np.int8)
    merged, counts, source = _merge_pairs(corners, opposite, side)
    order = space_order(merged, owner[source])
    source = source[order]
    return merged[order], counts[order], side[source], kept[source]


def _anchors(
    corners: NDArray[np.float64], component: NDArray[np.int64], count: int
) -> NDArray[np.float64]:
    """A point near each component from which its volume is measured, (count, 3)."""
    anchors = np.empty((count, 3))
    anchors[component[::-1]] = corners[::-1, 0]
    return anchors
