"""The one place where calculation meets rules (评估)."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sunlight import __version__
from sunlight.assessment.counting.courtyards import counted_by_law
from sunlight.assessment.counting.storeys import storey_findings
from sunlight.assessment.counting.widths import narrow_findings
from sunlight.assessment.grounds.measure import measured_grounds
from sunlight.assessment.grounds.records import MeasuredGround
from sunlight.assessment.judging.critical import critical_units
from sunlight.assessment.judging.judged import (
    Judged,
    judged,
    judged_without_limits,
    noted,
)
from sunlight.assessment.measuring.engine import Engine, computed_by
from sunlight.assessment.measuring.orientation import orientation_findings
from sunlight.assessment.measuring.records import Run, WindowResults
from sunlight.assessment.measuring.results import Progress, window_results
from sunlight.assessment.measuring.runs import runs_of
from sunlight.assessment.measuring.sill_findings import sill_findings
from sunlight.assessment.records import RESULT_SCHEMA, Assessment, Provenance
from sunlight.assessment.scoping.findings import (
    assumed_heights_beside,
    losses_outside,
    out_of_scope,
)
from sunlight.assessment.scoping.legal_list import (
    OBSTRUCTIONS_READING,
    results_in_scope,
)
from sunlight.conditions import DeclinationConvention
from sunlight.errors import InputError
from sunlight.findings import Finding, Severity
from sunlight.model.project import Project
from sunlight.rules import (
    Ruleset,
    in_force,
    profile_findings,
    ruleset,
    with_alternatives,
)
from sunlight.scene import build_scene
from sunlight.solar import equation_of_time

__all__ = ["assess"]


def assess(
    project: Project,
    *,
    findings: Iterable[Finding] = (),
    declination: DeclinationConvention | None = None,
    readings: Iterable[str] = (),
    progress: Progress | None = None,
    compute: Engine | None = None,
) -> Assessment:
    """Measure every window before and after the project and judge every unit.

    Households are judged on the day of dwellings; rooms of kindergartens, schools and
    homes for the elderly, and dormitories and hospitals by the share of their rooms,
    each on the day of its use; play grounds and unbuilt land by the share of their
    area.

    Before: existing and approved buildings, those included that the project removes.
    After: with the proposed and concurrent ones, without the removed. New dwellings
    have no *before* and are judged on *after* alone.

    Parameters
    ----------
    project : Project
        The project; its ``rules`` name the profile.
    findings : iterable of Finding
        What the importer found; handed through.
    declination : DeclinationConvention, optional
        Where the sun's declination comes from; by default SPA at the instant of the
        solar term in 2001. A convention that belongs to a date or an angle holds for
        the day of dwellings only; the other day keeps the default.
    readings : iterable of str
        Ids of the readings of the rules whose alternative is taken, such as
        ``own_plates``.
    progress : callable, optional
        Told the step, how much is done and how much there is.
    compute : Engine, optional
        What computes the intervals of the windows, such as
        :class:`sunlight.tiles.TileEngine` on a cluster; the results are the same.

    Returns
    -------
    Assessment
        Tables, verdicts, findings and provenance.

    Raises
    ------
    InputError
        If `project` is no Project, or its rule profile or a reading is unknown.
    GeometryError
        If a part of a building cannot be used as an obstruction.

    Notes
    -----
    Source: 规程四(一), 四(二), 五, 六(一)(三)(五)(七)(九), 七(二)(四)(五).
    """
    if not isinstance(project, Project):
        raise InputError(
            f"expected a Project, got {type(project).__name__}; read_project returns "
            "the project and its findings: project, findings = read_project(path)",
            where="project",
        )
    step: Progress = (
        progress if progress is not None else lambda name, done, total: None
    )
    with computed_by(compute):
        return _assessed(project, tuple(findings), declination, tuple(readings), step)


def _assessed(
    project: Project,
    findings: tuple[Finding, ...],
    declination: DeclinationConvention | None,
    taken: tuple[str, ...],
    step: Progress,
) -> Assessment:
    """Measure and judge."""
    rules = with_alternatives(ruleset(project.rules), *taken)
    project, yards = counted_by_law(project, rules)
    runs = runs_of(project, rules, declination)
    scene = build_scene(project, runs[0].conditions)
    owners = scene.obstructions.owner_names
    windows = window_results(project, scene, runs, step)
    grounds = measured_grounds(project, scene, rules, declination, step)
    found = judged(project, windows, grounds, rules, owners=owners)
    legal_list = rules.values.alternative(OBSTRUCTIONS_READING)
    if legal_list:
        windows = results_in_scope(project, scene, runs, windows, found.found, step)
        found = judged(
            project, windows, grounds, rules, owners=owners, known=found.found
        )
    critical = critical_units(
        project,
        windows,
        found.verdicts,
        measure=lambda varied, rows: _measured_rows(varied, rows, runs, step),
        judge=lambda varied: (
            judged(
                project, varied, grounds, rules, owners=owners, known=found.found
            ).verdicts
        ),
    )
    found = noted(found, critical)
    return Assessment(
        project=project,
        rules=rules,
        declination=declination,
        readings=taken,
        runs=runs,
        windows=windows,
        rooms=found.rooms,
        households=found.households,
        units=found.units,
        buildings=found.buildings,
        owners=owners,
        face_owner=scene.obstructions.part_owner[scene.obstructions.face_part],
        excluded=scene.excluded,
        critical=critical,
        findings=(
            *findings,
            *yards,
            *storey_findings(project, rules),
            *found.findings,
            *_date_findings(project, rules),
            *narrow_findings(project, rules),
            *profile_findings(rules),
            *_scope_findings(project, windows, grounds, rules, found),
            *orientation_findings(project, scene, runs),
            *sill_findings(
                project,
                scene,
                runs,
                windows,
                found.found.scope if legal_list else None,
            ),
        ),
        provenance=_provenance(project, rules, runs),
        grounds=grounds,
        scope=found.found.scope,
    )


def _measured_rows(
    varied: Project, rows: NDArray[np.int64], runs: tuple[Run, ...], step: Progress
) -> WindowResults:
    """Minutes of some windows of a varied project."""
    some = tuple(
        replace(run, windows=np.intersect1d(run.windows, rows, assume_unique=True))
        for run in runs
    )
    return window_results(varied, build_scene(varied, runs[0].conditions), some, step)


def _scope_findings(
    project: Project,
    windows: WindowResults,
    grounds: tuple[MeasuredGround | None, ...],
    rules: Ruleset,
    found: Judged,
) -> tuple[Finding, ...]:
    """What the scope and assumed heights leave unsaid by the verdicts."""
    verdicts = [verdict for _, verdict in found.verdicts]
    losses: tuple[Finding, ...] = ()
    if any(out_of_scope(verdict) for verdict in verdicts):
        losses = losses_outside(
            project,
            found,
            judged_without_limits(project, windows, grounds, rules),
            tolerance=rules.values.number("unaffected_change"),
        )
    beside = assumed_heights_beside(project, verdicts)
    return (*losses, *found.found.findings, *beside)


def _date_findings(project: Project, rules: Ruleset) -> tuple[Finding, ...]:
    """A report dated outside the days in force."""
    if project.report_date is None or in_force(rules, project.report_date):
        return ()
    return (
        Finding(
            code="REPORT-DATE-NOT-IN-FORCE",
            severity=Severity.WARNING,
            where="project.report_date",
            message=(
                f"the report is dated outside the days on which {rules.document} is in "
                f"force; it was judged by that edition all the same"
            ),
            message_zh=f"报告日期不在{rules.document}有效期内,仍按该版本评定",
            expected=f"{rules.in_force_from} – {rules.in_force_until}",
            found=str(project.report_date),
        ),
    )


def _provenance(project: Project, rules: Ruleset, runs: tuple[Run, ...]) -> Provenance:
    """Versions, hashes and conventions of this assessment."""
    conditions, path = runs[0].conditions, runs[0].path
    digest = hashlib.sha256()
    for name, file_hash in project.source_files:
        digest.update(f"{name}\0{file_hash}\n".encode())
    return Provenance(
        schema=RESULT_SCHEMA,
        engine=__version__,
        rules=rules.name,
        rules_hash=rules.profile_hash,
        input_hash=digest.hexdigest(),
        latitude=project.site.latitude,
        longitude=project.site.longitude,
        place_origin=project.site.place_origin,
        day=conditions.day.value,
        band=path.band,
        declination=path.declination.degrees,
        declination_origin=path.declination.origin,
        equation_of_time=equation_of_time(conditions.day, conditions.declination),
        other_days=tuple(_day_text(run) for run in runs[1:]),
        shortest_segment=conditions.shortest_segment,
        sill_minimum=conditions.sill_minimum,
        counted_width=conditions.counted_width,
        full_window=conditions.full_window.value,
        own_plates=conditions.own_plates.value,
        settings=tuple(
            f"{found.name} = {found.value:g}"
            if isinstance(found.value, float)
            else f"{found.name} = {found.value}"
            for found in rules.settings.in_force
        ),
        figures=tuple(figure.line for figure in rules.own_figures),
    )


def _day_text(run: Run) -> str:
    """Day, band and declination of a further calculation, in words."""
    start, end = run.path.band
    return (
        f"{run.conditions.day.value}: {start:g}-{end:g} min of true solar time, "
        f"declination {run.path.declination.degrees:.4f}, "
        f"{run.path.declination.origin}"
    )
