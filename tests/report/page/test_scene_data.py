"""What the 3D scene is given, against the project file by hand."""

import dataclasses
import json
import math

import numpy as np
import pytest

from sunlight.errors import InputError
from sunlight.kinds import PartKind
from sunlight.model.project import Part
from sunlight.report.page.scene_arrays import packed, unpacked
from sunlight.report.page.scene_data import reference_ground, scene_data
from sunlight.scene import ExcludedPart


@pytest.fixture(scope="module")
def data(estate):
    return json.loads(json.dumps(scene_data(estate), allow_nan=False))


def _row(project, id_):
    return next(i for i, b in enumerate(project.buildings) if b.id == id_)


def _with_buildings(assessment, change):
    project = assessment.project
    buildings = tuple(change(b) for b in project.buildings)
    return dataclasses.replace(
        assessment, project=dataclasses.replace(project, buildings=buildings)
    )


def _part(record, index):
    """Vertices of a part, and its triangles as rows of them."""
    ends = unpacked(record["vertex_end"]).tolist(), unpacked(record["triangle_end"])
    first = [0, *ends[0]][index]
    vertices = unpacked(record["vertices"]).reshape(-1, 3)[first : ends[0][index]]
    begin = [0, *ends[1].tolist()][index]
    triangles = unpacked(record["triangles"]).reshape(-1, 3)[begin : ends[1][index]]
    return vertices.astype(np.float64), triangles.astype(np.int64) - first


def test_numbers_are_little_endian_whatever_the_machine():
    record = packed(np.array([1, 258]), "u16")

    assert "AQACAQ==" == record["data"]
    assert [1, 258] == unpacked(record).tolist()


def test_a_prism_has_the_area_of_its_walls_and_roof(data, estate):
    row = _row(estate.project, "1#")
    owners = unpacked(data["bodies"]["building"]).tolist()
    vertices, triangles = _part(data["bodies"], owners.index(row))
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2.0

    assert area == pytest.approx(2 * (20 + 12) * 10 + 20 * 12, abs=1e-3)


def test_places_are_metres_from_the_origin(data, estate):
    x, y, z = data["origin"]
    box = data["buildings"][_row(estate.project, "1#")]["box"]

    assert 800.0 == z == reference_ground(estate.project)
    assert [0 - x, 60 - y, 0, 20 - x, 72 - y, 10] == pytest.approx(box, abs=1e-3)


def test_the_sun_is_given_to_the_last_bit(data, estate):
    for day, run in zip(data["days"], estate.runs, strict=True):
        c, a, b = (np.array(day[k]) for k in ("constant", "cosine", "sine"))

        assert np.array_equal(c, run.path.constant)
        assert np.array_equal(a, run.path.cosine)
        assert np.array_equal(b, run.path.sine)
    noon = np.array(data["days"][0]["constant"]) + data["days"][0]["cosine"]
    assert math.degrees(math.asin(noon[2])) == pytest.approx(90 - 38.42 - 20.15, 1e-3)


def test_a_window_stands_before_its_wall_from_sill_to_head(data, estate):
    windows = estate.project.windows
    corners = unpacked(data["windows"]["corners"]).reshape(-1, 6)
    row = int(np.flatnonzero(windows.building == _row(estate.project, "1#"))[0])
    x, y, z = data["origin"]
    floor = 800.3 + float(windows.floor_level[row]) - z
    left, right = windows.left[row], windows.right[row]
    normal = np.array([right[1] - left[1], left[0] - right[0]])
    out = 0.04 * normal / np.hypot(*normal)
    expected = [
        *(left + out - (x, y)),
        *(right + out - (x, y)),
        floor + windows.sill_height[row],
        floor + 2.4,
    ]

    assert corners[row].tolist() == pytest.approx(expected, abs=1e-4)


def test_states_follow_the_status_of_the_building(data, estate):
    standing = {b["label"]: (b["before"], b["after"]) for b in data["buildings"]}
    state = unpacked(data["windows"]["state"])
    owner = estate.project.windows.building

    assert (True, True) == standing["1#"]
    assert (False, True) == standing["P1"]
    assert (True, False) == next(
        standing[b.id] for b in estate.project.buildings if b.removed_by_project
    )
    assert {3} == set(state[owner == _row(estate.project, "1#")].tolist())
    assert {2} == set(state[owner == _row(estate.project, "P1")].tolist())


def test_a_window_of_unknown_level_is_not_drawn(estate):
    levels = estate.project.windows.floor_level.copy()
    levels[3] = np.nan
    windows = dataclasses.replace(estate.project.windows, floor_level=levels)
    project = dataclasses.replace(estate.project, windows=windows)
    data = scene_data(dataclasses.replace(estate, project=project))

    assert 0 == unpacked(data["windows"]["state"])[3]
    assert np.isfinite(unpacked(data["windows"]["corners"])).all()


def test_excluded_parts_are_marked(estate):
    part = estate.project.buildings[0].parts[0]
    left_out = ExcludedPart(
        building=estate.project.buildings[0].id, name=part.name, kind=part.kind
    )
    data = scene_data(dataclasses.replace(estate, excluded=(left_out,)))

    assert 1 == unpacked(data["bodies"]["excluded"])[0]
    assert 1 == unpacked(data["bodies"]["excluded"]).sum()


def test_a_mesh_keeps_its_vertices_and_faces(estate):
    vertices = np.array([[0, 0, 801], [4, 0, 801], [0, 3, 801], [0, 0, 809.0]])
    faces = np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [2, 0, 3]])
    mesh = Part(
        kind=PartKind.BODY, base=801.0, top=809.0, vertices=vertices, faces=faces
    )
    changed = _with_buildings(
        estate,
        lambda b: dataclasses.replace(b, parts=(mesh,)) if b.id == "1#" else b,
    )
    data = scene_data(changed)
    owners = unpacked(data["bodies"]["building"]).tolist()
    own, triangles = _part(data["bodies"], owners.index(_row(estate.project, "1#")))

    assert np.allclose(vertices - data["origin"], own, atol=1e-4)
    assert np.array_equal(faces, triangles)


def test_a_body_on_higher_ground_reaches_down_to_the_reference_plane(estate):
    raised = _with_buildings(
        estate,
        lambda b: (
            dataclasses.replace(
                b,
                outdoor_ground=806.0,
                parts=tuple(
                    dataclasses.replace(p, base=806.0, top=816.0) for p in b.parts
                ),
            )
            if b.id == "1#"
            else b
        ),
    )
    data = scene_data(raised)
    building = data["buildings"][_row(estate.project, "1#")]

    assert 800.0 == data["ground"]["elevation"]
    assert 6.0 == pytest.approx(data["ground"]["highest"])
    assert (0.0, 16.0) == pytest.approx((building["box"][2], building["box"][5]))


def test_labels_take_the_place_of_ids_and_no_place_is_told(estate):
    count = len(estate.project.buildings)
    text = json.dumps(scene_data(estate, labels=[f"B{i}" for i in range(count)]))

    assert all(b.id not in text for b in estate.project.buildings)
    assert "38.42" not in text
    assert "112.73" not in text


def test_a_wrong_number_of_labels_is_refused(estate):
    with pytest.raises(InputError, match="labels: expected one a building"):
        scene_data(estate, labels=["A"])


def test_a_project_without_windows_has_a_scene(bare_estate):
    data = scene_data(bare_estate)

    assert 0 == data["windows"]["count"]
    assert len(data["buildings"]) == len(bare_estate.project.buildings)


def test_the_same_assessment_gives_the_same_text(estate):
    assert json.dumps(scene_data(estate)) == json.dumps(scene_data(estate))
