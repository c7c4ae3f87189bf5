"""The DXF drawing: what other programs find in it, and what ours reads back."""

import dataclasses
import math

import numpy as np
import pytest
import shapely

from sunlight.errors import InputError, MissingExtraError
from sunlight.importers.dxf.layers import LayerMap, LayerRole, ready_layers
from sunlight.importers.dxf.options import DxfOptions
from sunlight.importers.dxf.reader import read_dxf
from sunlight.kinds import PartKind, Status
from sunlight.model.dossier import Dossier, Party
from sunlight.report.dxf.layers import (
    DXF_KINDS,
    LAYERS,
    PART_LAYERS,
    STATUS_LAYERS,
)
from sunlight.report.dxf.write import write_dxf
from sunlight.report.spacing import spacings

ezdxf = pytest.importorskip("ezdxf")

FIRST_LIT_PLAN = ("site", "scope", "windows")


@pytest.fixture(scope="module")
def drawn(estate, tmp_path_factory):
    """File with every kind of drawing, and the document in it."""
    path = tmp_path_factory.mktemp("dxf") / "estate.dxf"
    assert write_dxf(estate, path) == DXF_KINDS
    return path, ezdxf.readfile(path)


def on(document, layer):
    return [e for e in document.modelspace() if e.dxf.layer == layer]


def with_project(assessment, **changes):
    project = dataclasses.replace(assessment.project, **changes)
    return dataclasses.replace(assessment, project=project)


def data_of(entity):
    tags = entity.get_xdata("SUNLIGHT")
    return dict(tag.value.split("=", 1) for tag in tags if tag.code == 1000)


def test_audit_finds_nothing_to_mend(drawn):
    auditor = drawn[1].audit()

    assert auditor.errors == []
    assert auditor.fixes == []


def test_file_is_utf8_in_metres_and_has_chinese_fonts(drawn):
    path, document = drawn

    assert "日照-建筑-拟建" in path.read_text(encoding="utf-8")
    assert document.dxfversion == "AC1024"
    assert document.header["$INSUNITS"] == 6
    style = document.styles.get("日照-宋体")
    assert style.dxf.font == "simsun.ttc"
    assert style.get_extended_font_data()[0] == "SimSun"
    assert document.styles.get("日照-大字体").dxf.bigfont == "gbcbig.shx"
    texts = [e for e in document.modelspace() if e.dxftype() == "TEXT"]
    assert {e.dxf.style for e in texts} == {"日照-宋体"}


def test_buildings_read_back_with_their_outlines_and_heights(drawn, estate):
    read, _ = read_dxf(drawn[0], options=DxfOptions())
    drawn_ids = {b.id: b for b in estate.project.buildings}

    assert len(read.buildings) == len(drawn_ids)
    by_place = {b.parts[0].polygon.centroid.coords[0]: b for b in read.buildings}
    for building in drawn_ids.values():
        body = building.parts[0]
        x, y = body.polygon.centroid.coords[0]
        found = min(by_place, key=lambda at: math.hypot(at[0] - x, at[1] - y))
        same = by_place[found].parts[0]
        assert same.polygon.symmetric_difference(body.polygon).area < 1e-6
        assert abs(same.base - body.base) < 1e-6
        assert abs(same.top - body.top) < 1e-6
        assert by_place[found].status is building.status
        assert by_place[found].removed_by_project == building.removed_by_project
    assert {"1#", "2#"} <= {b.id for b in read.buildings}


def test_windows_read_back_at_their_sills(drawn, estate):
    read, _ = read_dxf(drawn[0], options=DxfOptions())
    windows = estate.project.windows

    def sills(table, level):
        rows = np.column_stack([table.left, table.right, level])
        return rows[np.lexsort(np.round(rows, 6).T)]

    zero = np.array([b.zero_level for b in read.buildings])[read.windows.building]
    level = zero + read.windows.floor_level + read.windows.sill_height
    expected = sills(windows, estate.windows.sill_z)

    assert len(read.windows) == len(windows)
    np.testing.assert_allclose(sills(read.windows, level), expected, atol=1e-6)


def test_windows_carry_their_exact_minutes(drawn, estate):
    lines = [e for e in drawn[1].modelspace() if e.dxf.layer.startswith("日照-窗台线-")]
    told = {data_of(e)["window"]: data_of(e) for e in lines}
    windows = estate.project.windows

    assert len(lines) == len(windows)
    for name, minutes in zip(windows.id, estate.windows.minutes_after, strict=True):
        shown = told[name].get("minutes_after")
        assert (shown is None) == bool(np.isnan(minutes))
        assert shown is None or float(shown) == minutes
    failing = [data_of(e)["window"] for e in on(drawn[1], "日照-窗台线-未达标")]
    assert failing
    by_id = dict(zip(windows.id, estate.windows.minutes_after, strict=True))
    assert all(by_id[name] < 120.0 for name in failing)


def test_reader_takes_every_own_layer_for_what_it_is():
    rules = LayerMap(ready_layers())
    buildings = {*STATUS_LAYERS.values(), *PART_LAYERS.values()}
    windows = {name for name in LAYERS if name.startswith("日照-窗台线-")}

    found = {name: rules.rule(name) for name in LAYERS}

    assert {n for n, r in found.items() if r.role is LayerRole.BUILDING} == buildings
    assert {n for n, r in found.items() if r.role is LayerRole.WINDOW} == windows
    for status in Status:
        assert found[STATUS_LAYERS[status.value]].status is status
    assert found[STATUS_LAYERS["removed"]].removed
    for kind, name in PART_LAYERS.items():
        assert found[name].part is kind
    assert found["日照-指北针"].role is LayerRole.NORTH
    assert found["日照-建筑-天井"].role is LayerRole.COURTYARD


def test_courtyards_rings_and_roof_structures_read_back(estate, tmp_path):
    yard = shapely.box(5, 63, 9, 69)
    shape = shapely.box(0, 60, 20, 72).difference(yard)
    first = estate.project.buildings[0]
    body = dataclasses.replace(first.parts[0], polygon=shape)
    rim = shapely.box(0, 60, 20, 72).difference(shapely.box(0.2, 60.2, 19.8, 71.8))
    parapet = dataclasses.replace(
        body, kind=PartKind.PARAPET, polygon=rim, base=body.top, top=body.top + 1.1
    )
    changed = dataclasses.replace(first, parts=(body, parapet))
    others = estate.project.buildings[1:]
    assessment = with_project(estate, buildings=(changed, *others))
    path = tmp_path / "yard.dxf"

    write_dxf(assessment, path, kinds=())
    read, _ = read_dxf(path, options=DxfOptions())

    (same,) = [b for b in read.buildings if b.id == "1#"]
    bodies = [p for p in same.parts if p.kind is PartKind.BODY]
    rims = [p for p in same.parts if p.kind is PartKind.PARAPET]
    assert len(bodies) == 1
    assert bodies[0].polygon.symmetric_difference(shape).area < 1e-6
    united = shapely.union_all([p.polygon for p in rims])
    assert united.symmetric_difference(rim).area < 1e-6
    assert {round(p.top - p.base, 9) for p in rims} == {1.1}


def test_map_coordinates_are_those_of_the_file_and_are_masked(estate, tmp_path):
    site = dataclasses.replace(
        estate.project.site,
        origin=(38_512_000.0, 4_254_000.0),
        north_angle=30.0,
        crs="EPSG:4526",
        north="angle",
    )
    assessment = with_project(estate, site=site)
    plain, masked = tmp_path / "plain.dxf", tmp_path / "masked.dxf"

    write_dxf(assessment, plain, kinds=("site",))
    write_dxf(assessment, masked, kinds=("site",), masked=True)

    def corners(path):
        document = ezdxf.readfile(path)
        (line,) = on(document, "日照-建筑-拟建")
        (arrow,) = on(document, "日照-指北针")
        angle = math.radians(arrow.dxf.rotation)
        return np.array(line.get_points("xy")), (-math.sin(angle), math.cos(angle))

    # true north lies 30° clockwise of the file's +y: (60, 22) is turned by that
    points, north = corners(plain)
    sine, cosine = 0.5, math.sqrt(3.0) / 2.0
    east, up = 60.0 * cosine + 22.0 * sine, 22.0 * cosine - 60.0 * sine
    at = np.array([38_512_000.0 + east, 4_254_000.0 + up])
    assert np.abs(points - at).max(axis=1).min() < 1e-6
    np.testing.assert_allclose(north, (0.5, cosine), atol=1e-9)

    points, north = corners(masked)
    assert np.abs(points - [100.0, 12.0]).max(axis=1).min() < 1e-9
    np.testing.assert_allclose(north, (0.0, 1.0), atol=1e-9)
    text = masked.read_text(encoding="utf-8")
    assert "38512" not in text
    assert "4254" not in text
    assert "4526" not in text


def test_a_turned_drawing_reads_back_to_true_north(estate, tmp_path):
    site = dataclasses.replace(
        estate.project.site, origin=(500.0, 300.0), north_angle=12.5, north="angle"
    )
    path = tmp_path / "turned.dxf"

    write_dxf(with_project(estate, site=site), path, kinds=())
    read, _ = read_dxf(path, options=DxfOptions())

    assert abs(read.site.north_angle - 12.5) < 1e-9
    (new,) = [b for b in read.buildings if b.status is Status.PROPOSED]
    low_x, low_y, high_x, high_y = new.parts[0].polygon.bounds
    assert abs(high_x - low_x - 100.0) < 1e-6
    assert abs(high_y - low_y - 12.0) < 1e-6


def test_masked_drawing_has_no_names(estate, tmp_path):
    dossier = Dossier(client=Party(name="甲方置业"), compiled_by="王某")
    assessment = with_project(estate, dossier=dossier)
    plain, masked = tmp_path / "plain.dxf", tmp_path / "masked.dxf"

    write_dxf(assessment, plain, kinds=FIRST_LIT_PLAN)
    write_dxf(assessment, masked, kinds=FIRST_LIT_PLAN, masked=True)

    names = ("试验小区", "远楼", "甲方置业", "王某", "古树")
    shown = plain.read_text(encoding="utf-8")
    hidden = masked.read_text(encoding="utf-8")
    assert all(name in shown for name in names)
    assert not any(name in hidden for name in names)


def test_sheets_are_at_scale_and_show_their_own_layers(drawn):
    document = drawn[1]
    names = document.layouts.names_in_taborder()

    assert names[0] == "Model"
    assert names[1] == "01-日照分析总平面图"
    assert len(names) == 1 + len(DXF_KINDS)
    for name in names[1:]:
        (view,) = [v for v in document.layouts.get(name).viewports() if v.dxf.id > 1]
        scale = view.dxf.view_height * 1000.0 / view.dxf.height
        texts = [e.dxf.text for e in document.layouts.get(name).query("TEXT")]
        assert f"1:{round(scale)}" in texts
        assert round(scale) in (500, 1000, 2000)
        assert abs(scale - round(scale)) < 1e-6
    site = document.layouts.get(names[1]).viewports()[-1]
    assert "日照-等时线-2h" in site.frozen_layers
    assert "日照-建筑-拟建" not in site.frozen_layers


def test_isochrones_lie_in_their_plane_with_their_hours(drawn):
    lines = on(drawn[1], "日照-等时线-2h")

    assert lines
    assert {e.dxf.elevation for e in lines} == {800.0}
    assert {data_of(e)["hours"] for e in lines} == {"2.0"}
    labels = [e.dxf.text for e in on(drawn[1], "日照-等时线-标注")]
    assert {"2h", "3h"} >= set(labels)
    assert labels


def test_noon_shadow_is_as_long_as_the_sun_says(drawn, estate):
    # 45 m over the ground, the sun at noon of 大寒 at 90° - 38.42° - 20.15°
    length = 45.0 / math.tan(math.radians(90.0 - 38.42 - 20.15))
    rings = [
        shapely.Polygon(e.get_points("xy")) for e in on(drawn[1], "日照-阴影-1200")
    ]
    shadow = next(r for r in rings if r.contains(shapely.Point(-30.0, 40.0)))

    assert abs(shadow.bounds[3] - (22.0 + length)) < 0.01


def test_grid_shows_whole_minutes(drawn):
    texts = on(drawn[1], "日照-网格-数值")

    assert texts
    figures = [int(e.dxf.text) for e in texts]
    assert min(figures) >= 0
    assert max(figures) == 480


def test_equal_assessments_give_equal_files(drawn, estate, tmp_path):
    again = tmp_path / "again.dxf"

    write_dxf(estate, again)

    assert again.read_bytes() == drawn[0].read_bytes()


def test_names_with_codes_are_harmless(estate, tmp_path):
    nasty = "楼%%c\\P{\\fArial;x}^J\x07\n<b>=1+1" + "长" * 200
    buildings = tuple(
        dataclasses.replace(b, name=nasty) for b in estate.project.buildings
    )
    assessment = with_project(estate, name=nasty, buildings=buildings)
    path = tmp_path / "nasty.dxf"

    write_dxf(assessment, path, kinds=("site",))
    document = ezdxf.readfile(path)

    assert document.audit().errors == []
    texts = [*document.modelspace().query("TEXT")]
    for name in document.layouts.names_in_taborder()[1:]:
        texts += document.layouts.get(name).query("TEXT")
    shown = [e.dxf.text for e in texts]
    assert not any("%%" in t or "\\" in t or "{" in t or "^" in t for t in shown)
    assert any("楼" in t for t in shown)
    assert all(e.plain_text() == e.dxf.text for e in texts)


def test_project_without_windows_is_drawn(bare_estate, tmp_path):
    path = tmp_path / "bare.dxf"

    kinds = write_dxf(bare_estate, path, kinds=FIRST_LIT_PLAN, lang="en")

    assert kinds == ("site", "scope")
    assert ezdxf.readfile(path).audit().errors == []


def test_unknown_kinds_and_folders_are_refused(estate, tmp_path, monkeypatch):
    with pytest.raises(InputError, match="no drawing 'plan'; allowed are site"):
        write_dxf(estate, tmp_path / "x.dxf", kinds=("plan",))
    with pytest.raises(OSError, match="No such file"):
        write_dxf(estate, tmp_path / "none" / "x.dxf", kinds=())
    monkeypatch.setattr("sunlight.report.dxf.write.find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"report"):
        write_dxf(estate, tmp_path / "x.dxf")


def test_spacings_are_those_of_the_site_plan(drawn, estate):
    dimensions = drawn[1].modelspace().query("DIMENSION")

    assert sorted(one.length for one in spacings(estate.project)) == pytest.approx(
        sorted(one.get_measurement() for one in dimensions)
    )
    assert len(dimensions) > 0
