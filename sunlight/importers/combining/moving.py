"""Projects moved as a whole, and numbered apart (整体移动与编号前缀)."""

import dataclasses
import math

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from sunlight.importers.combining.frames import Motion, turned
from sunlight.model.evidence import ArchiveFigures
from sunlight.model.frames import FileFrame
from sunlight.model.grounds import Ground
from sunlight.model.project import Building, Part, Project

__all__ = ["extent", "moved_project", "prefix_ids"]


def extent(project: Project) -> NDArray[np.float64] | None:
    """Corners of the box around all solids and grounds in plan (平面范围), (2, 2).

    Parameters
    ----------
    project : Project
        The project.

    Returns
    -------
    (2, 2) ndarray of float64 or None
        Lowest and highest x and y; None of a project without any. [m]
    """
    parts = [part for home in project.buildings for part in home.parts]
    boxes = [ground.polygon.bounds for ground in project.grounds]
    for part in (*parts, *project.site_parts):
        if part.polygon is not None:
            boxes.append(part.polygon.bounds)
        elif part.vertices is not None:
            low, high = part.vertices[:, :2].min(axis=0), part.vertices.max(axis=0)
            boxes.append((*low.tolist(), *high[:2].tolist()))
    if not boxes:
        return None
    sides = np.array(boxes, dtype=np.float64)
    return np.array([sides[:, :2].min(axis=0), sides[:, 2:].max(axis=0)])


def moved_project(project: Project, motion: Motion) -> Project:
    """Project whose solids, windows and grounds are moved (整体移动).

    Its frames still lead back to the coordinates of the files.

    Parameters
    ----------
    project : Project
        The project; its site is left as it is.
    motion : Motion
        How.

    Returns
    -------
    Project
        The same numbers where nothing moves.
    """
    windows = project.windows
    if motion.in_plan:
        windows = dataclasses.replace(
            windows, left=motion.plan(windows.left), right=motion.plan(windows.right)
        )
    return dataclasses.replace(
        project,
        buildings=tuple(_building(b, motion) for b in project.buildings),
        windows=windows,
        site_parts=tuple(_part(part, motion) for part in project.site_parts),
        grounds=tuple(_ground(ground, motion) for ground in project.grounds),
        frames=tuple(_frame(frame, motion) for frame in project.frames),
    )


def _frame(frame: FileFrame, motion: Motion) -> FileFrame:
    """Frame of a file whose points were moved once more."""
    zero = frame.zero + motion.lift
    if not motion.in_plan:
        return dataclasses.replace(frame, zero=zero)
    angle = frame.north_angle + motion.turn
    if abs(angle) > 180.0:
        angle = math.remainder(angle, 360.0)
    back = turned(np.array([motion.shift], dtype=np.float64), -angle)[0]
    x, y = (np.array(frame.origin, dtype=np.float64) - back).tolist()
    return dataclasses.replace(frame, origin=(x, y), north_angle=angle, zero=zero)


def _building(building: Building, motion: Motion) -> Building:
    """Building after the motion."""
    archive = building.archive
    return dataclasses.replace(
        building,
        zero_level=building.zero_level + motion.lift,
        outdoor_ground=building.outdoor_ground + motion.lift,
        parts=tuple(_part(part, motion) for part in building.parts),
        archive=None if archive is None else _archive(archive, motion),
    )


def _archive(archive: ArchiveFigures, motion: Motion) -> ArchiveFigures:
    """Give the archive's figures after the motion; heights above something stay."""
    levels = {
        name: value + motion.lift
        for name in ("zero_level", "outdoor_ground", "top_elevation")
        if (value := getattr(archive, name)) is not None
    }
    outline = archive.footprint
    return dataclasses.replace(
        archive,
        footprint=None if outline is None else _polygon(outline, motion),
        **levels,
    )


def _part(part: Part, motion: Motion) -> Part:
    """Part after the motion."""
    vertices = part.vertices
    if vertices is not None:
        vertices = np.column_stack(
            [motion.plan(vertices[:, :2]), vertices[:, 2] + motion.lift]
        )
    return dataclasses.replace(
        part,
        polygon=None if part.polygon is None else _polygon(part.polygon, motion),
        base=part.base + motion.lift,
        top=part.top + motion.lift,
        vertices=vertices,
    )


def _ground(ground: Ground, motion: Motion) -> Ground:
    """Ground after the motion."""
    return dataclasses.replace(
        ground,
        polygon=_polygon(ground.polygon, motion),
        elevation=ground.elevation + motion.lift,
    )


def _polygon(polygon: Polygon, motion: Motion) -> Polygon:
    """Polygon after the motion."""
    if not motion.in_plan:
        return polygon
    return shapely.transform(polygon, motion.plan)


def prefix_ids(project: Project, prefix: str) -> Project:
    """Project whose ids all begin with a prefix (编号加前缀), so that none clashes.

    Parameters
    ----------
    project : Project
        The project.
    prefix : str
        Such as ``A-``; empty to change nothing.

    Returns
    -------
    Project
        With other ids of buildings, grounds, windows, rooms and households.
    """
    if not prefix:
        return project
    windows, rooms, households = project.windows, project.rooms, project.households
    return dataclasses.replace(
        project,
        buildings=tuple(_prefixed(b, prefix) for b in project.buildings),
        grounds=tuple(
            dataclasses.replace(
                ground,
                id=prefix + ground.id,
                building=ground.building and prefix + ground.building,
            )
            for ground in project.grounds
        ),
        frames=tuple(
            dataclasses.replace(f, buildings=tuple(prefix + b for b in f.buildings))
            for f in project.frames
        ),
        windows=dataclasses.replace(windows, id=_put_before(windows.id, prefix)),
        rooms=dataclasses.replace(rooms, id=_put_before(rooms.id, prefix)),
        households=dataclasses.replace(
            households, id=_put_before(households.id, prefix)
        ),
    )


def _prefixed(building: Building, prefix: str) -> Building:
    """Building with a prefix before its id and those it names."""
    yard = building.courtyard
    return dataclasses.replace(
        building,
        id=prefix + building.id,
        replaces=tuple(prefix + other for other in building.replaces),
        courtyard=None
        if yard is None
        else dataclasses.replace(yard, main_house=prefix + yard.main_house),
    )


def _put_before(ids: NDArray[np.object_], prefix: str) -> NDArray[np.object_]:
    """Ids with a prefix, (n,)."""
    out = np.empty(len(ids), dtype=object)
    out[:] = [prefix + name for name in ids.tolist()]
    return out
