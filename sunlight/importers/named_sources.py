"""Project files that name model files (``[[source]]``): all of them, in one frame."""

import dataclasses
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sunlight.errors import ImporterError, InputError
from sunlight.findings import Finding
from sunlight.importers.combine import (
    COMBINE_TEXTS,
    PROJECT_FIELDS,
    combine_projects,
    told_differently,
)
from sunlight.importers.combining.frames import SourcePlacement
from sunlight.importers.combining.place import with_one_place
from sunlight.importers.inside import path_inside
from sunlight.importers.limits import Limits
from sunlight.importers.model_kinds import ModelKind, kind_named, kind_of
from sunlight.importers.overrides import overridden
from sunlight.importers.problems import Problems
from sunlight.importers.regular_windows_spec import add_regular_windows
from sunlight.importers.remarks import Remarks
from sunlight.importers.schema import ProjectFile, SiteSpec
from sunlight.importers.schema_source import ModelSourceSpec
from sunlight.importers.sources import read_as
from sunlight.model.dossier import Dossier
from sunlight.model.project import Project, Site

__all__ = ["bare", "site_of_sources", "with_sources"]

PROJECT_ITSELF: Final = "the project file"
"""How findings name the project file among its sources."""

_PART: Final = ModelKind(
    name="project",
    suffixes=(".json",),
    reader="sunlight.importers.project_file:read_part",
    options="sunlight.importers.project_file:PartOptions",
)
"""A project file as part of another."""

_OF_OWN_COORDINATES = (
    "true_north_angle",
    "grid_convergence",
    "axes",
    "unit",
    "crs",
    "frame",
)
"""Fields of the site that say how coordinates of the project file itself are meant."""


def with_sources(
    own: Project,
    file: ProjectFile,
    *,
    folder: Path,
    problems: Problems,
    limits: Limits,
) -> tuple[Project, tuple[Finding, ...]]:
    """Project together with the model files it names (合并模型文件).

    Parameters
    ----------
    own : Project
        What the project file itself describes; may hold no building.
    file : ProjectFile
        The file, with its ``source`` tables.
    folder : Path
        Its folder: nothing outside of it is read.
    problems : Problems
        Receives what is wrong with one of them.
    limits : Limits
        Of each model file.

    Returns
    -------
    project : Project
        All buildings in the frame of the project file, or of the first source where the
        file has no geometry of its own.
    findings : tuple of Finding
        Of the readers and of the combination.

    Raises
    ------
    ImporterError
        If a file cannot be read, or the files cannot be brought into one frame.
    """
    read: list[Project] = []
    findings: list[Finding] = []
    for i, spec in enumerate(file.source):
        with problems.at(f"source[{i}]"):
            project, notes = _read(spec, folder, limits)
            read.append(project)
            findings += notes
    problems.raise_if_any()
    alone = bare(file)
    said = file.site.latitude is not None
    parts, kept = with_one_place(
        read if alone else [own, *read], findings, given=own.site if said else None
    )
    names = [spec.file for spec in file.source]
    if alone:
        remarks = Remarks(COMBINE_TEXTS, file="")
        told = told_differently(own, parts[0])
        if told:
            where = names[0]
            remarks.add("PROJECT-FIELDS-DIFFER", name=where, where=where, found=told)
        parts = (_led(parts[0], own), *parts[1:])
        kept += remarks.findings()
    placements = [_placement(spec) for spec in file.source]
    with problems.at("source"):
        combined, notes = combine_projects(
            parts,
            names=names if alone else [PROJECT_ITSELF, *names],
            placements=placements if alone else [None, *placements],
        )
        kept += notes
    problems.raise_if_any()
    return _under_own_name(own, combined, file.site), kept


def bare(file: ProjectFile) -> bool:
    """Whether a project file has no geometry of its own (仅有来源).

    Parameters
    ----------
    file : ProjectFile
        The file.
    """
    return not (file.buildings or file.site_parts or file.site_solids or file.grounds)


def site_of_sources(spec: SiteSpec) -> Site:
    """Site of a project file without geometry: place and names (场地).

    Parameters
    ----------
    spec : SiteSpec
        Site in the file.

    Returns
    -------
    Site
        Whose place counts only where the file gives it.

    Raises
    ------
    InputError
        If it says how coordinates are meant that are not there, or half a place.
    """
    for name in _OF_OWN_COORDINATES:
        if name in spec.model_fields_set:
            _refuse_own_coordinates(name, getattr(spec, name))
    if spec.north == "grid":
        _refuse_own_coordinates("north", spec.north)
    for name, other in (("latitude", "longitude"), ("longitude", "latitude")):
        if getattr(spec, name) is not None and getattr(spec, other) is None:
            raise InputError(
                f"{name} is given, {other} is not; give both, or neither for the place "
                "by the sources",
                where=other,
            )
    return Site(latitude=spec.latitude or 0.0, longitude=spec.longitude or 0.0)


def _refuse_own_coordinates(name: str, value: object) -> None:
    """Refuse to say how coordinates are meant that are not there."""
    raise InputError(
        f"the project file has no coordinates of its own that {name} could be about; "
        "give it in the options of the source",
        where=name,
        value=value,
    )


def _read(
    spec: ModelSourceSpec, folder: Path, limits: Limits
) -> tuple[Project, tuple[Finding, ...]]:
    """One model file, with what the table says of its buildings."""
    with _of_field("file"):
        path = path_inside(folder, spec.file, example="models/proposed.ifc")
        if path.suffix.lower() == ".toml":
            raise InputError(
                "a project file written by hand cannot be part of another; convert it "
                f"to .json first: sunlight convert {spec.file} -o whole.json",
                value=spec.file,
            )
        kind = kind_named(spec.kind) if spec.kind else kind_of(path)
    if kind.name == _PART.name:
        kind = _PART
    with _of_field("options"):
        options = _safe_options(kind, spec)
    with _of_file(spec.file):
        project, findings = read_as(kind, path, options=options, limits=limits)
    if kind != _PART:  # a model knows no project: its buildings say which they are of
        project = dataclasses.replace(project, project_id="")
    project = overridden(project, spec.buildings)
    if spec.regular_windows is not None:
        project, notes = add_regular_windows(project, spec.regular_windows)
        findings = (*findings, *notes)
    return project, findings


@contextmanager
def _of_field(name: str) -> Iterator[None]:
    """Name the field in what is wrong with it, and not the file it leads to."""
    try:
        yield
    except InputError as error:
        inner = error.where or ""
        where = inner if inner == "kind" else f"{name}.{inner}" if inner else name
        raise InputError(error.message, where=where, value=error.value) from error


@contextmanager
def _of_file(name: str) -> Iterator[None]:
    """Name the file, and the place in it, in what is wrong with it."""
    try:
        yield
    except InputError as error:
        entity = error.entity if isinstance(error, ImporterError) else None
        place = ", ".join(part for part in (name, error.where, entity) if part)
        raise InputError(
            f"{place}: {error.message}", where="file", value=error.value
        ) from error


def _safe_options(kind: ModelKind, spec: ModelSourceSpec) -> object:
    """Options that a file may set: none that names a program to run."""
    known = kind.options_type()
    for name in getattr(known, "FROM_CALLERS_ONLY", ()):
        if name in spec.options:
            raise InputError(
                f"{name} names a program to run, which a project file must not; "
                f"convert the drawing first: sunlight convert {spec.file} --set "
                f"{name}=... -o whole.json, and name whole.json",
                where=name,
                value=spec.options[name],
            )
    return kind.options_of(spec.options, source=spec.file)


def _placement(spec: ModelSourceSpec) -> SourcePlacement | None:
    """Place that the table gives, None if it gives none."""
    if spec.at is None and spec.rotate is None and spec.lift is None:
        return None
    return SourcePlacement(
        at=spec.at,
        rotate=spec.rotate,
        lift=spec.lift,
    )


def _led(first: Project, own: Project) -> Project:
    """Give the first of the files under the facts of the project file."""
    facts: dict[str, Any] = {name: getattr(own, name) for name in PROJECT_FIELDS}
    sides = dict((*first.side_by_side, *own.side_by_side))
    sides.pop(own.project_id, None)
    return dataclasses.replace(
        first,
        side_by_side=tuple(sides.items()),
        dossier=first.dossier if own.dossier == Dossier() else own.dossier,
        **facts,
    )


def _under_own_name(own: Project, combined: Project, spec: SiteSpec) -> Project:
    """Combined project under what the project file says of the whole."""
    site: Site = combined.site
    if spec.latitude is not None:
        site = dataclasses.replace(
            site,
            latitude=own.site.latitude,
            longitude=own.site.longitude,
            place_origin=own.site.place_origin,
        )
    if spec.north == "true" and not site.north:
        site = dataclasses.replace(site, north="true")
    return dataclasses.replace(
        combined,
        name=own.name,
        site=dataclasses.replace(
            site,
            name=spec.name or site.name,
            height_datum=spec.height_datum or site.height_datum,
        ),
        source_files=_all_files([own, combined]),
    )


def _all_files(projects: Sequence[Project]) -> tuple[tuple[str, str], ...]:
    """Files of all, each once, in order."""
    return tuple(dict.fromkeys(f for project in projects for f in project.source_files))
