"""The sunlit share of a ground, worked by hand and held against brute force."""

import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely import affinity

import sunlight as sl
from sunlight.assessment.grounds.area import AreaQuestion, sunlit_area
from sunlight.conditions import GivenDeclination

sys.path.insert(0, str(Path(__file__).parents[2] / "oracle"))
import brute_force

LATITUDE, DECLINATION = 38.42, -23.44
FAR = 9e4
"""Half the length of a wall that stands for an endless one. [m]"""

HEIGHT = 20.0
REACH = 38.573
"""Behind an endless wall 20 m high due south a point has 120 min from here on. [m]

120 min round noon are hour angles up to 15 degrees. The sun clears the wall there where
its height over distance is k = (cos d cos 15 cos f + sin d sin f) /
(cos d cos 15 sin f - sin d cos f) with d = -23.44 and f = 38.42 degrees:
(0.88622 * 0.78348 - 0.39779 * 0.62142) / (0.88622 * 0.62142 + 0.39779 * 0.78348)
= 0.44714 / 0.86238 = 0.51849, and 20 / 0.51849 = 38.573."""


@pytest.fixture(scope="module")
def path():
    return sl.sun_path(
        "冬至",
        latitude=LATITUDE,
        declination=GivenDeclination(declination=DECLINATION),
    )


def asked(gap=0.005, share=0.5):
    return AreaQuestion(minutes=120.0, shortest=5.0, share=share, gap=gap)


def wall(height=HEIGHT, north=0.0):
    return sl.Prism("W", shapely.box(-FAR, north - 10, FAR, north), -1.0, height)


def inside(share, bounds):
    return bounds.lower <= share <= bounds.upper


@pytest.mark.parametrize(
    ("south", "share", "enough"),
    [
        # a ground 20 m deep, sunlit from 38.573 m on:
        (28.373, 0.49, False),  # (28.373 + 20 - 38.573) / 20
        (28.773, 0.51, True),  # (28.773 + 20 - 38.573) / 20
        (18.073, 0.0, False),  # its north edge half a metre short of the line
        (39.073, 1.0, True),
    ],
)
def test_the_line_behind_an_endless_wall_divides_the_ground(path, south, share, enough):
    ground = shapely.box(-10, south, 10, south + 20)
    area = sunlit_area(ground, 0.0, [wall()], path, asked())

    assert inside(share, area.share)
    assert area.share.gap <= 0.005
    assert (enough, enough) == (area.share.lower >= 0.5, area.share.upper >= 0.5)


def test_a_ground_on_a_terrace_sees_over_the_wall_sooner(path):
    # 4 m higher the wall is 16 m high: the line lies at 16 / 0.51849 = 30.859 m
    ground = shapely.box(-10, 20.859, 10, 40.859)
    area = sunlit_area(ground, 4.0, [wall()], path, asked(share=0.4))

    assert inside(0.5, area.share)
    assert area.share.gap <= 0.005


def test_the_part_under_a_building_is_dark_and_counts_in_the_whole(path):
    # the northern half is built on; to the south of it nothing stands
    house = sl.Prism("H", shapely.box(-30, 10, 30, 25), -1.0, 12.0)
    area = sunlit_area(shapely.box(-20, 0, 20, 20), 0.0, [house], path, asked())

    assert (0.5, 0.5) == (area.share.lower, area.share.upper)
    assert 400.0 == shapely.area(area.dark).sum()
    assert 800.0 == area.area


def test_a_bridge_over_a_ground_darkens_by_its_shadow_not_by_its_outline(path):
    # A slab 0.5 m thick, 30 m up and 2 m wide: its shadow passes over any point within
    # minutes, and the ground below it keeps its sun.
    slab = sl.Prism("B", shapely.box(-40, 9, 40, 11), 30.0, 30.5)
    area = sunlit_area(shapely.box(-20, 0, 20, 20), 0.0, [slab], path, asked())

    assert (1.0, 1.0) == (area.share.lower, area.share.upper)


def test_a_concave_ground_with_a_hole_is_measured_exactly(path):
    # An L of 30 x 30 less 20 x 20 in its north-east, and a hole of 4 x 4 in its south:
    # 900 - 400 - 16 = 484 m2. South edge at 28.573, so the line cuts it 10 m up; the
    # hole lies below. Sunlit: the western leg above the line, 10 x 20 = 200 m2.
    low = REACH - 10
    outline = [(0, 0), (30, 0), (30, 10), (10, 10), (10, 30), (0, 30)]
    hole = [(12, 3), (16, 3), (16, 7), (12, 7)]
    ground = affinity.translate(shapely.Polygon(outline, [hole]), 0, low)

    open_field = sunlit_area(ground, 0.0, [], path, asked())
    behind = sunlit_area(ground, 0.0, [wall()], path, asked())

    assert 484.0 == pytest.approx(open_field.area)
    assert (1.0, 1.0) == (open_field.share.lower, open_field.share.upper)
    assert inside(200 / 484, behind.share)
    assert behind.share.gap <= 0.005
    parts = [behind.sunlit, behind.undecided, behind.dark]
    assert 484.0 == pytest.approx(sum(shapely.area(p).sum() for p in parts))


def scene(rng):
    """Houses round a ground as prisms, the first also as a mesh with a pitched roof."""
    prisms = []
    for x, y in [(-30, -25), (0, -40), (28, -22), (38, 5), (-40, 8)]:
        outline = shapely.box(
            x - rng.uniform(6, 14), y - 5, x + rng.uniform(6, 14), y + 5
        )
        turned = affinity.rotate(outline, rng.uniform(-30, 30))
        prisms.append(sl.Prism("p", turned, 0.0, rng.uniform(8, 30)))
    x, y = rng.uniform(-12, 12), rng.uniform(-14, -10)
    foot = np.array([(x - 5, y - 3), (x + 5, y - 3), (x + 5, y + 3), (x - 5, y + 3)])
    ridge = [(x - 5, y, 9.0), (x + 5, y, 9.0)]
    corners = np.concatenate(
        [
            np.column_stack([foot, np.zeros(4)]),
            np.column_stack([foot, np.full(4, 6.0)]),
            ridge,
        ]
    )
    faces = [
        (0, 1, 5), (0, 5, 4), (1, 2, 6), (1, 6, 5), (2, 3, 7), (2, 7, 6),
        (3, 0, 4), (3, 4, 7), (4, 5, 9), (4, 9, 8), (6, 7, 8), (6, 8, 9),
        (5, 6, 9), (7, 4, 8), (0, 2, 1), (0, 3, 2),
    ]  # fmt: skip
    return prisms, sl.Solid("m", (corners, np.array(faces)))


def triangles_of(prisms, solid):
    """All faces as triangles, cut here without the package."""
    found = [solid.mesh[0][solid.mesh[1]]]
    for prism in prisms:
        ring = shapely.get_coordinates(prism.polygon)[:4]
        low, high = (
            np.column_stack([ring, np.full(4, z)]) for z in (prism.base, prism.top)
        )
        for a, b in ((0, 1), (1, 2), (2, 3), (3, 0)):
            found.append(
                np.array([(low[a], low[b], high[b]), (low[a], high[b], high[a])])
            )
        for level in (low, high):
            found.append(level[np.array([(0, 1, 2), (0, 2, 3)])])
    return np.concatenate(found)


@pytest.mark.parametrize("seed", range(3))
def test_bounds_hold_against_brute_force(path, seed):
    prisms, solid = scene(np.random.default_rng(seed))
    ground = shapely.Polygon(
        [(-20, -8), (20, -8), (20, 22), (2, 22), (2, 10), (-20, 10)]
    )
    area = sunlit_area(ground, 0.0, [*prisms, solid], path, asked(gap=0.02))
    grid = np.stack(
        np.meshgrid(np.arange(-19.7, 20, 1.1), np.arange(-7.7, 22, 1.1)), -1
    )
    points = shapely.points(grid.reshape(-1, 2))
    points = points[shapely.contains(ground, points)]
    triangles = triangles_of(prisms, solid)
    instants = np.arange(540.0, 900.0, 0.25) + 0.125
    nothing = np.zeros(len(triangles), dtype=bool)
    enough = []
    for x, y in shapely.get_coordinates(points):
        view = brute_force.view_from(
            np.array([x, y, 0.0]), None, triangles, nothing,
            latitude=LATITUDE, declination=DECLINATION,
        )  # fmt: skip
        lit = brute_force.lit_at(view, instants)
        change = np.flatnonzero(np.diff(np.concatenate([[0], lit, [0]]))).reshape(-1, 2)
        pieces = (change[:, 1] - change[:, 0]) * 0.25
        enough.append(pieces[pieces >= 5.0].sum())
    minutes = np.array(enough)
    sunlit, dark = (
        shapely.contains_properly(shapely.union_all(parts), points)
        for parts in (area.sunlit, area.dark)
    )

    # samples of a quarter of a minute: each end of a segment is known to that
    assert len(points) > 400
    assert 0 < sunlit.sum() < len(points)
    assert minutes[sunlit].min() >= 120.0 - 2.0
    assert minutes[dark].max() < 120.0 + 2.0
    share = (minutes >= 120.0).mean()
    assert area.share.lower - 0.03 <= share <= area.share.upper + 0.03


@pytest.mark.parametrize("seed", range(3))
def test_more_obstruction_never_raises_the_share(path, seed):
    prisms, solid = scene(np.random.default_rng(seed))
    ground = shapely.box(-20, -8, 20, 20)
    shares = [
        sunlit_area(ground, 0.0, bodies, path, asked(gap=0.02)).share
        for bodies in (prisms[:2], prisms, [*prisms, solid])
    ]

    assert shares[1].lower <= shares[0].upper
    assert shares[2].lower <= shares[1].upper
    assert shares[2].lower < shares[0].lower


@pytest.mark.parametrize("seed", range(3))
def test_bounds_nest_as_the_gap_shrinks(path, seed):
    prisms, _ = scene(np.random.default_rng(seed))
    ground = shapely.box(-20, -8, 20, 20)
    shares = [
        sunlit_area(ground, 0.0, prisms, path, asked(gap=gap, share=0.0)).share
        for gap in (0.2, 0.05, 0.01)
    ]

    for wide, narrow in pairwise(shares):
        assert wide.lower <= narrow.lower <= narrow.upper <= wide.upper
    assert shares[2].gap <= 0.01


def test_a_share_of_just_what_is_asked_for_stays_open(path):
    # 2 m deep, 1.2 m of it before the line: a share of 0.4 up to what REACH is rounded
    # by, 0.0005 / 2 = 0.00025; cells end at 5 mm, or 0.0025 of the depth
    ground = shapely.box(-1, REACH - 1.2, 1, REACH + 0.8)
    area = sunlit_area(ground, 0.0, [wall()], path, asked(share=0.4))

    assert area.share.lower < 0.4 < area.share.upper
    assert area.share.gap < 0.01


def test_progress_is_told_up_to_the_whole(path):
    told = []
    sunlit_area(shapely.box(-10, 28, 10, 48), 0.0, [wall()], path, asked(), told.append)

    assert told == sorted(told)
    assert told[-1] > 0.99
