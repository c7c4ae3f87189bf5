"""Checks of the band and of the shortest segment, shared by all that take them."""

import math

from sunlight.errors import InputError

__all__ = ["checked_band", "checked_shortest"]


def checked_band(band: tuple[float, float]) -> tuple[float, float]:
    """Limits of a band, or an error."""
    first, last = band
    if not (math.isfinite(first) and math.isfinite(last) and first < last):
        message = f"{band} is no band: both finite, the start before the end. [min]"
        raise InputError(message, where="band", value=band)
    return float(first), float(last)


def checked_shortest(shortest: float) -> float:
    """Shortest segment, or an error."""
    if not (math.isfinite(shortest) and shortest >= 0.0):
        message = f"{shortest} is no duration: give 0 or more minutes."
        raise InputError(message, where="shortest", value=shortest)
    return float(shortest)
