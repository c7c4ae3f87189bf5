"""Which IfcSpace is which room, and which IfcZone which household (房间与空间对应)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sunlight.importers.ifc.containment import read_containment
from sunlight.importers.ifc.entities import (
    entities,
    guid_of,
    reference,
    references,
    text,
)
from sunlight.importers.ifc.rooms import room_entities
from sunlight.model.project import Project

__all__ = ["household_of_zones", "spaces_of_rooms"]


def spaces_of_rooms(
    project: Project,
    rows: Sequence[int],
    model: Any,  # noqa: ANN401
) -> dict[int, str]:
    """GlobalIds of the spaces that rooms were read from (房间的空间).

    The reader makes one room of each space of its buildings, in the order of the file,
    and puts the number of the space into the id of the room. A room whose id does not
    have the number of the space in its place stays without one.

    Parameters
    ----------
    project : Project
        Its rooms.
    rows : sequence of int
        Rows of the rooms that came from this file.
    model : ifcopenshell.file
        The file, open.

    Returns
    -------
    dict of int to str
        By row; empty where the file has another number of spaces than rooms.
    """
    containment = read_containment(model)
    known = {building.element for building in project.buildings}
    spaces = [
        space
        for space in room_entities(model)
        if containment.building.get(guid_of(space), "") in known
    ]
    if len(spaces) != len(rows):
        return {}
    found = {}
    for row, space in zip(rows, spaces, strict=True):
        name = text(space, "Name") or text(space, "LongName")
        index = int(project.rooms.building[row])
        home = project.buildings[index].element
        same = containment.building[guid_of(space)] == home
        if same and name in str(project.rooms.id[row]):
            found[row] = guid_of(space)
    return found


def household_of_zones(
    project: Project,
    spaces: Mapping[int, str],
    model: Any,  # noqa: ANN401
) -> dict[str, str]:
    """Ids of the households that zones are, by GlobalId of the zone (户分区).

    A zone is a household if its name is in the id of the household and all its rooms
    that belong to a household belong to this one.

    Parameters
    ----------
    project : Project
        Its rooms and households.
    spaces : mapping of int to str
        From :func:`spaces_of_rooms`.
    model : ifcopenshell.file
        The file, open.

    Returns
    -------
    dict of str to str
        Zones that are no household are not in it.
    """
    table = project.rooms
    of_space = {
        guid: str(project.households.id[table.household[row]])
        for row, guid in spaces.items()
        if table.household[row] >= 0
    }
    inside: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for link in entities(model, "IfcRelAssignsToGroup"):
        zone = reference(link, "RelatingGroup")
        if zone is None or not zone.is_a("IfcZone"):
            continue
        names[guid_of(zone)] = text(zone, "Name") or text(zone, "LongName")
        homes = {
            of_space[guid_of(member)]
            for member in references(link, "RelatedObjects")
            if guid_of(member) in of_space
        }
        inside.setdefault(guid_of(zone), set()).update(homes)
    found = {}
    for zone, homes in inside.items():
        if len(homes) == 1 and names[zone]:
            (home,) = homes
            if names[zone] in home:
                found[zone] = home
    return found
