"""Who is judged: sectors, rows by results, and what is only warned of."""

import pytest
from scope_estates import FAR, block, head, house, new_wall

import sunlight as sl
from sunlight.assessment.scoping.conditions import scope_conditions
from sunlight.conditions import GivenDeclination
from sunlight.report.readings import turns_by_reading
from sunlight.rules import Outcome, Reason, ruleset, with_alternatives
from sunlight.scope import ReasonCode, RowStep, ScopeRole, SectorShape, ShadingHeight

SUN = GivenDeclination(declination=-20.15)
OUTSIDE_LOSES = "SCOPE-OUTSIDE-LOSES-STANDARD"


@pytest.fixture
def read(tmp_path):
    def from_text(text):
        path = tmp_path / "project.toml"
        path.write_text(text, encoding="utf-8")
        project, findings = sl.read_project(path)
        assert [] == [f.code for f in findings if f.severity == "error"]
        return project

    return from_text


@pytest.fixture
def assess(read):
    def run(text, **options):
        options.setdefault("declination", SUN)
        return sl.assess(read(text), **options)

    return run


def verdicts(result, building):
    households = result.project.households
    return [
        verdict
        for verdict, index in zip(
            result.households.verdicts, households.building, strict=True
        )
        if result.project.buildings[index].id == building
    ]


def roles(result):
    return {entry.id: entry.role for entry in result.scope.entries}


def codes(result):
    return [finding.code for finding in result.findings]


def turned(result):
    return {
        turns.reading.id: [
            (u.unit, u.outcome, u.alternative_outcome) for u in turns.units
        ]
        for turns in turns_by_reading(result)
    }


# A wall of 54 m has a sector of 1.58 x 54 = 85.32 m.
@pytest.mark.parametrize(
    ("south", "outcome", "clause"),
    [
        pytest.param(85.31, Outcome.FAIL, "规程七(四)", id="1 cm inside"),
        pytest.param(85.32, Outcome.FAIL, "规程七(四)", id="touching"),
        pytest.param(
            85.33, Outcome.NOT_APPLICABLE, "规程五(一)", id="1 cm outside"
        ),
    ],
)  # fmt: skip
def test_a_dwelling_is_judged_as_soon_as_the_sector_touches_it(
    assess, south, outcome, clause
):
    result = assess(head() + new_wall(54.0) + house("N", south))
    (verdict,) = verdicts(result, "N")

    # k = (54 - 0.9) / 85.33 = 0.6223: no sun at all, inside and outside
    assert (outcome, clause) == (verdict.outcome, verdict.clause)
    assert 0.0 == verdict.measured
    assert 480.0 == verdict.before


def test_a_unit_outside_shows_its_minutes_and_why_it_is_not_judged(assess):
    result = assess(head() + new_wall(54.0) + house("N", 88.0))
    (verdict,) = verdicts(result, "N")

    assert (Reason.OUT_OF_SCOPE,) == verdict.reasons
    assert (480.0, None) == (verdict.before, verdict.margin)
    assert 0.0 < verdict.measured < 120.0  # k = 53.1 / 88 = 0.6034, above 0.5956
    assert Outcome.NOT_JUDGED is result.outcome
    assert "outside" == result.buildings[0].role


def test_on_the_winter_solstice_a_slab_takes_all_sun_beyond_the_scope(assess):
    # noon: 90 - 38.42 - 23.44 = 28.14 degrees, tangent 0.5349; 1.8 x 54 = 97.2 m and
    # k = (54 - 0.9) / 97.2 = 0.5463: none of the 360 min is left
    kindergarten = house(
        "Y", 97.2, use="kindergarten", rooms=("01/活动室:activity_room",)
    )
    result = assess(head() + new_wall(54.0) + kindergarten)
    (unit,) = result.units
    (finding,) = [f for f in result.findings if f.code == OUTSIDE_LOSES]

    assert Outcome.NOT_APPLICABLE is unit.verdict.outcome
    assert (360.0, 0.0) == (unit.verdict.before, unit.verdict.measured)
    assert "Y" == finding.where
    assert "1 units of Y" in finding.message
    assert "Y-0101/活动室: 360.00 → 0.00 min" in finding.message
    assert "360.00 → 0.00 分钟" in finding.message_zh
    assert "warning" == finding.severity


def test_each_use_is_warned_of_on_its_own_day(assess):
    # at 97.2 m: on 大寒 k = 0.5463 < 0.5956 leaves the dwelling more than 120 min
    result = assess(head() + new_wall(54.0) + house("N", 97.2))
    (verdict,) = verdicts(result, "N")

    assert Outcome.NOT_APPLICABLE is verdict.outcome
    assert 120.0 < verdict.measured < 480.0
    assert OUTSIDE_LOSES not in codes(result)


@pytest.mark.parametrize(
    ("south", "warned"),
    [
        pytest.param(85.33, True, id="k = 0.6223: no sun left"),
        pytest.param(89.0, True, id="k = 0.5966 leaves less than 120 min"),
        pytest.param(89.4, False, id="k = 0.5940 leaves more than 120 min"),
    ],
)
def test_a_loss_outside_the_scope_is_warned_of_below_the_standard(
    assess, south, warned
):
    result = assess(head() + new_wall(54.0) + house("N", south))

    assert warned == (OUTSIDE_LOSES in codes(result))


def rows(*, of_a=1):
    """Rows behind an endless wall of 60 m, whose sector ends at 94.8 m.

    ::

        D  y 140   k = 59.1 / 140 = 0.42
        C  y 120   k = 59.1 / 120 = 0.4925: more than 120 min
        B  y  98   k = 59.1 /  98 = 0.603: less than 120 min; beyond the sector
        A  y  80   k = 59.1 /  80 = 0.739: no sun; inside
        W  y   0
    """
    # E, 10 m high, beside the eastern half of C: its sector of 15.8 m reaches C, 8 m
    # away, and none of W's
    shed = block("E", 60.0, 108.0, 70.0, 112.0, 10.0)
    return (
        head()
        + new_wall(60.0)
        + house("A", 80.0, storeys=of_a)
        + house("B", 98.0)
        + house("C", 120.0)
        + house("D", 140.0)
        + shed
    )


def test_rows_are_added_until_one_is_not_affected(assess):
    result = assess(rows())

    assert (
        RowStep(number=1, because=("A",), added=("B",)),
        RowStep(number=2, because=("B",), added=("C",)),
    ) == result.scope.steps
    assert {
        "W": ScopeRole.PROPOSED,
        "A": ScopeRole.ANALYSED,
        "B": ScopeRole.ANALYSED,
        "C": ScopeRole.ANALYSED,
        "D": ScopeRole.OUTSIDE,
        "E": ScopeRole.OVERLAY,
    } == roles(result)
    outcomes = {name: verdicts(result, name)[0].outcome for name in "ABCD"}
    assert {
        "A": Outcome.FAIL,
        "B": Outcome.FAIL,
        "C": Outcome.PASS,
        "D": Outcome.NOT_APPLICABLE,
    } == outcomes


def test_overlay_buildings_are_looked_for_again_after_each_step(assess):
    result = assess(rows())
    (shed,) = [entry for entry in result.scope.entries if entry.id == "E"]
    (reason,) = [
        r for r in shed.reasons if r.code is ReasonCode.SECTOR_REACHES_ROW
    ]  # fmt: skip

    assert ("C", 15.8) == (reason.by, pytest.approx(reason.radius))
    assert 8.0 == pytest.approx(reason.reach)
    assert "step 2" in reason.text


SIDE = 'courtyard = { main_house = "M" }\n'
YARD = "courtyard = { outdoor_stair = true, functions_complete_each_storey = true }\n"


def test_a_storey_that_does_not_count_calls_no_row(assess):
    # k = 46.1 / 78 = 0.591 at the sill of the second storey, below the 0.5956 of 2 h;
    # the third is not considered in a homestead (规程六(九)3) and has no minutes
    yard = house("A", 78.0, storeys=3, more=YARD)
    result = assess(head() + new_wall(50.0) + yard + house("B", 98.0))
    found = [v.outcome for v in verdicts(result, "A")]

    assert [Outcome.FAIL, Outcome.PASS, Outcome.NOT_APPLICABLE] == found
    assert () == result.scope.steps


def test_a_side_house_of_a_yard_is_no_receiver_and_calls_no_row(assess):
    # the main house has its sun: it stands beside the end of the wall of 60 m height
    wing = house("A", 80.0, west=-20.0, east=0.0, at=(9.0,), more=SIDE)
    main = house("M", 80.0, west=200.0, east=220.0, at=(9.0,), more=YARD)
    slab = block("W", -60.0, -10.0, 40.0, 0.0, 60.0, status="proposed")
    result = assess(head() + slab + wing + main + house("B", 98.0))
    entries = {entry.id: entry for entry in result.scope.entries}

    assert (ScopeRole.ANALYSED, False) == (entries["A"].role, entries["A"].receiver)
    assert [Outcome.NOT_APPLICABLE] == [v.outcome for v in verdicts(result, "A")]
    assert () == result.scope.steps


def test_a_row_whose_top_floor_has_its_sun_calls_no_other(assess):
    # 16 storeys: the top sill at 45.9 m has k = 14.1 / 80 = 0.18, that of the first
    # floor 0.74
    result = assess(rows(of_a=16))
    found = [v.outcome for v in verdicts(result, "A")]

    assert (Outcome.FAIL, Outcome.PASS) == (found[0], found[-1])
    assert () == result.scope.steps
    assert ScopeRole.OUTSIDE is roles(result)["B"]


def test_a_top_floor_that_nobody_could_measure_calls_the_next_row(assess):
    unmeasured = house("A", 80.0).replace("storeys = { count = 1, height = 3.0 }", "")
    result = assess(
        head() + new_wall(60.0) + unmeasured + house("B", 98.0) + house("C", 120.0)
    )

    assert ("A",) == result.scope.steps[0].because
    assert ("B",) == result.scope.steps[0].added


def test_a_row_without_windows_calls_the_next_and_is_named(assess):
    drawn = block("A", -100.0, 80.0, 100.0, 88.0, 3.5, use="residential")
    result = assess(head() + new_wall(60.0) + drawn + house("B", 120.0))
    (finding,) = [f for f in result.findings if f.code == "SCOPE-TOP-FLOOR-UNKNOWN"]

    assert [("A", "B")] == [(*s.because, *s.added) for s in result.scope.steps]
    assert "A" == finding.where
    assert "note" == finding.severity


def test_a_row_with_windows_that_lose_nothing_calls_no_other(assess):
    # windows without any room: nobody lives behind them as far as the file says; the
    # new shed of 3 m, 80 m away, stands below every sill
    nobody = house("A", 4.0, storeys=2).replace('rooms = ["01/living"]', "")
    low = block("W", -FAR, -10.0, FAR, 0.0, 3.0, status="proposed", ground=98.0)
    result = assess(head() + low + nobody + house("B", 40.0))

    assert ScopeRole.ANALYSED is roles(result)["A"]
    assert (result.windows.lost.totals() == 0.0).all()
    assert () == result.scope.steps


def test_a_top_floor_that_rests_on_a_guessed_height_calls_the_next_row(assess):
    # the top sill of A, at 21.9 m, has k = 38.1 / 80 = 0.476 behind W, which leaves it
    # more than 120 min; the guessed slab S takes some of the afternoon: its end lies
    # 10 m west and 30 m south of the window, atan(10 / 30) = 18 degrees past noon
    old = block("S", -FAR, 40.0, -60.0, 50.0, 55.0, more="height_assumed = true\n")
    text = head() + new_wall(60.0) + old + house("A", 80.0, storeys=8)
    result = assess(text + house("B", 98.0))
    sourced = assess(text.replace("height_assumed = true\n", "") + house("B", 98.0))

    assert ("A",) == result.scope.steps[0].because
    assert () == sourced.scope.steps
    top = sourced.windows.minutes_after[sourced.project.windows.floor == 8]
    assert 120.0 < top[0] < 480.0


def test_the_sun_that_another_building_takes_calls_no_row(assess):
    # an existing wall as high as the new one, farther south, blocks all that the new
    # house of 12 m could: A has no sun before and after, and the project takes none
    old = block("O", -FAR, -60.0, FAR, -50.0, 90.0)
    result = assess(
        head()
        + old
        + block("W", -FAR, -10.0, FAR, 0.0, 12.0, status="proposed")
        + house("A", 18.0)
        + house("B", 34.0)
    )

    # before: k = 89.1 / 68 = 1.31 > 0.6111; the sector of 18.96 m reaches A only
    (verdict,) = verdicts(result, "A")
    assert (0.0, 0.0) == (verdict.before, verdict.measured)
    assert () == result.scope.steps
    assert ScopeRole.OVERLAY is roles(result)["O"]


def test_one_unit_has_to_fail_and_lose_not_one_this_and_another_that(assess):
    # 01: an old slab 10 m before it takes the whole day, with or without W; 02: W takes
    # some of its morning, and leaves it more than 120 min
    old = block("O", -200.0, 25.0, -60.0, 30.0, 30.0)
    new = block("W", 70.0, -10.0, 110.0, 0.0, 30.0, status="proposed")
    two = house("A", 40.0, at=(10.0, 150.0), rooms=("01/living", "02/living"))
    result = assess(head() + old + new + two + house("B", 60.0))
    first, second = verdicts(result, "A")

    assert ScopeRole.ANALYSED is roles(result)["A"]
    assert (0.0, 0.0) == (first.before, first.measured)
    assert 120.0 < second.measured < second.before - 5.0
    assert () == result.scope.steps


def test_sun_won_by_a_removal_does_not_hide_what_the_project_takes(assess):
    # O leaves A some 110 min about noon, k = 111.1 / 185 = 0.6; R, removed, took those
    # after noon and a few before; W takes those before noon: k = 53.1 / 75 = 0.708
    old = block("O", -FAR, -120.0, FAR, -110.0, 112.0)
    removed = block(
        "R", -FAR, 60.0, -49.5, 70.0, 70.0, more="removed_by_project = true\n"
    )
    new = block("W", -49.25, -10.0, FAR, 0.0, 54.0, status="proposed")
    result = assess(head() + old + removed + new + house("A", 75.0) + house("B", 104.0))
    (verdict,) = verdicts(result, "A")
    lost = result.windows.lost[0]

    assert 0.0 < verdict.before < verdict.measured < 120.0
    assert lost[result.owners.index("W")] > 10.0
    assert [(("A",), ("B",))] == [(s.because, s.added) for s in result.scope.steps]


def test_where_nothing_is_proposed_everything_is_judged(assess):
    result = assess(head() + house("N", 90.0))

    assert result.scope is None
    assert {Outcome.PASS} == {v.outcome for v in result.households.verdicts}
    assert "SCOPE-EMPTY" in codes(result)
    assert "" == result.buildings[0].role


def test_where_no_sector_can_be_drawn_everything_is_judged_and_said(assess):
    groundless = new_wall(54.0).replace("outdoor_ground = 100.0\n", "")
    result = assess(head() + groundless + house("N", 88.0))
    (finding,) = [f for f in result.findings if f.code == "SCOPE-UNDETERMINED"]

    assert result.scope is None
    assert "W has no outdoor ground level" in finding.message
    assert Outcome.FAIL is verdicts(result, "N")[0].outcome


def test_a_building_of_unknown_height_outside_is_not_judged(assess):
    groundless = house("N", 90.0).replace("outdoor_ground = 100.0\n", "")
    result = assess(head() + new_wall(54.0) + groundless)
    (verdict,) = verdicts(result, "N")

    assert ScopeRole.UNDETERMINED is roles(result)["N"]
    assert (Outcome.NOT_JUDGED, (Reason.SCOPE_UNKNOWN,)) == (
        verdict.outcome,
        verdict.reasons,
    )
    assert "SCOPE-HEIGHT-UNKNOWN" in codes(result)
    assert not [f for f in result.findings if f.severity == "error"]


def test_readings_of_the_scope_list_the_units_that_enter_and_leave(assess):
    # N, 30 m high with a stair house of 35 m on ground 3 m above that of L:
    # 30, 35 and 38 m make radii of 47.40, 55.30 and 60.04 m, from y = 12
    stairs = '[[buildings.parts]]\nkind = "stair_house"\n'
    stairs += "outline = [[10, 2], [16, 2], [16, 8], [10, 8]]\ntop_above_roof = 5.0\n"
    new = block("N", 0.0, 0.0, 60.0, 12.0, 30.0, status="proposed", more=stairs)
    small = {"west": 10.0, "east": 50.0, "at": (20.0,)}
    result = assess(
        head()
        + new
        + house("near", 62.0, **small)
        + house("far", 71.0, **small)
        # beside the block, south of the side that starts at its northern corner
        + house("beside", 0.0, west=70.0, east=76.0, at=(2.0,))
        + block("L", 2000.0, 0.0, 2010.0, 10.0, 3.0, ground=97.0)
    )
    flips = turned(result)

    out, judged = Outcome.NOT_APPLICABLE, Outcome.PASS
    assert [("near-0101", judged, out)] == flips["sector_height_roof_houses"]
    assert [("far-0101", out, judged)] == flips["sector_height_ground"]
    assert [("beside-0101", judged, out)] == flips["sector_shape"]
    assert [("far-0101", out, judged)] == flips["scope_limits_verdicts"]


def behind_the_old_wall():
    """An old wall that no sector names, and a new tower before a window.

    O, 100 m high, 170.9 m south of N: k = 99.1 / 170.9 = 0.58, so that N has more than
    120 min before. Its sector of 158 m ends at y = -12.9, that of the tower T, 5 m
    high, begins at y = -6: they do not meet. T, 3 m before the only window and 3 m
    wide, takes the noon: from a sill end 0.75 m off its middle it covers up to
    atan(2.25 / 3) = 37 degrees to one side, about two hours and a half.
    """
    return (
        head()
        + block("O", -FAR, -180.9, FAR, -170.9, 100.0)
        + block("T", -50.75, -6.0, -47.75, -3.0, 5.0, status="proposed")
        + house("N", 0.0)
    )


def test_by_the_other_reading_only_the_legal_list_obstructs(assess):
    result = assess(behind_the_old_wall())
    other = assess(behind_the_old_wall(), readings=["obstructions_in_scope"])

    assert ScopeRole.OUTSIDE is roles(result)["O"]
    assert roles(result) == roles(other)
    assert 120.0 < result.windows.minutes_before[0] < 480.0
    assert 480.0 == other.windows.minutes_before[0]
    assert result.windows.minutes_after[0] < 120.0 < other.windows.minutes_after[0]
    assert [("N-0101", Outcome.FAIL, Outcome.PASS)] == turned(result)[
        "obstructions_in_scope"
    ]


def test_windows_of_a_building_outside_keep_what_was_measured_with_everything(assess):
    # Q stands far from T; O shades it as it shades N
    text = behind_the_old_wall() + house("Q", 0.0, west=2000.0, east=2040.0, at=(20.0,))
    result = assess(text)
    other = assess(text, readings=["obstructions_in_scope"])

    assert ScopeRole.OUTSIDE is roles(result)["Q"]
    assert result.windows.minutes_after[1] == other.windows.minutes_after[1]
    assert result.windows.minutes_after[1] < 480.0
    assert result.windows.taken_after[1] == other.windows.taken_after[1]
    assert result.windows.full_after[1].tolist() == other.windows.full_after[1].tolist()
    total = other.windows.taken_after.totals() + other.windows.minutes_after
    assert [480.0, 480.0] == pytest.approx(total.tolist())


def test_the_scope_is_drawn_as_the_rules_say():
    rules = ruleset()
    every = scope_conditions(
        with_alternatives(
            rules,
            "sector_shape",
            "sector_height_roof_houses",
            "sector_height_ground",
        )
    )

    assert (34.0, 1.58, None) == (
        scope_conditions(rules).angle_from_east_west,
        scope_conditions(rules).radius_factor,
        scope_conditions(rules).radius_cap,
    )
    assert SectorShape.MINKOWSKI is scope_conditions(rules).shape
    assert ShadingHeight.HIGHEST_POINT is scope_conditions(rules).height
    assert SectorShape.TWO_CENTRE is every.shape
    assert ShadingHeight.WITHOUT_ROOF_HOUSES_PLUS_GROUND is every.height


def test_a_profile_says_shape_and_longest_radius(tmp_path):
    path = tmp_path / "city.toml"
    path.write_text(
        """
[profile]
name = "city"
title_zh = "某市"
title_en = "some city"
document = "no. 1"
inherits = "xinzhou-2022"
status = "read"
alternatives = ["sector_shape"]

[[parameter]]
id = "sector_radius_cap"
value = 300
clause = "art. 5"
source = "official text"
""",
        encoding="utf-8",
    )
    conditions = scope_conditions(ruleset(str(path)))

    assert 300.0 == conditions.radius_cap
    assert SectorShape.TWO_CENTRE is conditions.shape


def test_a_loss_below_the_standard_is_warned_of_outside_the_scope(assess):
    # the old wall leaves less than 120 min before: k = (112.1 - 0.9) / 185.33 = 0.6;
    # the new one takes the rest, since (54 - 0.9) / 85.33 = 0.6223 > 0.6111
    old = block("O", -FAR, -110.0, FAR, -100.0, 112.1)
    result = assess(head() + old + new_wall(54.0) + house("N", 85.33))
    (verdict,) = verdicts(result, "N")

    assert 3.0 < verdict.before < 120.0
    assert 0.0 == verdict.measured
    assert OUTSIDE_LOSES in codes(result)


def test_a_proposed_dwelling_without_windows_leaves_the_outcome_open(assess):
    tower = block(
        "T", 90.0, -10.0, 110.0, 0.0, 30.0, status="proposed", use="residential"
    )
    result = assess(head() + tower + house("N", 10.0))

    assert [Outcome.PASS] == [v.outcome for v in verdicts(result, "N")]
    assert ("T",) == result.unlisted
    assert Outcome.NOT_JUDGED is result.outcome
