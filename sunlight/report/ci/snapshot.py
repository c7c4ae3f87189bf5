"""Picture of a failing window: plan and section towards the sun (不通过窗的示意图)."""

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.kinds import NOT_OBSTRUCTING_PARTS
from sunlight.model.project import Part, Project
from sunlight.report.ci.views import WindowView
from sunlight.report.fonts import picture_font, printable
from sunlight.report.plan_shapes import footprint
from sunlight.report.texts import Texts
from sunlight.solar import clock_label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["snapshot_png"]

SIZE: Final = (9.6, 5.4)
"""Width and height. [inch]"""
DPI: Final = 100
MARGIN: Final = 1.35
"""The picture reaches this much farther than the blocker."""
LEAST_REACH: Final = 20.0
"""What the picture shows around the window at least. [m]"""

SCALE_BARS: Final = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0)
"""Lengths of the bar that tells the scale of the plan. [m]"""

PLAIN: Final[dict[str, Any]] = {"facecolor": "#e4e4e1", "edgecolor": "#7d7d79"}
BLOCKER: Final[dict[str, Any]] = {"facecolor": "#f3cd85", "edgecolor": "#7a5400"}
WINDOW: Final = "#d55e00"
SUN: Final = "#8a2f00"


def snapshot_png(
    project: Project, view: WindowView, distance: float, title: str, words: Texts
) -> bytes:
    """Picture of a window, its blocker and the sun (示意图).

    Parameters
    ----------
    project : Project
        The project.
    view : WindowView
        The window.
    distance : float
        Level distance to the blocker along the sun's azimuth. [m]
    title : str
        Title.
    words : mapping
        Catalogue.

    Returns
    -------
    bytes
        PNG: the plan at the left, the section along the sun's azimuth at the right.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE, dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    reach = max(MARGIN * (distance + 15.0), LEAST_REACH)
    parts = _standing(project)
    plan = figure.add_axes((0.07, 0.11, 0.4, 0.73))
    section = figure.add_axes((0.56, 0.11, 0.41, 0.73))
    _draw_plan(plan, parts, view, reach, words)
    _draw_section(section, parts, view, reach, words)
    _write(figure, title, view, words)
    out = BytesIO()
    figure.savefig(out, format="png", metadata={"Software": "sunlight"})
    return out.getvalue()


def _standing(project: Project) -> list[tuple[str, Part]]:
    """Parts that stand after the project and shade, with the name of their owner."""
    parts = [
        (building.id, part)
        for building in project.buildings
        if not building.removed_by_project
        for part in building.parts
    ]
    parts += [(part.name, part) for part in project.site_parts]
    return [(owner, p) for owner, p in parts if p.kind not in NOT_OBSTRUCTING_PARTS]


def _write(figure: Any, title: str, view: WindowView, words: Texts) -> None:  # noqa: ANN401
    """Title, what is shown and what it is not."""
    who = (
        words["ci.snapshot_blocker"].format(name=view.blocker)
        if view.blocker
        else words["ci.snapshot_none"]
    )
    sun = words["ci.snapshot_sun"].format(time=clock_label(view.minute))
    lines = ((0.965, title, 12.0), (0.915, f"{sun}  {who}", 9.5))
    for y, text, size in lines:
        figure.text(
            0.02,
            y,
            printable(text),
            fontproperties=picture_font(size),
            va="top",
            parse_math=False,
        )
    figure.text(
        0.98,
        0.965,
        words["ci.snapshot_note"],
        fontproperties=picture_font(8.0),
        color="#b00020",
        ha="right",
        va="top",
    )


def _draw_plan(
    axes: "Axes",
    parts: list[tuple[str, Part]],
    view: WindowView,
    reach: float,
    words: Texts,
) -> None:
    """Outlines around the middle between window and blocker, true north up."""
    along = view.sun[:2] / np.hypot(*view.sun[:2])
    x, y = view.sill[:2]
    middle = view.sill[:2] + 0.4 * reach * along
    half = 0.75 * reach
    frame = shapely.box(*(middle - half), *(middle + half))
    for owner, part in parts:
        style = BLOCKER if owner == view.blocker else PLAIN
        for shape in footprint(part):
            seen = shapely.intersection(shape, frame)
            for piece in shapely.get_parts(seen):
                if piece.geom_type == "Polygon":
                    axes.fill(*np.asarray(piece.exterior.coords).T, lw=0.8, **style)
    end = view.sill[:2] + reach * along
    axes.plot([x, end[0]], [y, end[1]], color=SUN, lw=1.4, ls="--", zorder=4)
    tick = 0.05 * reach * view.outward[:2]
    axes.plot([x, x + tick[0]], [y, y + tick[1]], color=WINDOW, lw=2.5, zorder=5)
    axes.plot(x, y, marker="o", ms=6, color=WINDOW, zorder=6)
    axes.set_xlim(middle[0] - half, middle[0] + half)
    axes.set_ylim(middle[1] - half, middle[1] + half)
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    _draw_scale(axes, middle - 0.93 * half, 2.0 * half)
    axes.set_title(words["ci.snapshot_plan"], fontproperties=picture_font(9.5))


def _draw_scale(axes: "Axes", start: NDArray[np.float64], width: float) -> None:
    """A bar of a round length in the lower left corner."""
    length = max(step for step in SCALE_BARS if step <= 0.3 * width)
    end = start[0] + length
    axes.plot([start[0], end], [start[1]] * 2, color="#1c1c1c", lw=2.5, zorder=7)
    axes.annotate(
        f"{length:g} m",
        (start[0], start[1]),
        xytext=(0, 4),
        textcoords="offset points",
        fontproperties=picture_font(8.0),
        zorder=7,
    )


def _draw_section(
    axes: "Axes",
    parts: list[tuple[str, Part]],
    view: WindowView,
    reach: float,
    words: Texts,
) -> None:
    """What the vertical plane through window and sun cuts."""
    along = view.sun[:2] / np.hypot(*view.sun[:2])
    back = -0.2 * reach
    line = shapely.LineString(
        [view.sill[:2] + back * along, view.sill[:2] + reach * along]
    )
    lows, highs = [view.sill[2]], [view.sill[2]]
    for owner, part in parts:
        style = BLOCKER if owner == view.blocker else PLAIN
        for start, end in _cuts(part, line, view.sill[:2], along):
            axes.fill_between([start, end], part.base, part.top, lw=0.8, **style)
            lows.append(part.base)
            highs.append(part.top)
    slope = view.sun[2] / np.hypot(*view.sun[:2])
    axes.plot(
        [0.0, reach],
        [view.sill[2], view.sill[2] + slope * reach],
        color=SUN,
        lw=1.4,
        ls="--",
        zorder=4,
    )
    axes.plot(0.0, view.sill[2], marker="o", ms=6, color=WINDOW, zorder=6)
    axes.annotate(
        words["ci.snapshot_window"],
        (0.0, view.sill[2]),
        xytext=(5, -11),
        textcoords="offset points",
        fontproperties=picture_font(8.5),
        color=WINDOW,
    )
    room = 0.08 * max(max(highs) - min(lows), 5.0)
    axes.set_xlim(back, reach)
    axes.set_ylim(min(lows) - room, max(highs) + 2.0 * room)
    _dress(axes, words)


def _cuts(
    part: Part,
    line: shapely.LineString,
    start: NDArray[np.float64],
    along: NDArray[np.float64],
) -> list[tuple[float, float]]:
    """Stretches of the line inside a part, as distances from the window. [m]"""  # noqa: D400
    found = []
    for shape in footprint(part):
        for piece in shapely.get_parts(shapely.intersection(shape, line)):
            if piece.geom_type == "LineString" and piece.length > 0.0:
                ends = (np.asarray(piece.coords)[[0, -1]] - start) @ along
                found.append((float(ends.min()), float(ends.max())))
    return found


def _dress(axes: "Axes", words: Texts) -> None:
    """Titles and numbers of the section, in the font that has Chinese."""
    from matplotlib.ticker import MaxNLocator

    small = picture_font(8.0)
    axes.set_title(words["ci.snapshot_section"], fontproperties=picture_font(9.5))
    axes.set_xlabel(words["ci.snapshot_distance"], fontproperties=small)
    axes.set_ylabel(words["ci.snapshot_elevation"], fontproperties=small)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(nbins=5))
    axes.ticklabel_format(useOffset=False, style="plain")
    axes.tick_params(labelsize=8.0, labelfontfamily="sans-serif")
    axes.grid(visible=True, lw=0.3, color="#c9c9c9")
    axes.set_axisbelow(True)
