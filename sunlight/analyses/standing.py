"""Where bodies stand on a level plane (压占范围)."""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.analyses.convex_pieces import bodies_of
from sunlight.scene import Obstructions, Prism, Solid
from sunlight.scene.margins import mesh_arrays
from sunlight.scene.meshes import BACK_SIDE, shading_faces
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["body_outline", "standing_outline"]

LIFT: Final = 10.0 * CONTACT_DISTANCE
"""Meshes are cut this much above the plane, where a foot in it has an area. [m]"""


def standing_outline(obstructions: Obstructions, *, z: float) -> shapely.MultiPolygon:
    """Part of a level plane that lies inside bodies (压占范围).

    Outlines of prisms, and sections of closed meshes; open surfaces have no inside.

    Parameters
    ----------
    obstructions : Obstructions
        What stands.
    z : float
        Elevation of the plane. [m]
    """
    bodies = bodies_of(obstructions)
    shapes: list[BaseGeometry] = [
        body.polygon
        for body in bodies
        if isinstance(body, Prism) and body.base <= z + CONTACT_DISTANCE < body.top
    ]
    shapes += [s for b in bodies if isinstance(b, Solid) for s in _section(b, z + LIFT)]
    united = shapely.union_all(shapes)
    return shapely.MultiPolygon(
        [p for p in shapely.get_parts(united) if isinstance(p, shapely.Polygon)]
    )


def body_outline(body: Prism | Solid) -> tuple[shapely.MultiPolygon, float]:
    """What a body covers in plan, and how high it reaches (平面轮廓与顶标高).

    Parameters
    ----------
    body : Prism or Solid
        A body.

    Returns
    -------
    outline : shapely.MultiPolygon
        Outline of a prism; of a mesh, the union of its triangles in plan. [m]
    top : float
        Elevation of its top. [m]
    """
    if isinstance(body, Prism):
        return shapely.MultiPolygon([body.polygon]), float(body.top)
    vertices, faces = mesh_arrays(body)
    corners = shapely.polygons(vertices[:, :2][faces])
    flat = np.asarray(corners, dtype=object)
    united = shapely.union_all(flat[shapely.area(flat) > 0.0], grid_size=LIFT)
    parts = [p for p in shapely.get_parts(united) if isinstance(p, shapely.Polygon)]
    return shapely.MultiPolygon(parts), float(vertices[:, 2].max())


def _section(solid: Solid, z: float) -> list[BaseGeometry]:
    """Inside of the closed bodies of a mesh at a level."""
    corners, counts, sides, _ = shading_faces(*mesh_arrays(solid))
    closed = corners[(sides == BACK_SIDE)]
    number = counts[sides == BACK_SIDE]
    crossing = (closed[:, :, 2].min(axis=1) < z) & (closed[:, :, 2].max(axis=1) > z)
    lines = [
        _crossing(ring[:count], z)
        for ring, count in zip(closed[crossing], number[crossing], strict=True)
    ]
    segments = np.array([line for line in lines if line is not None])
    if len(segments) == 0:
        return []
    drawn = shapely.set_precision(shapely.linestrings(segments), CONTACT_DISTANCE)
    noded = shapely.get_parts(shapely.union_all(drawn, grid_size=CONTACT_DISTANCE))
    fields = shapely.get_parts(shapely.polygonize(noded))
    return [f for f in fields if _is_inside(f.representative_point(), segments)]


def _crossing(ring: NDArray[np.float64], z: float) -> NDArray[np.float64] | None:
    """Segment (2, 2) in which a convex flat ring crosses a level, if it does."""
    found = []
    for one, other in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        if (one[2] < z) != (other[2] < z):
            share = (z - one[2]) / (other[2] - one[2])
            found.append((one + share * (other - one))[:2])
    return np.array(found) if len(found) == 2 else None


def _is_inside(point: shapely.Point, segments: NDArray[np.float64]) -> bool:
    """Whether a ray to the east from a point crosses an odd number of segments."""
    low, high = segments[:, 0], segments[:, 1]
    spans = (low[:, 1] > point.y) != (high[:, 1] > point.y)
    low, high = low[spans], high[spans]
    at = low[:, 0] + (point.y - low[:, 1]) / (high[:, 1] - low[:, 1]) * (
        high[:, 0] - low[:, 0]
    )
    return bool((at > point.x).sum() % 2)
