"""The analysis scope on the terminal and as files (分析范围)."""

import codecs
import json
import math
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

from sunlight.cli.layout import empty_table
from sunlight.cli.summary import print_findings
from sunlight.errors import InputError
from sunlight.findings import Finding, Severity
from sunlight.importers.project_file import read_project
from sunlight.model.project import Project
from sunlight.report.staging import staged_folder
from sunlight.report.texts import Texts, texts
from sunlight.rules import Language, Ruleset, ruleset
from sunlight.scope import (
    Scope,
    ScopeConditions,
    SectorShape,
    analysis_scope,
    scope_frame,
    scope_geojson,
)

__all__ = ["SCOPE_NAMES", "print_scope", "scope_of", "write_scope"]

SCOPE_NAMES: Final = ("scope.csv", "scope.geojson")
"""Files that :func:`write_scope` writes."""


def scope_of(path: Path) -> tuple[Project, tuple[Finding, ...], Scope]:
    """Project of a file, its findings and its analysis scope (分析范围).

    Parameters
    ----------
    path : Path
        Project file.

    Returns
    -------
    (Project, tuple of Finding, Scope)
        The findings of the file and of the scope.

    Raises
    ------
    InputError
        If a finding says that the project cannot be judged as it stands.
    """
    project, findings = read_project(path)
    scope = analysis_scope(project, _conditions(ruleset(project.rules)))
    found = (*findings, *scope.findings)
    errors = [f for f in found if f.severity is Severity.ERROR]
    if errors:
        lines = "; ".join(f"{f.where}: {f.message} [{f.code}]" for f in errors)
        raise InputError(lines, where=str(path))
    return project, found, scope


def _conditions(rules: Ruleset) -> ScopeConditions:
    """Angle, radius, its cap and the shape as the rules have them."""
    cap = rules.setting("scope_radius_cap")
    return ScopeConditions(
        angle_from_east_west=rules.values.number("sector_angle"),
        radius_factor=rules.values.number("sector_radius_factor"),
        radius_cap=float(cap) or None,  # 0 is none
        shape=SectorShape(str(rules.setting("scope_shape"))),
    )


def print_scope(
    scope: Scope, findings: tuple[Finding, ...], lang: Language, console: Console
) -> None:
    """Print every building with its role and why it has it (范围表).

    Parameters
    ----------
    scope : Scope
        The scope.
    findings : tuple of Finding
        Of the file and of the scope.
    lang : {'zh', 'en'}
        Language.
    console : Console
        Where to.
    """
    words = texts(lang)
    console.print(Text(words["scope.title"], style="bold"))
    table = empty_table()
    for name in ("building", "role", "height", "overlay", "inside", "reasons"):
        table.add_column(words[f"scope.{name}"], overflow="fold")
    for entry in scope.entries:
        zh = [reason.text_zh for reason in entry.reasons]
        en = [reason.text for reason in entry.reasons]
        inside = [r.inside for r in entry.reasons if not math.isnan(r.inside)]
        table.add_row(
            entry.id,
            words[f"scope_role.{entry.role.value}"],
            _metres(entry.height),
            _answer(entry.overlay, words),
            _metres(max(inside, default=math.nan)),
            "；".join(zh) if lang == "zh" else "; ".join(en),
        )
    console.print(table)
    console.print(words["scope.rows_note"])
    if findings:
        console.print()
        print_findings(findings, lang, console)


def _metres(value: float) -> str:
    """Metres to a decimeter, empty where there is no figure."""
    return "" if math.isnan(value) else f"{value:.1f}"


def _answer(value: bool | None, words: Texts) -> str:  # noqa: FBT001
    """Yes, no, or a question mark where it is not known."""
    if value is None:
        return "?"
    return words["cells.yes"] if value else words["cells.no"]


def write_scope(scope: Scope, project: Project, folder: Path) -> None:
    """Write the table for Excel and the outlines as GeoJSON, both or neither (写出).

    Parameters
    ----------
    scope : Scope
        The scope.
    project : Project
        The project it was made from.
    folder : Path
        Where to.

    Raises
    ------
    InputError
        If the folder cannot be written to.
    """
    outlines = json.dumps(scope_geojson(scope, project), ensure_ascii=False, indent=1)
    table = scope_frame(scope).to_csv(index=False, lineterminator="\r\n")
    with staged_folder(folder) as aside:
        (aside / "scope.csv").write_bytes(codecs.BOM_UTF8 + table.encode("utf-8"))
        (aside / "scope.geojson").write_text(outlines + "\n", encoding="utf-8")
