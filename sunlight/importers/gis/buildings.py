"""From features to buildings (轮廓成幢): ids, heights, repaired outlines, parts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from sunlight.importers.gis.columns import Columns
from sunlight.importers.gis.features import Features, Rings, where_of
from sunlight.importers.gis.heights import Heights, heights_of
from sunlight.importers.gis.joined_parts import parent_of_each
from sunlight.importers.gis.options import GisOptions
from sunlight.importers.gis.values import mapped
from sunlight.importers.remarks import Remarks
from sunlight.importers.words import StatusField, UseField
from sunlight.kinds import Status, Use
from sunlight.model.project import Building, Part

__all__ = ["Outline", "build", "outlines_of"]

SMALLEST_PIECE: float = 0.01
"""Pieces of a repaired outline smaller than this are left out. [m²]

The repair of a crossing leaves crumbs; a hand's breadth squared casts no shadow."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outline:
    """One feature that may become a building (待建轮廓).

    Parameters
    ----------
    index : int
        Its place in the file.
    id, element, name : str
        Its id, unique, the id it has in the file, and its name.
    rings : Rings
        Its polygons, in the coordinates of the file.
    heights : Heights
        Its levels.
    status, use : Status, Use
        What it is.
    is_part : bool
        It is part of another building.
    relation : str
        Id that the parts of one building share, or empty.
    """

    index: int
    id: str
    element: str
    name: str
    rings: Rings
    heights: Heights
    status: Status
    use: Use
    is_part: bool
    relation: str


def outlines_of(
    features: Features,
    ids: Sequence[str],
    columns: Columns,
    options: GisOptions,
    remarks: Remarks,
) -> list[Outline]:
    """Features that have an outline and a height (可用要素).

    Parameters
    ----------
    features : Features
        Of the file.
    ids : sequence of str
        Id of each, empty for those left out as repeated.
    columns : Columns
        What says what.
    options : GisOptions
        What the caller knows.
    remarks : Remarks
        Receives what is assumed or left out.

    Returns
    -------
    list of Outline
        In the order of the file.
    """
    outlines = []
    for index, (rings, values, own_id) in enumerate(
        zip(features.rings, features.values, ids, strict=True)
    ):
        if rings is None or not own_id:
            continue
        heights = heights_of(values, columns, options)
        where = where_of(index)
        said = repr(next((values.get(c) for c in columns.height), None))
        if math.isnan(heights.top):
            remarks.add("HEIGHT-MISSING", element=own_id, where=where, found=said)
            continue
        if heights.top <= heights.base:
            found = f"{heights.base:g} m to {heights.top:g} m"
            remarks.add("LEVELS-UPSIDE-DOWN", element=own_id, where=where, found=found)
            continue
        if heights.assumed:
            remarks.add("HEIGHT-FROM-STOREYS", element=own_id, where=where, found=said)
        if columns.ground and not heights.ground_said:
            code, found = "GROUND-MISSING-IN-COLUMN", f"{heights.ground:g} m"
            remarks.add(code, element=own_id, where=where, found=found)
        name = next((values.get(c) for c in columns.name), None)
        status, use = options.status, options.use
        if columns.status:
            value = values.get(columns.status[0])
            found_status = mapped(value, options.status_values, StatusField, Status)
            if found_status is None:
                code, found = "STATUS-UNKNOWN", repr(value)
                remarks.add(code, element=own_id, where=where, found=found)
            status = found_status or status
        if columns.use:
            value = values.get(columns.use[0])
            found_use = mapped(value, options.use_values, UseField, Use)
            if found_use is None:
                remarks.add(
                    "USE-UNKNOWN", element=own_id, where=where, found=repr(value)
                )
            use = found_use or use
        outlines.append(
            Outline(
                index=index,
                id=own_id,
                element=own_id,
                name=name.strip() if isinstance(name, str) else "",
                rings=rings,
                heights=heights,
                status=status,
                use=use,
                is_part=any(_is_marked(values.get(c)) for c in columns.part),
                relation=next(
                    (str(values[c]) for c in columns.relation if values.get(c)), ""
                ),
            )
        )
    return outlines


def _is_marked(value: object) -> bool:
    """Whether a mark says yes; ``no`` says no."""
    if isinstance(value, str):
        return value.strip().lower() not in ("", "no", "false", "0")
    return value is True or (isinstance(value, int) and value == 1)


def build(
    outlines: Sequence[Outline],
    xy: NDArray[np.float64],
    options: GisOptions,
    remarks: Remarks,
    *,
    file: str,
) -> tuple[Building, ...]:
    """Buildings of outlines: crossing ones are repaired, parts joined (成幢).

    Parameters
    ----------
    outlines : sequence of Outline
        In the order of the file.
    xy : (p, 2) ndarray of float64
        All their positions in their order, in project coordinates. [m]
    options : GisOptions
        What the caller knows.
    remarks : Remarks
        Receives what is mended or left out.
    file : str
        Name of the file.

    Returns
    -------
    tuple of Building
        May be empty.
    """
    pieces = _pieces(outlines, xy, remarks)
    parent, replaced = parent_of_each(
        [o.is_part for o in outlines], [o.relation for o in outlines], pieces
    )
    members: dict[int, list[int]] = {}
    for k, outline in enumerate(outlines):
        if not pieces[k]:
            found, where = "0 m²", where_of(outline.index)
            code = "FOOTPRINT-WITHOUT-AREA"
            remarks.add(code, element=outline.id, where=where, found=found)
            continue
        members.setdefault(parent[k], []).append(k)
        if parent[k] != k:
            where = where_of(outline.index)
            remarks.add("BUILDING-PARTS-JOINED", element=outline.id, where=where)
        if replaced[k]:
            where = where_of(outline.index)
            remarks.add("OUTLINE-GIVEN-BY-PARTS", element=outline.id, where=where)
    return tuple(
        _building(
            outlines[head],
            [(outlines[k], pieces[k]) for k in some if not replaced[k]],
            options,
            file,
        )
        for head, some in members.items()
    )


def _building(
    head: Outline,
    bodies: list[tuple[Outline, list[Polygon]]],
    options: GisOptions,
    file: str,
) -> Building:
    """One building of its own outline and those of its parts."""
    lone = len(bodies) == 1
    return Building(
        id=options.prefix + head.id,
        name=head.name,
        status=head.status,
        use=head.use,
        legal=options.legal,
        project_id=options.project,
        zero_level=head.heights.zero,
        outdoor_ground=head.heights.ground,
        parts=tuple(
            Part(
                name="" if lone else body.id,
                polygon=piece,
                base=body.heights.base,
                top=body.heights.top,
            )
            for body, some in bodies
            for piece in some
        ),
        storeys=head.heights.storeys if lone else 0,
        height_assumed=any(body.heights.assumed for body, _ in bodies),
        element=head.element,
        file=file,
    )


def _pieces(
    outlines: Sequence[Outline], xy: NDArray[np.float64], remarks: Remarks
) -> list[list[Polygon]]:
    """Sound polygons of each outline; none where it has no area."""
    rings = [r for o in outlines for p in o.rings for r in p]
    ring_of = np.repeat(np.arange(len(rings)), [len(r) for r in rings])
    counts = [len(p) for o in outlines for p in o.rings]
    polygon_of = np.repeat(np.arange(len(counts)), counts)
    lines = np.asarray(shapely.linearrings(xy, indices=ring_of), dtype=object)
    shapes = np.asarray(shapely.polygons(lines, indices=polygon_of), dtype=object)
    sound = shapely.is_valid(shapes) & (shapely.area(shapes) >= SMALLEST_PIECE)
    valid = np.asarray(sound, dtype=bool)
    found, position = [], 0
    for outline in outlines:
        some: list[Polygon] = []
        for k in range(position, position + len(outline.rings)):
            some += [shapes[k]] if valid[k] else _repaired(shapes[k], outline, remarks)
        position += len(outline.rings)
        found.append(some)
    return found


def _repaired(shape: Polygon, outline: Outline, remarks: Remarks) -> list[Polygon]:
    """Polygons with an area that a crossing outline consists of."""
    flat = [
        part
        for piece in shapely.get_parts(shapely.make_valid(shape))
        if piece.area >= SMALLEST_PIECE
        for part in shapely.get_parts(piece)
        if part.geom_type == "Polygon"
    ]
    if flat:
        reason, where = shapely.is_valid_reason(shape), where_of(outline.index)
        remarks.add("FOOTPRINT-REPAIRED", element=outline.id, where=where, found=reason)
    return flat
