"""Two small projects, assessed once: an estate, and buildings of other uses."""

from pathlib import Path

import pytest

from sunlight.assessment import assess
from sunlight.importers.project_file import read_project

ESTATE = Path(__file__).with_name("estate.toml")
USES = Path(__file__).with_name("uses.toml")


@pytest.fixture(scope="session")
def estate():
    project, findings = read_project(ESTATE)
    return assess(project, findings=findings)


@pytest.fixture(scope="session")
def uses():
    """No dwelling, but a building of several other uses, some in the shade.

    D1 and S1 stand far outside the scope, so that everything is judged by reading.
    """
    project, findings = read_project(USES)
    return assess(project, findings=findings, readings=["scope_limits_verdicts"])


@pytest.fixture(scope="session")
def demo(demo_assessment):
    """The estate that comes with the package."""
    return demo_assessment


@pytest.fixture(scope="session")
def bare_estate(tmp_path_factory):
    """The same without any window: nothing is measured, nobody is judged."""
    lines = ESTATE.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("floor_plans = [")]
    path = tmp_path_factory.mktemp("bare") / "estate.toml"
    path.write_text("\n".join(kept), encoding="utf-8")
    project, findings = read_project(path)
    return assess(project, findings=findings)
