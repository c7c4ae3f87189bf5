"""Map conversion of an IFC model (地图转换): IFC4, IFC4X3, and as a property set."""

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sunlight.importers.ifc.entities import (
    attribute,
    entities,
    finite,
    number,
    properties,
    reference,
    text,
)
from sunlight.importers.ifc.facts import MapFacts
from sunlight.importers.ifc.place import Place
from sunlight.importers.ifc.units import angle_scale, unit_scale
from sunlight.importers.remarks import Remarks

if TYPE_CHECKING:
    import ifcopenshell

__all__ = ["MapReading", "read_map"]

SCALE_TOLERANCE: Final = 0.01
"""Scale factors of projections and of mean elevations differ from 1 by less."""

BESIDE_AREA: Final = 2.0
"""Sites at the edge of a zone are drawn in the zone beside it as well. [degrees]"""

NO_PLACE: Final = 1.0
"""A map origin this near (0, 0) is none: projections put no land there. [m]"""

_EPSG: Final = re.compile(r"EPSG\D{0,3}(\d{4,6})", re.IGNORECASE)


class MapReading(NamedTuple):
    """What the coordinate operation of a model says (坐标转换).

    Parameters
    ----------
    map : MapFacts or None
        Place and turn on the map; None without one.
    place : Place or None
        Where its origin lies, or what a geographic system gives.
    datum : str
        Vertical datum.
    height_given : bool
        It gives the elevation of the file's zero.
    """

    map: MapFacts | None = None
    place: Place | None = None
    datum: str = ""
    height_given: bool = False


class _Raw(NamedTuple):
    """Numbers of a map conversion before they are understood."""

    east: float
    north: float
    height: float | None
    abscissa: float | None
    ordinate: float | None
    scale: float | None
    units: tuple[float, ...]
    """Metres per map unit: as declared, else what it may be."""
    crs: str
    datum: str


def read_map(model: "ifcopenshell.file", scale: float, remarks: Remarks) -> MapReading:
    """Map conversion of a model, with the place and the convergence there (读取).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    scale : float
        Metres per unit of length of the file.
    remarks : Remarks
        Receives what does not fit.

    Returns
    -------
    MapReading
        Empty if the model has none.

    Notes
    -----
    Source: ISO 16739-1, IfcMapConversion, IfcMapConversionScaled, IfcRigidOperation;
    buildingSMART Australasia's ePSet_MapConversion for IFC2X3.
    """
    rigid = [
        op
        for op in entities(model, "IfcRigidOperation")
        if _is_angle(attribute(op, "FirstCoordinate"))
    ]
    if rigid:
        return _geographic(rigid[0], angle_scale(model))
    raw = _from_operation(model, scale) or _from_properties(model, scale)
    if raw is None:
        return MapReading()
    facts = MapFacts(
        crs=raw.crs,
        east=raw.east,
        north=raw.north,
        height=raw.height or 0.0,
        rotation=_rotation(raw, remarks),
        scale=1.0,
    )
    unit, stretch = _scale(raw, scale, remarks)
    facts = replace(
        facts,
        east=raw.east * unit,
        north=raw.north * unit,
        height=(raw.height or 0.0) * unit,
        scale=stretch,
    )
    if abs(facts.east) < NO_PLACE and abs(facts.north) < NO_PLACE:
        remarks.add("MAP-ORIGIN-ZERO", where="map")
        place = None
    else:
        facts, place = _on_earth(facts, remarks)
    return MapReading(facts, place, raw.datum, raw.height is not None)


def _is_angle(value: Any) -> bool:  # noqa: ANN401
    """Whether a measure is an angle, as in a geographic system."""
    return hasattr(value, "is_a") and value.is_a("IfcPlaneAngleMeasure")


def _geographic(operation: Any, degrees: float) -> MapReading:  # noqa: ANN401
    """Place that a rigid operation onto a geographic system gives."""
    first = (finite(attribute(operation, "FirstCoordinate")) or 0.0) * degrees
    second = (finite(attribute(operation, "SecondCoordinate")) or 0.0) * degrees
    target = reference(operation, "TargetCRS")
    datum = text(target, "VerticalDatum")
    place = Place(first, second)  # EPSG puts latitude first
    possible = abs(first) <= 90.0 and abs(second) <= 180.0
    return MapReading(None, place if possible else None, datum)


def _from_operation(model: "ifcopenshell.file", scale: float) -> _Raw | None:
    """Numbers of an IfcMapConversion or of an IfcRigidOperation in lengths."""
    for kind in ("IfcMapConversion", "IfcRigidOperation"):
        for operation in entities(model, kind):
            target = reference(operation, "TargetCRS")
            declared = unit_scale(reference(target, "MapUnit"))
            rigid = kind == "IfcRigidOperation"
            names = (
                ("FirstCoordinate", "SecondCoordinate", "Height")
                if rigid
                else ("Eastings", "Northings", "OrthogonalHeight")
            )
            east, north, height = (number(operation, name) for name in names)
            factor = number(operation, "FactorX")
            given = number(operation, "Scale")
            if factor is not None:
                given = (1.0 if given is None else given) * factor
            return _Raw(
                east=east or 0.0,
                north=north or 0.0,
                height=height,
                abscissa=number(operation, "XAxisAbscissa"),
                ordinate=number(operation, "XAxisOrdinate"),
                scale=given,
                units=(declared,) if declared else (scale, 1.0),
                crs=text(target, "Name"),
                datum=text(target, "VerticalDatum"),
            )
    return None


def _from_properties(model: "ifcopenshell.file", scale: float) -> _Raw | None:
    """Numbers of the property sets that stand for it in IFC2X3."""
    values: dict[str, Any] = {}
    units: tuple[float, ...] = (1.0,)
    for owner in (*entities(model, "IfcProject"), *entities(model, "IfcSite")):
        for group, name, value in properties(owner):
            if group.casefold() in ("epset_mapconversion", "epset_projectedcrs"):
                values[f"{group}.{name}".casefold()] = value
    conversion = {
        name: finite(values.get(f"epset_mapconversion.{name}"))
        for name in _CONVERSION_PROPERTIES
    }
    if conversion["eastings"] is None or conversion["northings"] is None:
        return None
    east = values["epset_mapconversion.eastings"]
    unit = _word(values.get("epset_projectedcrs.mapunit"))
    if not unit and hasattr(east, "is_a") and east.is_a("IfcLengthMeasure"):
        units = (scale, 1.0)
    if unit.upper().startswith("MILLI"):
        units = (0.001,)
    return _Raw(
        east=conversion["eastings"],
        north=conversion["northings"],
        height=conversion["orthogonalheight"],
        abscissa=conversion["xaxisabscissa"],
        ordinate=conversion["xaxisordinate"],
        scale=conversion["scale"],
        units=units,
        crs=_word(values.get("epset_mapconversion.targetcrs"))
        or _word(values.get("epset_projectedcrs.name")),
        datum=_word(values.get("epset_projectedcrs.verticaldatum")),
    )


_CONVERSION_PROPERTIES: Final = (
    "eastings",
    "northings",
    "orthogonalheight",
    "xaxisabscissa",
    "xaxisordinate",
    "scale",
)


def _word(value: Any) -> str:  # noqa: ANN401
    """Text of a property."""
    said = getattr(value, "wrappedValue", value)
    return said.strip() if isinstance(said, str) else ""


def _rotation(raw: _Raw, remarks: Remarks) -> float:
    """Counter-clockwise angle from map east to +x of the file. [degrees]"""  # noqa: D400
    if raw.abscissa is None and raw.ordinate is None:
        return 0.0
    x, y = raw.abscissa or 0.0, raw.ordinate or 0.0
    if x == 0.0 and y == 0.0:
        remarks.add("MAP-ROTATION-INVALID", where="map", found="(0, 0)")
        return 0.0
    return math.degrees(math.atan2(y, x))


def _scale(raw: _Raw, scale: float, remarks: Remarks) -> tuple[float, float]:
    """Metres per map unit, and metres of the map per metre of the file.

    The scale turns units of the file into units of the map; programs that leave it at 1
    in a file in millimetres with a map in metres are known.
    """
    given = 1.0 if raw.scale is None else raw.scale
    for unit in raw.units:
        stretch = given * unit / scale
        if abs(stretch - 1.0) < SCALE_TOLERANCE:
            return unit, stretch
    code = "MAP-SCALE-LEFT-OUT" if given == 1.0 else "MAP-SCALE-ODD"
    shown = given * raw.units[0] / scale
    remarks.add(code, where="map", found=f"{given:g} ({shown:g} m/m)")
    return raw.units[0], 1.0


def _on_earth(facts: MapFacts, remarks: Remarks) -> tuple[MapFacts, Place | None]:
    """The same with the code of its system and the convergence, and the place."""
    from pyproj import CRS, Proj
    from pyproj.exceptions import CRSError, ProjError

    said = facts.crs
    code = _known_system(said)
    try:
        system = CRS.from_string(code) if code else None
        if system is None or not system.is_projected:
            remarks.add("MAP-SYSTEM-UNKNOWN", where="map", found=said or "—")
            return replace(facts, crs=""), None
        unit = float(system.axis_info[0].unit_conversion_factor)
        east, north = facts.east / unit, facts.north / unit
        projection = Proj(system)  # own datum: CGCS2000 and WGS 84 are 1 m apart
        longitude, latitude = projection(east, north, inverse=True)
        factors = projection.get_factors(longitude, latitude)
        convergence = float(factors.meridian_convergence)
    except (CRSError, ProjError) as error:
        found = f"{said}: {str(error)[:80]}"
        remarks.add("MAP-SYSTEM-UNKNOWN", where="map", found=found)
        return replace(facts, crs=""), None
    facts = replace(facts, crs=code)
    if not _within(system, longitude, latitude) or not math.isfinite(convergence):
        found = f"{facts.east:.10g}, {facts.north:.10g} ({code})"
        remarks.add("MAP-ORIGIN-OUTSIDE", where="map", found=found)
        return facts, None
    if unit != 1.0:
        remarks.add("MAP-SYSTEM-NOT-METRIC", where="map", found=code)
        facts = replace(facts, crs="")
    facts = replace(facts, convergence=convergence)
    return facts, Place(float(latitude), float(longitude))


def _within(system: Any, longitude: float, latitude: float) -> bool:  # noqa: ANN401
    """Whether a place is where a system is used, or a little beside it."""
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        return False
    area = system.area_of_use
    if area is None or area.west > area.east:
        return True
    east_west = area.west - BESIDE_AREA <= longitude <= area.east + BESIDE_AREA
    north_south = area.south - BESIDE_AREA <= latitude <= area.north + BESIDE_AREA
    return bool(east_west and north_south)


def _known_system(name: str) -> str:
    """Code of a projected system by code or by its name; empty if it is not known."""
    match = _EPSG.search(name)
    if match:
        return f"EPSG:{match.group(1)}"
    if not name:
        return ""
    from pyproj.database import query_crs_info
    from pyproj.enums import PJType

    wanted = " ".join(name.casefold().split())
    for info in query_crs_info(auth_name="EPSG", pj_types=PJType.PROJECTED_CRS):
        if info.name.casefold() == wanted:
            return f"EPSG:{info.code}"
    return ""
