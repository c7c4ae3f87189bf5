"""Numbers of windows taken apart: building, storey, column (窗号)."""

import re
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.model.project import Project

__all__ = ["WindowColumn", "storeys_text", "window_columns"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowColumn:
    """Windows of one building at one place in plan (窗列).

    Parameters
    ----------
    building : int
        Index of the building.
    rows : (k,) ndarray of int64
        Its windows, lowest first.
    left, right : (2,) ndarray of float64
        Sill ends as seen from outside. [m]
    label : str
        What their numbers share besides building and storey; empty where they cannot
        be taken apart so.
    """

    building: int
    rows: NDArray[np.int64]
    left: NDArray[np.float64]
    right: NDArray[np.float64]
    label: str

    @property
    def outward(self) -> NDArray[np.float64]:
        """Unit vector away from the wall, (2,)."""
        across = self.right - self.left
        length = max(float(np.hypot(*across)), 1e-9)
        return np.array([across[1], -across[0]]) / length


def window_columns(project: Project, building: int) -> list[WindowColumn]:
    """Windows of a building by their place in plan (窗列), in the order of the table.

    Parameters
    ----------
    project : Project
        The project.
    building : int
        Index of the building.
    """
    windows = project.windows
    rows = np.flatnonzero(windows.building == building)
    places: dict[tuple[int, ...], list[int]] = defaultdict(list)
    ends = np.round(np.hstack([windows.left, windows.right]) * 100.0).astype(np.int64)
    for row in rows.tolist():
        places[tuple(ends[row].tolist())].append(row)
    found = []
    for members in places.values():
        order = sorted(members, key=lambda r: (int(windows.floor[r]), r))
        first = order[0]
        found.append(
            WindowColumn(
                building=building,
                rows=np.array(order, dtype=np.int64),
                left=windows.left[first],
                right=windows.right[first],
                label=_label(project, building, order),
            )
        )
    return found


def _label(project: Project, building: int, rows: list[int]) -> str:
    """What the numbers share without building and storey; empty if they differ."""
    windows, name = project.windows, project.buildings[building].id
    labels = {
        _without_storey(str(windows.id[row]), name, int(windows.floor[row]))
        for row in rows
    }
    return labels.pop() if len(labels) == 1 else ""


def _without_storey(number: str, building: str, floor: int) -> str:
    """A number without its building and the first part that is its storey."""
    rest = number.removeprefix(building)
    pieces = [piece for piece in re.split(r"[-_/ ·.]+", rest) if piece]
    for i, piece in enumerate(pieces):
        plain = piece.lower().strip("f层")
        if plain.lstrip("-").isdigit() and int(plain) == floor:
            return "-".join(pieces[:i] + pieces[i + 1 :])
    return ""


def storeys_text(floors: NDArray[np.int32], pattern: str) -> str:
    """Storeys such as ``1–6F`` (层号范围).

    Parameters
    ----------
    floors : (k,) ndarray of int32
        Storeys.
    pattern : str
        With ``{floor}``.
    """
    runs: list[list[int]] = []
    for floor in np.unique(floors).tolist():
        if runs and floor == runs[-1][1] + 1:
            runs[-1][1] = floor
        else:
            runs.append([floor, floor])
    told = ",".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)
    return pattern.format(floor=told)
