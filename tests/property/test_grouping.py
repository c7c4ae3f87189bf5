"""An answer depends on what stands, not on who else is asked, nor in which order."""

import numpy as np
import pytest
import shapely
from shapely import affinity

from sunlight.intervals import Intervals
from sunlight.scene import Obstructions, Prism, Receivers
from sunlight.shade import lit_intervals
from sunlight.solar import sun_path

PATH = sun_path("大寒", latitude=38.42)
OUTLINES = (
    shapely.box(0, 0, 40, 13),
    shapely.Polygon([(0, 0), (30, 0), (30, 30), (18, 30), (18, 12), (0, 12)]),
    shapely.Point(10, 10).buffer(9, quad_segs=3),
)


def estate(seed):
    """Blocks in rows, with roofs of the same outline stacked on them, some twice."""
    rng = np.random.default_rng(seed)
    prisms = []
    for i in range(24):
        outline = OUTLINES[rng.integers(3)]
        turn = 0.0 if rng.random() < 0.6 else float(rng.uniform(-30, 30))
        place = 60.0 * (i % 6), 45.0 * (i // 6)
        body = affinity.translate(affinity.rotate(outline, turn), *place)
        top = float(rng.integers(6, 30) * 3)
        prisms.append(Prism(f"{i}", body, -1.0, top))
        if rng.random() < 0.5:
            prisms.append(Prism(f"{i}", body, top, top + 1.2))
        if rng.random() < 0.3:
            prisms.append(Prism(f"{i}b", body, -1.0, top))
    return prisms


def scattered(seed, count):
    rng = np.random.default_rng(seed)
    xy = rng.uniform((-60, -60), (400, 260), (count, 2))
    return np.column_stack([xy, rng.choice([0.0, 0.9, 10.5, 30.0], count)])


def rows(lit: Intervals):
    return lit.offsets, lit.start, lit.end, lit.start_face, lit.end_face


def assert_same(one, other):
    for a, b in zip(rows(one), rows(other), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("seed", range(4))
def test_points_by_themselves_in_any_order_and_in_one_run_are_the_same(seed):
    obstructions = Obstructions.from_prisms(estate(seed))
    points = scattered(seed, 600)
    whole = lit_intervals(Receivers.from_points(points), obstructions, PATH)

    turned = np.random.default_rng(seed).permutation(len(points))
    other = lit_intervals(Receivers.from_points(points[turned]), obstructions, PATH)
    assert_same(whole.take(turned), other)

    for i in range(0, 600, 25):
        alone = Receivers.from_points(points[i : i + 1])
        assert_same(whole.take([i]), lit_intervals(alone, obstructions, PATH))


@pytest.mark.parametrize("seed", range(4))
def test_columns_say_what_their_points_say(seed):
    obstructions = Obstructions.from_prisms(estate(seed))
    xy = scattered(seed, 150)[:, :2]
    z = np.tile(np.arange(0.9, 60.0, 3.0), len(xy))
    floors = len(z) // len(xy)
    columns = Receivers.columns(xy, np.arange(0, len(z) + 1, floors), z)
    assert_same(
        lit_intervals(columns, obstructions, PATH),
        lit_intervals(Receivers.from_points(columns.points), obstructions, PATH),
    )


@pytest.mark.parametrize("seed", range(2))
def test_parts_out_of_reach_change_nothing(seed):
    prisms = estate(seed)
    far = [
        Prism("far", affinity.translate(p.polygon, 5000.0, 4000.0), p.base, p.top)
        for p in prisms
    ]
    points = Receivers.from_points(scattered(seed, 300))
    assert_same(
        lit_intervals(points, Obstructions.from_prisms(prisms), PATH),
        lit_intervals(points, Obstructions.from_prisms([*prisms, *far]), PATH),
    )


def test_who_made_a_limit_that_two_make_at_once_does_not_depend_on_the_company():
    far = shapely.Polygon([(20, -20), (-80, -20), (-80, -30), (20, -30)])
    near = shapely.Polygon([(10, -10), (-40, -10), (-40, -16), (10, -16)])
    obstructions = Obstructions.from_prisms(
        [Prism("far", far, 0.0, 80.0), Prism("near", near, 0.0, 40.0)]
    )
    alone = Receivers.from_points([(0.0, 0.0, 0.0)])
    spread = [(x, y, 0.0) for x in (-14.0, 14.0) for y in (-25.0, 0.0)]
    among = Receivers.from_points([(0.0, 0.0, 0.0), *spread])
    found = lit_intervals(alone, obstructions, PATH)
    assert found[0].shape == (1, 2)
    assert_same(found, lit_intervals(among, obstructions, PATH).take([0]))
