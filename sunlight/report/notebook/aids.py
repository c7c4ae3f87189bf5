"""How aids show themselves: points, lines, grids (辅助分析的视图).

Each says that it is an aid, never the basis of a conclusion (规程六(一)).
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sunlight.analyses.basis import Basis
from sunlight.analyses.grids import PlanGrid
from sunlight.analyses.lines import LineLight
from sunlight.analyses.points import PointLight
from sunlight.report.notebook.card import card, fields_html, table_html
from sunlight.report.notebook.figure import lettered, new_axes
from sunlight.report.notebook.intervals import plot as plot_intervals
from sunlight.report.segments import exact_duration, time_band
from sunlight.report.texts import Texts, texts
from sunlight.rules import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["html", "plot"]

Aid = PointLight | LineLight | PlanGrid


def html(aid: Aid) -> str:
    """What it is, in numbers, with its first rows (辅助分析摘要).

    Parameters
    ----------
    aid : PointLight, LineLight or PlanGrid
        The aid.
    """
    words = texts("zh")
    if isinstance(aid, PlanGrid):
        return card(
            words["grids.plan_row_title"],
            fields_html(_numbers(aid.minutes, aid.basis, words)),
        )
    light = aid.light if isinstance(aid, LineLight) else aid
    key = "grids.line_row_title" if isinstance(aid, LineLight) else "grids.point_title"
    rows = (
        (number, *(f"{x:.3f}" for x in point), exact_duration(minutes, words))
        for number, (point, minutes) in enumerate(
            zip(light.points.tolist(), light.minutes.tolist(), strict=True)
        )
    )
    headings = [words["columns.point"], words["columns.x"], words["columns.y"]]
    headings += [words["columns.plane_z"], words["notebook.total"]]
    return card(
        words[key],
        fields_html(_numbers(light.minutes, light.basis, words)),
        table_html(headings, rows, len(light.points), words),
    )


def _numbers(
    minutes: NDArray[np.float64], basis: Basis, words: Texts
) -> list[tuple[str, object]]:
    """Label of an aid, its day, and between what its minutes lie."""
    known = minutes[~np.isnan(minutes)]
    told: list[tuple[str, object]] = [
        (words["columns.label"], words["grids.label"]),
        (words["columns.day"], f"{basis.day}  {time_band(basis.band)}"),
        (words["notebook.points"], f"{known.size} / {minutes.size}"),
    ]
    if known.size:
        ends = (exact_duration(float(end), words) for end in (known.min(), known.max()))
        told.append((words["notebook.range"], " – ".join(ends)))
    return told


def plot(aid: Aid, *, lang: Language) -> "Figure":
    """Segments of points, minutes along a line, or hours of a plane (辅助分析图).

    Parameters
    ----------
    aid : PointLight, LineLight or PlanGrid
        The aid.
    lang : {'zh', 'en'}
        Language of the words.
    """
    words = texts(lang)
    if isinstance(aid, PointLight):
        figure = plot_intervals(aid.counted, lang=lang)
        lettered(
            figure.axes[0],
            title=words["grids.label"],
            x=words["columns.true_solar_time"],
            y=words["columns.point"],
        )
        return figure
    if isinstance(aid, LineLight):
        figure, axes = new_axes(8.0, 3.2)
        axes.plot(aid.distance, aid.minutes, ".-", color="#b35900")
        axes.set_ylim(bottom=0.0)
        axes.grid(visible=True, color="#dddddd")
        lettered(
            axes,
            title=words["grids.label"],
            x=words["columns.distance"],
            y=words["columns.minutes"],
        )
        return figure
    figure, axes = new_axes(7.0, 5.5)
    west, south, east, north = aid.bounds
    image = axes.imshow(
        aid.minutes / 60.0, origin="lower", extent=(west, east, south, north),
        cmap="cividis", vmin=0.0,
    )  # fmt: skip
    figure.colorbar(image, ax=axes, label="h")
    lettered(
        axes, title=words["grids.label"], x=words["columns.x"], y=words["columns.y"]
    )
    return figure
