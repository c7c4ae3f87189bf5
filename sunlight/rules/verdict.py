"""What a clause says about a unit: outcome, wording, figures, reasons (结论)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from sunlight.rules.bounds import Bounds

__all__ = [
    "Direction",
    "Language",
    "Note",
    "Outcome",
    "Reason",
    "Tally",
    "Verdict",
    "Wording",
]

Language = Literal["zh", "en"]
"""Languages of the catalogues."""


class Outcome(StrEnum):
    """What a verdict comes to (结论)."""

    PASS = "PASS"
    FAIL = "FAIL"
    NOT_JUDGED = "NOT_JUDGED"
    """A clause governs, but a fact that it needs is missing."""
    NOT_APPLICABLE = "NOT_APPLICABLE"
    """No clause asks for sunlight here."""


class Wording(StrEnum):
    """How an outcome reads in its clause (评定用语)."""

    MEETS = "满足"
    NOT_MEETS = "不满足"
    NO_EFFECT = "不影响"
    AFFECTED = "影响"
    AFFECTED_GAIN = "影响（日照增加）"
    """The literal word for a gain beyond the tolerance; it does no harm and passes."""
    NONE = ""
    """Nothing was judged."""


class Direction(StrEnum):
    """Which way the minutes went from before to after (增减)."""

    LOSS = "loss"
    GAIN = "gain"
    NONE = "none"


class Reason(StrEnum):
    """Stable codes of why a unit was not judged, or why no clause applies (原因)."""

    REMOVED = "REMOVED"
    UNLAWFUL = "UNLAWFUL"
    TEMPORARY = "TEMPORARY"
    NO_STANDARD = "NO-STANDARD"
    USE_NOT_COVERED = "USE-NOT-COVERED"
    USE_UNKNOWN = "USE-UNKNOWN"
    NO_HABITABLE_ROOM = "NO-HABITABLE-ROOM"
    HEIGHT_ASSUMED = "HEIGHT-ASSUMED"
    FLOOR_LEVEL_MISSING = "FLOOR-LEVEL-MISSING"
    NO_WINDOW = "NO-WINDOW"
    NO_ANALYSED_WINDOW = "NO-ANALYSED-WINDOW"
    BEFORE_MISSING = "BEFORE-MISSING"
    PAPERS_BLANK = "PAPERS-BLANK"
    ROOM_KIND_UNKNOWN = "ROOM-KIND-UNKNOWN"
    ROOMS_MISSING = "ROOMS-MISSING"
    STOREY_NOT_COUNTED = "STOREY-NOT-COUNTED"
    NOT_MEASURED = "NOT-MEASURED"
    BOUNDS_OPEN = "BOUNDS-OPEN"
    CHANGE_UNKNOWN = "CHANGE-UNKNOWN"
    NO_NATIONAL_FIGURE = "NO-NATIONAL-FIGURE"
    BUREAU_DISCRETION = "BUREAU-DISCRETION"
    SECONDARY_SIDE = "SECONDARY-SIDE"
    SIDE_HOUSE = "SIDE-HOUSE"
    ABOVE_STOREYS_CONSIDERED = "ABOVE-STOREYS-CONSIDERED"
    COURTYARD_STOREYS_UNKNOWN = "COURTYARD-STOREYS-UNKNOWN"
    OUTDOOR_STAIR_UNKNOWN = "OUTDOOR-STAIR-UNKNOWN"
    STOREY_FUNCTIONS_UNKNOWN = "STOREY-FUNCTIONS-UNKNOWN"
    BASE_PLANE_MISSING = "BASE-PLANE-MISSING"
    OUT_OF_SCOPE = "OUT-OF-SCOPE"
    SCOPE_UNKNOWN = "SCOPE-UNKNOWN"
    SHADER_HEIGHT_ASSUMED = "SHADER-HEIGHT-ASSUMED"


class Note(StrEnum):
    """Stable codes of what a reader has to know beside a verdict (备注)."""

    COMPENSATION_RECORDED = "COMPENSATION-RECORDED"
    FIGURE_UNVERIFIED = "FIGURE-UNVERIFIED"
    CRITICAL = "CRITICAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How much of a unit reaches the standard (计数).

    Parameters
    ----------
    measure_unit : {'rooms', 'share'}
        Rooms of a building, or share of an area.
    total : float
        Rooms in all, or the area. [rooms, or m2]
    needed : float or None
        Least that the clause asks for; None where it names none. [measure_unit]
    before, after : Bounds or None
        Between what it lies in the two states; None if there is no such state or it
        was not measured. [measure_unit]
    """

    measure_unit: Literal["rooms", "share"]
    total: float
    needed: float | None
    before: Bounds | None
    after: Bounds | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Verdict on one unit (结论).

    Parameters
    ----------
    unit : str
        Id of the unit: a household (户) for dwellings, else a room, a building, a
        ground or a plot.
    clause : str
        Id of the clause that decided, such as ``规程七(四)``.
    outcome : Outcome
        What it comes to.
    wording : Wording
        How that reads in the clause.
    measured : float or None
        Figure after the project: minutes, rooms that reach the standard, or share of
        the area; of two bounds the one that decides. None if nothing was measured.
        [measure_unit]
    before : float or None
        Figure before the project; None if there is no before. [measure_unit]
    threshold : float or None
        The standard that the figure is held against; None if none applies.
        [measure_unit]
    margin : float or None
        What is left until the outcome would be FAIL, negative for a FAIL; None if
        nothing was judged. ``measured - threshold``, but under ``规程七(五)``
        `tolerance` less what was lost (nothing is lost by a gain). Within
        :data:`~sunlight.tolerances.THRESHOLD_NOISE_MIN` of 0 it counts as 0.
        [measure_unit]
    tolerance : float or None
        The change that counts as none, where the clause knows one. [min]
    measure_unit : {'min', 'rooms', 'share'}
        Unit of the figures.
    direction : Direction
        Loss or gain from before to after; NONE for units judged on after alone.
    reasons : tuple of Reason
        Why the unit was not judged, or why no clause applies; empty for PASS and FAIL.
    cited : tuple of str
        All clauses that took part, `clause` among them.
    tally : Tally or None
        Rooms or area that reach the standard, for units judged by a share.
    decisive : str
        Id of the room whose minutes the figures are, where a building is judged by the
        change of its rooms; else empty.
    notes : tuple of Note
        What a reader has to know besides; they change no outcome.
    reason_buildings : tuple of str
        Buildings that a reason is about, such as those whose height is assumed.
    """

    unit: str
    clause: str
    outcome: Outcome
    wording: Wording
    measured: float | None
    before: float | None
    threshold: float | None
    margin: float | None
    direction: Direction
    reasons: tuple[Reason, ...]
    cited: tuple[str, ...]
    tolerance: float | None = None
    measure_unit: str = "min"
    tally: Tally | None = None
    decisive: str = ""
    notes: tuple[Note, ...] = ()
    reason_buildings: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        from sunlight.views import html_view

        return html_view(self)
