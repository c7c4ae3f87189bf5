"""The option --declination in words."""

import datetime as dt

import pytest

from sunlight.cli.declination_option import declination_convention
from sunlight.conditions import (
    Cooper1969,
    GivenDeclination,
    LocalNoon,
    SolarTermInstant,
    WangFourier1985,
)
from sunlight.errors import InputError

DAY = dt.date(2021, 1, 20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("spa:2020", SolarTermInstant(base_year=2020)),
        ("noon:2021-01-20", LocalNoon(date=DAY, longitude=112.73)),
        ("cooper:20", Cooper1969(day_of_year=20)),
        ("fourier1985:2021-01-20", WangFourier1985(date=DAY)),
        (" SPA:2001 ", SolarTermInstant(base_year=2001)),
        ("-20.15", GivenDeclination(declination=-20.15, origin="command line")),
    ],
)
def test_every_convention_has_a_word(text, expected):
    assert expected == declination_convention(text, longitude=112.73)


@pytest.mark.parametrize(
    "text", ["", "spa", "spa:", "spa:x", "noon:2021-13-01", "moon:1", "cooper:1.5"]
)
def test_anything_else_is_refused_with_what_is_allowed(text):
    with pytest.raises(InputError, match=r"write one of: spa:2001"):
        declination_convention(text, longitude=112.73)
