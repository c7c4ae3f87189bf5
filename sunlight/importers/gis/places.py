"""Coordinates of a file in metres, y true north (坐标转换)."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import ImporterError
from sunlight.importers.gis.options import GisOptions
from sunlight.importers.local_projection import MOST_EXTENT_DEG, to_local_metres
from sunlight.importers.placement import Placement, site_origin
from sunlight.importers.reader_site import reader_site
from sunlight.importers.remarks import Remarks
from sunlight.model.project import Site

if TYPE_CHECKING:
    from pyproj import CRS, Transformer

__all__ = ["LONGITUDE_LATITUDE", "Placed", "place_degrees", "place_in_system"]

LONGITUDE_LATITUDE: Final = "EPSG:4326"
"""System of origins in longitude and latitude, in this order."""

CONVERGENCE_WORTH_SAYING_DEG: Final = 0.01
"""A residual convergence above this is noted: 0.01° of azimuth is 2 s of sun."""

SURVEY_SCALE: Final = 1e-3
"""A grid whose scale is off by no more than this is one to survey and design in.

Zones of 3° and 6° stay within 0.0004 (UTM), the web's Mercator is off by 15-70 % in
China; lengths of such a map are no lengths, so it is projected anew."""

SCALE_WORTH_SAYING: Final = 1e-6
"""A millimetre in a kilometre."""

SAME_SCALE: Final = 1e-5
"""A grid that stretches east and north differently by more keeps no angles."""

MOST_EXTENT: Final = 220_000.0
"""Data wider than this is no neighbourhood; as :data:`MOST_EXTENT_DEG`. [m]"""

FAR_FROM_USE_DEG: Final = 3.0
"""Data farther from where a system is used is in another one: the next zone. [°]"""

STEP_DEG: Final = 1e-4
"""Step for the direction of north on a grid: some 11 m, exact to 1e-9 rad. [°]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placed:
    """Places of a file as project coordinates (项目坐标).

    Parameters
    ----------
    xy : (p, 2) ndarray of float64
        x east, y true north. [m]
    site : Site
        With origin and system.
    """

    xy: NDArray[np.float64]
    site: Site


def place_degrees(
    lonlat: NDArray[np.float64],
    options: GisOptions,
    remarks: Remarks,
    *,
    source: str,
    height_datum: str,
) -> Placed:
    """Place longitudes and latitudes (经纬度转局部坐标).

    Parameters
    ----------
    lonlat : (p, 2) ndarray of float64
        WGS 84. [degrees]
    options : GisOptions
        Place and north of the caller.
    remarks : Remarks
        Receives how it was projected.
    source : str
        The file.
    height_datum : str
        Datum by the file.

    Raises
    ------
    ImporterError
        If they are no longitudes and latitudes, or too far apart.
    """
    low, high = lonlat.min(axis=0), lonlat.max(axis=0)
    _refuse_no_degrees(low, high, source)
    local = to_local_metres(lonlat)
    if options.true_north_angle is not None:
        remarks.add("NORTH-OPTION-UNUSED", found=f"{options.true_north_angle:g}°")
        options = options.model_copy(update={"true_north_angle": None})
    remarks.add(
        "LOCAL-PROJECTION", found=f"{local.longitude:.6f}, {local.latitude:.6f}"
    )
    _note_residual(local.convergence, remarks)
    site = reader_site(
        options,
        remarks,
        latitude=local.latitude,
        longitude=local.longitude,
        place_origin="middle of the data",
        origin=(local.longitude, local.latitude),
        crs=LONGITUDE_LATITUDE,
        north="true",
        height_datum=height_datum,
    )
    return Placed(xy=local.xy, site=site)


def place_in_system(
    xy: NDArray[np.float64],
    crs: str,
    options: GisOptions,
    remarks: Remarks,
    *,
    source: str,
    height_datum: str,
) -> Placed:
    """Place coordinates of any system, x east and y north as GIS files have them.

    A grid for surveys is turned to true north and keeps its lengths; anything else
    goes by longitude and latitude.

    Parameters
    ----------
    xy : (p, 2) ndarray of float64
        As in the file.
    crs : str
        The system: a code, WKT or PROJ JSON.
    options, remarks, source, height_datum
        As in :func:`place_degrees`.

    Raises
    ------
    ImporterError
        If the system is unknown, or the coordinates are none of it.
    """
    from pyproj import Transformer

    system = _system(crs, source)
    name = _name(system)
    to_degrees = Transformer.from_crs(system, LONGITUDE_LATITUDE, always_xy=True)
    if system.is_geographic:
        lonlat = xy
        if name == "EPSG:4490":
            remarks.add("CRS-TAKEN-AS-WGS84", found=name)
        elif name not in (LONGITUDE_LATITUDE, "OGC:CRS84"):
            _refuse_no_degrees(xy.min(axis=0), xy.max(axis=0), source)
            lonlat = np.column_stack(to_degrees.transform(xy[:, 0], xy[:, 1]))
    else:
        _refuse_far(xy, system, to_degrees, source)
        placed = _in_grid(xy, system, to_degrees, options, remarks, height_datum)
        if placed is not None:
            return placed
        lonlat = np.column_stack(to_degrees.transform(xy[:, 0], xy[:, 1]))
    return place_degrees(
        lonlat, options, remarks, source=source, height_datum=height_datum
    )


def _in_grid(
    xy: NDArray[np.float64],
    system: "CRS",
    to_degrees: "Transformer",
    options: GisOptions,
    remarks: Remarks,
    height_datum: str,
) -> Placed | None:
    """Coordinates turned to true north; None if lengths of this grid are no lengths."""
    low, high = xy.min(axis=0), xy.max(axis=0)
    middle = (low + high) / 2.0
    longitude, latitude = to_degrees.transform(*middle)
    angle, scale_north, scale_east = _north(to_degrees, longitude, latitude)
    metres = all(axis.unit_conversion_factor == 1.0 for axis in system.axis_info[:2])
    if (
        not metres
        or abs(scale_north - 1.0) > SURVEY_SCALE
        or abs(scale_north - scale_east) > SAME_SCALE
    ):
        return None
    if options.true_north_angle is not None:
        angle = options.true_north_angle
    else:
        corners = [(x, y) for x in (low[0], high[0]) for y in (low[1], high[1])]
        turns = [_north(to_degrees, *to_degrees.transform(*c))[0] for c in corners]
        _note_residual(max(abs(turn - angle) for turn in turns), remarks)
    name = _name(system)
    remarks.add("GRID-TURNED", found=f"{name} ({-angle:+.4f}°)")
    if abs(scale_north - 1.0) > SCALE_WORTH_SAYING:
        off = (scale_north - 1.0) * 1e5
        remarks.add("SCALE-FACTOR", found=f"{scale_north:.6f} ({off:+.1f} cm / km)")
    origin = site_origin(xy)
    site = reader_site(
        options,
        remarks,
        latitude=latitude,
        longitude=longitude,
        place_origin="middle of the data",
        origin=origin,
        crs=name,
        north="grid",
        north_angle=angle,
        height_datum=height_datum,
    )
    return Placed(xy=Placement(north_angle=angle, origin=origin).place(xy), site=site)


def _north(
    to_degrees: "Transformer", longitude: float, latitude: float
) -> tuple[float, float, float]:
    """Clockwise angle from +y to true north [°], scale northwards and eastwards."""
    from pyproj import Geod

    lon = longitude + STEP_DEG * np.array([0.0, 0.0, -1.0, 1.0])
    lat = latitude + STEP_DEG * np.array([-1.0, 1.0, 0.0, 0.0])
    x, y = to_degrees.transform(lon, lat, direction="INVERSE")
    geod = Geod(ellps="WGS84")
    _, _, ground = geod.inv(lon[::2], lat[::2], lon[1::2], lat[1::2])
    grid = np.hypot(x[1::2] - x[::2], y[1::2] - y[::2])
    angle = math.degrees(math.atan2(x[1] - x[0], y[1] - y[0]))
    return angle, float(grid[0] / ground[0]), float(grid[1] / ground[1])


def _system(crs: str, source: str) -> "CRS":
    """Horizontal system that a text names."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        system = CRS.from_user_input(crs)
    except CRSError as error:
        raise ImporterError(
            f"{crs[:80]!r} names no coordinate system; give a code such as EPSG:4549 "
            "(CGCS2000, 3-degree zone of 120°E) with the option  crs",
            source=source,
            where="crs",
            value=crs[:200],
        ) from error
    if system.is_compound:
        system = system.sub_crs_list[0]
    if system.is_bound and system.source_crs is not None:
        system = system.source_crs
    if not (system.is_projected or system.is_geographic):
        raise ImporterError(
            f"the system {system.name!r} is neither geographic nor projected; give the "
            "one of the footprints with the option  crs",
            source=source,
            where="crs",
            value=system.name,
        )
    return system


def _name(system: "CRS") -> str:
    """Code of a system, else all that defines it."""
    code = system.to_authority(min_confidence=70)
    return ":".join(code) if code else str(system.to_wkt())


def _refuse_far(
    xy: NDArray[np.float64], system: "CRS", to_degrees: "Transformer", source: str
) -> None:
    """Refuse coordinates that are none of this system, or too far apart."""
    low, high = xy.min(axis=0), xy.max(axis=0)
    where = f"positions reach from {low.tolist()} to {high.tolist()}"
    longitude, latitude = to_degrees.transform(*((low + high) / 2.0))
    use, margin = system.area_of_use, FAR_FROM_USE_DEG
    if not (math.isfinite(longitude) and math.isfinite(latitude)) or (
        use is not None
        and not (
            use.west - margin <= longitude <= use.east + margin
            and use.south - margin <= latitude <= use.north + margin
        )
    ):
        raise ImporterError(
            f"{where}; in {system.name} that is not where this system is used. Mind "
            "the zone, a zone number before the eastings, and swapped axes; give the "
            "right system with the option  crs",
            source=source,
            where="features",
            value=system.name,
        )
    if (high - low).max() > MOST_EXTENT:
        raise ImporterError(
            f"{where}; a project spans at most {MOST_EXTENT / 1000.0:g} km each way: "
            "cut the file, or look for a stray position such as 0, 0",
            source=source,
            where="features",
        )


def _refuse_no_degrees(
    low: NDArray[np.float64], high: NDArray[np.float64], source: str
) -> None:
    """Refuse positions that are no longitudes and latitudes, or too far apart."""
    if max(-low[0], high[0]) > 180.0 or max(-low[1], high[1]) > 90.0:
        swapped = max(-low[0], high[0]) <= 90.0 and max(-low[1], high[1]) <= 180.0
        raise ImporterError(
            f"positions reach from {low.tolist()} to {high.tolist()}; allowed are "
            "longitudes from -180 to 180, then latitudes from -90 to 90. "
            + (
                "Longitude and latitude seem to be swapped"
                if swapped
                else "They seem to be metres of a projected system: convert the file "
                "to WGS 84 first, such as with  ogr2ogr -t_srs EPSG:4326, or give the "
                "option  crs"
            ),
            source=source,
            where="features",
        )
    if (high - low).max() > MOST_EXTENT_DEG:
        raise ImporterError(
            f"positions reach from {low.tolist()} to {high.tolist()}; a project spans "
            f"at most {MOST_EXTENT_DEG:g}° each way: cut the file, or look for a stray "
            "position such as 0, 0",
            source=source,
            where="features",
        )


def _note_residual(convergence: float, remarks: Remarks) -> None:
    """Remark on how far the edge of the data is off true north."""
    if convergence > CONVERGENCE_WORTH_SAYING_DEG:
        remarks.add("CONVERGENCE-RESIDUAL", found=f"{convergence:.3f}°")
