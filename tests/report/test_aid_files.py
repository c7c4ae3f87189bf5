"""Files of the aids, written and read again; where the CRS is known, true positions."""

import csv
import io
import json
import math
from dataclasses import replace

import numpy as np
import pytest
import shapely
from pyarrow import parquet

import sunlight as sl
from sunlight import __version__
from sunlight.analyses.facades import facade_grid, walls_of
from sunlight.analyses.grids import INSIDE_BODY, MEASURED, OUTSIDE_AREA, plan_grid
from sunlight.analyses.lines import line_light
from sunlight.analyses.planes import plane_of
from sunlight.analyses.points import point_light
from sunlight.assessment.subject import subject_of
from sunlight.errors import InputError, MissingExtraError
from sunlight.report.aids import files
from sunlight.report.aids.facade_picture import facade_picture
from sunlight.report.aids.georeference import georeference
from sunlight.report.aids.hours import hour_classes
from sunlight.report.aids.layers import (
    facade_layer,
    line_layer,
    plan_layer,
    point_layer,
)
from sunlight.report.aids.line_picture import line_picture
from sunlight.report.aids.plan_picture import plan_picture
from sunlight.report.aids.provenance import plane_words, provenance_of
from sunlight.report.aids.sheet import png_of
from sunlight.report.aids.write import checked_formats, file_stem, write_aids
from sunlight.report.texts import texts

WORDS = texts("zh")
CRS = "EPSG:4547"
LABEL = "辅助分析，不作为结论依据（规程六(一)）"


@pytest.fixture(scope="module")
def subject(estate):
    return subject_of(estate.project)


@pytest.fixture(scope="module")
def grid(subject):
    area = shapely.Polygon([(-20, 50), (40, 50), (40, 90), (-20, 80)])
    return plan_grid(
        area, subject.obstructions("after"), subject.path, z=800.0, spacing=5.0
    )


def place_of(subject, crs=""):
    return georeference(subject.project, crs=crs)


def told(subject, found, kind="plan", crs="", spacing=5.0):
    return provenance_of(
        subject.project, found.basis, kind=kind, state="after",
        height=plane_words(plane_of(subject.project), WORDS), spacing=spacing,
        place=place_of(subject, crs), words=WORDS,
    )  # fmt: skip


@pytest.fixture(scope="module")
def layer(subject, grid):
    return plan_layer(grid, "grid_plan_after", told(subject, grid))


def written(layer, ending, folder, place):
    write_aids([layer], {}, folder, (ending,), place=place, words=WORDS)
    return folder / f"{layer.name}.{ending}"


def test_the_grid_of_these_tests_has_all_three_kinds_of_cells(grid):
    assert {MEASURED, INSIDE_BODY, OUTSIDE_AREA} == set(grid.mask.ravel().tolist())


def test_a_table_for_excel_carries_figures_and_provenance(layer, subject, tmp_path):
    path = written(layer, "csv", tmp_path, place_of(subject))
    data = path.read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))

    assert data.startswith(b"\xef\xbb\xbf")
    assert len(layer.table) == len(rows)
    minutes = [float(r["有效日照(分钟,精确)"] or "nan") for r in rows]
    np.testing.assert_array_equal(layer.table["minutes"].to_numpy(), minutes)
    inside = [r for r in rows if r["在建筑内"] == "是"]
    assert inside
    assert all(r["有效日照(分钟,精确)"] == "" for r in inside)
    assert {LABEL} == {r["性质"] for r in rows}
    assert {("建设后", "大寒", "08:00–16:00")} == {
        (r["状态"], r["标准日"], r["有效时间带(真太阳时)"]) for r in rows
    }
    assert {"计算面标高 800.000 m（室外地坪 800.000 m 以上 0.000 m）"} == {
        r["计算高度"] for r in rows
    }
    assert {("5", "5")} == {(r["间距(m)"], r["最短时段(分钟)"]) for r in rows}
    assert {f"sunlight {__version__}"} == {r["软件版本"] for r in rows}


def test_parquet_keeps_figures_and_provenance(layer, subject, tmp_path):
    read = parquet.read_table(written(layer, "parquet", tmp_path, place_of(subject)))

    assert layer.table.equals(read.replace_schema_metadata(None))
    assert layer.provenance == json.loads(read.schema.metadata[b"sunlight"])


def test_geojson_without_a_system_says_that_it_has_project_coordinates(
    layer, subject, tmp_path
):
    path = written(layer, "geojson", tmp_path, place_of(subject))
    document = json.loads(path.read_text("utf-8"))

    assert layer.provenance == document["provenance"]
    assert "无坐标系" in document["provenance"]["coordinates"]
    assert len(layer.table) == len(document["features"])
    first = document["features"][0]
    assert LABEL == first["properties"]["label"]
    cell = shapely.geometry.shape(first["geometry"])
    assert cell.equals(layer.shapes[0])
    covered = [f for f in document["features"] if f["properties"]["covered"]]
    assert covered
    assert all(f["properties"]["minutes"] is None for f in covered)


def true_position(x, y):
    """Longitude and latitude of project coordinates of the moved project below."""
    from pyproj import Transformer

    turn = math.radians(10.0)
    east = 389_000.0 + x * math.cos(turn) + y * math.sin(turn)
    north = 4_254_000.0 - x * math.sin(turn) + y * math.cos(turn)
    to_degrees = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)
    return (east, north), to_degrees.transform(east, north)


@pytest.fixture(scope="module")
def moved(subject):
    """The project as if its drawing had large coordinates and another north."""
    site = replace(
        subject.project.site, origin=(389_000.0, 4_254_000.0), north_angle=10.0
    )
    return replace(subject, project=replace(subject.project, site=site))


def test_geojson_with_a_system_has_longitude_and_latitude(moved, grid, tmp_path):
    layer = plan_layer(grid, "grid_plan_after", told(moved, grid, crs=CRS))
    path = written(layer, "geojson", tmp_path, place_of(moved, CRS))
    document = json.loads(path.read_text("utf-8"))

    corner = document["features"][3]["geometry"]["coordinates"][0][0]
    local = shapely.get_coordinates(layer.shapes[3])[0]
    _, expected = true_position(*local)
    assert expected == pytest.approx(corner, abs=1e-12)
    assert f"坐标系 {CRS}" == document["provenance"]["coordinates"]


def test_the_turn_of_a_file_is_that_of_the_importer(moved):
    from sunlight.importers.placement import Placement

    places = np.array([(389_123.0, 4_254_321.0), (389_000.0, 4_254_000.0)])
    project = Placement(north_angle=10.0, origin=moved.project.site.origin).place(
        places
    )

    back = place_of(moved, CRS).placed(np.array(shapely.points(project), dtype=object))

    np.testing.assert_allclose(shapely.get_coordinates(back), places, atol=1e-6)


def test_footprints_in_degrees_come_back_where_they_were(tmp_path):
    ring = [[112.73, 38.42], [112.7303, 38.42], [112.7303, 38.4202], [112.73, 38.42]]
    feature = {
        "type": "Feature",
        "properties": {"height": 10.0},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    path = tmp_path / "a.geojson"
    collection = {"type": "FeatureCollection", "features": [feature]}
    path.write_text(json.dumps(collection), encoding="utf-8")
    project, _ = sl.read_geojson(path)

    place = georeference(project)
    outline = np.array([project.buildings[0].parts[0].polygon], dtype=object)
    back = shapely.get_coordinates(place.longitude_latitude(outline))

    np.testing.assert_allclose(sorted(back.tolist()), sorted(ring), atol=1e-9)


def test_footprints_in_a_grid_need_no_crs(tmp_path):
    from pyproj import Transformer

    from sunlight.importers.gis.read import read_gis

    ring = [[120.60, 31.30], [120.601, 31.30], [120.601, 31.301], [120.60, 31.30]]
    to_grid = Transformer.from_crs("EPSG:4326", "EPSG:4549", always_xy=True)
    feature = {
        "type": "Feature",
        "properties": {"height": 10.0},
        "geometry": {
            "type": "Polygon",
            "coordinates": [[to_grid.transform(*place) for place in ring]],
        },
    }
    crs = {"type": "name", "properties": {"name": "EPSG:4549"}}
    collection = {"type": "FeatureCollection", "crs": crs, "features": [feature]}
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(collection), encoding="utf-8")
    project, _ = read_gis(path)

    place = georeference(project)
    outline = np.array([project.buildings[0].parts[0].polygon], dtype=object)
    back = shapely.get_coordinates(place.longitude_latitude(outline))

    assert place.name == "EPSG:4549"
    np.testing.assert_allclose(sorted(back.tolist()), sorted(ring), atol=1e-8)


@pytest.mark.parametrize("crs", ["", CRS])
def test_a_geopackage_can_be_read_again(moved, grid, tmp_path, crs):
    pyogrio = pytest.importorskip("pyogrio", reason="needs the extra [gis]")
    pytest.importorskip("geopandas", reason="needs the extra [gis]")
    layer = plan_layer(grid, "grid_plan_after", told(moved, grid, crs=crs))

    path = written(layer, "gpkg", tmp_path, place_of(moved, crs))
    read = pyogrio.read_dataframe(path)
    head = pyogrio.read_info(path, layer="grid_plan_after")

    assert len(layer.table) == len(read)
    np.testing.assert_array_equal(layer.table["minutes"].to_numpy(), read["minutes"])
    assert {LABEL} == set(read["label"])
    assert layer.provenance == json.loads(head["layer_metadata"]["sunlight"])
    local = shapely.get_coordinates(layer.shapes[0])[0]
    corner = shapely.get_coordinates(read.geometry.iloc[0])[0]
    expected = true_position(*local)[0] if crs else local
    assert tuple(expected) == pytest.approx(tuple(corner), abs=1e-6)
    if crs:
        assert 4547 == read.crs.to_epsg()
    else:
        assert read.crs is None or "Undefined" in read.crs.name


@pytest.mark.parametrize("crs", ["", CRS])
def test_a_geotiff_has_each_minute_where_it_belongs(moved, grid, tmp_path, crs):
    rasterio = pytest.importorskip("rasterio", reason="needs the extra [gis]")
    layer = plan_layer(grid, "grid_plan_after", told(moved, grid, crs=crs))

    path = written(layer, "tif", tmp_path, place_of(moved, crs))
    with rasterio.open(path) as file:
        minutes, mask, tags = file.read(1), file.read(2), file.tags()
        transform, system = file.transform, file.crs

    np.testing.assert_array_equal(grid.minutes, np.flipud(minutes))
    np.testing.assert_array_equal(grid.mask, np.flipud(mask))
    for row, column in ((0, 0), (2, 5)):
        x, y = grid.x[column], grid.y[len(grid.y) - 1 - row]
        expected = true_position(x, y)[0] if crs else (x, y)
        found = transform @ (column + 0.5, row + 0.5)
        assert expected == pytest.approx(found, abs=1e-6)
    assert (LABEL, "大寒") == (tags["label"], tags["day"])
    assert (system is None) if not crs else (4547 == system.to_epsg())


def test_a_line_and_points_and_facades_are_layers_too(subject, tmp_path):
    scene, path = subject.obstructions("after"), subject.path
    line = line_light(
        shapely.LineString([(0, 50), (20, 50)]), scene, path, z=801.0, spacing=5.0
    )
    points = point_light([(75, 50, 801), (5, 65, 801)], scene, path)
    (wall, *_) = walls_of(shapely.box(0, 60, 20, 72), base=800.0, top=810.0, owner="1#")
    facade = facade_grid([wall], scene, path, spacing=5.0)

    layers = [
        line_layer(line, "line", told(subject, line.light, "line"), WORDS),
        point_layer(points, "point", told(subject, points, "point"), WORDS),
        facade_layer(facade, "facade", told(subject, facade[0], "facade")),
    ]
    names = write_aids(
        layers, {}, tmp_path, ("csv", "geojson"), place=place_of(subject), words=WORDS
    )

    assert sorted(names) == sorted(p.name for p in tmp_path.iterdir())
    assert [0.0, 5.0, 10.0, 15.0, 20.0] == layers[0].table["distance"].to_pylist()
    assert [False, True] == layers[1].table["covered"].to_pylist()
    assert "P1" in layers[1].table["lit"][0].as_py()
    assert facade[0].mask.size == len(layers[2].table)
    for layer in layers:
        document = json.loads((tmp_path / f"{layer.name}.geojson").read_text("utf-8"))
        place = document["features"][0]["geometry"]["coordinates"]
        assert 3 == len(place)  # elevations are kept


def test_a_layer_without_a_grid_is_no_raster(subject, tmp_path):
    points = point_light([(5, 50, 801)], subject.obstructions("after"), subject.path)
    layer = point_layer(points, "point", told(subject, points, "point"), WORDS)

    with pytest.raises(InputError, match="no plan grid"):
        written(layer, "tif", tmp_path / "out", place_of(subject))

    assert not (tmp_path / "out").exists()


def test_more_points_than_a_table_holds_are_told(layer, subject, tmp_path, monkeypatch):
    monkeypatch.setattr("sunlight.report.aids.write.MOST_FEATURES", 10)

    with pytest.raises(InputError, match="choose tif, parquet or png"):
        written(layer, "csv", tmp_path / "out", place_of(subject))
    written(layer, "parquet", tmp_path / "out", place_of(subject))

    assert ["grid_plan_after.parquet"] == [p.name for p in (tmp_path / "out").iterdir()]


def test_a_missing_library_names_its_extra(layer, subject, tmp_path, monkeypatch):
    def absent(name):
        raise ImportError(name)

    monkeypatch.setattr(files, "import_module", absent)

    for ending in ("gpkg", "tif"):
        with pytest.raises(MissingExtraError, match=r"sunlight-cn\[gis\]"):
            written(layer, ending, tmp_path / "out", place_of(subject))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:999999", "EPSG:2264", "纬度"])
def test_a_system_that_is_none_in_metres_is_refused(subject, crs):
    with pytest.raises(InputError, match="crs"):
        place_of(subject, crs)


def test_a_system_in_which_the_project_lies_elsewhere_is_refused(subject, moved):
    with pytest.raises(InputError, match=r"latitude 0\.0"):
        place_of(subject, CRS)  # small coordinates of a drawing
    with pytest.raises(InputError, match="mind the zone"):
        place_of(moved, "EPSG:4546")
    assert CRS == place_of(moved, CRS).name


@pytest.mark.parametrize("text", ["", "csv,shp", ","])
def test_formats_that_are_none_are_refused(text):
    with pytest.raises(InputError, match="format"):
        checked_formats(text)


def test_names_of_files_are_safe_on_every_system():
    assert "grid_facade_3_1_after" == file_stem("facade", "3/1#", "after")


def test_hours_begin_at_their_limit():
    minutes = np.array([0.0, 0.1, 59.9, 60.0, 120.0 - 1e-9, 480.0, 600.0, np.nan])

    classes = hour_classes(minutes)

    np.testing.assert_array_equal([0, 1, 1, 2, 3, 9, 9, np.nan], classes)


def shown_texts(figure):
    return [
        t.get_text() for t in figure.findobj(match=lambda a: hasattr(a, "get_text"))
    ]


def test_pictures_say_that_they_are_aids_and_at_which_height(subject, grid):
    scene, path = subject.obstructions("after"), subject.path
    line = line_light(
        shapely.LineString([(0, 50), (20, 50)]), scene, path, z=801.0, spacing=5.0
    )
    walls = walls_of(shapely.box(0, 60, 20, 72), base=800.0, top=810.0, owner="1#")
    facades = facade_grid(walls, scene, path, spacing=5.0)
    plan_told = told(subject, grid)
    line_told = told(subject, line.light, "line")
    figures = [
        plan_picture(grid, subject, "after", plan_told, WORDS),
        facade_picture(facades, "立面", told(subject, grid, "facade"), WORDS),
        line_picture({"after": line}, "线上", (120.0, 180.0), line_told, WORDS),
    ]

    for figure in figures:
        shown = shown_texts(figure)
        assert LABEL in shown
        assert any("计算面标高 800.000 m" in text for text in shown)
        assert any("赤纬-20.15°" in text for text in shown)
    assert "北" in shown_texts(figures[0])
    assert "北" not in shown_texts(figures[1])  # an elevation has no north arrow
    assert png_of(figures[0], plan_told).startswith(b"\x89PNG")


def test_planes_are_absolute_or_above_a_named_ground(subject):
    project = subject.project
    low = replace(project.buildings[0], outdoor_ground=790.0)
    uneven = replace(project, buildings=(low, *project.buildings[1:]))

    assert 812.5 == plane_of(project, elevation=812.5).elevation
    assert 801.5 == plane_of(project, above=1.5).elevation
    assert 791.5 == plane_of(uneven, above=1.5, building="1#").elevation
    with pytest.raises(InputError, match="name the building"):
        plane_of(uneven, above=1.5)
    with pytest.raises(InputError, match="no building '9#'"):
        plane_of(project, building="9#")
    with pytest.raises(InputError, match="absolute"):
        plane_of(project, elevation=800.0, above=1.0)
    with pytest.raises(InputError, match="finite"):
        plane_of(project, above=math.inf)
    unknown = replace(low, outdoor_ground=math.nan)
    with pytest.raises(InputError, match="no outdoor ground"):
        plane_of(replace(project, buildings=(unknown,)))
    with pytest.raises(InputError, match="no outdoor ground"):
        plane_of(replace(project, buildings=(unknown,)), building="1#")


def test_a_missing_library_is_told_before_anything_is_computed(monkeypatch):
    monkeypatch.setattr("sunlight.report.aids.write.find_spec", lambda name: None)

    with pytest.raises(MissingExtraError, match=r"sunlight-cn\[gis\]"):
        checked_formats("csv,gpkg")
    assert ("csv", "png") == checked_formats("csv,png")


def test_the_legend_names_what_the_plan_shows(subject):
    far = plan_grid(
        shapely.box(190, 50, 230, 90), subject.obstructions("after"), subject.path,
        z=800.0, spacing=5.0,
    )  # fmt: skip
    figure = plan_picture(far, subject, "after", told(subject, far), WORDS)
    shown = [text.get_text() for axes in figure.axes for text in axes.texts]

    assert WORDS["plan.existing"] in shown
    assert WORDS["plan.proposed"] not in shown
