"""Exact shadow intervals of receivers (遮挡计算), without a time step."""

from sunlight.shade.facing import UsableTimes, facade_degrees, usable_times
from sunlight.shade.lit import (
    Progress,
    blocked_intervals,
    full_window_intervals,
    lit_intervals,
    lit_intervals_by_state,
)

__all__ = [
    "Progress",
    "UsableTimes",
    "blocked_intervals",
    "facade_degrees",
    "full_window_intervals",
    "lit_intervals",
    "lit_intervals_by_state",
    "usable_times",
]
