"""Windows that have no minutes, and why (未计算的窗)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.measuring.records import WindowResults
from sunlight.model.project import Project
from sunlight.rules import Reason

__all__ = ["UnmeasuredWindows", "unmeasured_windows"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UnmeasuredWindows:
    """Numbers of windows without minutes, by room (各房间未计算的窗).

    Parameters
    ----------
    without_level : (n,) ndarray of int64
        Those of which the sill plane is not known.
    without_plane : (n,) ndarray of int64
        Those of which the base plane is not known.
    """

    without_level: NDArray[np.int64]
    without_plane: NDArray[np.int64]

    def of(
        self, member: NDArray[np.int32], count: int
    ) -> tuple[NDArray[np.int64], tuple[tuple[Reason, ...], ...]]:
        """Windows and reasons of groups of rooms (分组合计).

        Parameters
        ----------
        member : (n,) ndarray of int
            Group of each room, -1 for none.
        count : int
            Number of groups.

        Returns
        -------
        numbers : (count,) ndarray of int64
            Windows without minutes.
        reasons : tuple of tuple of Reason
            Why; that of the level where there are none, which no clause reads.
        """
        inside = member >= 0
        level, plane = (
            np.bincount(member[inside], weights=column[inside], minlength=count).astype(
                np.int64
            )
            for column in (self.without_level, self.without_plane)
        )
        reasons = tuple(
            _why(bool(without_level), bool(without_plane))
            for without_level, without_plane in zip(level, plane, strict=True)
        )
        return level + plane, reasons


def unmeasured_windows(
    project: Project,
    windows: WindowResults,
    counted: NDArray[np.bool_] | None = None,
) -> UnmeasuredWindows:
    """Windows without minutes, by room (未计算的窗).

    Parameters
    ----------
    project : Project
        Windows and rooms.
    windows : WindowResults
        Results; the sill plane is NaN where a window was not measured.
    counted : (w,) ndarray of bool, optional
        Windows that count for their rooms; all, without it.

    Returns
    -------
    UnmeasuredWindows
        Rows as in the room table.
    """
    room = project.windows.room
    unknown = np.isnan(windows.sill_z) & (room >= 0)
    if counted is not None:
        unknown &= counted
    zero = np.array([b.zero_level for b in project.buildings] or [np.nan])
    level = zero[project.windows.building] + project.windows.floor_level
    placed = np.isfinite(level + project.windows.sill_height)

    def by_room(rows: NDArray[np.bool_]) -> NDArray[np.int64]:
        numbers: NDArray[np.int64] = np.bincount(
            room[rows], minlength=len(project.rooms)
        ).astype(np.int64)
        return numbers

    return UnmeasuredWindows(
        without_level=by_room(unknown & ~placed),
        without_plane=by_room(unknown & placed),
    )


def _why(without_level: bool, without_plane: bool) -> tuple[Reason, ...]:  # noqa: FBT001
    """Reasons of a group."""
    reasons = (Reason.BASE_PLANE_MISSING,) if without_plane else ()
    if without_level or not reasons:
        return (Reason.FLOOR_LEVEL_MISSING, *reasons)
    return reasons
