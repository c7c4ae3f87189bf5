"""What the 3D scene of the page shows, as plain data (三维场景数据)."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.errors import InputError
from sunlight.kinds import Status
from sunlight.model.project import Building, Project
from sunlight.report.page.scene_arrays import packed
from sunlight.report.page.scene_bodies import bodies_of
from sunlight.report.plan_shapes import drawn_status, plan_bounds
from sunlight.solar import SunPath

__all__ = ["ASSUMED_HEAD", "SCENE_VERSION", "reference_ground", "scene_data"]

SCENE_VERSION: Final = 1
"""Version of the data, which the script checks."""

ASSUMED_HEAD: Final = 2.4
"""Heads of windows are drawn so high above the floor: the model knows their sills
only. [m]"""

LEAST_HEIGHT: Final = 0.6
"""Windows are drawn at least so high. [m]"""

STAND_OUT: Final = 0.04
"""Windows are drawn so far before their wall. [m]"""

STATUS_CODES: Final = (
    Status.EXISTING.value,
    Status.APPROVED.value,
    Status.PROPOSED.value,
    Status.CONCURRENT.value,
    "removed",
)
"""Drawn statuses in the order of their codes."""


def scene_data(
    assessment: Assessment, *, labels: Sequence[str] | None = None
) -> dict[str, Any]:
    """Bodies, windows, ground and sun of an assessment for the page (三维场景数据).

    Arrays are packed: ``{"type": "f32" | "u32" | "i32" | "u8", "data": base64}``, the
    numbers little-endian, in C order. Places are metres relative to ``origin``, x east,
    y true north, z up from the reference ground, as float32: within 4 km of the middle
    the rounding stays below 0.3 mm. The sun's coefficients are plain JSON numbers,
    exact to float64. Neither ids nor map coordinates nor latitude are in it.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    labels : sequence of str or None
        What is written at each building; None for their ids.

    Returns
    -------
    dict
        Fit for JSON:

        - ``version``, ``origin`` (x, y, z of the project's coordinates);
        - ``ground``: ``elevation`` (absolute) of the reference plane on which shadows
          are drawn, ``highest`` (how far the highest outdoor ground lies above it),
          ``bounds``, and ``areas``, outlines of play grounds and unbuilt land with
          their ``level`` above it;
        - ``buildings``: label, status, whether it stands ``before`` and ``after``,
          ``box`` of its parts, ``ground`` above the reference plane or null;
        - ``bodies``: ``vertices`` (v, 3), ``triangles`` (t, 3), and for each part
          ``building`` (-1: of the site), ``kind``, ``excluded`` and where its
          vertices and triangles end;
        - ``windows``, rows as in the project's table: ``corners`` (w, 6), namely left
          x, y, right x, y, sill z, head z, and ``building``, ``state`` bits (1 before,
          2 after; 0 where no level is known and nothing is drawn);
        - ``days``, one a run: ``day``, ``band``, ``daylight`` in minutes and
          ``constant``, ``cosine``, ``sine`` of the sun's direction
          ``constant + cosine cos H + sine sin H``, ``H = radians(0.25 (minutes -
          720))``.

    Raises
    ------
    InputError
        If there are not as many labels as buildings.
    """
    project = assessment.project
    texts = [b.id for b in project.buildings] if labels is None else list(labels)
    if len(texts) != len(project.buildings):
        raise InputError(
            f"expected one a building, {len(project.buildings)} in all; "
            f"got {len(texts)}",
            where="labels",
            value=len(texts),
        )
    plane = reference_ground(project)
    west, south, east, north = plan_bounds(project)
    origin = np.array([0.5 * (west + east), 0.5 * (south + north), plane])
    bodies = bodies_of(assessment, origin)
    boxes = bodies.boxes(len(project.buildings))
    return {
        "version": SCENE_VERSION,
        "origin": origin.tolist(),
        "ground": _ground(project, origin, (west, south, east, north)),
        "statuses": list(STATUS_CODES),
        "buildings": [
            _building(building, text, box, plane)
            for building, text, box in zip(
                project.buildings, texts, boxes.tolist(), strict=True
            )
        ],
        "bodies": bodies.record(),
        "windows": _windows(project, origin),
        "days": [_day(run.path) for run in assessment.runs],
    }


def reference_ground(project: Project) -> float:
    """Elevation of the plane that takes the shadows in the scene (阴影参考地面). [m].

    The lowest outdoor ground of all buildings, so that no window is under it; bodies
    on higher ground are drawn down to it. Without any outdoor ground, the lowest foot
    of a part.

    Parameters
    ----------
    project : Project
        The project.
    """
    grounds = [b.outdoor_ground for b in project.buildings]
    known = [level for level in grounds if np.isfinite(level)]
    feet = [part.base for b in project.buildings for part in b.parts]
    return float(min(known or feet or [0.0]))


def _ground(
    project: Project,
    origin: NDArray[np.float64],
    bounds: tuple[float, float, float, float],
) -> dict[str, Any]:
    """Reference plane, its extent, and the grounds on it."""
    levels = [b.outdoor_ground for b in project.buildings]
    known = [level for level in levels if np.isfinite(level)]
    x, y, z = origin.tolist()
    west, south, east, north = bounds
    return {
        "elevation": z,
        "highest": max(known, default=z) - z,
        "bounds": [west - x, south - y, east - x, north - y],
        "areas": [
            {"outline": _outline(ground.polygon, origin), "level": ground.elevation - z}
            for ground in project.grounds
        ],
    }


def _outline(
    polygon: shapely.Polygon, origin: NDArray[np.float64]
) -> list[list[list[float]]]:
    """Rings of a polygon, relative."""
    return [
        np.round(np.asarray(ring.coords)[:, :2] - origin[:2], 3).tolist()
        for ring in (polygon.exterior, *polygon.interiors)
    ]


def _stands(building: Building) -> tuple[bool, bool]:
    """Whether a building stands before and after the project."""
    new = building.status in (Status.PROPOSED, Status.CONCURRENT)
    return not new, not building.removed_by_project


def _building(
    building: Building, label: str, box: list[float], plane: float
) -> dict[str, Any]:
    """One building, without its solids."""
    before, after = _stands(building)
    known = np.isfinite(building.outdoor_ground)
    return {
        "label": label,
        "status": STATUS_CODES.index(drawn_status(building)),
        "before": before,
        "after": after,
        "box": [round(value, 3) for value in box],
        "ground": float(building.outdoor_ground - plane) if known else None,
    }


def _windows(project: Project, origin: NDArray[np.float64]) -> dict[str, Any]:
    """Windows as upright rectangles before their walls."""
    windows = project.windows
    zero = np.array([b.zero_level for b in project.buildings] or [np.nan])
    zero = zero[windows.building] if len(windows) else np.empty(0)
    floor = zero + windows.floor_level - origin[2]
    sill = floor + windows.sill_height
    head = np.maximum(floor + ASSUMED_HEAD, sill + LEAST_HEIGHT)
    across = windows.right - windows.left
    length = np.maximum(np.hypot(across[:, 0], across[:, 1]), 1e-9)[:, None]
    out = np.column_stack([across[:, 1], -across[:, 0]]) / length * STAND_OUT
    corners = np.column_stack(
        [
            windows.left + out - origin[:2],
            windows.right + out - origin[:2],
            sill,
            head,
        ]
    )
    stands = np.array([_stands(b) for b in project.buildings], dtype=np.uint8)
    bits = stands.reshape(-1, 2) @ np.array([1, 2], dtype=np.uint8)
    state = bits[windows.building] if len(windows) else np.empty(0, dtype=np.uint8)
    known = np.isfinite(corners).all(axis=1)
    return {
        "count": len(windows),
        "corners": packed(np.where(known[:, None], corners, 0.0), "f32"),
        "building": packed(windows.building, "i32"),
        "state": packed(np.where(known, state, 0), "u8"),
        "assumed_head": ASSUMED_HEAD,
    }


def _day(path: SunPath) -> dict[str, Any]:
    """Sun of one standard day; floats as they are."""
    return {
        "day": path.day.value,
        "band": list(path.band),
        "daylight": list(path.daylight),
        "constant": path.constant.tolist(),
        "cosine": path.cosine.tolist(),
        "sine": path.sine.tolist(),
    }
