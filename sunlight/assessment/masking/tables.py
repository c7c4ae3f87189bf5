"""Tables of windows, rooms and households as they are shared (表的脱敏)."""

import dataclasses
import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.masking.stand_ins import (
    FLOOR_AND_NUMBER,
    masked_ids,
    masked_text,
)
from sunlight.model.project import Project
from sunlight.model.tables import Households, Rooms, Windows

__all__ = ["masked_tables"]

_ROOM_NAME: Final = re.compile(
    r"/(?:[东西南北中]{0,2}(?:主卧|次卧|卧室|卧|书房|客厅|起居室|起居|堂屋|餐厅|厨房|"
    r"卫生间|阳台|楼梯间|储藏室|居室|宿舍|活动室|活动用房|寝室|教室|普通教室|实验室|"
    r"准备室|办公室|办公|病房|厢房|屋|房间|房)|bedroom|living|kitchen|bath|stair|"
    r"store|enclosed_balcony|dormitory_room|activity_room|classroom|ward|other|unknown)"
    r"[0-9]{0,3}"
)
"""Names of rooms that say what a room is and nothing else."""


def masked_tables(
    project: Project, shared: Sequence[str]
) -> tuple[Windows, Rooms, Households]:
    """Windows, rooms and households under names that can be shared (表的脱敏).

    Every number stays; ids that are laid by rule keep all but the building's name.

    Parameters
    ----------
    project : Project
        The project.
    shared : sequence of str
        Id of each building as it is shared.

    Returns
    -------
    windows : Windows
        Without ids of elements.
    rooms : Rooms
        Rows as before.
    households : Households
        With agreements, but not their text.
    """
    old = np.array([*(b.id for b in project.buildings), ""], dtype=object)
    new = np.array([*shared, ""], dtype=object)
    windows, rooms, households = project.windows, project.rooms, project.households
    household_ids = masked_ids(
        households.id,
        old[households.building],
        new[households.building],
        kept=_laid_by_rule,
        mark="H",
    )
    agreements = np.empty(len(households), dtype=object)
    agreements[:] = [masked_text(text) for text in households.compensation]
    return (
        dataclasses.replace(
            windows,
            id=masked_ids(
                windows.id,
                old[windows.building],
                new[windows.building],
                kept=_laid_by_rule,
                mark="C",
            ),
            element=np.full(len(windows), "", dtype=object),
        ),
        dataclasses.replace(rooms, id=_room_ids(project, household_ids, old, new)),
        dataclasses.replace(households, id=household_ids, compensation=agreements),
    )


def _laid_by_rule(rest: str) -> bool:
    """Whether the rest of an id is storey, direction and number only."""
    return FLOOR_AND_NUMBER.fullmatch(rest) is not None


def _room_ids(
    project: Project,
    household_ids: NDArray[np.object_],
    old: NDArray[np.object_],
    new: NDArray[np.object_],
) -> NDArray[np.object_]:
    """Ids of rooms: those of their household and what they are, or numbered."""
    rooms = project.rooms
    belongs = rooms.household >= 0
    owner = np.where(
        belongs,
        np.append(project.households.id, "")[rooms.household],
        old[rooms.building],
    )
    shared = np.where(
        belongs, np.append(household_ids, "")[rooms.household], new[rooms.building]
    )
    return masked_ids(rooms.id, owner, shared, kept=_names_a_room, mark="F")


def _names_a_room(rest: str) -> bool:
    """Whether the rest of an id of a room only says what it is, and where."""
    floor, slash, name = rest.partition("/")
    if not slash:
        return _laid_by_rule(floor)
    laid = not floor or _laid_by_rule(floor)
    return laid and _ROOM_NAME.fullmatch(slash + name) is not None
