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

__all__ = [
    "JOINTLY",
    "REMNANT",
    "OwnerMinutes",
    "best_of",
    "counted_intervals",
    "minutes_lost",
    "minutes_taken",
    "sunlit_minutes",
    "surplus_intervals",
    "withheld",
]
