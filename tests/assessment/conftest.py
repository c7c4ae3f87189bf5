"""The example estate, assessed once; builders of small ones by name."""

import sys
from pathlib import Path

import pytest

import sunlight as sl

sys.path.insert(0, str(Path(__file__).parent))

ESTATE = Path(__file__).parents[2] / "examples" / "xinzhou_estate" / "project.toml"


@pytest.fixture(scope="session")
def demo_assessment():
    project, findings = sl.read_project(ESTATE)
    return sl.assess(project, findings=findings)
