"""A small estate, and tables printed from other calculations of it (试算样例)."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

import sunlight as sl
from sunlight.assessment import Assessment
from sunlight.durations.sampling import Sampling, sampled_intervals
from sunlight.intervals import drop_shorter, total
from sunlight.kinds import PartKind
from sunlight.model.project import Building, Project
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import (
    Submission,
    SubmittedSegments,
    SubmittedUnits,
    SubmittedWindows,
)

_HEAD = """schema = "sunlight-project/1"
[project]
name = "试验小区"
id = "T-2"
[site]
latitude = 38.42
longitude = 112.73
north = "true"
height_datum = "1985国家高程基准"
[floor_plans.house]
window_rows = [
  { facade = "south", sill = 0.9, width = 1.5, at = [2], rooms = ["01/卧室:bedroom"] },
  { facade = "south", sill = 0.9, width = 1.5, at = [9], rooms = ["01/客厅:living"] },
  { facade = "south", sill = 0.9, width = 1.5, at = [20], rooms = ["02/卧室:bedroom"] },
  { facade = "south", sill = 0.9, width = 1.5, at = [30], rooms = ["02/客厅:living"] },
  { facade = "east", sill = 0.5, width = 1.2, at = [4.0], rooms = ["02/书房:bedroom"] },
  { facade = "west", sill = 1.2, width = 1.2, at = [4.0], rooms = ["01/书房:bedroom"] },
]
"""
_BUILDING = """
[[buildings]]
id = "{id}"
name = "{id}"
status = "{status}"
use = "residential"
legal = "lawful"
zero_level = 800.3
outdoor_ground = 800.0
top_above_ground = {top}
footprint = [[{x0}, {y0}], [{x1}, {y0}], [{x1}, {y1}], [{x0}, {y1}]]
storeys = {{ count = {storeys}, height = 2.9 }}
floor_plans = [{{ floors = "1-{storeys}", plan = "house" }}]
source = {{ kind = "survey", reference = "C-1", date = 2025-05-01, by = "乙级" }}
"""
_BLOCKS = (
    ("1#", "existing", -10, 80, 6),
    ("2#", "existing", 40, 86, 6),
    ("3#", "existing", -6, 46, 5),
    ("4#", "existing", 44, 44, 6),
    ("5#", "existing", 95, 62, 6),
    ("P1", "proposed", 2, -2, 11),
    ("P2", "proposed", 62, 2, 9),
)


def estate_text() -> str:
    """Project file of seven blocks, 294 windows."""
    blocks = [
        _BUILDING.format(
            id=name,
            status=status,
            top=storeys * 2.9 + 1.2,
            x0=x,
            x1=x + 36,
            y0=y,
            y1=y + 12,
            storeys=storeys,
        )
        for name, status, x, y, storeys in _BLOCKS
    ]
    return _HEAD + "".join(blocks)


def read_estate(folder: Path) -> Project:
    path = folder / "estate.toml"
    path.write_text(estate_text(), encoding="utf-8")
    project, _ = sl.read_project(path)
    return project


def with_building(
    project: Project, name: str, change: Callable[[Building], Building]
) -> Project:
    return replace(
        project,
        buildings=tuple(change(b) if b.id == name else b for b in project.buildings),
    )


def lowered(building: Building, by: float) -> Building:
    """All bodies and what stands on them lower."""
    parts = tuple(
        replace(part, top=part.top - by)
        if part.kind is PartKind.BODY
        else replace(part, base=part.base - by, top=part.top - by)
        for part in building.parts
    )
    return replace(building, parts=parts)


def printed(
    assessment: Assessment,
    *,
    sampling: Sampling | None = None,
    shortest: float | None = None,
    unit: float = 1.0,
) -> list[np.ndarray]:
    """Whole minutes, rounded down, as a report prints them: before, after."""
    results = assessment.windows
    columns = []
    for full, minutes in (
        (results.full_before, results.minutes_before),
        (results.full_after, results.minutes_after),
    ):
        column = np.full(len(minutes), np.nan)
        for run in assessment.runs:
            lit = full.take(run.windows)
            if sampling is not None:
                lit = sampled_intervals(lit, sampling, band=run.path.band)
            least = run.conditions.shortest_segment if shortest is None else shortest
            column[run.windows] = total(drop_shorter(lit, least))
        column[np.isnan(minutes)] = np.nan
        columns.append(np.floor(column / unit + 1e-9) * unit if unit else column)
    return columns


def submission(
    before: np.ndarray,
    after: np.ndarray,
    *,
    exact: bool = False,
    segments: tuple[SubmittedSegments, SubmittedSegments] | None = None,
) -> Submission:
    n = len(before)

    def blank() -> np.ndarray:
        return np.full(n, "", dtype=np.object_)

    first, second = segments or (SubmittedSegments.none(n), SubmittedSegments.none(n))
    none = np.empty(0, dtype=np.object_)
    return Submission(
        files=(),
        windows=SubmittedWindows(
            label=blank(),
            building=blank(),
            household=blank(),
            room=blank(),
            outcome=blank(),
            floor=np.ones(n, dtype=np.int32),
            sill_height=np.full(n, np.nan),
            minutes_before=before,
            minutes_after=after,
            segments_before=first,
            segments_after=second,
            table=np.zeros(n, dtype=np.int32),
            line=np.arange(1, n + 1, dtype=np.int32),
            tables=("窗表.csv",),
            exact=exact,
        ),
        units=SubmittedUnits(
            label=none,
            building=none,
            outcome=none,
            floor=np.empty(0, dtype=np.int32),
            minutes_before=np.empty(0),
            minutes_after=np.empty(0),
            table=np.empty(0, dtype=np.int32),
            line=np.empty(0, dtype=np.int32),
            tables=(),
        ),
    )


def matched(n: int) -> Match:
    """Every row is the window of the same index."""
    nothing = np.empty(0, dtype=np.int64)
    return Match(
        window=np.arange(n, dtype=np.int64),
        by=np.full(n, 2, dtype=np.int8),
        building=np.zeros(n, dtype=np.int64),
        invented=nothing,
        missing=nothing,
        ambiguous=(),
        unit=nothing,
    )
