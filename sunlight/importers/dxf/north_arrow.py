"""North arrow of a drawing (指北针): a block, or a line with 北 or N at its tip."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from sunlight.importers.dxf.drawing import reading_errors
from sunlight.importers.dxf.entities import Drawn
from sunlight.importers.dxf.labels import TextLabel
from sunlight.importers.remarks import Remarks

__all__ = ["north_arrow"]

_NORTH: Final = ("北", "n", "north")

SAME_DIRECTION: Final = 0.5
"""Arrows that differ by less than this are one. [degrees]"""


def north_arrow(
    drawn: Sequence[Drawn], labels: Sequence[TextLabel], remarks: Remarks
) -> float | None:
    """Direction of the north arrow, clockwise from +y (指北方向).

    A block is taken to point upwards as it was defined. Of lines the longest is the
    arrow, and its tip the end next to the text 北 or N, else the upper end.

    Parameters
    ----------
    drawn : sequence of Drawn
        What is on layers of north arrows, and blocks named like one.
    labels : sequence of TextLabel
        Texts on layers of north arrows.
    remarks : Remarks
        Receives ``NORTH-ARROWS-DIFFER``.

    Returns
    -------
    float or None
        None if there is none, or several that differ. [degrees]
    """
    found = [
        angle for one in drawn if one.kind == "INSERT"
        if (angle := _of_block(one)) is not None
    ]  # fmt: skip
    if not found:
        found = _of_lines(drawn, labels)
    if not found:
        return None
    if any(abs((a - found[0] + 180.0) % 360.0 - 180.0) > SAME_DIRECTION for a in found):
        remarks.add(
            "NORTH-ARROWS-DIFFER", found=", ".join(f"{angle:.1f}°" for angle in found)
        )
        return None
    return found[0]


def _of_block(one: Drawn) -> float | None:
    """Direction of a block."""
    try:
        x, y, _ = one.entity.matrix44().transform_direction((0.0, 1.0, 0.0))
    except reading_errors():
        return None
    return math.degrees(math.atan2(x, y)) if math.hypot(x, y) > 0.0 else None


def _of_lines(drawn: Sequence[Drawn], labels: Sequence[TextLabel]) -> list[float]:
    """Direction of the longest line; empty if there is none."""
    lines = []
    for one in drawn:
        if one.kind == "LINE":
            ends = np.array([one.entity.dxf.start, one.entity.dxf.end], dtype=float)
            lines.append(ends[:, :2])
        elif one.kind == "LWPOLYLINE" and len(one.entity) >= 2:
            ends = np.array(list(one.entity.get_points("xy")), dtype=float)
            lines.append(ends[[0, -1]])
    lines = [line for line in lines if np.hypot(*(line[1] - line[0])) > 0.0]
    if not lines:
        return []
    line = max(lines, key=lambda ends: float(np.hypot(*(ends[1] - ends[0]))))
    signs = [label for label in labels if label.text.strip().casefold() in _NORTH]
    start, end = line
    if signs:
        sign = signs[0].centre
        if np.hypot(*(start - sign)) < np.hypot(*(end - sign)):
            start, end = end, start
    elif end[1] < start[1]:
        start, end = end, start
    return [math.degrees(math.atan2(*(end - start)))]
