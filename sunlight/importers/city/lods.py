"""Which geometries of an object are used (细节层次)."""

from typing import Final

from sunlight.importers.city.records import CityObject, Geometry
from sunlight.importers.remarks import Remarks

__all__ = ["choose_geometries", "outline_geometry"]

_LOWEST, _BEYOND = 1.0, 4.0
"""LoD 0 is an outline; LoD 4 has rooms inside: neither is a body of choice."""

_UNSAID: Final = 1.0
"""Level of a geometry that does not say its own."""


def _level(geometry: Geometry) -> float:
    """Level of detail as a number; -1 if it is none."""
    if not geometry.lod:
        return _UNSAID
    try:
        return float(geometry.lod)
    except ValueError:
        return -1.0


def choose_geometries(
    thing: CityObject, lod: str, remarks: Remarks
) -> tuple[Geometry, ...]:
    """Geometries of one level of detail (选取细节层次).

    Of that level solids go before surfaces, which repeat them in CityGML.

    Parameters
    ----------
    thing : CityObject
        Of which geometries are chosen.
    lod : str
        ``highest``, or such as ``1.2``.
    remarks : Remarks
        Receives ``LOD-OTHER`` where the level asked for is not there, and
        ``GEOMETRY-LEFT-OUT`` for surfaces beside solids.

    Returns
    -------
    tuple of Geometry
        Empty if there is none between LoD 1 and LoD 3.
    """
    filled = [g for g in thing.geometries if any(s.faces for s in g.shells)]
    bodies = [g for g in filled if _LOWEST <= _level(g) < _BEYOND]
    if lod == "highest":
        wanted = max((_level(g) for g in bodies), default=-1.0)
    else:
        wanted = float(lod)
        levels = sorted({_level(g) for g in (bodies or filled)})
        if wanted >= _LOWEST and any(_level(g) == wanted for g in filled):
            bodies = filled
        elif levels and levels[-1] >= _LOWEST:
            below = [level for level in levels if level <= wanted]
            wanted = below[-1] if below else levels[0]
            found = f"LoD {wanted:g} instead of {lod}"
            remarks.add("LOD-OTHER", element=thing.id, found=found)
    chosen = [g for g in bodies if _level(g) == wanted]
    solids = [g for g in chosen if g.solid]
    if solids and len(solids) < len(chosen):
        found = f"surfaces of LoD {wanted:g} beside its solid"
        remarks.add("GEOMETRY-LEFT-OUT", element=thing.id, found=found)
    if not chosen and any(_level(g) >= _BEYOND for g in filled):
        found = 'LoD 4 with rooms inside; name it as lod = "4"'
        remarks.add("GEOMETRY-LEFT-OUT", element=thing.id, found=found)
    return tuple(solids or chosen)


def outline_geometry(thing: CityObject) -> Geometry | None:
    """Outline of LoD 0 of an object, the lowest there is (LoD 0 轮廓).

    Parameters
    ----------
    thing : CityObject
        A building or part.

    Returns
    -------
    Geometry or None
        None if there is none.
    """
    flat = [
        g
        for g in thing.geometries
        if 0.0 <= _level(g) < _LOWEST and any(s.faces for s in g.shells)
    ]
    return min(flat, key=_level, default=None)
