"""From coordinates of the file to project coordinates (坐标): metres, true north."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.findings import Finding, Severity
from sunlight.importers.schema import SiteSpec
from sunlight.model.project import Site

__all__ = ["CITY_POINTS", "CityPoint", "Placement", "read_site", "site_origin"]

SMALL_COORDINATES: Final = 10_000.0
"""Coordinates up to this are kept as they are, farther ones are re-centred. [m]"""

ORIGIN_GRAIN: Final = 1_000.0
"""Origins are rounded to this, so that one more building rarely moves them. [m]"""

MOST_CONVERGENCE: Final = 5.0
"""No grid in use turns from true north by more than this. [degrees]

Zones of 3° and 6° reach 1.5° and 3° from their meridian, which at the northern end of
China (54°) makes 3 sin 54° = 2.4°; more is minutes of arc, or an angle of the drawing.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CityPoint:
    """Place that stands for a city (城市代表点), degrees.

    Parameters
    ----------
    name : str
        What the place is.
    latitude, longitude : float
        North and east positive. [degrees]
    """

    name: str
    latitude: float
    longitude: float


CITY_POINTS: Final = {
    "xinzhou-2022": CityPoint(
        name="忻州市中心城区 (Xinzhou urban centre)", latitude=38.42, longitude=112.73
    )
}
"""Place by rule profile, for project files that do not name their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """How coordinates of the file become project coordinates (坐标转换).

    Parameters
    ----------
    axes : str
        ``xy`` (x east, y north) or ``survey`` (X north, Y east).
    scale : float
        Metres per unit of the file.
    north_angle : float
        Clockwise angle from the file's north axis to true north. [degrees]
    origin : (float, float)
        East and north of the project's origin in the file's system. [m]
    """

    axes: str = "xy"
    scale: float = 1.0
    north_angle: float = 0.0
    origin: tuple[float, float] = (0.0, 0.0)

    def metres(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """East and north of points in the file's own system (米制), (n, 2).

        Parameters
        ----------
        points : (n, 2) ndarray of float64
            As in the file.

        Returns
        -------
        (n, 2) ndarray of float64
            Neither re-centred nor turned. [m]
        """
        ordered = points[:, ::-1] if self.axes == "survey" else points
        return np.asarray(ordered * self.scale, dtype=np.float64)

    def place(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Project coordinates of points (项目坐标), (n, 2).

        Parameters
        ----------
        points : (n, 2) ndarray of float64
            As in the file.

        Returns
        -------
        (n, 2) ndarray of float64
            x east, y true north, relative to the origin. [m]
        """
        east, north = (self.metres(points) - np.array(self.origin)).T
        if self.north_angle == 0.0:
            return np.column_stack([east, north])
        angle = math.radians(self.north_angle)
        sine, cosine = math.sin(angle), math.cos(angle)
        return np.column_stack(
            [east * cosine - north * sine, east * sine + north * cosine]
        )


def site_origin(metres: NDArray[np.float64]) -> tuple[float, float]:
    """Origin of the project in the file's system (原点).

    Parameters
    ----------
    metres : (n, 2) ndarray of float64
        All points, east and north. [m]

    Returns
    -------
    (float, float)
        East and north; (0, 0) where all points are within 10 km of it. [m]
    """
    if len(metres) == 0 or np.abs(metres).max() < SMALL_COORDINATES:
        return (0.0, 0.0)
    centre = (metres.min(axis=0) + metres.max(axis=0)) / 2.0
    east, north = np.round(centre / ORIGIN_GRAIN) * ORIGIN_GRAIN
    return (float(east), float(north))


def read_site(
    spec: SiteSpec, *, rules: str
) -> tuple[Site, Placement, tuple[Finding, ...]]:
    """Site, how its coordinates are meant, and what was assumed (场地).

    Parameters
    ----------
    spec : SiteSpec
        Site in the file.
    rules : str
        Rule profile, whose city point stands in where the file names no place.

    Returns
    -------
    site : Site
        Without origin, which needs all coordinates.
    placement : Placement
        The same.
    findings : tuple of Finding
        The defaults used.

    Raises
    ------
    InputError
        If north is given twice, or the place half or not at all.
    """
    findings: list[Finding] = []
    latitude, longitude, by = _place(spec, rules, findings)
    north, angle = _north(spec, findings)
    site = Site(
        latitude=latitude,
        longitude=longitude,
        place_origin=by,
        name=spec.name,
        north=north,
        north_angle=angle,
        height_datum=spec.height_datum,
        crs=spec.crs,
    )
    scale = 0.001 if spec.unit == "mm" else 1.0
    placement = Placement(axes=spec.axes, scale=scale, north_angle=angle)
    return site, placement, tuple(findings)


def _place(
    spec: SiteSpec, rules: str, findings: list[Finding]
) -> tuple[float, float, str]:
    """Latitude, longitude, and who gave them."""
    if spec.latitude is not None and spec.longitude is not None:
        return spec.latitude, spec.longitude, "project file"
    for name, other in (("latitude", "longitude"), ("longitude", "latitude")):
        if getattr(spec, name) is not None:
            raise InputError(
                f"{name} is given, {other} is not; give both, or neither for the "
                "city point of the rule profile",
                where=other,
            )
    if rules not in CITY_POINTS:
        raise InputError(
            f"no place is given, and the rule profile {rules!r} has no city point; "
            f"give latitude and longitude (profiles with a city point: "
            f"{', '.join(CITY_POINTS)})",
            where="latitude",
        )
    city = CITY_POINTS[rules]
    place = f"{city.latitude:g}° N, {city.longitude:g}° E"
    findings.append(
        Finding(
            code="SITE-PLACE-DEFAULT",
            severity=Severity.NOTE,
            where="site",
            message=f"no latitude and longitude: {city.name}, {place}, is used, the "
            f"city point of {rules}; give both if the site lies elsewhere",
            message_zh=f"未给出经纬度，采用规则 {rules} 的城市代表点 {city.name}"
            f"（{place}）；场地不在此处时请填写 latitude 和 longitude",
            expected="latitude and longitude",
            found=place,
        )
    )
    return city.latitude, city.longitude, f"city point of {rules}: {city.name}"


def _north(spec: SiteSpec, findings: list[Finding]) -> tuple[str, float]:
    """How north was given, and its angle."""
    given = [
        name
        for name, stands in (
            ('north = "true"', spec.north == "true"),
            ("true_north_angle", spec.true_north_angle is not None),
            (
                "grid_convergence",
                spec.north == "grid" or spec.grid_convergence is not None,
            ),
        )
        if stands
    ]
    if len(given) > 1:
        raise InputError(
            f"{' and '.join(given)} give north twice; keep one", where="north"
        )
    if spec.true_north_angle is not None:
        return "angle", spec.true_north_angle
    if spec.grid_convergence is not None:
        return "grid", -_convergence(spec.grid_convergence)
    if spec.north == "grid":
        raise InputError(
            "of grid north the convergence is needed: the angle from true north to "
            "grid north, positive if grid north lies east of true north",
            where="grid_convergence",
        )
    if spec.north is None:
        findings.append(
            Finding(
                code="SITE-NORTH-MISSING",
                severity=Severity.WARNING,
                where="site",
                message="nobody said where true north is; +y of the file is taken for "
                'it. Give north = "true", true_north_angle or grid_convergence',
                message_zh="未说明真北方向，暂按图纸 +y 为真北计算；请填写 "
                'north = "true"、true_north_angle 或 grid_convergence',
                expected="north, true_north_angle or grid_convergence",
            )
        )
    return "true", 0.0


def _convergence(given: float) -> float:
    """Convergence, if a grid can have it. [degrees]"""  # noqa: D400
    if abs(given) > MOST_CONVERGENCE:
        raise InputError(
            f"a convergence of {given:g}° is impossible: in zones of 3° and 6° it is "
            f"within 3°, and at most {MOST_CONVERGENCE:g}° are allowed. Minutes of arc "
            f"are divided by 60 ({given:g}′ = {given / 60.0:.4f}°); a drawing that was "
            "turned takes true_north_angle",
            where="grid_convergence",
            value=given,
        )
    return given
