"""Who is a receiver at all: cases kept as TOML, and the planes of windows."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sunlight.conditions import BasePlane, CornerWindow, UnlawfulBuildings
from sunlight.errors import InputError, RuleError
from sunlight.kinds import LegalStatus, MainSide, Status, Use
from sunlight.rules import (
    CourtyardFacts,
    HouseholdFacts,
    SideFacts,
    Standing,
    dwelling_conditions,
    judge,
    ruleset,
    with_alternatives,
)

CASES = Path(__file__).parent / "cases"


def load(name: str) -> list[Any]:
    text = (CASES / f"{name}.toml").read_text(encoding="utf-8")
    return [pytest.param(c, id=c["name"]) for c in tomllib.loads(text)["case"]]


def sides(told: dict[str, Any]) -> SideFacts:
    return SideFacts(
        building="5#",
        status=Status(told.get("status", "existing")),
        use=Use(told.get("use", "residential")),
        east=told["east"],
        west=told["west"],
        south=told.get("south", 0),
        east_width=told.get("east_width", 0.0),
        west_width=told.get("west_width", 0.0),
        settled=MainSide(told["settled"]) if "settled" in told else None,
    )


def yard(told: dict[str, Any]) -> CourtyardFacts:
    return CourtyardFacts(building="Y1", **{"main_house": True, **told})


@pytest.mark.parametrize("case", load("orientation"))
def test_the_main_side_is_as_the_case_says(case):
    rules = with_alternatives(ruleset(), *case.get("readings", ()))
    (clause,) = rules.sides
    choice = clause.function(sides(case["facts"]), rules.values)
    main = "none" if choice is None else (choice.main or "both")

    assert case["expected"]["main"] == main
    settled = choice is not None and choice.settled
    assert case["expected"].get("settled", False) == settled


@pytest.mark.parametrize("case", load("courtyards"))
def test_a_courtyard_counts_as_the_case_says(case):
    (clause,) = ruleset().courtyards
    count = clause.function(yard(case["facts"]), ruleset().values)

    assert case["expected"].get("dwellings") == count.dwellings
    assert tuple(case["expected"].get("missing", ())) == count.missing


@pytest.mark.parametrize("case", load("receivers"))
def test_a_household_is_a_receiver_as_the_case_says(case):
    told, expected = case["facts"], case["expected"]
    facts = HouseholdFacts(
        unit="5#-0101",
        building="5#",
        standing=Standing.OUTSIDE,
        use=Use.RESIDENTIAL,
        legal=LegalStatus(told.get("legal", "lawful")),
        habitable_rooms=2,
        minutes_before=told["before"],
        minutes_after=told["after"],
        unmeasured_windows=0,
        secondary_side_only=told.get("secondary", False),
        courtyard=yard(told["yard"]) if "yard" in told else None,
        lowest_storey=told.get("lowest"),
    )
    verdict = judge(ruleset(), facts)

    assert (expected["outcome"], expected["clause"], tuple(expected["reasons"])) == (
        verdict.outcome,
        verdict.clause,
        verdict.reasons,
    )


def test_a_negative_number_of_rooms_is_refused():
    with pytest.raises(InputError, match="not a count"):
        sides({"east": -1, "west": 2})


def test_the_planes_of_window_kinds_are_those_of_the_figures():
    conditions = dwelling_conditions(ruleset())

    assert (BasePlane.OPENING, BasePlane.OPENING, BasePlane.FRONT) == (
        conditions.bay_plane,
        conditions.arc_plane,
        conditions.enclosed_balcony_plane,
    )
    assert CornerWindow.EACH_LEG is conditions.corner_window
    assert UnlawfulBuildings.SHADE is conditions.unlawful_buildings


@pytest.mark.parametrize(
    ("reading", "field", "other"),
    [
        ("bay_base_plane", "bay_plane", BasePlane.FRONT),
        ("arc_base_plane", "arc_plane", BasePlane.FRONT),
        ("enclosed_balcony_plane", "enclosed_balcony_plane", BasePlane.OPENING),
        ("corner_window", "corner_window", CornerWindow.OUTER_ENDS),
        (
            "unlawful_buildings_shade",
            "unlawful_buildings",
            UnlawfulBuildings.LEFT_OUT,
        ),
    ],
)
def test_each_reading_of_what_is_computed_changes_its_own_condition(
    reading, field, other
):
    usual = dwelling_conditions(ruleset())
    changed = dwelling_conditions(with_alternatives(ruleset(), reading))

    assert replace(usual, **{field: other}) == changed


def test_a_profile_that_names_an_unknown_plane_is_refused():
    rules = ruleset()
    wrong = replace(rules.values.parameter("bay_base_plane"), value="nose")
    by_id = {**rules.values.by_id, "bay_base_plane": wrong}
    changed = replace(rules, values=replace(rules.values, by_id=by_id))

    with pytest.raises(RuleError, match="'nose'; allowed are opening, front"):
        dwelling_conditions(changed)
