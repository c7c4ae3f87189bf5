"""Footprints of bodies that are meshes (轮廓): from ground surfaces, else from plan."""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from sunlight.importers.city.faces import Faces

__all__ = ["Footprint", "footprint", "plan_polygon"]

CRACK: Final = 1e-3
"""Outlines nearer than twice this are joined, if they do not meet already. [m]

Only then: corners have to stay where the walls are, or windows lie inside them."""

SMALLEST_PIECE: Final = 0.01
"""Pieces of an outline smaller than this are crumbs. [m²]"""

LEVEL_COSINE: Final = 0.99
"""A face whose normal is within 8° of the vertical lies level."""

LOWEST_BAND: Final = 0.5
"""Level faces this far above the lowest one are of one bottom. [m]"""

ENOUGH_SHARE: Final = 0.5
"""A bottom that covers less than this of the plan is a step, not the footprint."""


class Footprint:
    """Footprint of a body and how it was found (轮廓)."""

    __slots__ = ("pieces", "polygon", "said")

    def __init__(self, polygon: Polygon | None, *, pieces: int, said: bool) -> None:
        self.polygon = polygon
        self.pieces = pieces
        self.said = said


def footprint(
    faces: Faces, some: NDArray[np.int64], ground: NDArray[np.bool_]
) -> Footprint:
    """Outline of one body in plan (底层轮廓).

    Its ground surface; without one, its lowest level faces if they cover half of the
    plan; else all its faces seen from above.

    Parameters
    ----------
    faces : Faces
        All faces.
    some : (n,) ndarray of int64
        Faces of the body.
    ground : (n,) ndarray of bool
        Which of them are its ground surface.

    Returns
    -------
    Footprint
        Largest piece, counter-clockwise; None if the body has no extent in plan.
    """
    said = some[ground]
    if len(said):
        found = _pieces(faces, said)
        if found:
            return _largest(found, said=True)
    tilted = some[np.abs(faces.normal[some, 2]) > 1.0 - LEVEL_COSINE]
    plan = _pieces(faces, tilted)
    level = some[np.abs(faces.normal[some, 2]) > LEVEL_COSINE]
    if len(level):
        heights = np.array(
            [faces.vertices[faces.corners_of(f), 2].mean() for f in level.tolist()]
        )
        bottom = _pieces(faces, level[heights <= heights.min() + LOWEST_BAND])
        if _area(bottom) >= ENOUGH_SHARE * _area(plan):
            return _largest(bottom, said=False)
    return _largest(plan, said=False)


def _area(pieces: list[Polygon]) -> float:
    """Area of all pieces. [m²]"""  # noqa: D400
    return sum(piece.area for piece in pieces)


def _largest(pieces: list[Polygon], *, said: bool) -> Footprint:
    """Largest piece of an outline."""
    if not pieces:
        return Footprint(None, pieces=0, said=said)
    best = max(pieces, key=lambda piece: piece.area)
    turned = shapely.orient_polygons(best)
    return Footprint(turned, pieces=len(pieces), said=said)


def _pieces(faces: Faces, some: NDArray[np.int64]) -> list[Polygon]:
    """Outlines that some faces make together, as seen from above."""
    shapes = [plan_polygon(faces, face) for face in some.tolist()]
    shapes = [shape for shape in shapes if shape.area > 0.0]
    if not shapes:
        return []
    if len(shapes) == 1 and isinstance(shapes[0], Polygon):
        return [shapes[0]]
    joined = shapely.union_all(shapes)
    if joined.geom_type != "Polygon":  # perhaps there are hair cracks between them
        wide = shapely.buffer(shapes, CRACK, join_style="mitre")
        closed = shapely.union_all(wide).buffer(-CRACK, join_style="mitre")
        if len(shapely.get_parts(closed)) < len(shapely.get_parts(joined)):
            joined = closed
    return [
        piece
        for piece in shapely.get_parts(joined)
        if piece.geom_type == "Polygon" and piece.area > SMALLEST_PIECE
    ]


def plan_polygon(faces: Faces, face: int) -> Polygon | MultiPolygon:
    """One face as seen from above, valid (面的平面投影).

    Parameters
    ----------
    faces : Faces
        All faces.
    face : int
        Which.

    Returns
    -------
    shapely.Polygon or MultiPolygon
        Without area if the face stands upright.
    """
    first, last = faces.face_ring[face], faces.face_ring[face + 1]
    rings = [
        faces.vertices[faces.corner[faces.ring_start[r] : faces.ring_start[r + 1]], :2]
        for r in range(int(first), int(last))
    ]
    shape = Polygon(rings[0], rings[1:])
    if shape.is_valid:
        return shape
    pieces = [
        piece
        for piece in shapely.get_parts(shapely.make_valid(shape))
        if piece.geom_type == "Polygon"
    ]
    return MultiPolygon(pieces)
