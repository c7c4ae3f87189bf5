"""What a submitted report says of itself besides its tables (报告自述)."""

import datetime as dt
import math
from dataclasses import dataclass, field

from sunlight.conditions import StandardDay, TimeBasis
from sunlight.model.dossier import Party

__all__ = ["Attachment", "Declaration", "DeclaredBuilding"]

NAN = math.nan


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredBuilding:
    """One row of a table of buildings (建筑一览表的一行); NaN and "" are not said.

    Parameters
    ----------
    id, name : str
        As printed.
    role : str
        ``proposed`` (拟建), ``analysed`` (客体), ``overlay`` (叠加), ``existing``,
        ``approved``, ``removed``; empty where the table does not say.
    use : str
        As printed, such as 住宅.
    storeys : float
        Storeys above ground.
    height : float
        As printed under a bare heading 高度; of what is not known. [m]
    top_above_zero, top_absolute, zero_level, outdoor_ground : float
        Top above ±0.00, and absolute elevations. [m]
    indoor_outdoor : float
        ±0.00 above the outdoor ground. [m]
    shaded_by : tuple of str
        Buildings that the table says shade it.
    place : str
        Where it was read, in words.
    """

    id: str
    name: str = ""
    role: str = ""
    use: str = ""
    storeys: float = NAN
    height: float = NAN
    top_above_zero: float = NAN
    top_absolute: float = NAN
    zero_level: float = NAN
    outdoor_ground: float = NAN
    indoor_outdoor: float = NAN
    shaded_by: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A piece of the material handed in (附送材料).

    Parameters
    ----------
    kind : str
        Id of the list of the profile, such as ``survey`` or ``letter_client``; empty
        where it is none of them.
    title : str
        As printed.
    signed, sealed : bool or None
        What the declaration says of signature and seal; None where nothing is said. A
        machine never sees the real ones.
    """

    kind: str
    title: str = ""
    signed: bool | None = None
    sealed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """Parameters, parties, material and conclusions as a report states them (自述).

    NaN, None and empty texts are not said; nothing is filled in.

    Parameters
    ----------
    project : str
        Name of the project.
    number : str
        Number of the report.
    date : datetime.date or None
        Date of the report.
    city : str
        Place in words.
    latitude, longitude : float
        Place. [degrees]
    day : StandardDay or None
        Standard day.
    band : (float, float) or None
        Counted band, in the clock of `time_basis`. [min]
    time_basis : TimeBasis or None
        Clock of band and segments.
    declination : float
        Declination. [degrees]
    declination_text : str
        What is said of its origin, such as a formula or a date.
    step : float
        Time step. [min]
    sample_spacing : float
        Spacing of sample points on a window. [m]
    shortest_segment : float
        Shortest counted segment. [min]
    segments : int or None
        How many of the longest segments count; 0 says that all do.
    sill_minimum : float
        Height of the sill plane above the floor that is stated. [m]
    sill_text : str
        What is said of the sill plane.
    window_points : str
        ``ends``, ``centre``, ``points``, ``whole_sill``, ``any`` or empty.
    own_balconies : bool or None
        Whether own balconies shade.
    north_angle : float
        Turn of the drawing to true north. [degrees]
    standard_minutes : float
        Minutes that the report takes as the standard. [min]
    rules_text : str
        Rules and standards it names.
    software, software_version : str
        As printed.
    renewal_document : str
        Document of an old-area renewal it relies on; ``-`` where it claims one without
        a number.
    client, compiler, designer : Party
        As stated.
    attachments : tuple of Attachment
        Material handed in, as listed.
    attachments_listed : bool
        Whether a list of material was found at all.
    buildings : tuple of DeclaredBuilding
        All tables of buildings, in the order read.
    conclusions : tuple of str
        Sentences of the conclusion, as printed.
    places : tuple of (str, str)
        Name of a field and where it was read.
    """

    project: str = ""
    number: str = ""
    date: dt.date | None = None
    city: str = ""
    latitude: float = NAN
    longitude: float = NAN
    day: StandardDay | None = None
    band: tuple[float, float] | None = None
    time_basis: TimeBasis | None = None
    declination: float = NAN
    declination_text: str = ""
    step: float = NAN
    sample_spacing: float = NAN
    shortest_segment: float = NAN
    segments: int | None = None
    sill_minimum: float = NAN
    sill_text: str = ""
    window_points: str = ""
    own_balconies: bool | None = None
    north_angle: float = NAN
    standard_minutes: float = NAN
    rules_text: str = ""
    software: str = ""
    software_version: str = ""
    renewal_document: str = ""
    client: Party = field(default_factory=Party)
    compiler: Party = field(default_factory=Party)
    designer: Party = field(default_factory=Party)
    attachments: tuple[Attachment, ...] = ()
    attachments_listed: bool = False
    buildings: tuple[DeclaredBuilding, ...] = ()
    conclusions: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()

    def place_of(self, name: str) -> str:
        """Where a field was read (出处); empty where it was not.

        Parameters
        ----------
        name : str
            Name of a field, such as ``declination``.
        """
        return dict(self.places).get(name, "")
