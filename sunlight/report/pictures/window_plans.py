"""Window plans: each building by itself, every column numbered (客体窗位图)."""

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.report.pictures.classes import (
    CLASS_STYLES,
    NOT_MEASURED,
    class_legend,
    window_classes,
)
from sunlight.report.pictures.lettering import (
    Line,
    cut_to_width,
    draw_lines,
)
from sunlight.report.pictures.numbering import (
    WindowColumn,
    storeys_text,
    window_columns,
)
from sunlight.report.pictures.order import drawn_buildings, names_told
from sunlight.report.pictures.packing import Spot, packed
from sunlight.report.pictures.page import Page, Sheet, Side, drawing_box
from sunlight.report.pictures.paper import MM_PER_POINT, Box, Paper, fitting_scale
from sunlight.report.plan import STATUS_STYLES
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.plan_polygons import add_polygons
from sunlight.report.plan_shapes import body_shapes, drawn_status, failing_windows
from sunlight.report.texts import Texts

__all__ = ["window_plan_sheets"]

LARGEST: Final = 300
MARGIN: Final = 17.0
"""Room round a building for the numbers. [mm]"""
CAPTION: Final = 6.0
"""Room above it for its own number. [mm]"""
SIZES: Final = (6.0, 5.0, 4.5)
LEAST_SIZE: Final = 3.2
STROKE: Final = 1.6
"""Thickness of a window. [mm]"""
FAILING_COLOUR: Final = "#111111"
NOT_MEASURED_COLOUR: Final = "#ffffff"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Plan:
    """A building with its windows."""

    building: int
    columns: tuple[WindowColumn, ...]
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Placed:
    """A building and where it stands on its sheet."""

    plan: _Plan
    spot: Spot
    size: tuple[float, float]


def window_plan_sheets(
    assessment: Assessment,
    papers: tuple[Paper, Paper],
    words: Texts,
    *,
    most: int,
) -> list[Sheet]:
    """Sheets with the windows of all analysed buildings in plan (客体窗位图).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    papers : (Paper, Paper)
        Landscape and portrait; these lie.
    words : mapping
        Catalogue.
    most : int
        Sheets at most; the last one says what was left out.
    """
    paper = papers[0]
    box = drawing_box(paper)
    groups: list[tuple[int, list[_Plan]]] = []
    for building in drawn_buildings(assessment):
        plan = _plan(assessment, building)
        extent = (plan.bounds[2] - plan.bounds[0], plan.bounds[3] - plan.bounds[1])
        room = (box.width - 2 * MARGIN, box.height - 2 * MARGIN - CAPTION)
        scale = fitting_scale(extent, room, least=LARGEST)
        if groups and groups[-1][0] == scale:
            groups[-1][1].append(plan)
        else:
            groups.append((scale, [plan]))
    made: list[tuple[int, tuple[_Placed, ...]]] = []
    for scale, plans in groups:
        sizes = [_size(plan, scale) for plan in plans]
        for spots in packed(sizes, (box.width, box.height)):
            placed = tuple(
                _Placed(plan=plans[s.item], spot=s, size=sizes[s.item]) for s in spots
            )
            made.append((scale, placed))
    sheets = []
    for number, (scale, placed) in enumerate(made[:most], start=1):
        names = names_told(assessment.project, {p.plan.building for p in placed}, words)
        note = ""
        if number == most and len(made) > most:
            rest = {p.plan.building for _, sheet in made[most:] for p in sheet}
            note = words["pictures.left_out_sheets"].format(
                all=len(made), shown=most, rest=len(made) - most,
                units=names_told(assessment.project, rest, words),
            )  # fmt: skip
        sheets.append(
            Sheet(
                id=f"windows-{number:02d}",
                kind="windows",
                title=words["pictures_windows.title_of"].format(buildings=names),
                alt=words["pictures_windows.alt"].format(buildings=names),
                subtitle=words["pictures_windows.subtitle"],
                paper=paper,
                scale=scale,
                north=True,
                paint=partial(_paint, assessment=assessment, placed=placed, note=note),
            )
        )
    return sheets


def _plan(assessment: Assessment, building: int) -> _Plan:
    """Windows and extent of a building."""
    project = assessment.project
    columns = tuple(window_columns(project, building))
    shapes = body_shapes(project.buildings[building])
    points = np.array([end for c in columns for end in (c.left, c.right)])
    low, high = points.min(axis=0), points.max(axis=0)
    if shapes:
        bounds = shapely.total_bounds(shapes)
        low, high = np.minimum(low, bounds[:2]), np.maximum(high, bounds[2:])
    return _Plan(
        building=building,
        columns=columns,
        bounds=(float(low[0]), float(low[1]), float(high[0]), float(high[1])),
    )


def _size(plan: _Plan, scale: int) -> tuple[float, float]:
    """Width and height with the numbers. [mm]."""
    x0, y0, x1, y1 = plan.bounds
    unit = 1000.0 / scale
    return (x1 - x0) * unit + 2 * MARGIN, (y1 - y0) * unit + 2 * MARGIN + CAPTION


def _paint(
    page: Page, *, assessment: Assessment, placed: tuple[_Placed, ...], note: str
) -> Side:
    """Draw the buildings of a sheet."""
    words, box = page.words, drawing_box(page.paper)
    statuses = []
    for one in placed:
        place = Box(
            left=box.left + one.spot.left,
            low=box.top - one.spot.down - one.spot.height,
            width=one.size[0],
            height=one.spot.height,
        )
        statuses.append(_paint_plan(page, assessment, one.plan, place))
    rows = np.concatenate([c.rows for one in placed for c in one.plan.columns])
    groups = [
        (words["pictures_windows.legend"], class_legend(assessment, rows, words)),
        (
            words["plan.buildings"],
            tuple(
                LegendEntry(label=words[f"plan.{status}"], patch=style)
                for status, style in STATUS_STYLES.items()
                if status in statuses
            ),
        ),
    ]
    fails = failing_windows(assessment)[rows]
    if fails.any():
        entry = LegendEntry(
            label=words["plan.failing"],
            patch={"facecolor": "#ffffff", "edgecolor": "#111111"},
            thickness=1.8,
        )
        groups[0] = (groups[0][0], (*groups[0][1], entry))
    notes = [
        words["pictures_windows.numbers"],
        words["pictures_windows.separate"],
        words["pictures_facade.aid"],
    ]
    assumed = int(assessment.project.windows.assumed[rows].sum())
    if assumed:
        notes.insert(0, words["plan.assumed_windows"].format(count=f"{assumed:,}"))
    if note:
        notes.insert(0, note)
    return Side(groups=tuple(groups), notes=tuple(notes))


def _paint_plan(page: Page, assessment: Assessment, plan: _Plan, place: Box) -> str:
    """Draw one building; its status."""
    project = assessment.project
    building = project.buildings[plan.building]
    unit = 1000.0 / (page.scale or 1)
    x0, y0, _, y1 = plan.bounds
    spare = place.height - CAPTION - (y1 - y0) * unit
    origin = np.array(
        [place.left + MARGIN - x0 * unit, place.low + spare / 2.0 - y0 * unit]
    )
    status = drawn_status(building)

    def moved(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        placed: NDArray[np.float64] = xy * unit + origin
        return placed

    shapes = [shapely.transform(shape, moved) for shape in body_shapes(building)]
    if shapes:
        add_polygons(page.axes, shapes, STATUS_STYLES[status], zorder=3.0)
    name = building.name if building.name != building.id else ""
    caption = cut_to_width(
        f"{building.id} {name}".strip(), place.width / MM_PER_POINT / 7.5
    )
    lines = [
        Line(x=place.left, y=place.low + place.height - 2.5, text=caption, size=7.5)
    ]
    _draw_windows(page, assessment, plan, origin, unit)
    lines += _numbers(page, plan, assessment, origin, unit)
    draw_lines(page.axes, lines, point=MM_PER_POINT, zorder=7.0)
    return status


def _draw_windows(
    page: Page,
    assessment: Assessment,
    plan: _Plan,
    origin: NDArray[np.float64],
    unit: float,
) -> None:
    """Draw the windows as bars on the wall, in the colour of their worst storey."""
    from matplotlib.collections import PolyCollection

    classes = window_classes(assessment, assessment.windows.minutes_after)
    failing = failing_windows(assessment)
    bars: list[NDArray[np.float64]] = []
    worst, fails = [], []
    for column in plan.columns:
        left, right = column.left * unit + origin, column.right * unit + origin
        out = column.outward * STROKE
        bars.append(np.array([left, right, right + out, left + out]))
        known = classes[column.rows]
        known = known[known != NOT_MEASURED]
        worst.append(int(known.min()) if len(known) else NOT_MEASURED)
        fails.append(bool(failing[column.rows].any()))
    corners = np.array(bars)
    worst_of, fails_of = np.array(worst), np.array(fails)
    shared: dict[str, Any] = {"autolim": False}
    for index in np.unique(worst_of).tolist():
        style = {} if index == NOT_MEASURED else CLASS_STYLES[index]
        page.axes.add_collection(
            PolyCollection(
                corners[worst_of == index],
                facecolors=style.get("facecolor", NOT_MEASURED_COLOUR),
                edgecolors=style.get("edgecolor", "#9a9a96"),
                hatch=style.get("hatch"),
                linewidths=0.4,
                zorder=4.0,
            ),
            **shared,
        )
    if fails_of.any():
        page.axes.add_collection(
            PolyCollection(
                corners[fails_of], facecolors="none", edgecolors=FAILING_COLOUR,
                linewidths=1.3, zorder=4.2,
            ),
            **shared,
        )  # fmt: skip


def _numbers(
    page: Page,
    plan: _Plan,
    assessment: Assessment,
    origin: NDArray[np.float64],
    unit: float,
) -> list[Line]:
    """Numbers of the columns, away from the wall, as large as there is room."""
    project = assessment.project
    pattern = page.words["pictures_facade.floor"]
    found = []
    for column in plan.columns:
        floors = storeys_text(project.windows.floor[column.rows], pattern)
        name = column.label or str(project.windows.id[column.rows[0]])
        middle = (column.left + column.right) / 2.0 * unit + origin
        found.append((middle, column.outward, f"{name} {floors}"))
    room = _room(found)
    size = next(
        (s for s in SIZES if s * MM_PER_POINT * 1.1 <= room),
        max(LEAST_SIZE, min(SIZES[-1], room / MM_PER_POINT / 1.1)),
    )
    most = (MARGIN - STROKE - 1.0) / MM_PER_POINT / size
    lines = []
    for middle, outward, text in found:
        anchor = middle + outward * (STROKE + 0.8)
        told = cut_to_width(text, most)
        angle = float(np.degrees(np.arctan2(outward[1], outward[0])))
        flip = not -90.0 + 1e-6 < angle <= 90.0 + 1e-6
        lines.append(
            Line(
                x=float(anchor[0]), y=float(anchor[1]), text=told, size=size,
                align="right" if flip else "left",
                angle=angle + 180.0 if flip else angle,
            )
        )  # fmt: skip
    return lines


def _room(
    found: list[tuple[NDArray[np.float64], NDArray[np.float64], str]],
) -> float:
    """Least distance of numbers that stand side by side on a wall. [mm]."""
    least = np.inf
    by_wall: dict[tuple[int, int], list[float]] = {}
    for middle, outward, _ in found:
        along = np.array([-outward[1], outward[0]])
        key = (
            round(float(np.degrees(np.arctan2(*outward)))),
            round(float(middle @ outward)),
        )
        by_wall.setdefault(key, []).append(float(middle @ along))
    for places in by_wall.values():
        if len(places) > 1:
            gaps = np.diff(np.sort(places))
            gaps = gaps[gaps > 1e-6]
            least = min(least, float(gaps.min(initial=np.inf)))
    return float(least)
