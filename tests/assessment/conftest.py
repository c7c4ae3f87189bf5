"""Assesses project files given as text; builders of small estates by name."""

import sys
from pathlib import Path

import pytest

import sunlight as sl
from sunlight.conditions import GivenDeclination

sys.path.insert(0, str(Path(__file__).parent))  # builders are imported by name

DECLINATION = GivenDeclination(declination=-20.15)


@pytest.fixture
def assess_text(tmp_path):
    """Assess the text of a project file, with the declination of the hand sums."""

    def run(text, **options):
        path = tmp_path / "project.toml"
        path.write_text(text, encoding="utf-8")
        project, findings = sl.read_project(path)
        options.setdefault("declination", DECLINATION)
        return sl.assess(project, findings=findings, **options)

    return run
