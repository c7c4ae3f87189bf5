"""City objects of CityGML (城市对象): buildings, parts, boundary surfaces, openings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sunlight.importers.city.citygml_surfaces import (
    GmlPolygon,
    GmlSurfaces,
    gml_id,
    local_name,
)
from sunlight.importers.city.records import (
    CityObject,
    Geometry,
    Shell,
    Surface,
)
from sunlight.importers.deadline import Deadline

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["read_objects"]

_MEMBERS: Final = ("cityObjectMember", "featureMember", "featureMembers")
_UNREAD: Final = (
    "CityObjectGroup",
    "LandUse",
    "PlantCover",
    "Railway",
    "ReliefFeature",
    "Road",
    "SolitaryVegetationObject",
    "Square",
    "Track",
    "TransportationComplex",
    "WaterBody",
)
"""Objects of which only the number is told: what they look like is of no use."""

_PART_PROPERTIES: Final = (
    "consistsOfBuildingPart",
    "outerBuildingInstallation",
    "consistsOfBridgePart",
    "outerBridgeInstallation",
    "consistsOfTunnelPart",
)
_TEXTS: Final = (
    "class",
    "function",
    "usage",
    "name",
    "roofType",
    "measuredHeight",
    "storeysAboveGround",
    "storeyHeightsAboveGround",
)
_OPENINGS: Final = ("Window", "Door")
_LODS: Final = ("1", "2", "3", "4")


@dataclass(slots=True, kw_only=True)
class _Level:
    """What one object has at one level of detail; a private part of one reading."""

    solids: list[list[GmlPolygon]] = field(default_factory=list)
    loose: dict[int, GmlPolygon] = field(default_factory=dict)
    surfaces: list[Surface] = field(default_factory=list)
    surface_of: dict[int, int] = field(default_factory=dict)


def read_objects(
    root: "Element", surfaces: GmlSurfaces, deadline: Deadline
) -> dict[str, CityObject]:
    """City objects of a file (读取城市对象).

    Parameters
    ----------
    root : Element
        The city model.
    surfaces : GmlSurfaces
        Its polygons.
    deadline : Deadline
        Checked at each member.

    Returns
    -------
    dict of str to CityObject
        By ``gml:id``; those without one are numbered.
    """
    objects: dict[str, CityObject] = {}
    taken: set[str] = set()
    for member in root:
        if local_name(member) not in _MEMBERS:
            continue
        for element in member:
            deadline.check()
            for thing in _read(element, (), taken, surfaces):
                objects[thing.id] = thing
    return objects


def _read(
    element: "Element",
    parents: tuple[str, ...],
    taken: set[str],
    surfaces: GmlSurfaces,
) -> Iterator[CityObject]:
    """One object, then its parts and installations."""
    kind = local_name(element)
    own = gml_id(element)
    name, number = own or f"{kind}-1", 1
    while name in taken:
        number += 1
        name = f"{own or kind}-{number}"
    taken.add(name)
    if kind in _UNREAD:
        yield CityObject(id=name, type=kind, attributes={}, parents=parents)
        return
    levels = {lod: _Level() for lod in _LODS}
    for child in element:
        _read_property(child, levels, surfaces, name)
    geometries = list(_outline(element, surfaces, name))
    openings, extras = [], []
    for lod, level in levels.items():
        made = _geometries(lod, level)
        geometries += made.main
        openings += made.openings
        extras += made.extras
    yield CityObject(
        id=name,
        type=kind,
        attributes=_attributes(element),
        parents=parents,
        geometries=tuple(geometries),
        openings=tuple(openings),
        extras=tuple(extras),
    )
    for child in element:
        if local_name(child) in _PART_PROPERTIES:
            for part in child:
                yield from _read(part, (name,), taken, surfaces)


def _read_property(
    child: "Element", levels: dict[str, _Level], surfaces: GmlSurfaces, owner: str
) -> None:
    """Geometry or boundary surfaces of an object."""
    name = local_name(child)
    if name == "boundedBy":
        for boundary in child:
            _read_boundary(boundary, levels, surfaces, owner)
        return
    if name.startswith("interior"):
        surfaces.remarks.add("GEOMETRY-LEFT-OUT", element=owner, found=name)
    if not name.startswith("lod") or name[3:4] not in levels:
        return
    level = levels[name[3:4]]
    if name.endswith("ImplicitRepresentation"):
        surfaces.remarks.add("GEOMETRY-LEFT-OUT", element=owner, found=name)
    elif name.endswith(("Solid", "MultiSurface", "Geometry")):
        solids = surfaces.solids(child, owner)
        if solids:
            level.solids += solids
        else:
            level.loose |= {p.key: p for p in surfaces.polygons(child, owner)}


def _read_boundary(
    boundary: "Element", levels: dict[str, _Level], surfaces: GmlSurfaces, owner: str
) -> None:
    """Polygons of a boundary surface and of the openings in it."""
    for child in boundary:
        name = local_name(child)
        if name == "opening":
            for opening in child:
                if local_name(opening) in _OPENINGS:
                    _read_boundary(opening, levels, surfaces, owner)
        elif name.startswith("lod") and name.endswith("MultiSurface"):
            level = levels.get(name[3:4])
            if level is None:
                continue
            said = Surface(type=local_name(boundary), id=gml_id(boundary))
            level.surfaces.append(said)
            for polygon in surfaces.polygons(child, owner):
                level.loose[polygon.key] = polygon
                level.surface_of[polygon.key] = len(level.surfaces) - 1
        elif name.endswith("ImplicitRepresentation"):
            surfaces.remarks.add("GEOMETRY-LEFT-OUT", element=owner, found=name)


@dataclass(slots=True, kw_only=True)
class _Made:
    """Geometries of one level of detail."""

    main: list[Geometry] = field(default_factory=list)
    openings: list[Geometry] = field(default_factory=list)
    extras: list[Geometry] = field(default_factory=list)


def _geometries(lod: str, level: _Level) -> _Made:
    """Solids with what stands beside them, or all surfaces as one bundle."""
    surfaces = tuple(level.surfaces)

    def geometry(shells: list[list[GmlPolygon]], *, solid: bool) -> Geometry:
        return Geometry(
            lod=lod,
            solid=solid,
            surfaces=surfaces,
            shells=tuple(
                Shell(
                    faces=tuple(polygon.face for polygon in shell),
                    surface=tuple(level.surface_of.get(p.key, -1) for p in shell),
                )
                for shell in shells
            ),
        )

    loose = list(level.loose.values())
    if not level.solids:
        main = [geometry([loose], solid=False)] if loose else []
        return _Made(main=main)
    inside = {polygon.key for solid in level.solids for polygon in solid}
    beside = [polygon for polygon in loose if polygon.key not in inside]
    windows = [
        polygon
        for polygon in beside
        if level.surface_of.get(polygon.key, -1) >= 0
        and surfaces[level.surface_of[polygon.key]].type in _OPENINGS
    ]
    keys = {polygon.key for polygon in windows}
    rest = [polygon for polygon in beside if polygon.key not in keys]
    return _Made(
        main=[geometry(level.solids, solid=True)],
        openings=[geometry([windows], solid=False)] if windows else [],
        extras=[geometry([rest], solid=False)] if rest else [],
    )


def _outline(
    element: "Element", surfaces: GmlSurfaces, owner: str
) -> Iterator[Geometry]:
    """Outlines of LoD 0, the footprint first."""
    for wanted in ("lod0FootPrint", "lod0RoofEdge"):
        for child in element:
            if local_name(child) == wanted:
                faces = tuple(p.face for p in surfaces.polygons(child, owner))
                shell = Shell(faces=faces, surface=(-1,) * len(faces))
                yield Geometry(lod="0", solid=False, shells=(shell,))


def _attributes(element: "Element") -> dict[str, Any]:
    """Attributes that are read, and all generic ones by name."""
    attributes: dict[str, Any] = {}
    for child in element:
        name = local_name(child)
        if name in _TEXTS and child.text and child.text.strip():
            attributes.setdefault(name, child.text.strip())
        elif name.endswith("Attribute") and child.get("name"):
            value = next((e.text for e in child if local_name(e) == "value"), None)
            attributes.setdefault(str(child.get("name")), (value or "").strip())
    return attributes
