"""Project coordinates without the digits of a map (坐标归零)."""

from typing import Final

from sunlight.importers.combining.frames import Motion
from sunlight.importers.combining.moving import extent, moved_project
from sunlight.model.project import Project

__all__ = ["ORIGIN_GRAIN", "moved_to_origin"]

ORIGIN_GRAIN: Final = 1_000.0
"""Projects are moved by whole multiples of this, which keeps their shapes. [m]"""


def moved_to_origin(project: Project) -> Project:
    """Project moved to about the origin (坐标归零).

    Projects that lie there are left as they are, to the last bit; those drawn in the
    small coordinates of a city's own grid are moved.

    Parameters
    ----------
    project : Project
        The project.
    """
    box = extent(project)
    if box is None:
        return project
    east, north = (
        round(float(middle) / ORIGIN_GRAIN) * ORIGIN_GRAIN
        for middle in box.mean(axis=0)
    )
    if (east, north) == (0.0, 0.0):
        return project
    return moved_project(project, Motion(shift=(-east, -north)))
