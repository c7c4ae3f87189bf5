"""From city objects to a project (生成项目): the one way of both formats."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import ImporterError
from sunlight.findings import Finding
from sunlight.importers.city.attributes import storey_heights
from sunlight.importers.city.bodies import Bodies, make_bodies
from sunlight.importers.city.buildings import make_building
from sunlight.importers.city.groups import Group, Item, gather, site_items, tally
from sunlight.importers.city.options import CityOptions
from sunlight.importers.city.place import place_model
from sunlight.importers.city.records import CityModel
from sunlight.importers.city.window_rows import WindowRow, storey_at, window_table
from sunlight.importers.city.windows import find_openings
from sunlight.importers.deadline import Deadline
from sunlight.importers.limits import Limits
from sunlight.importers.remarks import Remarks
from sunlight.model.empty import no_households, no_rooms
from sunlight.model.project import Building, Project

__all__ = ["build_project"]


def build_project(
    model: CityModel,
    *,
    file: Path,
    digest: str,
    options: CityOptions,
    limits: Limits,
    remarks: Remarks,
    deadline: Deadline,
) -> tuple[Project, tuple[Finding, ...]]:
    """Project of a city model (生成项目).

    Parameters
    ----------
    model : CityModel
        As read.
    file : Path
        Its file.
    digest : str
        SHA-256 of it.
    options : CityOptions
        What the file cannot say.
    limits : Limits
        ``entities`` also counts the triangles.
    remarks : Remarks
        What was remarked so far.
    deadline : Deadline
        When to stop.

    Returns
    -------
    project : Project
        With the windows of LoD3.
    findings : tuple of Finding
        All remarks.

    Raises
    ------
    ImporterError
        If there is no building with a surface.
    """
    groups, items = gather(model, options, remarks)
    if not groups:
        raise ImporterError(_nothing(model, remarks), source=str(file))
    items += site_items(model, options, remarks)
    used = np.zeros(len(model.vertices), dtype=bool)
    used[_indices(items)] = True
    frame = place_model(
        model.vertices,
        used,
        crs=model.crs,
        xy_order=model.xy_order,
        options=options,
        remarks=remarks,
        source=str(file),
    )
    deadline.check()
    bodies = make_bodies(frame.vertices, items, remarks)
    deadline.check()
    parts = [part for part in bodies.parts if part is not None]
    triangles = sum(len(part.faces) for part in parts if part.faces is not None)
    limits.check_entities(triangles, what="triangles", source=str(file))
    buildings, rows = _buildings(
        groups, items, bodies, file, options, remarks, deadline
    )
    if not buildings:
        raise ImporterError(_nothing(model, remarks), source=str(file))
    site_parts = []
    for item, part in zip(items, bodies.parts, strict=True):
        if item.role == "site" and part is not None:
            site_parts.append(part)
            remarks.add(
                "SITE-OBJECT-SHADES", element=item.thing.id, found=item.thing.type
            )
    project = Project(
        name=file.name.split(".")[0] or file.name,
        site=frame.site,
        buildings=tuple(buildings),
        windows=window_table(rows),
        rooms=no_rooms(),
        households=no_households(),
        site_parts=tuple(site_parts),
        source_files=((file.name, digest),),
    )
    return project, _located(remarks.findings())


def _located(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings whose place is the first of their city objects, if they have any."""
    return tuple(
        replace(one, where=one.elements[0]) if one.elements else one for one in findings
    )


def _indices(items: Sequence[Item]) -> NDArray[np.int64]:
    """Vertices of all faces of items."""
    return np.fromiter(
        (i for item in items for face in item.shell.faces for r in face for i in r),
        dtype=np.int64,
    )


def _nothing(model: CityModel, remarks: Remarks) -> str:
    """Why there is no building, and what there is."""
    kinds = Counter(thing.type or "?" for thing in model.objects.values())
    found = tally(kinds) or "nothing"
    summary = remarks.summary()
    return (
        f"no Building with a surface; the file ({model.format}) has {found}"
        + (f" ({summary})" if summary else "")
        + ". Export the buildings with a solid or surfaces of LoD 1 to 3"
    )


def _buildings(
    groups: list[Group],
    items: Sequence[Item],
    bodies: Bodies,
    file: Path,
    options: CityOptions,
    remarks: Remarks,
    deadline: Deadline,
) -> tuple[list[Building], list[WindowRow]]:
    """Buildings, and the rows of their windows."""
    mine: list[list[int]] = [[] for _ in groups]
    for number, item in enumerate(items):
        if item.group >= 0:
            mine[item.group].append(number)
    buildings: list[Building] = []
    rows: list[WindowRow] = []
    for group, some in zip(groups, mine, strict=True):
        deadline.check()
        building = make_building(
            group, items, some, bodies, file=file.name, options=options, remarks=remarks
        )
        if building is None:
            remarks.add("BUILDING-WITHOUT-GEOMETRY", element=group.root.id)
            continue
        heights = storey_heights(group.bodies)
        for opening in find_openings(bodies, items, some, remarks, deadline):
            above = opening.sill - building.zero_level
            rows.append(
                WindowRow(
                    building=len(buildings),
                    building_id=building.id,
                    zero_level=building.zero_level,
                    storey=storey_at(above, heights, options.storey_height),
                    opening=opening,
                )
            )
            by = (
                "storeyHeightsAboveGround"
                if heights
                else f"{options.storey_height:g} m"
            )
            remarks.add("WINDOW-STOREY-ASSUMED", element=opening.element, found=by)
        buildings.append(building)
    return buildings, rows
