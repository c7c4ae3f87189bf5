"""The small estate, read and assessed once."""

import pytest
from cause_estates import read_estate

import sunlight as sl
from sunlight.assessment import Assessment
from sunlight.model.project import Project


@pytest.fixture(scope="session")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return read_estate(tmp_path_factory.mktemp("causes"))


@pytest.fixture(scope="session")
def assessed(estate: Project) -> Assessment:
    return sl.assess(estate)
