"""Unbuilt land by the reading that judges it by its planned use, kept as TOML."""

import tomllib
from pathlib import Path

import pytest

from sunlight.kinds import Use
from sunlight.rules import Bounds, LandFacts, judge, ruleset, with_alternatives

CASES = Path(__file__).parent / "cases" / "land_by_use.toml"
FIGURES = ("margin", "measured", "before", "threshold")


def bounds(pair):
    return None if pair is None else Bounds(lower=pair[0], upper=pair[1])


@pytest.mark.parametrize(
    "case",
    tomllib.loads(CASES.read_text(encoding="utf-8"))["case"],
    ids=lambda case: case["name"],
)
def test_land_is_judged_by_its_planned_use_as_the_case_says(case):
    told, expected = case["facts"], case["expected"]
    facts = LandFacts(
        unit="plot A",
        planned_use=Use(told["use"]),
        area=12000.0,
        share_before=bounds(told.get("before")),
        share_after=bounds(told.get("after")),
    )

    verdict = judge(with_alternatives(ruleset(), "unbuilt_land"), facts)

    words = ("outcome", "wording", "clause", "direction", "measure_unit")
    assert {k: expected[k] for k in words} == {k: getattr(verdict, k) for k in words}
    assert tuple(expected.get("reasons", ())) == verdict.reasons
    assert {k: expected.get(k) for k in FIGURES} == {
        k: value if value is None else pytest.approx(value, abs=1e-9)
        for k in FIGURES
        for value in [getattr(verdict, k)]
    }


@pytest.mark.parametrize("use", [Use.OTHER, Use.UNKNOWN])
def test_land_without_a_standard_is_not_judged_by_it(use):
    facts = LandFacts(
        unit="plot A",
        planned_use=use,
        area=12000.0,
        share_before=None,
        share_after=None,
    )
    rules = with_alternatives(ruleset(), "unbuilt_land")

    assert judge(ruleset(), facts) == judge(rules, facts)
