"""The project: site, buildings and tables of windows, rooms, households (项目)."""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

from sunlight.kinds import LegalStatus, MainSide, PartKind, Status, Use
from sunlight.model.dossier import Dossier
from sunlight.model.evidence import ArchiveFigures, SurveyTolerance
from sunlight.model.frames import FileFrame
from sunlight.model.grounds import Ground
from sunlight.model.provenance import SourceRecord
from sunlight.model.tables import Households, Rooms, Windows

__all__ = ["Building", "Courtyard", "Part", "Project", "Site"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """One solid of a building or of the site (部位).

    Either a vertical prism over `polygon` from `base` to `top`, or a triangle mesh.

    Parameters
    ----------
    kind : PartKind
        What it is.
    name : str
        Name within the building; may be empty.
    polygon : shapely.Polygon or None
        Outline in plan, holes allowed, in project coordinates. [m]
    base, top : float
        Absolute elevations; of a mesh, its lowest and highest point. [m]
    vertices : (v, 3) ndarray or None
        Mesh vertices, absolute elevations, project coordinates. [m]
    faces : (f, 3) ndarray of int or None
        Mesh triangles.
    """

    kind: PartKind = PartKind.BODY
    name: str = ""
    polygon: Polygon | None = None
    base: float
    top: float
    vertices: NDArray[np.float64] | None = None
    faces: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Courtyard:
    """What a building is in the courtyard of a homestead (宅基地院落), 规程六(九).

    Parameters
    ----------
    main_house : str
        Id of the main house (正房), which names the yard; that of the building itself
        for the main house.
    storeys : int or None
        Storeys of the main house; None where it is not said.
    outdoor_stair : bool or None
        An outdoor stair of its own leads to the second storey; None where not said.
    complete : bool or None
        Both storeys have habitable rooms, a kitchen and the like; None where not said.
    """

    main_house: str
    storeys: int | None = None
    outdoor_stair: bool | None = None
    complete: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Building:
    """One building (幢).

    Parameters
    ----------
    id, name : str
        Unique number such as ``3#`` and the name people use.
    status : Status
        Existing, approved, proposed or concurrent.
    use : Use
        Lawful use.
    project_id : str
        Project it belongs to, for proposed and concurrent buildings; else empty.
    removed_by_project : bool
        The project demolishes it: it shades *before*, not *after*.
    replaces : tuple of str
        Ids of the buildings it replaces.
    zero_level, outdoor_ground : float
        Absolute elevation of ±0.00 and of the outdoor ground; NaN if not given. [m]
    parts : tuple of Part
        All solids, the body first.
    storeys : int
        Number of storeys above ground, 0 where unknown.
    legal : LegalStatus
        Lawful papers.
    source : SourceRecord
        Where its data came from.
    height_assumed : bool
        The top was derived from storeys, which 办法四 knows no source for.
    archive : ArchiveFigures or None
        What the archive says of it, to be compared with the figures used.
    courtyard : Courtyard or None
        What it is in the courtyard of a homestead; None if it stands in none.
    main_side : MainSide or None
        Main side of an east-west block where somebody has settled it; else None.
    main_side_source : str
        Who settled it, and where that is written.
    element : str
        Id of it in the file it was read from: IFC GlobalId, DXF handle, CityJSON id;
        empty if the project file itself describes it.
    file : str
        Name of that file, as in ``Project.source_files``.
    """

    id: str
    name: str = ""
    status: Status
    use: Use
    project_id: str = ""
    removed_by_project: bool = False
    replaces: tuple[str, ...] = ()
    zero_level: float
    outdoor_ground: float
    parts: tuple[Part, ...]
    storeys: int = 0
    legal: LegalStatus = LegalStatus.BLANK
    source: SourceRecord = field(default_factory=SourceRecord)
    height_assumed: bool = False
    archive: ArchiveFigures | None = None
    courtyard: Courtyard | None = None
    main_side: MainSide | None = None
    main_side_source: str = ""
    element: str = ""
    file: str = ""

    @property
    def top(self) -> float:
        """Highest point of all parts, absolute. [m]"""  # noqa: D400
        return max(part.top for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where the project stands (场地).

    Parameters
    ----------
    latitude, longitude : float
        Degrees, north and east positive.
    place_origin : str
        Who gave the place: the file, or the rule profile's city point.
    name : str
        Place name.
    north : str
        How north was given: ``true``, ``angle`` or ``grid``.
    north_angle : float
        Clockwise angle from the file's +y axis to true north, applied. [degrees]
    height_datum : str
        Name of the one height datum; empty if not given.
    origin : (float, float)
        File coordinates (east, north) of the project's origin, before the turn to true
        north. [m]
    crs : str
        System of `origin`, such as ``EPSG:4549``; ``EPSG:4326`` if it is longitude and
        latitude in degrees; empty for a frame of the file's own.
    """

    latitude: float
    longitude: float
    place_origin: str = "project file"
    name: str = ""
    north: str = "true"
    north_angle: float = 0.0
    height_datum: str = ""
    origin: tuple[float, float] = (0.0, 0.0)
    crs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Project:
    """A project to be analysed (分析项目).

    All coordinates are project coordinates: metres, x east, y true north, relative to
    ``site.origin``; elevations are absolute in the one height datum.

    Parameters
    ----------
    name : str
        Name of the project.
    site : Site
        Place, north, datum.
    buildings : tuple of Building
        Every building, also those that only shade.
    windows : Windows
        All windows.
    rooms : Rooms
        All rooms.
    households : Households
        All households (户).
    site_parts : tuple of Part
        Obstructions that belong to no building: retaining walls, trees, poles.
    project_id : str
        The project under review among projects side by side.
    rules : str
        Rule profile.
    stage, stage_reference : str
        ``complete`` or ``phase`` with the reference of the whole.
    renewal_document : str
        Document number of an old-area renewal (旧区改建); empty if none.
    report_date : datetime.date or None
        Date the report bears.
    side_by_side : tuple of (str, str)
        Id and name of the other projects under review at the same time (同期项目).
    survey : SurveyTolerance
        How far the survey may be off; makes notes only.
    source_files : tuple of (str, str)
        Name and SHA-256 of every file read.
    grounds : tuple of Ground
        Play grounds and unbuilt land.
    frames : tuple of FileFrame
        Frames of the model files that have one of their own; none for the frame of the
        site.
    dossier : Dossier
        Who asks for the report, who writes it and who signs it.
    """

    name: str
    site: Site
    buildings: tuple[Building, ...]
    windows: Windows
    rooms: Rooms
    households: Households
    site_parts: tuple[Part, ...] = ()
    project_id: str = ""
    rules: str = "xinzhou-2022"
    stage: str = "complete"
    stage_reference: str = ""
    renewal_document: str = ""
    report_date: dt.date | None = None
    side_by_side: tuple[tuple[str, str], ...] = ()
    survey: SurveyTolerance = field(default_factory=SurveyTolerance)
    source_files: tuple[tuple[str, str], ...] = ()
    grounds: tuple[Ground, ...] = ()
    frames: tuple[FileFrame, ...] = ()
    dossier: Dossier = field(default_factory=Dossier)
