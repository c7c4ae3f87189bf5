"""How the frame of one project lies in that of another (坐标框架换算)."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.importers.schema_parts import Level, Point, Record
from sunlight.model.project import Site

__all__ = [
    "LONGITUDE_LATITUDE",
    "Motion",
    "SourcePlacement",
    "motion_between",
    "turned",
]

LONGITUDE_LATITUDE: Final = "EPSG:4326"
"""Of a site with this system, `origin` is longitude and latitude of (0, 0)."""

REACH: Final = 500.0
"""How far around the middle of the data two frames are compared. [m]"""


class SourcePlacement(Record):
    """Where a file lies among others, said by hand (人工定位): it comes first."""

    at: Point | None = None
    """Place of the file's own (0, 0) in coordinates of the first file, [east, north]
    [m]; where that is in longitude and latitude, in metres from its origin."""
    rotate: float | None = None
    """Clockwise angle from +y of the first file to +y of this one [degrees]; without
    it each keeps its own true north."""
    lift: Level | None = None
    """Added to every elevation of the file [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """A turn, then a shift in plan, and a lift (平面旋转、平移与抬升).

    Parameters
    ----------
    turn : float
        Anticlockwise. [degrees]
    shift : (float, float)
        East and north. [m]
    lift : float
        Up. [m]
    """

    turn: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)
    lift: float = 0.0

    @property
    def in_plan(self) -> bool:
        """Whether anything moves in plan."""
        return (self.turn, *self.shift) != (0.0, 0.0, 0.0)

    def plan(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points after the motion (平面移动), (n, 2).

        Parameters
        ----------
        points : (n, 2) ndarray of float64
            Project coordinates of the one project. [m]

        Returns
        -------
        (n, 2) ndarray of float64
            Those of the other; the same numbers where nothing moves. [m]
        """
        if not self.in_plan:
            return points
        return turned(points, self.turn) + np.array(self.shift, dtype=np.float64)


def turned(points: NDArray[np.float64], angle: float) -> NDArray[np.float64]:
    """Points turned about (0, 0) (旋转), (n, 2).

    Parameters
    ----------
    points : (n, 2) ndarray of float64
        In plan.
    angle : float
        Anticlockwise. [degrees]

    Returns
    -------
    (n, 2) ndarray of float64
        The same points where the angle is 0.
    """
    if angle == 0.0:
        return points
    sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    x, y = points[:, 0], points[:, 1]
    return np.column_stack([x * cosine - y * sine, x * sine + y * cosine])


def motion_between(
    first: Site,
    other: Site,
    *,
    middle: tuple[float, float],
    placement: SourcePlacement | None = None,
) -> Motion:
    """Motion that brings one project into the frame of another (框架间的移动).

    Where both sites name one projected system, or neither names any, the difference of
    their origins and of their north angles; else through longitude and latitude, by the
    shift and the turn that hold in the middle of the data. Lengths are kept: the scale
    of a projection is not applied, which at 5 km would be 0.3 mm in a kilometre.

    Parameters
    ----------
    first, other : Site
        Sites of both projects.
    middle : (float, float)
        Middle of the other project's data, in its project coordinates. [m]
    placement : SourcePlacement, optional
        What was said by hand.

    Returns
    -------
    Motion
        From project coordinates of the other to those of the first.

    Raises
    ------
    InputError
        If only one of them names a system and nothing was said by hand; if an angle is
        given without a place; or if a system is unknown.
    """
    placement = placement or SourcePlacement()
    lift = placement.lift or 0.0
    if placement.at is not None:
        return _by_hand(first, other, placement, lift)
    if placement.rotate is not None:
        raise InputError(
            "an angle alone does not place the file; give at = [east, north] too",
            where="rotate",
            value=placement.rotate,
        )
    if bool(first.crs) != bool(other.crs):
        named = first.crs or other.crs
        raise InputError(
            f"one of both files lies in {named}, the other in a frame of its own, so "
            "that nothing tells how they lie to each other; give at = [east, north] of "
            "the file's origin in coordinates of the first file, and rotate",
            where="at",
        )
    if first.crs == other.crs != LONGITUDE_LATITUDE:
        turn = first.north_angle - other.north_angle
        apart = np.subtract(other.origin, first.origin)
        return _motion(turn, turned(apart[None], first.north_angle)[0], lift)
    if (first.crs, first.origin) == (other.crs, other.origin):
        return Motion(lift=lift)
    return _by_position(first, other, middle, lift)


def _motion(turn: float, shift: NDArray[np.float64], lift: float) -> Motion:
    """Motion of a turn and a shift."""
    return Motion(turn=turn, shift=(float(shift[0]), float(shift[1])), lift=lift)


def _file_frame(site: Site) -> tuple[NDArray[np.float64], float]:
    """Origin and north angle that lead to the file's own coordinates."""
    if site.crs == LONGITUDE_LATITUDE:
        return np.zeros(2), 0.0
    return np.array(site.origin), site.north_angle


def _by_hand(
    first: Site, other: Site, placement: SourcePlacement, lift: float
) -> Motion:
    """Motion of a file whose origin was placed by hand."""
    there, north = _file_frame(first)
    here, own_north = _file_frame(other)
    rotate = north - own_north if placement.rotate is None else placement.rotate
    turn = north - rotate - own_north if placement.rotate is not None else 0.0
    at = np.array(placement.at) - there + turned(here[None], -rotate)[0]
    return _motion(turn, turned(at[None], north)[0], lift)


def _by_position(
    first: Site, other: Site, middle: tuple[float, float], lift: float
) -> Motion:
    """Motion through longitude and latitude, around the middle of the data."""
    offsets = np.array([[0, 0], [0, 1], [0, -1], [1, 0], [-1, 0]]) * REACH
    points = np.array(middle) + offsets
    centre, north, south, east, west = _from_position(
        first, _to_position(other, points)
    )
    up, across = north - south, east - west
    turn = math.degrees(
        math.atan2(across[1] - up[0], across[0] + up[1])  # mean of both directions
    )
    return _motion(turn, centre - turned(points[:1], turn)[0], lift)


def _to_position(site: Site, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Longitude and latitude of project coordinates, (n, 2)."""
    if site.crs == LONGITUDE_LATITUDE:
        found = _local(site)(points[:, 0], points[:, 1], inverse=True)
    else:
        own = turned(points, -site.north_angle) + np.array(site.origin)
        found = _transformer(site.crs, LONGITUDE_LATITUDE)(own[:, 0], own[:, 1])
    return _finite(np.column_stack(found), site)


def _from_position(site: Site, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project coordinates of longitude and latitude, (n, 2)."""
    if site.crs == LONGITUDE_LATITUDE:
        return _finite(np.column_stack(_local(site)(*lonlat.T)), site)
    found = np.column_stack(_transformer(LONGITUDE_LATITUDE, site.crs)(*lonlat.T))
    return _finite(turned(found - np.array(site.origin), site.north_angle), site)


def _finite(points: NDArray[np.float64], site: Site) -> NDArray[np.float64]:
    """Points, refused if the system does not reach so far."""
    if not np.isfinite(points).all():
        raise InputError(
            f"the place is outside of what {site.crs} covers; check origin and system",
            where="site.origin",
            value=site.origin,
        )
    return points


def _local(site: Site):  # type: ignore[no-untyped-def]  # noqa: ANN202
    """Transverse Mercator at the origin of a site, as its reader used."""
    from pyproj import Proj

    longitude, latitude = site.origin
    return Proj(proj="tmerc", lon_0=longitude, lat_0=latitude, k=1.0, ellps="WGS84")


def _transformer(source: str, target: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    """Transform between two systems, x or longitude first."""
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    try:
        return Transformer.from_crs(source, target, always_xy=True).transform
    except CRSError as error:
        raise InputError(
            f"there is no coordinate system {source!r} or {target!r}; name one such as "
            "EPSG:4549",
            where="site.crs",
            value=(source, target),
        ) from error
