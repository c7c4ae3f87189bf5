"""Editions, their days, their figures, and what they make the calculation do."""

import datetime as dt
import pickle

import pytest

from sunlight.conditions import (
    Conditions,
    FullWindowTest,
    GivenDeclination,
    OwnPlates,
    SolarTermInstant,
    StandardDay,
)
from sunlight.errors import InputError, NotInForceError
from sunlight.rules import (
    dwelling_conditions,
    in_force,
    narrower_than_minimum,
    ruleset,
    ruleset_names,
    rulesets_in_force,
    with_alternatives,
)

FIRST = dt.date(2022, 4, 1)
LAST = dt.date(2027, 3, 31)


def days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=i) for i in range((last - first).days + 1)]


def test_each_day_has_exactly_one_edition_in_force_and_none_outside():
    for day in days(dt.date(2022, 3, 25), dt.date(2027, 4, 5)):
        expected = ("xinzhou-2022",) if FIRST <= day <= LAST else ()
        assert expected == tuple(r.name for r in rulesets_in_force(day)), day


def test_each_day_in_force_has_each_clause_and_each_figure_exactly_once():
    clauses = ruleset(on=FIRST).clause_ids
    figures = set(ruleset(on=FIRST).values.by_id)
    for day in days(FIRST, LAST):
        rules = ruleset(on=day)
        assert (clauses, figures) == (rules.clause_ids, set(rules.values.by_id)), day
    assert len(clauses) == len(set(clauses))


def test_clauses_of_this_edition_are_these():
    expected = {
        "规程四(一)",
        "规程四(一)1",
        "规程四(一)2",
        "规程四(一)3",
        "规程四(一)4",
        "规程四(一)5",
        "规程四(一)6",
        "规程四(二)",
        "规程四(三)",
        "规程六(一)",
        "规程六(三)",
        "规程六(四)",
        "规程六(五)",
        "规程六(六)",
        "规程五(一)",
        "规程六(七)",
        "规程六(九)1",
        "规程六(九)2",
        "规程六(九)3",
        "规程七(二)",
        "规程七(四)",
        "规程七(五)",
        "规程八",
        "办法四",
        "办法八",
    }
    assert expected == set(ruleset().clause_ids)


def test_first_and_last_day_are_in_force_and_their_neighbours_are_not():
    rules = ruleset()
    found = [
        in_force(rules, day)
        for day in (
            FIRST - dt.timedelta(days=1),
            FIRST,
            LAST,
            LAST + dt.timedelta(days=1),
        )
    ]
    assert [False, True, True, False] == found
    assert (FIRST, LAST) == (rules.in_force_from, rules.in_force_until)


@pytest.mark.parametrize("day", [dt.date(2022, 3, 31), dt.date(2027, 4, 1)])
def test_rules_asked_for_outside_their_dates_are_refused_with_the_dates(day):
    with pytest.raises(
        NotInForceError, match=f"2022-04-01 to 2027-03-31, not on {day}"
    ):
        ruleset(on=day)


def test_unknown_rules_are_refused_with_the_near_name_and_all_known():
    with pytest.raises(InputError) as caught:
        ruleset("xinzou-2022")
    message = str(caught.value)
    assert "did you mean 'xinzhou-2022'?" in message
    assert "known are: beijing-draft, " in message
    assert "rules" == caught.value.where


def test_unknown_rules_far_from_any_name_get_no_suggestion():
    with pytest.raises(InputError) as caught:
        ruleset("上海")
    assert "did you mean" not in str(caught.value)


def test_a_datetime_is_refused_where_a_date_is_wanted():
    moment = dt.datetime(2023, 1, 1, tzinfo=dt.UTC)
    with pytest.raises(InputError, match="not a plain date"):
        ruleset(on=moment)
    with pytest.raises(InputError, match="not a plain date"):
        in_force(ruleset(), moment)


def test_every_figure_cites_a_clause_and_has_a_source():
    for parameter in ruleset().parameters:
        assert parameter.clause.startswith(("规程", "办法")), parameter.id
        assert parameter.source, parameter.id
        assert parameter.term_zh, parameter.id
        assert parameter.term_en, parameter.id
        assert (FIRST, LAST) == (parameter.valid_from, parameter.valid_until)
        assert parameter.confidence == "read" or parameter.confidence.startswith(
            "unverified: "
        ), parameter.id


def test_figures_from_the_national_standard_are_marked_as_not_verified():
    values = ruleset().values
    assert "unverified: GB/T 50947-2014 not read" == (
        values.parameter("counted_width").confidence
    )
    unverified = {
        p.id for p in ruleset().parameters if p.confidence.startswith("unverified")
    }
    assert {
        "counted_width",
        "minimum_opening_width",
        "city_latitude",
        "city_longitude",
        "solstice_band_start",
        "solstice_band_end",
        "hospital_day",
        "hospital_minutes",
        "ground_gap",
        "bay_base_plane",
        "arc_base_plane",
        "enclosed_balcony_plane",
        "east_west_limit_deg",
    } == unverified


def test_every_reading_names_its_clause_choice_and_alternative():
    readings = ruleset().readings
    assert len(readings) == len({reading.id for reading in readings})
    for reading in readings:
        assert reading.clause.startswith("规程"), reading.id
        assert all(
            (
                reading.chosen_zh,
                reading.chosen_en,
                reading.alternative_zh,
                reading.alternative_en,
            )
        )


def test_conditions_of_dwellings_are_those_of_the_text():
    expected = Conditions(
        day=StandardDay.GREAT_COLD,
        band=(480.0, 960.0),
        shortest_segment=5.0,
        sill_minimum=0.9,
        counted_width=1.80,
        declination=SolarTermInstant(base_year=2001),
        full_window=FullWindowTest.ENDS,
        own_plates=OwnPlates.IGNORED,
    )
    assert expected == dwelling_conditions(ruleset())


def test_declination_and_reading_of_own_plates_pass_into_the_conditions():
    typed_in = GivenDeclination(declination=-20.0)
    rules = with_alternatives(ruleset(), "own_plates")
    found = dwelling_conditions(rules, declination=typed_in)
    assert (typed_in, OwnPlates.COUNTED) == (found.declination, found.own_plates)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        pytest.param(0.59, True, id="below"),
        pytest.param(0.60, False, id="at"),
        pytest.param(1.30 - 0.70, False, id="at, up to rounding"),
        pytest.param(0.61, False, id="above"),
    ],
)
def test_a_window_is_narrow_below_the_national_minimum_only(width, expected):
    assert expected == narrower_than_minimum(ruleset(), width=width)


@pytest.mark.parametrize("width", [0.0, -1.0, float("nan")])
def test_a_width_that_is_none_is_refused(width):
    with pytest.raises(InputError, match="not a width"):
        narrower_than_minimum(ruleset(), width=width)


def test_city_point_is_that_of_the_profile():
    rules = ruleset()
    assert (38.42, 112.73) == (rules.latitude, rules.longitude)


def test_profile_hash_is_a_sha256_and_the_same_on_every_day():
    expected = ruleset().profile_hash
    assert 64 == len(expected)
    assert {expected} == {ruleset(on=day).profile_hash for day in (FIRST, LAST)}


def test_rules_survive_the_way_to_another_process():
    rules = ruleset()
    assert rules == pickle.loads(pickle.dumps(rules))


def test_rules_without_a_name_are_the_edition_that_is_built_in():
    assert "xinzhou-2022" in ruleset_names()
    assert ruleset("xinzhou-2022") == ruleset()
    assert ("", "xinzhou-2022", ()) == (
        ruleset().inherits,
        ruleset().edition,
        ruleset().unsupported,
    )
