"""What a converted project file holds (转换所得的项目文件): solids, tables, findings.

Beside the tables that people write by hand there is an exact form of the same things,
which programs write: every solid with its own levels, every window with its own place.
"""

from typing import Annotated, Any, Literal

from pydantic import FailFast, Field, WithJsonSchema

from sunlight.importers.schema_parts import (
    MOST_ROWS,
    Level,
    MeshSpec,
    Name,
    Point,
    Record,
    Ring,
)
from sunlight.importers.words import PartKindField
from sunlight.kinds import PartKind
from sunlight.model.tables import BALCONY_KINDS, ROOM_KINDS, WINDOW_KINDS

__all__ = [
    "FileFrameSpec",
    "FindingSpec",
    "FrameSpec",
    "HouseholdColumns",
    "RoomColumns",
    "SolidSpec",
    "TablesSpec",
    "WindowColumns",
]


def _words(kinds: tuple[Any, ...]) -> WithJsonSchema:
    """Allowed words of a column, for editors; they are checked with their row."""
    return WithJsonSchema({"type": "string", "enum": [kind.value for kind in kinds]})


_Rows = Field(max_length=MOST_ROWS)
_Floor = Annotated[int, Field(ge=-9_999, le=9_999)]
_Index = Annotated[int, Field(ge=0, le=MOST_ROWS)]
_Names = Annotated[list[Name], _Rows, FailFast()]
_Texts = Annotated[list[str], _Rows, FailFast()]
_Floors = Annotated[list[_Floor], _Rows, FailFast()]
_Indices = Annotated[list[_Index], _Rows, FailFast()]
_NamesOrNone = Annotated[list[Name | None], _Rows, FailFast()]
_Levels = Annotated[list[Level | None], _Rows, FailFast()]
_Points = Annotated[list[Point], _Rows, FailFast()]
_Flags = Annotated[list[bool], _Rows, FailFast()]
_WindowWords = Annotated[list[Annotated[str, _words(WINDOW_KINDS)]], _Rows, FailFast()]
_BalconyWords = Annotated[
    list[Annotated[str, _words(BALCONY_KINDS)]], _Rows, FailFast()
]
_RoomWords = Annotated[list[Annotated[str, _words(ROOM_KINDS)]], _Rows, FailFast()]


class FrameSpec(Record):
    """Frame of coordinates that are project coordinates already (项目坐标框架).

    Metres, x east, y true north, from `origin`; reading neither turns nor moves them.
    """

    origin: Point = Field(default=[0.0, 0.0])
    """Place of (0, 0) in `crs`, east and north [m], or longitude and latitude."""
    crs: str = ""
    """System of `origin`, such as EPSG:4549; empty: the original drawing's own."""
    north: str = ""
    """How the original said where north is: true, angle, grid; empty: not at all."""
    north_angle: Annotated[float, Field(ge=-360.0, le=360.0)] = 0.0
    """Clockwise angle from +y of the original to true north, applied [degrees]."""
    place_origin: str = "project file"
    """Who gave latitude and longitude."""


class FileFrameSpec(Record):
    """How coordinates of one file became those of the project (文件坐标系)."""

    file: Name
    """Name of the file, as buildings have it."""
    origin: Point = Field(default=[0.0, 0.0])
    """Place of the project's (0, 0) in the file, [x, y] [m]."""
    north_angle: Annotated[float, Field(ge=-360.0, le=360.0)] = 0.0
    """Clockwise angle from +y of the file to true north [degrees]."""
    zero: Level = 0.0
    """Absolute elevation of height 0 of the file [m]."""
    buildings: list[Name] = Field(default_factory=list)
    """Buildings it holds for; empty: all of the file."""


class SolidSpec(Record):
    """One solid as it stands (实体): a prism between two elevations, or a mesh."""

    kind: PartKindField = PartKind.BODY
    """What it is: body, balcony, parapet, ...; or 主体, 阳台, 女儿墙, ..."""
    name: str = ""
    """Name within the building."""
    outline: Ring | None = None
    """Outline in plan, [[x, y], ...]; of a mesh, for its façades, may be left out."""
    holes: list[Ring] = Field(default_factory=list)
    """Holes in the outline."""
    base_elevation: Level | None = None
    """Bottom, absolute [m]; of a mesh, by its lowest corner if left out."""
    top_elevation: Level | None = None
    """Top, absolute [m]; of a mesh, by its highest corner if left out."""
    mesh: MeshSpec | None = None
    """Triangles, z absolute."""


class WindowColumns(Record):
    """All windows, a list for each column, equally long (窗表)."""

    id: _Names = Field(default_factory=list)
    """Numbers, unique."""
    building: _Names = Field(default_factory=list)
    """Id of the building."""
    floor: _Floors = Field(default_factory=list)
    """Storey."""
    floor_level: _Levels = Field(default_factory=list)
    """Floor relative to ±0.00 [m]; null: not known."""
    sill_height: _Levels = Field(default_factory=list)
    """Real height of the sill above the floor [m]; null: not known."""
    left: _Points = Field(default_factory=list)
    """Left sill end as seen from outside, [x, y]."""
    right: _Points = Field(default_factory=list)
    """Right sill end as seen from outside, [x, y]."""
    room: _NamesOrNone = Field(default_factory=list)
    """Id of the room; null: none; left out: there is none at all."""
    column_offsets: _Indices = Field(default_factory=list)
    """First row of each stack of windows above each other, and the number of rows."""
    assumed: _Flags = Field(default_factory=list)
    """Laid by a rule; left out: none is."""
    kind: _WindowWords = Field(default_factory=list)
    """ordinary, bay, ...; left out: all are ordinary."""
    balcony: _BalconyWords = Field(default_factory=list)
    """none, open, ...; left out: there is none."""
    projection: _Levels = Field(default_factory=list)
    """How far the glass stands out [m]; null, or left out: not known."""
    at_front: _Flags = Field(default_factory=list)
    """The ends are those of the glass, not of the opening; left out: none are."""
    element: _Texts = Field(default_factory=list)
    """Id in the original file; left out: there is none."""


class RoomColumns(Record):
    """All rooms, a list for each column, equally long (房间表)."""

    id: _Names = Field(default_factory=list)
    """Ids, unique."""
    building: _Names = Field(default_factory=list)
    """Id of the building."""
    floor: _Floors = Field(default_factory=list)
    """Storey."""
    household: _NamesOrNone = Field(default_factory=list)
    """Id of the household; null: none."""
    kind: _RoomWords = Field(default_factory=list)
    """bedroom, living, ..."""


class HouseholdColumns(Record):
    """All households, a list for each column, equally long (户表)."""

    id: _Names = Field(default_factory=list)
    """Ids, unique."""
    building: _Names = Field(default_factory=list)
    """Id of the building."""
    floor: _Floors = Field(default_factory=list)
    """Storey of the entrance."""
    compensation: _Texts = Field(default_factory=list)
    """Compensation agreement on record, empty for none; left out: none at all."""


class TablesSpec(Record):
    """Windows, rooms, households as columns (列表), not row by row in buildings."""

    windows: WindowColumns = WindowColumns()
    """All windows."""
    rooms: RoomColumns = RoomColumns()
    """All rooms."""
    households: HouseholdColumns = HouseholdColumns()
    """All households."""


class FindingSpec(Record):
    """What was found when the original was read (导入时的检查结果)."""

    code: Name
    """Code, such as HEIGHT-FROM-STOREYS."""
    severity: Literal["error", "warning", "note"]
    """error, warning, note."""
    where: str = ""
    """Path or id of the thing."""
    message: str = ""
    """What is wrong and how to mend it, in English."""
    message_zh: str = ""
    """The same in Chinese."""
    expected: str = ""
    """What is allowed."""
    found: str = ""
    """What stood there."""
    elements: list[str] = Field(default_factory=list)
    """Ids in the original file."""
    file: str = ""
    """Name of that file."""
