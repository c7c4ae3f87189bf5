"""From a project to receivers and obstructions (建模)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.conditions import Conditions, OwnPlates, SillPlane
from sunlight.errors import GeometryError
from sunlight.kinds import NOT_OBSTRUCTING_PARTS, PartKind, Status
from sunlight.model.project import Building, Part, Project
from sunlight.model.tables import Windows
from sunlight.scene.obstructions import Obstructions, Prism, Solid
from sunlight.scene.receivers import Receivers
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["ExcludedPart", "Scene", "build_scene", "sill_ends", "window_normals"]

SITE_OWNER = "场地"
"""Owner of obstructions that belong to no building."""

_EARTH_DEPTH = 1.0  # grounded bodies reach this far below the lowest datum [m]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedPart:
    """A part of the model that shades nothing, with the clause (不计遮挡)."""

    building: str
    name: str
    kind: PartKind
    clause: str = "规程六(四)"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """A project as arrays (计算场景).

    Parameters
    ----------
    obstructions : Obstructions
        Every part that shades in some state.
    before, after : (p,) ndarray of bool
        Parts that stand before the project, and after it.
    measured : (m,) ndarray of int64
        Windows with a known sill height, in the order of the table.
    sill_z : (w,) ndarray of float64
        Absolute elevation of each window's sill plane; NaN where not known. [m]
    normal : (w, 2) ndarray of float64
        Outward unit normal of each window in plan.
    excluded : tuple of ExcludedPart
        Parts left out, with the clause.
    """

    obstructions: Obstructions
    before: NDArray[np.bool_]
    after: NDArray[np.bool_]
    measured: NDArray[np.int64]
    sill_z: NDArray[np.float64]
    normal: NDArray[np.float64]
    excluded: tuple[ExcludedPart, ...]


def window_normals(windows: Windows) -> NDArray[np.float64]:
    """Outward unit normals in plan, (w, 2).

    Left and right are as seen from outside, so the outside lies to the right of the way
    from left to right.
    """
    across = windows.right - windows.left
    length = np.hypot(across[:, 0], across[:, 1])
    length[length == 0.0] = 1.0
    return np.column_stack([across[:, 1], -across[:, 0]]) / length[:, None]


def _sill_elevations(project: Project, conditions: Conditions) -> NDArray[np.float64]:
    """Absolute elevation of each window's sill plane, NaN if not known, (w,)."""
    windows = project.windows
    zero = np.array([b.zero_level for b in project.buildings] or [np.nan])
    above = np.maximum(windows.sill_height, conditions.sill_minimum)
    if conditions.sill_plane is SillPlane.FIXED:
        above = np.full(len(windows), conditions.sill_minimum)
    if len(windows) == 0:
        return np.empty(0)
    elevation: NDArray[np.float64] = (
        zero[windows.building] + windows.floor_level + above
    )
    return elevation


def _lowest_level(project: Project, sill_z: NDArray[np.float64]) -> float:
    """A level under everything: grounded bodies reach down to it."""
    levels = [part.base for b in project.buildings for part in b.parts]
    levels += [part.base for part in project.site_parts]
    levels += [b.outdoor_ground for b in project.buildings]
    known = np.array(levels + sill_z.tolist(), dtype=np.float64)
    known = known[np.isfinite(known)]
    return float(known.min()) - _EARTH_DEPTH if len(known) else -_EARTH_DEPTH


def _states(building: Building) -> tuple[bool, bool]:
    """Whether a building stands before and after the project."""
    new = building.status in (Status.PROPOSED, Status.CONCURRENT)
    return not new, not building.removed_by_project


def _engine_part(kind: PartKind, conditions: Conditions) -> str:
    """Kind as the engine sees it: counted own plates are body."""
    if conditions.own_plates is OwnPlates.COUNTED:
        return PartKind.BODY.value
    return kind.value


def _body(
    part: Part, owner: str, ground: float, lowest: float, conditions: Conditions
) -> Prism | Solid:
    """A part as an engine body; one that stands on the ground reaches below it.

    Under a body on higher ground lies earth, not air: without that a low window would
    see the sun beneath it.
    """
    kind = _engine_part(part.kind, conditions)
    if part.polygon is not None:
        grounded = np.isfinite(ground) and part.base <= ground + CONTACT_DISTANCE
        base = lowest if grounded else part.base
        return Prism(owner, part.polygon, base, part.top, kind)
    if part.vertices is None or part.faces is None:
        raise GeometryError(
            "a part needs an outline or a mesh",
            object_id=owner,
            where=f"part {part.name or part.kind.value} of {owner}",
        )
    return Solid(owner, (part.vertices, part.faces), kind)


def build_scene(project: Project, conditions: Conditions) -> Scene:
    """Scene of a project: obstructions with their states, sill planes, normals (建模).

    Trees, poles, temporary steel roofs, solar heaters, billboards and unlawful
    additions are left out and listed (规程六(四)); everything else in the model shades,
    whatever its legal status, until a clause says otherwise.

    Parameters
    ----------
    project : Project
        The project.
    conditions : Conditions
        Sill rule and reading of own plates.

    Returns
    -------
    Scene
        Arrays for the engine.

    Raises
    ------
    GeometryError
        If a part has neither outline nor mesh, or an unusable one.
    """
    sill_z = _sill_elevations(project, conditions)
    lowest = _lowest_level(project, sill_z)
    prisms: list[tuple[Prism, bool, bool]] = []
    solids: list[tuple[Solid, bool, bool]] = []
    excluded: list[ExcludedPart] = []
    bodies = [
        (part, b.id, b.outdoor_ground, *_states(b))
        for b in project.buildings
        for part in b.parts
    ]
    bodies += [
        (part, f"{SITE_OWNER}:{part.name or part.kind.value}", part.base, True, True)
        for part in project.site_parts
    ]
    for part, owner, ground, before, after in bodies:
        if part.kind in NOT_OBSTRUCTING_PARTS:
            excluded.append(
                ExcludedPart(building=owner, name=part.name, kind=part.kind)
            )
            continue
        body = _body(part, owner, ground, lowest, conditions)
        if isinstance(body, Prism):
            prisms.append((body, before, after))
        else:
            solids.append((body, before, after))
    obstructions = Obstructions.from_prisms([p for p, _, _ in prisms])
    if solids:
        obstructions += Obstructions.from_meshes([s for s, _, _ in solids])
    standing = np.array([(b, a) for _, b, a in [*prisms, *solids]], dtype=np.bool_)
    standing = standing.reshape(-1, 2)
    return Scene(
        obstructions=obstructions,
        before=standing[:, 0].copy(),
        after=standing[:, 1].copy(),
        measured=np.flatnonzero(np.isfinite(sill_z)).astype(np.int64),
        sill_z=sill_z,
        normal=window_normals(project.windows),
        excluded=tuple(excluded),
    )


def sill_ends(
    project: Project,
    scene: Scene,
    windows: NDArray[np.int64],
    left: NDArray[np.float64],
    right: NDArray[np.float64],
) -> tuple[Receivers, Receivers]:
    """Left and right receivers of some windows, in columns floor over floor (窗台端点).

    Parameters
    ----------
    project, scene
        As built.
    windows : (m,) ndarray of int64
        Rows of the window table, in rising order.
    left, right : (m, 2) ndarray
        Ends of the counted width in plan. [m]

    Returns
    -------
    (Receivers, Receivers)
        In the order of `windows`.
    """
    table = project.windows
    new = np.ones(len(windows), dtype=np.bool_)
    if len(windows):
        same_place = (left[1:] == left[:-1]).all(axis=1) & (
            right[1:] == right[:-1]
        ).all(axis=1)
        same_owner = table.building[windows][1:] == table.building[windows][:-1]
        new[1:] = ~(same_place & same_owner)
    first = np.flatnonzero(new)
    offsets = np.append(first, len(windows))
    normals = np.zeros((len(first), 3))
    normals[:, :2] = scene.normal[windows[first]]
    owners = [project.buildings[i].id for i in table.building[windows[first]]]
    z = scene.sill_z[windows]
    return (
        Receivers.columns(left[first], offsets, z, normals, owners),
        Receivers.columns(right[first], offsets, z, normals, owners),
    )
