"""From a project to receivers and obstructions (建模)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.conditions import Conditions, OwnPlates, SillPlane, UnlawfulBuildings
from sunlight.errors import GeometryError
from sunlight.kinds import (
    NOT_OBSTRUCTING_PARTS,
    OWN_PLATE_PARTS,
    LegalStatus,
    PartKind,
    Status,
)
from sunlight.model.project import Building, Part, Project
from sunlight.scene.base_planes import BasePlanes, base_planes
from sunlight.scene.obstructions import Obstructions, Prism, Solid
from sunlight.scene.receivers import Receivers
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["ExcludedPart", "Scene", "build_scene", "sill_ends"]

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
        Absolute elevation of each window's sill plane; NaN where it, or the base
        plane, is not known. [m]
    planes : BasePlanes
        Sill ends and outward normals of each window in plan.
    excluded : tuple of ExcludedPart
        Parts left out, with the clause.
    bodies : tuple of Prism or Solid
        What the parts of `obstructions` were made from, in their order.
    """

    obstructions: Obstructions
    before: NDArray[np.bool_]
    after: NDArray[np.bool_]
    measured: NDArray[np.int64]
    sill_z: NDArray[np.float64]
    planes: BasePlanes
    excluded: tuple[ExcludedPart, ...]
    bodies: tuple[Prism | Solid, ...]

    @property
    def normal(self) -> NDArray[np.float64]:
        """Outward unit normal of each window in plan, at its left end, (w, 2)."""
        return self.planes.normal


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
    levels += [ground.elevation for ground in project.grounds]
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


def _yard(building: Building) -> str:
    """Whose plates do not shade the windows of a building: its own, or its yard's."""
    return building.id if building.courtyard is None else building.courtyard.main_house


def _spared(part: Part, building: Building | None) -> str:
    """Yard whose windows the part does not shade: 规程六(九)4; empty for none.

    Plates of any house of the yard, and side houses added unlawfully. This holds by
    whatever reading of 规程六(五), which leaves the choice.
    """
    if building is None or building.courtyard is None:
        return ""
    side_house = building.id != building.courtyard.main_house
    unlawful = side_house and building.legal is LegalStatus.UNLAWFUL
    return _yard(building) if unlawful or part.kind in OWN_PLATE_PARTS else ""


def _left_out(building: Building | None, conditions: Conditions) -> bool:
    """Whether a whole building shades nothing, by the reading of 规程六(四)."""
    return (
        building is not None
        and building.legal in (LegalStatus.UNLAWFUL, LegalStatus.TEMPORARY)
        and conditions.unlawful_buildings is UnlawfulBuildings.LEFT_OUT
    )


def _body(
    part: Part,
    owner: str,
    ground: float,
    lowest: float,
    conditions: Conditions,
    spared: str,
) -> Prism | Solid:
    """A part as an engine body; one that stands on the ground reaches below it.

    Under a body on higher ground lies earth, not air: without that a low window would
    see the sun beneath it.
    """
    kind = _engine_part(part.kind, conditions)
    if part.vertices is not None and part.faces is not None:
        return Solid(owner, (part.vertices, part.faces), kind, spared)
    if part.polygon is None:
        raise GeometryError(
            "a part needs an outline or a mesh",
            object_id=owner,
            where=f"part {part.name or part.kind.value} of {owner}",
        )
    grounded = np.isfinite(ground) and part.base <= ground + CONTACT_DISTANCE
    base = lowest if grounded else part.base
    return Prism(owner, part.polygon, base, part.top, kind, spared)


def build_scene(project: Project, conditions: Conditions) -> Scene:
    """Scene of a project: obstructions with their states, sill planes, normals (建模).

    Trees, poles, temporary steel roofs, solar heaters, billboards and unlawful
    additions are left out and listed (规程六(四)); everything else in the model shades,
    whole buildings without lawful papers too unless the reading is the other one.
    Plates of a courtyard, and its unlawful houses, do not shade its own windows
    (规程六(九)4).

    Parameters
    ----------
    project : Project
        The project.
    conditions : Conditions
        Sill rule, base planes, and readings of what shades.

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
    planes = base_planes(project, conditions)
    sill_z[~planes.known] = np.nan
    lowest = _lowest_level(project, sill_z)
    prisms: list[tuple[Prism, bool, bool]] = []
    solids: list[tuple[Solid, bool, bool]] = []
    excluded: list[ExcludedPart] = []
    bodies: list[tuple[Part, str, float, bool, bool, Building | None]] = [
        (part, b.id, b.outdoor_ground, *_states(b), b)
        for b in project.buildings
        for part in b.parts
    ]
    bodies += [
        (
            part,
            f"{SITE_OWNER}:{part.name or part.kind.value}",
            part.base,
            True,
            True,
            None,
        )
        for part in project.site_parts
    ]
    for part, owner, ground, before, after, building in bodies:
        if part.kind in NOT_OBSTRUCTING_PARTS or _left_out(building, conditions):
            excluded.append(
                ExcludedPart(building=owner, name=part.name, kind=part.kind)
            )
            continue
        body = _body(part, owner, ground, lowest, conditions, _spared(part, building))
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
        planes=planes,
        excluded=tuple(excluded),
        bodies=(*(p for p, _, _ in prisms), *(s for s, _, _ in solids)),
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
        column = np.searchsorted(table.column_offsets, windows, side="right")
        same_place = (left[1:] == left[:-1]).all(axis=1) & (
            right[1:] == right[:-1]
        ).all(axis=1)
        new[1:] = ~(same_place & (column[1:] == column[:-1]))
    first = np.flatnonzero(new)
    offsets = np.append(first, len(windows))
    planes, at = scene.planes, windows[first]
    upright = np.zeros(len(first))
    normals = np.column_stack([planes.normal[at], upright])
    normals_right = np.column_stack([planes.normal_right[at], upright])
    owners = [_yard(project.buildings[i]) for i in table.building[at]]
    z = scene.sill_z[windows]
    return (
        Receivers.columns(left[first], offsets, z, normals, owners),
        Receivers.columns(right[first], offsets, z, normals_right, owners),
    )
