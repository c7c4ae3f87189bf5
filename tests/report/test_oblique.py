"""Views of a model from above and aside."""

from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest
import shapely

import sunlight as sl
from sunlight.model.project import Part
from sunlight.report.oblique.picture import write_model_picture
from sunlight.report.oblique.raster import View, rastered
from sunlight.report.oblique.surfaces import part_triangles, window_panes


def area(triangles):
    across = triangles[:, 1] - triangles[:, 0]
    other = triangles[:, 2] - triangles[:, 0]
    return 0.5 * np.linalg.norm(np.cross(across, other), axis=1).sum()


def test_the_axes_of_a_view_are_right_up_and_towards_the_eye():
    right, up, eye = View(azimuth=180.0, altitude=0.0).axes()

    assert right == pytest.approx([1.0, 0.0, 0.0])  # from the south, east is right
    assert up == pytest.approx([0.0, 0.0, 1.0])
    assert eye == pytest.approx([0.0, -1.0, 0.0])


def test_what_is_in_front_hides_the_rest():
    near = np.array([[[0, 0, 1], [4, 0, 1], [0, 4, 1]]], dtype=float)
    far = near * [1, 1, -1]

    for order in ((near, far), (far, near)):
        raster = rastered(np.concatenate(order), longest=50)
        seen = set(np.unique(raster.triangle)) - {-1}
        assert seen == {0 if order[0] is near else 1}


def test_a_triangle_covers_as_many_pixels_as_its_area():
    triangle = np.array([[[0, 0, 0], [30, 0, 0], [0, 20, 0]]], dtype=float)

    raster = rastered(triangle, longest=600)

    covered = (raster.triangle == 0).sum() * raster.scale**2
    assert covered == pytest.approx(300.0, rel=0.01)


def test_a_prism_is_drawn_with_its_walls_and_its_lid():
    ring = shapely.box(0, 0, 10, 6).difference(shapely.box(4, 2, 6, 4))
    part = Part(polygon=ring, base=1.0, top=4.0)

    assert area(part_triangles(part)) == pytest.approx((32 + 8) * 3 + 60 - 4)


@pytest.fixture(scope="module")
def demo():
    with as_file(files("sunlight") / "demo" / "project.toml") as path:
        return sl.read_project(Path(path))[0]


def test_panes_stand_before_their_wall_at_the_sill(demo):
    panes = window_panes(demo, [0]).reshape(2, 3, 3)
    windows = demo.windows
    zero = demo.buildings[windows.building[0]].zero_level
    sill = zero + windows.floor_level[0] + windows.sill_height[0]

    assert panes[..., 2].min() == pytest.approx(sill)
    assert area(panes) == pytest.approx(1.2 * windows.width[0])
    middle = (windows.left[0] + windows.right[0]) / 2.0
    wall = demo.buildings[windows.building[0]].parts[0].polygon
    drawn = panes[..., :2].reshape(-1, 2).mean(axis=0)
    assert np.hypot(*(drawn - middle)) < windows.width[0]
    assert wall.distance(shapely.Point(panes[0, 0, :2])) == pytest.approx(
        0.03, abs=1e-6
    )


def test_the_picture_shows_buildings_and_coloured_windows(demo, tmp_path):
    from matplotlib import colors, image

    minutes = np.where(np.arange(len(demo.windows)) % 2 == 0, 30.0, 200.0)
    path = tmp_path / "model.png"

    write_model_picture(demo, path, minutes=minutes)

    pixels = image.imread(path)[..., :3]
    for colour in ("#d55e00", "#0072b2"):
        near = np.abs(pixels - colors.to_rgb(colour)).max(axis=2) < 0.02
        assert near.sum() > 200
