"""Altitude and azimuth: published values and tables derived by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunlight.errors import InputError
from sunlight.solar.position import (
    altitude_deg,
    azimuth_deg,
    daylight,
    direction,
    direction_altitude_deg,
    direction_azimuth_deg,
    hour_angle,
)

MINUTE_OF_ARC = 1.0 / 60.0

latitudes = st.floats(-89.9, 89.9)
declinations = st.floats(-23.45, 23.45)
instants = st.floats(1.0, 1439.0)

# Latitude, declination, hour, altitude, azimuth from south (afternoon positive) and
# cotangent of the altitude; derived by hand, rounded to the digits shown.
SUN_TABLE = [
    (38.42, -20.15, 16, 8.84, 55.37, 6.429),
    (38.42, -20.15, 15, 17.82, 44.21, 3.111),
    (38.42, -20.15, 14, 25.02, 31.20, 2.143),
    (38.42, -20.15, 13, 29.76, 16.25, 1.749),
    (38.42, -20.15, 12, 31.43, 0.0, 1.636),
    (38.42, -23.44, 16, 6.44, 53.09, 8.855),
    (38.42, -23.44, 15, 15.13, 42.23, 3.697),
    (38.42, -23.44, 14, 22.04, 29.66, 2.470),
    (38.42, -23.44, 13, 26.56, 15.40, 2.000),
    (38.42, -23.44, 12, 28.14, 0.0, 1.870),
    (37.87, -20.15, 16, 9.15, 55.44, 6.206),
    (37.87, -20.15, 15, 18.21, 44.33, 3.039),
    (37.87, -20.15, 14, 25.49, 31.33, 2.098),
    (37.87, -20.15, 13, 30.29, 16.34, 1.712),
    (37.87, -20.15, 12, 31.98, 0.0, 1.602),
    (40.08, -20.15, 16, 7.90, 55.16, 7.211),
    (40.08, -20.15, 15, 16.63, 43.85, 3.349),
    (40.08, -20.15, 14, 23.60, 30.81, 2.289),
    (40.08, -20.15, 13, 28.17, 16.00, 1.868),
    (40.08, -20.15, 12, 29.77, 0.0, 1.748),
]


@pytest.mark.parametrize(
    ("hour", "degrees", "minutes_of_arc"),
    [(12, 36, 33), (11, 34, 39), (13, 34, 39), (10, 29, 17), (14, 29, 17)],
)
def test_textbook_altitudes_at_30_north_hold_to_a_minute_of_arc(
    hour, degrees, minutes_of_arc
):
    # P1: Chinese textbook example, latitude 30°, declination -23°27′
    expected = degrees + minutes_of_arc / 60.0

    actual = altitude_deg(60.0 * hour, latitude=30.0, declination=-23.45)

    assert pytest.approx(expected, abs=MINUTE_OF_ARC) == actual


@pytest.mark.parametrize(
    ("latitude", "degrees", "minutes_of_arc"),
    [(31.2, 35, 21), (41.8, 24, 45), (39.95, 26, 36)],
    ids=["shanghai", "shenyang", "beijing"],
)
def test_published_noon_altitudes_of_the_winter_solstice_hold_to_a_minute_of_arc(
    latitude, degrees, minutes_of_arc
):
    # P6: published spacing explanations; the declination of their time, -23°27′, and
    # the latitudes of the cities, which the source does not write
    expected = degrees + minutes_of_arc / 60.0

    actual = altitude_deg(720.0, latitude=latitude, declination=-23.45)

    assert pytest.approx(expected, abs=MINUTE_OF_ARC) == actual


@pytest.mark.parametrize(
    ("latitude", "minutes", "share", "coefficient"),
    [
        (31.2, 720.0, 1.0, 1.41),
        (41.8, 690.0, 1.0 - 1.35 / 18.18, 2.02),
        (39.95, 690.0, 1.0 - 1.35 / 18.18, 1.86),
    ],
    ids=["shanghai noon", "shenyang one hour", "beijing one hour"],
)
def test_published_spacing_coefficients_of_the_winter_solstice_hold_to_a_hundredth(
    latitude, minutes, share, coefficient
):
    # P6: distance over height of parallel rows, sill at 1.35 m of an 18.18 m block;
    # one hour of sun centred on noon begins at 11:30
    x, y, z = direction(minutes, latitude=latitude, declination=-23.45)
    assert abs(x) < abs(y)

    assert pytest.approx(coefficient, abs=0.01) == share * -y / z


def test_published_fan_angle_of_shanghai_at_nine_holds_to_half_a_degree():
    # P7: Shanghai's 2016 rules: on the winter solstice the sun at 9:00 stands 46° from
    # the east-west line
    azimuth = azimuth_deg(540.0, latitude=31.2, declination=-23.44)

    assert pytest.approx(46.0, abs=0.5) == azimuth - 90.0


@pytest.mark.parametrize(
    ("latitude", "declination", "hour", "altitude", "azimuth", "cotangent"), SUN_TABLE
)
@pytest.mark.parametrize("side", [1, -1], ids=["afternoon", "morning"])
def test_the_sun_table_is_met_to_its_last_digit(
    latitude, declination, hour, altitude, azimuth, cotangent, side
):
    minutes = 720.0 + side * (60.0 * hour - 720.0)
    where = {"latitude": latitude, "declination": declination}
    h = float(altitude_deg(minutes, **where))
    from_south = float(azimuth_deg(minutes, **where)) - 180.0

    assert pytest.approx(altitude, abs=0.006) == h
    assert pytest.approx(side * azimuth, abs=0.006) == from_south
    assert pytest.approx(cotangent, abs=0.0006) == 1.0 / math.tan(math.radians(h))


@given(minutes=instants, latitude=latitudes, declination=declinations)
def test_directions_have_length_one(minutes, latitude, declination):
    s = direction(minutes, latitude=latitude, declination=declination)

    assert pytest.approx(1.0, abs=1e-14) == np.linalg.norm(s)


@given(minutes=instants, latitude=latitudes, declination=declinations)
def test_the_altitude_obeys_the_textbook_formula(minutes, latitude, declination):
    phi, delta, omega = (
        math.radians(a) for a in (latitude, declination, 0.25 * (minutes - 720.0))
    )
    expected = math.sin(phi) * math.sin(delta)
    expected += math.cos(phi) * math.cos(delta) * math.cos(omega)

    h = altitude_deg(minutes, latitude=latitude, declination=declination)

    assert pytest.approx(expected, abs=1e-13) == math.sin(math.radians(h))


@given(minutes=instants, latitude=latitudes, declination=declinations)
def test_altitude_and_azimuth_lead_back_to_the_direction(
    minutes, latitude, declination
):
    where = {"latitude": latitude, "declination": declination}
    h = math.radians(altitude_deg(minutes, **where))
    a = math.radians(azimuth_deg(minutes, **where))
    expected = (
        math.cos(h) * math.sin(a),
        math.cos(h) * math.cos(a),
        math.sin(h),
    )

    actual = direction(minutes, **where)

    assert pytest.approx(expected, abs=1e-13) == actual


@given(st.lists(st.floats(-1.0, 1.0), min_size=3, max_size=3))
def test_azimuths_stay_in_their_half_open_range(vector):
    azimuth = direction_azimuth_deg(vector)

    assert 0.0 <= azimuth < 360.0


def test_an_azimuth_a_rounding_error_west_of_north_is_zero():
    assert direction_azimuth_deg([-1e-20, 1.0, 0.0]) == 0.0


def test_a_vertical_direction_has_the_altitude_90():
    assert direction_altitude_deg([0.0, 0.0, 2.0]) == 90.0


def test_shapes_are_kept_and_empty_input_gives_empty_output():
    where = {"latitude": 38.42, "declination": -20.15}

    assert direction(np.zeros((2, 5)), **where).shape == (2, 5, 3)
    assert direction([], **where).shape == (0, 3)
    assert azimuth_deg([], **where).shape == (0,)
    assert hour_angle(720.0).shape == ()


def test_the_hour_angle_is_a_quarter_of_a_degree_a_minute():
    expected = [-math.pi / 3.0, 0.0, math.pi / 3.0]

    assert pytest.approx(expected, abs=1e-15) == hour_angle([480.0, 720.0, 960.0])


@given(latitude=st.floats(-66.0, 66.0), declination=declinations)
def test_at_sunrise_and_sunset_the_sun_stands_on_the_horizon(latitude, declination):
    limits = daylight(latitude=latitude, declination=declination)

    heights = direction(limits, latitude=latitude, declination=declination)[:, 2]

    assert pytest.approx([0.0, 0.0], abs=1e-14) == heights


def test_the_day_has_1440_minutes_where_the_sun_does_not_set():
    assert daylight(latitude=70.0, declination=23.44) == (0.0, 1440.0)
    assert daylight(latitude=-70.0, declination=-23.44) == (0.0, 1440.0)


@pytest.mark.parametrize(("latitude", "declination"), [(70, -23.44), (-70, 23.44)])
def test_the_polar_night_is_an_error(latitude, declination):
    with pytest.raises(InputError, match="polar night") as caught:
        daylight(latitude=latitude, declination=declination)

    assert caught.value.where == "latitude"


@pytest.mark.parametrize(
    "latitude", [90.0, -90.0, 112.73, math.nan, math.inf, "38.42", True, None]
)
def test_an_unusable_latitude_is_an_error_that_names_it(latitude):
    with pytest.raises(InputError, match="latitude: must be") as caught:
        altitude_deg(720.0, latitude=latitude, declination=-20.15)

    assert caught.value.where == "latitude"


def test_a_longitude_given_as_latitude_is_guessed_in_the_message():
    with pytest.raises(InputError, match="latitude and longitude swapped"):
        altitude_deg(720.0, latitude=112.73, declination=-20.15)


@pytest.mark.parametrize("declination", [23.6, -90.0, math.nan])
def test_a_declination_beyond_the_obliquity_is_an_error(declination):
    with pytest.raises(InputError, match="declination: must be"):
        altitude_deg(720.0, latitude=38.42, declination=declination)
