"""A small estate, submitted tables in code, and minutes made up for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

import sunlight as sl
from sunlight.assessment import Assessment
from sunlight.model.project import Project
from sunlight.review.records.submission import (
    NO_FLOOR,
    Submission,
    SubmittedSegments,
    SubmittedUnits,
    SubmittedWindows,
)

ESTATE = """
schema = "sunlight-project/1"
[project]
name = "云中苑二期"
id = "T-1"
[site]
latitude = 38.42
longitude = 112.73
north = "true"
height_datum = "1985国家高程基准"
[floor_plans.house]
window_rows = [
  { facade = "south", sill = 0.9, width = 1.5, at = [2.0, 8.0, 15.0], rooms = [
    "01/卧室:bedroom", "01/客厅:living",
    "02/卧室:bedroom"] },
  { facade = "east", sill = 0.9, width = 1.5, at = [4.0], rooms = ["02/书房:bedroom"] },
  { facade = "north", sill = 1.2, width = 1.2, at = [3.0, 12.0], rooms = [
    "02/kitchen", "01/kitchen"] },
]
"""
HOUSE = """
[[buildings]]
id = "{id}"
name = "{name}"
status = "existing"
use = "residential"
legal = "lawful"
zero_level = 800.3
outdoor_ground = 800.0
top_above_ground = {top}
footprint = [[{x}, 60], [{x1}, 60], [{x1}, 72], [{x}, 72]]
storeys = {{ count = {n}, height = 3.0 }}
floor_plans = [{{ floors = "1-{n}", plan = "house" }}]
source = {{ kind = "survey", reference = "C-1", date = 2025-05-01, by = "乙级" }}
"""


@dataclass(frozen=True)
class Estate:
    """The model with results made up for it."""

    project: Project
    assessment: Assessment

    def with_minutes(self, before: np.ndarray, after: np.ndarray) -> "Estate":
        """The same with other minutes."""
        windows = replace(
            self.assessment.windows, minutes_before=before, minutes_after=after
        )
        return Estate(self.project, replace(self.assessment, windows=windows))


def made_estate(folder: Path) -> Estate:
    """Three houses of 4, 5 and 3 storeys; every window has minutes of its own."""
    path = folder / "project.toml"
    houses = [("1#", "一号楼", 4), ("2#", "云中苑2号楼", 5), ("A-3", "门房", 3)]
    text = ESTATE + "".join(
        HOUSE.format(id=i, name=n, n=k, top=3 * k + 1, x=60 * j, x1=60 * j + 20)
        for j, (i, n, k) in enumerate(houses)
    )
    path.write_text(text, encoding="utf-8")
    project, _ = sl.read_project(path)
    rng = np.random.default_rng(7)
    minutes = np.floor(rng.uniform(0.0, 480.0, len(project.windows)))
    return Estate(project, sl.assess(project)).with_minutes(minutes, minutes / 2.0)


def table(rows: Sequence[Mapping[str, Any]]) -> SubmittedWindows:
    """Window table of rows with the keys building, floor, label and so on."""

    def texts(key: str) -> np.ndarray:
        return np.array([row.get(key, "") for row in rows], dtype=object)

    def figures(key: str) -> np.ndarray:
        return np.array([row.get(key, np.nan) for row in rows], dtype=np.float64)

    n = len(rows)
    return SubmittedWindows(
        label=texts("label"),
        building=texts("building"),
        household=texts("household"),
        room=texts("room"),
        outcome=texts("outcome"),
        floor=np.array([row.get("floor", NO_FLOOR) for row in rows], dtype=np.int32),
        sill_height=figures("sill"),
        minutes_before=figures("before"),
        minutes_after=figures("after"),
        segments_before=SubmittedSegments.none(n),
        segments_after=SubmittedSegments.none(n),
        table=np.array([row.get("table", 0) for row in rows], dtype=np.int32),
        line=np.arange(1, n + 1, dtype=np.int32),
        tables=("窗表.csv", "窗表二.csv"),
    )


def units(rows: Sequence[Mapping[str, Any]]) -> SubmittedUnits:
    """Table of households."""
    n = len(rows)

    def texts(key: str) -> np.ndarray:
        return np.array([row.get(key, "") for row in rows], dtype=object)

    return SubmittedUnits(
        label=texts("label"),
        building=texts("building"),
        outcome=texts("outcome"),
        floor=np.array([row.get("floor", NO_FLOOR) for row in rows], dtype=np.int32),
        minutes_before=np.full(n, np.nan),
        minutes_after=np.full(n, np.nan),
        table=np.zeros(n, dtype=np.int32),
        line=np.arange(1, n + 1, dtype=np.int32),
        tables=("户表.csv",),
    )


def submission(
    rows: Sequence[Mapping[str, Any]], households: Sequence[Mapping[str, Any]] = ()
) -> Submission:
    """A submission of one window table."""
    return Submission(files=(), windows=table(rows), units=units(households))


def side_of(project: Project, window: int) -> str:
    """Side on which a window is, by its sill ends."""
    dx, dy = project.windows.right[window] - project.windows.left[window]
    return ("S" if dx > 0 else "N") if abs(dx) > abs(dy) else ("E" if dy > 0 else "W")


def round_trip(project: Project, window: int, corner: str, *, clockwise: bool) -> float:
    """Way round a box from one of its corners to a window, reckoned apart."""
    at = project.windows.building[window]
    x0, y0, x1, y1 = project.buildings[at].parts[0].polygon.bounds
    x, y = 0.5 * (project.windows.left[window] + project.windows.right[window])
    w, h = x1 - x0, y1 - y0
    place = {
        "N": x - x0, "E": w + y1 - y, "S": w + h + x1 - x, "W": 2 * w + h + y - y0,
    }[side_of(project, window)]  # fmt: skip
    start = {"NW": 0.0, "NE": w, "SE": w + h, "SW": 2 * w + h}[corner]
    turn = place - start if clockwise else start - place
    return turn % (2 * (w + h))


Numbering = Callable[[Project, list[int]], list[tuple[int, str]]]


def printed(
    estate: Estate, numbering: Numbering, **more: Callable[[int], Any]
) -> tuple[list[dict[str, Any]], np.ndarray]:
    """Rows of all storeys as a numbering prints them, and the true windows."""
    windows, results = estate.project.windows, estate.assessment.windows
    rows: list[dict[str, Any]] = []
    truth: list[int] = []
    for b, building in enumerate(estate.project.buildings):
        for floor in np.unique(windows.floor[windows.building == b]).tolist():
            here = np.flatnonzero((windows.building == b) & (windows.floor == floor))
            for window, label in numbering(estate.project, here.tolist()):
                rows.append(
                    {
                        "building": building.id,
                        "floor": floor,
                        "label": label,
                        "before": float(np.floor(results.minutes_before[window])),
                        "after": float(np.floor(results.minutes_after[window])),
                        **{key: of(window) for key, of in more.items()},
                    }
                )
                truth.append(window)
    return rows, np.array(truth)
