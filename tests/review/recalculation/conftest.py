"""A small estate, assessed once; models that differ from it are made by text."""

import sys
from pathlib import Path

import pytest

from sunlight.assessment import assess
from sunlight.importers.project_file import read_project

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # builders are imported by name

ESTATE = HERE.parents[1] / "report" / "estate.toml"


@pytest.fixture(scope="session")
def estate():
    project, findings = read_project(ESTATE)
    return assess(project, findings=findings)


@pytest.fixture(scope="session")
def varied(tmp_path_factory):
    """The estate with passages of its file replaced, assessed."""

    def make(*changes):
        text = ESTATE.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path_factory.mktemp("varied") / "estate.toml"
        path.write_text(text, encoding="utf-8")
        return assess(read_project(path)[0])

    return make
