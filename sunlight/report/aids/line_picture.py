"""Minutes along a line as a profile (线上日照剖面图)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from sunlight.analyses.lines import LineLight
from sunlight.report.aids.provenance import Provenance
from sunlight.report.aids.sheet import draw_label, notes_of, subtitle_of
from sunlight.report.fonts import picture_font, printable
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["line_picture"]

SIZE: Final = (11.0, 5.6)
"""Width and height. [in]"""
STYLES: Final = {
    "before": {"color": "#0072b2", "marker": "o", "linestyle": "--"},
    "after": {"color": "#d55e00", "marker": "s", "linestyle": "-"},
}
"""Of each state: told apart by the colour-blind, and in grey."""
MOST_MARKERS: Final = 150
"""Where there are more points than this, they get no signs of their own."""
TEXT: Final = 9.0


def line_picture(
    lines: Mapping[str, LineLight],
    title: str,
    thresholds: Sequence[float],
    provenance: Provenance,
    words: Texts,
) -> "Figure":
    """Counted minutes against the distance from the start, a curve each state.

    Only the points are exact; between them they are joined by straight strokes, and
    nothing is drawn where a body covers the line.

    Parameters
    ----------
    lines : mapping of state to LineLight, at least one
        The same line in each state.
    title : str
        Title.
    thresholds : sequence of float
        Minutes at which a level is drawn. [min]
    provenance : dict
        Where they came from.
    words : mapping
        Catalogue.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn without pyplot.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.075, 0.27, 0.9, 0.56))
    for state, line in lines.items():
        few = len(line.distance) <= MOST_MARKERS
        axes.plot(
            line.distance, line.minutes / 60.0, label=words[f"grids.{state}"],
            linewidth=1.3, markersize=3.0, color=STYLES[state]["color"],
            linestyle=STYLES[state]["linestyle"],
            marker=STYLES[state]["marker"] if few else "",
        )  # fmt: skip
    first = next(iter(lines.values()))
    _draw_levels(axes, thresholds, words)
    _draw_corners(axes, first)
    _draw_axes(axes, first, words)
    _write(figure, title, subtitle_of(provenance, words), notes_of(provenance, words))
    draw_label(figure, str(provenance["label"]))
    return figure


def _draw_levels(axes: "Axes", thresholds: Sequence[float], words: Texts) -> None:
    """Draw a level at each threshold."""
    for minutes in thresholds:
        axes.axhline(minutes / 60.0, color="#6b6b68", linewidth=0.8, linestyle=":")
        axes.annotate(
            words["grids.level"].format(minutes=f"{minutes:g}"),
            (1.0, minutes / 60.0), xycoords=("axes fraction", "data"),
            xytext=(-3, 2), textcoords="offset points", ha="right", va="bottom",
            fontproperties=picture_font(8.0), color="#5a5a57",
        )  # fmt: skip


def _draw_corners(axes: "Axes", line: LineLight) -> None:
    """Draw a thin stroke at each corner of the line."""
    for distance in line.distance[line.corner][1:-1]:
        axes.axvline(distance, color="#c8c8c4", linewidth=0.7, zorder=0.5)


def _draw_axes(axes: "Axes", line: LineLight, words: Texts) -> None:
    """Name and divide the axes; the greatest hour is that of the band."""
    start, end = line.light.basis.band
    hours = (end - start) / 60.0
    axes.set(xlim=(0.0, float(line.distance[-1])), ylim=(-0.02 * hours, hours * 1.03))
    axes.set_yticks(np.arange(0.0, np.floor(hours) + 0.5, 1.0))
    font = picture_font(TEXT)
    axes.set_xlabel(words["grids.distance_axis"], fontproperties=font)
    axes.set_ylabel(words["grids.hours_axis"], fontproperties=font)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(picture_font(8.0))
    axes.grid(visible=True, axis="y", color="#ececea", linewidth=0.6, zorder=0)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.legend(
        prop=font, frameon=False, loc="lower right", ncols=2,
        bbox_to_anchor=(1.0, 1.0), borderaxespad=0.2,
    )  # fmt: skip


def _write(figure: "Figure", title: str, subtitle: str, notes: Sequence[str]) -> None:
    """Write title, subtitle and small print."""
    lines = [(0.955, title, 14.0), (0.905, subtitle, TEXT)]
    lines += [(0.135 - 0.035 * i, note, 7.5) for i, note in enumerate(notes)]
    for y, text, size in lines:
        figure.text(
            0.03, y, printable(text), fontproperties=picture_font(size),
            va="center", parse_math=False,
            color="#1c1c1c" if size > TEXT - 1 else "#5a5a57",
        )  # fmt: skip
