"""Exact shadow intervals of receivers (遮挡计算), without a time step."""

from sunlight.shade.facing import UsableTimes, facade_degrees, usable_times
from sunlight.shade.lit import (
    Progress,
    blocked_intervals,
    full_window_intervals,
    lit_intervals,
)
from sunlight.shade.relit import LitRun, lit_run, relit
from sunlight.shade.states import (
    blocked_intervals_by_state,
    full_window_intervals_by_state,
    lit_intervals_by_state,
)
from sunlight.shade.whole_sill import (
    blocked_between_ends,
    dark_between_ends,
    whole_sill_intervals,
)

__all__ = [
    "LitRun",
    "Progress",
    "UsableTimes",
    "blocked_between_ends",
    "blocked_intervals",
    "blocked_intervals_by_state",
    "dark_between_ends",
    "facade_degrees",
    "full_window_intervals",
    "full_window_intervals_by_state",
    "lit_intervals",
    "lit_intervals_by_state",
    "lit_run",
    "relit",
    "usable_times",
    "whole_sill_intervals",
]
