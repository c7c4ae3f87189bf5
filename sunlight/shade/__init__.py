"""Exact shadow intervals of receivers (遮挡计算), without a time step."""

from sunlight.shade.lit import (
    blocked_intervals,
    full_window_intervals,
    lit_intervals,
    lit_intervals_by_state,
)

__all__ = [
    "blocked_intervals",
    "full_window_intervals",
    "lit_intervals",
    "lit_intervals_by_state",
]
