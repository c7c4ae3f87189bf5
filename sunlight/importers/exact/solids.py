"""Exact solids of the project file (实体): as they stand, nothing derived."""

from collections.abc import Iterable

from shapely import Polygon

from sunlight.errors import InputError
from sunlight.importers.meshes import inline_mesh
from sunlight.importers.placement import Placement
from sunlight.importers.schema_exact import SolidSpec
from sunlight.importers.walls import Walls, plain_polygon
from sunlight.kinds import PartKind
from sunlight.model.project import Part

__all__ = ["exact_solid", "walls_of_solids"]

_AS_IT_IS = Placement()


def exact_solid(spec: SolidSpec) -> Part:
    """Solid as it stands in a converted file (实体).

    Parameters
    ----------
    spec : SolidSpec
        Solid in the file, in project coordinates.

    Returns
    -------
    Part
        Prism, or mesh with or without an outline.

    Raises
    ------
    InputError
        If neither outline nor mesh is given, a prism lacks a level, or a triangle
        names a corner that is not there.
    """
    polygon: Polygon | None = None
    if spec.outline is not None:
        polygon = plain_polygon(spec.outline, spec.holes, _AS_IT_IS)
    base, top = spec.base_elevation, spec.top_elevation
    if spec.mesh is not None:
        mesh = inline_mesh(spec.mesh)
        z = mesh.vertices[:, 2]
        return Part(
            kind=spec.kind,
            name=spec.name,
            polygon=polygon,
            base=float(z.min()) if base is None else base,
            top=float(z.max()) if top is None else top,
            vertices=mesh.vertices,
            faces=mesh.faces,
        )
    if polygon is None:
        raise InputError(
            "the solid has neither an outline nor a mesh; give outline = [[x, y], ...] "
            "with base_elevation and top_elevation, or mesh",
            where="outline",
        )
    if base is None or top is None:
        end = "base_elevation" if base is None else "top_elevation"
        raise InputError(f"a solid over an outline needs its {end} [m]", where=end)
    return Part(kind=spec.kind, name=spec.name, polygon=polygon, base=base, top=top)


def walls_of_solids(parts: Iterable[Part]) -> Walls:
    """Outlines on which windows may be laid (外墙轮廓): those of the bodies.

    Parameters
    ----------
    parts : iterable of Part
        Solids of one building.

    Returns
    -------
    Walls
        Of the first body without a name, and of each name the first.
    """
    outlines: dict[str, Polygon] = {}
    for part in parts:
        if part.kind is PartKind.BODY and part.polygon is not None:
            outlines.setdefault(part.name if outlines else "", part.polygon)
            outlines.setdefault(part.name, part.polygon)
    return Walls(outlines=outlines, placement=_AS_IT_IS)
