"""Model files that a project file names (``[[source]]``, 模型来源)."""

from typing import Annotated, Any

from pydantic import Field

from sunlight.importers.overrides import OverrideSpec
from sunlight.importers.schema_parts import Coordinate, Level, Name, Record

__all__ = ["ModelSourceSpec", "WindowRuleSpec"]

Angle = Annotated[float, Field(ge=-360.0, le=360.0)]
_Length = Annotated[float, Field(gt=0.0, le=1000.0)]


class WindowRuleSpec(Record):
    """Regular windows where a model has none (均布窗); measured, never judged."""

    spacing: _Length = 3.6
    """Distance between the middles of neighbouring windows [m]."""
    width: _Length = 1.5
    """Width of each window [m]."""
    storey_height: _Length = 3.0
    """Floor to floor [m]."""
    sill_height: Annotated[float, Field(ge=0.0, le=100.0)] = 0.9
    """Sill above the floor [m]."""


class ModelSourceSpec(Record):
    """One model file that is part of the project (模型文件)."""

    file: Name
    """Path beside or below the project file."""
    kind: str = ""
    """ifc, dxf, cityjson, citygml, gis, mesh, project; empty: by the name's end."""
    options: dict[str, Any] = Field(default_factory=dict)
    """Options of its reader, as `sunlight schema ifc` and so on describe them."""
    at: Annotated[list[Coordinate], Field(min_length=2, max_length=2)] | None = None
    """Where its own origin comes to lie: east and north in the project's frame [m]."""
    rotate: Angle | None = None
    """Turn about its own origin, clockwise; needs `at` [degrees]."""
    lift: Level = 0.0
    """Added to all its elevations [m]."""
    regular_windows: WindowRuleSpec | None = None
    """Rows of equal windows on its buildings that have none."""
    buildings: list[OverrideSpec] = Field(default_factory=list)
    """What the file does not say of its buildings."""
