"""Levels of the buildings of a model (标高): ±0.00 and the outdoor ground, absolute."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.importers.ifc.elements import Role
from sunlight.importers.ifc.extract import Extract
from sunlight.importers.ifc.facts import IfcBuildingFacts
from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.remarks import Remarks

__all__ = ["BuildingLevels", "levels_of"]

SAME_LEVEL: Final = 0.1
"""Two statements of one elevation that differ by more disagree. [m]"""

HIGHEST_PLINTH: Final = 30.0
"""±0.00 lies no farther above or below the ground, on any slope. [m]"""

BESIDE_OUTLINE: Final = 0.5
"""How far from the walls the terrain is asked for. [m]"""

TERRAIN_STEP: Final = 1.0
"""Spacing of the places where the terrain is asked for. [m]"""

Floats = NDArray[np.float64]


class BuildingLevels(NamedTuple):
    """Levels of one building (标高).

    Parameters
    ----------
    lift : float
        Absolute elevation of z = 0 of the file. [m]
    zero, ground : float
        Absolute elevations of ±0.00 and of the outdoor ground. [m]
    """

    lift: float
    zero: float
    ground: float


def levels_of(
    model: Extract,
    buildings: Sequence[tuple[IfcBuildingFacts, BaseGeometry]],
    options: IfcOptions,
    remarks: Remarks,
) -> tuple[BuildingLevels, ...]:
    """Levels of all buildings: by the options, else by the model (标高取值).

    Parameters
    ----------
    model : Extract
        The model.
    buildings : sequence of (IfcBuildingFacts, shapely geometry)
        Buildings with their outlines in the frame of the file. [m]
    options : IfcOptions
        Its levels come before those of the model.
    remarks : Remarks
        Receives what was assumed.

    Returns
    -------
    tuple of BuildingLevels
        One a building.
    """
    terrain = [
        mesh[0][mesh[1]]
        for guid, mesh in model.meshes.items()
        if model.elements[guid].role is Role.TERRAIN
    ]
    for _ in terrain:
        remarks.add("TERRAIN-NOT-SHADING")
    corners = np.concatenate(terrain) if terrain else np.empty((0, 3, 3))
    found = []
    for facts, outline in buildings:
        lift = _lift(model, facts, options, remarks)
        zero = facts.z + lift
        ground = _ground(facts, outline, corners, lift, options, remarks)
        found.append(BuildingLevels(lift=lift, zero=zero, ground=ground))
    return tuple(found)


def _say(code: str, facts: IfcBuildingFacts, remarks: Remarks, found: str = "") -> None:
    """Remark on a building."""
    name = facts.name or facts.guid
    remarks.add(code, name=name, element=facts.guid, where="buildings", found=found)


def _lift(
    model: Extract, facts: IfcBuildingFacts, options: IfcOptions, remarks: Remarks
) -> float:
    """Absolute elevation of z = 0 of the file. [m]"""  # noqa: D400
    if options.zero_level is not None:
        return options.zero_level - facts.z
    said, reference = model.semantics.elevation, facts.reference
    if said is None and reference is None:
        _say("ELEVATION-UNKNOWN", facts, remarks)
        return 0.0
    if said is None or reference is None:
        return said if said is not None else float(reference or 0.0) - facts.z
    if abs(facts.z + said - reference) > SAME_LEVEL:
        words = f"{facts.z + said:.2f} m, ElevationOfRefHeight {reference:.2f} m"
        _say("ZERO-LEVEL-DISAGREES", facts, remarks, words)
    return said


def _ground(
    facts: IfcBuildingFacts,
    outline: BaseGeometry,
    terrain: Floats,
    lift: float,
    options: IfcOptions,
    remarks: Remarks,
) -> float:
    """Absolute elevation of the outdoor ground. [m]"""  # noqa: D400
    zero = facts.z + lift
    if options.outdoor_ground is not None:
        return options.outdoor_ground
    if facts.terrain is not None:
        if abs(facts.terrain - zero) <= HIGHEST_PLINTH:
            return facts.terrain
        if abs(facts.terrain) <= HIGHEST_PLINTH:
            words = f"ElevationOfTerrain {facts.terrain:.2f} m"
            _say("OUTDOOR-GROUND-TAKEN-AS-RELATIVE", facts, remarks, words)
            return zero + facts.terrain
    heights = _terrain_heights(terrain, outline)
    if len(heights):
        low, high = float(heights.min()) + lift, float(heights.max()) + lift
        words = f"{low:.2f} … {high:.2f} m"
        _say("OUTDOOR-GROUND-FROM-TERRAIN", facts, remarks, words)
        return round(float(heights.mean()) + lift, 3)
    _say("OUTDOOR-GROUND-ASSUMED", facts, remarks)
    return zero


def _terrain_heights(terrain: Floats, outline: BaseGeometry) -> Floats:
    """Heights of the terrain round an outline, (n,). [m]"""  # noqa: D400
    if len(terrain) == 0 or outline.is_empty:
        return np.empty(0)
    line = shapely.boundary(shapely.buffer(outline, BESIDE_OUTLINE))
    places = shapely.get_coordinates(shapely.segmentize(line, TERRAIN_STEP))
    a, b, c = (terrain[:, k, :2] for k in range(3))
    doubled = _cross(b - a, c - a)
    kept = np.abs(doubled) > 0.0
    a, b, c, doubled, z = (x[kept] for x in (a, b, c, doubled, terrain[:, :, 2]))
    heights = []
    for place in places:
        first = _cross(b - place, c - place) / doubled
        second = _cross(c - place, a - place) / doubled
        third = 1.0 - first - second
        over = (first >= 0.0) & (second >= 0.0) & (third >= 0.0)
        if over.any():
            shares = np.column_stack([first, second, third])[over]
            heights.append(float((shares * z[over]).sum(axis=1).max()))
    return np.array(heights)


def _cross(one: Floats, other: Floats) -> Floats:
    """Cross products of vectors in plan, (f,)."""
    product: Floats = one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
    return product
