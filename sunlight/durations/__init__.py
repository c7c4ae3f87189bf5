"""From intervals to minutes (时数): counted segments, best windows, who took it."""

from sunlight.durations import withheld
from sunlight.durations.counting import (
    best_of,
    counted_intervals,
    sunlit_minutes,
    surplus_intervals,
)
from sunlight.durations.owners import (
    JOINTLY,
    REMNANT,
    OwnerMinutes,
    minutes_lost,
    minutes_taken,
)
from sunlight.durations.sill_tests import SillDifferences, sill_differences

__all__ = [
    "JOINTLY",
    "REMNANT",
    "OwnerMinutes",
    "SillDifferences",
    "best_of",
    "counted_intervals",
    "minutes_lost",
    "minutes_taken",
    "sill_differences",
    "sunlit_minutes",
    "surplus_intervals",
    "withheld",
]
