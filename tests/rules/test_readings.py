"""The other reading of a sentence: what it turns, and what it does not."""

from dataclasses import replace

import pytest

from sunlight.errors import InputError
from sunlight.kinds import LegalStatus, Use
from sunlight.rules import (
    Bounds,
    GroundFacts,
    HouseholdFacts,
    MeasuredRoom,
    Outcome,
    Reason,
    SettledIn,
    ShareFacts,
    Standing,
    Wording,
    flips,
    judge,
    minutes_to_flip,
    ruleset,
    with_alternatives,
)

DWELLING = HouseholdFacts(
    unit="3#-101",
    building="3#",
    standing=Standing.OUTSIDE,
    use=Use.RESIDENTIAL,
    legal=LegalStatus.LAWFUL,
    habitable_rooms=2,
    minutes_before=300.0,
    minutes_after=300.0,
    unmeasured_windows=0,
)


def dwelling(before: float, after: float) -> HouseholdFacts:
    return replace(DWELLING, minutes_before=before, minutes_after=after)


def building(use: Use, *rooms: tuple[float, float]) -> ShareFacts:
    return ShareFacts(
        unit="8#",
        standing=Standing.OUTSIDE,
        use=use,
        legal=LegalStatus.LAWFUL,
        rooms=tuple(
            MeasuredRoom(id=str(i), minutes_before=before, minutes_after=after)
            for i, (before, after) in enumerate(rooms)
        ),
    )


def ground(before: float, after: float, loss: float) -> GroundFacts:
    return GroundFacts(
        unit="yard",
        standing=Standing.OUTSIDE,
        use=Use.KINDERGARTEN,
        legal=LegalStatus.LAWFUL,
        area=400.0,
        share_before=Bounds(lower=before, upper=before),
        share_after=Bounds(lower=after, upper=after),
        largest_loss=Bounds(lower=loss, upper=loss),
    )


def turned(facts) -> dict[str, Outcome]:
    return {f.reading.id: f.alternative.outcome for f in flips(ruleset(), facts)}


@pytest.mark.parametrize(
    ("facts", "reading", "chosen", "alternative"),
    [
        pytest.param(
            dwelling(120.0, 118.0),
            "equal_to_standard",
            Outcome.FAIL,
            Outcome.PASS,
            id="120 before: not more than the standard, so a loss of 2 is no effect",
        ),
        pytest.param(
            dwelling(100.9, 97.0),
            "exact_minutes",
            Outcome.FAIL,
            Outcome.PASS,
            id="100.9 - 97 = 3.9 > 3, but 100 - 97 = 3 in whole minutes",
        ),
        pytest.param(
            replace(DWELLING, legal=LegalStatus.BLANK),
            "papers_blank",
            Outcome.NOT_JUDGED,
            Outcome.PASS,
            id="papers left blank",
        ),
        pytest.param(
            building(Use.DORMITORY, (200.0, 120.0), (200.0, 0.0)),
            "half_is_enough",
            Outcome.PASS,
            Outcome.FAIL,
            id="1 of 2 rooms is half, not more than half",
        ),
        pytest.param(
            building(Use.HOSPITAL, (200.0, 200.0)),
            "ward_figure",
            Outcome.PASS,
            Outcome.NOT_JUDGED,
            id="wards have no national figure in force",
        ),
        pytest.param(
            building(Use.DORMITORY, (300.0, 240.0), (0.0, 0.0), (0.0, 0.0)),
            "share_below_standard",
            Outcome.PASS,
            Outcome.FAIL,
            id="a room loses 60 and still meets the standard",
        ),
        pytest.param(
            ground(0.4, 0.39, 2.0),
            "ground_below_standard",
            Outcome.PASS,
            Outcome.FAIL,
            id="no point loses over 3 min, but the share falls",
        ),
        pytest.param(
            ground(0.4, 0.4, 10.0),
            "ground_below_standard",
            Outcome.FAIL,
            Outcome.PASS,
            id="a point loses 10 min, but the share does not fall",
        ),
    ],
)
def test_the_other_reading_turns_the_outcome(facts, reading, chosen, alternative):
    other = with_alternatives(ruleset(), reading)

    assert chosen is judge(ruleset(), facts).outcome
    assert alternative is judge(other, facts).outcome
    assert {reading: alternative} == turned(facts)


def test_119_minutes_are_not_lifted_to_120_by_any_reading():
    assert {} == turned(dwelling(300.0, 119.0))


def test_exactly_half_of_a_ground_is_not_more_than_half():
    facts = replace(ground(0.9, 0.5, 0.0), standing=Standing.OWN_NEW)

    assert {"half_is_enough": Outcome.FAIL} == turned(facts)


def test_readings_of_gains_change_the_word_and_never_the_outcome():
    lifted = with_alternatives(ruleset(), "lifted_to_standard")
    gain = with_alternatives(ruleset(), "gain_below_standard")

    assert Wording.AFFECTED_GAIN is judge(lifted, dwelling(100.0, 130.0)).wording
    assert Wording.NO_EFFECT is judge(gain, dwelling(50.0, 90.0)).wording
    assert {} == turned(dwelling(100.0, 130.0))
    assert {} == turned(dwelling(50.0, 90.0))


def test_a_reading_that_is_taken_is_no_flip_of_itself():
    rules = with_alternatives(ruleset(), "half_is_enough")
    facts = building(Use.DORMITORY, (200.0, 120.0), (200.0, 0.0))

    assert () == flips(rules, facts)


def test_alternatives_add_up_and_leave_the_rules_as_they_were():
    rules = ruleset()
    one = with_alternatives(rules, "half_is_enough")
    two = with_alternatives(one, "papers_blank")

    assert {"half_is_enough", "papers_blank"} == two.values.alternatives
    assert frozenset() == rules.values.alternatives


def test_an_unknown_reading_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match="no reading 'half'; known are: arc_base"):
        with_alternatives(ruleset(), "half")


def test_every_reading_of_verdicts_is_looked_at_by_some_clause():
    sensitive = {
        "equal_to_standard",
        "exact_minutes",
        "gain_below_standard",
        "ground_below_standard",
        "half_is_enough",
        "kindergarten_storeys",
        "lifted_to_standard",
        "papers_blank",
        "share_below_standard",
        "unbuilt_land",
        "ward_figure",
    }
    listed = {r.id for r in ruleset().readings if r.settled_in is SettledIn.VERDICT}
    assert sensitive == listed


def test_a_share_of_which_no_point_loses_anything_stays_though_its_bounds_overlap():
    rules = with_alternatives(ruleset(), "ground_below_standard")
    facts = replace(
        ground(0.4, 0.4, 0.0),
        share_before=Bounds(lower=0.39, upper=0.41),
        share_after=Bounds(lower=0.39, upper=0.41),
    )
    lost = replace(facts, largest_loss=Bounds(lower=0.0, upper=0.1))

    verdict = judge(rules, facts)

    assert (Outcome.PASS, Wording.NO_EFFECT, 0.0) == (
        verdict.outcome,
        verdict.wording,
        verdict.margin,
    )
    assert Outcome.NOT_JUDGED is judge(rules, lost).outcome


def test_a_share_that_neither_surely_falls_nor_surely_stays_is_open():
    rules = with_alternatives(ruleset(), "ground_below_standard")
    facts = replace(
        ground(0.4, 0.4, 5.0),
        share_before=Bounds(lower=0.39, upper=0.41),
        share_after=Bounds(lower=0.40, upper=0.42),
    )

    verdict = judge(rules, facts)

    assert (Outcome.NOT_JUDGED, (Reason.BOUNDS_OPEN,)) == (
        verdict.outcome,
        verdict.reasons,
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(300.0, 118.5, 1.5), (300.0, 120.0, 0.0), (100.0, 96.0, 1.0), (100.0, 98.0, 1.0)],
)
def test_minutes_to_flip_is_the_distance_to_the_threshold(before, after, expected):
    verdict = judge(ruleset(), dwelling(before, after))

    assert pytest.approx(expected, abs=1e-9) == minutes_to_flip(verdict)


def test_what_is_not_judged_by_minutes_has_no_minutes_to_flip():
    rooms = judge(ruleset(), building(Use.DORMITORY, (200.0, 200.0)))
    nothing = judge(ruleset(), replace(DWELLING, use=Use.OTHER))

    assert (None, None) == (minutes_to_flip(rooms), minutes_to_flip(nothing))
