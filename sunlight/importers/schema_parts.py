"""Tables of the project file inside a building (幢内各表): parts, windows, plans."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Discriminator, FailFast, Field, Tag

from sunlight.importers.words import (
    BalconyField,
    DrawnLineField,
    PartKindField,
    WindowKindField,
)
from sunlight.kinds import BalconyKind, DrawnLine, WindowKind

__all__ = [
    "FARTHEST",
    "MOST_ROWS",
    "CourtyardSpec",
    "FacadeSpec",
    "FloorPlanSpec",
    "FloorsSpec",
    "HouseholdSpec",
    "Level",
    "LevelSpec",
    "LooseWindowSpec",
    "MeshField",
    "MeshSpec",
    "Name",
    "PartSpec",
    "PlanUseSpec",
    "PlannedRowSpec",
    "PlannedWindowSpec",
    "Point",
    "Positive",
    "Record",
    "Ring",
    "RowSpec",
    "SitePartSpec",
    "StoreysSpec",
    "StretchSpec",
    "WindowSpec",
    "shape_tag",
]


def shape_tag(value: object) -> str:
    """Tag of a value that may be written in several shapes."""
    if isinstance(value, bool):
        return "<other>"
    if isinstance(value, str):
        return "<text>"
    if isinstance(value, int | float):
        return "<number>"
    if isinstance(value, list):
        return "<list>"
    return "<table>" if isinstance(value, Mapping | BaseModel) else "<other>"


class Record(BaseModel):
    """One table of the file: no unknown fields, numbers are finite numbers."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )


FARTHEST: Final = 1e11
"""Largest coordinate: an easting with zone prefix in millimetres, and some more."""

MOST_ROWS: Final = 2_000_000
"""More corners or triangles of one mesh, or rows of one table, are refused."""

LONGEST: Final = 1e7
"""Largest length and level; the model check knows of millimetres taken for metres."""

Coordinate = Annotated[float, Field(ge=-FARTHEST, le=FARTHEST)]
Level = Annotated[float, Field(ge=-LONGEST, le=LONGEST)]
Point = Annotated[list[Coordinate], Field(min_length=2, max_length=2)]
Ring = Annotated[list[Point], Field(min_length=3)]
Name = Annotated[str, Field(min_length=1)]
Positive = Annotated[float, Field(gt=0.0, le=LONGEST)]
AtLeastZero = Annotated[float, Field(ge=0.0, le=LONGEST)]
_Text = Annotated[str, Tag("<text>")]
_Whole = Annotated[int, Tag("<number>")]
FloorsSpec = Annotated[
    _Text | _Whole | Annotated[list[int], Tag("<list>"), Field(min_length=1)],
    Discriminator(shape_tag),
]
Widths = Annotated[
    Annotated[Positive, Tag("<number>")] | Annotated[list[Positive], Tag("<list>")],
    Discriminator(shape_tag),
]


_Corner = Annotated[list[Coordinate], Field(min_length=3, max_length=3)]
_Triangle = Annotated[
    list[Annotated[int, Field(ge=0, le=MOST_ROWS)]], Field(min_length=3, max_length=3)
]


class MeshSpec(Record):
    """A mesh inside the project file (内嵌网格)."""

    vertices: Annotated[
        list[_Corner], Field(min_length=3, max_length=MOST_ROWS), FailFast()
    ]
    """Corners, [[x, y, z], ...]."""
    faces: Annotated[
        list[_Triangle], Field(min_length=1, max_length=MOST_ROWS), FailFast()
    ]
    """Triangles, [[i, j, k], ...]: numbers of corners, from 0."""


MeshField = Annotated[
    Annotated[Name, Tag("<text>")] | Annotated[MeshSpec, Tag("<table>")],
    Discriminator(shape_tag),
]


class LevelSpec(Record):
    """Bottom and top of a solid, each by one named reference (标高)."""

    base_elevation: Level | None = None
    """Bottom, absolute [m]."""
    base_above_zero: Level | None = None
    """Bottom above ±0.00 [m]."""
    base_above_ground: Level | None = None
    """Bottom above the outdoor ground (室外地坪) [m]."""
    base_above_roof: Level | None = None
    """Bottom above the top of the building's body; parts only [m]."""
    base_above_floor: Level | None = None
    """Bottom above the floor of each storey in `floors`; parts only [m]."""
    top_elevation: Level | None = None
    """Top, absolute [m]."""
    top_above_zero: Level | None = None
    """Top above ±0.00 [m]."""
    top_above_ground: Level | None = None
    """Top above the outdoor ground (室外地坪) [m]."""
    top_above_roof: Level | None = None
    """Top above the top of the building's body; parts only [m]."""
    top_above_floor: Level | None = None
    """Top above the floor of each storey in `floors`; parts only [m]."""


class StretchSpec(Record):
    """A stretch of wall between two points of an outline."""

    from_: Annotated[Point, Field(alias="from")]
    """One end of the stretch, [x, y]."""
    to: Point
    """The other end, [x, y]."""


FacadeSpec = Annotated[
    _Text | _Whole | Annotated[StretchSpec, Tag("<table>")], Discriminator(shape_tag)
]


class SitePartSpec(LevelSpec):
    """An obstruction that belongs to no building (场地构筑物), or part of one."""

    kind: PartKindField
    """What it is: balcony, parapet, stair_house, ...; or 阳台, 女儿墙, 楼梯间, ..."""
    name: str = ""
    """Name within the building."""
    outline: Ring | None = None
    """Outline in plan, [[x, y], ...]."""
    holes: list[Ring] = Field(default_factory=list)
    """Holes in the outline."""
    line: Annotated[list[Point], Field(min_length=2)] | None = None
    """Centre line of a wall or parapet; give `thickness`."""
    thickness: Positive | None = None
    """Thickness of a wall along `line` [m]."""
    mesh: MeshField | None = None
    """Mesh file beside the project file (.obj, .ply, .stl, .off), or a mesh itself."""


class PartSpec(SitePartSpec):
    """A part of a building (部位)."""

    part: str = ""
    """Name of the body part on whose roof or façade it stands; empty: the footprint."""
    facade: FacadeSpec | None = None
    """Façade of the body from which a plate stands out; give `depth`."""
    at: AtLeastZero | None = None
    """Left end of the plate from the façade's left end as seen from outside [m]."""
    width: Positive | None = None
    """Width of the plate [m]; without it, to the façade's right end."""
    depth: Positive | None = None
    """How far the plate stands out from the façade [m]."""
    floors: FloorsSpec | None = None
    """Storeys on which the part is repeated, such as "2-18"."""


class _OnWall(Record):
    """Place and look of windows, of which floors nothing is said."""

    part: str = ""
    """Name of the body part that bears the façade; empty: the footprint."""
    sill: AtLeastZero
    """Real height of the sill above the floor [m]; never raised to 0.9 by hand."""
    household: str = ""
    """Number of the household on its floor, such as 01: household 3#-0501."""
    household_id: str = ""
    """Whole id of the household, where it does not follow from floor and number."""
    entrance_below: Annotated[int, Field(ge=0, le=9)] = 0
    """Duplex (跃层): how many storeys lower the household's entrance is."""
    assumed: bool = False
    """Laid by a rule, not drawn by anybody."""
    kind: WindowKindField = WindowKind.ORDINARY
    """ordinary, floor_to_ceiling, bay, corner, arc; or 普通窗, 落地窗, 凸窗, ..."""
    balcony: BalconyField = BalconyKind.NONE
    """Balcony before it: none, open, recessed, half_recessed, enclosed; or 无, ..."""
    projection: AtLeastZero | None = None
    """How far the glass of a bay, an arc or an enclosed balcony stands out [m]."""
    drawn: DrawnLineField = DrawnLine.OPENING
    """Line that is given: opening (洞口) in the wall, or front (外侧), the glass."""


class PlannedWindowSpec(_OnWall):
    """One window of a floor plan (窗)."""

    left: Point | None = None
    """Left sill end as seen from outside, [x, y]."""
    right: Point | None = None
    """Right sill end as seen from outside, [x, y]."""
    facade: FacadeSpec | None = None
    """Façade: south, 南, an edge number, or {from = [x, y], to = [x, y]}."""
    at: AtLeastZero | None = None
    """Left end of the window from the façade's left end as seen from outside [m]."""
    width: Positive | None = None
    """Width of the window [m]."""
    room: str = ""
    """Room: kind or name:kind, such as bedroom, 主卧, 书房:bedroom; empty: none."""


class WindowSpec(PlannedWindowSpec):
    """One window (窗)."""

    id: str = ""
    """Number of the window; empty: building-floor-octant and sequence, 3#-5-S02."""
    floor: Annotated[int, Field(ge=-99, le=9999)]
    """Storey: 1 is the first above ground, -1 the first basement."""
    floor_level: Level | None = None
    """Floor relative to ±0.00 [m]; without it, from the storeys of the building."""


class LooseWindowSpec(WindowSpec):
    """One window that names its building (窗)."""

    building: Name
    """Id of the building."""


class PlannedRowSpec(_OnWall):
    """A row of windows of a floor plan (一排窗)."""

    facade: FacadeSpec
    """Façade: south, 南, an edge number, or {from = [x, y], to = [x, y]}."""
    start: AtLeastZero | None = None
    """Left end of the first window from the façade's left end [m]."""
    spacing: Positive | None = None
    """Distance between the left ends of neighbouring windows [m]."""
    count: Annotated[int, Field(ge=1)] | None = None
    """Number of windows in the row."""
    at: Annotated[list[AtLeastZero], Field(min_length=1)] | None = None
    """Left ends one by one, instead of start, spacing and count [m]."""
    width: Widths
    """Width of every window, or a list with one for each [m]."""
    rooms: list[str] = Field(default_factory=list)
    """For each window, or one for all: household/kind, household/name:kind or -."""


class RowSpec(PlannedRowSpec):
    """A row of windows repeated over storeys (各层同一排窗)."""

    floors: FloorsSpec
    """Storeys, such as "1-18", "2-17,19", [1, 2] or 3."""


class FloorPlanSpec(Record):
    """A floor plan (户型平面): what one storey looks like."""

    windows: list[PlannedWindowSpec] = Field(default_factory=list)
    """Windows one by one."""
    window_rows: list[PlannedRowSpec] = Field(default_factory=list)
    """Windows in rows."""


class PlanUseSpec(FloorPlanSpec):
    """A floor plan on some storeys of a building (标准层)."""

    floors: FloorsSpec
    """Storeys, such as "2-17"."""
    plan: str = ""
    """Name of a plan in `floor_plans` of the file; or give windows here."""


class HouseholdSpec(Record):
    """Households of a building, storey by storey (户)."""

    floors: FloorsSpec
    """Storeys, such as "1-18"."""
    numbers: Annotated[list[Name], Field(min_length=1)]
    """Numbers on each storey, such as ["01", "02"]."""
    rooms: list[Name] = Field(default_factory=list)
    """Rooms that each of them has, also without windows: bedroom, 书房:bedroom."""


class StoreysSpec(Record):
    """Storeys of equal height (层数与层高)."""

    count: Annotated[int, Field(ge=1, le=1000)]
    """Storeys above ground."""
    height: Positive
    """Storey height [m]."""
    first_height: Positive | None = None
    """Height of the first storey, where it differs [m]."""
    first_floor_level: Level = 0.0
    """Floor of the first storey relative to ±0.00 [m]."""


class CourtyardSpec(Record):
    """What a building is in the courtyard of a homestead (宅基地院落)."""

    main_house: str = ""
    """Id of the main house (正房) of the yard; empty: this building is it."""
    storeys: Annotated[int, Field(ge=1, le=99)] | None = None
    """Storeys of the main house; without it, those of the building."""
    outdoor_stair: bool | None = None
    """Whether an outdoor stair of its own leads to the second storey (室外楼梯)."""
    functions_complete_each_storey: bool | None = None
    """Whether both storeys have habitable rooms, a kitchen and the like."""
