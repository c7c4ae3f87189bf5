"""Readers against each other, and against the raw file and rays by hand."""

import dataclasses
import json
import math
import os
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer
from scipy.spatial import cKDTree

from sunlight.assessment import assess
from sunlight.importers.city.cityjson import read_cityjson
from sunlight.importers.dxf.options import DxfOptions
from sunlight.importers.dxf.reader import read_dxf
from sunlight.importers.gis.options import GisOptions
from sunlight.importers.gis.read import read_gis
from sunlight.importers.regular_windows import lay_regular_windows

GAUSS = "EPSG:4549"  # CGCS2000, 3 degrees, central meridian 120 E


@pytest.fixture(scope="module")
def data():
    if "SUNLIGHT_DATA" not in os.environ:
        pytest.skip("SUNLIGHT_DATA does not point to the folder of sample data")
    return Path(os.environ["SUNLIGHT_DATA"])


def on_level_ground(project):
    """Buildings that stand at elevation 0, as high as they are, storeys by height."""
    return dataclasses.replace(
        project,
        buildings=tuple(
            dataclasses.replace(
                b,
                zero_level=0.0,
                outdoor_ground=0.0,
                storeys=0,
                parts=tuple(
                    dataclasses.replace(part, base=0.0, top=part.top - part.base)
                    for part in b.parts
                ),
            )
            for b in project.buildings
        ),
    )


def features_under(project, document):
    """Feature of a GeoJSON document for each building, by its place; None for none."""
    to_gauss = Transformer.from_crs("EPSG:4326", GAUSS, always_xy=True)
    back = Transformer.from_crs(GAUSS, "EPSG:4326", always_xy=True)
    east, north = project.site.origin
    here, above = back.transform(east, north), back.transform(east, north + 100.0)
    azimuth = math.radians(Geod(ellps="GRS80").inv(*here, *above)[0])
    turn = np.array(
        [
            [math.cos(azimuth), math.sin(azimuth)],
            [-math.sin(azimuth), math.cos(azimuth)],
        ]
    )
    outlines = []
    for feature in document["features"]:
        rings = feature["geometry"]["coordinates"]
        ring = rings[0] if feature["geometry"]["type"] == "Polygon" else rings[0][0]
        places = np.column_stack(to_gauss.transform(*np.array(ring)[:, :2].T))
        outlines.append(shapely.Polygon((places - [east, north]) @ turn.T))
    tree = shapely.STRtree(outlines)
    found = []
    for building in project.buildings:
        outline = building.parts[0].polygon
        near = [
            k
            for k in tree.query(outline)
            if outline.symmetric_difference(outlines[k]).area < 0.05 * outline.area
        ]
        found.append(document["features"][near[0]] if near else None)
    return found


def test_a_drawing_and_footprints_of_one_place_give_equal_minutes(data, tmp_path):
    pytest.importorskip("ezdxf")
    drawing = data / "dxf" / "suzhou_site_gbk_r2000_DERIVED.dxf"
    drawn, _ = read_dxf(drawing, options=DxfOptions(crs=GAUSS, project="P"))
    text = (data / "footprints" / "suzhou_3076.geojson").read_text(encoding="utf-8")
    features = features_under(drawn, json.loads(text))
    known = [f for f in features if f is not None]
    cut = tmp_path / "cut.geojson"
    cut.write_text(
        json.dumps({"type": "FeatureCollection", "features": known}), encoding="utf-8"
    )
    mapped, _ = read_gis(cut, options=GisOptions())

    both = zip(drawn.buildings, features, strict=True)
    drawn = dataclasses.replace(
        drawn,
        buildings=tuple(b for b, feature in both if feature is not None),
        site=dataclasses.replace(drawn.site, latitude=mapped.site.latitude),
    )
    drawn, mapped = (
        lay_regular_windows(on_level_ground(p), spacing=12.0, storey_height=6.0)
        for p in (drawn, mapped)
    )
    one, other = assess(drawn).windows, assess(mapped).windows

    assert len(known) == 83
    heights = [feature["properties"]["height"] for feature in known]
    np.testing.assert_allclose([b.top for b in drawn.buildings], heights, atol=1e-6)
    shift = drawn.buildings[0].parts[0].polygon.centroid.coords[0] - np.array(
        mapped.buildings[0].parts[0].polygon.centroid.coords[0]
    )
    ends = [
        np.column_stack([p.windows.left, p.windows.right, r.sill_z])
        for p, r in ((drawn, one), (mapped, other))
    ]
    away, same = cKDTree(ends[0]).query(ends[1] + [*shift, *shift, 0.0])
    assert len(set(same.tolist())) == len(drawn.windows) == len(mapped.windows) > 500
    assert away.max() < 0.05  # the projection stretches by 4 cm a kilometre
    np.testing.assert_allclose(
        one.minutes_after[same], other.minutes_after, atol=1.0, rtol=0.0
    )


def sun_by_hand(minutes, latitude):
    """Unit vectors to the sun on 大寒 by the formula of any textbook, (t, 3)."""
    hour, place, declination = (
        np.radians((minutes - 720.0) / 4.0),
        math.radians(latitude),
        math.radians(-20.15),
    )
    east = -math.cos(declination) * np.sin(hour)
    north = math.sin(declination) * math.cos(place) - math.cos(declination) * math.sin(
        place
    ) * np.cos(hour)
    up = math.sin(declination) * math.sin(place) + math.cos(declination) * math.cos(
        place
    ) * np.cos(hour)
    return np.column_stack([east, north, up])


def hit(point, rays, triangles):
    """Whether rays from a point meet any triangle (Möller-Trumbore), (t,)."""
    a, b, c = triangles.transpose(1, 0, 2)
    across = np.cross(rays[:, None], (c - a)[None])
    det = np.einsum("fk,tfk->tf", b - a, across)
    det[np.abs(det) < 1e-12] = np.nan
    start = point - a
    u = np.einsum("fk,tfk->tf", start, across) / det
    turned = np.cross(start, b - a)
    v = np.einsum("tk,fk->tf", rays, turned) / det
    along = np.einsum("fk,fk->f", c - a, turned)[None] / det
    inside = (u >= 0) & (v >= 0) & (u + v <= 1) & (along > 1e-9)
    return inside.any(axis=1)


def raw_triangles(path, places):
    """Triangles of the outer shells in the file's own coordinates, fans of corners."""
    document = json.loads(path.read_text(encoding="utf-8"))
    transform = document["transform"]
    corners = np.array(document["vertices"]) * transform["scale"]
    corners = corners + transform["translate"]
    return np.array(
        [
            corners[[face[0][0], face[0][k], face[0][k + 1]]]
            for name in places
            for geometry in document["CityObjects"][name]["geometry"]
            for face in geometry["boundaries"][0]
            for k in range(1, len(face[0]) - 1)
        ]
    )


def test_minutes_of_generated_houses_are_those_of_rays_by_hand(data):
    path = data / "cityjson" / "lod2_buildings_v2.city.json"
    project, _ = read_cityjson(path)
    place = dataclasses.replace(project.site, latitude=38.42)
    project = lay_regular_windows(dataclasses.replace(project, site=place), spacing=3.0)
    results = assess(project).windows
    names = [b.element for b in project.buildings]
    raw = raw_triangles(path, names)
    # the frame: the file's own, shifted, then turned by the angle of the site
    turn = math.radians(project.site.north_angle)
    raw[:, :, :2] -= project.site.origin
    raw[:, :, :2] = raw[:, :, :2] @ np.array(
        [
            [math.cos(turn), math.sin(turn)],
            [-math.sin(turn), math.cos(turn)],
        ]
    )
    drawn = np.concatenate(
        [part.vertices for b in project.buildings for part in b.parts]
    )
    assert cKDTree(raw.reshape(-1, 3)).query(drawn)[0].max() < 1e-3

    minutes = np.arange(480.5, 960.0, 1.0)
    rays = sun_by_hand(minutes, 38.42)
    chosen = np.random.default_rng(7).choice(len(project.windows), 40, replace=False)
    for i in chosen.tolist():
        ends = [
            np.append(side[i], results.sill_z[i])
            for side in (results.left_after, results.right_after)
        ]
        across = ends[1] - ends[0]
        outward = np.array([across[1], -across[0], 0.0]) / np.linalg.norm(across)
        near = raw[np.linalg.norm(raw.mean(axis=1) - ends[0], axis=1) < 80.0]
        lit = rays @ outward > 0.0
        for end in ends:
            lit &= ~hit(end + 1e-3 * outward, rays, near)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], lit, [0]])))
        pieces = edges[1::2] - edges[::2]
        full = results.full_after[i]
        whole = float((full[:, 1] - full[:, 0]).sum())
        assert abs(pieces.sum() - whole) <= 1.0 * max(1, len(pieces), len(full)), (
            project.windows.id[i]
        )
