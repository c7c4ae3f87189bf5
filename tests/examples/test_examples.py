"""Every example runs as written and prints what it promises."""

import functools
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "examples").glob("[0-9]*.py"))


@functools.cache
def run(script, *arguments, data=None):
    environment = {k: v for k, v in os.environ.items() if k != "SUNLIGHT_DATA"}
    if data is not None:
        environment["SUNLIGHT_DATA"] = data
    environment["PYTHONIOENCODING"] = "utf-8"
    done = subprocess.run(
        [sys.executable, str(script), *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    return done.stdout


def test_there_are_examples():
    assert len(SCRIPTS) >= 2


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_example_runs(script, tmp_path):
    writes = script.name == "04_aids.py"
    printed = run(script, *([tmp_path / "out"] if writes else []))

    assert printed.strip()
    if writes:
        assert "window 4#-1-S06: 227.1 min" in printed
        assert ["chart.png", "edges.csv", "grid.png", "isochrones.png"] == sorted(
            path.name for path in (tmp_path / "out").iterdir()
        )


def test_the_models_example_joins_two_models_and_says_what_it_found():
    printed = run(ROOT / "examples" / "05_models.py")

    assert "周边-3 (around.geojson), T1 (tower.city.json)" in printed
    for code in ("HEIGHT-FROM-STOREYS", "REGULAR-WINDOWS-ASSUMED", "GRID-NORTH-TURNED"):
        assert f"1 x {code}" in printed
    assert "outcome: NOT_JUDGED" in printed


def test_the_review_example_passes_the_honest_and_names_the_lowered_tower():
    printed = run(ROOT / "examples" / "06_review.py").splitlines()

    assert "honest: exit code 0" == printed[0]
    assert "lowered: exit code 3" == printed[1]
    (named,) = (line for line in printed if line.startswith("consistent with:"))
    assert "P1, top -" in named
    assert -6.0 == pytest.approx(float(named.split()[-2]), abs=0.2)
    assert "explains 48 of 48 figures" in printed


def test_the_window_example_prints_the_figures_of_the_readme():
    assert "counted: 236.6" in run(ROOT / "examples" / "01_one_window.py")


def test_the_real_quarter_is_measured_whole():
    data = os.environ.get("SUNLIGHT_DATA")
    if data is None:
        pytest.skip("SUNLIGHT_DATA does not name the folder of sample models")
    printed = run(ROOT / "examples" / "02_city_quarter.py", data=data)

    assert "3076 buildings, 213839 windows" in printed
    assert "outcome: NOT_JUDGED" in printed


def test_the_embedded_estate_is_the_example():
    example = ROOT / "examples" / "xinzhou_estate" / "project.toml"
    embedded = ROOT / "sunlight" / "demo" / "project.toml"

    assert example.read_bytes() == embedded.read_bytes()
