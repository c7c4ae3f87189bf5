"""Rows of a timeline sheet: bars over the band, blockers in the gaps (时段条绘制)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self

import numpy as np

from sunlight.analyses.shade_spans import JOINT, OWN_WALL, SHORT, TOGETHER
from sunlight.assessment import Assessment
from sunlight.assessment.shaders import Shaders
from sunlight.intervals import Intervals
from sunlight.report.pictures.blockers import Blockers, blockers_of
from sunlight.report.pictures.lettering import (
    Line,
    cut_to_width,
    draw_lines,
    draw_plates,
    line_width,
)
from sunlight.report.pictures.page import Page
from sunlight.report.pictures.paper import MM_PER_POINT, Box
from sunlight.report.segments import whole_minutes
from sunlight.tolerances import SAME_INSTANT_MIN

__all__ = [
    "LIT_STYLE", "SEVERAL_STYLE", "SHORT_STYLE", "UNLIT_STYLE", "WALL_STYLE", "Bars",
    "Gap", "Ink", "add_gap", "draw_ink", "paint_rows", "window_gaps",
]  # fmt: skip

MOST_COLOURS: Final = 9
LABEL_ROOM: Final = 27.0
"""Room for the number of a window. [mm]"""
MINUTES_ROOM: Final = 15.0
"""Room for its minutes. [mm]"""
LABEL_SIZE: Final = 5.5
HEADER_SIZE: Final = 7.0
SPAN_SIZE: Final = 5.0
LIT_STYLE: Final = {"facecolor": "#ffe680", "edgecolor": "#33332f"}
SHORT_STYLE: Final = {"facecolor": "#ffffff", "edgecolor": "#c07800", "hatch": "||||||"}
UNLIT_STYLE: Final = {"facecolor": "#f3f3f0", "edgecolor": "#b5b5b0"}
WALL_STYLE: Final = {
    "facecolor": "#e4e4e0",
    "edgecolor": "#9a9a96",
    "hatch": "\\\\\\\\",
}
SEVERAL_STYLE: Final = {"facecolor": "none", "edgecolor": "#111111", "hatch": "//////"}

Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bars:
    """What the rows of a sheet are drawn from (时段数据).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    shaders : Shaders
        Who blocks when.
    blockers : Blockers
        Their colours on this sheet.
    spans : mapping of int to list of int
        Rows of ``shaders.shades.after`` of each window of the sheet.
    """

    assessment: Assessment
    shaders: Shaders
    blockers: Blockers
    spans: Mapping[int, Sequence[int]]
    minutes: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        assessment: Assessment,
        shaders: Shaders,
        columns: Sequence[Sequence[int]],
    ) -> Self:
        """Spans of the windows of a sheet, and the colours of who blocks (汇集).

        Parameters
        ----------
        assessment, shaders
            As above.
        columns : sequence of sequence of int
            Rows of the window table; negative ones are heads.
        """
        after = shaders.shades.after
        wanted = np.array(
            [row for column in columns for row in column if row >= 0], dtype=np.int64
        )
        spans: dict[int, list[int]] = defaultdict(list)
        minutes: dict[str, float] = defaultdict(float)
        for i in np.flatnonzero(np.isin(after.window, wanted)).tolist():
            spans[int(after.window[i])].append(i)
            if after.kind[i] not in (OWN_WALL, SHORT):
                for name in after.owners(i):
                    minutes[name] += float(after.end[i] - after.start[i])
        return cls(
            assessment=assessment,
            shaders=shaders,
            blockers=blockers_of(minutes, most=MOST_COLOURS),
            spans=spans,
            minutes=minutes,
        )

    def band(self) -> Span:
        """Band of all days of the assessment. [min]."""
        bands = [run.path.band for run in self.assessment.runs]
        return min(b[0] for b in bands), max(b[1] for b in bands)

    def main(self, owners: Sequence[str]) -> str:
        """Of several owners the one with the most minutes on the sheet.

        Parameters
        ----------
        owners : sequence of str
            Names.
        """
        return max(owners, key=lambda name: (self.minutes.get(name, 0.0), name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A span that does not count, and all who block in it."""

    start: float
    end: float
    kind: int
    owners: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Ink:
    """Rectangles by style, gathered before they are drawn."""

    boxes: dict[tuple[str, str, str], list[tuple[float, float, float, float]]]
    lines: list[Line]
    plates: list[Line] = field(default_factory=list)

    def add(self, style: Mapping[str, str], x: Span, y: Span) -> None:
        """Add a rectangle."""
        key = (style["facecolor"], style["edgecolor"], style.get("hatch", ""))
        self.boxes.setdefault(key, []).append((x[0], y[0], x[1], y[1]))


def paint_rows(
    page: Page, bars: Bars, rows: Sequence[int], place: Box, *, head: float, high: float
) -> None:
    """Draw a column of rows under a line of hours (画时段条).

    Parameters
    ----------
    page : Page
        The sheet.
    bars : Bars
        What is drawn.
    rows : sequence of int
        Windows; ``-1 - building`` is the head of a building.
    place : Box
        Where. [mm]
    head, high : float
        Heights of the line of hours and of a row. [mm]
    """
    first, last = bars.band()
    left = place.left + LABEL_ROOM
    unit = (place.width - LABEL_ROOM - MINUTES_ROOM) / (last - first)
    ink = Ink(boxes={}, lines=[])
    foot = place.top - head - high * len(rows)
    _draw_hours(page, (first, last), left, unit, (foot, place.top - head), ink, bars)
    for i, row in enumerate(rows):
        low = place.top - head - high * (i + 1)
        if row < 0:
            _header(page, bars, -1 - row, place, low, high, ink)
        else:
            _bars(page, bars, row, place, low, high, left - first * unit, unit, ink)
    draw_ink(page, ink)


def _draw_hours(
    page: Page,
    band: Span,
    left: float,
    unit: float,
    reach: Span,
    ink: Ink,
    bars: Bars,
) -> None:
    """Draw the hours and what the right column holds."""
    from matplotlib.collections import LineCollection

    strokes = []
    for hour in range(int(np.ceil(band[0] / 60.0)), int(band[1] // 60.0) + 1):
        x = left + (60.0 * hour - band[0]) * unit
        strokes.append([(x, reach[0]), (x, reach[1] + 1.2)])
        ink.lines.append(
            Line(x=x, y=reach[1] + 3.0, text=f"{hour}:00", size=5.5, align="center")
        )
    ink.lines.append(
        Line(
            x=left + (band[1] - band[0]) * unit + MINUTES_ROOM, y=reach[1] + 5.2,
            text=page.words["pictures_timeline.minutes"], size=5.0, align="right",
            colour="#4a4a46",
        )
    )  # fmt: skip
    page.axes.add_collection(
        LineCollection(strokes, colors="#d0d0cb", linewidths=0.35, zorder=2.5),
        autolim=False,
    )


def _header(
    page: Page,
    bars: Bars,
    building: int,
    place: Box,
    low: float,
    high: float,
    ink: Ink,
) -> None:
    """Write the head of a building."""
    one = bars.assessment.project.buildings[building]
    text = page.words["pictures_timeline.header"].format(
        building=one.id, name=one.name if one.name != one.id else ""
    )
    room = (LABEL_ROOM + 40.0) / MM_PER_POINT / HEADER_SIZE
    ink.add(
        {"facecolor": "#eeeeea", "edgecolor": "#eeeeea"},
        (place.left, place.right),
        (low + 0.3, low + high - 0.3),
    )
    ink.lines.append(
        Line(
            x=place.left + 0.8, y=low + high / 2.0,
            text=cut_to_width(text.strip(), room), size=HEADER_SIZE,
        )
    )  # fmt: skip


def _bars(
    page: Page,
    bars: Bars,
    row: int,
    place: Box,
    low: float,
    high: float,
    origin: float,
    unit: float,
    ink: Ink,
) -> None:
    """Draw the two bars of a window, its number and its minutes."""
    results, windows = bars.assessment.windows, bars.assessment.project.windows
    text = page.words["pictures_timeline.row"].format(
        floor=int(windows.floor[row]), window=windows.id[row]
    )
    room = (LABEL_ROOM - 1.5) / MM_PER_POINT / LABEL_SIZE
    ink.lines.append(
        Line(
            x=place.left + 0.8, y=low + high / 2.0, text=cut_to_width(text, room),
            size=LABEL_SIZE,
        )
    )  # fmt: skip
    pair = np.array([results.minutes_before[row], results.minutes_after[row]])
    told = ["–" if m is None else f"{m}" for m in whole_minutes(pair).to_pylist()]
    ink.lines.append(
        Line(
            x=place.right - 0.5, y=low + high / 2.0, text="→".join(told),
            size=LABEL_SIZE, align="right",
        )
    )  # fmt: skip
    band = bars.assessment.runs[int(results.run[row])].path.band
    upper = (low + 0.62 * high, low + 0.92 * high)
    lower = (low + 0.08 * high, low + 0.56 * high)

    def across(span: Span) -> Span:
        return origin + span[0] * unit, origin + span[1] * unit

    if np.isfinite(pair[0]):
        ink.add(UNLIT_STYLE, across(band), upper)
        for span in _rows_of(results.counted_before, row):
            ink.add(LIT_STYLE, across(span), upper)
    if np.isfinite(pair[1]):
        ink.add(UNLIT_STYLE, across(band), lower)
        for gap in window_gaps(bars, row):
            add_gap(bars, gap, across((gap.start, gap.end)), lower, ink)
        for span in _rows_of(results.counted_after, row):
            ink.add(LIT_STYLE, across(span), lower)


def window_gaps(bars: Bars, row: int) -> list[Gap]:
    """Spans of a window that do not count; those alike that touch are one."""
    after = bars.shaders.shades.after
    gaps: list[Gap] = []
    for i in bars.spans.get(row, ()):
        kind = int(after.kind[i])
        kind = TOGETHER if kind == JOINT else kind
        plain = kind in (OWN_WALL, SHORT)
        gap = Gap(
            start=float(after.start[i]),
            end=float(after.end[i]),
            kind=kind,
            owners=() if plain else after.owners(i),
        )
        if (
            gaps
            and gaps[-1].owners == gap.owners
            and gaps[-1].kind == kind != SHORT
            and abs(gaps[-1].end - gap.start) <= SAME_INSTANT_MIN
        ):
            gap = replace(gap, start=gaps.pop().start)
        gaps.append(gap)
    return gaps


def add_gap(bars: Bars, gap: Gap, x: Span, y: Span, ink: Ink) -> None:
    """Draw one span of the time that does not count."""
    if gap.kind == SHORT:
        ink.add(SHORT_STYLE, x, y)
        return
    if gap.kind == OWN_WALL:
        ink.add(WALL_STYLE, x, y)
        return
    ink.add(bars.blockers.of(bars.main(gap.owners)), x, y)
    if gap.kind == TOGETHER:
        ink.add(SEVERAL_STYLE, x, y)
    text = "+".join(gap.owners)
    if line_width(text) * SPAN_SIZE * MM_PER_POINT + 1.0 <= x[1] - x[0]:
        ink.plates.append(
            Line(
                x=(x[0] + x[1]) / 2.0, y=(y[0] + y[1]) / 2.0, text=text,
                size=SPAN_SIZE, align="center", colour="#000000",
            )
        )  # fmt: skip


def _rows_of(intervals: Intervals, row: int) -> list[Span]:
    """Intervals of a row."""
    at = slice(intervals.offsets[row], intervals.offsets[row + 1])
    return list(
        zip(intervals.start[at].tolist(), intervals.end[at].tolist(), strict=True)
    )


def draw_ink(page: Page, ink: Ink) -> None:
    """Draw what was gathered, a collection a style, in the order of first use."""
    from matplotlib.collections import PolyCollection

    hatched = SEVERAL_STYLE["facecolor"]
    for level, ((face, edge, hatch), boxes) in enumerate(ink.boxes.items()):
        b = np.array(boxes)
        corners: Any = np.stack(
            [b[:, [0, 1]], b[:, [2, 1]], b[:, [2, 3]], b[:, [0, 3]]], axis=1
        )
        over = 1.0 if face == hatched else 0.0
        page.axes.add_collection(
            PolyCollection(
                corners, facecolors=face, edgecolors=edge, hatch=hatch or None,
                linewidths=0.3,
                zorder=(3.0 if face == UNLIT_STYLE["facecolor"] else 4.0)
                + over + 0.001 * level,
            ),
            autolim=False,
        )  # fmt: skip
    draw_lines(page.axes, ink.lines, point=MM_PER_POINT, zorder=6.0)
    draw_plates(page.axes, ink.plates, point=MM_PER_POINT, zorder=6.0)
