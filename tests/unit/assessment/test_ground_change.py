"""The most that a point of a ground loses, by the closed form of an endless wall."""

import numpy as np
import pytest
import shapely

import sunlight as sl
from sunlight.assessment.grounds.change import ChangeQuestion, GroundState, largest_loss
from sunlight.conditions import GivenDeclination

LATITUDE, DECLINATION = 38.42, -23.44
FAR = 9e4
FIRST = 21.0
SOUTH, NORTH = 40.0, 40.5
"""A strip behind a wall of 21 m that has from 93 to 120 min, all below the standard."""

QUESTION = ChangeQuestion(minutes=120.0, shortest=5.0, limit=3.0)


@pytest.fixture(scope="module")
def path():
    return sl.sun_path(
        "冬至",
        latitude=LATITUDE,
        declination=GivenDeclination(declination=DECLINATION),
    )


def minutes_behind(height, distance):
    """Minutes round noon behind an endless wall due south, in closed form.

    The sun clears it while cos W >= -sin d (k cos f + sin f) / (cos d (cos f - k sin
    f)), k = height / distance: 8 min for each degree of W.
    """
    f, d = np.radians(LATITUDE), np.radians(DECLINATION)
    k = height / distance
    cosine = -np.sin(d) * (k * np.cos(f) + np.sin(f))
    cosine = cosine / (np.cos(d) * (np.cos(f) - k * np.sin(f)))
    return 8.0 * np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))


def state(*bodies):
    return GroundState(bodies=bodies, obstructions=sl.Obstructions.from_prisms(bodies))


def wall(height, *, north=0.0, length=FAR):
    return sl.Prism("W", shapely.box(-length, north - 10, length, north), -1.0, height)


STRIP = shapely.box(-1, SOUTH, 1, NORTH)
OLD = wall(FIRST)


@pytest.mark.parametrize(("raised", "above"), [(0.016, False), (0.033, True)])
def test_a_wall_a_little_higher_takes_what_the_closed_form_says(path, raised, above):
    # the nearest points lose most: at 40 m from 93.5 min to 91.5 (or 89.4)
    distance = np.linspace(SOUTH, NORTH, 501)
    lost = minutes_behind(FIRST, distance) - minutes_behind(FIRST + raised, distance)
    expected = float(lost.max())
    found = largest_loss(
        STRIP, 0.0, (state(OLD), state(OLD, wall(FIRST + raised))), path, QUESTION
    )

    assert above == (expected > 3.0)
    assert above == (found.lower > 3.0) == (found.upper > 3.0)
    assert found.lower <= expected + 1e-6 <= found.upper + 2e-6


def test_nothing_is_lost_to_a_body_whose_shadow_falls_elsewhere(path):
    added = sl.Prism("N", shapely.box(-5, 60, 5, 70), -1.0, 30.0)
    found = largest_loss(STRIP, 0.0, (state(OLD), state(OLD, added)), path, QUESTION)

    assert (0.0, 0.0) == (found.lower, found.upper)


def test_nothing_is_lost_where_something_is_removed(path):
    found = largest_loss(STRIP, 0.0, (state(OLD), state()), path, QUESTION)

    assert (0.0, 0.0) == (found.lower, found.upper)


def test_what_is_removed_is_the_gain_of_the_states_exchanged(path):
    # Without the wall every point has 360 min; the point with least had 93.5 at 40 m.
    # Asked are points below the standard in the first state: all of the strip.
    least = float(minutes_behind(FIRST, np.array([SOUTH]))[0])
    found = largest_loss(STRIP, 0.0, (state(), state(OLD)), path, QUESTION)

    assert 360.0 - least - 20.0 < found.lower <= 360.0 - least
    assert found.upper >= 360.0 - least - 1e-6


def test_points_that_keep_the_standard_are_not_asked(path):
    # 60 m behind it a wall of 21 m takes nothing near noon: 20 min lost of 360 are more
    # than the limit, but every point keeps far more than 120.
    ground = shapely.box(-5, 60, 5, 65)
    assert minutes_behind(FIRST, 60.0) > 240.0
    found = largest_loss(ground, 0.0, (state(), state(OLD)), path, QUESTION)

    assert (0.0, 0.0) == (found.lower, found.upper)
