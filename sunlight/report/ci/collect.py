"""From an assessment, or from findings alone, to the report of a CI job (CI 报告)."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from sunlight import __version__
from sunlight.assessment import Assessment
from sunlight.assessment.judging.places import building_of_unit
from sunlight.findings import Finding, Severity
from sunlight.model.project import Building, Project
from sunlight.report.blame import (
    BestWindows,
    blamed_texts,
    household_windows,
    unit_windows,
)
from sunlight.report.ci.finding_results import finding_results
from sunlight.report.ci.identity import ci_file, fingerprint, legible
from sunlight.report.ci.lines import element_lines
from sunlight.report.ci.records import (
    CiFile,
    CiPlace,
    CiReport,
    CiResult,
    CiSubject,
    Wordings,
)
from sunlight.report.ci.rule_texts import (
    UNLISTED_BUILDING,
    clause_rules,
    finding_rules,
)
from sunlight.report.ci.wordings import (
    both,
    figures_of,
    verdict_message,
    verdict_title,
)
from sunlight.report.document import EXIT_CODES
from sunlight.report.texts import texts
from sunlight.rules import CountingUnit, Outcome, Verdict

__all__ = ["UNUSABLE", "report_of_assessment", "report_of_findings"]

UNUSABLE = 2
"""Exit code where the model has errors."""

_LEVELS = {
    Outcome.FAIL: Severity.ERROR,
    Outcome.NOT_JUDGED: Severity.WARNING,
    Outcome.NOT_APPLICABLE: None,
    Outcome.PASS: None,
}
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE, None)


def report_of_assessment(
    assessment: Assessment, *, source: Path, root: Path
) -> CiReport:
    """Report of everything that was judged and found (评定的 CI 报告).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    source : Path
        File that was given.
    root : Path
        Root of the repository, for relative paths.

    Returns
    -------
    CiReport
        With the exit code of ``sunlight analyze``.
    """
    project = assessment.project
    files = _files(project, source, root)
    results = [
        *finding_results(assessment.findings, files, project),
        *_unlisted(assessment, files),
        *_households(assessment, files),
        *_units(assessment, files),
    ]
    found = _worst_first(results)
    stopped = any(f.severity is Severity.ERROR for f in assessment.findings)
    clauses = [r.rule for r in results if r.subject is not CiSubject.FINDING]
    provenance = assessment.provenance
    return CiReport(
        engine=provenance.engine,
        name=legible(project.name or source.name),
        source=files[0],
        files=files,
        rules=(
            *clause_rules(assessment.rules, clauses),
            *finding_rules(assessment.findings),
        ),
        results=found,
        exit_code=UNUSABLE if stopped else EXIT_CODES[assessment.outcome],
        outcome=assessment.outcome,
        assessment=assessment,
        project=project,
        provenance={
            "rules": provenance.rules,
            "rulesHash": provenance.rules_hash,
            "inputHash": provenance.input_hash,
            "declination": f"{provenance.declination:.6f}",
            "declinationOrigin": provenance.declination_origin,
            "day": provenance.day,
        },
        lines=_lines(found, source),
    )


def report_of_findings(
    findings: Sequence[Finding],
    *,
    source: Path,
    root: Path,
    exit_code: int,
    checks: Sequence[str] = (),
    project: Project | None = None,
) -> CiReport:
    """Report of what was found about a model that nobody judged (检查的 CI 报告).

    Parameters
    ----------
    findings : sequence of Finding
        Of the reader and of the model gate.
    source : Path
        File that was given.
    root : Path
        Root of the repository, for relative paths.
    exit_code : int
        That of the command.
    checks : sequence of str
        Codes that were asked, so that those without a finding are told too.
    project : Project, optional
        What was read, for the places of things.

    Returns
    -------
    CiReport
        Without verdicts.
    """
    files = (
        (ci_file(source, root=root),)
        if project is None
        else _files(project, source, root)
    )
    results = _worst_first(finding_results(findings, files, project))
    return CiReport(
        engine=__version__,
        name=legible((project.name if project is not None else "") or source.name),
        source=files[0],
        files=files,
        rules=finding_rules(findings),
        results=results,
        exit_code=exit_code,
        checks=tuple(checks),
        project=project,
        lines=_lines(results, source),
    )


def _files(project: Project, source: Path, root: Path) -> tuple[CiFile, ...]:
    """Files read, the one given first."""
    hashes = dict(project.source_files)
    given = ci_file(source, root=root, sha256=hashes.get(source.name, ""))
    others = [
        ci_file(source.parent / name, root=root, name=name, sha256=digest)
        for name, digest in project.source_files
        if name != source.name
    ]
    return (given, *others)


def _lines(results: Iterable[CiResult], source: Path) -> dict[tuple[str, str], int]:
    """Lines of the elements and buildings that results other than passes name."""
    wanted: dict[str, set[str]] = {}
    for result in results:
        if result.level is not None:
            names = wanted.setdefault(result.place.file.name, set())
            names.update((*result.place.elements, result.place.building))
    return {
        (name, element): line
        for name, elements in wanted.items()
        for element, line in element_lines(source.parent / name, elements).items()
    }


def file_of(building: Building | None, files: tuple[CiFile, ...]) -> CiFile:
    """File that a building stands in (所在文件)."""
    name = "" if building is None else building.file
    return next((file for file in files if file.name == name), files[0])


def _households(
    assessment: Assessment, files: tuple[CiFile, ...]
) -> Iterable[CiResult]:
    """Verdicts on households."""
    project, table = assessment.project, assessment.project.households
    best = household_windows(assessment)
    taken = _taken(assessment, best)
    for row, verdict in enumerate(assessment.households.verdicts):
        building = project.buildings[table.building[row]]
        place = _place(project, building, files, int(best.explained[row]), verdict.unit)
        yield _judged(verdict, CountingUnit.HOUSEHOLD, place, taken[row], row)


def _units(assessment: Assessment, files: tuple[CiFile, ...]) -> Iterable[CiResult]:
    """Verdicts on units of other uses."""
    project, best = assessment.project, unit_windows(assessment)
    taken = _taken(assessment, best)
    for row, unit in enumerate(assessment.units):
        building = None if unit.building < 0 else project.buildings[unit.building]
        name = unit.verdict.unit
        if name == building_of_unit(unit, project):
            name = ""
        place = _place(project, building, files, int(best.explained[row]), name)
        yield _judged(unit.verdict, unit.counted_as, place, taken[row], row)


def _taken(assessment: Assessment, best: BestWindows) -> list[Wordings]:
    """Who took the sun of each unit."""
    zh, en = (blamed_texts(assessment, best, texts(lang)) for lang in ("zh", "en"))
    return [Wordings(zh=a, en=b) for a, b in zip(zh, en, strict=True)]


def _place(
    project: Project,
    building: Building | None,
    files: tuple[CiFile, ...],
    window: int,
    unit: str,
) -> CiPlace:
    """Where a unit is: its building, and the window that its minutes come from."""
    table = project.windows
    known = window >= 0
    elements = [str(table.element[window])] if known else []
    elements += [] if building is None else [building.element]
    return CiPlace(
        file=file_of(building, files),
        elements=tuple(dict.fromkeys(e for e in elements if e)),
        building="" if building is None else building.id,
        floor=int(table.floor[window]) if known else None,
        unit=unit,
        window=str(table.id[window]) if known else "",
    )


def _judged(
    verdict: Verdict,
    counted_as: CountingUnit,
    place: CiPlace,
    taken: Wordings,
    row: int,
) -> CiResult:
    """Verdict as a result."""
    thing = f"{counted_as.value}:{verdict.unit}"
    return CiResult(
        subject=CiSubject.UNIT,
        rule=verdict.clause,
        level=_LEVELS[verdict.outcome],
        outcome=verdict.outcome,
        title=verdict_title(verdict, counted_as.value),
        message=verdict_message(verdict, counted_as.value, taken),
        place=place,
        fingerprint=fingerprint(verdict.clause, thing, place.file.name),
        figures=figures_of(verdict),
        counted_as=counted_as,
        reasons=tuple(reason.value for reason in verdict.reasons),
        row=row,
    )


def _unlisted(assessment: Assessment, files: tuple[CiFile, ...]) -> Iterable[CiResult]:
    """Buildings that a clause asks about and that list nothing to judge."""
    buildings = {b.id: b for b in assessment.project.buildings}
    for name in assessment.unlisted:
        building = buildings[name]
        file = file_of(building, files)
        yield CiResult(
            subject=CiSubject.BUILDING,
            rule=UNLISTED_BUILDING,
            level=Severity.WARNING,
            outcome=Outcome.NOT_JUDGED,
            title=both(
                lambda words, lang, n=name: words["ci.unlisted_title"].format(
                    building=n
                )  # type: ignore[misc]
            ),
            message=both(
                lambda words, lang, n=name: words["ci.unlisted"].format(building=n)  # type: ignore[misc]
            ),
            place=CiPlace(
                file=file,
                elements=(building.element,) if building.element else (),
                building=name,
            ),
            fingerprint=fingerprint(UNLISTED_BUILDING, f"building:{name}", file.name),
        )


def _worst_first(results: Iterable[CiResult]) -> tuple[CiResult, ...]:
    """Results by level; failing units by margin, those in minutes first."""

    def key(result: CiResult) -> tuple[int, int, bool, float]:
        figures = result.figures
        margin = np.inf if figures is None or figures.margin is None else figures.margin
        finding = result.subject is not CiSubject.UNIT
        level = _ORDER.index(result.level)
        other = figures is not None and figures.measure_unit != "min"
        return (level, 0 if finding else 1, other, float(margin))

    return tuple(sorted(results, key=key))
