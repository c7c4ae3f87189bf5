"""Which side of a window is outdoors (窗的朝外方向), by shapes and never by flags.

A side with a room behind it is indoors. Of the others rays tell: from indoors hardly
one leaves the building, from outdoors many do.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.ifc.geometry import Mesh
from sunlight.importers.ifc.rays import Targets, contains, free_rays
from sunlight.importers.ifc.wall_faces import WallFrame

__all__ = ["Side", "rooms_at", "sides_of", "spots_beside"]

BESIDE_WALL: Final = 0.3
"""How far from the wall face it is asked what is there. [m]

Beyond plaster and sills, before the opposite wall of any room."""

LEAST_FREE: Final = 0.1
"""A side from which fewer rays leave the building is indoors."""

CLEAR_LEAD: Final = 0.15
"""The outdoor side is freer than the other by at least this share of the rays."""

_TURNS: Final = np.radians([-75.0, -50.0, -25.0, 0.0, 25.0, 50.0, 75.0])
_RISES: Final = np.radians([3.0, 30.0, 60.0, 85.0])

Floats = NDArray[np.float64]


class Side(StrEnum):
    """Where outdoors is, along the axis of a wall (室外侧)."""

    LOW = "low"
    HIGH = "high"
    NEITHER = "neither"
    """Both sides are indoors."""
    UNKNOWN = "unknown"


def spots_beside(frame: WallFrame, *, high: bool) -> Floats:
    """Places before the opening on one side of its wall, at three heights (测点).

    Parameters
    ----------
    frame : WallFrame
        The window in its wall.
    high : bool
        On the high side of the axis.

    Returns
    -------
    (3, 3) ndarray of float64
        Low, middle and high. [m]
    """
    side = int(high)
    (left, right), (sill, lintel) = frame.span[side], frame.height[side]
    off = frame.high + BESIDE_WALL if high else frame.low - BESIDE_WALL
    plan = frame.place((left + right) / 2.0, off)
    z = sill + np.array([0.1, 0.5, 0.9]) * (lintel - sill)
    return np.column_stack([np.broadcast_to(plan, (3, 2)), z])


def rooms_at(
    frames: Sequence[WallFrame], rooms: Mapping[str, Mesh], *, high: bool
) -> list[tuple[str, ...]]:
    """Rooms beside each window, on one side of its wall (窗侧房间).

    Parameters
    ----------
    frames : sequence of WallFrame
        Windows in their walls.
    rooms : mapping of str to Mesh
        Shapes of the rooms by GlobalId.
    high : bool
        On the high side of the axis.

    Returns
    -------
    list of tuple of str
        GlobalIds, the one that holds most of the places asked about first.
    """
    if not frames:
        return []
    spots = np.concatenate([spots_beside(frame, high=high) for frame in frames])
    held = {
        guid: contains(mesh, spots).reshape(-1, 3).sum(axis=1)
        for guid, mesh in rooms.items()
    }
    return [
        tuple(
            sorted(
                (guid for guid, count in held.items() if count[row]),
                key=lambda guid, row=row: -int(held[guid][row]),  # type: ignore[misc]
            )
        )
        for row in range(len(frames))
    ]


def sides_of(
    frames: Sequence[WallFrame],
    low: Sequence[tuple[str, ...]],
    high: Sequence[tuple[str, ...]],
    targets: Targets,
) -> list[Side]:
    """Where outdoors is (室外侧判定): by the rooms on both sides and by rays.

    Of two sides with rooms neither is outdoors. A side without one beside a room is
    outdoors if rays leave the building there: not every corridor is modelled as a room.
    Without any room, the side is outdoors from which clearly more rays leave.

    Parameters
    ----------
    frames : sequence of WallFrame
        Windows in their walls.
    low, high : sequence of tuple of str
        Rooms on either side of each window, those outdoors left out.
    targets : Targets
        All of the building, its openings closed.

    Returns
    -------
    list of Side
        Neither where hardly a ray leaves on either side, unknown where as many do.
    """
    share: dict[bool, dict[int, float]] = {}
    for upper, own in ((False, low), (True, high)):
        rows = [k for k in range(len(frames)) if not own[k]]
        free = _free_share([frames[k] for k in rows], targets, high=upper)
        share[upper] = dict(zip(rows, free.tolist(), strict=True))
    sides = []
    for row in range(len(frames)):
        # a room is indoors, however many windows it has
        free_low, free_high = share[False].get(row, 0.0), share[True].get(row, 0.0)
        if max(free_low, free_high) < LEAST_FREE:
            sides.append(Side.NEITHER)
        elif abs(free_high - free_low) < CLEAR_LEAD and not (low[row] or high[row]):
            sides.append(Side.UNKNOWN)
        else:
            sides.append(Side.HIGH if free_high > free_low else Side.LOW)
    return sides


def _free_share(frames: Sequence[WallFrame], targets: Targets, *, high: bool) -> Floats:
    """Share of the rays from one side of each window that leave the building, (w,)."""
    if not frames:
        return np.empty(0)
    sign = 1.0 if high else -1.0
    turn, rise = (grid.ravel() for grid in np.meshgrid(_TURNS, _RISES))
    origins, ways = [], []
    for frame in frames:
        axis, along = sign * frame.axis, frame.along
        flat = np.cos(turn)[:, None] * axis + np.sin(turn)[:, None] * along
        way = np.column_stack([np.cos(rise)[:, None] * flat, np.sin(rise)])
        spots = spots_beside(frame, high=high)
        origins.append(np.repeat(spots, len(way), axis=0))
        ways.append(np.tile(way, (len(spots), 1)))
    free = free_rays(targets, np.concatenate(origins), np.concatenate(ways))
    share: Floats = free.reshape(len(frames), -1).mean(axis=1)
    return share
