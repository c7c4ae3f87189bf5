"""Isochrones, grid and shadows of a plane on the drawing (等时线、网格、阴影)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from sunlight.analyses.grids import MEASURED, PlanGrid, plan_grid
from sunlight.analyses.isochrones import Isochrone, isochrones
from sunlight.analyses.planes import Plane
from sunlight.analyses.shadows import hourly_shadows
from sunlight.assessment import Assessment
from sunlight.assessment.subject import Subject, subject_of
from sunlight.report.aids.hours import hour_classes
from sunlight.report.dxf.layers import LAYERS, hour_layer, isochrone_layer_of
from sunlight.report.dxf.pen import Pen
from sunlight.solar import clock_label
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["PlaneView", "draw_grid", "draw_isochrones", "draw_shadows", "plane_view"]

MARGIN: Final = 20.0
"""Left free round the buildings, and at least to the north. [m]"""
LARGEST: Final = 2_000.0
"""The area is cut to this width and height round the project's middle. [m]"""
FINEST: Final = 0.2
"""Lines are drawn to this accuracy, or to a 2000th of a larger area. [m]"""
SPACINGS: Final = (2.0, 4.0, 5.0, 10.0, 20.0, 50.0)
MOST_VALUES: Final = 8_000
"""Figures of a grid: the spacing is the least that gives no more. [m]"""
LABEL_EVERY: Final = 120.0
"""An isochrone has a label each such length. [m]"""
_CLASS_COLOURS: Final = (250, 212, 172, 162, 152, 132, 94, 74, 54, 40)
"""Colours in the index for hours of sun, least first."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlaneView:
    """Plane and area that the aids of the drawing look at (计算面与范围).

    Parameters
    ----------
    subject : Subject
        Scene and sun of the assessment.
    plane : Plane
        Level: the outdoor ground that all share, else the lowest.
    area : shapely.Polygon
        Bounds of the bodies with a margin. [m]
    hours : tuple of float
        Hours of the isochrones. [h]
    """

    subject: Subject
    plane: Plane
    area: shapely.Polygon
    hours: tuple[float, ...]


def plane_view(
    assessment: Assessment, *, hours: Sequence[float] = (2.0, 3.0)
) -> PlaneView | None:
    """Plane and area to look at, by the rules of the assessment (计算面与范围).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    hours : sequence of float
        Hours of the isochrones. [h]

    Returns
    -------
    PlaneView or None
        None where there is no body or no ground.
    """
    project = assessment.project
    grounds = [b.outdoor_ground for b in project.buildings]
    known = [level for level in grounds if math.isfinite(level)]
    known = known or [p.base for b in project.buildings for p in b.parts]
    if not known:
        return None
    level = min(known)
    subject = subject_of(
        project, readings=assessment.readings, declination=assessment.declination
    )
    box = subject.scene.obstructions.part_box
    if len(box) == 0:
        return None
    low, high = box[:, :2].min(axis=0), box[:, 3:5].max(axis=0)
    tallest = max(float(box[:, 5].max()) - level, MARGIN)
    middle, half = (low + high) / 2.0, LARGEST / 2.0
    area = shapely.box(
        max(low[0] - MARGIN, middle[0] - half),
        max(low[1] - MARGIN, middle[1] - half),
        min(high[0] + MARGIN, middle[0] + half),
        min(high[1] + tallest, middle[1] + half),
    )
    plane = Plane(elevation=level)
    return PlaneView(subject=subject, plane=plane, area=area, hours=tuple(hours))


def draw_isochrones(pen: Pen, view: PlaneView, *, height: float) -> float:
    """Draw the lines of equal sun, closed where they close (等时线).

    They end at walls and at the limits of the area.

    Parameters
    ----------
    pen : Pen
        Where to draw.
    view : PlaneView
        What to look at.
    height : float
        Height of the letters. [m]

    Returns
    -------
    float
        How far a line may be from the true one. [m]
    """
    low_x, low_y, high_x, high_y = view.area.bounds
    accuracy = max(FINEST, max(high_x - low_x, high_y - low_y) / 2_000.0)
    lines = isochrones(
        view.area,
        view.subject.obstructions("after"),
        view.subject.path,
        z=view.plane.elevation,
        hours=view.hours,
        shortest=view.subject.conditions.shortest_segment,
        segments=view.subject.conditions.segments,
        accuracy=accuracy,
    )
    for number, line in enumerate(lines):
        layer = pen.layer(isochrone_layer_of(line.hours, number))
        data = {"hours": line.hours, "state": "after", "error": line.error}
        for piece in shapely.get_parts(shapely.line_merge(line.line)):
            points = shapely.get_coordinates(piece)
            closed = len(points) > 3 and bool(shapely.is_closed(piece))
            pen.ring(points, layer, base=line.z, closed=closed, data=data)
        _label_line(pen, line, height)
    return accuracy


def _label_line(pen: Pen, line: Isochrone, height: float) -> None:
    """Hours along the longer stretches of a line."""
    layer = pen.layer(LAYERS["日照-等时线-标注"])
    for piece in line.line.geoms:
        if piece.length < 8.0 * height:
            continue
        count = max(1, round(piece.length / LABEL_EVERY))
        for k in range(count):
            at = (k + 0.5) / count * piece.length
            ends = shapely.get_coordinates(
                [piece.interpolate(at - height), piece.interpolate(at + height)]
            )
            angle = math.degrees(math.atan2(*(ends[1] - ends[0])[::-1]))
            place = piece.interpolate(at)
            pen.text(
                f"{line.hours:g}h", (place.x, place.y), layer, height=0.8 * height,
                angle=angle,
            )  # fmt: skip


def draw_grid(pen: Pen, view: PlaneView) -> PlanGrid:
    """Write the whole minutes of each point of a grid, rounded down (网格数值).

    Parameters
    ----------
    pen : Pen
        Where to draw.
    view : PlaneView
        What to look at.

    Returns
    -------
    PlanGrid
        The grid, whose spacing was chosen by the area.
    """
    spacing = next(
        (s for s in SPACINGS if view.area.area / s**2 <= MOST_VALUES), SPACINGS[-1]
    )
    grid = plan_grid(
        view.area,
        view.subject.obstructions("after"),
        view.subject.path,
        z=view.plane.elevation,
        spacing=spacing,
        shortest=view.subject.conditions.shortest_segment,
        segments=view.subject.conditions.segments,
    )
    layer = pen.layer(LAYERS["日照-网格-数值"])
    classes = hour_classes(grid.minutes)
    for row, column in np.argwhere(grid.mask == MEASURED).tolist():
        whole = math.floor(grid.minutes[row, column] + THRESHOLD_NOISE_MIN)
        pen.text(
            str(whole),
            (float(grid.x[column]), float(grid.y[row])),
            layer,
            height=spacing * 0.26,
            colour=_CLASS_COLOURS[int(classes[row, column])],
        )
    return grid


def draw_shadows(pen: Pen, view: PlaneView, *, height: float) -> tuple[float, ...]:
    """Draw the shadow at each full hour of the band on a layer of its own (逐时阴影).

    Parameters
    ----------
    pen : Pen
        Where to draw.
    view : PlaneView
        What to look at.
    height : float
        Height of the letters. [m]

    Returns
    -------
    tuple of float
        The instants. [min, true solar time]
    """
    shadows = hourly_shadows(
        view.subject.obstructions("after"), view.subject.path, z=view.plane.elevation
    )
    label = pen.layer(LAYERS["日照-阴影-标注"])
    for shadow in shadows:
        made = hour_layer(shadow.start)
        layer = pen.layer(made)
        shown = shapely.intersection(shadow.outline, view.area)
        time = clock_label(shadow.start)
        pen.area(shown, layer, base=shadow.z, data={"time": time, "state": "after"})
        for piece in shapely.get_parts(shown):
            if isinstance(piece, shapely.Polygon) and piece.area > 40.0 * height**2:
                ring = shapely.get_coordinates(piece.exterior)
                tip = ring[np.argmax(ring[:, 1])]
                at = (float(tip[0]), float(tip[1]) - 0.5 * height)
                pen.text(time, at, label, height=0.6 * height, colour=made.colour)
    return tuple(shadow.start for shadow in shadows)
