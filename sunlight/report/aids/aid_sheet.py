"""Sheets of the aids: a plan, or several side by side, with a panel (辅助分析图版)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import shapely
from shapely.geometry.base import BaseGeometry

from sunlight.model.project import Project
from sunlight.report.aids.aid_bodies import draw_bodies, draw_body_labels
from sunlight.report.aids.sheet import draw_label
from sunlight.report.fonts import picture_font, printable
from sunlight.report.plan_layout import (
    EDGE,
    PANEL_WIDTH,
    TITLE_HEIGHT,
    MapFrame,
    draw_titles,
    empty_sheet,
    lay_out,
    map_frame,
)
from sunlight.report.plan_legend import Legend, LegendEntry, draw_legend, legend_height
from sunlight.report.plan_polygons import add_polygons
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "Layer",
    "Mark",
    "Panel",
    "Sheet",
    "draw_marks",
    "draw_panel",
    "polygons_in",
    "sheet_figure",
]

PANELS_WIDTH: Final = 15.0
"""Width of several plans side by side. [in]"""
CAPTION_HEIGHT: Final = 0.26  # above each of several plans [in]
MOST_COLUMNS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layer:
    """Polygons in one style (图层).

    Parameters
    ----------
    shapes : sequence of shapely.Polygon
        What is drawn. [m]
    style : mapping
        ``facecolor``, ``edgecolor`` and perhaps ``hatch``.
    zorder : float
        What lies above what; buildings lie at 3.
    thickness : float
        Of the outlines. [pt]
    """

    shapes: Sequence[shapely.Polygon]
    style: Mapping[str, str]
    zorder: float
    thickness: float = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words on a plan (标注).

    Parameters
    ----------
    x, y : float
        Middle. [m]
    text : str
        Words.
    angle : float
        Turned by this, counter-clockwise. [degrees]
    """

    x: float
    y: float
    text: str
    angle: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """One plan of a sheet (图幅).

    Parameters
    ----------
    caption : str
        Above the plan where there are several.
    layers : sequence of Layer
        What is drawn besides the buildings.
    lines : sequence of (shapely.LineString, str, float)
        Lines with colour and width. [m, pt]
    marks : sequence of Mark
        Words along the lines.
    """

    caption: str = ""
    layers: Sequence[Layer] = ()
    lines: Sequence[tuple[shapely.LineString, str, float]] = ()
    marks: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """A sheet of one plan or several (图版).

    Parameters
    ----------
    project : Project
        Whose buildings are drawn.
    states : tuple of str
        Buildings that stand in one of these states are drawn.
    bounds : sequence of 4 floats
        Least x and y, greatest x and y. [m]
    panels : sequence of Panel
        The plans.
    groups : tuple of (str, tuple of LegendEntry)
        Legend, without the buildings.
    title, subtitle, label : str
        Above the plans; the label says that this is an aid.
    notes : tuple of str
        Small print.
    """

    project: Project
    states: tuple[str, ...]
    bounds: Sequence[float]
    panels: Sequence[Panel]
    groups: tuple[tuple[str, tuple[LegendEntry, ...]], ...]
    title: str
    subtitle: str
    label: str
    notes: tuple[str, ...] = field(default=())


def sheet_figure(sheet: Sheet, words: Texts) -> "Figure":
    """Figure of a sheet, drawn without pyplot (制图).

    Parameters
    ----------
    sheet : Sheet
        What it shows.
    words : mapping
        Catalogue.

    Returns
    -------
    matplotlib.figure.Figure
        Nothing is shown and no state is left behind.
    """
    frame = map_frame(sheet.bounds)
    if len(sheet.panels) == 1:
        figure, axes = empty_sheet(frame)
        entries = draw_panel(axes, sheet, sheet.panels[0], words)
        groups = (*sheet.groups, (words["plan.buildings"], entries))
        lay_out(figure, frame, groups, sheet.notes, words)
        draw_body_labels(
            axes, sheet.project, sheet.states, words, frame.metres_per_point
        )
        draw_marks(axes, sheet.panels[0].marks, size=8.5)
    else:
        figure = _several(sheet, frame, words)
    draw_titles(figure, sheet.title, sheet.subtitle)
    draw_label(figure, sheet.label)
    return figure


def polygons_in(area: BaseGeometry, bounds: Sequence[float]) -> list[shapely.Polygon]:
    """Polygons of an area as far as a plan shows it (图幅内部分).

    Parameters
    ----------
    area : BaseGeometry
        Area of one or more pieces. [m]
    bounds : sequence of 4 floats
        Of the plan; twice as much is kept, since a plan may show more. [m]
    """
    low_x, low_y, high_x, high_y = bounds
    wide, high = high_x - low_x, high_y - low_y
    spare = max(wide, high)
    box = shapely.box(low_x - spare, low_y - spare, high_x + spare, high_y + spare)
    kept = shapely.intersection(area, box)
    return [p for p in shapely.get_parts(kept) if isinstance(p, shapely.Polygon)]


def _several(sheet: Sheet, frame: MapFrame, words: Texts) -> "Figure":
    """Several plans of one scale side by side, and the panel to the right."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    count = len(sheet.panels)
    columns = min(MOST_COLUMNS, count)
    rows = math.ceil(count / columns)
    wide = (PANELS_WIDTH - EDGE * (columns - 1)) / columns
    high = wide * frame.size[1] / frame.size[0]
    figure = Figure(facecolor="white")
    FigureCanvasAgg(figure)
    placed: list[Axes] = []
    entries: tuple[LegendEntry, ...] = ()
    for panel in sheet.panels:
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0), label=f"plan {len(placed)}")
        axes.set(xlim=frame.x, ylim=frame.y, xticks=[], yticks=[])
        for spine in axes.spines.values():
            spine.set(color="#b5b5b0", linewidth=0.6)
        entries = draw_panel(axes, sheet, panel, words)
        placed.append(axes)
    groups = (*sheet.groups, (words["plan.buildings"], entries))
    plans = rows * (high + CAPTION_HEIGHT)
    tall = max(plans, legend_height(groups, sheet.notes, PANEL_WIDTH))
    width = PANELS_WIDTH + PANEL_WIDTH + 3 * EDGE
    height = tall + TITLE_HEIGHT + EDGE
    figure.set_size_inches(width, height)
    for i, (axes, panel) in enumerate(zip(placed, sheet.panels, strict=True)):
        left = EDGE + (i % columns) * (wide + EDGE)
        top = EDGE + tall - (i // columns) * (high + CAPTION_HEIGHT)
        foot = top - CAPTION_HEIGHT - high
        axes.set_position((left / width, foot / height, wide / width, high / height))
        figure.text(
            left / width,
            (foot + high + 0.06) / height,
            printable(panel.caption),
            fontproperties=picture_font(10.5),
            va="baseline",
            parse_math=False,
        )
        draw_body_labels(axes, sheet.project, sheet.states, words, _scale(frame, wide))
        draw_marks(axes, panel.marks, size=7.0)
    side = figure.add_axes(
        (
            (PANELS_WIDTH + 2 * EDGE) / width,
            EDGE / height,
            PANEL_WIDTH / width,
            tall / height,
        )
    )
    legend = Legend(
        groups=groups,
        notes=sheet.notes,
        metres_per_inch=_scale(frame, wide) * 72.0,
        size=(PANEL_WIDTH, tall),
    )
    draw_legend(side, legend, words)
    return figure


def _scale(frame: MapFrame, width: float) -> float:
    """Scale of a plan that is so many inches wide. [m/pt]."""
    return (frame.x[1] - frame.x[0]) / (72.0 * width)


def draw_panel(
    axes: "Axes", sheet: Sheet, panel: Panel, words: Texts
) -> tuple[LegendEntry, ...]:
    """Draw layers, buildings and lines of one plan (画图幅).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The plan, with its limits.
    sheet : Sheet
        The sheet it belongs to.
    panel : Panel
        The plan.
    words : mapping
        Catalogue.

    Returns
    -------
    tuple of LegendEntry
        Legend of the buildings.
    """
    from matplotlib.patheffects import withStroke

    for layer in panel.layers:
        if layer.shapes:
            add_polygons(
                axes,
                layer.shapes,
                layer.style,
                zorder=layer.zorder,
                thickness=layer.thickness,
            )
    entries = draw_bodies(axes, sheet.project, sheet.states, words)
    for line, colour, width in panel.lines:
        x, y = line.xy
        axes.plot(
            x,
            y,
            color=colour,
            linewidth=width,
            zorder=6,
            solid_capstyle="butt",
            path_effects=[withStroke(linewidth=width + 1.6, foreground="white")],
        )
    axes.set_autoscale_on(False)
    return entries


def draw_marks(axes: "Axes", marks: Sequence[Mark], *, size: float) -> None:
    """Draw words on a plan (标注).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The plan.
    marks : sequence of Mark
        The words.
    size : float
        Size of the letters. [pt]
    """
    from sunlight.report.outlined import write_text

    for mark in marks:
        write_text(
            axes, (mark.x, mark.y), mark.text, size=size, colour="#111111",
            angle=mark.angle, halo=2.6, zorder=9.0, clip=True,
        )  # fmt: skip
