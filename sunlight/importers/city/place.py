"""From the reference system of a city model to project coordinates (坐标)."""

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import ImporterError
from sunlight.importers.city.options import CityOptions
from sunlight.importers.local_projection import MOST_EXTENT_DEG, to_local_metres
from sunlight.importers.placement import Placement, site_origin
from sunlight.importers.reader_site import reader_site
from sunlight.importers.remarks import Remarks
from sunlight.model.project import Site

if TYPE_CHECKING:
    from pyproj import CRS

__all__ = ["Frame", "epsg_codes", "place_model"]

AREA_MARGIN_DEG: Final = 1.0
"""Coordinates may leave the area of use of their system by this. [degrees]"""

NORTH_STEP_DEG: Final = 1e-4
"""Step northward by which grid north is compared with true north. [degrees]

11 m: rounding of 1e-9 m makes 1e-8°, the curve of the meridian less."""

RESIDUAL_WORTH_SAYING_DEG: Final = 0.01
"""A change of true north over the data above this is noted: 2 s of sun."""

_ADV: Final = {
    "ETRS89_UTM31": 25831,
    "ETRS89_UTM32": 25832,
    "ETRS89_UTM33": 25833,
    "DHDN_3GK2": 31466,
    "DHDN_3GK3": 31467,
    "DHDN_3GK4": 31468,
    "DHDN_3GK5": 31469,
}
"""Names that German survey offices (AdV) use in srsName."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """Vertices in project coordinates, and where that is (项目坐标).

    Parameters
    ----------
    vertices : (n, 3) ndarray of float64
        x east, y true north, z as in the file. [m]
    site : Site
        Place, origin, north.
    """

    vertices: NDArray[np.float64]
    site: Site


def epsg_codes(text: str) -> list[int]:
    """EPSG codes in the name of a reference system, horizontal first (坐标系代码).

    Parameters
    ----------
    text : str
        A URL, a URN (also compound), ``EPSG:4549`` or a bare number.

    Returns
    -------
    list of int
        Empty if there is none.

    Examples
    --------
    >>> epsg_codes("https://www.opengis.net/def/crs/EPSG/0/7415")
    [7415]
    >>> epsg_codes("urn:ogc:def:crs,crs:EPSG:6.12:3068,crs:EPSG:6.12:5783")
    [3068, 5783]
    """
    stripped = text.strip()
    if re.fullmatch(r"\d{4,6}", stripped):
        return [int(stripped)]
    adv = [code for name, code in _ADV.items() if name in stripped.upper()]
    if adv:
        return adv[:1]
    pattern = r"EPSG(?:[:/][\d.]*)?[:/](\d{4,6})(?:\+(\d{4,6}))?(?!\d)"
    found = re.findall(pattern, stripped, flags=re.IGNORECASE)
    return [int(code) for pair in found for code in pair if code]


def place_model(
    vertices: NDArray[np.float64],
    used: NDArray[np.bool_],
    *,
    crs: str,
    xy_order: bool,
    options: CityOptions,
    remarks: Remarks,
    source: str,
) -> Frame:
    """Project coordinates of a model (坐标转换).

    Grid metres are taken for metres on the ground: no reader divides by the scale of
    the projection, which is within 4 parts in 10,000.

    Parameters
    ----------
    vertices : (n, 3) ndarray of float64
        As in the file.
    used : (n,) ndarray of bool
        Those of buildings: the middle of the data is theirs.
    crs : str
        Reference system as written.
    xy_order : bool
        Coordinates of a geographic system come as longitude, latitude.
    options : CityOptions
        May name another system, north and place.
    remarks : Remarks
        Receives what was assumed.
    source : str
        The file.

    Returns
    -------
    Frame
        All vertices, also those not used.

    Raises
    ------
    ImporterError
        If the system is geocentric or the data are too wide.
    """
    written = options.crs or crs
    system = _horizontal(written, remarks, source)
    if system is None:
        return _unplaced(vertices, used, options, remarks)
    horizontal, datum, height_unit = system
    scaled = vertices * np.array([1.0, 1.0, height_unit])
    if horizontal.is_geographic:
        return _from_degrees(scaled, used, xy_order, options, remarks, source, datum)
    unit = horizontal.axis_info[0].unit_conversion_factor
    scaled[:, :2] *= unit
    return _from_grid(scaled, used, horizontal, unit, options, remarks, datum)


def _horizontal(
    written: str, remarks: Remarks, source: str
) -> tuple["CRS", str, float] | None:
    """Horizontal system, name of the height datum, metres per unit of height."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    if not written.strip():
        remarks.add("CRS-MISSING")
        return None
    try:
        systems = [CRS.from_epsg(code) for code in epsg_codes(written)[:2]]
    except CRSError:
        systems = []
    systems = [one for s in systems for one in (s.sub_crs_list or [s])]
    flat = [s for s in systems if s.is_projected or s.is_geographic]
    if any(s.is_geocentric for s in systems):
        raise ImporterError(
            f"{written} is geocentric: its z is no height; convert the file to a "
            "projected system first",
            source=source,
            where="referenceSystem",
            value=written,
        )
    if not flat:
        remarks.add("CRS-UNKNOWN", found=repr(written[:80]))
        return None
    vertical = [s for s in systems if s.is_vertical]
    if vertical:
        unit = vertical[0].axis_info[0].unit_conversion_factor
        return flat[0], vertical[0].name, float(unit)
    return flat[0], "", 1.0


def _unplaced(
    vertices: NDArray[np.float64],
    used: NDArray[np.bool_],
    options: CityOptions,
    remarks: Remarks,
) -> Frame:
    """Coordinates of a frame of the file's own."""
    origin = site_origin(vertices[used, :2])
    angle = options.true_north_angle or 0.0
    site = reader_site(
        options,
        remarks,
        place_origin="",
        origin=origin,
        north="",
        north_angle=angle,
    )
    return Frame(vertices=_turned(vertices, origin, angle), site=site)


def _from_degrees(
    vertices: NDArray[np.float64],
    used: NDArray[np.bool_],
    xy_order: bool,  # noqa: FBT001
    options: CityOptions,
    remarks: Remarks,
    source: str,
    datum: str,
) -> Frame:
    """Longitude and latitude to metres around the middle of the data."""
    lonlat = vertices[:, :2] if xy_order else vertices[:, 1::-1]
    if np.abs(lonlat[used, 1]).max() > 90.0:
        lonlat = lonlat[:, ::-1]
        remarks.add("AXES-SWAPPED", found="latitudes cannot be above 90°")
    low, high = lonlat[used].min(axis=0), lonlat[used].max(axis=0)
    if (high - low).max() > MOST_EXTENT_DEG or np.abs([low, high]).max() > 180.0:
        raise ImporterError(
            f"positions reach from {low.tolist()} to {high.tolist()}; a project spans "
            f"at most {MOST_EXTENT_DEG:g}° each way, in degrees: cut the file, or name "
            "its true reference system as crs",
            source=source,
            where="vertices",
        )
    local = to_local_metres(lonlat[used])
    xy = np.zeros((len(vertices), 2))
    xy[used] = local.xy
    angle = options.true_north_angle or 0.0
    site = reader_site(
        options,
        remarks,
        latitude=local.latitude,
        longitude=local.longitude,
        place_origin="middle of the data",
        origin=(local.longitude, local.latitude),
        crs="EPSG:4326",
        north="true",
        north_angle=angle,
        height_datum=datum,
    )
    placed = np.column_stack([xy, vertices[:, 2]])
    return Frame(vertices=_turned(placed, (0.0, 0.0), angle), site=site)


def _from_grid(
    vertices: NDArray[np.float64],
    used: NDArray[np.bool_],
    system: "CRS",
    unit: float,
    options: CityOptions,
    remarks: Remarks,
    datum: str,
) -> Frame:
    """Grid metres, turned from grid north to true north."""
    grid = _Grid(system=system, unit=unit)
    low, high = vertices[used, :2].min(axis=0), vertices[used, :2].max(axis=0)
    east, north = ((low + high) / 2.0).tolist()
    if not grid.holds(east, north):
        if grid.holds(north, east):
            vertices = vertices[:, [1, 0, 2]]
            low, high = low[::-1], high[::-1]
            east, north = north, east
            remarks.add(
                "AXES-SWAPPED",
                found=f"{east:.0f}, {north:.0f} lies in the area of {system.name}",
            )
        else:
            found = f"{east:.0f}, {north:.0f} in {system.name}"
            remarks.add("COORDINATES-OUTSIDE-CRS", found=found)
    longitude, latitude = grid.place(east, north)
    known = math.isfinite(longitude) and math.isfinite(latitude)
    angle = options.true_north_angle
    if angle is None:
        angle = grid.true_north(east, north) if known else 0.0
        if known:
            scale = grid.scale(longitude, latitude)
            found = f"{system.name}, {angle:+.4f}°, scale {scale:.6f} (not applied)"
            remarks.add("GRID-NORTH-TURNED", found=found)
            _remark_residual(grid, low, high, angle, remarks)
    code = system.to_epsg()
    origin = site_origin(vertices[used, :2])
    site = reader_site(
        options,
        remarks,
        latitude=latitude if known else None,
        longitude=longitude if known else None,
        place_origin=f"middle of the data in {system.name}",
        origin=origin,
        crs=f"EPSG:{code}" if code else "",
        north="grid",
        north_angle=angle,
        height_datum=datum,
    )
    return Frame(vertices=_turned(vertices, origin, angle), site=site)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """A projected system in metres."""

    system: "CRS"
    unit: float

    def place(self, east: float, north: float) -> tuple[float, float]:
        """Longitude and latitude in the datum of the system. [degrees]"""  # noqa: D400
        from pyproj import Transformer

        to = Transformer.from_crs(self.system, self.system.geodetic_crs, always_xy=True)
        longitude, latitude = to.transform(east / self.unit, north / self.unit)
        return float(longitude), float(latitude)

    def holds(self, east: float, north: float) -> bool:
        """Whether a place lies in the area of use of the system."""
        longitude, latitude = self.place(east, north)
        if not (math.isfinite(longitude) and math.isfinite(latitude)):
            return False
        area = self.system.area_of_use
        if area is None:
            return True
        off = max(
            area.west - longitude,
            longitude - area.east,
            area.south - latitude,
            latitude - area.north,
        )
        return off <= AREA_MARGIN_DEG

    def true_north(self, east: float, north: float) -> float:
        """Angle from grid north clockwise to true north at a place. [degrees]"""  # noqa: D400
        from pyproj import Transformer

        longitude, latitude = self.place(east, north)
        back = Transformer.from_crs(
            self.system.geodetic_crs, self.system, always_xy=True
        )
        x, y = back.transform([longitude] * 2, [latitude, latitude + NORTH_STEP_DEG])
        return math.degrees(math.atan2(x[1] - x[0], y[1] - y[0]))

    def scale(self, longitude: float, latitude: float) -> float:
        """Grid metres for a metre northward on the ellipsoid."""
        from pyproj import Proj

        factors = Proj(self.system).get_factors(longitude, latitude)
        return float(np.ravel(factors.meridional_scale)[0])


def _remark_residual(
    grid: _Grid,
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    angle: float,
    remarks: Remarks,
) -> None:
    """Remark on true north at the corners of the data, if it differs."""
    corners = [(x, y) for x in (low[0], high[0]) for y in (low[1], high[1])]
    angles = [grid.true_north(float(x), float(y)) - angle for x, y in corners]
    worst = max((abs(a) for a in angles if math.isfinite(a)), default=0.0)
    if worst > RESIDUAL_WORTH_SAYING_DEG:
        remarks.add("CONVERGENCE-RESIDUAL", found=f"{worst:.3f}°")


def _turned(
    vertices: NDArray[np.float64], origin: tuple[float, float], angle: float
) -> NDArray[np.float64]:
    """Vertices relative to the origin, turned to true north, (n, 3)."""
    placement = Placement(origin=origin, north_angle=angle)
    return np.column_stack([placement.place(vertices[:, :2]), vertices[:, 2]])
