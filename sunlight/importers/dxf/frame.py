"""Place and north of a drawing (坐标系与指北): axes, zone prefix, convergence."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import ImporterError
from sunlight.importers.dxf.options import DxfOptions
from sunlight.importers.placement import Placement, site_origin
from sunlight.importers.remarks import Remarks

__all__ = ["Frame", "drawing_frame"]

NORTHINGS: Final = (1_800_000.0, 6_000_000.0)
"""Gauss-Krüger northings of China, 17° to 54°. [m]"""

EASTINGS: Final = (100_000.0, 950_000.0)
"""Gauss-Krüger eastings without the zone prefix. [m]"""

PREFIX: Final = 1_000_000.0
"""The number of the zone stands before six figures of the easting. [m]"""

ZONES_6: Final = range(13, 24)
ZONES_3: Final = range(25, 46)

ARROW_AGREES: Final = 2.0
"""A north arrow drawn within this of grid north is that of the plan. [degrees]"""

AREA_MARGIN: Final = 3.0
"""A system may be used so far beyond the area it is made for. [degrees]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where a drawing lies and how it is turned (图纸坐标系).

    Parameters
    ----------
    placement : Placement
        From coordinates of the drawing to those of the project.
    latitude, longitude : float or None
        Middle of the buildings; None if the drawing does not say. [degrees]
    crs : str
        Coordinate system; empty for one of its own.
    north : str
        How north was given, as in the site; empty if it was not.
    """

    placement: Placement
    latitude: float | None
    longitude: float | None
    crs: str
    north: str


def drawing_frame(
    points: NDArray[np.float64],
    *,
    scale: float,
    arrow: float | None,
    options: DxfOptions,
    remarks: Remarks,
    source: str,
) -> Frame:
    """Place and north of a drawing (坐标系与指北).

    Parameters
    ----------
    points : (n, 2) ndarray of float64
        Corners of its buildings. [unit of the drawing]
    scale : float
        Metres per unit.
    arrow : float or None
        Direction of the north arrow, clockwise from +y as drawn; None if there is none
        or the option or the system says north. [degrees]
    options : DxfOptions
        What the caller knows.
    remarks : Remarks
        Receives what was guessed.
    source : str
        The file.

    Returns
    -------
    Frame
        Re-centred.

    Raises
    ------
    ImporterError
        If a coordinate system is named that the drawing cannot be in.
    """
    axes = _axes(points * scale, options, remarks)
    plain = Placement(axes=axes, scale=scale)
    metres = plain.metres(points)
    middle = (metres.min(axis=0) + metres.max(axis=0)) / 2.0
    crs, place = _located(middle, options, remarks, source)
    if arrow is not None and axes == "survey":
        arrow = 90.0 - arrow
    north, angle = _north(place, arrow, options, remarks)
    return Frame(
        placement=Placement(
            axes=axes, scale=scale, north_angle=angle, origin=site_origin(metres)
        ),
        latitude=None if place is None else place[1],
        longitude=None if place is None else place[0],
        crs=crs,
        north=north,
    )


_OF_MERIDIAN: Final = "central meridian"


def _within(value: float, limits: tuple[float, float]) -> bool:
    """Whether a coordinate is of that kind."""
    return limits[0] <= value <= limits[1]


def _zone(easting: float) -> int:
    """Zone that stands before an easting, 0 if none."""
    zone, rest = divmod(easting, PREFIX)
    known = int(zone) in ZONES_6 or int(zone) in ZONES_3
    return int(zone) if known and _within(rest, EASTINGS) else 0


def _is_easting(value: float) -> bool:
    """Whether a coordinate may be an easting in China."""
    return _within(value, EASTINGS) or _zone(value) > 0


def _axes(points: NDArray[np.float64], options: DxfOptions, remarks: Remarks) -> str:
    """Which coordinate is east."""
    if options.axes != "auto":
        return options.axes
    first, second = np.median(points, axis=0).tolist()
    if _within(first, NORTHINGS) and _is_easting(second):
        remarks.add("AXES-GUESSED", found=f"x = {first:.0f}, y = {second:.0f}")
        return "survey"
    return "xy"


def _located(
    middle: NDArray[np.float64], options: DxfOptions, remarks: Remarks, source: str
) -> tuple[str, tuple[float, float, float] | None]:
    """Coordinate system and place of a point, as far as they are known."""
    east, north = middle.tolist()
    crs = _system(middle, options, source)
    by_caller = bool(options.crs) or options.central_meridian is not None
    if crs:
        try:
            place = _place(crs, options.central_meridian, middle, source)
        except ImporterError:
            if by_caller:
                raise
        else:
            if not by_caller:
                remarks.add(
                    "ZONE-PREFIX", found=f"x = {east:.0f} → {crs}, {place[0]:.3f}° E"
                )
            return ("" if crs == _OF_MERIDIAN else crs), place
    if _within(north, NORTHINGS) and _is_easting(east):
        remarks.add("SYSTEM-NOT-NAMED", found=f"E {east:.0f}, N {north:.0f}")
    return "", None


def _system(middle: NDArray[np.float64], options: DxfOptions, source: str) -> str:
    """Coordinate system by the options, else by the zone prefix; empty if unknown."""
    if options.crs:
        return options.crs.strip()
    east = float(middle[0])
    zone = _zone(east)
    meridian = options.central_meridian
    if zone:
        own = 6.0 * zone - 3.0 if zone in ZONES_6 else 3.0 * zone
        if meridian is not None and abs(meridian - own) > 1e-9:
            raise ImporterError(
                f"the eastings begin with zone {zone}, whose central meridian is "
                f"{own:g}°, and not {meridian:g}°; leave central_meridian out",
                source=source,
                where="central_meridian",
                value=meridian,
            )
        code = 4478 + zone if zone in ZONES_6 else 4488 + zone
        return f"EPSG:{code}"
    if meridian is not None:
        number = (meridian - 75.0) / 3.0
        if number == int(number) and 0 <= number <= 20:
            return f"EPSG:{4534 + int(number)}"
        return _OF_MERIDIAN
    return ""


def _place(
    crs: str, meridian: float | None, middle: NDArray[np.float64], source: str
) -> tuple[float, float, float]:
    """Longitude, latitude and convergence of a point. [degrees]"""  # noqa: D400
    from pyproj import CRS, Proj, Transformer
    from pyproj.exceptions import CRSError, ProjError

    given = (
        f"+proj=tmerc +lon_0={meridian} +x_0=500000 +ellps=GRS80 +type=crs"
        if crs == _OF_MERIDIAN
        else crs
    )
    try:
        system = CRS.from_user_input(given)
    except CRSError as error:
        raise ImporterError(
            f"{crs!r} is no coordinate system; write EPSG:4549 or the like",
            source=source,
            where="crs",
            value=crs,
        ) from error
    units = {axis.unit_conversion_factor for axis in system.axis_info[:2]}
    if not system.is_projected or units != {1.0}:
        raise ImporterError(
            f"{crs} is no projected system in metres, which a drawing is in; name "
            "that of its grid, such as EPSG:4549",
            source=source,
            where="crs",
            value=crs,
        )
    try:
        way = Transformer.from_crs(system, "EPSG:4326", always_xy=True)
        longitude, latitude = way.transform(*middle.tolist())
        factors = Proj(system).get_factors(longitude, latitude)
        convergence = float(factors.meridian_convergence)
    except ProjError:
        longitude = latitude = convergence = math.inf
    area = system.area_of_use
    fits = math.isfinite(longitude + latitude + convergence) and (
        area is None
        or (
            area.south - AREA_MARGIN <= latitude <= area.north + AREA_MARGIN
            and area.west - AREA_MARGIN <= longitude <= area.east + AREA_MARGIN
        )
    )
    if not fits:
        east, north = middle.tolist()
        zone = _zone(east)
        hint = f": the eastings begin with zone {zone}, leave crs out" if zone else ""
        raise ImporterError(
            f"the drawing does not lie in {crs}: its middle is E {east:.0f}, "
            f"N {north:.0f}{hint}. Name its own system, look at axes and unit, or "
            "leave crs out",
            source=source,
            where="crs",
            value=crs,
        )
    return float(longitude), float(latitude), convergence


def _north(
    place: tuple[float, float, float] | None,
    arrow: float | None,
    options: DxfOptions,
    remarks: Remarks,
) -> tuple[str, float]:
    """How north was given, and the clockwise angle from grid to true north."""
    if options.true_north_angle is not None:
        return "angle", options.true_north_angle
    if options.north == "true":
        return "true", 0.0
    turned = None if arrow is None else (arrow + 180.0) % 360.0 - 180.0
    if place is not None:
        if turned is not None and abs(turned + place[2]) > ARROW_AGREES:
            remarks.add(
                "NORTH-ARROW-DIFFERS", found=f"{turned:.2f}° / {-place[2]:.2f}°"
            )
        return "grid", -place[2]
    if turned is None:
        return "", 0.0
    remarks.add("NORTH-FROM-ARROW", found=f"{turned:.2f}°")
    return "angle", turned
