"""Facts of rooms, shares, grounds and land: what is refused, and what is noted."""

from dataclasses import replace

import pytest

from sunlight.errors import InputError
from sunlight.kinds import LegalStatus, RoomKind, Use
from sunlight.rules import (
    Bounds,
    GroundFacts,
    HouseholdFacts,
    LandFacts,
    MeasuredRoom,
    Note,
    Outcome,
    RoomFacts,
    ShareFacts,
    Standing,
    judge,
    judge_household,
    note_text,
    ruleset,
)

HALF = Bounds(lower=0.5, upper=0.5)
DWELLING = HouseholdFacts(
    unit="3#-101",
    building="3#",
    standing=Standing.OUTSIDE,
    use=Use.RESIDENTIAL,
    legal=LegalStatus.LAWFUL,
    habitable_rooms=2,
    minutes_before=200.0,
    minutes_after=119.0,
    unmeasured_windows=0,
)
GROUND = GroundFacts(
    unit="yard",
    standing=Standing.OUTSIDE,
    use=Use.KINDERGARTEN,
    legal=LegalStatus.LAWFUL,
    area=400.0,
    share_before=HALF,
    share_after=HALF,
)


@pytest.mark.parametrize(
    ("lower", "upper", "message"),
    [
        (-0.1, 0.5, "lower: -0.1 is not a bound"),
        (0.1, float("nan"), "upper: nan is not a bound"),
        (0.1, float("inf"), "upper: inf is not a bound"),
        (0.6, 0.5, "lower: lower 0.6 is above upper 0.5; swap them"),
    ],
)
def test_bounds_that_bound_nothing_are_refused(lower, upper, message):
    with pytest.raises(InputError, match=message):
        Bounds(lower=lower, upper=upper)


@pytest.mark.parametrize("minutes", [-0.1, 1440.1, float("nan")])
def test_minutes_that_no_day_has_are_refused_with_the_room(minutes):
    with pytest.raises(InputError, match=r"room '6#-201'\.minutes_after"):
        RoomFacts(
            unit="6#-201",
            building="6#",
            standing=Standing.OWN_NEW,
            use=Use.SCHOOL,
            kind=RoomKind.CLASSROOM,
            legal=LegalStatus.LAWFUL,
            minutes_before=None,
            minutes_after=minutes,
            unmeasured_windows=0,
        )
    with pytest.raises(InputError, match=r"room '201'\.minutes_before"):
        MeasuredRoom(id="201", minutes_before=minutes, minutes_after=0.0)


def test_a_room_is_counted_once():
    room = MeasuredRoom(id="201", minutes_before=None, minutes_after=0.0)
    with pytest.raises(InputError, match=r"building '8#'\.rooms\[1\]: .* listed twice"):
        ShareFacts(
            unit="8#",
            standing=Standing.OWN_NEW,
            use=Use.DORMITORY,
            legal=LegalStatus.LAWFUL,
            rooms=(room, room),
        )


@pytest.mark.parametrize("area", [0.0, -1.0, float("nan"), float("inf")])
def test_what_is_no_area_is_refused_with_the_ground_or_plot(area):
    with pytest.raises(InputError, match=r"ground 'yard'\.area"):
        replace(GROUND, area=area)
    with pytest.raises(InputError, match=r"land 'plot'\.area"):
        LandFacts(
            unit="plot",
            planned_use=Use.SCHOOL,
            area=area,
            share_before=None,
            share_after=None,
        )


def test_a_share_of_more_than_all_is_refused():
    with pytest.raises(InputError, match=r"ground 'yard'\.share_after: upper 1.1"):
        replace(GROUND, share_after=Bounds(lower=0.9, upper=1.1))


def test_what_is_no_record_of_facts_is_refused():
    with pytest.raises(InputError, match="str is not a record of facts"):
        judge(ruleset(), "3#-101")


def test_households_get_the_same_verdict_by_either_name():
    assert judge_household(ruleset(), DWELLING) == judge(ruleset(), DWELLING)


def test_a_compensation_agreement_is_recorded_and_changes_no_verdict():
    rules = ruleset()
    without = judge(rules, DWELLING)
    agreed = judge(rules, replace(DWELLING, compensation="协2025-3"))

    assert Outcome.FAIL is agreed.outcome
    assert (Note.COMPENSATION_RECORDED,) == agreed.notes
    assert (*without.cited, "办法八") == agreed.cited
    assert without == replace(agreed, notes=(), cited=without.cited)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_note_has_words_of_its_own(lang):
    words = [note_text(note, lang) for note in Note]

    assert all(words)
    assert len(words) == len(set(words))
