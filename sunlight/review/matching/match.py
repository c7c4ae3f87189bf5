"""Submitted windows against those of the model (窗位对应).

Strict order: a table made by hand; the numbers, where they agree for nearly the whole
building; then building, storey and order along the façades. What could be two windows
is none: it is listed, and may be matched by hand.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.model.project import Project
from sunlight.review.matching.building import BuildingRows, Context, match_building
from sunlight.review.matching.buildings import (
    BuildingMatch,
    known_names,
    match_names,
    single_building,
)
from sunlight.review.matching.choosing import How, agreeing, preferring
from sunlight.review.matching.evidence import room_texts
from sunlight.review.matching.findings import matching_findings
from sunlight.review.matching.given import GivenMatch
from sunlight.review.matching.handmade import laid_on
from sunlight.review.matching.labels import plain, storey_of
from sunlight.review.matching.results import Filled, filled
from sunlight.review.matching.scope import (
    analysed_buildings,
    judged_windows,
    measured_windows,
    missing,
)
from sunlight.review.matching.telling import Told
from sunlight.review.matching.units import HouseholdIndex
from sunlight.review.records.findings import ReviewFinding
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import NO_FLOOR, Submission, SubmittedWindows

__all__ = ["match_windows"]

_LEAST_SHARING: Final = 0.8
"""Share of the decided buildings that must follow a rule before others are taken to."""


def match_windows(
    project: Project,
    submission: Submission,
    *,
    assessment: Assessment | None = None,
    given: Sequence[GivenMatch] | None = None,
) -> tuple[Match, tuple[ReviewFinding, ...]]:
    """Match submitted windows and households with those of the model (窗位对应).

    Parameters
    ----------
    project : Project
        The reviewer's model.
    submission : Submission
        The report as read.
    assessment : Assessment, optional
        Our own calculation on that model; without it orders that the table itself does
        not settle stay open, and nothing is missing.
    given : sequence of GivenMatch, optional
        Matches made by hand, as by
        :func:`~sunlight.review.matching.given.read_given_matches`.

    Returns
    -------
    match : Match
        Rows against windows, what is open, invented and missing.
    findings : tuple of ReviewFinding
        How rows were matched, and what could not be.

    Raises
    ------
    InputError
        If a match made by hand names a window that the model has not, or gives one
        window to two rows.
    """
    if assessment is not None:
        project = assessment.project  # a courtyard counts one household there
    submitted, units = submission.windows, submission.units
    lines = tuple(given or ())
    floors = _floors_by_name(submitted)
    printed_names = set(submitted.building.tolist()) | set(units.building.tolist())
    names_found = match_names(
        project, printed_names | {line.building for line in lines}, floors
    )
    building, alone = _row_buildings(project, submitted, assessment, names_found)
    names = _names(project, names_found)
    floor = _row_floors(submitted, building, names)
    by_hand, unused = laid_on(
        project,
        submitted,
        lines,
        building=building,
        floor=floor,
        index=names_found.index,
        names=names,
    )
    households = HouseholdIndex(project, names)
    context = Context(
        project=project,
        submitted=submitted,
        floor=floor,
        masks=_masks(project, assessment),
        minutes=None
        if assessment is None
        else np.stack(
            [assessment.windows.minutes_before, assessment.windows.minutes_after]
        ),
        rooms=room_texts(project),
        households=households.find(submitted.household, building, floor),
        given=by_hand,
    )
    parts = _by_building(context, building, names)
    parts = _by_report(parts)
    result = filled(context, parts, building)
    unit_buildings = np.array(
        [names_found.index.get(name, -1) for name in units.building.tolist()],
        dtype=np.int64,
    )
    unit = households.find(units.label, unit_buildings, units.floor)
    shown = analysed_buildings(project, assessment, building)
    match = Match(
        window=result.window,
        by=result.by,
        building=building,
        invented=result.invented,
        missing=missing(
            project,
            assessment,
            buildings=shown,
            seen=_seen(result),
        ),
        ambiguous=result.ambiguous,
        unit=unit,
    )
    told = Told(
        project=project,
        submission=submission,
        match=match,
        names=names_found,
        alone=alone,
        parts=tuple(parts),
        unused=unused,
    )
    return match, matching_findings(told)


def _floors_by_name(submitted: SubmittedWindows) -> dict[str, frozenset[int]]:
    """Storeys printed under each name of a building."""
    found: dict[str, set[int]] = defaultdict(set)
    pairs = set(zip(submitted.building.tolist(), submitted.floor.tolist(), strict=True))
    for name, floor in pairs:
        if floor != NO_FLOOR:
            found[name].add(floor)
    return {name: frozenset(floors) for name, floors in found.items()}


def _row_buildings(
    project: Project,
    submitted: SubmittedWindows,
    assessment: Assessment | None,
    names: BuildingMatch,
) -> tuple[NDArray[np.int64], dict[int, int]]:
    """Building of each row, and of tables that name none (table to building)."""
    codes = {**names.index, "": -1}
    building = np.array(
        [codes[name] for name in submitted.building.tolist()], dtype=np.int64
    )
    alone: dict[int, int] = {}
    nameless = np.array([not name for name in submitted.building.tolist()], dtype=bool)
    if nameless.any():
        analysed = analysed_buildings(project, assessment, building)
        if assessment is None:
            analysed = (
                np.bincount(project.windows.building, minlength=len(project.buildings))
                > 0
            )
        for table in np.unique(submitted.table[nameless]).tolist():
            mine = nameless & (submitted.table == table)
            floors = frozenset(submitted.floor[mine].tolist()) - {NO_FLOOR}
            found = single_building(project, floors, analysed)
            if found >= 0:
                building[mine] = found
                alone[int(table)] = found
    return building, alone


def _names(project: Project, found: BuildingMatch) -> list[tuple[str, ...]]:
    """Plain names of each building, printed ones included, the longest first."""
    names = [set(known_names(project, i)) for i in range(len(project.buildings))]
    for name, building in found.index.items():
        if building >= 0:
            names[building].add(plain(name))
    return [tuple(sorted(each, key=lambda n: (-len(n), n))) for each in names]


def _row_floors(
    submitted: SubmittedWindows,
    building: NDArray[np.int64],
    names: Sequence[tuple[str, ...]],
) -> NDArray[np.int32]:
    """Storey of each row; where none is printed, that of its label."""
    floor: NDArray[np.int32] = submitted.floor.astype(np.int32, copy=True)
    for row in np.flatnonzero((floor == NO_FLOOR) & (building >= 0)).tolist():
        told = storey_of(plain(submitted.label[row]), names[building[row]])
        if told is not None:
            floor[row] = told
    return floor


def _masks(
    project: Project, assessment: Assessment | None
) -> Mapping[str, NDArray[np.bool_]]:
    """Windows that a report may be confined to, the widest first."""
    rules = None if assessment is None else assessment.rules
    masks = {
        "all": np.ones(len(project.windows), dtype=np.bool_),
        "habitable": judged_windows(project, rules),
    }
    if assessment is not None:
        masks["measured"] = measured_windows(assessment)
        masks["judged"] = masks["habitable"] & masks["measured"]
    return masks


def _by_building(
    context: Context, building: NDArray[np.int64], names: Sequence[tuple[str, ...]]
) -> list[BuildingRows]:
    """Match building by building."""
    of_windows = _grouped(context.project.windows.building.astype(np.int64))
    placed = (context.floor != NO_FLOOR) & (building >= 0)
    rows = _grouped(np.where(placed, building, -1))

    def one(index: int, *, short_numbers: bool = True) -> BuildingRows:
        return match_building(
            context,
            index,
            names[index],
            of_windows[index],
            rows[index].tolist(),
            short_numbers=short_numbers,
        )

    parts = [one(index) for index in rows if index >= 0 and index in of_windows]
    short = [p for p in parts if p.by_number and not p.numbered.whole]
    against = sum(p.choice.how is How.CONTRADICTED for p in short)
    bearing_out = sum(p.choice.how is How.MINUTES for p in short)
    if against <= bearing_out:
        return parts
    again = {p.building for p in short}
    return [
        one(p.building, short_numbers=False) if p.building in again else p
        for p in parts
    ]


def _grouped(codes: NDArray[np.int64]) -> dict[int, NDArray[np.int64]]:
    """Rows by code, ascending."""
    order = np.argsort(codes, kind="stable")
    values, starts = np.unique(codes[order], return_index=True)
    pieces = np.split(order, starts[1:]) if len(values) else []
    return dict(zip(values.tolist(), pieces, strict=True))


def _by_report(parts: list[BuildingRows]) -> list[BuildingRows]:
    """Buildings left open, or alike by several rules, follow that of the others."""
    told = (How.EVIDENCE, How.MINUTES, How.UNSURE)
    decided = [
        p for p in parts if p.choice.candidate is not None and p.choice.how in told
    ]
    counts = Counter(name for p in decided for name in p.choice.names)
    most = max(counts.values(), default=0)
    if not decided or most < _LEAST_SHARING * len(decided):
        return parts
    shared = frozenset(name for name, count in counts.items() if count == most)
    out = []
    for part in parts:
        choice = part.choice
        if choice.candidate is not None:
            choice = preferring(choice, shared)
        elif choice.how is How.NONE and part.fitting:
            choice = agreeing(part.fitting, shared, part.minutes)
        out.append(replace(part, choice=choice))
    return out


def _seen(result: Filled) -> NDArray[np.int64]:
    """Windows that are matched or may be."""
    open_windows = [w for a in result.ambiguous for w in a.windows]
    seen = np.append(result.window[result.window >= 0], open_windows)
    return np.unique(seen.astype(np.int64))
