"""Other rules on the command line: --compare, and a profile with every setting."""

import csv
import json
import re

import pytest

from sunlight.rules import SETTINGS

PROFILE = """
[profile]
name = "my-city"
title_zh = "某市规则"
title_en = "Rules of some city"
document = "no. 1 of 2025"
inherits = "xinzhou-2022"
status = "read"

[calculation]
segments = "two_longest"
minimum_altitude = 10
sweep_angle = 12
band_by_orientation = "yes"
full_window = "points"
full_window_points = 3
sill_plane = "fixed"
time_basis = "beijing_time"
room_combination = "union_of_windows"
standard_before = "previous_minutes"
scope_shape = "two_centre"
scope_radius_cap = 150

[calculation.kindergarten]
segments = "three_longest"
full_window = "centre_on_solstice"

[[calculation.orientation_band]]
from_deg = -60
to_deg = 60
start = 500
end = 950
"""


@pytest.fixture
def with_profile(tmp_path, uses):
    """The project of other uses under a profile beside it."""
    (tmp_path / "my-city.toml").write_text(PROFILE, encoding="utf-8")
    text = uses.read_text(encoding="utf-8")
    changed = re.sub(
        r"^\[project\]$", '[project]\nrules = "my-city.toml"', text, flags=re.MULTILINE
    )
    assert changed != text
    path = tmp_path / "project.toml"
    path.write_text(changed, encoding="utf-8")
    return path


def test_a_profile_with_every_setting_runs_from_end_to_end(run, with_profile, tmp_path):
    done = run("analyze", with_profile, "-o", tmp_path / "out", "--lang", "en")
    document = json.loads((tmp_path / "out" / "result.json").read_text("utf-8"))
    told = dict(s.split(" = ") for s in document["provenance"]["settings"])

    assert done.exit_code in (0, 1, 3), done.output
    assert set(SETTINGS) == {name for name in told if "." not in name}
    assert ("two_longest", "three_longest", "10", "150") == (
        told["segments"],
        told["kindergarten.segments"],
        told["minimum_altitude"],
        told["scope_radius_cap"],
    )
    assert not [f for f in document["findings"] if f["code"] == "RULE-NOT-SUPPORTED"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["计入的时段：最长两段", "托幼 计入的时段：最长三段", "12°", "150 m"]),
        (
            "en",
            [
                "segments that count: the two longest",
                "kindergarten segments that count: the three longest",
                "sweep angle, in plan between sun and wall: 12°",
            ],
        ),
    ],
)
def test_the_summary_says_what_is_settled_differently(run, with_profile, lang, words):
    printed = run("analyze", with_profile, "--lang", lang).output
    plain = re.sub(r"\s+", " ", printed)

    for word in words:
        assert word in plain


def test_the_summary_of_the_usual_rules_has_no_line_on_settings(run, estate):
    assert "differ from the 2022" not in run("analyze", estate, "--lang", "en").output


LENIENT = """
[profile]
name = "lenient"
title_zh = "宽"
title_en = "Lenient"
document = "no. 2"
inherits = "xinzhou-2022"
status = "unverified: made up"

[[parameter]]
id = "dwelling_minutes"
value = 0
clause = "art. 1"
source = "nowhere"
"""
"""Rules by which no dwelling can fail."""


@pytest.mark.parametrize(
    ("lang", "heading"),
    [
        ("zh", "与 xinzhou-2022 原文不同的数值（括号内为原文数值）："),
        ("en", "figures that differ from xinzhou-2022 (its own in brackets):"),
    ],
)
def test_own_figures_stand_in_the_summary_and_in_the_document(
    run, uses, tmp_path, lang, heading
):
    (tmp_path / "lenient.toml").write_text(LENIENT, encoding="utf-8")
    text = uses.read_text(encoding="utf-8")
    path = tmp_path / "project.toml"
    changed = text.replace("[project]\n", '[project]\nrules = "lenient.toml"\n', 1)
    path.write_text(changed, encoding="utf-8")
    done = run("analyze", path, "-o", tmp_path / "out", "--lang", lang)
    document = json.loads((tmp_path / "out" / "result.json").read_text("utf-8"))

    assert ["dwelling_minutes: 0 min (120 min)"] == document["provenance"]["figures"]
    assert heading in done.output
    assert "dwelling_minutes: 0 min (120 min)" in done.output


def test_the_official_text_itself_lists_no_figures(run, estate):
    for lang in ("zh", "en"):
        output = run("analyze", estate, "--lang", lang).output
        assert "原文不同" not in output
        assert "figures that differ" not in output


def test_a_profile_to_compare_with_that_is_not_there_is_told_before_all(run, estate):
    done = run("analyze", estate, "--compare", "zzz.toml")

    assert 2 == done.exit_code
    assert "zzz.toml: there is no such file in the folder .; check" in done.output
    assert "Errno" not in done.output


def test_other_rules_are_compared_and_written(run, estate, tmp_path):
    own = tmp_path / "lenient.toml"
    own.write_text(LENIENT, encoding="utf-8")
    folder = tmp_path / "out"
    rules = ("--compare", own, "--compare", "gb50180-2018:zone-1237-large")
    # that profile has no scope of its own: judge everything by both
    rules = (*rules, "--reading", "scope_limits_verdicts")
    done = run("analyze", estate, "-o", folder, "--no-plan", "--lang", "en", *rules)
    with (folder / "comparison.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    document = json.loads((folder / "result.json").read_text("utf-8"))
    failing = {h["household"] for h in document["households"] if h["outcome"] == "FAIL"}

    assert done.exit_code == 1
    assert "Place, model and declination stay as they are" in done.output
    assert "rules whose figures were not read" in done.output
    assert failing
    assert failing == {row["unit"] for row in rows}
    assert {("xinzhou-2022", "fail"), ("lenient", "pass")} <= {
        (row["rules"], row["outcome"]) for row in rows
    }
    assert all(unit in done.output for unit in failing)
    listed = document["files"][-1]
    assert ("comparison.csv", len(rows)) == (listed["name"], listed["rows"])


def test_a_later_run_without_comparison_leaves_no_table_of_the_earlier(
    run, estate, tmp_path
):
    arguments = ("analyze", estate, "-o", tmp_path, "--no-plan")
    run(*arguments, "--compare", "hangzhou-old")
    assert (tmp_path / "comparison.csv").exists()

    run(*arguments)
    assert not (tmp_path / "comparison.csv").exists()


def test_the_exit_code_is_that_of_the_project_by_its_own_rules(run, estate):
    alone = run("analyze", estate)
    compared = run("analyze", estate, "--compare", "gb50180-2018:zone-4-small")

    assert alone.exit_code == compared.exit_code


def test_wrong_rules_are_told_before_the_project_is_read(run, tmp_path):
    done = run("analyze", tmp_path / "none.toml", "--compare", "hangzou-old")

    assert 2 == done.exit_code
    assert "hangzhou-old" in done.output


def test_a_document_alone_has_no_room_for_a_comparison(run, estate):
    done = run("analyze", estate, "--json", "--compare", "hangzhou-old", "--lang", "en")

    assert 2 == done.exit_code
    assert "add -o DIR" in done.output


def test_the_scope_is_drawn_as_the_profile_settles_it(run, with_profile, uses):
    drawn = json.loads(run("scope", with_profile, "--json").stdout)["conditions"]
    usual = json.loads(run("scope", uses, "--json").stdout)["conditions"]

    assert ("two_centre", 150.0) == (drawn["shape"], drawn["radius_cap"])
    assert ("minkowski", None) == (usual["shape"], usual["radius_cap"])
