"""Any model file to a project (读取模型): the reader by kind, then checked."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sunlight.errors import ImporterError
from sunlight.findings import Finding
from sunlight.importers.file_findings import project_findings
from sunlight.importers.limits import LIMITS, Limits
from sunlight.importers.model_kinds import ModelKind, kind_named, kind_of
from sunlight.importers.regular_windows_spec import (
    RegularWindowsSpec,
    add_regular_windows,
)
from sunlight.model.project import Project

__all__ = [
    "SAME_AS",
    "joined_findings",
    "read_as",
    "read_model",
    "read_unchecked",
    "with_check",
]

SAME_AS: Final = {"OPEN-SOLID": "MESH-OPEN", "INVERTED-SOLID": "MESH-INVERTED"}
"""What readers of solids say, and what the gate says of the same meshes."""

_SETTLED_BY_GATE: Final = frozenset({"WINDOW-WALL-UNCHECKED"})

_NONE: Final[Mapping[str, object]] = MappingProxyType({})


def read_model(
    path: str | Path,
    *,
    options: Mapping[str, object] = _NONE,
    kind: str = "",
    regular_windows: RegularWindowsSpec | None = None,
    limits: Limits = LIMITS,
    gate: bool = False,
) -> tuple[Project, tuple[Finding, ...]]:
    """Read a model file of any kind and check it (读取模型).

    Parameters
    ----------
    path : str or Path
        Project file (.toml, .json), IFC, DXF, CityJSON, CityGML, GeoJSON, GeoPackage,
        Shapefile, GeoParquet, mesh, or the project of a bundle (.sunlight.zip).
    options : mapping of str to object
        Options of the reader, as files have them: ``{"status": "proposed"}``.
    kind : str
        Kind of file, such as ``ifc``; empty: by its name and content.
    regular_windows : RegularWindowsSpec or None
        Rows of equal windows to lay on buildings that have none.
    limits : Limits
        How large the file may be.
    gate : bool
        Whether the model gate looks at a project file written by hand, too; it always
        looks at what came from a model.

    Returns
    -------
    project : Project
        What the file says.
    findings : tuple of Finding
        Of the reader, then of the check of the model and the model gate.

    Raises
    ------
    ImporterError
        If the file cannot be read as what it claims to be, or holds no building.
    MissingExtraError
        If the reader needs an optional dependency.
    """
    project, findings = read_unchecked(
        path,
        options=options,
        kind=kind,
        regular_windows=regular_windows,
        limits=limits,
    )
    return project, with_check(project, findings, gate=gate)


def with_check(
    project: Project, findings: Sequence[Finding], *, gate: bool = False
) -> tuple[Finding, ...]:
    """Findings of the readers, then of the check and the model gate (检查).

    Parameters
    ----------
    project : Project
        The whole.
    findings : sequence of Finding
        Of its readers.
    gate : bool
        As for :func:`read_model`.

    Returns
    -------
    tuple of Finding
        Each thing told once.
    """
    checked = project_findings(project)
    if gate or any(building.file for building in project.buildings):
        from sunlight.model.gate import gate_findings

        checked = joined_findings(checked, gate_findings(project))
        checked = tuple(f for f in checked if f.code not in _SETTLED_BY_GATE)
    return joined_findings(findings, checked)


def joined_findings(
    of_reader: Sequence[Finding], of_check: Sequence[Finding]
) -> tuple[Finding, ...]:
    """Findings of a reader and of a check after it, each thing told once (合并结果).

    Parameters
    ----------
    of_reader, of_check : sequence of Finding
        What the check tells again of the same file is left to the reader, which knows
        the things by their own names; what a project file told before windows were
        laid is left to the check.

    Returns
    -------
    tuple of Finding
        Those of the reader first.
    """
    told = {(f.code, f.file) for f in of_reader if f.file}
    told |= {(SAME_AS[code], file) for code, file in told if code in SAME_AS}
    kept = [f for f in of_check if (f.code, f.file) not in told]
    again = {f.code for f in kept}
    return (*(f for f in of_reader if f.file or f.code not in again), *kept)


def read_unchecked(
    path: str | Path,
    *,
    options: Mapping[str, object] = _NONE,
    kind: str = "",
    regular_windows: RegularWindowsSpec | None = None,
    limits: Limits = LIMITS,
) -> tuple[Project, tuple[Finding, ...]]:
    """Read a model file of any kind, without checking the model (读取).

    Parameters
    ----------
    path, options, kind, regular_windows, limits
        As for :func:`read_model`.

    Returns
    -------
    project : Project
        What the file says.
    findings : tuple of Finding
        Of the reader.

    Raises
    ------
    ImporterError, MissingExtraError
        As :func:`read_model` does.
    """
    file = Path(path)
    _check_name(str(file))
    found = kind_named(kind) if kind else kind_of(file)
    record = found.options_of(options, source=str(file))
    project, findings = read_as(found, file, options=record, limits=limits)
    if regular_windows is None:
        return project, findings
    laid, notes = add_regular_windows(project, regular_windows)
    return laid, (*findings, *notes)


def read_as(
    kind: ModelKind,
    file: Path,
    *,
    options: object | None = None,
    limits: Limits = LIMITS,
) -> tuple[Project, tuple[Finding, ...]]:
    """Read a model file of a known kind (按种类读取).

    Parameters
    ----------
    kind : ModelKind
        What it is.
    file : Path
        The file.
    options : ReaderOptions or None
        Record of this kind, as :meth:`ModelKind.options_of` gives it.
    limits : Limits
        How large the file may be.

    Returns
    -------
    project : Project
        What the file says, at least one building.
    findings : tuple of Finding
        Of the reader.

    Raises
    ------
    ImporterError, MissingExtraError
        As :func:`read_model` does.
    """
    project: Project
    findings: tuple[Finding, ...]
    if options is None:
        project, findings = kind.read()(file, limits=limits)
    else:
        project, findings = kind.read()(file, options=options, limits=limits)
    if not project.buildings:
        raise ImporterError(
            "the file holds no building, and without buildings there is nothing to "
            "analyse",
            source=str(file),
        )
    return project, findings


def _check_name(name: str) -> None:
    """Refuse a name that no result file could hold, such as bytes of GBK on Linux."""
    legible = name.encode("utf-8", "replace").decode("utf-8")
    if legible != name:
        raise ImporterError(
            "the name of the file or of its folder is not UTF-8 (it may be GBK), so "
            "that no result could name it: rename it, for example with  convmv -f "
            "gbk -t utf-8",
            source=legible,
        )
