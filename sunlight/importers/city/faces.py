"""Polygons of city objects as arrays, and cut to triangles (面与三角剖分)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.importers.city.records import Shell

__all__ = ["Faces", "cut_to_triangles", "flatten"]

WELD_DISTANCE: Final = 1e-4
"""Corners nearer than this are one: files write millimetres, some write each corner
of each polygon anew. [m]"""

SMALLEST_FACE: Final = 1e-6
"""A face smaller than this has no area. [m²]"""

NOT_PLANAR: Final = 0.01
"""A face with a corner farther from its plane than this is not flat. [m]

The default tolerance of val3dity (H. Ledoux, 2018), which surveyors check with."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Faces:
    """Polygons of all shells (面表).

    Parameters
    ----------
    vertices : (v, 3) ndarray of float64
        Welded corners. [m]
    corner : (k,) ndarray of int64
        Corners of all rings, one after the other, not closed.
    ring_start : (r + 1,) ndarray of int64
        Where each ring starts in `corner`.
    face_ring : (f + 1,) ndarray of int64
        Where each face starts among the rings; its first ring is the outer one.
    shell, surface : (f,) ndarray of int64
        Shell of each face, ascending, and the index of its semantic surface or -1.
    normal : (f, 3) ndarray of float64
        Unit normal, by the right-hand rule.
    area : (f,) ndarray of float64
        Of the outer ring. [m²]
    off_plane : (f,) ndarray of float64
        Farthest corner from the mean plane. [m]
    degenerate : (shells,) ndarray of int64
        Faces of each shell that were left out, having no area.
    """

    vertices: NDArray[np.float64]
    corner: NDArray[np.int64]
    ring_start: NDArray[np.int64]
    face_ring: NDArray[np.int64]
    shell: NDArray[np.int64]
    surface: NDArray[np.int64]
    normal: NDArray[np.float64]
    area: NDArray[np.float64]
    off_plane: NDArray[np.float64]
    degenerate: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.shell)

    def of_shells(self, some: Sequence[int]) -> NDArray[np.int64]:
        """Faces of some shells in ascending order (所属面), (n,)."""
        first = np.searchsorted(self.shell, some)
        last = np.searchsorted(self.shell, some, side="right")
        runs = [np.arange(a, b) for a, b in zip(first, last, strict=True)]
        return np.concatenate([*runs, np.empty(0, dtype=np.int64)])

    def corners_of(self, face: int) -> NDArray[np.int64]:
        """Corners of the outer ring of a face (外环), (n,)."""
        ring = self.face_ring[face]
        found: NDArray[np.int64] = self.corner[
            self.ring_start[ring] : self.ring_start[ring + 1]
        ]
        return found


def flatten(vertices: NDArray[np.float64], shells: Sequence[Shell]) -> Faces:
    """Faces of shells as arrays (面表).

    Parameters
    ----------
    vertices : (v, 3) ndarray of float64
        In project coordinates. [m]
    shells : sequence of Shell
        With indices of these vertices.

    Returns
    -------
    Faces
        Without faces of no area; repeated corners are dropped.
    """
    grid = np.round(vertices / WELD_DISTANCE).astype(np.int64)
    _, first, inverse = np.unique(grid, axis=0, return_index=True, return_inverse=True)
    weld = first[inverse.ravel()].tolist()
    corner: list[int] = []
    ring_start, face_ring, shell_of, surface_of = [0], [0], [], []
    degenerate = np.zeros(len(shells), dtype=np.int64)
    for number, shell in enumerate(shells):
        for face, surface in zip(shell.faces, shell.surface, strict=True):
            rings = [_clean([weld[i] for i in ring]) for ring in face]
            if len(rings[0]) < 3:
                degenerate[number] += 1
                continue
            for ring in rings:
                if len(ring) >= 3:
                    corner += ring
                    ring_start.append(len(corner))
            face_ring.append(len(ring_start) - 1)
            shell_of.append(number)
            surface_of.append(surface)
    faces = _measured(
        vertices,
        np.array(corner, dtype=np.int64),
        np.array(ring_start, dtype=np.int64),
        np.array(face_ring, dtype=np.int64),
        np.array(shell_of, dtype=np.int64),
        np.array(surface_of, dtype=np.int64),
        degenerate,
    )
    return _without_flat(faces)


def _clean(ring: list[int]) -> list[int]:
    """Ring without corners repeated one after the other."""
    return [a for a, b in zip(ring, ring[1:] + ring[:1], strict=True) if a != b]


def _measured(
    vertices: NDArray[np.float64],
    corner: NDArray[np.int64],
    ring_start: NDArray[np.int64],
    face_ring: NDArray[np.int64],
    shell: NDArray[np.int64],
    surface: NDArray[np.int64],
    degenerate: NDArray[np.int64],
) -> Faces:
    """Faces with normal, area and flatness, by Newell's sum over the outer ring."""
    count = len(shell)
    normal, area = np.zeros((count, 3)), np.zeros(count)
    off = np.zeros(count)
    if count:
        outer = face_ring[:-1]
        start, end = ring_start[outer], ring_start[outer + 1]
        size = end - start
        row = np.repeat(np.arange(count), size)
        place = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size)
        at = start[row] + place
        after = start[row] + (place + 1) % size[row]
        first = vertices[corner[start]][row]
        here, next_ = vertices[corner[at]] - first, vertices[corner[after]] - first
        begins = np.cumsum(size) - size
        vector = np.add.reduceat(np.cross(here, next_), begins) / 2.0
        area = np.linalg.norm(vector, axis=1)
        normal = vector / np.maximum(area, 1e-300)[:, None]
        height = np.einsum("ij,ij->i", here, normal[row])
        middle = np.add.reduceat(height, begins) / size
        off = np.maximum.reduceat(np.abs(height - middle[row]), begins)
    return Faces(
        vertices=vertices,
        corner=corner,
        ring_start=ring_start,
        face_ring=face_ring,
        shell=shell,
        surface=surface,
        normal=normal,
        area=area,
        off_plane=off,
        degenerate=degenerate,
    )


def _without_flat(faces: Faces) -> Faces:
    """Faces that have an area."""
    kept = faces.area >= SMALLEST_FACE
    if kept.all():
        return faces
    degenerate = faces.degenerate + np.bincount(
        faces.shell[~kept], minlength=len(faces.degenerate)
    )
    rings = np.repeat(kept, np.diff(faces.face_ring))
    corners = np.repeat(rings, np.diff(faces.ring_start))
    return Faces(
        vertices=faces.vertices,
        corner=faces.corner[corners],
        ring_start=_starts(np.diff(faces.ring_start)[rings]),
        face_ring=_starts(np.diff(faces.face_ring)[kept]),
        shell=faces.shell[kept],
        surface=faces.surface[kept],
        normal=faces.normal[kept],
        area=faces.area[kept],
        off_plane=faces.off_plane[kept],
        degenerate=degenerate,
    )


def _starts(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where runs of these sizes start, and the end."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def cut_to_triangles(
    faces: Faces,
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64], list[int]]:
    """Triangles of all faces, turned as their faces are (三角剖分).

    Each face is cut in the coordinate plane it is most parallel to, by the constrained
    Delaunay triangulation of GEOS, which adds no corner. A face that crosses itself is
    repaired first, which may add some.

    Parameters
    ----------
    faces : Faces
        With holes, concave, not quite flat.

    Returns
    -------
    vertices : (w, 3) ndarray of float64
        Those of the faces, and corners that repairs added.
    triangles : (t, 3) ndarray of int64
        Corners.
    face : (t,) ndarray of int64
        Face of each triangle.
    repaired : list of int
        Faces that crossed themselves.
    """
    sizes = np.diff(faces.ring_start)[faces.face_ring[:-1]]
    plain = (sizes == 3) & (np.diff(faces.face_ring) == 1)
    start = faces.ring_start[faces.face_ring[:-1]]
    simple = np.flatnonzero(plain)
    direct = faces.corner[start[simple][:, None] + np.arange(3)]
    others = np.flatnonzero(~plain)
    shapes, ring_face, flat = _polygons(faces, others)
    valid = np.asarray(shapely.is_valid(shapes), dtype=bool)
    cut, cut_face = _delaunay(shapes[valid], others[valid], faces, ring_face, flat)
    vertices, more, more_face, repaired = faces.vertices, [], [], []
    for shape, face in zip(shapes[~valid], others[~valid].tolist(), strict=True):
        added, some = _repaired(shape, face, faces, len(vertices))
        vertices = np.concatenate([vertices, added])
        more.append(some)
        more_face.append(np.full(len(some), face))
        repaired.append(face)
    triangles = np.concatenate([direct, cut, *more]).astype(np.int64)
    face_of = np.concatenate([simple, cut_face, *more_face]).astype(np.int64)
    return (
        vertices,
        _turned(vertices, triangles, faces.normal[face_of]),
        face_of,
        (repaired),
    )


def _axes(normal: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The two coordinates that are kept when a face is laid flat, (f,) each."""
    drop = np.abs(normal).argmax(axis=1)
    return (drop + 1) % 3, (drop + 2) % 3


def _polygons(
    faces: Faces, some: NDArray[np.int64]
) -> tuple[NDArray[np.object_], NDArray[np.int64], NDArray[np.float64]]:
    """Faces laid flat; face and flat place of every corner of every ring."""
    rings = np.diff(faces.face_ring)
    ring_face = np.repeat(np.arange(len(faces)), rings)
    corner_face = np.repeat(ring_face, np.diff(faces.ring_start))
    one, two = _axes(faces.normal)
    places = faces.vertices[faces.corner]
    row = np.arange(len(places))
    flat = np.column_stack(
        [places[row, one[corner_face]], places[row, two[corner_face]]]
    )
    wanted = np.zeros(len(faces), dtype=bool)
    wanted[some] = True
    kept_ring = wanted[ring_face]
    kept_corner = np.repeat(kept_ring, np.diff(faces.ring_start))
    ring_of = np.repeat(
        np.arange(kept_ring.sum()), np.diff(faces.ring_start)[kept_ring]
    )
    lines = shapely.linearrings(flat[kept_corner], indices=ring_of)
    polygon_of = np.repeat(np.arange(len(some)), rings[some])
    shapes = np.asarray(
        shapely.polygons(np.asarray(lines, dtype=object), indices=polygon_of)
        if len(some)
        else [],
        dtype=object,
    )
    return shapes, corner_face, flat


def _delaunay(
    shapes: NDArray[np.object_],
    face: NDArray[np.int64],
    faces: Faces,
    corner_face: NDArray[np.int64],
    flat: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Triangles of valid polygons by the corners they were made of."""
    if len(shapes) == 0:
        return np.empty((0, 3), dtype=np.int64), np.empty(0, dtype=np.int64)
    parts, of = shapely.get_parts(
        shapely.constrained_delaunay_triangles(shapes), return_index=True
    )
    places = shapely.get_coordinates(parts).reshape(-1, 4, 2)[:, :3].reshape(-1, 2)
    owner = np.repeat(face[of], 3)
    known = np.column_stack([corner_face, flat])
    asked = np.column_stack([owner, places])
    _, inverse = np.unique(np.concatenate([known, asked]), axis=0, return_inverse=True)
    inverse = inverse.ravel()
    corner_of = np.zeros(int(inverse.max()) + 1, dtype=np.int64)
    corner_of[inverse[: len(known)]] = faces.corner
    return corner_of[inverse[len(known) :]].reshape(-1, 3), face[of]


def _repaired(
    shape: shapely.Polygon, face: int, faces: Faces, count: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Corners that a repair adds, numbered from `count`, and triangles of its pieces.

    Corners of the face itself keep their numbers, so that its neighbours still meet it.
    """
    pieces = [
        piece
        for piece in shapely.get_parts(shapely.make_valid(shape))
        if piece.geom_type == "Polygon" and piece.area > SMALLEST_FACE
    ]
    cut = shapely.get_parts(shapely.constrained_delaunay_triangles(pieces))
    places = shapely.get_coordinates(shapely.get_parts(cut))
    places = places.reshape(-1, 4, 2)[:, :3].reshape(-1, 2)
    one, two = (int(axis[0]) for axis in _axes(faces.normal[[face]]))
    drop = 3 - one - two
    normal = faces.normal[face]
    middle = faces.vertices[faces.corners_of(face)].mean(axis=0)
    added = np.empty((len(places), 3))
    added[:, one], added[:, two] = places[:, 0], places[:, 1]
    rise = (places[:, 0] - middle[one]) * normal[one]
    rise += (places[:, 1] - middle[two]) * normal[two]
    added[:, drop] = middle[drop] - rise / normal[drop]
    own = faces.corner[
        faces.ring_start[faces.face_ring[face]] : faces.ring_start[
            faces.face_ring[face + 1]
        ]
    ]
    flat = faces.vertices[own][:, [one, two]].tolist()
    known = {(x, y): int(at) for (x, y), at in zip(flat, own, strict=True)}
    number = [known.get((x, y), count + k) for k, (x, y) in enumerate(places.tolist())]
    return added, np.array(number, dtype=np.int64).reshape(-1, 3)


def _turned(
    vertices: NDArray[np.float64],
    triangles: NDArray[np.int64],
    normal: NDArray[np.float64],
) -> NDArray[np.int64]:
    """Triangles that look the way of their faces."""
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    against = np.einsum("ij,ij->i", np.cross(b - a, c - a), normal) < 0.0
    turned = triangles.copy()
    turned[against] = triangles[against][:, ::-1]
    return turned
