"""Elements of a model and how they hang together (构件), as plain data.

Read in the child process from the open model, used by its parent without it.
"""

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from sunlight.importers.ifc.entities import (
    entities,
    guid_of,
    number,
    reference,
    references,
    text,
)
from sunlight.importers.ifc.placements import world_matrix

if TYPE_CHECKING:
    import ifcopenshell

__all__ = ["Element", "Role", "elements_of", "product_of", "relating_circle"]


class Role(StrEnum):
    """What an element is to the sun (构件作用)."""

    SOLID = "solid"
    """Shades: walls, slabs, roofs, columns and the like."""
    WINDOW = "window"
    DOOR = "door"
    OPENING = "opening"
    SPACE = "space"
    TERRAIN = "terrain"
    LEFT_OUT = "left_out"
    """Furniture, installations, fixings, grids: shades nothing that matters."""


BUILT: Final = ("IfcBuildingElement", "IfcBuiltElement")
"""Parent of walls and the like, by its name before and since IFC4X3."""

_ALSO_SOLID: Final = ("IfcBuildingElementPart", "IfcGeographicElement")
_NEITHER: Final = (
    "IfcSpatialElement",
    "IfcSpatialStructureElement",
    "IfcVirtualElement",
    "IfcAnnotation",
    "IfcGrid",
)
"""Have no substance, hence are not counted as left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element with a shape, or a window or door without (构件).

    Parameters
    ----------
    guid, cls, name, tag, predefined : str
        GlobalId, class, Name, Tag and PredefinedType; empty where there is none. For
        the GlobalId its number stands in, such as ``#123``, where it is missing or
        another element has it too.
    role : Role
        What it is to the sun.
    parent : str
        GlobalId of the element it is a part of; empty if of none.
    opening : str
        GlobalId of the opening that a window or door fills.
    host : str
        GlobalId of the element that an opening cuts.
    exterior : bool
        A space that the model says lies outdoors.
    width, height : float
        OverallWidth and OverallHeight of a window or door; 0 where not said. [m]
    placement : tuple of 12 float
        Origin, x, y and z axis in the frame of the file, of windows and doors; empty
        for others. [m]
    """

    guid: str
    cls: str
    name: str = ""
    tag: str = ""
    predefined: str = ""
    role: Role = Role.SOLID
    parent: str = ""
    opening: str = ""
    host: str = ""
    exterior: bool = False
    width: float = 0.0
    height: float = 0.0
    placement: tuple[float, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain dictionary for JSON (转为字典)."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "Element":
        """Element from what :meth:`to_json` made (自字典还原)."""
        return cls(
            **row | {"role": Role(row["role"]), "placement": (*row["placement"],)}
        )


def elements_of(model: "ifcopenshell.file", *, scale: float) -> tuple[Element, ...]:
    """Elements of an open model that may matter, in the order of the file (构件表).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model without circles.
    scale : float
        Metres per unit of length of the file.

    Returns
    -------
    tuple of Element
        Those with a shape, all windows, doors and openings, and elements left out.
    """
    found: dict[str, Element] = {}
    for product in model.by_type("IfcProduct"):
        role = _role(product)
        if role is None:
            continue
        opens = role in (Role.WINDOW, Role.DOOR)
        whole = role is Role.SOLID and _first(product, "IsDecomposedBy") is not None
        if reference(product, "Representation") is None and not (opens or whole):
            continue
        element = _element(product, role, scale if opens else 0.0)
        if not element.guid or element.guid in found:
            element = replace(element, guid=f"#{product.id()}")
        found[element.guid] = element
    return tuple(found.values())


def product_of(model: "ifcopenshell.file", guid: str) -> Any:  # noqa: ANN401
    """Product of an element (构件实体).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    guid : str
        As in :class:`Element`.

    Returns
    -------
    ifcopenshell.entity_instance
        By its number where its GlobalId is missing or names another.
    """
    return model.by_id(int(guid[1:])) if guid[:1] == "#" else model.by_guid(guid)


def _role(product: Any) -> Role | None:  # noqa: ANN401, an entity of any class
    """What a product is to the sun; None if it has no substance."""
    for name, role in (
        ("IfcWindow", Role.WINDOW),
        ("IfcDoor", Role.DOOR),
        ("IfcOpeningElement", Role.OPENING),
        ("IfcSpace", Role.SPACE),
        ("IfcSite", Role.TERRAIN),
    ):
        if _is(product, name):
            return role
    if any(_is(product, name) for name in _NEITHER):
        return None
    if any(_is(product, name) for name in (*BUILT, *_ALSO_SOLID)):
        return Role.SOLID
    return Role.LEFT_OUT if _is(product, "IfcElement") else None


def _is(product: Any, name: str) -> bool:  # noqa: ANN401
    """Whether it is of a class, which its schema may not know."""
    return bool(product.is_a(name))


def _element(product: Any, role: Role, scale: float) -> Element:  # noqa: ANN401
    """One element; `scale` is 0 where its placement does not matter."""
    predefined = (text(product, "PredefinedType") or text(product, "ShapeType")).upper()
    parent = reference(_first(product, "Decomposes"), "RelatingObject")
    opening = reference(_first(product, "FillsVoids"), "RelatingOpeningElement")
    host = reference(_first(product, "VoidsElements"), "RelatingBuildingElement")
    outdoors = text(product, "InteriorOrExteriorSpace").upper()
    return Element(
        guid=guid_of(product),
        cls=product.is_a(),
        name=text(product, "Name"),
        tag=text(product, "Tag"),
        predefined=predefined,
        role=role,
        parent=guid_of(parent),
        opening=guid_of(opening),
        host=guid_of(host),
        exterior="EXTERNAL" in (outdoors, predefined),
        width=(number(product, "OverallWidth") or 0.0) * scale,
        height=(number(product, "OverallHeight") or 0.0) * scale,
        placement=_placement(product, scale) if scale else (),
    )


def _first(product: Any, inverse: str) -> Any:  # noqa: ANN401
    """First relation of a kind, or None."""
    return next(iter(references(product, inverse)), None)


def _placement(product: Any, scale: float) -> tuple[float, ...]:  # noqa: ANN401
    """Origin [m], x, y and z axis in the frame of the file; empty if not placed."""
    matrix = world_matrix(product)
    if matrix is None:
        return ()
    origin = [float(v) * scale for v in matrix[:3, 3]]
    return (*origin, *(float(v) for v in matrix[:3, :3].T.ravel()))


_RELATIONS: Final = (
    ("IfcRelAggregates", "RelatingObject", "RelatedObjects"),
    ("IfcRelNests", "RelatingObject", "RelatedObjects"),
    ("IfcRelContainedInSpatialStructure", "RelatingStructure", "RelatedElements"),
    ("IfcRelVoidsElement", "RelatingBuildingElement", "RelatedOpeningElement"),
    ("IfcRelFillsElement", "RelatingOpeningElement", "RelatedBuildingElement"),
)


def relating_circle(model: "ifcopenshell.file", *, nesting: int) -> str:
    """Thing that is a part of itself, or too deep in others (关系循环).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    nesting : int
        How many wholes a part may be in.

    Returns
    -------
    str
        Such as ``IfcStair 1hOSvn6df7F8_7GcBWlR72``; empty if all is well.
    """
    wholes: dict[int, list[int]] = {}
    for name, whole, parts in _RELATIONS:
        for relation in entities(model, name):
            relating = reference(relation, whole)
            for part in references(relation, parts) if relating is not None else ():
                wholes.setdefault(part.id(), []).append(relating.id())
    for start in wholes:
        level = {start}
        for _ in range(nesting + 1):
            level = {above for one in level for above in wholes.get(one, ())}
            if not level:
                break
        else:
            entity: Any = model.by_id(start)
            return f"{entity.is_a()} {guid_of(entity)}"
    return ""
