"""The sector over a footprint: its source, its radius, its drawn outline (扇形范围)."""

import math
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiPolygon, Point, Polygon

from sunlight.errors import GeometryError, InputError
from sunlight.scope.conditions import ScopeConditions, SectorShape

__all__ = ["OUTLINE_ERROR", "sector", "sector_radius", "sector_source"]

OUTLINE_ERROR: Final = 1e-3
"""A drawn outline holds the true sector and reaches less than this beyond it. [m]

Arcs are drawn as tangents. Who must be analysed is decided without the drawing, see
:mod:`sunlight.scope.reach`."""

_TANGENT_EXCESS: Final = 0.5 * OUTLINE_ERROR  # corners of the tangents, beyond the arc

_EQUALLY_FAR_OUT: Final = 0.05
"""Corners that differ by less than this lie equally far west or east. [m]

Drawing precision of a site plan: a block drawn due south keeps its northern corners
as centres when rounding turns it a little."""


def sector_radius(height: float, conditions: ScopeConditions) -> float:
    """Radius of the sector of a building (扇形半径).

    Parameters
    ----------
    height : float
        Shading height. [m]
    conditions : ScopeConditions
        Factor and cap.

    Returns
    -------
    float
        Radius. [m]

    Raises
    ------
    InputError
        If the height is not a finite number above 0.

    Notes
    -----
    Source: 规程五(一).

    Examples
    --------
    >>> sector_radius(100.0, ScopeConditions())
    158.0
    """
    if not (math.isfinite(height) and height > 0.0):
        raise InputError(
            f"{height} is no shading height; give a finite number of metres above 0",
            where="height",
            value=height,
        )
    radius = conditions.radius_factor * height
    return (
        radius if conditions.radius_cap is None else min(radius, conditions.radius_cap)
    )


def sector_source(
    footprint: Polygon | MultiPolygon, conditions: ScopeConditions
) -> Polygon | MultiPolygon | LineString | Point:
    """All centres of the sectors of a building (扇形圆心).

    Parameters
    ----------
    footprint : shapely.Polygon or shapely.MultiPolygon
        The building in plan. [m]
    conditions : ScopeConditions
        Which shape.

    Returns
    -------
    shapely geometry
        The footprint, or the line between its two ends.

    Raises
    ------
    GeometryError
        If the footprint is empty or invalid.
    """
    if footprint.is_empty or not footprint.is_valid:
        raise GeometryError(
            "the footprint is empty or invalid "
            f"({shapely.is_valid_reason(footprint)}); draw it anew"
        )
    if conditions.shape is SectorShape.MINKOWSKI:
        return footprint
    corners = shapely.get_coordinates(footprint)
    x = corners[:, 0]
    west = _northernmost(corners[x <= x.min() + _EQUALLY_FAR_OUT])
    east = _northernmost(corners[x >= x.max() - _EQUALLY_FAR_OUT])
    return Point(west) if (west == east).all() else LineString([west, east])


def _northernmost(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """The corner with the largest y."""
    corner: NDArray[np.float64] = corners[corners[:, 1].argmax()]
    return corner


def sector(
    footprint: Polygon | MultiPolygon, height: float, conditions: ScopeConditions
) -> Polygon | MultiPolygon:
    """Outline of the sector over a footprint, opening north (扇形范围).

    All points that a sector from some centre reaches: the Minkowski sum of the centres
    (see :class:`~sunlight.scope.conditions.SectorShape`) with the sector. A courtyard
    that no sector fills stays a hole.

    Parameters
    ----------
    footprint : shapely.Polygon or shapely.MultiPolygon
        The shading building in plan. [m]
    height : float
        Shading height. [m]
    conditions : ScopeConditions
        Angle, radius, shape.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
        It holds the true region and reaches less than :data:`OUTLINE_ERROR` beyond it.

    Raises
    ------
    InputError
        If the height is not a finite number above 0.
    GeometryError
        If the footprint is empty or invalid.

    Notes
    -----
    Source: 规程五(一); reading chosen: the Minkowski sum. The sum with a convex set
    that holds the origin is the footprint and the sums of its edges, each of which is
    the hull of the sector at both ends.

    Examples
    --------
    >>> from shapely import box
    >>> west, south, east, north = sector(
    ...     box(0, 0, 60, 15), 100.0, ScopeConditions()
    ... ).bounds
    >>> round(north - 15, 2), round(south, 2), round(east - 60, 2)
    (158.0, 0.0, 130.99)
    """
    radius = sector_radius(height, conditions)
    source = sector_source(footprint, conditions)
    fan = _fan(radius, math.radians(conditions.half_angle))
    pieces = shapely.get_parts(source)
    rings = shapely.get_rings(pieces) if source.area > 0.0 else pieces
    hulls = [_swept(shapely.get_coordinates(ring), fan) for ring in rings]
    area = [source] if source.area > 0.0 else []
    outline = shapely.union_all([*area, *np.concatenate(hulls)])
    if not isinstance(outline, Polygon | MultiPolygon):
        raise GeometryError(
            "the footprint is too small or too far from the origin for its sector to "
            f"be drawn: bounds {footprint.bounds}; check its coordinates"
        )
    return outline


def _fan(radius: float, half_angle: float) -> NDArray[np.float64]:
    """Corners of a circular sector at the origin, its arc drawn as tangents, (k, 2)."""
    widest = 2.0 * math.acos(radius / (radius + _TANGENT_EXCESS))
    n = max(1, math.ceil(2.0 * half_angle / widest))
    half_step = half_angle / n
    bearings = np.linspace(-half_angle + half_step, half_angle - half_step, n)
    distances = np.full(n, radius / math.cos(half_step))
    bearings = np.concatenate([[-half_angle], bearings, [half_angle]])
    distances = np.concatenate([[radius], distances, [radius]])
    arc = distances[:, None] * np.column_stack([np.sin(bearings), np.cos(bearings)])
    return np.concatenate([np.zeros((1, 2)), arc])


def _swept(line: NDArray[np.float64], fan: NDArray[np.float64]) -> NDArray[np.object_]:
    """Hulls of a fan moved along each edge of a line (p, 2)."""
    placed = line[:, None, :] + fan[None, :, :]
    if len(line) > 1:
        placed = np.concatenate([placed[:-1], placed[1:]], axis=1)
    points = np.asarray(shapely.multipoints(placed), dtype=object)
    hulls: NDArray[np.object_] = np.asarray(shapely.convex_hull(points), dtype=object)
    return hulls
