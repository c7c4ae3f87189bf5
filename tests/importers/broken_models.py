"""Small broken model files, made by script: IFC, DXF and CityJSON.

Each function writes one file and is named after the code of the finding that it must
raise, in small letters; those that start with ``sound_`` are the twins that must not.
All stand near Xinzhou: ±0.00 at 800.45 m, outdoor ground at 800 m.
"""

import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ZERO, GROUND = 800.45, 800.0
WIDE, DEEP, HIGH, WALL = 6.0, 5.0, 3.0, 0.3
OPENING_LEFT, OPENING_WIDE, SILL, OPENING_HIGH = 2.0, 2.0, 0.9, 1.5


# ------------------------------------------------------------------------------- IFC
@dataclass(frozen=True, kw_only=True)
class House:
    """What is special about the house; by default nothing.

    `scale` multiplies every length, `storey` is the level of the floor above ±0.00,
    `cut` how deep the opening is, `turned` puts the window in half a turn.
    """

    scale: float = 1.0
    storey: float = 0.0
    cut: float = WALL + 0.1
    opening: bool = True
    window: bool = True
    turned: bool = False
    north: bool = True
    room: bool = True
    copies: tuple[tuple[float, float], ...] = field(default=((0.0, 0.0),))


class _Writer:
    """Entities of one IFC4 file, lengths multiplied by the scale of the house."""

    def __init__(self, house: House) -> None:
        ifcopenshell = pytest.importorskip("ifcopenshell")
        pytest.importorskip("ifcopenshell.guid")

        self.house = house
        self.model = ifcopenshell.file(schema="IFC4")
        self.count = 0
        self.new_guid = ifcopenshell.guid.new
        self.context = self._context()

    def make(self, kind: str, **values: Any) -> Any:
        return self.model.create_entity(kind, **values)

    def rooted(self, kind: str, **values: Any) -> Any:
        return self.make(kind, GlobalId=self.new_guid(), **values)

    def point(self, *at: float) -> Any:
        return self.make(
            "IfcCartesianPoint", Coordinates=[x * self.house.scale for x in at]
        )

    def direction(self, *ratios: float) -> Any:
        return self.make("IfcDirection", DirectionRatios=ratios)

    def axes(self, at: tuple[float, float, float], turn: float = 0.0) -> Any:
        return self.make(
            "IfcAxis2Placement3D",
            Location=self.point(*at),
            Axis=self.direction(0.0, 0.0, 1.0),
            RefDirection=self.direction(math.cos(turn), math.sin(turn), 0.0),
        )

    def placement(
        self, at: tuple[float, float, float], within: Any = None, turn: float = 0.0
    ) -> Any:
        return self.make(
            "IfcLocalPlacement",
            PlacementRelTo=within,
            RelativePlacement=self.axes(at, turn),
        )

    def _context(self) -> Any:
        north = self.direction(0.0, 1.0) if self.house.north else None
        return self.make(
            "IfcGeometricRepresentationContext",
            ContextType="Model",
            CoordinateSpaceDimension=3,
            Precision=1e-5,
            WorldCoordinateSystem=self.make(
                "IfcAxis2Placement3D",
                Location=self.make("IfcCartesianPoint", Coordinates=(0.0, 0.0, 0.0)),
            ),
            TrueNorth=north,
        )

    def body(self, size: tuple[float, float, float]) -> Any:
        """A box with one corner at the origin of its placement."""
        wide, deep, high = (x * self.house.scale for x in size)
        profile = self.make(
            "IfcRectangleProfileDef",
            ProfileType="AREA",
            Position=self.make(
                "IfcAxis2Placement2D",
                Location=self.make(
                    "IfcCartesianPoint", Coordinates=(wide / 2.0, deep / 2.0)
                ),
            ),
            XDim=wide,
            YDim=deep,
        )
        solid = self.make(
            "IfcExtrudedAreaSolid",
            SweptArea=profile,
            Position=self.axes((0.0, 0.0, 0.0)),
            ExtrudedDirection=self.direction(0.0, 0.0, 1.0),
            Depth=high,
        )
        shape = self.make(
            "IfcShapeRepresentation",
            ContextOfItems=self.context,
            RepresentationIdentifier="Body",
            RepresentationType="SweptSolid",
            Items=[solid],
        )
        return self.make("IfcProductDefinitionShape", Representations=[shape])

    def box(
        self,
        kind: str,
        name: str,
        at: tuple[float, float, float],
        size: tuple[float, float, float],
        within: Any,
        **values: Any,
    ) -> Any:
        """A product with a box for its body."""
        return self.rooted(
            kind,
            Name=name,
            ObjectPlacement=self.placement(at, within),
            Representation=self.body(size),
            **values,
        )

    def aggregate(self, whole: Any, parts: list[Any]) -> None:
        self.rooted("IfcRelAggregates", RelatingObject=whole, RelatedObjects=parts)


def write_house(path: Path, house: House) -> Path:
    """Write a house of one room with one window to the south."""
    ifc = _Writer(house)
    metre = ifc.make("IfcSIUnit", UnitType="LENGTHUNIT", Name="METRE")
    radian = ifc.make("IfcSIUnit", UnitType="PLANEANGLEUNIT", Name="RADIAN")
    project = ifc.rooted(
        "IfcProject",
        Name="house",
        RepresentationContexts=[ifc.context],
        UnitsInContext=ifc.make("IfcUnitAssignment", Units=[metre, radian]),
    )
    place = ifc.placement((0.0, 0.0, 0.0))
    site = ifc.rooted(
        "IfcSite",
        Name="site",
        ObjectPlacement=place,
        RefLatitude=(38, 25, 12),
        RefLongitude=(112, 43, 48),
        RefElevation=GROUND * house.scale,
    )
    ifc.aggregate(project, [site])
    buildings = [
        _building(ifc, f"{k + 1}#", at, place) for k, at in enumerate(house.copies)
    ]
    ifc.aggregate(site, buildings)
    ifc.model.write(str(path))
    return path


def _building(ifc: _Writer, name: str, at: tuple[float, float], within: Any) -> Any:
    """A building with its storey, walls, slabs, window and room."""
    house = ifc.house
    place = ifc.placement((*at, ZERO - GROUND), within)  # the site lies at GROUND
    building = ifc.rooted(
        "IfcBuilding",
        Name=name,
        ObjectPlacement=place,
        ElevationOfRefHeight=ZERO * house.scale,
    )
    floor = ifc.placement((0.0, 0.0, house.storey), place)
    storey = ifc.rooted(
        "IfcBuildingStorey",
        Name="1F",
        ObjectPlacement=floor,
        Elevation=house.storey * house.scale,
    )
    ifc.aggregate(building, [storey])
    down = -house.storey  # the shapes stay where they are
    inner = DEEP - 2 * WALL
    walls = [
        ("south", (0.0, 0.0), (WIDE, WALL)),
        ("north", (0.0, DEEP - WALL), (WIDE, WALL)),
        ("west", (0.0, WALL), (WALL, inner)),
        ("east", (WIDE - WALL, WALL), (WALL, inner)),
    ]
    elements = [
        ifc.box("IfcWall", side, (*corner, down), (*plan, HIGH), floor)
        for side, corner, plan in walls
    ]
    for label, level in (("floor", -0.2), ("roof", HIGH)):
        size = (WIDE, DEEP, 0.2)
        elements.append(
            ifc.box("IfcSlab", label, (0.0, 0.0, down + level), size, floor)
        )
    if house.window:
        elements.append(_window(ifc, elements[0], floor, down))
    ifc.rooted(
        "IfcRelContainedInSpatialStructure",
        RelatingStructure=storey,
        RelatedElements=elements,
    )
    if house.room:
        corner, size = (WALL, WALL, down), (WIDE - 2 * WALL, inner, HIGH)
        room = ifc.box("IfcSpace", "101", corner, size, floor, LongName="卧室")
        ifc.aggregate(storey, [room])
    return building


def _window(ifc: _Writer, wall: Any, floor: Any, down: float) -> Any:
    """The window, in its opening if there is one."""
    house = ifc.house
    at = (OPENING_LEFT, WALL - house.cut, down + SILL)
    if house.cut > WALL:
        at = (OPENING_LEFT, -0.05, down + SILL)
    size = (OPENING_WIDE, house.cut, OPENING_HIGH)
    corner = (OPENING_LEFT, 0.1, down + SILL)
    turn = 0.0
    if house.turned:
        corner, turn = (OPENING_LEFT + OPENING_WIDE, 0.2, down + SILL), math.pi
    window = ifc.rooted(
        "IfcWindow",
        Name="C2015",
        ObjectPlacement=ifc.placement(corner, floor, turn),
        Representation=ifc.body((OPENING_WIDE, 0.1, OPENING_HIGH)),
        OverallWidth=OPENING_WIDE * house.scale,
        OverallHeight=OPENING_HIGH * house.scale,
    )
    if house.opening:
        opening = ifc.box("IfcOpeningElement", "opening", at, size, floor)
        ifc.rooted(
            "IfcRelVoidsElement",
            RelatingBuildingElement=wall,
            RelatedOpeningElement=opening,
        )
        ifc.rooted(
            "IfcRelFillsElement",
            RelatingOpeningElement=opening,
            RelatedBuildingElement=window,
        )
    return window


def sound_house(path: Path) -> Path:
    return write_house(path, House())


def sound_house_with_its_window_turned(path: Path) -> Path:
    """Outside is where the room is not, whichever way the window was put in."""
    return write_house(path, House(turned=True))


def opening_not_cut(path: Path) -> Path:
    """The opening is made from inside and stops 4 mm short of the outer face."""
    return write_house(path, House(cut=WALL - 0.004))


def window_without_host(path: Path) -> Path:
    """A window in a wall without any opening."""
    return write_house(path, House(opening=False))


def sill_below_floor(path: Path) -> Path:
    """The storey is said to lie 1.5 m higher than its floor is drawn."""
    return write_house(path, House(storey=1.5))


def unit_millimetres(path: Path) -> Path:
    """Numbers in millimetres in a file that names the metre."""
    return write_house(path, House(scale=1000.0))


def north_missing(path: Path) -> Path:
    return write_house(path, House(north=False))


def window_without_room(path: Path) -> Path:
    return write_house(path, House(room=False))


def no_windows(path: Path) -> Path:
    return write_house(path, House(window=False))


def building_duplicate(path: Path) -> Path:
    return write_house(path, House(copies=((0.0, 0.0), (0.0, 0.0))))


def building_overlap(path: Path) -> Path:
    return write_house(path, House(copies=((0.0, 0.0), (4.0, 1.0))))


def sound_neighbours(path: Path) -> Path:
    """Two houses wall to wall."""
    return write_house(path, House(copies=((0.0, 0.0), (WIDE, 0.0))))


IFC = {
    f.__name__: f
    for f in (
        opening_not_cut,
        window_without_host,
        sill_below_floor,
        unit_millimetres,
        north_missing,
        window_without_room,
        no_windows,
        building_duplicate,
        building_overlap,
    )
}
IFC_SOUND = {
    f.__name__: f
    for f in (sound_house, sound_house_with_its_window_turned, sound_neighbours)
}


# ------------------------------------------------------------------------------- DXF
Ring = list[tuple[float, float]]
BLOCK: Ring = [(0, 0), (30, 0), (30, 12), (0, 12)]


def _moved(ring: Ring, x: float, y: float, scale: float = 1.0) -> Ring:
    return [(scale * (a + x), scale * (b + y)) for a, b in ring]


def write_plan(
    path: Path,
    outlines: list[tuple[Ring, float]],
    *,
    texts: tuple[tuple[str, float, float], ...] = (),
    unit: int = 6,
    open_outlines: tuple[Ring, ...] = (),
) -> Path:
    """Write a site plan: outlines with a thickness, texts, open lines.

    `unit` is $INSUNITS: 6 for metres, 4 for millimetres.
    """
    ezdxf = pytest.importorskip("ezdxf")

    drawing = ezdxf.new("R2000", setup=False)
    drawing.header["$INSUNITS"] = unit
    drawing.layers.add("建筑-现状")
    drawing.layers.add("层数标注")
    space = drawing.modelspace()
    for ring, thickness in outlines:
        given = {"layer": "建筑-现状", "thickness": thickness, "elevation": GROUND}
        space.add_lwpolyline(ring, close=True, dxfattribs=given)
    for ring in open_outlines:
        given = {"layer": "建筑-现状", "elevation": GROUND}
        space.add_lwpolyline(ring, close=False, dxfattribs=given)
    for text, x, y in texts:
        space.add_text(
            text, height=1.5, dxfattribs={"layer": "层数标注"}
        ).set_placement((x, y))
    drawing.saveas(path)
    return path


def sound_plan(path: Path) -> Path:
    return write_plan(path, [(BLOCK, 18.0), (_moved(BLOCK, 60.0, 0.0), 18.0)])


def outline_repeated(path: Path) -> Path:
    """One outline drawn twice."""
    return write_plan(path, [(BLOCK, 18.0), (BLOCK, 18.0)])


def overlapping_outlines(path: Path) -> Path:
    return write_plan(path, [(BLOCK, 18.0), (_moved(BLOCK, 20.0, 4.0), 18.0)])


def lines_not_closed(path: Path) -> Path:
    """An outline that ends 6 m short of its start, beside a sound one."""
    gap: Ring = [*_moved(BLOCK, 60.0, 0.0), (60.0, 6.0)]
    return write_plan(path, [(BLOCK, 18.0)], open_outlines=(gap,))


def millimetres_called_metres(path: Path) -> Path:
    rings = [_moved(BLOCK, x, 0.0, 1000.0) for x in (0.0, 60.0)]
    return write_plan(path, [(ring, 18_000.0) for ring in rings], unit=6)


def label_outside(path: Path) -> Path:
    """A text for a building that nobody drew."""
    return write_plan(path, [(BLOCK, 18.0)], texts=(("6F", 80.0, 6.0),))


DXF = {
    "OUTLINE-REPEATED": outline_repeated,
    "BUILDING-OVERLAP": overlapping_outlines,
    "LINES-NOT-CLOSED": lines_not_closed,
    "LABEL-OUTSIDE": label_outside,
}
DXF_UNIT = millimetres_called_metres
"""Several codes may say it: a guessed unit, or the size of what comes out."""


# -------------------------------------------------------------------------- CityJSON
Solid = tuple[list[tuple[float, float, float]], list[list[int]]]


def cube(x: float, y: float, size: float = 12.0, high: float = 9.0) -> Solid:
    """Corners and outward faces of a block."""
    plan = [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]
    corners = [(a, b, z) for z in (GROUND, GROUND + high) for a, b in plan]
    sides = [[k, (k + 1) % 4, 4 + (k + 1) % 4, 4 + k] for k in range(4)]
    return corners, [[3, 2, 1, 0], [4, 5, 6, 7], *sides]


def write_city(path: Path, solids: dict[str, Solid]) -> Path:
    """Write buildings as solids of LoD 2, in CGCS2000, zone of 114° east."""
    vertices: list[list[int]] = []
    objects = {}
    for name, (corners, faces) in solids.items():
        start = len(vertices)
        vertices += [[round(1000 * c) for c in corner] for corner in corners]
        objects[name] = {
            "type": "Building",
            "geometry": [
                {
                    "type": "Solid",
                    "lod": "2",
                    "boundaries": [[[[start + k for k in face]] for face in faces]],
                }
            ],
        }
    document = {
        "type": "CityJSON",
        "version": "1.1",
        "metadata": {"referenceSystem": "https://www.opengis.net/def/crs/EPSG/0/4547"},
        "transform": {
            "scale": [0.001, 0.001, 0.001],
            "translate": [390_000.0, 4_254_000.0, 0.0],
        },
        "CityObjects": objects,
        "vertices": vertices,
    }
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def sound_city(path: Path) -> Path:
    return write_city(path, {"b1": cube(0.0, 0.0), "b2": cube(12.0, 0.0)})


def mesh_open(path: Path) -> Path:
    """A block without its roof."""
    corners, faces = cube(0.0, 0.0)
    return write_city(path, {"b1": (corners, [faces[0], *faces[2:]])})


def mesh_inverted(path: Path) -> Path:
    corners, faces = cube(0.0, 0.0)
    return write_city(path, {"b1": (corners, [face[::-1] for face in faces])})


def mesh_self_intersecting(path: Path) -> Path:
    """A block raised from an outline that crosses itself, its lids in triangles."""
    plan = [(0.0, 0.0), (12.0, 12.0), (12.0, 0.0), (0.0, 12.0)]
    corners = [(a, b, z) for z in (GROUND, GROUND + 9.0) for a, b in plan]
    sides = [[k, (k + 1) % 4, 4 + (k + 1) % 4, 4 + k] for k in range(4)]
    lids = [[0, 2, 1], [0, 3, 2], [4, 5, 6], [4, 6, 7]]
    return write_city(path, {"b1": (corners, [*lids, *sides])})


def city_duplicate(path: Path) -> Path:
    return write_city(path, {"b1": cube(0.0, 0.0), "b2": cube(0.0, 0.0)})


def city_overlap(path: Path) -> Path:
    return write_city(path, {"b1": cube(0.0, 0.0), "b2": cube(8.0, 4.0)})


CITY = {
    "MESH-OPEN": mesh_open,
    "MESH-INVERTED": mesh_inverted,
    "MESH-SELF-INTERSECTING": mesh_self_intersecting,
    "BUILDING-DUPLICATE": city_duplicate,
    "BUILDING-OVERLAP": city_overlap,
}
