"""The scope and assumed heights hold for every kind of unit."""

from dataclasses import replace

import pytest

from sunlight.kinds import LegalStatus, RoomKind, Use
from sunlight.rules import (
    Bounds,
    GroundFacts,
    HouseholdFacts,
    LandFacts,
    MeasuredRoom,
    Outcome,
    Reason,
    RoomFacts,
    ShareFacts,
    Standing,
    judge,
    ruleset,
)

HOUSEHOLD = HouseholdFacts(
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
ROOM = RoomFacts(
    unit="6#-201",
    building="6#",
    standing=Standing.OUTSIDE,
    use=Use.SCHOOL,
    kind=RoomKind.CLASSROOM,
    legal=LegalStatus.LAWFUL,
    minutes_before=300.0,
    minutes_after=300.0,
    unmeasured_windows=0,
)
SHARE = ShareFacts(
    unit="8#",
    standing=Standing.OUTSIDE,
    use=Use.DORMITORY,
    legal=LegalStatus.LAWFUL,
    rooms=(MeasuredRoom(id="1", minutes_before=300.0, minutes_after=300.0),),
)
GROUND = GroundFacts(
    unit="yard",
    standing=Standing.OUTSIDE,
    use=Use.KINDERGARTEN,
    legal=LegalStatus.LAWFUL,
    area=400.0,
    share_before=Bounds(lower=0.9, upper=0.9),
    share_after=Bounds(lower=0.9, upper=0.9),
)
UNITS = [pytest.param(f, id=f.counted_as) for f in (HOUSEHOLD, ROOM, SHARE, GROUND)]


@pytest.mark.parametrize("facts", UNITS)
def test_outside_the_scope_nothing_is_judged(facts):
    inside = judge(ruleset(), facts)
    outside = judge(ruleset(), replace(facts, in_scope=False))

    assert Outcome.PASS is inside.outcome
    assert (Outcome.NOT_APPLICABLE, "规程五(一)", (Reason.OUT_OF_SCOPE,)) == (
        outside.outcome,
        outside.clause,
        outside.reasons,
    )


@pytest.mark.parametrize("facts", UNITS)
def test_what_the_project_removes_is_not_owed_anything_rather_than_outside(facts):
    gone = replace(facts, standing=Standing.REMOVED, in_scope=False)

    assert (Reason.REMOVED,) == judge(ruleset(), gone).reasons


@pytest.mark.parametrize("facts", UNITS)
def test_an_unknown_scope_and_a_guessed_shader_withhold_the_verdict(facts):
    verdict = judge(
        ruleset(), replace(facts, in_scope=None, assumed_shaders=("S", "T"))
    )

    assert Outcome.NOT_JUDGED is verdict.outcome
    assert (Reason.SCOPE_UNKNOWN, Reason.SHADER_HEIGHT_ASSUMED) == verdict.reasons
    assert ("S", "T") == verdict.reason_buildings
    assert {"规程五(一)", "办法四", "规程四(二)"} == set(verdict.cited)


def test_land_is_brought_into_the_scope_by_its_plan():
    land = LandFacts(
        unit="plot A",
        planned_use=Use.RESIDENTIAL,
        area=100.0,
        share_before=None,
        share_after=None,
    )

    assert (True, ()) == (land.in_scope, land.assumed_shaders)
    assert (Reason.BUREAU_DISCRETION,) == judge(ruleset(), land).reasons


def test_a_profile_cites_the_clause_as_inherited():
    verdict = judge(ruleset("shanghai-2016"), replace(HOUSEHOLD, in_scope=False))

    assert "xinzhou-2022 规程五(一)" == verdict.clause
