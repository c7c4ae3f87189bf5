"""Exact shadow intervals of receivers (遮挡计算), without a time step."""

from sunlight.shade.facing import UsableTimes, facade_degrees, usable_times
from sunlight.shade.lit import (
    Progress,
    blocked_intervals,
    full_window_intervals,
    lit_intervals,
    lit_intervals_by_state,
)
from sunlight.shade.whole_sill import (
    blocked_between_ends,
    dark_between_ends,
    whole_sill_intervals,
)

__all__ = [
    "Progress",
    "UsableTimes",
    "blocked_between_ends",
    "blocked_intervals",
    "dark_between_ends",
    "facade_degrees",
    "full_window_intervals",
    "lit_intervals",
    "lit_intervals_by_state",
    "usable_times",
    "whole_sill_intervals",
]
