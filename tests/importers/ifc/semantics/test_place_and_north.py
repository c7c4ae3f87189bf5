"""Place, north, units and map conversion of small models."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunlight.importers.ifc.north import north_angle
from sunlight.importers.ifc.place import Place, degrees_of, distance

EAST_OF_MERIDIAN = math.degrees(
    math.atan(math.tan(math.radians(1.4737)) * math.sin(math.radians(31.2304)))
)
"""Convergence of a Gauss-Kruger grid on a sphere: tan c = tan Δλ sin φ."""


def latitude(small, value):
    small.site.RefLatitude = value
    small.site.RefLongitude = (121, 28, 25, 320000)


def turned(degrees):
    angle = math.radians(degrees)
    return {"XAxisAbscissa": math.cos(angle), "XAxisOrdinate": math.sin(angle)}


@pytest.mark.parametrize(
    ("parts", "angle", "mixed"),
    [
        ((49, 6, 1, 566000), 49 + 6 / 60 + 1.566 / 3600, False),
        ((-87, -38, -21, -839999), -(87 + 38 / 60 + 21.839999 / 3600), False),
        ((0, -7, -34, -450321), -(7 / 60 + 34.450321 / 3600), False),
        ((0, 0, 0, -500000), -0.5 / 3600, False),
        ((-87, 38, 21), -(87 + 38 / 60 + 21 / 3600), True),
        ((0, 0, 0), 0.0, False),
    ],
)
def test_degrees_minutes_seconds_have_one_sign(parts, angle, mixed):
    found = degrees_of(parts)

    assert pytest.approx(angle) == found[0]
    assert mixed == found[1]


@pytest.mark.parametrize(
    "parts", [None, (), (49, 6), (49, 60, 0), (1, 2, 3, 4, 5), (1.5, 2, 3), "49"]
)
def test_what_is_no_angle_has_no_degrees(parts):
    assert degrees_of(parts) is None


@given(
    st.integers(0, 89), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999_999)
)
def test_turning_all_signs_turns_the_angle(degrees, minutes, seconds, millionths):
    parts = (degrees, minutes, seconds, millionths)
    angle, mixed = degrees_of(parts)

    assert not mixed
    assert (-angle, False) == degrees_of(tuple(-part for part in parts))


@given(st.floats(-179.9, 179.9), st.floats(1e-3, 1e3))
def test_north_angle_does_not_depend_on_length(angle, length):
    east, north = math.sin(math.radians(angle)), math.cos(math.radians(angle))

    found = north_angle((east * length, north * length))

    assert pytest.approx(angle, abs=1e-9) == found


@pytest.mark.parametrize(
    "ratios", [(0.0, 0.0), (2.0, 0.0, 1.0), (1.0,), (math.nan, 1.0), (1.0, math.inf)]
)
def test_what_is_no_direction_in_the_plane_is_no_north(ratios):
    assert north_angle(ratios) is None


def test_a_degree_of_longitude_on_the_equator_is_111_km():
    assert pytest.approx(111_195, abs=1) == distance(Place(0, 0), Place(0, 1))


def test_mixed_signs_are_remarked_on(small_model, read):
    small = small_model()
    latitude(small, (31, -13, -49, 0))

    facts, findings = read(small)

    assert pytest.approx(31 + 13 / 60 + 49 / 3600) == facts.latitude
    assert (small.site.GlobalId,) == findings["PLACE-SIGNS-MIXED"].elements


@pytest.mark.parametrize(
    ("north", "east", "by"),
    [
        ((0, 0, 0), (0, 0, 0), "0°, 0°"),
        ((42, 21, 31, 181945), (-71, -3, -24, -263305), "Revit (Boston)"),
        ((42, 21, 31, 181945), (71, 3, 24, 263305), "Revit (Boston)"),
        ((51, 30, 0, 549316), (0, 7, 34, 450321), "Revit (London)"),
        ((40, 1, 6), (-105, -14, -33), "SketchUp (Boulder)"),
    ],
)
def test_places_of_programs_are_not_believed(small_model, read, north, east, by):
    small = small_model()
    small.site.RefLatitude, small.site.RefLongitude = north, east

    facts, findings = read(small)

    assert (None, None, "") == (facts.latitude, facts.longitude, facts.place_origin)
    assert by in findings["PLACE-IS-DEFAULT"].found


def test_a_latitude_beyond_the_pole_is_not_used(small_model, read):
    small = small_model()
    latitude(small, (121, 28, 25))

    facts, findings = read(small)

    assert facts.latitude is None
    assert "PLACE-UNREADABLE" in findings


def test_north_of_the_models_context_counts(small_model, read):
    small = small_model()
    plan = small.add_context("Plan", north=(1.0, 1.0))
    small.point_north((0.2588, 0.9659))
    small.project.RepresentationContexts = [plan, small.context]

    facts, findings = read(small)

    assert pytest.approx(15.0, abs=0.01) == facts.north_angle
    assert "NORTH-CONTEXTS-DIFFER" in findings


def test_a_north_without_length_is_remarked_on(small_model, read):
    small = small_model()
    small.point_north((0.0, 0.0))

    facts, findings = read(small)

    assert ("", 0.0) == (facts.north, facts.north_angle)
    assert "(0.0, 0.0)" == findings["NORTH-INVALID"].found


def test_north_straight_up_is_remarked_on_as_perhaps_unset(small_model, read):
    small = small_model()
    small.point_north((0.0, 1.0))

    facts, findings = read(small)

    assert ("true", 0.0) == (facts.north, facts.north_angle)
    assert "NORTH-IS-DEFAULT" in findings


@pytest.mark.parametrize("angle", [-30.0, 0.0, 10.0, 179.0])
def test_map_conversion_gives_grid_north_less_its_convergence(small_model, read, angle):
    small = small_model()
    small.map_conversion(**turned(angle))

    facts, findings = read(small)

    assert "grid" == facts.north
    assert pytest.approx(angle - EAST_OF_MERIDIAN, abs=0.001) == facts.north_angle
    assert pytest.approx(EAST_OF_MERIDIAN, abs=0.001) == facts.map.convergence
    assert "NORTH-DISAGREES" not in findings


def test_true_north_that_agrees_with_the_map_is_not_remarked_on(small_model, read):
    small = small_model()
    small.map_conversion(**turned(10.0))
    angle = math.radians(9.236)
    small.point_north((math.sin(angle), math.cos(angle)))

    _, findings = read(small)

    assert "NORTH-DISAGREES" not in findings


def test_true_north_apart_from_the_map_yields_to_it(small_model, read):
    small = small_model()
    small.map_conversion(**turned(10.0))
    small.point_north((0.0, 1.0))

    facts, findings = read(small)

    assert pytest.approx(9.236, abs=0.001) == facts.north_angle
    assert "TrueNorth 0.00°" in findings["NORTH-DISAGREES"].found


def test_unknown_grid_leaves_its_convergence_in(small_model, read):
    small = small_model()
    small.map_conversion(crs="local grid of the works", **turned(10.0))

    facts, findings = read(small)

    assert ("grid", pytest.approx(10.0)) == (facts.north, facts.north_angle)
    assert "" == facts.crs
    assert {"NORTH-IS-GRID", "MAP-SYSTEM-UNKNOWN"} <= set(findings)


def test_true_north_beside_an_unknown_grid_counts(small_model, read):
    small = small_model()
    small.map_conversion(crs="", **turned(10.0))
    angle = math.radians(9.2)
    small.point_north((math.sin(angle), math.cos(angle)))

    facts, findings = read(small)

    assert ("angle", pytest.approx(9.2)) == (facts.north, facts.north_angle)
    assert "NORTH-IS-GRID" not in findings


def test_a_system_may_be_called_by_its_name(small_model, read):
    small = small_model()
    small.map_conversion(crs="CGCS2000 / 3-degree Gauss-Kruger CM 120E")

    facts, _ = read(small)

    assert "EPSG:4549" == facts.crs


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4978", "EPSG:99999", "EPSG:5773"])
def test_a_system_that_is_not_projected_is_remarked_on(small_model, read, crs):
    small = small_model()
    small.map_conversion(crs=crs, Eastings=121.47, Northings=31.23)

    facts, findings = read(small)

    assert ("", None) == (facts.crs, facts.latitude)
    assert findings["MAP-SYSTEM-UNKNOWN"].found.startswith(crs)


def test_the_next_zone_of_a_place_is_no_place(small_model, read):
    small = small_model()  # zone 40 in the system of zone 41
    small.map_conversion(crs="EPSG:4529", Eastings=40640412.3)

    _, findings = read(small)

    assert "MAP-ORIGIN-OUTSIDE" in findings


def test_a_system_in_feet_gives_place_and_north_only(small_model, read, units):
    small = small_model(unit=units["feet"])
    small.map_conversion(
        crs="EPSG:2263", unit=units["feet"](small), Eastings=980000.0, Northings=2e5
    )

    facts, findings = read(small)

    assert pytest.approx((40.7156, -74.0153), abs=1e-3) == (
        facts.latitude,
        facts.longitude,
    )
    assert "" == facts.crs
    assert "MAP-SYSTEM-NOT-METRIC" in findings


@pytest.mark.parametrize(
    ("unit", "east", "scale", "code"),
    [
        ("millimetres", 640412.315, 0.001, None),
        ("millimetres", 640412.315, None, "MAP-SCALE-LEFT-OUT"),
        ("feet", 640412.315, 0.3048, None),
        ("feet", 640412.315, 0.3048 * 0.9996, None),
        ("millimetres", 640412.315, 0.5, "MAP-SCALE-ODD"),
    ],
)
def test_scale_of_the_map_turns_units(
    small_model, read, units, unit, east, scale, code
):
    small = small_model(unit=units[unit])
    small.map_conversion(Eastings=east, Scale=scale)

    facts, findings = read(small)

    assert pytest.approx((640412.315, 3457455.489)) == facts.map_origin
    assert pytest.approx(1.0, abs=0.001) == facts.map.scale
    assert {code} - {None} == {c for c in findings if c.startswith("MAP-SCALE")}


def test_map_without_a_unit_is_in_units_of_the_project(small_model, read, units):
    small = small_model(unit=units["millimetres"])
    small.map_conversion(
        unit=None, Eastings=640412315.0, Northings=3457455489.0, OrthogonalHeight=4000.0
    )

    facts, _ = read(small)

    assert pytest.approx((640412.315, 3457455.489)) == facts.map_origin
    assert pytest.approx(4.0) == facts.elevation


def test_map_and_site_that_lie_apart_are_remarked_on(small_model, read):
    small = small_model()
    small.map_conversion()
    latitude(small, (38, 25, 12))

    facts, findings = read(small)

    assert pytest.approx(31.2304, abs=1e-4) == facts.latitude
    assert "IfcMapConversion" == facts.place_origin
    assert findings["PLACE-DISAGREES"].found.endswith(" km")


@pytest.mark.parametrize(
    ("east", "north", "code"),
    [
        (0.0, 0.0, "MAP-ORIGIN-ZERO"),
        (40640412.3, 3457455.5, "MAP-ORIGIN-OUTSIDE"),
        (640412315.0, 3457455489.0, "MAP-ORIGIN-OUTSIDE"),
        (3457455.5, 640412.3, "MAP-ORIGIN-OUTSIDE"),
        (1e300, -1e300, "MAP-ORIGIN-OUTSIDE"),
    ],
)
def test_a_map_origin_that_is_no_place_gives_none(small_model, read, east, north, code):
    small = small_model()
    small.map_conversion(Eastings=east, Northings=north)

    facts, findings = read(small)

    assert facts.latitude is None
    assert code in findings


def test_property_sets_stand_for_the_map_conversion_in_ifc2x3(small_model, read, units):
    small = small_model("IFC2X3", unit=units["millimetres"])
    small.properties(
        small.site,
        "ePSet_MapConversion",
        Eastings=640412.315,
        Northings=3457455.489,
        OrthogonalHeight=4.0,
        Scale=0.001,
        **turned(10.0),
    )
    small.properties(small.site, "ePSet_ProjectedCRS", Name="EPSG:4549")

    facts, findings = read(small)

    assert ("EPSG:4549", 4.0) == (facts.crs, facts.elevation)
    assert pytest.approx((640412.315, 3457455.489)) == facts.map_origin
    assert pytest.approx(9.236, abs=0.001) == facts.north_angle
    assert not [code for code in findings if code.startswith("MAP")]


def test_scaled_map_conversion_of_ifc4x3(small_model, read, units):
    small = small_model("IFC4X3", unit=units["millimetres"])
    small.map_conversion(
        kind="IfcMapConversionScaled",
        Scale=1.0,
        FactorX=0.001,
        FactorY=0.001,
        FactorZ=0.001,
    )

    facts, _ = read(small)

    assert pytest.approx(1.0) == facts.map.scale
    assert pytest.approx((640412.315, 3457455.489)) == facts.map_origin


def test_rigid_operation_onto_latitude_and_longitude(small_model, read):
    small = small_model("IFC4X3")
    target = small.make("IfcGeographicCRS", Name="EPSG:4490")
    angles = [math.radians(38.42), math.radians(112.73)]
    first, second = (small.make("IfcPlaneAngleMeasure", a) for a in angles)
    small.make(
        "IfcRigidOperation",
        SourceCRS=small.context,
        TargetCRS=target,
        FirstCoordinate=first,
        SecondCoordinate=second,
    )

    facts, _ = read(small)

    assert pytest.approx((38.42, 112.73)) == (facts.latitude, facts.longitude)
    assert facts.map is None


def test_elevation_that_the_placement_bears_is_not_added_twice(small_model, read):
    small = small_model()
    small.site.RefElevation = 781.5
    small.place(small.site, 781.5)

    facts, findings = read(small)

    assert 0.0 == facts.elevation
    assert "ELEVATION-TWICE" in findings


def test_feet_are_metres(small_model, read, units):
    small = small_model(unit=units["feet"])
    small.storey("Level 1", 0.0)
    small.storey("Level 2", 10.0)
    small.building.ElevationOfRefHeight = 100.0

    facts, _ = read(small)

    assert pytest.approx(0.3048) == facts.scale
    assert [0.0, pytest.approx(3.048)] == [s.elevation for s in facts.storeys.values()]
    assert pytest.approx(30.48) == facts.buildings[0].reference


def test_a_model_without_a_unit_is_taken_in_metres(small_model, read):
    small = small_model()
    small.project.UnitsInContext = None
    for assignment in small.file.by_type("IfcUnitAssignment"):
        small.file.remove(assignment)

    facts, findings = read(small)

    assert 1.0 == facts.scale
    assert "UNIT-MISSING" in findings


def test_moved_world_axes_are_remarked_on(small_model, read):
    small = small_model()
    point = small.make("IfcCartesianPoint", Coordinates=(5.0, 0.0, 0.0))
    small.context.WorldCoordinateSystem.Location = point

    _, findings = read(small)

    assert "(5, 0, 0)" == findings["WORLD-AXES-MOVED"].found
