"""Shadows with a closed form: endless walls, free edges, slots, bare façades, mirrors.

Expected figures hold for declination -20.15 and latitude 38.42 degrees; where a table
is given it was worked out by spherical trigonometry, to 0.1 min.
"""

import numpy as np
import pytest
import shapely
from shapely import affinity

import sunlight as sl
from sunlight.conditions import GivenDeclination

LATITUDE, DECLINATION = 38.42, -20.15
PHI, DELTA = np.radians(LATITUDE), np.radians(DECLINATION)
TABLE_MIN = 0.06
"""Half a unit of the last digit of the tables, and a little. [min]"""
EXACT_MIN = 1e-6
FAR = 1e5
"""Half the length of a wall that stands for an endless one. [m]"""


@pytest.fixture(scope="module")
def path():
    return sl.sun_path(
        "大寒",
        latitude=LATITUDE,
        declination=GivenDeclination(declination=DECLINATION),
    )


def as_prisms(prisms):
    return sl.Obstructions.from_prisms(prisms)


def as_meshes(prisms):
    """The same bodies as triangles, for outlines without holes."""
    solids = []
    for p in prisms:
        ring = shapely.get_coordinates(shapely.orient_polygons(p.polygon))[:-1]
        n = len(ring)
        index = {(float(x), float(y)): i for i, (x, y) in enumerate(ring)}
        faces = []
        for a in range(n):
            b = (a + 1) % n
            faces += [(a, b, b + n), (a, b + n, a + n)]
        for part in shapely.get_parts(
            shapely.constrained_delaunay_triangles(p.polygon)
        ):
            corners = shapely.get_coordinates(shapely.orient_polygons(part))[:3]
            a, b, c = (index[(float(x), float(y))] for x, y in corners)
            faces += [(a, c, b), (a + n, b + n, c + n)]
        levels = np.repeat([p.base, p.top], n)
        vertices = np.column_stack((np.concatenate((ring, ring)), levels))
        solids.append(sl.Solid(p.owner, (vertices, np.array(faces)), part=p.part))
    return sl.Obstructions.from_meshes(solids)


both_kinds = pytest.mark.parametrize(
    "build", [as_prisms, as_meshes], ids=["prisms", "meshes"]
)


def box(owner, x0, y0, x1, y1, top, *, base=0.0, part="body"):
    return sl.Prism(owner, shapely.box(x0, y0, x1, y1), base, top, part=part)


def lit_rows(points, obstructions, path, *, normals=None):
    receivers = sl.Receivers.from_points(np.array(points, dtype=float), normals)
    return [np.asarray(row) for row in sl.lit_intervals(receivers, obstructions, path)]


def azimuth_point(azimuth_deg, distance):
    """Plan position at an azimuth from south, west positive."""
    a = np.radians(azimuth_deg)
    return distance * np.array([-np.sin(a), -np.cos(a)])


def wedge(owner, from_deg, to_deg, *, near=10.0, far=400.0, top=1e4):
    """A tower that covers a stretch of azimuths up to the zenith, nearly."""
    ring = [
        azimuth_point(from_deg, near),
        azimuth_point(to_deg, near),
        azimuth_point(to_deg, far),
        azimuth_point(from_deg, far),
    ]
    return sl.Prism(owner, shapely.Polygon(ring), 0.0, top)


def minute_at_azimuth(azimuth_deg):
    """When the sun stands at an azimuth from south, west positive."""
    a = np.radians(azimuth_deg)
    reach = np.cos(DELTA) * np.hypot(np.cos(a), np.sin(a) * np.sin(PHI))
    hour_angle = np.arcsin(
        -np.sin(a) * np.cos(PHI) * np.sin(DELTA) / reach
    ) + np.arctan2(np.sin(a) * np.sin(PHI), np.cos(a))
    return 720.0 + 4.0 * np.degrees(hour_angle)


def minutes_over_endless_wall(k):
    """Lit minutes behind an endless wall due south; k is its height by its distance."""
    cosine = (
        -np.sin(DELTA)
        * (k * np.cos(PHI) + np.sin(PHI))
        / (np.cos(DELTA) * (np.cos(PHI) - k * np.sin(PHI)))
    )
    return min(480.0, 8.0 * np.degrees(np.arccos(min(1.0, cosine))))


# An endless wall due south.

ENDLESS_WALL = [
    (0.2737, 480.0),
    (0.30, 465.9),
    (0.40, 400.9),
    (0.50, 305.2),
    (0.55, 232.4),
    (0.58, 168.6),
    (0.5956, 120.1),
    (0.60, 101.9),
    (0.6073, 60.0),
    (0.61, 32.6),
    (0.6113, 0.0),
    (0.70, 0.0),
]


@both_kinds
@pytest.mark.parametrize(("k", "minutes"), ENDLESS_WALL)
def test_endless_wall_leaves_the_minutes_of_the_table(path, build, k, minutes):
    wall = box("1#", -FAR, -21, FAR, -20, 1.5 + 20.0 * k)
    lit = lit_rows([(0, 0, 1.5)], build([wall]), path)[0]

    assert minutes == pytest.approx(float(np.diff(lit, axis=1).sum()), abs=TABLE_MIN)


@both_kinds
@pytest.mark.parametrize("k", np.linspace(0.05, 0.65, 25).round(4).tolist())
def test_endless_wall_leaves_one_segment_of_the_closed_form(path, build, k):
    wall = box("1#", -FAR, -21, FAR, -20, 20.0 * k)
    lit = lit_rows([(0, 0, 0)], build([wall]), path)[0]
    half = minutes_over_endless_wall(k) / 2.0
    expected = np.array([(720.0 - half, 720.0 + half)] if half else []).reshape(-1, 2)

    assert expected == pytest.approx(lit, abs=EXACT_MIN)


# Free vertical edges and slots between towers.

EDGES = [
    (10, "11:23.4", "12:36.6"),
    (15, "11:04.8", "12:55.2"),
    (20, "10:45.6", "13:14.4"),
    (30, "10:05.1", "13:54.9"),
    (34, "9:47.8", "14:12.2"),
    (40, "9:20.4", "14:39.6"),
    (45, "8:56.0", "15:04.0"),
    (50, "8:30.0", "15:30.0"),
    (55, "8:02.1", "15:57.9"),
]


def minutes_of(clock):
    hours, minutes = clock.split(":")
    return 60.0 * float(hours) + float(minutes)


@both_kinds
@pytest.mark.parametrize(("azimuth", "morning", "afternoon"), EDGES)
def test_free_edges_are_passed_when_the_sun_stands_at_them(
    path, build, azimuth, morning, afternoon
):
    obstructions = build([wedge("1#", -120, -azimuth), wedge("2#", azimuth, 120)])
    lit = lit_rows([(0, 0, 0)], obstructions, path)[0]
    expected = np.array([(minutes_of(morning), minutes_of(afternoon))])

    assert expected == pytest.approx(lit, abs=TABLE_MIN)
    assert np.array(
        [(minute_at_azimuth(-azimuth), minute_at_azimuth(azimuth))]
    ) == pytest.approx(lit, abs=EXACT_MIN)


@both_kinds
def test_the_tower_that_makes_each_end_is_named(path, build):
    obstructions = build([wedge("1#", -120, -20), wedge("2#", 20, 120)])
    lit = sl.lit_intervals(sl.Receivers.from_points([(0, 0, 0)]), obstructions, path)
    faces = [int(lit.start_face[0]), int(lit.end_face[0])]
    names = [obstructions.owner_names[i] for i in obstructions.face_owner(faces)]

    assert ["1#", "2#"] == names


@both_kinds
@pytest.mark.parametrize(
    ("half_width", "lit_minutes", "counted"), [(1.0, 7.3, 7.3), (0.5, 3.6, 0.0)]
)
def test_a_slot_counts_only_if_it_lasts_five_minutes(
    path, build, half_width, lit_minutes, counted
):
    obstructions = build([wedge("1#", -120, -half_width), wedge("2#", half_width, 120)])
    lit = sl.lit_intervals(sl.Receivers.from_points([(0, 0, 0)]), obstructions, path)
    closed_form = 2.0 * (minute_at_azimuth(half_width) - 720.0)

    assert lit_minutes == pytest.approx(closed_form, abs=TABLE_MIN)
    assert closed_form == pytest.approx(float(np.diff(lit[0]).sum()), abs=EXACT_MIN)
    assert counted == pytest.approx(
        float(sl.sunlit_minutes(lit, shortest=5.0)[0]), abs=TABLE_MIN
    )


# Bare façades.

FACADES = [
    ((0.0, -1.0), [(480.0, 960.0)]),
    ((1.0, 0.0), [(480.0, 720.0)]),
    ((-1.0, 0.0), [(720.0, 960.0)]),
    ((0.0, 1.0), []),
]
FACADE_NAMES = ["south", "east", "west", "north"]


@both_kinds
@pytest.mark.parametrize(("outward", "expected"), FACADES, ids=FACADE_NAMES)
@pytest.mark.parametrize("known", ["wall and normal", "wall", "normal"])
def test_a_bare_facade_is_lit_while_the_sun_stands_before_it(
    path, build, outward, expected, known
):
    point = (6.0 * outward[0], 6.0 * outward[1], 12.0)
    tower = [box("1#", -6, -6, 6, 6, 30.0)] if "wall" in known else []
    normals = [(*outward, 0.0)] if "normal" in known else None
    lit = lit_rows([point], build(tower), path, normals=normals)[0]

    assert np.array(expected).reshape(-1, 2) == pytest.approx(lit, abs=EXACT_MIN)


# East and west are alike.


@both_kinds
def test_the_mirrored_scene_has_the_mirrored_day(path, build):
    rng = np.random.default_rng(6)
    outlines = [
        affinity.rotate(shapely.box(x, y, x + w, y + d), float(angle), origin="center")
        for x, y, w, d, angle in zip(
            rng.uniform(-70, 50, 12),
            rng.uniform(-90, -15, 12),
            rng.uniform(6, 30, 12),
            rng.uniform(6, 14, 12),
            rng.uniform(-60, 60, 12),
            strict=True,
        )
    ]
    tops = rng.uniform(6, 60, 12)
    points = np.column_stack(
        (rng.uniform(-40, 40, 30), rng.uniform(0, 20, 30), rng.uniform(0, 15, 30))
    )
    flip = np.array([-1.0, 1.0])
    here, there = (
        build(
            [
                sl.Prism("1#", shapely.transform(o, lambda xy, f=f: xy * f), 0.0, top)
                for o, top in zip(outlines, tops, strict=True)
            ]
        )
        for f in (np.ones(2), flip)
    )
    expected = lit_rows(points, here, path)
    mirrored = lit_rows(points * (-1.0, 1.0, 1.0), there, path)
    partly = [row for row in expected if 0.0 < np.diff(row, axis=1).sum() < 480.0]

    assert len(partly) >= 10
    for row, other in zip(expected, mirrored, strict=True):
        assert row == pytest.approx(1440.0 - other[::-1, ::-1], abs=EXACT_MIN)


# Full-window sun asks the two sill ends only.


@both_kinds
def test_a_pole_before_the_middle_of_the_sill_does_not_break_the_full_window(
    path, build
):
    pole = build([box("1#", -0.025, -0.325, 0.025, -0.275, 3.0)])
    left, right = (sl.Receivers.from_points([(x, 0.0, 0.9)]) for x in (-0.75, 0.75))
    full = sl.full_window_intervals(left, right, pole, path)
    middle = lit_rows([(0.0, 0.0, 0.9)], pole, path)[0]

    assert [[480.0, 960.0]] == full[0].tolist()
    assert 2 == len(middle)
    assert 1440.0 == pytest.approx(middle[0, 1] + middle[1, 0], abs=EXACT_MIN)


@both_kinds
def test_a_tower_before_one_sill_end_breaks_the_full_window(path, build):
    tower = build([box("1#", 0.7, -0.5, 0.8, -0.3, 3.0)])
    left, right = (sl.Receivers.from_points([(x, 0.0, 0.9)]) for x in (-0.75, 0.75))
    full = sl.full_window_intervals(left, right, tower, path)
    ends = [sl.lit_intervals(end, tower, path)[0] for end in (left, right)]

    assert [[480.0, 960.0]] == ends[0].tolist()
    assert ends[1].tolist() == full[0].tolist()
    assert 2 == len(full[0])
