"""Project files that name model files (``[[source]]``): all of them, in one frame."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sunlight.errors import InputError
from sunlight.findings import Finding
from sunlight.importers.combine import combine_projects
from sunlight.importers.combining.frames import SourcePlacement
from sunlight.importers.inside import path_inside
from sunlight.importers.limits import Limits
from sunlight.importers.overrides import overridden
from sunlight.importers.problems import Problems
from sunlight.importers.regular_windows_spec import add_regular_windows
from sunlight.importers.schema import ProjectFile, SiteSpec
from sunlight.importers.schema_source import ModelSourceSpec
from sunlight.importers.sources import read_unchecked
from sunlight.model.project import Project, Site

__all__ = ["bare", "with_sources"]

PROJECT_ITSELF: Final = "the project file"
"""How findings name the project file among its sources."""

CALLERS_ONLY: Final = ("oda_converter",)
"""Options that a project file must not set, since it may come from a stranger."""

PATHS: Final = ("layers", "dwellings_file")
"""Options that name a file beside or below the project file."""

_OF_OWN_COORDINATES = (
    "true_north_angle",
    "grid_convergence",
    "axes",
    "unit",
    "crs",
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
        Of the readers and of the combination; those of the own site only where it has
        geometry.

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
    if alone:
        with problems.at("site"):
            _refuse_own_coordinates(file.site)
        problems.raise_if_any()
    parts = read if alone else [own, *read]
    names = [spec.file for spec in file.source]
    placements = [_placement(spec) for spec in file.source]
    with problems.at("source"):
        combined, notes = combine_projects(
            parts,
            names=names if alone else [PROJECT_ITSELF, *names],
            placements=placements if alone else [None, *placements],
        )
        findings += notes
    problems.raise_if_any()
    return _under_own_name(own, combined, file.site), tuple(findings)


def bare(file: ProjectFile) -> bool:
    """Whether a project file has no geometry of its own (仅有来源).

    Parameters
    ----------
    file : ProjectFile
        The file.
    """
    return not (file.buildings or file.site_parts or file.site_solids or file.grounds)


def _read(
    spec: ModelSourceSpec, folder: Path, limits: Limits
) -> tuple[Project, tuple[Finding, ...]]:
    """One model file, with what the table says of its buildings."""
    path = path_inside(folder, spec.file, example="models/proposed.ifc")
    if path.suffix.lower() == ".toml":
        raise InputError(
            "a project file cannot be part of another; convert it to .json first, with "
            " sunlight convert",
            where="file",
            value=spec.file,
        )
    project, findings = read_unchecked(
        path, options=_safe_options(spec, folder), kind=spec.kind, limits=limits
    )
    project = overridden(project, spec.buildings)
    if spec.regular_windows is not None:
        project, notes = add_regular_windows(project, spec.regular_windows)
        findings = (*findings, *notes)
    return project, findings


def _safe_options(spec: ModelSourceSpec, folder: Path) -> dict[str, object]:
    """Options that a file may set: no programs, and paths inside the folder only."""
    options: dict[str, object] = dict(spec.options)
    for name in CALLERS_ONLY:
        if name in options:
            raise InputError(
                f"{name} names a program to run, which a project file must not; give "
                f"it on the command line as --set {name}=... when converting the "
                "drawing first",
                where=f"options.{name}",
                value=options[name],
            )
    for name in PATHS:
        value = options.get(name)
        if isinstance(value, str) and value:
            options[name] = str(path_inside(folder, value, example=f"{name}.toml"))
    return options


def _placement(spec: ModelSourceSpec) -> SourcePlacement | None:
    """Place that the table gives, None if it gives none."""
    if spec.at is None and spec.rotate is None and spec.lift is None:
        return None
    return SourcePlacement(
        at=spec.at,
        rotate=spec.rotate,
        lift=spec.lift,
    )


def _refuse_own_coordinates(site: SiteSpec) -> None:
    """Refuse to say how coordinates are meant that are not there."""
    for name in _OF_OWN_COORDINATES:
        if name in site.model_fields_set:
            raise InputError(
                f"the project file has no coordinates of its own that {name} could be "
                "about; give it in the options of the source",
                where=name,
                value=getattr(site, name),
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
        project_id=own.project_id,
        rules=own.rules,
        stage=own.stage,
        stage_reference=own.stage_reference,
        renewal_document=own.renewal_document,
        report_date=own.report_date,
        side_by_side=own.side_by_side,
        survey=own.survey,
        source_files=_all_files([own, combined]),
    )


def _all_files(projects: Sequence[Project]) -> tuple[tuple[str, str], ...]:
    """Files of all, each once, in order."""
    return tuple(dict.fromkeys(f for project in projects for f in project.source_files))
