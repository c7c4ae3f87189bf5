"""Grounds on the plan picture: outline, where the sun is enough, label (场地图示)."""

from typing import TYPE_CHECKING, Final

import shapely
from shapely.geometry.base import BaseGeometry

from sunlight.assessment import Assessment
from sunlight.kinds import GroundKind
from sunlight.report.fonts import picture_font, printable
from sunlight.report.grounds import share_text, sunlit_shape
from sunlight.report.plan_labels import SIZES, fitting_label
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["GROUND_STYLES", "SUNLIT_STYLE", "draw_ground_labels", "ground_layers"]

GROUND_STYLES: Final = {
    GroundKind.PLAY_GROUND: {
        "facecolor": "none",
        "edgecolor": "#2e7d4f",
        "hatch": "\\\\",
    },
    GroundKind.UNBUILT_LAND: {
        "facecolor": "none",
        "edgecolor": "#8a6d1d",
        "hatch": "-",
    },
}
"""How grounds are drawn, by kind; told apart by hatching too."""

SUNLIT_STYLE: Final = {"facecolor": "#fff3b0", "edgecolor": "#fff3b0"}
"""Where a ground has its minutes after the project."""

Layer = tuple[list[shapely.Polygon], dict[str, str]]


def ground_layers(
    assessment: Assessment, words: Texts
) -> tuple[list[Layer], tuple[str, tuple[LegendEntry, ...]]]:
    """Shapes of the grounds with their styles, from below, and the legend (场地图层).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.

    Returns
    -------
    layers : list of (polygons, style)
        Sunlit parts first.
    legend : (str, tuple of LegendEntry)
        Heading and entries; without entries if there is no ground.
    """
    layers: list[Layer] = []
    entries: list[LegendEntry] = []
    sunlit = [
        polygon
        for measured in assessment.grounds
        if measured is not None and measured.after is not None
        for polygon in _polygons(sunlit_shape(measured.after.sunlit))
    ]
    if sunlit:
        layers.append((sunlit, SUNLIT_STYLE))
    for kind, style in GROUND_STYLES.items():
        outlines = [g.polygon for g in assessment.project.grounds if g.kind is kind]
        if outlines:
            layers.append((outlines, style))
            label = words[f"ground_kind.{kind.value}"]
            entries.append(LegendEntry(label=label, patch=style))
    if sunlit:
        patch = {**SUNLIT_STYLE, "edgecolor": "#b59f3b"}
        entries.append(LegendEntry(label=words["plan.sunlit"], patch=patch))
    return layers, (words["plan.grounds"], tuple(entries))


def draw_ground_labels(
    axes: "Axes", assessment: Assessment, words: Texts, metres_per_point: float
) -> None:
    """Write number and share of each ground in it, the share where it fits (场地标注).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes of the map.
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    metres_per_point : float
        Scale of the picture. [m/pt]
    """
    found = assessment.grounds
    for ground, measured in zip(assessment.project.grounds, found, strict=True):
        variants = [ground.id]
        if measured is not None and measured.after is not None:
            share = share_text(measured.after.share, words)
            told = words["plan.share"].format(
                minutes=f"{measured.minutes:g}", share=share
            )
            variants.insert(0, f"{ground.id}\n{told}")
        label = fitting_label(variants, ground.polygon, metres_per_point)
        text, size = (
            (ground.id, SIZES[-1]) if label is None else (label.text, label.size)
        )
        place = ground.polygon.point_on_surface()
        axes.text(
            place.x,
            place.y,
            printable(text),
            fontproperties=picture_font(size),
            color=GROUND_STYLES[ground.kind]["edgecolor"],
            ha="center",
            va="center",
            linespacing=1.1,
            parse_math=False,
            zorder=7,
            clip_on=True,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.0},
        )


def _polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
    """Polygons of a shape."""
    return [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
