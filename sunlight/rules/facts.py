"""What a clause may see of a unit (事实): minutes and kinds, never geometry."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sunlight.errors import InputError
from sunlight.kinds import LegalStatus, Use
from sunlight.rules.verdict import Reason

__all__ = ["MINUTES_OF_A_DAY", "HouseholdFacts", "Standing"]

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
        Whether it has lawful papers; BLANK is judged like LAWFUL (and listed as
        blank by the model check).
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

    Raises
    ------
    InputError
        If minutes are not within a day, or a count is negative.
    """

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

    def __post_init__(self) -> None:
        for name, minutes in (
            ("minutes_before", self.minutes_before),
            ("minutes_after", self.minutes_after),
        ):
            if minutes is not None and not _is_within_a_day(minutes):
                raise InputError(
                    f"{minutes!r} is not a number of minutes from 0 to "
                    f"{MINUTES_OF_A_DAY:g}; give None where nothing was measured",
                    where=f"household {self.unit!r}.{name}",
                    value=minutes,
                )
        for name, count in (
            ("habitable_rooms", self.habitable_rooms),
            ("unmeasured_windows", self.unmeasured_windows),
        ):
            if count < 0:
                raise InputError(
                    f"{count!r} is not a count; give 0 or more",
                    where=f"household {self.unit!r}.{name}",
                    value=count,
                )
        if self.unmeasured_windows and not self.unmeasured_reasons:
            raise InputError(
                f"{self.unmeasured_windows} windows are unmeasured without a reason; "
                "name at least one",
                where=f"household {self.unit!r}.unmeasured_reasons",
                value=self.unmeasured_reasons,
            )


def _is_within_a_day(minutes: float) -> bool:
    """Tell whether this is a finite number of minutes of one day."""
    return math.isfinite(minutes) and 0.0 <= minutes <= MINUTES_OF_A_DAY
