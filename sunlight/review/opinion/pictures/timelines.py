"""Segments submitted and recomputed of units whose outcome turns (时段对照图)."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np

from sunlight.conditions import TimeBasis
from sunlight.report.pictures.lazy import Shared
from sunlight.report.pictures.lettering import Line, cut_to_width
from sunlight.report.pictures.page import Group, Page, Sheet, Side, drawing_box
from sunlight.report.pictures.paper import MM_PER_POINT, Box, Paper
from sunlight.report.pictures.timeline_painting import (
    LIT_STYLE,
    SEVERAL_STYLE,
    SHORT_STYLE,
    UNLIT_STYLE,
    WALL_STYLE,
    Bars,
    Ink,
    add_gap,
    draw_ink,
    window_gaps,
)
from sunlight.report.pictures.title_block import days_told
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.standards import window_thresholds
from sunlight.review.opinion.flips import ShownFlip, shown_flips
from sunlight.review.opinion.rows import own_row_segments
from sunlight.review.opinion.told import Told, duration, solar_segments, wording

__all__ = ["timeline_sheets"]

HEAD: Final = 6.0
"""Height of the line of hours. [mm]"""
NAME: Final = 5.2
"""Height of the line that names a unit. [mm]"""
BAR: Final = 4.3
FREE: Final = 2.6
"""Room below a unit. [mm]"""
LABEL_ROOM: Final = 22.0
MINUTES_ROOM: Final = 11.0
SUBMITTED_STYLE: Final = {"facecolor": "#c9b7dd", "edgecolor": "#4b2a6b"}
NOT_GIVEN_STYLE: Final = {
    "facecolor": "#ffffff",
    "edgecolor": "#b5b5b0",
    "hatch": "....",
}

Span = tuple[float, float]


def timeline_sheets(
    told: Told, paper: Paper, shared: Shared, *, most: int
) -> list[Sheet]:
    """Sheets of the segments of units whose outcome turns (时段对照图).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    paper : Paper
        The sheet.
    shared : Shared
        For who blocks.
    most : int
        Units at most, the worst first.
    """
    flips = shown_flips(told.review)
    shown = flips[:most]
    box = drawing_box(paper)
    deep = max(1, int((box.height - HEAD) / (NAME + 4 * BAR + FREE)))
    pages = [shown[i : i + deep] for i in range(0, len(shown), deep)]
    note = ""
    if len(flips) > len(shown):
        note = told.say("_picture.timeline_cut", shown=len(shown), count=len(flips))
    return [
        Sheet(
            id=f"review-timeline-{number:02d}",
            kind="review-timeline",
            title=told.say("_picture.timeline_title"),
            alt=told.say("_picture.timeline_alt", count=len(page)),
            subtitle=told.say(
                "_picture.timeline_subtitle",
                day=days_told(told.review.assessment, told.words),
            ),
            paper=paper,
            paint=partial(_paint, told=told, shared=shared, flips=page, note=note),
        )
        for number, page in enumerate(pages, start=1)
    ]


def _paint(
    page: Page, *, told: Told, shared: Shared, flips: Sequence[ShownFlip], note: str
) -> Side:
    """Draw the units of a sheet."""
    box = drawing_box(page.paper)
    assessment = told.review.assessment
    bars = Bars.of(assessment, shared.shaders(), [[f.window for f in flips]])
    first, last = bars.band()
    left = box.left + LABEL_ROOM
    unit = (box.width - LABEL_ROOM - MINUTES_ROOM) / (last - first)
    high = NAME + 4 * BAR + FREE
    ink = Ink(boxes={}, lines=[])
    foot = box.top - HEAD - high * len(flips) + FREE
    _hours(page, told, (first, last), left, unit, (foot, box.top - HEAD), ink)
    for i, flip in enumerate(flips):
        top = box.top - HEAD - high * i
        place = Box(left=box.left, low=top - high, width=box.width, height=high)
        _unit(told, bars, flip, place, (left - first * unit, unit), ink)
    draw_ink(page, ink)
    notes = [told.say("_picture.numbers_note"), told.say("_picture.aid")]
    if told.review.submission.declaration.time_basis is TimeBasis.BEIJING_TIME:
        notes.insert(0, told.say("_picture.timeline_clock"))
    if note:
        notes.insert(0, note)
    return Side(groups=_legend(told, bars), notes=tuple(notes))


def _hours(
    page: Page,
    told: Told,
    band: Span,
    left: float,
    unit: float,
    reach: Span,
    ink: Ink,
) -> None:
    """Draw the hours, and what the right column holds."""
    from matplotlib.collections import LineCollection

    strokes = []
    for hour in range(int(np.ceil(band[0] / 60.0)), int(band[1] // 60.0) + 1):
        x = left + (60.0 * hour - band[0]) * unit
        strokes.append([(x, reach[0]), (x, reach[1] + 1.2)])
        ink.lines.append(
            Line(x=x, y=reach[1] + 3.0, text=f"{hour}:00", size=6.0, align="center")
        )
    ink.lines.append(
        Line(
            x=left + (band[1] - band[0]) * unit + MINUTES_ROOM - 0.5,
            y=reach[1] + 3.0,
            text=told.say("_picture.timeline_minutes"),
            size=5.5,
            align="right",
        )
    )
    page.axes.add_collection(
        LineCollection(strokes, colors="#d0d0cb", linewidths=0.35, zorder=2.5),
        autolim=False,
    )


def _unit(
    told: Told, bars: Bars, flip: ShownFlip, place: Box, axis: Span, ink: Ink
) -> None:
    """Draw the head and the four bars of a unit."""
    review = told.review
    windows = review.submission.windows
    limit = float(window_thresholds(review.assessment)[flip.window])
    text = told.say(
        "_picture.timeline_head",
        number=flip.number,
        unit=flip.unit.unit,
        window=review.assessment.project.windows.id[flip.window],
        label=windows.label[flip.row],
        standard=f"{limit:g}",
    )
    turn = told.say(
        "_picture.timeline_outcome",
        claimed=wording(flip.unit.claimed or flip.unit.from_submitted, told),
        recomputed=wording(flip.unit.recomputed, told),
    )
    y = place.top - NAME / 2.0
    ink.add(
        {"facecolor": "#eeeeea", "edgecolor": "#eeeeea"},
        (place.left, place.right),
        (place.top - NAME + 0.4, place.top - 0.4),
    )
    room = (place.width - 48.0) / MM_PER_POINT / 7.0
    ink.lines += [
        Line(x=place.left + 0.8, y=y, text=cut_to_width(text, room), size=7.0),
        Line(x=place.right - 0.8, y=y, text=turn, size=7.0, align="right"),
    ]
    low = place.top - NAME
    for state in ("before", "after"):
        for ours in (False, True):
            low -= BAR
            _bar(told, bars, flip, state, (place, low, axis), ink, ours=ours)


def _bar(
    told: Told,
    bars: Bars,
    flip: ShownFlip,
    state: str,
    where: tuple[Box, float, Span],
    ink: Ink,
    *,
    ours: bool,
) -> None:
    """Draw one bar with its name and its minutes."""
    place, low, (origin, unit) = where
    review = told.review
    results, windows = review.assessment.windows, review.submission.windows
    band = bars.assessment.runs[int(results.run[flip.window])].path.band
    high = (low + 0.35, low + BAR - 0.35)

    def across(span: Span) -> Span:
        inside = [min(max(limit, band[0]), band[1]) for limit in span]
        return origin + inside[0] * unit, origin + inside[1] * unit

    if ours:
        of_state = (
            results.minutes_before if state == "before" else results.minutes_after
        )
        minutes = float(of_state[flip.window])
        spans = own_row_segments(review, flip.window, state)
        known = np.isfinite(minutes)
    else:
        segments = windows.segments(state)
        minutes = float(windows.minutes(state)[flip.row])
        spans = solar_segments(review, segments.row(flip.row))
        known = bool(segments.given[flip.row])
    ink.add(UNLIT_STYLE if known else NOT_GIVEN_STYLE, across(band), high)
    if ours and state == "after" and known:
        for gap in window_gaps(bars, flip.window):
            add_gap(bars, gap, across((gap.start, gap.end)), high, ink)
    for start, end in spans:
        if np.isfinite(start) and np.isfinite(end) and start < end:
            ink.add(LIT_STYLE if ours else SUBMITTED_STYLE, across((start, end)), high)
    y = low + BAR / 2.0
    ink.lines += [
        Line(
            x=place.left + 0.8,
            y=y,
            text=told.say(
                "_picture.timeline_row",
                state=told.say(f"_picture.{state}"),
                whose=told.say(f"_picture.timeline_{'ours' if ours else 'theirs'}"),
            ),
            size=6.0,
        ),
        Line(x=place.right - 0.5, y=y, text=duration(minutes), size=6.0, align="right"),
    ]


def _legend(told: Told, bars: Bars) -> tuple[Group, ...]:
    """Legend of a sheet."""
    words = told.words
    shortest = bars.assessment.conditions.shortest_segment
    signs = (
        (told.say("_picture.timeline_submitted"), SUBMITTED_STYLE),
        (told.say("_picture.timeline_not_given"), NOT_GIVEN_STYLE),
        (words["pictures_timeline.lit"], LIT_STYLE),
        (
            words["pictures_timeline.short"].format(shortest=f"{shortest:g}"),
            SHORT_STYLE,
        ),
        (told.say("_picture.timeline_unlit"), UNLIT_STYLE),
        (words["pictures_timeline.own_wall"], WALL_STYLE),
        (
            words["pictures_timeline.several"],
            {**SEVERAL_STYLE, "facecolor": "#ffffff"},
        ),
    )
    entries = tuple(LegendEntry(label=label, patch=style) for label, style in signs)
    owners = bars.blockers.legend(words["pictures_timeline.others"])
    return (
        (words["pictures_timeline.legend"], entries),
        (words["pictures_timeline.blockers"], owners),
    )
