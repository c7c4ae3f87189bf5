"""A plot on the paper: frame, ticks, titles, in mm (坐标图)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sunlight.report.pictures.lettering import Line
from sunlight.report.pictures.page import Page
from sunlight.report.pictures.paper import Box

__all__ = ["Plot", "ticks_between"]

TICK: Final = 1.0
"""Length of a tick. [mm]"""
TICK_SIZE: Final = 5.5
TITLE_SIZE: Final = 6.5
GRID: Final = "#dcdcd7"
FRAME: Final = "#55555a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A plot: where it stands, and what its edges mean (坐标图).

    Parameters
    ----------
    box : Box
        The frame. [mm]
    x, y : (float, float)
        Values at its edges.
    """

    box: Box
    x: tuple[float, float]
    y: tuple[float, float]

    def across(self, values: ArrayLike) -> NDArray[np.float64]:
        """Place of values along the paper. [mm].

        Parameters
        ----------
        values : array_like
            Values.
        """
        share = (np.asarray(values, dtype=np.float64) - self.x[0]) / (
            self.x[1] - self.x[0]
        )
        placed: NDArray[np.float64] = self.box.left + share * self.box.width
        return placed

    def up(self, values: ArrayLike) -> NDArray[np.float64]:
        """Place of values up the paper. [mm].

        Parameters
        ----------
        values : array_like
            Values.
        """
        share = (np.asarray(values, dtype=np.float64) - self.y[0]) / (
            self.y[1] - self.y[0]
        )
        placed: NDArray[np.float64] = self.box.low + share * self.box.height
        return placed

    def draw_frame(
        self,
        page: Page,
        *,
        ticks: tuple[Sequence[float], Sequence[float]],
        titles: tuple[str, str],
        heading: str,
    ) -> list[Line]:
        """Draw frame and grid; the texts are left to be drawn with others (边框).

        Parameters
        ----------
        page : Page
            The sheet.
        ticks : (sequence of float, sequence of float)
            Values across and up that have a tick.
        titles : (str, str)
            What the axes are.
        heading : str
            Above the frame.
        """
        from matplotlib.collections import LineCollection

        box = self.box
        lines: list[Line] = []
        grid: Any = []
        for value, place in zip(ticks[0], self.across(ticks[0]).tolist(), strict=True):
            grid.append([(place, box.low), (place, box.top)])
            lines.append(
                Line(
                    x=place,
                    y=box.low - 2.4,
                    text=f"{value:g}",
                    size=TICK_SIZE,
                    align="center",
                )
            )
        for value, place in zip(ticks[1], self.up(ticks[1]).tolist(), strict=True):
            grid.append([(box.left, place), (box.right, place)])
            lines.append(
                Line(
                    x=box.left - 1.2,
                    y=place,
                    text=f"{value:g}",
                    size=TICK_SIZE,
                    align="right",
                )
            )
        page.axes.add_collection(
            LineCollection(grid, colors=GRID, linewidths=0.35, zorder=2.2),
            autolim=False,
        )
        corners: Any = [
            [
                (box.left, box.low),
                (box.right, box.low),
                (box.right, box.top),
                (box.left, box.top),
                (box.left, box.low),
            ]
        ]
        page.axes.add_collection(
            LineCollection(corners, colors=FRAME, linewidths=0.6, zorder=7.0),
            autolim=False,
        )
        lines += [
            Line(
                x=(box.left + box.right) / 2.0,
                y=box.low - 5.8,
                text=titles[0],
                size=TITLE_SIZE,
                align="center",
            ),
            Line(
                x=box.left - 8.4,
                y=(box.low + box.top) / 2.0,
                text=titles[1],
                size=TITLE_SIZE,
                align="center",
                angle=90.0,
            ),
            Line(x=box.left, y=box.top + 2.8, text=heading, size=7.5),
        ]
        return lines


def ticks_between(low: float, high: float, *, most: int = 9) -> list[float]:
    """Round values between two, a few of them (刻度).

    Parameters
    ----------
    low, high : float
        Limits.
    most : int
        So many at the most.

    Examples
    --------
    >>> ticks_between(0.0, 480.0)
    [0.0, 60.0, 120.0, 180.0, 240.0, 300.0, 360.0, 420.0, 480.0]
    >>> ticks_between(0.0, 7.0)
    [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
    """
    for step in _steps():
        first, last = math.ceil(low / step), math.floor(high / step)
        if last - first + 1 <= most:
            return [i * step for i in range(first, last + 1)]
    return []


def _steps() -> Sequence[float]:
    """Steps of minutes and of counts, rising."""
    small = (1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 60.0, 120.0, 240.0, 500.0)
    return (*small, *(m * 10.0**p for p in range(3, 13) for m in (1.0, 2.0, 5.0)))
