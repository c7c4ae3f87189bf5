"""Evidence in the project file (佐证资料): archive, agreements, tolerances."""

from typing import Annotated

from pydantic import Field

from sunlight.importers.schema_parts import Level, Name, Record, Ring
from sunlight.importers.words import DateField

__all__ = ["ArchiveSpec", "CompensationSpec", "SurveySpec"]


class CompensationSpec(Record):
    """A compensation agreement with one household (日照补偿协议, 办法七(四)、八)."""

    household: Name
    """Storey and number, such as 0101, or the whole id, such as 3#-0101."""
    reference: Name
    """Number of the agreement or of its filing (协议号、备案号)."""
    date: DateField | None = None
    """Date of the agreement."""


class ArchiveSpec(Record):
    """Figures of the planning archive beside the surveyed ones (档案数值, 办法四)."""

    reference: Name
    """Number of the archive file (档案号)."""
    zero_level: Level | None = None
    """Absolute elevation of ±0.00 by the archive [m]."""
    outdoor_ground: Level | None = None
    """Absolute elevation of the outdoor ground by the archive [m]."""
    top_elevation: Level | None = None
    """Top of the body, absolute, by the archive [m]."""
    top_above_zero: Level | None = None
    """Top of the body above ±0.00 by the archive [m]."""
    top_above_ground: Level | None = None
    """Top of the body above the outdoor ground by the archive [m]."""
    storeys: Annotated[int, Field(ge=1, le=1000)] | None = None
    """Storeys above ground by the archive."""
    footprint: Ring | None = None
    """Outline by the archive, [[x, y], ...]."""


class SurveySpec(Record):
    """How exact the survey is (测量误差): makes notes and never changes a verdict."""

    height_tolerance: Annotated[float, Field(gt=0.0, le=5.0)] | None = None
    """Tops may be higher or lower by this [m]."""
    plan_tolerance: Annotated[float, Field(gt=0.0, le=5.0)] | None = None
    """Outlines may lie farther out or in by this [m]."""
    minutes_tolerance: Annotated[float, Field(gt=0.0, le=60.0)] | None = None
    """Margins up to this are noted [min]."""
