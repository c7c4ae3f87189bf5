"""Gate on buildings: numbers, copies, heights above ground, parapets (建筑检查)."""

from collections import Counter
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.findings import Finding
from sunlight.kinds import PartKind, Status
from sunlight.model.concerned import Concerned, concerned_buildings
from sunlight.model.gate.texts import gate_findings_about
from sunlight.model.mesh_columns import part_box
from sunlight.model.project import Building, Part, Project

__all__ = ["check_bodies"]

LOWEST_BUILDING: Final = 1.8
"""A body lower than this is a wall, a plinth or a slip of the unit. [m]"""

HIGHEST_STILTS: Final = 8.0
"""A body starting higher than this above ground stands on something. [m]

Open ground floors (架空层) are one storey high, at most two."""

STACKED: Final = 0.5
"""A body starting at most this far above the top of another stands on it. [m]"""

LEVEL_NOISE: Final = 1e-6
"""Levels nearer than this are equal. [m]"""

_NEW: Final = (Status.PROPOSED, Status.CONCURRENT)
_ROOF_KINDS: Final = (PartKind.PARAPET, PartKind.ROOF)


def check_bodies(project: Project) -> tuple[Finding, ...]:
    """Check the buildings of a project (建筑检查).

    Parameters
    ----------
    project : Project
        The project.

    Returns
    -------
    tuple of Finding
        One a kind.
    """
    buildings = project.buildings
    if not buildings:
        return gate_findings_about("NO-BUILDINGS", [Concerned("project", "buildings")])
    times = Counter(building.id for building in buildings)
    foot = np.array([_level(b, highest=False) for b in buildings], dtype=np.float64)
    top = np.array([_level(b, highest=True) for b in buildings], dtype=np.float64)
    ground = np.array([b.outdoor_ground for b in buildings], dtype=np.float64)
    high = top - foot
    low = (high > LEVEL_NOISE) & (high < LOWEST_BUILDING - LEVEL_NOISE)
    found: tuple[tuple[str, NDArray[np.bool_], NDArray[np.float64]], ...] = (
        ("BUILDING-LOW", low & bool(np.nanmax(high, initial=0.0) > 1.0), high),
        ("BUILDING-FLOATING", _floating(buildings, foot, ground), foot - ground),
        ("BUILDING-BELOW-GROUND", top <= ground + LEVEL_NOISE, ground - top),
    )
    return (
        *gate_findings_about(
            "BUILDING-ID-DUPLICATE",
            concerned_buildings(buildings, [times[b.id] > 1 for b in buildings]),
        ),
        *(
            finding
            for code, wrong, sizes in found
            for finding in gate_findings_about(
                code,
                concerned_buildings(buildings, wrong, [f"{s:.2f} m" for s in sizes]),
            )
        ),
        *gate_findings_about("PART-DUPLICATE", _copied_parts(buildings)),
        *gate_findings_about(
            "PARAPET-MISSING",
            concerned_buildings(buildings, [_without_parapet(b) for b in buildings]),
        ),
    )


def _bodies(building: Building) -> list[Part]:
    """Bodies of a building."""
    return [part for part in building.parts if part.kind is PartKind.BODY]


def _level(building: Building, *, highest: bool) -> float:
    """Highest or lowest level of the bodies; NaN where there is none. [m]"""  # noqa: D400
    bodies = _bodies(building)
    if highest:
        return max((part.top for part in bodies), default=np.nan)
    return min((part.base for part in bodies), default=np.nan)


def _floating(
    buildings: tuple[Building, ...],
    foot: NDArray[np.float64],
    ground: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Buildings high above their ground with nothing under them, (b,)."""
    floating: NDArray[np.bool_] = foot - ground > HIGHEST_STILTS
    if not floating.any():
        return floating
    under = [
        (part, i)
        for i, building in enumerate(buildings)
        for part in building.parts
        if np.isfinite(part_box(part)).all()
    ]
    boxes = np.array([part_box(part) for part, _ in under], dtype=np.float64)
    tree = shapely.STRtree(np.asarray(shapely.box(*boxes.T), dtype=object))
    for i in np.flatnonzero(floating).tolist():
        own = boxes[[k for k, (_, owner) in enumerate(under) if owner == i]]
        box = shapely.box(*own[:, :2].min(axis=0), *own[:, 2:].max(axis=0))
        floating[i] = not any(
            under[k][1] != i
            and under[k][0].base < foot[i] - LEVEL_NOISE
            and under[k][0].top >= foot[i] - STACKED
            for k in tree.query(box, predicate="intersects").tolist()
        )
    return floating


def _copied_parts(buildings: tuple[Building, ...]) -> list[Concerned]:
    """Parts that stand twice in their building."""
    copies = []
    for i, building in enumerate(buildings):
        seen: set[tuple[object, ...]] = set()
        for k, part in enumerate(building.parts if len(building.parts) > 1 else ()):
            key = _shape_key(part)
            if key in seen:
                copies.append(
                    Concerned(
                        name=f"{building.id}/{part.name or k + 1}",
                        where=f"buildings[{i}].parts[{k}]",
                        elements=(building.element,),
                        file=building.file,
                    )
                )
            seen.add(key)
    return copies


def _shape_key(part: Part) -> tuple[object, ...]:
    """What two parts of one shape have in common, to a millimetre."""
    levels = (round(part.base, 3), round(part.top, 3))
    if part.vertices is not None and part.faces is not None:
        there = part.faces[(part.faces < len(part.vertices)).all(axis=1)]
        corners = np.round(part.vertices[there].reshape(-1, 9)[:, :9], 3) + 0.0
        ordered = corners[np.lexsort(corners.T[::-1])]
        return (part.kind, *levels, ordered.tobytes())
    if part.polygon is None:
        return (part.kind, *levels, b"")
    outline = shapely.normalize(shapely.set_precision(part.polygon, 1e-3))
    return (part.kind, *levels, shapely.to_wkb(outline))


def _without_parapet(building: Building) -> bool:
    """Whether a new building is all prisms, and no parapet stands on them."""
    bodies = _bodies(building)
    return (
        building.status in _NEW
        and bool(bodies)
        and all(part.vertices is None for part in bodies)
        and not any(part.kind in _ROOF_KINDS for part in building.parts)
    )
