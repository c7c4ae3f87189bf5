"""What real IFC files say without geometry; numbers as measured for the sample data."""

import json

import pytest

from sunlight.importers.ifc.facts import IfcSemantics
from sunlight.kinds import RoomKind, Use

ifcopenshell = pytest.importorskip("ifcopenshell")


@pytest.fixture
def opened(real_file, read):
    return lambda name, **options: read(ifcopenshell.open(real_file(name)), **options)


def kinds_of(facts):
    return {s.long_name: s.kind for s in facts.spaces.values()}


def test_fzk_haus_storeys_and_rooms(opened):
    facts, findings = opened("AC20-FZK-Haus.ifc")

    assert ("IFC4", 1.0) == (facts.schema, facts.scale)
    assert [("Erdgeschoss", 0.0, 1), ("Dachgeschoss", 2.7, 2)] == [
        (s.name, s.elevation, s.floor) for s in facts.storeys.values()
    ]
    assert {
        "Schlafzimmer": RoomKind.BEDROOM,
        "Bad": RoomKind.BATH,
        "Buero": RoomKind.OTHER,
        "Wohnen": RoomKind.LIVING,
        "Flur": RoomKind.OTHER,
        "Küche": RoomKind.KITCHEN,
        "Galerie": RoomKind.UNKNOWN,
    } == kinds_of(facts)
    assert "7 Galerie" in findings["ROOM-KIND-UNKNOWN"].message


def test_fzk_haus_place_north_and_use(opened):
    facts, findings = opened("AC20-FZK-Haus.ifc")

    assert pytest.approx(50.0, abs=0.001) == facts.north_angle
    assert "angle" == facts.north
    assert pytest.approx(49 + 6 / 60 + 1.566 / 3600) == facts.latitude
    assert pytest.approx(8 + 26 / 60 + 11.5404 / 3600) == facts.longitude
    assert 110.0 == facts.elevation
    (building,) = facts.buildings
    assert ("FZK-Haus", 2, Use.RESIDENTIAL) == (
        building.name,
        building.storeys,
        building.use,
    )
    assert "BUILDING-USE-BY-WORDS" in findings


def test_every_window_of_fzk_haus_bounds_one_room(opened, real_file):
    facts, _ = opened("AC20-FZK-Haus.ifc")
    model = ifcopenshell.open(real_file("AC20-FZK-Haus.ifc"))

    rooms = []
    for window in model.by_type("IfcWindow"):
        (space,) = facts.spaces_of_window[window.GlobalId]
        rooms.append(facts.spaces[space].long_name)
    assert {
        "Bad": 1,
        "Buero": 2,
        "Galerie": 2,
        "Küche": 2,
        "Schlafzimmer": 2,
        "Wohnen": 2,
    } == {name: rooms.count(name) for name in set(rooms)}


def test_fzk_haus_is_one_dwelling_where_asked(opened):
    facts, findings = opened("AC20-FZK-Haus.ifc", one_dwelling=True)

    (dwelling,) = facts.dwellings.values()
    assert ("1", "one_dwelling") == (dwelling.name, dwelling.by)
    assert {True} == {bool(s.dwelling) for s in facts.spaces.values()}
    assert "ROOM-WITHOUT-DWELLING" not in findings


def test_duplex_has_a_foundation_below_and_a_roof_above(opened):
    facts, _ = opened("duplex.ifc")

    assert [
        ("T/FDN", -1.25, -1, "foundation"),
        ("Level 1", 0.0, 1, "storey"),
        ("Level 2", 3.1, 2, "storey"),
        ("Roof", 6.0, 3, "roof"),
    ] == [
        (s.name, round(s.elevation, 6), s.floor, s.role) for s in facts.storeys.values()
    ]
    assert 2 == facts.buildings[0].storeys


def test_duplex_says_no_north_and_lies_in_chicago(opened):
    facts, _ = opened("duplex.ifc")

    assert ("", 0.0) == (facts.north, facts.north_angle)
    assert pytest.approx(41 + 52 / 60 + 27.84 / 3600) == facts.latitude
    assert pytest.approx(-(87 + 38 / 60 + 21.839999 / 3600)) == facts.longitude


def test_duplex_dwellings_by_the_letter_before_the_number(opened):
    facts, findings = opened("duplex.ifc", dwelling_pattern="^([AB])")

    sizes = {
        facts.dwellings[key].name: sum(s.dwelling == key for s in facts.spaces.values())
        for key in facts.dwellings
    }
    assert {"A": 10, "B": 10} == sizes
    (roof,) = [s for s in facts.spaces.values() if s.name == "R301"]
    assert "" == roof.dwelling
    assert "ROOM-WITHOUT-DWELLING" not in findings


def test_duplex_rooms_are_unlinked_unless_asked(opened):
    facts, findings = opened("duplex.ifc")

    assert {} == facts.dwellings
    assert 13 == len(findings["ROOM-WITHOUT-DWELLING"].elements)


def test_duplex_windows_by_boundary_and_by_host(opened, real_file):
    facts, _ = opened("duplex.ifc")
    model = ifcopenshell.open(real_file("duplex.ifc"))
    windows = {w.GlobalId for w in model.by_type("IfcWindow")}

    settled, hosts = windows & set(facts.spaces_of_window), facts.spaces_of_host
    # 20 boundaries on 14 windows; 8 more have a wall with rooms; 2 are in the roof
    assert (14, 8) == (len(settled), len(windows & set(hosts)))
    assert not settled & set(hosts)
    assert windows == windows & set(facts.storey_of_element)


def test_duplex_zones_are_its_dwellings(opened):
    facts, findings = opened("duplex_zones_truenorth_DERIVED.ifc")

    assert {"Dwelling A": "zone", "Dwelling B": "zone"} == {
        d.name: d.by for d in facts.dwellings.values()
    }
    a, b = facts.dwellings
    assert {a: 10, b: 10, "": 1} == {
        key: sum(s.dwelling == key for s in facts.spaces.values())
        for key in {s.dwelling for s in facts.spaces.values()}
    }
    assert pytest.approx(15.0, abs=0.01) == facts.north_angle
    assert "ZONE-NOT-DWELLING" not in findings


def test_large_building_lies_where_revit_puts_it(opened):
    facts, findings = opened("LargeBuilding.ifc")

    assert 0.001 == facts.scale
    assert facts.latitude is None
    assert "Revit (Boston)" in findings["PLACE-IS-DEFAULT"].found
    assert [0.0, 4.0] == [s.elevation for s in facts.storeys.values()]
    assert 8 == len(findings["ROOM-KIND-UNKNOWN"].elements)


def test_a_north_of_three_numbers_is_not_used(opened):
    facts, findings = opened("4walls1floorSite.ifc")

    assert ("", 0.0) == (facts.north, facts.north_angle)
    assert findings["NORTH-INVALID"].found.startswith("(2.0, ")
    assert "Revit (London)" in findings["PLACE-IS-DEFAULT"].found


def test_map_conversion_in_a_file_in_millimetres(opened):
    facts, findings = opened("IfcOpenHouse_mapconversion_DERIVED.ifc")

    assert "EPSG:4549" == facts.crs
    assert pytest.approx((640412.315, 3457455.489), abs=0.001) == facts.map_origin
    assert pytest.approx(10.0) == facts.map.rotation
    assert pytest.approx(1.0) == facts.map.scale
    assert pytest.approx((31.2304, 121.4737), abs=1e-6) == (
        facts.latitude,
        facts.longitude,
    )
    assert 4.0 == facts.elevation
    assert "grid" == facts.north
    # the convergence of the Gauss-Kruger grid is close to Δλ sin φ
    assert pytest.approx(10.0 - 1.4737 * 0.51847, abs=0.001) == facts.north_angle
    assert "NORTH-DISAGREES" in findings
    assert "PLACE-DISAGREES" not in findings


@pytest.mark.parametrize(
    "name",
    [
        "AC20-FZK-Haus.ifc",
        "duplex_zones_truenorth_DERIVED.ifc",
        "IfcOpenHouse_mapconversion_DERIVED.ifc",
        "invalid/cyclic-placement.ifc",
    ],
)
def test_facts_come_back_equal_from_json(opened, name):
    facts, _ = opened(name)

    back = IfcSemantics.from_json(json.loads(json.dumps(facts.to_json())))

    assert facts == back
