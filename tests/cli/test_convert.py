"""`sunlight convert`: one file of several, and what is refused."""

import json
from pathlib import Path

import pytest

from sunlight.importers.project_file import read_project

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinzhou_estate" / "project.toml"


@pytest.fixture
def footprints(tmp_path):
    """A block in the open, 38.42 N, as GeoJSON."""
    corners = [[0, 0], [3, 0], [3, 1], [0, 1], [0, 0]]
    ring = [[112.73 + x * 1e-4, 38.42 + y * 1e-4] for x, y in corners]
    feature = {
        "type": "Feature",
        "id": "F1",
        "properties": {"height": 18.0},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    path = tmp_path / "轮廓.geojson"
    document = {"type": "FeatureCollection", "features": [feature]}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.fixture
def barn(tmp_path):
    """A block of 20 m by 10 m by 9 m in coordinates of the estate, as a mesh."""
    ends = [(80, 0), (100, 0), (100, 10), (80, 10)]
    lines = ["o 谷仓"]
    lines += [f"v {x} {y} {z}" for z in (800, 809) for x, y in ends]
    faces = ["4 3 2 1", "5 6 7 8", "1 2 6 5", "2 3 7 6", "3 4 8 7", "4 1 5 8"]
    path = tmp_path / "谷仓.obj"
    text = "\n".join([*lines, *(f"f {face}" for face in faces)]) + "\n"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_estate_becomes_one_file_with_its_counts(run, tmp_path):
    done = run("convert", EXAMPLE, "-o", tmp_path / "p.json", "--lang", "en")
    project, _ = read_project(tmp_path / "p.json")

    assert 0 == done.exit_code
    told = " ".join(done.stdout.split())
    assert "25 buildings, 2292 windows, 2272 rooms, 562 households" in told
    assert "ARCHIVE-SURVEY-DIFFERENCE" in done.stdout
    assert (25, 2292) == (len(project.buildings), len(project.windows))
    assert ["p.json"] == [path.name for path in tmp_path.iterdir()]


def test_several_files_are_put_together_and_the_doubts_are_kept(
    run, estate, barn, tmp_path
):
    done = run("convert", estate, barn, "-o", tmp_path / "p.json")
    project, findings = read_project(tmp_path / "p.json")
    codes = [finding.code for finding in findings]

    assert 0 == done.exit_code
    assert "已写出" in done.stdout
    assert "谷仓" == project.buildings[-1].id
    assert {"MIXED-DATUMS", "FRAMES-ASSUMED-EQUAL"} <= set(codes)
    assert len(codes) == len(set(codes))
    names = [name for name, _ in project.source_files]
    assert ["p.json", "estate.toml", "谷仓.obj"] == names


def test_files_that_nothing_places_are_refused(run, estate, footprints, tmp_path):
    """Coordinates of a drawing, and longitude and latitude."""
    done = run("convert", estate, footprints, "-o", tmp_path / "p.json")

    assert 2 == done.exit_code
    told = " ".join(done.stderr.split())
    assert "轮廓.geojson: one of both files lies in EPSG:4326" in told
    assert ["轮廓.geojson"] == [path.name for path in tmp_path.iterdir()]


def test_a_file_with_errors_is_written_and_says_so(run, changed, tmp_path):
    source = changed("latitude = 38.42", "latitude = -38.42")
    done = run("convert", source, "-o", tmp_path / "p.json")

    assert 0 == done.exit_code
    assert "LATITUDE-WITHOUT-WINTER-SUN" in done.stdout
    assert "改正之前不能评定" in done.stdout
    assert 2 == run("analyze", tmp_path / "p.json").exit_code


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("p.toml", "TOML is read, but not written"),
        ("folder.json", "is a folder"),
        ("none/p.json", "Name a file in a folder that exists"),
        ("轮廓.json", "would be overwritten"),
    ],
)
def test_outputs_that_cannot_be_are_refused(run, estate, tmp_path, output, words):
    (tmp_path / "folder.json").mkdir()
    own = tmp_path / "轮廓.json"
    assert 0 == run("convert", estate, "-o", own).exit_code
    before = own.read_bytes()
    done = run("convert", own, "-o", tmp_path / output)

    assert 2 == done.exit_code
    assert words in " ".join(done.stderr.split())
    assert before == own.read_bytes()
    assert ["folder.json", "轮廓.json"] == sorted(p.name for p in tmp_path.iterdir())


def test_files_with_one_id_are_refused_by_their_names(run, estate, tmp_path):
    (tmp_path / "a").mkdir()
    again = tmp_path / "a" / "estate.toml"
    again.write_bytes(estate.read_bytes())
    done = run("convert", estate, again, "-o", tmp_path / "p.json")
    told = "".join(done.stderr.split())

    assert 2 == done.exit_code
    assert "building'1#'standsin" in told
    assert str(again) in told
    assert not (tmp_path / "p.json").exists()


def test_a_file_of_an_unknown_kind_is_refused(run, tmp_path):
    (tmp_path / "a.xyz").write_text("", encoding="utf-8")
    done = run("convert", tmp_path / "a.xyz", "-o", tmp_path / "p.json")

    assert 2 == done.exit_code
    assert "what kind of file" in " ".join(done.stderr.split())
