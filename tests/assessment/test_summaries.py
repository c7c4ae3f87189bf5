"""Windows in numbers: counted again row by row."""

import math
from pathlib import Path

import pytest

from sunlight.assessment import assess
from sunlight.assessment.summaries import (
    facade_summaries,
    standard_minutes,
    storey_summaries,
)
from sunlight.errors import InputError
from sunlight.importers.project_file import read_project

ESTATE = Path(__file__).parents[1] / "report" / "estate.toml"


@pytest.fixture(scope="module")
def assessment():
    project, findings = read_project(ESTATE)
    return assess(project, findings=findings)


def counted(assessment, chosen):
    """Windows of a group, counted one by one: all, least and reaching 2 h after."""
    windows = assessment.project.windows
    rows = [w for w in range(len(windows)) if chosen(windows, w)]
    after = [assessment.windows.minutes_after[w] for w in rows]
    known = [m for m in after if not math.isnan(m)]
    return (
        len(rows),
        len(known),
        min(known, default=math.nan),
        max(known, default=math.nan),
        sum(m >= 120.0 for m in known),
    )


def shown(summary):
    after = summary.after
    return (
        summary.windows, after.measured, after.least, after.greatest,
        after.reaching[summary.minutes.index(120.0)],
    )  # fmt: skip


def test_every_storey_has_its_windows(assessment):
    project = assessment.project
    found = storey_summaries(assessment)

    assert len(project.windows) == sum(s.windows for s in found)
    for summary in found:
        expected = counted(
            assessment,
            lambda w, i, s=summary: (
                project.buildings[w.building[i]].id == s.building
                and w.floor[i] == s.floor
            ),
        )
        assert expected == pytest.approx(shown(summary), nan_ok=True)


def test_every_direction_has_its_windows(assessment):
    found = [s for s in facade_summaries(assessment) if s.building == "1#"]

    assert ["N", "E", "S"] == [s.octant for s in found]
    assert [3, 3, 6] == [s.windows for s in found]
    assert 0.0 == found[0].after.greatest  # to the north there is no sun that day
    assert [(0, 0)] == [s.after.reaching for s in found if s.octant == "N"]


def test_the_minutes_asked_about_are_those_of_the_rules_unless_given(assessment):
    assert (120.0, 180.0) == standard_minutes(assessment.rules)
    (first, *_) = storey_summaries(assessment, minutes=[0.0, 481.0])

    assert (0.0, 481.0) == first.minutes
    assert (first.after.measured, 0) == first.after.reaching


def test_a_new_building_has_no_figure_before(assessment):
    new = [s for s in storey_summaries(assessment) if s.building == "P1"]

    assert 15 == len(new)
    assert all(s.before.measured == 0 and math.isnan(s.before.least) for s in new)
    assert all(s.after.measured == s.windows for s in new)


@pytest.mark.parametrize("minutes", [[-1.0], [math.nan], [math.inf]])
def test_minutes_that_are_none_are_refused(assessment, minutes):
    with pytest.raises(InputError, match="minutes"):
        storey_summaries(assessment, minutes=minutes)
