"""The analysis scope on the terminal and as files (分析范围)."""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

from sunlight.assessment import assess
from sunlight.assessment.scoping.conditions import scope_conditions
from sunlight.assessment.scoping.findings import NOTHING_PROPOSED
from sunlight.cli.layout import empty_table, print_heading, print_item
from sunlight.cli.summary import print_findings
from sunlight.errors import InputError
from sunlight.findings import Finding, Severity
from sunlight.importers.sources import read_model
from sunlight.model.project import Project
from sunlight.report.csvfile import write_csv
from sunlight.report.names import DOCUMENT_NAME
from sunlight.report.scope_plan import scope_png
from sunlight.report.scope_table import reasons_of_entry, scope_table
from sunlight.report.staging import staged_folder
from sunlight.report.texts import Texts, texts
from sunlight.rules import Language, ruleset, with_alternatives
from sunlight.scope import Scope, analysis_scope, scope_geojson

__all__ = ["SCOPE_NAMES", "ScopeFound", "print_scope", "scope_of", "write_scope"]

SCOPE_NAMES: Final = ("scope.csv", "scope.geojson", "scope.png")
"""Files that :func:`write_scope` writes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScopeFound:
    """Scope of a project file (分析范围).

    Parameters
    ----------
    project : Project
        The project.
    scope : Scope
        Its scope.
    findings : tuple of Finding
        Of the file and of the scope.
    extended : bool
        Whether rows were looked for by results.
    """

    project: Project
    scope: Scope
    findings: tuple[Finding, ...]
    extended: bool


def scope_of(
    path: Path, *, rows: bool = True, alternatives: tuple[str, ...] = ()
) -> ScopeFound:
    """Analysis scope of a project file (分析范围).

    Parameters
    ----------
    path : Path
        Project file.
    rows : bool
        Whether the windows are measured, if there are any, so that rows are added where
        top floors fail.
    alternatives : tuple of str
        Readings whose alternative is taken.

    Returns
    -------
    ScopeFound
        With the findings of the file and of the scope.

    Raises
    ------
    InputError
        If a finding says that the project cannot be judged as it stands.
    """
    project, findings = read_model(path)
    rules = with_alternatives(ruleset(project.rules), *alternatives)
    scope = analysis_scope(project, scope_conditions(rules))
    found = (*findings, *scope.findings)
    errors = [f for f in found if f.severity is Severity.ERROR]
    if errors:
        lines = "; ".join(f"{f.where}: {f.message} [{f.code}]" for f in errors)
        raise InputError(lines, where=str(path))
    extended = rows and len(project.windows) > 0
    if extended:
        assessment = assess(project, readings=alternatives)
        if assessment.scope is not None:
            scope = assessment.scope
        known = {f.code for f in found}
        found = (*found, *(f for f in assessment.findings if _new(f, known)))
    return ScopeFound(
        project=project, scope=scope, findings=found, extended=extended
    )  # fmt: skip


def _new(finding: Finding, known: set[str]) -> bool:
    """Whether a finding of the results is about the scope, and not told yet."""
    told = known | ({NOTHING_PROPOSED} if "SCOPE-NOTHING-PROPOSED" in known else set())
    return finding.code.startswith("SCOPE-") and finding.code not in told


def print_scope(found: ScopeFound, lang: Language, console: Console) -> None:
    """Print every building with its role and why it has it, and the steps (范围表).

    Parameters
    ----------
    found : ScopeFound
        The scope.
    lang : {'zh', 'en'}
        Language.
    console : Console
        Where to.
    """
    words, scope = texts(lang), found.scope
    console.print(Text(words["scope.title"], style="bold"))
    table = empty_table()
    for name in ("building", "role", "height", "overlay", "inside", "reasons"):
        table.add_column(words[f"scope.{name}"], overflow="fold")
    for entry in scope.entries:
        inside = [r.inside for r in entry.reasons if not math.isnan(r.inside)]
        table.add_row(
            entry.id,
            words[f"scope_role.{entry.role.value}"],
            _metres(entry.height),
            _answer(entry.overlay, words),
            _metres(max(inside, default=math.nan)),
            words["cells.separator"].join(reasons_of_entry(entry, lang)),
        )
    console.print(table)
    _print_steps(found, words, console)
    console.print(words["scope.figure_note"])
    if found.findings:
        console.print()
        print_findings(found.findings, lang, console)


def _print_steps(found: ScopeFound, words: Texts, console: Console) -> None:
    """Print which step added which buildings, and why."""
    print_heading(console, words["scope.steps"])
    if not found.extended:
        print_item(console, words["scope.rows_note"])
    elif not found.scope.steps:
        print_item(console, words["scope.no_step"])
    for step in found.scope.steps:
        line = words["scope.step"].format(
            number=step.number,
            because=", ".join(step.because),
            added=", ".join(step.added),
        )
        print_item(console, line)


def _metres(value: float) -> str:
    """Metres to a decimeter, empty where there is no figure."""
    return "" if math.isnan(value) else f"{value:.1f}"


def _answer(value: bool | None, words: Texts) -> str:  # noqa: FBT001
    """Yes, no, or a question mark where it is not known."""
    if value is None:
        return "?"
    return words["cells.yes"] if value else words["cells.no"]


def write_scope(found: ScopeFound, folder: Path, *, lang: Language = "zh") -> None:
    """Write table, outlines as GeoJSON and picture, all or none (写出).

    Parameters
    ----------
    found : ScopeFound
        The scope.
    folder : Path
        Where to.
    lang : {'zh', 'en'}
        Language of table and picture.

    Raises
    ------
    InputError
        If the folder cannot be written to, or holds the results of an analysis, whose
        ``scope.csv`` would be replaced.
    """
    if (folder / DOCUMENT_NAME).exists():
        raise InputError(
            f"the folder holds the results of an analysis ({DOCUMENT_NAME}), and its "
            "scope.csv would be replaced; choose another folder",
            where="--output",
            value=str(folder),
        )
    scope, project, words = found.scope, found.project, texts(lang)
    outlines = json.dumps(scope_geojson(scope, project), ensure_ascii=False, indent=1)
    picture = scope_png(scope, project, lang=lang)
    with staged_folder(folder) as aside:
        write_csv(scope_table(scope, words, lang), aside / "scope.csv", words)
        (aside / "scope.geojson").write_text(outlines + "\n", encoding="utf-8")
        (aside / "scope.png").write_bytes(picture)
