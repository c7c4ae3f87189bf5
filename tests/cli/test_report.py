"""``sunlight report`` and ``sunlight view``, as they are called."""

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sunlight.report import files
from sunlight.report.bundle import read_bundle

ESTATE = Path(__file__).parents[1] / "report" / "estate.toml"


def names_in(folder):
    return sorted(
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()
    )


@pytest.fixture
def estate(tmp_path):
    return Path(shutil.copy(ESTATE, tmp_path / "estate.toml"))


def test_one_command_writes_what_is_asked_for(run, estate, tmp_path):
    out = tmp_path / "out"
    done = run("report", estate, "-o", out, "--only", "xlsx", "--only", "html")

    analysed = json.loads(run("analyze", estate, "--json").stdout)
    document = json.loads((out / "result.json").read_text(encoding="utf-8"))
    book = load_workbook(out / "report.xlsx", read_only=True)

    assert analysed["exit_code"] == done.exit_code == document["exit_code"]
    assert ["page.html", "report.xlsx", "result.json"] == names_in(out)
    assert ["page.html", "report.xlsx"] == [f["name"] for f in document["files"]]
    assert 9 == len(book.sheetnames)


def test_a_bundle_holds_the_project_that_was_read(run, estate, tmp_path):
    run("report", estate, "-o", tmp_path / "out", "--only", "bundle", "--only", "dxf",
        "--sunpaths", "0")  # fmt: skip
    bundle = read_bundle(tmp_path / "out" / "report.sunlight.zip")
    again = json.loads(
        run("analyze", tmp_path / "out" / "report.sunlight.zip", "--json").stdout
    )
    first = json.loads(run("analyze", estate, "--json").stdout)

    assert "drawings.dxf" in bundle.files
    assert first["households"] == again["households"]
    assert ["drawings.dxf", "report.sunlight.zip", "result.json"] == names_in(
        tmp_path / "out"
    )


def test_files_of_an_earlier_result_go_and_strangers_stay(run, estate, tmp_path):
    out = tmp_path / "out"
    run("analyze", estate, "-o", out)
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    run("report", estate, "-o", out, "--only", "xlsx")

    assert ["mine.txt", "report.xlsx", "result.json"] == names_in(out)


def test_masked_files_do_not_tell_names(run, estate, tmp_path):
    text = estate.read_text(encoding="utf-8")
    name = next(
        line.split('"')[1] for line in text.splitlines() if line.startswith("name")
    )
    run("report", estate, "-o", tmp_path / "out", "--only", "html", "--mask")

    assert name not in (tmp_path / "out" / "page.html").read_text(encoding="utf-8")
    assert name not in (tmp_path / "out" / "result.json").read_text(encoding="utf-8")


def test_nothing_to_report_on_leaves_nothing(run, tmp_path):
    square = [[112.73, 38.42], [112.731, 38.42], [112.731, 38.421], [112.73, 38.42]]
    house = {
        "type": "Feature",
        "properties": {"height": 9.0},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    }
    bare = tmp_path / "bare.geojson"
    bare.write_text(
        json.dumps({"type": "FeatureCollection", "features": [house]}),
        encoding="utf-8",
    )
    done = run(
        "report", bare, "-o", tmp_path / "out",
        "--status", "existing", "--use", "residential",
    )  # fmt: skip

    assert 2 == done.exit_code
    assert "there is nothing to report on" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--only", "xlsx", "--template", "none.docx"], "templates are for the DOCX"),
        (["--template", "none.docx"], "none.docx"),
        (["--only", "pdf"], "pdf"),
        (["--paper", "A2"], "A2"),
        (["--sunpaths", "-1"], "sunpaths"),
        (["--reading", "none"], "none"),
    ],
)
def test_what_cannot_be_is_refused(run, estate, tmp_path, options, words):
    done = run("report", estate, "-o", tmp_path / "out", *options)

    assert 2 == done.exit_code
    assert words in done.stderr
    assert not (tmp_path / "out").exists()


def test_view_writes_the_page(run, estate, tmp_path):
    page = tmp_path / "sub" / "page.html"
    done = run("view", estate, "-o", page, "--no-open")

    assert 0 == done.exit_code
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [page] == list(page.parent.iterdir())


def test_view_refuses_another_ending(run, estate, tmp_path):
    done = run("view", estate, "-o", tmp_path / "page.pdf", "--no-open")

    assert 2 == done.exit_code
    assert ".html" in done.stderr


@pytest.mark.parametrize("command", ["report", "view"])
def test_more_windows_than_a_report_takes_are_refused_before_assessing(
    run, estate, tmp_path, monkeypatch, command
):
    def assessed(*args, **options):
        raise AssertionError("assessed all the same")

    monkeypatch.setattr(files, "MOST_WINDOWS", 83)
    monkeypatch.setattr("sunlight.cli.reporting.assess", assessed)
    done = run(command, estate, "-o", tmp_path / "out" / "page.html")

    assert 2 == done.exit_code
    assert "84 windows are too many" in " ".join(done.stderr.split())
    assert "sunlight analyze" in " ".join(done.stderr.split())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("error", [OSError(28, "No space left"), KeyboardInterrupt()])
def test_view_leaves_no_folder_where_writing_fails(
    run, estate, tmp_path, monkeypatch, error
):
    def full(self, *args, **options):
        raise error

    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    monkeypatch.setattr(Path, "write_text", full)
    done = run("view", estate, "--no-open")

    assert 0 != done.exit_code
    assert [] == list(scratch.iterdir())
    if isinstance(error, OSError):
        assert 2 == done.exit_code
        assert "cannot write the page (No space left)" in " ".join(done.stderr.split())


def test_view_below_a_file_is_refused(run, estate, tmp_path):
    done = run("view", estate, "-o", estate / "page.html", "--no-open")

    assert 2 == done.exit_code
    assert "cannot write to the folder" in " ".join(done.stderr.split())
    assert [estate] == list(tmp_path.iterdir())


def test_a_folder_goes_with_its_last_picture(run, estate, tmp_path):
    stale = tmp_path / "out" / "pictures" / "site.png"
    run("report", estate, "-o", tmp_path / "out", "--only", "xlsx")
    stale.parent.mkdir()
    stale.write_bytes(b"earlier")
    run("report", estate, "-o", tmp_path / "out", "--only", "xlsx")

    assert ["report.xlsx", "result.json"] == names_in(tmp_path / "out")
    assert not stale.parent.exists()


def test_a_picture_of_ones_own_is_no_earlier_result(run, estate, tmp_path):
    own = tmp_path / "out" / "pictures" / "photo.png"
    stale = own.with_name("sunpath-07.png")
    run("report", estate, "-o", tmp_path / "out", "--only", "xlsx")
    own.parent.mkdir()
    own.write_bytes(b"mine")
    stale.write_bytes(b"earlier")
    run("report", estate, "-o", tmp_path / "out", "--only", "xlsx")

    assert own.read_bytes() == b"mine"
    assert not stale.exists()


@pytest.mark.parametrize("package", ["docx", "openpyxl", "ezdxf", "k3d"])
def test_a_missing_package_is_told_before_the_model_is_read(
    run, tmp_path, monkeypatch, package
):
    there = files.find_spec
    monkeypatch.setattr(
        files, "find_spec", lambda name: None if name == package else there(name)
    )
    done = run("report", tmp_path / "none.toml", "-o", tmp_path / "out")

    assert 2 == done.exit_code
    assert "sunlight-cn[report]" in " ".join(done.stderr.split())
    assert not (tmp_path / "out").exists()
