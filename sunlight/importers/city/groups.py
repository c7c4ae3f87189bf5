"""City objects gathered to buildings (归并为幢), and which of their shells are used."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from sunlight.importers.city.attributes import fin_kind
from sunlight.importers.city.lods import choose_geometries, outline_geometry
from sunlight.importers.city.options import CityOptions
from sunlight.importers.city.records import (
    BODY_TYPES,
    FIN_TYPES,
    CityModel,
    CityObject,
    Geometry,
    Shell,
)
from sunlight.importers.remarks import Remarks
from sunlight.kinds import PartKind

__all__ = ["Group", "Item", "gather", "site_items", "tally"]

_MOST_KINDS, _LONGEST_KIND = 20, 60
"""How many kinds of objects are named, and how much of each name."""

_BRIDGE_LIKE: Final = ("Bridge", "OtherConstruction", "Tunnel")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item:
    """One shell that is used (采用的几何体).

    Parameters
    ----------
    thing : CityObject
        Whose it is.
    group : int
        Index of its building, -1 for the site.
    role : str
        ``body``, ``fin``, ``site``, ``outline`` or ``opening``.
    kind : PartKind
        Part it becomes.
    geometry : Geometry
        Geometry it belongs to.
    shell : Shell
        Its faces.
    """

    thing: CityObject
    group: int
    role: str
    kind: PartKind
    geometry: Geometry
    shell: Shell


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """One building (幢) with all its parts.

    Parameters
    ----------
    root : CityObject
        The Building, or a part that has none.
    things : list of CityObject
        The root first, then its parts and installations.
    """

    root: CityObject
    things: list[CityObject]

    @property
    def bodies(self) -> list[CityObject]:
        """Building and its parts."""
        return [thing for thing in self.things if thing.type in BODY_TYPES]


def gather(
    model: CityModel, options: CityOptions, remarks: Remarks
) -> tuple[list[Group], list[Item]]:
    """Buildings, and the shells of each that are used (归并).

    Parameters
    ----------
    model : CityModel
        As read.
    options : CityOptions
        Which level of detail.
    remarks : Remarks
        Receives levels used, orphans, buildings without surfaces.

    Returns
    -------
    groups : list of Group
        Those that have a surface.
    items : list of Item
        Their shells.
    """
    groups: list[Group] = []
    items: list[Item] = []
    levels: Counter[str] = Counter()
    for group in _groups(model.objects, remarks):
        found = _items_of(group, len(groups), options, levels, remarks)
        if not found:
            remarks.add("BUILDING-WITHOUT-GEOMETRY", element=group.root.id)
            continue
        groups.append(group)
        items += found
    if levels:
        named = Counter({f"LoD {lod}": n for lod, n in levels.items() if n})
        remarks.add("LOD-CHOSEN", found=tally(named))
    return groups, items


def tally(counted: Counter[str]) -> str:
    """Kinds and how many of each, in order (计数).

    Parameters
    ----------
    counted : Counter of str
        Of which the most frequent are named, since files come from strangers.
    """
    kinds = sorted(counted.most_common(_MOST_KINDS))
    named = ", ".join(f"{kind[:_LONGEST_KIND]} × {n}" for kind, n in kinds)
    return named + (", ..." if len(counted) > _MOST_KINDS else "")


def _groups(objects: dict[str, CityObject], remarks: Remarks) -> list[Group]:
    """Each building with everything below it."""
    children: dict[str, list[CityObject]] = {}
    for thing in objects.values():
        for parent in thing.parents:
            children.setdefault(parent, []).append(thing)
    groups = []
    for thing in objects.values():
        if thing.type not in BODY_TYPES:
            continue
        if any(objects[p].type in BODY_TYPES for p in thing.parents if p in objects):
            continue
        if thing.type == "BuildingPart":
            remarks.add("PART-WITHOUT-PARENT", element=thing.id)
        seen = {thing.id: thing}
        waiting = [thing]
        while waiting:
            for child in children.get(waiting.pop(0).id, ()):
                if child.id not in seen:
                    seen[child.id] = child
                    waiting.append(child)
        kept = [t for t in seen.values() if t.type in BODY_TYPES + FIN_TYPES]
        groups.append(Group(root=thing, things=kept))
    return groups


def _items_of(
    group: Group,
    number: int,
    options: CityOptions,
    levels: Counter[str],
    remarks: Remarks,
) -> list[Item]:
    """Shells of one building that are used; its outline if there is no body."""
    items: list[Item] = []
    for thing in group.things:
        body = thing.type in BODY_TYPES
        chosen = choose_geometries(thing, options.lod, remarks)
        kind = PartKind.BODY if body else fin_kind(thing)
        if chosen and not body:
            remarks.add("INSTALLATION-AS-FIN", element=thing.id)
        for geometry in chosen:
            levels[geometry.lod or "?"] += body
            role = "body" if body else "fin"
            items += _shells(thing, number, role, kind, geometry)
        lods = {geometry.lod for geometry in chosen}
        for geometry in thing.openings:
            if geometry.lod in lods:
                items += _shells(thing, number, "opening", kind, geometry)
        for geometry in thing.extras:
            if geometry.lod in lods:
                items += _shells(thing, number, "fin", PartKind.EAVE, geometry)
                found = f"{sum(len(s.faces) for s in geometry.shells)} faces"
                remarks.add("SURFACES-BESIDE-SOLID", element=thing.id, found=found)
    if any(item.role == "body" for item in items):
        return items
    for thing in group.bodies:
        outline = outline_geometry(thing)
        if outline is not None:
            return _shells(thing, number, "outline", PartKind.BODY, outline)
    return []


def _shells(
    thing: CityObject, group: int, role: str, kind: PartKind, geometry: Geometry
) -> list[Item]:
    """One item for each shell of a geometry."""
    return [
        Item(
            thing=thing,
            group=group,
            role=role,
            kind=kind,
            geometry=geometry,
            shell=shell,
        )
        for shell in geometry.shells
        if shell.faces
    ]


def site_items(model: CityModel, options: CityOptions, remarks: Remarks) -> list[Item]:
    """Shells of other city objects that shade, and a note on those that do not.

    Parameters
    ----------
    model : CityModel
        As read.
    options : CityOptions
        Which types shade: a name also stands for what begins with it.
    remarks : Remarks
        Receives both.

    Returns
    -------
    list of Item
        Of group -1.
    """
    items: list[Item] = []
    left: Counter[str] = Counter()
    ids: list[str] = []
    for thing in model.objects.values():
        if thing.type in BODY_TYPES + FIN_TYPES:
            continue
        name = thing.type.removeprefix("+")
        chosen = (
            choose_geometries(thing, options.lod, remarks)
            if any(name.startswith(one) for one in options.site_types if one)
            else ()
        )
        link = name.startswith(_BRIDGE_LIKE)
        kind = PartKind.LINK_BRIDGE if link else PartKind.RETAINING_WALL
        for geometry in chosen:
            items += _shells(thing, -1, "site", kind, geometry)
        if not chosen:
            left[thing.type or "?"] += 1
            ids.append(thing.id)
    if left:
        found = tally(left)
        for one in ids:
            remarks.add("OTHER-OBJECTS-NOT-READ", element=one, found=found)
    return items
