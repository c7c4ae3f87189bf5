"""How the triangles of meshes hang together: edges, shells, volumes (网格拓扑)."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.model.gate.soup import Soup

__all__ = ["Topology", "face_signs", "topology"]

THIN_HEIGHT: Final = 1e-5
"""A triangle lower than this above its longest side has no area. [m]"""

SAME_PLACE: Final = 1e-3
"""A corner nearer to an edge than this lies on it; drawings are exact to 1 mm. [m]"""

MOST_FREE_EDGES: Final = 10_000
"""Of a mesh with more free edges it is not asked whether corners lie on them."""

EDGES_AT_ONCE: Final = 200
"""Free edges looked at in one go, which keeps memory below 100 MB."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topology:
    """How the triangles of a soup hang together (网格拓扑).

    Parameters
    ----------
    thin : (f,) ndarray of bool
        Triangles without area.
    shell : (f,) ndarray of int64
        Connected shell of each triangle, by the edges that just two triangles share.
    shell_body : (s,) ndarray of int64
        Part each shell belongs to.
    closed : (s,) ndarray of bool
        Each edge of the shell runs once each way.
    volume : (s,) ndarray of float64
        Signed volume of each shell, measured from a corner of its part; negative if
        its faces look inward. Of open shells only the sum in a part means anything.
        [m³]
    free : tuple of (b,) arrays (k, 2, 3)
        For each part the edges that only one triangle has, less those of panes.
    crowded, turned : (b,) ndarray of int64
        For each part the edges that more than two triangles have, and those whose two
        triangles run the same way.
    """

    thin: NDArray[np.bool_]
    shell: NDArray[np.int64]
    shell_body: NDArray[np.int64]
    closed: NDArray[np.bool_]
    volume: NDArray[np.float64]
    free: tuple[NDArray[np.float64], ...]
    crowded: NDArray[np.int64]
    turned: NDArray[np.int64]


def topology(soup: Soup) -> Topology:
    """Edges and shells of all meshes (网格拓扑).

    Triangles without area are passed over. An edge is free if no other triangle runs
    along it, not even in pieces: a corner in the middle of a neighbour's edge opens
    nothing.

    Parameters
    ----------
    soup : Soup
        Triangles.
    """
    thin = _thin(soup.corners)
    half = np.repeat(~(_flattened(soup.welded) | thin), 3)
    a = soup.welded.ravel()
    b = soup.welded[:, [1, 2, 0]].ravel()
    edge, count, forth = _edges(a, b, half)
    owner = np.repeat(soup.body, 3)
    bodies = len(soup.parts)
    known = edge >= 0
    times = np.zeros(len(a), dtype=np.int64)
    times[known] = count[edge[known]]
    first = np.zeros(len(a), dtype=bool)
    first[np.flatnonzero(known)[np.unique(edge[known], return_index=True)[1]]] = True
    unbalanced = np.zeros(len(a), dtype=bool)
    unbalanced[known] = (count == 2)[edge[known]] & (forth != 1)[edge[known]]
    shell, opposite = _shells(edge, count, forth, len(soup))
    shells = int(shell.max()) + 1 if len(shell) else 0
    gaps = np.bincount(
        shell[np.flatnonzero((opposite < 0) & half) // 3], minlength=shells
    )
    shell_body = np.zeros(shells, dtype=np.int64)
    shell_body[shell] = soup.body
    return Topology(
        thin=thin,
        shell=shell,
        shell_body=shell_body,
        closed=gaps == 0,
        volume=_volumes(soup, shell, shells),
        free=_free_edges(
            soup, np.flatnonzero((times == 1) & ~np.repeat(_panes(soup, shell), 3))
        ),
        crowded=np.bincount(owner[first & (times > 2)], minlength=bodies),
        turned=np.bincount(owner[first & unbalanced], minlength=bodies),
    )


def face_signs(soup: Soup, how: Topology) -> NDArray[np.float64]:
    """What each normal is to be multiplied with to look outward, (f,); 0 if unknown.

    Known of the faces of closed shells, and of parts that are closed in pieces.

    Parameters
    ----------
    soup : Soup
        Triangles.
    how : Topology
        How they hang together.
    """
    free = np.array([len(edges) for edges in how.free], dtype=np.int64)
    pieced = (free == 0) & (how.crowded == 0) & (how.turned == 0)
    whole = np.bincount(how.shell_body, weights=how.volume, minlength=len(free))
    of_part = np.where(pieced, np.sign(whole), 0.0)
    of_shell = np.where(how.closed, np.sign(how.volume), of_part[how.shell_body])
    signs: NDArray[np.float64] = of_shell[how.shell]
    return signs


def _flattened(welded: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Triangles two of whose corners are one, (f,)."""
    flat: NDArray[np.bool_] = (welded == welded[:, [1, 2, 0]]).any(axis=1)
    return flat


def _edges(
    a: NDArray[np.int64], b: NDArray[np.int64], used: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Edge of each half-edge, -1 if unused; how often each runs, and how often up."""
    edge = np.full(len(a), -1, dtype=np.int64)
    if not used.any():
        return edge, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    key = np.minimum(a, b) * (np.int64(max(a.max(), b.max())) + 1) + np.maximum(a, b)
    _, number, count = np.unique(key[used], return_inverse=True, return_counts=True)
    edge[used] = number
    forth = np.bincount(number, weights=(a < b)[used]).astype(np.int64)
    return edge, count.astype(np.int64), forth


def _shells(
    edge: NDArray[np.int64],
    count: NDArray[np.int64],
    forth: NDArray[np.int64],
    faces: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Shell of each triangle, and the half-edge that runs back along each, or -1."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    opposite = np.full(len(edge), -1, dtype=np.int64)
    paired = np.flatnonzero(edge >= 0)
    paired = paired[((count == 2) & (forth == 1))[edge[paired]]]
    order = paired[np.argsort(edge[paired], kind="stable")]
    one, other = order[0::2], order[1::2]
    opposite[one], opposite[other] = other, one
    graph = coo_array(
        (np.ones(len(one), dtype=np.int8), (one // 3, other // 3)), shape=(faces, faces)
    )
    _, label = connected_components(graph, directed=False)
    return label.astype(np.int64), opposite


def _thin(corners: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Triangles without area, (f,)."""
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=1), axis=2)
    doubled = np.linalg.norm(
        np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1
    )
    thin: NDArray[np.bool_] = doubled <= THIN_HEIGHT * sides.max(axis=1, initial=0.0)
    return thin


def _volumes(soup: Soup, shell: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Signed volumes, measured from a corner of each part, (s,). [m³]"""  # noqa: D400
    anchor = np.zeros((len(soup.parts), 3))
    anchor[soup.body[::-1]] = soup.corners[::-1, 0]
    local = soup.corners - anchor[soup.body][:, None]
    sixth = np.einsum("ij,ij->i", np.cross(local[:, 0], local[:, 1]), local[:, 2])
    sums = np.bincount(shell, weights=sixth / 6.0, minlength=count)
    return np.asarray(sums, dtype=np.float64)


def _panes(soup: Soup, shell: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Triangles of flat sheets beside solids, such as panes in openings, (f,)."""
    shells = int(shell.max()) + 1 if len(shell) else 0
    first = np.zeros(shells, dtype=np.int64)
    first[shell[::-1]] = np.arange(len(soup))[::-1]
    corners = soup.corners[first][shell]
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    size = np.linalg.norm(normal, axis=1)
    normal /= np.where(size > 0.0, size, 1.0)[:, None]
    off = np.einsum("fij,fj->fi", soup.corners - corners[:, :1], normal)
    bulge = np.zeros(shells)
    np.maximum.at(bulge, shell, np.abs(off).max(axis=1, initial=0.0))
    flat = (bulge <= SAME_PLACE)[shell]
    solid = np.bincount(soup.body[~flat], minlength=len(soup.parts)) > 0
    panes: NDArray[np.bool_] = flat & solid[soup.body]
    return panes


def _free_edges(
    soup: Soup, halves: NDArray[np.int64]
) -> tuple[NDArray[np.float64], ...]:
    """Free edges of each part, (k, 2, 3), less those that others run along."""
    face, corner = halves // 3, halves % 3
    ends = np.stack(
        [soup.corners[face, corner], soup.corners[face, (corner + 1) % 3]], axis=1
    )
    start = np.searchsorted(soup.body[face], np.arange(len(soup.parts) + 1))
    return tuple(
        _without_pieced(ends[i:j])
        for i, j in zip(start[:-1].tolist(), start[1:].tolist(), strict=True)
    )


def _without_pieced(ends: NDArray[np.float64]) -> NDArray[np.float64]:
    """Edges, (k, 2, 3), cut at corners on them, less those that run both ways."""
    if not 0 < len(ends) <= MOST_FREE_EDGES:
        return ends
    node = _places(ends.reshape(-1, 3))
    place = np.empty((node.max() + 1, 3))
    place[node] = ends.reshape(-1, 3)
    tail, head = node.reshape(-1, 2).T
    pieces: list[tuple[int, int]] = []
    for start in range(0, len(ends), EDGES_AT_ONCE):
        some = slice(start, start + EDGES_AT_ONCE)
        pieces += _pieces(place, tail[some], head[some])
    back = {(q, p) for p, q in pieces}
    free = [(p, q) for p, q in pieces if (p, q) not in back]
    return place[np.array(free, dtype=np.int64).reshape(-1, 2)]


def _pieces(
    place: NDArray[np.float64], tail: NDArray[np.int64], head: NDArray[np.int64]
) -> list[tuple[int, int]]:
    """Edges from tail to head, (k,), cut at the places, (n, 3), that lie on them."""
    way = place[head] - place[tail]
    length = np.maximum(np.linalg.norm(way, axis=1), SAME_PLACE)
    reach = place[None] - place[tail][:, None]
    along = np.einsum("knj,kj->kn", reach, way) / length[:, None]
    beside = reach - along[..., None] * (way / length[:, None])[:, None]
    on = (along > 0.0) & (along < length[:, None])
    on &= np.einsum("knj,knj->kn", beside, beside) < SAME_PLACE**2
    rows = np.arange(len(tail))
    on[rows, tail] = on[rows, head] = False
    pieces: list[tuple[int, int]] = []
    for k in rows.tolist():
        between = np.flatnonzero(on[k])
        stops = [tail[k], *between[np.argsort(along[k, between])], head[k]]
        pieces += [(int(p), int(q)) for p, q in pairwise(stops) if p != q]
    return pieces


def _places(points: NDArray[np.float64]) -> NDArray[np.int64]:
    """Number of the place of each point, (n,); near points have one place."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    pairs = cKDTree(points).query_pairs(SAME_PLACE, output_type="ndarray")
    ones = np.ones(len(pairs), dtype=np.int8)
    graph = coo_array((ones, (pairs[:, 0], pairs[:, 1])), shape=(len(points),) * 2)
    _, label = connected_components(graph, directed=False)
    return label.astype(np.int64)
