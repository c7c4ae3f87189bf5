"""Check of play grounds and unbuilt land: place, level, papers (场地检查)."""

from collections.abc import Callable
from typing import Final

import numpy as np
import shapely

from sunlight.findings import Finding
from sunlight.kinds import GroundKind, LegalStatus, SourceKind, Status, Use
from sunlight.model.check_texts import about
from sunlight.model.grounds import Ground
from sunlight.model.project import Building, Project

__all__ = ["check_grounds"]

FARTHEST_LEVEL: Final = 20.0
"""A ground this much above or below every outdoor ground is in another datum. [m]

Estates on slopes have some metres of difference; a datum mixed up makes tens."""

COVERED_SHARE: Final = 0.001
"""A ground covered by less than this share was drawn to a wall and a little over."""

LEVEL_NOISE: Final = 1e-6
"""Levels nearer than this are equal. [m]"""


def check_grounds(project: Project) -> tuple[Finding, ...]:
    """Check the grounds of a project (场地检查).

    Parameters
    ----------
    project : Project
        The project.

    Returns
    -------
    tuple of Finding
        One a kind.
    """
    standing = [b for b in project.buildings if not b.removed_by_project]
    levels = np.array([b.outdoor_ground for b in project.buildings], dtype=np.float64)
    levels = levels[np.isfinite(levels)]

    def far(ground: Ground) -> bool:
        off = np.abs(levels - ground.elevation)
        return len(levels) > 0 and float(off.min()) > FARTHEST_LEVEL

    def unproven(ground: Ground) -> bool:
        play = ground.kind is GroundKind.PLAY_GROUND
        there = ground.status is Status.EXISTING
        return play and there and ground.legal is LegalStatus.BLANK

    return (
        *_on("GROUND-UNDER-BUILDING", project, lambda g: _covered(g, standing)),
        *_on("GROUND-LEVEL-FAR", project, far),
        *_on("GROUND-USE-UNKNOWN", project, lambda g: g.use is Use.UNKNOWN),
        *_on("GROUND-BLANK-LEGAL", project, unproven),
        *_on(
            "GROUND-BLANK-SOURCE",
            project,
            lambda g: g.source.kind is SourceKind.BLANK,
        ),
    )


def _on(
    code: str, project: Project, wrong: Callable[[Ground], bool]
) -> tuple[Finding, ...]:
    """One finding on the grounds where something is wrong."""
    rows = [i for i, ground in enumerate(project.grounds) if wrong(ground)]
    if not rows:
        return ()
    first = project.grounds[rows[0]]
    return about(
        code,
        [project.grounds[i].id for i in rows],
        where=f"grounds[{rows[0]}]",
        found=f"{first.elevation:.2f}",
    )


def _covered(ground: Ground, standing: list[Building]) -> bool:
    """Whether a body that stands after the project covers part of a ground."""
    outlines = [
        part.polygon
        for building in standing
        for part in building.parts
        if part.polygon is not None
        and part.polygon.is_valid
        and _rests_on(part.base, part.top, ground, building)
    ]
    if not outlines:
        return False
    shared = shapely.area(shapely.intersection(np.array(outlines), ground.polygon))
    return bool(shared.max() > COVERED_SHARE * ground.polygon.area)


def _rests_on(base: float, top: float, ground: Ground, building: Building) -> bool:
    """Whether a part stands on the ground: its foot is no higher than the earth."""
    earth = max(
        ground.elevation,
        building.outdoor_ground if np.isfinite(building.outdoor_ground) else -np.inf,
    )
    return base <= earth + LEVEL_NOISE and top > ground.elevation + LEVEL_NOISE
