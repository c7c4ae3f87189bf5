"""For the whole suite: processes, no clock, the example assessed once."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

import sunlight as sl

settings.register_profile("no-clock", deadline=None)
settings.load_profile("no-clock")  # a loaded machine, or a kernel to compile first

ESTATE = Path(__file__).parents[1] / "examples" / "xinzhou_estate" / "project.toml"

MOST_PROCESSES = 4
"""More processes hardly help: each compiles the kernels where no cache has them."""


def pytest_xdist_auto_num_workers(config):
    """Folders, and so the whole suite, run on several processes; files in this one."""
    if not any(Path(named).is_dir() for named in config.args):
        return 0
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None  # as xdist reads it
    return min(os.cpu_count() or 1, MOST_PROCESSES)


@pytest.fixture(scope="session")
def demo_assessment():
    """The example estate, which also comes with the package for ``sunlight demo``."""
    project, findings = sl.read_project(ESTATE)
    return sl.assess(project, findings=findings)
