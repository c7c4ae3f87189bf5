"""A guessed height of who shades withholds the verdict; that of others does not.

Profile angles: the sun reaches 31.43 degrees at noon, tangent 0.6111, and stands above
9 degrees at 8:00 on 大寒 (declination -20.15, latitude 38.42).
"""

from dataclasses import replace

import numpy as np
import pytest
from scope_estates import FAR, block, head, house, new_wall

import sunlight as sl
from sunlight.conditions import GivenDeclination
from sunlight.report.tables import households_table
from sunlight.report.texts import texts
from sunlight.rules import Outcome, Reason, reasons_text

SUN = GivenDeclination(declination=-20.15)
ASSUMED = "height_assumed = true\n"
BESIDE = "HEIGHTS-ASSUMED-BESIDE"


@pytest.fixture
def assess(tmp_path):
    def run(text, **options):
        path = tmp_path / "project.toml"
        path.write_text(text, encoding="utf-8")
        project, _ = sl.read_project(path)
        return sl.assess(project, declination=SUN, **options)

    return run


def outcomes(result):
    return [v.outcome for v in result.households.verdicts]


def named(result):
    return [v.reason_buildings for v in result.households.verdicts]


def codes(result):
    return [finding.code for finding in result.findings]


def test_only_who_is_shaded_by_a_guessed_height_is_not_judged(assess):
    # S, 10.5 m high, 20 m south of N: k = (10.5 - 0.9) / 20 = 0.48 on the first floor,
    # in the way of a low sun; on the fifth the sill at 12.9 m is above its roof
    low = block("S", -100.0, -30.0, 100.0, -20.0, 10.5, more=ASSUMED)
    result = assess(head() + low + house("N", 0.0, storeys=5))
    first, last = result.households.verdicts[0], result.households.verdicts[4]

    assert (Outcome.NOT_JUDGED, (Reason.SHADER_HEIGHT_ASSUMED,), "办法四") == (
        first.outcome,
        first.reasons,
        first.clause,
    )
    assert ("S",) == first.reason_buildings
    assert 120.0 < first.measured < 480.0  # it passes as computed, and is not judged
    assert (Outcome.PASS, ()) == (last.outcome, last.reason_buildings)
    assert 480.0 == last.measured
    assert Outcome.NOT_JUDGED is result.outcome


def test_the_same_height_from_a_source_is_judged(assess):
    low = block("S", -100.0, -30.0, 100.0, -20.0, 10.5)
    result = assess(head() + low + house("N", 0.0, storeys=5))

    assert {Outcome.PASS} == set(outcomes(result))
    assert BESIDE not in codes(result)


def test_a_guessed_height_that_touches_nobody_is_a_finding(assess):
    # north of N: it shades no southern window, however high it is
    behind = block("S", -100.0, 40.0, 100.0, 50.0, 10.5, more=ASSUMED)
    result = assess(head() + behind + house("N", 0.0))
    (finding,) = [f for f in result.findings if f.code == BESIDE]

    assert [Outcome.PASS] == outcomes(result)
    assert "S" == finding.where
    assert ": S." in finding.message
    assert "：S。" in finding.message_zh


def test_a_window_that_surely_reaches_the_standard_is_enough(assess):
    # the eastern window has the sun from 8:00 to noon, 240 min, past the end of S
    low = block("S", -100.0, -30.0, 95.0, -20.0, 10.5, more=ASSUMED)
    east = (
        '[[buildings.window_rows]]\nfacade = "east"\nfloors = "1"\nat = [4.0]\n'
        'width = 1.5\nsill = 0.9\nrooms = ["01/bedroom"]\n'
    )
    result = assess(head() + low + house("N", 0.0, more=east))
    minutes = dict(
        zip(result.project.windows.id, result.windows.minutes_after, strict=True)
    )

    assert 2 == len(minutes)
    assert 240.0 == pytest.approx(min(minutes.values()), abs=1e-6)
    assert [Outcome.PASS] == outcomes(result)


def test_two_guessed_heights_that_hide_each_other_are_both_named(assess):
    # either wall alone takes the whole day: k = 59.1 / 20 and 89.1 / 40, above 0.6111,
    # so that all 480 min are taken jointly and no segment ends at either
    walls = [
        block("S1", -FAR, -30.0, FAR, -20.0, 60.0, more=ASSUMED),
        block("S2", -FAR, -50.0, FAR, -40.0, 90.0, more=ASSUMED),
    ]
    result = assess(head() + "".join(walls) + house("N", 0.0))

    assert [0.0] == result.windows.minutes_after.tolist()
    assert [Outcome.NOT_JUDGED] == outcomes(result)
    assert [("S1", "S2")] == named(result)


def test_a_guessed_height_behind_a_sourced_one_changes_nothing(assess):
    walls = [
        block("S1", -FAR, -30.0, FAR, -20.0, 60.0),
        block("S2", -FAR, -50.0, FAR, -40.0, 90.0, more=ASSUMED),
    ]
    result = assess(head() + "".join(walls) + house("N", 0.0))

    assert [0.0] == result.windows.minutes_after.tolist()
    assert [Outcome.PASS] == outcomes(result)  # none before, none after: 不影响
    assert [()] == named(result)


def test_a_guessed_height_at_the_end_of_a_short_piece_counts(assess):
    # Between T and S, up to 110 m away, both ends of the sill see the sun while it is
    # within 1 / 110 of noon: 0.0182 rad or 1.042 degrees in all, 3.79 min at 0.25 x
    # cos 20.15 / cos 31.43 = 0.275 degrees a minute. Without S it would be 4.3 min, up
    # to T2, at 1.5 / 130. Neither reaches 5 min, but S ends the piece.
    slit = [
        block("T", -47.5, -110.0, FAR, -100.0, 200.0),
        block("S", -FAR, -110.0, -51.0, -100.0, 200.0, more=ASSUMED),
        block("T2", -FAR, -130.0, -51.5, -120.0, 200.0),
    ]
    result = assess(head() + "".join(slit) + house("N", 0.0))
    piece = result.windows.full_after[0]

    assert [0.0] == result.windows.minutes_after.tolist()
    assert 3.79 == pytest.approx(float(piece[0, 1] - piece[0, 0]), abs=0.01)
    assert [("S",)] == named(result)


def test_what_the_project_removes_counts_as_it_stood_before(assess):
    # S, guessed, shades N before only
    gone = ASSUMED + "removed_by_project = true\n"
    low = block("S", -100.0, -30.0, 100.0, -20.0, 10.5, more=gone)
    result = assess(head() + low + house("N", 0.0))

    assert [("S",)] == named(result)
    assert 480.0 == result.windows.minutes_after[0]


def test_a_building_is_not_named_for_its_own_guessed_height(assess):
    result = assess(head() + house("N", 0.0, more=ASSUMED))
    (verdict,) = result.households.verdicts

    assert ((Reason.HEIGHT_ASSUMED,), ()) == (verdict.reasons, verdict.reason_buildings)


def test_the_guessed_height_of_the_project_withholds_too(assess):
    guessed = new_wall(54.0).replace('use = "other"', 'use = "other"\n' + ASSUMED)
    result = assess(head() + guessed + house("N", 80.0))

    assert [("W",)] == named(result)
    assert "SCOPE-HEIGHT-ASSUMED" in codes(result)


def test_rooms_and_shares_of_other_uses_are_withheld_too(assess):
    low = block("S", -100.0, -30.0, 100.0, -20.0, 10.5, more=ASSUMED)
    school = house("N", 0.0, use="school", rooms=("01/教室:classroom",))
    dormitory = house(
        "D", 0.0, west=200.0, east=400.0, use="dormitory",
        rooms=("01/居室:dormitory_room",),
    )  # fmt: skip
    beside = block("S2", 200.0, -30.0, 400.0, -20.0, 10.5, more=ASSUMED)
    result = assess(head() + low + beside + school + dormitory)
    found = {u.verdict.unit: u.verdict for u in result.units}

    assert {Outcome.NOT_JUDGED} == {v.outcome for v in found.values()}
    assert 2 == len(found)
    assert "S2" in found["D"].reason_buildings


def test_tables_and_sentences_name_the_building(assess):
    low = block("S", -100.0, -30.0, 100.0, -20.0, 10.5, more=ASSUMED)
    result = assess(head() + low + house("N", 0.0))
    (verdict,) = result.households.verdicts
    table = households_table(result, texts("zh"), "zh", [""])

    assert "遮挡它的建筑高度为假定值，没有来源：S" == reasons_text(verdict, "zh")
    assert reasons_text(verdict, "en").endswith("with no source: S")
    assert [reasons_text(verdict, "zh")] == table.column("reasons").to_pylist()


def test_in_the_example_estate_those_depend_who_would_have_other_minutes(
    demo_assessment,
):
    project = demo_assessment.project
    guessed = ("8#", "9#")
    marked = tuple(
        replace(b, height_assumed=b.id in guessed) for b in project.buildings
    )
    bare = tuple(
        replace(b, parts=()) if b.id in guessed else b for b in project.buildings
    )
    result = sl.assess(replace(project, buildings=marked))
    without = sl.assess(replace(project, buildings=bare))
    others = ~np.isin(
        [project.buildings[b].id for b in project.windows.building], guessed
    )
    changed = np.zeros(len(project.windows), dtype=bool)
    for state in ("minutes_before", "minutes_after"):
        with_them = getattr(result.windows, state)
        changed |= np.abs(with_them - getattr(without.windows, state)) > 1e-6
    named = np.zeros(len(project.windows), dtype=bool)
    named[result.windows.assumed_shade.window] = True

    assert 50 < np.count_nonzero(changed & others) < np.count_nonzero(others) - 50
    assert changed[others].tolist() == named[others].tolist()
