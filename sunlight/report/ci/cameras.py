"""Cameras of BCF viewpoints (取景): from the window, and from the air (BCF 相机)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.model.frames import FileFrame
from sunlight.model.project import Building, Part, Project
from sunlight.report.ci.frames import to_file_frame, turned_to_file
from sunlight.report.ci.views import WindowView
from sunlight.report.plan_shapes import footprint

__all__ = [
    "Camera",
    "box_camera",
    "camera_in_file",
    "overview_camera",
    "parts_of",
    "sight_distance",
    "window_camera",
]

FIELD_OF_VIEW: Final = 60.0
"""The widest that BCF 2.1 allows. [degrees]"""
IN_FRONT: Final = 1.0
"""The camera stands this far before the sill. [m]"""
LEAST_SPAN: Final = 10.0
"""The view from the air spans this much at least. [m]"""
FARTHEST: Final = 3_000.0
"""Sight lines end here. [m]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Camera:
    """Perspective camera (透视相机).

    Parameters
    ----------
    point : (3,) ndarray of float64
        Where it stands. [m]
    direction, up : (3,) ndarray of float64
        Unit vectors at right angles.
    """

    point: NDArray[np.float64]
    direction: NDArray[np.float64]
    up: NDArray[np.float64]


def looking(point: NDArray[np.float64], towards: NDArray[np.float64]) -> Camera:
    """Camera at a point that looks in a direction, upright (朝某方向).

    Parameters
    ----------
    point : (3,) ndarray of float64
        Where. [m]
    towards : (3,) ndarray of float64
        Direction, not straight up or down.
    """
    ahead = towards / np.linalg.norm(towards)
    up = np.array([0.0, 0.0, 1.0]) - ahead[2] * ahead
    return Camera(point=point, direction=ahead, up=up / np.linalg.norm(up))


def window_camera(view: WindowView) -> Camera:
    """What a person at the window sees (从窗外望): the blocker, the sun behind it.

    Parameters
    ----------
    view : WindowView
        The window.

    Returns
    -------
    Camera
        One metre before the middle of the sill, looking into the sun; straight ahead
        where nobody stands before it.
    """
    towards = view.sun if view.blocker else view.outward
    return looking(view.sill + IN_FRONT * view.outward, towards)


def overview_camera(view: WindowView, distance: float) -> Camera:
    """View from the air that holds window and blocker (鸟瞰), beside their line.

    Parameters
    ----------
    view : WindowView
        The window.
    distance : float
        Level distance from the window to the blocker. [m]

    Returns
    -------
    Camera
        On the side of the line from which the window's wall is seen from outside.
    """
    span = max(distance, LEAST_SPAN)
    along = np.append(view.sun[:2] / np.hypot(*view.sun[:2]), 0.0)
    aside = np.array([along[1], -along[0], 0.0])
    if aside @ view.outward < 0.0:
        aside = -aside
    middle = view.sill + 0.5 * span * along
    point = middle + 1.1 * span * aside + np.array([0.0, 0.0, 0.7 * span])
    return looking(point, middle - point)


def box_camera(low: NDArray[np.float64], high: NDArray[np.float64]) -> Camera:
    """View of a box from the south-west, from above (俯视).

    Parameters
    ----------
    low, high : (3,) ndarray of float64
        Corners. [m]
    """
    middle = 0.5 * (low + high)
    span = max(float(np.linalg.norm(high - low)), LEAST_SPAN)
    towards = np.array([0.6, 0.6, -0.53])
    return looking(middle - 1.2 * span * towards / np.linalg.norm(towards), towards)


def camera_in_file(camera: Camera, frame: FileFrame) -> Camera:
    """Camera in the frame of a file (文件坐标中的相机).

    Parameters
    ----------
    camera : Camera
        In project coordinates.
    frame : FileFrame
        Of the file.
    """
    turned = turned_to_file(np.vstack([camera.direction, camera.up]), frame)
    return Camera(
        point=to_file_frame(camera.point[None], frame)[0],
        direction=turned[0],
        up=turned[1],
    )


def parts_of(project: Project, owner: str) -> tuple[Part, ...]:
    """Parts of a building, or the part of the site of that name (遮挡者的部位).

    Parameters
    ----------
    project : Project
        The project.
    owner : str
        Id or name.
    """
    found: Building | None = next((b for b in project.buildings if b.id == owner), None)
    if found is not None:
        return found.parts
    return tuple(p for p in project.site_parts if p.name == owner)


def sight_distance(project: Project, view: WindowView) -> float:
    """Level distance from the window to its blocker along the sun's azimuth (水平距离).

    Parameters
    ----------
    project : Project
        The project.
    view : WindowView
        The window.

    Returns
    -------
    float
        To where the line of sight meets the blocker's outline; 0 if it does not. [m]
    """
    start = view.sill[:2]
    along = view.sun[:2] / np.hypot(*view.sun[:2])
    ahead = start + 0.01 * along  # clear of the window's own wall
    line = shapely.LineString([ahead, start + FARTHEST * along])
    shapes = [s for part in parts_of(project, view.blocker) for s in footprint(part)]
    met = shapely.intersection(shapely.union_all(shapes), line)
    if met.is_empty:
        return 0.0
    return float(shapely.distance(met, shapely.Point(start)))
