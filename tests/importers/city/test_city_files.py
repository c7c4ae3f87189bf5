"""Real city models: counts, volumes and heights known from elsewhere."""

import json

import numpy as np
import pytest

from sunlight.errors import ImporterError
from sunlight.importers.city.cityjson import read_cityjson
from sunlight.importers.city.options import CityOptions
from sunlight.kinds import Use
from sunlight.model.validate import check_project


def codes(findings):
    return {finding.code for finding in findings}


@pytest.fixture(scope="module")
def den_haag(city_files):
    file = city_files / "DenHaag_01.city.json"
    return json.loads(file.read_bytes()), *read_cityjson(file)


def test_den_haag_is_read_whole(den_haag):
    _, project, findings = den_haag

    assert 844 == len(project.buildings)
    parts = [part for b in project.buildings for part in b.parts]
    assert 1990 == len(parts)  # 1,653 building parts, 337 buildings of one solid
    assert all(part.polygon is not None and part.polygon.is_valid for part in parts)
    assert not codes(findings) & {"OPEN-SOLID", "INVERTED-SOLID"}
    assert ("EPSG:28992", "NAP height") == (
        project.site.crs,
        project.site.height_datum,
    )
    # 4.27° E is 1.11° west of the meridian of RD; 1.11° × sin 52.1° = 0.88°
    assert pytest.approx(0.88, abs=0.01) == project.site.north_angle


def test_den_haag_has_the_volumes_of_its_rings(den_haag, volume):
    document, project, _ = den_haag
    transform = document["transform"]
    points = np.array(document["vertices"]) * transform["scale"]
    solids = {}
    for name, thing in document["CityObjects"].items():
        for geometry in thing.get("geometry", []):
            if geometry["type"] == "Solid":
                solids[name] = (thing, geometry)
    off, ridges, grounds = [], [], []
    for building in project.buildings[::5]:
        for part in building.parts:
            thing, geometry = solids[part.name or building.element]
            exact, ground = _of_rings(geometry, points)
            off.append(abs((volume(part) - exact) / exact))
            grounds.append(abs(part.polygon.area - ground) / ground)
            ridges.append(abs(part.top - thing["attributes"]["AbsoluteRidgeHeight"]))
    # faces that are not flat differ by up to 1.3 %
    assert 0.0 == pytest.approx(float(np.median(off)), abs=1e-9)
    assert max(off) < 0.013
    assert max(grounds) < 1e-6
    assert max(ridges) < 0.0011  # the attribute is rounded to a millimetre


def _of_rings(geometry, points):
    """Volume and ground area of a solid by its rings alone."""
    exact = ground = 0.0
    kinds = [s["type"] for s in geometry["semantics"]["surfaces"]]
    for shell, values in zip(
        geometry["boundaries"], geometry["semantics"]["values"], strict=True
    ):
        for face, value in zip(shell, values, strict=True):
            for ring in face:
                corners = points[ring]
                area = np.cross(corners, np.roll(corners, -1, axis=0)).sum(axis=0) / 2
                exact += float(corners.mean(axis=0) @ area) / 3.0
                if kinds[value] == "GroundSurface":
                    ground -= float(area[2])
    return exact, ground


def test_delft_has_its_buildings_and_names_the_rest(city_files):
    project, findings = read_cityjson(city_files / "delft_lod1.city.json")

    assert 160 == len(project.buildings)
    assert 3 == len(project.site_parts)
    (rest,) = [f for f in findings if f.code == "OTHER-OBJECTS-NOT-READ"]
    assert 410 - 3 == len(rest.elements)
    (opened,) = [f for f in findings if f.code == "OPEN-SOLID"]
    assert 160 == len(opened.elements)  # blocks without a floor


@pytest.mark.parametrize("lod", ["1.2", "1.3", "2.2"])
def test_each_of_three_levels_can_be_had(city_files, lod):
    project, findings = read_cityjson(
        city_files / "multi_lod.city.json", options=CityOptions(lod=lod)
    )

    assert 10 == len(project.buildings)
    (chosen,) = [f for f in findings if f.code == "LOD-CHOSEN"]
    assert f"LoD {lod} × 10" == chosen.found


def test_the_volume_of_3dbag_is_ours(city_files, volume):
    project, findings = read_cityjson(city_files / "3dbag_b2.city.jsonl")

    _, second = project.buildings
    # attribute b3_volume_lod22 of the file, of unrounded corners
    assert pytest.approx(991.360, rel=3e-4) == volume(second.parts[0])
    assert pytest.approx(-0.277) == second.zero_level
    (opened,) = [f for f in findings if f.code == "OPEN-SOLID"]
    assert ("NL.IMBAG.Pand.0503100000031927-0",) == opened.elements


def test_generated_houses_have_their_attributes(city_files):
    project, findings = read_cityjson(city_files / "lod2_buildings_v2.city.json")

    assert 100 == len(project.buildings)
    assert "EPSG:3068" == project.site.crs
    first = project.buildings[0]
    assert ("Testcase-0-0_LoD2", 5, 11.0) == (first.name, first.storeys, first.top)
    assert 2 == sum(b.use is Use.RESIDENTIAL for b in project.buildings)
    assert "MEASURED-HEIGHT-DIFFERS" not in codes(findings)


def test_lod3_has_twenty_one_windows_that_look_west(city_files):
    pytest.importorskip("defusedxml", reason="needs the extra gis")
    from sunlight.importers.city.citygml import read_citygml

    project, findings = read_citygml(city_files / "lod3_building_v2.gml")
    windows = project.windows

    assert (1, 21, 21) == (
        len(project.buildings),
        len(windows),
        len(set(windows.element.tolist())),
    )
    across = windows.right - windows.left
    normal = np.column_stack([across[:, 1], -across[:, 0]]) / windows.width[:, None]
    # the façade runs from (202.54, 244.67) to (204.96, 256.44): it looks 276.5°,
    # which the grid's 0.46° turns to 276.1°
    bearing = np.degrees(np.arctan2(normal[:, 0], normal[:, 1])) % 360.0
    np.testing.assert_allclose(bearing, 276.1, atol=0.2)
    sill = project.buildings[0].zero_level + windows.floor_level + windows.sill_height
    # lower edges of the envelopes written in the file
    assert pytest.approx(18.1375, abs=0.002) == float(sill.max())
    assert pytest.approx(0.7452, abs=0.002) == float(sill.min())
    doors = [f for f in findings if f.code == "DOOR-LEFT-OUT"]
    assert 2 == len(doors[0].elements)
    assert "WINDOW-FACING-INWARD" not in codes(check_project(project))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("501.json", "GenericCityObject × 1"),
        ("nonmanifold.json", "GenericCityObject × 1"),
        ("emptygeom.json", "BUILDING-WITHOUT-GEOMETRY"),
        ("invalid_json_cityjson.json", "line 3"),
        ("csol5.gml", "GenericCityObject × 1"),
    ],
)
def test_files_without_a_building_are_refused(city_files, name, says):
    read = read_cityjson
    if name.endswith(".gml"):
        pytest.importorskip("defusedxml", reason="needs the extra gis")
        from sunlight.importers.city.citygml import read_citygml as read

    with pytest.raises(ImporterError, match=says):
        read(city_files / "invalid" / name)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("601.json", "PART-OVERLAP"),
        ("twobuildings_m.json", "SEMANTICS-UNREADABLE"),
        ("several_lods_invalid.json", "LOD-CHOSEN"),
    ],
)
def test_faulty_files_are_read_with_findings(city_files, name, code):
    project, findings = read_cityjson(city_files / "invalid" / name)

    assert project.buildings
    assert code in codes(findings)
