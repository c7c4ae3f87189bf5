"""The house written by script: every place, level and part is known by its numbers."""

import math

import numpy as np
import pytest

from sunlight.assessment.run import assess
from sunlight.findings import Severity
from sunlight.kinds import PartKind, WindowKind
from sunlight.model.tables import WINDOW_KINDS
from sunlight.model.validate import check_project

OUTER_FACES = {  # left and right end, sill: as drawn in house.py
    "S1": ((1.0, 0.0), (2.5, 0.0), 0.9),
    "N1": ((2.5, 6.0), (1.0, 6.0), 0.6),
    "W1": ((-0.12, 3.2), (-0.12, 2.0), 0.9),  # on the facing
    "E1": ((8.0, 2.0), (8.0, 3.2), 0.9),
    "skin": ((8.0, 4.0), (8.0, 5.0), 0.9),
    "bay": ((5.5, 0.0), (7.0, 0.0), 0.5),
}


@pytest.mark.parametrize("name", OUTER_FACES)
def test_sill_ends_lie_on_the_outer_face_as_seen_from_outside(house, name):
    left, right, sill = OUTER_FACES[name]
    found = house.ends(name)
    assert left == pytest.approx(found[0], abs=1e-9)
    assert right == pytest.approx(found[1], abs=1e-9)
    assert sill == pytest.approx(house.project.windows.sill_height[house.row[name]])


def test_nothing_else_is_a_window(house):
    assert set(OUTER_FACES) == set(house.row)


def test_without_rooms_rays_find_the_same_sides_turned_to_true_north(bare_house):
    turn = math.atan2(0.6, 0.8)  # true north lies so far clockwise of +y
    cosine, sine = math.cos(turn), math.sin(turn)
    way = np.array([[cosine, -sine], [sine, cosine]])
    for name, (left, right, _) in OUTER_FACES.items():
        found = bare_house.ends(f"B-{name}")
        assert way @ left == pytest.approx(found[0], abs=1e-6)
        assert way @ right == pytest.approx(found[1], abs=1e-6)


def test_a_named_door_is_measured_as_a_window(bare_house):
    row = bare_house.row["B-D1"]
    assert 0.0 == pytest.approx(bare_house.project.windows.sill_height[row], abs=1e-9)
    assert 1.0 == pytest.approx(bare_house.project.windows.width[row])


def test_levels_are_absolute(house):
    assert (790.0, 789.55) == (house.building.zero_level, house.building.outdoor_ground)
    assert 794.4 == pytest.approx(house.building.top)


def test_a_window_that_stands_out_is_a_bay(house):
    windows, row = house.project.windows, house.row["bay"]
    assert WindowKind.BAY is WINDOW_KINDS[windows.kind[row]]
    assert 0.5 == pytest.approx(windows.projection[row])


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("ROOF-LIGHT", "light"),
        ("INTERNAL-WINDOW", "inside"),
        ("OPENING-NOT-CUT", "skin"),
        ("WINDOW-STANDS-OUT", "bay"),
        ("GLAZED-DOORS-LEFT-OUT", "D1"),
        ("WINDOW-BEHIND-CLADDING", "W1"),
    ],
)
def test_what_is_no_usual_window_is_named_with_its_id(house, code, name):
    finding = house.findings[code]
    assert name in finding.message
    assert 1 == len(finding.elements)
    assert 22 == len(finding.elements[0])
    assert "house.ifc" == finding.file


def test_furniture_is_counted_and_trees_are_kept_but_shade_nothing(house):
    assert "1 IfcFurniture" in house.findings["ELEMENTS-LEFT-OUT"].message
    assert [PartKind.TREE] == [part.kind for part in house.project.site_parts]


def plan_area(part):
    """Area of the upward faces. [m2]"""
    corners = part.vertices[part.faces]
    doubled = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return np.abs(doubled[:, 2]).sum() / 4.0


def test_eaves_and_balconies_are_cut_off_along_the_outer_walls(house):
    by_kind = {part.kind: part for part in house.building.parts}
    eave, balcony = (plan_area(by_kind[k]) for k in (PartKind.EAVE, PartKind.BALCONY))
    facing = 0.12 * 6.0  # the wall before the west wall, and the air between
    assert 9.0 * 7.0 - 8.0 * 6.0 - facing == pytest.approx(eave, abs=1e-3)
    gallery, rail = 2.0 * 1.5, 2.0 * 0.05
    assert gallery + rail == pytest.approx(balcony, abs=1e-3)
    assert 0.25 == pytest.approx(plan_area(by_kind[PartKind.CHIMNEY]))
    assert ("roof", "gallery, rail") == (
        by_kind[PartKind.EAVE].name,
        by_kind[PartKind.BALCONY].name,
    )


def test_the_body_comes_first_with_the_outline_of_the_walls(house):
    body = house.building.parts[0]
    assert PartKind.BODY is body.kind
    assert "1F" == body.name
    assert (-0.12, 0.0, 8.0, 6.0) == pytest.approx(body.polygon.bounds)
    assert 48.72 == pytest.approx(body.polygon.area)
    assert body.polygon.exterior.is_ccw


def test_rooms_belong_to_windows_and_households(house):
    project = house.project
    rooms = {
        name: project.rooms.id[project.windows.room[row]]
        for name, row in house.row.items()
    }
    assert {"S1": "101", "N1": "101", "W1": "101"} == {
        k: v for k, v in rooms.items() if v == "101"
    }
    assert ["1#-1"] == project.households.id.tolist()


def test_without_rooms_the_windows_are_named(bare_house):
    finding = bare_house.findings["WINDOW-WITHOUT-ROOM"]
    assert Severity.WARNING is finding.severity
    assert 6 == len(finding.elements)


def distance(project, start, way):
    """How far a line of sight goes before it meets the building. [m]"""
    nearest = np.inf
    for part in project.buildings[0].parts:
        corners = part.vertices[part.faces]
        a = corners[:, 0]
        u, v = corners[:, 1] - a, corners[:, 2] - a
        across = np.cross(way, v)
        det = (u * across).sum(axis=1)
        with np.errstate(all="ignore"):
            first = ((start - a) * across).sum(axis=1) / det
            turned = np.cross(start - a, u)
            second = turned @ way / det
            far = (v * turned).sum(axis=1) / det
            met = (first >= 0) & (second >= 0) & (first + second <= 1) & (far > 0)
        nearest = min([nearest, *far[met].tolist()])
    return nearest


@pytest.mark.parametrize("name", ["S1", "N1", "E1"])
def test_free_air_before_a_window_and_a_panel_in_the_middle_of_its_wall(house, name):
    left, right = house.ends(name)
    out = np.array([right[1] - left[1], left[0] - right[0], 0.0])
    out /= np.linalg.norm(out)
    sill = 790.0 + house.project.windows.sill_height[house.row[name]]
    middle = np.array([*(0.51 * left + 0.49 * right), sill + 0.7])
    assert math.inf == distance(house.project, middle + 0.01 * out, out)
    assert 0.16 == pytest.approx(distance(house.project, middle + 0.01 * out, -out))


def test_the_model_is_sound_and_each_wall_sees_its_share_of_the_day(house):
    codes = {finding.code for finding in check_project(house.project)}
    assert not codes & {"WINDOW-OFF-WALL", "WINDOW-FACING-INWARD", "SILL-BELOW-FLOOR"}
    results = assess(house.project).windows
    minutes = {n: results.minutes_after[row] for n, row in house.row.items()}
    assert 480.0 == pytest.approx(minutes["S1"])  # the balcony is its own
    assert 240.0 == pytest.approx(minutes["E1"])
    assert 240.0 == pytest.approx(minutes["W1"])
    assert 0.0 == pytest.approx(minutes["N1"])
