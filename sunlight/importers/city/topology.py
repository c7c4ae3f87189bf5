"""Whether solids are closed and their faces look outward (实体检查)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.city.faces import Faces

__all__ = ["Topology", "faces_to_turn", "topology", "volumes"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topology:
    """Edges of each shell that are not as in a closed solid (拓扑), (shells,) each.

    Parameters
    ----------
    open_edges : ndarray of int64
        Met by an odd number of faces.
    crowded_edges : ndarray of int64
        Met by more than two faces.
    twisted_edges : ndarray of int64
        Met by two faces that run along it the same way.
    """

    open_edges: NDArray[np.int64]
    crowded_edges: NDArray[np.int64]
    twisted_edges: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Edges:
    """Sides of faces, those of one edge beside each other, (e,) each."""

    face: NDArray[np.int64]
    forward: NDArray[np.bool_]
    edge: NDArray[np.int64]
    shell: NDArray[np.int64]


def _edges(faces: Faces) -> _Edges:
    """Sides of all rings, sorted by shell and edge."""
    sizes = np.diff(faces.ring_start)
    ring = np.repeat(np.arange(len(sizes)), sizes)
    place = np.arange(len(faces.corner)) - faces.ring_start[:-1][ring]
    after = faces.ring_start[:-1][ring] + (place + 1) % sizes[ring]
    here, there = faces.corner, faces.corner[after]
    face = np.repeat(np.arange(len(faces)), np.diff(faces.face_ring))[ring]
    low, high = np.minimum(here, there), np.maximum(here, there)
    order = np.lexsort([high, low, faces.shell[face]])
    shell, low, high = faces.shell[face][order], low[order], high[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(shell) != 0) | (np.diff(low) != 0) | (np.diff(high) != 0)
    return _Edges(
        face=face[order],
        forward=(here < there)[order],
        edge=np.cumsum(new) - 1,
        shell=shell,
    )


def topology(faces: Faces) -> Topology:
    """Edges that are not as in a closed solid (拓扑检查).

    Parameters
    ----------
    faces : Faces
        Their rings are compared, not their triangles.

    Returns
    -------
    Topology
        All zero for a closed solid whose faces look one way.
    """
    shells = len(faces.degenerate)
    edges = _edges(faces)
    if len(edges.face) == 0:
        none = np.zeros(shells, dtype=np.int64)
        return Topology(open_edges=none, crowded_edges=none, twisted_edges=none)
    met = np.bincount(edges.edge)
    along = np.bincount(edges.edge, weights=edges.forward)
    shell = np.zeros(len(met), dtype=np.int64)
    shell[edges.edge] = edges.shell

    def count(which: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(shell[which], minlength=shells)

    return Topology(
        open_edges=count(met % 2 == 1),
        crowded_edges=count(met > 2),
        twisted_edges=count((met == 2) & (along != 1)),
    )


def volumes(
    vertices: NDArray[np.float64],
    triangles: NDArray[np.int64],
    shell: NDArray[np.int64],
    shells: int,
) -> NDArray[np.float64]:
    """Volume of each shell, negative if its faces look inward (体积), (shells,). [m³].

    Parameters
    ----------
    vertices : (v, 3) ndarray of float64
        Corners. [m]
    triangles : (t, 3) ndarray of int64
        Of closed shells; of others it means nothing.
    shell : (t,) ndarray of int64
        Shell of each triangle.
    shells : int
        How many there are.

    Returns
    -------
    (shells,) ndarray of float64
        Signed. [m³]
    """
    anchor = np.zeros((shells, 3))
    anchor[shell[::-1]] = vertices[triangles[::-1, 0]]
    a, b, c = (vertices[triangles[:, k]] - anchor[shell] for k in range(3))
    sixth = np.einsum("ij,ij->i", np.cross(a, b), c)
    found = np.bincount(shell, weights=sixth, minlength=shells)
    return np.asarray(found / 6.0, dtype=np.float64)


def faces_to_turn(faces: Faces, twisted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Faces to be turned so that neighbours agree (面朝向一致化), (f,).

    Within each piece the fewer are turned; whether all look in or out is left open.

    Parameters
    ----------
    faces : Faces
        All.
    twisted : (shells,) ndarray of bool
        Shells to look at.

    Returns
    -------
    (f,) ndarray of bool
        False in all other shells.
    """
    edges = _edges(faces)
    turn = np.zeros(len(faces), dtype=bool)
    met = np.bincount(edges.edge) if len(edges.edge) else np.zeros(0, dtype=np.int64)
    first = np.cumsum(met) - met
    pairs = first[(met == 2) & twisted[edges.shell[first]]]
    neighbours: dict[int, list[tuple[int, bool]]] = {}
    for one in pairs.tolist():
        f, g = int(edges.face[one]), int(edges.face[one + 1])
        same = bool(edges.forward[one] == edges.forward[one + 1])
        neighbours.setdefault(f, []).append((g, same))
        neighbours.setdefault(g, []).append((f, same))
    seen: set[int] = set()
    for start in sorted(neighbours):
        if start in seen:
            continue
        piece = _walk(start, neighbours, turn)
        seen.update(piece)
        if 2 * int(turn[piece].sum()) > len(piece):
            turn[piece] = ~turn[piece]
    return turn


def _walk(
    start: int,
    neighbours: dict[int, list[tuple[int, bool]]],
    turn: NDArray[np.bool_],
) -> list[int]:
    """Faces that hang together with one; turns those that disagree with it."""
    piece, waiting, seen = [start], [start], {start}
    while waiting:
        face = waiting.pop()
        for other, same in neighbours[face]:
            if other not in seen:
                seen.add(other)
                turn[other] = turn[face] ^ same
                piece.append(other)
                waiting.append(other)
    return piece
