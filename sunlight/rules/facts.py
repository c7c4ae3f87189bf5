"""What a clause may see of a unit (事实): minutes and kinds, never geometry.

Here are the units that are judged by their own minutes, households and rooms; those
judged by a share are in :mod:`sunlight.rules.shares`.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final, Protocol

from sunlight.errors import InputError
from sunlight.kinds import LegalStatus, RoomKind, Use
from sunlight.rules.receivers import CourtyardFacts
from sunlight.rules.verdict import Reason

__all__ = [
    "MINUTES_OF_A_DAY",
    "CountingUnit",
    "HouseholdFacts",
    "RoomFacts",
    "Standing",
    "UnitFacts",
    "check_count",
    "check_minutes",
]

MINUTES_OF_A_DAY: Final = 1440.0
"""No sunlight lasts longer than this. [min]"""


class Standing(StrEnum):
    """How a unit stands to the project under review (与申报项目的关系)."""

    OWN_NEW = "own_new"
    """New dwelling of the project itself: judged on *after* alone."""
    OUTSIDE = "outside"
    """Existing or approved outside the project: judged on before and after."""
    CONCURRENT = "concurrent"
    """New dwelling of another project at the same time: judged like OWN_NEW."""
    REMOVED = "removed"
    """Demolished by the project: nothing is owed."""


class CountingUnit(StrEnum):
    """What a standard is counted by (计数单位)."""

    HOUSEHOLD = "household"
    """户: the best habitable room."""
    ROOM = "room"
    """Every room of the kind, one by one."""
    BUILDING = "building"
    """Share of the rooms of a building."""
    GROUND = "ground"
    """Share of an outdoor area."""
    LAND = "land"
    """Unbuilt land."""


class UnitFacts(Protocol):
    """What all facts have in common (各类事实之共同项)."""

    counted_as: ClassVar[CountingUnit]

    @property
    def unit(self) -> str:
        """Id of the unit."""

    @property
    def standing(self) -> Standing:
        """How it stands to the project."""

    @property
    def use(self) -> Use:
        """Lawful use."""

    @property
    def legal(self) -> LegalStatus:
        """Whether it has lawful papers."""

    @property
    def height_assumed(self) -> bool:
        """Whether a height that the result rests on is assumed."""

    @property
    def in_scope(self) -> bool | None:
        """Whether it belongs to the analysis; None where that is not known."""

    @property
    def assumed_shaders(self) -> tuple[str, ...]:
        """Buildings that shade it and whose height is assumed."""

    @property
    def minutes_before(self) -> float | None:
        """Minutes of the unit as a whole before, if it has any."""

    @property
    def minutes_after(self) -> float | None:
        """Minutes of the unit as a whole after, if it has any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdFacts:
    """What a clause may see of one household (户).

    Parameters
    ----------
    unit : str
        Id of the household.
    building : str
        Id of its building.
    standing : Standing
        How it stands to the project.
    use : Use
        Lawful use.
    legal : LegalStatus
        Whether it has lawful papers; BLANK where nobody said, which leaves existing and
        approved buildings unjudged.
    habitable_rooms : int
        Number of bedrooms and living rooms.
    minutes_before, minutes_after : float or None
        Counted minutes of the best habitable room, in the two states. None: there is
        no such state (own new), or nothing was measured. [min]
    unmeasured_windows : int
        Windows of habitable rooms that have no result.
    unmeasured_reasons : tuple of Reason
        Why they have none.
    height_assumed : bool
        A height that the result rests on is assumed, not given by a source.
    in_scope : bool or None
        Whether its building belongs to the analysis; None where that is not known.
        Asked for outside the project only.
    assumed_shaders : tuple of str
        Buildings of assumed height whose shade the result depends on.
    renewal_document : str
        Number of the document that makes the project an old-area renewal; counts for
        the project's own new dwellings only, never for neighbours.
    compensation : str
        Number or date of a compensation agreement; recorded, changes no verdict.
    secondary_side_only : bool
        All its habitable rooms look to the secondary side of an east-west block.
    courtyard : CourtyardFacts or None
        The courtyard that its building stands in; None for none.
    lowest_storey : int or None
        Lowest storey of its rooms; None where not known.

    Raises
    ------
    InputError
        If minutes are not within a day, or a count is negative.
    """

    counted_as: ClassVar[CountingUnit] = CountingUnit.HOUSEHOLD

    unit: str
    building: str
    standing: Standing
    use: Use
    legal: LegalStatus
    habitable_rooms: int
    minutes_before: float | None
    minutes_after: float | None
    unmeasured_windows: int
    unmeasured_reasons: tuple[Reason, ...] = (Reason.FLOOR_LEVEL_MISSING,)
    height_assumed: bool = False
    in_scope: bool | None = True
    assumed_shaders: tuple[str, ...] = ()
    renewal_document: str = ""
    compensation: str = ""
    secondary_side_only: bool = False
    courtyard: CourtyardFacts | None = None
    lowest_storey: int | None = None

    def __post_init__(self) -> None:
        where = f"household {self.unit!r}"
        check_minutes(self.minutes_before, where=f"{where}.minutes_before")
        check_minutes(self.minutes_after, where=f"{where}.minutes_after")
        check_count(self.habitable_rooms, where=f"{where}.habitable_rooms")
        _check_unmeasured(self.unmeasured_windows, self.unmeasured_reasons, where)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFacts:
    """What a clause may see of one room that is a unit of its own (房间).

    Activity rooms of kindergartens, ordinary classrooms, and habitable rooms of homes
    for the elderly are judged one by one.

    Parameters
    ----------
    unit : str
        Id of the room.
    building : str
        Id of its building.
    standing : Standing
        How it stands to the project.
    use : Use
        Lawful use of the building.
    kind : RoomKind
        What the room is; only the kinds that the clause names are judged.
    legal : LegalStatus
        Whether it has lawful papers; as for households.
    minutes_before, minutes_after : float or None
        Counted minutes of its best window, in the two states. None: there is no such
        state (own new), or nothing was measured. [min]
    unmeasured_windows : int
        Its windows that have no result.
    unmeasured_reasons : tuple of Reason
        Why they have none.
    height_assumed : bool
        A height that the result rests on is assumed, not given by a source.
    lowest_storey : bool
        It lies on the lowest storey of its building that has such rooms.
    in_scope : bool or None
        Whether its building belongs to the analysis; None where that is not known.
        Asked for outside the project only.
    assumed_shaders : tuple of str
        Buildings of assumed height whose shade the result depends on.

    Raises
    ------
    InputError
        If minutes are not within a day, or a count is negative.
    """

    counted_as: ClassVar[CountingUnit] = CountingUnit.ROOM

    unit: str
    building: str
    standing: Standing
    use: Use
    kind: RoomKind
    legal: LegalStatus
    minutes_before: float | None
    minutes_after: float | None
    unmeasured_windows: int
    unmeasured_reasons: tuple[Reason, ...] = (Reason.FLOOR_LEVEL_MISSING,)
    height_assumed: bool = False
    lowest_storey: bool = True
    in_scope: bool | None = True
    assumed_shaders: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        where = f"room {self.unit!r}"
        check_minutes(self.minutes_before, where=f"{where}.minutes_before")
        check_minutes(self.minutes_after, where=f"{where}.minutes_after")
        _check_unmeasured(self.unmeasured_windows, self.unmeasured_reasons, where)


def check_minutes(minutes: float | None, *, where: str) -> None:
    """Refuse what is no number of minutes of one day (核对分钟数).

    Parameters
    ----------
    minutes : float or None
        The minutes; None is allowed. [min]
    where : str
        Whose they are, for the message.

    Raises
    ------
    InputError
        If they are not finite, negative or longer than a day.
    """
    if minutes is None:
        return
    if not (math.isfinite(minutes) and 0.0 <= minutes <= MINUTES_OF_A_DAY):
        raise InputError(
            f"{minutes!r} is not a number of minutes from 0 to "
            f"{MINUTES_OF_A_DAY:g}; give None where nothing was measured",
            where=where,
            value=minutes,
        )


def check_count(count: int, *, where: str) -> None:
    """Refuse a negative count (核对计数).

    Parameters
    ----------
    count : int
        The count.
    where : str
        Whose it is, for the message.

    Raises
    ------
    InputError
        If it is negative.
    """
    if count < 0:
        raise InputError(
            f"{count!r} is not a count; give 0 or more", where=where, value=count
        )


def _check_unmeasured(windows: int, reasons: tuple[Reason, ...], where: str) -> None:
    """Refuse unmeasured windows without a reason."""
    check_count(windows, where=f"{where}.unmeasured_windows")
    if windows and not reasons:
        raise InputError(
            f"{windows} windows are unmeasured without a reason; name at least one",
            where=f"{where}.unmeasured_reasons",
            value=reasons,
        )
