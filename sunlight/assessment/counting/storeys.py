"""From which storey a building is judged (起算楼层), 规程六(一)."""

from typing import Final

import numpy as np

from sunlight.findings import Finding, Severity
from sunlight.model.project import Building, Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.rules import Ruleset, standard_for, uses_with_standard

__all__ = ["lowest_storeys", "storey_findings"]

_NONE: Final = np.iinfo(np.int64).max  # no storey has the protected use


def lowest_storeys(
    project: Project, rules: Ruleset
) -> tuple[tuple[Building, int], ...]:
    """Lowest storey of each building that has a room with the protected use (起算楼层).

    Parameters
    ----------
    project : Project
        Buildings, rooms and windows.
    rules : Ruleset
        Which rooms the standard of each use is about.

    Returns
    -------
    tuple of (Building, int)
        Buildings of a use with a standard that have such a room with a window.

    Notes
    -----
    Source: 规程六(一): the sill plane of the lowest storey is where the analysis
    begins; every storey above has its own.
    """
    rooms = project.rooms
    lit = np.zeros(len(rooms), dtype=np.bool_)
    lit[project.windows.room[project.windows.room >= 0]] = True
    covered = uses_with_standard(rules)
    lowest = np.full(len(project.buildings), _NONE)
    for use in covered:
        kinds = standard_for(rules, use).rooms
        protected = np.array([kind in kinds for kind in ROOM_KINDS])[rooms.kind]
        of_use = np.array([b.use is use for b in project.buildings], dtype=np.bool_)
        rows = np.flatnonzero(lit & protected & of_use[rooms.building])
        np.minimum.at(lowest, rooms.building[rows], rooms.floor[rows])
    return tuple(
        (building, int(floor))
        for building, floor in zip(project.buildings, lowest, strict=True)
        if floor < _NONE
    )


def storey_findings(project: Project, rules: Ruleset) -> tuple[Finding, ...]:
    """Say where the analysis begins above the first storey (起算楼层说明).

    Parameters
    ----------
    project : Project
        Buildings, rooms and windows.
    rules : Ruleset
        Which rooms the standard of each use is about.

    Returns
    -------
    tuple of Finding
        One a building over shops, a garage or an open ground floor.

    Notes
    -----
    Source: 规程六(一).
    """
    return tuple(
        Finding(
            code="LOWEST-PROTECTED-STOREY",
            severity=Severity.NOTE,
            where=f"building {building.id}",
            message=f"in {building.id} the rooms that the standard protects begin on "
            f"storey {lowest}; it is analysed from there, nothing below is judged",
            message_zh=f"{building.id} 自 {lowest} 层起有应保证日照的房间；"
            "自该层窗台面起分析，以下各层不评定",
            expected="storey 1, where it is of the protected use",
            found=f"storey {lowest}",
        )
        for building, lowest in lowest_storeys(project, rules)
        if lowest > 1
    )
