"""The command line inside this process, and the project files of the report tests."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sunlight.cli.main import app

ESTATE = Path(__file__).parents[1] / "report" / "estate.toml"
USES = ESTATE.with_name("uses.toml")


@pytest.fixture(scope="session")
def run():
    """Run a command line: ``run("analyze", path)``."""

    def invoke(*arguments):
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return invoke


@pytest.fixture(scope="session")
def estate():
    """A project in which the households of 1# fail."""
    return ESTATE


@pytest.fixture(scope="session")
def uses():
    """A project of other uses, in which a kindergarten and a hospital fail."""
    return USES


@pytest.fixture
def changed(tmp_path):
    """The estate with some text replaced, as a new file."""

    def write(old, new):
        text = ESTATE.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "changed.toml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return write
