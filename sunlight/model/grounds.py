"""Grounds whose sunlight counts by area: play grounds and unbuilt land (场地)."""

from dataclasses import dataclass, field

from shapely import Polygon

from sunlight.kinds import GroundKind, LegalStatus, Status, Use
from sunlight.model.provenance import SourceRecord

__all__ = ["Ground"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """A level piece of ground (场地): a play ground, or land not built on yet.

    Parameters
    ----------
    id, name : str
        Number unique among the grounds, and the name people use.
    kind : GroundKind
        Play ground or unbuilt land.
    use : Use
        Of a play ground, the lawful use of what it belongs to; of land, the use that
        its plan foresees.
    building : str
        Id of the building that it belongs to; empty for none.
    status : Status
        Existing, approved, proposed or concurrent.
    project_id : str
        Project it belongs to, for proposed and concurrent grounds; else empty.
    legal : LegalStatus
        Lawful papers.
    polygon : shapely.Polygon
        Outline in plan, holes allowed, in project coordinates. [m]
    elevation : float
        Absolute elevation of its surface. [m]
    source : SourceRecord
        Where its data came from.
    height_assumed : bool
        The elevation was estimated, which 办法四 knows no source for.
    """

    id: str
    name: str = ""
    kind: GroundKind
    use: Use
    building: str = ""
    status: Status
    project_id: str = ""
    legal: LegalStatus = LegalStatus.BLANK
    polygon: Polygon
    elevation: float
    source: SourceRecord = field(default_factory=SourceRecord)
    height_assumed: bool = False
