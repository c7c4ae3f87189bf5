"""Footprints in GeoJSON: what is read, mended, assumed, left out or refused."""

import hashlib
import json
import os
from pathlib import Path

import numpy as np
import pytest

from sunlight.errors import ImporterError, InputError
from sunlight.findings import Severity
from sunlight.importers.geojson import read_geojson
from sunlight.kinds import Status, Use

LON, LAT = 112.73, 38.42
STEP_LON, STEP_LAT = 1e-4, 1e-4  # some 8.7 m and 11.1 m


def ring(x, y, width=3, depth=1):
    """Counter-clockwise rectangle in steps from the corner of the quarter."""
    steps = [(0, 0), (width, 0), (width, depth), (0, depth), (0, 0)]
    return [[LON + (x + i) * STEP_LON, LAT + (y + j) * STEP_LAT] for i, j in steps]


def feature(coordinates=None, *, kind="Polygon", own_id="", **properties):
    """Feature with an id made of its place, or none if `own_id` is None."""
    made = {
        "type": "Feature",
        "properties": properties,
        "geometry": {
            "type": kind,
            "coordinates": [ring(0, 0)] if coordinates is None else coordinates,
        },
    }
    if own_id is None:
        return made
    return {**made, "id": own_id or f"at {coordinates}"}


@pytest.fixture
def written(tmp_path):
    def write(*features, **members):
        file = tmp_path / "街区.geojson"
        document = {"type": "FeatureCollection", **members, "features": list(features)}
        file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        return file

    return write


def codes(findings):
    return [f.code for f in findings]


QUIET = ["GROUND-ASSUMED-FLAT", "LOCAL-PROJECTION"]


def test_a_footprint_becomes_a_building_in_metres(written):
    file = written(feature(own_id="3#", name="三号楼", height=18.0, Floor=6))
    project, findings = read_geojson(file)
    building = project.buildings[0]
    part = building.parts[0]
    low_x, low_y, high_x, high_y = part.polygon.bounds

    assert codes(findings) == QUIET
    assert (building.id, building.name, building.storeys) == ("3#", "三号楼", 6)
    assert (building.zero_level, building.outdoor_ground) == (0.0, 0.0)
    assert (part.base, part.top, building.height_assumed) == (0.0, 18.0, False)
    # 3e-4 degrees of longitude at 38.42°, 1e-4 of latitude, by the WGS 84 ellipsoid
    assert high_x - low_x == pytest.approx(26.202, abs=0.005)
    assert high_y - low_y == pytest.approx(11.101, abs=0.005)


def test_the_site_lies_in_the_middle_of_the_data(written):
    project, _ = read_geojson(written(feature(height=9.0)))

    assert project.site.latitude == pytest.approx(LAT + 0.5 * STEP_LAT)
    assert project.site.longitude == pytest.approx(LON + 1.5 * STEP_LON)
    assert project.site.place_origin == "middle of the data"
    np.testing.assert_allclose(
        project.buildings[0].parts[0].polygon.centroid.coords[0], (0, 0), atol=1e-3
    )


def test_a_given_place_is_taken(written):
    project, _ = read_geojson(written(feature(height=9.0)), latitude=34.0)

    assert project.site.latitude == 34.0
    assert project.site.longitude == pytest.approx(LON + 1.5 * STEP_LON)


def test_status_and_use_are_those_given(written):
    project, _ = read_geojson(
        written(feature(height=9.0)), status=Status.PROPOSED, use=Use.RESIDENTIAL
    )

    assert project.buildings[0].status is Status.PROPOSED
    assert project.buildings[0].use is Use.RESIDENTIAL


def test_the_file_is_recorded_with_its_hash(written):
    file = written(feature(height=9.0))
    project, _ = read_geojson(file)

    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert project.source_files == (("街区.geojson", digest),)
    assert project.name == "街区"


def test_a_file_of_no_windows_has_empty_tables(written):
    project, _ = read_geojson(written(feature(height=9.0)))

    assert (len(project.windows), len(project.rooms), len(project.households)) == (
        0,
        0,
        0,
    )
    assert project.windows.left.shape == (0, 2)


def test_a_multipolygon_is_one_building_with_parts(written):
    two = feature([[ring(0, 0)], [ring(5, 0)]], kind="MultiPolygon", height=9.0)
    project, _ = read_geojson(written(two))

    assert [len(b.parts) for b in project.buildings] == [2]


def test_holes_are_kept(written):
    yard = feature([ring(0, 0, 10, 10), ring(3, 3, 3, 3)], height=9.0)
    project, _ = read_geojson(written(yard))

    assert len(project.buildings[0].parts[0].polygon.interiors) == 1


def test_ids_come_from_the_property_if_features_have_none(written):
    project, _ = read_geojson(
        written(
            feature(own_id=None, Id=7, height=9.0),
            feature([ring(9, 0)], own_id=None, Id=8, height=9.0),
        )
    )

    assert [b.id for b in project.buildings] == ["7", "8"]


def test_shared_ids_are_replaced_by_running_numbers(written):
    project, findings = read_geojson(
        written(
            feature(own_id=None, Id=0, height=9.0),
            feature([ring(9, 0)], own_id=None, Id=0, height=9.0),
        )
    )

    assert [b.id for b in project.buildings] == ["1", "2"]
    assert "IDS-NUMBERED" in codes(findings)


def test_a_crossing_footprint_is_repaired_with_a_finding(written):
    bow = [[LON, LAT], [LON + 4e-4, LAT + 4e-4], [LON + 4e-4, LAT], [LON, LAT + 4e-4]]
    project, findings = read_geojson(written(feature([[*bow, bow[0]]], height=9.0)))

    assert codes(findings) == ["FOOTPRINT-REPAIRED", *QUIET]
    assert findings[0].severity is Severity.WARNING
    assert findings[0].found.startswith("Self-intersection")
    assert [part.polygon.is_valid for part in project.buildings[0].parts] == [True] * 2


def test_an_unclosed_footprint_is_closed_with_a_finding(written):
    project, findings = read_geojson(written(feature([ring(0, 0)[:-1]], height=9.0)))

    assert codes(findings) == ["FOOTPRINT-UNCLOSED", *QUIET]
    assert len(project.buildings[0].parts[0].polygon.exterior.coords) == 5


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ([[[LON, LAT], [LON + 1e-4, LAT], [LON, LAT]]], "FOOTPRINT-UNREADABLE"),
        ([[["a", "b"]] * 4], "FOOTPRINT-UNREADABLE"),
        ([[[LON, LAT], [LON]] * 2], "FOOTPRINT-UNREADABLE"),
        ([[[LON, float("nan")]] * 4], "FOOTPRINT-UNREADABLE"),
        ([], "FOOTPRINT-UNREADABLE"),
        (7, "FOOTPRINT-UNREADABLE"),
        ([[[LON, LAT]] * 4], "FOOTPRINT-WITHOUT-AREA"),
    ],
)
def test_an_unusable_footprint_is_left_out_with_a_finding(written, broken, code):
    project, findings = read_geojson(
        written(
            feature(own_id="good", height=9.0),
            feature(broken, own_id="bad", height=9.0),
        )
    )
    finding = findings[0]

    assert [b.id for b in project.buildings] == ["good"]
    assert finding.code == code
    assert (finding.where, "bad" in finding.message) == ("features[1]", True)


def test_a_feature_that_is_no_polygon_is_left_out_with_a_finding(written):
    _, findings = read_geojson(
        written(feature(height=9.0), feature([LON, LAT], kind="Point", height=9.0))
    )

    assert findings[0].code == "FEATURE-WITHOUT-POLYGON"
    assert findings[0].found == "'Point'"


@pytest.mark.parametrize("height", [None, 0, -3.0, float("nan"), "tall", True])
def test_an_unusable_height_is_taken_from_the_storeys(written, height):
    project, findings = read_geojson(
        written(feature(height=height, Floor=6)), storey_height=2.9
    )
    building = project.buildings[0]

    assert building.top == pytest.approx(17.4)
    assert building.height_assumed
    assert codes(findings) == ["HEIGHT-FROM-STOREYS", *QUIET]


def test_a_building_without_height_and_storeys_is_left_out(written):
    project, findings = read_geojson(
        written(feature(height=9.0), feature([ring(9, 0)], Floor=0))
    )

    assert len(project.buildings) == 1
    assert "HEIGHT-MISSING" in codes(findings)


def test_a_height_in_words_of_metres_is_read(written):
    project, _ = read_geojson(written(feature(hoehe="12.5 m")), height_field="hoehe")

    assert project.buildings[0].top == 12.5


def test_many_like_findings_are_one_with_a_count(written):
    flats = [feature([ring(9 * i, 0)], own_id=f"b{i}", Floor=3) for i in range(8)]
    _, findings = read_geojson(written(*flats))

    assert codes(findings) == ["HEIGHT-FROM-STOREYS", *QUIET]
    assert findings[0].message.startswith("8 buildings")
    assert "b0, b1, b2, b3, b4, ..." in findings[0].message
    assert "8 幢" in findings[0].message_zh


def test_elevations_are_ignored_with_a_finding(written):
    high = [[*place, 820.0] for place in ring(0, 0)]
    _, findings = read_geojson(written(feature([high], height=9.0)))

    assert "ELEVATIONS-IGNORED" in codes(findings)


def test_residual_convergence_is_said_where_it_matters(written):
    wide = [feature(height=9.0), feature([ring(1000, 0)], height=9.0)]  # 0.1°
    _, findings = read_geojson(written(*wide))
    found = {f.code: f.found for f in findings}

    # half of 0.1003° of longitude times sin 38.42° = 0.0312°
    assert found["CONVERGENCE-RESIDUAL"] == "0.031°"


@pytest.mark.parametrize(
    "name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"]
)
def test_a_crs_of_longitude_and_latitude_is_understood(written, name):
    crs = {"type": "name", "properties": {"name": name}}
    _, findings = read_geojson(written(feature(height=9.0), crs=crs))

    assert codes(findings) == QUIET


def test_cgcs2000_is_taken_for_wgs84_and_said(written):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}
    _, findings = read_geojson(written(feature(height=9.0), crs=crs))

    assert codes(findings) == [*QUIET, "CRS-TAKEN-AS-WGS84"]


@pytest.mark.parametrize(
    "crs", [None, {"type": "name", "properties": {"name": "EPSG:4549"}}, "EPSG:3857"]
)
def test_another_crs_is_refused(written, crs):
    with pytest.raises(ImporterError, match="ogr2ogr -t_srs EPSG:4326"):
        read_geojson(written(feature(height=9.0), crs=crs))


def test_swapped_coordinates_are_refused_as_such(written):
    swapped = [[lat, lon] for lon, lat in ring(0, 0)]
    with pytest.raises(ImporterError, match="seem to be swapped"):
        read_geojson(written(feature([swapped], height=9.0)))


def test_projected_coordinates_are_refused_as_such(written):
    metres = [[[5e5, 4e6], [5e5 + 30, 4e6], [5e5, 4e6 + 30], [5e5, 4e6]]]
    with pytest.raises(ImporterError, match="metres of a projected system"):
        read_geojson(written(feature(metres, height=9.0)))


def test_a_stray_position_is_refused(written):
    stray = [[[0, 0], [1e-4, 0], [0, 1e-4], [0, 0]]]
    with pytest.raises(ImporterError, match="spans at most 2° each way"):
        read_geojson(written(feature(height=9.0), feature(stray, height=9.0)))


def test_a_file_of_nothing_usable_is_refused_with_the_reasons(written):
    with pytest.raises(ImporterError, match="HEIGHT-MISSING × 1"):
        read_geojson(written(feature()))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"  \n ", "the file is empty"),
        ('{\n"type": "\u9521'.encode("gb18030"), "line 2: not UTF-8"),
        (b'{\n "type": "FeatureCollection",\n "features": [}', "line 3: not JSON"),
        (b"[" * 100_000, "too deep to read"),
        (b"[1, 2]", "FeatureCollection, found a list"),
        (b'{"type": "Topology"}', "found an object of type 'Topology'"),
        (b'{"type": "FeatureCollection"}', "found NoneType"),
        (b'{"type": "FeatureCollection", "features": []}', "found an empty one"),
        (
            b'{"type": "FeatureCollection", "features": [{"type": "Polygon"}]}',
            r"features\[0\]: expected a GeoJSON Feature",
        ),
    ],
)
def test_a_file_that_is_no_geojson_is_refused(tmp_path, data, message):
    file = tmp_path / "bad.geojson"
    file.write_bytes(data)
    with pytest.raises(ImporterError, match=message) as caught:
        read_geojson(file)

    assert caught.value.source == str(file)


def test_a_byte_order_mark_is_no_obstacle(written):
    file = written(feature(height=9.0))
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

    assert len(read_geojson(file)[0].buildings) == 1


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(ImporterError, match="there is no such file"):
        read_geojson(tmp_path / "none.geojson")


@pytest.mark.parametrize(
    "argument",
    [{"storey_height": 0.0}, {"latitude": 91.0}, {"longitude": float("nan")}],
)
def test_senseless_arguments_are_refused(written, argument):
    with pytest.raises(InputError, match=f"{next(iter(argument))}: must be"):
        read_geojson(written(feature(height=9.0)), **argument)


def test_a_real_city_quarter_is_read_whole():
    if "SUNLIGHT_DATA" not in os.environ:
        pytest.skip("SUNLIGHT_DATA does not point to the folder of sample data")
    file = Path(os.environ["SUNLIGHT_DATA"]) / "footprints" / "suzhou_3076.geojson"
    project, findings = read_geojson(file)

    assert len(project.buildings) == 3076
    assert codes(findings) == ["IDS-NUMBERED", *QUIET]
    assert sum(len(b.parts) for b in project.buildings) >= 3076
    assert all(b.parts[0].polygon.is_valid for b in project.buildings)
