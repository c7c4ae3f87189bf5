"""Gate on units, height datum and north, file by file (单位、基准、真北检查)."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.findings import Finding
from sunlight.kinds import PartKind
from sunlight.model.check_datum import HIGH_STEP
from sunlight.model.concerned import Concerned, concerned_buildings
from sunlight.model.gate.texts import gate_findings_about
from sunlight.model.project import Building, Project, Site

__all__ = ["check_frame"]

TOO_SMALL: Final = 1.0
"""A file whose highest building is lower than this is not in metres. [m]"""

STOREY: Final = (2.5, 4.6)
"""Mean storey heights of a whole file lie within these. [m]"""

UNITS: Final[tuple[tuple[str, float, str], ...]] = (
    ("UNIT-FEET", 1.0 / 0.3048, "feet"),
    ("UNIT-SCALE", 0.3048, "metres taken for feet"),
    ("UNIT-SCALE", 1.0 / 0.0254, "inches"),
    ("UNIT-SCALE", 100.0, "centimetres"),
    ("UNIT-SCALE", 1000.0, "millimetres"),
    ("UNIT-SCALE", 0.001, "metres taken for millimetres"),
)
"""Code, factor by which storeys come out wrong, and what was taken for metres."""

SAME_LEVEL: Final = 1e-9
"""±0.00 at this elevation is at nought. [m]"""

DATUM_STEP: Final = 3.0
"""Files whose ±0.00 differ by less than this may be in one datum. [m]"""

NORTH_DEG: Final = 0.1
"""North off by less than this moves the sun by less than half a minute. [degrees]"""


def check_frame(project: Project) -> tuple[Finding, ...]:
    """Check units, height datum and north (单位、基准、真北检查).

    Parameters
    ----------
    project : Project
        The project.

    Returns
    -------
    tuple of Finding
        One a kind and file.
    """
    files: dict[str, list[int]] = {}
    for i, building in enumerate(project.buildings):
        files.setdefault(building.file, []).append(i)
    steps = _floor_steps(project)
    return (
        *_check_units(project.buildings, files.values(), steps),
        *_check_noughts(project.buildings, list(files.values())),
        *_check_north(project.site),
    )


def _check_units(
    buildings: tuple[Building, ...],
    files: Iterable[list[int]],
    steps: NDArray[np.float64],
) -> tuple[Finding, ...]:
    """Heights of each file, and heights of its storeys."""
    findings: list[Finding] = []
    for rows in files:
        heights = [h for h in (_height(buildings[i]) for i in rows) if np.isfinite(h)]
        if heights and 0.0 < max(heights) < TOO_SMALL:
            findings += _on_rows(
                "UNIT-TOO-SMALL", buildings, rows, f"{max(heights):.3f} m at most"
            )
            continue
        storeys = np.array([_storey(buildings[i], steps[i]) for i in rows])
        storeys = storeys[np.isfinite(storeys)]
        mean = float(np.median(storeys)) if len(storeys) else np.nan
        for code, factor, unit in UNITS:
            if STOREY[0] * factor <= mean <= STOREY[1] * factor:
                said = f"{mean:.4g} m high ({unit})"
                findings += _on_rows(code, buildings, rows, said)
                break
    return tuple(findings)


def _on_rows(
    code: str, buildings: tuple[Building, ...], rows: list[int], found: str
) -> tuple[Finding, ...]:
    """One finding on the buildings of a file."""
    wrong = np.zeros(len(buildings), dtype=np.bool_)
    wrong[rows] = True
    things = concerned_buildings(buildings, wrong, [found] * len(buildings))
    return gate_findings_about(code, things)


def _height(building: Building) -> float:
    """Height of the bodies from foot to top; NaN where there are none. [m]"""  # noqa: D400
    bodies = [part for part in building.parts if part.kind is PartKind.BODY]
    if not bodies:
        return np.nan
    return max(part.top for part in bodies) - min(part.base for part in bodies)


def _storey(building: Building, step: float) -> float:
    """Mean storey height, from the floors of its windows, else from its storeys. [m]"""  # noqa: D400
    if np.isfinite(step):
        return step
    if building.storeys <= 0 or building.height_assumed:
        return np.nan
    return _height(building) / building.storeys


def _floor_steps(project: Project) -> NDArray[np.float64]:
    """Mean height from floor to floor by the windows drawn in each building, (b,)."""
    windows = project.windows
    steps = np.full(len(project.buildings), np.nan)
    drawn = np.flatnonzero(~windows.assumed & np.isfinite(windows.floor_level))
    order = drawn[np.lexsort((windows.floor[drawn], windows.building[drawn]))]
    building = windows.building[order]
    first = np.flatnonzero(np.diff(building, prepend=-1))
    last = np.append(first[1:], len(order))[: len(first)] - 1
    low, high = order[first], order[last]
    floors = (windows.floor[high] - windows.floor[low]).astype(np.float64)
    rise = windows.floor_level[high] - windows.floor_level[low]
    several = floors > 0
    steps[windows.building[low[several]]] = rise[several] / floors[several]
    return steps


def _check_noughts(
    buildings: tuple[Building, ...], files: list[list[int]]
) -> tuple[Finding, ...]:
    """Files whose ±0.00 are all at nought beside files whose are not."""
    zero = np.array([b.zero_level for b in buildings], dtype=np.float64)
    told = [zero[rows][np.isfinite(zero[rows])] for rows in files]
    at_nought = [len(z) > 0 and bool((np.abs(z) <= SAME_LEVEL).all()) for z in told]
    others = [
        float(np.median(z))
        for z, nought in zip(told, at_nought, strict=True)
        if len(z) and not nought and np.abs(z).min() > SAME_LEVEL
    ]
    steps = [level for level in others if DATUM_STEP < abs(level) <= HIGH_STEP]
    if not steps:
        return ()
    return tuple(
        finding
        for rows, nought in zip(files, at_nought, strict=True)
        if nought
        for finding in _on_rows(
            "LEVELS-AT-NOUGHT", buildings, rows, f"{steps[0]:.2f} m"
        )
    )


def _check_north(site: Site) -> tuple[Finding, ...]:
    """Grid north was turned to true north."""
    if site.north == "angle" or not site.crs.strip():
        return ()
    convergence = _convergence(site)
    if not abs(site.north_angle + convergence) > NORTH_DEG:
        return ()
    found = f"{site.crs}, whose grid north is {convergence:+.2f}° from true north here"
    return gate_findings_about(
        "NORTH-IS-GRID", [Concerned("site", "site.north", found=found)]
    )


def _convergence(site: Site) -> float:
    """Angle from true to grid north at the origin, east positive; NaN if unknown."""
    from pyproj import CRS, Proj
    from pyproj.exceptions import CRSError, ProjError

    try:
        crs = CRS.from_user_input(site.crs)
        if not crs.is_projected:
            return np.nan
        projection = Proj(crs)
        longitude, latitude = projection(*site.origin, inverse=True, errcheck=True)
        return float(projection.get_factors(longitude, latitude).meridian_convergence)
    except (CRSError, ProjError):
        return np.nan
