"""Site plan with the windows that differ (差异窗位平面图)."""

from collections import defaultdict
from functools import partial
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.report.pictures.lettering import Line, draw_lines, line_width
from sunlight.report.pictures.page import Page, Sheet, Side, map_axes
from sunlight.report.pictures.paper import Paper
from sunlight.report.pictures.plans import (
    metres_per_point,
    part_title,
    sheet_id,
)
from sunlight.report.pictures.regions import Region, region_of, site_regions
from sunlight.report.plan import draw_buildings
from sunlight.report.plan_labels import building_labels
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.plan_shapes import plan_bounds
from sunlight.review.opinion.flips import ShownFlip, shown_flips
from sunlight.review.opinion.pictures.styles import CLASS_STYLES, class_entries
from sunlight.review.opinion.told import Told
from sunlight.review.records.comparison import ROW_CLASSES, RowClass

__all__ = ["plan_sheets"]

STROKE: Final = 1.5
"""Thickness of a window on paper. [mm]"""
GAP: Final = 1.0
"""Between a window and its number. [mm]"""
NUMBER_SIZE: Final = 6.5
MOST_NUMBERED: Final = 60
SLACK: Final = 1.0
"""Windows so far outside the bounds of a sheet still stand on it. [m]"""
SHOWN: Final = (
    RowClass.OPEN,
    RowClass.SAME,
    RowClass.WITHIN,
    RowClass.DIFFERENT,
    RowClass.FLIPS,
)
"""Classes of windows, the gravest last; invented rows have no place."""


def plan_sheets(told: Told, papers: tuple[Paper, Paper]) -> list[Sheet]:
    """Sheets of the plan of differing windows (差异窗位平面图); none without a match.

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    papers : (Paper, Paper)
        Landscape and portrait.
    """
    review = told.review
    if not len(review.match.matched):
        return []
    comparison = review.comparison
    regions = _regions(told, papers)
    title = told.say("_picture.plan_title")
    return [
        Sheet(
            id=sheet_id("review-plan", number, len(regions)),
            kind="review-plan",
            title=part_title(title, number, len(regions), told.words),
            alt=told.say(
                "_picture.plan_alt",
                different=comparison.count(RowClass.DIFFERENT),
                flips=comparison.count(RowClass.FLIPS),
            ),
            subtitle=told.say("_picture.plan_subtitle"),
            paper=region.paper,
            scale=region.scale,
            north=True,
            paint=partial(_paint, told=told, region=region),
        )
        for number, region in enumerate(regions, start=1)
    ]


def _regions(told: Told, papers: tuple[Paper, Paper]) -> list[Region]:
    """Sheets of the scope, or one of all where a difference stands outside of them."""
    review = told.review
    project = review.assessment.project
    regions = site_regions(review.assessment, papers)
    codes = [ROW_CLASSES.index(of) for of in (RowClass.DIFFERENT, RowClass.FLIPS)]
    rows = np.flatnonzero(
        np.isin(review.comparison.row_class, codes) & (review.match.window >= 0)
    )
    spots = project.windows.left[review.match.window[rows]]
    inside = np.zeros(len(rows), dtype=np.bool_)
    for region in regions:
        low, high = np.array(region.bounds[:2]), np.array(region.bounds[2:])
        inside |= ((spots >= low - SLACK) & (spots <= high + SLACK)).all(axis=1)
    if inside.all():
        return regions
    return [region_of(plan_bounds(project), papers)]


def _paint(page: Page, *, told: Told, region: Region) -> Side:
    """Draw buildings, windows by class, numbers of the flips."""
    words, assessment = told.words, told.review.assessment
    axes = map_axes(page, region.middle)
    groups = [draw_buildings(axes, assessment, words)]
    point = metres_per_point(page)
    columns = _columns(told)
    _draw_windows(axes, told, columns, (page.scale or 0) * STROKE / 1000.0)
    lines = [
        Line(
            x=label.x,
            y=label.y + label.size * point * 1.15 * (0.5 * (len(texts) - 1) - i),
            text=text,
            size=label.size,
            align="center",
        )
        for label in building_labels(
            assessment.project.buildings, words, metres_per_point=point
        )
        for texts in (label.text.split("\n"),)
        for i, text in enumerate(texts)
    ]
    draw_lines(axes, lines, point=point, halo=2.0, clip=True)
    flips = shown_flips(told.review)
    numbers = _numbers(told, flips[:MOST_NUMBERED], columns, point, page.scale or 0)
    _draw_discs(axes, numbers, point)
    entries = (
        *class_entries(told, tuple(reversed(SHOWN[1:]))),
        LegendEntry(
            label=told.say("_picture.plan_none"), patch=CLASS_STYLES[RowClass.OPEN]
        ),
    )
    groups.insert(0, (told.say("_picture.plan_classes"), entries))
    return Side(groups=tuple(groups), notes=_notes(told, region, len(flips)))


def _notes(told: Told, region: Region, flips: int) -> tuple[str, ...]:
    """Small print."""
    notes = [told.say("_picture.aid")]
    if region.beyond:
        notes.insert(0, told.words["pictures.beyond"].format(count=region.beyond))
    if flips > MOST_NUMBERED:
        notes.insert(
            0, told.say("_picture.numbers_cut", shown=MOST_NUMBERED, count=flips)
        )
    return tuple(notes)


def _columns(told: Told) -> NDArray[np.int64]:
    """Rank of the gravest class of each column of windows, -1 for none, (c,)."""
    review = told.review
    windows = review.assessment.project.windows
    rank_of = np.array(
        [SHOWN.index(of) if of in SHOWN else -1 for of in ROW_CLASSES], dtype=np.int64
    )
    rank = np.zeros(len(windows), dtype=np.int64)
    matched = review.match.matched
    ranks = rank_of[review.comparison.row_class[matched]]
    np.maximum.at(rank, review.match.window[matched], ranks)
    sizes = np.diff(windows.column_offsets)
    worst = np.full(len(sizes), -1, dtype=np.int64)
    first = windows.column_offsets[:-1]
    if (sizes > 0).any():
        worst[sizes > 0] = np.maximum.reduceat(rank, first[sizes > 0])
    return worst


def _draw_windows(axes: Any, told: Told, worst: NDArray[np.int64], deep: float) -> None:  # noqa: ANN401 - matplotlib axes
    """Draw the columns as bars in front of the wall, the gravest last."""
    from matplotlib.collections import PolyCollection

    windows = told.review.assessment.project.windows
    for rank, of in enumerate(SHOWN):
        rows = windows.column_offsets[:-1][worst == rank]
        if not len(rows):
            continue
        left, right = windows.left[rows], windows.right[rows]
        out = _outward(left, right) * deep * (1.5 if of is RowClass.FLIPS else 1.0)
        corners: Any = np.stack([left, right, right + out, left + out], axis=1)
        style = CLASS_STYLES[of]
        axes.add_collection(
            PolyCollection(
                corners,
                facecolors=style["facecolor"],
                edgecolors=style["edgecolor"],
                linewidths=0.4,
                zorder=6.0 + 0.1 * rank,
            ),
            autolim=False,
        )


def _outward(
    left: NDArray[np.float64], right: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Unit vectors away from the walls, (k, 2)."""
    across = right - left
    length = np.maximum(np.hypot(across[:, 0], across[:, 1]), 1e-9)[:, None]
    outward: NDArray[np.float64] = (
        np.column_stack([across[:, 1], -across[:, 0]]) / length
    )
    return outward


def _numbers(
    told: Told,
    flips: list[ShownFlip],
    worst: NDArray[np.int64],
    point: float,
    scale: int,
) -> list[Line]:
    """Numbers of the flips in front of their windows, a text a column."""
    windows = told.review.assessment.project.windows
    columns = len(worst)
    column_of = np.repeat(np.arange(columns), np.diff(windows.column_offsets))
    by_column: dict[int, list[int]] = defaultdict(list)
    for flip in flips:
        by_column[int(column_of[flip.window])].append(flip.number)
    lines = []
    taken: list[shapely.Polygon] = []
    for column, numbers in by_column.items():
        row = windows.column_offsets[column : column + 1]
        left, right = windows.left[row], windows.right[row]
        out = _outward(left, right)[0]
        middle = (left[0] + right[0]) / 2.0
        text = ",".join(map(str, numbers[:5])) + ("…" if len(numbers) > 5 else "")
        half = (line_width(text) * NUMBER_SIZE + 5.0) * point / 2.0
        high = NUMBER_SIZE * point * 0.75
        reach = half if abs(out[0]) > abs(out[1]) else high
        away = (STROKE * 1.5 + GAP) * scale / 1000.0 + reach
        for _ in range(12):  # farther out until it touches no other number
            x, y = middle + out * away
            frame = shapely.box(x - half, y - high, x + half, y + high)
            if not any(frame.intersects(other) for other in taken):
                break
            away += 2.2 * high
        taken.append(frame)
        lines.append(
            Line(x=float(x), y=float(y), text=text, size=NUMBER_SIZE, align="center")
        )
    return lines


def _draw_discs(axes: Any, lines: list[Line], point: float) -> None:  # noqa: ANN401 - matplotlib axes
    """Draw the numbers on white plates with a red edge."""
    from matplotlib.collections import PolyCollection

    style = CLASS_STYLES[RowClass.FLIPS]
    plates: Any = []
    for line in lines:
        half = (line_width(line.text) * line.size + 5.0) * point / 2.0
        high = line.size * point * 0.75
        plates.append(
            [
                (line.x - half, line.y - high),
                (line.x + half, line.y - high),
                (line.x + half, line.y + high),
                (line.x - half, line.y + high),
            ]
        )
    if not plates:
        return
    axes.add_collection(
        PolyCollection(
            plates,
            facecolors="white",
            edgecolors=style["facecolor"],
            linewidths=0.8,
            zorder=8.0,
        ),
        autolim=False,
    )
    draw_lines(axes, lines, point=point, zorder=9.0, clip=True)
