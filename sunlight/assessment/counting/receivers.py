"""Who the receivers are (受影对象): which windows and households count at all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.counting.courtyards import above_storeys_considered
from sunlight.assessment.counting.sides import main_sides, side_finding
from sunlight.assessment.counting.widths import wide_enough
from sunlight.findings import Finding
from sunlight.kinds import HABITABLE_ROOMS
from sunlight.model.project import Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.rules import Ruleset

__all__ = ["CountedReceivers", "counted_receivers"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CountedReceivers:
    """Windows that count, and households without one (受影对象).

    Parameters
    ----------
    window : (w,) ndarray of bool
        Windows that count for their rooms.
    secondary_only : (h,) ndarray of bool
        Households whose habitable rooms have windows on the secondary side of an
        east-west block only.
    lowest_storey : (h,) ndarray of int64
        Lowest storey of the rooms of each household, that of its entrance without any.
    findings : tuple of Finding
        Which sides were taken.
    """

    window: NDArray[np.bool_]
    secondary_only: NDArray[np.bool_]
    lowest_storey: NDArray[np.int64]
    findings: tuple[Finding, ...]


def counted_receivers(project: Project, rules: Ruleset) -> CountedReceivers:
    """Windows and households that count by these rules (受影对象).

    Parameters
    ----------
    project : Project
        Buildings and tables.
    rules : Ruleset
        Rules with the readings taken.

    Returns
    -------
    CountedReceivers
        Every window, where no clause leaves one out.

    Notes
    -----
    Source: 规程六(一), 六(七), 六(九)3.
    """
    sides = main_sides(project, rules)
    sources = {b.id: b.main_side_source.strip() for b in project.buildings}
    said = (
        side_finding(facts, choice, sources[facts.building])
        for facts, choice in sides.choices
    )
    rooms, households = project.rooms, project.households
    room = project.windows.room
    habitable = np.array([kind in HABITABLE_ROOMS for kind in ROOM_KINDS])
    owner = np.append(np.where(habitable[rooms.kind], rooms.household, -1), -1)[room]
    minor = np.zeros(len(households), dtype=np.bool_)
    minor[owner[(owner >= 0) & sides.secondary]] = True
    minor[owner[(owner >= 0) & ~sides.secondary]] = False
    lowest = households.floor.astype(np.int64)
    first = np.full(len(households), np.iinfo(np.int64).max)
    member = rooms.household >= 0
    np.minimum.at(first, rooms.household[member], rooms.floor[member])
    return CountedReceivers(
        window=wide_enough(project, rules)
        & ~(sides.secondary | above_storeys_considered(project, rules)),
        secondary_only=minor,
        lowest_storey=np.where(first < np.iinfo(np.int64).max, first, lowest),
        findings=tuple(finding for finding in said if finding is not None),
    )
