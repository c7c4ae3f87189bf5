"""What an IFC model says without its geometry (IFC 语义), keyed by GlobalId.

Plain data, since it crosses from the child process that opens the file: all of it goes
through JSON and comes back equal.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from sunlight.kinds import RoomKind, Use

__all__ = [
    "IfcBuildingFacts",
    "IfcDwellingFacts",
    "IfcSemantics",
    "MapFacts",
    "SpaceFacts",
    "StoreyFacts",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class IfcBuildingFacts:
    """One IfcBuilding (建筑).

    Parameters
    ----------
    guid, name : str
        GlobalId and name, which may be empty.
    storeys : int
        Storeys above ground, without roofs; 0 where the model has none.
    reference : float or None
        Absolute elevation of ±0.00, ElevationOfRefHeight. [m]
    terrain : float or None
        Absolute elevation of the ground round it, ElevationOfTerrain. [m]
    use : Use
        By its words, else by the option, else unknown.
    z : float
        Height of its placement in the frame of the file. [m]
    """

    guid: str
    name: str = ""
    storeys: int = 0
    reference: float | None = None
    terrain: float | None = None
    use: Use = Use.UNKNOWN
    z: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreyFacts:
    """One IfcBuildingStorey (楼层).

    Parameters
    ----------
    guid, name : str
        GlobalId and name.
    elevation : float
        Floor relative to ±0.00: Elevation, else the placement. [m]
    z : float
        Floor in the frame of the file, by its placement. [m]
    building : str
        GlobalId of its building; empty if it has none.
    floor : int
        1 = first at or above ±0.00; -1, -2 downward; never 0.
    role : str
        ``storey``, ``basement``, ``roof``, ``foundation`` or ``terrain``.
    """

    guid: str
    name: str = ""
    elevation: float
    z: float
    building: str = ""
    floor: int
    role: str = "storey"

    @property
    def is_roof(self) -> bool:
        """Whether it is no storey but a level of the roof."""
        return self.role == "roof"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceFacts:
    """One IfcSpace (空间).

    Parameters
    ----------
    guid, name, long_name : str
        GlobalId, number such as ``A102`` and name such as ``Living Room``.
    kind : RoomKind
        By its words or by the option.
    storey : str
        GlobalId of its storey; empty if it has none.
    building : str
        GlobalId of its building; empty if it has none.
    dwelling : str
        Key into :attr:`IfcSemantics.dwellings`; empty if it belongs to none.
    """

    guid: str
    name: str = ""
    long_name: str = ""
    kind: RoomKind = RoomKind.UNKNOWN
    storey: str = ""
    building: str = ""
    dwelling: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IfcDwellingFacts:
    """One dwelling (户).

    Parameters
    ----------
    name : str
        Name people know it by, such as ``A``; unique in its building.
    building : str
        GlobalId of the building of its first room.
    element : str
        GlobalId of the IfcZone; empty if it comes from a rule or a table.
    by : str
        ``zone``, ``pattern``, ``table`` or ``one_dwelling``.
    """

    name: str
    building: str = ""
    element: str = ""
    by: str = "zone"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFacts:
    """How the frame of the file lies on the map (地图转换).

    With x, y the metres of the file and θ the rotation,
    east = `east` + `scale` (x cos θ − y sin θ) and
    north = `north` + `scale` (x sin θ + y cos θ).

    Parameters
    ----------
    crs : str
        Such as ``EPSG:4549``; empty if the file names none that is known.
    east, north, height : float
        Place of the file's origin on the map. [m]
    rotation : float
        Counter-clockwise angle from map east to +x of the file, which is the clockwise
        angle from +y of the file to grid north. [degrees]
    scale : float
        Metres of the map per metre of the file: 1, or the scale of the projection.
    convergence : float or None
        Angle from true north to grid north, positive if grid north lies east of it;
        None where it cannot be computed. [degrees]
    """

    crs: str = ""
    east: float
    north: float
    height: float = 0.0
    rotation: float = 0.0
    scale: float = 1.0
    convergence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IfcSemantics:
    """Everything of a model that needs no geometry (语义).

    Parameters
    ----------
    schema : str
        Such as ``IFC4``.
    scale : float
        Metres per unit of length of the file.
    buildings : tuple of IfcBuildingFacts
        In the order of the file.
    storeys, spaces, dwellings : dict
        By GlobalId; dwellings by key.
    storey_of_element, building_of_element, space_of_element : dict of str to str
        GlobalIds of the storey, the building and the space that contain an element,
        directly or through what it is part of, fills or cuts.
    spaces_of_window : dict of str to tuple of str
        GlobalIds of the spaces that a window or door bounds.
    spaces_of_host : dict of str to tuple of str
        GlobalIds of the spaces that the wall or roof round a window bounds, for windows
        without a space boundary of their own whose host bounds several.
    north_angle : float
        Clockwise angle from +y of the file to true north. [degrees]
    north : str
        ``true`` or ``angle`` by TrueNorth, ``grid`` by the map conversion; empty if the
        file does not say.
    latitude, longitude : float or None
        Of the site, or of the map conversion. [degrees]
    place_origin : str
        Which of them gave it.
    map : MapFacts or None
        None if there is no map conversion.
    elevation : float or None
        Absolute elevation of z = 0 of the file: OrthogonalHeight or RefElevation. [m]
    height_datum : str
        Vertical datum that the file names.
    site : str
        GlobalId of the first IfcSite.
    """

    schema: str
    scale: float
    buildings: tuple[IfcBuildingFacts, ...] = ()
    storeys: dict[str, StoreyFacts] = field(default_factory=dict)
    spaces: dict[str, SpaceFacts] = field(default_factory=dict)
    dwellings: dict[str, IfcDwellingFacts] = field(default_factory=dict)
    storey_of_element: dict[str, str] = field(default_factory=dict)
    building_of_element: dict[str, str] = field(default_factory=dict)
    space_of_element: dict[str, str] = field(default_factory=dict)
    spaces_of_window: dict[str, tuple[str, ...]] = field(default_factory=dict)
    spaces_of_host: dict[str, tuple[str, ...]] = field(default_factory=dict)
    north_angle: float = 0.0
    north: str = ""
    latitude: float | None = None
    longitude: float | None = None
    place_origin: str = ""
    map: MapFacts | None = None
    elevation: float | None = None
    height_datum: str = ""
    site: str = ""

    @property
    def crs(self) -> str:
        """System of :attr:`map_origin`; empty if the file names none."""
        return self.map.crs if self.map else ""

    @property
    def map_origin(self) -> tuple[float, float]:
        """East and north of the file's origin on the map; (0, 0) without one. [m]"""  # noqa: D400
        return (self.map.east, self.map.north) if self.map else (0.0, 0.0)

    def to_json(self) -> dict[str, Any]:
        """Plain dictionary for JSON (转为字典).

        Returns
        -------
        dict
            Of texts, numbers, lists and dictionaries.
        """
        return asdict(self)

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "IfcSemantics":
        """Facts from what :meth:`to_json` made (自字典还原).

        Parameters
        ----------
        document : dict
            Before or after a way through JSON.

        Returns
        -------
        IfcSemantics
            Equal to the one it was made from.
        """
        facts = dict(document)
        facts["buildings"] = tuple(
            IfcBuildingFacts(**row | {"use": Use(row["use"])})
            for row in facts["buildings"]
        )
        facts["storeys"] = {
            guid: StoreyFacts(**row) for guid, row in facts["storeys"].items()
        }
        facts["spaces"] = {
            guid: SpaceFacts(**row | {"kind": RoomKind(row["kind"])})
            for guid, row in facts["spaces"].items()
        }
        facts["dwellings"] = {
            key: IfcDwellingFacts(**row) for key, row in facts["dwellings"].items()
        }
        for name in ("spaces_of_window", "spaces_of_host"):
            facts[name] = {key: tuple(row) for key, row in facts[name].items()}
        facts["map"] = MapFacts(**facts["map"]) if facts["map"] else None
        return cls(**facts)
