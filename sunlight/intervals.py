"""Sets of half-open intervals for many receivers at once (时段集合)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError

__all__ = [
    "BOTH_ENDS",
    "LEFT_END",
    "NO_FACE",
    "NO_SIDE",
    "OWN_WALL_PLANE",
    "RIGHT_END",
    "Intervals",
]

NO_FACE = -1
"""Face of a limit that no face made: the limit of the band."""
OWN_WALL_PLANE = -2
"""Face of a limit made by the plane of the window's own wall."""
NO_SIDE = -1
"""Sill end of a limit that no sill end made."""
LEFT_END = 0
RIGHT_END = 1
BOTH_ENDS = 2
