"""For the whole suite: no test fails by the clock, the example is assessed once."""

from pathlib import Path

import pytest
from hypothesis import settings

import sunlight as sl

settings.register_profile("no-clock", deadline=None)
settings.load_profile("no-clock")  # a loaded machine, or a kernel to compile first

ESTATE = Path(__file__).parents[1] / "examples" / "xinzhou_estate" / "project.toml"


@pytest.fixture(scope="session")
def demo_assessment():
    """The example estate, which also comes with the package for ``sunlight demo``."""
    project, findings = sl.read_project(ESTATE)
    return sl.assess(project, findings=findings)
