"""The one place where calculation meets rules (评估)."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sunlight import __version__
from sunlight.assessment.households import judged_households, summaries
from sunlight.assessment.measure import (
    StateResult,
    measure_state,
    merged_intervals,
    merged_owner_minutes,
    spread_owner_minutes,
)
from sunlight.assessment.records import (
    RESULT_SCHEMA,
    Assessment,
    Provenance,
    RoomResults,
    Run,
    WindowResults,
)
from sunlight.assessment.units import judged_units
from sunlight.conditions import (
    Conditions,
    DeclinationConvention,
    OwnPlates,
    SolarTermInstant,
)
from sunlight.durations import (
    OwnerMinutes,
    best_of,
    counted_intervals,
    minutes_lost,
)
from sunlight.errors import InputError
from sunlight.findings import Finding, Severity
from sunlight.intervals import BlockedIntervals, Intervals
from sunlight.kinds import Status, Use
from sunlight.model.project import Project
from sunlight.rules import (
    Ruleset,
    conditions_for,
    dwelling_conditions,
    in_force,
    profile_findings,
    ruleset,
    uses_with_standard,
)
from sunlight.scene import Scene, build_scene
from sunlight.solar import SunPath, equation_of_time, sun_path

__all__ = ["assess"]

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how much of it is done and how much there is."""


def assess(
    project: Project,
    *,
    findings: Iterable[Finding] = (),
    declination: DeclinationConvention | None = None,
    own_plates: OwnPlates = OwnPlates.IGNORED,
    progress: Progress | None = None,
) -> Assessment:
    """Measure every window before and after the project and judge every unit.

    Households are judged on the day of dwellings; rooms of kindergartens, schools and
    homes for the elderly, and dormitories and hospitals by the share of their rooms,
    each on the day of its use.

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
    own_plates : OwnPlates
        Reading of 规程六(五).
    progress : callable, optional
        Told the step, how much is done and how much there is.

    Returns
    -------
    Assessment
        Tables, verdicts, findings and provenance.

    Raises
    ------
    InputError
        If `project` is no Project, or its rule profile is unknown.
    GeometryError
        If a part of a building cannot be used as an obstruction.

    Notes
    -----
    Source: 规程四(一), 四(二), 六(一)(三)(五), 七(二)(四)(五).
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
    rules = ruleset(project.rules)
    runs = _runs(project, rules, declination, own_plates)
    scene = build_scene(project, runs[0].conditions)
    windows = _window_results(project, scene, runs, step)
    rooms = _room_results(project, windows)
    households = judged_households(project, rooms, windows, rules)
    return Assessment(
        project=project,
        rules=rules,
        runs=runs,
        windows=windows,
        rooms=rooms,
        households=households,
        units=judged_units(project, rooms, windows, rules),
        buildings=summaries(project, households, rules),
        owners=scene.obstructions.owner_names,
        face_owner=scene.obstructions.part_owner[scene.obstructions.face_part],
        excluded=scene.excluded,
        findings=(
            *findings,
            *_date_findings(project, rules),
            *profile_findings(rules),
        ),
        provenance=_provenance(project, rules, runs),
    )


def _runs(
    project: Project,
    rules: Ruleset,
    declination: DeclinationConvention | None,
    own_plates: OwnPlates,
) -> tuple[Run, ...]:
    """Windows by the conditions of their use, those of dwellings first.

    Buildings without a standard of their own are measured as dwellings are.
    """
    dwelling = dwelling_conditions(rules, own_plates=own_plates)
    covered = uses_with_standard(rules)
    of_use = {
        use: conditions_for(rules, use, own_plates=own_plates)
        if use in covered
        else dwelling
        for use in Use
    }
    distinct = list(dict.fromkeys([dwelling, *of_use.values()]))
    code = np.array(
        [distinct.index(of_use[b.use]) for b in project.buildings] or [0],
        dtype=np.int64,
    )
    run_of = code[project.windows.building] if len(project.windows) else np.empty(0)
    runs = []
    for index, found in enumerate(distinct):
        windows = np.flatnonzero(run_of == index).astype(np.int64)
        if index and len(windows) == 0:
            continue
        conditions = found
        every_day = isinstance(declination, SolarTermInstant)
        if declination is not None and (every_day or found.day is dwelling.day):
            conditions = replace(found, declination=declination)
        path = sun_path(
            conditions.day,
            latitude=project.site.latitude,
            band=conditions.band,
            declination=conditions.declination,
        )
        runs.append(Run(conditions=conditions, path=path, windows=windows))
    return tuple(runs)


def _states(
    project: Project, scene: Scene, run: Run, step: Progress
) -> tuple[StateResult, StateResult]:
    """Both states of the windows of a run; measured once, where nothing changes."""
    measured = np.intersect1d(scene.measured, run.windows, assume_unique=True)
    building = project.windows.building[measured]
    new = np.array(
        [b.status in (Status.PROPOSED, Status.CONCURRENT) for b in project.buildings],
        dtype=np.bool_,
    )
    gone = np.array([b.removed_by_project for b in project.buildings], dtype=np.bool_)
    stands_before = measured[~new[building]] if len(building) else measured
    stands_after = measured[~gone[building]] if len(building) else measured
    before = measure_state(
        project,
        scene,
        scene.before,
        stands_before,
        run.conditions,
        run.path,
        _half(step, 0),
    )
    if (scene.before == scene.after).all() and len(stands_before) == len(stands_after):
        return before, before
    after = measure_state(
        project,
        scene,
        scene.after,
        stands_after,
        run.conditions,
        run.path,
        _half(step, 1),
    )
    return before, after


def _half(step: Progress, which: int) -> Progress:
    """Progress under the name of the state."""
    state = ("before", "after")[which]
    return lambda name, done, total: step(f"{state}:{name}", done, total)


def _window_results(
    project: Project, scene: Scene, runs: tuple[Run, ...], step: Progress
) -> WindowResults:
    """Results of all runs in one table, with what was lost between the states."""
    count = len(project.windows)
    run_of = np.zeros(count, dtype=np.int8)
    befores: list[StateResult] = []
    afters: list[StateResult] = []
    losses: list[OwnerMinutes] = []
    for index, run in enumerate(runs):
        run_of[run.windows] = index
        before, after = _states(project, scene, run, step)
        befores.append(before)
        afters.append(after)
        losses.append(_lost(before, after, run.conditions, run.path))
    full_before = merged_intervals([b.full for b in befores])
    full_after = merged_intervals([a.full for a in afters])
    left, right = project.windows.left.copy(), project.windows.right.copy()
    for after in afters:
        left[after.measured] = after.left[after.measured]
        right[after.measured] = after.right[after.measured]
    return WindowResults(
        sill_z=scene.sill_z,
        run=run_of,
        minutes_before=_merged_minutes(befores, count),
        minutes_after=_merged_minutes(afters, count),
        full_before=full_before,
        full_after=full_after,
        counted_before=merged_intervals(_counted(befores, runs)),
        counted_after=merged_intervals(_counted(afters, runs)),
        left_after=left,
        right_after=right,
        taken_before=merged_owner_minutes([b.taken for b in befores]),
        taken_after=merged_owner_minutes([a.taken for a in afters]),
        lost=merged_owner_minutes(losses),
    )


def _counted(states: list[StateResult], runs: tuple[Run, ...]) -> list[Intervals]:
    """Counted intervals of each run, by the shortest segment of its day."""
    return [
        counted_intervals(state.full, shortest=run.conditions.shortest_segment)
        for state, run in zip(states, runs, strict=True)
    ]


def _merged_minutes(states: list[StateResult], count: int) -> NDArray[np.float64]:
    """Minutes of all runs in one column, NaN where no run measured."""
    minutes = np.full(count, np.nan)
    for state in states:
        minutes[state.measured] = state.minutes[state.measured]
    return minutes


def _lost(
    before: StateResult, after: StateResult, conditions: Conditions, path: SunPath
) -> OwnerMinutes:
    """What each window loses from before to after, split among those who take it."""
    count = len(before.minutes)
    both = np.intersect1d(before.measured, after.measured, assume_unique=True)
    rows = np.zeros(count, dtype=np.int64)
    rows[both] = np.arange(1, len(both) + 1)
    if before is after:
        nothing = OwnerMinutes(
            np.zeros(1, np.int64), np.empty(0, np.int32), np.empty(0)
        )
        return spread_owner_minutes(nothing, np.zeros(count, dtype=np.int64))
    old = np.searchsorted(before.measured, both)
    new = np.searchsorted(after.measured, both)

    def taken(blocked: BlockedIntervals, at: NDArray[np.int64]) -> BlockedIntervals:
        return blocked.take(at)

    lost = minutes_lost(
        taken(before.blocked_left, old),
        taken(before.blocked_right, old),
        taken(after.blocked_left, new),
        taken(after.blocked_right, new),
        band=path.lit_band,
        shortest=conditions.shortest_segment,
    )
    return spread_owner_minutes(lost, rows)


def _room_results(project: Project, windows: WindowResults) -> RoomResults:
    """Each room with the minutes of its best single window."""
    count = len(project.rooms)
    room = project.windows.room
    before, best_before = best_of(windows.minutes_before, room, count)
    after, best_after = best_of(windows.minutes_after, room, count)
    return RoomResults(
        minutes_before=before,
        minutes_after=after,
        best_before=best_before,
        best_after=best_after,
    )


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
    )


def _day_text(run: Run) -> str:
    """Day, band and declination of a further calculation, in words."""
    start, end = run.path.band
    return (
        f"{run.conditions.day.value}: {start:g}-{end:g} min of true solar time, "
        f"declination {run.path.declination.degrees:.4f}, "
        f"{run.path.declination.origin}"
    )
