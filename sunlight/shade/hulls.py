"""The stretch of the band that is still open: the hull (未遮挡时段的外包).

A hull is a sun array with the band cut down, so that all tests of what can shade get
narrower as bodies are gone through.
"""

import math

from sunlight.jit import njit_inner
from sunlight.shade.arcs import BX, E0X, REACH, SYM, SYP, SZM, SZP, U0, U1
from sunlight.tolerances import SAME_INSTANT_MIN

__all__ = ["narrow", "whole_band"]

_SAME_U = SAME_INSTANT_MIN * math.pi / 1440.0
_MARGIN = 1e-12  # of u


@njit_inner
def whole_band(hull, sun):
    """Let a hull be the whole band of a sun array, or another hull."""
    for i in range(len(sun)):
        hull[i] = sun[i]


@njit_inner
def narrow(hull, cover, n):
    """Cut the hull down to what is open, and return whether anything is.

    A hair of what is covered stays within it, so that an arc ending at the very moment
    at which the cover does is still met, whichever of them came first.
    """
    u0, u1 = hull[U0], hull[U1]
    if n and cover[0, 0] <= u0 and cover[0, 1] > u0:
        u0 = cover[0, 1]
    if n and cover[n - 1, 1] >= u1 and cover[n - 1, 0] < u1:
        u1 = cover[n - 1, 0]
    if u1 <= u0 + _SAME_U:
        return False
    u0 = max(hull[U0], u0 - _MARGIN * (1.0 + abs(u0)))
    u1 = min(hull[U1], u1 + _MARGIN * (1.0 + abs(u1)))
    if u0 == hull[U0] and u1 == hull[U1]:
        return True
    reach = 0.0
    for end in range(2):
        u = u0 if end == 0 else u1
        x = 2.0 * hull[BX] * u
        y = hull[SYP] + hull[SYM] * u * u
        z = hull[SZP] + hull[SZM] * u * u
        across = math.sqrt(x * x + y * y)
        reach = max(reach, across / z if z > 0.0 else math.inf)
        hull[E0X + 2 * end], hull[E0X + 2 * end + 1] = x, y
    hull[U0], hull[U1] = u0, u1
    hull[REACH] = min(reach * (1.0 + 1e-12), hull[REACH])
    return True
