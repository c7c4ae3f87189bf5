"""From project coordinates back to those of the file (还原到文件坐标)."""

import math

import numpy as np
from numpy.typing import NDArray

from sunlight.model.frames import FileFrame

__all__ = ["to_file_frame", "turned_to_file"]


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
