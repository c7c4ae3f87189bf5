"""Isochrones and shadows as files and pictures."""

import builtins
import json

import numpy as np
import pytest
import shapely

from sunlight.analyses.isochrones import isochrones
from sunlight.analyses.shadow_band import band_instants, shadow_over_band
from sunlight.analyses.shadows import hourly_shadows, shadow_difference
from sunlight.assessment.subject import subject_of
from sunlight.errors import MissingExtraError
from sunlight.importers.project_file import read_project
from sunlight.report.aids.isochrones import isochrone_figure, write_isochrones
from sunlight.report.aids.shadows import (
    difference_figure,
    shadow_figure,
    shadow_outlines,
    write_shadow_differences,
)
from sunlight.report.aids.vector_files import aid_provenance
from sunlight.report.texts import texts

BOUNDS = (-60.0, 0.0, 80.0, 120.0)
Z = 800.0


@pytest.fixture(scope="module")
def subject():
    from pathlib import Path

    project, _ = read_project(Path(__file__).with_name("estate.toml"))
    return subject_of(project)


@pytest.fixture(scope="module")
def lines(subject):
    area = shapely.box(-60, 20, 80, 110)
    return isochrones(
        area, subject.obstructions("after"), subject.path, z=Z, accuracy=2.0
    )


@pytest.fixture(scope="module")
def differences(subject):
    instants = band_instants(subject.scene.obstructions, subject.path, z=Z)
    before, after = (
        shadow_over_band(subject.obstructions(s), subject.path, z=Z, instants=instants)
        for s in ("before", "after")
    )
    return [shadow_difference(before, after)]


def words_of(figure):
    return [t.get_text() for axes in figure.axes for t in axes.texts] + [
        t.get_text() for t in figure.texts
    ]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_isochrones_are_written_with_label_plane_and_origin(subject, lines, tmp_path):
    write_isochrones(lines, subject, tmp_path, state="after")
    document = read(tmp_path / "isochrones.geojson")
    kinds = [f["properties"]["kind"] for f in document["features"]]
    region = document["features"][0]

    assert "规程六(一)" in document["aid_zh"]
    assert ("after", Z, [2.0, 3.0], 2.0) == tuple(
        document["provenance"][k]
        for k in ("state", "plane_elevation", "hours", "line_error")
    )
    assert "大寒" == document["provenance"]["day"]
    assert [480.0, 960.0] == document["provenance"]["band"]
    assert {"isochrone_region", "isochrone_line", "body"} <= set(kinds)
    assert shapely.geometry.shape(region["geometry"]).equals(lines[0].region)
    assert region["properties"]["area"] == pytest.approx(lines[0].region.area)
    assert {"isochrones.geojson", "isochrones.png"} == {
        p.name for p in tmp_path.iterdir()
    }


def test_a_geopackage_has_a_layer_a_kind_and_a_table_of_origin(
    subject, lines, tmp_path
):
    pyogrio = pytest.importorskip("pyogrio")
    pytest.importorskip("geopandas")
    write_isochrones(lines, subject, tmp_path, state="after", geopackage=True)
    path = tmp_path / "isochrones.gpkg"
    names = {row[0] for row in pyogrio.list_layers(path)}
    regions = pyogrio.read_dataframe(path, layer="isochrone_region")
    origin = pyogrio.read_dataframe(path, layer="provenance", read_geometry=False)
    told = dict(zip(origin["key"], origin["value"], strict=True))

    assert {"isochrone_region", "isochrone_line", "body", "provenance"} <= names
    assert [2.0, 3.0] == list(regions["hours"])
    assert regions.geometry.area.to_numpy() == pytest.approx(
        [line.region.area for line in lines]
    )
    assert "大寒" == told["day"]
    assert "规程六(一)" in told["aid_zh"]


def test_without_geopandas_the_extra_is_named(subject, lines, tmp_path, monkeypatch):
    real = builtins.__import__

    def without(name, *arguments, **options):
        if name == "geopandas":
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"sunlight-cn\[gis\]"):
        write_isochrones(lines, subject, tmp_path, state="after", geopackage=True)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_plan_of_isochrones_names_lines_plane_error_and_label(subject, lines, lang):
    figure = isochrone_figure(lines, subject, state="after", lang=lang)
    shown = " ".join(words_of(figure)).replace("\n", "")
    words = texts(lang)

    assert words["isochrone.line"].format(hours="2") in shown
    assert "800.00 m" in shown
    assert "2 m" in shown
    assert "规程六(一)" in shown
    assert shown.count("3 h") > 2  # classes, line, and labels on the plan


def test_labels_of_lines_do_not_meet(subject, lines):
    from sunlight.report.aids.isochrones import LABEL_ROOM, isochrone_sheet

    marks = isochrone_sheet(lines, subject, state="after").panels[0].marks
    spots = np.array([(m.x, m.y) for m in marks])
    apart = np.hypot(*(spots[:, None] - spots).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)

    assert len(marks) >= 2
    assert apart.min() > LABEL_ROOM * 140.0


def test_hourly_shadows_are_a_plan_an_hour_with_whose_they_are(subject):
    shadows = hourly_shadows(subject.obstructions("after"), subject.path, z=Z)
    outlines = [o for shadow in shadows for o in shadow_outlines(shadow)]
    whole = [o.figures["true_solar_time"] for o in outlines if o.kind == "shadow"]
    owners = {
        o.figures["owner"] for o in outlines if o.shape.area and "owner" in o.figures
    }
    figure = shadow_figure(shadows, subject, state="after", bounds=BOUNDS)

    assert [f"{hour:02d}:00" for hour in range(8, 17)] == whole
    assert {"1#", "2#", "P1"} == owners  # S1 is removed
    assert 10 == len(figure.axes)  # nine plans and the panel
    assert sum("09:00" in text for text in words_of(figure)) == 1


def test_the_union_prints_its_error(subject, differences):
    after = differences[0].after
    figure = shadow_figure([after], subject, state="after", bounds=BOUNDS, lang="en")
    shown = " ".join(words_of(figure)).replace("\n", "")

    assert f"within {after.error:.3f} m" in shown
    assert "08:00–16:00" in shown


def test_differences_tell_what_comes_and_what_goes(subject, differences, tmp_path):
    write_shadow_differences(differences, subject, tmp_path, bounds=BOUNDS)
    document = read(tmp_path / "shadow_difference.geojson")
    added = next(
        f for f in document["features"] if f["properties"]["kind"] == "shadow_added"
    )
    figure = difference_figure(differences, subject, bounds=BOUNDS)

    assert differences[0].added.area > 100.0
    assert added["properties"]["area"] == pytest.approx(differences[0].added.area)
    assert "difference" == document["provenance"]["state"]
    assert any(texts("zh")["shadow.added"] in text for text in words_of(figure))


def test_the_origin_holds_hashes_and_conventions(subject):
    told = aid_provenance(subject, {"state": "after"})

    assert ("xinzhou-2022", "after", 5.0) == (
        told["rules"],
        told["state"],
        told["shortest_segment"],
    )
    assert 64 == len(told["input_hash"]) == len(told["rules_hash"])
    assert "true solar time" in told["time"]
