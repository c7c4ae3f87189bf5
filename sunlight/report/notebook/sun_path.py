"""How the path of the sun shows itself (太阳轨迹的视图)."""

from typing import TYPE_CHECKING, Final

import numpy as np

from sunlight.report.notebook.card import card, fields_html, table_html
from sunlight.report.notebook.figure import lettered, new_axes
from sunlight.report.segments import time_band
from sunlight.report.texts import texts
from sunlight.rules import Language
from sunlight.solar import SunPath, clock_label

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["html", "plot"]

_STEPS: Final = 241
"""Points of the curve."""


def html(path: SunPath) -> str:
    """Day, place, band, and where the sun stands at whole hours (太阳轨迹摘要).

    Parameters
    ----------
    path : SunPath
        The path.
    """
    words = texts("zh")
    frame = path.to_frame()
    rows = (
        (clock_label(m), f"{azimuth:.2f}", f"{altitude:.2f}")
        for m, azimuth, altitude in zip(
            frame["minutes"], frame["azimuth"], frame["altitude"], strict=True
        )
    )
    headings = [
        words["columns.true_solar_time"],
        words["columns.azimuth"],
        words["columns.altitude"],
    ]
    declination = path.declination
    fields = [
        (words["notebook.latitude"], f"{path.latitude:.4f}°"),
        (words["columns.declination"], f"{declination.degrees:.4f}"),
        (words["columns.band"], time_band(path.band)),
        (words["notebook.daylight"], time_band(path.daylight)),
    ]
    title = words["notebook.sun_path"].format(day=path.day.value)
    return card(
        title, fields_html(fields), table_html(headings, rows, len(frame), words)
    )


def plot(path: SunPath, *, lang: Language) -> "Figure":
    """Altitude against azimuth: the day, the counted band thick, whole hours (轨迹图).

    Parameters
    ----------
    path : SunPath
        The path.
    lang : {'zh', 'en'}
        Language of the words.
    """
    words = texts(lang)
    figure, axes = new_axes(7.0, 4.0)
    for (first, last), width in ((path.daylight, 1.0), (path.lit_band, 3.0)):
        minutes = np.linspace(first, last, _STEPS)
        directions = path.directions(minutes)
        turned = np.degrees(np.unwrap(np.arctan2(directions[:, 0], directions[:, 1])))
        turned += 360.0 if turned[len(turned) // 2] < 0.0 else 0.0
        axes.plot(turned, path.altitude_deg(minutes), color="#b35900", linewidth=width)
    hours = path.to_frame()
    for minute, azimuth, altitude in zip(
        hours["minutes"], hours["azimuth"], hours["altitude"], strict=True
    ):
        axes.plot(azimuth, altitude, "o", color="#b35900", markersize=5.0)
        axes.annotate(
            clock_label(minute), (azimuth, altitude), textcoords="offset points",
            xytext=(0.0, 7.0), ha="center", fontsize=8.0,
        )  # fmt: skip
    axes.set_ylim(0.0, 1.12 * float(path.altitude_deg(720.0)))
    axes.grid(visible=True, color="#dddddd")
    lettered(
        axes,
        title=words["notebook.sun_path"].format(day=path.day.value)
        + f"  {path.latitude:.4f}°",
        x=words["columns.azimuth"],
        y=words["columns.altitude"],
    )
    return figure
