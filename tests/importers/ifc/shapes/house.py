"""A house of two rooms, written by script, of which every number is known.

Outer walls 8.0 m by 6.0 m, 0.3 m thick, 3.0 m high; a roof of 9.0 m by 7.0 m on them; a
partition at x = 5; a facing 0.12 m before the west wall; the ground at -0.45 m.
"""

WALL, HEIGHT = 0.3, 3.0


class House:
    """Boxes of walls, slabs, openings and windows in one storey."""

    def __init__(self, ifcopenshell, *, schema="IFC4", unit=1.0):
        self.file = ifcopenshell.file(schema=schema)
        self.guid = ifcopenshell.guid.new
        self.unit = unit  # metres per unit of the file
        prefix = "MILLI" if unit == 0.001 else None
        length = self.make(
            "IfcSIUnit", UnitType="LENGTHUNIT", Prefix=prefix, Name="METRE"
        )
        axes = self.axes((0.0, 0.0, 0.0))
        self.context = self.make(
            "IfcGeometricRepresentationContext",
            ContextType="Model",
            CoordinateSpaceDimension=3,
            Precision=1e-5,
            WorldCoordinateSystem=axes,
            TrueNorth=self.make("IfcDirection", (0.6, 0.8)),
        )
        project = self.root(
            "IfcProject",
            Name="p",
            UnitsInContext=self.make("IfcUnitAssignment", Units=[length]),
            RepresentationContexts=[self.context],
        )
        self.site = self.root(
            "IfcSite",
            Name="s",
            CompositionType="ELEMENT",
            RefLatitude=(38, 25, 12),
            RefLongitude=(112, 43, 48),
            RefElevation=790.0 / unit,
        )
        self.building = self.root(
            "IfcBuilding",
            Name="1#",
            CompositionType="ELEMENT",
            ElevationOfTerrain=789.55 / unit,
        )
        self.storey = self.root(
            "IfcBuildingStorey", Name="1F", CompositionType="ELEMENT", Elevation=0.0
        )
        for product in (self.site, self.building, self.storey):
            product.ObjectPlacement = self.placement((0.0, 0.0, 0.0))
        self.aggregate(project, self.site)
        self.aggregate(self.site, self.building)
        self.aggregate(self.building, self.storey)
        self.contained = []

    def make(self, kind, *values, **attributes):
        return self.file.create_entity(kind, *values, **attributes)

    def root(self, kind, **attributes):
        return self.make(kind, GlobalId=self.guid(), **attributes)

    def aggregate(self, whole, *parts):
        self.root("IfcRelAggregates", RelatingObject=whole, RelatedObjects=parts)

    def axes(self, point):
        scaled = tuple(float(v) / self.unit for v in point)
        return self.make(
            "IfcAxis2Placement3D", Location=self.make("IfcCartesianPoint", scaled)
        )

    def placement(self, point):
        return self.make("IfcLocalPlacement", RelativePlacement=self.axes(point))

    def box(self, low, high):
        """Shape of a box, at the origin of its own placement."""
        size = [(b - a) / self.unit for a, b in zip(low, high, strict=True)]
        middle = self.make("IfcCartesianPoint", (size[0] / 2.0, size[1] / 2.0))
        profile = self.make(
            "IfcRectangleProfileDef",
            ProfileType="AREA",
            Position=self.make("IfcAxis2Placement2D", Location=middle),
            XDim=size[0],
            YDim=size[1],
        )
        solid = self.make(
            "IfcExtrudedAreaSolid",
            SweptArea=profile,
            Position=self.axes((0.0, 0.0, 0.0)),
            ExtrudedDirection=self.make("IfcDirection", (0.0, 0.0, 1.0)),
            Depth=size[2],
        )
        shape = self.make(
            "IfcShapeRepresentation", self.context, "Body", "SweptSolid", [solid]
        )
        return self.make("IfcProductDefinitionShape", Representations=[shape])

    def add(self, kind, name, low, high, *, contained=True, shape=True, **attributes):
        """An element that is a box, in the storey."""
        element = self.root(kind, Name=name, **attributes)
        element.ObjectPlacement = self.placement(low)
        if shape:
            element.Representation = self.box(low, high)
        if contained:
            self.contained.append(element)
        return element

    def window(self, name, host, low, high, *, deep=0.1, body=0.1, kind="IfcWindow"):
        """An opening through a wall along x or y, and the window that fills it."""
        thin = 0 if high[0] - low[0] < high[1] - low[1] else 1
        reach = [0.0, 0.0, 0.0]
        reach[thin] = deep
        opening = self.add(
            "IfcOpeningElement",
            f"hole of {name}",
            [a - r for a, r in zip(low, reach, strict=True)],
            [b + r for b, r in zip(high, reach, strict=True)],
            contained=False,
        )
        self.root(
            "IfcRelVoidsElement",
            RelatingBuildingElement=host,
            RelatedOpeningElement=opening,
        )
        inner = [list(low), list(high)]
        inner[0][thin] += body
        inner[1][thin] -= body
        window = self.add(kind, name, *inner)
        self.root(
            "IfcRelFillsElement",
            RelatingOpeningElement=opening,
            RelatedBuildingElement=window,
        )
        return window

    def space(self, name, low, high):
        space = self.add("IfcSpace", name, low, high, contained=False)
        space.LongName = "卧室"
        self.aggregate(self.storey, space)
        return space

    def write(self, path):
        self.root(
            "IfcRelContainedInSpatialStructure",
            RelatedElements=self.contained,
            RelatingStructure=self.storey,
        )
        self.file.write(str(path))
        return path


def furnished(ifcopenshell, *, rooms=True, **options):
    """House with windows of every kind."""
    house = House(ifcopenshell, **options)
    add = house.add
    south = add("IfcWall", "south", (0, 0, 0), (8, WALL, HEIGHT))
    north = add("IfcWall", "north", (0, 6 - WALL, 0), (8, 6, HEIGHT))
    west = add("IfcWall", "west", (0, WALL, 0), (WALL, 6 - WALL, HEIGHT))
    east = add("IfcWall", "east", (8 - WALL, WALL, 0), (8, 6 - WALL, HEIGHT))
    between = add("IfcWall", "partition", (5, WALL, 0), (5.1, 6 - WALL, HEIGHT))
    add("IfcSlab", "floor", (0, 0, -0.2), (8, 6, 0), PredefinedType="BASESLAB")
    roof = add(
        "IfcSlab", "roof", (-0.5, -0.5, 3.0), (8.5, 6.5, 3.2), PredefinedType="ROOF"
    )
    add("IfcSlab", "gallery", (2, -1.5, 1.0), (4, 0.2, 1.1), PredefinedType="FLOOR")
    add("IfcRailing", "rail", (2, -1.5, 1.1), (4, -1.45, 2.0))
    add("IfcChimney", "chimney", (6, 3, 3.2), (6.5, 3.5, 4.4))
    add("IfcBuildingElementProxy", "Tree: apple", (20, 20, 0), (21, 21, 5))
    add("IfcFurniture", "table", (1, 1, 0), (2, 2, 0.8))
    house.window("S1", south, (1, 0, 0.9), (2.5, WALL, 2.4))
    house.window("N1", north, (1, 6 - WALL, 0.6), (2.5, 6, 2.4))
    house.window("W1", west, (0, 2, 0.9), (WALL, 3.2, 2.4))
    house.window("E1", east, (8 - WALL, 2, 0.9), (8, 3.2, 2.4))
    house.window("skin", east, (8 - WALL + 0.004, 4, 0.9), (8, 5, 2.4), deep=0.0)
    house.window("bay", south, (5.5, 0, 0.5), (7.0, WALL, 2.4), body=-0.5)
    house.window("inside", between, (5, 2, 1), (5.1, 3, 2), body=0.02)
    house.window("D1", north, (5.5, 6 - WALL, 0), (6.5, 6, 2.1), kind="IfcDoor")
    house.window("light", roof, (3, 3, 3.0), (4, 4, 3.2))
    clad = add("IfcWall", "facing", (-0.12, 0, 0), (-0.07, 6, HEIGHT))
    opening = add("IfcOpeningElement", "hole of facing", (-0.2, 2, 0.9), (0, 3.2, 2.4))
    house.contained.remove(opening)
    house.root(
        "IfcRelVoidsElement",
        RelatingBuildingElement=clad,
        RelatedOpeningElement=opening,
    )
    if rooms:
        house.space("101", (WALL, WALL, 0), (5, 6 - WALL, HEIGHT))
        house.space("102", (5.1, WALL, 0), (8 - WALL, 6 - WALL, HEIGHT))
    return house
