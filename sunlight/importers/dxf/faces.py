"""Faces of a drawing as meshes (三维面): 3DFACE, polyface meshes, MESH."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from sunlight.importers.dxf.acis import SOLID_KINDS, solid_polygons
from sunlight.importers.dxf.drawing import reading_errors
from sunlight.importers.dxf.entities import Drawn
from sunlight.importers.dxf.welding import places
from sunlight.importers.schema_parts import FARTHEST

__all__ = [
    "FACE_KINDS",
    "Faces",
    "faces_of",
    "is_mesh",
    "merged_faces",
    "mesh_outline",
    "turned_outwards",
    "welded_faces",
]

FACE_KINDS: Final = frozenset({"3DFACE", "MESH"}) | SOLID_KINDS

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Faces:
    """Triangles that belong together (网格), in the unit of the drawing.

    Parameters
    ----------
    vertices : (v, 3) ndarray of float64
        World coordinates.
    faces : (f, 3) ndarray of int64
        Triangles.
    layer, handle, insert, attributes
        As in :class:`~sunlight.importers.dxf.entities.Drawn`.
    """

    vertices: FloatArray
    faces: NDArray[np.int64]
    layer: str
    handle: str
    insert: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


def is_mesh(drawn: Drawn) -> bool:
    """Whether an entity has faces (是否三维面)."""
    return drawn.kind in FACE_KINDS or (
        drawn.kind == "POLYLINE"
        and (drawn.entity.is_poly_face_mesh or drawn.entity.is_polygon_mesh)
    )


def faces_of(drawn: Drawn) -> Faces | None:
    """Triangles of an entity (三角面), None if it has none.

    Raises
    ------
    ValueError
        If its coordinates are no numbers, or its faces name no corners.
    """
    try:
        corners, polygons = _polygons_of(drawn.entity, drawn.kind)
    except reading_errors() as problem:
        raise ValueError(f"{type(problem).__name__}: {problem}") from problem
    vertices = np.array(corners, dtype=np.float64).reshape(-1, 3)
    if not (np.abs(vertices) <= FARTHEST).all():
        raise ValueError("coordinates that are no numbers, or too large")
    triangles = [
        (polygon[0], polygon[i], polygon[i + 1])
        for polygon in polygons
        for i in range(1, len(polygon) - 1)
    ]
    faces = np.array(triangles, dtype=np.int64).reshape(-1, 3)
    if len(faces) == 0:
        return None
    if faces.min() < 0 or faces.max() >= len(vertices):
        raise ValueError("faces whose corners do not exist")
    return Faces(
        vertices=vertices,
        faces=faces,
        layer=drawn.layer,
        handle=drawn.handle,
        insert=drawn.insert,
        attributes=drawn.attributes,
    )


def _polygons_of(entity: Any, kind: str) -> tuple[list[Any], list[list[int]]]:  # noqa: ANN401
    """Corners and faces of an entity."""
    if kind == "3DFACE":
        corners = [tuple(c) for c in entity.wcs_vertices()]
        return corners, [list(range(len(corners)))]
    if kind == "MESH":
        return (
            [tuple(v) for v in entity.vertices],
            [list(map(int, face)) for face in entity.faces],
        )
    if kind in SOLID_KINDS:
        return solid_polygons(entity)
    from ezdxf.render.mesh import MeshBuilder

    built = MeshBuilder.from_polyface(entity)
    return [tuple(v) for v in built.vertices], [list(face) for face in built.faces]


def merged_faces(single: Sequence[Faces], *, distance: float) -> list[Faces]:
    """Meshes of faces that share corners (合并), one a connected body.

    Parameters
    ----------
    single : sequence of Faces
        Such as 3DFACEs; those of one layer and block are looked at together.
    distance : float
        Corners nearer than this are one. [unit of the drawing]

    Returns
    -------
    list of Faces
        Welded, and where closed, turned outwards.
    """
    groups: dict[tuple[str, str], list[Faces]] = defaultdict(list)
    for faces in single:
        groups[(faces.layer, faces.insert)].append(faces)
    return [
        body
        for group in groups.values()
        for body in _bodies(group, distance, apart=True)
    ]


def welded_faces(meshes: Sequence[Faces], *, distance: float) -> list[Faces]:
    """Meshes with corners in one place made one (焊接), each for itself.

    Parameters
    ----------
    meshes : sequence of Faces
        Such as polyface meshes; each stays one body.
    distance : float
        Corners nearer than this are one. [unit of the drawing]

    Returns
    -------
    list of Faces
        Welded, and where closed, turned outwards.
    """
    return [body for mesh in meshes for body in _bodies([mesh], distance, apart=False)]


def _bodies(group: list[Faces], distance: float, *, apart: bool) -> list[Faces]:
    """Welded bodies of faces; what is not connected is set apart where asked for."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    starts = np.cumsum([0, *(len(f.vertices) for f in group)])
    points = np.concatenate([f.vertices for f in group])
    faces = np.concatenate(
        [f.faces + start for f, start in zip(group, starts[:-1], strict=True)]
    )
    source = np.repeat(np.arange(len(group)), [len(f.faces) for f in group])
    welded = _welded(points, distance)
    corners, index = np.unique(welded, return_inverse=True)
    faces, points = index[faces], points[corners]
    whole = (
        (faces[:, 0] != faces[:, 1])
        & (faces[:, 1] != faces[:, 2])
        & (faces[:, 2] != faces[:, 0])
    )
    faces, source = faces[whole], source[whole]
    if len(faces) == 0:
        return []
    ends = np.concatenate([faces[:, :2], faces[:, 1:]])
    count = len(points)
    graph = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), (count, count))
    label = connected_components(graph, directed=False)[1][faces[:, 0]]
    if not apart:
        label = np.zeros_like(label)
    made = []
    for body in dict.fromkeys(label.tolist()):
        own = label == body
        used, local = np.unique(faces[own], return_inverse=True)
        first = group[int(source[own].min())]
        made.append(
            Faces(
                vertices=points[used],
                faces=turned_outwards(points[used], local.reshape(-1, 3)),
                layer=first.layer,
                handle=first.handle,
                insert=first.insert,
                attributes=first.attributes,
            )
        )
    return made


def _welded(points: FloatArray, distance: float) -> NDArray[np.int64]:
    """For each corner, the first that is in its place."""
    label = places(points, distance=distance)
    _, first = np.unique(label, return_index=True)
    return np.asarray(first[label], dtype=np.int64)


def turned_outwards(
    vertices: FloatArray, faces: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Faces that run counter-clockwise seen from outside (面朝外), if they close.

    The order of corners means nothing in a 3DFACE. A surface that does not close, or
    where three faces share an edge, is left as it is.
    """
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    for k, (a, b, c) in enumerate(faces.tolist()):
        for i, j in ((a, b), (b, c), (c, a)):
            at[(min(i, j), max(i, j))].append(k)
    if any(len(around) != 2 for around in at.values()):
        return faces
    out = faces.copy()
    seen, waiting = {0}, [0]
    while waiting:
        k = waiting.pop()
        a, b, c = out[k].tolist()
        for i, j in ((a, b), (b, c), (c, a)):
            one, two = at[(min(i, j), max(i, j))]
            other = two if one == k else one
            if other in seen:
                continue
            x, y, z = out[other].tolist()
            if (i, j) in ((x, y), (y, z), (z, x)):
                out[other] = out[other][::-1]
            seen.add(other)
            waiting.append(other)
    p, q, r = (vertices[out[:, i]] - vertices.mean(axis=0) for i in range(3))
    inside_out = float(np.einsum("ij,ij->i", p, np.cross(q, r)).sum()) < 0.0
    return out[:, ::-1] if inside_out else out


def mesh_outline(vertices: FloatArray, faces: NDArray[np.int64]) -> Polygon | None:
    """Outline in plan of a mesh (网格轮廓): its largest piece; None if it has none.

    Parameters
    ----------
    vertices : (v, 3) ndarray of float64
        Corners. [m]
    faces : (f, 3) ndarray of int64
        Triangles.

    Returns
    -------
    shapely.Polygon or None
        Union of all triangles seen from above. [m]
    """
    flat = np.asarray(shapely.polygons(vertices[faces][:, :, :2]), dtype=object)
    seen = flat[shapely.area(flat) > 1e-9]
    if len(seen) == 0:
        return None
    whole = shapely.union_all(seen, grid_size=1e-4)
    pieces = [p for p in shapely.get_parts(whole) if isinstance(p, Polygon)]
    return max(pieces, key=lambda piece: piece.area, default=None)
