"""``analyze --as sampled:…``: samples beside the exact figures."""

import csv
import json

import pytest


def test_samples_stand_beside_and_decide_nothing(run, estate, tmp_path):
    plain = run("analyze", estate, "--json")
    told = run(
        "analyze", estate, "--as", "sampled:5min:each", "-o", tmp_path, "--json",
        "--no-plan",
    )  # fmt: skip

    assert plain.exit_code == told.exit_code
    document = json.loads(told.stdout)
    assert "sampled:5min:each" == document["sampled"]["sampling"]
    assert json.loads(plain.stdout)["households"] == document["households"]
    with (tmp_path / "sampled.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert document["counts"]["windows"] == len(rows)
    assert any(f["name"] == "sampled.csv" for f in document["files"])
    assert all(float(row["采样所得，建设后(分钟)"] or 0) % 5 == 0 for row in rows)


def test_the_summary_says_that_it_is_no_verdict(run, estate):
    told = run("analyze", estate, "--as", "sampled:1min", "--lang", "en")

    assert "What samples would say (sampled:1min:span)" in told.stdout
    assert "for comparison only" in told.stdout


@pytest.mark.parametrize("text", ["sampled:0min", "1min", "sampled:1min:half"])
def test_what_is_no_sampling_is_refused(run, estate, text):
    told = run("analyze", estate, "--as", text)

    assert 2 == told.exit_code
    assert "--as" in told.stderr
