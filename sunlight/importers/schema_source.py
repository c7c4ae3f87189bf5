"""Model files that a project file names (``[[source]]``, 模型来源)."""

from typing import Annotated, Any

from pydantic import Field

from sunlight.importers.overrides import OverrideSpec
from sunlight.importers.regular_windows_spec import RegularWindowsSpec
from sunlight.importers.schema_parts import Level, Name, Point, Record

__all__ = ["ModelSourceSpec"]


class ModelSourceSpec(Record):
    """One model file that is part of the project (模型文件)."""

    file: Name
    """Path beside or below the project file."""
    kind: str = ""
    """ifc, dxf, cityjson, citygml, gis, mesh, project; empty: by the name's end."""
    options: dict[str, Any] = Field(default_factory=dict)
    """Options of its reader, as `sunlight schema ifc` and so on describe them."""
    at: Point | None = None
    """Place of its own (0, 0) in the project's frame, [east, north] [m]."""
    rotate: Annotated[float, Field(ge=-360.0, le=360.0)] | None = None
    """Clockwise angle from +y of the project's frame to its +y [degrees]; without it
    each file keeps its own true north."""
    lift: Level | None = None
    """Added to all its elevations [m]."""
    regular_windows: RegularWindowsSpec | None = None
    """Rows of equal windows on its buildings that have none."""
    buildings: list[OverrideSpec] = Field(default_factory=list)
    """What the file does not say of its buildings."""
