"""Colours of hours of sun, and the signs of a legend for them (时数分色)."""

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.report.plan_legend import LegendEntry
from sunlight.report.texts import Texts
from sunlight.tolerances import THRESHOLD_NOISE_MIN

if TYPE_CHECKING:
    from matplotlib.colors import Colormap

__all__ = ["HOUR_COLOURS", "hour_classes", "hour_colormap", "hour_legend"]

NO_SUN: Final = "#2b2b2b"
HOUR_COLOURS: Final = (
    "#440154", "#472d7b", "#3b528b", "#2c728e",
    "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725",
)  # fmt: skip
"""Colour of each hour, 0-1 first, the last for 8 and more: viridis, which is told
apart by the colour-blind and in grey (S. van der Walt and N. Smith, 2015)."""
_EDGE: Final = "#8a8a86"


def hour_classes(minutes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Class of each duration: 0 no sun, 1 under an hour, 2 from one hour, ...

    A limit belongs to the higher class; NaN stays NaN.

    Parameters
    ----------
    minutes : (...) ndarray of float64
        Counted minutes. [min]
    """
    hours = np.floor((minutes + THRESHOLD_NOISE_MIN) / 60.0)
    most = float(len(HOUR_COLOURS) - 1)
    classes: NDArray[np.float64] = np.where(
        minutes > 0.0, np.minimum(hours, most) + 1.0, np.minimum(minutes, 0.0)
    )
    return classes


def hour_colormap() -> "Colormap":
    """Colours of the classes 0 to 9; nothing for NaN."""
    from matplotlib.colors import ListedColormap

    return ListedColormap([NO_SUN, *HOUR_COLOURS], name="hours")


def hour_legend(
    band: tuple[float, float], words: Texts
) -> tuple[str, tuple[LegendEntry, ...]]:
    """Heading and entries of the hours that a band can hold, most first.

    Parameters
    ----------
    band : (float, float)
        Counted band. [min]
    words : mapping
        Catalogue.
    """
    last = min(len(HOUR_COLOURS) - 1, math.floor((band[1] - band[0]) / 60.0))
    entries = []
    for hour in range(last, -1, -1):
        if hour == last:
            label = words["grids.hours_full"].format(low=hour)
        elif hour == 0:
            label = words["grids.hours_first"]
        else:
            label = words["grids.hours"].format(low=hour, high=hour + 1)
        style = {"facecolor": HOUR_COLOURS[hour], "edgecolor": _EDGE}
        entries.append(LegendEntry(label=label, patch=style))
    dark = {"facecolor": NO_SUN, "edgecolor": _EDGE}
    entries.append(LegendEntry(label=words["grids.no_sun"], patch=dark))
    return words["grids.hours_heading"], tuple(entries)
