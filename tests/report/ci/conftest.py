"""Reports of the small estate: as read, and as if it came from an IFC file."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sunlight.assessment import assess
from sunlight.importers.project_file import read_project
from sunlight.report.ci import report_of_assessment

ESTATE = Path(__file__).parents[1] / "estate.toml"
ROOT = ESTATE.parents[2]


def global_id(number):
    """A made-up GlobalId: 22 characters of its alphabet."""
    return f"0{number:021d}"


def as_ifc(project):
    """The project with GlobalIds: windows 0, 1, 2, …, buildings from 900."""
    windows = project.windows
    elements = np.array([global_id(i) for i in range(len(windows))], dtype=object)
    return replace(
        project,
        windows=replace(windows, element=elements),
        buildings=tuple(
            replace(b, element=global_id(900 + i), file="estate.toml")
            for i, b in enumerate(project.buildings)
        ),
    )


@pytest.fixture(scope="session")
def ifc_estate():
    project, findings = read_project(ESTATE)
    return assess(as_ifc(project), findings=findings)


@pytest.fixture(scope="session")
def report(ifc_estate):
    return report_of_assessment(ifc_estate, source=ESTATE, root=ROOT)


@pytest.fixture(scope="session")
def reported(tmp_path_factory):
    """Report of the estate after its text was changed: ``reported((old, new), …)``."""

    def made(*changes):
        text = ESTATE.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        path = tmp_path_factory.mktemp("changed") / "estate.toml"
        path.write_text(text, encoding="utf-8")
        project, findings = read_project(path)
        assessment = assess(project, findings=findings)
        return report_of_assessment(assessment, source=path, root=path.parent)

    return made
