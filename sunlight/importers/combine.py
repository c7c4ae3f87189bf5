"""Several projects to one (合并项目): in the frame of the first."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from sunlight.errors import InputError
from sunlight.findings import Finding, Severity
from sunlight.importers.combining.frames import (
    LONGITUDE_LATITUDE,
    Motion,
    SourcePlacement,
    motion_between,
)
from sunlight.importers.combining.joining import joined_tables
from sunlight.importers.combining.moving import extent, moved_project
from sunlight.importers.combining.noted import joined_frames, with_frames
from sunlight.importers.remarks import Remarks, RemarkText
from sunlight.model.project import Project

__all__ = [
    "COMBINE_TEXTS",
    "FARTHEST_APART",
    "PROJECT_FIELDS",
    "combine_projects",
    "told_differently",
]

FARTHEST_APART: Final = 5_000.0
"""Files with a wider gap between their buildings do not belong together. [m]

A tower of 500 m throws a shadow of 4.7 km at an altitude of the sun of 6°."""

SAME_LATITUDE: Final = 0.1
"""Latitudes of one site agree within this: 11 km. [degrees]"""

PROJECT_FIELDS: Final = (
    "project_id",
    "rules",
    "stage",
    "stage_reference",
    "renewal_document",
    "report_date",
    "survey",
)
"""What is said once a project, and not of its buildings."""

COMBINE_TEXTS: Final[dict[str, RemarkText]] = {
    "FRAMES-ASSUMED-EQUAL": RemarkText(
        Severity.WARNING,
        "{ids} and the first file name no coordinate system; they are taken to be "
        "drawn in one and the same frame. If not, give at and rotate",
        "{ids} 与第一个文件都没有坐标系，按画在同一坐标框架内处理；"
        "不是的，请给出 at 和 rotate",
        "a coordinate system, or a placement",
    ),
    "TURN-ASSUMED": RemarkText(
        Severity.WARNING,
        "nobody said how {ids} is turned; its +y is taken for true north. Give rotate",
        "未说明 {ids} 的方向，暂按其 +y 为真北；请给出 rotate",
        "rotate, or a true north in the file",
    ),
    "MIXED-DATUMS": RemarkText(
        Severity.WARNING,
        "the files name different height datums ({found}); elevations are put together "
        "as they are. Give lift of {ids}, or levels in one datum",
        "各文件的高程基准不同（{found}），标高照原样合并；请给出 {ids} 的 lift，"
        "或改用同一基准",
        "one height datum",
    ),
    "PLACES-DIFFER": RemarkText(
        Severity.WARNING,
        "by their latitudes the files lie far apart ({found}); that of the first is "
        "used. Check the place of {ids}",
        "各文件的纬度相差较大（{found}），采用第一个文件的；请核对 {ids} 的位置",
        f"latitudes within {SAME_LATITUDE:g}°",
    ),
    "PROJECT-FIELDS-DIFFER": RemarkText(
        Severity.WARNING,
        "{ids} says other things of the project than the project file, or the first of "
        "several, which holds: {found}",
        "{ids} 对项目另有说法，采用项目文件（或第一个文件）的：{found}",
        "facts of the project in the first file",
    ),
}
"""What findings on the combination say, the worst first."""


def combine_projects(
    projects: Sequence[Project],
    *,
    names: Sequence[str],
    placements: Sequence[SourcePlacement | None] | None = None,
) -> tuple[Project, tuple[Finding, ...]]:
    """Several projects as one, in the frame of the first (合并项目).

    Buildings, windows, rooms, households, obstructions and grounds follow one another
    in the order of the projects. What is said once a project (name, site, rules, stage)
    is taken from the first.

    Parameters
    ----------
    projects : sequence of Project
        At least one.
    names : sequence of str
        Name of the file of each, for messages.
    placements : sequence of SourcePlacement or None, optional
        Where each lies, as far as somebody said it by hand; that comes first. The first
        can only be lifted.

    Returns
    -------
    project : Project
        All of them.
    findings : tuple of Finding
        What was assumed about how they belong together.

    Raises
    ------
    InputError
        If nothing tells how two files lie to each other, they lie more than 5 km apart,
        or two things bear the same id.
    """
    placed = tuple(placements) if placements is not None else (None,) * len(projects)
    if not projects or not len(projects) == len(names) == len(placed):
        raise InputError(
            f"{len(projects)} projects, {len(names)} names and {len(placed)} "
            "placements; give at least one project, and as many of each",
            where="projects",
        )
    remarks = Remarks(COMBINE_TEXTS, file="")
    first = projects[0]
    moved = [_lifted(first, placed[0], names[0])]
    for project, name, placement in zip(
        projects[1:], names[1:], placed[1:], strict=True
    ):
        moved.append(_brought(first, project, name, placement, remarks))
        _compare(first, project, name, placement, remarks)
    _check_apart(moved, names)
    _check_ids(moved, names)
    return _joined(moved), remarks.findings()


def _lifted(project: Project, placement: SourcePlacement | None, name: str) -> Project:
    """Give the first project, whose frame is that of all."""
    if placement is None:
        return project
    if placement.at is not None or placement.rotate is not None:
        raise InputError(
            f"{name} is the first file, in whose frame the others are placed; give at "
            "and rotate of the others",
            where="at",
            value=placement.at,
        )
    if not placement.lift:
        return project
    return moved_project(with_frames(project), Motion(lift=placement.lift))


def _brought(
    first: Project,
    project: Project,
    name: str,
    placement: SourcePlacement | None,
    remarks: Remarks,
) -> Project:
    """Give a project in the frame of the first."""
    box = extent(project)
    middle = (0.0, 0.0) if box is None else tuple(box.mean(axis=0).tolist())
    try:
        motion = motion_between(
            first.site, project.site, middle=(middle[0], middle[1]), placement=placement
        )
    except InputError as error:
        raise InputError(
            f"{name}: {error.message}", where=error.where, value=error.value
        ) from error
    by_hand = placement is not None and placement.at is not None
    if not by_hand and not first.site.crs:
        remarks.add("FRAMES-ASSUMED-EQUAL", name=name, where=name)
    if (
        by_hand
        and not project.site.north
        and project.site.crs != LONGITUDE_LATITUDE
        and (placement is not None and placement.rotate is None)
    ):
        remarks.add("TURN-ASSUMED", name=name, where=name)
    return moved_project(with_frames(project), motion)


def _compare(
    first: Project,
    project: Project,
    name: str,
    placement: SourcePlacement | None,
    remarks: Remarks,
) -> None:
    """Remark where a project contradicts the first."""
    one, other = first.site, project.site
    lifted = placement is not None and placement.lift is not None
    if one.height_datum != other.height_datum and not lifted:
        both = f"{one.height_datum or '?'}; {other.height_datum or '?'}"
        remarks.add("MIXED-DATUMS", name=name, where=name, found=both)
    if abs(one.latitude - other.latitude) > SAME_LATITUDE:
        both = f"{one.latitude:g}°; {other.latitude:g}°"
        remarks.add("PLACES-DIFFER", name=name, where=name, found=both)
    said = told_differently(first, project)
    if said:
        remarks.add("PROJECT-FIELDS-DIFFER", name=name, where=name, found=said)


def told_differently(first: Project, project: Project) -> str:
    """What a project says of itself that another does not (项目信息差异).

    Parameters
    ----------
    first, project : Project
        Whose facts count, and the other.

    Returns
    -------
    str
        Fields and values of the other, such as ``rules hangzhou-old``; empty if there
        are none. What has its usual value says nothing.
    """
    usual = {field.name: field for field in dataclasses.fields(Project)}
    said = []
    for field in PROJECT_FIELDS:
        value = getattr(project, field)
        default = usual[field]
        plain = (
            default.default_factory()
            if default.default_factory is not dataclasses.MISSING
            else default.default
        )
        if value not in (getattr(first, field), plain):
            said.append(f"{field} {value}")
    return ", ".join(said)


def _check_apart(projects: Sequence[Project], names: Sequence[str]) -> None:
    """Refuse files that lie too far from the first."""
    box = extent(projects[0])
    for project, name in zip(projects[1:], names[1:], strict=True):
        other = extent(project)
        if box is None or other is None:
            continue
        gaps = np.maximum(0.0, np.maximum(box[0] - other[1], other[0] - box[1]))
        gap = float(np.hypot(*gaps))
        if gap > FARTHEST_APART:
            raise InputError(
                f"{name} lies {gap / 1000.0:,.1f} km from {names[0]}; allowed are "
                f"{FARTHEST_APART / 1000.0:g} km: check systems and origins, or give "
                "at = [east, north] of its origin in coordinates of the first file",
                where="at",
                value=gap,
            )


def _check_ids(projects: Sequence[Project], names: Sequence[str]) -> None:
    """Refuse ids that stand in two files."""
    kinds = {
        "building": [[b.id for b in p.buildings] for p in projects],
        "ground": [[ground.id for ground in p.grounds] for p in projects],
        "window": [p.windows.id.tolist() for p in projects],
        "room": [p.rooms.id.tolist() for p in projects],
        "household": [p.households.id.tolist() for p in projects],
    }
    for kind, lists in kinds.items():
        first: dict[str, int] = {}
        for i, ids in enumerate(lists):
            for name in ids:
                if first.setdefault(name, i) != i:
                    raise InputError(
                        f"the {kind} {name!r} stands in {names[first[name]]} and in "
                        f"{names[i]}; give one of the files a prefix, which is put "
                        "before its ids",
                        where="prefix",
                        value=name,
                    )


def _joined(projects: Sequence[Project]) -> Project:
    """Give the first project with what all of them have."""
    if len(projects) == 1:
        return projects[0]
    windows, rooms, households = joined_tables(projects)
    framed = (with_frames(projects[0]), *projects[1:])
    sides: dict[str, str] = {}
    for project in projects:
        for side, name in project.side_by_side:
            sides.setdefault(side, name)
    sides.pop(projects[0].project_id, None)
    return dataclasses.replace(
        projects[0],
        buildings=tuple(b for p in projects for b in p.buildings),
        windows=windows,
        rooms=rooms,
        households=households,
        site_parts=tuple(part for p in projects for part in p.site_parts),
        grounds=tuple(ground for p in projects for ground in p.grounds),
        side_by_side=tuple(sides.items()),
        frames=joined_frames(framed, projects[0].site),
        source_files=_unique(file for p in projects for file in p.source_files),
    )


def _unique(files: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Files, each once."""
    return tuple(dict.fromkeys(files))
