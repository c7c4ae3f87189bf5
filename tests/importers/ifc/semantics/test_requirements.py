"""The IDS document: valid, and passed and failed where it should be."""

import pytest

from sunlight.importers.ifc.requirements import ids_document

ids = pytest.importorskip("ifctester.ids")
ifcopenshell = pytest.importorskip("ifcopenshell")

ZONES = "卧室、起居室归户 / Bedrooms and living rooms belong to a dwelling"
ZERO = "建筑有 ±0.00 的绝对标高 / Buildings give the elevation of ±0.00"
USE = "建筑有使用性质 / Buildings say their use"
HOSTED = "窗填充墙或屋面的洞口 / Windows fill openings of walls or roofs"
WINDOWS = "窗有宽度和高度 / Windows have a width and a height"
SPACES = "房间有编号和名称 / Spaces have numbers and names"
STOREYS = "楼层有名称和标高 / Storeys have names and elevations"


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "requirements.ids"
    path.write_text(ids_document(), encoding="utf-8")
    return ids.open(str(path), validate=True)


@pytest.fixture
def failed(document, real_file):
    """Names of the requirements that a file fails, and how many elements of each."""

    def failed(name):
        document.validate(ifcopenshell.open(real_file(name)))
        return {
            spec.name: len(spec.failed_entities)
            for spec in document.specifications
            if not spec.status
        }

    return failed


def test_the_document_is_valid_and_the_same_every_time(document):
    assert 8 == len(document.specifications)
    assert ids_document() == ids_document()


def test_every_requirement_is_said_in_both_languages(document):
    for spec in document.specifications:
        for said in (spec.name, spec.description, spec.instructions):
            chinese, _, english = said.partition(" / ")
            assert english
            assert english.isascii() or "±" in english
            assert not chinese.isascii()


def test_the_document_says_what_ids_cannot_ask(document):
    said = document.info["description"]

    assert all(word in said for word in ("TrueNorth", "RefLatitude", "真北", "经纬度"))


def test_fzk_haus_lacks_a_zone_for_its_dwelling_and_its_zero(failed):
    assert {ZONES: 2, ZERO: 1} == failed("AC20-FZK-Haus.ifc")


def test_duplex_lacks_zones_and_use(failed):
    assert {ZONES: 6, USE: 1, ZERO: 1} == failed("duplex.ifc")


def test_duplex_with_zones_has_its_dwellings(failed):
    assert {USE: 1, ZERO: 1} == failed("duplex_zones_truenorth_DERIVED.ifc")


def test_windows_that_fill_no_opening_fail(failed):
    assert {STOREYS: 1, HOSTED: 5, SPACES: 0, USE: 1, ZERO: 1} == failed(
        "IfcOpenHouse_IFC4.ifc"
    )


def test_a_model_without_windows_and_spaces_fails(failed):
    assert {WINDOWS: 0, SPACES: 0, USE: 1, ZERO: 1} == failed("4walls1floorSite.ifc")


@pytest.mark.parametrize("schema", ["IFC2X3", "IFC4"])
def test_a_model_that_has_it_all_passes(document, small_model, schema):
    small = small_model(schema)
    small.building.ElevationOfRefHeight = 790.45
    small.properties(small.building, "Pset_BuildingCommon", OccupancyType="住宅")
    storey = small.storey("1F", 0.0)
    small.zone("101", small.space("101-1", "主卧", storey), ObjectType="Dwelling")
    wall, opening = small.root("IfcWall"), small.root("IfcOpeningElement")
    window = small.root("IfcWindow", OverallWidth=1.5, OverallHeight=1.5)
    small.root(
        "IfcRelVoidsElement",
        RelatingBuildingElement=wall,
        RelatedOpeningElement=opening,
    )
    small.root(
        "IfcRelFillsElement",
        RelatingOpeningElement=opening,
        RelatedBuildingElement=window,
    )
    small.root(
        "IfcRelContainedInSpatialStructure",
        RelatedElements=[wall, window],
        RelatingStructure=storey,
    )

    document.validate(small.file)

    assert all(spec.status for spec in document.specifications)
