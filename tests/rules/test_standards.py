"""The standard of each use, and what it makes the calculation do."""

import pytest

from sunlight.conditions import Conditions, GivenDeclination, OwnPlates, StandardDay
from sunlight.errors import InputError
from sunlight.kinds import HABITABLE_ROOMS, RoomKind, Use
from sunlight.rules import (
    CountingUnit,
    conditions_for,
    dwelling_conditions,
    ground_conditions,
    ground_standard,
    ruleset,
    standard_for,
    uses_with_standard,
    with_alternatives,
)

GREAT_COLD = (StandardDay.GREAT_COLD, (480.0, 960.0))
SOLSTICE = (StandardDay.WINTER_SOLSTICE, (540.0, 900.0))


@pytest.mark.parametrize(
    ("use", "unit", "day_and_band", "minutes", "share", "clause"),
    [
        (Use.RESIDENTIAL, "household", GREAT_COLD, 120.0, 1.0, "规程四(一)1"),
        (Use.DORMITORY, "building", GREAT_COLD, 120.0, 0.5, "规程四(一)2"),
        (Use.KINDERGARTEN, "room", SOLSTICE, 180.0, 1.0, "规程四(一)3"),
        (Use.ELDERLY, "room", SOLSTICE, 120.0, 1.0, "规程四(一)4"),
        (Use.SCHOOL, "room", SOLSTICE, 120.0, 1.0, "规程四(一)5"),
        (Use.HOSPITAL, "building", SOLSTICE, 120.0, 0.5, "规程四(一)6"),
    ],
)
def test_each_use_has_its_day_minutes_and_unit(
    use, unit, day_and_band, minutes, share, clause
):
    found = standard_for(ruleset(), use)

    assert (CountingUnit(unit), clause) == (found.unit, found.clause)
    assert (*day_and_band, minutes, share) == (
        found.day,
        found.band,
        found.minutes,
        found.share,
    )


def test_rooms_that_count_are_those_the_clause_names():
    rules = ruleset()
    assert HABITABLE_ROOMS == standard_for(rules, Use.ELDERLY).rooms
    assert {RoomKind.CLASSROOM} == standard_for(rules, Use.SCHOOL).rooms
    assert {RoomKind.ACTIVITY_ROOM} == standard_for(rules, Use.KINDERGARTEN).rooms
    assert {RoomKind.WARD} == standard_for(rules, Use.HOSPITAL).rooms


def test_only_the_figures_of_wards_are_unverified():
    rules = ruleset()
    unverified = [
        use
        for use in uses_with_standard(rules)
        if not standard_for(rules, use).verified
    ]
    assert [Use.HOSPITAL] == unverified


def test_play_grounds_have_a_standard_of_their_own():
    found = ground_standard(ruleset())

    assert (CountingUnit.GROUND, Use.KINDERGARTEN) == (found.unit, found.use)
    assert (*SOLSTICE, 120.0, 0.5) == (
        found.day,
        found.band,
        found.minutes,
        found.share,
    )


@pytest.mark.parametrize("use", [Use.OTHER, Use.UNKNOWN])
def test_a_use_without_a_standard_is_refused_with_those_that_have_one(use):
    with pytest.raises(InputError) as caught:
        standard_for(ruleset(), use)
    assert "residential, dormitory, kindergarten" in str(caught.value)
    with pytest.raises(InputError, match="no sunlight standard"):
        conditions_for(ruleset(), use)


def test_conditions_of_a_school_are_those_of_the_winter_solstice():
    expected = Conditions(
        day=StandardDay.WINTER_SOLSTICE,
        band=(540.0, 900.0),
        shortest_segment=5.0,
        sill_minimum=0.9,
        counted_width=1.80,
    )
    assert expected == conditions_for(ruleset(), Use.SCHOOL)


def test_dormitories_are_measured_like_dwellings():
    rules = ruleset()
    assert dwelling_conditions(rules) == conditions_for(rules, Use.DORMITORY)


def test_declination_and_reading_of_own_plates_pass_into_the_conditions():
    typed_in = GivenDeclination(declination=-23.0)
    rules = with_alternatives(ruleset(), "own_plates")
    found = conditions_for(rules, Use.SCHOOL, declination=typed_in)
    assert (typed_in, OwnPlates.COUNTED) == (found.declination, found.own_plates)


def test_no_plate_is_left_out_for_a_play_ground():
    typed_in = GivenDeclination(declination=-23.0)
    found = ground_conditions(ruleset(), declination=typed_in)

    assert (OwnPlates.COUNTED, typed_in) == (found.own_plates, found.declination)
    assert (540.0, 900.0) == found.band
