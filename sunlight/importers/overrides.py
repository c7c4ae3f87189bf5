"""What somebody knows of buildings that a model file does not say (补充说明)."""

import dataclasses
import fnmatch
from collections.abc import Sequence
from typing import Any

from sunlight.errors import InputError
from sunlight.importers.schema_parts import Name, Record
from sunlight.importers.words import LegalField, StatusField, UseField, near
from sunlight.kinds import Status
from sunlight.model.project import Building, Project

__all__ = ["OverrideSpec", "overridden"]


class OverrideSpec(Record):
    """Facts about buildings of a model file, by their ids (模型建筑补充说明)."""

    id: Name
    """Id of the building, or a pattern such as ``3#*``; the last that fits wins."""
    name: str | None = None
    """Name people use."""
    status: StatusField | None = None
    """existing, approved, proposed, concurrent; or 现状, 已批未建, 拟建, 同期报审."""
    use: UseField | None = None
    """Lawful use: residential, dormitory, ...; or 住宅, 宿舍, 幼儿园, ..."""
    legal: LegalField | None = None
    """lawful, unlawful, temporary, blank; or 合法, 违法, 临时."""
    project: str | None = None
    """Project it belongs to, if proposed or concurrent."""
    removed_by_project: bool | None = None
    """The project demolishes it."""


def overridden(project: Project, specs: Sequence[OverrideSpec]) -> Project:
    """Project with what the file did not say of its buildings (补充).

    Parameters
    ----------
    project : Project
        As read from a model file.
    specs : sequence of OverrideSpec
        In order; later ones win.

    Returns
    -------
    Project
        The same with buildings changed.

    Raises
    ------
    InputError
        If one of them fits no building, or leaves one proposed and demolished at once.
    """
    buildings = list(project.buildings)
    ids = [building.id for building in buildings]
    for i, spec in enumerate(specs):
        fitting = [k for k, own in enumerate(ids) if _fits(own, spec.id)]
        if not fitting:
            raise InputError(
                f"no building of the file is called {spec.id!r}{near(spec.id, ids)}",
                where=f"buildings[{i}].id",
                value=spec.id,
            )
        for k in fitting:
            buildings[k] = _changed(buildings[k], spec)
            _check_standing(buildings[k], i)
    return dataclasses.replace(project, buildings=tuple(buildings))


def _fits(own: str, pattern: str) -> bool:
    """Whether an id is the one meant, or fits the pattern."""
    return own == pattern or fnmatch.fnmatchcase(own, pattern)


def _changed(building: Building, spec: OverrideSpec) -> Building:
    """Building with what the record says."""
    said: dict[str, Any] = spec.model_dump(exclude_none=True, exclude={"id"})
    if "project" in said:
        said["project_id"] = said.pop("project")
    return dataclasses.replace(building, **said)


def _check_standing(building: Building, i: int) -> None:
    """Refuse a building that would stand neither before nor after."""
    new = building.status in (Status.PROPOSED, Status.CONCURRENT)
    if new and building.removed_by_project:
        raise InputError(
            f"{building.id} is {building.status.value}, hence not there yet, and "
            "cannot be demolished by the project; make it existing or approved, or "
            "leave removed_by_project out",
            where=f"buildings[{i}].removed_by_project",
            value=True,
        )
