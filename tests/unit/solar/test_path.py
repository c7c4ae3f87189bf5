"""The sun's path: analytic tables, symmetry, the turning of the azimuth, refusals."""

import copy
import math
import pickle
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunlight.conditions import GivenDeclination, SolarTermInstant, StandardDay
from sunlight.errors import InputError
from sunlight.solar import Declination, SunPath, sun_path

# Latitude of Xinzhou and rounded declinations: those of the hand-made tables.
XINZHOU = 38.42
GREAT_COLD = GivenDeclination(declination=-20.15, origin="table")
SOLSTICE = GivenDeclination(declination=-23.44, origin="table")


@pytest.fixture
def path():
    return sun_path("大寒", latitude=XINZHOU, declination=GREAT_COLD)


def given_path(latitude, degrees, band=(480.0, 960.0)):
    return sun_path(
        "大寒",
        latitude=latitude,
        band=band,
        declination=GivenDeclination(declination=degrees),
    )


def root(function, low, high):
    """Where an increasing function crosses zero, by bisection."""
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if function(middle) < 0.0 else (low, middle)
    return 0.5 * (low + high)


@pytest.mark.parametrize(
    ("slope", "lit"),
    [
        (0.30, 465.9),
        (0.40, 400.9),
        (0.50, 305.2),
        (0.55, 232.4),
        (0.58, 168.6),
        (0.5956, 120.1),
        (0.60, 101.9),
        (0.6073, 60.0),
        (0.61, 32.6),
    ],
)
def test_the_profile_angle_before_an_endless_wall_gives_the_closed_form(
    path, slope, lit
):
    # O1: a south window is lit while tan(profile angle) exceeds height over distance;
    # tolerance: a unit of the last digit shown
    def margin(minutes):
        _, y, z = path.directions(minutes)
        return z / -y - slope

    first = root(margin, 480.0, 720.0)

    assert pytest.approx(lit, abs=0.1) == 2.0 * (720.0 - first)


def test_the_profile_angle_at_the_limits_of_the_band_bounds_the_endless_wall(path):
    # O1: below 0.2737 the whole band is lit, from 0.6112 on nothing
    _, y, z = path.directions([480.0, 720.0, 960.0]).T

    assert pytest.approx([0.2737, 0.6112, 0.2737], abs=0.0001) == z / -y


@pytest.mark.parametrize(
    ("from_south", "hour", "minute"),
    [
        (10, 12, 36.6),
        (15, 12, 55.2),
        (20, 13, 14.4),
        (30, 13, 54.9),
        (34, 14, 12.2),
        (40, 14, 39.6),
        (45, 15, 4.0),
        (50, 15, 30.0),
        (55, 15, 57.9),
    ],
)
@pytest.mark.parametrize("side", [1, -1], ids=["afternoon", "morning"])
def test_the_sun_crosses_a_vertical_edge_when_the_table_says(
    path, from_south, hour, minute, side
):
    # O2: tolerance: a unit of the last digit shown
    edge = 180.0 + side * from_south
    after_noon = side * (60.0 * hour + minute - 720.0)

    crossing = root(lambda t: path.azimuth_deg(t) - edge, 480.0, 960.0)

    assert pytest.approx(720.0 + after_noon, abs=0.1) == crossing


@pytest.mark.parametrize(("half_width", "minutes"), [(1.0, 7.3), (0.5, 3.6)])
def test_a_slot_between_towers_lasts_as_long_as_the_table_says(
    path, half_width, minutes
):
    # O2: a slot open on both sides of due south
    first = root(lambda t: path.azimuth_deg(t) - 180.0 + half_width, 480.0, 960.0)
    last = root(lambda t: path.azimuth_deg(t) - 180.0 - half_width, 480.0, 960.0)

    assert pytest.approx(minutes, abs=0.1) == last - first


@pytest.mark.parametrize(
    ("normal", "lit"),
    [((0, -1), 480.0), ((1, 0), 240.0), ((-1, 0), 240.0), ((0, 1), 0.0)],
    ids=["south", "east", "west", "north"],
)
def test_the_sun_is_before_a_bare_facade_as_long_as_the_table_says(path, normal, lit):
    # O3: counted on the middles of half-minute cells, which no limit divides
    middles = np.arange(480.25, 960.0, 0.5)
    before = path.directions(middles)[:, :2] @ np.array(normal, dtype=float) > 0.0

    assert lit == 0.5 * np.count_nonzero(before)


def test_the_azimuth_stays_within_55_4_degrees_of_south(path):
    # O3: which is why a north façade gets nothing
    azimuths = path.azimuth_deg(path.lit_band)

    assert pytest.approx([124.6, 235.4], abs=0.05) == azimuths


@pytest.mark.parametrize(
    ("day", "convention", "hour", "minute"),
    [("大寒", GREAT_COLD, 7, 7.7), ("冬至", SOLSTICE, 7, 20.5)],
)
def test_sunrise_comes_when_the_table_says(day, convention, hour, minute):
    # O4: tolerance: a unit of the last digit shown
    path = sun_path(day, latitude=XINZHOU, declination=convention)

    sunrise, sunset = path.daylight

    assert pytest.approx(60.0 * hour + minute, abs=0.1) == sunrise
    assert pytest.approx(1440.0, abs=1e-9) == sunrise + sunset
    assert path.lit_band == path.band


@given(st.floats(480.0, 960.0))
def test_the_afternoon_mirrors_the_morning(minutes):
    # O6: holds because the declination is frozen
    path = sun_path("大寒", latitude=XINZHOU, declination=GREAT_COLD)

    mirrored = path.directions(1440.0 - minutes) * [-1.0, 1.0, 1.0]

    assert pytest.approx(mirrored, abs=1e-14) == path.directions(minutes)


def test_the_great_cold_runs_from_8_to_16_and_the_solstice_from_9_to_15():
    assert sun_path("大寒", latitude=XINZHOU).band == (480.0, 960.0)
    assert sun_path("冬至", latitude=XINZHOU).band == (540.0, 900.0)


def test_the_default_is_the_solar_term_of_2001_and_travels_with_the_path():
    path = sun_path(StandardDay.GREAT_COLD, latitude=XINZHOU)

    assert path.declination.convention == SolarTermInstant(base_year=2001)
    assert pytest.approx(-20.15, abs=0.001) == path.declination.degrees
    assert "2001-01-20 08:16 UTC+8" in path.declination.origin


@given(st.floats(-66.0, 66.0), st.floats(-23.45, 23.45))
def test_directions_are_unit_vectors_that_agree_with_altitude_and_azimuth(
    latitude, degrees
):
    path = given_path(latitude, degrees, band=(700.0, 740.0))
    times = np.linspace(0.0, 1440.0, 25)
    h = np.radians(path.altitude_deg(times))
    a = np.radians(path.azimuth_deg(times))
    level = np.cos(h)

    rebuilt = np.stack([level * np.sin(a), level * np.cos(a), np.sin(h)], axis=-1)
    s = path.directions(times)

    assert np.max(np.abs(np.linalg.norm(s, axis=-1) - 1.0)) < 1e-14
    assert np.max(np.abs(rebuilt - s)) < 1e-13


def test_the_coefficients_give_the_directions_and_cannot_be_written(path):
    h = path.hour_angle([500.0, 800.0])[:, None]
    built = path.constant + path.cosine * np.cos(h) + path.sine * np.sin(h)

    assert np.array_equal(built, path.directions([500.0, 800.0]))
    for values in (path.constant, path.cosine, path.sine):
        assert values.dtype == np.float64
        assert not values.flags.writeable


def test_directions_of_no_instants_are_empty(path):
    assert path.directions([]).shape == (0, 3)


def test_the_lit_band_ends_where_the_sun_sets():
    path = given_path(60.0, -20.15)
    sunrise, sunset = path.daylight

    assert sunrise > 480.0
    assert path.lit_band == (sunrise, sunset)
    assert pytest.approx([0.0, 0.0], abs=1e-12) == path.altitude_deg(path.lit_band)


def test_in_the_polar_day_the_sun_is_up_all_day():
    path = given_path(70.0, 23.44, band=(60.0, 1380.0))

    assert path.daylight == (0.0, 1440.0)
    assert path.lit_band == (60.0, 1380.0)


def test_the_polar_night_is_an_error():
    with pytest.raises(InputError, match="polar night"):
        sun_path("冬至", latitude=70.0)


def test_a_band_in_the_night_is_an_error_that_says_when_the_sun_is_up():
    with pytest.raises(InputError, match=r"it is up from 427\.7 to 1012\.3 min"):
        given_path(XINZHOU, -20.15, band=(60.0, 400.0))


@pytest.mark.parametrize(
    ("latitude", "degrees", "band", "increases"),
    [
        (XINZHOU, -20.15, (480.0, 960.0), True),
        (18.0, -20.15, (480.0, 960.0), True),
        (0.0, -20.15, (480.0, 960.0), True),
        # the azimuth turns back in the morning and in the afternoon
        (-15.0, -20.15, (480.0, 960.0), False),
        # ... but not near noon
        (-15.0, -20.15, (700.0, 740.0), True),
        # through the zenith
        (-20.15, -20.15, (480.0, 960.0), False),
        # the sun passes north of the zenith, or stands in the north: anticlockwise
        (-22.0, -20.15, (480.0, 960.0), False),
        (-40.0, -20.15, (480.0, 960.0), False),
        # a summer day as far as it grows by less than half a turn, and farther
        (40.0, 20.15, (480.0, 960.0), True),
        (60.0, 20.15, (480.0, 960.0), True),
        (60.0, 20.15, (240.0, 1200.0), False),
        (70.0, 23.44, (60.0, 1380.0), False),
        # summer south of the sun: the azimuth falls
        (10.0, 20.15, (480.0, 960.0), False),
        # on one side of noon only
        (-15.0, -20.15, (500.0, 600.0), False),
        (-15.0, -20.15, (800.0, 950.0), False),
    ],
)
def test_the_turning_of_the_azimuth_is_known(latitude, degrees, band, increases):
    assert increases == given_path(latitude, degrees, band).azimuth_increases


@given(
    st.floats(-66.0, 66.0),
    st.floats(-23.45, 23.45),
    st.floats(0.0, 0.99),
    st.floats(0.01, 1.0),
)
def test_the_azimuth_is_known_to_grow_exactly_where_samples_say_so(
    latitude, degrees, start, share
):
    sunrise, sunset = given_path(latitude, degrees, (719.0, 721.0)).daylight
    first = max(1.0, sunrise) + start * (min(1439.0, sunset) - max(1.0, sunrise))
    last = first + share * (min(1439.0, sunset) - first)
    path = given_path(latitude, degrees, (first, last))
    # the turning rate is least at an end of the band or at noon, if that is in it
    times = np.linspace(*path.lit_band, 400)
    if times[0] < 720.0 < times[-1]:
        times = np.sort(np.append(times, 720.0))
    x, y = path.directions(times)[:, :2].T
    h = path.hour_angle(times)[:, None]
    dx, dy = (path.sine * np.cos(h) - path.cosine * np.sin(h))[:, :2].T
    rate = dx * y - dy * x
    turned = np.arctan2(
        x[1:] * y[:-1] - y[1:] * x[:-1], x[1:] * x[:-1] + y[1:] * y[:-1]
    )

    if path.azimuth_increases:
        assert rate.min() > 0.0
        assert turned.sum() < math.pi
    else:
        assert rate.min() < 1e-11 or turned.sum() > math.pi - 1e-6


@pytest.mark.parametrize(
    "band",
    [
        (960.0, 480.0),
        (480.0, 480.0),
        (0.0, 960.0),
        (480.0, 1440.0),
        (-10.0, 960.0),
        (math.nan, 960.0),
        (480.0, math.inf),
        (480.0,),
        (480.0, 720.0, 960.0),
        ("8:00", "16:00"),
        480.0,
    ],
)
def test_an_unusable_band_is_an_error_that_names_it(band):
    with pytest.raises(InputError) as caught:
        sun_path("大寒", latitude=XINZHOU, band=band, declination=GREAT_COLD)

    assert caught.value.where.startswith("band")


@pytest.mark.parametrize("latitude", [90.0, 112.73, math.nan, "38.42", None])
def test_an_unusable_latitude_is_an_error_that_names_it(latitude):
    with pytest.raises(InputError) as caught:
        sun_path("大寒", latitude=latitude, declination=GREAT_COLD)

    assert caught.value.where == "latitude"


def test_an_unknown_day_is_an_error():
    with pytest.raises(InputError, match="no standard day '夏至'"):
        sun_path("夏至", latitude=XINZHOU)


def test_a_bare_angle_in_a_hand_made_path_is_an_error():
    with pytest.raises(InputError, match="must be a Declination"):
        SunPath(
            day=StandardDay.GREAT_COLD,
            latitude=XINZHOU,
            declination=-20.15,
            band=(480.0, 960.0),
        )


def test_a_hand_made_path_derives_its_coefficients(path):
    made = SunPath(
        day=StandardDay.GREAT_COLD,
        latitude=XINZHOU,
        declination=Declination(
            degrees=-20.15, convention=GREAT_COLD, origin="by hand"
        ),
        band=(480, 960),
    )

    assert np.array_equal(path.directions([500.0]), made.directions([500.0]))
    assert made.band == (480.0, 960.0)


@pytest.mark.parametrize(
    "carried", [copy.deepcopy, lambda p: pickle.loads(pickle.dumps(p))]
)
def test_a_path_survives_copying_and_the_way_to_another_process(path, carried):
    other = carried(path)

    assert path.band == other.band
    assert path.declination == other.declination
    assert np.array_equal(path.directions([500.0]), other.directions([500.0]))


def test_importing_the_package_loads_neither_pvlib_nor_numba():
    code = "import sys, sunlight.solar; print(*({'pvlib', 'numba'} & set(sys.modules)))"

    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )

    assert run.stdout.strip() == ""


def test_the_least_altitude_narrows_the_band_in_closed_form():
    # cos H = (sin 15 - sin 38.42 sin(-20.15)) / (cos 38.42 cos(-20.15))
    #       = (0.258819 + 0.621421 x 0.344477) / (0.783477 x 0.938794)
    #       = (0.258819 + 0.214066) / 0.735523 = 0.642924, H = 49.990 degrees
    # 4 min a degree: 199.96 min, so from 520.04 to 919.96
    path = sun_path(
        "大寒", latitude=XINZHOU, declination=GREAT_COLD, minimum_altitude=15.0
    )

    assert (520.04, 919.96) == pytest.approx(path.lit_band, abs=0.01)
    assert (480.0, 960.0) == path.band
    assert 15.0 == pytest.approx(float(path.altitude_deg(path.lit_band[0])), abs=1e-9)


def test_a_least_altitude_that_the_band_never_meets_cuts_nothing(path):
    # 8.84 degrees at 8:00
    low = sun_path(
        "大寒", latitude=XINZHOU, declination=GREAT_COLD, minimum_altitude=8.8
    )

    assert path.lit_band == low.lit_band


@pytest.mark.parametrize(
    ("altitude", "message"),
    [
        (31.5, r"does not rise to 31\.5 degrees .* it culminates at 31\.43"),
        (-1.0, "must be 0 or more and below 90 degrees"),
        (90.0, "minimum_altitude"),
        (math.nan, "minimum_altitude"),
    ],
)
def test_a_least_altitude_out_of_reach_is_refused(altitude, message):
    with pytest.raises(InputError, match=message):
        sun_path(
            "大寒", latitude=XINZHOU, declination=GREAT_COLD, minimum_altitude=altitude
        )


def test_a_band_in_which_the_sun_stays_too_low_is_refused():
    with pytest.raises(InputError, match="below 30 degrees throughout the band"):
        sun_path(
            "大寒",
            latitude=XINZHOU,
            band=(480.0, 600.0),
            declination=GREAT_COLD,
            minimum_altitude=30.0,
        )
