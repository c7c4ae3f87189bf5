"""What an assessment holds: tables of windows, rooms, households, buildings (评估)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.grounds.records import MeasuredGround
from sunlight.assessment.measuring.records import RoomResults, Run, WindowResults
from sunlight.conditions import Conditions, DeclinationConvention
from sunlight.findings import Finding
from sunlight.model.project import Project
from sunlight.rules import (
    CountingUnit,
    Outcome,
    Ruleset,
    Verdict,
)
from sunlight.scene import ExcludedPart
from sunlight.scope import Scope
from sunlight.solar import SunPath

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from sunlight.assessment.judging.critical import CriticalUnit

__all__ = [
    "Assessment",
    "BuildingSummary",
    "HouseholdResults",
    "Provenance",
    "UnitResult",
]

RESULT_SCHEMA = "sunlight-result/1"
"""Version of the tables and of ``result.json``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """One record that every table carries (结果来源).

    Parameters
    ----------
    schema, engine : str
        Versions of the tables and of this package.
    rules, rules_hash : str
        Rule profile and the SHA-256 of its data files.
    input_hash : str
        SHA-256 over the hashes of the files read.
    latitude, longitude : float
        Place. [degrees]
    place_origin : str
        Who gave the place.
    day : str
        Standard day.
    band : (float, float)
        Counted time band. [min, true solar time]
    declination : float
        Declination of the sun. [degrees]
    declination_origin : str
        Convention it comes from.
    equation_of_time : float
        For Beijing-time labels only. [min]
    other_days : tuple of str
        Day, band, declination and its origin of every further calculation.
    shortest_segment, sill_minimum, counted_width : float
        Parameters of the calculation. [min, m, m]
    full_window, own_plates : str
        Readings chosen.
    settings : tuple of str
        Settings of the rules that differ from the usual ones, as ``name = value``.
    figures : tuple of str
        Figures of a profile that differ from those of its edition, as
        ``parameter id: own value (inherited value)``.
    """

    schema: str
    engine: str
    rules: str
    rules_hash: str
    input_hash: str
    latitude: float
    longitude: float
    place_origin: str
    day: str
    band: tuple[float, float]
    declination: float
    declination_origin: str
    equation_of_time: float
    other_days: tuple[str, ...]
    shortest_segment: float
    sill_minimum: float
    counted_width: float
    full_window: str
    own_plates: str
    settings: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitResult:
    """A unit other than a household, with its verdict (非住宅评定单元).

    Parameters
    ----------
    counted_as : CountingUnit
        A room, the share of the rooms of a building, a ground or land.
    building : int
        Index of the building; -1 for a ground that belongs to none.
    floor : int
        Storey of the room; 0 for all else.
    room : int
        Index of the room; -1 for all else.
    verdict : Verdict
        What the clause says.
    room_before, room_after : int
        Room that its minutes come from in either state; another one than `room` only
        by the alternative of the reading ``elderly_rooms``, -1 for a building.
    ground : int
        Index of the ground; -1 for all else.
    """

    counted_as: CountingUnit
    building: int
    floor: int
    room: int
    verdict: Verdict
    room_before: int = -1
    room_after: int = -1
    ground: int = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HouseholdResults:
    """Results of households: those of the best habitable room (户日照结果).

    Parameters
    ----------
    minutes_before, minutes_after : (n,) ndarray of float64
        Counted minutes; NaN where no habitable room is measured. [min]
    best_before, best_after : (n,) ndarray of int64
        The room they come from, -1 for none.
    verdicts : tuple of Verdict
        One a household.
    """

    minutes_before: NDArray[np.float64]
    minutes_after: NDArray[np.float64]
    best_before: NDArray[np.int64]
    best_after: NDArray[np.int64]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingSummary:
    """Households of one building in numbers, as bureaus list them (分楼统计).

    Parameters
    ----------
    building, name : str
        Number and name.
    standing : str
        How it stands to the project.
    households : int
        Households in all.
    satisfied_before, satisfied_after : int
        Judged, and reaching the standard; before is 0 for new buildings.
    satisfied_to_not : int
        Reaching it before, not after.
    unaffected, affected : int
        Below the standard before: 不影响, and 影响 by a loss.
    gained : int
        影响 by a gain, which does no harm.
    failed, not_judged, not_applicable : int
        Verdicts FAIL and NOT_JUDGED, and those that no clause asks for.
    role : str
        Its part in the scope; empty where there is no scope.
    """

    building: str
    name: str
    standing: str
    households: int
    satisfied_before: int
    satisfied_after: int
    satisfied_to_not: int
    unaffected: int
    affected: int
    gained: int
    failed: int
    not_judged: int
    not_applicable: int
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assessment:
    """Everything found about a project (日照评估).

    Parameters
    ----------
    project : Project
        What was assessed.
    rules : Ruleset
        Rules that judged, with the readings taken.
    declination : DeclinationConvention or None
        Convention that was asked for; None for the default.
    readings : tuple of str
        Readings whose alternative was asked for.
    runs : tuple of Run
        Calculations by standard day: that of dwellings first.
    windows, rooms, households
        Results, rows as in the project's tables.
    units : tuple of UnitResult
        Rooms and buildings of other uses that a clause judges, then grounds.
    buildings : tuple of BuildingSummary
        Buildings that have households.
    owners : tuple of str
        Names behind the codes of :class:`~sunlight.durations.OwnerMinutes`.
    face_owner : (faces,) ndarray of int32
        Owner code of each face that ends an interval.
    excluded : tuple of ExcludedPart
        Parts that shade nothing, with the clause.
    critical : tuple of CriticalUnit
        Units whose outcome a slip of the survey would turn; empty without tolerances.
    findings : tuple of Finding
        About the project.
    provenance : Provenance
        Versions, hashes, conventions.
    grounds : tuple of MeasuredGround or None
        Sunlit areas, as in ``project.grounds``; None where nothing is asked of one.
    scope : Scope or None
        Who belongs to the analysis, rows added included; None where nothing is
        proposed or no sector can be drawn.
    """

    project: Project
    rules: Ruleset
    declination: DeclinationConvention | None
    readings: tuple[str, ...]
    runs: tuple[Run, ...]
    windows: WindowResults
    rooms: RoomResults
    households: HouseholdResults
    units: tuple[UnitResult, ...]
    buildings: tuple[BuildingSummary, ...]
    owners: tuple[str, ...]
    face_owner: NDArray[np.int32]
    excluded: tuple[ExcludedPart, ...]
    critical: tuple["CriticalUnit", ...]
    findings: tuple[Finding, ...]
    provenance: Provenance
    grounds: tuple[MeasuredGround | None, ...] = ()
    scope: Scope | None = None

    @property
    def conditions(self) -> Conditions:
        """Conditions of the calculation for dwellings."""
        return self.runs[0].conditions

    @property
    def path(self) -> SunPath:
        """Sun's path on the standard day of dwellings."""
        return self.runs[0].path

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict: households, rooms and buildings of other uses, grounds."""
        return tuple(verdict for _, verdict in self.judged_verdicts)

    @property
    def judged_verdicts(self) -> tuple[tuple[CountingUnit, Verdict], ...]:
        """Every verdict with what its unit is counted as, households first."""
        return (
            *((CountingUnit.HOUSEHOLD, v) for v in self.households.verdicts),
            *((u.counted_as, u.verdict) for u in self.units),
        )

    @property
    def outcome(self) -> Outcome:
        """Outcome of the whole: FAIL before NOT_JUDGED before PASS.

        Nothing judged is NOT_JUDGED, never PASS; so is a building with windows whose
        use has a standard but which lists nothing that could be judged.
        """
        outcomes = {v.outcome for v in self.verdicts}
        if Outcome.FAIL in outcomes:
            return Outcome.FAIL
        if Outcome.NOT_JUDGED in outcomes or Outcome.PASS not in outcomes:
            return Outcome.NOT_JUDGED
        return Outcome.NOT_JUDGED if self.unlisted else Outcome.PASS

    @property
    def unlisted(self) -> tuple[str, ...]:
        """Buildings that a clause asks about but in which nothing could be judged.

        Their use has a standard and they list no unit: those of the project itself and
        those that the scope has analysed, drawn with windows or not, and all that are
        drawn with windows and not outside the scope.
        """
        from sunlight.assessment.judging.places import unjudged_buildings

        return unjudged_buildings(self)

    def _repr_html_(self) -> str:
        from sunlight.views import html_view

        return html_view(self)

    def plot(self, *, lang: Literal["zh", "en"] = "zh") -> "Figure":
        """Plan with every column of windows by its minutes after (总平面图).

        Parameters
        ----------
        lang : {'zh', 'en'}
            Language of the words.
        """
        from sunlight.views import plot_view

        return plot_view(self, lang=lang)

    def to_frame(self, table: str = "windows") -> "pd.DataFrame":
        """Table of results as a pandas data frame (结果表).

        Parameters
        ----------
        table : str
            ``windows``, ``rooms``, ``households``, ``units``, ``buildings``,
            ``segments`` or ``taken``; each has a method of its own too.

        Raises
        ------
        InputError
            If there is no such table.
        """
        from sunlight.assessment.frames import frame_of

        return frame_of(self, table)

    def windows_frame(self) -> "pd.DataFrame":
        """Windows as a pandas data frame, one row a window."""
        from sunlight.assessment.frames import windows_frame

        return windows_frame(self)

    def units_frame(self) -> "pd.DataFrame":
        """Units of other uses as a pandas data frame, one row a unit."""
        from sunlight.assessment.frames import units_frame

        return units_frame(self)

    def rooms_frame(self) -> "pd.DataFrame":
        """Rooms as a pandas data frame, one row a room."""
        from sunlight.assessment.frames import rooms_frame

        return rooms_frame(self)

    def households_frame(self) -> "pd.DataFrame":
        """Households as a pandas data frame, one row a household."""
        from sunlight.assessment.frames import households_frame

        return households_frame(self)

    def buildings_frame(self) -> "pd.DataFrame":
        """Buildings as a pandas data frame, one row a building with households."""
        from sunlight.assessment.frames import buildings_frame

        return buildings_frame(self)

    def segments_frame(self) -> "pd.DataFrame":
        """Full-window segments, one row a segment and state, counted or not."""
        from sunlight.assessment.frames import segments_frame

        return segments_frame(self)

    def taken_frame(self) -> "pd.DataFrame":
        """Minutes taken and lost, one row a window, owner and table."""
        from sunlight.assessment.frames import taken_frame

        return taken_frame(self)
