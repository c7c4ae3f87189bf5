"""True north of an IFC model (真北).

Angles are clockwise from +y of the file. TrueNorth (a, b) lies at atan2(a, b):
(0.2588, 0.9659) is 15° clockwise from +y. A map conversion with XAxis (a, o) turns +x
of the file counter-clockwise from map east by t = atan2(o, a), so that grid north lies
t clockwise from +y; with the convergence c, positive if grid north lies east of true
north, true north lies at t − c.
"""

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sunlight.importers.ifc.entities import (
    attribute,
    entities,
    finite,
    reference,
    text,
)
from sunlight.importers.ifc.facts import MapFacts
from sunlight.importers.ifc.placements import axes_matrix
from sunlight.importers.remarks import Remarks

if TYPE_CHECKING:
    import ifcopenshell

__all__ = ["North", "north_angle", "read_north", "remark_on_moved_axes"]

SAME_NORTH: Final = 0.5
"""Two norths of one file that differ by more disagree. [degrees]"""

PLAUSIBLE_CONVERGENCE: Final = 5.0
"""Grid north and true north of one place never differ by more. [degrees]"""

SAME_AXES: Final = 1e-6
"""Axes and origins nearer than this are one."""


class North(NamedTuple):
    """Where true north is, and how the file says it (真北).

    Parameters
    ----------
    angle : float
        Clockwise from +y of the file. [degrees]
    by : str
        ``true``, ``angle`` or ``grid``; empty if the file does not say.
    """

    angle: float = 0.0
    by: str = ""


def north_angle(ratios: object) -> float | None:
    """Clockwise angle from +y of a direction in the plane (真北角).

    Parameters
    ----------
    ratios : tuple of float
        Two direction ratios of any length, or three with the third 0.

    Returns
    -------
    float or None
        Between −180 and 180; None if it is no direction in the plane. [degrees]

    Examples
    --------
    >>> round(north_angle((0.7660444, 0.6427876)), 4)
    50.0
    >>> north_angle((2.0, 0.0, 1.0)) is None
    True
    """
    if not isinstance(ratios, tuple) or not 2 <= len(ratios) <= 3:
        return None
    numbers = [finite(ratio) for ratio in ratios]
    east, north = numbers[0], numbers[1]
    if east is None or north is None or (len(numbers) == 3 and numbers[2] != 0.0):
        return None
    if math.hypot(east, north) == 0.0:
        return None
    return math.degrees(math.atan2(east, north))


def read_north(
    model: "ifcopenshell.file", on_map: MapFacts | None, remarks: Remarks
) -> North:
    """True north by the map conversion, else by TrueNorth (读取真北).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    on_map : MapFacts or None
        Its map conversion: it takes precedence over TrueNorth, which is for information
        beside it.
    remarks : Remarks
        Receives what is wrong, and where the two disagree.

    Returns
    -------
    North
        With the convergence removed where it is known.

    Notes
    -----
    Source: ISO 16739-1, IfcGeometricRepresentationContext, TrueNorth.
    """
    said = _true_north(model, remarks)
    if on_map is None:
        if said is None:
            return North()
        return North(said, _by(said))
    if on_map.convergence is not None:
        angle = _turn(on_map.rotation - on_map.convergence)
        if said is not None and abs(_turn(said - angle)) > SAME_NORTH:
            found = f"TrueNorth {said:.2f}°, IfcMapConversion {angle:.2f}°"
            remarks.add("NORTH-DISAGREES", where="north", found=found)
        return North(angle, "grid")
    apart = None if said is None else abs(_turn(said - on_map.rotation))
    if said is not None and apart is not None and apart <= PLAUSIBLE_CONVERGENCE:
        return North(said, _by(said))
    if said is not None:
        found = f"TrueNorth {said:.2f}°, IfcMapConversion {on_map.rotation:.2f}°"
        remarks.add("NORTH-DISAGREES", where="north", found=found)
    remarks.add("NORTH-IS-GRID", where="north", found=f"{on_map.rotation:.2f}°")
    return North(on_map.rotation, "grid")


def _by(angle: float) -> str:
    """How a TrueNorth is called: +y itself, or an angle from it."""
    return "true" if abs(angle) < SAME_AXES else "angle"


def _turn(angle: float) -> float:
    """The same angle between −180 and 180. [degrees]"""  # noqa: D400
    return (angle + 180.0) % 360.0 - 180.0


def _true_north(model: "ifcopenshell.file", remarks: Remarks) -> float | None:
    """TrueNorth of the model's context, else of another; None if none is usable."""
    found: list[tuple[str, float]] = []
    seen = set()
    for context in _contexts(model):
        ratios = attribute(reference(context, "TrueNorth"), "DirectionRatios")
        if not isinstance(ratios, tuple) or ratios in seen:
            continue
        seen.add(ratios)
        angle = north_angle(ratios)
        if angle is None:
            remarks.add("NORTH-INVALID", where="north", found=str(ratios))
        else:
            found.append((text(context, "ContextType"), angle))
    if not found:
        return None
    first = found[0][1]
    for kind, angle in found[1:]:
        if abs(_turn(angle - first)) > SAME_NORTH:
            said = f"{found[0][0]} {first:.2f}°, {kind} {angle:.2f}°"
            remarks.add("NORTH-CONTEXTS-DIFFER", where="north", found=said)
    if abs(first) < SAME_AXES:
        remarks.add("NORTH-IS-DEFAULT", where="north", found="(0, 1)")
        return 0.0
    return first


def _contexts(model: "ifcopenshell.file") -> list[Any]:
    """Contexts that bear a north, that of the model first; sub-contexts have none."""
    contexts = [
        context
        for context in entities(model, "IfcGeometricRepresentationContext")
        if not context.is_a("IfcGeometricRepresentationSubContext")
    ]
    return sorted(
        contexts, key=lambda context: text(context, "ContextType").casefold() != "model"
    )


def remark_on_moved_axes(model: "ifcopenshell.file", remarks: Remarks) -> None:
    """Remark where the world coordinate system of the model is no identity (世界坐标).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    remarks : Remarks
        Receives ``WORLD-AXES-MOVED``.
    """
    for context in _contexts(model)[:1]:
        matrix = axes_matrix(reference(context, "WorldCoordinateSystem"))
        off = abs(matrix - axes_matrix(None)).max()
        if off > SAME_AXES:
            place = ", ".join(f"{value:g}" for value in matrix[:3, 3])
            remarks.add("WORLD-AXES-MOVED", where="north", found=f"({place})")
