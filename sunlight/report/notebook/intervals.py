"""How intervals show themselves (时段的视图)."""

from typing import TYPE_CHECKING, Final

import numpy as np

from sunlight.intervals import Intervals, total
from sunlight.report.notebook.card import HEAD_ROWS, card, table_html
from sunlight.report.notebook.figure import hour_ticks, lettered, new_axes
from sunlight.report.segments import exact_duration, time_band
from sunlight.report.texts import texts
from sunlight.rules import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["html", "plot"]

MOST_DRAWN: Final = 60
"""Rows that a picture shows."""

_DAY: Final = (480.0, 960.0)


def html(intervals: Intervals) -> str:
    """Number of rows, and the first of them (时段摘要).

    Parameters
    ----------
    intervals : Intervals
        The intervals.
    """
    words = texts("zh")
    first = intervals.take(np.arange(min(len(intervals), HEAD_ROWS)))
    rows = (
        (
            number,
            words["cells.separator"].join(time_band((a, b)) for a, b in row.tolist()),
            exact_duration(minutes, words),
        )
        for number, (row, minutes) in enumerate(
            zip(first, total(first).tolist(), strict=True)
        )
    )
    headings = [
        words["notebook.row"],
        words["notebook.intervals"],
        words["notebook.total"],
    ]
    title = words["notebook.intervals_title"].format(
        rows=len(intervals), count=intervals.start.size
    )
    return card(title, table_html(headings, rows, len(intervals), words))


def plot(intervals: Intervals, *, lang: Language) -> "Figure":
    """Bars of the first rows, the first one on top (时段条).

    Parameters
    ----------
    intervals : Intervals
        The intervals.
    lang : {'zh', 'en'}
        Language of the words.
    """
    from matplotlib.ticker import MaxNLocator

    words = texts(lang)
    count = min(len(intervals), MOST_DRAWN)
    figure, axes = new_axes(8.0, 1.4 + 0.18 * max(count, 4))
    for number in range(count):
        spans = [(a, b - a) for a, b in intervals[number].tolist()]
        axes.broken_barh(spans, (number - 0.35, 0.7), facecolors="#e69f00")
    ends = [_DAY[0], _DAY[1], *intervals.start.tolist(), *intervals.end.tolist()]
    hour_ticks(axes, (min(ends), max(ends)))
    axes.set_ylim(max(count, 1) - 0.5, -0.5)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(visible=True, axis="x", color="#dddddd")
    title = words["notebook.intervals_title"].format(
        rows=len(intervals), count=intervals.start.size
    )
    if count < len(intervals):
        title += words["notebook.first_rows"].format(count=count)
    lettered(
        axes, title=title, x=words["columns.true_solar_time"], y=words["notebook.row"]
    )
    return figure
