"""The scope as a table and as GeoJSON."""

import json
import math

import pytest
from shapely import box
from shapely.geometry import shape
from small_estates import block, four_rows, project

from sunlight.errors import InputError
from sunlight.kinds import Status
from sunlight.scope import (
    TopFloorImpact,
    analysis_scope,
    next_row,
    scope_frame,
    scope_geojson,
)

HARMED = TopFloorImpact(fails=True, affected_by_project=True)


def test_the_table_has_one_row_a_building_with_its_reasons():
    frame = scope_frame(analysis_scope(four_rows())).set_index("building")

    assert 9 == len(frame)
    assert ("analysed", "N", 0) == tuple(
        frame.loc["A1", ["role", "reached_by", "row_step"]]
    )
    assert pytest.approx(47.4 - 28) == frame.loc["A1", "inside"]
    assert "the sector of N (radius 47.40 m)" in frame.loc["A1", "reasons"]
    assert "N 的扇形" in frame.loc["A1", "reasons_zh"]
    assert frame.reasons.str.len().min() > 0
    assert frame.reasons_zh.str.len().min() > 0


def test_what_is_not_known_is_missing_in_the_table():
    site = project(
        block("N", box(0, 0, 60, 12), 30.0, Status.PROPOSED),
        block("E", box(0, -90, 60, -80), 18.0, ground=math.nan),
    )
    row = scope_frame(analysis_scope(site)).set_index("building").loc["E"]

    assert "undetermined" == row.role
    assert [True] * 4 == list(row[["overlay", "height", "radius", "row_step"]].isna())


def test_the_table_of_no_building_keeps_its_columns():
    assert 12 == len(scope_frame(analysis_scope(project())).columns)


def test_geojson_survives_json_and_says_that_it_is_not_longitude_and_latitude():
    site = four_rows()
    made = scope_geojson(analysis_scope(site), site)

    read = json.loads(json.dumps(made, allow_nan=False, ensure_ascii=False))

    assert "not longitude and latitude" in read["coordinates_note"]
    assert [500000.0, 4250000.0] == read["site"]["origin"]
    assert 34.0 == read["conditions"]["angle_from_east_west"]


def test_geojson_holds_outline_sectors_overlay_sectors_and_buildings():
    site = four_rows()
    scope = next_row(analysis_scope(site), {"A1": HARMED, "B1": HARMED})

    features = scope_geojson(scope, site)["features"]

    kinds = [f["properties"]["kind"] for f in features]
    assert ["outline", "sector"] == kinds[:2]
    assert len(scope.overlay_sectors) == kinds.count("overlay_sector")
    assert 9 == kinds.count("building")
    assert shape(features[0]["geometry"]).equals(scope.outline)
    roles = {
        f["properties"]["building"]: (
            f["properties"]["role"],
            f["properties"]["row_step"],
        )
        for f in features
        if f["properties"]["kind"] == "building"
    }
    assert [
        ("proposed", None),
        ("analysed", 0),
        ("analysed", 1),
        ("outside", None),
    ] == [roles[name] for name in ("N", "A1", "A2", "A4")]


def test_unknown_numbers_are_null_and_empty_outlines_left_out():
    site = project(block("E", box(0, 0, 60, 12), 18.0, ground=math.nan))
    features = scope_geojson(analysis_scope(site), site)["features"]

    assert ["building"] == [f["properties"]["kind"] for f in features]
    assert features[0]["properties"]["height"] is None
    assert features[0]["properties"]["overlay"] is None


def test_the_scope_of_another_project_is_refused():
    with pytest.raises(InputError, match="other buildings than the project"):
        scope_geojson(analysis_scope(four_rows()), project())
