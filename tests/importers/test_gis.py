"""Footprints of any GIS format: columns, levels, systems, parts, refusals."""

import json
import math
import os
import stat
import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer
from shapely import Polygon, box

from sunlight.errors import ImporterError
from sunlight.importers.geojson import read_geojson
from sunlight.importers.gis.options import GisOptions
from sunlight.importers.gis.read import read_gis
from sunlight.importers.limits import Limits
from sunlight.kinds import LegalStatus, Status, Use
from sunlight.model.validate import check_project

LON, LAT = 120.60, 31.30


def square(x=0.0, y=0.0, size=3e-4):
    """Square in degrees, some 30 m wide."""
    return box(LON + x, LAT + y, LON + x + size, LAT + y + size)


def feature(shape=None, own_id=None, **values):
    made = {
        "type": "Feature",
        "properties": values,
        "geometry": shapely.geometry.mapping(square() if shape is None else shape),
    }
    return made if own_id is None else {**made, "id": own_id}


@pytest.fixture
def geojson(tmp_path):
    def write(*features, **members):
        file = tmp_path / "街区.geojson"
        document = {"type": "FeatureCollection", **members, "features": list(features)}
        file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        return file

    return write


@pytest.fixture
def frame():
    """A data frame of two buildings in EPSG:4549."""
    geopandas = pytest.importorskip("geopandas")
    to_grid = Transformer.from_crs("EPSG:4326", "EPSG:4549", always_xy=True)
    x, y = to_grid.transform(LON, LAT)
    shapes = [box(x, y, x + 20, y + 10), box(x + 40, y, x + 60, y + 10)]
    table = {"高度": [18.0, 54.5], "名称": ["三号楼", "锅炉房"], "层数": [6, 18]}
    return geopandas.GeoDataFrame(table, geometry=shapes, crs="EPSG:4549")


def codes(findings):
    return [f.code for f in findings]


def of(findings, code):
    return next(f for f in findings if f.code == code)


def one(file, **options):
    project, findings = read_gis(file, options=GisOptions(**options))
    return project.buildings[0], findings


# Columns ------------------------------------------------------------------------------


def test_usual_columns_are_found_and_named(geojson):
    building, findings = one(geojson(feature(建筑高度=18.0, CS=6, 名称="三号楼")))

    assert (building.top, building.storeys, building.name) == (18.0, 6, "三号楼")
    assert of(findings, "COLUMNS-GUESSED").found == (
        "height_columns = 建筑高度; floors_columns = CS; name_column = 名称"
    )


def test_columns_are_tried_in_order_feature_by_feature(geojson):
    file = geojson(
        feature(square(), own_id="a", surveyed=20.0, drawn=18.0),
        feature(square(0.001), own_id="b", surveyed=None, drawn=18.0),
    )
    options = GisOptions(height_columns=["surveyed", "drawn"])
    project, findings = read_gis(file, options=options)

    assert [b.top for b in project.buildings] == [20.0, 18.0]
    assert "COLUMNS-GUESSED" not in codes(findings)


def test_a_column_that_is_not_there_is_refused_with_those_there_are(geojson):
    with pytest.raises(
        ImporterError, match="no column 'heigth'; did you mean 'height'"
    ):
        one(geojson(feature(height=9.0)), height_columns="heigth")


@pytest.mark.parametrize(
    ("unit", "metres"), [("m", 20.0), ("cm", 0.2), ("mm", 0.02), ("ft", 6.096)]
)
def test_heights_are_in_the_unit_given(geojson, unit, metres):
    building, _ = one(geojson(feature(height=20.0)), unit=unit)

    assert building.top == pytest.approx(metres)


def test_storeys_stand_in_for_a_height_and_are_marked(geojson):
    building, findings = one(
        geojson(feature(levels="5", roofLevels=1)), storey_height=2.8
    )

    assert building.top == pytest.approx(6 * 2.8)
    assert building.height_assumed
    assert of(findings, "HEIGHT-FROM-STOREYS").elements == ("1",)


def test_levels_of_the_ground_and_of_the_top_are_absolute(geojson):
    file = geojson(
        feature(square(), own_id="a", 地面高程=789.5, height=18.0),
        feature(square(0.001), own_id="b", 地面高程=None, 屋顶高程=820.0),
    )
    project, findings = read_gis(file, options=GisOptions(outdoor_ground=790.0))
    first, second = project.buildings

    assert (first.outdoor_ground, first.zero_level, first.top) == (789.5, 789.5, 807.5)
    assert (second.outdoor_ground, second.top) == (790.0, 820.0)
    assert of(findings, "GROUND-MISSING-IN-COLUMN").elements == ("b",)
    assert "GROUND-ASSUMED-FLAT" not in codes(findings)


def test_levels_of_the_options_hold_for_all(geojson):
    building, findings = one(
        geojson(feature(height=18.0)),
        zero_level=800.45,
        outdoor_ground=800.0,
        height_datum="1985",
    )

    assert (building.zero_level, building.outdoor_ground) == (800.45, 800.0)
    assert (building.parts[0].base, building.top) == (800.0, 818.0)
    assert "GROUND-ASSUMED-FLAT" not in codes(findings)


def test_status_and_use_come_from_columns_by_word_or_by_mapping(geojson):
    file = geojson(
        feature(square(), own_id="a", height=9.0, zt="拟建", yt="R2"),
        feature(square(0.001), own_id="b", height=9.0, zt="1", yt="幼儿园"),
        feature(square(0.002), own_id="c", height=9.0, zt="?", yt=None),
    )
    options = GisOptions(
        status_column="zt",
        status_values={"1": Status.APPROVED},
        use_column="yt",
        use_values={"R2": Use.RESIDENTIAL},
        use=Use.OTHER,
        legal=LegalStatus.LAWFUL,
        project="P1",
        prefix="east-",
    )
    project, findings = read_gis(file, options=options)

    assert [b.status for b in project.buildings] == [
        Status.PROPOSED, Status.APPROVED, Status.EXISTING,
    ]  # fmt: skip
    assert [b.use for b in project.buildings] == [
        Use.RESIDENTIAL, Use.KINDERGARTEN, Use.OTHER,
    ]  # fmt: skip
    assert [b.id for b in project.buildings] == ["east-a", "east-b", "east-c"]
    assert [b.element for b in project.buildings] == ["a", "b", "c"]
    assert {b.file for b in project.buildings} == {"街区.geojson"}
    assert {(b.legal, b.project_id) for b in project.buildings} == {
        (LegalStatus.LAWFUL, "P1")
    }
    assert of(findings, "STATUS-UNKNOWN").elements == ("c",)
    assert of(findings, "USE-UNKNOWN").elements == ("c",)


def test_a_part_that_starts_above_ground_floats(geojson):
    file = geojson(
        feature(square(), own_id="high", height=30.0, minHeight=20.0),
        feature(square(0.001), own_id="floors", levels=4, minLevel=3),
        feature(square(0.002), own_id="wrong", height=10.0, minHeight=12.0),
    )
    project, findings = read_gis(file)
    spans = [(b.parts[0].base, b.top) for b in project.buildings]

    assert spans == [(20.0, 30.0), (9.0, 12.0)]
    assert of(findings, "LEVELS-UPSIDE-DOWN").elements == ("wrong",)
    assert of(findings, "LEVELS-UPSIDE-DOWN").found == "12 m to 10 m"


def test_parts_that_cover_their_building_stand_for_it(geojson):
    west, east = square(size=2e-4), square(2e-4, size=2e-4)
    file = geojson(
        feature(west.union(east), own_id="whole", height=40.0, name="tower"),
        feature(west, own_id="podium", height=9.0, buildingPart=True),
        feature(east, own_id="tower", height=40.0, buildingPart=True),
        feature(square(0.01), own_id="other", height=9.0, buildingPart="no"),
    )
    project, findings = read_gis(file)
    whole, other = project.buildings

    assert (whole.id, whole.name, other.id) == ("whole", "tower", "other")
    assert [(p.name, p.top) for p in whole.parts] == [("podium", 9.0), ("tower", 40.0)]
    assert of(findings, "BUILDING-PARTS-JOINED").elements == ("podium", "tower")
    assert of(findings, "OUTLINE-GIVEN-BY-PARTS").elements == ("whole",)


def test_a_part_that_covers_little_is_added_to_its_building(geojson):
    file = geojson(
        feature(square(), own_id="hall", height=10.0),
        feature(square(size=1e-4), own_id="turret", height=30.0, buildingPart="yes"),
    )
    (hall,) = read_gis(file)[0].buildings

    assert [(p.name, p.top) for p in hall.parts] == [("hall", 10.0), ("turret", 30.0)]


def test_parts_of_one_relation_are_one_building(geojson):
    values = {"height": 9.0, "buildingPart": True, "relationId": "r1"}
    file = geojson(
        feature(square(), own_id="a", **values),
        feature(square(0.001), own_id="b", **values),
    )

    assert [len(b.parts) for b in read_gis(file)[0].buildings] == [2]


def test_a_feature_repeated_by_tiles_is_read_once(geojson):
    twin = feature(own_id="w1", height=9.0)
    project, findings = read_gis(
        geojson(twin, feature(square(0.001), "w2"), twin, twin)
    )

    assert [b.id for b in project.buildings] == ["w1"]
    assert of(findings, "DUPLICATED-FEATURE").elements == ("w1", "w1")
    assert of(findings, "DUPLICATED-FEATURE").where == "features[2]"


def test_one_id_on_two_outlines_is_no_repetition(geojson):
    file = geojson(
        feature(own_id="w1", height=9.0), feature(square(0.001), "w1", height=9.0)
    )
    project, findings = read_gis(file)

    assert [b.id for b in project.buildings] == ["1", "2"]
    assert "IDS-NUMBERED" in codes(findings)


# Systems ------------------------------------------------------------------------------


def in_grid(*lonlat, crs="EPSG:4549"):
    """Triangle of places in a grid."""
    to_grid = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    return Polygon([to_grid.transform(*lonlat[k]) for k in (0, 3, 1, 2)])


MERIDIAN = (
    (LON, LAT), (LON, LAT + 0.002),
    (LON - 0.001, LAT + 0.001), (LON + 0.001, LAT + 0.001),
)  # fmt: skip
"""South, north, west, east: the first two on one meridian, in the middle."""


def test_a_grid_is_turned_so_that_a_meridian_runs_along_y(geojson):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4549"}}
    file = geojson(feature(in_grid(*MERIDIAN), height=9.0), crs=crs)
    project, findings = read_gis(file)
    site = project.site
    corners = shapely.get_coordinates(project.buildings[0].parts[0].polygon)
    south, north = corners[0], corners[2]

    assert abs(north[0] - south[0]) < 1e-4
    # 3-degree zone of 120°E: 0.6° east of its meridian, times sin 31.30°
    assert site.north_angle == pytest.approx(
        -0.5995 * math.sin(math.radians(31.301)), abs=2e-3
    )
    assert (site.crs, site.north) == ("EPSG:4549", "grid")
    # what lies 57 km from the meridian is 4 cm a kilometre too long in the grid
    true = Geod(ellps="WGS84").inv(LON, LAT, LON, LAT + 0.002)[2]
    assert (north - south)[1] / true - 1 == pytest.approx(4.0e-5, abs=2e-6)
    assert of(findings, "SCALE-FACTOR").found.startswith("1.000040 (+4.0 cm")
    # the origin is in the grid: back from the project to where the corner was
    angle = math.radians(site.north_angle)
    turn = np.array(
        [[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]]
    )
    corner = turn @ south + site.origin
    np.testing.assert_allclose(corner, in_grid(*MERIDIAN).exterior.coords[0], atol=1e-6)


def test_a_map_of_the_web_is_projected_anew(geojson):
    crs = {"type": "name", "properties": {"name": "EPSG:3857"}}
    shape = in_grid(*MERIDIAN, crs="EPSG:3857")
    project, findings = read_gis(geojson(feature(shape, height=9.0), crs=crs))
    corners = shapely.get_coordinates(project.buildings[0].parts[0].polygon)
    south, north = corners[0], corners[2]

    true = Geod(ellps="WGS84").inv(LON, LAT, LON, LAT + 0.002)[2]
    assert np.hypot(*(north - south)) == pytest.approx(true, abs=1e-4)
    assert project.site.crs == "EPSG:4326"
    assert "LOCAL-PROJECTION" in codes(findings)


def test_the_origin_of_degrees_is_the_place_of_zero(geojson):
    project, _ = read_gis(geojson(feature(height=9.0)))

    assert project.site.crs == "EPSG:4326"
    assert project.site.origin == pytest.approx((LON + 1.5e-4, LAT + 1.5e-4))
    assert not [f for f in check_project(project) if "ZONE" in f.code]


def test_an_option_says_the_system_where_the_file_does_not(geojson):
    file = geojson(feature(in_grid(*MERIDIAN), height=9.0))

    with pytest.raises(ImporterError, match="give the option  crs"):
        read_gis(file)
    project, _ = read_gis(file, options=GisOptions(crs="EPSG:4549"))
    assert project.site.crs == "EPSG:4549"


@pytest.mark.parametrize(
    ("crs", "message"),
    [
        ("EPSG:99999", "names no coordinate system"),
        ("EPSG:4978", "neither geographic nor projected"),
        ("EPSG:4547", "not where this system is used"),
    ],
)
def test_a_system_that_cannot_be_is_refused(geojson, crs, message):
    shape = Polygon([(4e7, 3.4e6), (4e7 + 9, 3.4e6), (4e7, 3.4e6 + 9)])
    with pytest.raises(ImporterError, match=message):
        one(geojson(feature(shape, height=9.0)), crs=crs)


def test_a_zone_number_is_fine_where_the_system_has_it(geojson):
    shape = in_grid(*MERIDIAN, crs="EPSG:4528")  # zone 40, eastings of 40,500,000
    project, _ = read_gis(
        geojson(feature(shape, height=9.0)), options=GisOptions(crs="EPSG:4528")
    )

    assert project.site.origin[0] == 40_557_000.0
    assert "ZONE-PREFIX" not in codes(check_project(project))


# Formats ------------------------------------------------------------------------------


def check_frame(project, findings):
    """The two buildings of the frame, turned from the grid."""
    assert [(b.name, b.top, b.storeys) for b in project.buildings] == [
        ("三号楼", 18.0, 6), ("锅炉房", 54.5, 18),
    ]  # fmt: skip
    assert project.site.crs == "EPSG:4549"
    areas = [b.parts[0].polygon.area for b in project.buildings]
    assert areas == pytest.approx([200.0, 200.0])
    assert "GRID-TURNED" in codes(findings)


def test_a_geopackage_is_read(frame, tmp_path):
    file = tmp_path / "footprints.gpkg"
    frame.to_file(file, driver="GPKG")

    check_frame(*read_gis(file))
    assert [p.name for p in tmp_path.iterdir()] == ["footprints.gpkg"]


def test_a_layer_of_several_must_be_named(frame, tmp_path):
    file = tmp_path / "footprints.gpkg"
    frame.to_file(file, driver="GPKG", layer="建筑")
    frame.to_file(file, driver="GPKG", layer="roads")

    with pytest.raises(ImporterError, match="the file has 建筑, roads"):
        read_gis(file)
    with pytest.raises(ImporterError, match="no layer 'houses'"):
        read_gis(file, options=GisOptions(layer="houses"))
    project, findings = read_gis(file, options=GisOptions(layer="建筑"))
    check_frame(project, findings)
    assert "roads" in of(findings, "LAYERS-NOT-READ").message


@pytest.mark.parametrize("encoding", ["GBK", "UTF-8"])
def test_a_shapefile_is_read_in_its_own_encoding(frame, tmp_path, encoding):
    file = tmp_path / "建筑.shp"
    frame.to_file(file, encoding=encoding)

    check_frame(*read_gis(file))


def test_an_encoding_that_nobody_says_is_an_option(frame, tmp_path):
    file = tmp_path / "jz.shp"
    frame.to_file(file, encoding="GBK")
    file.with_suffix(".cpg").unlink()

    check_frame(*read_gis(file, options=GisOptions(encoding="GBK")))


def test_a_geoparquet_is_read(frame, tmp_path):
    file = tmp_path / "jz.parquet"
    frame.to_parquet(file)

    check_frame(*read_gis(file))


def test_a_file_without_a_system_is_refused_unless_the_option_says_it(frame, tmp_path):
    file = tmp_path / "jz.shp"
    frame.to_file(file)
    file.with_suffix(".prj").unlink()

    with pytest.raises(ImporterError, match="names no coordinate system"):
        read_gis(file)
    check_frame(*read_gis(file, options=GisOptions(crs="EPSG:4549")))


def test_a_shapefile_without_its_table_is_refused(frame, tmp_path):
    file = tmp_path / "jz.shp"
    frame.to_file(file)
    file.with_suffix(".dbf").unlink()

    with pytest.raises(ImporterError, match=r"\.dbf file with the heights is missing"):
        read_gis(file)


def test_a_companion_that_is_a_link_is_refused(frame, tmp_path):
    file = tmp_path / "jz.shp"
    frame.to_file(file)
    secret = tmp_path / "secret.txt"
    secret.write_text("x")
    file.with_suffix(".prj").unlink()
    try:
        file.with_suffix(".prj").symlink_to(secret)
    except OSError:
        pytest.skip("links cannot be made here")

    with pytest.raises(ImporterError, match=r"'jz.prj' is a link"):
        read_gis(file)


def zipped(folder, entries):
    """Archive of (name or ZipInfo, content)."""
    file = folder / "jz.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file


@pytest.fixture
def shapefile(frame, tmp_path):
    folder = tmp_path / "plain"
    folder.mkdir()
    frame.to_file(folder / "jz.shp", encoding="GBK")
    return [(f"数据/{p.name}", p.read_bytes()) for p in sorted(folder.iterdir())]


def test_a_zipped_shapefile_is_read(shapefile, tmp_path):
    check_frame(*read_gis(zipped(tmp_path, shapefile)))


def test_one_of_several_shapefiles_in_an_archive_is_chosen(shapefile, tmp_path):
    other = [(name.replace("jz", "dl"), content) for name, content in shapefile]
    file = zipped(tmp_path, [*shapefile, *other])

    with pytest.raises(ImporterError, match="it has dl, jz: name one"):
        read_gis(file)
    check_frame(*read_gis(file, options=GisOptions(layer="jz")))


def link_entry():
    entry = zipfile.ZipInfo("jz.shp")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([("../jz.shp", b"")], "outside of itself"),
        ([("/etc/jz.shp", b"")], "outside of itself"),
        ([("C:/jz.shp", b"")], "outside of itself"),
        ([("a\\..\\..\\jz.shp", b"")], "outside of itself"),
        ([(link_entry(), b"/etc/passwd")], "has a link"),
        ([("jz.shp", bytes(3_000_000))], "times its size"),
        ([("readme.txt", b"x")], "found 0; it has none"),
        ([("jz.shp", b"no shapefile"), ("jz.dbf", b"")], "not a Shapefile"),
        ([(f"{k}.txt", b"") for k in range(1001)], "1,001 entries"),
    ],
)
def test_an_archive_that_may_do_harm_is_refused(tmp_path, entries, message):
    with pytest.raises(ImporterError, match=message):
        read_gis(zipped(tmp_path, entries))


def test_an_archive_that_unpacks_beyond_the_limit_is_refused(tmp_path):
    file = zipped(tmp_path, [("jz.shp", os.urandom(2_000)), ("b.bin", bytes(900_000))])

    with pytest.raises(ImporterError, match=r"unpacks to 0\.9 MB; allowed are 0\.5 MB"):
        read_gis(file, limits=Limits(megabytes=0.5))


@pytest.mark.parametrize(
    "suffix", [".gpkg", ".shp", ".zip", ".parquet", ".geojson", ".txt"]
)
@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 99, b"<OGRVRTDataSource/>", b"PK\x03"]
)
def test_a_file_that_is_something_else_is_refused(tmp_path, suffix, content):
    file = tmp_path / f"jz{suffix}"
    file.write_bytes(content)

    with pytest.raises(ImporterError) as caught:
        read_gis(file)
    assert caught.value.source == str(file)


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".parquet"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.97])
def test_a_file_cut_off_is_read_in_part_or_refused(frame, tmp_path, suffix, share):
    file = tmp_path / f"jz{suffix}"
    frame.to_parquet(file) if suffix == ".parquet" else frame.to_file(file)
    content = file.read_bytes()
    file.write_bytes(content[: int(share * len(content))])

    try:
        project, _ = read_gis(file)
    except ImporterError:
        return
    assert 1 <= len(project.buildings) <= 2


def test_more_features_than_allowed_are_refused(frame, geojson, tmp_path):
    few = Limits(entities=1)
    files = [tmp_path / "a.parquet", tmp_path / "a.gpkg", tmp_path / "a.shp"]
    frame.to_parquet(files[0])
    frame.to_file(files[1], driver="GPKG")
    frame.to_file(files[2])
    files.append(geojson(feature(height=9.0), feature(height=9.0)))

    for file in files:
        with pytest.raises(ImporterError, match="has 2 features; allowed are 1"):
            read_gis(file, limits=few)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_geojson_never_ends_in_a_traceback(tmp_path, data):
    good = json.dumps(
        {
            "type": "FeatureCollection",
            "features": [feature(own_id="a", height=9.0, minHeight=1, 名称="x")],
        }
    ).encode()
    content = bytearray(good)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(32, 126))
    file = tmp_path / "damaged.geojson"
    file.write_bytes(bytes(content))
    try:
        project, _ = read_gis(file)
    except ImporterError:
        return
    assert len(project.buildings) == 1


# Real files ---------------------------------------------------------------------------


@pytest.fixture
def real():
    if "SUNLIGHT_DATA" not in os.environ:
        pytest.skip("SUNLIGHT_DATA does not point to the folder of sample data")
    return Path(os.environ["SUNLIGHT_DATA"]) / "footprints"


def test_degrees_and_grid_of_one_district_give_one_answer(real):
    degrees, _ = read_gis(real / "suzhou_3076.geojson")
    grid, _ = read_gis(real / "suzhou_3076_epsg4549_DERIVED.parquet")
    a, b = (
        np.vstack(
            [
                shapely.get_coordinates(part.polygon)
                for building in project.buildings
                for part in building.parts
            ]
        )
        for project in (degrees, grid)
    )
    a, b = a - a.mean(axis=0), b - b.mean(axis=0)

    assert [x.id for x in degrees.buildings] == [x.id for x in grid.buildings]
    assert [x.top for x in degrees.buildings] == [x.top for x in grid.buildings]
    assert max(x.top for x in grid.buildings) == 84.0
    assert np.abs(a - b).max() < 0.05  # the grid is 4.1 cm a kilometre too long
    scale = (a * b).sum() / (b * b).sum()
    assert scale == pytest.approx(1 - 4.13e-5, abs=1e-7)
    assert np.abs(a - scale * b).max() < 2e-3


def test_the_reader_of_geojson_alone_gives_the_same(real):
    file = real / "suzhou_3076.geojson"
    first, _ = read_geojson(file)
    second, _ = read_gis(file)

    assert first.site == second.site
    assert [b.id for b in first.buildings] == [b.id for b in second.buildings]
    assert all(
        p.polygon.equals(q.polygon)
        for b, c in zip(first.buildings, second.buildings, strict=True)
        for p, q in zip(b.parts, c.parts, strict=True)
    )


def test_sparse_buildings_of_openstreetmap_are_read_and_all_told(real):
    project, findings = read_gis(real / "berlin_osm_2105.geojson")
    parts = sum(len(b.parts) for b in project.buildings)
    missing = of(findings, "HEIGHT-MISSING")
    repeated = of(findings, "DUPLICATED-FEATURE")

    assert len(repeated.elements) == 171
    assert parts + len(missing.elements) + 171 == 2105
    # all 259 with a height but those repeated
    document = json.loads((real / "berlin_osm_2105.geojson").read_text("utf-8"))
    tall = {f["id"] for f in document["features"] if "height" in f["properties"]}
    assert sum(not b.height_assumed for b in project.buildings) <= len(tall)
    tower = next(b for b in project.buildings if b.id == "w23723125")
    assert sorted(p.top for p in tower.parts)[-2:] == [132.0, 150.0]
    assert {p.base for p in tower.parts} >= {127.0, 125.0}
    assert any(p.polygon.interiors for b in project.buildings for p in b.parts)
