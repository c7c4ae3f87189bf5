"""The scene and the sun of a convention (口径对应的场景与太阳轨迹).

Nothing is built anew: the arrays of a scene are turned, lifted or masked. A part that
is omitted stays in the arrays, and shades in no state.
"""

import copy
import math
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.kinds import PartKind
from sunlight.model.project import Project
from sunlight.review.records.causes import Convention, GeometryChange
from sunlight.scene import Obstructions, Scene
from sunlight.solar import SunPath

__all__ = [
    "ROOF_PARTS",
    "changed_parts",
    "lifted",
    "sill_elevations",
    "turned",
    "turned_points",
    "with_geometry",
]

ROOF_PARTS: Final = (
    PartKind.PARAPET,
    PartKind.ROOF,
    PartKind.STAIR_HOUSE,
    PartKind.LIFT_HOUSE,
    PartKind.WATER_TANK,
    PartKind.CHIMNEY,
    PartKind.EAVE,
)
"""Parts that stand on the roof and go up and down with it."""
_LEAST_HEIGHT: Final = 0.1
"""What is left of a part at the least. [m]"""
_TOP_TOLERANCE: Final = 0.05
_ON_ROOF: Final = 1.0
"""Roof parts begin no lower than this below the top of the body. [m]"""
_REFRACTIVITY: Final = 2.8e-4
"""Index of refraction of air less one. The atmosphere is taken as plane layers."""


def lifted(path: SunPath) -> SunPath:
    """Sun's path with refraction (计入大气折射的太阳轨迹).

    The engine knows paths that are linear in cos H and sin H. Refraction raises the
    sine of the altitude z by ``(n - 1) (1 - z2) / z``; over the band this is laid out
    linearly in z, within 0.01° from 8 to 16 h.

    Parameters
    ----------
    path : SunPath
        Geometric path.
    """
    first, last = path.lit_band
    z = np.maximum(path.directions(np.linspace(first, last, 49))[:, 2], 0.05)
    lift = _REFRACTIVITY * (1.0 - z * z) / z
    slope, offset = np.polyfit(z, lift, 1)
    raised = copy.copy(path)
    constant, cosine = path.constant.copy(), path.cosine.copy()
    constant[2] = constant[2] * (1.0 + slope) + offset
    cosine[2] *= 1.0 + slope
    object.__setattr__(raised, "constant", constant)
    object.__setattr__(raised, "cosine", cosine)
    return raised


def turned_points(points: NDArray[np.float64], clockwise: float) -> NDArray[np.float64]:
    """Points in plan turned clockwise about the origin, (..., 2) (旋转).

    Parameters
    ----------
    points : (..., 2) ndarray
        In plan. [m]
    clockwise : float
        Angle. [degrees]
    """
    angle = math.radians(clockwise)
    cosine, sine = math.cos(angle), math.sin(angle)
    x, y = points[..., 0], points[..., 1]
    return np.stack([x * cosine + y * sine, y * cosine - x * sine], axis=-1)


def turned(scene: Scene, clockwise: float) -> Scene:
    """Scene turned clockwise about the origin (整体旋转的场景).

    Parameters
    ----------
    scene : Scene
        As built.
    clockwise : float
        Angle. [degrees]
    """
    if clockwise == 0.0:
        return scene
    planes = scene.planes
    return replace(
        scene,
        planes=replace(
            planes,
            left=turned_points(planes.left, clockwise),
            right=turned_points(planes.right, clockwise),
            normal=turned_points(planes.normal, clockwise),
            normal_right=turned_points(planes.normal_right, clockwise),
        ),
        obstructions=_turned_bodies(scene.obstructions, clockwise),
    )


def _turned_bodies(obstructions: Obstructions, clockwise: float) -> Obstructions:
    """Obstructions turned clockwise, with boxes that hold them."""
    walls = np.column_stack(
        [
            turned_points(obstructions.walls[:, :2], clockwise),
            turned_points(obstructions.walls[:, 2:], clockwise),
        ]
    )
    corners = obstructions.corners.copy()
    corners[..., :2] = turned_points(obstructions.corners[..., :2], clockwise)
    box = obstructions.part_box.copy()
    parts = obstructions.part_count
    at = np.concatenate(
        [
            np.repeat(np.arange(parts), np.diff(obstructions.wall_offsets)),
            np.repeat(np.arange(parts), np.diff(obstructions.face_offsets) * 4),
        ]
    )
    corner = corners[..., :2].copy()
    three = obstructions.corner_count < 4
    corner[three, 3] = corner[three, 0]
    plan = np.concatenate([walls[:, :2], corner.reshape(-1, 2)])
    low = np.full((parts, 2), np.inf)
    high = np.full((parts, 2), -np.inf)
    np.minimum.at(low, at, plan)
    np.maximum.at(high, at, plan)
    some = np.isfinite(low).all(axis=1)
    box[some, 0:2], box[some, 3:5] = low[some], high[some]
    return replace(obstructions, walls=walls, corners=corners, part_box=box, memo={})


def sill_elevations(
    project: Project, scene: Scene, convention: Convention, minimum: float
) -> NDArray[np.float64]:
    """Absolute elevations of the sill planes under a convention, (w,) (窗台面标高).

    Parameters
    ----------
    project : Project
        Floors and sills.
    scene : Scene
        Elevations by the rules.
    convention : Convention
        Sill rule, raised sills, level of a building.
    minimum : float
        Least height of the rules. [m]
    """
    windows = project.windows
    z = scene.sill_z
    if convention.sill != "rules" and len(windows):
        zero = np.array([b.zero_level for b in project.buildings])
        above = {
            "floor_0.9": np.full(len(windows), minimum),
            "real": windows.sill_height,
            "floor": np.zeros(len(windows)),
        }[convention.sill]
        found = zero[windows.building] + windows.floor_level + above
        z = np.where(np.isfinite(z) & np.isfinite(found), found, z)
    if convention.raised:
        z = z + convention.raised
    change = convention.geometry
    if change is not None and change.kind == "level":
        index = [b.id for b in project.buildings].index(change.building)
        z = np.where(windows.building == index, z + change.metres, z)
    return z


def changed_parts(
    scene: Scene, kinds: NDArray[np.object_], change: GeometryChange
) -> NDArray[np.bool_]:
    """Parts of the obstructions that a change touches, (p,) (改动涉及的部位).

    Parameters
    ----------
    scene : Scene
        As built.
    kinds : (p,) ndarray of str objects
        Kind of each part.
    change : GeometryChange
        The change; a level touches no obstruction.
    """
    mine = _parts_of(scene, change.building)
    if change.kind == "omitted":
        return mine
    if change.kind == "part_omitted":
        return np.logical_and(mine, np.isin(kinds, [change.part]))
    if change.kind == "top":
        shift = _shifts(scene, kinds, mine, 1.0)
        moved: NDArray[np.bool_] = np.logical_or(shift[:, 0] != 0.0, shift[:, 1] != 0.0)
        return moved
    return np.zeros_like(mine)


def with_geometry(
    scene: Scene, kinds: NDArray[np.object_], change: GeometryChange
) -> Scene:
    """Scene with one change of the model (一处几何改动后的场景).

    The highest bodies of a building get another top; what stands on the roof goes with
    them. The level of an analysed building moves its windows, see
    :func:`sill_elevations`.

    Parameters
    ----------
    scene, kinds, change
        As in :func:`changed_parts`.
    """
    if change.kind == "level":
        return scene
    if change.kind == "top":
        mine = _parts_of(scene, change.building)
        shift = _shifts(scene, kinds, mine, change.metres)
        return replace(scene, obstructions=_shifted(scene.obstructions, shift))
    touched = changed_parts(scene, kinds, change)
    return replace(scene, before=scene.before & ~touched, after=scene.after & ~touched)


def _parts_of(scene: Scene, building: str) -> NDArray[np.bool_]:
    """Parts that belong to a building, (p,)."""
    names = np.array(scene.obstructions.owner_names, dtype=np.object_)
    owner: NDArray[np.object_] = names[scene.obstructions.part_owner]
    return np.array([name == building for name in owner], dtype=np.bool_)


def _shifts(
    scene: Scene, kinds: NDArray[np.object_], mine: NDArray[np.bool_], metres: float
) -> NDArray[np.float64]:
    """How much base and top of each part rise with a building's top, (p, 2). [m]."""
    box = scene.obstructions.part_box
    shift = np.zeros((len(box), 2))
    on_roof = mine & np.isin(kinds, [kind.value for kind in ROOF_PARTS])
    bodies = np.logical_and(mine, np.isin(kinds, [PartKind.BODY.value]))
    if not bodies.any():
        bodies = np.logical_and(mine, ~on_roof)
    if bodies.any():
        top = box[bodies, 5].max()
        highest = bodies & (box[:, 5] >= top - _TOP_TOLERANCE)
        room = box[highest, 5] - box[highest, 2] - _LEAST_HEIGHT
        metres = max(metres, -float(room.min()))
        shift[highest, 1] = metres
        on_roof &= box[:, 2] >= top - _ON_ROOF
    shift[on_roof] = metres
    return shift


def _shifted(obstructions: Obstructions, shift: NDArray[np.float64]) -> Obstructions:
    """Obstructions with other bases and tops of some parts."""
    box = obstructions.part_box.copy()
    corners = obstructions.corners.copy()
    middle = 0.5 * (box[:, 2] + box[:, 5])
    part = np.repeat(
        np.arange(obstructions.part_count), np.diff(obstructions.face_offsets)
    )
    high = corners[..., 2] > middle[part][:, None]
    corners[..., 2] += np.where(high, shift[part, 1:2], shift[part, 0:1])
    box[:, 2] += shift[:, 0]
    box[:, 5] += shift[:, 1]
    return replace(obstructions, corners=corners, part_box=box, memo={})
