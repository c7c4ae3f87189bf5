"""Files of GIS formats: encodings, layers, archives, limits, damaged ones."""

import json
import os
import stat
import zipfile

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Transformer
from shapely import box

from sunlight.errors import ImporterError
from sunlight.importers.gis.options import GisOptions
from sunlight.importers.gis.read import read_gis
from sunlight.importers.limits import Limits

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
