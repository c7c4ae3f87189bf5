"""Submitted against recomputed minutes, and how they differ (对照图与差值分布)."""

from collections import defaultdict
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.report.pictures.lettering import Line, draw_lines
from sunlight.report.pictures.page import Page, Sheet, Side, drawing_box
from sunlight.report.pictures.paper import MM_PER_POINT, Box, Paper
from sunlight.report.pictures.title_block import days_told
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.standards import window_thresholds
from sunlight.review.opinion.flips import ShownFlip, shown_flips
from sunlight.review.opinion.pictures.plotting import Plot, ticks_between
from sunlight.review.opinion.pictures.styles import CLASS_STYLES, DRAWN, class_entries
from sunlight.review.opinion.rows import ComparedRows, compared_rows
from sunlight.review.opinion.told import Told
from sunlight.review.records.comparison import ROW_CLASSES, RowClass

__all__ = ["comparison_sheets"]

LEFT: Final = 12.0
"""Room at the left of a plot for its ticks. [mm]"""
FOOT: Final = 9.0
HEAD: Final = 7.0
BETWEEN: Final = 4.0
MOST_NUMBERED: Final = 40
"""Flips with a number in the plot."""
LIMIT: Final = 60.0
"""Differences beyond are put into the outermost bins. [min]"""
MOST_BINS: Final = 40
BAND_COLOUR: Final = "#cfd6c4"
STANDARD_COLOUR: Final = "#111111"
_STATES: Final = ("after", "before")


def comparison_sheets(told: Told, paper: Paper) -> list[Sheet]:
    """Sheet of the comparison (送审与复算对照图); none without a row.

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    paper : Paper
        The sheet.
    """
    review = told.review
    comparison = review.comparison
    if not len(review.submission.windows):
        return []
    flips = comparison.count(RowClass.FLIPS)
    return [
        Sheet(
            id="review-comparison",
            kind="review-comparison",
            title=told.say("_picture.comparison_title"),
            alt=told.say(
                "_picture.comparison_alt",
                rows=len(review.submission.windows),
                flips=flips,
            ),
            subtitle=told.say(
                "_picture.comparison_subtitle",
                tolerance=f"{comparison.tolerance:g}",
                day=days_told(review.assessment, told.words),
            ),
            paper=paper,
            paint=partial(_paint, told=told),
        )
    ]


def _paint(page: Page, *, told: Told) -> Side:
    """Draw the two plots of points and the two of differences."""
    box = drawing_box(page.paper)
    rows = compared_rows(told.review)
    flips = shown_flips(told.review)
    wide = (box.width - 2 * LEFT - BETWEEN) / 2.0
    square = min(wide, (box.height - 2 * HEAD - 2 * FOOT) * 0.66)
    low = box.top - HEAD - square
    high = low - FOOT - HEAD - box.low - FOOT
    lines: list[Line] = []
    top = _largest(told, rows)
    beyond = 0
    for i, state in enumerate(_STATES):
        left = box.left + LEFT + i * (wide + LEFT + BETWEEN)
        place = Box(left=left, low=low, width=square, height=square)
        lines += _points(page, told, rows, flips, state, place, top)
        place = Box(left=left, low=box.low + FOOT, width=wide, height=high)
        more, lost = _differences(page, told, rows, state, place)
        lines += more
        beyond += lost
    draw_lines(page.axes, lines, point=MM_PER_POINT, halo=2.2)
    return _side(told, len(flips), beyond)


def _side(told: Told, flips: int, beyond: int) -> Side:
    """Legend and small print."""
    tolerance = told.review.comparison.tolerance
    standards = np.unique(window_thresholds(told.review.assessment))
    signs = [
        LegendEntry(label=told.say("_picture.equal"), line=("#55555a", 0.6)),
        LegendEntry(
            label=told.say("_picture.band", tolerance=f"{tolerance:g}"),
            patch={"facecolor": BAND_COLOUR, "edgecolor": BAND_COLOUR},
        ),
        LegendEntry(
            label=told.say(
                "_picture.standard", minutes="/".join(f"{s:g}" for s in standards)
            ),
            line=(STANDARD_COLOUR, 0.8),
            dashes="--",
        ),
    ]
    notes = [told.say("_picture.numbers_note")] if flips else []
    if flips > MOST_NUMBERED:
        notes.append(told.say("_picture.numbers_cut", shown=MOST_NUMBERED, count=flips))
    if beyond:
        notes.append(told.say("_picture.beyond_note", limit=f"{LIMIT:g}", count=beyond))
    notes.append(told.say("_picture.aid"))
    return Side(
        groups=((told.say("_picture.classes"), (*class_entries(told), *signs)),),
        notes=tuple(notes),
    )


def _largest(told: Told, rows: ComparedRows) -> float:
    """Upper edge of the plots, whole hours. [min]."""
    windows = told.review.submission.windows
    every = (windows.minutes_before, windows.minutes_after, rows.before, rows.after)
    most = max((float(np.nanmax(v)) for v in every if np.isfinite(v).any()), default=1)
    return max(60.0, 60.0 * float(np.ceil(min(most, 1440.0) / 60.0)))


def _pair(
    told: Told, rows: ComparedRows, state: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Submitted and recomputed minutes of a state."""
    ours = rows.before if state == "before" else rows.after
    return told.review.submission.windows.minutes(state), ours


def _points(
    page: Page,
    told: Told,
    rows: ComparedRows,
    flips: list[ShownFlip],
    state: str,
    place: Box,
    top: float,
) -> list[Line]:
    """Draw a point a window, and the numbers of the flips."""
    plot = Plot(box=place, x=(0.0, top), y=(0.0, top))
    ticks = ticks_between(0.0, top)
    lines = plot.draw_frame(
        page,
        ticks=(ticks, ticks),
        titles=(told.say("_picture.recomputed"), told.say("_picture.submitted")),
        heading=told.say(f"_picture.{state}"),
    )
    _background(page, told, plot, top)
    submitted, ours = _pair(told, rows, state)
    known = np.isfinite(submitted) & np.isfinite(ours)
    codes = told.review.comparison.row_class
    for level, of in enumerate(DRAWN):
        # many windows share a point: each point is drawn once
        chosen = known & (codes == ROW_CLASSES.index(of))
        spots = np.unique(
            np.column_stack([np.round(ours[chosen], 1), submitted[chosen]]), axis=0
        )
        grave = of is RowClass.FLIPS
        style = CLASS_STYLES[of]
        page.axes.scatter(
            plot.across(spots[:, 0]),
            plot.up(np.minimum(spots[:, 1], top)),
            s=13.0 if grave else 7.0,
            marker="D" if grave else "o",
            facecolors=style["facecolor"],
            edgecolors=style["edgecolor"],
            linewidths=0.4,
            zorder=4.0 + 0.1 * level,
            clip_on=False,
        )
    if not known.any():
        lines.append(
            Line(
                x=(place.left + place.right) / 2.0,
                y=(place.low + place.top) / 2.0,
                text=told.say("_picture.nothing"),
                size=7.0,
                align="center",
            )
        )
    if state == "after":
        lines += _numbers(plot, submitted, ours, flips)
    return lines


def _background(page: Page, told: Told, plot: Plot, top: float) -> None:
    """Draw the band of the tolerance, the diagonal and the standards."""
    from matplotlib.collections import LineCollection, PolyCollection

    t = told.review.comparison.tolerance
    corners = np.array(
        [(0, 0), (t, 0), (top, top - t), (top, top), (top - t, top), (0, t)]
    )
    band: Any = [np.column_stack([plot.across(corners[:, 0]), plot.up(corners[:, 1])])]
    page.axes.add_collection(
        PolyCollection(band, facecolors=BAND_COLOUR, edgecolors="none", zorder=2.1),
        autolim=False,
    )
    box = plot.box
    strokes: Any = [[(box.left, box.low), (box.right, box.top)]]
    page.axes.add_collection(
        LineCollection(strokes, colors="#55555a", linewidths=0.5, zorder=2.5),
        autolim=False,
    )
    limits = np.unique(window_thresholds(told.review.assessment))
    dashed: Any = []
    for limit in limits[(limits > 0.0) & (limits < top)].tolist():
        x, y = float(plot.across(limit)), float(plot.up(limit))
        dashed.append([(x, box.low), (x, box.top)])
        dashed.append([(box.left, y), (box.right, y)])
    page.axes.add_collection(
        LineCollection(
            dashed, colors=STANDARD_COLOUR, linewidths=0.7, linestyles="--", zorder=2.6
        ),
        autolim=False,
    )


def _numbers(
    plot: Plot,
    submitted: NDArray[np.float64],
    ours: NDArray[np.float64],
    flips: list[ShownFlip],
) -> list[Line]:
    """Numbers of the flips beside their points; those at one point in one text."""
    spots: dict[tuple[int, int], list[int]] = defaultdict(list)
    for flip in flips[:MOST_NUMBERED]:
        x, y = float(ours[flip.row]), float(submitted[flip.row])
        if np.isfinite(x) and np.isfinite(y):
            place = (float(plot.across(x)), float(plot.up(min(y, plot.y[1]))))
            spots[round(place[0] * 2), round(place[1] * 2)].append(flip.number)
    found = []
    for (x, y), numbers in spots.items():
        shown = ",".join(map(str, numbers[:4])) + ("…" if len(numbers) > 4 else "")
        right = x / 2.0 > plot.box.right - 8.0
        found.append(
            Line(
                x=x / 2.0 + (-1.6 if right else 1.6),
                y=y / 2.0 + 1.2,
                text=shown,
                size=5.5,
                align="right" if right else "left",
                colour="#8a1015",
            )
        )
    return found


def _differences(
    page: Page, told: Told, rows: ComparedRows, state: str, place: Box
) -> tuple[list[Line], int]:
    """Draw the differences as bars, stacked by class; how many lie beyond."""
    from matplotlib.collections import PolyCollection

    submitted, ours = _pair(told, rows, state)
    difference = submitted - ours
    known = np.isfinite(difference)
    codes = told.review.comparison.row_class
    reach = float(np.max(np.abs(difference[known]), initial=0.0))
    width = (
        1.0 if reach <= MOST_BINS / 2 else np.ceil(2 * min(reach, LIMIT) / MOST_BINS)
    )
    half = float(width * max(5.0, np.ceil((min(reach, LIMIT) + 0.5) / width)))
    # bins are centred on whole minutes: what is printed rounded down lies below 0
    edges = np.arange(-half - width / 2.0, half + width, width)
    counts = np.zeros((len(DRAWN), len(edges) - 1))
    for level, of in enumerate(DRAWN):
        chosen = known & (codes == ROW_CLASSES.index(of))
        inside = np.clip(difference[chosen], edges[0] + 1e-9, edges[-1] - 1e-9)
        counts[level] = np.histogram(inside, bins=edges)[0]
    total = counts.sum(axis=0)
    high = max(1.0, float(total.max(initial=0.0)) * 1.08)
    plot = Plot(box=place, x=(float(edges[0]), float(edges[-1])), y=(0.0, high))
    lines = plot.draw_frame(
        page,
        ticks=(ticks_between(-half, half), ticks_between(0.0, high, most=5)),
        titles=(told.say("_picture.difference"), told.say("_picture.windows")),
        heading=told.say(f"_picture.{state}"),
    )
    base = np.zeros(len(total))
    for level, of in enumerate(DRAWN):
        style, some = CLASS_STYLES[of], counts[level] > 0
        left, right = plot.across(edges[:-1][some]), plot.across(edges[1:][some])
        low, top = plot.up(base[some]), plot.up((base + counts[level])[some])
        boxes: Any = np.stack(
            [
                np.column_stack(pair)
                for pair in ((left, low), (right, low), (right, top), (left, top))
            ],
            axis=1,
        )
        page.axes.add_collection(
            PolyCollection(
                boxes,
                facecolors=style["facecolor"],
                edgecolors=style["edgecolor"],
                linewidths=0.3,
                zorder=4.0,
            ),
            autolim=False,
        )
        base = base + counts[level]
    drawn = np.isin(codes, [ROW_CLASSES.index(of) for of in DRAWN])
    return lines, int((known & drawn & (np.abs(difference) > LIMIT)).sum())
