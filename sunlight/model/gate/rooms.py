"""Gate on links: windows to rooms, rooms to households (关联检查)."""

from typing import Final

import numpy as np

from sunlight.findings import Finding
from sunlight.kinds import HABITABLE_ROOMS, RoomKind, Use
from sunlight.model.concerned import Concerned, concerned_windows
from sunlight.model.gate.texts import gate_findings_about
from sunlight.model.project import Project
from sunlight.model.tables import ROOM_KINDS

__all__ = ["check_links"]

_WITHOUT_STANDARD: Final = (Use.OTHER, Use.UNKNOWN)
"""Uses of which no clause asks sun, or nobody knows; those are found on their own."""


def check_links(project: Project) -> tuple[Finding, ...]:
    """Check that windows lead to rooms and rooms to households (关联检查).

    Parameters
    ----------
    project : Project
        The project. Windows laid by rule belong to no room and are not asked.

    Returns
    -------
    tuple of Finding
        One a kind.
    """
    windows, rooms, buildings = project.windows, project.rooms, project.buildings
    judged = np.array([b.use not in _WITHOUT_STANDARD for b in buildings], dtype=bool)
    dwelling = np.array([b.use is Use.RESIDENTIAL for b in buildings], dtype=bool)
    habitable = np.array([kind in HABITABLE_ROOMS for kind in ROOM_KINDS])[rooms.kind]
    unknown = rooms.kind == ROOM_KINDS.index(RoomKind.UNKNOWN)
    lit = np.zeros(len(rooms), dtype=np.bool_)
    lit[windows.room[windows.room >= 0]] = True
    loose = (windows.room < 0) & ~windows.assumed
    if len(windows):
        loose &= judged[windows.building]
    homeless = habitable & (rooms.household < 0)
    homeless &= dwelling[rooms.building] if len(rooms) else False
    return (
        *gate_findings_about("WINDOW-WITHOUT-ROOM", concerned_windows(project, loose)),
        *gate_findings_about("ROOM-WITHOUT-HOUSEHOLD", _rooms(project, homeless)),
        *gate_findings_about("ROOM-KIND-UNKNOWN", _rooms(project, unknown & lit)),
    )


def _rooms(project: Project, wrong: np.ndarray) -> list[Concerned]:
    """Rooms where something is wrong."""
    return [
        Concerned(
            name=str(project.rooms.id[i]),
            where=str(project.rooms.id[i]),
            file=project.buildings[project.rooms.building[i]].file,
        )
        for i in np.flatnonzero(wrong)
    ]
