"""Buildings of assumed height that may shade a ground (可能遮挡场地的假定高度建筑)."""

import math

from sunlight.model.grounds import Ground
from sunlight.model.project import Project
from sunlight.scope import footprint
from sunlight.solar import SunPath

__all__ = ["assumed_near"]


def assumed_near(ground: Ground, project: Project, path: SunPath) -> tuple[str, ...]:
    """Buildings of assumed height within whose shadow's reach a ground lies.

    Whether their shadow falls on it at some moment is not asked: the reach at the
    lowest sun of the band is enough to withhold a verdict that their height could turn.

    Parameters
    ----------
    ground : Ground
        The ground.
    project : Project
        Buildings, with what is assumed.
    path : SunPath
        Sun's path of the day.

    Returns
    -------
    tuple of str
        Ids, in the order of the project; the building that the ground belongs to may be
        among them.

    Notes
    -----
    Source: 办法四, which knows no heights taken from storeys.
    """
    altitudes = [float(up) for _, _, up in path.directions(list(path.lit_band))]
    lowest = min(altitudes)
    if lowest <= 0.0:
        return tuple(b.id for b in project.buildings if b.height_assumed)
    reach_by_height = math.sqrt(1.0 - lowest * lowest) / lowest
    return tuple(
        building.id
        for building in project.buildings
        if building.height_assumed
        and ground.polygon.distance(footprint(building))
        <= max(building.top - ground.elevation, 0.0) * reach_by_height
    )
