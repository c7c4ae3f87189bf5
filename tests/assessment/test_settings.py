"""What profiles settle, on cases small enough to work by hand.

Latitude 38.42 and declination -20.15 throughout: the sun stands 15, 20, 30, 40 and 45
degrees from south at 55.2, 74.4, 114.9, 159.6 and 184.0 min from noon (spherical
trigonometry, to 0.1 min).
"""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sunlight as sl
from sunlight.conditions import GivenDeclination
from sunlight.durations import REMNANT
from sunlight.intervals import OWN_WALL_PLANE, total
from sunlight.rules import Outcome, Reason, ruleset

DECLINATION = GivenDeclination(declination=-20.15)
TABLE_MIN = 0.06
"""Half a unit of the last digit of the table, and a little. [min]"""
ADDED_MIN = 5e-6
"""Slivers shorter than an instant may be missing on either side of a sum. [min]"""
FROM_NOON = {15: 55.2, 20: 74.4, 30: 114.9, 40: 159.6, 45: 184.0}

PROJECT = """
schema = "sunlight-project/1"
[project]
name = "手算例"
id = "P"
rules = "rules.toml"
[site]
latitude = 38.42
longitude = 112.73
north = "true"
height_datum = "独立高程"
"""

HOUSE = """
[[buildings]]
id = "N"
status = "existing"
use = "{use}"
legal = "lawful"
zero_level = 100.45
outdoor_ground = 100.0
top_above_zero = 6.0
footprint = [[-20, 0], [20, 0], [20, 12], [-20, 12]]
storeys = {{ count = 2, height = 3.0 }}
source = {{ kind = "survey", reference = "1" }}
"""

WINDOW = """
[[buildings.window_rows]]
facade = "{facade}"
floors = "1"
at = [{at}]
width = {width}
sill = {sill}
rooms = ["{room}"]
"""

BLOCK = """
[[buildings]]
id = "{id}"
status = "{status}"
use = "other"
zero_level = 100.0
outdoor_ground = 100.0
top_above_ground = 200.0
footprint = [[{x0}, {y0}], [{x1}, {y0}], [{x1}, {y1}], [{x0}, {y1}]]
source = {{ kind = "survey", reference = "2" }}
"""

RULES = """
[profile]
name = "rules"
title_zh = "规则"
title_en = "rules"
document = "no. 1"
inherits = "xinzhou-2022"
status = "read"
"""


def house(use="residential"):
    return HOUSE.format(use=use)


def window(facade="south", at=19.25, width=1.5, sill=0.9, room="01/living"):
    """A window of the ground floor; on the south façade `at` 20 is above x = 0."""
    return WINDOW.format(facade=facade, at=at, width=width, sill=sill, room=room)


def block(name, x0, x1, y0, y1, status="existing"):
    """A body 200 m high: in the band it shades whatever it stands before."""
    return BLOCK.format(id=name, x0=x0, x1=x1, y0=y0, y1=y1, status=status)


def open_between(degrees, *, distance=10.0):
    """Blocks south of x = 0 that leave the azimuths of `degrees` open, west positive.

    A wall `distance` metres to the south and next to nothing thick: a gap from azimuth
    a to b lies between x = -distance tan b and -distance tan a.
    """
    ends = [-9000.0]
    for first, last in sorted(degrees, reverse=True):
        ends += [-distance * math.tan(math.radians(a)) for a in (last, first)]
    ends.append(9000.0)
    y0, y1 = -distance - 1e-6, -distance
    return "".join(
        block(f"W{i}", x0, x1, y0, y1)
        for i, (x0, x1) in enumerate(zip(ends[::2], ends[1::2], strict=True))
    )


@pytest.fixture
def assess(tmp_path):
    """Assess a project by rules with these tables."""

    def run(text, rules=""):
        (tmp_path / "rules.toml").write_text(RULES + rules, encoding="utf-8")
        path = tmp_path / "project.toml"
        path.write_text(PROJECT + text, encoding="utf-8")
        project, findings = sl.read_project(path)
        project = replace(project, rules=str(tmp_path / "rules.toml"))
        return sl.assess(project, findings=findings, declination=DECLINATION)

    return run


def minutes(result):
    return result.windows.minutes_after.tolist()


def calculation(*lines):
    return "[calculation]\n" + "\n".join(lines) + "\n"


# --- segments ------------------------------------------------------------------------

# a narrow window at x = 0 and three gaps: 15 to 20 degrees east of south, 20 to 30 and
# 40 to 45 west of it; minutes 19.2, 40.5 and 24.4
GAPS = [(-20, -15), (20, 30), (40, 45)]
LENGTHS = {"east": 19.2, "middle": 40.5, "west": 24.4}
SLIT = window(at=20.0 - 5e-4, width=1e-3)


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        ("all", 84.1),  # 19.2 + 40.5 + 24.4
        ("three_longest", 84.1),
        ("two_longest", 64.9),  # 40.5 + 24.4
        ("longest", 40.5),
    ],
)
def test_the_longest_segments_count(assess, segments, expected):
    result = assess(
        house() + SLIT + open_between(GAPS), calculation(f'segments = "{segments}"')
    )

    assert [expected] == pytest.approx(minutes(result), abs=3 * TABLE_MIN)
    assert minutes(result) == pytest.approx(total(result.windows.counted_after))


def test_what_the_choice_of_segments_drops_is_remnant(assess):
    everything = assess(house() + SLIT + open_between(GAPS))
    chosen = assess(
        house() + SLIT + open_between(GAPS), calculation('segments = "two_longest"')
    )
    remnant = [r.windows.taken_after[0].get(REMNANT, 0.0) for r in (everything, chosen)]

    assert 0.0 == remnant[0]
    assert LENGTHS["east"] == pytest.approx(remnant[1], abs=2 * TABLE_MIN)
    assert 480.0 == pytest.approx(
        chosen.windows.taken_after.totals()[0] + minutes(chosen)[0]
    )


def test_segments_of_one_use_are_those_of_its_table(assess):
    rules = calculation('segments = "longest"', "[calculation.school]", "sweep_angle=0")
    rules += 'segments = "two_longest"\n'
    home = assess(house() + SLIT + open_between(GAPS), rules)
    room = window(at=20.0 - 5e-4, width=1e-3, room="101:classroom")
    school = assess(house("school") + room + open_between(GAPS), rules)

    assert 1 == len(home.windows.counted_after[0])
    assert 2 == len(school.windows.counted_after[0])


def test_tables_mark_the_segments_that_count(assess):
    result = assess(
        house() + SLIT + open_between(GAPS), calculation('segments = "two_longest"')
    )
    after = result.segments_frame().query("state == 'after'")

    assert [False, True, True] == after["counted"].tolist()


# --- altitude, sweep angle, orientation ----------------------------------------------


def test_the_sun_counts_from_the_least_altitude_on(assess):
    # 15 degrees at 520.04 and 919.96: 399.92 min on a bare south façade
    result = assess(house() + window(), calculation("minimum_altitude = 15"))

    assert [399.92] == pytest.approx(minutes(result), abs=0.02)
    assert [] == list(result.windows.taken_after[0])  # nobody took the rest


def test_a_least_altitude_holds_for_the_day_of_each_use(assess):
    # 冬至, -23.44: cos H = (sin 15 + 0.621421 x 0.397788) / (0.783477 x 0.917477)
    #   = (0.258819 + 0.247194) / 0.718822 = 0.703947, H = 45.255: 181.02 min from noon;
    # the band, 540 to 900, is narrower: 360 min. At 17 degrees: 0.539566 / 0.718822
    #   = 0.750625, H = 41.355, 165.42 min from noon: 330.84
    room = window(room="101:classroom")
    plain = assess(house("school") + room, calculation("minimum_altitude = 15"))
    cut = assess(house("school") + room, calculation("minimum_altitude = 17"))

    assert [360.0] == pytest.approx(minutes(plain), abs=0.01)
    assert [330.84] == pytest.approx(minutes(cut), abs=0.05)


@pytest.mark.parametrize("angle", [15, 20, 30])
def test_the_sweep_angle_takes_from_an_east_facade_what_is_along_the_wall(
    assess, angle
):
    # the sun has to stand `angle` degrees east of south: 240 min less the time before
    # noon at which it stands there
    result = assess(
        house() + window("east", at=6.0), calculation(f"sweep_angle = {angle}")
    )

    assert [240.0 - FROM_NOON[angle]] == pytest.approx(minutes(result), abs=TABLE_MIN)
    assert 240.0 + FROM_NOON[angle] == pytest.approx(
        result.windows.taken_after[0][OWN_WALL_PLANE], abs=TABLE_MIN
    )


def test_the_sweep_angle_ends_a_segment_at_the_own_wall(assess):
    result = assess(house() + window("east", at=6.0), calculation("sweep_angle = 15"))
    (segment,) = result.segments_frame().query("state == 'after'").to_dict("records")

    assert ("band", "own wall plane") == (segment["start_by"], segment["end_by"])


ORIENTATION = calculation('band_by_orientation = "yes"') + "".join(
    f"[[calculation.orientation_band]]\nfrom_deg = {first}\nto_deg = {last}\n"
    f"start = {start}\nend = {end}\n"
    for first, last, start, end in ((-15, 15, 540, 900), (76, 90, 540, 630))
)


def test_each_facade_has_the_band_of_its_orientation(assess):
    windows = window() + window("east", at=6.0) + window("west", at=6.0)
    result = assess(house() + windows, ORIENTATION)
    facades = dict(zip(result.project.windows.id, minutes(result), strict=True))
    south, east, west = (
        next(m for name, m in facades.items() if f"-{letter}" in name)
        for letter in "SEW"
    )

    # 540 to 900 and 540 to 630; the west façade is in no row
    assert (360.0, 90.0) == (south, east)
    assert math.isnan(west)
    (finding,) = [f for f in result.findings if f.code == "FACADE-NOT-ANALYSED"]
    assert "1" == finding.found
    assert [360.0] == result.rooms.minutes_after.tolist()


def test_a_household_without_an_analysed_window_is_not_judged(assess):
    result = assess(house() + window("west", at=6.0), ORIENTATION)
    (verdict,) = result.households.verdicts

    assert (Outcome.NOT_JUDGED, (Reason.NO_ANALYSED_WINDOW,)) == (
        verdict.outcome,
        verdict.reasons,
    )


# --- full-window tests ---------------------------------------------------------------

POLE = block("pole", -0.1, 0.1, -10.2, -10.0)


def at_azimuth(degrees):
    """Minutes from noon at which the sun stands so far from south (bisection)."""
    phi, delta = math.radians(38.42), math.radians(-20.15)
    low, high = 0.0, 240.0
    for _ in range(60):
        middle = (low + high) / 2
        turn = math.radians(middle / 4)
        altitude = math.asin(
            math.sin(phi) * math.sin(delta)
            + math.cos(phi) * math.cos(delta) * math.cos(turn)
        )
        cosine = (math.sin(altitude) * math.sin(phi) - math.sin(delta)) / (
            math.cos(altitude) * math.cos(phi)
        )
        if math.degrees(math.acos(min(cosine, 1.0))) < degrees:
            low = middle
        else:
            high = middle
    return low


def seen(near, depth):
    """Angle from south to a point `near` metres aside and `depth` to the south."""
    return math.degrees(math.atan(near / depth))


BEFORE_THE_MIDDLE = 2 * at_azimuth(seen(0.1, 10.0))
"""Minutes that the pole, 20 cm thick and 10 m off, hides the sun from x = 0."""
BEFORE_AN_END = at_azimuth(seen(0.85, 10.0)) - at_azimuth(seen(0.65, 10.2))
"""The same from x = 0.75: between the far front corner and the near back one."""
BEFORE_SOME_POINT = 2 * at_azimuth(seen(0.85, 10.0))
"""The same from some point of the sill: between the front corners, from either end."""


@pytest.mark.parametrize(
    ("lines", "taken"),
    [
        (['full_window = "ends"'], 2 * BEFORE_AN_END),
        (['full_window = "centre"'], BEFORE_THE_MIDDLE),
        (['full_window = "points"'], 2 * BEFORE_AN_END + BEFORE_THE_MIDDLE),
        (['full_window = "whole_sill"'], BEFORE_SOME_POINT),
        # 2 points stand 0.25 m from the middle, on either side
        (
            ['full_window = "points"', "full_window_points = 2"],
            2 * BEFORE_AN_END
            + 2 * (at_azimuth(seen(0.35, 10.0)) - at_azimuth(seen(0.15, 10.2))),
        ),
    ],
)
def test_a_pole_before_the_middle_of_a_window(assess, lines, taken):
    result = assess(house() + window(at=19.25) + POLE, calculation(*lines))

    assert [480.0 - taken] == pytest.approx(minutes(result), abs=1e-3)
    assert {"pole"} == {result.owners[code] for code in result.windows.taken_after[0]}
    assert taken == pytest.approx(result.windows.taken_after.totals()[0], abs=1e-3)


def test_the_whole_sill_of_a_wide_window_is_judged_by_its_best_stretch(assess):
    # the east end of a window 6 m wide, its middle before the pole: 1.80 m from 1.2 m
    wide = house() + window(at=17.0, width=6.0) + POLE
    whole = assess(wide, calculation('full_window = "whole_sill"'))
    ends = assess(wide, calculation('full_window = "ends"'))
    (found,) = minutes(whole)
    left, right = whole.windows.left_after[0], whole.windows.right_after[0]
    off = sorted((abs(left[0]), abs(right[0])))
    hidden = at_azimuth(seen(off[1] + 0.1, 10.0)) - at_azimuth(seen(off[0] - 0.1, 10.2))

    assert 1.80 == pytest.approx(np.hypot(*(right - left)))
    assert 480.0 - hidden == pytest.approx(found, abs=1e-3)
    assert found <= minutes(ends)[0]


def test_a_shadow_between_the_ends_is_a_warning_and_no_less_light(assess):
    result = assess(house() + window(at=19.25) + POLE)
    (warning,) = (f for f in result.findings if "FULL-WINDOW-TESTS-DIFFER" == f.code)

    assert [480.0 - 2 * BEFORE_AN_END] == pytest.approx(minutes(result), abs=1e-3)
    assert "pole" in warning.message
    assert "N-1-S01" == warning.where
    assert f"{480.0 - 2 * BEFORE_AN_END:.1f} min" == warning.expected
    assert f"{480.0 - BEFORE_SOME_POINT:.1f} min" == warning.found


@pytest.mark.parametrize("test", ["centre", "points", "whole_sill"])
def test_only_the_test_at_both_ends_is_compared_with_the_whole_sill(assess, test):
    result = assess(
        house() + window(at=19.25) + POLE, calculation(f'full_window = "{test}"')
    )

    assert [] == [f for f in result.findings if f.code.startswith("FULL-WINDOW")]


def test_the_centre_of_a_wide_window_is_that_of_the_whole_window(assess):
    # 6 m wide, its middle before the pole; the best 1.80 m of it would avoid the pole
    result = assess(
        house() + window(at=17.0, width=6.0) + POLE,
        calculation('full_window = "centre"'),
    )

    assert [480.0 - BEFORE_THE_MIDDLE] == pytest.approx(minutes(result), abs=1e-3)


def test_the_centre_alone_counts_on_the_day_that_the_profile_names(assess):
    rules = calculation('full_window = "centre_on_solstice"')
    home = assess(house() + window(at=19.25) + POLE, rules)
    room = window(at=19.25, room="101:classroom")
    school = assess(house("school") + room + POLE, rules)

    assert 3 == len(home.windows.full_after[0])  # by two blocks, one an end
    assert 2 == len(school.windows.full_after[0])  # by one block at noon


# --- sill plane, clock, rooms --------------------------------------------------------


@pytest.mark.parametrize(
    ("plane", "sill", "level"),
    [
        # 100.45 + the sill, never under 0.9 above the floor
        ("at_least", 0.6, 101.35),
        ("at_least", 1.5, 101.95),
        ("fixed", 0.6, 101.35),
        ("fixed", 1.5, 101.35),
    ],
)
def test_a_fixed_sill_plane_does_not_follow_the_sill(assess, plane, sill, level):
    result = assess(house() + window(sill=sill), calculation(f'sill_plane = "{plane}"'))

    assert [level] == pytest.approx(result.windows.sill_z.tolist())


def test_a_band_in_beijing_time_is_moved_by_longitude_and_equation_of_time(assess):
    # solar = Beijing - 4 (120 - 112.73) + equation of time, about -10.9 min on 大寒:
    # 8:00 is 480 - 29.08 - 10.9 = 440.0 solar, 16:00 is 920.0; the sun is up at 427.7
    result = assess(house() + window(), calculation('time_basis = "beijing_time"'))

    assert (440.0, 920.0) == pytest.approx(result.path.band, abs=0.1)
    assert [480.0] == pytest.approx(minutes(result))
    assert "time_basis = beijing_time" in result.provenance.settings


def test_a_band_in_beijing_time_may_begin_before_sunrise(assess):
    # 7:30 is 410.0 solar; the sun rises at 427.7 (7:07.7): 920 - 427.7 = 492.3
    rules = """
[[parameter]]
id = "great_cold_band_start"
value = 450
clause = "art. 1"
source = "the text"
"""
    rules = calculation('time_basis = "beijing_time"') + rules
    result = assess(house() + window(), rules)

    assert [492.3] == pytest.approx(minutes(result), abs=0.15)


def test_bands_by_orientation_are_in_the_same_clock(assess):
    rules = ORIENTATION.replace(
        "[calculation]", '[calculation]\ntime_basis = "beijing_time"'
    )
    result = assess(house() + window(), rules)
    (segment,) = result.windows.full_after[0].tolist()

    # 540 to 900 less 39.98
    assert [500.0, 860.0] == pytest.approx(segment, abs=0.1)


EAST_AND_WEST = window("east", at=6.0) + window("west", at=6.0)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], 240.0),  # either façade has the sun for half the day
        (['room_combination = "union_of_windows"'], 480.0),
        # touching at noon, both halves are one segment
        (['room_combination = "union_of_windows"', 'segments = "longest"'], 480.0),
    ],
)
def test_windows_of_a_room_may_be_taken_together(assess, lines, expected):
    result = assess(house() + EAST_AND_WEST, calculation(*lines))

    assert [240.0, 240.0] == pytest.approx(minutes(result))
    assert [expected] == pytest.approx(result.rooms.minutes_after.tolist())
    assert [expected] == pytest.approx(result.households.minutes_after.tolist())


def test_windows_of_different_rooms_are_not_taken_together(assess):
    apart = window("east", at=6.0) + window("west", at=6.0, room="01/bed:bedroom")
    result = assess(
        house() + apart, calculation('room_combination = "union_of_windows"')
    )

    assert [240.0, 240.0] == pytest.approx(result.rooms.minutes_after.tolist())


def test_short_pieces_may_make_a_segment_together(assess):
    # through one slit of a wall one window has the sun from 0 to 1 degree west of south
    # and another, farther east, from 0.9 to 1.9: at noon the azimuth grows by
    # cos(-20.15) / cos 31.43 = 0.9388 / 0.8533 = 1.100 of the hour angle, a degree in
    # 3.64 min: 3.6 min each, too short, and 1.9 x 3.64 = 6.9 min together
    aside = 0.9 * 10.0 * math.tan(math.radians(1.0))
    windows = window(at=20.0 - 5e-4, width=1e-3) + window(
        at=20.0 + aside - 5e-4, width=1e-3
    )
    slit = open_between([(0, 1)])
    alone = assess(house() + windows + slit)
    together = assess(
        house() + windows + slit,
        calculation('room_combination = "union_of_windows"'),
    )

    assert [0.0] == alone.rooms.minutes_after.tolist()
    assert [6.9] == pytest.approx(together.rooms.minutes_after.tolist(), abs=0.1)


def test_the_reading_takes_windows_together_without_a_profile(tmp_path):
    path = tmp_path / "project.toml"
    text = (PROJECT + house() + EAST_AND_WEST).replace('rules = "rules.toml"\n', "")
    path.write_text(text, encoding="utf-8")
    project, _ = sl.read_project(path)
    plain = sl.assess(project, declination=DECLINATION)
    again = sl.assess(project, declination=DECLINATION, readings=["room_combination"])

    assert [240.0] == pytest.approx(plain.rooms.minutes_after.tolist())
    assert [480.0] == pytest.approx(again.rooms.minutes_after.tolist())


# --- figures -------------------------------------------------------------------------


def figure(name, value):
    return (
        f'[[parameter]]\nid = "{name}"\nvalue = {value}\n'
        'clause = "art. 1"\nsource = "the text"\n'
    )


def test_the_shortest_segment_is_a_figure_of_the_profile(assess):
    # 24.4 and 19.2 min are under 30, 40.5 is not
    result = assess(house() + SLIT + open_between(GAPS), figure("shortest_segment", 30))

    assert [LENGTHS["middle"]] == pytest.approx(minutes(result), abs=2 * TABLE_MIN)


@pytest.mark.parametrize(("width", "counted"), [(3.0, 2.4), (2.4, 2.4), (2.0, 2.0)])
def test_the_counted_width_is_a_figure_of_the_profile(assess, width, counted):
    result = assess(
        house() + window(at=18.0, width=width), figure("counted_width", 2.4)
    )
    across = result.windows.right_after[0] - result.windows.left_after[0]

    assert counted == pytest.approx(np.hypot(*across))


@pytest.mark.parametrize(("sill", "level"), [(0.9, 101.65), (1.3, 101.75)])
def test_the_least_sill_is_a_figure_of_the_profile(assess, sill, level):
    result = assess(house() + window(sill=sill), figure("sill_minimum", 1.2))

    assert [level] == pytest.approx(result.windows.sill_z.tolist())


# --- all of them ---------------------------------------------------------------------

CITY = (
    house()
    + window(at=19.25, width=3.0)
    + window("east", at=6.0)
    + window("west", at=6.0, room="02/living")
    + open_between([(-50, -20), (-10, 5), (20, 30)])
    + block("new", -30, -5, -40, -30, status="proposed")
    + block("far", 20, 40, -60, -50, status="proposed")
)


@pytest.mark.parametrize("segments", ["all", "longest", "two_longest"])
@pytest.mark.parametrize("test", ["ends", "centre", "points", "whole_sill"])
@pytest.mark.parametrize(
    "more",
    [
        [],
        ["sweep_angle = 12", "minimum_altitude = 12"],
        ['time_basis = "beijing_time"', 'sill_plane = "fixed"'],
    ],
    ids=["plain", "angles", "clock"],
)
def test_parts_add_up_whatever_is_asked_for(assess, segments, test, more):
    lines = [f'segments = "{segments}"', f'full_window = "{test}"', *more]
    result = assess(CITY, calculation(*lines))
    found = result.windows
    first, last = result.path.lit_band

    assert (found.minutes_before - found.minutes_after).tolist() == pytest.approx(
        found.lost.totals().tolist(), abs=ADDED_MIN
    )
    for taken, counted in (
        (found.taken_before, found.minutes_before),
        (found.taken_after, found.minutes_after),
    ):
        assert [last - first] * len(counted) == pytest.approx(
            (taken.totals() + counted).tolist(), abs=ADDED_MIN
        )
    assert found.minutes_after.tolist() == pytest.approx(
        total(found.counted_after).tolist(), abs=ADDED_MIN
    )
    assert np.abs(found.lost.totals()).max() > 1.0  # something is lost at all


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """Minutes of the city's windows with some settings."""
    folder = tmp_path_factory.mktemp("city")
    path = folder / "project.toml"
    narrow = CITY.replace("width = 3.0", "width = 1.5")
    path.write_text(PROJECT + narrow, encoding="utf-8")
    (folder / "rules.toml").write_text(RULES, encoding="utf-8")
    project, _ = sl.read_project(path)

    def run(**settings):
        lines = [f"{name} = {value}" for name, value in settings.items()]
        (folder / "rules.toml").write_text(
            RULES + calculation(*lines), encoding="utf-8"
        )
        changed = replace(project, rules=str(folder / "rules.toml"))
        return sl.assess(changed, declination=DECLINATION).windows.minutes_after

    return run


@settings(max_examples=10)
@given(st.data())
def test_a_stricter_setting_never_adds_minutes(measured, data):
    angle = data.draw(st.floats(0.0, 60.0), label="sweep angle")
    altitude = data.draw(st.floats(0.0, 25.0), label="altitude")
    inner = data.draw(st.integers(1, 3), label="points")
    base = {"sweep_angle": angle, "minimum_altitude": altitude}
    loose = measured(**base)
    for strict in (
        {"sweep_angle": angle + 5.0},
        {"minimum_altitude": altitude + 5.0},
        {"segments": '"two_longest"'},
        {"full_window": '"points"', "full_window_points": inner},
        {"full_window": '"whole_sill"'},
    ):
        assert (measured(**{**base, **strict}) <= loose + 1e-6).all(), strict


def test_the_usual_settings_are_those_of_no_profile_at_all(assess):
    plain = assess(CITY)
    written = assess(
        CITY,
        calculation(
            'segments = "all"',
            "minimum_altitude = 0",
            "sweep_angle = 0",
            'band_by_orientation = "no"',
            'full_window = "ends"',
            'sill_plane = "at_least"',
            'time_basis = "true_solar_time"',
            'room_combination = "best_window"',
        ),
    )

    assert minutes(plain) == minutes(written)
    assert () == written.provenance.settings
    assert (
        plain.conditions
        == sl.assess(
            replace(plain.project, rules=ruleset().name), declination=DECLINATION
        ).conditions
    )
