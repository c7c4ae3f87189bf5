"""Any model file to a project (读取模型): the reader by kind, then checked."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sunlight.errors import ImporterError
from sunlight.findings import Finding, Severity
from sunlight.importers.file_findings import project_findings
from sunlight.importers.limits import LIMITS, Limits
from sunlight.importers.model_kinds import kind_named, kind_of
from sunlight.importers.regular_windows import lay_regular_windows
from sunlight.importers.schema_source import WindowRuleSpec
from sunlight.model.project import Project
from sunlight.model.wording import name_some

__all__ = ["read_model", "read_unchecked", "with_regular_windows"]

_NONE: Final[Mapping[str, object]] = MappingProxyType({})


def read_model(
    path: str | Path,
    *,
    options: Mapping[str, object] = _NONE,
    kind: str = "",
    regular_windows: WindowRuleSpec | None = None,
    limits: Limits = LIMITS,
) -> tuple[Project, tuple[Finding, ...]]:
    """Read a model file of any kind and check it (读取模型).

    Parameters
    ----------
    path : str or Path
        Project file (.toml, .json), IFC, DXF, CityJSON, CityGML, GeoJSON, GeoPackage,
        Shapefile, GeoParquet or mesh.
    options : mapping of str to object
        Options of the reader, as files have them: ``{"status": "proposed"}``.
    kind : str
        Kind of file, such as ``ifc``; empty: by its name and content.
    regular_windows : WindowRuleSpec or None
        Rows of equal windows to lay on buildings that have none.
    limits : Limits
        How large the file may be.

    Returns
    -------
    project : Project
        What the file says.
    findings : tuple of Finding
        Of the reader, then of the check of the model.

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
    checked = project_findings(project)
    codes = {finding.code for finding in checked}
    # a project file has been checked already, before windows were laid on it
    kept = (f for f in findings if f.code not in codes)
    return project, (*kept, *checked)


def read_unchecked(
    path: str | Path,
    *,
    options: Mapping[str, object] = _NONE,
    kind: str = "",
    regular_windows: WindowRuleSpec | None = None,
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
    found = kind_named(kind) if kind else kind_of(file)
    record = found.options_of(options, source=str(file))
    project: Project
    findings: tuple[Finding, ...]
    if record is None:
        project, findings = found.read()(file, limits=limits)
    else:
        project, findings = found.read()(file, options=record, limits=limits)
    if not project.buildings:
        raise ImporterError(
            "the file holds no building, and without buildings there is nothing to "
            "analyse",
            source=str(file),
        )
    if regular_windows is None:
        return project, findings
    laid, notes = with_regular_windows(project, regular_windows)
    return laid, (*findings, *notes)


def with_regular_windows(
    project: Project, rule: WindowRuleSpec
) -> tuple[Project, tuple[Finding, ...]]:
    """Project with rows of equal windows on buildings that have none (均布窗).

    Parameters
    ----------
    project : Project
        Of which some buildings have windows, or none.
    rule : WindowRuleSpec
        How they are laid.

    Returns
    -------
    project : Project
        With more windows, marked as assumed.
    findings : tuple of Finding
        How many windows were laid, and on which buildings none could be.
    """
    with_own = set(project.windows.building.tolist())
    bare = [b for i, b in enumerate(project.buildings) if i not in with_own]
    able = [b.id for b in bare if all(p.polygon is not None for p in b.parts[:1])]
    unable = [b for b in bare if any(p.polygon is None for p in b.parts[:1])]
    before = len(project.windows)
    laid = lay_regular_windows(
        project, buildings=able, **rule.model_dump()
    ) if able else project  # fmt: skip
    count = len(laid.windows) - before
    return laid, (*_laid(count, len(able)), *_not_laid([b.id for b in unable]))


def _laid(count: int, buildings: int) -> tuple[Finding, ...]:
    """Warning that windows were laid, which nobody drew."""
    if count == 0:
        return ()
    return (
        Finding(
            code="WINDOWS-LAID-BY-RULE",
            severity=Severity.WARNING,
            where="windows",
            message=f"{count:,} windows on {buildings:,} buildings were laid in "
            "regular rows, since the model has none there; they are assumed, measured "
            "and never judged. Draw the real windows where a verdict is needed",
            message_zh=f"{buildings:,} 幢建筑在模型中没有窗，已按规则均布 {count:,} "
            "个窗；这些窗为假定，只计算、不判定。需要判定处请绘制实际窗户",
            expected="windows as drawn",
            found=f"{count} laid by rule",
        ),
    )


def _not_laid(ids: list[str]) -> tuple[Finding, ...]:
    """Warning on buildings without an outline."""
    if not ids:
        return ()
    return (
        Finding(
            code="WINDOWS-NOT-LAID",
            severity=Severity.WARNING,
            where="windows",
            message=f"{len(ids)} buildings have no outline to lay windows on: "
            f"{name_some(ids)}. Draw their windows or outlines",
            message_zh=f"{len(ids)} 幢建筑没有轮廓，未能均布窗户：{name_some(ids)}。"
            "请绘制窗户或轮廓",
            expected="an outline beside the mesh",
            found=f"{len(ids)} without",
        ),
    )
