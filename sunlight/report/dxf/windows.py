"""Windows on the drawing: sills in space, numbers in plan (客体窗位图)."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.report.dxf.layers import LAYERS
from sunlight.report.dxf.pen import Pen
from sunlight.report.tables import windows_table

__all__ = ["column_label", "draw_windows"]

OFFSET: Final = 0.5
"""Numbers stand so far before the wall. [m]"""
MOST_LETTERS: Final = 28


def draw_windows(
    pen: Pen, assessment: Assessment, *, height: float, masked: bool
) -> None:
    """Draw each sill at its level, and the number of each column of windows (窗位).

    A line lies in the sill plane that was counted with and carries number, storey and
    exact minutes as extended data; the number of a column stands before the wall.

    Parameters
    ----------
    pen : Pen
        Where to draw.
    assessment : Assessment
        The assessment.
    height : float
        Height of the letters. [m]
    masked : bool
        Whether ids of rooms and households are left out.
    """
    windows, project = assessment.project.windows, assessment.project
    if len(windows) == 0:
        return
    table = windows_table(assessment).to_pydict()
    ids = [building.id for building in project.buildings]
    places = _outward(windows.left, windows.right)
    z = np.where(np.isfinite(assessment.windows.sill_z), assessment.windows.sill_z, 0.0)
    for i in range(len(windows)):
        reached = table["reaches_after"][i]
        name = "未评" if reached is None else "达标" if reached else "未达标"
        data = {
            "window": table["window"][i],
            "building": table["building"][i],
            "floor": table["floor"][i],
            "household": "" if masked else table["household"][i],
            "minutes_before": table["minutes_before"][i],
            "minutes_after": table["minutes_after"][i],
            "segments_before": table["segments_before"][i],
            "segments_after": table["segments_after"][i],
        }
        ends = np.stack([windows.left[i], windows.right[i]])
        layer = pen.layer(LAYERS[f"日照-窗台线-{name}"])
        pen.segment(ends, layer, z=float(z[i]), data=data)
    layer = pen.layer(LAYERS["日照-窗位编号"])
    offsets = windows.column_offsets
    for first, last in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True):
        if first == last:
            continue
        label = column_label(
            [str(name) for name in windows.id[first:last]],
            windows.floor[first:last].tolist(),
            ids[windows.building[first]],
        )
        middle = (windows.left[first] + windows.right[first]) / 2.0
        at = middle + OFFSET * places[first]
        angle = float(np.degrees(np.arctan2(places[first][1], places[first][0])))
        pen.text(
            label, at.tolist(), layer, height=height, angle=angle, anchor="left",
            most=MOST_LETTERS,
        )  # fmt: skip


def _outward(
    left: NDArray[np.float64], right: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Unit vectors away from the wall, (w, 2)."""
    across = right - left
    length = np.maximum(np.hypot(across[:, 0], across[:, 1]), 1e-9)
    return np.column_stack([across[:, 1] / length, -across[:, 0] / length])


def column_label(ids: Sequence[str], floors: Sequence[int], building: str) -> str:
    """Number of a column of windows with its storeys (窗位编号).

    Parameters
    ----------
    ids : sequence of str
        Numbers of its windows.
    floors : sequence of int
        Their storeys.
    building : str
        Id of the building, which stands on the plan already.

    Returns
    -------
    str
        What all its numbers end with, or the first and the last number.

    Examples
    --------
    >>> column_label(["1#-1-S01", "1#-2-S01", "1#-3-S01"], [1, 2, 3], "1#")
    'S01 (1-3F)'
    """
    low, high = min(floors), max(floors)
    storeys = f"{low}F" if low == high else f"{low}-{high}F"
    parts = [name.removeprefix(building).strip("-_ ").split("-") for name in ids]
    common: list[str] = []
    for words in zip(*(reversed(part) for part in parts), strict=False):
        if len(set(words)) > 1:
            break
        common.insert(0, words[0])
    if len(ids) == 1 and len(common) > 1 and common[0] == str(floors[0]):
        common = common[1:]
    if common:
        return f"{'-'.join(common)} ({storeys})"
    if len(ids) == 1:
        return ids[0]
    return f"{ids[0]}…{ids[-1]} ({storeys})"
