"""Polygons in space cut to triangles: no area lost, no corner added."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlight.importers.city.faces import cut_to_triangles, flatten
from sunlight.importers.city.records import Shell


def areas(corners, rings):
    """Area by triangles, area by the formula of Newell, corners added, crossings."""
    face = tuple(tuple(ring) for ring in rings)
    shell = Shell(faces=(face,), surface=(-1,))
    faces = flatten(corners, [shell])
    vertices, triangles, _, repaired = cut_to_triangles(faces)
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    vector = np.cross(b - a, c - a)
    assert (vector @ faces.normal[0] >= 0.0).all()
    by_rings = 0.0
    for sign, ring in zip([1.0] + [-1.0] * len(rings), rings, strict=False):
        p = corners[list(ring)]
        area = np.cross(p, np.roll(p, -1, axis=0)).sum(axis=0) / 2.0
        by_rings += sign * float(np.linalg.norm(area))
    by_triangles = float(np.linalg.norm(vector, axis=1).sum()) / 2.0
    return by_triangles, by_rings, len(vertices) - len(corners), repaired


@settings(max_examples=40)
@given(
    radii=st.lists(st.floats(1.0, 9.0), min_size=4, max_size=12),
    hole=st.booleans(),
    turn=st.floats(0.0, 3.1),
    tilt=st.floats(0.0, 3.1),
)
def test_no_area_is_lost_whatever_the_plane(radii, hole, turn, tilt):
    angles = np.linspace(0.0, 2.0 * np.pi, len(radii), endpoint=False)
    outer = np.array(radii) * np.array([np.cos(angles), np.sin(angles)])
    square = np.array([[-0.2, -0.2, 0.2, 0.2], [-0.2, 0.2, 0.2, -0.2]])
    flat = np.concatenate([outer, square], axis=1).T
    plane = np.column_stack([flat, np.zeros(len(flat))])
    about_x = np.array(
        [[1, 0, 0], [0, np.cos(tilt), -np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]]
    )
    about_z = np.array(
        [[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]]
    )
    corners = plane @ (about_z @ about_x).T
    rings = [list(range(len(radii)))]
    if hole:
        rings.append(list(range(len(radii), len(radii) + 4)))

    by_triangles, by_rings, added, repaired = areas(corners, rings)

    assert pytest.approx(by_rings, rel=1e-9) == by_triangles
    assert (0, []) == (added, repaired)


def test_a_needle_that_the_cut_gives_up_on_is_mended():
    corners = np.array(
        [
            [-4.999999999999965, -5.893107779476248e-7, 0.0],
            [9.99999999999993, 1.1786215558952496e-6, 0.0],
            [9.999999057102686, 8.000001178621499, 0.0],
            [-9.428972447161998e-7, 7.999999999999944, 0.0],
            [0.0, 0.0, 0.0],
        ]
    )

    by_triangles, _, _, repaired = areas(corners, [[0, 1, 2, 3, 4]])

    assert pytest.approx(80.0, abs=1e-3) == by_triangles
    assert [0] == repaired


def test_a_bow_tie_keeps_both_its_loops():
    corners = np.array([[0, 0, 0], [4, 0, 4], [4, 0, 0], [0, 0, 2]], dtype=float)

    by_triangles, _, added, repaired = areas(corners, [[0, 1, 2, 3]])

    # diagonals (0,0)-(4,4) and (4,0)-(0,2) meet at x = 4/3: loops of 4/3 and 16/3 m²
    assert pytest.approx(4.0 / 3.0 + 16.0 / 3.0, rel=1e-3) == by_triangles
    assert [0] == repaired
    assert added > 0


def test_faces_without_area_are_counted():
    corners = np.array([[0, 0, 0], [1, 0, 0], [2, 0, 0], [0, 1, 0]], dtype=float)
    shell = Shell(faces=(((0, 1, 2),), ((0, 1, 3),), ((0, 1, 1),)), surface=(-1,) * 3)

    faces = flatten(corners, [shell])

    assert (1, [2]) == (len(faces), faces.degenerate.tolist())
