"""Options that every reader of building models takes (读取选项)."""

from typing import Annotated, Any, ClassVar, get_origin

from pydantic import Field, model_validator

from sunlight.importers.schema_parts import Level, Record
from sunlight.importers.words import LegalField, StatusField, UseField
from sunlight.kinds import LegalStatus, Status, Use

__all__ = ["ReaderOptions"]


class ReaderOptions(Record):
    """What the file cannot say, and the reader takes from whoever calls it (读取选项).

    The same record serves Python, ``[[source]]`` tables and the command line.
    """

    FROM_CALLERS_ONLY: ClassVar[frozenset[str]] = frozenset()
    """Options that a project file may not set, since they name what is run."""

    status: StatusField = Status.EXISTING
    """existing, approved, proposed, concurrent; or 现状, 已批未建, 拟建, 同期报审."""
    use: UseField = Use.UNKNOWN
    """Lawful use of all its buildings that do not say their own."""
    legal: LegalField = LegalStatus.BLANK
    """lawful, unlawful, temporary, blank; or 合法, 违法, 临时."""
    project: str = ""
    """Project they belong to, if proposed or concurrent."""
    prefix: str = ""
    """Put before every building id, so that two files do not use one id."""
    latitude: Annotated[float, Field(ge=-90.0, le=90.0)] | None = None
    """Latitude, north positive; without it, that of the file [degrees]."""
    longitude: Annotated[float, Field(ge=-180.0, le=180.0)] | None = None
    """Longitude, east positive; without it, that of the file [degrees]."""
    true_north_angle: Annotated[float, Field(ge=-360.0, le=360.0)] | None = None
    """Clockwise angle from +y of the file to true north, instead of the file's own."""
    height_datum: str = ""
    """Name of the height datum of its levels."""
    zero_level: Level | None = None
    """Absolute elevation of ±0.00 of all its buildings, where the file has none [m]."""
    outdoor_ground: Level | None = None
    """Absolute elevation of the outdoor ground, where the file has none [m]."""

    @model_validator(mode="before")
    @classmethod
    def _as_files_have_them(cls, given: Any) -> Any:  # noqa: ANN401
        """Take ``lod = 2.2`` for a text and a list for a tuple, as files have them."""
        if not isinstance(given, dict):
            return given
        return {name: _fitting(cls, name, value) for name, value in given.items()}


def _fitting(options: type[ReaderOptions], name: str, value: object) -> object:
    """Value of an option, a number as text and a list as tuple where that is meant."""
    field = options.model_fields.get(name)
    if field is None:
        return value
    if field.annotation is str and type(value) in (int, float):
        return str(value)
    if get_origin(field.annotation) is tuple and isinstance(value, list):
        return tuple(value)
    return value
