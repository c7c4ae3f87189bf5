"""Sets of half-open intervals for many receivers at once (时段集合).

Two records hold ragged rows in flat arrays: :class:`Intervals`, what lights a receiver,
and :class:`BlockedIntervals`, who darkens it. The algebra works on whole records: a row
of the first operand meets the same row of the second. Pure numpy, without sorting.
"""

from sunlight.intervals.algebra import (
    clip,
    complement,
    difference,
    intersection,
    intersection_of_ends,
    union,
)
from sunlight.intervals.lengths import drop_shorter, keep_longest, longest, total
from sunlight.intervals.records import (
    BETWEEN_ENDS,
    BOTH_ENDS,
    LEFT_END,
    NO_FACE,
    NO_SIDE,
    OWN_WALL_PLANE,
    RIGHT_END,
    BlockedIntervals,
    Intervals,
)
from sunlight.intervals.replacing import replaced_rows

__all__ = [
    "BETWEEN_ENDS",
    "BOTH_ENDS",
    "LEFT_END",
    "NO_FACE",
    "NO_SIDE",
    "OWN_WALL_PLANE",
    "RIGHT_END",
    "BlockedIntervals",
    "Intervals",
    "clip",
    "complement",
    "difference",
    "drop_shorter",
    "intersection",
    "intersection_of_ends",
    "keep_longest",
    "longest",
    "replaced_rows",
    "total",
    "union",
]
