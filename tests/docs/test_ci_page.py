"""The page on CI: every option and input is explained, its Python runs."""

import re
from pathlib import Path

import pytest

from sunlight.cli.ci_options import CiRequest

yaml = pytest.importorskip("yaml")

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "zh" / "ci.md").read_text(encoding="utf-8")
ESTATE = ROOT / "tests" / "report" / "estate.toml"


def test_every_option_is_explained():
    for option in (*CiRequest().files, "--bcf-version", "--github"):
        assert f"| `{option}" in PAGE


def test_every_input_and_output_of_the_action_is_explained():
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))

    for name in (*action["inputs"], *action["outputs"]):
        assert f"`{name}`" in PAGE


def test_the_python_of_the_page_runs(tmp_path, monkeypatch):
    (tmp_path / "project.toml").write_bytes(ESTATE.read_bytes())
    monkeypatch.chdir(tmp_path)
    code = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)[1]
    exec(compile(code, "ci.md", "exec"), {})

    assert (tmp_path / "junit.xml").read_bytes().startswith(b"<?xml")
    assert (tmp_path / "sunlight.sarif").stat().st_size > 1000
