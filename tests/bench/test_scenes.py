"""The scenes of the benchmarks: equal every time, and closed where they should be."""

import numpy as np
import pytest
import shapely
from blocks import LATITUDE, blocks
from meshfiles import MeshScene
from paired import some_rows
from soups import soup_of_bodies, soup_of_prism, terrain

import sunlight as sl
from sunlight.scene import Prism


def _volume(soup):
    """Signed volume of a closed soup wound outward."""
    a, b, c = soup[:, 0], soup[:, 1], soup[:, 2]
    return (np.cross(a, b) * c).sum() / 6


def test_the_small_scene_has_the_counts_of_the_page():
    scene = blocks("S")
    points, normals = scene.sills()
    assert len({prism.owner for prism in scene.prisms}) == 20
    assert (24, 8_780) == (len(scene.prisms), len(points))
    assert len(points) == len(scene.receivers())
    np.testing.assert_allclose(np.linalg.norm(normals, axis=1), 1.0)


def test_a_scene_is_equal_by_its_seed():
    one, same, other = blocks("S"), blocks("S"), blocks("S", seed=2)
    np.testing.assert_array_equal(one.triangles(), same.triangles())
    np.testing.assert_array_equal(one.xy, same.xy)
    np.testing.assert_array_equal(one.z, same.z)
    assert not np.array_equal(one.xy[:10], other.xy[:10])


def test_sills_stand_in_the_order_of_the_columns():
    scene = blocks(2)
    np.testing.assert_array_equal(scene.receivers().points, scene.sills()[0])


def test_no_ground_point_lies_in_or_at_a_block():
    scene = blocks("S")
    points = shapely.points(scene.grid(8.0)[:, :2])
    bodies = shapely.union_all([prism.polygon for prism in scene.prisms])
    assert shapely.distance(points, bodies).min() > 0.005


def test_the_triangles_of_a_prism_enclose_its_volume():
    outline = shapely.box(0, 0, 20, 10).difference(shapely.box(5, 3, 8, 7))
    soup = soup_of_prism(Prism("1#", outline, 2.0, 14.0))
    assert _volume(soup) == pytest.approx((200 - 12) * 12.0)


def test_the_triangles_of_a_scene_enclose_all_volumes():
    scene = blocks("S")
    wanted = sum(p.polygon.area * (p.top - p.base) for p in scene.prisms)
    assert _volume(scene.triangles()) == pytest.approx(wanted)


def test_a_mesh_goes_into_the_soup_as_it_is():
    vertices, faces = np.eye(3), [[0, 1, 2]]
    soup = soup_of_bodies([sl.Solid("1#", (vertices, faces))])
    np.testing.assert_array_equal(soup, vertices[None])


def test_a_terrain_has_about_the_triangles_asked_for():
    vertices, faces = terrain(5000, side=300.0)
    soup = vertices[faces]
    up = np.cross(soup[:, 1] - soup[:, 0], soup[:, 2] - soup[:, 0])[:, 2]
    assert len(faces) == 5000
    assert (up > 0).all()
    assert up.sum() / 2 == pytest.approx(300.0**2)


def test_points_on_a_mesh_lie_where_they_should():
    cube = soup_of_prism(Prism("1#", shapely.box(0, 0, 10, 10), 0.0, 10.0))
    scene = MeshScene(name="cube", bodies=(cube,))
    rng = np.random.default_rng(1)
    ground = scene.ground(200, rng)
    outside = shapely.distance(shapely.points(ground[:, :2]), shapely.box(0, 0, 10, 10))
    assert (len(ground), outside.min() > 0) == (200, True)
    points, normals = scene.facades(200, rng)
    np.testing.assert_allclose(((points - 5) * normals).sum(axis=1), 5.0)


def test_a_subset_keeps_neighbours_together():
    rows = some_rows(10_000, 640)
    np.testing.assert_array_equal(rows, np.unique(rows))
    assert (640, True) == (len(rows), rows.max() < 10_000)
    assert (np.diff(rows) == 1).sum() >= 640 - 10
    np.testing.assert_array_equal(some_rows(5, 640), np.arange(5))


def test_the_scene_is_exact_enough_to_be_compared():
    scene = blocks(2)
    path = sl.sun_path("大寒", latitude=LATITUDE)
    lit = sl.lit_intervals(scene.receivers(), scene.obstructions(), path)
    minutes = sl.sunlit_minutes(lit, shortest=0.0)
    assert minutes.max() <= 480.0
    assert minutes.max() > 300.0
