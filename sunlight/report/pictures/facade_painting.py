"""One façade on a sheet: silhouette, floors, windows, minutes (立面绘制)."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.report.pictures.classes import (
    CLASS_STYLES,
    NOT_MEASURED,
    NOT_MEASURED_STYLE,
    window_classes,
)
from sunlight.report.pictures.elevations import Elevation, window_boxes
from sunlight.report.pictures.lettering import (
    Line,
    cut_to_width,
    draw_lines,
    draw_plates,
    line_width,
    size_in,
)
from sunlight.report.pictures.page import Page
from sunlight.report.pictures.paper import MM_PER_POINT, Box
from sunlight.report.plan_polygons import add_polygons
from sunlight.report.plan_shapes import failing_windows
from sunlight.report.segments import whole_minutes

__all__ = [
    "FLOOR_ROOM", "FOOT_ROOM", "HEAD_ROOM", "Facade", "Told", "paint_facade",
]  # fmt: skip

FLOOR_ROOM: Final = 15.0
"""Room left of a façade for floors and levels. [mm]"""
HEAD_ROOM: Final = 9.0
"""Room above for the caption and the numbers of columns. [mm]"""
FOOT_ROOM: Final = 2.0
SIZES: Final = (7.0, 6.0, 5.0, 4.5, 4.0, 3.5)
"""Sizes of minutes. [pt]"""
FLOOR_SIZE: Final = 5.0
COLUMN_SIZES: Final = (6.0, 5.0, 4.5, 4.0)
CAPTION_SIZE: Final = 7.5
BODY_STYLE: Final = {"facecolor": "#f4f4f1", "edgecolor": "#7d7d79"}
EXTRA_STYLE: Final = {"facecolor": "#e9e9e5", "edgecolor": "#a8a8a3"}
INSIDE: Final = 0.92
"""Share of a window that a text may fill."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Facade:
    """An elevation in one state (某状态的立面).

    Parameters
    ----------
    elevation : Elevation
        The elevation.
    state : {'before', 'after', 'same'}
        Whose minutes are shown.
    caption : str
        Above it.
    """

    elevation: Elevation
    state: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the notes of a sheet must say of a façade (附注所需).

    Parameters
    ----------
    small : int
        Windows too small for their minutes.
    unplaced : int
        Windows without a level.
    assumed, numbered_within : bool
        Whether there are assumed windows, and numbers inside windows.
    """

    small: int
    unplaced: int
    assumed: bool
    numbered_within: bool


def paint_facade(
    page: Page, assessment: Assessment, facade: Facade, place: Box
) -> Told:
    """Draw a façade at the scale of the page (画立面).

    Parameters
    ----------
    page : Page
        The sheet.
    assessment : Assessment
        The assessment.
    facade : Facade
        What to draw.
    place : Box
        Where, labels included. [mm]
    """
    elevation, project = facade.elevation, assessment.project
    unit = 1000.0 / (page.scale or 1)
    origin = np.array(
        [
            place.left + FLOOR_ROOM - elevation.span[0] * unit,
            place.low + FOOT_ROOM - elevation.levels[0] * unit,
        ]
    )
    room = place.width / MM_PER_POINT
    size = size_in(facade.caption, room, (CAPTION_SIZE, 6.5, 5.5)) or 5.0
    caption = cut_to_width(facade.caption, room / size)
    lines = [
        Line(x=place.left, y=place.low + place.height - 2.5, text=caption, size=size)
    ]
    _draw_bodies(page, elevation, origin, unit)
    rows = elevation.rows
    boxes = window_boxes(project, rows, elevation.along) * unit + np.tile(origin, 2)
    drawn = np.isfinite(boxes).all(axis=1)
    lines += _floors(page, assessment, elevation, origin, unit)
    lines += _column_numbers(elevation, boxes, rows)
    _draw_windows(page, assessment, facade, rows[drawn], boxes[drawn])
    draw_lines(page.axes, lines, point=MM_PER_POINT)
    small, within = _write_minutes(page, assessment, facade, rows[drawn], boxes[drawn])
    return Told(
        small=small,
        unplaced=int((~drawn).sum()),
        assumed=bool(project.windows.assumed[rows].any()),
        numbered_within=within,
    )


def _draw_bodies(
    page: Page, elevation: Elevation, origin: NDArray[np.float64], unit: float
) -> None:
    """Draw the silhouettes and the line of the ground."""
    import shapely

    def moved(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return xy * unit + origin

    ground = shapely.box(-1e7, elevation.levels[0], 1e7, 1e7)
    for shapes, style, level in (
        (elevation.extras, EXTRA_STYLE, 3.0), (elevation.bodies, BODY_STYLE, 3.1),
    ):  # fmt: skip
        seen = [
            piece
            for shape in shapes
            for piece in shapely.get_parts(shapely.intersection(shape, ground))
            if piece.geom_type == "Polygon"
        ]
        if seen:
            add_polygons(
                page.axes,
                [shapely.transform(shape, moved) for shape in seen],
                style,
                zorder=level,
            )
    low = elevation.levels[0] * unit + origin[1]
    ends = [elevation.span[0] * unit + origin[0], elevation.span[1] * unit + origin[0]]
    page.axes.plot(
        [ends[0] - 2.0, ends[1] + 2.0], [low, low], color="#1c1c1c", linewidth=1.2,
        zorder=3.2,
    )  # fmt: skip
    page.axes.set_autoscale_on(False)


def _floors(
    page: Page,
    assessment: Assessment,
    elevation: Elevation,
    origin: NDArray[np.float64],
    unit: float,
) -> list[Line]:
    """Draw the floors; their labels, as many as have room."""
    from matplotlib.collections import LineCollection

    windows, rows = assessment.project.windows, elevation.rows
    building = assessment.project.buildings[elevation.building]
    levels: dict[int, float] = {}
    for row in rows.tolist():
        level = float(windows.floor_level[row])
        if np.isfinite(level) and np.isfinite(building.zero_level):
            levels.setdefault(int(windows.floor[row]), level)
    left = elevation.span[0] * unit + origin[0]
    right = elevation.span[1] * unit + origin[0]
    lines, strokes = [], []
    last = -1e9
    for floor, level in sorted(levels.items(), key=lambda pair: pair[1]):
        y = (building.zero_level + level) * unit + origin[1]
        strokes.append([(left - 1.5, y), (right, y)])
        if y - last < FLOOR_SIZE * MM_PER_POINT * 1.15:
            continue
        last = y
        name = page.words["pictures_facade.floor"].format(floor=floor)
        lines.append(
            Line(
                x=left - 2.0, y=y + 0.9, text=f"{name} {level:.2f}",
                size=FLOOR_SIZE, align="right", colour="#4a4a46",
            )
        )  # fmt: skip
    if strokes:
        page.axes.add_collection(
            LineCollection(strokes, colors="#c4c4bf", linewidths=0.35, zorder=3.3),
            autolim=False,
        )
    return lines


def _column_numbers(
    elevation: Elevation,
    boxes: NDArray[np.float64],
    rows: NDArray[np.int64],
) -> list[Line]:
    """Numbers of the columns above their highest window, turned where it is dense."""
    at = {row: i for i, row in enumerate(rows.tolist())}
    spots = []
    for column in elevation.columns:
        mine = boxes[[at[row] for row in column.rows.tolist()]]
        mine = mine[np.isfinite(mine).all(axis=1)]
        if column.label and len(mine):
            x = float(mine[0, 0] + mine[0, 2]) / 2.0
            spots.append((x, float(mine[:, 3].max()), column.label))
    if not spots:
        return []
    centres = np.array(sorted(spot[0] for spot in spots))
    gap = float(np.diff(centres).min()) if len(centres) > 1 else 1e9
    widest = max(line_width(label) for _, _, label in spots)
    flat = next(
        (s for s in COLUMN_SIZES if widest * s * MM_PER_POINT <= gap * INSIDE), 0.0
    )
    size = flat or min(COLUMN_SIZES[-1], max(2.5, gap / MM_PER_POINT / 1.1))
    room = 7.0 / MM_PER_POINT / size
    return [
        Line(
            x=x, y=high + (1.3 if flat else 0.6), text=cut_to_width(label, room),
            size=size, align="center" if flat else "left",
            angle=0.0 if flat else 90.0, colour="#1c1c1c",
        )
        for x, high, label in spots
    ]  # fmt: skip


def _minutes(assessment: Assessment, state: str) -> NDArray[np.float64]:
    """Minutes of all windows in a state, (w,)."""
    results = assessment.windows
    return results.minutes_before if state == "before" else results.minutes_after


def _draw_windows(
    page: Page,
    assessment: Assessment,
    facade: Facade,
    rows: NDArray[np.int64],
    boxes: NDArray[np.float64],
) -> None:
    """Draw the windows by class, failing and assumed ones framed."""
    from matplotlib.collections import PolyCollection

    classes = window_classes(assessment, _minutes(assessment, facade.state))[rows]
    failing = failing_windows(assessment)[rows] & (facade.state != "before")
    assumed = assessment.project.windows.assumed[rows]
    corners: Any = np.stack(
        [boxes[:, [0, 1]], boxes[:, [2, 1]], boxes[:, [2, 3]], boxes[:, [0, 3]]], axis=1
    )
    styles = [(NOT_MEASURED, NOT_MEASURED_STYLE), *enumerate(CLASS_STYLES)]
    for index, style in styles:
        chosen = classes == index
        if not chosen.any():
            continue
        page.axes.add_collection(
            PolyCollection(
                corners[chosen],
                facecolors=style["facecolor"],
                edgecolors=style["edgecolor"],
                hatch=style.get("hatch"),
                linewidths=0.35,
                zorder=4.0,
            ),
            autolim=False,
        )
    for chosen, width, dashes in ((failing, 1.6, "-"), (assumed, 0.8, (0, (2, 1.4)))):
        if chosen.any():
            page.axes.add_collection(
                PolyCollection(
                    corners[chosen], facecolors="none", edgecolors="#111111",
                    linewidths=width, linestyles=[dashes], zorder=4.2,
                ),
                autolim=False,
            )  # fmt: skip


def _write_minutes(
    page: Page,
    assessment: Assessment,
    facade: Facade,
    rows: NDArray[np.int64],
    boxes: NDArray[np.float64],
) -> tuple[int, bool]:
    """Write minutes into the windows, and numbers that no column has; what is small."""
    shown = whole_minutes(_minutes(assessment, facade.state)[rows]).to_pylist()
    labelled = {
        row: bool(column.label)
        for column in facade.elevation.columns
        for row in column.rows.tolist()
    }
    lines: list[Line] = []
    small, within = 0, False
    for row, minutes, (x0, z0, x1, z1) in zip(
        rows.tolist(), shown, boxes.tolist(), strict=True
    ):
        wide, high = (x1 - x0) / MM_PER_POINT, (z1 - z0) / MM_PER_POINT
        texts = [] if minutes is None else [f"{minutes}"]
        if not labelled[row]:
            texts.append(str(assessment.project.windows.id[row]))
            within = True
        for i, text in enumerate(texts):
            share = high / len(texts)
            size = next(
                (
                    s
                    for s in SIZES
                    if s <= share and line_width(text) * s <= wide * INSIDE
                ),
                0.0,
            )
            middle = z1 - (i + 0.5) * (z1 - z0) / len(texts)
            angle = 0.0
            if not size and i:
                size, text = 3.0, cut_to_width(text, wide * 1.3 / 3.0)
            elif not size and len(texts) == 1:
                size = next(
                    (
                        s
                        for s in SIZES
                        if s <= wide and line_width(text) * s <= high * INSIDE
                    ),
                    0.0,
                )
                angle = 90.0
            if size:
                lines.append(
                    Line(
                        x=(x0 + x1) / 2.0, y=middle,
                        text=text, size=size, align="center", angle=angle,
                    )
                )  # fmt: skip
            else:
                small += 1
    draw_plates(page.axes, lines, point=MM_PER_POINT)
    return small, within
