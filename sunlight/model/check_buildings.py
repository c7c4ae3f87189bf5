"""Check of buildings: outlines, levels, heights, overlaps (建筑检查)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.findings import Finding
from sunlight.kinds import PartKind, Status, Use
from sunlight.model.check_datum import check_datum
from sunlight.model.check_overlaps import check_overlaps
from sunlight.model.check_texts import about, about_all
from sunlight.model.concerned import Concerned, concerned_buildings
from sunlight.model.project import Building, Part, Project

__all__ = ["check_buildings"]

LARGEST_EXTENT: Final = 100e3
LARGEST_FOOTPRINT: Final = 10e3
LARGEST_HEIGHT: Final = 1500.0
"""Beyond these a project, an outline or a part is in millimetres. [m]

An estate of 200 m in millimetres is 200 km wide, a house of 12 m is 12 km wide, a
storey of 3 m is 3 km high; no building on earth is 1000 m high."""

SMALLEST_FOOTPRINT: Final = 1.0
"""A smaller body is a slip of the pen or of the unit. [m²]"""

LEVEL_NOISE: Final = 1e-6
"""Levels nearer than this are equal. [m]"""

STOREY_HEIGHTS: Final = (2.2, 6.0)
"""Mean storey heights outside these are an error of storeys or top. [m]

2.2 m is the least height that counts as a storey in Chinese floor area rules
(GB/T 50353); the error most often seen is a height in feet or of one storey."""

_NEW: Final = (Status.PROPOSED, Status.CONCURRENT)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Named:
    """A part with the path and the name people know it by."""

    part: Part
    where: str
    name: str
    building: int
    element: str = ""
    file: str = ""


def check_buildings(project: Project) -> tuple[Finding, ...]:
    """Check buildings and parts of the site (建筑检查).

    Parameters
    ----------
    project : Project
        The project.

    Returns
    -------
    tuple of Finding
        One a kind.
    """
    parts = _named_parts(project)
    return (
        *_check_units(parts),
        *_check_solids(project.buildings, parts),
        *_check_outlines(parts),
        *check_overlaps(project.buildings),
        *_check_levels(project.buildings),
        *check_datum(project.buildings),
        *_check_storeys(project.buildings),
        *_on(
            "UNKNOWN-USE",
            project.buildings,
            [b.use is Use.UNKNOWN for b in project.buildings],
        ),
        *_on(
            "COURTYARD-NEW",
            project.buildings,
            [b.courtyard is not None and b.status in _NEW for b in project.buildings],
        ),
        *_on(
            "MAIN-SIDE-BLANK-SOURCE",
            project.buildings,
            [
                b.main_side is not None and not b.main_side_source.strip()
                for b in project.buildings
            ],
        ),
    )


def _named_parts(project: Project) -> list[_Named]:
    """All parts, of buildings first; parts of the site have building -1."""
    named = [
        _Named(
            part=part,
            where=f"buildings[{i}].footprint" if k == 0 else f"buildings[{i}]",
            name=building.id if k == 0 else f"{building.id}/{part.name or k + 1}",
            building=i,
            element=building.element,
            file=building.file,
        )
        for i, building in enumerate(project.buildings)
        for k, part in enumerate(building.parts)
    ]
    return named + [
        _Named(
            part=part,
            where=f"site_parts[{k}]",
            name=part.name or f"site/{k + 1}",
            building=-1,
        )
        for k, part in enumerate(project.site_parts)
    ]


def _on(
    code: str,
    buildings: tuple[Building, ...],
    wrong: list[bool] | NDArray[np.bool_],
    found: NDArray[np.float64] | None = None,
) -> tuple[Finding, ...]:
    """One finding on the buildings where something is wrong."""
    texts = [] if found is None else [f"{value:.2f}" for value in found]
    return about_all(code, concerned_buildings(buildings, wrong, texts))


def _on_parts(
    code: str, parts: list[_Named], found: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """One finding on these parts."""
    return about_all(
        code,
        [
            Concerned(
                name=named.name,
                where=named.where,
                elements=(named.element,),
                file=named.file,
                found=found[k] if found else "",
            )
            for k, named in enumerate(parts)
        ],
    )


def _check_units(parts: list[_Named]) -> tuple[Finding, ...]:
    """Millimetres taken for metres."""
    if not parts:
        return ()
    bounds = np.array([_bounds(named.part) for named in parts])
    with np.errstate(invalid="ignore"):
        wide = np.max(bounds[:, 2:] - bounds[:, :2], axis=1)
    high = np.array([named.part.top - named.part.base for named in parts])
    known = bounds[np.isfinite(bounds).all(axis=1)]
    extent = float(np.ptp(known.reshape(-1, 2), axis=0).max()) if len(known) else 0.0
    for sizes, limit, what in (
        (wide, LARGEST_FOOTPRINT, "wide"),
        (high, LARGEST_HEIGHT, "high"),
    ):
        worst = int(np.argmax(np.nan_to_num(sizes, nan=-np.inf)))
        if sizes[worst] > limit:
            return _on_parts(
                "UNIT-MILLIMETRES",
                [parts[worst]],
                [f"{parts[worst].name} would be {_metres(sizes[worst])} m {what}"],
            )
    if extent > LARGEST_EXTENT:
        return about(
            "UNIT-MILLIMETRES",
            ["project"],
            where="buildings",
            found=f"the project would be {extent / 1000:.0f} km wide",
        )
    return ()


def _metres(size: float) -> str:
    """Whole metres, or a power of ten where nobody could read them."""
    return f"{size:.0f}" if size < 1e9 else f"{size:.1e}"


def _bounds(part: Part) -> tuple[float, float, float, float]:
    """Lowest and highest x and y; NaN where the part has no place."""
    if part.polygon is not None:
        low_x, low_y, high_x, high_y = part.polygon.bounds
        return float(low_x), float(low_y), float(high_x), float(high_y)
    if part.vertices is None or len(part.vertices) == 0:
        return (np.nan, np.nan, np.nan, np.nan)
    low, high = part.vertices.min(axis=0), part.vertices.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _check_solids(
    buildings: tuple[Building, ...], parts: list[_Named]
) -> tuple[Finding, ...]:
    """Every building has a solid, every prism a height."""
    flat = [p for p in parts if not p.part.top - p.part.base > LEVEL_NOISE]
    return (
        *_on("BUILDING-WITHOUT-PARTS", buildings, [not b.parts for b in buildings]),
        *_on_parts("PART-WITHOUT-HEIGHT", flat),
    )


def _check_outlines(parts: list[_Named]) -> tuple[Finding, ...]:
    """Outlines are valid and not tiny."""
    drawn = [p for p in parts if p.part.polygon is not None]
    shapes = np.array([p.part.polygon for p in drawn], dtype=object)
    broken = np.flatnonzero(~shapely.is_valid(shapes) | shapely.is_empty(shapes))
    reasons = [
        "Empty" if shapes[i].is_empty else str(shapely.is_valid_reason(shapes[i]))
        for i in broken
    ]
    crossing = ["Self-intersection" in reason for reason in reasons]
    tiny = [
        p
        for p, area, valid in zip(
            drawn, shapely.area(shapes), shapely.is_valid(shapes), strict=True
        )
        if valid and 0.0 < area < SMALLEST_FOOTPRINT and p.part.kind is PartKind.BODY
    ]
    marked = list(zip(broken.tolist(), reasons, crossing, strict=True))
    return (
        *_on_parts(
            "FOOTPRINT-SELF-CROSSING",
            [drawn[i] for i, _, crosses in marked if crosses],
            [reason for _, reason, crosses in marked if crosses],
        ),
        *_on_parts(
            "FOOTPRINT-INVALID",
            [drawn[i] for i, _, crosses in marked if not crosses],
            [reason for _, reason, crosses in marked if not crosses],
        ),
        *_on_parts("FOOTPRINT-TOO-SMALL", tiny),
    )


def _check_levels(buildings: tuple[Building, ...]) -> tuple[Finding, ...]:
    """±0.00 and outdoor ground are given, and in order."""
    zero = np.array([b.zero_level for b in buildings], dtype=np.float64)
    ground = np.array([b.outdoor_ground for b in buildings], dtype=np.float64)
    return (
        *_on("ZERO-LEVEL-MISSING", buildings, ~np.isfinite(zero)),
        *_on("GROUND-MISSING", buildings, ~np.isfinite(ground)),
        *_on("ZERO-LEVEL-BELOW-GROUND", buildings, zero < ground - LEVEL_NOISE),
    )


def _check_storeys(buildings: tuple[Building, ...]) -> tuple[Finding, ...]:
    """Storeys fit the height above ±0.00, or above ground where that is not known."""
    mean = np.full(len(buildings), np.nan)
    for i, building in enumerate(buildings):
        tops = [p.top for p in building.parts if p.kind is PartKind.BODY]
        foot = building.zero_level
        foot = foot if np.isfinite(foot) else building.outdoor_ground
        if building.storeys > 0 and tops:
            mean[i] = (max(tops) - foot) / building.storeys
    low, high = STOREY_HEIGHTS
    wrong = (mean < low - LEVEL_NOISE) | (mean > high + LEVEL_NOISE)
    return _on("STOREYS-HEIGHT-MISMATCH", buildings, wrong, mean)
