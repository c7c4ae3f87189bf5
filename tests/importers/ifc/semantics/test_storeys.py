"""Levels and numbers of storeys, and what contains what."""

import pytest
from pydantic import ValidationError

from sunlight.importers.ifc.options import IfcOptions


def numbers(facts):
    return {s.name: s.floor for s in facts.storeys.values()}


def test_storeys_are_numbered_from_zero_up_and_down(small_model, read):
    small = small_model()
    for name, level in [
        ("屋面", 9.0),
        ("3F", 6.0),
        ("1F", 0.0),
        ("B2", -7.2),
        ("2F", 3.0),
        ("B1", -3.6),
        ("室外地坪", -0.45),
    ]:
        small.storey(name, level)

    facts, findings = read(small)

    assert {"B2": -2, "B1": -1, "1F": 1, "2F": 2, "3F": 3, "屋面": 4} | {
        "室外地坪": 1
    } == numbers(facts)
    assert 3 == facts.buildings[0].storeys
    assert {"屋面"} == {s.name for s in facts.storeys.values() if s.is_roof}
    assert "STOREY-NAME-DISAGREES" not in findings


def test_a_first_floor_a_little_below_zero_is_no_basement(small_model, read):
    small = small_model()
    small.storey("Level 1", -0.3)
    small.storey("Level 2", 3.0)

    facts, _ = read(small)

    assert {"Level 1": 1, "Level 2": 2} == numbers(facts)


def test_first_floor_of_american_english_is_no_ridge(small_model, read):
    small = small_model()
    small.storey("First Floor", 0.0)
    small.storey("Dachgeschoss", 3.0)
    small.storey("Dach", 6.0)

    facts, _ = read(small)

    assert ["storey", "storey", "roof"] == [s.role for s in facts.storeys.values()]


def test_storeys_that_skip_a_number_are_remarked_on(small_model, read):
    small = small_model()
    small.storey("1层", 0.0)
    small.storey("夹层", 3.0)
    small.storey("2层", 6.0)

    facts, findings = read(small)

    assert {"1层": 1, "夹层": 2, "2层": 3} == numbers(facts)
    assert "2层: 3" == findings["STOREY-NAME-DISAGREES"].found


def test_the_option_numbers_storeys(small_model, read):
    small = small_model()
    small.storey("1层", 0.0)
    small.storey("夹层", 3.0)
    small.storey("2层", 6.0)

    facts, findings = read(small, floors={"夹层": 1, "2层": 2})

    assert {"1层": 1, "夹层": 1, "2层": 2} == numbers(facts)
    assert "STOREY-NAME-DISAGREES" not in findings


def test_no_storey_has_number_zero():
    with pytest.raises(ValidationError, match="no storey has number 0"):
        IfcOptions(floors={"Level 0": 0})


def test_elevation_is_taken_from_the_placement_where_missing(small_model, read):
    small = small_model()
    small.storey("a", None, z=0.0)
    small.storey("b", None, z=3.3)

    facts, findings = read(small)

    assert [0.0, 3.3] == [s.elevation for s in facts.storeys.values()]
    assert 2 == len(findings["STOREY-WITHOUT-ELEVATION"].elements)


def test_elevations_above_the_sea_yield_to_placements(small_model, read):
    small = small_model()
    small.storey("a", 781.5, z=0.0)
    small.storey("b", 784.5, z=3.0)

    facts, findings = read(small)

    assert [0.0, 3.0] == [s.elevation for s in facts.storeys.values()]
    assert "781.500 m, 0.000 m" == findings["STOREY-ELEVATION-DISAGREES"].found


def test_placements_all_at_one_height_yield_to_elevations(small_model, read):
    small = small_model()
    small.storey("a", 0.0, z=0.0)
    small.storey("b", 3.0, z=0.0)

    facts, _ = read(small)

    assert [(0.0, 0.0), (3.0, 3.0)] == [
        (s.elevation, s.z) for s in facts.storeys.values()
    ]


def test_levels_are_relative_to_the_building(small_model, read):
    small = small_model()
    small.place(small.building, 780.0)
    placement = small.building.ObjectPlacement
    for name, level in [("a", 0.0), ("b", 3.0)]:
        small.place(small.storey(name, level), level, relative_to=placement)

    facts, findings = read(small)

    assert [(0.0, 780.0), (3.0, 783.0)] == [
        (s.elevation, s.z) for s in facts.storeys.values()
    ]
    assert 780.0 == facts.buildings[0].z
    assert not [code for code in findings if code.startswith("STOREY")]


def test_two_storeys_at_one_height_share_a_number(small_model, read):
    small = small_model()
    small.storey("1F east", 0.0)
    small.storey("1F west", 0.0)
    small.storey("2F", 3.0)

    facts, findings = read(small)

    assert {"1F east": 1, "1F west": 1, "2F": 2} == numbers(facts)
    assert 1 == len(findings["STOREY-DUPLICATE"].elements)


def test_a_model_with_another_zero_is_remarked_on(small_model, read):
    small = small_model()
    small.storey("a", 52.3)
    small.storey("b", 55.3)

    facts, findings = read(small)

    assert {"a": 1, "b": 2} == numbers(facts)
    assert "52.30 m" == findings["STOREYS-FAR-FROM-ZERO"].found


def test_a_placement_that_loops_ends(small_model, read):
    small = small_model()
    storey = small.storey("a", 3.0, z=0.0)
    storey.ObjectPlacement.PlacementRelTo = storey.ObjectPlacement

    facts, findings = read(small)

    assert [3.0] == [s.z for s in facts.storeys.values()]
    assert (storey.GlobalId,) == findings["STOREY-PLACEMENT-UNREADABLE"].elements


def test_a_building_without_storeys_is_remarked_on(small_model, read):
    small = small_model()

    facts, findings = read(small)

    assert 0 == facts.buildings[0].storeys
    assert (small.building.GlobalId,) == findings["BUILDING-WITHOUT-STOREYS"].elements


def test_parts_and_fillings_belong_where_their_wholes_do(small_model, read):
    small = small_model()
    storey = small.storey("1F", 0.0)
    wall, opening, window, pane = (
        small.root(kind)
        for kind in ("IfcWall", "IfcOpeningElement", "IfcWindow", "IfcPlate")
    )
    small.root(
        "IfcRelContainedInSpatialStructure",
        RelatedElements=[wall],
        RelatingStructure=storey,
    )
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
    small.aggregate(window, pane)

    facts, _ = read(small)

    things = [wall.GlobalId, opening.GlobalId, window.GlobalId, pane.GlobalId]
    assert {storey.GlobalId} == {facts.storey_of_element[guid] for guid in things}
    assert {small.building.GlobalId} == {
        facts.building_of_element[guid] for guid in things
    }


def test_parts_of_each_other_end(small_model, read):
    small = small_model()
    one, other = small.root("IfcWall"), small.root("IfcWall")
    small.aggregate(one, other)
    small.aggregate(other, one)

    facts, _ = read(small)

    assert one.GlobalId not in facts.storey_of_element


def test_shared_globalids_are_remarked_on(small_model, read):
    small = small_model()
    one, other = small.root("IfcWall"), small.root("IfcWall")
    other.GlobalId = one.GlobalId

    _, findings = read(small)

    assert (one.GlobalId,) == findings["GLOBALID-TWICE"].elements
