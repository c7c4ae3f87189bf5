"""From project coordinates back to those of the file (还原到文件坐标)."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.model.frames import FileFrame
from sunlight.model.project import Project

__all__ = ["frame_of", "to_file_frame", "turned_to_file"]

DEGREES: Final = "EPSG:4326"


def frame_of(project: Project, file: str) -> FileFrame:
    """Frame of a file of a project (文件坐标系).

    Parameters
    ----------
    project : Project
        The project.
    file : str
        Name of the file.

    Returns
    -------
    FileFrame
        What the reader has noted, else that of the site: its origin is then taken for
        one in the file's own frame. An origin in degrees cannot be taken back in
        metres; the project's origin is kept.
    """
    noted = next((frame for frame in project.frames if frame.file == file), None)
    if noted is not None:
        return noted
    site = project.site
    return FileFrame(
        file=file,
        origin=(0.0, 0.0) if site.crs == DEGREES else site.origin,
        north_angle=site.north_angle,
    )


def to_file_frame(points: NDArray[np.float64], frame: FileFrame) -> NDArray[np.float64]:
    """Points of the project in the frame of a file (文件坐标), (n, 3).

    Parameters
    ----------
    points : (n, 3) ndarray of float64
        Project coordinates, elevations absolute. [m]
    frame : FileFrame
        Of the file.

    Returns
    -------
    (n, 3) ndarray of float64
        Metres along the axes of the file.
    """
    moved = np.array([*frame.origin, -frame.zero])
    placed: NDArray[np.float64] = turned_to_file(points, frame) + moved
    return placed


def turned_to_file(
    directions: NDArray[np.float64], frame: FileFrame
) -> NDArray[np.float64]:
    """Directions of the project along the axes of a file (文件方向), (n, 3).

    Parameters
    ----------
    directions : (n, 3) ndarray of float64
        In project coordinates.
    frame : FileFrame
        Of the file.
    """
    angle = math.radians(frame.north_angle)
    sine, cosine = math.sin(angle), math.cos(angle)
    x, y, z = directions.T
    return np.column_stack([x * cosine + y * sine, y * cosine - x * sine, z])
