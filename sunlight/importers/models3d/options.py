"""Options of the reader of meshes (网格读取选项)."""

from typing import Literal

from sunlight.importers.reader_options import ReaderOptions
from sunlight.importers.schema_parts import Level, Point

__all__ = ["MeshOptions"]


class MeshOptions(ReaderOptions):
    """How to read meshes (网格读取选项)."""

    unit: Literal["auto", "m", "mm", "cm", "in", "ft"] = "auto"
    """Unit of lengths; auto is metres, which only glTF promises."""
    up: Literal["auto", "y", "z"] = "auto"
    """Axis that points up; auto is y in glTF and z in all others."""
    owner: Literal["object", "component", "file"] = "object"
    """What is one building: a named object, a piece that hangs together, all."""
    place: Point | None = None
    """East and north of the file's origin, in the system  crs  [m]."""
    elevation: Level = 0.0
    """Absolute elevation of the file's zero height [m]."""
    crs: str = ""
    """Coordinate system of  place, or of the file itself, such as EPSG:4549."""
