"""Where project coordinates lie on the earth, as far as anybody said (坐标系)."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.model.project import Project, Site

if TYPE_CHECKING:
    from pyproj import CRS

__all__ = ["Georeference", "georeference"]

FARTHEST_DEG: Final = 1.0
"""The place of a project may be that of its city, but no farther off. [degrees]

The neighbouring zone of 3° would put it three degrees away."""
_LONGITUDE_LATITUDE: Final = "EPSG:4326"
"""System of an origin in degrees: the projection of the project is centred on it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Georeference:
    """From project coordinates to those of a file (坐标转换).

    Parameters
    ----------
    crs : pyproj.CRS or None
        Projected system in metres; None where nobody named one: coordinates are then
        those of the project.
    origin : (float, float)
        East and north of the project's origin in that system. [m]
    turn : float
        Clockwise angle from the system's north to true north. [degrees]
    """

    crs: "CRS | None"
    origin: tuple[float, float] = (0.0, 0.0)
    turn: float = 0.0

    @property
    def name(self) -> str:
        """Code or name of the system; empty where there is none."""
        if self.crs is None:
            return ""
        code = self.crs.to_authority()
        return ":".join(code) if code else str(self.crs.name)

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """(a, b, c, d, e, f): east = a x + b y + c, north = d x + e y + f."""
        if self.crs is None:
            return (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
        angle = math.radians(self.turn)
        sine, cosine = math.sin(angle), math.cos(angle)
        return (cosine, sine, self.origin[0], -sine, cosine, self.origin[1])

    def placed(self, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        """Shapes in the system of the file (转入坐标系).

        Parameters
        ----------
        shapes : (n,) ndarray of shapely geometries
            In project coordinates; third coordinates stay.
        """
        a, b, c, d, e, f = self.matrix

        def move(places: NDArray[np.float64]) -> NDArray[np.float64]:
            x, y = places[:, 0], places[:, 1]
            moved = places.copy()
            moved[:, 0], moved[:, 1] = a * x + b * y + c, d * x + e * y + f
            return moved

        return _moved(shapes, move)

    def longitude_latitude(self, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        """Shapes in WGS 84 longitude and latitude (经纬度).

        Parameters
        ----------
        shapes : (n,) ndarray of shapely geometries
            In project coordinates.

        Raises
        ------
        InputError
            If no system is known.
        """
        if self.crs is None:
            raise InputError("no coordinate system is known", where="crs")
        from pyproj import Transformer

        to_degrees = Transformer.from_crs(self.crs, "EPSG:4326", always_xy=True)

        def move(places: NDArray[np.float64]) -> NDArray[np.float64]:
            moved = places.copy()
            moved[:, 0], moved[:, 1] = to_degrees.transform(places[:, 0], places[:, 1])
            return moved

        return _moved(self.placed(shapes), move)


def georeference(project: Project, *, crs: str = "") -> Georeference:
    """What is known of where a project lies (坐标系).

    Parameters
    ----------
    project : Project
        The project.
    crs : str
        System of the coordinates in its file, such as ``EPSG:4547``; empty where nobody
        knows. Files that name their own need none, nor do longitudes and latitudes.

    Returns
    -------
    Georeference
        Without a system, coordinates are those of the project.

    Raises
    ------
    InputError
        If the system is unknown, not projected in metres, or would put the project
        somewhere else than its latitude and longitude.
    """
    site = project.site
    if not crs and site.crs == _LONGITUDE_LATITUDE:
        return Georeference(crs=_local_system(site))
    named = crs or site.crs
    if not named:
        return Georeference(crs=None)
    place = Georeference(
        crs=_projected_system(named), origin=site.origin, turn=site.north_angle
    )
    if crs:
        _refuse_elsewhere(place, project, crs)
    return place


def _refuse_elsewhere(place: Georeference, project: Project, name: str) -> None:
    """Refuse a system in which the project lies far from its own place."""
    from sunlight.report.plan_shapes import plan_bounds

    x_min, y_min, x_max, y_max = plan_bounds(project)
    middle = shapely.Point((x_min + x_max) / 2.0, (y_min + y_max) / 2.0)
    (found,) = place.longitude_latitude(np.array([middle], dtype=object))
    site = project.site
    off = max(abs(found.x - site.longitude), abs(found.y - site.latitude))
    if not off <= FARTHEST_DEG:  # what cannot be projected is infinite
        raise InputError(
            f"in {name} the project would lie at latitude {found.y:.3f}, longitude "
            f"{found.x:.3f}, but its place is {site.latitude:g}, {site.longitude:g}: "
            "either the system is another one (mind the zone), or the coordinates of "
            "the file are none of it",
            where="crs",
            value=name,
        )


def _projected_system(name: str) -> "CRS":
    """System by name, in metres."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        system = CRS.from_user_input(name)
    except CRSError as error:
        raise InputError(
            f"{name!r} names no coordinate system; give a code such as EPSG:4547 "
            "(CGCS2000, 3-degree zone of 114°E)",
            where="crs",
            value=name,
        ) from error
    metres = all(axis.unit_conversion_factor == 1.0 for axis in system.axis_info)
    if not (system.is_projected and metres):
        raise InputError(
            f"{name!r} ({system.name}) is not projected in metres, as the coordinates "
            "of a project file are",
            where="crs",
            value=name,
        )
    return system


def _local_system(site: Site) -> "CRS":
    """Projection into which footprints in degrees were read."""
    from pyproj import CRS

    return CRS.from_dict(
        {
            "proj": "tmerc",
            "lon_0": site.origin[0],
            "lat_0": site.origin[1],
            "k": 1.0,
            "ellps": "WGS84",
            "datum": "WGS84",
            "units": "m",
        }
    )


def _moved(
    shapes: NDArray[np.object_],
    move: Callable[[NDArray[np.float64]], NDArray[np.float64]],
) -> NDArray[np.object_]:
    """Shapes with their coordinates moved, each kind with its own dimension."""
    result = np.array(shapes, dtype=object)
    upright = np.asarray(shapely.has_z(result), dtype=np.bool_)
    for chosen, has_z in ((~upright, False), (upright, True)):
        if chosen.any():
            result[chosen] = shapely.transform(result[chosen], move, include_z=has_z)
    return result
