"""The oracle against closed forms, so that it can be trusted against the engine."""

import brute_force as bf
import numpy as np
import pytest
import random_scenes as rs

LATITUDE, DECLINATION = 38.42, -20.15
PHI, DELTA = np.radians(LATITUDE), np.radians(DECLINATION)
ORIGIN = np.zeros((1, 3))


def soup(*pieces):
    return np.concatenate([p.vertices[p.faces] for p in pieces])


def rows(triangles, *, point=ORIGIN, normal=None):
    return bf.lit_rows(
        point,
        normal,
        triangles,
        np.zeros((1, len(triangles)), dtype=bool),
        latitude=LATITUDE,
        declination=DECLINATION,
    )[0]


def minutes_over_wall(k):
    """Lit minutes behind an endless wall due south, k = height / distance."""
    cosine = (
        -np.sin(DELTA)
        * (k * np.cos(PHI) + np.sin(PHI))
        / (np.cos(DELTA) * (np.cos(PHI) - k * np.sin(PHI)))
    )
    return min(480.0, 8.0 * np.degrees(np.arccos(min(1.0, cosine))))


def minute_at_azimuth(azimuth_deg):
    """When the sun stands at an azimuth from south, west positive."""
    a = np.radians(azimuth_deg)
    r = np.cos(DELTA) * np.hypot(np.cos(a), np.sin(a) * np.sin(PHI))
    h = np.arcsin(-np.sin(a) * np.cos(PHI) * np.sin(DELTA) / r) + np.arctan2(
        np.sin(a) * np.sin(PHI), np.cos(a)
    )
    return 720.0 + 4.0 * np.degrees(h)


@pytest.mark.parametrize("k", [0.2, 0.3, 0.4, 0.5, 0.55, 0.58, 0.5956, 0.61, 0.62])
def test_endless_wall_lets_in_the_minutes_of_the_closed_form(k):
    wall = rs.prism("1#", "body", [rs.rectangle(-1e5, -21, 1e5, -20)], 0.0, 20.0 * k)
    lit = rows(soup(wall))
    total = float(np.diff(lit, axis=1).sum())

    assert minutes_over_wall(k) == pytest.approx(total, abs=1e-6)
    assert (1 if total else 0) == len(lit)
    if total:
        assert lit.mean() == pytest.approx(720.0, abs=1e-6)


@pytest.mark.parametrize("azimuth", [-50, -34, -20, -10, 10, 30, 45, 55])
def test_free_edge_of_a_tall_wall_is_passed_when_the_sun_stands_there(azimuth):
    a = np.radians(azimuth)
    corner = 20.0 * np.array([-np.sin(a), -np.cos(a)])
    along = np.array([-np.cos(a), np.sin(a)]) * (-1 if azimuth > 0 else 1)
    out = corner / 20.0
    # From the edge away from noon and far beyond: lit only on the inner side of it.
    ring = np.array([corner, corner + 500 * along, corner + 500 * along + out])
    lit = rows(soup(rs.prism("1#", "body", [ring], 0.0, 1e4)))
    inner = lit[0, 1] if azimuth < 0 else lit[-1, 0]

    assert minute_at_azimuth(azimuth) == pytest.approx(inner, abs=1e-6)


@pytest.mark.parametrize(
    ("normal", "expected"),
    [
        ((0, -1, 0), [(480, 960)]),
        ((1, 0, 0), [(480, 720)]),
        ((-1, 0, 0), [(720, 960)]),
        ((0, 1, 0), []),
    ],
)
@pytest.mark.parametrize("with_normal", ["normal", "mesh only"])
def test_bare_facade_sees_half_of_the_sky(normal, expected, with_normal):
    tower = rs.prism("1#", "body", [rs.rectangle(-5, -5, 5, 5)], 0.0, 30.0)
    n = np.array([normal], dtype=float)
    lit = rows(
        soup(tower),
        point=5.0 * n + (0, 0, 10),
        normal=n if with_normal == "normal" else None,
    )

    assert np.array(expected, dtype=float).reshape(-1, 2) == pytest.approx(
        lit, abs=1e-6
    )


def test_a_point_inside_a_solid_is_dark_all_day():
    tower = rs.prism("1#", "body", [rs.rectangle(-5, -5, 5, 5)], -1.0, 30.0)

    assert len(rows(soup(tower))) == 0


def test_no_ray_slips_between_triangles_that_share_a_side():
    fan = np.array(
        [[(0.0, -1.0, 1.0), (x, -2.0, 0.1), (x + 1e-3, -2.0, 0.1)] for x in (0.0, 1e-3)]
    )
    fan[1, 1] = fan[0, 2]
    view = bf.view_from(
        np.zeros(3), None, fan, np.zeros(2, bool), latitude=0.0, declination=0.0
    )
    on_side = np.linspace(0, 1, 2001)[1:-1, None]
    rays = (1 - on_side) * fan[0, 0] + on_side * fan[0, 2]

    assert bf.hits(view, rays).any(axis=0).all()


def test_the_rate_of_a_vertical_edge_is_that_of_the_sun_across_it():
    tower = rs.prism("1#", "body", [rs.rectangle(0, -25, 30, -20)], 0.0, 1e3)
    view = bf.view_from(
        np.zeros(3),
        None,
        soup(tower),
        np.zeros(12, bool),
        latitude=LATITUDE,
        declination=DECLINATION,
    )
    noon = np.array([720.0])
    motion = bf.sun_motion(noon, latitude=LATITUDE, declination=DECLINATION)

    assert abs(motion[0, 0]) == pytest.approx(bf.edge_rate(view, 720.0), rel=1e-6)


def test_sun_motion_is_the_derivative_of_the_direction():
    minutes, step = np.linspace(480, 960, 49), 1e-3
    after, before = (
        bf.sun_directions(minutes + d, latitude=LATITUDE, declination=DECLINATION)
        for d in (step, -step)
    )
    expected = (after - before) / (2 * step)
    actual = bf.sun_motion(minutes, latitude=LATITUDE, declination=DECLINATION)

    assert np.abs(expected - actual).max() < 1e-9


def test_growing_takes_light_and_shrinking_gives_some():
    wall = rs.prism("1#", "body", [rs.rectangle(-1e3, -21, 1e3, -20)], 0.0, 10.0)
    view = bf.view_from(
        np.zeros(3),
        None,
        soup(wall),
        np.zeros(12, bool),
        latitude=LATITUDE,
        declination=DECLINATION,
    )
    edge = bf.lit_row(view)[0, 0]
    near = np.array([edge - 1e-4, edge - 1e-6, edge + 1e-6, edge + 1e-4])

    expected = {
        0.0: [False, False, True, True],
        1e-6: [False, False, False, True],
        -1e-6: [False, True, True, True],
    }

    assert expected == {g: bf.lit_at(view, near, grow=g).tolist() for g in expected}


def test_scenes_of_one_seed_are_one_scene():
    first, second = rs.random_scene(7), rs.random_scene(7)

    assert np.array_equal(first.triangles, second.triangles)
    assert np.array_equal(first.points, second.points)


def test_prisms_are_cut_into_closed_outward_meshes():
    ring, hole = rs.rectangle(0, 0, 10, 8), rs.rectangle(2, 2, 6, 5)
    piece = rs.prism("1#", "body", [ring, hole[::-1]], 1.0, 4.0)
    a, b, c = (piece.vertices[piece.faces[:, i]] for i in range(3))
    volume = float(np.einsum("fi,fi->", a, np.cross(b, c))) / 6.0

    expected = (10 * 8 - 4 * 3) * 3.0

    assert expected == pytest.approx(volume)
