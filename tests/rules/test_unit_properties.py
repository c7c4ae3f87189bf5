"""Properties of verdicts on rooms, shares and grounds that hold for all facts."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sunlight.kinds import LegalStatus, RoomKind, Use
from sunlight.rules import (
    Bounds,
    CountingUnit,
    GroundFacts,
    LandFacts,
    MeasuredRoom,
    Outcome,
    RoomFacts,
    SettledIn,
    ShareFacts,
    Standing,
    judge,
    ruleset,
    standard_for,
    uses_with_standard,
    with_alternatives,
)

RANK = {Outcome.FAIL: 0, Outcome.NOT_JUDGED: 1, Outcome.PASS: 2}
RULES = ruleset()
VERDICT_READINGS = [r.id for r in RULES.readings if r.settled_in is SettledIn.VERDICT]

minutes = st.sampled_from([0.0, 96.9, 97.0, 100.0, 117.0, 119.9, 120.0, 180.0])
minutes |= st.floats(min_value=0.0, max_value=360.0)
known_or_not = st.none() | minutes
standings = st.sampled_from(Standing)
uses = st.sampled_from(Use)
papers = st.sampled_from(LegalStatus)


@st.composite
def bounds(draw, most=1.0):
    pair = sorted(draw(st.lists(st.floats(0.0, most), min_size=2, max_size=2)))
    return Bounds(lower=pair[0], upper=pair[1])


rooms = st.builds(
    RoomFacts,
    unit=st.just("6#-201"),
    building=st.just("6#"),
    standing=standings,
    use=uses,
    kind=st.sampled_from(RoomKind),
    legal=papers,
    minutes_before=known_or_not,
    minutes_after=known_or_not,
    unmeasured_windows=st.integers(0, 1),
    height_assumed=st.booleans(),
)
measured_rooms = st.lists(
    st.tuples(known_or_not, known_or_not, st.integers(0, 1)), max_size=6
).map(
    lambda told: tuple(
        MeasuredRoom(id=str(i), minutes_before=b, minutes_after=a, unmeasured_windows=w)
        for i, (b, a, w) in enumerate(told)
    )
)
shares = st.builds(
    ShareFacts,
    unit=st.just("8#"),
    standing=standings,
    use=uses,
    legal=papers,
    rooms=measured_rooms,
    rooms_of_unknown_kind=st.integers(0, 1),
    height_assumed=st.booleans(),
)
grounds = st.builds(
    GroundFacts,
    unit=st.just("yard"),
    standing=standings,
    use=uses,
    legal=papers,
    area=st.just(400.0),
    share_before=st.none() | bounds(),
    share_after=st.none() | bounds(),
    largest_loss=st.none() | bounds(most=100.0),
    largest_gain=st.none() | bounds(most=100.0),
)
plots = st.builds(
    LandFacts,
    unit=st.just("plot"),
    planned_use=uses,
    area=st.just(900.0),
    share_before=st.none() | bounds(),
    share_after=st.none() | bounds(),
)
counted_shares = st.builds(
    ShareFacts,
    unit=st.just("8#"),
    standing=st.sampled_from([Standing.OWN_NEW, Standing.OUTSIDE]),
    use=st.sampled_from([Use.DORMITORY, Use.HOSPITAL]),
    legal=st.just(LegalStatus.LAWFUL),
    rooms=measured_rooms,
)


@given(
    facts=rooms | shares | grounds | plots, reading=st.sampled_from(VERDICT_READINGS)
)
def test_every_unit_gets_exactly_one_verdict_by_every_reading(facts, reading):
    for rules in (RULES, with_alternatives(RULES, reading)):
        verdict = judge(rules, facts)
        judged = verdict.outcome in {Outcome.PASS, Outcome.FAIL}
        assert judged == (verdict.reasons == ())
        assert judged == (verdict.margin is not None)
        assert verdict.clause == verdict.cited[0]
        assert len(verdict.cited) == len(set(verdict.cited))


@given(facts=plots)
def test_unbuilt_land_neither_passes_nor_fails(facts):
    assert judge(RULES, facts).outcome in {Outcome.NOT_JUDGED, Outcome.NOT_APPLICABLE}


@given(facts=rooms | shares | grounds)
def test_margin_is_negative_exactly_where_a_unit_fails(facts):
    verdict = judge(RULES, facts)
    if verdict.margin is not None:
        assert (verdict.outcome is Outcome.FAIL) == (verdict.margin < -1e-6) or (
            verdict.measure_unit == "share" and abs(verdict.margin) <= 1e-6
        )


@given(facts=counted_shares, index=st.integers(0, 5), more=st.floats(0.0, 360.0))
def test_more_sun_after_in_one_room_never_makes_a_share_worse(facts, index, more):
    if index >= len(facts.rooms) or facts.rooms[index].minutes_after is None:
        return
    room = facts.rooms[index]
    lit = replace(room, minutes_after=max(room.minutes_after, more))
    better = replace(
        facts, rooms=(*facts.rooms[:index], lit, *facts.rooms[index + 1 :])
    )

    assert RANK[judge(RULES, facts).outcome] <= RANK[judge(RULES, better).outcome]


@given(facts=counted_shares, found=st.lists(minutes, min_size=6, max_size=6))
def test_a_judged_share_stays_so_whatever_the_missing_rooms_turn_out_to_have(
    facts, found
):
    verdict = judge(RULES, facts)
    if verdict.outcome is Outcome.NOT_JUDGED:
        return
    completed = replace(
        facts,
        rooms=tuple(
            replace(
                room,
                minutes_before=max(room.minutes_before or 0.0, extra)
                if room.unmeasured_windows or room.minutes_before is None
                else room.minutes_before,
                minutes_after=max(room.minutes_after or 0.0, extra)
                if room.unmeasured_windows or room.minutes_after is None
                else room.minutes_after,
                unmeasured_windows=0,
            )
            for room, extra in zip(facts.rooms, found, strict=False)
        ),
    )

    assert verdict.outcome is judge(RULES, completed).outcome


@given(facts=grounds, part=st.floats(0.0, 1.0))
def test_a_judged_ground_stays_so_wherever_between_its_bounds_the_truth_lies(
    facts, part
):
    verdict = judge(RULES, facts)
    if verdict.outcome is Outcome.NOT_JUDGED:
        return

    def truth(share):
        if share is None:
            return None
        value = min(share.lower + part * share.gap, share.upper)
        return Bounds(lower=value, upper=value)

    exact = replace(
        facts,
        share_before=truth(facts.share_before),
        share_after=truth(facts.share_after),
        largest_loss=truth(facts.largest_loss),
        largest_gain=truth(facts.largest_gain),
    )

    assert verdict.outcome is judge(RULES, exact).outcome


def test_every_use_is_judged_by_its_own_unit():
    for use in uses_with_standard(RULES):
        unit = standard_for(RULES, use).unit
        facts = RoomFacts(
            unit="r",
            building="b",
            standing=Standing.OWN_NEW,
            use=use,
            kind=next(iter(standard_for(RULES, use).rooms)),
            legal=LegalStatus.LAWFUL,
            minutes_before=None,
            minutes_after=360.0,
            unmeasured_windows=0,
        )
        passes = judge(RULES, facts).outcome is Outcome.PASS
        assert (unit is CountingUnit.ROOM) == passes
