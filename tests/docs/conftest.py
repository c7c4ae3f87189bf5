"""The example estate, assessed once for all its tables; helpers by name."""

import sys
from pathlib import Path

import pytest

import sunlight as sl

sys.path.insert(0, str(Path(__file__).parent))  # helpers are imported by name

ESTATE = Path(__file__).parents[2] / "examples" / "xinzhou_estate" / "project.toml"


@pytest.fixture(scope="session")
def estate():
    project, findings = sl.read_project(ESTATE)
    return sl.assess(project, findings=findings)
