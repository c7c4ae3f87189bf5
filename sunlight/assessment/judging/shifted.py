"""A project as it would be if the survey were off (测量误差下的项目)."""

from dataclasses import replace
from typing import Final

import numpy as np
from shapely import Polygon

from sunlight.model.project import Building, Part, Project
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["moved_out", "raised"]

_LEAST_HEIGHT: Final = 1e-3
"""A part that is lowered keeps at least this. [m]"""


def raised(project: Project, change: float) -> Project:
    """Project with all obstructions higher (遮挡体整体升高); windows stay.

    What stands on the ground keeps its base; what does not (roof houses, balconies,
    bodies on an open ground floor) is moved as a whole.

    Parameters
    ----------
    project : Project
        As surveyed.
    change : float
        How much higher; lower if negative. [m]

    Returns
    -------
    Project
        With other parts; ±0.00, floors and sills are as before.
    """
    buildings = tuple(
        replace(
            building,
            parts=tuple(
                _raised_part(part, change, grounded=_grounded(part, building))
                for part in building.parts
            ),
        )
        for building in project.buildings
    )
    site = tuple(_raised_part(p, change, grounded=True) for p in project.site_parts)
    return replace(project, buildings=buildings, site_parts=site)


def moved_out(project: Project, change: float, *, fixed: int) -> Project:
    """Project with the outlines of all buildings but one farther out (轮廓外移).

    Corners stay corners. One building is left as it is, so that its windows stay on its
    walls; so are meshes, and what is too slender to be moved in.

    Parameters
    ----------
    project : Project
        As surveyed.
    change : float
        How much farther out; in if negative. [m]
    fixed : int
        Index of the building that stays.

    Returns
    -------
    Project
        With other outlines.
    """
    buildings = tuple(
        building
        if index == fixed
        else replace(
            building, parts=tuple(_wider_part(part, change) for part in building.parts)
        )
        for index, building in enumerate(project.buildings)
    )
    site = tuple(_wider_part(part, change) for part in project.site_parts)
    return replace(project, buildings=buildings, site_parts=site)


def _grounded(part: Part, building: Building) -> bool:
    """Whether a part stands on the ground."""
    ground = building.outdoor_ground
    return bool(np.isfinite(ground) and part.base <= ground + CONTACT_DISTANCE)


def _raised_part(part: Part, change: float, *, grounded: bool) -> Part:
    """Part with a higher top; its base too, unless it stands on the ground."""
    base = part.base if grounded else part.base + change
    top = max(part.top + change, base + _LEAST_HEIGHT)
    if part.vertices is None:
        return replace(part, base=base, top=top)
    vertices = part.vertices.copy()
    if grounded:
        above = vertices[:, 2] > part.base + CONTACT_DISTANCE
        vertices[above, 2] = np.maximum(vertices[above, 2] + change, part.base)
    else:
        vertices[:, 2] += change
    return replace(part, base=base, top=top, vertices=vertices)


def _wider_part(part: Part, change: float) -> Part:
    """Part with a wider outline."""
    if part.polygon is None or part.vertices is not None:
        return part
    wider = part.polygon.buffer(change, join_style="mitre")
    usable = isinstance(wider, Polygon) and not wider.is_empty
    return replace(part, polygon=wider) if usable else part
