"""Windows of the page: segments, minutes, who shades, verdicts (网页窗数据)."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import numpy as np
import pyarrow.compute as pc  # type: ignore[import-untyped]
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.durations import OwnerMinutes
from sunlight.intervals import Intervals
from sunlight.report.page.packing import packed_array
from sunlight.report.segments import counted_mask
from sunlight.report.shading import owner_kinds
from sunlight.report.tables import clock_of, windows_table
from sunlight.rules import CountingUnit, Outcome

T = TypeVar("T")

__all__ = ["KINDS_OF_OWNER", "OUTCOMES", "windows_data"]

OUTCOMES: Final = (
    Outcome.FAIL, Outcome.NOT_JUDGED, Outcome.PASS, Outcome.NOT_APPLICABLE
)  # fmt: skip
"""Outcomes in the order of their codes, the worst first."""

KINDS_OF_OWNER: Final = (
    "building", "own_building", "site", "own_wall", "jointly", "remnant"
)  # fmt: skip
"""Kinds of those who take minutes, in the order of their codes."""

_SECONDS: Final = r"\d\d:\d\d:\d\d"


def windows_data(assessment: Assessment) -> dict[str, Any]:
    """Everything the page shows of the windows (网页窗数据).

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    dict
        Columns of w rows, segments and shares as flat arrays with offsets. Nothing is
        computed that the assessment does not hold.
    """
    project, results = assessment.project, assessment.windows
    table, shown = project.windows, windows_table(assessment)
    household = np.append(project.rooms.household, np.int32(-1))[table.room]
    return {
        "count": len(table),
        "id": table.id.tolist(),
        "building": packed_array(table.building, "i4"),
        "floor": packed_array(table.floor, "i4"),
        "room": packed_array(table.room, "i4"),
        "household": packed_array(household, "i4"),
        "unit": packed_array(_unit_of_window(assessment), "i4"),
        "verdict": packed_array(_verdict_codes(assessment, household), "i1"),
        "run": packed_array(results.run, "u1"),
        "width": packed_array(table.width, "f8"),
        "sill": packed_array(table.sill_height, "f8"),
        "sill_z": packed_array(results.sill_z, "f8"),
        "ends": packed_array(_ends(assessment), "f8"),
        "before": packed_array(results.minutes_before, "f8"),
        "after": packed_array(results.minutes_after, "f8"),
        "reaches_before": packed_array(_tri(shown.column("reaches_before")), "i1"),
        "reaches_after": packed_array(_tri(shown.column("reaches_after")), "i1"),
        "analysed": packed_array(_tri(shown.column("analysed")), "i1"),
        "assumed": packed_array(_tri(shown.column("assumed")), "i1"),
        "fine_before": packed_array(_fine(shown, "before"), "u1"),
        "fine_after": packed_array(_fine(shown, "after"), "u1"),
        "segments": _states(
            (results.full_before, results.full_after),
            lambda full: _segments(assessment, full),
        ),
        "taken": _states(
            (results.taken_before, results.taken_after),
            lambda parts: _parts(assessment, parts),
        ),
        "lost": _parts(assessment, results.lost),
    }


def _states(pair: tuple[T, T], packed: Callable[[T], dict[str, Any]]) -> dict[str, Any]:
    """Both states; ``after`` is null where it is the same as ``before``."""
    before, after = pair
    same = after is before
    return {"before": packed(before), "after": None if same else packed(after)}


def _ends(assessment: Assessment) -> NDArray[np.float64]:
    """Ends of the counted width in plan, left then right, flat (4 w,)."""
    results = assessment.windows
    return np.column_stack((results.left_after, results.right_after)).ravel()


def _tri(column: Any) -> NDArray[np.int8]:  # noqa: ANN401, a pyarrow column
    """Truth values as 1 and 0, -1 where there is none."""
    return np.array(
        [-1 if value is None else int(value) for value in column.to_pylist()],
        dtype=np.int8,
    )


def _fine(shown: Any, state: str) -> NDArray[np.uint8]:  # noqa: ANN401, a pyarrow table
    """Windows whose segments are shown with seconds, as in the tables."""
    mask = pc.match_substring_regex(shown.column(f"segments_{state}"), _SECONDS)
    return np.asarray(mask.to_numpy(), dtype=np.uint8)


def _segments(assessment: Assessment, full: Intervals) -> dict[str, Any]:
    """Full-window segments, whether each counts, and who makes its limits."""
    clock = clock_of(assessment)
    counted = counted_mask(full, clock.shortest, clock.segments)
    return {
        "offsets": packed_array(full.offsets, "i4"),
        "start": packed_array(full.start, "f8"),
        "end": packed_array(full.end, "f8"),
        "counted": packed_array(counted, "u1"),
        "start_owner": packed_array(_owner_of(assessment, full.start_face), "i4"),
        "end_owner": packed_array(_owner_of(assessment, full.end_face), "i4"),
    }


def _owner_of(assessment: Assessment, faces: NDArray[np.int32]) -> NDArray[np.int32]:
    """Owner behind each face; negative codes of faces stay as they are."""
    owners = np.append(assessment.face_owner, np.int32(-1))
    return np.where(faces >= 0, owners[np.where(faces >= 0, faces, -1)], faces).astype(
        np.int32
    )


def _parts(assessment: Assessment, parts: OwnerMinutes) -> dict[str, Any]:
    """Minutes by owner, with the kind of each."""
    window = np.repeat(np.arange(len(parts)), np.diff(parts.offsets))
    kinds = owner_kinds(assessment, window, parts.owner).tolist()
    return {
        "offsets": packed_array(parts.offsets, "i4"),
        "owner": packed_array(parts.owner, "i4"),
        "kind": packed_array([KINDS_OF_OWNER.index(kind) for kind in kinds], "u1"),
        "minutes": packed_array(parts.minutes, "f8"),
    }


def _unit_of_window(assessment: Assessment) -> NDArray[np.int64]:
    """Row in ``assessment.units`` of each window's room or building, or -1."""
    table = assessment.project.windows
    by_room: dict[int, int] = {}
    by_building: dict[int, int] = {}
    for row, unit in enumerate(assessment.units):
        if unit.counted_as is CountingUnit.ROOM:
            by_room[unit.room] = row
        elif unit.counted_as is CountingUnit.BUILDING:
            by_building.setdefault(unit.building, row)
    places = zip(table.room.tolist(), table.building.tolist(), strict=True)
    return np.array(
        [
            -1 if room < 0 else by_room.get(room, by_building.get(building, -1))
            for room, building in places
        ],
        dtype=np.int64,
    )


def _verdict_codes(
    assessment: Assessment, household: NDArray[np.int32]
) -> NDArray[np.int8]:
    """Outcome of the household or unit that each window belongs to, -1 for none."""
    codes = {outcome: code for code, outcome in enumerate(OUTCOMES)}
    of_household = np.array(
        [*(codes[v.outcome] for v in assessment.households.verdicts), -1], dtype=np.int8
    )
    of_unit = np.array(
        [*(codes[u.verdict.outcome] for u in assessment.units), -1], dtype=np.int8
    )
    found = np.where(
        household >= 0, of_household[household], of_unit[_unit_of_window(assessment)]
    )
    return found.astype(np.int8)
