"""Units of an IFC model in metres and degrees (单位)."""

import math
from typing import TYPE_CHECKING, Any, Final

from sunlight.importers.ifc.entities import (
    attribute,
    entities,
    finite,
    reference,
    references,
    text,
)
from sunlight.importers.remarks import Remarks

if TYPE_CHECKING:
    import ifcopenshell

__all__ = ["angle_scale", "length_scale", "unit_scale"]

_PREFIXES: Final = {
    "EXA": 1e18,
    "PETA": 1e15,
    "TERA": 1e12,
    "GIGA": 1e9,
    "MEGA": 1e6,
    "KILO": 1e3,
    "HECTO": 1e2,
    "DECA": 1e1,
    "DECI": 1e-1,
    "CENTI": 1e-2,
    "MILLI": 1e-3,
    "MICRO": 1e-6,
    "NANO": 1e-9,
    "PICO": 1e-12,
    "FEMTO": 1e-15,
    "ATTO": 1e-18,
}
_DEEPEST: Final = 8
"""A unit defined by a unit defined by ... is a loop beyond this."""


def unit_scale(unit: Any) -> float | None:  # noqa: ANN401
    """SI units in one unit: metres of a length, radians of an angle (单位换算).

    Parameters
    ----------
    unit : entity_instance or None
        An IfcSIUnit or IfcConversionBasedUnit, such as feet in metres.

    Returns
    -------
    float or None
        None if it cannot be told.

    Notes
    -----
    Source: ISO 16739-1 (IFC), IfcMeasureResource: IfcSIUnit, IfcConversionBasedUnit.
    """
    scale = 1.0
    for _ in range(_DEEPEST):
        if unit is None:
            return None
        if unit.is_a("IfcSIUnit"):
            prefix = attribute(unit, "Prefix")
            scale *= _PREFIXES.get(prefix, 1.0)
            return scale if math.isfinite(scale) and scale > 0.0 else None
        if not unit.is_a("IfcConversionBasedUnit"):
            return None
        factor = reference(unit, "ConversionFactor")
        value = finite(attribute(factor, "ValueComponent"))
        if value is None or value <= 0.0:
            return None
        scale *= value
        unit = reference(factor, "UnitComponent")
    return None


def _project_unit(model: "ifcopenshell.file", kind: str) -> Any:  # noqa: ANN401
    """Unit of a kind that the project assigns; None if it does not."""
    for assignment in _assignments(model):
        for unit in references(assignment, "Units"):
            if text(unit, "UnitType") == kind:
                return unit
    return None


def _assignments(model: "ifcopenshell.file") -> list[Any]:
    """Unit assignments of the projects; else all there are."""
    projects = [
        reference(project, "UnitsInContext")
        for project in entities(model, "IfcProject")
    ]
    return [found for found in projects if found is not None] or entities(
        model, "IfcUnitAssignment"
    )


def length_scale(model: "ifcopenshell.file", remarks: Remarks) -> float:
    """Metres in one unit of length of the file (长度单位).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    remarks : Remarks
        Receives ``UNIT-MISSING``.

    Returns
    -------
    float
        0.001 for millimetres, 0.3048 for feet; 1 where the file does not say.
    """
    unit = _project_unit(model, "LENGTHUNIT")
    scale = unit_scale(unit)
    if scale is None:
        remarks.add("UNIT-MISSING", found=str(unit) if unit else "")
        return 1.0
    return scale


def angle_scale(model: "ifcopenshell.file") -> float:
    """Degrees in one plane angle of the file; of radians if it does not say (角度单位).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.

    Returns
    -------
    float
        1 for degrees.
    """
    return math.degrees(unit_scale(_project_unit(model, "PLANEANGLEUNIT")) or 1.0)
