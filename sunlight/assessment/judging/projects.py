"""Projects side by side: which of them takes what (同期项目的分摊, 办法三)."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.judging.households import standing_of
from sunlight.intervals import BlockedIntervals
from sunlight.intervals.columns import row_of
from sunlight.model.project import Building, Project
from sunlight.rules import Standing

__all__ = ["Taker", "by_taker", "taker_of_owner", "takers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """Who may take sunlight, buildings of one project put together (分摊对象).

    Parameters
    ----------
    kind : {'surroundings', 'own', 'side'}
        Existing and approved buildings and the site; the project under review; a
        project side by side.
    id, name : str
        Of the project; empty for the surroundings.
    """

    kind: Literal["surroundings", "own", "side"]
    id: str = ""
    name: str = ""


def takers(project: Project) -> tuple[Taker, ...]:
    """Give all who may take sunlight (分摊对象): surroundings, own project, others.

    Parameters
    ----------
    project : Project
        Buildings and the projects side by side.

    Returns
    -------
    tuple of Taker
        Projects side by side in the order of the file, then those that only buildings
        name; the id is empty where a concurrent building names none.
    """
    names = dict(project.side_by_side)
    for building in project.buildings:
        if standing_of(building, project) is Standing.CONCURRENT:
            names.setdefault(building.project_id, "")
    return (
        Taker(kind="surroundings"),
        Taker(kind="own", id=project.project_id, name=project.name),
        *(Taker(kind="side", id=key, name=name) for key, name in names.items()),
    )


def taker_of_owner(
    project: Project, owner_names: tuple[str, ...]
) -> NDArray[np.int32] | None:
    """Give the taker that each owner belongs to (各遮挡者所属), (o,).

    What the project demolishes belongs to the project: the sun that comes back is its
    doing.

    Parameters
    ----------
    project : Project
        Buildings.
    owner_names : tuple of str
        Names of owners; those of no building belong to the surroundings.

    Returns
    -------
    (o,) ndarray of int32, or None
        Index into :func:`takers`; None where no building of another project stands.
    """
    code: dict[tuple[str, str], int] = {
        (taker.kind, taker.id): index for index, taker in enumerate(takers(project))
    }
    of_building = {
        building.id: code[_taker_key(building, project)]
        for building in project.buildings
    }
    if max(of_building.values(), default=0) <= 1:
        return None
    return np.array([of_building.get(name, 0) for name in owner_names], dtype=np.int32)


def _taker_key(building: Building, project: Project) -> tuple[str, str]:
    """Kind and id of the taker that a building belongs to."""
    standing = standing_of(building, project)
    if standing is Standing.CONCURRENT:
        return ("side", building.project_id)
    if standing is Standing.OUTSIDE:
        return ("surroundings", "")
    return ("own", project.project_id)


def by_taker(blocked: BlockedIntervals, taker: NDArray[np.int32]) -> BlockedIntervals:
    """Put the intervals of all owners of one taker together (归并遮挡时段).

    Parameters
    ----------
    blocked : BlockedIntervals, (r,) rows
        By owner.
    taker : (o,) ndarray of int32
        Taker of each owner.

    Returns
    -------
    BlockedIntervals, (r,) rows
        By taker: overlapping intervals are one. What is nobody's, `OWN_WALL_PLANE` or
        `REMNANT`, stays as it is.
    """
    if len(blocked.owner) == 0:
        return blocked
    nobody = blocked.owner < 0
    of_owner = np.append(taker, 0)[np.where(nobody, 0, blocked.owner)]
    who = np.where(nobody, blocked.owner, of_owner)
    row = row_of(blocked.offsets)
    order = np.lexsort((blocked.start, who, row))
    row, who = row[order], who[order].astype(np.int32)
    start, end = blocked.start[order], blocked.end[order]
    other = np.ones(len(row), dtype=np.bool_)
    other[1:] = (row[1:] != row[:-1]) | (who[1:] != who[:-1])
    # How far the intervals of a taker reach so far: a running maximum that starts
    # anew with each taker, over ranks, which are exact.
    limits, rank = np.unique(end, return_inverse=True)
    base = (np.cumsum(other) - 1) * len(limits)
    reached = limits[np.maximum.accumulate(rank + base) - base]
    first = other.copy()
    first[1:] |= start[1:] > reached[:-1]
    at = np.flatnonzero(first)
    counts = np.bincount(row[at], minlength=len(blocked))
    return BlockedIntervals._trusted(
        np.append(0, np.cumsum(counts)).astype(np.int64),
        who[at],
        start[at],
        np.maximum.reduceat(end, at),
    )
