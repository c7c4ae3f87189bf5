"""The whole sill at once: against bodies grown by the sill, and where it must agree.

A body hides the sun from some point of a sill exactly when the body grown by the sill,
turned round, hides it from one point: for a convex outline the hull of the outline
moved by either end. That leaves a test of points alone, which others check.
"""

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import sunlight as sl
from sunlight.durations import sill_differences
from sunlight.errors import InputError
from sunlight.intervals import (
    BETWEEN_ENDS,
    Intervals,
    difference,
    intersection,
    total,
)
from sunlight.shade import blocked_between_ends, dark_between_ends

SAME_MIN = 1e-5
PATH = sl.sun_path("大寒", latitude=38.42)
TROPICS = sl.sun_path("冬至", latitude=-20.0)
"""The sun's azimuth does not grow steadily there."""
SOUTH = (0.0, -1.0, 0.0)


def ends(left, right, normal=None, owner=None):
    normals = None if normal is None else [normal]
    return tuple(
        sl.Receivers.from_points([end], normals, [owner]) for end in (left, right)
    )


WINDOW = ends((-0.75, 0.0, 0.9), (0.75, 0.0, 0.9), SOUTH, "own")


def box(owner, x0, y0, x1, y1, top, base=0.0, **more):
    return sl.Prism(owner, shapely.box(x0, y0, x1, y1), base, top, **more)


def as_prisms(prisms):
    return sl.Obstructions.from_prisms(prisms)


def as_meshes(prisms, *, opened=False):
    """Convex prisms as triangles; opened, they lose a triangle of their top."""
    solids = []
    for p in prisms:
        ring = shapely.get_coordinates(shapely.orient_polygons(p.polygon))[:-1]
        n = len(ring)
        faces = [(0, i + 1, i) for i in range(1, n - 1)]
        for a in range(n):
            b = (a + 1) % n
            faces += [(a, b, b + n), (a, b + n, a + n)]
        faces += [(n, n + i, n + i + 1) for i in range(1, n - 1)]
        plan = np.concatenate((ring, ring))
        vertices = np.column_stack((plan, np.repeat([p.base, p.top], n)))
        faces = faces[:-1] if opened else faces
        solids.append(sl.Solid(p.owner, (vertices, np.array(faces)), part=p.part))
    return sl.Obstructions.from_meshes(solids)


kinds = pytest.mark.parametrize("build", [as_prisms, as_meshes])


def rows_of(lit):
    return [row.tolist() for row in lit]


def same(a, b):
    """Whether two tables hold the same times."""
    off = np.concatenate([total(difference(a, b)), total(difference(b, a))])
    return bool((off <= SAME_MIN).all())


def at_once(left, right, normal, obstructions, path, count):
    """Light common to many points of one sill, ends included."""
    share = np.linspace(0.0, 1.0, count)[:, None]
    points = np.asarray(left) + share * (np.asarray(right) - np.asarray(left))
    normals = None if normal is None else np.tile(normal, (count, 1))
    lit = sl.lit_intervals(
        sl.Receivers.from_points(points, normals), obstructions, path
    )
    common = lit.take([0])
    for i in range(1, count):
        common = intersection(common, lit.take([i]))
    return common


@kinds
def test_a_thin_pole_takes_the_time_in_which_its_shadow_is_between_the_ends(build):
    pole = build([box("pole", -0.1, -2.2, 0.1, -2.0, 9.0)])
    grown = as_prisms([box("pole", -0.85, -2.2, 0.85, -2.0, 9.0)])
    full = sl.full_window_intervals(*WINDOW, pole, PATH)
    whole = sl.whole_sill_intervals(*WINDOW, pole, PATH)
    middle = sl.Receivers.from_points([(0.0, 0.0, 0.9)])

    assert 3 == len(full[0])
    assert 2 == len(whole[0])
    assert same(whole, sl.lit_intervals(middle, grown, PATH))


@kinds
def test_a_short_beam_in_the_air_is_seen_between_the_ends_only(build):
    # it hangs above the middle: from the ends it stands beside the sun's path at noon
    beam = build([box("beam", -0.1, -2.2, 0.1, -2.0, 2.3, base=2.0)])
    full = sl.full_window_intervals(*WINDOW, beam, PATH)
    whole = sl.whole_sill_intervals(*WINDOW, beam, PATH)
    grown = as_prisms([box("beam", -0.85, -2.2, 0.85, -2.0, 2.3, base=2.0)])
    middle = sl.Receivers.from_points([(0.0, 0.0, 0.9)])
    expected = sl.lit_intervals(middle, grown, PATH)
    dark = dark_between_ends(*WINDOW, full, beam, PATH)

    assert total(whole)[0] < total(full)[0] - 5.0
    assert same(whole, expected)
    assert {"beam"} == {beam.owner_names[i] for i in beam.face_owner(dark.start_face)}
    assert {BETWEEN_ENDS} == {*dark.start_side.tolist(), *dark.end_side.tolist()}
    assert same(whole, difference(full, dark))


@st.composite
def outlines(draw):
    """A small convex outline some way to the south of the sill, any way round."""
    count = draw(st.integers(3, 6))
    turns = draw(st.lists(st.floats(0.0, 360.0), min_size=count, max_size=count))
    x, y = draw(st.floats(-4.0, 4.0)), draw(st.floats(-9.0, -2.6))
    size = draw(st.floats(0.05, 1.2))
    angle = np.radians(turns)
    points = np.column_stack([x + size * np.cos(angle), y + size * np.sin(angle)])
    hull = shapely.MultiPoint(points).convex_hull
    assume(isinstance(hull, shapely.Polygon) and hull.area > 1e-3)
    base, top = draw(st.sampled_from([(0.0, 8.0), (0.0, 2.5), (1.6, 2.2), (0.9, 4.0)]))
    return hull, base, top


@settings(max_examples=60)
@given(
    st.lists(outlines(), min_size=1, max_size=4),
    st.floats(0.2, 2.4),
    st.floats(-1.2, 1.2),
    st.sampled_from([as_prisms, as_meshes, lambda p: as_meshes(p, opened=True)]),
    st.sampled_from([PATH, TROPICS]),
)
def test_bodies_grown_by_the_sill_hide_the_same_from_its_middle(
    bodies, length, skew, build, path
):
    half = np.array([length, skew]) / 2.0
    left, right = (*-half, 0.9), (*half, 0.9)
    prisms = [sl.Prism(f"{i}", *body) for i, body in enumerate(bodies)]
    grown = [
        sl.Prism(
            p.owner,
            shapely.union_all(
                [
                    shapely.transform(p.polygon, lambda xy, way=way: xy + way)
                    for way in (-half, half)
                ]
            ).convex_hull,
            p.base,
            p.top,
        )
        for p in prisms
    ]
    sill = ends(left, right)
    opened = build(prisms)
    whole = sl.whole_sill_intervals(*sill, opened, path)
    full = sl.full_window_intervals(*sill, opened, path)
    expected = sl.lit_intervals(
        sl.Receivers.from_points([(0.0, 0.0, 0.9)]), as_prisms(grown), path
    )

    assert total(difference(whole, full))[0] <= SAME_MIN
    if build in (as_prisms, as_meshes):
        assert same(whole, expected)
    else:  # light falls in through the hole
        assert total(difference(expected, whole))[0] <= SAME_MIN


# Own walls.


@kinds
def test_with_nothing_before_its_wall_a_window_has_the_same_light_by_both(build):
    turn = np.radians(17.0)
    matrix = np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))])
    ring = np.array([(-20.0, 0.0), (20.0, 0.0), (20.0, 12.0), (-20.0, 12.0)]) @ matrix
    body = build([sl.Prism("own", shapely.Polygon(ring + 4000.0), 0.0, 60.0)])
    left, right = (
        (*(np.array([x, 0.0]) @ matrix + 4000.0), 0.9) for x in (-0.75, 0.75)
    )
    normal = (*(np.array([0.0, -1.0]) @ matrix), 0.0)
    sill = ends(left, right, normal, "own")
    full = sl.full_window_intervals(*sill, body, PATH)

    assert rows_of(full) == rows_of(sl.whole_sill_intervals(*sill, body, PATH))
    assert 0 == len(sill_differences(*sill, body, PATH))


RECESS = shapely.Polygon(
    [(-9, -8), (-2, -8), (-2, 0), (2, 0), (2, -8), (9, -8), (9, 6), (-9, 6)]
)


def test_between_the_wings_of_the_own_building_the_ends_see_least():
    own = as_prisms([sl.Prism("own", RECESS, 0.0, 30.0)])
    # the second one begins in the corner
    for x0, x1 in ((-0.75, 0.75), (-2.0, -0.5), (-1.9, 1.9)):
        sill = ends((x0, 0.0, 0.9), (x1, 0.0, 0.9), SOUTH, "own")
        full = sl.full_window_intervals(*sill, own, PATH)

        assert 5.0 < total(full)[0] < 470.0
        assert same(full, sl.whole_sill_intervals(*sill, own, PATH))


@kinds
@pytest.mark.parametrize("gap", [0.0, 0.3])
def test_a_wing_next_to_the_window_is_seen_by_the_nearer_end(build, gap):
    prisms = [
        box("own", -20.0, 0.0, 20.0, 12.0, 30.0),
        box("wing", -9.0, -7.0, -0.75 - gap, 0.0, 30.0),
    ]
    full = sl.full_window_intervals(*WINDOW, build(prisms), PATH)

    assert 100.0 < total(full)[0] < 470.0
    assert same(full, sl.whole_sill_intervals(*WINDOW, build(prisms), PATH))


@kinds
def test_a_fin_on_the_wall_between_the_ends_leaves_no_light_behind_it(build):
    prisms = [
        box("own", -20.0, 0.0, 20.0, 12.0, 30.0),
        box("own", -0.05, -0.6, 0.05, 0.0, 30.0, part="fin"),
    ]
    full = sl.full_window_intervals(*WINDOW, build(prisms), PATH)

    assert total(full)[0] > 60.0
    assert [[]] == rows_of(sl.whole_sill_intervals(*WINDOW, build(prisms), PATH))


def test_a_sill_that_runs_through_a_body_has_no_light():
    pillar = as_prisms([box("1#", -0.1, -0.1, 0.1, 0.1, 1.2)])
    whole = sl.whole_sill_intervals(*WINDOW, pillar, PATH)
    above = ends((-0.75, 0.0, 1.2), (0.75, 0.0, 1.2))

    assert [[]] == rows_of(whole)
    assert [[[480.0, 960.0]]] == rows_of(sl.whole_sill_intervals(*above, pillar, PATH))


def test_own_plates_hide_nothing_and_those_of_others_do():
    plates = [
        as_prisms([box(name, -0.1, -0.8, 0.1, -0.6, 2.0, 1.2, part="overhang")])
        for name in ("own", "1#")
    ]
    whole = [total(sl.whole_sill_intervals(*WINDOW, p, PATH))[0] for p in plates]

    assert 480.0 == whole[0]
    assert whole[1] < 400.0


def test_faces_from_both_sides_shade_a_sill_that_passes_through_their_plane():
    # a triangle in the plane x = 0: edge on from the middle, seen from either end
    soup = sl.Obstructions.from_meshes(
        [sl.Solid("1#", ([(0, -2, 0), (0, -3, 0), (0, -2.5, 9)], [(0, 1, 2)]))]
    )
    whole = sl.whole_sill_intervals(*WINDOW, soup, PATH)
    sampled = at_once((-0.75, 0.0, 0.9), (0.75, 0.0, 0.9), SOUTH, soup, PATH, 1501)

    assert total(difference(whole, sampled))[0] <= SAME_MIN
    assert total(difference(sampled, whole))[0] <= 0.5
    assert 50.0 < total(whole)[0] < 400.0


# Who, how long, and wrong calls.


def test_differences_name_the_window_the_object_and_the_minutes():
    pole = [box("tower", 5.0, -90.0, 40.0, -70.0, 80.0)]
    pole.append(box("pole", -0.1, -2.2, 0.1, -2.0, 9.0))
    scene = as_prisms(pole)
    points = np.array([(-30.75, 0.0, 0.9), (-0.75, 0.0, 0.9)])
    left = sl.Receivers.from_points(points)
    right = sl.Receivers.from_points(points + np.array([1.5, 0.0, 0.0]))
    found = sill_differences(left, right, scene, PATH)
    full = sl.full_window_intervals(left, right, scene, PATH)
    whole = sl.whole_sill_intervals(left, right, scene, PATH)

    assert [1] == found.windows.tolist()
    assert [total(full)[1]] == pytest.approx(found.minutes_ends.tolist())
    assert [total(whole)[1]] == pytest.approx(found.minutes_whole.tolist())
    assert {"pole"} == {scene.owner_names[i] for i in found.blocked.owner}
    lost = found.minutes_ends - found.minutes_whole
    assert lost == pytest.approx(total(found.dark), abs=SAME_MIN)
    assert lost == pytest.approx(
        [(found.blocked.end - found.blocked.start).sum()], abs=SAME_MIN
    )


def test_minutes_of_the_differences_are_counted_by_the_rule_of_segments():
    pole = as_prisms([box("pole", -0.1, -2.2, 0.1, -2.0, 9.0)])
    longest = sill_differences(*WINDOW, pole, PATH, segments=1)
    strict = sill_differences(*WINDOW, pole, PATH, shortest=400.0)

    whole = sl.whole_sill_intervals(*WINDOW, pole, PATH)[0]
    assert [np.diff(whole, axis=1).max()] == pytest.approx(longest.minutes_whole)
    assert [0.0] == strict.minutes_whole.tolist()


def test_ends_and_what_is_between_them_are_all_that_an_owner_hides():
    scene = as_prisms(
        [
            box("pole", -0.1, -2.2, 0.1, -2.0, 9.0),
            box("post", 0.4, -3.2, 0.5, -3.0, 9.0),
        ]
    )
    for owner, prism in enumerate(("pole", "post")):
        alone = scene.where(np.arange(2) == owner)
        whole = sl.whole_sill_intervals(*WINDOW, alone, PATH)
        dark = difference(Intervals.full(1, PATH.lit_band), whole)
        hidden = [
            sl.blocked_intervals(WINDOW[0], scene, PATH),
            sl.blocked_intervals(WINDOW[1], scene, PATH),
            blocked_between_ends(*WINDOW, scene, PATH),
        ]
        rows = [
            (s, e)
            for blocked in hidden
            for who, s, e in zip(blocked.owner, blocked.start, blocked.end, strict=True)
            if scene.owner_names[who] == prism
        ]
        reached = 0.0
        united = []
        for s, e in sorted(rows):
            if s > reached + SAME_MIN:
                united.append([s, e])
            united[-1][1] = max(united[-1][1], e)
            reached = united[-1][1]

        assert same(dark, Intervals.from_rows([united]))


def test_one_point_or_no_window_or_no_body_is_no_trouble():
    pole = as_prisms([box("pole", -0.1, -2.2, 0.1, -2.0, 9.0)])
    point = ends((0.0, 0.0, 0.9), (0.0, 0.0, 0.9))
    none = sl.Receivers.from_points(np.empty((0, 3)))
    free = sl.whole_sill_intervals(*WINDOW, sl.Obstructions.empty(), PATH)

    assert same(
        sl.lit_intervals(point[0], pole, PATH),
        sl.whole_sill_intervals(*point, pole, PATH),
    )
    assert 0 == len(sl.whole_sill_intervals(none, none, pole, PATH))
    assert [[[480.0, 960.0]]] == rows_of(free)


def test_windows_far_apart_are_answered_in_their_order():
    prisms, left, right, told = [], [], [], []
    for i in range(40):
        x, y = 700.0 * (i % 7), -500.0 * (i * 13 % 40)
        half = 0.02 + 0.01 * i
        prisms.append(box(f"{i}", x - half, y - 2.2, x + half, y - 2.0, 9.0))
        left.append((x - 0.75, y, 0.9))
        right.append((x + 0.75, y, 0.9))
    sill = sl.Receivers.from_points(left), sl.Receivers.from_points(right)
    whole = sl.whole_sill_intervals(
        *sill,
        as_prisms(prisms),
        PATH,
        progress=lambda done, of: told.append((done, of)),
    )
    alone = [
        sl.whole_sill_intervals(*ends(a, b), as_prisms([p]), PATH)[0].tolist()
        for a, b, p in zip(left, right, prisms, strict=True)
    ]

    assert alone == rows_of(whole)
    assert (40, 40) == told[-1]
    assert 40 == len({str(row) for row in alone})


def test_as_many_right_ends_as_left_ones_are_needed():
    pole = as_prisms([box("pole", -0.1, -2.2, 0.1, -2.0, 9.0)])
    two = sl.Receivers.from_points([(0.0, 0.0, 0.9), (1.0, 0.0, 0.9)])
    full = Intervals.full(2, PATH.lit_band)

    with pytest.raises(InputError, match="as many left as right"):
        sl.whole_sill_intervals(two, WINDOW[1], pole, PATH)
    with pytest.raises(InputError, match="1, 1 and 2"):
        sill_differences(*WINDOW, pole, PATH, full=full)
    with pytest.raises(InputError, match="1, 1 and 2"):
        blocked_between_ends(*WINDOW, pole, PATH, times=full)
