"""Triangle meshes made ready for shadows: closed bodies told apart, quads merged."""

import numpy as np
from numpy.typing import NDArray

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
_MIN_AREA = 1e-10  # triangles smaller than this shade nothing [m2]


def _welded(
    vertices: NDArray[np.float64], faces: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Faces over welded vertices, (f, 3), for questions of topology."""
    _, inverse = np.unique(
        np.round(vertices, _WELD_DECIMALS), axis=0, return_inverse=True
    )
    welded: NDArray[np.int64] = np.asarray(inverse, dtype=np.int64).reshape(-1)[faces]
    return welded


def _components(welded: NDArray[np.int64]) -> NDArray[np.int64]:
    """Connected component of each face, by shared welded vertices, (f,)."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    n = int(welded.max()) + 1
    rows = np.concatenate([welded[:, 0], welded[:, 1]])
    cols = np.concatenate([welded[:, 1], welded[:, 2]])
    graph = coo_array((np.ones(len(rows), dtype=np.int8), (rows, cols)), shape=(n, n))
    _, label = connected_components(graph, directed=False)
    component: NDArray[np.int64] = label[welded[:, 0]].astype(np.int64)
    return component


def _opposite_edges(welded: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each half-edge (3 f + corner) the half-edge that runs back, or -1, (3 f,).

    Only edges met exactly once in each direction count.
    """
    a = welded.ravel()
    b = welded[:, [1, 2, 0]].ravel()
    n = np.int64(welded.max()) + 1
    forward, backward = a * n + b, b * n + a
    order = np.argsort(forward, kind="stable")
    keys = forward[order]
    first = np.searchsorted(keys, backward, side="left")
    last = np.searchsorted(keys, backward, side="right")
    own = np.searchsorted(keys, forward, side="right") - np.searchsorted(
        keys, forward, side="left"
    )
    unique = (last - first == 1) & (own == 1)
    opposite = np.full(len(a), -1, dtype=np.int64)
    opposite[unique] = order[first[unique]]
    return opposite


def _merge_pairs(
    corners: NDArray[np.float64],
    opposite: NDArray[np.int64],
    side: NDArray[np.int8],
) -> tuple[NDArray[np.float64], NDArray[np.int8], NDArray[np.int64]]:
    """Merge coplanar neighbours into convex quads, longest shared edge first.

    Returns corners (g, 4, 3), corner counts (g,) and the source triangle of each (g,).
    """
    half = np.flatnonzero(opposite > np.arange(len(opposite)))
    f, i = half // 3, half % 3
    g, j = opposite[half] // 3, opposite[half] % 3
    ring = np.stack(
        [
            corners[f, i],
            corners[g, (j + 2) % 3],
            corners[f, (i + 1) % 3],
            corners[f, (i + 2) % 3],
        ],
        axis=1,
    )
    normal = np.cross(corners[f, 1] - corners[f, 0], corners[f, 2] - corners[f, 0])
    normal /= np.linalg.norm(normal, axis=1)[:, None]
    off_plane = np.abs(np.einsum("ij,ij->i", normal, ring[:, 1] - ring[:, 0]))
    sides = np.roll(ring, -1, axis=1) - ring
    turn = np.cross(sides, np.roll(sides, -1, axis=1))
    convex = (np.einsum("ikj,ij->ik", turn, normal) > 0).all(axis=1)
    good = convex & (off_plane <= CONTACT_DISTANCE / 10) & (side[f] == side[g])
    length = np.linalg.norm(ring[:, 2] - ring[:, 0], axis=1)
    merged = np.zeros(len(corners), dtype=np.bool_)
    chosen = []
    for row in np.flatnonzero(good)[np.argsort(-length[good], kind="stable")]:
        if not (merged[f[row]] or merged[g[row]]):
            merged[f[row]] = merged[g[row]] = True
            chosen.append(row)
    pairs = np.array(sorted(chosen), dtype=np.int64)
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


def shading_faces(
    vertices: NDArray[np.float64], faces: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int8], NDArray[np.int8], NDArray[np.int64]]:
    """Convex faces of a triangle soup, each with the side from which it shades.

    Closed bodies with consistent winding, outward or inward, shade by their back faces
    alone; all else shades from both sides. Triangles without area are left out.

    Parameters
    ----------
    vertices : (v, 3) ndarray
        Coordinates. [m]
    faces : (f, 3) ndarray of int
        Triangles.

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
    welded = _welded(vertices, faces[kept])
    component = _components(welded)
    closed_face = (_opposite_edges(welded) >= 0).reshape(-1, 3).all(axis=1)
    count = int(component.max()) + 1
    open_faces = np.bincount(component, weights=~closed_face, minlength=count)
    local = corners - corners[:, :1].mean(axis=0)
    volume = np.bincount(component, weights=np.linalg.det(local), minlength=count)
    closed = (open_faces == 0) & (np.abs(volume) > 0)
    flip = (closed & (volume < 0))[component]
    corners[flip] = corners[flip][:, [0, 2, 1]]
    welded[flip] = welded[flip][:, [0, 2, 1]]
    side = np.where(closed[component], BACK_SIDE, ANY_SIDE).astype(np.int8)
    merged, counts, source = _merge_pairs(corners, _opposite_edges(welded), side)
    return merged, counts, side[source], kept[source]
