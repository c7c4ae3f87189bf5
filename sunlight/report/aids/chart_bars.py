"""The bars of the day under a sun-path chart: light, and who hides the sun (时段条)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.analyses.sunpath_chart import SunPathChart, WindowChart
from sunlight.report.aids.sky import (
    BAND_COLOUR,
    HIDDEN_STYLE,
    LIT_COLOUR,
    SHORT_COLOUR,
    SkyStyle,
)
from sunlight.report.fonts import picture_font, printable
from sunlight.report.segments import time_band
from sunlight.report.texts import Texts
from sunlight.tolerances import THRESHOLD_NOISE_MIN

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["MOST_BARS", "DayBar", "day_bars", "draw_bars"]

MOST_BARS: Final = 8
"""This many owners have a bar of their own; the rest share one."""
SPAN_SHARE: Final = 0.17
"""Share of the band that a written time needs."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayBar:
    """One line of the bars of the day: pieces (k, 2), and how each is filled."""

    label: str
    pieces: tuple[NDArray[np.float64], ...]
    fills: tuple[tuple[str, ...], ...]
    hatch: str = ""
    written: bool = False


def day_bars(
    chart: SunPathChart | WindowChart,
    ends: Sequence[tuple[str, SunPathChart]],
    style: SkyStyle,
    words: Texts,
) -> list[DayBar]:
    """Lines of light, then one for each owner that hides the sun (时段条).

    Parameters
    ----------
    chart : SunPathChart or WindowChart
        What the sheet shows.
    ends : sequence of (str, SunPathChart)
        Its points, each with the key of its name.
    style : SkyStyle
        Colours of the owners, in the order of the lines.
    words : mapping
        Catalogue.
    """
    order = tuple(style.owners)
    bars = []
    if isinstance(chart, WindowChart):
        full, counted = chart.full, chart.counted
        bars.append(_light(words["chart.full"], full, counted, written=True))
        for key, end in ends:
            every = np.ones(len(end.lit), dtype=np.bool_)
            bars.append(_light(words[f"chart.{key}"], end.lit, every))
    else:
        bars.append(_light(words["chart.lit"], chart.lit, chart.counted, written=True))
    groups: list[tuple[str, tuple[str, ...]]] = [
        (name, (name,)) for name in order[:MOST_BARS]
    ]
    if len(order) > MOST_BARS:
        rest = order[MOST_BARS:]
        groups.append((words["chart.others"].format(count=len(rest)), rest))
    if any(not arc.owner for _, c in ends for arc in c.blocked):
        groups.append((words["chart.own_wall"], ("",)))
    for label, names in groups:
        pieces = tuple(
            np.array([(a.start, a.end) for a in c.blocked if a.owner in names])
            for _, c in ends
        )
        colour = style.colour(names[0]) if names[0] else HIDDEN_STYLE["edgecolor"]
        hatch = style.owners.get(names[0], ("", ""))[1]
        fills = tuple((colour,) * len(p) for p in pieces)
        bars.append(DayBar(label=label, pieces=pieces, fills=fills, hatch=hatch))
    return bars


def _light(
    label: str,
    pieces: NDArray[np.float64],
    counted: NDArray[np.bool_],
    *,
    written: bool = False,
) -> DayBar:
    """Line of light; what does not count is white."""
    fills = tuple(LIT_COLOUR if c else SHORT_COLOUR for c in counted.tolist())
    return DayBar(label=label, pieces=(pieces,), fills=(fills,), written=written)


def draw_bars(
    axes: "Axes",
    bars: Sequence[DayBar],
    band: tuple[float, float],
    words: Texts,
    *,
    halves: bool,
) -> None:
    """Draw the bars of the day; with two ends an owner's bar has two halves (时段条).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Empty axes.
    bars : sequence of DayBar
        From above downwards.
    band : (float, float)
        Counted band. [min, true solar time]
    words : mapping
        Catalogue.
    halves : bool
        Whether there are two sill ends.
    """
    first, last = band
    axes.set(xlim=(first, last), ylim=(len(bars), 0.0))
    hours = np.arange(60.0 * np.ceil(first / 60.0), last + 1e-9, 60.0)
    axes.set_xticks(hours, [f"{h / 60:.0f}:00" for h in hours])
    axes.set_yticks(np.arange(len(bars)) + 0.5, [printable(bar.label) for bar in bars])
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(picture_font(7.5))
        label.set_parse_math(False)
    axes.tick_params(length=2.0)
    axes.grid(axis="x", color="#d8d8d4", linewidth=0.4)
    axes.set_axisbelow(True)
    for row, bar in enumerate(bars):
        share = 0.72 / len(bar.pieces)
        for half, (pieces, fills) in enumerate(zip(bar.pieces, bar.fills, strict=True)):
            low = row + 0.14 + half * share
            for (start, end), fill in zip(pieces.tolist(), fills, strict=True):
                axes.broken_barh(
                    [(start, end - start)],
                    (low, share * 0.94),
                    facecolor=fill,
                    edgecolor=BAND_COLOUR,
                    linewidth=0.5,
                    hatch=bar.hatch or None,
                )
        if bar.written:
            unit = words["measure_unit.min"]
            _write_spans(axes, bar.pieces[0], row + 0.5, (first, last), unit)
    key = "chart.solar_time_two" if halves else "chart.solar_time"
    axes.set_xlabel(words[key], fontproperties=picture_font(7.5))


def _write_spans(
    axes: "Axes",
    pieces: NDArray[np.float64],
    y: float,
    band: tuple[float, float],
    unit: str,
) -> None:
    """Write clock times into the bars, or behind those that are too short."""
    from sunlight.report.outlined import write_text

    need = SPAN_SHARE * (band[1] - band[0])
    limits = np.append(pieces[:, 0], band[1])[1:]
    for (start, end), free in zip(pieces.tolist(), limits.tolist(), strict=True):
        inside = end - start >= need
        if not inside and free - end < need:
            continue
        x = (start + end) / 2 if inside else end + 0.006 * (band[1] - band[0])
        tenths = math.floor((end - start + THRESHOLD_NOISE_MIN) * 10.0) / 10.0
        text = f"{time_band((start, end))}  {tenths:.1f} {unit}"
        write_text(axes, (x, y), text, size=6.5, align="center" if inside else "left")
