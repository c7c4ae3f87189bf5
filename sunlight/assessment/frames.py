"""Tables of an assessment as pandas data frames (结果表)."""

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sunlight.assessment.judging.places import building_of_unit, use_of_unit
from sunlight.durations import JOINTLY, REMNANT, OwnerMinutes
from sunlight.errors import InputError
from sunlight.intervals import NO_FACE, OWN_WALL_PLANE, Intervals
from sunlight.model.tables import ROOM_KINDS

if TYPE_CHECKING:
    from sunlight.assessment.records import Assessment

__all__ = [
    "buildings_frame",
    "frame_of",
    "households_frame",
    "rooms_frame",
    "segments_frame",
    "taken_frame",
    "units_frame",
    "windows_frame",
]

SPECIAL_OWNERS = {
    OWN_WALL_PLANE: "own wall plane",
    JOINTLY: "jointly",
    REMNANT: "remnant",
}
"""Names of the parts that no single owner has."""


def _names(values: list[str], codes: NDArray[np.integer]) -> NDArray[np.object_]:
    """Names by code, empty for -1."""
    table = np.array([*values, ""], dtype=object)
    named: NDArray[np.object_] = table[codes]
    return named


def _building_names(
    assessment: "Assessment", codes: NDArray[np.int32]
) -> NDArray[np.object_]:
    """Building ids by index."""
    return _names([b.id for b in assessment.project.buildings], codes)


def owner_names(
    assessment: "Assessment", codes: NDArray[np.int32]
) -> NDArray[np.object_]:
    """Names of owners, the special parts included.

    Parameters
    ----------
    assessment : Assessment
        For the owners' names.
    codes : (k,) ndarray of int32
        Codes as in :class:`~sunlight.durations.OwnerMinutes`.
    """
    named = _names(list(assessment.owners), np.maximum(codes, -1))
    for code, name in SPECIAL_OWNERS.items():
        named[codes == code] = name
    return named


def windows_frame(assessment: "Assessment") -> pd.DataFrame:
    """One row a window: place, sill, minutes before and after, who takes most."""
    project, results = assessment.project, assessment.windows
    table = project.windows
    return pd.DataFrame(
        {
            "window": table.id,
            "building": _building_names(assessment, table.building),
            "floor": table.floor,
            "room": _names(list(project.rooms.id), table.room),
            "width": table.width,
            "sill_height": table.sill_height,
            "sill_z": results.sill_z,
            "day": _names(
                [run.conditions.day.value for run in assessment.runs], results.run
            ),
            "minutes_before": results.minutes_before,
            "minutes_after": results.minutes_after,
            "assumed": table.assumed,
            "element": table.element,
            "shaded_by": shaded_by(assessment),
        }
    )


def shaded_by(assessment: "Assessment", *, most: int = 3) -> NDArray[np.object_]:
    """Owners that take most minutes of each window after the project, (w,).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    most : int
        How many owners are named at the most.
    """
    parts = assessment.windows.taken_after
    count = len(parts)
    window = np.repeat(np.arange(count), np.diff(parts.offsets))
    real = parts.owner >= 0
    window, owner, minutes = window[real], parts.owner[real], parts.minutes[real]
    order = np.lexsort((-minutes, window))
    window, owner = window[order], owner[order]
    rank = np.arange(len(window)) - np.searchsorted(window, window)
    names = np.array(assessment.owners, dtype=object)
    out = np.full(count, "", dtype=object)
    for position in range(most):
        at = rank == position
        text = names[owner[at]] if len(names) else owner[at].astype(object)
        held = out[window[at]]
        out[window[at]] = text if position == 0 else held + "、" + text
    return out


def rooms_frame(assessment: "Assessment") -> pd.DataFrame:
    """One row a room: its household, kind and the minutes of its best window."""
    project, results = assessment.project, assessment.rooms
    table = project.rooms
    return pd.DataFrame(
        {
            "room": table.id,
            "building": _building_names(assessment, table.building),
            "floor": table.floor,
            "household": _names(list(project.households.id), table.household),
            "kind": [ROOM_KINDS[k].value for k in table.kind],
            "minutes_before": results.minutes_before,
            "minutes_after": results.minutes_after,
            "window_before": _names(list(project.windows.id), results.best_before),
            "window_after": _names(list(project.windows.id), results.best_after),
        }
    )


def households_frame(assessment: "Assessment") -> pd.DataFrame:
    """One row a household: minutes, verdict, clause, margin, reasons."""
    project, results = assessment.project, assessment.households
    table = project.households
    verdicts = results.verdicts
    return pd.DataFrame(
        {
            "household": table.id,
            "building": _building_names(assessment, table.building),
            "floor": table.floor,
            "minutes_before": [v.before for v in verdicts],
            "minutes_after": [v.measured for v in verdicts],
            "room_after": _names(list(project.rooms.id), results.best_after),
            "outcome": [v.outcome.value for v in verdicts],
            "wording": [v.wording.value for v in verdicts],
            "direction": [v.direction.value for v in verdicts],
            "clause": [v.clause for v in verdicts],
            "threshold": [v.threshold for v in verdicts],
            "margin": [v.margin for v in verdicts],
            "reasons": [" ".join(r.value for r in v.reasons) for v in verdicts],
            "compensation": table.compensation,
        }
    ).astype(
        {
            "minutes_before": np.float64,
            "minutes_after": np.float64,
            "threshold": np.float64,
            "margin": np.float64,
        }
    )


def units_frame(assessment: "Assessment") -> pd.DataFrame:
    """One row a unit of other uses: rooms and shares of rooms, with their verdicts."""
    project, units = assessment.project, assessment.units
    verdicts = [u.verdict for u in units]
    return pd.DataFrame(
        {
            "unit": [v.unit for v in verdicts],
            "counted_as": [u.counted_as.value for u in units],
            "building": [building_of_unit(u, project) for u in units],
            "use": [use_of_unit(u, project).value for u in units],
            "floor": [u.floor for u in units],
            "before": [v.before for v in verdicts],
            "after": [v.measured for v in verdicts],
            "threshold": [v.threshold for v in verdicts],
            "margin": [v.margin for v in verdicts],
            "measure_unit": [v.measure_unit for v in verdicts],
            "outcome": [v.outcome.value for v in verdicts],
            "wording": [v.wording.value for v in verdicts],
            "clause": [v.clause for v in verdicts],
            "reasons": [" ".join(r.value for r in v.reasons) for v in verdicts],
        }
    )


def buildings_frame(assessment: "Assessment") -> pd.DataFrame:
    """One row a building with households: the bureau's table."""
    names = [
        "building",
        "name",
        "standing",
        "households",
        "satisfied_before",
        "satisfied_after",
        "satisfied_to_not",
        "unaffected",
        "affected",
        "gained",
        "failed",
        "not_judged",
        "not_applicable",
        "role",
    ]
    return pd.DataFrame(
        [[getattr(row, n) for n in names] for row in assessment.buildings],
        columns=names,
    )


def segments_frame(assessment: "Assessment") -> pd.DataFrame:
    """One row a full-window segment and state: who ends it, whether it counts."""
    windows = assessment.windows
    frames = [
        _segments(assessment, "before", windows.full_before, windows.counted_before),
        _segments(assessment, "after", windows.full_after, windows.counted_after),
    ]
    return pd.concat(frames, ignore_index=True)


def _segments(
    assessment: "Assessment", state: str, full: Intervals, counted: Intervals
) -> pd.DataFrame:
    """Segments of one state; a counted one starts as it does in `counted`."""
    window = np.repeat(np.arange(len(full)), np.diff(full.offsets))
    counts = np.repeat(np.arange(len(counted)), np.diff(counted.offsets))
    return pd.DataFrame(
        {
            "window": assessment.project.windows.id[window],
            "state": state,
            "start": full.start,
            "end": full.end,
            "counted": np.isin(window + 1j * full.start, counts + 1j * counted.start),
            "start_by": face_names(assessment, full.start_face),
            "end_by": face_names(assessment, full.end_face),
        }
    )


def face_names(
    assessment: "Assessment", faces: NDArray[np.int32]
) -> NDArray[np.object_]:
    """Owners of the faces that end intervals; ``band`` at the limit of the band.

    Parameters
    ----------
    assessment : Assessment
        For the owners of faces.
    faces : (k,) ndarray of int32
        Faces as in ``Intervals.start_face``.
    """
    owner = np.append(assessment.face_owner, -1)[np.maximum(faces, -1)]
    named = _names(list(assessment.owners), owner)
    named[faces == NO_FACE] = "band"
    named[faces == OWN_WALL_PLANE] = SPECIAL_OWNERS[OWN_WALL_PLANE]
    return named


def taken_frame(assessment: "Assessment") -> pd.DataFrame:
    """One row a window, owner and table: taken before, taken after, lost."""
    frames = []
    for name, parts in (
        ("taken before", assessment.windows.taken_before),
        ("taken after", assessment.windows.taken_after),
        ("lost", assessment.windows.lost),
    ):
        frames.append(_parts(assessment, name, parts))
    return pd.concat(frames, ignore_index=True)


def _parts(assessment: "Assessment", name: str, parts: OwnerMinutes) -> pd.DataFrame:
    """Parts of one table."""
    window = np.repeat(np.arange(len(parts)), np.diff(parts.offsets))
    return pd.DataFrame(
        {
            "window": assessment.project.windows.id[window],
            "table": name,
            "owner": owner_names(assessment, parts.owner),
            "minutes": parts.minutes,
        }
    )


_FRAMES: Final = {
    "windows": windows_frame,
    "rooms": rooms_frame,
    "households": households_frame,
    "units": units_frame,
    "buildings": buildings_frame,
    "segments": segments_frame,
    "taken": taken_frame,
}


def frame_of(assessment: "Assessment", table: str) -> pd.DataFrame:
    """Table by its name (按名取表).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    table : str
        Such as ``windows``.

    Raises
    ------
    InputError
        If there is no such table.
    """
    if table not in _FRAMES:
        raise InputError(
            f"there is no table {table!r}; choose one of: {', '.join(_FRAMES)}",
            where="table",
            value=table,
        )
    return _FRAMES[table](assessment)
