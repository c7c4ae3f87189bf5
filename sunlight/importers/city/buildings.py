"""One building of a city model (幢): parts, levels, use, storeys."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely

from sunlight.importers.city.attributes import (
    GROUND_ATTRIBUTES,
    ground_level,
    name_of,
    number_of,
    storeys_of,
    use_of,
)
from sunlight.importers.city.bodies import Bodies
from sunlight.importers.city.footprints import footprint
from sunlight.importers.city.groups import Group, Item
from sunlight.importers.city.options import CityOptions
from sunlight.importers.remarks import Remarks
from sunlight.kinds import PartKind
from sunlight.model.project import Building, Part

__all__ = ["make_building"]

HIGHEST: Final = 1000.0
"""A measured height beyond this is in another unit. [m]"""

HEIGHT_OFF: Final = (1.0, 0.1)
"""A measured height differs from the geometry by both: metres, and a share of it."""

OVERLAP_SHARE: Final = 0.02
OVERLAP_HEIGHT: Final = 0.1
"""Parts of one building that share more plan and height stand in each other."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Lifted:
    """An outline made a prism."""

    parts: tuple[Part, ...]
    assumed: bool


def make_building(
    group: Group,
    items: Sequence[Item],
    some: list[int],
    bodies: Bodies,
    *,
    file: str,
    options: CityOptions,
    remarks: Remarks,
) -> Building | None:
    """Building of a group (生成幢).

    ±0.00 and the outdoor ground are those of the options, else of an attribute, else
    the lowest point of the ground surfaces.

    Parameters
    ----------
    group : Group
        The building and its parts.
    items : sequence of Item
        All shells.
    some : list of int
        Those of this building.
    bodies : Bodies
        What they became.
    file : str
        Name of the file.
    options : CityOptions
        Levels, use, status of all its buildings.
    remarks : Remarks
        Receives what was taken from where.

    Returns
    -------
    Building or None
        None if no part has a height.
    """
    element = group.root.id
    made = [(items[k], bodies.parts[k]) for k in some]
    parts = tuple(
        part
        for role in ("body", "fin")
        for item, part in made
        if item.role == role and part is not None
    )
    storeys = storeys_of(group.bodies)
    ground = _ground(group, items, some, bodies, options, remarks)
    lifted = _Lifted(parts=(), assumed=False)
    if not any(part.kind is PartKind.BODY for part in parts):
        lifted = _lift(group, items, some, bodies, storeys, options, remarks)
        parts = lifted.parts + parts
    if not any(part.kind is PartKind.BODY for part in parts):
        return None
    _remark_height(group, parts, ground, remarks)
    _remark_overlap(element, parts, remarks)
    use, said = use_of(group.bodies) if options.use_from_codes else (None, "")
    if use is not None:
        remarks.add("USE-FROM-CODE", element=element, found=said)
    return Building(
        id=options.prefix + element,
        name=name_of(group.root),
        status=options.status,
        use=options.use if use is None else use,
        project_id=options.project,
        zero_level=ground if options.zero_level is None else options.zero_level,
        outdoor_ground=ground
        if options.outdoor_ground is None
        else options.outdoor_ground,
        parts=_named(parts, element),
        storeys=storeys,
        legal=options.legal,
        height_assumed=lifted.assumed,
        element=element,
        file=file,
    )


def _named(parts: tuple[Part, ...], element: str) -> tuple[Part, ...]:
    """Parts under names of their own; what is the building itself has none."""
    seen: Counter[str] = Counter()
    named = []
    for part in parts:
        name = "" if part.name == element else part.name
        seen[name] += 1
        if seen[name] > 1:
            name = f"{name}/{seen[name]}".lstrip("/")
        named.append(replace(part, name=name))
    return tuple(named)


def _ground(
    group: Group,
    items: Sequence[Item],
    some: list[int],
    bodies: Bodies,
    options: CityOptions,
    remarks: Remarks,
) -> float:
    """Elevation of the ground. [m]"""  # noqa: D400
    level = ground_level(group.things, options.ground_attribute)
    found = options.ground_attribute or "/".join(GROUND_ATTRIBUTES)
    highest = max((p.top for k in some if (p := bodies.parts[k])), default=np.inf)
    if level is None or level >= highest:
        mine = [k for k in some if items[k].role in ("body", "outline")]
        said = [k for k in mine if bodies.said[k]]
        level = float(np.min(bodies.ground[said or mine or some]))
        found = "GroundSurface" if said else "z min"
    if options.zero_level is None or options.outdoor_ground is None:
        remarks.add("ZERO-LEVEL-FROM-GROUND", element=group.root.id, found=found)
    return level


def _lift(
    group: Group,
    items: Sequence[Item],
    some: list[int],
    bodies: Bodies,
    storeys: int,
    options: CityOptions,
    remarks: Remarks,
) -> _Lifted:
    """Outline of a building lifted by its height; nothing if it has neither."""
    outlines = [k for k in some if items[k].role == "outline"]
    heights = [number_of(t.attributes.get("measuredHeight")) for t in group.bodies]
    measured = max((h for h in heights if h is not None), default=0.0)
    assumed = not 0.0 < measured < HIGHEST
    height = storeys * options.storey_height if assumed else measured
    if not outlines or height <= 0.0:
        return _Lifted(parts=(), assumed=False)
    faces = bodies.faces
    mine = faces.of_shells(outlines)
    found = footprint(faces, mine, np.ones(len(mine), dtype=bool))
    if found.polygon is None:
        return _Lifted(parts=(), assumed=False)
    base = float(bodies.ground[outlines].min())
    how = f"{storeys} × {options.storey_height:g} m" if assumed else f"{height:g} m"
    remarks.add("FOOTPRINT-EXTRUDED", element=group.root.id, found=how)
    if assumed:
        remarks.add("HEIGHT-FROM-STOREYS", element=group.root.id, found=how)
    part = Part(polygon=found.polygon, base=base, top=base + height)
    return _Lifted(parts=(part,), assumed=assumed)


def _remark_height(
    group: Group, parts: tuple[Part, ...], ground: float, remarks: Remarks
) -> None:
    """Remark on a measured height that the geometry does not have."""
    measured = number_of(group.root.attributes.get("measuredHeight"))
    top = max(part.top for part in parts if part.kind is PartKind.BODY)
    if measured is None or measured <= 0.0:
        return
    off = abs(top - ground - measured)
    if off > HEIGHT_OFF[0] and off > HEIGHT_OFF[1] * measured:
        found = f"measuredHeight {measured:g} m, geometry {top - ground:.2f} m"
        remarks.add("MEASURED-HEIGHT-DIFFERS", element=group.root.id, found=found)


def _remark_overlap(element: str, parts: tuple[Part, ...], remarks: Remarks) -> None:
    """Remark on bodies of one building that stand in each other."""
    bodies = [p for p in parts if p.kind is PartKind.BODY and p.polygon is not None]
    if len(bodies) < 2:
        return
    shapes = np.array([part.polygon for part in bodies], dtype=object)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    first, second = first[first < second], second[first < second]
    shared = shapely.area(shapely.intersection(shapes[first], shapes[second]))
    areas = shapely.area(shapes)
    share = shared / np.minimum(areas[first], areas[second])
    for i, j, part in zip(first, second, share, strict=True):
        one, other = bodies[i], bodies[j]
        common = min(one.top, other.top) - max(one.base, other.base)
        if part > OVERLAP_SHARE and common > OVERLAP_HEIGHT:
            found = f"{one.name} + {other.name}: {100.0 * part:.0f} %"
            remarks.add("PART-OVERLAP", element=element, found=found)
            return
