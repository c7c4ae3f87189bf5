"""Cases of units other than households, kept as TOML: below, at and above."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sunlight.kinds import LegalStatus, RoomKind, Use
from sunlight.rules import (
    Bounds,
    GroundFacts,
    HouseholdFacts,
    LandFacts,
    MeasuredRoom,
    RoomFacts,
    ShareFacts,
    Standing,
    judge,
    ruleset,
)

CASES = Path(__file__).parent / "cases"
NOT_MEASURED = -1
WORDS = ("outcome", "wording", "clause", "direction")
FIGURES = ("margin", "measured", "before", "threshold")
OTHERS = ("measure_unit", "decisive")


def load(name: str) -> list[Any]:
    text = (CASES / f"{name}.toml").read_text(encoding="utf-8")
    return [pytest.param(c, id=c["name"]) for c in tomllib.loads(text)["case"]]


def bounds(pair: list[float] | None) -> Bounds | None:
    return None if pair is None else Bounds(lower=pair[0], upper=pair[1])


def household(told: dict[str, Any]) -> HouseholdFacts:
    return HouseholdFacts(
        unit="3#-101",
        building="3#",
        standing=Standing(told["standing"]),
        use=Use.RESIDENTIAL,
        legal=LegalStatus.LAWFUL,
        habitable_rooms=2,
        minutes_before=told.get("before"),
        minutes_after=told.get("after"),
        unmeasured_windows=told.get("unmeasured", 0),
        renewal_document=told.get("renewal", ""),
    )


def room(told: dict[str, Any]) -> RoomFacts:
    return RoomFacts(
        unit="6#-201",
        building="6#",
        standing=Standing(told["standing"]),
        use=Use(told["use"]),
        kind=RoomKind(told["kind"]),
        legal=LegalStatus(told.get("legal", "lawful")),
        minutes_before=told.get("before"),
        minutes_after=told.get("after"),
        unmeasured_windows=told.get("unmeasured", 0),
        height_assumed=told.get("height_assumed", False),
    )


def share(told: dict[str, Any]) -> ShareFacts:
    rooms = []
    for number, (before, after, *waiting) in enumerate(told["rooms"], start=1):
        rooms.append(
            MeasuredRoom(
                id=str(number),
                minutes_before=None if before == NOT_MEASURED else before,
                minutes_after=None if after == NOT_MEASURED else after,
                unmeasured_windows=waiting[0] if waiting else 0,
            )
        )
    return ShareFacts(
        unit="8#",
        standing=Standing(told["standing"]),
        use=Use(told["use"]),
        legal=LegalStatus(told.get("legal", "lawful")),
        rooms=tuple(rooms),
        rooms_of_unknown_kind=told.get("unknown", 0),
        height_assumed=told.get("height_assumed", False),
    )


def ground(told: dict[str, Any]) -> GroundFacts:
    return GroundFacts(
        unit="yard",
        standing=Standing(told["standing"]),
        use=Use(told.get("use", "kindergarten")),
        legal=LegalStatus.LAWFUL,
        area=400.0,
        share_before=bounds(told.get("before")),
        share_after=bounds(told.get("after")),
        largest_loss=bounds(told.get("loss")),
        largest_gain=bounds(told.get("gain")),
        height_assumed=told.get("height_assumed", False),
    )


def land(told: dict[str, Any]) -> LandFacts:
    return LandFacts(
        unit="plot A",
        planned_use=Use(told["use"]),
        area=12000.0,
        share_before=bounds(told.get("before")),
        share_after=bounds(told.get("after")),
    )


MADE_BY = {
    "renewal": household,
    "rooms": room,
    "shares": share,
    "grounds": ground,
    "land": land,
}
ALL = [
    pytest.param(name, *case.values, id=f"{name}: {case.id}")
    for name in MADE_BY
    for case in load(name)
]


@pytest.mark.parametrize(("kind", "case"), ALL)
def test_verdict_is_as_the_case_says(kind, case):
    facts = MADE_BY[kind](case["facts"])
    expected = case["expected"]

    verdict = judge(ruleset(), facts)

    assert {k: expected[k] for k in WORDS} == {k: getattr(verdict, k) for k in WORDS}
    assert tuple(expected.get("reasons", ())) == verdict.reasons
    assert tuple(expected.get("notes", ())) == verdict.notes
    assert ("margin" in expected) == (verdict.margin is not None)
    for key in FIGURES:
        if key in expected:
            assert pytest.approx(expected[key], abs=1e-9) == getattr(verdict, key), key
    for key in OTHERS:
        if key in expected:
            assert expected[key] == getattr(verdict, key)
    if "cited" in expected:
        assert tuple(expected["cited"]) == verdict.cited
    assert (facts.unit, verdict.clause) == (verdict.unit, verdict.cited[0])


@pytest.mark.parametrize("use", ["dormitory", "hospital"])
def test_a_share_shows_what_it_counted_in_both_states(use):
    facts = share({"use": use, "standing": "outside", "rooms": [[120, 0], [9, 9, 1]]})

    tally = judge(ruleset(), facts).tally

    assert ("rooms", 2, 1) == (tally.measure_unit, tally.total, tally.needed)
    assert Bounds(lower=1, upper=2) == tally.before
    assert Bounds(lower=0, upper=1) == tally.after


def test_a_new_building_has_no_before_in_its_tally():
    facts = share({"use": "dormitory", "standing": "own_new", "rooms": [[-1, 120]]})

    assert judge(ruleset(), facts).tally.before is None


def test_unbuilt_land_shows_its_figures_without_a_need():
    facts = land({"use": "residential", "before": [0.9, 0.9], "after": [0.1, 0.2]})

    tally = judge(ruleset(), facts).tally

    assert (12000.0, None) == (tally.total, tally.needed)
    assert Bounds(lower=0.1, upper=0.2) == tally.after
