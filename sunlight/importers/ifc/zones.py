"""Zones of an IFC model, nested or not, and which of them are dwellings (分区)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sunlight.importers.ifc.entities import (
    entities,
    guid_of,
    reference,
    references,
    text,
)
from sunlight.importers.ifc.facts import SpaceFacts
from sunlight.importers.ifc.name_words import meaning_of
from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.ifc.rooms import spaces_inside
from sunlight.importers.remarks import Remarks
from sunlight.kinds import HABITABLE_ROOMS

if TYPE_CHECKING:
    import ifcopenshell

__all__ = ["Zone", "dwelling_zones"]

_TEXTS = ("ObjectType", "LongName", "Name", "Description", "PredefinedType")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """One zone, or one space of spaces (分区).

    Parameters
    ----------
    guid, name : str
        GlobalId and the name people know it by.
    role : str
        ``dwelling``, ``other`` or empty where its words do not say.
    parents : tuple of str
        GlobalIds of the zones it lies in.
    spaces : tuple of str
        GlobalIds of the spaces that are its own members.
    """

    guid: str
    name: str
    role: str
    parents: tuple[str, ...]
    spaces: tuple[str, ...]


def dwelling_zones(
    model: "ifcopenshell.file",
    spaces: Mapping[str, SpaceFacts],
    options: IfcOptions,
    remarks: Remarks,
) -> dict[str, Zone]:
    """The zone that is the dwelling of a space, by GlobalId of the space (户分区).

    The nearest zone that is a dwelling counts: the zone of the space, else one that
    this zone lies in. A zone is a dwelling if the option's pattern fits it or its words
    say so; a zone that says nothing is one if it holds a bedroom or a living room.

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    spaces : mapping of str to SpaceFacts
        With their kinds.
    options : IfcOptions
        Its `zone_pattern`.
    remarks : Remarks
        Receives zones that are no dwellings, and spaces of two.

    Returns
    -------
    dict of str to Zone
        Spaces of no dwelling are not in it.
    """
    zones = _read_zones(model, options)
    if not zones:
        if options.zone_pattern:
            remarks.add("OPTION-FITS-NOTHING", name="zone_pattern")
        return {}
    if options.zone_pattern and all(z.role != "dwelling" for z in zones.values()):
        remarks.add("OPTION-FITS-NOTHING", name="zone_pattern")
    members: dict[str, list[str]] = {}
    for zone in zones.values():
        for space in zone.spaces:
            members.setdefault(space, []).append(zone.guid)
    found: dict[str, Zone] = {}
    for space, facts in spaces.items():
        home = _dwelling_of(facts, members.get(space, []), zones, spaces, remarks)
        if home is not None:
            found[space] = home
    _remark_zones(zones, {zone.guid for zone in found.values()}, remarks)
    return found


def _read_zones(model: "ifcopenshell.file", options: IfcOptions) -> dict[str, Zone]:
    """All zones by GlobalId."""
    parents: dict[str, list[str]] = {}
    spaces: dict[str, list[str]] = {}
    for group, member in _memberships(model):
        if member.is_a("IfcSpace") and not spaces_inside(member):
            spaces.setdefault(guid_of(group), []).append(guid_of(member))
        else:
            parents.setdefault(guid_of(member), []).append(guid_of(group))
    found = {}
    for kind in ("IfcZone", "IfcSpatialZone", "IfcSpace"):
        for zone in entities(model, kind):
            if kind == "IfcSpace" and not spaces_inside(zone):
                continue
            guid = guid_of(zone)
            found[guid] = Zone(
                guid=guid,
                name=text(zone, "Name") or text(zone, "LongName") or guid,
                role=_role(zone, options.zone_pattern),
                parents=tuple(parents.get(guid, ())),
                spaces=tuple(dict.fromkeys(spaces.get(guid, ()))),
            )
    return found


def _memberships(model: "ifcopenshell.file") -> "list[tuple[Any, Any]]":
    """Every zone and what is in it."""
    pairs = []
    for relation, above, below in (
        ("IfcRelAssignsToGroup", "RelatingGroup", "RelatedObjects"),
        ("IfcRelReferencedInSpatialStructure", "RelatingStructure", "RelatedElements"),
        ("IfcRelAggregates", "RelatingObject", "RelatedObjects"),
    ):
        for link in entities(model, relation):
            zone = reference(link, above)
            if zone is None or not (
                zone.is_a("IfcZone") or zone.is_a("IfcSpatialZone")
            ):
                continue
            pairs += [(zone, member) for member in references(link, below)]
    for space in entities(model, "IfcSpace"):
        pairs += [(space, part) for part in spaces_inside(space)]
    return pairs


def _role(zone: Any, pattern: str) -> str:  # noqa: ANN401
    """Role of a zone by the pattern, else by its words."""
    texts = [text(zone, key) for key in _TEXTS]
    if pattern:
        fits = any(re.search(pattern, said) for said in texts if said)
        return "dwelling" if fits else "other"
    for said in texts:
        meaning = meaning_of(said, "zones")
        if meaning.kind:
            return meaning.kind
    return ""


def _dwelling_of(
    space: SpaceFacts,
    start: list[str],
    zones: Mapping[str, Zone],
    spaces: Mapping[str, SpaceFacts],
    remarks: Remarks,
) -> Zone | None:
    """Nearest zone above a space that is a dwelling; loops end."""
    seen: set[str] = set()
    silent: list[Zone] = []
    level = [guid for guid in start if guid in zones]
    while level:
        named = [zones[guid] for guid in level if zones[guid].role == "dwelling"]
        if named:
            return _only(named, space, remarks)
        silent += [zones[g] for g in level if not zones[g].role and not silent]
        seen.update(level)
        above = [up for guid in level for up in zones[guid].parents]
        level = [up for up in dict.fromkeys(above) if up in zones and up not in seen]
    lived_in = [zone for zone in silent if _holds_habitable(zone, spaces)]
    return _only(lived_in, space, remarks) if lived_in else None


def _only(found: list[Zone], space: SpaceFacts, remarks: Remarks) -> Zone | None:
    """The one dwelling of a space; none if it has two."""
    if len({zone.guid for zone in found}) == 1:
        return found[0]
    remarks.add(
        "ROOM-IN-TWO-DWELLINGS",
        name=f"{space.name} {space.long_name}".strip(),
        element=space.guid,
        where="rooms",
        found=", ".join(zone.name for zone in found),
    )
    return None


def _holds_habitable(zone: Zone, spaces: Mapping[str, SpaceFacts]) -> bool:
    """Whether a bedroom or a living room is among its own members."""
    return any(
        spaces[guid].kind in HABITABLE_ROOMS for guid in zone.spaces if guid in spaces
    )


def _remark_zones(zones: Mapping[str, Zone], taken: set[str], remarks: Remarks) -> None:
    """Say which zones are no dwellings, and which were taken for one on a guess."""
    for zone in zones.values():
        told = {"name": zone.name, "element": zone.guid, "where": "zones"}
        if zone.guid not in taken:
            remarks.add("ZONE-NOT-DWELLING", **told, found=zone.name)
        elif not zone.role:
            remarks.add("ZONE-TAKEN-AS-DWELLING", **told, found=zone.name)
