"""Meshes as whole cells of ground see them: faces, edges, anchors (网格外皮).

What a mesh shades of a level square is told by few things: a shadow meets a square
where it holds the centre, where its border crosses a side, or where it lies in the
square as a whole. So the centre looks at the faces themselves, at each edge that can
be a border, swept along the sides of the square, and at a square about one corner of
each connected piece.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.scene.margins import faces_as_parts, mesh_arrays
from sunlight.scene.meshes import shading_faces
from sunlight.scene.obstructions import Obstructions, Prism, Solid
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["SINK", "Skin", "skin_of"]

SINK: Final = 1e-5
"""From so far below the ground centres of cells look at meshes. [m]

A face that stands on the ground ends in it, and a point does not see a face whose plane
it lies in: from a little below, the foot of the face has an area like any other."""

FLATTEST_COTANGENT: Final = 1e3
"""Meshes grow by what `SINK` moves a shadow; the sun is not taken for lower than this.

That is 0.06°, which the sun passes in less than half a minute of any day."""

SPARE: Final = 10.0 * CONTACT_DISTANCE
"""Meshes grow by this much more, so that rounding never makes them too small. [m]"""

_SQUARE: Final = np.array(
    [(-1.0, -1.0, 0.0), (1.0, -1.0, 0.0), (1.0, 1.0, 0.0), (-1.0, 1.0, 0.0)]
)
_WELD_DECIMALS: Final = 7  # corners nearer than 1e-7 m are one
_FLAT_TURN: Final = 1e-9  # neighbours turned by less than this are one plane
_MIN_AREA: Final = 1e-12  # parallelograms smaller than this have no side across [m2]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Skin:
    """Meshes above a level, ready to be grown by squares of any size (网格外皮).

    Parameters
    ----------
    faces : (f, 4, 3) ndarray of float64
        Faces; of triangles the last corner stands twice. [m]
    counts : (f,) ndarray of int64
        3 or 4 corners.
    edges : (e, 2, 3) ndarray of float64
        Edges that can be the border of a shadow. [m]
    anchors : (a, 3) ndarray of float64
        One corner of each connected piece. [m]
    """

    faces: NDArray[np.float64]
    counts: NDArray[np.int64]
    edges: NDArray[np.float64]
    anchors: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.faces)

    def grown(self, *, half: float, cotangent: float) -> Obstructions:
        """Grow the meshes in plan by a square (按方格外扩).

        Parameters
        ----------
        half : float
            Half a side of the square. [m]
        cotangent : float
            Length of the longest shadow over the height that throws it.

        Returns
        -------
        Obstructions
            For centres `SINK` below the ground: they are shaded whenever some point of
            their cells on the ground is shaded by the meshes.
        """
        reach = half + SPARE + SINK * min(cotangent, FLATTEST_COTANGENT)
        start = reach * _SQUARE
        end = np.roll(start, -1, axis=0)
        one, other = self.edges[:, None, 0], self.edges[:, None, 1]
        sides = [one + start, other + start, other + end, one + end]
        swept = np.stack(sides, axis=2)
        across = np.cross(swept[:, :, 1] - one - start, swept[:, :, 3] - one - start)
        solid = np.linalg.norm(across, axis=2) > _MIN_AREA
        squares = self.anchors[:, None] + start
        sizes = np.concatenate(
            [
                np.zeros(1, dtype=np.int64),
                np.ones(len(self.faces) + len(squares), dtype=np.int64),
                solid.sum(axis=1),
            ]
        )
        filled = sizes > 0
        filled[0] = True
        corners = np.concatenate([self.faces, squares, swept[solid]])
        others = np.full(len(corners) - len(self.faces), 4)
        counts = np.concatenate([self.counts, others])
        return faces_as_parts(corners, counts, sizes[filled])


def skin_of(bodies: Sequence[Prism | Solid], *, z: float) -> Skin:
    """Skin of the meshes among some bodies above a level (网格外皮).

    Parameters
    ----------
    bodies : sequence of Prism or Solid
        Bodies that stand; prisms are left out.
    z : float
        Elevation of the ground; faces are cut off there. [m]

    Returns
    -------
    Skin
        Empty if there is no mesh above the level.
    """
    rings = [np.empty((0, 4, 3))]
    counts = [np.empty(0, dtype=np.int64)]
    for body in bodies:
        if isinstance(body, Solid):
            faces, count, _, _ = shading_faces(*mesh_arrays(body))
            for some, number in _above(faces, count.astype(np.int64), z):
                rings.append(some)
                counts.append(number)
    corners, number = np.concatenate(rings), np.concatenate(counts)
    edges, anchors = _edges(corners, number)
    return Skin(faces=corners, counts=number, edges=edges, anchors=anchors)


def _above(
    faces: NDArray[np.float64], counts: NDArray[np.int64], z: float
) -> list[tuple[NDArray[np.float64], NDArray[np.int64]]]:
    """Parts of faces above a level, faces that it cuts in triangles first."""
    low, high = faces[:, :, 2].min(axis=1), faces[:, :, 2].max(axis=1)
    seen = high > z + CONTACT_DISTANCE
    clear, cut = seen & (low >= z), np.flatnonzero(seen & (low < z))
    kept = [(faces[clear], counts[clear])]
    for i in cut:
        halves = [faces[i][[0, 1, 2]], faces[i][[0, 2, 3]]][: counts[i] - 2]
        for triangle in halves:
            ring = _clipped(triangle, z)
            if len(ring) >= 3:
                full = np.concatenate([ring, np.repeat(ring[-1:], 4 - len(ring), 0)])
                kept.append((full[None], np.array([len(ring)], dtype=np.int64)))
    return kept


def _clipped(triangle: NDArray[np.float64], z: float) -> NDArray[np.float64]:
    """Part of a triangle above a level, (n, 3): a face of up to four corners."""
    kept: list[NDArray[np.float64]] = []
    for a, b in zip(triangle, np.roll(triangle, -1, axis=0), strict=True):
        if a[2] >= z:
            kept.append(a)
        if (a[2] - z) * (b[2] - z) < 0.0:
            kept.append(a + (z - a[2]) / (b[2] - a[2]) * (b - a))
    ring = np.array(kept).reshape(-1, 3)
    apart = np.linalg.norm(ring - np.roll(ring, 1, axis=0), axis=1)
    clipped: NDArray[np.float64] = ring[apart > CONTACT_DISTANCE / 10.0]
    return clipped


def _edges(
    faces: NDArray[np.float64], counts: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Edges that can be a border, each once, (e, 2, 3), and anchors (a, 3).

    An edge between two faces of one plane that go on into each other is never a border.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if len(faces) == 0:
        return np.empty((0, 2, 3)), np.empty((0, 3))
    points, corner = np.unique(
        np.round(faces.reshape(-1, 3), _WELD_DECIMALS), axis=0, return_inverse=True
    )
    ids = corner.reshape(-1, 4)
    last = np.arange(4) == counts[:, None] - 1
    following = np.where(last, ids[:, :1], np.roll(ids, -1, axis=1))
    real = (np.arange(4) < counts[:, None]) & (ids != following)
    face, at = np.nonzero(real)
    first, second = ids[face, at], following[face, at]
    normal = np.cross(faces[:, 1] - faces[:, 0], faces[:, 2] - faces[:, 0])
    normal /= np.linalg.norm(normal, axis=1)[:, None]
    key = np.minimum(first, second) * np.int64(len(points)) + np.maximum(first, second)
    order = np.argsort(key, kind="stable")
    start = np.flatnonzero(np.diff(key[order], prepend=-1))
    size = np.diff(np.append(start, len(key)))
    one, two = order[start], order[np.minimum(start + 1, len(order) - 1)]
    turned = np.linalg.norm(normal[face[one]] - normal[face[two]], axis=1)
    inner = (size == 2) & (first[one] == second[two]) & (turned < _FLAT_TURN)
    places = len(points)
    graph = coo_array((np.ones(len(first)), (first, second)), shape=(places, places))
    _, label = connected_components(graph, directed=False)
    _, anchor = np.unique(label, return_index=True)
    kept = one[~inner]
    # the corners as drawn: welded ones are rounded
    after = np.where(at + 1 < counts[face], at + 1, 0)
    edges = np.stack([faces[face, at], faces[face, after]], axis=1)
    return edges[kept], points[anchor]
