"""What the rules say of the submitted minutes, within our own scope (按送审数评定)."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.assessment.counting.receivers import counted_receivers
from sunlight.assessment.judging.households import has_before, standing_of
from sunlight.assessment.judging.judged import judged
from sunlight.assessment.measuring.united import united_rooms
from sunlight.assessment.records import HouseholdResults, UnitResult
from sunlight.assessment.scoping.loop import FoundScope
from sunlight.durations import best_of
from sunlight.kinds import HABITABLE_ROOMS
from sunlight.model.project import Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.review.recalculation.rows import usable_minutes
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import STATES, Submission
from sunlight.rules import CountingUnit, standard_for
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = [
    "SubmittedVerdicts",
    "household_of_window",
    "submitted_minutes",
    "verdicts_from",
]

_HABITABLE = np.array([kind in HABITABLE_ROOMS for kind in ROOM_KINDS], dtype=np.bool_)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SubmittedVerdicts:
    """Verdicts on submitted minutes, rows as in the assessment (按送审数的评定).

    Parameters
    ----------
    households : HouseholdResults
        Verdicts; those of households that are not decided rest on our minutes too.
    units : tuple of UnitResult
        The same of other units.
    household_decided : (h,) ndarray of bool
        The submitted minutes alone decide.
    unit_decided : (u,) ndarray of bool
        The same of other units.
    room_before, room_after : (n,) ndarray of float64
        Best submitted window of each room; NaN where none is submitted. [min]
    window_before, window_after : (n,) ndarray of int64
        That window, -1 for none.
    household_before, household_after : (h,) ndarray of float64
        Best submitted habitable room. [min]
    best_before, best_after : (h,) ndarray of int64
        Its window, -1 for none.
    """

    households: HouseholdResults
    units: tuple[UnitResult, ...]
    household_decided: NDArray[np.bool_]
    unit_decided: NDArray[np.bool_]
    room_before: NDArray[np.float64]
    room_after: NDArray[np.float64]
    window_before: NDArray[np.int64]
    window_after: NDArray[np.int64]
    household_before: NDArray[np.float64]
    household_after: NDArray[np.float64]
    best_before: NDArray[np.int64]
    best_after: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _State:
    """One state: best submitted rooms and households, and whether they decide."""

    room: NDArray[np.float64]
    window: NDArray[np.int64]
    room_decides: NDArray[np.bool_]
    household: NDArray[np.float64]
    best: NDArray[np.int64]
    household_decides: NDArray[np.bool_]


def household_of_window(project: Project) -> NDArray[np.int64]:
    """Household of each window of a habitable room (窗所属户), (w,); -1 for none.

    Parameters
    ----------
    project : Project
        Windows, rooms and households.
    """
    member = np.where(_HABITABLE[project.rooms.kind], project.rooms.household, -1)
    return np.append(member, -1)[project.windows.room].astype(np.int64)


def submitted_minutes(
    submission: Submission, assessment: Assessment, match: Match
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Submitted minutes by window of the model (按窗归集送审数), (w,) each.

    The first row of a window holds. Where a household has no submitted window in a
    state but a row of its own, all its habitable windows stand for that figure.

    Parameters
    ----------
    submission : Submission
        What was handed in.
    assessment : Assessment
        For its model.
    match : Match
        Rows against windows, units against households.

    Returns
    -------
    before, after : (w,) ndarray of float64
        NaN where nothing is submitted. [min]
    """
    project = assessment.project
    household = household_of_window(project)
    habitable = (household >= 0) & counted_receivers(project, assessment.rules).window
    backwards = match.matched[::-1]
    found = []
    for state in STATES:
        minutes = np.full(len(project.windows), np.nan)
        theirs = usable_minutes(submission.windows.minutes(state)[backwards])
        known = ~np.isnan(theirs)
        minutes[match.window[backwards[known]]] = theirs[known]
        stated = _stated(submission, match, state, len(project.households))
        covered = np.zeros(len(project.households) + 1, dtype=np.bool_)
        covered[household[habitable & ~np.isnan(minutes)]] = True
        wanting = habitable & ~covered[household]
        minutes[wanting] = stated[household[wanting]]
        found.append(minutes)
    return found[0], found[1]


def _stated(
    submission: Submission, match: Match, state: str, households: int
) -> NDArray[np.float64]:
    """Minutes of rows of households, (h + 1,)."""
    units = submission.units
    stated = np.full(households + 1, np.nan)
    rows = np.flatnonzero(match.unit >= 0)[::-1]
    minutes = units.minutes_before if state == "before" else units.minutes_after
    theirs = usable_minutes(minutes[rows])
    known = ~np.isnan(theirs)
    stated[match.unit[rows[known]]] = theirs[known]
    return stated


def verdicts_from(
    assessment: Assessment,
    minutes_before: NDArray[np.float64],
    minutes_after: NDArray[np.float64],
) -> SubmittedVerdicts:
    """Verdicts that the rules give on submitted minutes (按送审数评定).

    Submitted minutes take the place of ours; windows that are not submitted keep ours,
    and the units where one of these would decide are marked. A window that was not
    measured by us keeps that.

    Parameters
    ----------
    assessment : Assessment
        Our calculation, its scope and rules.
    minutes_before, minutes_after : (w,) ndarray of float64
        Submitted minutes, NaN where nothing is submitted. [min]

    Returns
    -------
    SubmittedVerdicts
        Rows as in the assessment.

    Notes
    -----
    Source: 规程七(四)(五); 办法六(三)4.
    """
    ours = assessment.windows
    before = _replaced(ours.minutes_before, minutes_before)
    after = _replaced(ours.minutes_after, minutes_after)
    varied = replace(ours, minutes_before=before, minutes_after=after)
    found = judged(
        assessment.project,
        varied,
        assessment.grounds,
        assessment.rules,
        owners=assessment.owners,
        known=FoundScope(scope=assessment.scope, findings=()),
    )
    counted = counted_receivers(assessment.project, assessment.rules).window
    old = _state(assessment, before, minutes_before, counted)
    new = _state(assessment, after, minutes_after, counted)
    return SubmittedVerdicts(
        households=found.households,
        units=found.units,
        household_decided=_households_decided(assessment, found.households, old, new),
        unit_decided=_units_decided(assessment, found.units, old, new),
        room_before=old.room,
        room_after=new.room,
        window_before=old.window,
        window_after=new.window,
        household_before=old.household,
        household_after=new.household,
        best_before=old.best,
        best_after=new.best,
    )


def _replaced(
    ours: NDArray[np.float64], theirs: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Submitted minutes where both are known, ours elsewhere."""
    return np.where(np.isnan(theirs) | np.isnan(ours), ours, theirs)


def _state(
    assessment: Assessment,
    minutes: NDArray[np.float64],
    theirs: NDArray[np.float64],
    counted: NDArray[np.bool_],
) -> _State:
    """Best submitted rooms and households of a state."""
    project = assessment.project
    rooms, households = len(project.rooms), len(project.households)
    room = np.where(counted, project.windows.room, -1).astype(np.int32)
    habitable = _HABITABLE[project.rooms.kind]
    member = np.where(habitable, project.rooms.household, -1).astype(np.int32)
    submitted = np.where(np.isnan(theirs), np.nan, minutes)
    best_room, window = best_of(submitted, room, rooms)
    best, chosen = best_of(best_room, member, households)
    all_rooms, _ = best_of(minutes, room, rooms)
    all_best, _ = best_of(all_rooms, member, households)
    room_decides = _decides(best_room, all_rooms)
    united = [index for _, index in united_rooms(project, assessment.rules)]
    household_decides = _decides(best, all_best)
    for index in united:  # their minutes are no window's own
        room_decides[index] = False
        of_room = project.rooms.household[index]
        household_decides[of_room[of_room >= 0]] = False
    return _State(
        room=best_room,
        window=window,
        room_decides=room_decides,
        household=best,
        best=np.append(window, -1)[chosen],
        household_decides=household_decides,
    )


def _decides(
    submitted: NDArray[np.float64], everything: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Whether the best submitted is the best of all."""
    nothing = np.isnan(everything)
    return nothing | (submitted >= everything - THRESHOLD_NOISE_MIN)


def _households_decided(
    assessment: Assessment, households: HouseholdResults, old: _State, new: _State
) -> NDArray[np.bool_]:
    """Households that submitted minutes alone decide."""
    project = assessment.project
    with_before = np.array(
        [has_before(standing_of(b, project)) for b in project.buildings] or [False]
    )
    needs_before = with_before[project.households.building]
    least = np.array(
        [
            np.inf if v.threshold is None else v.threshold - THRESHOLD_NOISE_MIN
            for v in households.verdicts
        ]
    )
    some = ~np.isnan(new.household) | ~np.isnan(old.household)
    met = households.minutes_after >= least  # 满足, whatever it was before
    decided: NDArray[np.bool_] = (
        some & new.household_decides & (old.household_decides | ~needs_before | met)
    )
    return decided


def _units_decided(
    assessment: Assessment, units: tuple[UnitResult, ...], old: _State, new: _State
) -> NDArray[np.bool_]:
    """Other units that submitted minutes alone decide."""
    project = assessment.project
    decided = np.zeros(len(units), dtype=np.bool_)
    for row, unit in enumerate(units):
        if unit.building < 0 or unit.ground >= 0:
            continue
        building = project.buildings[unit.building]
        before = has_before(standing_of(building, project))
        if unit.counted_as is CountingUnit.ROOM:
            rooms = np.array([unit.room])
            best = [(old, unit.room_before)] if before else []
            best.append((new, unit.room_after))
            enough = all(state.room_decides[room] for state, room in best)
        else:
            rooms = _rooms_of_share(assessment, unit.building)
            states = [old, new] if before else [new]
            enough = all(bool(state.room_decides[rooms].all()) for state in states)
        decided[row] = enough and bool((~np.isnan(new.room[rooms])).any())
    return decided


def _rooms_of_share(assessment: Assessment, building: int) -> NDArray[np.int64]:
    """Rooms of a building that its share is taken of."""
    project = assessment.project
    kinds = standard_for(assessment.rules, project.buildings[building].use).rooms
    counts = np.array([kind in kinds for kind in ROOM_KINDS])
    rooms = project.rooms
    return np.flatnonzero((rooms.building == building) & counts[rooms.kind])
