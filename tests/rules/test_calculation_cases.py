"""Cases of what is computed, kept as TOML, and that no threshold lacks its cases."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sunlight as sl
from sunlight.durations import sunlit_minutes
from sunlight.intervals import Intervals
from sunlight.kinds import Use
from sunlight.rules import conditions_for, item_of, ruleset

CASES = Path(__file__).parent / "cases"

WINDOW = """
schema = "sunlight-project/1"
[project]
name = "一扇窗"
[site]
latitude = 38.42
longitude = 112.73
north = "true"
height_datum = "1985国家高程基准"
[[buildings]]
id = "1#"
status = "proposed"
use = "residential"
zero_level = 800.3
outdoor_ground = 800.0
top_above_ground = 10.0
footprint = [[0, 0], [20, 0], [20, 12], [0, 12]]
storeys = {{ count = 3, height = 3.0 }}
window_rows = [{{ facade = "south", floors = "2", at = [2.0], sill = {sill}, \
width = {width}, rooms = ["01/卧室:bedroom"] }}]
"""
FLOOR = 800.3 + 3.0

WITHOUT_CASES = {
    "great_cold_band_start": "a limit of the day, compared with no figure of a unit",
    "great_cold_band_end": "the same",
    "solstice_band_start": "the same",
    "solstice_band_end": "the same",
    "ground_minutes": "the minutes of a point, which the bounds of the share count; "
    "ground_share has the cases",
    "east_west_limit_deg": "an angle of façades, which the facts of a clause do not "
    "have; tests/assessment/test_east_west.py turns a block by 44.9, 45 and 45.1",
    "ground_gap": "how near the bounds are brought together; no verdict rests on it",
}
"""Figures of 规程四, 六 and 七 that no unit is held against, with the reason."""


def load(name: str) -> list[dict[str, Any]]:
    text = (CASES / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["case"]


def cases_with(fact: str) -> list[Any]:
    return [
        pytest.param(case["facts"], case["expected"], id=case["name"])
        for case in load("calculation")
        if fact in case["facts"]
    ]


@pytest.fixture
def measured(tmp_path):
    def run(*, sill=0.9, width=1.5):
        path = tmp_path / "project.toml"
        path.write_text(WINDOW.format(sill=sill, width=width), encoding="utf-8")
        return sl.assess(sl.read_project(path)[0])

    return run


@pytest.mark.parametrize(("facts", "expected"), cases_with("pieces"))
def test_stretches_are_counted_as_the_case_says(facts, expected):
    conditions = conditions_for(ruleset(), Use(facts["use"]))
    lit = Intervals.from_rows([facts["pieces"]])

    (minutes,) = sunlit_minutes(lit, shortest=conditions.shortest_segment)
    assert expected["minutes"] == pytest.approx(minutes)


@pytest.mark.parametrize(("facts", "expected"), cases_with("sill"))
def test_the_sill_plane_lies_where_the_case_says(measured, facts, expected):
    (elevation,) = measured(sill=facts["sill"]).windows.sill_z

    assert FLOOR + expected["plane"] == pytest.approx(elevation)


@pytest.mark.parametrize(("facts", "expected"), cases_with("width"))
def test_the_counted_width_is_that_of_the_case(measured, facts, expected):
    found = measured(width=facts["width"])
    across = found.windows.right_after - found.windows.left_after

    assert expected["counted"] == pytest.approx(np.hypot(*across[0]))
    if "narrow" in expected:
        codes = {finding.code for finding in found.findings}
        assert expected["narrow"] == ("WINDOW-BELOW-NATIONAL-WIDTH" in codes)


def test_every_threshold_has_a_case_below_at_and_above():
    every = [case for path in CASES.glob("*.toml") for case in load(path.stem)]
    sides: dict[str, set[str]] = {}
    for case in every:
        if "threshold" in case:
            sides.setdefault(case["threshold"], set()).add(case["side"])
    judging = {
        parameter.id
        for parameter in ruleset().parameters
        if isinstance(parameter.value, float)
        and item_of(parameter.clause)[:3] in {"规程四", "规程六", "规程七"}
    }

    assert judging == set(sides) | set(WITHOUT_CASES)
    assert set() == set(sides) & set(WITHOUT_CASES)
    for name, found in sides.items():
        assert {"below", "at", "above"} == found, name


def test_every_case_of_calculation_has_its_arithmetic_and_a_name_of_its_own():
    cases = load("calculation")

    assert all(case["why"] for case in cases)
    assert len(cases) == len({case["name"] for case in cases})
