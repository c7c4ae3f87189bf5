"""``sunlight review``: exit codes, files, and nothing half-written."""

import json
from pathlib import Path

import pytest
from review_sheets import form, sheet
from typer.testing import CliRunner

from sunlight.cli.main import app

ESTATE = Path(__file__).parents[1] / "estate" / "project.toml"
QUICK = ("--no-inference", "--only", "json", "--only", "csv")
FILES = ["review.json", "rows.csv", "units.csv"]


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in ("review", *arguments)])


def codes(folder):
    document = json.loads((folder / "review.json").read_text(encoding="utf-8"))
    return {f["code"]: f["grade"] for f in document["findings"]}


@pytest.fixture
def honest(tmp_path):
    """A table of windows and a form that leave nothing to answer."""
    table = sheet(tmp_path / "窗表.csv")
    return (table, "--declaration", form(tmp_path / "登记表.toml"))


def test_an_honest_and_complete_report_ends_with_0(honest, tmp_path):
    told = run(ESTATE, *honest, "-o", tmp_path / "out", *QUICK)

    assert 0 == told.exit_code, told.stdout
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == FILES
    assert set(codes(tmp_path / "out").values()) <= {"note"}


def test_edited_minutes_end_with_1(honest, tmp_path):
    table = sheet(tmp_path / "改.csv", edited={"A3-1-S01": 200, "A3-1-S02": 200})
    told = run(ESTATE, table, *honest[1:], "-o", tmp_path / "out", *QUICK)

    assert 1 == told.exit_code
    assert "wrong" == codes(tmp_path / "out")["REVIEW-VERDICT-FLIPS"]
    assert "A3-0101" in told.stdout


def test_what_must_be_answered_ends_with_3(honest, tmp_path):
    table = sheet(tmp_path / "改.csv", without={"A2-1-S01"})
    told = run(ESTATE, table, *honest[1:], "-o", tmp_path / "out", *QUICK)

    assert 3 == told.exit_code
    assert "answer" == codes(tmp_path / "out")["REVIEW-WINDOW-MISSING"]


def test_json_is_one_document_and_sarif_has_its_results(honest, tmp_path):
    sarif = tmp_path / "ci" / "review.sarif"
    told = run(
        ESTATE, *honest, "-o", tmp_path / "out", *QUICK, "--json", "--sarif", sarif
    )

    assert "sunlight-review/1" == json.loads(told.stdout)["schema"]
    written = json.loads(sarif.read_text(encoding="utf-8"))
    assert "2.1.0" == written["version"]
    rules = {r["id"] for r in written["runs"][0]["tool"]["driver"]["rules"]}
    assert {r["ruleId"] for r in written["runs"][0]["results"]} <= rules


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.xlsx", b"", "empty"),
        ("坏.xlsx", b"PK\x03\x04 cut off", "damaged"),
        ("锁.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ""),
        ("表.toml", b"a = 1", "submission is read from"),
    ],
)
def test_an_unreadable_file_ends_with_2_and_leaves_nothing(
    name, content, said, tmp_path
):
    path = tmp_path / name
    path.write_bytes(content)
    told = run(ESTATE, path, "-o", tmp_path / "out", *QUICK)

    assert 2 == told.exit_code
    assert path.stem in told.stderr
    assert said in told.stderr
    assert "Traceback" not in told.stderr
    assert [path] == list(tmp_path.iterdir())


def test_a_folder_is_told_to_be_one(tmp_path):
    told = run(ESTATE, tmp_path, "-o", tmp_path / "out", *QUICK)

    assert 2 == told.exit_code
    assert "is a folder; name its files" in told.stderr


def test_a_file_that_is_read_is_never_replaced(honest, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    handed_in = sheet(folder / "rows.csv")
    kept = handed_in.read_bytes()
    told = run(ESTATE, handed_in, "-o", folder, *QUICK)

    assert 2 == told.exit_code
    assert "would replace it" in told.stderr
    assert kept == handed_in.read_bytes()


@pytest.mark.parametrize("name", [".", "out/review.json", "窗表.csv"])
def test_a_place_where_no_sarif_can_go_is_refused_first(name, honest, tmp_path):
    told = run(
        ESTATE, *honest, "-o", tmp_path / "out", *QUICK, "--sarif", tmp_path / name
    )

    assert 2 == told.exit_code
    assert "--sarif" in told.stderr
    assert not (tmp_path / "out").exists()


def test_a_file_where_the_folder_should_be_is_refused_first(honest, tmp_path):
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    told = run(ESTATE, *honest, "-o", tmp_path / "out", *QUICK)

    assert 2 == told.exit_code
    assert "is a file" in told.stderr
    assert "mine" == (tmp_path / "out").read_text(encoding="utf-8")


@pytest.mark.parametrize("value", ["nan", "-1", "60", "three"])
def test_a_tolerance_that_is_none_is_refused(value, honest, tmp_path):
    told = run(ESTATE, *honest, "-o", tmp_path / "out", "--tolerance", value)

    assert 2 == told.exit_code
    assert "--tolerance" in told.stderr


def test_states_are_told_by_the_names_of_the_files(honest, tmp_path):
    before = sheet(tmp_path / "建设前.csv", states=("before",))
    after = sheet(tmp_path / "建设后.csv", states=("after",))
    told = run(ESTATE, before, after, *honest[1:], "-o", tmp_path / "out", *QUICK)

    assert 0 == told.exit_code, told.stdout
