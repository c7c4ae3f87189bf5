"""Small IFC models without geometry, written by script, and what is read of them."""

import os
from pathlib import Path

import pytest

from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.ifc.semantics import read_semantics
from sunlight.importers.ifc.semantics_texts import SEMANTICS_TEXTS
from sunlight.importers.remarks import Remarks


class SmallModel:
    """One project, one site and one building; everything else is added."""

    def __init__(self, schema="IFC4", unit=None):
        ifcopenshell = pytest.importorskip("ifcopenshell")
        self.new_guid = pytest.importorskip("ifcopenshell.guid").new
        self.file = ifcopenshell.file(schema=schema)
        self.owner = None
        if schema == "IFC2X3":
            person = self.make("IfcPerson", FamilyName="n")
            body = self.make("IfcOrganization", Name="n")
            both = self.make(
                "IfcPersonAndOrganization", ThePerson=person, TheOrganization=body
            )
            program = self.make(
                "IfcApplication",
                ApplicationDeveloper=body,
                Version="1",
                ApplicationFullName="n",
                ApplicationIdentifier="n",
            )
            self.owner = self.make(
                "IfcOwnerHistory",
                OwningUser=both,
                OwningApplication=program,
                ChangeAction="ADDED",
                CreationDate=0,
            )
        self.metre = self.make("IfcSIUnit", UnitType="LENGTHUNIT", Name="METRE")
        self.radian = self.make("IfcSIUnit", UnitType="PLANEANGLEUNIT", Name="RADIAN")
        length = unit(self) if unit else self.metre
        self.context = self.add_context("Model")
        self.project = self.root(
            "IfcProject",
            Name="p",
            UnitsInContext=self.make("IfcUnitAssignment", Units=[length, self.radian]),
            RepresentationContexts=[self.context],
        )
        self.site = self.root("IfcSite", Name="s", CompositionType="ELEMENT")
        self.building = self.root("IfcBuilding", Name="1#", CompositionType="ELEMENT")
        self.aggregate(self.project, self.site)
        self.aggregate(self.site, self.building)

    def make(self, kind, *values, **attributes):
        return self.file.create_entity(kind, *values, **attributes)

    def root(self, kind, **attributes):
        attributes |= {"GlobalId": self.new_guid()}
        return self.make(kind, OwnerHistory=self.owner, **attributes)

    def add_context(self, kind, north=None):
        origin = self.make("IfcCartesianPoint", Coordinates=(0.0, 0.0, 0.0))
        axes = self.make("IfcAxis2Placement3D", Location=origin)
        return self.make(
            "IfcGeometricRepresentationContext",
            ContextType=kind,
            CoordinateSpaceDimension=3,
            WorldCoordinateSystem=axes,
            TrueNorth=None if north is None else self.direction(north),
        )

    def direction(self, ratios):
        return self.make("IfcDirection", DirectionRatios=ratios)

    def point_north(self, ratios):
        self.context.TrueNorth = self.direction(ratios)

    def aggregate(self, whole, *parts):
        self.root("IfcRelAggregates", RelatingObject=whole, RelatedObjects=parts)

    def place(self, product, z, relative_to=None):
        point = self.make("IfcCartesianPoint", Coordinates=(0.0, 0.0, float(z)))
        product.ObjectPlacement = self.make(
            "IfcLocalPlacement",
            PlacementRelTo=relative_to,
            RelativePlacement=self.make("IfcAxis2Placement3D", Location=point),
        )
        return product

    def storey(self, name, elevation, z="same"):
        storey = self.root(
            "IfcBuildingStorey",
            Name=name,
            CompositionType="ELEMENT",
            Elevation=elevation,
        )
        self.aggregate(self.building, storey)
        height = elevation if z == "same" else z
        return storey if height is None else self.place(storey, height)

    def space(self, name, long_name="", storey=None, **attributes):
        attributes.setdefault("CompositionType", "ELEMENT")
        if self.file.schema == "IFC2X3":
            attributes.setdefault("InteriorOrExteriorSpace", "INTERNAL")
        space = self.root("IfcSpace", Name=name, LongName=long_name, **attributes)
        if storey is not None:
            self.aggregate(storey, space)
        return space

    def zone(self, name, *members, **attributes):
        zone = self.root("IfcZone", Name=name, **attributes)
        if members:
            self.root(
                "IfcRelAssignsToGroup", RelatedObjects=members, RelatingGroup=zone
            )
        return zone

    def properties(self, owner, group, **values):
        kinds = {str: "IfcLabel", float: "IfcReal", int: "IfcInteger"}
        made = [
            self.make(
                "IfcPropertySingleValue",
                Name=name,
                NominalValue=self.make(kinds[type(value)], value),
            )
            for name, value in values.items()
        ]
        definition = self.root("IfcPropertySet", Name=group, HasProperties=made)
        self.root(
            "IfcRelDefinesByProperties",
            RelatedObjects=[owner],
            RelatingPropertyDefinition=definition,
        )

    def map_conversion(self, *, crs="EPSG:4549", kind="IfcMapConversion", **values):
        unit = values.pop("unit", self.metre)
        target = self.make("IfcProjectedCRS", Name=crs, MapUnit=unit)
        usual = {"Eastings": 640412.315, "Northings": 3457455.489}
        usual |= {"OrthogonalHeight": 4.0}
        return self.make(
            kind, SourceCRS=self.context, TargetCRS=target, **usual | values
        )


def millimetres(small):
    return small.make("IfcSIUnit", UnitType="LENGTHUNIT", Prefix="MILLI", Name="METRE")


def feet(small):
    value = small.make("IfcLengthMeasure", 0.3048)
    return small.make(
        "IfcConversionBasedUnit",
        Dimensions=small.make("IfcDimensionalExponents", 1, 0, 0, 0, 0, 0, 0),
        UnitType="LENGTHUNIT",
        Name="FOOT",
        ConversionFactor=small.make(
            "IfcMeasureWithUnit", ValueComponent=value, UnitComponent=small.metre
        ),
    )


@pytest.fixture
def units():
    return {"millimetres": millimetres, "feet": feet}


@pytest.fixture
def small_model():
    return SmallModel


@pytest.fixture
def read():
    """Facts of a model and its findings by code."""

    def read(model, **options):
        remarks = Remarks(SEMANTICS_TEXTS, file="x.ifc")
        file = getattr(model, "file", model)
        facts = read_semantics(file, IfcOptions(**options), remarks)
        return facts, {finding.code: finding for finding in remarks.findings()}

    return read


@pytest.fixture
def real_file():
    """Path of a sample file."""
    if "SUNLIGHT_DATA" not in os.environ:
        pytest.skip("SUNLIGHT_DATA does not point to the folder of sample data")
    return lambda name: Path(os.environ["SUNLIGHT_DATA"]) / "ifc" / name
