"""Bounds on the light of whole cells: every point of a cell lies between them.

The points are judged by the engine, which the oracle tests hold against brute force.
"""

import numpy as np
import pytest
import shapely
from shapely import affinity

import sunlight as sl
from sunlight.durations import sunlit_minutes
from sunlight.intervals import difference, total
from sunlight.shade.cells import CellLight, longest_shadow

BOX = (-30.0, -30.0, 30.0, 30.0)
CORNER = np.array(BOX[:2])
NOISE_MIN = 1e-5
CELLS = 60
TETRAHEDRON = np.array([(0, 1, 2), (0, 1, 3), (1, 2, 3), (0, 2, 3)])


@pytest.fixture(scope="module")
def path():
    return sl.sun_path("冬至", latitude=38.42)


def random_bodies(rng):
    """L-shapes, boxes, floating plates, thin walls, closed and open meshes."""
    bodies = []
    for kind in range(6):
        x, y = rng.uniform(-40, 40, 2)
        w, h = rng.uniform(0.3, 20, 2)
        outline = shapely.box(x, y, x + w, y + h)
        if kind % 3 == 0:
            outline -= shapely.box(x + w / 3, y + h / 3, x + w, y + h)
        if kind == 4:
            outline -= shapely.box(x + w / 4, y + h / 4, x + w / 2, y + h / 2)
        base = float(rng.choice([-1.0, 0.0, 3.0]))
        turned = affinity.rotate(outline, rng.uniform(0, 90))
        bodies.append(sl.Prism("p", turned, base, base + rng.uniform(1, 30)))
    for faces in (TETRAHEDRON, TETRAHEDRON[:3]):
        place = [rng.uniform(-20, 20), rng.uniform(-40, 0), rng.choice([0.0, 5.0])]
        corners = rng.uniform(-8, 8, (4, 3)) + place
        if rng.random() < 0.5:
            corners[:3, 2] = 0.0  # stands on the ground
            corners[3, 2] = abs(corners[3, 2]) + 3.0
        bodies.append(sl.Solid("m", (corners, faces)))
    return bodies


def obstructions(bodies):
    prisms = [b for b in bodies if isinstance(b, sl.Prism)]
    solids = [b for b in bodies if isinstance(b, sl.Solid)]
    made = sl.Obstructions.from_prisms(prisms)
    return made + sl.Obstructions.from_meshes(solids) if solids else made


def lit_points(xy, bodies, path):
    points = sl.Receivers.from_points(np.column_stack([xy, np.zeros(len(xy))]))
    return sl.lit_intervals(points, obstructions(bodies), path)


@pytest.mark.parametrize("side", [4.0, 0.5, 0.1])
@pytest.mark.parametrize("seed", range(8))
def test_every_point_of_a_cell_lies_between_its_bounds(path, seed, side):
    rng = np.random.default_rng(seed)
    bodies = random_bodies(rng)
    light = CellLight.of(bodies, box=BOX, z=0.0, path=path)
    at = rng.integers(0, int(60 / side), (CELLS, 2))
    centres = CORNER + side * (at + 0.5)
    everywhere = light.everywhere(centres, side / 2)
    somewhere = light.somewhere(CORNER, side, at)

    for _ in range(10):
        xy = centres + rng.uniform(-0.5, 0.5, (CELLS, 2)) * side
        lit = lit_points(xy, bodies, path)

        assert total(difference(everywhere, lit)).max() <= NOISE_MIN
        assert total(difference(lit, somewhere)).max() <= NOISE_MIN


@pytest.mark.parametrize("seed", range(4))
def test_bounds_meet_as_cells_shrink(path, seed):
    rng = np.random.default_rng(seed)
    bodies = random_bodies(rng)
    light = CellLight.of(bodies, box=BOX, z=0.0, path=path)
    gaps = []
    for side in (2.0, 0.02):
        places = rng.uniform(0, 59, (200, 2))
        at = np.floor(places / side).astype(np.int64)
        lower = sunlit_minutes(light.everywhere(CORNER + side * (at + 0.5), side / 2))
        upper = sunlit_minutes(light.somewhere(CORNER, side, at))
        gaps.append(np.median(upper - lower))

    assert gaps[1] <= 0.05 * gaps[0] + NOISE_MIN


def test_a_cell_in_an_open_field_is_lit_all_day(path):
    light = CellLight.of([], box=BOX, z=0.0, path=path)
    at = np.array([[3, 4]])

    assert [[[540.0, 900.0]]] == [
        pytest.approx(row) for row in light.somewhere(CORNER, 1.0, at)
    ]
    assert [[[540.0, 900.0]]] == [
        pytest.approx(row)
        for row in light.everywhere(CORNER + np.array([[3.5, 4.5]]), 0.5)
    ]


@pytest.mark.parametrize("as_mesh", [False, True])
def test_a_thin_wall_darkens_a_cell_much_wider_than_itself(path, as_mesh):
    # A wall 0.2 m thick, 100 m high and 200 m long due south of a cell of 5 m: eroding
    # its outline by half a cell would leave nothing of it, yet all the cell is dark at
    # noon.
    wall = shapely.box(-100, -40.2, 100, -40)
    body = sl.Prism("w", wall, 0.0, 100.0)
    if as_mesh:
        ring = shapely.get_coordinates(wall)[:4]
        body = sl.Solid(
            "w",
            (
                np.column_stack(
                    [np.concatenate([ring, ring]), np.repeat([0.0, 100.0], 4)]
                ),
                np.array(
                    [(0, 1, 5), (0, 5, 4), (1, 2, 6), (1, 6, 5), (2, 3, 7), (2, 7, 6),
                     (3, 0, 4), (3, 4, 7), (4, 5, 6), (4, 6, 7), (0, 2, 1), (0, 3, 2)]
                ),
            ),
        )  # fmt: skip
    light = CellLight.of([body], box=BOX, z=0.0, path=path)
    somewhere = light.somewhere(CORNER, 5.0, np.array([[6, 6]]))

    assert 0.0 == total(somewhere)[0]


def test_bodies_beyond_the_reach_of_their_shadow_are_left_out(path):
    # 冬至 9:00: altitude 15.13 degrees, cot 3.697: 10 m throw 37 m, and the box ends
    # 37 m off one body and 40 m off the other.
    near, far = (
        sl.Prism("p", shapely.box(-5, y - 5, 5, y), 0.0, 10.0) for y in (-67, -70)
    )
    light = CellLight.of([near, far], box=BOX, z=0.0, path=path)

    assert 3.697 == pytest.approx(longest_shadow(path), abs=2e-3)
    assert (near,) == light.bodies
