"""The scope on the drawing: sectors, and footprints by role (主客体范围图)."""

from typing import Final

import shapely

from sunlight.report.dxf.layers import LAYERS, ROLE_LAYERS
from sunlight.report.dxf.pen import Pen
from sunlight.report.texts import Texts
from sunlight.scope import Scope, ScopeRole

__all__ = ["draw_scope", "scope_bounds"]

_FILLS: Final = {
    ScopeRole.PROPOSED: 241,
    ScopeRole.CONCURRENT: 221,
    ScopeRole.ANALYSED: 151,
    ScopeRole.OVERLAY: 51,
}
"""Pale colours of the index, by role; others are not filled."""


def scope_bounds(scope: Scope) -> tuple[float, float, float, float] | None:
    """Bounds of all that is drawn of a scope (范围). [m].

    Parameters
    ----------
    scope : Scope
        The scope.

    Returns
    -------
    tuple of 4 floats or None
        None where it has no shape.
    """
    shapes = [scope.outline, *scope.footprints]
    shapes += [sector.outline for sector in scope.overlay_sectors]
    shapes = [shape for shape in shapes if not shape.is_empty]
    if not shapes:
        return None
    low_x, low_y, high_x, high_y = shapely.total_bounds(shapes).tolist()
    return low_x, low_y, high_x, high_y


def draw_scope(pen: Pen, scope: Scope, words: Texts, *, height: float) -> None:
    """Draw sectors, the outline of the scope and footprints by role (主客体范围图).

    Parameters
    ----------
    pen : Pen
        Where to draw.
    scope : Scope
        The scope.
    words : mapping
        Catalogue.
    height : float
        Height of the letters. [m]
    """
    fill = pen.layer(LAYERS["日照-范围-填充"])
    for entry in scope.entries:
        colour = _FILLS.get(entry.role)
        if colour is not None:
            pen.filled(scope.footprints[entry.building], fill, colour)
    for name, sectors in (
        ("日照-范围-扇形", scope.sectors),
        ("日照-范围-叠加扇形", scope.overlay_sectors),
    ):
        for sector in sectors:
            data = {
                "building": sector.id,
                "shading_height": sector.height,
                "radius": sector.radius,
            }
            pen.area(sector.outline, pen.layer(LAYERS[name]), data=data)
    pen.area(scope.outline, pen.layer(LAYERS["日照-范围-外轮廓"]))
    for entry in scope.entries:
        shape = scope.footprints[entry.building]
        if shape.is_empty:
            continue
        layer = pen.layer(LAYERS[ROLE_LAYERS[entry.role]])
        data = {
            "building": entry.id,
            "role": entry.role.value,
            "row_step": entry.row_step,
        }
        pen.area(shape, layer, data=data)
        x, y = shape.representative_point().coords[0]
        low = shapely.bounds(shape)[1]
        label = words[f"scope_role.{entry.role.value}"]
        if entry.row_step:
            label += words["dxf.row_step"].format(number=entry.row_step)
        pen.text(label, (x, min(y, low) - 0.7 * height), layer, height=0.7 * height)
