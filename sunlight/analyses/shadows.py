"""Shadows on a level plane: at an instant, over the band, before and after (阴影)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.analyses.convex_pieces import ConvexPieces, convex_pieces
from sunlight.errors import InputError
from sunlight.scene import Obstructions
from sunlight.solar import SunPath

__all__ = [
    "LEAST_ALTITUDE_DEG",
    "Shadow",
    "ShadowDifference",
    "hourly_shadows",
    "shadow_difference",
    "shadow_outline",
]

LEAST_ALTITUDE_DEG: Final = 0.1
"""With the sun lower than this shadows are longer than 500 heights. [degrees]"""
SNAP: Final = 1e-6
"""Corners of shadows lie on a grid of this size, so that those of touching bodies
unite without cracks. [m]"""
SPECK: Final = 2.0 * SNAP
"""Pieces and holes with less area for a metre of their outline are rounding. [m]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shadow:
    """What is in shadow on a level plane at an instant, or at some time (阴影).

    Parameters
    ----------
    start, end : float
        First and last instant; equal for the shadow of one instant.
        [min, true solar time]
    z : float
        Elevation of the plane. [m]
    path : SunPath
        Sun's path of the day.
    outline : shapely.MultiPolygon
        Every point that is dark at some of the instants lies in it. [m]
    inner : shapely.MultiPolygon
        Its every point is dark at some of the instants; the outline itself if that is
        exact. [m]
    error : float
        Nowhere is the outline farther from what is dark. 0 at an instant. [m]
    owners : tuple of str
        Whose shadows there are.
    by_owner : tuple of shapely.MultiPolygon
        The outline of each owner's shadow. [m]
    instants : (n,) ndarray of float64
        Instants between which the sun's path was bounded. [min]
    """

    start: float
    end: float
    z: float
    path: SunPath
    outline: shapely.MultiPolygon
    inner: shapely.MultiPolygon
    error: float
    owners: tuple[str, ...]
    by_owner: tuple[shapely.MultiPolygon, ...]
    instants: NDArray[np.float64]

    @property
    def area(self) -> float:
        """Area of the outline. [m2]."""
        return float(self.outline.area)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShadowDifference:
    """Where a shadow comes to, and where it goes from (阴影差集).

    Parameters
    ----------
    before, after : Shadow
        Shadows of the two states at the same time.
    added, removed : shapely.MultiPolygon
        In the shadow after but not before, and before but not after. [m]
    """

    before: Shadow
    after: Shadow
    added: shapely.MultiPolygon
    removed: shapely.MultiPolygon


def shadow_outline(
    obstructions: Obstructions, path: SunPath, minute: float, *, z: float
) -> Shadow:
    """Shadow on a level plane at an instant (瞬时阴影).

    Each convex piece throws the hull of its corners' shadows; what the plane cuts
    throws one from the plane upwards, with the cut itself. Bodies below the plane throw
    none.

    Parameters
    ----------
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day.
    minute : float
        The instant, in daylight. [min, true solar time]
    z : float
        Elevation of the plane. [m]

    Returns
    -------
    Shadow
        Exact, up to rounding.

    Raises
    ------
    InputError
        If a number is not finite, or the sun stands below 0.1° at that instant.
    """
    return hourly_shadows(obstructions, path, z=z, minutes=[minute])[0]


def hourly_shadows(
    obstructions: Obstructions,
    path: SunPath,
    *,
    z: float,
    minutes: Sequence[float] | None = None,
) -> tuple[Shadow, ...]:
    """Shadows at the full hours of the band, or at given instants (逐时阴影).

    Parameters
    ----------
    obstructions, path, z
        As in :func:`shadow_outline`.
    minutes : sequence of float, optional
        Instants; by default the full hours of the band while the sun counts.
        [min, true solar time]

    Returns
    -------
    tuple of Shadow
        In the order of the instants.

    Raises
    ------
    InputError
        As :func:`shadow_outline`.
    """
    level = checked_level(z)
    if minutes is None:
        first, last = path.lit_band
        hours = range(math.ceil(first / 60.0), math.floor(last / 60.0) + 1)
        minutes = [60.0 * hour for hour in hours]
    reaches = [shadow_reach(path, minute) for minute in minutes]
    parts = convex_pieces(obstructions, z=level)
    shadows = []
    for minute, reach in zip(minutes, reaches, strict=True):
        hulls = hulls_of(parts, reach[None, :])
        by_owner = united_by_owner(parts, hulls)
        outline = united(list(by_owner))
        shadows.append(
            Shadow(
                start=float(minute),
                end=float(minute),
                z=level,
                path=path,
                outline=outline,
                inner=outline,
                error=0.0,
                owners=parts.owner_names,
                by_owner=by_owner,
                instants=np.array([float(minute)]),
            )
        )
    return tuple(shadows)


def shadow_difference(before: Shadow, after: Shadow) -> ShadowDifference:
    """Shadow after less shadow before, and the other way round (阴影差集).

    Over the band both shadows have to be bounded between the same instants, so that
    what did not change cancels out.

    Parameters
    ----------
    before, after : Shadow
        Shadows of the two states, at the same time and level.

    Returns
    -------
    ShadowDifference
        Both differences.

    Raises
    ------
    InputError
        If time or level differ.
    """
    if before.z != after.z:
        raise InputError(
            f"the planes differ, {before.z} m and {after.z} m; take both shadows at "
            "one elevation",
            where="after.z",
            value=after.z,
        )
    if not np.array_equal(before.instants, after.instants):
        raise InputError(
            "the shadows are not of the same instants; take both at the same minute, "
            "or hand shadow_over_band the same instants for both",
            where="after.instants",
        )
    added = shapely.difference(after.outline, before.outline, grid_size=SNAP)
    removed = shapely.difference(before.outline, after.outline, grid_size=SNAP)
    return ShadowDifference(
        before=before,
        after=after,
        added=polygons_of(added),
        removed=polygons_of(removed),
    )


def checked_level(z: float) -> float:
    """Elevation of a plane as a finite float (平面标高).

    Raises
    ------
    InputError
        If it is not a finite number.
    """
    if not math.isfinite(z):
        raise InputError(
            f"the elevation of the plane must be a finite number of metres, got {z!r}",
            where="z",
            value=z,
        )
    return float(z)


def shadow_reach(path: SunPath, minute: float) -> NDArray[np.float64]:
    """Where the shadow of a point one metre above a plane falls, (2,) (影长向量). [m].

    Raises
    ------
    InputError
        If the minute is not finite or the sun is too low for a shadow with an end.
    """
    if not (math.isfinite(minute) and 0.0 <= minute <= 1440.0):
        raise InputError(
            f"expected minutes of true solar time from 0 to 1440, got {minute!r}",
            where="minute",
            value=minute,
        )
    direction = path.directions(minute)
    if direction[2] < math.sin(math.radians(LEAST_ALTITUDE_DEG)):
        altitude = math.degrees(math.asin(float(direction[2])))
        raise InputError(
            f"the sun stands at {altitude:.2f}° then, so that shadows have no end; "
            f"take an instant at which it stands at {LEAST_ALTITUDE_DEG:g}° or higher: "
            f"the sun is up from {path.daylight[0]:.1f} to {path.daylight[1]:.1f} min",
            where="minute",
            value=minute,
        )
    reach: NDArray[np.float64] = -direction[:2] / direction[2]
    return reach


def hulls_of(parts: ConvexPieces, reaches: NDArray[np.float64]) -> NDArray[np.object_]:
    """Hull of each piece's corners moved by several reaches, (n,) (投影凸包).

    Parameters
    ----------
    parts : ConvexPieces
        Pieces above the plane.
    reaches : (k, 2) ndarray of float64
        Shadows of a point one metre up. [m]
    """
    if len(parts) == 0:
        return np.empty(0, dtype=object)
    moved = parts.xy[:, None, :] + parts.height[:, None, None] * reaches
    which = np.repeat(parts.piece, len(reaches))
    points = shapely.multipoints(moved.reshape(-1, 2), indices=which)
    hulls: NDArray[np.object_] = np.asarray(shapely.convex_hull(points), dtype=object)
    return hulls


def united_by_owner(
    parts: ConvexPieces, shapes: NDArray[np.object_]
) -> tuple[shapely.MultiPolygon, ...]:
    """Shapes of pieces united owner by owner (按归属合并).

    Parameters
    ----------
    parts : ConvexPieces
        Pieces.
    shapes : (n, ...) ndarray of object
        Shapes of each piece.
    """
    return tuple(
        united([s for s in shapes[parts.owner == i].reshape(-1) if s.area > 0.0])
        for i in range(len(parts.owner_names))
    )


def united(shapes: Sequence[BaseGeometry]) -> shapely.MultiPolygon:
    """Union of shapes as polygons (并集)."""
    return polygons_of(shapely.union_all(list(shapes), grid_size=SNAP))


def polygons_of(shape: BaseGeometry) -> shapely.MultiPolygon:
    """Polygons of a shape, without lines, points, specks and cracks (面部分)."""
    return shapely.MultiPolygon(
        [
            _without_cracks(piece)
            for part in shapely.get_parts(shape)
            for piece in shapely.get_parts(part)
            if isinstance(piece, shapely.Polygon) and _is_more_than_rounding(piece)
        ]
    )


def _is_more_than_rounding(piece: shapely.Polygon) -> bool:
    """Whether a polygon is wider than the grid's rounding."""
    return bool(piece.area > SPECK * piece.length)


def _without_cracks(piece: shapely.Polygon) -> shapely.Polygon:
    """A polygon without holes that rounding to the grid left."""
    holes = [
        ring
        for ring in piece.interiors
        if _is_more_than_rounding(shapely.Polygon(ring))
    ]
    if len(holes) == len(piece.interiors):
        return piece
    return shapely.Polygon(piece.exterior, holes)
