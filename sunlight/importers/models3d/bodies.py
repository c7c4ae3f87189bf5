"""From triangles to bodies of buildings: welded, turned, outlined (网格成体)."""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from sunlight.importers.mesh_topology import (
    is_closed,
    normals_of,
    piece_of_each,
    welded_corners,
)
from sunlight.importers.remarks import Remarks
from sunlight.model.project import Part

__all__ = ["bodies_of", "footprints_of", "welded"]

SMALLEST_FACE: Final = 1e-8
"""Triangles smaller than this are lines and points. [m²]"""

FOOTPRINT_GRID: Final = 1e-3
"""Outlines are exact to a millimetre, which keeps their union sound. [m]"""

STRAIGHT: Final = 2e-3
"""Corners that leave a straight line by less than this come from that rounding. [m]"""

SMALLEST_FOOTPRINT: Final = 0.01
"""Pieces and holes of an outline smaller than this are crumbs. [m²]"""


def welded(
    vertices: NDArray[np.float64], faces: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Mesh whose vertices of one place are one, without faces of no area (焊接).

    Parameters
    ----------
    vertices : (v, 3) ndarray of float64
        Vertices. [m]
    faces : (f, 3) ndarray of int64
        Triangles.

    Returns
    -------
    vertices, faces
        The same, each triangle once.
    """
    if len(faces) == 0:
        return vertices[:0], faces[:0]
    corners = welded_corners(vertices, faces)
    places, first = np.unique(corners, return_index=True)
    vertices = vertices[faces.reshape(-1)[first]]
    corners = np.searchsorted(places, corners)
    ways = normals_of(vertices[corners])
    real = np.sqrt((ways * ways).sum(axis=1)) > 2.0 * SMALLEST_FACE
    corners = corners[real]
    start = corners.argmin(axis=1)[:, None]
    turned = np.take_along_axis(corners, (start + np.arange(3)) % 3, axis=1)
    _, once = np.unique(turned, axis=0, return_index=True)
    corners = corners[np.sort(once)]
    used, inverse = np.unique(corners, return_inverse=True)
    return vertices[used], np.asarray(inverse.reshape(-1, 3), dtype=np.int64)


def bodies_of(
    vertices: NDArray[np.float64],
    faces: NDArray[np.int64],
    remarks: Remarks,
    *,
    name: str,
    element: str,
) -> tuple[Part, ...]:
    """Parts of one building, one a piece of its outline (体).

    Closed pieces that are inside out are turned; what is open stays as it is.

    Parameters
    ----------
    vertices : (v, 3) ndarray of float64
        Welded, in project coordinates. [m]
    faces : (f, 3) ndarray of int64
        Triangles, at least one.
    remarks : Remarks
        Receives what is open, turned or without outline.
    name, element : str
        Id of the building and of the object.
    """
    faces, opened, turned = _turned_outward(vertices, faces)
    for code, happened in (("OPEN-SOLID", opened), ("INVERTED-SOLID", turned)):
        if happened:
            remarks.add(code, name=name, element=element)
    outlines = footprints_of(vertices[faces])
    if not outlines:
        remarks.add("FOOTPRINT-WITHOUT-AREA", name=name, element=element)
        return (_part(vertices, faces, None),)
    if len(outlines) == 1:
        return (_part(vertices, faces, outlines[0]),)
    middle = shapely.points(vertices[faces][:, :, :2].mean(axis=1))
    nearest = shapely.STRtree(outlines).nearest(middle)
    return tuple(
        _part(vertices, faces[nearest == k], outline)
        for k, outline in enumerate(outlines)
        if (nearest == k).any()
    )


def _part(
    vertices: NDArray[np.float64], faces: NDArray[np.int64], outline: Polygon | None
) -> Part:
    """Mesh with the vertices it uses."""
    used, inverse = np.unique(faces, return_inverse=True)
    corners = vertices[used]
    return Part(
        polygon=outline,
        base=float(corners[:, 2].min()),
        top=float(corners[:, 2].max()),
        vertices=corners,
        faces=np.asarray(inverse.reshape(-1, 3), dtype=np.int64),
    )


def _turned_outward(
    vertices: NDArray[np.float64], faces: NDArray[np.int64]
) -> tuple[NDArray[np.int64], bool, bool]:
    """Faces looking outward where that is clear; whether any is open, or was turned."""
    faces = faces.copy()
    piece = piece_of_each(faces)
    opened = turned = False
    order = np.argsort(piece, kind="stable")
    for some in np.split(order, np.flatnonzero(np.diff(piece[order])) + 1):
        if not is_closed(faces[some]):
            opened = True
            continue
        corners = vertices[faces[some]]
        corners = corners - corners.mean(axis=(0, 1))
        if np.einsum("ij,ij->", corners[:, 0], normals_of(corners)) < 0.0:
            faces[some] = faces[some][:, ::-1]
            turned = True
    return faces, opened, turned


def footprints_of(triangles: NDArray[np.float64]) -> list[Polygon]:
    """What triangles cover in plan, largest first (平面投影轮廓).

    Parameters
    ----------
    triangles : (t, 3, 3) ndarray of float64
        Corners; vertical ones cover nothing. [m]

    Returns
    -------
    list of shapely.Polygon
        Pieces that do not touch.
    """
    way = normals_of(triangles)[:, 2]
    flat = triangles[np.abs(way) > 2.0 * SMALLEST_FACE][:, :, :2]
    if len(flat) == 0:
        return []
    rings = np.concatenate([flat, flat[:, :1]], axis=1)
    pieces = shapely.polygons(rings)
    union = shapely.union_all(pieces, grid_size=FOOTPRINT_GRID)
    found = []
    for piece in shapely.get_parts(union):
        if piece.geom_type != "Polygon" or piece.area < SMALLEST_FOOTPRINT:
            continue
        holes = [h for h in piece.interiors if Polygon(h).area >= SMALLEST_FOOTPRINT]
        outline = shapely.simplify(Polygon(piece.exterior, holes), STRAIGHT)
        if isinstance(outline, Polygon) and outline.is_valid:
            found.append(shapely.orient_polygons(outline))
        else:
            found.append(shapely.orient_polygons(Polygon(piece.exterior, holes)))
    return sorted(found, key=lambda one: -one.area)
