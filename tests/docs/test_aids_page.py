"""The page on the aids: its commands have the options shown, its Python runs."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sunlight.cli.main import app
from sunlight.report.aids.write import FORMATS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "zh" / "aids.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^sunlight grid .*$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_shown_is_one(command):
    _, group, kind, *rest = shlex.split(command)
    shown = CliRunner().invoke(app, [group, kind, "--help"], env={"COLUMNS": "200"})
    options = {word for word in rest if re.fullmatch(r"-{1,2}[a-z][a-z-]*", word)}

    assert 0 == shown.exit_code
    assert options <= set(re.findall(r"-{1,2}[a-z][a-z-]*", shown.stdout))


def test_every_format_is_named():
    assert all(f"`{name}`" in PAGE or f"、{name}" in PAGE for name in FORMATS[1:])
    assert "csv" in PAGE


def test_the_python_of_the_page_prints_what_it_shows():
    (code,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    expected = re.findall(r"# prints (.*)$", code, re.MULTILINE)

    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert expected
    assert expected == run.stdout.splitlines(), run.stderr
