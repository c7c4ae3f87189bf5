"""At which height an aid looks: absolute, or above a building's ground (计算面标高)."""

import math
from dataclasses import dataclass

import numpy as np

from sunlight.errors import InputError
from sunlight.model.project import Building, Project
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["Plane", "outdoor_ground_of", "plane_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """A level with the way in which it was given (计算面).

    Parameters
    ----------
    elevation : float
        Absolute elevation. [m]
    above : float or None
        Height above an outdoor ground; None where the elevation itself was given. [m]
    ground : float
        Absolute elevation of that ground; NaN where there is none. [m]
    building : str
        Whose ground; empty where the elevation was given, or all buildings share one.
    """

    elevation: float
    above: float | None = None
    ground: float = math.nan
    building: str = ""


def outdoor_ground_of(building: Building) -> float:
    """Outdoor ground of a building, absolute (室外地坪标高). [m].

    Parameters
    ----------
    building : Building
        The building.

    Raises
    ------
    InputError
        If the project does not give it.
    """
    if math.isnan(building.outdoor_ground):
        raise InputError(
            f"the project gives no outdoor ground for {building.id}; give an absolute "
            "elevation instead",
            where="building",
            value=building.id,
        )
    return building.outdoor_ground


def plane_of(
    project: Project,
    *,
    elevation: float | None = None,
    above: float | None = None,
    building: str = "",
) -> Plane:
    """Level to look at (计算面): never a bare height.

    Parameters
    ----------
    project : Project
        For the outdoor ground of its buildings.
    elevation : float, optional
        Absolute elevation. [m]
    above : float, optional
        Height above the outdoor ground of `building`; 0 if neither is given. [m]
    building : str
        Id of the building whose outdoor ground is meant; may be left out where all
        buildings share one.

    Returns
    -------
    Plane
        The level.

    Raises
    ------
    InputError
        If both are given or a number is not finite, the building is unknown, or the
        grounds differ and none is named.
    """
    for where, value in (("elevation", elevation), ("above", above)):
        if value is not None and not math.isfinite(value):
            raise InputError(f"must be finite, got {value}", where=where, value=value)
    if elevation is not None:
        if above is not None or building:
            raise InputError(
                "is absolute: give either it, or a height above the outdoor ground of "
                "a building",
                where="elevation",
                value=elevation,
            )
        return Plane(elevation=float(elevation))
    if building:
        (ground,) = [
            outdoor_ground_of(b) for b in project.buildings if b.id == building
        ] or [_unknown(project, building)]
    else:
        ground = _shared_ground(project)
    height = 0.0 if above is None else float(above)
    return Plane(
        elevation=ground + height, above=height, ground=ground, building=building
    )


def _unknown(project: Project, building: str) -> float:
    """Refuse a building that is not there."""
    known = ", ".join(b.id for b in project.buildings[:20])
    raise InputError(
        f"there is no building {building!r}; there are {known}",
        where="building",
        value=building,
    )


def _shared_ground(project: Project) -> float:
    """Outdoor ground that all buildings share."""
    grounds = np.array([b.outdoor_ground for b in project.buildings])
    grounds = grounds[np.isfinite(grounds)]
    if len(grounds) == 0:
        raise InputError(
            "the project gives no outdoor ground; give an absolute elevation",
            where="elevation",
        )
    if np.ptp(grounds) > CONTACT_DISTANCE:
        raise InputError(
            f"outdoor grounds run from {grounds.min():.3f} to {grounds.max():.3f} m; "
            "name the building whose ground is meant, or give an absolute elevation",
            where="building",
        )
    return float(grounds[0])
