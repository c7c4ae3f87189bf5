"""From a project file to verdicts, on cases small enough to work by hand."""

import math

import numpy as np
import pytest

import sunlight as sl
from sunlight.conditions import GivenDeclination
from sunlight.durations import JOINTLY, REMNANT
from sunlight.intervals import OWN_WALL_PLANE
from sunlight.rules import Outcome, Wording

DECLINATION = GivenDeclination(declination=-20.15)
LATITUDE = 38.42

HEAD = """
schema = "sunlight-project/1"
[project]
name = "手算例"
id = "P"
[site]
latitude = 38.42
longitude = 112.73
north = "true"
height_datum = "独立高程"
"""

DWELLING = """
[[buildings]]
id = "N"
status = "existing"
use = "residential"
legal = "lawful"
zero_level = {zero}
outdoor_ground = {ground}
top_above_zero = 60.0
footprint = [[-20, 0], [20, 0], [20, 12], [-20, 12]]
storeys = {{ count = 18, height = 3.0 }}
[[buildings.window_rows]]
facade = "south"
floors = "1-3"
at = [19.25]
width = 1.5
sill = 0.9
rooms = ["01/living"]
"""

WALL = """
[[buildings]]
id = "W"
status = "{status}"
project = "P"
use = "other"
removed_by_project = {removed}
zero_level = 100.0
outdoor_ground = 100.0
top_above_ground = {height}
footprint = [[-90000, {south}], [90000, {south}], [90000, {north}], [-90000, {north}]]
"""


def wall(*, gap, height=54.0, status="proposed", removed="false"):
    """A wall building as good as endless, `gap` metres south of the dwelling."""
    return WALL.format(
        status=status, removed=removed, height=height, south=-gap - 10, north=-gap
    )


@pytest.fixture
def assess(tmp_path):
    def run(text, **options):
        path = tmp_path / "project.toml"
        path.write_text(text, encoding="utf-8")
        project, findings = sl.read_project(path)
        options.setdefault("declination", DECLINATION)
        return sl.assess(project, findings=findings, **options)

    return run


def behind_endless_wall(k):
    """Lit minutes of a south window behind an endless wall, k = (H - z) / D (O1)."""
    phi, delta = math.radians(LATITUDE), math.radians(-20.15)
    cosine = (
        -math.sin(delta)
        * (k * math.cos(phi) + math.sin(phi))
        / (math.cos(delta) * (math.cos(phi) - k * math.sin(phi)))
    )
    return 0.0 if cosine >= 1 else min(480.0, 8.0 * math.degrees(math.acos(cosine)))


def test_minutes_behind_an_endless_wall_are_the_closed_form(assess):
    result = assess(HEAD + DWELLING.format(zero=100.45, ground=100.0) + wall(gap=90))
    expected = [
        behind_endless_wall((54.0 - 0.45 - 3.0 * floor - 0.9) / 90.0)
        for floor in range(3)
    ]

    assert expected == pytest.approx(result.windows.minutes_after.tolist(), abs=1e-3)
    assert [480.0] * 3 == result.windows.minutes_before.tolist()


def test_a_mixed_up_level_of_45_cm_costs_21_minutes_behind_54_m(assess):
    gap = (54.0 - 0.45 - 0.9) / 0.5956
    right = assess(HEAD + DWELLING.format(zero=100.45, ground=100.0) + wall(gap=gap))
    wrong = assess(HEAD + DWELLING.format(zero=100.0, ground=100.0) + wall(gap=gap))

    assert 120.1 == pytest.approx(right.windows.minutes_after[0], abs=0.05)
    lost = right.windows.minutes_after[0] - wrong.windows.minutes_after[0]
    assert 21 == int(lost)


def test_each_household_is_judged_by_its_clause(assess):
    # at 88.1 m it lies beyond the radius of 1.58 x 54 = 85.32 m: judged by reading only
    gap = (54.0 - 0.45 - 0.9) / 0.5975
    result = assess(
        HEAD + DWELLING.format(zero=100.45, ground=100.0) + wall(gap=gap),
        readings=["scope_limits_verdicts"],
    )
    first, second, third = result.households.verdicts

    assert (Outcome.FAIL, Wording.NOT_MEETS) == (first.outcome, first.wording)
    assert (Outcome.PASS, Wording.MEETS) == (second.outcome, second.wording)
    assert (Outcome.PASS, Wording.MEETS) == (third.outcome, third.wording)
    assert Outcome.FAIL is result.outcome
    assert 1 == result.buildings[0].satisfied_to_not


def test_a_building_that_the_project_removes_shades_before_only(assess):
    result = assess(
        HEAD
        + DWELLING.format(zero=100.45, ground=100.0)
        + wall(gap=60, status="existing", removed="true")
    )

    assert (result.windows.minutes_before < 120.0).all()
    assert [480.0] * 3 == result.windows.minutes_after.tolist()
    assert {Wording.MEETS} == {v.wording for v in result.households.verdicts}
    assert (result.windows.lost.totals() < 0).all()


def test_without_a_floor_level_a_household_is_not_judged(assess):
    text = DWELLING.format(zero=100.45, ground=100.0).replace(
        "storeys = { count = 18, height = 3.0 }\n", ""
    )
    result = assess(HEAD + text + wall(gap=80))

    assert np.isnan(result.windows.minutes_after).all()
    assert {Outcome.NOT_JUDGED} == {v.outcome for v in result.households.verdicts}
    assert Outcome.NOT_JUDGED is result.outcome
    assert "WINDOW-FLOOR-LEVEL-MISSING" in [f.code for f in result.findings]


def test_an_open_field_without_households_is_never_a_pass(assess):
    text = DWELLING.format(zero=100.0, ground=100.0).replace(
        'rooms = ["01/living"]', ""
    )

    assert Outcome.NOT_JUDGED is assess(HEAD + text).outcome


def test_earth_not_air_is_under_a_building_on_higher_ground(assess):
    terrace = wall(gap=40, height=10.0).replace("= 100.0", "= 120.0")
    low = DWELLING.format(zero=100.0, ground=100.0)

    shaded = assess(HEAD + low + terrace).windows.minutes_after
    assert 30.0 - 0.9 > 0.62 * 40
    assert 0.0 == shaded[0]


def test_own_balcony_counts_only_in_the_named_reading(assess):
    balcony = (
        '[[buildings.parts]]\nkind = "balcony"\nfacade = "south"\nat = 10\nwidth = 20\n'
        'depth = 1.8\nfloors = "2"\nbase_above_floor = -0.1\ntop_above_floor = 0\n'
    )
    text = HEAD + DWELLING.format(zero=100.0, ground=100.0) + balcony
    text = text.replace("sill = 0.9", "sill = 2.0")
    ignored = assess(text).windows.minutes_after
    counted = assess(text, readings=["own_plates"]).windows.minutes_after

    assert [480.0, 480.0, 480.0] == ignored.tolist()
    # 0.9 m under a plate 1.8 m deep: dark while the profile angle exceeds atan(0.5),
    # which an endless plate would keep for 305.2 min
    assert 480.0 - 305.2 == pytest.approx(counted[0], abs=2.0)
    assert 480.0 == counted[1] == counted[2]


def test_a_wide_window_is_judged_on_its_best_stretch(assess):
    tower = """
[[buildings]]
id = "T"
status = "proposed"
project = "P"
use = "other"
zero_level = 100.0
outdoor_ground = 100.0
top_above_ground = 90.0
footprint = [[-1, -9], [8, -9], [8, -6], [-1, -6]]
"""
    wide = DWELLING.format(zero=100.0, ground=100.0).replace(
        "at = [19.25]\nwidth = 1.5", "at = [18.0]\nwidth = 4.0"
    )
    result = assess(HEAD + wide + tower)
    best = result.windows.minutes_after[0]
    tried = []
    for at in np.linspace(18.0, 20.2, 23):
        one = DWELLING.format(zero=100.0, ground=100.0).replace(
            "at = [19.25]\nwidth = 1.5", f"at = [{at}]\nwidth = 1.8"
        )
        tried.append(assess(HEAD + one + tower).windows.minutes_after[0])

    assert best >= max(tried) - 1e-9
    assert best <= max(tried) + 1.0
    assert max(tried) > min(tried) + 5.0
    width = np.hypot(*(result.windows.right_after[0] - result.windows.left_after[0]))
    assert 1.8 == pytest.approx(width)


def test_in_the_example_estate_all_parts_add_up(demo_assessment):
    windows = demo_assessment.windows
    project = demo_assessment.project
    bands = [run.path.lit_band for run in demo_assessment.runs]
    band = np.array([end - start for start, end in bands])[windows.run]
    for minutes, taken in (
        (windows.minutes_before, windows.taken_before),
        (windows.minutes_after, windows.taken_after),
    ):
        measured = ~np.isnan(minutes)
        total = taken.totals() + minutes
        assert np.allclose(band[measured], total[measured], atol=1e-6)
        assert measured.sum() > 1000
    both = ~np.isnan(windows.minutes_before) & ~np.isnan(windows.minutes_after)
    lost = windows.minutes_before - windows.minutes_after
    assert np.allclose(lost[both], windows.lost.totals()[both], atol=1e-6)
    assert lost[both].max() > 60.0
    new = {
        i
        for i, name in enumerate(demo_assessment.owners)
        if name
        in {b.id for b in project.buildings if b.status in ("proposed", "concurrent")}
    }
    blamed = windows.lost.owner[windows.lost.minutes > 30.0]
    assert new >= set(blamed.tolist()) - {OWN_WALL_PLANE, JOINTLY, REMNANT}


def test_the_kindergarten_is_measured_on_its_own_day(demo_assessment):
    days = [run.conditions.day.value for run in demo_assessment.runs]
    frame = demo_assessment.windows_frame()
    units = demo_assessment.units_frame()

    assert ["大寒", "冬至"] == days
    assert {"冬至"} == set(frame[frame["building"] == "Y1"]["day"])
    assert {"大寒"} == set(frame[frame["building"].isin(["7#", "P3", "C1"])]["day"])
    assert {"冬至"} == set(frame[frame["building"].isin(["E1", "E2", "E3"])]["day"])
    units = units[(units["building"] == "Y1") & (units["counted_as"] == "room")]
    assert 12 == len(units)
    assert {"规程四(二)", "规程七(四)", "规程七(五)", "规程四(一)3"} >= set(
        units["clause"]
    )
    assert {180.0} == set(units["threshold"])
    assert (units["after"] <= 360.0).all()


def test_the_example_estate_shows_every_wording(demo_assessment):
    wordings = {v.wording for v in demo_assessment.households.verdicts}

    assert {
        Wording.MEETS,
        Wording.NOT_MEETS,
        Wording.NO_EFFECT,
        Wording.AFFECTED,
    } <= wordings
    assert Outcome.FAIL is demo_assessment.outcome


def test_the_tables_have_a_row_for_every_window_room_and_household(demo_assessment):
    project = demo_assessment.project

    assert len(project.windows) == len(demo_assessment.windows_frame())
    assert len(project.rooms) == len(demo_assessment.rooms_frame())
    assert len(project.households) == len(demo_assessment.households_frame())
    assert len(demo_assessment.buildings) == len(demo_assessment.buildings_frame())
    segments = demo_assessment.segments_frame()
    counted = segments[segments["counted"] & (segments["state"] == "after")]
    minutes = (counted["end"] - counted["start"]).groupby(counted["window"]).sum()
    frame = demo_assessment.windows_frame().set_index("window")
    shown = frame["minutes_after"].fillna(0.0)
    assert np.allclose(minutes.reindex(shown.index).fillna(0.0), shown)
