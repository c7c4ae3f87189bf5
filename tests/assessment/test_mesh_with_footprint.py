"""A building with a mesh and a footprint shades as its mesh does."""

import numpy as np
import pytest
import trimesh

import sunlight as sl

PROJECT = """
schema = "sunlight-project/1"
[project]
name = "网格"
id = "P"
[site]
latitude = 38.42
longitude = 112.73
north = "true"

[[buildings]]
id = "N"
status = "existing"
use = "residential"
legal = "lawful"
zero_level = 100.0
outdoor_ground = 100.0
top_above_zero = 9.0
footprint = [[-10, 40], [10, 40], [10, 52], [-10, 52]]
storeys = { count = 3, height = 3.0 }
[[buildings.window_rows]]
facade = "south"
floors = "1"
at = [9.25]
width = 1.5
sill = 0.9
rooms = ["01/living"]

[[buildings]]
id = "M"
status = "existing"
use = "other"
zero_level = 100.0
outdoor_ground = 100.0
mesh = "pyramid.obj"
footprint = [[-20, 0], [20, 0], [20, 20], [-20, 20]]
"""


@pytest.fixture
def minutes(tmp_path):
    """Minutes of the window behind a mesh of 60 m over a footprint of 40 x 20 m."""

    def measured(mesh):
        mesh.export(tmp_path / "pyramid.obj")
        (tmp_path / "project.toml").write_text(PROJECT, encoding="utf-8")
        project, _ = sl.read_project(tmp_path / "project.toml")
        return float(sl.assess(project).windows.minutes_after[0])

    return measured


def test_a_pyramid_over_its_footprint_shades_less_than_the_block(minutes):
    corners = np.array(
        [[-20, 0, 100], [20, 0, 100], [20, 20, 100], [-20, 20, 100], [0, 10, 160]],
        float,
    )
    faces = [[0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4], [0, 2, 1], [0, 3, 2]]
    block = trimesh.creation.box(bounds=[[-20, 0, 100], [20, 20, 160]])

    pyramid = minutes(trimesh.Trimesh(corners, faces, process=False))

    # Noon: the sun stands 31.43° high in the south. Seen from the sill (0, 40, 100.9),
    # the ray passes the pyramid 100.9 + 30 tan 31.43° = 119.2 m up, and its tip is
    # 160 m up: both shade it. At 8:00, 55.4° from south, the ray passes y = 20 at
    # x = 20 tan 55.4° = 29 m, east of both: they leave it open.
    assert 480.0 > pyramid > minutes(block) > 0.0
