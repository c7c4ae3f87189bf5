"""Timeline sheets: a row a window, lit before and after, who blocks (日照时段图)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.assessment.counting.receivers import counted_receivers
from sunlight.report.pictures.classes import NOT_MEASURED_STYLE, longest_counted
from sunlight.report.pictures.lazy import Shared
from sunlight.report.pictures.order import (
    changed_windows,
    drawn_buildings,
    names_told,
)
from sunlight.report.pictures.page import Group, Page, Sheet, Side, drawing_box
from sunlight.report.pictures.paper import Box, Paper
from sunlight.report.pictures.timeline_painting import (
    LIT_STYLE,
    SEVERAL_STYLE,
    SHORT_STYLE,
    UNLIT_STYLE,
    WALL_STYLE,
    Bars,
    paint_rows,
)
from sunlight.report.pictures.title_block import days_told
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.standards import window_thresholds
from sunlight.report.texts import Texts
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["Chosen", "chosen_windows", "timeline_sheets"]

MANY: Final = 600
"""Of more counted windows than this, those below standard or changed are shown."""
ROW: Final = 4.5
"""Height of a row. [mm]"""
HEAD: Final = 6.0
"""Height of the hours above a column of rows. [mm]"""
LEAST_WIDTH: Final = 140.0
"""A column of rows is at least so wide. [mm]"""
BETWEEN: Final = 6.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chosen:
    """Windows that have a row (所列窗).

    Parameters
    ----------
    rows : (k,) ndarray of int64
        Rows of the window table, building by building, floor by floor.
    all : int
        Counted windows in all.
    dark : int
        Windows without any sun before and after that are left out.
    """

    rows: NDArray[np.int64]
    all: int
    dark: int


def chosen_windows(assessment: Assessment, *, many: int = MANY) -> Chosen:
    """Windows that have a row (所列窗).

    All that count; of many, those below their standard after the project or changed by
    it, without those that never have sun.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    many : int
        With more than so many not all are shown.
    """
    project, results = assessment.project, assessment.windows
    before, after = results.minutes_before, results.minutes_after
    counts = counted_receivers(project, assessment.rules).window
    counts = counts & (np.isfinite(before) | np.isfinite(after))
    total, dark = int(counts.sum()), 0
    if total > many:
        least = window_thresholds(assessment) - THRESHOLD_NOISE_MIN
        picked = (after < least) | changed_windows(assessment)
        never = picked & (np.nan_to_num(before) <= 0.0) & (after <= 0.0)
        dark = int((counts & never).sum())
        counts = counts & picked & ~never
    rank = {building: i for i, building in enumerate(drawn_buildings(assessment))}
    windows = project.windows
    rows = sorted(
        np.flatnonzero(counts).tolist(),
        key=lambda r: (rank[int(windows.building[r])], int(windows.floor[r]), r),
    )
    return Chosen(rows=np.array(rows, dtype=np.int64), all=total, dark=dark)


def timeline_sheets(
    assessment: Assessment,
    papers: tuple[Paper, Paper],
    words: Texts,
    shared: Shared,
    *,
    most: int,
) -> list[Sheet]:
    """Sheets of the timelines (日照时段图).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    papers : (Paper, Paper)
        Landscape and portrait; these lie.
    words : mapping
        Catalogue.
    shared : Shared
        For who blocks.
    most : int
        Sheets at most; the last one says what was left out.
    """
    chosen = chosen_windows(assessment)
    if len(chosen.rows) == 0:
        return []
    paper = papers[0]
    pages = _pages(assessment, chosen.rows, drawing_box(paper))
    rest = [row for page in pages[most:] for column in page for row in column]
    building = assessment.project.windows.building
    notes = _notes(chosen, words)
    sheets = []
    for number, columns in enumerate(pages[:most], start=1):
        names = names_told(
            assessment.project,
            {int(building[row]) for column in columns for row in column if row >= 0},
            words,
        )
        told = list(notes)
        if rest and number == most:
            missing = [row for row in rest if row >= 0]
            units = names_told(
                assessment.project, {int(building[row]) for row in missing}, words
            )
            told.insert(
                0,
                words["pictures_timeline.left_out_rows"].format(
                    all=len(pages), shown=most, rest=len(missing), units=units
                ),
            )
        sheets.append(
            Sheet(
                id=f"timeline-{number:02d}",
                kind="timeline",
                title=words["pictures_timeline.title_of"].format(buildings=names),
                alt=words["pictures_timeline.alt"].format(buildings=names),
                subtitle=words["pictures_timeline.subtitle"].format(
                    day=days_told(assessment, words)
                ),
                paper=paper,
                paint=partial(
                    _paint, assessment=assessment, shared=shared, columns=columns,
                    notes=tuple(told),
                ),
            )
        )  # fmt: skip
    return sheets


def _pages(
    assessment: Assessment, rows: NDArray[np.int64], box: Box
) -> list[list[list[int]]]:
    """Rows of each column of each sheet; ``-1 - building`` heads a building."""
    columns = _column_count(box)
    deep = int((box.height - HEAD) / ROW)
    building = assessment.project.windows.building
    listed: list[list[int]] = [[]]
    last = -1
    for row in rows.tolist():
        here = int(building[row])
        new = here != last or not listed[-1]
        if len(listed[-1]) + (2 if new else 1) > deep:
            listed.append([])
            new = True
        if new:
            listed[-1].append(-1 - here)
        listed[-1].append(row)
        last = here
    return [listed[i : i + columns] for i in range(0, len(listed), columns)]


def _column_count(box: Box) -> int:
    """How many columns of rows stand side by side."""
    return max(1, int((box.width + BETWEEN) / (LEAST_WIDTH + BETWEEN)))


def _notes(chosen: Chosen, words: Texts) -> list[str]:
    """Which windows are listed."""
    if len(chosen.rows) == chosen.all:
        told = [words["pictures_timeline.chosen_all"]]
    else:
        told = [
            words["pictures_timeline.chosen_some"].format(
                shown=len(chosen.rows), rest=chosen.all - len(chosen.rows)
            )
        ]
    if chosen.dark:
        told.append(words["pictures_timeline.chosen_dark"].format(count=chosen.dark))
    return [*told, words["pictures_timeline.aid"]]


def _paint(
    page: Page,
    *,
    assessment: Assessment,
    shared: Shared,
    columns: Sequence[Sequence[int]],
    notes: tuple[str, ...],
) -> Side:
    """Draw the rows of a sheet."""
    box = drawing_box(page.paper)
    count = _column_count(box)
    wide = (box.width - BETWEEN * (count - 1)) / count
    bars = Bars.of(assessment, shared.shaders(), columns)
    for i, rows in enumerate(columns):
        place = Box(
            left=box.left + i * (wide + BETWEEN),
            low=box.low,
            width=wide,
            height=box.height,
        )
        paint_rows(page, bars, rows, place, head=HEAD, high=ROW)
    return Side(groups=_legend(bars, page.words), notes=notes)


def _legend(bars: Bars, words: Texts) -> tuple[Group, ...]:
    """Legend of a timeline sheet."""
    shortest = ", ".join(
        dict.fromkeys(
            f"{run.conditions.shortest_segment:g}" for run in bars.assessment.runs
        )
    )
    most = longest_counted(bars.assessment)
    short = "short_or_surplus" if most else "short"
    signs = [
        ("lit", LIT_STYLE), (short, SHORT_STYLE), ("unlit", UNLIT_STYLE),
        ("own_wall", WALL_STYLE),
        ("several", {**SEVERAL_STYLE, "facecolor": "#ffffff"}),
    ]  # fmt: skip
    if len({run.path.band for run in bars.assessment.runs}) > 1:
        signs.append(("outside", NOT_MEASURED_STYLE))
    entries = tuple(
        LegendEntry(
            label=words[f"pictures_timeline.{key}"].format(
                shortest=shortest, count=most
            ),
            patch=style,
        )
        for key, style in signs
    )
    owners = bars.blockers.legend(words["pictures_timeline.others"])
    return (
        (words["pictures_timeline.legend"], entries),
        (words["pictures_timeline.blockers"], owners),
    )
