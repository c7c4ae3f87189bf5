"""Parts of buildings from the shapes of a model (建筑部位): what shades, by kind.

In metres, in the frame of the file. One body a storey, with the outline of its walls;
one mesh a building for each other kind.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from sunlight.importers.ifc.cutting import cut_along, footprint
from sunlight.importers.ifc.elements import Element, Role
from sunlight.importers.ifc.extract import Extract
from sunlight.importers.ifc.geometry import Mesh, joined
from sunlight.importers.ifc.outlines import Plan, Plans, polygons_in, tidied
from sunlight.importers.ifc.part_kinds import (
    carries_roof,
    is_plate,
    is_roof,
    named_kind,
)
from sunlight.kinds import PartKind
from sunlight.model.wording import name_some

__all__ = ["Shape", "shapes_of"]

ROOM_HEIGHT: Final = 1.5
"""Walls lower than this are parapets and balustrades, and enclose nothing. [m]"""

BELOW_ROOF: Final = 3.0
"""Walls that end this far below a roof still carry it: a storey. [m]"""

NEXT_STOREY: Final = 1.0
"""Walls that end or start this near to a slab are those it is measured by. [m]"""

BESIDE_WALLS: Final = 0.1
"""Beyond the walls by less is cladding, plaster or a plinth. [m]"""

TERRACE: Final = 0.3
"""What lies lower above ±0.00 is a terrace, no balcony. [m]"""

SMALLEST_OUTSIDE: Final = 0.01
"""What stands out by less area in plan stays with the body. [m2]"""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shape:
    """One part to be (部位).

    Parameters
    ----------
    kind : PartKind
        What it is.
    name : str
        Name of its storey, or of its elements.
    mesh : Mesh
        Corners and triangles. [m]
    outline : shapely.Polygon or None
        Outline of the walls, of a body.
    floor : int
        Number of its storey; 0 if it has none.
    elements : tuple of str
        GlobalIds of the elements it was made of.
    """

    kind: PartKind
    name: str
    mesh: Mesh
    outline: Polygon | None = None
    floor: int = 0
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Solid:
    """An element that shades, with its triangles as a soup or as drawn."""

    element: Element
    mesh: Mesh
    storey: str
    kind: PartKind | None = None

    @property
    def corners(self) -> Floats:
        """Triangles, (f, 3, 3)."""
        return self.mesh[0][self.mesh[1]]


def shapes_of(
    model: Extract, solids: Sequence[tuple[Element, Mesh]], *, zero: float
) -> tuple[tuple[Shape, ...], BaseGeometry, bool]:
    """Parts of one building (部位划分).

    Parameters
    ----------
    model : Extract
        The model.
    solids : sequence of (Element, Mesh)
        Its elements.
    zero : float
        Height of ±0.00. [m]

    Returns
    -------
    shapes : tuple of Shape
        Bodies first, the lowest storey above ground foremost.
    outline : shapely geometry
        Of the whole building, without eaves and balconies.
    closed : bool
        Whether the walls enclose something; if not, floors and roofs stand for them.
    """
    storeys = model.semantics.storey_of_element
    given = [
        _Solid(
            element=element,
            mesh=mesh,
            storey=storeys.get(element.guid, ""),
            kind=named_kind(element) if element.role is Role.SOLID else PartKind.BODY,
        )
        for element, mesh in solids
    ]
    plans, walls, closed = _plans(model, given)
    sorted_out = _sorted_out(model, given, plans, zero)
    bodies = _bodies(model, [s for s in sorted_out if _is_body(s)], plans, walls)
    others: defaultdict[PartKind, list[_Solid]] = defaultdict(list)
    for solid in sorted_out:
        if solid.kind is not None and not _is_body(solid):
            others[solid.kind].append(solid)
    rest = [_shape(kind, some) for kind, some in sorted(others.items())]
    whole = plans.enclosed(plans.walls)
    return (*bodies, *rest), whole, closed


def _is_body(solid: _Solid) -> bool:
    """Whether a solid belongs to the body."""
    return solid.kind in (None, PartKind.BODY)


def _plans(
    model: Extract, given: Sequence[_Solid]
) -> tuple[Plans, dict[str, list[Plan]], bool]:
    """What encloses the building, the same by storey, and whether it does."""
    walls: defaultdict[str, list[Plan]] = defaultdict(list)
    floors: defaultdict[str, list[Plan]] = defaultdict(list)
    for solid in given:
        element = solid.element
        parent = model.elements.get(element.parent)
        if "Wall" in element.cls or (parent is not None and "Wall" in parent.cls):
            plan = Plan.of(solid.corners)
            if plan.high - plan.low >= ROOM_HEIGHT and solid.kind is None:
                walls[solid.storey].append(plan)
        elif element.cls in ("IfcSlab", "IfcRoof"):
            floors[solid.storey].append(Plan.of(solid.corners))
    buildings = {model.semantics.building_of_element.get(s.element.guid) for s in given}
    for guid, space in model.semantics.spaces.items():
        room = model.elements.get(guid)
        indoors = room is not None and not room.exterior
        if indoors and guid in model.meshes and space.building in buildings:
            vertices, faces = model.meshes[guid]
            walls[space.storey].append(Plan.of(vertices[faces]))
    plans = Plans(
        walls=[plan for some in walls.values() for plan in some],
        floors=[plan for some in floors.values() for plan in some],
    )
    if plans.walls and not plans.is_thin(plans.enclosed(plans.walls)):
        return plans, walls, True
    for storey, some in floors.items():
        walls[storey] += some
    every = [plan for some in walls.values() for plan in some]
    return Plans(walls=every, floors=plans.floors), walls, False


def _sorted_out(
    model: Extract, given: Sequence[_Solid], plans: Plans, zero: float
) -> list[_Solid]:
    """Solids with their kinds; what stands out beyond the walls is cut off."""
    done: list[_Solid] = []
    eaves: list[BaseGeometry] = []
    later: list[_Solid] = []
    for solid in given:
        parent = model.elements.get(solid.element.parent)
        if solid.kind is not None:
            done.append(solid)
        elif is_roof(solid.element, parent):
            z = solid.corners[:, :, 2]
            outline = plans.outline(float(z.min()) - BELOW_ROOF, float(z.max()))
            pieces = _cut(solid, outline, PartKind.EAVE)
            eaves += [footprint(p.corners) for p in pieces if p.kind is PartKind.EAVE]
            done += pieces
        elif solid.corners[:, :, 2].max() <= zero + TERRACE:
            done.append(solid)
        else:
            later.append(solid)
    under_eaves = shapely.buffer(shapely.union_all(eaves), BESIDE_WALLS)
    for solid in later:
        done += _placed(solid, plans, under_eaves)
    return done


def _placed(solid: _Solid, plans: Plans, eaves: BaseGeometry) -> list[_Solid]:
    """Kind of a solid by its place: within the walls, under an eave, or a balcony."""
    z = solid.corners[:, :, 2]
    low, high = float(z.min()), float(z.max())
    wall = "Wall" in solid.element.cls
    if not (carries_roof(solid.element) or is_plate(solid.element) or wall):
        return [solid]
    outline = plans.outline(low - NEXT_STOREY, high + NEXT_STOREY)
    if carries_roof(solid.element) and not eaves.is_empty:
        roofed = plans.outline(low - BELOW_ROOF, high)
        _, beyond = cut_along(solid.corners, roofed)
        if len(beyond) and eaves.covers(footprint(beyond)):
            return _cut(solid, roofed, PartKind.EAVE)
    if outline.is_empty:
        return [solid]
    if wall:
        low_wall = high - low < ROOM_HEIGHT
        inner = shapely.buffer(outline, BESIDE_WALLS)
        outside = not inner.covers(footprint(solid.corners))
        return [_as(solid, PartKind.BALCONY) if low_wall and outside else solid]
    if is_plate(solid.element):
        return _cut(solid, outline, PartKind.BALCONY)
    return [solid]


def _as(solid: _Solid, kind: PartKind, mesh: Mesh | None = None) -> _Solid:
    """The same solid as another kind, or a piece of it."""
    return _Solid(
        element=solid.element,
        mesh=solid.mesh if mesh is None else mesh,
        storey=solid.storey,
        kind=kind,
    )


def _cut(solid: _Solid, outline: BaseGeometry, kind: PartKind) -> list[_Solid]:
    """Solid within an outline, and what stands out as another kind."""
    if outline.is_empty:
        return [solid]
    within, beyond = cut_along(solid.corners, outline)
    if len(beyond) == 0:
        return [solid]
    inner = shapely.buffer(outline, BESIDE_WALLS)
    out = footprint(beyond).difference(inner).area
    if out < SMALLEST_OUTSIDE and inner.covers(shapely.MultiPoint(_plan(beyond))):
        return [solid]
    if len(within) == 0:
        return [_as(solid, kind)]
    return [_as(solid, PartKind.BODY, _soup(within)), _as(solid, kind, _soup(beyond))]


def _plan(corners: Floats) -> Floats:
    """Corners of triangles in plan, (n, 2)."""
    plan: Floats = corners[:, :, :2].reshape(-1, 2)
    return plan


def _soup(corners: Floats) -> Mesh:
    """Mesh of triangles that share no corners."""
    count = len(corners)
    return corners.reshape(-1, 3), np.arange(3 * count, dtype=np.int64).reshape(-1, 3)


def _bodies(
    model: Extract,
    solids: Sequence[_Solid],
    plans: Plans,
    walls: dict[str, list[Plan]],
) -> list[Shape]:
    """One body a storey, one for each piece of its outline."""
    by_storey: defaultdict[str, list[_Solid]] = defaultdict(list)
    for solid in solids:
        by_storey[solid.storey].append(solid)
    facts = model.semantics.storeys
    shapes = []
    for storey, some in by_storey.items():
        fact = facts.get(storey)
        outline = plans.enclosed(walls.get(storey, ()))
        pieces = polygons_in(outline)
        if not pieces:
            corners = np.concatenate([s.corners for s in some])
            pieces = polygons_in(tidied(footprint(corners)))[:1]
        for piece, members in _by_piece(pieces, some):
            shape = _shape(PartKind.BODY, members)
            shapes.append(
                Shape(
                    kind=PartKind.BODY,
                    name=(fact.name or f"{fact.floor}F") if fact else shape.name,
                    mesh=shape.mesh,
                    outline=piece,
                    floor=fact.floor if fact else 0,
                    elements=shape.elements,
                )
            )
    return sorted(shapes, key=lambda s: (s.outline is None, s.floor < 1, abs(s.floor)))


def _by_piece(
    pieces: list[Polygon], solids: Sequence[_Solid]
) -> list[tuple[Polygon | None, list[_Solid]]]:
    """Solids by the piece of the outline that they are nearest to."""
    if len(pieces) < 2:
        return [(pieces[0] if pieces else None, list(solids))]
    groups: defaultdict[int, list[_Solid]] = defaultdict(list)
    for solid in solids:
        middle = shapely.Point(_plan(solid.corners).mean(axis=0))
        groups[int(np.argmin([p.distance(middle) for p in pieces]))].append(solid)
    return [(pieces[k], some) for k, some in sorted(groups.items())]


def _shape(kind: PartKind, solids: Sequence[_Solid]) -> Shape:
    """One shape of several solids of a kind."""
    mesh = joined([solid.mesh for solid in solids])
    if mesh is None:
        mesh = (np.empty((0, 3)), np.empty((0, 3), dtype=np.int64))
    guids = tuple(dict.fromkeys(solid.element.guid for solid in solids))
    names = dict.fromkeys(s.element.name or s.element.guid for s in solids)
    return Shape(kind=kind, name=name_some(list(names)), mesh=mesh, elements=guids)
