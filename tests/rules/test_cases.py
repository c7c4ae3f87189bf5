"""Cases kept as TOML: per threshold one below, one at, one above."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sunlight.kinds import LegalStatus, Use
from sunlight.rules import HouseholdFacts, Standing, judge_household, ruleset

CASES = Path(__file__).parent / "cases"
NOT_FIGURES = {"outcome", "wording", "clause", "direction"}


def load(*names: str) -> list[Any]:
    read = []
    for name in names:
        text = (CASES / f"{name}.toml").read_text(encoding="utf-8")
        read += [pytest.param(c, id=c["name"]) for c in tomllib.loads(text)["case"]]
    return read


def facts_of(told: dict[str, Any]) -> HouseholdFacts:
    return HouseholdFacts(
        unit="3#-101",
        building="3#",
        standing=Standing(told["standing"]),
        use=Use(told.get("use", "residential")),
        legal=LegalStatus(told.get("legal", "lawful")),
        habitable_rooms=told.get("habitable", 2),
        minutes_before=told.get("before"),
        minutes_after=told.get("after"),
        unmeasured_windows=told.get("unmeasured", 0),
        height_assumed=told.get("height_assumed", False),
        in_scope=None
        if told.get("in_scope") == "unknown"
        else told.get("in_scope", True),
        assumed_shaders=tuple(told.get("shaders", ())),
    )


@pytest.mark.parametrize(
    "case", load("new_dwellings", "outside_dwellings", "applicability", "scope")
)
def test_verdict_is_as_the_case_says(case):
    verdict = judge_household(ruleset(), facts_of(case["facts"]))
    expected = case["expected"]
    found = {key: getattr(verdict, key) for key in NOT_FIGURES}
    assert {key: expected[key] for key in NOT_FIGURES} == found
    assert tuple(expected.get("reasons", ())) == verdict.reasons
    if "margin" in expected:
        assert pytest.approx(expected["margin"], abs=1e-9) == verdict.margin
    else:
        assert verdict.margin is None
    if "cited" in expected:
        assert tuple(expected["cited"]) == verdict.cited


@pytest.mark.parametrize(
    "case", load("new_dwellings", "outside_dwellings", "applicability", "scope")
)
def test_verdict_repeats_the_facts_that_it_rests_on(case):
    facts = facts_of(case["facts"])
    verdict = judge_household(ruleset(), facts)
    assert (facts.unit, facts.minutes_before, facts.minutes_after) == (
        verdict.unit,
        verdict.before,
        verdict.measured,
    )
    assert verdict.cited[0] == verdict.clause


@pytest.mark.parametrize("case", load("whole_minutes"))
def test_whole_minutes_are_shown_as_the_case_says(case):
    (clause,) = ruleset().display
    assert case["shown"] == clause.function(case["minutes"])


def test_every_case_has_its_arithmetic_and_a_name_of_its_own():
    names = [path.stem for path in sorted(CASES.glob("*.toml"))]
    cases = [param.values[0] for param in load(*names)]
    assert all(case["why"] for case in cases)
    assert len(cases) == len({case["name"] for case in cases})
