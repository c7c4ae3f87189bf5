"""Isochrones and shadows as files and pictures."""

import json

import numpy as np
import pytest
import shapely

from sunlight.analyses.isochrones import isochrones
from sunlight.analyses.shadow_band import band_instants, shadow_over_band
from sunlight.analyses.shadows import hourly_shadows, shadow_difference
from sunlight.assessment.subject import subject_of
from sunlight.importers.project_file import read_project
from sunlight.report.aids.georeference import georeference
from sunlight.report.aids.isochrones import (
    isochrone_figure,
    isochrone_layer,
    isochrone_provenance,
)
from sunlight.report.aids.shadow_layers import (
    difference_layer,
    shadow_outlines,
    shadow_provenance,
)
from sunlight.report.aids.shadows import difference_figure, shadow_figure
from sunlight.report.aids.write import write_aids
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


def told(make, found, subject, lang="zh", state="after"):
    return make(
        found, subject, state=state, height="800 m",
        place=georeference(subject.project), words=texts(lang),
    )  # fmt: skip


def written(layer, ending, folder, subject):
    place = georeference(subject.project)
    (name,) = write_aids([layer], {}, folder, [ending], place=place, words=texts("zh"))
    return folder / name


@pytest.fixture(scope="module")
def layer(subject, lines):
    return isochrone_layer(
        lines, subject, "grid_isochrone_after", state="after",
        provenance=told(isochrone_provenance, lines, subject),
    )  # fmt: skip


def words_of(figure):
    return [t.get_text() for axes in figure.axes for t in axes.texts] + [
        t.get_text() for t in figure.texts
    ]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_isochrones_are_written_with_label_plane_and_origin(
    layer, subject, lines, tmp_path
):
    document = read(written(layer, "geojson", tmp_path, subject))
    origin = document["provenance"]
    kinds = [f["properties"]["kind"] for f in document["features"]]
    region = document["features"][0]

    assert "规程六(一)" in origin["label"]
    assert ("isochrone", "建设后", Z, "2, 3", 2.0) == tuple(
        origin[k] for k in ("kind", "state", "plane_z", "hours", "line_error")
    )
    assert ("大寒", "08:00–16:00", 5.0) == tuple(
        origin[k] for k in ("day", "band", "shortest_segment")
    )
    assert {"isochrone_region", "isochrone_line", "body"} <= set(kinds)
    assert shapely.geometry.shape(region["geometry"]).equals(lines[0].region)
    assert region["properties"]["area"] == pytest.approx(lines[0].region.area)
    assert region["properties"]["label"] == origin["label"]


def test_outlines_without_a_shape_are_left_out_of_every_format(layer):
    assert len(layer.table) == len(layer.shapes)
    assert not shapely.is_empty(layer.shapes).any()


def test_a_geopackage_has_a_layer_a_kind_with_its_origin(
    layer, subject, lines, tmp_path
):
    pyogrio = pytest.importorskip("pyogrio")
    pytest.importorskip("geopandas")
    path = written(layer, "gpkg", tmp_path, subject)
    names = {row[0] for row in pyogrio.list_layers(path)}
    regions = pyogrio.read_dataframe(path, layer="isochrone_region")
    origin = pyogrio.read_info(path, layer="isochrone_line")["layer_metadata"]

    assert {"isochrone_region", "isochrone_line", "body"} <= names
    assert [2.0, 3.0] == list(regions["hours"])
    assert regions.geometry.area.to_numpy() == pytest.approx(
        [line.region.area for line in lines]
    )
    assert {"大寒"} == set(regions["day"])
    assert layer.provenance == json.loads(origin["sunlight"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_plan_of_isochrones_names_lines_plane_error_and_label(subject, lines, lang):
    words = texts(lang)
    origin = told(isochrone_provenance, lines, subject, lang)
    figure = isochrone_figure(
        lines, subject, state="after", provenance=origin, words=words
    )
    shown = " ".join(words_of(figure)).replace("\n", "")

    assert words["isochrone.line"].format(hours="2") in shown
    assert "800 m" in shown
    assert "-20.15°" in shown
    assert "2 m" in shown
    assert shown.count(words["grids.label"]) == 2  # large, and in the small print
    assert shown.count("3 h") > 2  # classes, line, and labels on the plan


def test_labels_of_lines_do_not_meet(subject, lines):
    from sunlight.report.aids.isochrones import LABEL_ROOM, isochrone_sheet

    origin = told(isochrone_provenance, lines, subject)
    sheet = isochrone_sheet(
        lines, subject, state="after", provenance=origin, words=texts("zh")
    )
    marks = sheet.panels[0].marks
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
    figure = shadow_figure(
        shadows, subject, state="after", bounds=BOUNDS, words=texts("zh"),
        provenance=told(shadow_provenance, shadows, subject),
    )  # fmt: skip

    assert [f"{hour:02d}:00" for hour in range(8, 17)] == whole
    assert {"1#", "2#", "P1"} == owners  # S1 is removed
    assert 10 == len(figure.axes)  # nine plans and the panel
    assert sum("09:00" in text for text in words_of(figure)) == 1


def test_the_union_prints_its_error(subject, differences):
    after = differences[0].after
    figure = shadow_figure(
        [after], subject, state="after", bounds=BOUNDS, words=texts("en"),
        provenance=told(shadow_provenance, [after], subject, "en"),
    )  # fmt: skip
    shown = " ".join(words_of(figure)).replace("\n", "")

    assert f"within {after.error:.3f} m" in shown
    assert "08:00–16:00" in shown


def test_differences_tell_what_comes_and_what_goes(subject, differences, tmp_path):
    after = [one.after for one in differences]
    origin = told(shadow_provenance, after, subject, state="difference")
    layer = difference_layer(
        differences, subject, "grid_shadow_difference", provenance=origin
    )
    document = read(written(layer, "geojson", tmp_path, subject))
    added = next(
        f for f in document["features"] if f["properties"]["kind"] == "shadow_added"
    )
    figure = difference_figure(
        differences, subject, bounds=BOUNDS, provenance=origin, words=texts("zh")
    )

    assert differences[0].added.area > 100.0
    assert added["properties"]["area"] == pytest.approx(differences[0].added.area)
    assert "建设前后对比" == document["provenance"]["state"]
    assert any(texts("zh")["shadow.added"] in text for text in words_of(figure))
