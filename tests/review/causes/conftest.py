"""The small estate, read and assessed once."""

import sys
from pathlib import Path

import pytest

import sunlight as sl
from sunlight.assessment import Assessment
from sunlight.model.project import Project

sys.path.insert(0, str(Path(__file__).parent))  # builders are imported by name


@pytest.fixture(scope="session")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Project:
    from cause_estates import read_estate

    return read_estate(tmp_path_factory.mktemp("causes"))


@pytest.fixture(scope="session")
def assessed(estate: Project) -> Assessment:
    return sl.assess(estate)
