"""Several pictures on one sheet: rows from the top, sheet after sheet (排版)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["GAP", "Spot", "packed"]

GAP: Final = 5.0
"""Room between pictures. [mm]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a picture stands (位置).

    Parameters
    ----------
    item : int
        Number of the picture.
    left, down : float
        From the left, and from the top downwards. [mm]
    height : float
        Height of its row. [mm]
    """

    item: int
    left: float
    down: float
    height: float


def packed(
    sizes: Sequence[tuple[float, float]], room: tuple[float, float]
) -> list[list[Spot]]:
    """Sheets of pictures in their order, in rows (排版).

    Parameters
    ----------
    sizes : sequence of (float, float)
        Width and height of each; none is larger than the room. [mm]
    room : (float, float)
        Width and height of a sheet. [mm]

    Returns
    -------
    list of list of Spot
        Spots of each sheet.

    Examples
    --------
    >>> [len(sheet) for sheet in packed([(60.0, 40.0)] * 5, (130.0, 90.0))]
    [4, 1]
    """
    rows: list[list[int]] = []
    used = 0.0
    for item, (wide, _) in enumerate(sizes):
        if rows and used + GAP + wide <= room[0]:
            rows[-1].append(item)
            used += GAP + wide
        else:
            rows.append([item])
            used = wide
    sheets: list[list[Spot]] = []
    down = 0.0
    for row in rows:
        high = max(sizes[item][1] for item in row)
        if not sheets or down + high > room[1] + 1e-9:
            sheets.append([])
            down = 0.0
        left = 0.0
        for item in row:
            sheets[-1].append(Spot(item=item, left=left, down=down, height=high))
            left += sizes[item][0] + GAP
        down += high + GAP
    return sheets
