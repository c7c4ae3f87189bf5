"""The plan picture: buildings by status, windows by their minutes (总平面图)."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.assessment import Assessment, Run
from sunlight.kinds import NOT_OBSTRUCTING_PARTS, PartKind
from sunlight.report.plan_grounds import draw_ground_labels, ground_layers
from sunlight.report.plan_labels import building_labels
from sunlight.report.plan_layout import (
    DPI,
    draw_titles,
    empty_sheet,
    lay_out,
    map_frame,
)
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.plan_polygons import add_polygons, in_view
from sunlight.report.plan_shapes import (
    REMOVED,
    drawn_status,
    footprint,
    plan_bounds,
    window_strokes,
)
from sunlight.report.segments import time_band
from sunlight.report.standards import threshold_of
from sunlight.report.texts import Texts, texts
from sunlight.rules import Language
from sunlight.tolerances import THRESHOLD_NOISE_MIN

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "CLASS_COLOURS", "CLASS_SHARES", "FAILING_COLOUR", "SITE_COLOUR", "STATUS_STYLES",
    "class_names", "draw_buildings", "draw_grounds", "draw_windows", "plan_figure",
    "write_plan",
]  # fmt: skip

STATUS_STYLES: Final = {
    "existing": {"facecolor": "#e4e4e1", "edgecolor": "#7d7d79"},
    "approved": {"facecolor": "#cfd3d6", "edgecolor": "#5c646b", "hatch": "////"},
    "proposed": {"facecolor": "#e6d3ea", "edgecolor": "#6b2f7a"},
    "concurrent": {"facecolor": "#f4ecf6", "edgecolor": "#6b2f7a", "hatch": "...."},
    REMOVED: {"facecolor": "#ffffff", "edgecolor": "#9a9a96", "hatch": "xxxx"},
}
"""How buildings are filled, by status; told apart by hatching too."""

CLASS_COLOURS: Final = ("#d55e00", "#e69f00", "#56b4e9", "#0072b2")
"""Colours of the classes of minutes, from least to most: told apart by the
colour-blind (M. Okabe and K. Ito, Color Universal Design, 2008)."""
CLASS_SHARES: Final = (0.5, 1.0, 1.5)
"""Limits of the classes as shares of the standard."""
FAILING_COLOUR: Final = "#111111"
SITE_COLOUR: Final = "#8c6d46"

STROKE_LENGTH: Final = 1.6
"""The width of a stroke is that of this length on the plan. [m]"""
STROKE_WIDTHS: Final = (0.8, 3.2)
"""Least and greatest width of a stroke. [pt]"""


def write_plan(assessment: Assessment, path: Path, *, lang: Language = "zh") -> None:
    """Write the plan picture as PNG (写总平面图).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    path : Path
        The file.
    lang : {'zh', 'en'}
        Language of the words.
    """
    figure = plan_figure(assessment, lang=lang)
    provenance = asdict(assessment.provenance)
    metadata = {
        "Title": assessment.project.name,
        "Software": f"sunlight {assessment.provenance.engine}",
        "Comment": json.dumps(provenance, ensure_ascii=False, allow_nan=False),
    }
    with path.open("wb") as file:
        figure.savefig(file, format="png", dpi=DPI, metadata=metadata)


def plan_figure(assessment: Assessment, *, lang: Language = "zh") -> "Figure":
    """Plan picture of an assessment (总平面图).

    Each stroke along a façade is a column of windows in the colour of its worst storey
    after the project, a little in front of the wall.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    lang : {'zh', 'en'}
        Language of the words.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn without pyplot: nothing is shown and no state is left behind.
    """
    words, frame = texts(lang), map_frame(plan_bounds(assessment.project))
    figure, axes = empty_sheet(frame)
    groups = (
        draw_grounds(axes, assessment, words),
        draw_buildings(axes, assessment, words),
        draw_windows(axes, assessment, words, frame.metres_per_point),
    )
    notes = (
        words["plan.aid"],
        words["plan.sources"].format(
            rules=assessment.provenance.rules, engine=assessment.provenance.engine
        ),
    )
    lay_out(figure, frame, groups, notes, words)
    draw_ground_labels(axes, assessment, words, frame.metres_per_point)
    _draw_labels(axes, assessment, words, frame.metres_per_point)
    _draw_title(figure, assessment, words)
    return figure


def draw_grounds(
    axes: "Axes", assessment: Assessment, words: Texts
) -> tuple[str, tuple[LegendEntry, ...]]:
    """Draw play grounds and unbuilt land under the buildings (画场地).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The map.
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.

    Returns
    -------
    (str, tuple of LegendEntry)
        Heading and entries of the legend.
    """
    layers, (heading, entries) = ground_layers(assessment, words)
    for level, (shapes, style) in enumerate(layers):
        add_polygons(axes, shapes, style, zorder=1.0 + 0.1 * level)
    shown = {
        (style["facecolor"], style.get("hatch"))
        for shapes, style in layers
        if in_view(axes, shapes)
    }
    return heading, tuple(
        entry
        for entry in entries
        if entry.patch and (entry.patch["facecolor"], entry.patch.get("hatch")) in shown
    )


def draw_buildings(
    axes: "Axes", assessment: Assessment, words: Texts
) -> tuple[str, tuple[LegendEntry, ...]]:
    """Draw buildings and site parts, by status (画建筑).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The map.
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.

    Returns
    -------
    (str, tuple of LegendEntry)
        Heading and entries of the legend.
    """
    project = assessment.project
    entries = []
    bodies: dict[str, list[shapely.Polygon]] = {name: [] for name in STATUS_STYLES}
    extras: list[shapely.Polygon] = []
    for building in project.buildings:
        for part in building.parts:
            if part.kind is PartKind.BODY:
                bodies[drawn_status(building)] += footprint(part)
            elif part.kind not in NOT_OBSTRUCTING_PARTS:
                extras += footprint(part)
    for status, shapes in bodies.items():
        style = STATUS_STYLES[status]
        if shapes:
            add_polygons(axes, shapes, style, zorder=2 if status == REMOVED else 3)
        if in_view(axes, shapes):
            entries.append(LegendEntry(label=words[f"plan.{status}"], patch=style))
    if extras:
        thin = {"facecolor": "none", "edgecolor": "#8a8a86"}
        add_polygons(axes, extras, thin, zorder=4)
    site = [
        shape
        for part in project.site_parts
        if part.kind not in NOT_OBSTRUCTING_PARTS
        for shape in footprint(part)
    ]
    style = {"facecolor": SITE_COLOUR, "edgecolor": SITE_COLOUR}
    if site:
        add_polygons(axes, site, style, zorder=2)
    if in_view(axes, site):
        entries.append(LegendEntry(label=words["plan.site_parts"], patch=style))
    return words["plan.buildings"], tuple(entries)


def draw_windows(
    axes: "Axes", assessment: Assessment, words: Texts, metres_per_point: float
) -> tuple[str, tuple[LegendEntry, ...]]:
    """Draw the strokes of the windows, by their minutes (画窗线).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The map.
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    metres_per_point : float
        Scale of the picture. [m/pt]

    Returns
    -------
    (str, tuple of LegendEntry)
        Heading and entries of the legend.
    """
    strokes = window_strokes(assessment)
    least, most = STROKE_WIDTHS
    width = float(np.clip(STROKE_LENGTH / metres_per_point, least, most))
    away = strokes.outward * (0.5 * width + 0.3) * metres_per_point
    lines = np.stack([strokes.left + away, strokes.right + away], axis=1)
    failing = strokes.failing
    limits = [share * threshold_of(assessment) for share in CLASS_SHARES]
    group = np.digitize(strokes.minutes + THRESHOLD_NOISE_MIN, limits)
    if failing.any():
        _add_lines(axes, lines[failing], FAILING_COLOUR, 2.4 * width, zorder=5)
    for index in reversed(range(len(CLASS_COLOURS))):
        chosen = lines[group == index]
        _add_lines(axes, chosen, CLASS_COLOURS[index], width, zorder=6)
    names = class_names(limits, words)
    entries = [
        LegendEntry(label=name, line=(colour, 3.2))
        for name, colour in zip(names, CLASS_COLOURS, strict=True)
    ]
    if failing.any():
        halo = LegendEntry(
            label=words["plan.failing"],
            line=(CLASS_COLOURS[0], 3.2),
            halo=(FAILING_COLOUR, 7.5),
        )
        entries.append(halo)
    entries.append(LegendEntry(label=words["plan.windows_note"]))
    laid = int(assessment.project.windows.assumed.sum())
    if laid:
        note = words["plan.assumed_windows"].format(count=f"{laid:,}")
        entries.append(LegendEntry(label=note))
    if len(_drawn_runs(assessment)) > 1:
        entries.append(LegendEntry(label=words["plan.days_note"]))
    return words["plan.windows"], tuple(entries)


def _drawn_runs(assessment: Assessment) -> Sequence[Run]:
    """Runs whose days the picture shows, that of dwellings if it shows nothing."""
    bands = {found.path.band for found in assessment.grounds if found is not None}
    runs = [
        run for run in assessment.runs if len(run.windows) or run.path.band in bands
    ]
    return runs or assessment.runs[:1]


def class_names(limits: Sequence[float], words: Texts) -> tuple[str, ...]:
    """Names of the classes of minutes, from least to most (时数分级).

    Parameters
    ----------
    limits : sequence of float
        Limits between them. [min]
    words : mapping
        Catalogue.
    """
    shown = [f"{limit:g}" for limit in limits]
    return (
        words["plan.below"].format(limit=shown[0]),
        *(
            words["plan.between"].format(low=low, high=high)
            for low, high in pairwise(shown)
        ),
        words["plan.least"].format(limit=shown[-1]),
    )


def _add_lines(
    axes: "Axes",
    lines: NDArray[np.float64],
    colour: str,
    width: float,
    *,
    zorder: float,
) -> None:
    """Draw strokes as one collection."""
    from matplotlib.collections import LineCollection

    segments: Any = lines
    collection = LineCollection(
        segments, colors=colour, linewidths=width, capstyle="butt", zorder=zorder
    )
    axes.add_collection(collection, autolim=False)


def _draw_labels(
    axes: "Axes", assessment: Assessment, words: Texts, metres_per_point: float
) -> None:
    """Draw the labels of the buildings."""
    from sunlight.report.outlined import write_text

    labels = building_labels(
        assessment.project.buildings, words, metres_per_point=metres_per_point
    )
    for label in labels:
        write_text(
            axes, (label.x, label.y), label.text, size=label.size, halo=2.4,
            zorder=8.0, clip=True,
        )  # fmt: skip


def _draw_title(figure: "Figure", assessment: Assessment, words: Texts) -> None:
    """Draw title, day, band and declination above the map."""
    title = words["plan.title"].format(name=assessment.project.name)
    subtitle = words["cells.separator"].join(
        words["plan.subtitle"].format(
            day=run.conditions.day.value,
            band=time_band(run.path.band),
            declination=f"{run.path.declination.degrees:.2f}",
        )
        for run in _drawn_runs(assessment)
    )
    draw_titles(figure, title, subtitle)
