"""A clause: its id, its dates, and the function that is it (条款)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sunlight.conditions import Conditions
from sunlight.kinds import RoomKind, Use
from sunlight.rules.facts import CountingUnit, HouseholdFacts, RoomFacts
from sunlight.rules.parameters import Values
from sunlight.rules.receivers import (
    CourtyardCount,
    CourtyardFacts,
    SideChoice,
    SideFacts,
)
from sunlight.rules.shares import GroundFacts, LandFacts, ShareFacts
from sunlight.rules.verdict import Verdict

__all__ = [
    "Annotation",
    "CalculationStep",
    "Clause",
    "CourtyardRule",
    "Criterion",
    "EditionClauses",
    "GroundCriterion",
    "LandCriterion",
    "Period",
    "RoomCriterion",
    "Rounding",
    "ShareCriterion",
    "SideRule",
    "UseStandard",
]

CalculationStep = Callable[[Conditions, Values], Conditions]
"""A clause that says how to compute: it lays its part into the conditions."""

Criterion = Callable[[HouseholdFacts, Values], Verdict | None]
"""A clause that judges a household, or returns None where it does not govern."""

RoomCriterion = Callable[[RoomFacts, Values], Verdict | None]
"""The same for a room that is a unit of its own."""

ShareCriterion = Callable[[ShareFacts, Values], Verdict | None]
"""The same for a building that is judged by the share of its rooms."""

GroundCriterion = Callable[[GroundFacts, Values], Verdict | None]
"""The same for an outdoor play ground."""

LandCriterion = Callable[[LandFacts, Values], Verdict | None]
"""The same for unbuilt land."""

Annotation = Callable[[HouseholdFacts, Verdict], Verdict]
"""A clause that adds a note to a verdict and never changes its outcome."""

Rounding = Callable[[float], int]
"""A clause that says how minutes are shown; it never takes part in a verdict."""

SideRule = Callable[[SideFacts, Values], SideChoice | None]
"""A clause that chooses the main side of a building, None where it does not govern."""

CourtyardRule = Callable[[CourtyardFacts, Values], CourtyardCount]
"""A clause that counts the dwellings of a courtyard."""

FunctionT = TypeVar("FunctionT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `first` to `last`, both included (施行期间)."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Generic[FunctionT]):
    """One registered clause (条款).

    Parameters
    ----------
    id : str
        Which text and where in it, such as ``规程六(三)`` or ``办法四``.
    period : Period
        Days on which it is in force.
    function : callable
        What it says, as a plain function; its docstring paraphrases the clause.
    overrides : tuple of str
        Ids of the general clauses that this one takes the place of where it governs.
    """

    id: str
    period: Period
    function: FunctionT
    overrides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UseStandard:
    """Where the standard of a use is found (各用途标准的出处).

    Parameters
    ----------
    use : Use
        The use.
    unit : CountingUnit
        What the standard is counted by.
    clause : str
        Id of the clause that sets it.
    day, minutes : str
        Ids of the parameters with its day and its minutes.
    share : str
        Id of the parameter with the share that has to reach it; empty if all do.
    rooms : frozenset of RoomKind
        Kinds of rooms that count.
    rooms_by_reading : tuple of (str, frozenset of RoomKind)
        Kinds that count besides, by the alternative of a reading.
    """

    use: Use
    unit: CountingUnit
    clause: str
    day: str
    minutes: str
    share: str = ""
    rooms: frozenset[RoomKind] = frozenset()
    rooms_by_reading: tuple[tuple[str, frozenset[RoomKind]], ...] = ()

    def counted_rooms(self, values: Values) -> frozenset[RoomKind]:
        """Kinds of rooms that count by the readings taken (计入的房间).

        Parameters
        ----------
        values : Values
            For the readings.
        """
        more = [
            rooms
            for reading, rooms in self.rooms_by_reading
            if values.alternative(reading)
        ]
        return self.rooms.union(*more)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionClauses:
    """All clauses of an edition, by what they see (一版的全部条款).

    Parameters
    ----------
    calculation : tuple of Clause
        Clauses that lay down conditions, in their order.
    criteria : tuple of Clause
        Clauses that judge households, in the order in which they are asked.
    room_criteria, share_criteria, ground_criteria, land_criteria : tuple of Clause
        The same for rooms, buildings, play grounds and unbuilt land.
    annotations : tuple of Clause
        Clauses that add notes.
    display : tuple of Clause
        Clauses on how figures are shown.
    standards : tuple of UseStandard
        One a use, and last that of play grounds.
    sides : tuple of Clause
        Clauses that choose the main side of a building.
    courtyards : tuple of Clause
        Clauses that count the dwellings of a courtyard.
    """

    calculation: tuple[Clause[CalculationStep], ...]
    criteria: tuple[Clause[Criterion], ...]
    room_criteria: tuple[Clause[RoomCriterion], ...]
    share_criteria: tuple[Clause[ShareCriterion], ...]
    ground_criteria: tuple[Clause[GroundCriterion], ...]
    land_criteria: tuple[Clause[LandCriterion], ...]
    annotations: tuple[Clause[Annotation], ...]
    display: tuple[Clause[Rounding], ...]
    standards: tuple[UseStandard, ...]
    sides: tuple[Clause[SideRule], ...] = ()
    courtyards: tuple[Clause[CourtyardRule], ...] = ()
