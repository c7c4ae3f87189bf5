"""Scope and declared method of a submission."""

import dataclasses

import numpy as np
import pytest
from submissions import matched, submission_of

from sunlight.conditions import StandardDay, TimeBasis
from sunlight.review.recalculation.method import method_findings
from sunlight.review.recalculation.scope import scope_findings
from sunlight.review.records.declaration import Declaration, DeclaredBuilding
from sunlight.review.records.findings import Grade

DECLARED = Declaration(
    day=StandardDay.GREAT_COLD,
    band=(480.0, 960.0),
    time_basis=TimeBasis.TRUE_SOLAR_TIME,
    step=1.0,
    window_points="ends",
    sill_minimum=0.9,
    shortest_segment=5.0,
    latitude=38.42,
)


def method_of(estate, **fields):
    declared = dataclasses.replace(DECLARED, **fields)
    submission = submission_of(estate, declaration=declared)
    return {f.code: f for f in method_findings(submission, estate)}


def scope_of(assessment, *, without=(), buildings=(), roles=None):
    project = assessment.project
    ids = [project.buildings[b].id for b in project.windows.building]
    rows = np.array([i for i, name in enumerate(ids) if name not in without], np.int64)
    declared = Declaration(
        buildings=tuple(
            DeclaredBuilding(id=name, role=(roles or {}).get(name, ""))
            for name in buildings
        )
    )
    submission = submission_of(assessment, rows=rows, declaration=declared)
    found = scope_findings(submission, assessment, matched(submission, assessment))
    return {f.code: f for f in found}


@pytest.fixture(scope="module")
def with_overlay(varied):
    """A tower east of the proposal: its sector overlaps, none reaches it."""
    tower = """[[buildings]]
id = "8#"
status = "existing"
use = "residential"
legal = "lawful"
zero_level = 800.3
outdoor_ground = 800.0
top_above_ground = 60.0
footprint = [[90, -60], [110, -60], [110, -48], [90, -48]]
source = { kind = "survey", reference = "C-1", date = 2025-05-01, by = "乙级" }

[[site_parts]]"""
    return varied(("[[site_parts]]", tower))


def test_what_the_rules_say_is_no_finding(estate):
    assert method_of(estate) == {}


@pytest.mark.parametrize(
    ("fields", "code", "grade"),
    [
        ({"window_points": "centre"}, "SINGLE-POINT", Grade.WRONG),
        ({"window_points": "any"}, "SINGLE-POINT", Grade.WRONG),
        ({"day": StandardDay.WINTER_SOLSTICE}, "DAY", Grade.WRONG),
        ({"band": (540.0, 900.0)}, "BAND", Grade.WRONG),
        ({"time_basis": TimeBasis.BEIJING_TIME}, "CLOCK", Grade.WRONG),
        (
            {"time_basis": TimeBasis.BEIJING_TIME, "band": None},
            "CLOCK",
            Grade.ANSWER,
        ),
        ({"shortest_segment": 3.0}, "SHORTEST-SEGMENT", Grade.WRONG),
        ({"shortest_segment": 10.0}, "SHORTEST-SEGMENT", Grade.NOTE),
        ({"segments": 1}, "SEGMENTS", Grade.ANSWER),
        ({"sill_minimum": 0.0}, "SILL", Grade.WRONG),
        ({"own_balconies": True}, "OWN-BALCONIES", Grade.NOTE),
        ({"declination": -20.0}, "DECLINATION", Grade.NOTE),
        ({"declination": -23.44}, "DECLINATION", Grade.ANSWER),
        ({"latitude": 39.9}, "LATITUDE", Grade.WRONG),
        ({"longitude": 116.4}, "LONGITUDE", Grade.ANSWER),
        ({"north_angle": 5.0}, "NORTH-ANGLE", Grade.ANSWER),
        ({"step": 5.0}, "STEP", Grade.ANSWER),
        ({"step": float("nan")}, "NOT-STATED", Grade.ANSWER),
    ],
)
def test_declared_parameter_that_differs(estate, fields, code, grade):
    found = method_of(estate, **fields)

    named = {c: f for c, f in found.items() if c != "REVIEW-METHOD-NOT-STATED"}
    if code == "NOT-STATED":
        named = found
    assert {c: f.grade for c, f in named.items()} == {f"REVIEW-METHOD-{code}": grade}


@pytest.mark.parametrize(
    "fields",
    [
        {"latitude": 38.46},
        {"declination": -20.15},
        {"step": 0.1},
        {"window_points": "whole_sill"},
        {"time_basis": TimeBasis.BEIJING_TIME, "band": (520.0, 1000.0)},
        {"segments": 0},
    ],
)
def test_declared_parameter_that_is_as_good(estate, fields):
    assert method_of(estate, **fields) == {}


def test_whole_report_has_its_scope(estate):
    # 2# stands far off: treating it does no harm
    assert {c: f.grade for c, f in scope_of(estate).items()} == {
        "REVIEW-SCOPE-EXTRA": Grade.NOTE
    }


def test_building_that_a_sector_reaches_is_not_analysed(estate):
    found = scope_of(estate, without=("1#", "2#"))

    missing = found["REVIEW-SCOPE-ANALYSED-MISSING"]
    assert (missing.grade, missing.elements) == (Grade.WRONG, ("1#",))
    assert "71.10" in missing.message_zh
    assert missing.evidence[0].recomputed == pytest.approx(33.1, abs=0.01)


def test_building_that_a_table_lists_without_figures(estate):
    found = scope_of(estate, without=("1#", "2#"), buildings=("1#", "P1"))

    assert found["REVIEW-SCOPE-WITHOUT-FIGURES"].elements == ("1#",)
    assert "REVIEW-SCOPE-ANALYSED-MISSING" not in found


def test_overlay_building_is_left_out_or_not_stated(with_overlay):
    roles = {e.id: e.role.value for e in with_overlay.scope.entries}
    assert roles["8#"] == "overlay"

    silent = scope_of(with_overlay)
    left_out = scope_of(with_overlay, buildings=("1#", "P1"))
    listed = scope_of(with_overlay, buildings=("1#", "P1", "8#"))

    assert silent["REVIEW-SCOPE-NOT-STATED"].grade is Grade.OPEN
    assert left_out["REVIEW-SCOPE-OVERLAY-MISSING"].elements == ("8#",)
    assert left_out["REVIEW-SCOPE-OVERLAY-MISSING"].grade is Grade.WRONG
    assert "REVIEW-SCOPE-OVERLAY-MISSING" not in listed
    assert "REVIEW-SCOPE-NOT-STATED" not in listed


def test_nothing_submitted_says_nothing_of_the_scope(estate):
    assert scope_of(estate, without=("1#", "2#", "P1")) == {}
