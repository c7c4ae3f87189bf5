"""Meshes in the gate and in the check of overlaps: turned, moved, touching, stacked."""

import os
from dataclasses import replace
from pathlib import Path

import gate_models as gm
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

import sunlight as sl
from sunlight.importers.geojson import read_geojson
from sunlight.importers.regular_windows import lay_regular_windows
from sunlight.model.gate import gate_findings
from sunlight.model.gate.crossings import crossing_pairs
from sunlight.model.gate.triangles import distance_to_triangles, ray_hits
from sunlight.model.mesh_columns import vertical_extent
from sunlight.model.validate import check_project

DEMO = Path(sl.__file__).parent / "demo" / "project.toml"
YARD = Polygon(box(0, 0, 30, 20).exterior, [box(8, 6, 22, 14).exterior])


def turned(vertices, angle, east, north):
    cosine, sine = np.cos(angle), np.sin(angle)
    turn = np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])
    return vertices @ turn.T + np.array([east, north, 0.0])


def mesh_codes(part):
    project = gm.with_body(part)
    return [f.code for f in gate_findings(project) if f.code.startswith("MESH")]


PLACES = {
    "angle": st.floats(0.0, 6.3),
    "east": st.floats(100.0, 5000.0),
    "north": st.floats(100.0, 5000.0),
}


@settings(max_examples=25)
@given(**PLACES)
def test_a_sound_solid_is_sound_wherever_and_however_it_stands(angle, east, north):
    vertices, faces = gm.extruded(YARD, gm.GROUND, 818.0)

    assert mesh_codes(gm.mesh_part(turned(vertices, angle, east, north), faces)) == []


@settings(max_examples=25)
@given(**PLACES)
def test_corners_need_not_be_shared(angle, east, north):
    vertices, faces = gm.extruded(YARD, gm.GROUND, 818.0)
    loose = turned(vertices, angle, east, north)[faces].reshape(-1, 3)
    part = gm.mesh_part(loose, np.arange(len(loose)).reshape(-1, 3))

    assert mesh_codes(part) == []


@settings(max_examples=25)
@given(**PLACES)
def test_an_inverted_solid_is_found_wherever_it_stands(angle, east, north):
    vertices, faces = gm.extruded(YARD, gm.GROUND, 818.0)
    part = gm.mesh_part(turned(vertices, angle, east, north), faces[:, ::-1])

    assert mesh_codes(part) == ["MESH-INVERTED"]


def test_a_corner_in_the_middle_of_a_neighbours_edge_opens_nothing():
    vertices, faces = gm.CUBE
    top = np.flatnonzero((vertices[faces][:, :, 2] == 818.0).all(axis=1))[0]
    a, b, c = faces[top]
    middle = (vertices[a] + vertices[b]) / 2.0
    cut = [[a, len(vertices), c], [len(vertices), b, c]]
    part = gm.mesh_part(
        np.vstack([vertices, middle]), np.vstack([np.delete(faces, top, axis=0), cut])
    )

    assert mesh_codes(part) == []


def test_a_cavity_is_not_inside_out():
    outer, hole = gm.CUBE, gm.extruded(box(103, 3, 109, 9), 803.0, 815.0)
    part = gm.mesh_part(
        np.vstack([outer[0], hole[0]]),
        np.vstack([outer[1], hole[1][:, ::-1] + len(outer[0])]),
    )

    assert mesh_codes(part) == []


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param([(2, -1, 2), (2, 9, 2), (2, -1, -2)], 1, id="through the middle"),
        pytest.param([(2, 0, 0), (2, 5, 3), (2, 5, -3)], 1, id="from an edge inward"),
        pytest.param([(2, 2, 0), (2, 5, 3), (2, 2, 3)], 0, id="standing on it"),
        pytest.param([(2, 2, 0.01), (2, 5, 3), (2, 2, 3)], 0, id="just above it"),
        pytest.param([(0, 0, 0), (10, 0, 0), (5, 0, 4)], 0, id="along one edge"),
        pytest.param([(1, 1, 0), (4, 1, 0), (1, 4, 0)], 0, id="in its plane"),
        pytest.param([(0, 0, 0), (2, 5, 3), (2, 5, -3)], 1, id="from a shared corner"),
        pytest.param([(20, 1, 1), (20, 1, -1), (22, 1, 0)], 0, id="far off"),
    ],
)
def test_triangles_that_cut_through_each_other_are_told_from_those_that_touch(
    other, expected
):
    flat = [(0, 0, 0), (10, 0, 0), (0, 10, 0)]
    corners = np.array([flat, other], dtype=float)
    one, _, unchecked = crossing_pairs(corners, np.zeros(2, dtype=np.int64))

    assert (len(one), len(unchecked)) == (expected, 0)


def test_triangles_of_two_shells_are_not_compared():
    corners = np.array(
        [[(0, 0, 0), (10, 0, 0), (0, 10, 0)], [(2, 1, 2), (2, 5, 2), (2, 1, -2)]],
        dtype=float,
    )

    assert len(crossing_pairs(corners, np.array([0, 1]))[0]) == 0


def test_distances_and_hits_by_hand():
    flat = np.array([[(0, 0, 0), (4, 0, 0), (0, 4, 0)]] * 4, dtype=float)
    points = np.array([(1, 1, 3), (-3, 0, 4), (1, -2, 0), (2, 2, 0)], dtype=float)
    down = np.array([(0, 0, -1.0)] * 4)
    hits = ray_hits(points, down, flat)

    assert [3.0, 5.0, 2.0, 0.0] == distance_to_triangles(points, flat).tolist()
    assert [3.0, 0.0] == hits[[0, 3]].tolist()
    assert np.isnan(hits[[1, 2]]).all()


def test_the_extent_of_a_prism_and_of_its_mesh_are_one():
    prism = replace(gm.BODY, polygon=YARD)
    mesh = gm.block_mesh(YARD, prism.base, prism.top)
    points = np.array([(1.0, 1.0), (15.0, 10.0), (40.0, 1.0)])
    low, high = vertical_extent([mesh], points)

    assert vertical_extent([prism], points)[0].tolist() == low.tolist()
    assert [818.45, -np.inf, -np.inf] == high.tolist()


# --------------------------------------------------------------------------- overlaps
def two_houses(first, second):
    one = replace(gm.HOUSE, parts=(first,))
    two = replace(gm.HOUSE, id="2#", element="E2", parts=(second,))
    project = replace(gm.SOUND, buildings=(one, two), windows=gm.windows())
    return [f.code for f in check_project(project) if f.code.startswith("BUILDING")]


def block(west, east, base=gm.GROUND, top=818.45, **given):
    return gm.block_mesh(box(west, 0, east, 12), base, top, **given)


BLOCK_OUTLINE = {"polygon": box(0, 0, 30, 12)}


@pytest.mark.parametrize("outline", [{}, BLOCK_OUTLINE])
@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(block(0, 30), ["BUILDING-DUPLICATE"], id="the same"),
        pytest.param(block(25, 55), ["BUILDING-OVERLAP"], id="5 m into it"),
        pytest.param(block(30, 60), [], id="wall to wall"),
        pytest.param(block(5, 25, 818.45, 860.0), [], id="on its roof"),
        pytest.param(gm.BODY, ["BUILDING-DUPLICATE"], id="a prism in its place"),
        pytest.param(replace(gm.BODY, polygon=box(30, 0, 60, 12)), [], id="a prism"),
    ],
)
def test_meshes_are_compared_with_or_without_an_outline(outline, other, expected):
    assert two_houses(block(0, 30, **outline), other) == expected


def test_eaves_over_a_lower_neighbour_do_not_overlap_it():
    body, eaves = (
        gm.extruded(box(0, 0, 30, 12), gm.GROUND, 818.0),
        gm.extruded(box(-1, -1, 32, 13), 818.0, 818.45),
    )
    roofed = gm.mesh_part(
        np.vstack([body[0], eaves[0]]),
        np.vstack([body[1], eaves[1] + len(body[0])]),
        polygon=box(-1, -1, 32, 13),
    )
    low = block(30, 40, top=806.0, polygon=box(30, 0, 40, 12))

    assert two_houses(roofed, low) == []
    assert two_houses(roofed, block(30, 40, polygon=box(30, 0, 40, 12))) == [
        "BUILDING-OVERLAP"
    ]


# -------------------------------------------------------------------------- real data
def test_the_example_estate_passes_the_gate_but_for_roofs_without_parapet():
    (finding,) = gate_findings(sl.read_project(DEMO)[0])

    assert finding.code == "PARAPET-MISSING"
    assert "P2, P3, P4, T1." in finding.message


def test_a_real_city_quarter_with_regular_windows_passes_the_gate():
    if "SUNLIGHT_DATA" not in os.environ:
        pytest.skip("SUNLIGHT_DATA does not point to the folder of sample data")
    file = Path(os.environ["SUNLIGHT_DATA"]) / "footprints" / "suzhou_3076.geojson"

    assert gate_findings(lay_regular_windows(read_geojson(file)[0])) == ()
