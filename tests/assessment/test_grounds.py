"""Play grounds and unbuilt land from a project file to verdicts, worked by hand."""

import pytest

import sunlight as sl
from sunlight.assessment import rejudged
from sunlight.report.document import result_document
from sunlight.report.readings import turns_by_reading
from sunlight.rules import CountingUnit, Outcome, Reason, Wording, with_alternatives

HEAD = """
schema = "sunlight-project/1"
[project]
name = "场地手算例"
id = "P"
[site]
latitude = 38.42
longitude = 112.73
north = "true"
height_datum = "独立高程"
"""

REACH = 38.572
"""Behind an endless wall 20 m high due south a point has 120 min on 冬至 from here on.

At 11:00 and 13:00 the sun stands 0.51851 times the distance high over the wall's top,
d = -23.4392 and f = 38.42 degrees: (cos d cos 15 cos f + sin d sin f) /
(cos d cos 15 sin f - sin d cos f) = 0.51851; 20 / 0.51851 = 38.572. [m]"""

WALL = """
[[buildings]]
id = "{id}"
status = "{status}"
use = "other"
zero_level = 100.0
outdoor_ground = 100.0
top_above_ground = {height}
footprint = [[-90000, {south}], [90000, {south}], [90000, {north}], [-90000, {north}]]
"""

GROUND = """
[[grounds]]
id = "G"
kind = "游戏场地"
use = "{use}"
status = "{status}"
legal = "合法"
elevation = 100.0
outline = [[-10, {south}], [10, {south}], [10, {north}], [-10, {north}]]
"""

NURSERY = """
[[buildings]]
id = "K"
status = "existing"
use = "kindergarten"
removed_by_project = {removed}
zero_level = 100.0
outdoor_ground = 100.0
top_above_zero = 9.0
footprint = [[-15, {south}], [15, {south}], [15, {north}], [-15, {north}]]
legal = "合法"
"""

LAND = """
[[grounds]]
id = "D"
kind = "未建设用地"
use = "{use}"
elevation = 100.0
outline = [[-10, {south}], [10, {south}], [10, {north}], [-10, {north}]]
"""


def wall(status="proposed", height=20.0, north=0.0, name="W"):
    return WALL.format(
        id=name, status=status, height=height, north=north, south=north - 10
    )


def ground(south, depth=20.0, *, status="existing", use="kindergarten"):
    return GROUND.format(south=south, north=south + depth, status=status, use=use)


def nursery(south=100.0, *, removed="false"):
    return NURSERY.format(south=south, north=south + 12, removed=removed)


def land(south, depth=20.0, *, use="residential"):
    return LAND.format(south=south, north=south + depth, use=use)


@pytest.fixture
def read(tmp_path):
    def reader(*texts):
        path = tmp_path / "project.toml"
        path.write_text(HEAD + "".join(texts), encoding="utf-8")
        return sl.read_project(path)[0]

    return reader


@pytest.fixture
def assess(read):
    return lambda *texts, **asked: sl.assess(read(*texts), **asked)


def verdict_of(assessment, unit="G"):
    return next(v for v in assessment.verdicts if v.unit == unit)


@pytest.mark.parametrize(
    ("south", "share", "outcome"),
    [
        (REACH - 10.2, 0.49, Outcome.FAIL),  # 9.8 of 20 m
        (REACH - 9.8, 0.51, Outcome.PASS),  # 10.2 of 20 m
    ],
)
def test_a_new_ground_is_judged_by_half_of_its_area(assess, south, share, outcome):
    assessment = assess(wall(), ground(south, status="proposed"))
    verdict, measured = verdict_of(assessment), assessment.grounds[0]

    assert (outcome, "规程四(一)3") == (verdict.outcome, verdict.clause)
    assert outcome is assessment.outcome
    assert measured.before is None
    assert measured.after.share.lower <= share <= measured.after.share.upper
    assert measured.after.share.gap <= 0.005
    assert (0.5, 400.0) == (verdict.threshold, pytest.approx(verdict.tally.total))


def test_exactly_half_is_enough_and_by_the_other_reading_too_little(assess):
    # the nursery stands on the northern half; nothing shades the southern one
    assessment = assess(nursery(south=50.0), ground(40.0, status="proposed"))
    verdict = verdict_of(assessment)
    other = rejudged(assessment, with_alternatives(assessment.rules, "half_is_enough"))
    turned = {unit: v.outcome for unit, v in other.verdicts}

    assert (Outcome.PASS, 0.5, 0.0) == (
        verdict.outcome,
        verdict.measured,
        verdict.margin,
    )
    assert {CountingUnit.GROUND: Outcome.FAIL} == turned


def test_a_ground_that_loses_its_half_fails_by_before_and_after(assess):
    assessment = assess(wall(), ground(REACH - 10.2))
    verdict = verdict_of(assessment)

    assert (Outcome.FAIL, Wording.NOT_MEETS, "规程七(四)") == (
        verdict.outcome,
        verdict.wording,
        verdict.clause,
    )
    assert (1.0, 1.0) == (
        assessment.grounds[0].before.share.lower,
        assessment.grounds[0].before.share.upper,
    )


def test_bounds_that_stay_open_are_not_judged(assess, monkeypatch):
    # half of it, less 0.2 m of 20 m: cells of 20 / 8 m do not tell
    monkeypatch.setattr("sunlight.assessment.grounds.area.MOST_CELLS", 64)
    assessment = assess(wall(), ground(REACH - 10.2, status="proposed"))
    verdict = verdict_of(assessment)

    assert (Outcome.NOT_JUDGED, (Reason.BOUNDS_OPEN,)) == (
        verdict.outcome,
        verdict.reasons,
    )
    assert Outcome.NOT_JUDGED is assessment.outcome


def test_a_ground_missed_before_is_unaffected_by_what_casts_no_shadow_on_it(assess):
    # 38.1 m is short of the line: 10 % and less have 120 min. The new block to the
    # north never shades what lies south of it.
    block = wall(name="N", north=120.0)
    assessment = assess(wall("existing"), block, ground(18.0, 22.0))
    verdict, measured = verdict_of(assessment), assessment.grounds[0]

    assert (Outcome.PASS, Wording.NO_EFFECT, "规程七(五)") == (
        verdict.outcome,
        verdict.wording,
        verdict.clause,
    )
    assert (0.0, 0.0) == (measured.largest_loss.lower, measured.largest_loss.upper)
    assert measured.before.share.upper < 0.5


def test_a_ground_that_nothing_new_can_shade_is_measured_once(assess):
    old = wall("existing"), ground(18.0, 22.0)
    alone = assess(*old).grounds[0]
    measured = assess(*old, wall(name="N", north=120.0)).grounds[0]

    assert measured.after is measured.before
    assert alone.after.share == measured.after.share
    before_it = assess(*old, wall(name="S", north=-30.0, height=30.0)).grounds[0]
    assert before_it.after is not before_it.before


def test_a_ground_missed_before_is_affected_by_more_than_three_minutes(assess):
    # From 20 to 20.5 m the wall takes all sun up to 20.5 * 1.870 = 38.3 m and more
    # than 3 min beyond, of points that had up to 120 min.
    raised = wall(name="N", height=20.5)
    assessment = assess(wall("existing"), raised, ground(18.0, 22.0))
    verdict = verdict_of(assessment)

    assert (Outcome.FAIL, Wording.AFFECTED, "规程七(五)") == (
        verdict.outcome,
        verdict.wording,
        verdict.clause,
    )
    assert assessment.grounds[0].largest_loss.lower > 3.0
    assert verdict.margin == 3.0 - assessment.grounds[0].largest_loss.lower


def test_every_plate_shades_a_ground_those_of_its_own_building_too(assess):
    # A canopy of the nursery 3 m over the ground reaches 30 m beyond it: on 冬至 the
    # shadow of its edge lies 3 * 3.7 = 11 m off at most.
    canopy = """
[[buildings.parts]]
kind = "雨篷"
outline = [[-60, -20], [60, -20], [60, 90], [-60, 90]]
base_above_ground = 3.0
top_above_ground = 3.2
"""
    own = 'building = "K"\n'
    assessment = assess(nursery(), canopy, ground(20.0) + own)

    assert (0.0, 0.0) == (
        assessment.grounds[0].after.share.lower,
        assessment.grounds[0].after.share.upper,
    )


def test_a_ground_of_a_school_has_no_standard_and_is_not_measured(assess):
    assessment = assess(wall(), ground(28.0, use="school"))
    verdict = verdict_of(assessment)

    assert (Outcome.NOT_APPLICABLE, (Reason.NO_STANDARD,)) == (
        verdict.outcome,
        verdict.reasons,
    )
    assert (None,) == assessment.grounds


def test_a_ground_goes_with_the_building_that_the_project_removes(assess):
    removed = nursery(removed="true")
    assessment = assess(removed, wall(), ground(28.0) + 'building = "K"\n')

    assert (Reason.REMOVED,) == verdict_of(assessment).reasons
    assert (None,) == assessment.grounds


def test_unbuilt_land_is_for_the_bureau_on_the_day_of_its_planned_use(assess):
    # On 大寒, 8 to 16 h, the line of 120 min behind 20 m lies at 20 / 0.5956 = 33.58 m
    # (an endless wall due south: k = 0.5956 has 120.1 min): half of 20 m from 23.58.
    assessment = assess(wall(), land(23.58))
    verdict, measured = verdict_of(assessment, "D"), assessment.grounds[0]

    assert (Outcome.NOT_JUDGED, (Reason.BUREAU_DISCRETION,), "规程四(三)") == (
        verdict.outcome,
        verdict.reasons,
        verdict.clause,
    )
    assert ("大寒", (480.0, 960.0)) == (
        measured.conditions.day.value,
        measured.path.band,
    )
    assert (1.0, 1.0) == (measured.before.share.lower, measured.before.share.upper)
    assert (
        measured.after.share.lower - 0.002 <= 0.5 <= measured.after.share.upper + 0.002
    )
    assert measured.after.share.gap <= 0.005
    assert None is verdict.tally.needed
    assert Outcome.NOT_JUDGED is assessment.outcome


def test_the_other_reading_judges_land_by_its_planned_use(assess):
    assessment = assess(wall(), land(23.58), ground(60.0))
    turns = {t.reading.id: t.units for t in turns_by_reading(assessment)}
    turned = [
        (u.counted_as, u.unit, u.outcome, u.alternative_outcome)
        for u in turns["unbuilt_land"]
    ]

    assert [(CountingUnit.LAND, "D", Outcome.NOT_JUDGED, Outcome.FAIL)] == turned


def test_land_planned_for_offices_is_not_measured(assess):
    assessment = assess(wall(), land(23.58, use="other"))

    assert (None,) == assessment.grounds
    assert Outcome.NOT_APPLICABLE is verdict_of(assessment, "D").outcome


def test_a_ground_does_not_stand_in_for_the_rooms_of_its_building(assess):
    window = """
[[buildings.windows]]
floor = 1
floor_level = 0.0
facade = "south"
at = 2.0
width = 1.8
sill = 0.9
"""
    own = 'building = "K"\n'
    assessment = assess(nursery(), window, ground(40.0) + own)

    assert Outcome.PASS is verdict_of(assessment).outcome
    assert ("K",) == assessment.unlisted
    assert Outcome.NOT_JUDGED is assessment.outcome


@pytest.mark.parametrize(
    ("south", "outcome"),
    [
        # the sector of a wall of 20 m reaches 1.58 * 20 = 31.6 m to the north
        (31.59, Outcome.FAIL),
        (31.61, Outcome.NOT_APPLICABLE),
    ],
)
def test_a_ground_in_the_sector_is_in_scope_though_its_building_is_not(
    assess, south, outcome
):
    # 12 m from there on: 38.57 - 31.61 = 6.96 m of it and more lie before the line of
    # 120 min, which is more than half
    own = 'building = "K"\n'
    assessment = assess(nursery(), wall(), ground(south, 12.0) + own)

    assert outcome is verdict_of(assessment).outcome


def test_a_day_that_only_grounds_have_is_told(assess):
    assessment = assess(wall(), ground(60.0))

    assert ["冬至: 540-900"] == [
        text.partition(" min")[0] for text in assessment.provenance.other_days
    ]
    assert ["大寒", "冬至"] == [run.conditions.day.value for run in assessment.runs]


def test_the_document_and_the_frame_tell_of_grounds_and_land(assess):
    own = 'building = "K"\n'
    everything = ["scope_limits_verdicts"]  # the nursery stands beyond 1.58 H
    assessment = assess(
        nursery(),
        wall(),
        land(23.58),
        ground(REACH - 10.2) + own,
        readings=everything,
    )
    units = {u.unit: u for u in result_document(assessment).units}
    frame = assessment.units_frame().set_index("unit")

    assert ("land", "", "residential", "大寒", "outside") == (
        units["D"].counted_as,
        units["D"].building,
        units["D"].use,
        units["D"].day,
        units["D"].standing,
    )
    assert ("ground", "K", "kindergarten", "冬至", "share") == (
        units["G"].counted_as,
        units["G"].building,
        units["G"].use,
        units["G"].day,
        units["G"].measure_unit,
    )
    assert (None, None, None, ()) == (
        units["G"].floor,
        units["G"].room_kind,
        units["G"].window_after,
        units["G"].taken_by,
    )
    assert ["", "K"] == frame.loc[["D", "G"], "building"].tolist()
    uses = {(u.use, u.counted_as): u for u in result_document(assessment).uses}
    assert (1, 1, 120.0) == (
        uses["kindergarten", "ground"].units,
        uses["kindergarten", "ground"].failed,
        uses["kindergarten", "ground"].minutes,
    )
    assert (1, 1) == (
        uses["residential", "land"].units,
        uses["residential", "land"].not_judged,
    )


# 冬至 9:00: the sun stands 15.13° high, cotangent 3.697; 3 m reach 11.09 m.
@pytest.mark.parametrize(
    ("away", "outcome"), [(11.0, Outcome.NOT_JUDGED), (11.2, Outcome.PASS)]
)
def test_a_ground_in_reach_of_an_assumed_height_is_not_judged(assess, away, outcome):
    shed = wall(status="existing", height=3.0, north=200.0 - away, name="S")
    shed = shed.replace("zero_level", "height_assumed = true\nzero_level")
    found = verdict_of(assess(wall(), ground(200.0, status="proposed"), shed))

    assert outcome is found.outcome
    if outcome is Outcome.NOT_JUDGED:
        assert (Reason.SHADER_HEIGHT_ASSUMED,) == found.reasons
        assert ("S",) == found.reason_buildings
