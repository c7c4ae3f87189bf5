"""Footprint and height of a building: which parts count, from which ground."""

import math

import numpy as np
import pytest
from shapely import Polygon, box
from small_estates import GROUND, block, part

from sunlight.errors import GeometryError, InputError
from sunlight.kinds import NOT_OBSTRUCTING_PARTS, PartKind, Status, Use
from sunlight.model.project import Building, Part
from sunlight.scope import (
    ROOF_HOUSE_PARTS,
    ScopeConditions,
    ShadingHeight,
    footprint,
    shading_height,
)

PLAN = box(0, 0, 60, 12)
ROOF_HOUSE = box(10, 2, 16, 8)
HIGHEST = ScopeConditions()
WITHOUT = ScopeConditions(height=ShadingHeight.WITHOUT_ROOF_HOUSES)
RAISED = ScopeConditions(height=ShadingHeight.PLUS_HIGHER_GROUND)


def with_part(kind, height=34.0, polygon=ROOF_HOUSE):
    return block("1#", PLAN, 30.0, parts=(part(polygon, height, kind),))


def mesh_building(vertices, faces):
    mesh = Part(
        base=GROUND,
        top=GROUND + 30.0,
        vertices=np.array(vertices, dtype=np.float64),
        faces=np.array(faces, dtype=np.int64),
    )
    return Building(
        id="mesh",
        status=Status.EXISTING,
        use=Use.RESIDENTIAL,
        zero_level=GROUND,
        outdoor_ground=GROUND,
        parts=(mesh,),
    )


@pytest.mark.parametrize("kind", sorted(ROOF_HOUSE_PARTS))
def test_roof_houses_count_unless_the_reading_leaves_them_out(kind):
    building = with_part(kind)

    assert [34.0, 30.0] == [shading_height(building, c) for c in (HIGHEST, WITHOUT)]


def test_a_parapet_counts_in_every_reading():
    building = with_part(PartKind.PARAPET, height=31.2)

    assert [31.2, 31.2] == pytest.approx(
        [shading_height(building, c) for c in (HIGHEST, WITHOUT)]
    )


@pytest.mark.parametrize("kind", sorted(NOT_OBSTRUCTING_PARTS))
@pytest.mark.parametrize("reading", ShadingHeight)
def test_what_never_shades_never_makes_a_building_higher_or_wider(kind, reading):
    building = with_part(kind, height=50.0, polygon=box(50, 0, 90, 12))
    conditions = ScopeConditions(height=reading)

    assert 30.0 == shading_height(building, conditions)
    assert 720.0 == footprint(building).area


def test_balconies_belong_to_the_footprint():
    assert (
        720.0 + 9.0
        == footprint(with_part(PartKind.BALCONY, polygon=box(10, -1.5, 16, 0))).area
    )


def test_the_height_is_taken_from_the_outdoor_ground_not_from_zero_level():
    building = block("1#", PLAN, 30.0)

    assert 0.45 == pytest.approx(building.zero_level - building.outdoor_ground)
    assert 30.0 == shading_height(building, HIGHEST)


@pytest.mark.parametrize(
    ("expected", "lowest"),
    [(33.0, 797.0), (30.0, 800.0), (30.0, 812.0), (30.0, math.nan)],
    ids=["own ground higher", "level", "own ground lower", "nothing known"],
)
def test_a_higher_own_ground_is_added_and_a_lower_one_never_taken_off(expected, lowest):
    building = block("1#", PLAN, 30.0)

    assert expected == shading_height(building, RAISED, lowest_ground=lowest)
    assert 30.0 == shading_height(building, HIGHEST, lowest_ground=lowest)


def test_an_underground_garage_has_no_height():
    garage = block("G", PLAN, 0.0, parts=())

    assert 0.0 == shading_height(garage, HIGHEST)


def test_an_unknown_outdoor_ground_is_refused_with_the_building_named():
    building = block("7#", PLAN, 30.0, ground=math.nan)

    with pytest.raises(InputError, match="building 7# has no outdoor ground") as error:
        shading_height(building, HIGHEST)
    assert "7#.outdoor_ground" == error.value.where


def test_a_building_of_roof_houses_alone_has_no_height_without_them():
    tank = Building(
        id="T",
        status=Status.EXISTING,
        use=Use.OTHER,
        zero_level=GROUND,
        outdoor_ground=GROUND,
        parts=(part(PLAN, 20.0, PartKind.WATER_TANK),),
    )

    assert 20.0 == shading_height(tank, HIGHEST)
    with pytest.raises(InputError, match="building T has no part"):
        shading_height(tank, WITHOUT)


def test_a_mesh_has_the_footprint_of_its_triangles():
    # a wedge: level underside of 10 m x 10 m, a slope and upright walls
    corners = [(0, 0, 800), (10, 0, 800), (10, 10, 800), (0, 10, 800)]
    corners += [(0, 0, 830), (10, 0, 830)]
    faces = [(0, 2, 1), (0, 3, 2), (4, 5, 2), (4, 2, 3), (0, 1, 5), (0, 5, 4)]

    outline = footprint(mesh_building(corners, faces))

    assert (100.0, (0.0, 0.0, 10.0, 10.0)) == (
        pytest.approx(outline.area, abs=1e-4),
        pytest.approx(outline.bounds, abs=1e-5),
    )


def test_an_upright_sheet_of_a_mesh_keeps_its_line():
    wall = [(0, 0, 800), (40, 0, 800), (40, 0, 830), (0, 0, 830)]

    outline = footprint(mesh_building(wall, [(0, 1, 2), (0, 2, 3)]))

    assert pytest.approx((0, 0, 40, 0), abs=1e-5) == outline.bounds
    assert not outline.is_empty


def test_a_courtyard_stays_open_and_pieces_stay_apart():
    court = PLAN.difference(box(20, 4, 40, 8))
    building = block("1#", court, 9.0, parts=(part(box(100, 0, 110, 10), 9.0),))

    assert pytest.approx(720 - 80 + 100) == footprint(building).area


@pytest.mark.parametrize(
    "bad",
    [Polygon(), Polygon([(0, 0), (10, 10), (10, 0), (0, 10)]), None],
    ids=["empty", "crossing itself", "neither outline nor mesh"],
)
def test_a_part_without_a_usable_outline_is_refused_with_its_building(bad):
    building = block("9#", PLAN, 30.0, parts=(part(bad, 30.0),))

    with pytest.raises(GeometryError, match=r"parts\[1\] of building 9#") as error:
        footprint(building)
    assert "9#" == error.value.object_id


def test_a_building_without_parts_is_refused():
    bare = Building(
        id="0#",
        status=Status.EXISTING,
        use=Use.OTHER,
        zero_level=GROUND,
        outdoor_ground=GROUND,
        parts=(),
    )

    with pytest.raises(GeometryError, match="building 0# has no part"):
        footprint(bare)


def test_a_mesh_with_corners_at_no_place_is_refused():
    with pytest.raises(GeometryError, match="not finite"):
        footprint(mesh_building([(0, 0, 0), (1, 0, 0), (0, math.nan, 0)], [(0, 1, 2)]))
