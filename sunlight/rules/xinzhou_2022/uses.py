"""Which clause and which figures hold for which use (各用途的标准), edition of 2022."""

from typing import Final

from sunlight.kinds import HABITABLE_ROOMS, RoomKind, Use
from sunlight.rules.clause import UseStandard
from sunlight.rules.facts import CountingUnit
from sunlight.rules.xinzhou_2022.clause_ids import (
    CLASSROOM,
    DORMITORY,
    ELDERLY,
    HOSPITAL,
    KINDERGARTEN,
    NEW_DWELLING,
)

__all__ = ["GROUND_STANDARD", "STANDARD_OF", "USE_STANDARDS"]

_BUILDINGS: Final = (
    UseStandard(
        use=Use.RESIDENTIAL,
        unit=CountingUnit.HOUSEHOLD,
        clause=NEW_DWELLING,
        day="dwelling_day",
        minutes="dwelling_minutes",
        rooms=HABITABLE_ROOMS,
    ),
    UseStandard(
        use=Use.DORMITORY,
        unit=CountingUnit.BUILDING,
        clause=DORMITORY,
        day="dwelling_day",  # the clause asks for the same as in dwellings
        minutes="dwelling_minutes",
        share="dormitory_share",
        rooms=frozenset({RoomKind.DORMITORY_ROOM, RoomKind.BEDROOM}),
    ),
    UseStandard(
        use=Use.KINDERGARTEN,
        unit=CountingUnit.ROOM,
        clause=KINDERGARTEN,
        day="kindergarten_day",
        minutes="kindergarten_minutes",
        rooms=frozenset({RoomKind.ACTIVITY_ROOM}),
        rooms_by_reading=(("kindergarten_rooms", HABITABLE_ROOMS),),
    ),
    UseStandard(
        use=Use.ELDERLY,
        unit=CountingUnit.ROOM,
        clause=ELDERLY,
        day="elderly_day",
        minutes="elderly_minutes",
        rooms=HABITABLE_ROOMS,
    ),
    UseStandard(
        use=Use.SCHOOL,
        unit=CountingUnit.ROOM,
        clause=CLASSROOM,
        day="school_day",
        minutes="school_minutes",
        rooms=frozenset({RoomKind.CLASSROOM}),
    ),
    UseStandard(
        use=Use.HOSPITAL,
        unit=CountingUnit.BUILDING,
        clause=HOSPITAL,
        day="hospital_day",
        minutes="hospital_minutes",
        share="hospital_share",
        rooms=frozenset({RoomKind.WARD}),
    ),
)

GROUND_STANDARD: Final = UseStandard(
    use=Use.KINDERGARTEN,
    unit=CountingUnit.GROUND,
    clause=KINDERGARTEN,
    day="ground_day",
    minutes="ground_minutes",
    share="ground_share",
)
"""That of outdoor play grounds."""

STANDARD_OF: Final[dict[Use, UseStandard]] = {found.use: found for found in _BUILDINGS}
"""That of the buildings of each use; offices, shops and the like have none."""

USE_STANDARDS: Final = (*_BUILDINGS, GROUND_STANDARD)
"""All of them."""
