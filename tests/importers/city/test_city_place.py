"""Reference systems: their names, north, axes, degrees."""

import math

import numpy as np
import pytest

from sunlight.errors import ImporterError
from sunlight.importers.city.cityjson import read_cityjson
from sunlight.importers.city.options import CityOptions
from sunlight.importers.city.place import epsg_codes


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("https://www.opengis.net/def/crs/EPSG/0/7415", [7415]),
        ("http://www.opengis.net/def/crs/EPSG/6.12/3068", [3068]),
        ("urn:ogc:def:crs:EPSG::4549", [4549]),
        ("urn:ogc:def:crs:EPSG:6.9:4549", [4549]),
        ("urn:ogc:def:crs,crs:EPSG:6.12:3068,crs:EPSG:6.12:5783", [3068, 5783]),
        ("urn:ogc:def:crs,crs:EPSG::25832,crs:EPSG::7837", [25832, 7837]),
        ("EPSG:6.12:3068", [3068]),
        ("epsg:28992+5709", [28992, 5709]),
        ("4549", [4549]),
        ("urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH", [25832]),
        ("local grid", []),
        ("", []),
    ],
)
def test_codes_are_found_in_every_way_of_writing(name, codes):
    assert codes == epsg_codes(name)


def at(model, tmp_path, x, y, said, **options):
    """Project of a box at a place of a system."""
    made = model(metadata={"referenceSystem": said})
    made.document["transform"]["translate"] = [x, y, 0.0]
    made.add("B1", made.solid(made.box()))
    return read_cityjson(made.write(tmp_path), options=CityOptions(**options))


def test_grid_north_is_turned_to_true_north(model, tmp_path):
    # CGCS2000, 3° zone of 114° E: 1° west of it at 38.4° N grid north lies west of
    # true north by 1° × sin 38.4° = 0.621°
    project, findings = at(model, tmp_path, 412682.0, 4251600.0, "EPSG:4547")
    site = project.site

    assert pytest.approx(113.0, abs=0.01) == site.longitude
    expected = (114.0 - site.longitude) * math.sin(math.radians(site.latitude))
    assert pytest.approx(expected, abs=2e-4) == site.north_angle
    assert ("grid", "EPSG:4547") == (site.north, site.crs)
    assert (413000.0, 4252000.0) == site.origin
    # the south wall ran along grid east; seen from true north it is turned to the left
    part = project.buildings[0].parts[0]
    edge = np.diff(part.polygon.exterior.coords[:2], axis=0)[0]
    turned = math.degrees(math.atan2(edge[1], edge[0])) % 90.0
    assert pytest.approx(expected, abs=2e-4) == turned
    assert "GRID-NORTH-TURNED" in {f.code for f in findings}


def test_north_before_east_is_swapped(model, tmp_path):
    project, findings = at(model, tmp_path, 4251600.0, 412682.0, "EPSG:4547")

    assert (413000.0, 4252000.0) == project.site.origin
    assert "AXES-SWAPPED" in {f.code for f in findings}
    assert pytest.approx(80.0) == project.buildings[0].parts[0].polygon.area


def test_swapped_axes_do_not_turn_a_solid_inside_out(model, volume, tmp_path):
    project, _ = at(model, tmp_path, 4251600.0, 412682.0, "EPSG:4547")

    assert pytest.approx(480.0) == volume(project.buildings[0].parts[0])


def test_a_place_outside_its_system_is_said(model, tmp_path):
    _, findings = at(model, tmp_path, 0.0, 0.0, "EPSG:4547")

    assert "COORDINATES-OUTSIDE-CRS" in {f.code for f in findings}


def test_an_unknown_system_is_said_and_the_option_helps(model, tmp_path):
    place = (412682.0, 4251600.0)
    _, findings = at(model, tmp_path, *place, "local grid")
    project, better = at(model, tmp_path, *place, "local grid", crs="EPSG:4547")

    assert "CRS-UNKNOWN" in {f.code for f in findings}
    assert "CRS-UNKNOWN" not in {f.code for f in better}
    assert pytest.approx(113.0, abs=0.01) == project.site.longitude


def test_degrees_become_metres(model, tmp_path):
    made = model(metadata={"referenceSystem": "EPSG:4979"})
    made.document["transform"] = {
        "scale": [1e-7, 1e-7, 0.001],
        "translate": [112.0, 38.0, 0.0],
    }
    made.add("B1", made.solid(made.box(size=(2.0, 1.0, 6.0))))  # 2e-4° × 1e-4°

    project, _ = read_cityjson(made.write(tmp_path))

    wide, deep = np.ptp(project.buildings[0].parts[0].vertices[:, :2], axis=0)
    # GRS 80 at 38° N: 87,832 m a degree of longitude, 110,996 m of latitude
    assert pytest.approx(17.57, abs=0.02) == wide
    assert pytest.approx(11.10, abs=0.02) == deep
    assert ("EPSG:4326", "true") == (project.site.crs, project.site.north)
    assert pytest.approx((112.0001, 38.00005)) == project.site.origin


def test_degrees_too_far_apart_and_geocentric_metres_are_refused(model, tmp_path):
    with pytest.raises(ImporterError, match="at most 2"):
        at(model, tmp_path, 0.0, 0.0, "EPSG:4979")
    with pytest.raises(ImporterError, match="geocentric"):
        at(model, tmp_path, 0.0, 0.0, "EPSG:4978")
