"""What a program that looks at the sun every so many minutes prints: a plain loop."""

import math
from dataclasses import dataclass

__all__ = ["Style", "minutes_printed", "segments_printed"]

TOUCH = 1e-9
"""A sample this near a limit is lit. [min]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a product samples, counts and prints.

    `step` in minutes, None for exact; `counting` as the four known ways; `rounding`
    ``nearest`` or ``floor``; segments under `shortest` are dropped; printed clock is
    true solar time plus `clock` minutes; `segments` says whether they are printed.
    """

    step: float | None = 1.0
    counting: str = "span"
    rounding: str = "nearest"
    shortest: float = 5.0
    clock: float = 0.0
    segments: bool = True


def segments_printed(lit, band, style):
    """Segments [min, true solar time] that the product has found, short ones left out.

    `lit` is a list of (start, end), `band` the band that is sampled.
    """
    if style.step is None:
        found = [(float(a), float(b)) for a, b in lit]
    else:
        found = _runs(lit, band, style.step, style.counting)
    return [(a, b) for a, b in found if b - a >= style.shortest - TOUCH and b > a]


def _runs(lit, band, step, counting):
    """Runs of lit samples, walking through the band sample by sample."""
    first, last = band
    offset = step / 2 if counting == "middle" else 0.0
    found = []
    begin = end = None
    index = 0
    k = 0
    while True:
        t = first + offset + k * step
        if t > last + TOUCH:
            break
        while index < len(lit) and lit[index][1] + TOUCH < t:
            index += 1
        sun = index < len(lit) and lit[index][0] - TOUCH <= t
        if sun:
            begin = t if begin is None else begin
            end = t
        elif begin is not None:
            found.append((begin, end))
            begin = None
        k += 1
    if begin is not None:
        found.append((begin, end))
    match counting:
        case "span":
            return found
        case "after":
            return [(a, min(b + step, last)) for a, b in found]
        case "each":
            return [(a, b + step) for a, b in found]
        case "middle":
            return [(a - step / 2, b + step / 2) for a, b in found]
    raise AssertionError(counting)


def minutes_printed(value, rounding):
    """Whole minutes."""
    if rounding == "floor":
        return math.floor(value + 1e-6)
    return math.floor(value + 0.5)
