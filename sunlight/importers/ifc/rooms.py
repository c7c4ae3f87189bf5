"""Kinds of rooms and uses of buildings, by the words of the model (房间与建筑用途)."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, TypeVar

from sunlight.importers.ifc.containment import Containment
from sunlight.importers.ifc.entities import (
    entities,
    finite,
    guid_of,
    properties,
    references,
    text,
)
from sunlight.importers.ifc.facts import SpaceFacts
from sunlight.importers.ifc.name_words import Meaning, meaning_of
from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.remarks import Remarks
from sunlight.kinds import RoomKind, Use

if TYPE_CHECKING:
    import ifcopenshell

__all__ = [
    "building_use",
    "given_for",
    "read_spaces",
    "room_entities",
    "spaces_inside",
    "storeys_said",
]

_T = TypeVar("_T")

_SPACE_PROPERTIES = frozenset(
    {
        ("pset_spacecommon", "category"),
        ("pset_spacecommon", "reference"),
        ("pset_spaceoccupancyrequirements", "occupancytype"),
    }
)
_BUILDING_PROPERTIES = frozenset(
    {
        ("pset_buildingcommon", "occupancytype"),
        ("pset_buildinguse", "marketcategory"),
    }
)
_KINDS = {"dining": RoomKind.OTHER} | {kind.value: kind for kind in RoomKind}


def given_for(
    table: Mapping[str, _T], names: tuple[str, ...], used: set[str]
) -> _T | None:
    """What a table of the caller says of a thing (按表取值).

    A key that is one of its names, in any case, counts before a key with wildcards,
    and an earlier key before a later.

    Parameters
    ----------
    table : mapping
        By name or pattern, as in ``fnmatch``.
    names : tuple of str
        GlobalId and names of the thing; empty ones are passed over.
    used : set of str
        Receives the key that fits.

    Returns
    -------
    object or None
        None if nothing fits.
    """
    plain = [name.casefold() for name in names if name]
    for exact in (True, False):
        for key, value in table.items():
            small = key.casefold()
            if small in plain if exact else any(fnmatchcase(n, small) for n in plain):
                used.add(key)
                return value
    return None


def spaces_inside(space: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """Spaces that a space of spaces is made of (组合空间).

    Parameters
    ----------
    space : entity_instance
        An IfcSpace.

    Returns
    -------
    tuple of entity_instance
        Empty unless its CompositionType is ``COMPLEX``, as that of a dwelling drawn as
        one space over its rooms.
    """
    if text(space, "CompositionType") != "COMPLEX":
        return ()
    return tuple(
        part
        for link in references(space, "IsDecomposedBy")
        for part in references(link, "RelatedObjects")
        if part.is_a("IfcSpace") and part.id() != space.id()
    )


def room_entities(model: "ifcopenshell.file") -> list[Any]:
    """Spaces that are rooms, in the order of the file: no spaces of spaces (房间).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.

    Returns
    -------
    list of entity_instance
        Each with a GlobalId.
    """
    return [
        space
        for space in entities(model, "IfcSpace")
        if guid_of(space) and not spaces_inside(space)
    ]


def read_spaces(
    model: "ifcopenshell.file",
    containment: Containment,
    options: IfcOptions,
    remarks: Remarks,
) -> dict[str, SpaceFacts]:
    """Spaces by GlobalId, without dwellings (读取空间).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    containment : Containment
        Storey and building of each space.
    options : IfcOptions
        Kinds of rooms that the caller knows better.
    remarks : Remarks
        Receives rooms whose kind is not clear.

    Returns
    -------
    dict of str to SpaceFacts
        Empty if the model has none.
    """
    found: dict[str, SpaceFacts] = {}
    used: set[str] = set()
    for space in room_entities(model):
        guid = guid_of(space)
        name, long_name = text(space, "Name"), text(space, "LongName")
        kind = given_for(options.rooms, (guid, name, long_name), used)
        if kind is None:
            kind = _kind(space, remarks)
        found[guid] = SpaceFacts(
            guid=guid,
            name=name,
            long_name=long_name,
            kind=kind,
            storey=containment.storey.get(guid, ""),
            building=containment.building.get(guid, ""),
        )
    for key in options.rooms:
        if key not in used:
            remarks.add("OPTION-FITS-NOTHING", name=f'rooms "{key}"', found=key)
    return found


def _kind(space: Any, remarks: Remarks) -> RoomKind:  # noqa: ANN401
    """Kind of a room by its own words."""
    texts = [text(space, key) for key in ("LongName", "ObjectType", "Name")]
    texts += _said(space, _SPACE_PROPERTIES)
    meaning, said = _first_meaning(texts, "rooms")
    if meaning.kind:
        return _KINDS[meaning.kind]
    shown = text(space, "LongName") or text(space, "Name")
    told = {
        "name": f"{text(space, 'Name')} {text(space, 'LongName')}".strip(),
        "element": guid_of(space),
        "where": "rooms",
    }
    if meaning.ambiguous:
        several = " / ".join(meaning.ambiguous)
        remarks.add("ROOM-KIND-AMBIGUOUS", **told, found=f"{said}: {several}")
    else:
        remarks.add("ROOM-KIND-UNKNOWN", **told, found=shown)
    return RoomKind.UNKNOWN


def _first_meaning(texts: list[str], table: str) -> tuple[Meaning, str]:
    """Meaning of the first text that has one, and that text."""
    for said in texts:
        meaning = meaning_of(said, table)
        if meaning.kind or meaning.ambiguous:
            return meaning, said
    return Meaning(), ""


def _said(entity: Any, wanted: frozenset[tuple[str, str]]) -> list[str]:  # noqa: ANN401
    """Texts of some properties of an object."""
    found = []
    for group, name, value in properties(entity):
        said = getattr(value, "wrappedValue", value)
        if (group.casefold(), name.casefold()) in wanted and isinstance(said, str):
            found.append(said)
    return found


def building_use(building: Any, options: IfcOptions, remarks: Remarks) -> Use:  # noqa: ANN401
    """Use of a building by its words, else by the option (建筑用途).

    Parameters
    ----------
    building : entity_instance
        An IfcBuilding.
    options : IfcOptions
        Use of buildings that do not say their own.
    remarks : Remarks
        Receives ``BUILDING-USE-AMBIGUOUS`` and ``BUILDING-USE-BY-WORDS``.

    Returns
    -------
    Use
        Unknown if neither says it.
    """
    texts = _said(building, _BUILDING_PROPERTIES)
    keys = ("ObjectType", "LongName", "Name", "Description")
    texts += [text(building, key) for key in keys]
    meaning, said = _first_meaning(texts, "uses")
    told = {
        "name": text(building, "Name"),
        "element": guid_of(building),
        "where": "buildings",
    }
    if meaning.ambiguous:
        several = " / ".join(meaning.ambiguous)
        remarks.add("BUILDING-USE-AMBIGUOUS", **told, found=f"{said}: {several}")
        return options.use
    if not meaning.kind:
        return options.use
    use = Use(meaning.kind)
    if options.use not in (Use.UNKNOWN, use):
        remarks.add("BUILDING-USE-DISAGREES", **told, found=f"{said}: {use.value}")
    else:
        remarks.add("BUILDING-USE-BY-WORDS", **told, found=f"{said}: {use.value}")
    return use


def storeys_said(building: Any) -> int | None:  # noqa: ANN401
    """NumberOfStoreys of a building; None if not given (层数属性)."""
    for group, name, value in properties(building):
        if (group.casefold(), name.casefold()) == _NUMBER_OF_STOREYS:
            count = finite(value)
            return None if count is None else int(count)
    return None


_NUMBER_OF_STOREYS = ("pset_buildingcommon", "numberofstoreys")
