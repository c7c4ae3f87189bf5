"""Obstructions as whole cells of ground see them: grown, or in convex pieces (扩缩体).

A *cell* is a level square round a centre, with sides along the axes and half a side of
`half`. Some point of it is shaded at an instant exactly when its centre is shaded by
the bodies grown by that square (Minkowski sum in plan): :func:`grown_prisms`, and
:mod:`sunlight.scene.skins` for meshes. All of it is shaded by one convex body when its
four corners are, since the shadow that a convex body throws on a plane is convex:
:func:`pieces`.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.scene.meshes import ANY_SIDE, BACK_SIDE, shading_faces
from sunlight.scene.obstructions import Obstructions, Prism, Solid
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["faces_as_parts", "grown_prisms", "mesh_arrays", "near", "pieces"]

_SQUARE: Final = np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)])
_MOST_MERGED: Final = 64  # outlines of more corners stay in triangles
_FLAT: Final = 1e-9  # share by which a convex outline may fall short of its hull


def near(
    bodies: Sequence[Prism | Solid],
    *,
    box: tuple[float, float, float, float],
    z: float,
    cotangent: float,
) -> NDArray[np.bool_]:
    """Which bodies can throw a shadow into a box at some level, (p,) (可能遮挡者).

    Parameters
    ----------
    bodies : sequence of Prism or Solid
        Bodies of a scene.
    box : (float, float, float, float)
        Least x and y, greatest x and y. [m]
    z : float
        Elevation of the ground. [m]
    cotangent : float
        Length of the longest shadow over the height that throws it.
    """
    found = np.zeros(len(bodies), dtype=np.bool_)
    for i, body in enumerate(bodies):
        if isinstance(body, Prism):
            bounds, top = body.polygon.bounds, body.top
        else:
            vertices, _ = mesh_arrays(body)
            low, high = vertices.min(axis=0), vertices.max(axis=0)
            bounds, top = (low[0], low[1], high[0], high[1]), float(high[2])
        reach = (top - z) * cotangent + 1.0
        found[i] = (
            top > z
            and bounds[0] - reach <= box[2]
            and bounds[2] + reach >= box[0]
            and bounds[1] - reach <= box[3]
            and bounds[3] + reach >= box[1]
        )
    return found


def grown_prisms(bodies: Sequence[Prism | Solid], *, half: float) -> Obstructions:
    """Prisms grown in plan by a square (按方格外扩的棱柱体).

    A centre is shaded by them whenever some point of its cell is shaded by the prisms;
    a centre on a grown wall belongs to a cell that touches the wall itself.

    Parameters
    ----------
    bodies : sequence of Prism or Solid
        Bodies that stand; meshes are left out.
    half : float
        Half a side of the square. [m]
    """
    prisms = [body for body in bodies if isinstance(body, Prism)]
    outlines = _grown_outlines([body.polygon for body in prisms], half)
    return Obstructions.from_prisms(
        [
            Prism(body.owner, outline, body.base, body.top)
            for body, grown in zip(prisms, outlines, strict=True)
            for outline in grown
        ]
    )


def pieces(bodies: Sequence[Prism | Solid]) -> Obstructions:
    """Bodies cut into convex pieces, each an owner of its own (凸块).

    Parameters
    ----------
    bodies : sequence of Prism or Solid
        Bodies that stand.

    Returns
    -------
    Obstructions
        Prisms over convex outlines; closed convex meshes whole; of other meshes each
        face, shading from both sides.
    """
    prisms = [
        Prism("", outline, body.base, body.top)
        for body in bodies
        if isinstance(body, Prism)
        for outline in _convex_outlines(body.polygon)
    ]
    cut = Obstructions.from_prisms(
        [Prism(f"{i}", p.polygon, p.base, p.top) for i, p in enumerate(prisms)]
    )
    for body in bodies:
        if isinstance(body, Solid):
            cut += _mesh_pieces(body, first=cut.part_count)
    return cut


def mesh_arrays(solid: Solid) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Vertices (v, 3) and triangles (f, 3) of a solid that is checked (网格数组).

    Parameters
    ----------
    solid : Solid
        As the scene has it.
    """
    if isinstance(solid.mesh, tuple):
        vertices, faces = solid.mesh
    else:
        vertices, faces = solid.mesh.vertices, solid.mesh.faces
    return np.asarray(vertices, dtype=np.float64), np.asarray(faces, dtype=np.int64)


def _grown_outlines(
    outlines: Sequence[shapely.Polygon], reach: float
) -> list[list[shapely.Polygon]]:
    """Each outline united with a square about its every point.

    That is the hull of the squares about the corners where the outline is convex.
    """
    shapes = np.array(outlines, dtype=object)
    hulls = shapely.convex_hull(shapes)
    plain = shapely.get_num_interior_rings(shapes) == 0
    plain &= shapely.area(hulls) - shapely.area(shapes) <= _FLAT * shapely.area(shapes)
    corners, shape = shapely.get_coordinates(hulls, return_index=True)
    about = (corners[:, None] + reach * _SQUARE).reshape(-1, 2)
    points = np.asarray(shapely.points(about), dtype=object)
    squares = shapely.multipoints(points, indices=np.repeat(shape, len(_SQUARE)))
    found = np.asarray(shapely.convex_hull(squares), dtype=object)
    return [
        [grown] if convex else _grown_outline(outline, reach)
        for outline, grown, convex in zip(
            outlines, found.tolist(), plain.tolist(), strict=True
        )
    ]


def _grown_outline(outline: shapely.Polygon, reach: float) -> list[shapely.Polygon]:
    """An outline united with a square about every point of its rings, in one piece.

    An edge with a square about each of its points is the hull of the squares about its
    two ends.
    """
    shapes: list[BaseGeometry] = [outline]
    for ring in (outline.exterior, *outline.interiors):
        corners = np.asarray(ring.coords)[:, None, :2] + reach * _SQUARE
        ends = np.concatenate([corners[:-1], corners[1:]], axis=1)
        shapes += [shapely.MultiPoint(points).convex_hull for points in ends]
    united = shapely.get_parts(shapely.union_all(shapes))
    return [piece for piece in united if isinstance(piece, shapely.Polygon)]


def _convex_outlines(outline: shapely.Polygon) -> list[shapely.Polygon]:
    """Convex outlines that cover an outline without overlap, few rather than many."""
    if not outline.interiors and _is_convex(outline):
        return [outline]
    triangles = list(shapely.get_parts(shapely.constrained_delaunay_triangles(outline)))
    if len(triangles) > _MOST_MERGED:
        return triangles
    merged: list[shapely.Polygon] = []
    for triangle in triangles:
        shape = triangle
        joined = True
        while joined:
            joined = False
            for i, other in enumerate(merged):
                both = shapely.union(shape, other)
                if both.geom_type == "Polygon" and _is_convex(both):
                    shape, joined = both, True
                    del merged[i]
                    break
        merged.append(shape)
    return merged


def _is_convex(outline: shapely.Polygon) -> bool:
    """Whether an outline is its own hull, up to rounding."""
    return bool(
        not outline.interiors
        and outline.convex_hull.area - outline.area <= _FLAT * outline.area
    )


def _mesh_pieces(solid: Solid, *, first: int) -> Obstructions:
    """A mesh as one piece if it is closed and convex, else a piece a face."""
    vertices, triangles = mesh_arrays(solid)
    corners, counts, sides, _ = shading_faces(vertices, triangles)
    convex = bool((sides == BACK_SIDE).all()) and _is_convex_solid(corners)
    sizes = np.array([0, len(corners)] if convex else [0] + [1] * len(corners))
    return faces_as_parts(corners, counts, sizes, first=first)


def _is_convex_solid(corners: NDArray[np.float64]) -> bool:
    """Whether no corner lies before the plane of any face (f, 4, 3)."""
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normal /= np.linalg.norm(normal, axis=1)[:, None]
    points = np.unique(corners.reshape(-1, 3), axis=0)
    if len(points) * len(corners) > 1_000_000:
        return False
    ahead = points @ normal.T - np.einsum("fi,fi->f", normal, corners[:, 0])
    return bool(ahead.max() <= CONTACT_DISTANCE)


def faces_as_parts(
    corners: NDArray[np.float64],
    counts: NDArray[np.int64] | NDArray[np.int8],
    sizes: NDArray[np.int64],
    *,
    first: int = 0,
) -> Obstructions:
    """Obstructions of faces that shade from both sides (双面遮挡面).

    Parameters
    ----------
    corners : (f, 4, 3) ndarray of float64
        Corners of the faces. [m]
    counts : (f,) ndarray of int
        How many of them count: 3 or 4.
    sizes : (p + 1,) ndarray of int64
        0, then the number of faces of each part; each part is an owner of its own.
    first : int
        Number that the names of the owners begin with.
    """
    offsets = np.cumsum(sizes).astype(np.int64)
    parts = len(sizes) - 1
    low = np.minimum.reduceat(corners.min(axis=1), offsets[:-1], axis=0)
    high = np.maximum.reduceat(corners.max(axis=1), offsets[:-1], axis=0)
    return Obstructions(
        owner_names=tuple(f"{first + i}" for i in range(parts)),
        part_owner=np.arange(parts, dtype=np.int32),
        part_spares=np.full(parts, -1, dtype=np.int32),
        part_active=np.ones(parts, dtype=np.bool_),
        part_box=np.column_stack([low, high]),
        part_support=np.full(parts, -1, dtype=np.int64),
        wall_offsets=np.zeros(parts + 1, dtype=np.int64),
        face_offsets=offsets,
        walls=np.empty((0, 4)),
        wall_next=np.empty(0, dtype=np.int64),
        corners=np.ascontiguousarray(corners),
        corner_count=counts.astype(np.int8),
        face_side=np.full(len(corners), ANY_SIDE, dtype=np.int8),
    )
