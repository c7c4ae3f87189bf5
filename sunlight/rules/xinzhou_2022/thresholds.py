"""Comparisons that every judging clause makes (比较), edition of 2022."""

import math
from typing import Final

from sunlight.rules.parameters import Values
from sunlight.rules.verdict import Direction, Note
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = [
    "SHARE_NOISE",
    "direction_of",
    "figure_notes",
    "met_before",
    "reaches",
    "reaches_share",
    "rooms_needed",
]

SHARE_NOISE: Final = 1e-9
"""A share short of a threshold by less than this reaches it. [1]

Rounding of a quotient of two areas or two counts."""


def reaches(minutes: float, threshold: float) -> bool:
    """Tell whether a duration reaches a threshold, up to rounding noise (达到)."""
    return minutes >= threshold - THRESHOLD_NOISE_MIN


def met_before(minutes: float, standard: float, values: Values) -> bool:
    """Tell whether it was met before (原达标): reading ``equal_to_standard``."""
    if values.alternative("equal_to_standard"):
        return minutes > standard + THRESHOLD_NOISE_MIN
    return reaches(minutes, standard)


def reaches_share(share: float, threshold: float, values: Values) -> bool:
    """Tell whether a share is enough (份额达到): reading ``half_is_enough``."""
    if values.alternative("half_is_enough"):
        return share > threshold + SHARE_NOISE
    return share >= threshold - SHARE_NOISE


def rooms_needed(total: int, share: float, values: Values) -> int:
    """Fewest rooms that are a share of all (应达标间数): ``half_is_enough``."""
    if values.alternative("half_is_enough"):
        return math.floor(total * share + SHARE_NOISE) + 1
    return math.ceil(total * share - SHARE_NOISE)


def direction_of(before: float | None, after: float) -> Direction:
    """Which way the minutes went, noise aside (增减)."""
    if before is None or abs(after - before) <= THRESHOLD_NOISE_MIN:
        return Direction.NONE
    return Direction.GAIN if after > before else Direction.LOSS


def figure_notes(values: Values, *names: str) -> tuple[Note, ...]:
    """Note that a figure of the standard was not read in its source (数值未核实)."""
    read = all(values.parameter(name).confidence == "read" for name in names if name)
    return () if read else (Note.FIGURE_UNVERIFIED,)
