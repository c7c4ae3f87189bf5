"""Properties of verdicts that hold for all facts."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from sunlight.kinds import LegalStatus, Use
from sunlight.rules import (
    Direction,
    HouseholdFacts,
    Outcome,
    Standing,
    Wording,
    judge_household,
    ruleset,
)
from sunlight.tolerances import THRESHOLD_NOISE_MIN

RANK = {Outcome.FAIL: 0, Outcome.NOT_JUDGED: 1, Outcome.PASS: 2}

near_thresholds = st.sampled_from([0.0, 96.9, 97.0, 100.0, 103.0, 117.0, 119.9, 120.0])
minutes = near_thresholds | st.floats(min_value=0.0, max_value=480.0)

any_facts = st.builds(
    HouseholdFacts,
    unit=st.just("3#-101"),
    building=st.just("3#"),
    standing=st.sampled_from(Standing),
    use=st.sampled_from(Use),
    legal=st.sampled_from(LegalStatus),
    habitable_rooms=st.integers(min_value=0, max_value=4),
    minutes_before=st.none() | minutes,
    minutes_after=st.none() | minutes,
    unmeasured_windows=st.integers(min_value=0, max_value=2),
    height_assumed=st.booleans(),
)

judged_dwellings = st.builds(
    HouseholdFacts,
    unit=st.just("3#-101"),
    building=st.just("3#"),
    standing=st.sampled_from([Standing.OWN_NEW, Standing.OUTSIDE, Standing.CONCURRENT]),
    use=st.just(Use.RESIDENTIAL),
    legal=st.just(LegalStatus.LAWFUL),
    habitable_rooms=st.integers(min_value=1, max_value=4),
    minutes_before=minutes,
    minutes_after=minutes,
    unmeasured_windows=st.integers(min_value=0, max_value=1),
)


@given(facts=any_facts)
def test_every_household_gets_exactly_one_verdict(facts):
    verdict = judge_household(ruleset(), facts)
    judged = verdict.outcome in {Outcome.PASS, Outcome.FAIL}
    assert judged == (verdict.reasons == ())
    assert judged == (verdict.wording is not Wording.NONE)
    assert judged == (verdict.margin is not None)


@given(facts=judged_dwellings, more=minutes)
def test_more_minutes_after_never_make_a_verdict_worse(facts, more):
    assume(facts.minutes_after is not None and more >= facts.minutes_after)
    less_sun = judge_household(ruleset(), facts)
    more_sun = judge_household(ruleset(), replace(facts, minutes_after=more))
    assert RANK[less_sun.outcome] <= RANK[more_sun.outcome]


@given(facts=judged_dwellings, more=minutes)
def test_more_minutes_before_never_make_a_verdict_better(facts, more):
    assume(facts.minutes_before is not None and more >= facts.minutes_before)
    had_less = judge_household(ruleset(), facts)
    had_more = judge_household(ruleset(), replace(facts, minutes_before=more))
    assert RANK[had_less.outcome] >= RANK[had_more.outcome]


@given(facts=judged_dwellings)
def test_margin_is_negative_exactly_where_a_household_fails(facts):
    verdict = judge_household(ruleset(), facts)
    assume(verdict.margin is not None)
    assert (verdict.outcome is Outcome.FAIL) == (verdict.margin < -THRESHOLD_NOISE_MIN)


@given(facts=judged_dwellings, better=minutes)
def test_a_judged_household_stays_so_when_the_missing_window_is_measured(facts, better):
    with_gap = judge_household(ruleset(), replace(facts, unmeasured_windows=1))
    assume(with_gap.outcome is not Outcome.NOT_JUDGED)
    completed = replace(
        facts,
        minutes_before=max(facts.minutes_before, better),
        minutes_after=max(facts.minutes_after, better),
        unmeasured_windows=0,
    )
    assert with_gap.outcome == judge_household(ruleset(), completed).outcome


@given(after=minutes, before=minutes)
def test_a_household_that_gains_never_fails_outside_the_project(before, after):
    assume(after >= before)
    facts = HouseholdFacts(
        unit="3#-101",
        building="3#",
        standing=Standing.OUTSIDE,
        use=Use.RESIDENTIAL,
        legal=LegalStatus.LAWFUL,
        habitable_rooms=1,
        minutes_before=before,
        minutes_after=after,
        unmeasured_windows=0,
    )
    verdict = judge_household(ruleset(), facts)
    assert (Outcome.PASS, False) == (
        verdict.outcome,
        verdict.direction is Direction.LOSS,
    )
