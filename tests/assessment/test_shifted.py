"""A project as it would be if the survey were off: what moves, and what stays."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from shapely import box

import sunlight as sl
from sunlight.assessment.judging.shifted import moved_out, raised
from sunlight.kinds import PartKind
from sunlight.model.project import Part

FILE = Path(__file__).with_name("wall.toml")
BODY = Part(polygon=box(0, 0, 20, 10), base=800.0, top=820.0)
STAIR = Part(kind=PartKind.STAIR_HOUSE, polygon=box(5, 2, 8, 6), base=820.0, top=823.0)
FIN = Part(kind=PartKind.FIN, polygon=box(20, 0, 20.08, 1), base=800.0, top=820.0)
SHEET = Part(polygon=box(30, 0, 40, 10), base=800.0, top=800.02)
ROOF = Part(
    kind=PartKind.ROOF,
    base=800.0,
    top=809.0,
    vertices=np.array([[0, 0, 800.0], [9, 0, 800.0], [0, 9, 800.0], [3, 3, 809.0]]),
    faces=np.array([[0, 1, 3], [1, 2, 3], [2, 0, 3]]),
)


@pytest.fixture
def project():
    """The wall's project with parts of all sorts on its second building."""
    read = sl.read_project(FILE)[0]
    house, slab = read.buildings
    slab = replace(slab, parts=(BODY, STAIR, FIN, SHEET, ROOF))
    wall = replace(BODY, kind=PartKind.RETAINING_WALL)
    return replace(read, buildings=(house, slab), site_parts=(wall,))


def levels(parts):
    return [
        (pytest.approx(part.base, abs=1e-9), pytest.approx(part.top, abs=1e-9))
        for part in parts
    ]


def test_what_stands_on_the_ground_keeps_its_base(project):
    higher = raised(project, 0.05)

    assert [
        (800.0, 820.05),
        (820.05, 823.05),  # the stair house is moved as a whole
        (800.0, 820.05),
        (800.0, 800.07),
        (800.0, 809.05),
    ] == levels(higher.buildings[1].parts)
    assert [(800.0, 820.05)] == levels(higher.site_parts)


def test_what_would_vanish_keeps_a_millimetre(project):
    lower = raised(project, -0.05)

    assert (800.0, 800.001) == levels(lower.buildings[1].parts)[3]


def test_points_of_a_mesh_on_the_ground_stay_there(project):
    mesh = raised(project, 0.05).buildings[1].parts[4].vertices

    assert [800.0, 800.0, 800.0, 809.05] == pytest.approx(mesh[:, 2].tolist())
    assert 809.0 == ROOF.vertices[3, 2]


def test_levels_and_windows_stay(project):
    higher = raised(project, 0.05)

    assert higher.windows is project.windows
    assert [b.zero_level for b in project.buildings] == [
        b.zero_level for b in higher.buildings
    ]


@pytest.mark.parametrize(
    ("change", "bounds"),
    [
        (0.05, (-0.05, -0.05, 20.05, 10.05)),  # corners stay corners
        (-0.05, (0.05, 0.05, 19.95, 9.95)),
    ],
)
def test_outlines_of_others_are_moved_with_their_corners(project, change, bounds):
    moved = moved_out(project, change, fixed=0)

    body = moved.buildings[1].parts[0].polygon
    assert bounds == pytest.approx(body.bounds)
    assert 4 == len(body.exterior.coords) - 1
    assert bounds == pytest.approx(moved.site_parts[0].polygon.bounds)
    assert moved.buildings[0] is project.buildings[0]


def test_the_building_of_the_window_stays_as_it_is(project):
    moved = moved_out(project, 0.05, fixed=1)

    assert moved.buildings[1] is project.buildings[1]
    assert moved.buildings[0].parts[0].polygon.area > (
        project.buildings[0].parts[0].polygon.area
    )


def test_a_fin_that_is_too_slender_to_be_moved_in_and_a_mesh_stay(project):
    parts = moved_out(project, -0.05, fixed=0).buildings[1].parts

    assert parts[2].polygon.equals(FIN.polygon)  # 0.08 m less 2 x 0.05 m is nothing
    assert parts[4].vertices is ROOF.vertices
