"""Solids of a drawing in project coordinates (体块): outlines and meshes."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from sunlight.importers.dxf.contents import Contents
from sunlight.importers.dxf.curves import Curve
from sunlight.importers.dxf.faces import Faces, mesh_outline
from sunlight.importers.dxf.layers import LayerMap, LayerRule
from sunlight.importers.placement import Placement
from sunlight.importers.remarks import Remarks

__all__ = ["Solid", "drawing_solids"]

SMALLEST_PIECE: Final = 0.01
"""A piece of an outline that covers less is a slip of the pen. [m2]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solid:
    """One outline or mesh (体块).

    Parameters
    ----------
    rule : LayerRule
        What its layer holds.
    polygon : shapely.Polygon
        Outline in plan, counter-clockwise. [m]
    base : float
        Elevation of its bottom as drawn. [m]
    height : float
        Height as drawn; NaN if it has none. [m]
    vertices, faces : ndarray or None
        Mesh, with elevations as drawn. [m]
    layer, handle, attributes
        As in :class:`~sunlight.importers.dxf.entities.Drawn`.
    """

    rule: LayerRule
    polygon: Polygon
    base: float
    height: float = float("nan")
    vertices: NDArray[np.float64] | None = None
    faces: NDArray[np.int64] | None = None
    layer: str
    handle: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def drawing_solids(
    contents: Contents, *, layers: LayerMap, placement: Placement, remarks: Remarks
) -> list[Solid]:
    """Solids of a drawing (体块), courtyards cut out.

    Parameters
    ----------
    contents : Contents
        What the drawing holds.
    layers : LayerMap
        What is on which layer.
    placement : Placement
        How its coordinates are meant.
    remarks : Remarks
        Receives ``FOOTPRINT-REPAIRED`` and the like.

    Returns
    -------
    list of Solid
        In the order of the drawing, meshes last.
    """
    solids: list[Solid] = []
    for curve in contents.outlines:
        solids += _of_curve(curve, layers.rule(curve.layer), placement, remarks)
    yards = [
        (piece, curve)
        for curve in contents.courtyards
        for piece in _pieces(curve, placement, remarks)
    ]
    solids = _without_courtyards(solids, yards, remarks)
    for faces in contents.faces:
        solid = _of_faces(faces, layers.rule(faces.layer), placement)
        if solid is None:
            _say("FOOTPRINT-WITHOUT-AREA", faces, "0 m²", remarks)
        else:
            solids.append(solid)
    return solids


def _say(code: str, thing: Curve | Faces | Solid, found: str, remarks: Remarks) -> None:
    """Remark on an outline or mesh."""
    remarks.add(
        code,
        name=thing.handle,
        element=thing.handle,
        where=f"layer {thing.layer}",
        found=found,
    )


def _pieces(curve: Curve, placement: Placement, remarks: Remarks) -> list[Polygon]:
    """Polygons with an area that an outline consists of, counter-clockwise."""
    shape = Polygon(placement.place(curve.points))
    if shapely.is_valid(shape):
        pieces = [shape]
    else:
        reason = shapely.is_valid_reason(shape)
        parts = shapely.get_parts(shapely.make_valid(shape))
        pieces = [
            piece
            for part in parts
            for piece in shapely.get_parts(part)
            if isinstance(piece, Polygon)
        ]
        if any(piece.area >= SMALLEST_PIECE for piece in pieces):
            _say("FOOTPRINT-REPAIRED", curve, reason, remarks)
    pieces = [p for p in pieces if p.area >= SMALLEST_PIECE]
    if not pieces:
        _say("FOOTPRINT-WITHOUT-AREA", curve, "0 m²", remarks)
    return [shapely.orient_polygons(piece) for piece in pieces]


def _of_curve(
    curve: Curve, rule: LayerRule, placement: Placement, remarks: Remarks
) -> list[Solid]:
    """Prisms over an outline."""
    scale = placement.scale
    thickness = curve.thickness * scale
    pieces = _pieces(curve, placement, remarks)
    if thickness < 0.0 and pieces:
        _say("THICKNESS-NEGATIVE", curve, f"{thickness:g} m", remarks)
    return [
        Solid(
            rule=rule,
            polygon=piece,
            base=curve.z * scale + min(thickness, 0.0),
            height=abs(thickness) if thickness else float("nan"),
            layer=curve.layer,
            handle=curve.handle,
            attributes=curve.attributes,
        )
        for piece in pieces
    ]


def _of_faces(faces: Faces, rule: LayerRule, placement: Placement) -> Solid | None:
    """Mesh with its outline in plan; None if it covers nothing."""
    flat = placement.place(faces.vertices[:, :2])
    vertices = np.column_stack([flat, faces.vertices[:, 2] * placement.scale])
    triangles = faces.faces
    if placement.axes == "survey":  # east and north change places: a mirror
        triangles = np.ascontiguousarray(triangles[:, ::-1])
    outline = mesh_outline(vertices, triangles)
    if outline is None or outline.area < SMALLEST_PIECE:
        return None
    low, high = float(vertices[:, 2].min()), float(vertices[:, 2].max())
    return Solid(
        rule=rule,
        polygon=shapely.orient_polygons(outline),
        base=low,
        height=high - low,
        vertices=vertices,
        faces=triangles,
        layer=faces.layer,
        handle=faces.handle,
        attributes=faces.attributes,
    )


def _without_courtyards(
    solids: list[Solid], yards: Sequence[tuple[Polygon, Curve]], remarks: Remarks
) -> list[Solid]:
    """Solids with the courtyards cut out of the smallest outline around each."""
    out = list(solids)
    tree = shapely.STRtree([solid.polygon for solid in solids])
    for yard, curve in yards:
        around = [
            (solids[i].polygon.area, i)
            for i in tree.query(yard, predicate="covered_by").tolist()
            if solids[i].polygon.area > yard.area
        ]
        if not around:
            _say("COURTYARD-OUTSIDE", curve, f"{yard.area:.1f} m²", remarks)
            continue
        i = min(around)[1]
        cut = shapely.difference(out[i].polygon, yard)
        if isinstance(cut, Polygon) and not cut.is_empty:
            out[i] = dataclasses.replace(out[i], polygon=shapely.orient_polygons(cut))
    return out
