"""Where the sun stands on the standard day (太阳位置): numbers in, arrays out.

Knows no building and no rule. pvlib is loaded only when a declination is computed.
The function :func:`sunlight.solar.declination.declination` is not repeated here, since
its name would hide the module's.
"""

from sunlight.solar.declination import Declination
from sunlight.solar.ephemeris import (
    ApparentSun,
    apparent_sun,
    solar_term_instant,
    standard_day,
)
from sunlight.solar.path import SunPath, sun_path
from sunlight.solar.true_time import (
    beijing_minutes,
    clock_label,
    clock_label_seconds,
    equation_of_time,
    equation_of_time_origin,
    true_solar_minutes,
)

__all__ = [
    "ApparentSun",
    "Declination",
    "SunPath",
    "apparent_sun",
    "beijing_minutes",
    "clock_label",
    "clock_label_seconds",
    "equation_of_time",
    "equation_of_time_origin",
    "solar_term_instant",
    "standard_day",
    "sun_path",
    "true_solar_minutes",
]
