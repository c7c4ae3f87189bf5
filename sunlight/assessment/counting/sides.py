"""Main side of existing east-west blocks (东西朝向楼的主要朝向), 规程六(七)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.findings import Finding, Severity
from sunlight.kinds import HABITABLE_ROOMS, MainSide, Status, Use
from sunlight.model.project import Building, Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.rules import Ruleset, SideChoice, SideFacts
from sunlight.scene.base_planes import window_normals

__all__ = ["Sides", "main_sides", "side_finding"]

DUE: Final = {MainSide.EAST: 90.0, MainSide.WEST: 270.0}
"""Bearings of the sides. [degrees]"""

DUE_SOUTH: Final = 180.0
"""Bearing of south. [degrees]"""

ANGLE_NOISE: Final = 1e-6
"""Bearings are read from coordinates; what exceeds the limit by less is at it."""

_HABITABLE: Final = np.array(
    [kind in HABITABLE_ROOMS for kind in ROOM_KINDS], dtype=np.bool_
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sides:
    """What is analysed of east-west blocks (主要朝向).

    Parameters
    ----------
    secondary : (w,) ndarray of bool
        Windows on the secondary side, which are not analysed.
    choices : tuple of (SideFacts, SideChoice or None)
        Facts and choice of every building whose side was in question: those that have
        rooms to both sides or a side that somebody settled.
    """

    secondary: NDArray[np.bool_]
    choices: tuple[tuple[SideFacts, SideChoice | None], ...]


def main_sides(project: Project, rules: Ruleset) -> Sides:
    """Windows on the secondary sides of existing east-west blocks (次要朝向的窗).

    Parameters
    ----------
    project : Project
        Buildings, rooms and windows.
    rules : Ruleset
        Rules that choose the side, with the readings taken.

    Returns
    -------
    Sides
        No window is secondary where no clause of the rules governs.

    Notes
    -----
    Source: 规程六(七).
    """
    windows = project.windows
    secondary = np.zeros(len(windows), dtype=np.bool_)
    if not rules.sides:
        return Sides(secondary=secondary, choices=())
    normal = window_normals(windows)
    bearing = np.degrees(np.arctan2(normal[:, 0], normal[:, 1])) % 360.0
    limit = rules.values.number("east_west_limit_deg")
    order = np.argsort(windows.building, kind="stable")
    first = np.searchsorted(
        windows.building[order], np.arange(len(project.buildings) + 1)
    )
    choices: list[tuple[SideFacts, SideChoice | None]] = []
    for index, building in enumerate(project.buildings):
        if building.use is not Use.RESIDENTIAL and building.main_side is None:
            continue
        rows = order[first[index] : first[index + 1]]
        facts = _side_facts(project, building, rows, bearing[rows], limit)
        if not (facts.settled or (facts.east and facts.west)):
            continue
        choice = _choice(facts, rules)
        choices.append((facts, choice))
        if choice is not None and choice.main is not None:
            other = MainSide.WEST if choice.main is MainSide.EAST else MainSide.EAST
            secondary[rows[_towards(bearing[rows], DUE[other], limit)]] = True
    return Sides(secondary=secondary, choices=tuple(choices))


def side_finding(
    facts: SideFacts, choice: SideChoice | None, source: str
) -> Finding | None:
    """Say which side of a building was taken, and by what numbers (主要朝向说明).

    Parameters
    ----------
    facts : SideFacts
        Habitable rooms by side.
    choice : SideChoice or None
        What the rules chose; None where no clause governs.
    source : str
        Who settled the side, where somebody has.

    Returns
    -------
    Finding or None
        None for a building with rooms to both sides that is no east-west block, and
        where the reading turns the clause off.
    """
    where = f"building {facts.building}"
    counts = f"east {facts.east}, west {facts.west}, south {facts.south}"
    counts_zh = f"东 {facts.east} 间，西 {facts.west} 间，南 {facts.south} 间"
    if choice is None:
        return _not_applicable(facts, counts, counts_zh)
    if choice.main is None:
        return Finding(
            code="EAST-WEST-TIE",
            severity=Severity.NOTE,
            where=where,
            message=f"{facts.building} faces east and west with equally many habitable "
            f"rooms ({counts}); both sides are analysed (规程六(七))",
            message_zh=f"{facts.building} 为东西朝向，两侧居住空间相等（{counts_zh}）；"
            "两侧都列入分析（规程六(七)）",
            expected="more habitable rooms on one side, or main_side",
            found=counts,
        )
    side_zh = {MainSide.EAST: "东侧", MainSide.WEST: "西侧"}[choice.main]
    how, how_zh = "by number", "按间数"
    if choice.settled:
        how = f"as settled ({source or 'no source given'})"
        how_zh = f"按已核定的朝向（{source or '未注明来源'}）"
    return Finding(
        code="EAST-WEST-MAIN-SIDE",
        severity=Severity.NOTE,
        where=where,
        message=f"the main side of {facts.building} is the {choice.main.value} side, "
        f"{how} (habitable rooms: {counts}); the other side is not analysed "
        "(规程六(七))",
        message_zh=f"{facts.building} 以{side_zh}为主要朝向，{how_zh}"
        f"（居住空间：{counts_zh}）；另一侧不列入分析（规程六(七)）",
        expected="the side with more habitable rooms",
        found=counts,
    )


def _not_applicable(facts: SideFacts, counts: str, counts_zh: str) -> Finding | None:
    """Say that a settled side changes nothing, and why."""
    existing = facts.use is Use.RESIDENTIAL and facts.status is Status.EXISTING
    if facts.settled is None or (existing and facts.east_west):
        return None
    why, why_zh = "is on existing dwellings only", "该款只用于现状住宅"
    if existing:
        why = (
            "is on blocks with habitable rooms to the east and to the west and none to "
            f"the south (habitable rooms: {counts})"
        )
        why_zh = (
            f"该款只用于东、西两侧有居住空间而南面没有的楼（居住空间：{counts_zh}）"
        )
    return Finding(
        code="MAIN-SIDE-NOT-APPLICABLE",
        severity=Severity.WARNING,
        where=f"building {facts.building}.main_side",
        message=f"the main side of {facts.building} is given, but the clause {why}; "
        "it was ignored and all sides are analysed (规程六(七)). Take main_side out, "
        "or check the building",
        message_zh=f"{facts.building} 填写了主要朝向，但{why_zh}；未予采用，各侧都列入"
        "分析（规程六(七)）。请删去 main_side，或核对该楼",
        expected="an existing dwelling with rooms to the east and west alone",
        found=f"{facts.settled}; {counts}",
    )


def _choice(facts: SideFacts, rules: Ruleset) -> SideChoice | None:
    """Answer of the first clause that governs."""
    for clause in rules.sides:
        choice = clause.function(facts, rules.values)
        if choice is not None:
            return choice
    return None


def _towards(
    bearing: NDArray[np.float64], due: float, limit: float
) -> NDArray[np.bool_]:
    """Whether each window looks within the limit of a direction, (n,)."""
    turn = np.abs((bearing - due + 180.0) % 360.0 - 180.0)
    within: NDArray[np.bool_] = turn <= limit + ANGLE_NOISE
    return within


def _side_facts(
    project: Project,
    building: Building,
    rows: NDArray[np.int64],
    bearing: NDArray[np.float64],
    limit: float,
) -> SideFacts:
    """Habitable rooms of a building by side."""
    room = project.windows.room[rows]
    kind = np.append(project.rooms.kind, 0)[room]
    habitable: NDArray[np.bool_] = (room >= 0) & _HABITABLE[kind]
    width = project.windows.width[rows]

    def looking(due: float) -> NDArray[np.bool_]:
        seen: NDArray[np.bool_] = habitable & _towards(bearing, due, limit)
        return seen

    east, west = looking(DUE[MainSide.EAST]), looking(DUE[MainSide.WEST])
    return SideFacts(
        building=building.id,
        status=building.status,
        use=building.use,
        east=len(np.unique(room[east])),
        west=len(np.unique(room[west])),
        south=len(np.unique(room[looking(DUE_SOUTH)])),
        east_width=float(width[east].sum()),
        west_width=float(width[west].sum()),
        settled=building.main_side,
    )
