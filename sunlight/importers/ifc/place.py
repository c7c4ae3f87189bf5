"""Where an IFC model lies on the earth, by its site (地理位置)."""

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sunlight.importers.ifc.entities import attribute, entities, guid_of, text
from sunlight.importers.ifc.name_words import word_tables
from sunlight.importers.remarks import Remarks

if TYPE_CHECKING:
    import ifcopenshell

__all__ = ["Place", "degrees_of", "distance", "known_default", "site_place"]

SAME_PLACE: Final = 0.003
"""Degrees within which a place is that which a program writes by itself."""

EARTH_RADIUS: Final = 6_371_000.0
"""Mean radius. [m]"""


class Place(NamedTuple):
    """Latitude and longitude, north and east positive. [degrees]"""  # noqa: D400

    latitude: float
    longitude: float

    def words(self) -> str:
        """As people read it (文字)."""
        return f"{self.latitude:.5f}°, {self.longitude:.5f}°"


def degrees_of(parts: object) -> tuple[float, bool] | None:
    """Degrees of an IfcCompoundPlaneAngleMeasure (度分秒).

    All its parts have one sign, by the schema; zero has none, so the sign of an angle
    under one degree is only in its minutes or seconds. Where the signs differ, that of
    the first part that is not zero is taken for the whole.

    Parameters
    ----------
    parts : tuple of int
        Degrees, minutes, seconds and perhaps millionths of a second.

    Returns
    -------
    (float, bool) or None
        The angle in degrees, and whether signs were mixed; None if it is none.

    Examples
    --------
    >>> angle, mixed = degrees_of((0, -7, -34, -450321))
    >>> f"{angle:.4f} {mixed}"
    '-0.1262 False'
    >>> degrees_of((-87, 38, 21, 839999))[1]
    True
    """
    if not isinstance(parts, tuple) or not 3 <= len(parts) <= 4:
        return None
    if any(isinstance(p, bool) or not isinstance(p, int) for p in parts):
        return None
    degrees, minutes, seconds, millionths = (*parts, 0)[:4]
    if abs(minutes) >= 60 or abs(seconds) >= 60 or abs(millionths) >= 1_000_000:
        return None
    signs = [1 if part > 0 else -1 for part in parts if part != 0]
    size = (
        abs(degrees)
        + abs(minutes) / 60.0
        + (abs(seconds) + abs(millionths) / 1e6) / 3600.0
    )
    sign = signs[0] if signs else 1
    return sign * size, len(set(signs)) > 1


def known_default(place: Place) -> str:
    """Program that writes this place by itself; empty if none does (默认位置).

    Parameters
    ----------
    place : Place
        Also with a lost sign.

    Returns
    -------
    str
        Such as ``Revit (Boston)``.
    """
    if abs(place.latitude) < SAME_PLACE and abs(place.longitude) < SAME_PLACE:
        return "0°, 0°"
    for row in word_tables()["places"]:
        north = abs(abs(place.latitude) - abs(row["latitude"])) < SAME_PLACE
        east = abs(abs(place.longitude) - abs(row["longitude"])) < SAME_PLACE
        if north and east:
            return str(row["by"])
    return ""


def distance(one: Place, other: Place) -> float:
    """Distance of two places on a sphere (球面距离). [m]

    Parameters
    ----------
    one, other : Place
        The places.

    Returns
    -------
    float
        Along the great circle.
    """  # noqa: D400
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    half = (
        math.sin((b - a) / 2.0) ** 2
        + math.cos(a) * math.cos(b) * math.sin(across / 2.0) ** 2
    )
    return 2.0 * EARTH_RADIUS * math.asin(min(1.0, math.sqrt(half)))


def site_place(model: "ifcopenshell.file", remarks: Remarks) -> Place | None:
    """Place of the first site that gives a usable one (场地经纬度).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    remarks : Remarks
        Receives what is wrong with it.

    Returns
    -------
    Place or None
        None where no site says it, or only a program's default.
    """
    places = []
    for site in entities(model, "IfcSite"):
        place = _checked(site, remarks)
        if place is not None:
            places.append((site, place))
    if not places:
        return None
    first = places[0][1]
    for site, place in places[1:]:
        if distance(first, place) > 1000.0:
            remarks.add("SITES-APART", **_told(site), found=place.words())
    return first


def _told(site: Any) -> dict[str, str]:  # noqa: ANN401
    """Element of a site, for a remark."""
    name = text(site, "Name") or "IfcSite"
    return {"name": name, "element": guid_of(site), "where": "site"}


def _checked(site: Any, remarks: Remarks) -> Place | None:  # noqa: ANN401
    """Place of one site, if it can be one."""
    given = [attribute(site, key) for key in ("RefLatitude", "RefLongitude")]
    if all(value is None for value in given):
        return None
    found = [degrees_of(value) for value in given]
    if found[0] is None or found[1] is None:
        remarks.add("PLACE-UNREADABLE", **_told(site), found=f"{given[0]}, {given[1]}")
        return None
    place = Place(found[0][0], found[1][0])
    if abs(place.latitude) > 90.0 or abs(place.longitude) > 180.0:
        remarks.add("PLACE-UNREADABLE", **_told(site), found=place.words())
        return None
    if found[0][1] or found[1][1]:
        remarks.add("PLACE-SIGNS-MIXED", **_told(site), found=f"{given[0]}, {given[1]}")
    by = known_default(place)
    if by:
        remarks.add("PLACE-IS-DEFAULT", **_told(site), found=f"{place.words()}: {by}")
        return None
    return place
