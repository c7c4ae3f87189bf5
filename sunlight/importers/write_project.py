"""Writing a project as one project file (写出项目文件), number for number."""

import contextlib
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sunlight.errors import InputError
from sunlight.findings import Finding
from sunlight.importers.dossier import dossier_table
from sunlight.importers.exact.columns import tables_document
from sunlight.importers.exact.records import (
    building_table,
    finding_table,
    finite,
    frame_table,
    given,
    ground_table,
    solid_table,
)
from sunlight.importers.exact.tables import read_tables
from sunlight.importers.exact.text import document_lines, plain_texts
from sunlight.importers.file_findings import project_findings
from sunlight.importers.problems import Problems
from sunlight.importers.schema import SCHEMA
from sunlight.importers.structure import checked_structure
from sunlight.model.project import Project

__all__ = ["project_document", "write_project"]


def project_document(
    project: Project, findings: Sequence[Finding] = (), *, folder: Path | None = None
) -> dict[str, Any]:
    """Project as the document of a project file (项目文件的内容).

    Read back, it gives the same project: every number, id and text, every index of the
    tables, in the same order. Only `Project.source_files` then begins with the file
    that was read. Invisible characters of texts, which reading refuses, are left out.

    Parameters
    ----------
    project : Project
        The project.
    findings : sequence of Finding
        What was found when it was read. Findings that follow from the project itself
        are left out: whoever reads the file finds them again.
    folder : Path, optional
        Where the file will be, of which a rule profile of one's own must be part.

    Returns
    -------
    dict
        Texts, numbers, lists and dicts, for JSON.

    Raises
    ------
    InputError
        If a number is not finite, the project has no name, or its rule profile lies
        outside of `folder`.
    """
    if not project.name:
        raise InputError("a project file names its project; give a name", where="name")
    again = set(project_findings(project))
    document = {
        "schema": SCHEMA,
        "project": _project(project, folder),
        "site": _site(project),
        "survey": given(
            {
                "height_tolerance": project.survey.height,
                "plan_tolerance": project.survey.plan,
                "minutes_tolerance": project.survey.minutes,
            }
        ),
        "dossier": dossier_table(project.dossier),
        "buildings": [
            building_table(building, project_id=project.project_id)
            for building in project.buildings
        ],
        "site_solids": [
            solid_table(part, where=f"site_parts[{i}]")
            for i, part in enumerate(project.site_parts)
        ],
        "grounds": [ground_table(ground) for ground in project.grounds],
        "tables": tables_document(project),
        "file_frames": [frame_table(frame) for frame in project.frames],
        "source_files": [
            {"name": name, "sha256": digest} for name, digest in project.source_files
        ],
        "import_findings": [
            finding_table(finding) for finding in findings if finding not in again
        ],
    }
    plain: dict[str, Any] = plain_texts(document)
    return {name: value for name, value in plain.items() if value not in ([], {})}


def write_project(
    project: Project, path: str | Path, findings: Sequence[Finding] = ()
) -> None:
    """Write a project as one file that reads back equal (写出项目文件).

    The file is written aside and then put in its place, so that a file of that name is
    either the old one or the whole new one.

    Parameters
    ----------
    project : Project
        The project.
    path : str or Path
        File to write, ending in ``.json``; its folder must exist.
    findings : sequence of Finding
        What was found when it was read; carried along in the file.

    Raises
    ------
    InputError
        If the path has another ending, cannot be written to, or
        :func:`project_document` refuses the project; or if the file could not be read
        again, such as for an id that stands twice.
    """
    path = Path(path)
    if path.suffix.lower() != ".json":
        raise InputError(
            "a project is written as JSON; name a file that ends in .json (TOML is "
            "read, but not written)",
            where="output",
            value=str(path),
        )
    document = project_document(project, findings, folder=path.parent)
    _check_readable(document, path)
    try:
        aside = Path(
            tempfile.mkdtemp(prefix=".sunlight-", suffix=".tmp", dir=path.parent)
        )
        try:
            new = aside / path.name
            with new.open("w", encoding="utf-8", newline="\n") as stream:
                stream.writelines(document_lines(document))
            new.replace(path)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise InputError(
            f"cannot write {str(path)!r} ({error.strerror or error}); what was there "
            "is unchanged. Name a file in a folder that exists and may be written to",
            where="output",
            value=str(path),
        ) from error


def _check_readable(document: dict[str, Any], path: Path) -> None:
    """Refuse what reading would refuse: ids given twice, values out of range."""
    problems = Problems(source=str(path))
    file, _ = checked_structure(document, problems)
    if file.tables is not None:
        ids = [building.id for building in file.buildings]
        read_tables(file.tables, building_ids=ids, problems=problems)


def _project(project: Project, folder: Path | None) -> dict[str, Any]:
    """Give the table of the project under review."""
    date = project.report_date
    return given(
        {
            "name": project.name,
            "id": project.project_id,
            "rules": _rules(project.rules, folder),
            "stage": project.stage,
            "stage_reference": project.stage_reference,
            "old_area_renewal": project.renewal_document,
            "report_date": None if date is None else date.isoformat(),
            "side_by_side": [
                {"id": side, "name": name} for side, name in project.side_by_side
            ],
        }
    )


def _rules(rules: str, folder: Path | None) -> str:
    """Rule profile, a file of one's own by its path from the folder."""
    name, dot_toml, variant = rules.partition(".toml")
    if not dot_toml or folder is None:
        return rules
    profile = Path(name + dot_toml)
    with contextlib.suppress(ValueError):
        relative = profile.resolve().relative_to(folder.resolve())
        return f"{relative.as_posix()}{variant}"
    raise InputError(
        f"the rule profile {profile.name} lies outside the folder of the new file; "
        "write the file into the folder of the profile, or below which it lies",
        where="project.rules",
        value=rules,
    )


def _site(project: Project) -> dict[str, Any]:
    """Give the table of the site, whose coordinates are project coordinates."""
    site = project.site
    east, north = site.origin
    return {
        **given({"name": site.name}),
        "latitude": finite(site.latitude, "site.latitude"),
        "longitude": finite(site.longitude, "site.longitude"),
        **given({"height_datum": site.height_datum}),
        "frame": {
            "origin": [finite(east, "site.origin"), finite(north, "site.origin")],
            "crs": site.crs,
            "north": site.north,
            "north_angle": finite(site.north_angle, "site.north_angle"),
            "place_origin": site.place_origin,
        },
    }
