"""Facts that are refused, and the words of verdicts."""

import pytest

from sunlight.errors import InputError
from sunlight.kinds import LegalStatus, Use
from sunlight.rules import (
    HouseholdFacts,
    Outcome,
    Reason,
    Standing,
    Wording,
    judge_household,
    outcome_text,
    reason_text,
    ruleset,
    wording_text,
)


def household(
    *,
    before: float | None = 200.0,
    after: float | None = 200.0,
    rooms: int = 2,
    unmeasured: int = 0,
    because: tuple[Reason, ...] = (Reason.FLOOR_LEVEL_MISSING,),
) -> HouseholdFacts:
    return HouseholdFacts(
        unit="3#-101",
        building="3#",
        standing=Standing.OUTSIDE,
        use=Use.RESIDENTIAL,
        legal=LegalStatus.LAWFUL,
        habitable_rooms=rooms,
        minutes_before=before,
        minutes_after=after,
        unmeasured_windows=unmeasured,
        unmeasured_reasons=because,
    )


@pytest.mark.parametrize("minutes", [-0.1, 1440.1, float("nan"), float("inf")])
def test_minutes_that_no_day_has_are_refused_with_the_household(minutes):
    with pytest.raises(
        InputError, match=r"household '3#-101'\.minutes_after"
    ) as caught:
        household(after=minutes)
    assert "give None where nothing was measured" in str(caught.value)
    with pytest.raises(InputError, match=r"household '3#-101'\.minutes_before"):
        household(before=minutes)


def test_negative_counts_are_refused():
    with pytest.raises(InputError, match="habitable_rooms: -1 is not a count"):
        household(rooms=-1)
    with pytest.raises(InputError, match="unmeasured_windows: -1 is not a count"):
        household(unmeasured=-1)


def test_unmeasured_windows_need_a_reason():
    with pytest.raises(InputError, match="2 windows are unmeasured without a reason"):
        household(unmeasured=2, because=())


def test_tolerance_is_told_only_where_the_clause_knows_one():
    rules = ruleset()
    met = judge_household(rules, household())
    missed = judge_household(rules, household(before=100.0, after=99.0))
    assert (None, 120.0) == (met.tolerance, met.threshold)
    assert (3.0, 120.0) == (missed.tolerance, missed.threshold)
    assert ("min", "min") == (met.measure_unit, missed.measure_unit)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_outcome_wording_and_reason_has_words_of_its_own(lang):
    catalogues = (
        [outcome_text(outcome, lang) for outcome in Outcome],
        [wording_text(wording, lang) for wording in Wording],
        [reason_text(reason, lang) for reason in Reason],
    )
    for words in catalogues:
        assert len(words) == len(set(words))
    assert [""] == [w for words in catalogues for w in words if not w]


def test_chinese_wording_is_the_value_itself():
    assert [w.value for w in Wording] == [wording_text(w, "zh") for w in Wording]


def test_a_language_without_a_catalogue_is_refused():
    with pytest.raises(InputError, match="no catalogue in 'fr'; choose one of: zh, en"):
        wording_text(Wording.MEETS, "fr")


@pytest.mark.parametrize("minutes", [-1.0, float("nan"), float("inf")])
def test_what_is_not_a_duration_is_never_shown(minutes):
    (clause,) = ruleset().display
    with pytest.raises(InputError, match="is not a duration"):
        clause.function(minutes)
