"""Grids whatever the scene: less light with more bodies, prisms equal to meshes."""

import numpy as np
import shapely
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

import sunlight as sl
from sunlight.analyses.grids import INSIDE_BODY, MEASURED, plan_grid

PATH = sl.sun_path("大寒", latitude=38.42)
AREA = shapely.box(0, 0, 60, 60)

boxes = st.lists(
    st.tuples(
        st.floats(-20, 60), st.floats(-40, 60), st.floats(5, 40), st.floats(5, 40),
        st.floats(0, 15), st.floats(1, 60),
    ),
    min_size=1,
    max_size=4,
)  # fmt: skip
"""Plan corner, size, base and height of boxes about the area."""


def prisms(found):
    return [
        sl.Prism(f"{i}", shapely.box(x, y, x + w, y + d), z, z + h)
        for i, (x, y, w, d, z, h) in enumerate(found)
    ]


def meshes(found):
    return [
        sl.Solid(
            f"{i}", trimesh.creation.box(bounds=[(x, y, z), (x + w, y + d, z + h)])
        )
        for i, (x, y, w, d, z, h) in enumerate(found)
    ]


def grid_of(scene, shortest=5.0):
    return plan_grid(AREA, scene, PATH, z=5.3, spacing=7.0, shortest=shortest)


@settings(max_examples=40)
@given(boxes)
def test_one_more_body_never_adds_light_nor_uncovers_a_cell(found):
    less = grid_of(sl.Obstructions.from_prisms(prisms(found[:-1])))
    more = grid_of(sl.Obstructions.from_prisms(prisms(found)))

    both = (less.mask == MEASURED) & (more.mask == MEASURED)
    assert (more.mask[less.mask == INSIDE_BODY] == INSIDE_BODY).all()
    assert (more.minutes[both] <= less.minutes[both] + 1e-9).all()


@settings(max_examples=40)
@given(boxes)
def test_prisms_and_meshes_of_the_same_bodies_give_one_grid(found):
    one = grid_of(sl.Obstructions.from_prisms(prisms(found)), shortest=0.0)
    other = grid_of(sl.Obstructions.from_meshes(meshes(found)), shortest=0.0)

    near = (one.mask == MEASURED) & (other.mask == MEASURED)
    np.testing.assert_array_equal(one.mask, other.mask)
    np.testing.assert_allclose(one.minutes[near], other.minutes[near], atol=0.02)
