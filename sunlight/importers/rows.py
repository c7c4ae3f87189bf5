"""Windows of the file, one by one or in rows, to batches of columns (窗的展开)."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from sunlight.errors import InputError
from sunlight.importers.layout import Batch
from sunlight.importers.levels import (
    FloorRange,
    Storeys,
    count_floors,
    expand_floors,
    floor_ranges,
)
from sunlight.importers.problems import Problems
from sunlight.importers.room_entry import RoomEntry, room_entry
from sunlight.importers.schema import BuildingSpec, ProjectFile
from sunlight.importers.schema_parts import (
    FloorPlanSpec,
    PlannedRowSpec,
    PlannedWindowSpec,
    WindowSpec,
)
from sunlight.importers.walls import Walls
from sunlight.importers.window_front import check_front
from sunlight.importers.window_places import field_named, place_row, place_window
from sunlight.importers.words import near
from sunlight.kinds import DrawnLine

__all__ = ["MOST_WINDOWS", "Job", "check_count", "lay_job", "window_jobs"]

MOST_WINDOWS: Final = 2_000_000
"""More windows than this in one file are taken for a slip of the pen.

An estate of 300 buildings has some 50,000; a whole city is read from a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One window or row of the file with its storeys, not yet laid (待展开).

    Parameters
    ----------
    where : str
        Path in the file.
    building : int
        Index of the building.
    spec : PlannedWindowSpec or PlannedRowSpec
        Window or row.
    ranges : tuple of (int, int)
        Its storeys.
    """

    where: str
    building: int
    spec: PlannedWindowSpec | PlannedRowSpec
    ranges: tuple[FloorRange, ...]

    @property
    def columns(self) -> int:
        """Windows on each storey."""
        if isinstance(self.spec, PlannedWindowSpec):
            return 1
        return len(self.spec.at) if self.spec.at is not None else self.spec.count or 0

    @property
    def count(self) -> int:
        """Windows in all."""
        return self.columns * count_floors(self.ranges)


def window_jobs(file: ProjectFile, problems: Problems) -> list[Job]:
    """All windows and rows of a file (全部窗), nothing laid yet.

    Parameters
    ----------
    file : ProjectFile
        The file.
    problems : Problems
        Where unreadable storeys and unknown buildings go.

    Returns
    -------
    list of Job
        In the order of the file, windows that name their building last.
    """
    jobs: list[Job] = []
    index: dict[str, int] = {}
    for i, building in enumerate(file.buildings):
        index.setdefault(building.id, i)
        where = f"buildings[{i}]"
        for j, window in enumerate(building.windows):
            _add(jobs, problems, f"{where}.windows[{j}]", i, window, window.floor)
        for j, row in enumerate(building.window_rows):
            _add(jobs, problems, f"{where}.window_rows[{j}]", i, row, row.floors)
        for place, spec, floors in _planned(file, building, where, problems):
            _add(jobs, problems, place, i, spec, floors)
    for j, loose in enumerate(file.windows):
        where = f"windows[{j}]"
        if loose.building not in index:
            problems.add(
                f"{where}.building",
                f"there is no building {loose.building!r}{near(loose.building, index)}"
                f"; the file has {', '.join(list(index)[:20]) or 'none'}",
                loose.building,
            )
            continue
        _add(jobs, problems, where, index[loose.building], loose, loose.floor)
    return jobs


def _add(
    jobs: list[Job],
    problems: Problems,
    where: str,
    building: int,
    spec: PlannedWindowSpec | PlannedRowSpec,
    floors: str | int | list[int],
) -> None:
    """Add a job, or what is wrong with its storeys."""
    name = "floor" if isinstance(spec, WindowSpec) else "floors"
    with problems.at(f"{where}.{name}"):
        ranges = floor_ranges(floors)
        jobs.append(Job(where=where, building=building, spec=spec, ranges=ranges))


def _planned(
    file: ProjectFile, building: BuildingSpec, where: str, problems: Problems
) -> Iterator[tuple[str, PlannedWindowSpec | PlannedRowSpec, str | int | list[int]]]:
    """Windows and rows of the floor plans that a building uses."""
    for j, use in enumerate(building.floor_plans):
        place = f"{where}.floor_plans[{j}]"
        plan: FloorPlanSpec = use
        if use.plan:
            if use.plan not in file.floor_plans:
                problems.add(
                    f"{place}.plan",
                    f"there is no floor plan {use.plan!r}"
                    f"{near(use.plan, file.floor_plans)}; the file has "
                    f"{', '.join(file.floor_plans) or 'none'}",
                    use.plan,
                )
                continue
            if use.windows or use.window_rows:
                problems.add(
                    f"{place}.plan",
                    "a named plan brings its windows; give plan, or windows and "
                    "window_rows, not both",
                    use.plan,
                )
                continue
            plan, place = file.floor_plans[use.plan], f"{place}.{use.plan}"
        elif not (use.windows or use.window_rows):
            problems.add(
                place, "the floor plan is empty; give plan, windows or window_rows"
            )
        for k, window in enumerate(plan.windows):
            yield f"{place}.windows[{k}]", window, use.floors
        for k, row in enumerate(plan.window_rows):
            yield f"{place}.window_rows[{k}]", row, use.floors


def check_count(jobs: Iterable[Job]) -> None:
    """Refuse more windows than a file may lay (窗数上限), before laying any.

    Parameters
    ----------
    jobs : iterable of Job
        All of them.

    Raises
    ------
    InputError
        Naming the largest row.
    """
    counted = [(job.count, job) for job in jobs]
    total = sum(count for count, _ in counted)
    if total <= MOST_WINDOWS:
        return
    largest, job = max(counted, key=lambda pair: pair[0])
    raise InputError(
        f"the file lays {total:,} windows, of which {largest:,} here "
        f"({job.columns:,} a storey on {largest // max(job.columns, 1):,} storeys); "
        f"allowed are {MOST_WINDOWS:,} in all. Mend count or floors, or split the file",
        where=job.where,
        value=total,
    )


def lay_job(
    job: Job,
    *,
    walls: Walls,
    storeys: Storeys,
    moved: list[tuple[str, float]],
) -> Batch:
    """Batch of columns of one window or row (展开).

    Parameters
    ----------
    job : Job
        Window or row.
    walls : Walls
        Outlines of its building.
    storeys : Storeys
        Storeys of its building.
    moved : list of (str, float)
        Receives path and distance of windows that were moved onto their wall.

    Returns
    -------
    Batch
        Windows of all its storeys.

    Raises
    ------
    InputError
        If its place, rooms or storeys cannot be.
    """
    spec = job.spec
    check_front(spec)
    floors = expand_floors(job.ranges)
    level = spec.floor_level if isinstance(spec, WindowSpec) else None
    if level is None:
        with field_named("floor" if isinstance(spec, WindowSpec) else "floors"):
            levels = storeys.levels_of(floors)
    else:
        levels = np.full(len(floors), level)
    if isinstance(spec, PlannedWindowSpec):
        left, right, octant, off = place_window(spec, walls)
        if off > 0.0:
            moved.append((job.where, off))
        entries = [spec.room]
    else:
        left, right, octant = place_row(spec, walls)
        entries = _row_entries(spec, len(left))
    return Batch(
        where=job.where,
        building=job.building,
        left=left,
        right=right,
        octant=octant,
        floors=floors,
        levels=levels,
        sill=spec.sill,
        rooms=_rooms(entries, spec),
        entrance_below=spec.entrance_below,
        id=spec.id if isinstance(spec, WindowSpec) else "",
        assumed=spec.assumed,
        kind=spec.kind,
        balcony=spec.balcony,
        projection=math.nan if spec.projection is None else spec.projection,
        at_front=spec.drawn is DrawnLine.FRONT,
    )


def _rooms(
    entries: list[str], spec: PlannedWindowSpec | PlannedRowSpec
) -> tuple[RoomEntry | None, ...]:
    """Rooms of the columns of a window or row."""
    if spec.household and spec.household_id:
        raise InputError(
            "household and household_id name the household twice; keep one",
            where="household_id",
            value=spec.household_id,
        )
    with field_named("rooms" if isinstance(spec, PlannedRowSpec) else "room"):
        return tuple(
            room_entry(entry, number=spec.household, household_id=spec.household_id)
            for entry in entries
        )


def _row_entries(spec: PlannedRowSpec, count: int) -> list[str]:
    """Room of each window of a row, as written."""
    if len(spec.rooms) == count:
        return spec.rooms
    if len(spec.rooms) == 1:
        return spec.rooms * count
    if not spec.rooms and not (spec.household or spec.household_id):
        return ["-"] * count
    raise InputError(
        f"{len(spec.rooms)} rooms for {count} windows; give one for each window "
        "(- for none) or one for all",
        where="rooms",
        value=spec.rooms,
    )
