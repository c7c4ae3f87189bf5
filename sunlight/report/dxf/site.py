"""Buildings, parts, grounds, labels and spacing on the drawing (总平面)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely.ops import split

from sunlight.assessment import Assessment
from sunlight.kinds import PartKind
from sunlight.model.project import Building, Part
from sunlight.report.dxf.cad_text import cad_text
from sunlight.report.dxf.layers import LAYERS, PART_LAYERS, STATUS_LAYERS
from sunlight.report.dxf.pen import EM, STYLE, Pen, polygons_of
from sunlight.report.fonts import text_width
from sunlight.report.plan_shapes import (
    body_shapes,
    building_height,
    drawn_status,
    footprint,
)
from sunlight.report.spacing import spacings
from sunlight.report.texts import Texts

__all__ = ["draw_buildings", "draw_site"]

DIMENSION_STYLE: Final = "日照-间距"
ROWS: Final = ((1.95, 0.62), (0.8, 1.0), (-0.5, 0.7), (-1.5, 0.48), (-2.25, 0.48))
"""Lines of a label: above the middle, and height, against the number's height."""
LEAST_SHARE: Final = 0.4
"""Letters shrink to this share where a building is small."""


def draw_buildings(
    pen: Pen, assessment: Assessment, words: Texts, *, height: float, masked: bool
) -> None:
    """Draw buildings as outlines with a thickness, and their labels (建筑).

    The outline stands at the foot of each body and has its height as thickness: the
    reader of drawings, and other sunlight programs, take that for the body. Of a mesh
    it is the outline in plan, as high as the mesh.

    Parameters
    ----------
    pen : Pen
        Where to draw.
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    height : float
        Height of the letters. [m]
    masked : bool
        Whether names are left out.
    """
    for building in assessment.project.buildings:
        bodies = [p for p in building.parts if p.kind is PartKind.BODY]
        others = [p for p in building.parts if p.kind is not PartKind.BODY]
        for part in (*others, *reversed(bodies)):  # what matters most is on top
            layer = PART_LAYERS.get(part.kind, "日照-建筑-其他部位")
            if bodies and part is bodies[0]:
                layer = STATUS_LAYERS[drawn_status(building)]
            data = _part_data(building, part, masked=masked)
            for piece in footprint(part):
                _draw_part(pen, piece, part, layer, data)
        label = _label(building, words, height, masked=masked)
        if label is not None:
            made = pen.layer(LAYERS["日照-建筑标注-楼号层数"])
            _draw_rows(pen, label, ROWS[1:3], made)


def _part_data(building: Building, part: Part, *, masked: bool) -> dict[str, object]:
    """Figures that an outline carries."""
    return {
        "building": building.id,
        "name": "" if masked else building.name,
        "part": part.kind.value,
        "status": building.status.value,
        "use": building.use.value,
        "base": part.base,
        "top": part.top,
        "zero_level": building.zero_level,
        "outdoor_ground": building.outdoor_ground,
        "storeys": building.storeys or None,
    }


def _draw_part(
    pen: Pen, piece: shapely.Polygon, part: Part, layer: str, data: dict[str, object]
) -> None:
    """Outline of one piece: courtyards of bodies apart, other holes cut open."""
    courts = list(piece.interiors) if part.kind is PartKind.BODY else []
    pieces = (
        [shapely.Polygon(piece.exterior)] if courts else list(_without_holes(piece))
    )
    made = pen.layer(LAYERS[layer])
    for shape in pieces:
        pen.ring(
            shapely.get_coordinates(shape.exterior),
            made,
            base=part.base,
            height=part.top - part.base,
            data=data,
        )
    for court in courts:
        yard = pen.layer(LAYERS["日照-建筑-天井"])
        pen.ring(shapely.get_coordinates(court), yard, base=part.base)


def _without_holes(piece: shapely.Polygon) -> Iterator[shapely.Polygon]:
    """Pieces without holes that cover the same, such as both halves of a ring."""
    if not piece.interiors:
        yield piece
        return
    low_x, low_y, high_x, high_y = piece.bounds
    x, y = piece.interiors[0].centroid.coords[0]
    across = high_x - low_x >= high_y - low_y
    ends = (
        [(x, low_y - 1.0), (x, high_y + 1.0)]
        if across
        else [(low_x - 1.0, y), (high_x + 1.0, y)]
    )
    for half in polygons_of(split(piece, shapely.LineString(ends))):
        yield from _without_holes(half)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    """Label of a building: five lines round its middle, letters that fit into it."""

    middle: tuple[float, float]
    height: float
    lines: tuple[str, str, str, str, str]


def _label(
    building: Building, words: Texts, height: float, *, masked: bool
) -> _Label | None:
    """Name; number; storeys and height; levels in two lines."""
    shapes = body_shapes(building)
    if not shapes:
        return None
    largest = max(shapes, key=lambda shape: float(shape.area))
    figures = []
    if building.storeys > 0:
        figures.append(words["plan.storeys"].format(count=building.storeys))
    metres = building_height(building)
    if np.isfinite(metres):
        assumed = words["plan.assumed"] if building.height_assumed else ""
        figures.append(words["plan.height"].format(height=f"{metres:.2f}") + assumed)
    named = building.name != building.id and not masked
    levels = [
        words[f"dxf.level_{key}"].format(level=f"{level:.2f}")
        for key, level in (
            ("zero", building.zero_level),
            ("ground", building.outdoor_ground),
            ("top", building.top),
        )
        if np.isfinite(level)
    ]
    lines = (
        cad_text(building.name, most=16) if named else "",
        cad_text(building.id, most=16),
        "  ".join(figures),
        "  ".join(levels[:-1]),
        levels[-1] if levels else "",
    )
    low_x, low_y, high_x, high_y = largest.bounds
    needed = max(
        text_width(line) * EM * share
        for line, (_, share) in zip(lines, ROWS, strict=True)
    )
    fitting = min(0.94 * (high_x - low_x) / needed, (high_y - low_y) / 5.2)
    return _Label(
        middle=_middle(largest),
        height=min(height, max(fitting, LEAST_SHARE * height)),
        lines=lines,
    )


def _draw_rows(
    pen: Pen, label: _Label, rows: Sequence[tuple[float, float]], layer: str
) -> None:
    """Draw some of the lines of a label."""
    x, y = label.middle
    for row in rows:
        offset, share = row
        text, height = label.lines[ROWS.index(row)], label.height
        pen.text(text, (x, y + offset * height), layer, height=share * height)


def _middle(shape: shapely.Polygon) -> tuple[float, float]:
    """Middle of the bounds if that lies inside, else some point inside."""
    middle = shapely.box(*shape.bounds).centroid
    if not shape.contains(middle):
        middle = shape.representative_point()
    return middle.x, middle.y


def draw_site(
    pen: Pen, assessment: Assessment, words: Texts, *, height: float, masked: bool
) -> None:
    """Draw what the site plan has besides: names, levels, grounds, spacing (总平面).

    Parameters
    ----------
    pen, assessment, words, height, masked
        As in :func:`draw_buildings`.
    """
    project = assessment.project
    for building in project.buildings:
        label = _label(building, words, height, masked=masked)
        if label is not None:
            _draw_rows(pen, label, ROWS[:1], pen.layer(LAYERS["日照-名称"]))
            _draw_rows(pen, label, ROWS[3:], pen.layer(LAYERS["日照-标高"]))
    for part in project.site_parts:
        layer = pen.layer(LAYERS["日照-场地-构筑物"])
        data = {
            "part": part.kind.value,
            "name": "" if masked else part.name,
            "base": part.base,
            "top": part.top,
        }
        for piece in footprint(part):
            pen.area(piece, layer, base=part.base, data=data)
    for ground in project.grounds:
        layer = pen.layer(LAYERS["日照-场地-空地"])
        pen.area(ground.polygon, layer, base=ground.elevation)
        name = ground.id if masked else f"{ground.id}  {ground.name}".strip()
        inside = _middle(ground.polygon)
        pen.text(name, inside, layer, height=0.72 * height, most=24)
    _draw_spacings(pen, assessment, height)


def _draw_spacings(pen: Pen, assessment: Assessment, height: float) -> None:
    """Distances between facing walls, as the site plan of the pictures tells them."""
    found = spacings(assessment.project)
    if not found:
        return
    layer = pen.layer(LAYERS["日照-间距"])
    _dimension_style(pen, height)
    for spacing in found:
        ends = np.array([spacing.start, spacing.end])
        start, end = pen.place.points(ends).tolist()
        dimension = pen.space.add_aligned_dim(
            p1=start,
            p2=end,
            distance=0.0,
            dimstyle=DIMENSION_STYLE,
            dxfattribs={"layer": layer},
        )
        dimension.render()


def _dimension_style(pen: Pen, height: float) -> None:
    """Style of dimensions in metres with two decimals and slanted ticks."""
    if DIMENSION_STYLE in pen.document.dimstyles:
        return
    pen.document.dimstyles.new(
        DIMENSION_STYLE,
        dxfattribs={
            "dimtxsty": STYLE,
            "dimtxt": 0.6 * height,
            "dimtsz": 0.35 * height,
            "dimasz": 0.35 * height,
            "dimgap": 0.25 * height,
            "dimexo": 0.0,
            "dimexe": 0.0,
            "dimtad": 1,
            "dimse1": 1,
            "dimse2": 1,
            "dimclrd": 3,
            "dimclre": 3,
            "dimclrt": 3,
            "dimdec": 2,
            "dimzin": 0,
            "dimdsep": ord("."),
            "dimlfac": 1.0,
            "dimscale": 1.0,
            "dimtih": 0,
            "dimtoh": 0,
            "dimtix": 1,
        },
    )
