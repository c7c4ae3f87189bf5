"""One small assessment, and the check as tests call it."""

import importlib.util
from pathlib import Path
from types import SimpleNamespace

import pytest

from sunlight.assessment import assess
from sunlight.importers.project_file import read_project
from sunlight.review.formal.check import formal_check

ESTATE = Path(__file__).parents[2] / "report" / "estate.toml"


def _built():
    """Helper module beside this file: tests are no package."""
    path = Path(__file__).with_name("build.py")
    spec = importlib.util.spec_from_file_location("formal_build", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def build():
    """Makers of submissions."""
    return _built()


@pytest.fixture(scope="session")
def estate_assessment():
    project, findings = read_project(ESTATE)
    return assess(project, findings=findings)


@pytest.fixture
def check(build, estate_assessment):
    """Items by id and findings by code of a submission."""

    def checked(*rows, assessment=None, match=None, wanted=None, **given):
        submission = build.submission_of(*rows, **given)
        items, findings = formal_check(
            submission,
            assessment or estate_assessment,
            match or build.no_match(submission),
            wanted=wanted,
        )
        return SimpleNamespace(
            items={item.id: item for item in items},
            findings={found.code: found for found in findings},
            codes={found.code for found in findings},
            submission=submission,
        )

    return checked
