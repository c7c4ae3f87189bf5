"""Settings of a profile: read strictly, by use, inherited, laid into the conditions."""

import pickle
from dataclasses import replace

import pytest

from sunlight.conditions import (
    FullWindowTest,
    OrientationBand,
    RoomCombination,
    SillPlane,
    TimeBasis,
)
from sunlight.errors import InputError, RuleError
from sunlight.kinds import LegalStatus, RoomKind, Use
from sunlight.rules import (
    SETTINGS,
    Direction,
    HouseholdFacts,
    Outcome,
    Reason,
    RoomFacts,
    Standing,
    Wording,
    conditions_for,
    dwelling_conditions,
    ground_conditions,
    judge,
    ruleset,
    ruleset_names,
    with_alternatives,
)
from sunlight.rules.profiles import apply_profile

HEAD = """
[profile]
name = "{name}"
title_zh = "某市规则"
title_en = "Rules of some city"
document = "no. 1"
inherits = "xinzhou-2022"
status = "read"
"""
ROW = "[[calculation.orientation_band]]\nfrom_deg = {}\nto_deg = {}\n"
ROW += "start = {}\nend = {}\n"
SOUTH = 'band_by_orientation = "yes"\n' + ROW.format(-15, 15, 540, 900)


def profile(text, base=None, name="my-city"):
    """Rules with these tables under the head, over the edition or other rules."""
    return apply_profile(
        ruleset() if base is None else base,
        HEAD.format(name=name) + text,
        origin="my-city.toml",
    )


def settled(line, base=None):
    """Rules with these lines of [calculation]."""
    return profile(f"[calculation]\n{line}\n", base)


def test_the_edition_settles_everything_in_the_usual_way():
    rules = ruleset()

    assert () == rules.settings.in_force
    assert {name: s.default for name, s in SETTINGS.items()} == {
        name: rules.setting(name) for name in SETTINGS
    }


def test_every_setting_has_words_and_a_default_among_its_values():
    for name, setting in SETTINGS.items():
        assert setting.zh, name
        assert setting.en, name
        assert setting.choices or setting.unit, name
        if setting.choices:
            assert setting.default == next(iter(setting.choices)), name
        assert not set(setting.choices) & set(setting.not_done), name


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ('segments = "longest"', "segments", 1),
        ('segments = "two_longest"', "segments", 2),
        ('segments = "three_longest"', "segments", 3),
        ('segments = "all"', "segments", None),
        ("minimum_altitude = 15", "minimum_altitude", 15.0),
        ("sweep_angle = 12.5", "sweep_angle", 12.5),
        ('full_window = "centre"', "full_window", FullWindowTest.CENTRE),
        ('full_window = "points"', "full_window", FullWindowTest.POINTS),
        ('full_window = "whole_sill"', "full_window", FullWindowTest.WHOLE_SILL),
        ("full_window_points = 3", "full_window_points", 3),
        ('sill_plane = "fixed"', "sill_plane", SillPlane.FIXED),
        ('time_basis = "beijing_time"', "time_basis", TimeBasis.BEIJING_TIME),
        (
            'room_combination = "union_of_windows"',
            "room_combination",
            RoomCombination.UNION_OF_WINDOWS,
        ),
        (
            SOUTH,
            "orientation_bands",
            (OrientationBand(first=-15, last=15, band=(540.0, 900.0)),),
        ),
    ],
)
def test_a_setting_reaches_the_conditions_of_every_use_and_nothing_else(
    line, field, value
):
    rules = settled(line)
    usual = ruleset()

    assert () == rules.unsupported
    for use in (Use.RESIDENTIAL, Use.SCHOOL, Use.HOSPITAL):
        changed = replace(conditions_for(usual, use), **{field: value})
        assert changed == conditions_for(rules, use)
    assert value == getattr(ground_conditions(rules), field)


def test_a_use_may_have_a_value_of_its_own():
    rules = profile(
        '[calculation]\nsegments = "two_longest"\n'
        '[calculation.kindergarten]\nsegments = "three_longest"\nsweep_angle = 9\n'
    )

    assert 2 == dwelling_conditions(rules).segments
    assert 2 == conditions_for(rules, Use.SCHOOL).segments
    assert 3 == conditions_for(rules, Use.KINDERGARTEN).segments
    assert 3 == ground_conditions(rules).segments
    assert (0.0, 9.0) == (
        dwelling_conditions(rules).sweep_angle,
        conditions_for(rules, Use.KINDERGARTEN).sweep_angle,
    )
    assert [
        ("segments", "two_longest", None),
        ("kindergarten.segments", "three_longest", Use.KINDERGARTEN),
        ("kindergarten.sweep_angle", 9.0, Use.KINDERGARTEN),
    ] == [(s.name, s.value, s.use) for s in rules.settings.in_force]


def test_the_centre_on_the_solstice_only_leaves_the_ends_on_the_other_day():
    rules = settled('full_window = "centre_on_solstice"')

    assert FullWindowTest.ENDS is dwelling_conditions(rules).full_window
    assert FullWindowTest.CENTRE is conditions_for(rules, Use.SCHOOL).full_window


def test_what_a_profile_settles_holds_for_those_that_inherit_it():
    base = profile(
        '[calculation]\nsegments = "two_longest"\nsweep_angle = 12\n'
        '[calculation.school]\nsegments = "longest"\n'
    )
    rules = profile('[calculation]\nsegments = "three_longest"\n', base, "second")

    assert (3, 12.0) == (
        dwelling_conditions(rules).segments,
        dwelling_conditions(rules).sweep_angle,
    )
    assert 1 == conditions_for(rules, Use.SCHOOL).segments  # its own value stays
    assert "my-city" == rules.inherits


def test_a_table_of_orientations_is_inherited_and_replaced_as_a_whole():
    base = settled(SOUTH)
    wider = settled(SOUTH.replace("15", "20"), base)
    off = settled('band_by_orientation = "no"', base)

    assert (
        base.settings.orientation_bands
        == settled("sweep_angle = 1", base).settings.orientation_bands
    )
    assert [(-20, 20)] == [
        (row.first, row.last) for row in wider.settings.orientation_bands
    ]
    assert () == dwelling_conditions(off).orientation_bands


@pytest.fixture
def undone(monkeypatch):
    """A test that profiles may ask for and that is not done: three points."""
    setting = replace(
        SETTINGS["full_window"], not_done={"three": ("三点受照", "three points lit")}
    )
    monkeypatch.setitem(SETTINGS, "full_window", setting)


@pytest.mark.usefixtures("undone")
def test_a_value_that_is_not_done_is_listed_and_the_value_stays_as_it_was():
    rules = settled('full_window = "three"\nsegments = "longest"')

    (missing,) = rules.unsupported
    assert "full_window" == missing.id
    assert "asks for three" in missing.en
    assert "three" in missing.zh
    assert FullWindowTest.ENDS is dwelling_conditions(rules).full_window
    assert ["segments"] == [s.name for s in rules.settings.in_force]


@pytest.mark.usefixtures("undone")
def test_who_inherits_and_settles_it_otherwise_lacks_nothing():
    base = settled('full_window = "three"')

    assert () == settled('full_window = "points"', base).unsupported
    assert ["full_window"] == [
        u.id for u in settled("sweep_angle = 1", base).unsupported
    ]


@pytest.mark.usefixtures("undone")
def test_a_use_that_asks_for_what_is_not_done_is_listed_with_its_name():
    (missing,) = profile('[calculation.school]\nfull_window = "three"\n').unsupported

    assert "school.full_window" == missing.id


def test_settings_of_the_scope_are_read_from_the_rules():
    rules = settled('scope_shape = "two_centre"\nscope_radius_cap = 150')

    assert ("two_centre", 150.0) == (
        rules.setting("scope_shape"),
        rules.setting("scope_radius_cap"),
    )
    assert ("minkowski", 0.0) == (
        ruleset().setting("scope_shape"),
        ruleset().setting("scope_radius_cap"),
    )


def test_a_setting_nobody_knows_cannot_be_asked_for():
    with pytest.raises(RuleError, match="no setting 'colour'; known are: segments"):
        ruleset().setting("colour")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("colour = 1", "there is no setting 'colour'; known are: segments"),
        ('segments = "four"', "'four' is not allowed; choose one of: all, longest"),
        ("segments = 2", "2 is not allowed; choose one of"),
        ("minimum_altitude = 90", "90 is not a number of 0 or more and below 90"),
        ("minimum_altitude = nan", "nan is not a number of 0 or more"),
        ("sweep_angle = -1", "-1 is not a number of 0 or more and below 90"),
        ("sweep_angle = true", "True is not a number"),
        ('sweep_angle = "12"', "'12' is not a number"),
        ("full_window_points = 0", "0 is not a whole number of 1 or more"),
        ("full_window_points = 1.5", "1.5 is not a whole number"),
        ("scope_radius_cap = inf", "inf is not a number of 0 or more"),
        ("school = 3", r"\[calculation.school\] is not a table"),
        ("[calculation.office]\nsweep_angle = 1", "no setting 'office'"),
        ("[calculation.other]\nsweep_angle = 1", "no setting 'other'"),
        (
            '[calculation.school]\nscope_shape = "two_centre"',
            "scope_shape cannot differ by use; write it under",
        ),
        ('[calculation.school]\nsill_plane = "fixed"', "cannot differ by use"),
        ("[calculation.school]\nwindow = 1", "no setting 'window'"),
        ('band_by_orientation = "yes"', "there is no table for it; add"),
        (ROW.format(0, 9, 540, 900), 'no band_by_orientation = "yes"; add it'),
        ("orientation_band = 3", r"write it as \[\[orientation_band\]\] tables"),
        (SOUTH.replace("from_deg = -15\n", ""), "keys missing: from_deg; "),
        (SOUTH.replace("-15", "-15.5"), "-15.5 is no whole number of degrees"),
        (SOUTH.replace("-15", "-181"), "-181 is no whole number of degrees"),
        (SOUTH.replace("-15", "16"), "from_deg 16 to to_deg 15"),
        (SOUTH.replace("900", "540"), "start 540 to end 540"),
        (SOUTH.replace("900", "1440"), "1440 are no minutes since midnight"),
        (SOUTH + ROW.format(15, 30, 540, 870), "15 to 30 degrees overlap the row"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(line, message):
    with pytest.raises(InputError, match=message) as caught:
        settled(line)
    assert "my-city.toml: calculation" in str(caught.value)


def test_rules_with_settings_survive_the_way_to_another_process():
    rules = settled(SOUTH)

    assert rules == pickle.loads(pickle.dumps(rules))


# --- the reading, and what the clauses do with settings ------------------------------

DWELLING = HouseholdFacts(
    unit="3#-101",
    building="3#",
    standing=Standing.OUTSIDE,
    use=Use.RESIDENTIAL,
    legal=LegalStatus.LAWFUL,
    habitable_rooms=2,
    minutes_before=100.0,
    minutes_after=100.0,
    unmeasured_windows=0,
)
CLASSROOM = RoomFacts(
    unit="6#-201",
    building="6#",
    standing=Standing.OUTSIDE,
    use=Use.SCHOOL,
    kind=RoomKind.CLASSROOM,
    legal=LegalStatus.LAWFUL,
    minutes_before=None,
    minutes_after=None,
    unmeasured_windows=0,
)


def test_windows_are_united_by_the_reading_too():
    rules = with_alternatives(ruleset(), "room_combination")

    assert (
        RoomCombination.UNION_OF_WINDOWS is dwelling_conditions(rules).room_combination
    )


@pytest.mark.parametrize(
    ("before", "after", "outcome", "wording", "margin", "direction"),
    [
        # 100 min before and 120 owed: the 100 min are the standard
        (100.0, 99.999, Outcome.FAIL, Wording.AFFECTED, -0.001, Direction.LOSS),
        (100.0, 98.0, Outcome.FAIL, Wording.AFFECTED, -2.0, Direction.LOSS),
        (100.0, 100.0, Outcome.PASS, Wording.NO_EFFECT, 0.0, Direction.NONE),
        (100.0, 110.0, Outcome.PASS, Wording.NO_EFFECT, 10.0, Direction.GAIN),
    ],
)
def test_below_the_standard_the_minutes_before_are_owed(
    before, after, outcome, wording, margin, direction
):
    rules = settled('standard_before = "previous_minutes"')
    found = judge(rules, replace(DWELLING, minutes_before=before, minutes_after=after))

    assert (outcome, wording, direction) == (
        found.outcome,
        found.wording,
        found.direction,
    )
    assert margin == pytest.approx(found.margin)
    assert (before, None) == (found.threshold, found.tolerance)


def test_the_small_change_is_what_the_edition_allows():
    changed = replace(DWELLING, minutes_after=98.0)

    assert Outcome.PASS is judge(ruleset(), changed).outcome


def test_at_the_standard_before_the_standard_is_owed_by_either_setting():
    changed = replace(DWELLING, minutes_before=200.0, minutes_after=150.0)
    found = judge(settled('standard_before = "previous_minutes"'), changed)

    assert (Outcome.PASS, 120.0) == (found.outcome, found.threshold)


def test_previous_minutes_may_be_owed_in_one_use_alone():
    rules = profile('[calculation.school]\nstandard_before = "previous_minutes"\n')
    lost = replace(DWELLING, minutes_after=98.0)
    room = replace(CLASSROOM, minutes_before=100.0, minutes_after=98.0)

    assert Outcome.PASS is judge(rules, lost).outcome
    assert Outcome.FAIL is judge(rules, room).outcome


@pytest.mark.parametrize("facts", [DWELLING, CLASSROOM], ids=["household", "room"])
def test_without_an_analysed_window_the_reason_says_so(facts):
    bare = replace(facts, minutes_before=None, minutes_after=None)

    assert (Reason.NO_ANALYSED_WINDOW,) == judge(settled(SOUTH), bare).reasons
    assert (Reason.NO_WINDOW,) == judge(ruleset(), bare).reasons


# --- parameters: every figure of the calculation can be overridden -------------------


def figure(name, value):
    value = f'"{value}"' if isinstance(value, str) else value
    return profile(
        f'[[parameter]]\nid = "{name}"\nvalue = {value}\n'
        'clause = "art. 1"\nsource = "the text"\n'
    )


@pytest.mark.parametrize(
    ("name", "value", "use", "field"),
    [
        ("shortest_segment", 10.0, Use.RESIDENTIAL, "shortest_segment"),
        ("shortest_segment_solstice", 30.0, Use.SCHOOL, "shortest_segment"),
        ("sill_minimum", 1.0, Use.RESIDENTIAL, "sill_minimum"),
        ("counted_width", 2.4, Use.RESIDENTIAL, "counted_width"),
    ],
)
def test_a_figure_reaches_the_conditions(name, value, use, field):
    usual = conditions_for(ruleset(), use)

    assert replace(usual, **{field: value}) == conditions_for(figure(name, value), use)


def test_the_shortest_segment_of_one_day_is_not_that_of_the_other():
    rules = figure("shortest_segment_solstice", 30.0)

    assert 5.0 == dwelling_conditions(rules).shortest_segment


@pytest.mark.parametrize(
    ("start", "end", "use", "band"),
    [
        (
            "great_cold_band_start",
            "great_cold_band_end",
            Use.RESIDENTIAL,
            (500.0, 940.0),
        ),
        ("solstice_band_start", "solstice_band_end", Use.SCHOOL, (500.0, 940.0)),
    ],
)
def test_the_band_of_each_day_is_a_figure(start, end, use, band):
    rules = profile(
        "".join(
            f'[[parameter]]\nid = "{name}"\nvalue = {value}\n'
            'clause = "art. 1"\nsource = "the text"\n'
            for name, value in ((start, band[0]), (end, band[1]))
        )
    )

    assert band == conditions_for(rules, use).band


@pytest.mark.parametrize(
    ("minutes", "outcome"), [(4.9, "PASS"), (5.0, "PASS"), (5.1, "FAIL")]
)
def test_the_change_that_counts_as_none_is_a_figure(minutes, outcome):
    rules = figure("unaffected_change", 5.0)
    lost = replace(DWELLING, minutes_after=100.0 - minutes)

    assert outcome == judge(rules, lost).outcome.value


# --- the profiles that are shipped ---------------------------------------------------


def test_the_table_of_shanghai_covers_a_half_turn_without_a_gap():
    rows = ruleset("shanghai-2016").settings.orientation_bands
    directions = sorted(d for row in rows for d in range(row.first, row.last + 1))

    assert list(range(-90, 91)) == directions
    bands = {(row.first, row.last): row.band for row in rows}
    for (first, last), (start, end) in bands.items():
        assert (1440.0 - end, 1440.0 - start) == bands[(-last, -first)]
    # degrees east of south: 9:00 to 15:00, 14:30, 13:30, 12:30, 11:30, 10:30
    assert [900.0, 870.0, 810.0, 750.0, 690.0, 630.0] == [
        next(row.band[1] for row in rows if row.first <= d <= row.last)
        for d in (15, 16, 31, 46, 61, 90)
    ]


def test_the_shipped_profiles_compute_what_they_ask_for():
    shanghai = dwelling_conditions(ruleset("shanghai-2016"))
    hangzhou = ruleset("hangzhou-old")
    beijing = ruleset("beijing-draft")
    national = dwelling_conditions(ruleset("gb50180-2018:zone-56"))

    assert (1, 11) == (shanghai.segments, len(shanghai.orientation_bands))
    assert (2, 3) == (
        dwelling_conditions(hangzhou).segments,
        conditions_for(hangzhou, Use.KINDERGARTEN).segments,
    )
    assert (12.0, FullWindowTest.ENDS) == (
        dwelling_conditions(beijing).sweep_angle,
        dwelling_conditions(beijing).full_window,
    )
    assert FullWindowTest.CENTRE is conditions_for(beijing, Use.SCHOOL).full_window
    assert SillPlane.FIXED is national.sill_plane


@pytest.mark.parametrize("name", ruleset_names())
def test_nothing_that_is_done_is_listed_as_unsupported(name):
    assert set() == {u.id for u in ruleset(name).unsupported} & set(SETTINGS)
