"""A long wall in an open field, and what is lit behind it by spherical trigonometry."""

import math

import pytest
import shapely
from scipy.optimize import brentq

import sunlight as sl
from sunlight.errors import InputError

PATH = sl.sun_path("大寒", latitude=38.42)
HEIGHT = 30.0


def box(x0, y0, x1, y1, *, owner="1#", base=0.0, top=HEIGHT, part="body"):
    return sl.Prism(owner, shapely.box(x0, y0, x1, y1), base, top, part)


LONG_WALL = sl.Obstructions.from_prisms([box(-5000, -10, 5000, 0)])
"""So long that only its height counts; its northern face lies on y = 0."""
NOON_SHADOW = HEIGHT / math.tan(math.radians(90.0 - 38.42 + PATH.declination.degrees))


def direction(minutes):
    """The sun by spherical trigonometry: east, north, up."""
    hour = math.radians(0.25 * (minutes - 720.0))
    phi, delta = math.radians(38.42), math.radians(PATH.declination.degrees)
    return (
        -math.cos(delta) * math.sin(hour),
        math.cos(phi) * math.sin(delta)
        - math.sin(phi) * math.cos(delta) * math.cos(hour),
        math.sin(phi) * math.sin(delta)
        + math.cos(phi) * math.cos(delta) * math.cos(hour),
    )


def clears(minutes, distance):
    """Height of the ray over the top of the long wall, from that far behind it."""
    _, north, up = direction(minutes)
    return distance * up / -north - HEIGHT


def minutes_behind(distance):
    """Counted minutes behind the long wall: in sun about noon, or not at all."""
    if clears(720.0, distance) <= 0.0:
        return 0.0
    if clears(480.0, distance) >= 0.0:
        return 480.0
    first = brentq(clears, 480.0, 720.0, args=(distance,), xtol=1e-11)
    lit = 2.0 * (720.0 - first)
    return lit if lit >= 5.0 else 0.0


def minutes_behind_raw(distance):
    """Lit minutes behind the long wall, short pieces included."""
    if clears(720.0, distance) <= 0.0:
        return 0.0
    return 2.0 * (720.0 - brentq(clears, 480.0, 720.0, args=(distance,), xtol=1e-11))


def refuse(match, call, error=InputError):
    with pytest.raises(error, match=match):
        call()
