"""Declinations by convention, each with its origin."""

import datetime as dt
import math

import numpy as np
import pytest

from sunlight.conditions import (
    Cooper1969,
    GivenDeclination,
    LocalNoon,
    SolarTermInstant,
    StandardDay,
    WangFourier1985,
)
from sunlight.errors import InputError
from sunlight.solar.declination import Declination, declination
from sunlight.solar.ephemeris import apparent_sun, solar_term_instant, standard_day

GREAT_COLD = StandardDay.GREAT_COLD
SOLSTICE = StandardDay.WINTER_SOLSTICE


def test_the_great_cold_of_2001_has_the_declination_of_the_ephemeris():
    # Meeus' low-precision series, by hand: -20.150
    found = declination(GREAT_COLD, SolarTermInstant())

    assert pytest.approx(-20.150, abs=0.001) == found.degrees


def test_the_winter_solstice_of_2001_has_the_declination_of_the_ephemeris():
    # Meeus' low-precision series, by hand: -23.439
    found = declination(SOLSTICE, SolarTermInstant())

    assert pytest.approx(-23.439, abs=0.001) == found.degrees


def test_the_origin_names_library_instant_and_freezing():
    origin = declination(GREAT_COLD, SolarTermInstant()).origin

    assert origin.startswith("pvlib ")
    assert "SPA" in origin
    assert "大寒 2001 (2001-01-20 08:16 UTC+8)" in origin
    assert origin.endswith("frozen for the day")


@pytest.mark.parametrize(
    ("day", "year", "published"),
    [
        # published almanac times, UTC+8: Hong Kong Observatory (24 solar terms)
        (GREAT_COLD, 2023, "2023-01-20T16:30+08:00"),
        (GREAT_COLD, 2024, "2024-01-20T22:07+08:00"),
        (GREAT_COLD, 2025, "2025-01-20T04:00+08:00"),
        # December solstices, UT: US Naval Observatory
        (SOLSTICE, 2000, "2000-12-21T13:37+00:00"),
        (SOLSTICE, 2001, "2001-12-21T19:21+00:00"),
        (SOLSTICE, 2023, "2023-12-22T03:27+00:00"),
    ],
)
def test_solar_terms_come_at_the_almanac_minute(day, year, published):
    expected = dt.datetime.fromisoformat(published)

    difference = abs(solar_term_instant(day, year) - expected)

    assert difference <= dt.timedelta(minutes=1)


@pytest.mark.parametrize("year", [1900, 1985, 2001, 2050, 2100])
@pytest.mark.parametrize(("day", "longitude"), [(GREAT_COLD, 300.0), (SOLSTICE, 270.0)])
def test_at_the_solar_term_the_sun_has_its_longitude(day, longitude, year):
    instant = solar_term_instant(day, year)

    assert instant.year == year
    # a thousandth of a second is 1.2e-8 degrees
    assert pytest.approx(longitude, abs=5e-8) == apparent_sun(instant).longitude_deg


def test_the_sun_agrees_with_the_whole_algorithm_of_pvlib():
    from pvlib import spa

    instant = dt.datetime(2001, 1, 20, 0, 16, tzinfo=dt.UTC)
    rest = (0.0, 0.0, 0.0, 1013.0, 12.0, spa.calculate_deltat(2001, 1), 0.5667, 1)
    unix = np.array([instant.timestamp()])
    expected = (
        spa.solar_position_numpy(unix, *rest, sst=True)[2][0],
        spa.solar_position_numpy(unix, *rest)[5][0],
    )

    sun = apparent_sun(instant)

    actual = (sun.declination_deg, sun.equation_of_time_min)
    assert pytest.approx(expected, abs=1e-12) == actual


def test_local_noon_at_xinzhou_is_four_hundredths_higher():
    # by hand: -20.11 at solar noon of 2001-01-20 at Xinzhou
    noon = LocalNoon(date=dt.date(2001, 1, 20), longitude=112.73)

    found = declination(GREAT_COLD, noon)

    assert pytest.approx(-20.11, abs=0.005) == found.degrees
    assert "2001-01-20 12:40 UTC+8" in found.origin


def test_cooper_puts_20_january_two_tenths_too_low():
    # 23.45 sin(360 * 304 / 365 degrees)
    expected = 23.45 * math.sin(math.radians(360.0 * 304.0 / 365.0))

    found = declination(GREAT_COLD, Cooper1969(day_of_year=20))

    assert expected == found.degrees
    assert pytest.approx(-20.34, abs=0.005) == found.degrees
    assert "Cooper" in found.origin


def test_cooper_reaches_its_amplitude_at_the_summer_solstice():
    # 284 + 172 = 456 = 365 * 1.2493
    found = declination(SOLSTICE, Cooper1969(day_of_year=172))

    assert pytest.approx(23.45, abs=0.001) == found.degrees


@pytest.mark.parametrize("year", [1985, 2001, 2024, 2099])
@pytest.mark.parametrize(
    ("month", "day"),
    [(1, 20), (3, 20), (6, 21), (9, 23), (12, 22)],
)
def test_the_fourier_series_follows_the_ephemeris_at_0_h(year, month, day):
    # its accuracy as published is some hundredths of a degree
    expected = apparent_sun(dt.datetime(year, month, day, tzinfo=dt.UTC))

    found = declination(
        GREAT_COLD, WangFourier1985(date=dt.date(year, month, day))
    ).degrees

    assert pytest.approx(expected.declination_deg, abs=0.04) == found


def test_the_fourier_series_equals_its_terms_added_by_hand():
    # 2001-01-20: N0 = 79.6764 + 3.8752 - 4 = 79.5516; t = -59.5516
    t = math.radians(360.0 * -59.5516 / 365.2422)
    expected = 0.3723 + 23.2567 * math.sin(t) + 0.1149 * math.sin(2 * t)
    expected += -0.1712 * math.sin(3 * t) - 0.7580 * math.cos(t)
    expected += 0.3656 * math.cos(2 * t) + 0.0201 * math.cos(3 * t)

    found = declination(GREAT_COLD, WangFourier1985(date=dt.date(2001, 1, 20)))

    assert pytest.approx(expected, abs=1e-12) == found.degrees
    assert "base year 1985" in found.origin


def test_a_given_angle_is_kept_with_its_origin():
    convention = GivenDeclination(declination=-20.28, origin="GB 50180-93 table")

    found = declination(GREAT_COLD, convention)

    assert found == Declination(
        degrees=-20.28,
        convention=convention,
        origin="typed in: GB 50180-93 table, frozen for the day",
    )


@pytest.mark.parametrize(
    ("convention", "where"),
    [
        (SolarTermInstant(base_year=1899), "declination.base_year"),
        (SolarTermInstant(base_year=2101), "declination.base_year"),
        (LocalNoon(date=dt.date(1700, 1, 20), longitude=112.0), "declination.date"),
        (
            LocalNoon(date=dt.date(2001, 1, 20), longitude=181.0),
            "declination.longitude",
        ),
        (
            LocalNoon(date=dt.datetime(2001, 1, 20, tzinfo=dt.UTC), longitude=112.0),
            "declination.date",
        ),
        (Cooper1969(day_of_year=0), "declination.day_of_year"),
        (Cooper1969(day_of_year=367), "declination.day_of_year"),
        (Cooper1969(day_of_year=20.0), "declination.day_of_year"),
        (WangFourier1985(date=dt.date(1984, 12, 31)), "declination.date"),
        (GivenDeclination(declination=math.nan), "declination.declination"),
        (GivenDeclination(declination=38.42), "declination.declination"),
        (-20.15, "declination"),
        (None, "declination"),
    ],
)
def test_an_unusable_convention_is_an_error_that_says_where(convention, where):
    with pytest.raises(InputError) as caught:
        declination(GREAT_COLD, convention)

    assert caught.value.where == where


def test_a_bare_angle_is_answered_with_the_way_to_write_it():
    with pytest.raises(InputError, match="GivenDeclination"):
        declination(GREAT_COLD, -20.15)


@pytest.mark.parametrize("year", [1899, 2101, 2001.0, True])
def test_a_solar_term_outside_the_ephemeris_is_an_error(year):
    with pytest.raises(InputError, match="whole year from 1900 to 2100"):
        solar_term_instant(GREAT_COLD, year)


def test_an_instant_without_time_zone_is_an_error():
    with pytest.raises(InputError, match="time zone"):
        apparent_sun(dt.datetime(2001, 1, 20))  # noqa: DTZ001


def test_days_are_known_by_member_and_by_value():
    assert standard_day("冬至") is SOLSTICE
    assert standard_day(GREAT_COLD) is GREAT_COLD


@pytest.mark.parametrize("day", ["夏至", "great_cold", "", None, 1])
def test_an_unknown_day_is_an_error_that_lists_the_days(day):
    with pytest.raises(InputError, match=r"大寒.*冬至") as caught:
        standard_day(day)

    assert caught.value.where == "day"
