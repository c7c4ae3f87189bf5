"""Records of the scope: entries, reasons, sectors, row steps (分析范围记录)."""

import math
from dataclasses import dataclass
from enum import StrEnum

from shapely import MultiPolygon, Polygon

from sunlight.findings import Finding
from sunlight.scope.conditions import ScopeConditions

__all__ = [
    "ReasonCode",
    "RowStep",
    "Scope",
    "ScopeEntry",
    "ScopeReason",
    "ScopeRole",
    "ScopeSector",
    "TopFloorImpact",
]


class ScopeRole(StrEnum):
    """What a building is in the analysis (范围内角色)."""

    PROPOSED = "proposed"
    """拟建: of the project under review; casts a sector."""
    CONCURRENT = "concurrent"
    """同期: of another project at the same time; casts a sector too (办法三)."""
    ANALYSED = "analysed"
    """客体: stands or is approved, and a sector reaches it, or a row step added it."""
    OVERLAY = "overlay"
    """叠加: not analysed, but its own sector meets those of the proposal."""
    OUTSIDE = "outside"
    """Neither analysed nor overlay."""
    REMOVED = "removed"
    """The project takes it down: it shades before the project only."""
    UNDETERMINED = "undetermined"
    """Not analysed; its height is not known, so neither is whether it overlays."""


class ReasonCode(StrEnum):
    """Why a building has its role (列入原因)."""

    OF_PROJECT = "of-project"
    CONCURRENT = "concurrent"
    REMOVED = "removed"
    SECTOR_REACHES = "sector-reaches"
    SECTORS_OVERLAP = "sectors-overlap"
    ROW_ADDED = "row-added"
    SECTOR_REACHES_ROW = "sector-reaches-row"
    OUT_OF_REACH = "out-of-reach"
    NO_PART_COUNTS = "no-part-counts"
    NOT_ABOVE_GROUND = "not-above-ground"
    HEIGHT_UNKNOWN = "height-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeReason:
    """One reason for a role (列入原因).

    Parameters
    ----------
    code : ReasonCode
        Stable code.
    clause : str
        Clause it rests on.
    text, text_zh : str
        The reason in English and Chinese.
    by : str
        Id of the other building: whose sector reaches, which row calls; may be empty.
    reach : float
        Least radius with which the sector touches; NaN where none is meant. [m]
    radius : float
        Radius of that sector; NaN where none is meant. [m]
    """

    code: ReasonCode
    clause: str
    text: str
    text_zh: str
    by: str = ""
    reach: float = math.nan
    radius: float = math.nan

    @property
    def inside(self) -> float:
        """How far inside the sector the building lies at its nearest. [m]"""  # noqa: D400
        return self.radius - self.reach


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeEntry:
    """One building in the scope (范围表一行).

    Parameters
    ----------
    building : int
        Index of the building in the project.
    id : str
        Its number.
    role : ScopeRole
        What it is in the analysis.
    receiver : bool
        It can be a receiver (日照客体) of a row: stands or is approved, is not removed,
        has a use that some standard may protect, and is neither unlawful nor temporary
        (规程六(六)), nor the side house of a yard (规程六(九)1). Whether a standard
        holds is for the rules to say.
    overlay : bool or None
        Whether its own sector meets those of the proposal, or reaches an added row,
        analysed or not; None where its height is not known.
    height : float
        Shading height; NaN where not known or where no part counts. [m]
    row_step : int or None
        Step that made it analysed: 0 the sectors, 1 the first added row; None where it
        is not analysed.
    reasons : tuple of ScopeReason
        Why, in the order in which they were found.
    """

    building: int
    id: str
    role: ScopeRole
    receiver: bool
    overlay: bool | None
    height: float
    row_step: int | None = None
    reasons: tuple[ScopeReason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScopeSector:
    """The drawn sector of one building (扇形范围).

    Parameters
    ----------
    building : int
        Index of the building in the project.
    id : str
        Its number.
    height, radius : float
        Shading height and radius. [m]
    outline : shapely.Polygon or shapely.MultiPolygon
        As :func:`~sunlight.scope.sectors.sector` draws it. [m]
    """

    building: int
    id: str
    height: float
    radius: float
    outline: Polygon | MultiPolygon


@dataclass(frozen=True, slots=True, kw_only=True)
class RowStep:
    """One step of the row extension (逐排外延一步, 规程五(三)).

    Parameters
    ----------
    number : int
        1 for the first.
    because : tuple of str
        Buildings of the northernmost rows whose top floor fails because of the project.
    added : tuple of str
        Buildings that joined.
    """

    number: int
    because: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopFloorImpact:
    """What the analysis found on the top floor of a building (顶层影响).

    Where something could not be determined, say True: a missing fact never makes the
    scope smaller.

    Parameters
    ----------
    fails : bool
        Some unit of the top floor does not meet its standard after the project.
    affected_by_project : bool
        The project takes sun from such a unit.
    """

    fails: bool
    affected_by_project: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scope:
    """Who must be analysed and who overlays (分析范围).

    Parameters
    ----------
    conditions : ScopeConditions
        How it was drawn.
    entries : tuple of ScopeEntry
        One a building, in the order of the project.
    footprints : tuple of shapely.Polygon or shapely.MultiPolygon
        One a building; empty where no part counts. [m]
    sectors : tuple of ScopeSector
        Of the proposed and concurrent buildings: 规程五(一), 办法三.
    outline : shapely.Polygon or shapely.MultiPolygon
        Their union; empty where nothing is proposed. [m]
    overlay_sectors : tuple of ScopeSector
        Of the buildings whose sector meets them: 规程五(二).
    steps : tuple of RowStep
        Rows added so far: 规程五(三).
    findings : tuple of Finding
        What somebody has to look at.
    """

    conditions: ScopeConditions
    entries: tuple[ScopeEntry, ...]
    footprints: tuple[Polygon | MultiPolygon, ...]
    sectors: tuple[ScopeSector, ...]
    outline: Polygon | MultiPolygon
    overlay_sectors: tuple[ScopeSector, ...]
    steps: tuple[RowStep, ...] = ()
    findings: tuple[Finding, ...] = ()

    def ids(self, *roles: ScopeRole) -> tuple[str, ...]:
        """Numbers of the buildings with one of these roles (按角色列出楼号)."""
        return tuple(entry.id for entry in self.entries if entry.role in roles)
