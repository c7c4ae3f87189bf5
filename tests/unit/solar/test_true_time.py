"""True solar time and Beijing time: published clock times and labels."""

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunlight.conditions import (
    Cooper1969,
    GivenDeclination,
    LocalNoon,
    SolarTermInstant,
    StandardDay,
    WangFourier1985,
)
from sunlight.errors import InputError
from sunlight.solar import sun_path
from sunlight.solar.true_time import (
    beijing_minutes,
    clock_label,
    clock_label_seconds,
    equation_of_time,
    equation_of_time_origin,
    true_solar_minutes,
)

GREAT_COLD = StandardDay.GREAT_COLD
SOLSTICE = StandardDay.WINTER_SOLSTICE


def minutes(hours, minute, second=0):
    return 60.0 * hours + minute + second / 60.0


@pytest.mark.parametrize(
    ("longitude", "published"),
    [
        (116.3, minutes(8, 25, 30)),
        (123.4, minutes(7, 57, 2)),
        (108.93, minutes(8, 55, 6)),
        (87.6, minutes(10, 20, 18)),
        (113.27, minutes(8, 37, 54)),
    ],
    ids=["beijing", "shenyang", "xi'an", "urumqi", "guangzhou"],
)
def test_eight_solar_time_on_the_great_cold_has_the_published_clock_time(
    longitude, published
):
    # P2: published for these cities, to half a minute
    equation = equation_of_time(GREAT_COLD, SolarTermInstant())

    actual = beijing_minutes(480.0, longitude=longitude, equation_of_time=equation)

    assert pytest.approx(published, abs=0.5) == actual


def test_the_published_sunrise_of_urumqi_holds_to_a_minute():
    # P3: 9:43:31 Beijing time on the great cold, the sun's centre, no refraction
    sunrise, _ = sun_path("大寒", latitude=43.8).daylight
    equation = equation_of_time(GREAT_COLD, SolarTermInstant())

    actual = beijing_minutes(sunrise, longitude=87.6, equation_of_time=equation)

    assert pytest.approx(minutes(9, 43, 31), abs=1.0) == actual


@pytest.mark.parametrize(
    ("day", "minute", "second"),
    [(19, 10, 28), (20, 10, 47), (21, 11, 5), (22, 11, 22), (25, 12, 8)],
)
def test_the_published_equation_of_time_in_january_holds_to_15_seconds(
    day, minute, second
):
    # P4: a table of daily values, its year not stated
    noon = LocalNoon(date=dt.date(2001, 1, day), longitude=120.0)

    actual = equation_of_time(GREAT_COLD, noon)

    assert pytest.approx(-(minute + second / 60.0), abs=0.25) == actual


@pytest.mark.parametrize(
    ("longitude", "offset"),
    [(112.55, 30.0), (116.4, 14.0), (114.5, 22.0), (108.93, 44.0), (87.6, 130.0)],
    ids=["taiyuan", "beijing", "shijiazhuang", "xi'an", "urumqi"],
)
def test_the_published_offsets_of_mean_solar_time_hold_to_a_minute(longitude, offset):
    # P5: Beijing time minus local mean solar time
    actual = beijing_minutes(720.0, longitude=longitude, equation_of_time=0.0) - 720.0

    assert pytest.approx(offset, abs=1.0) == actual


def test_the_equation_of_time_is_that_of_the_solar_terms_of_2001():
    # Meeus' low-precision series, by hand: -10.9 and +1.7
    great_cold = equation_of_time(GREAT_COLD, SolarTermInstant())
    solstice = equation_of_time(SOLSTICE, SolarTermInstant())

    assert pytest.approx(-10.92, abs=0.02) == great_cold
    assert pytest.approx(1.70, abs=0.02) == solstice


@pytest.mark.parametrize(
    "convention",
    [
        Cooper1969(day_of_year=20),
        GivenDeclination(declination=-20.15),
        SolarTermInstant(base_year=2001),
    ],
)
def test_a_convention_without_an_instant_takes_the_solar_term_of_2001(convention):
    expected = equation_of_time(SOLSTICE, SolarTermInstant())

    assert expected == equation_of_time(SOLSTICE, convention)


def test_the_fourier_series_takes_the_equation_of_time_of_its_date():
    # 0 h UT is 8 h at 120 E, four hours before the noon there
    date = dt.date(2001, 1, 20)
    noon = equation_of_time(GREAT_COLD, LocalNoon(date=date, longitude=120.0))

    actual = equation_of_time(GREAT_COLD, WangFourier1985(date=date))

    assert pytest.approx(noon + 18.0 / 60.0 * 4.0 / 24.0, abs=0.01) == actual


def test_the_origin_says_when_the_instant_was_chosen_for_want_of_one():
    chosen = equation_of_time_origin(GREAT_COLD, GivenDeclination(declination=-20.15))
    named = equation_of_time_origin(GREAT_COLD, SolarTermInstant())

    assert chosen.startswith(named)
    assert "2001-01-20 08:16 UTC+8" in named
    assert "names no instant" in chosen
    assert "names no instant" not in named


@given(st.floats(0.0, 1440.0), st.floats(-180.0, 180.0), st.floats(-17.0, 17.0))
def test_solar_time_and_beijing_time_undo_each_other(time, longitude, equation):
    place = {"longitude": longitude, "equation_of_time": equation}

    actual = true_solar_minutes(beijing_minutes(time, **place), **place)

    assert pytest.approx(time, abs=1e-9) == actual


def test_times_keep_their_shape():
    times = beijing_minutes(np.zeros((3, 2)), longitude=112.73, equation_of_time=-10.92)

    assert times.shape == (3, 2)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("longitude", {"longitude": 200.0, "equation_of_time": 0.0}),
        ("longitude", {"longitude": math.nan, "equation_of_time": 0.0}),
        ("equation_of_time", {"longitude": 112.0, "equation_of_time": -647.0}),
    ],
)
def test_an_unusable_place_is_an_error_that_names_it(name, place):
    with pytest.raises(InputError) as caught:
        beijing_minutes(480.0, **place)

    assert caught.value.where == name


@pytest.mark.parametrize(
    ("time", "label", "with_seconds"),
    [
        (480.0, "08:00", "08:00:00"),
        (540.99, "09:00", "09:00:59"),
        (539.9999999, "09:00", "09:00:00"),
        (539.999, "08:59", "08:59:59"),
        (0.0, "00:00", "00:00:00"),
        (1439.5, "23:59", "23:59:30"),
        (1440.0, "00:00+1d", "00:00:00+1d"),
        (-10.0, "23:50-1d", "23:50:00-1d"),
    ],
)
def test_labels_read_like_a_clock(time, label, with_seconds):
    assert label == clock_label(time)
    assert with_seconds == clock_label_seconds(time)


@given(st.floats(-2000.0, 4000.0))
def test_both_labels_agree_in_hours_and_minutes(time):
    assert clock_label(time)[:5] == clock_label_seconds(time)[:5]


@pytest.mark.parametrize("time", [math.nan, math.inf, None])
def test_a_label_of_no_instant_is_an_error(time):
    with pytest.raises(InputError, match="minutes: must be"):
        clock_label(time)
