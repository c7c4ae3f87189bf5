"""Isochrones: the boundary of where a plane has its hours (等时线)."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import shapely

from sunlight.analyses.isochrone_region import isochrone_region
from sunlight.analyses.open_plane import OpenPlane
from sunlight.analyses.shadow_band import checked_accuracy
from sunlight.analyses.shadows import checked_level, polygons_of
from sunlight.errors import GeometryError, InputError
from sunlight.scene import Obstructions
from sunlight.solar import SunPath

__all__ = ["Isochrone", "isochrones"]

FINEST_SHARE: Final = 0.25
"""Side of the finest squares as a share of the accuracy: two of them side by side are
at most √5 sides across, and drawing the stairs as straight lines moves them by one side
at most, which together is 0.81 of the accuracy."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Isochrone:
    """Where a plane has at least some hours of sun (等时线).

    Parameters
    ----------
    hours : float
        Counted hours asked for. [h]
    z : float
        Elevation of the plane. [m]
    region : shapely.MultiPolygon
        Where there are as many or more; bodies that stand there are left out. [m]
    line : shapely.MultiLineString
        Its boundary, without the walls and the limits of the area. [m]
    error : float
        Every point of the line is nearer than this to the true one. [m]
    unproven : shapely.MultiPolygon
        Squares away from the line of which nothing is proven: features narrower than
        the finest squares may hide there. Outside of them every point farther than
        `error` from the boundary of `region` is on its proven side. [m]
    area : shapely.MultiPolygon
        The area, without bodies that stand in it. [m]
    path : SunPath
        Sun's path of the day.
    shortest : float
        Shortest counted segment. [min]
    points : int
        How many points the engine was asked for.
    """

    hours: float
    z: float
    region: shapely.MultiPolygon
    line: shapely.MultiLineString
    error: float
    unproven: shapely.MultiPolygon
    area: shapely.MultiPolygon
    path: SunPath
    shortest: float
    points: int


def isochrones(
    area: shapely.Polygon,
    obstructions: Obstructions,
    path: SunPath,
    *,
    z: float,
    hours: Sequence[float] = (2.0, 3.0),
    shortest: float = 5.0,
    segments: int | None = None,
    accuracy: float = 0.05,
    progress: Callable[[float], None] = lambda done: None,
) -> tuple[Isochrone, ...]:
    """Boundaries of where a plane has some hours of sun, to a stated error (等时线).

    Nothing is interpolated, since counted minutes jump where a piece falls under
    `shortest`. Squares are split until their corners agree and bounds that hold for
    their every point say that the whole has the hours, or nowhere has; what is open
    at the finest size is decided at its corners or its middle.

    Parameters
    ----------
    area : shapely.Polygon
        Area looked at. [m]
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day.
    z : float
        Elevation of the plane. [m]
    hours : sequence of float
        Counted hours, one line each. [h]
    shortest : float
        Shortest counted segment. [min]
    segments : int or None
        How many of the longest segments count; None counts all.
    accuracy : float
        How far from the true line the line may be. [m]
    progress : callable
        Told about which share of the work is done, 0 to 1.

    Returns
    -------
    tuple of Isochrone
        One an hour given, in that order.

    Raises
    ------
    InputError
        If a number is unusable, or the accuracy asks for too many squares.
    GeometryError
        If the area is no valid polygon with an area.

    Notes
    -----
    Source: 规程六(一): an aid, not the basis of a conclusion. What is proven is told in
    ``docs/design/isochrones.md``.
    """
    wanted = _checked_hours(hours, path)
    low_x, low_y, high_x, high_y = _checked_area(area).bounds
    # an error beyond the area itself asks for no coarser squares than its extent
    extent = max(high_x - low_x, high_y - low_y)
    finest = FINEST_SHARE * min(checked_accuracy(accuracy), extent)
    plane = OpenPlane.of(
        area,
        obstructions,
        path,
        z=checked_level(z),
        margin=5.0 * finest,
        shortest=shortest,
        segments=segments,
    )
    ground = polygons_of(shapely.difference(area, plane.standing))
    found: dict[float, Isochrone] = {}
    rising = sorted(set(wanted))
    for number, hour in enumerate(rising):
        fewer = [one.region for one in found.values()]
        plane.points = 0

        def step(share: float, number: int = number) -> None:
            progress((number + share) / len(rising))

        region, unproven = isochrone_region(
            plane, ground, hour, finest=finest, step=step
        )
        for other in fewer[-1:]:
            region = polygons_of(shapely.intersection(region, other))
        found[hour] = Isochrone(
            hours=hour,
            z=plane.light.z,
            region=region,
            line=_line(region, ground),
            error=float(accuracy),
            unproven=unproven,
            area=ground,
            path=path,
            shortest=shortest,
            points=plane.points,
        )
    return tuple(found[hour] for hour in wanted)


def _checked_hours(hours: Sequence[float], path: SunPath) -> list[float]:
    """Hours as floats, each more than none and less than the whole band."""
    band = (path.lit_band[1] - path.lit_band[0]) / 60.0
    if len(hours) == 0:
        raise InputError("expected one hour or more, got none", where="hours")
    for i, hour in enumerate(hours):
        if not (math.isfinite(hour) and 0.0 < hour <= band):
            raise InputError(
                f"expected hours above 0 and at most the {band:g} h of the band, got "
                f"{hour!r}",
                where=f"hours[{i}]",
                value=hour,
            )
    return [float(hour) for hour in hours]


def _checked_area(area: shapely.Polygon) -> shapely.Polygon:
    """The area, if it is a valid polygon with an area."""
    if not isinstance(area, shapely.Polygon) or area.is_empty:
        raise GeometryError(
            f"expected a shapely Polygon with an area, got {type(area).__name__}",
            where="area",
        )
    if not area.is_valid or area.area <= 0.0:
        raise GeometryError(
            f"the area is not valid: {shapely.is_valid_reason(area)}; draw it "
            "without crossings",
            where="area",
        )
    return area


def _line(
    region: shapely.MultiPolygon, ground: shapely.MultiPolygon
) -> shapely.MultiLineString:
    """Boundary of a region without that of the ground."""
    if region.is_empty:
        return shapely.MultiLineString()
    own = shapely.difference(region.boundary, ground.boundary.buffer(1e-6))
    merged = shapely.line_merge(own)
    return shapely.MultiLineString(
        [p for p in shapely.get_parts(merged) if isinstance(p, shapely.LineString)]
    )
