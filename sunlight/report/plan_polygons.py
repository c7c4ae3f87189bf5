"""Polygons with holes on the axes of a plan (平面图的面)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["add_polygons", "in_view"]


def in_view(axes: "Axes", shapes: Sequence[shapely.Polygon]) -> bool:
    """Whether any of the polygons stands on the sheet (图幅之内), for its legend.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The map, its limits set.
    shapes : sequence of shapely.Polygon
        What is drawn, in metres.
    """
    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
    return bool(shapely.intersects(shapely.box(x0, y0, x1, y1), list(shapes)).any())


def add_polygons(
    axes: "Axes",
    shapes: Sequence[shapely.Polygon],
    style: Mapping[str, str],
    *,
    zorder: float,
    thickness: float = 0.6,
    dashes: str = "-",
) -> None:
    """Draw polygons with their holes as one collection.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw; its limits stay.
    shapes : sequence of shapely.Polygon
        What to draw, in metres.
    style : mapping
        ``facecolor``, ``edgecolor`` and perhaps ``hatch``.
    zorder : float
        What lies above what.
    thickness : float
        Of the outlines, in points.
    dashes : str
        Line style of the outlines.
    """
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    patches = []
    for shape in shapely.orient_polygons(np.array(shapes, dtype=object)):
        rings = [
            np.asarray(r.coords)[:, :2] for r in (shape.exterior, *shape.interiors)
        ]
        outline = Outline.make_compound_path(*(Outline(r, closed=True) for r in rings))
        patches.append(PathPatch(outline))
    collection = PatchCollection(
        patches,
        facecolor=style["facecolor"],
        edgecolor=style["edgecolor"],
        hatch=style.get("hatch"),
        linestyle=dashes,
        linewidth=thickness,
        zorder=zorder,
    )
    axes.add_collection(collection, autolim=False)
