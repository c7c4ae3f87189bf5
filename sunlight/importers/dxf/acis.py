"""Solids of ACIS with flat faces (ACIS 实体); curved ones need a kernel of ACIS."""

from collections import Counter
from typing import Any, Final

from sunlight.importers.dxf.drawing import reading_errors

__all__ = ["SOLID_KINDS", "is_flat_solid", "solid_polygons"]

SOLID_KINDS: Final = frozenset({"3DSOLID", "BODY"})


def solid_polygons(entity: Any) -> tuple[list[Any], list[list[int]]]:  # noqa: ANN401
    """Corners and faces of a solid (实体各面).

    Parameters
    ----------
    entity : ezdxf.entities.Body
        A 3DSOLID or BODY.

    Returns
    -------
    corners : list of (x, y, z)
        In world coordinates.
    polygons : list of list of int
        Faces.

    Raises
    ------
    ValueError
        If a face is curved or has holes: without it the solid would not close.
    """
    from ezdxf.acis.entities import load
    from ezdxf.acis.mesh import mesh_from_body

    corners: list[Any] = []
    polygons: list[list[int]] = []
    for body in load(entity.acis_data):
        for mesh in mesh_from_body(body):
            start = len(corners)
            corners += [tuple(corner) for corner in mesh.vertices]
            polygons += [[start + i for i in face] for face in mesh.faces]
    edges = Counter(
        (min(a, b), max(a, b))
        for polygon in polygons
        for a, b in zip(polygon, [*polygon[1:], polygon[0]], strict=True)
    )
    if not edges or set(edges.values()) != {2}:
        raise ValueError("a solid with curved faces, or faces with holes")
    return corners, polygons


def is_flat_solid(entity: Any) -> bool:  # noqa: ANN401
    """Whether all faces of a solid can be read (是否平面体)."""
    try:
        solid_polygons(entity)
    except reading_errors():
        return False
    return True
