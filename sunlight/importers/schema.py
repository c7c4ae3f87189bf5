"""The project file as pydantic models (项目文件格式): structure and values only.

What one datum means for another (levels, façades, storeys) is worked out by
:mod:`sunlight.importers.project_file` and the modules it uses.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import Discriminator, Field, Tag

from sunlight.importers.dossier import DossierSpec
from sunlight.importers.schema_evidence import (
    ArchiveSpec,
    CompensationSpec,
    SurveySpec,
)
from sunlight.importers.schema_exact import (
    FileFrameSpec,
    FindingSpec,
    FrameSpec,
    SolidSpec,
    TablesSpec,
)
from sunlight.importers.schema_parts import (
    CourtyardSpec,
    FloorPlanSpec,
    HouseholdSpec,
    Level,
    LevelSpec,
    LooseWindowSpec,
    MeshField,
    Name,
    PartSpec,
    PlanUseSpec,
    Positive,
    Record,
    Ring,
    RowSpec,
    SitePartSpec,
    StoreysSpec,
    WindowSpec,
    shape_tag,
)
from sunlight.importers.schema_source import ModelSourceSpec
from sunlight.importers.words import (
    DateField,
    GroundKindField,
    LegalField,
    MainSideField,
    SourceKindField,
    StatusField,
    UseField,
)
from sunlight.kinds import LegalStatus, SourceKind, Use

__all__ = [
    "SCHEMA",
    "BuildingSpec",
    "FileSpec",
    "GroundSpec",
    "ProjectFile",
    "ProjectSpec",
    "SideProjectSpec",
    "SiteSpec",
    "SourceSpec",
]

SCHEMA: Final = "sunlight-project/1"
"""Name and version of the format; a file says which one it follows."""


class SourceSpec(Record):
    """Where data came from (资料来源, 办法四)."""

    kind: SourceKindField = SourceKind.BLANK
    """archive, survey, approved_drawing, design; or 档案, 测绘, 批准图纸, 设计."""
    reference: str = ""
    """Archive, report or approval number (档案号、报告号、批准文号)."""
    date: DateField | None = None
    """Date of the survey or drawing."""
    by: str = ""
    """Surveyor or designer with qualification (单位及资质)."""
    stamped: bool | None = None
    """Whether an archive copy bears the stamp that it agrees with the original."""


SourceField = Annotated[
    Annotated[str, Tag("<text>")] | Annotated[SourceSpec, Tag("<table>")],
    Discriminator(shape_tag),
]


class SideProjectSpec(Record):
    """A project under review at the same time (同期项目)."""

    id: Name
    """Id that its buildings name in `project`."""
    name: str = ""
    """Name of the project."""


class ProjectSpec(Record):
    """The project under review (项目)."""

    name: Name
    """Name of the project."""
    id: str = ""
    """Id that its buildings name in `project`; may be empty if there is only one."""
    rules: Name = "xinzhou-2022"
    """Rule profile (规则)."""
    stage: Literal["complete", "phase"] = "complete"
    """complete: the whole project; phase: one phase of it (分期)."""
    stage_reference: str = ""
    """Of a phase: reference of the whole."""
    old_area_renewal: str = ""
    """Document number of an old-area renewal (旧区改建文号); empty if it is none."""
    report_date: DateField | None = None
    """Date the report bears."""
    side_by_side: list[SideProjectSpec] = Field(default_factory=list)
    """Other projects under review at the same time (同期项目)."""


class SiteSpec(Record):
    """Where the project stands, and how its coordinates are meant (场地)."""

    name: str = ""
    """Place name."""
    latitude: Annotated[float, Field(ge=-180.0, le=180.0)] | None = None
    """Latitude, north positive [degrees]; without it, the rule profile's city point."""
    longitude: Annotated[float, Field(ge=-180.0, le=180.0)] | None = None
    """Longitude, east positive [degrees]."""
    north: Literal["true", "grid"] | None = None
    """true: +y of the file is true north; grid: grid north, give `grid_convergence`."""
    true_north_angle: Annotated[float, Field(ge=-360.0, le=360.0)] | None = None
    """Clockwise angle from +y of the file to true north [degrees]."""
    grid_convergence: Annotated[float, Field(ge=-180.0, le=180.0)] | None = None
    """Convergence of grid north [degrees]; positive: it lies east of true north."""
    height_datum: str = ""
    """Name of the one height datum (高程基准), such as 1985国家高程基准."""
    axes: Literal["xy", "survey"] = "xy"
    """xy: x east, y north; survey: X is north and Y is east (测量坐标)."""
    unit: Literal["m", "mm"] = "m"
    """Unit of plan coordinates and meshes; all other lengths are in metres."""
    crs: Annotated[str, Field(pattern=r"^(EPSG:\d{4,6})?$")] = ""
    """System of the coordinates, such as EPSG:4549, by which other files are placed."""
    frame: FrameSpec | None = None
    """Coordinates are project coordinates, as `sunlight convert` writes them."""


StoreysField = Annotated[
    Annotated[int, Tag("<number>"), Field(ge=1, le=1000)]
    | Annotated[StoreysSpec, Tag("<table>")],
    Discriminator(shape_tag),
]


class BuildingSpec(LevelSpec):
    """One building (幢)."""

    id: Name
    """Unique number, such as 3#."""
    name: str = ""
    """Name people use."""
    status: StatusField
    """existing, approved, proposed, concurrent; or 现状, 已批未建, 拟建, 同期报审."""
    use: UseField = Use.UNKNOWN
    """Lawful use: residential, dormitory, ...; or 住宅, 宿舍, 幼儿园, ..."""
    project: str = ""
    """Project it belongs to, if proposed or concurrent; empty: the one under review."""
    removed_by_project: bool = False
    """The project demolishes it."""
    replaces: list[str] = Field(default_factory=list)
    """Ids of the buildings it replaces."""
    zero_level: Level | None = None
    """Absolute elevation of ±0.00 [m]."""
    outdoor_ground: Level | None = None
    """Absolute elevation of the outdoor ground (室外地坪) [m]."""
    footprint: Ring | None = None
    """Outline, [[x, y], ...]; closed or not."""
    holes: list[Ring] = Field(default_factory=list)
    """Courtyards."""
    open_ground_floor: Positive | None = None
    """Open ground floor (架空层): height above ±0.00 at which the body starts [m]."""
    mesh: MeshField | None = None
    """Mesh file beside the project file, or a mesh itself, instead of levels."""
    mesh_levels: Literal["elevation", "above_zero"] = "elevation"
    """Whether z of the meshes is an absolute elevation or counts from ±0.00."""
    height_assumed: bool = False
    """The top was estimated from storeys, which is no source by 办法四."""
    storeys: StoreysField | None = None
    """Storeys, at least 1 (leave out where unknown), or {count, height, ...}."""
    floor_levels: Annotated[list[Level], Field(min_length=1)] | None = None
    """Floors relative to ±0.00, from the lowest storey up [m]."""
    first_floor: Annotated[int, Field(ge=-99, le=9999)] = 1
    """Storey of the first floor level; -2 with two basements (there is no 0)."""
    legal: LegalField = LegalStatus.BLANK
    """lawful, unlawful, temporary, blank; or 合法, 违法, 临时."""
    source: SourceField | None = None
    """Where its data came from: a table, or a name in `sources`."""
    archive: ArchiveSpec | None = None
    """What the planning archive says of it, beside the surveyed figures."""
    compensation: list[CompensationSpec] = Field(default_factory=list)
    """Compensation agreements with its households."""
    parts: list[PartSpec] = Field(default_factory=list)
    """Parts."""
    windows: list[WindowSpec] = Field(default_factory=list)
    """Windows one by one."""
    window_rows: list[RowSpec] = Field(default_factory=list)
    """Windows in rows."""
    floor_plans: list[PlanUseSpec] = Field(default_factory=list)
    """Floor plans repeated over storeys."""
    households: list[HouseholdSpec] = Field(default_factory=list)
    """All households, if windows are to be checked against them."""
    courtyard: CourtyardSpec | None = None
    """What it is in the courtyard of a homestead (宅基地院落), 规程六(九)."""
    main_side: MainSideField | None = None
    """Main side of an existing east-west block, where settled: east, west; 东, 西."""
    main_side_source: str = ""
    """Who settled the main side, and where that is written."""
    solids: list[SolidSpec] | None = None
    """All its solids, the body first, instead of footprint, levels, mesh and parts."""
    element: str = ""
    """Id of it in the file it was read from: IFC GlobalId, DXF handle, CityJSON id."""
    file: str = ""
    """Name of that file; empty if this file itself describes it."""


class GroundSpec(Record):
    """A ground whose sunlight counts by area (场地): play ground or unbuilt land."""

    id: Name
    """Number, unique among the grounds."""
    name: str = ""
    """Name people use."""
    kind: GroundKindField
    """play_ground, unbuilt_land; or 游戏场地, 未建设用地."""
    use: UseField | None = None
    """Lawful use of what a play ground belongs to, or planned use of the land."""
    building: str = ""
    """Building that the ground belongs to: use, status, papers, level are its own."""
    status: StatusField | None = None
    """existing, approved, proposed, concurrent; without it that of the building."""
    project: str = ""
    """Project it belongs to, if proposed or concurrent; empty: the one under review."""
    legal: LegalField | None = None
    """lawful, unlawful, temporary, blank; without it that of the building."""
    outline: Ring
    """Outline in plan, [[x, y], ...]; closed or not."""
    holes: list[Ring] = Field(default_factory=list)
    """Parts inside the outline that do not belong to it."""
    elevation: Level | None = None
    """Absolute elevation of the surface [m]; without it the building's ground."""
    height_assumed: bool = False
    """The elevation was estimated, which is no source by 办法四."""
    source: SourceField | None = None
    """Where its data came from: a table, or a name in `sources`."""


class FileSpec(Record):
    """A file that was read (来源文件)."""

    name: str
    """Name without folder."""
    sha256: str
    """SHA-256 of its bytes, hexadecimal."""


class ProjectFile(Record):
    """Project file of the building sunlight analysis (日照分析项目文件)."""

    json_schema: Annotated[Any, Field(alias="$schema")] = None
    """JSON Schema for editors; not read."""
    format: Annotated[Literal["sunlight-project/1"], Field(alias="schema")]
    """Format and version of this file."""
    project: ProjectSpec
    """The project under review."""
    site: SiteSpec = SiteSpec()
    """Place, north, datum, axes."""
    survey: SurveySpec = SurveySpec()
    """How exact the survey is."""
    dossier: DossierSpec = DossierSpec()
    """Who asks for the report, who writes it and who signs it."""
    sources: dict[str, SourceSpec] = Field(default_factory=dict)
    """Sources by name."""
    source: list[ModelSourceSpec] = Field(default_factory=list, max_length=1000)
    """Model files that are part of the project: IFC, DXF, CityJSON, GIS, meshes."""
    floor_plans: dict[str, FloorPlanSpec] = Field(default_factory=dict)
    """Floor plans by name."""
    buildings: list[BuildingSpec] = Field(default_factory=list)
    """Buildings."""
    windows: list[LooseWindowSpec] = Field(default_factory=list)
    """Windows that name their building, such as from a table."""
    site_parts: list[SitePartSpec] = Field(default_factory=list)
    """Obstructions that belong to no building: retaining walls, trees, poles."""
    grounds: list[GroundSpec] = Field(default_factory=list)
    """Play grounds and unbuilt land."""
    site_solids: list[SolidSpec] = Field(default_factory=list)
    """Obstructions of `site_parts` as exact solids."""
    tables: TablesSpec | None = None
    """All windows, rooms and households as columns, instead of those of buildings."""
    file_frames: list[FileFrameSpec] = Field(default_factory=list)
    """Frames of the files of buildings, which lead back to their own coordinates."""
    source_files: list[FileSpec] = Field(default_factory=list)
    """Files from which this one was converted."""
    import_findings: list[FindingSpec] = Field(default_factory=list)
    """What was found when these were read."""
