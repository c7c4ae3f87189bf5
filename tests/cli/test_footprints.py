"""Footprints with regular windows."""

import json
import os
from pathlib import Path

import pytest

from sunlight.report.names import RESULT_NAMES

DEGREE = 1.0 / 111_000.0  # about a metre


def quarter(side):
    """A square quarter of side × side blocks of flats, as GeoJSON."""
    features = []
    for row in range(side):
        for column in range(side):
            x, y = 112.73 + 40 * column * DEGREE, 38.42 + 30 * row * DEGREE
            wide, deep = 24 * DEGREE, 12 * DEGREE
            corners = [[x, y], [x + wide, y], [x + wide, y + deep], [x, y + deep]]
            ring = [*corners, corners[0]]
            geometry = {"type": "Polygon", "coordinates": [ring]}
            properties = {"height": 9.0 + 3.0 * ((row + column) % 4)}
            features.append(
                {"type": "Feature", "geometry": geometry, "properties": properties}
            )
    return {"type": "FeatureCollection", "features": features}


@pytest.fixture
def footprints(tmp_path):
    path = tmp_path / "quarter.geojson"
    path.write_text(json.dumps(quarter(3)), encoding="utf-8")
    return path


def test_windows_without_households_are_measured_and_never_judged(
    run, footprints, tmp_path
):
    result = run("analyze", footprints, "--regular-windows", "-o", tmp_path / "out")

    assert 3 == result.exit_code, result.stderr
    assert "没有可评定的户" in result.stdout
    document = json.loads((tmp_path / "out" / "result.json").read_text("utf-8"))
    assert document["counts"]["windows"] == document["counts"]["windows_measured"] > 500
    assert [] == document["households"]


def test_wider_spacing_lays_fewer_windows(run, footprints):
    def count(*options):
        result = run("analyze", footprints, "--regular-windows", "--json", *options)
        return json.loads(result.stdout)["counts"]["windows"]

    assert count("--window-spacing", "7.2") < count() / 1.5


def test_footprints_alone_have_no_windows(run, footprints, tmp_path):
    result = run("analyze", footprints, "-o", tmp_path / "out")

    assert 3 == result.exit_code  # nothing was judged, which is no pass
    assert "--regular-windows" in result.stdout
    document = json.loads((tmp_path / "out" / "result.json").read_text("utf-8"))
    assert 0 == document["counts"]["windows"]
    assert "NO-WINDOWS" in {finding["code"] for finding in document["findings"]}


def test_a_sill_above_the_storey_is_refused(run, footprints):
    result = run("analyze", footprints, "--regular-windows", "--window-sill", "4")

    assert 2 == result.exit_code
    assert "sill_height" in result.stderr


def test_a_real_quarter_is_analysed_whole(run, tmp_path):
    if not os.environ.get("SUNLIGHT_DATA"):
        pytest.skip("SUNLIGHT_DATA names no folder of sample models")
    path = Path(os.environ["SUNLIGHT_DATA"]) / "footprints" / "suzhou_3076.geojson"

    result = run("analyze", path, "--regular-windows", "-o", tmp_path / "out")

    assert 3 == result.exit_code, result.stderr
    assert sorted(RESULT_NAMES) == sorted(p.name for p in (tmp_path / "out").iterdir())
    document = json.loads((tmp_path / "out" / "result.json").read_text("utf-8"))
    assert 3_000 < document["counts"]["buildings"]
    assert 200_000 < document["counts"]["windows_measured"]
