"""The one place where calculation meets rules (评估)."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sunlight import __version__
from sunlight.assessment.households import judged_households, summaries
from sunlight.assessment.measure import StateResult, measure_state, spread_owner_minutes
from sunlight.assessment.records import (
    RESULT_SCHEMA,
    USE_NOT_COVERED,
    Assessment,
    Provenance,
    RoomResults,
    WindowResults,
)
from sunlight.conditions import Conditions, DeclinationConvention, OwnPlates
from sunlight.durations import (
    OwnerMinutes,
    best_of,
    counted_intervals,
    minutes_lost,
)
from sunlight.findings import Finding, Severity
from sunlight.intervals import BlockedIntervals
from sunlight.kinds import Status, Use
from sunlight.model.project import Project
from sunlight.rules import Ruleset, dwelling_conditions, in_force, ruleset
from sunlight.scene import Scene, build_scene
from sunlight.solar import SunPath, equation_of_time, sun_path

__all__ = ["assess"]

_USES_NOT_COVERED = frozenset(
    {Use.DORMITORY, Use.KINDERGARTEN, Use.SCHOOL, Use.HOSPITAL, Use.ELDERLY}
)

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
    """Measure every window before and after the project and judge every household.

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
        solar term in 2001.
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
        If the rule profile is unknown.
    GeometryError
        If a part of a building cannot be used as an obstruction.

    Notes
    -----
    Source: 规程四(一)1, 四(二), 六(一)(三)(五), 七(二)(四)(五).
    """
    step: Progress = (
        progress if progress is not None else lambda name, done, total: None
    )
    rules = ruleset(project.rules)
    conditions = dwelling_conditions(rules, own_plates=own_plates)
    if declination is not None:
        conditions = replace(conditions, declination=declination)
    path = sun_path(
        conditions.day,
        latitude=project.site.latitude,
        band=conditions.band,
        declination=conditions.declination,
    )
    scene = build_scene(project, conditions)
    before, after = _states(project, scene, conditions, path, step)
    windows = _window_results(scene, before, after, conditions, path)
    rooms = _room_results(project, windows)
    households = judged_households(project, rooms, windows, rules)
    return Assessment(
        project=project,
        rules=rules,
        conditions=conditions,
        path=path,
        windows=windows,
        rooms=rooms,
        households=households,
        buildings=summaries(project, households, rules),
        owners=scene.obstructions.owner_names,
        face_owner=scene.obstructions.part_owner[scene.obstructions.face_part],
        excluded=scene.excluded,
        findings=(*findings, *_rule_findings(project, rules)),
        provenance=_provenance(project, rules, conditions, path),
    )


def _states(
    project: Project,
    scene: Scene,
    conditions: Conditions,
    path: SunPath,
    step: Progress,
) -> tuple[StateResult, StateResult]:
    """Both states measured; once, where nothing changes."""
    building = project.windows.building[scene.measured]
    new = np.array(
        [b.status in (Status.PROPOSED, Status.CONCURRENT) for b in project.buildings],
        dtype=np.bool_,
    )
    gone = np.array([b.removed_by_project for b in project.buildings], dtype=np.bool_)
    stands_before = scene.measured[~new[building]] if len(building) else scene.measured
    stands_after = scene.measured[~gone[building]] if len(building) else scene.measured
    before = measure_state(
        project, scene, scene.before, stands_before, conditions, path, _half(step, 0)
    )
    if (scene.before == scene.after).all() and len(stands_before) == len(stands_after):
        return before, before
    after = measure_state(
        project, scene, scene.after, stands_after, conditions, path, _half(step, 1)
    )
    return before, after


def _half(step: Progress, which: int) -> Progress:
    """Progress under the name of the state."""
    state = ("before", "after")[which]
    return lambda name, done, total: step(f"{state}:{name}", done, total)


def _window_results(
    scene: Scene,
    before: StateResult,
    after: StateResult,
    conditions: Conditions,
    path: SunPath,
) -> WindowResults:
    """Results of both states side by side, with what was lost between them."""
    shortest = conditions.shortest_segment
    return WindowResults(
        sill_z=scene.sill_z,
        minutes_before=before.minutes,
        minutes_after=after.minutes,
        full_before=before.full,
        full_after=after.full,
        counted_before=counted_intervals(before.full, shortest=shortest),
        counted_after=counted_intervals(after.full, shortest=shortest),
        left_after=after.left,
        right_after=after.right,
        taken_before=before.taken,
        taken_after=after.taken,
        lost=_lost(before, after, conditions, path),
    )


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


def _rule_findings(project: Project, rules: Ruleset) -> tuple[Finding, ...]:
    """Findings that need the rules: a date not in force, uses not covered."""
    return (*_date_findings(project, rules), *_use_findings(project))


def _use_findings(project: Project) -> tuple[Finding, ...]:
    """Buildings with windows whose use has a standard that is not judged yet."""
    with_windows = set(np.unique(project.windows.building).tolist())
    names = [
        building.id
        for index, building in enumerate(project.buildings)
        if index in with_windows and building.use in _USES_NOT_COVERED
    ]
    if not names:
        return ()
    listed = ", ".join(names)
    return (
        Finding(
            code=USE_NOT_COVERED,
            severity=Severity.WARNING,
            where=listed,
            message=(
                "kindergartens, schools, hospitals, homes for the elderly and "
                "dormitories have standards of their own (规程四(一)2-6) that this "
                "version measures on the day of dwellings only and does not judge"
            ),
            message_zh=(
                "托幼、学校、医院、老年人居住建筑和宿舍另有标准(规程四(一)2-6),"
                "本版本仅按住宅标准日列出时数,不作评定"
            ),
            expected="residential",
            found=listed,
        ),
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


def _provenance(
    project: Project, rules: Ruleset, conditions: Conditions, path: SunPath
) -> Provenance:
    """Versions, hashes and conventions of this run."""
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
        shortest_segment=conditions.shortest_segment,
        sill_minimum=conditions.sill_minimum,
        counted_width=conditions.counted_width,
        full_window=conditions.full_window.value,
        own_plates=conditions.own_plates.value,
    )
