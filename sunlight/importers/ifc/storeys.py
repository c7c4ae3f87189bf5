"""Storeys of an IFC model: levels, numbers, roofs and basements (楼层)."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sunlight.importers.ifc.containment import Containment
from sunlight.importers.ifc.entities import entities, guid_of, number, text
from sunlight.importers.ifc.facts import StoreyFacts
from sunlight.importers.ifc.name_words import meaning_of
from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.ifc.placements import world_matrix
from sunlight.importers.remarks import Remarks

if TYPE_CHECKING:
    import ifcopenshell

__all__ = ["read_storeys", "storeys_above_ground"]

SAME_LEVEL: Final = 0.01
"""Levels closer than this are one level. [m]"""

GROUND_STOREY_BELOW_ZERO: Final = 0.5
"""A floor that lies this little below ±0.00 is still the first storey, not a basement:
finishes, sunken entrances and ground slabs. [m]"""

FAR_FROM_ZERO: Final = 2.0
"""A model none of whose storeys is this near ±0.00 has another zero. [m]"""

_CHINESE_FLOOR: Final = re.compile(
    r"(?<![\d.])(\d{1,3})\s*(?:层|F\b|楼)|\bF\s*(\d{1,3})\b"
)
_BASEMENT_FLOOR: Final = re.compile(r"\bB\s*\d\b|地下|负.层|\b-\s*\d\s*(?:层|F\b)")


def read_storeys(
    model: "ifcopenshell.file",
    scale: float,
    containment: Containment,
    options: IfcOptions,
    remarks: Remarks,
) -> dict[str, StoreyFacts]:
    """Storeys by GlobalId, lowest first in each building (读取楼层).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    scale : float
        Metres per unit of length.
    containment : Containment
        Building of each storey.
    options : IfcOptions
        Numbers of storeys that the file names oddly.
    remarks : Remarks
        Receives what was assumed.

    Returns
    -------
    dict of str to StoreyFacts
        Empty if the model has none.
    """
    zeros = {
        guid_of(building): _height(building, scale) or 0.0
        for building in entities(model, "IfcBuilding")
    }
    by_building: dict[str, list[StoreyFacts]] = {}
    for storey in entities(model, "IfcBuildingStorey"):
        if not guid_of(storey):
            continue
        building = containment.building.get(guid_of(storey), "")
        if not building:
            remarks.add("STOREY-WITHOUT-BUILDING", **_told(storey))
        read = _read_one(storey, building, zeros.get(building, 0.0), scale, remarks)
        by_building.setdefault(building, []).append(read)
    found: dict[str, StoreyFacts] = {}
    for building, storeys in by_building.items():
        settled = _settle_levels(storeys, zeros.get(building, 0.0), remarks)
        for facts in _numbered(settled, options, remarks):
            found[facts.guid] = facts
    return found


def storeys_above_ground(storeys: dict[str, StoreyFacts], building: str) -> int:
    """Number of storeys above ground of a building, roofs not counted (地上层数).

    Parameters
    ----------
    storeys : dict of str to StoreyFacts
        From :func:`read_storeys`.
    building : str
        GlobalId.

    Returns
    -------
    int
        0 if it has no storeys.
    """
    numbers = [
        facts.floor
        for facts in storeys.values()
        if facts.building == building and facts.role == "storey"
    ]
    return max([0, *numbers])


def _told(storey: Any) -> dict[str, str]:  # noqa: ANN401
    """Name and element of a storey, for a remark."""
    name = text(storey, "Name") or text(storey, "LongName")
    return {"name": name, "element": guid_of(storey), "where": "storeys"}


def _told_facts(facts: StoreyFacts) -> dict[str, str]:
    """The same of a storey that is read."""
    return {"name": facts.name, "element": facts.guid, "where": "storeys"}


def _height(product: Any, scale: float) -> float | None:  # noqa: ANN401
    """Height of a placement in the frame of the file. [m]"""  # noqa: D400
    matrix = world_matrix(product)
    return None if matrix is None else float(matrix[2, 3]) * scale


def _read_one(
    storey: Any,  # noqa: ANN401
    building: str,
    zero: float,
    scale: float,
    remarks: Remarks,
) -> StoreyFacts:
    """One storey; elevation NaN where only the placement has it."""
    elevation = number(storey, "Elevation")
    z = _height(storey, scale)
    if z is None:
        remarks.add("STOREY-PLACEMENT-UNREADABLE", **_told(storey))
    if elevation is None:
        remarks.add("STOREY-WITHOUT-ELEVATION", **_told(storey))
        level = 0.0 if z is None else z - zero
    else:
        level = elevation * scale
    names = [text(storey, key) for key in ("Name", "LongName", "ObjectType")]
    return StoreyFacts(
        guid=guid_of(storey),
        name=names[0] or names[1],
        elevation=level,
        z=zero + level if z is None else z,
        building=building,
        floor=1,
        role=_role(names, level),
    )


def _role(names: list[str], elevation: float) -> str:
    """What a level is, by its name, else by its height."""
    for name in names[:2]:
        meaning = meaning_of(name, "storeys").kind
        if meaning == "basement" or _BASEMENT_FLOOR.search(name.upper()):
            return "basement" if elevation < SAME_LEVEL else "storey"
        if meaning in ("roof", "foundation", "terrain"):
            return meaning
    return "basement" if elevation < -GROUND_STOREY_BELOW_ZERO else "storey"


def _settle_levels(
    storeys: list[StoreyFacts], zero: float, remarks: Remarks
) -> list[StoreyFacts]:
    """Lowest first, where Elevation and placement differ by the one that can be right.

    Revit writes elevations above sea level beside placements above the project's zero:
    placements count, since the geometry stands on them. Where all placements are at one
    height though the elevations are not, elevations count.
    """
    apart = [s for s in storeys if abs(s.z - zero - s.elevation) > SAME_LEVEL]
    if apart:
        for facts in apart:
            remarks.add(
                "STOREY-ELEVATION-DISAGREES",
                **_told_facts(facts),
                found=f"{facts.elevation:.3f} m, {facts.z - zero:.3f} m",
            )
        levels = {round(s.elevation, 2) for s in storeys}
        placed = {round(s.z, 2) for s in storeys}
        if len(placed) < len(levels):
            storeys = [replace(s, z=zero + s.elevation) for s in storeys]
        else:
            storeys = [_relevelled(s, s.z - zero) for s in storeys]
    return sorted(storeys, key=lambda s: (s.elevation, s.role == "roof", s.name))


def _relevelled(facts: StoreyFacts, elevation: float) -> StoreyFacts:
    """A storey at another level, with the role that goes with it."""
    return replace(facts, elevation=elevation, role=_role([facts.name, ""], elevation))


def _numbered(
    storeys: list[StoreyFacts], options: IfcOptions, remarks: Remarks
) -> list[StoreyFacts]:
    """Storeys of one building with their numbers."""
    if min(abs(s.elevation) for s in storeys) > FAR_FROM_ZERO:
        nearest = min(storeys, key=lambda s: abs(s.elevation))
        remarks.add(
            "STOREYS-FAR-FROM-ZERO",
            **_told_facts(nearest),
            found=f"{nearest.elevation:.2f} m",
        )
    levels = _levels([s for s in storeys if s.role != "terrain"], remarks)
    below = [k for k, level in enumerate(levels) if level[0].role in _BELOW]
    first = max(below) + 1 if below else 0
    numbers: dict[str, int] = {}
    for k, level in enumerate(levels):
        floor = k - first + 1 if k >= first else k - first
        numbers |= {facts.guid: floor for facts in level}
    out = []
    for facts in storeys:
        floor = numbers.get(facts.guid) or _nearest(facts, storeys, numbers)
        out.append(_by_option(replace(facts, floor=floor), options, remarks))
    return out


_BELOW: Final = ("basement", "foundation")


def _levels(storeys: list[StoreyFacts], remarks: Remarks) -> list[list[StoreyFacts]]:
    """Storeys of one height together, since some models have one twice."""
    levels: list[list[StoreyFacts]] = []
    for facts in storeys:
        if levels and facts.elevation - levels[-1][0].elevation < SAME_LEVEL:
            levels[-1].append(facts)
            remarks.add(
                "STOREY-DUPLICATE",
                **_told_facts(facts),
                found=f"{facts.elevation:.2f} m",
            )
        else:
            levels.append([facts])
    return levels


def _nearest(
    facts: StoreyFacts, storeys: list[StoreyFacts], numbers: dict[str, int]
) -> int:
    """Number of the storey nearest to a level that is none."""
    others = [s for s in storeys if s.guid in numbers]
    if not others:
        return 1
    near = min(others, key=lambda s: abs(s.elevation - facts.elevation))
    return numbers[near.guid]


def _by_option(
    facts: StoreyFacts, options: IfcOptions, remarks: Remarks
) -> StoreyFacts:
    """A storey with the number that the option gives, else compared with its name."""
    given = options.floors.get(facts.guid, options.floors.get(facts.name))
    if given is not None:
        role = "storey" if given > 0 else "basement"
        return replace(facts, floor=given, role=role)
    match = _CHINESE_FLOOR.search(facts.name.upper())
    said = next((int(x) for x in match.groups() if x), 0) if match else 0
    if said and facts.role == "storey" and said != facts.floor:
        remarks.add(
            "STOREY-NAME-DISAGREES",
            **_told_facts(facts),
            found=f"{facts.name}: {facts.floor}",
        )
    return facts
