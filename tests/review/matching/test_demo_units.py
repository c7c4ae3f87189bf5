"""The estate that comes with the package: a courtyard, and names beside numbers."""

from pathlib import Path

import numpy as np
from submissions import submission_of

import sunlight as sl
from sunlight.review.matching.buildings import match_names
from sunlight.review.matching.match import match_windows

DEMO = Path(sl.__file__).parent / "demo" / "project.toml"


def test_households_are_those_that_were_assessed() -> None:
    project, findings = sl.read_project(DEMO)
    assessment = sl.assess(project, findings=findings)
    # a courtyard listed with two households counts one (规程六(九))
    assert len(assessment.project.households) == len(project.households) - 1

    match, _ = match_windows(
        project, submission_of(assessment, units=True), assessment=assessment
    )

    assert match.unit.tolist() == list(range(len(assessment.project.households)))
    assert np.array_equal(match.window, np.arange(len(project.windows)))


def test_number_and_name_together_are_one_building() -> None:
    project, _ = sl.read_project(DEMO)
    printed = ["Y1 幼儿园", "E1 第五小学教学楼", "Y1 小学"]
    found = match_names(project, printed, {}).index

    assert project.buildings[found["Y1 幼儿园"]].id == "Y1"
    assert project.buildings[found["E1 第五小学教学楼"]].id == "E1"
    assert found["Y1 小学"] == -1
