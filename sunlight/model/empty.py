"""Tables without rows (空表), for projects of which only buildings are known."""

import numpy as np

from sunlight.model.tables import Households, Rooms, Windows

__all__ = ["no_households", "no_rooms", "no_windows"]

_CODES = np.zeros(0, dtype=np.int32)
_NAMES = np.zeros(0, dtype=object)
_LENGTHS = np.zeros(0, dtype=np.float64)
_PLACES = np.zeros((0, 2), dtype=np.float64)


def no_windows() -> Windows:
    """Table of no windows (空窗表)."""
    return Windows(
        id=_NAMES,
        building=_CODES,
        floor=_CODES,
        floor_level=_LENGTHS,
        sill_height=_LENGTHS,
        left=_PLACES,
        right=_PLACES,
        room=_CODES,
        column_offsets=np.zeros(1, dtype=np.int64),
        assumed=np.zeros(0, dtype=np.bool_),
    )


def no_rooms() -> Rooms:
    """Table of no rooms (空房间表)."""
    return Rooms(
        id=_NAMES,
        building=_CODES,
        floor=_CODES,
        household=_CODES,
        kind=np.zeros(0, dtype=np.int8),
    )


def no_households() -> Households:
    """Table of no households (空户表)."""
    return Households(id=_NAMES, building=_CODES, floor=_CODES)
