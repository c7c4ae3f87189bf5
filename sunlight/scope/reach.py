"""How far a sector must reach to touch a building, exactly (扇形到达距离).

No arc is drawn here. A building is touched by the sectors over a footprint if some way
from a point of the footprint to a point of the building lies between the sector's sides
and is no longer than its radius. The shortest such way runs from outline to outline and
begins or ends at a corner, or leans on a side of the sector: so it is found among the
ways between corners of the one and edges of the other, each a segment of differences
that is cut at the two sides. Float64 arithmetic, no approximation.
"""

import math

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.errors import GeometryError, InputError
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["reach_distance"]


def reach_distance(
    source: BaseGeometry, target: BaseGeometry, *, half_angle: float
) -> float:
    """Least radius with which a sector over the source touches the target (到达距离).

    Contact within :data:`~sunlight.tolerances.CONTACT_DISTANCE` of the sides of the
    sector counts as touching; who compares with a radius adds the same.

    Parameters
    ----------
    source, target : shapely geometry
        Points, lines or areas in plan. [m]
    half_angle : float
        Angle between north and either side of the sector, above 0 up to 90. [degrees]

    Returns
    -------
    float
        0 where both touch, infinite where no radius is enough. [m]

    Raises
    ------
    GeometryError
        If a geometry is empty.
    InputError
        If the angle is out of range.

    Examples
    --------
    >>> from shapely import box
    >>> reach_distance(box(0, 0, 10, 10), box(0, 40, 10, 50), half_angle=56.0)
    30.0
    >>> reach_distance(box(0, 0, 10, 10), box(0, -50, 10, -40), half_angle=56.0)
    inf
    """
    if not 0.0 < half_angle <= 90.0:
        raise InputError(
            f"{half_angle} degrees make no sector that opens north; allowed are angles "
            "above 0 up to 90",
            where="half_angle",
            value=half_angle,
        )
    if source.is_empty or target.is_empty:
        raise GeometryError("an empty geometry has no place; give one with points")
    if shapely.intersects(source, target):
        return 0.0
    from_points, from_edges = _outline(source)
    to_points, to_edges = _outline(target)
    forth = to_points[:, None, None, :] - from_edges[None, :, :, :]
    back = to_edges[:, None, :, :] - from_points[None, :, None, :]
    ways = np.concatenate([forth.reshape(-1, 2, 2), back.reshape(-1, 2, 2)])
    return _shortest_within(ways, math.radians(half_angle))


def _outline(geometry: BaseGeometry) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Corners (p, 2) and edges (e, 2, 2); a lone point is an edge without length."""
    parts = shapely.get_parts(np.atleast_1d(np.asarray(geometry, dtype=object)))
    areas = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    lines = np.concatenate([shapely.get_rings(parts[areas]), parts[~areas]])
    points, line = shapely.get_coordinates(lines, return_index=True)
    joined = np.flatnonzero(line[1:] == line[:-1])
    edges = np.stack([points[joined], points[joined + 1]], axis=1)
    alone = points[np.bincount(line)[line] == 1]
    edges = np.concatenate([edges, np.stack([alone, alone], axis=1)])
    return np.unique(points, axis=0), edges


def _shortest_within(ways: NDArray[np.float64], half_angle: float) -> float:
    """Least distance from the origin of segments (w, 2, 2) cut at the sides."""
    start, step = ways[:, 0], ways[:, 1] - ways[:, 0]
    low, high = np.zeros(len(ways)), np.ones(len(ways))
    sine, cosine = math.sin(half_angle), math.cos(half_angle)
    inside = np.ones(len(ways), dtype=np.bool_)
    for inward in (np.array([-cosine, sine]), np.array([cosine, sine])):
        at_start = start @ inward + CONTACT_DISTANCE
        at_end = ways[:, 1] @ inward + CONTACT_DISTANCE
        inside &= (at_start >= 0.0) | (at_end >= 0.0)
        enters, leaves = (at_start < 0.0) & inside, (at_end < 0.0) & inside
        crossing = at_start / np.where(enters | leaves, at_start - at_end, 1.0)
        low = np.where(enters, np.maximum(low, crossing), low)
        high = np.where(leaves, np.minimum(high, crossing), high)
    inside &= low <= high
    if not inside.any():
        return math.inf
    start, step, low, high = start[inside], step[inside], low[inside], high[inside]
    square = np.einsum("ij,ij->i", step, step)
    nearest = -np.einsum("ij,ij->i", start, step) / np.where(square > 0.0, square, 1.0)
    way = start + np.clip(nearest, low, high)[:, None] * step
    return float(np.hypot(way[:, 0], way[:, 1]).min())
