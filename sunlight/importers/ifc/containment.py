"""Which storey, building and space contain an element (空间归属)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sunlight.importers.ifc.entities import entities, guid_of, reference, references

if TYPE_CHECKING:
    import ifcopenshell

__all__ = ["Containment", "read_containment"]

_UPWARD: Final = (
    ("IfcRelAggregates", "RelatedObjects", "RelatingObject"),
    ("IfcRelNests", "RelatedObjects", "RelatingObject"),
    ("IfcRelVoidsElement", "RelatedOpeningElement", "RelatingBuildingElement"),
    ("IfcRelFillsElement", "RelatedBuildingElement", "RelatingOpeningElement"),
    ("IfcRelContainedInSpatialStructure", "RelatedElements", "RelatingStructure"),
)
"""Relations from a thing to what it belongs to; later ones count more."""

_STRUCTURE: Final = {
    "IfcBuildingStorey": "storey",
    "IfcBuilding": "building",
    "IfcSpace": "space",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Containment:
    """GlobalId of the storey, building and space of things by their GlobalId (归属).

    Parameters
    ----------
    storey, building, space : dict of str to str
        Of spaces and elements; spaces and storeys have none of themselves.
    """

    storey: dict[str, str]
    building: dict[str, str]
    space: dict[str, str]


def read_containment(model: "ifcopenshell.file") -> Containment:
    """Containers of all products (读取归属).

    A part belongs where its whole does, an opening where its wall does and a window
    where it is contained, else where its opening does.

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.

    Returns
    -------
    Containment
        Of every IfcProduct with a GlobalId that has a container.
    """
    above, contained = _links(model)
    known: dict[int, dict[str, str]] = {}
    found = Containment(storey={}, building={}, space={})
    for product in entities(model, "IfcProduct"):
        guid = guid_of(product)
        if not guid:
            continue
        own = _containers(product.id(), above, contained, known)
        for role in ("storey", "building", "space"):
            if own.get(role) and own[role] != guid:
                getattr(found, role)[guid] = own[role]
    return found


def _links(
    model: "ifcopenshell.file",
) -> tuple[dict[int, int], dict[int, tuple[str, str]]]:
    """What each thing belongs to, and role and GlobalId of the containers."""
    above: dict[int, int] = {}
    roles: dict[int, tuple[str, str]] = {}
    for relation, below, upper in _UPWARD:
        for link in entities(model, relation):
            top = reference(link, upper)
            for thing in references(link, below):
                if top is not None and thing.id() != top.id():
                    above[thing.id()] = top.id()
    for kind, role in _STRUCTURE.items():
        for entity in entities(model, kind):
            roles[entity.id()] = (role, guid_of(entity))
    return above, roles


def _containers(
    start: int,
    above: dict[int, int],
    roles: dict[int, tuple[str, str]],
    known: dict[int, dict[str, str]],
) -> dict[str, str]:
    """Nearest container of each role on the way up; a loop ends it."""
    way: list[int] = []
    at: int | None = start
    on_way: set[int] = set()
    while at is not None and at not in known and at not in on_way:
        way.append(at)
        on_way.add(at)
        at = above.get(at)
    found = known[at] if at is not None and at in known else {}
    for step in reversed(way):
        if step in roles:
            role, guid = roles[step]
            found = found | {role: guid}
        known[step] = found
    return found
