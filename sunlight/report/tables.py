"""Tables of an assessment as Arrow tables, ready to be written (成果表)."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.assessment.counting.receivers import counted_receivers
from sunlight.kinds import HABITABLE_ROOMS
from sunlight.model.tables import ROOM_KINDS
from sunlight.report.critical import critical_by_unit, critical_text
from sunlight.report.segments import Clock, segment_texts, whole_minutes
from sunlight.report.shading import parts_texts
from sunlight.report.standards import minutes_of_buildings, window_thresholds
from sunlight.report.texts import Texts
from sunlight.rules import (
    CountingUnit,
    Language,
    note_text,
    outcome_text,
    reasons_text,
    wording_text,
)
from sunlight.solar import equation_of_time
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = [
    "buildings_table",
    "clock_of",
    "households_table",
    "rooms_table",
    "shading_columns",
    "standings",
    "windows_table",
]

_SHOWN_DIGITS: Final = 4  # lengths in tables: a tenth of a millimetre


def clock_of(assessment: Assessment) -> Clock:
    """What the labels of segments depend on (时刻标注): each window has its own day.

    Parameters
    ----------
    assessment : Assessment
        For its place, its runs and the standards of its uses.
    """
    equations = np.array(
        [
            equation_of_time(run.conditions.day, run.conditions.declination)
            for run in assessment.runs
        ]
    )
    return Clock(
        longitude=assessment.provenance.longitude,
        equation_of_time=equations[assessment.windows.run],
        threshold=window_thresholds(assessment),
        shortest=_shortest(assessment),
        segments=_segments(assessment),
    )


def _shortest(assessment: Assessment) -> NDArray[np.float64]:
    """Shortest counted segment on the day of each window, (w,)."""
    limits = np.array([run.conditions.shortest_segment for run in assessment.runs])
    shortest: NDArray[np.float64] = limits[assessment.windows.run]
    return shortest


def _segments(assessment: Assessment) -> NDArray[np.int64]:
    """How many of the longest segments of each window count, 0 for all, (w,)."""
    by_run = np.array([run.conditions.segments or 0 for run in assessment.runs])
    segments: NDArray[np.int64] = by_run[assessment.windows.run]
    return segments


def _strings(values: object) -> pa.Array:
    """Texts; None is null."""
    return pa.array(values, pa.string())


def _named(
    values: Sequence[str] | NDArray[np.object_], codes: NDArray[Any]
) -> pa.Array:
    """Names by code, null for -1."""
    picked = pa.array(np.maximum(codes, 0), pa.int64(), mask=codes < 0)
    return _strings(values).take(picked)


def _elements(values: Sequence[str] | NDArray[np.object_]) -> pa.Array:
    """Ids in the files that the model came from, null where there is none."""
    return _strings([value or None for value in values])


def _exact(minutes: NDArray[np.float64]) -> pa.Array:
    """Exact figures, null where there is none."""
    return pa.array(minutes, pa.float64(), mask=np.isnan(minutes))


def _rounded(lengths: NDArray[np.float64]) -> pa.Array:
    """Lengths to a tenth of a millimetre, null where there is none."""
    return _exact(np.round(lengths, _SHOWN_DIGITS))


def _reaching(minutes: NDArray[np.float64], threshold: NDArray[np.float64]) -> pa.Array:
    """Whether minutes reach the standard, null without minutes or standard."""
    reached = minutes >= threshold - THRESHOLD_NOISE_MIN
    return pa.array(reached, pa.bool_(), mask=np.isnan(minutes) | np.isnan(threshold))


def _building_ids(assessment: Assessment) -> list[str]:
    """Ids of the buildings."""
    return [b.id for b in assessment.project.buildings]


def windows_table(assessment: Assessment) -> pa.Table:
    """One row a window: place, segments, minutes (窗日照表).

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    pyarrow.Table
        Columns as under ``columns`` in the catalogues; the same in every language.
        ``day`` is the standard day that the window is measured on, and its clock times
        are of that day. ``reaches_…`` is null where the use has no standard, and where
        the window is not analysed. ``element`` is the window in the model ``file``
        that it came from, null where it came from none.
    """
    project, results = assessment.project, assessment.windows
    table, clock = project.windows, clock_of(assessment)
    analysed = counted_receivers(project, assessment.rules).window
    of_use = minutes_of_buildings(assessment)[table.building]
    threshold = np.where(analysed, of_use, np.nan)
    days = [run.conditions.day.value for run in assessment.runs]
    household = np.append(project.rooms.household, np.int32(-1))[table.room]
    before = segment_texts(results.full_before, clock)
    same = results.full_after is results.full_before
    after = before if same else segment_texts(results.full_after, clock)
    return pa.table(
        {
            "window": _strings(table.id),
            "building": _named(_building_ids(assessment), table.building),
            "floor": pa.array(table.floor),
            "room": _named(project.rooms.id, table.room),
            "household": _named(project.households.id, household),
            "width": _rounded(table.width),
            "sill_height": _rounded(table.sill_height),
            "sill_z": _rounded(results.sill_z),
            "day": _named(days, results.run),
            "segments_before": before.solar,
            "segments_after": after.solar,
            "beijing_before": before.beijing,
            "beijing_after": after.beijing,
            "dropped_before": before.dropped,
            "dropped_after": after.dropped,
            "whole_before": whole_minutes(results.minutes_before),
            "whole_after": whole_minutes(results.minutes_after),
            "minutes_before": _exact(results.minutes_before),
            "minutes_after": _exact(results.minutes_after),
            "reaches_before": _reaching(results.minutes_before, threshold),
            "reaches_after": _reaching(results.minutes_after, threshold),
            "assumed": pa.array(table.assumed),
            "analysed": pa.array(analysed),
            "element": _elements(table.element),
            "file": _elements([b.file for b in project.buildings]).take(
                pa.array(table.building)
            ),
        }
    )


def shading_columns(assessment: Assessment, words: Texts) -> pa.Table:
    """Who shades each window before and after, and who took the difference (遮挡列).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue: these columns are sentences for readers.

    Returns
    -------
    pyarrow.Table
        Rows as in :func:`windows_table`.
    """
    results = assessment.windows
    before = parts_texts(assessment, results.taken_before, words)
    same = results.taken_after is results.taken_before
    after = before if same else parts_texts(assessment, results.taken_after, words)
    return pa.table(
        {
            "shaded_before": before,
            "shaded_after": after,
            "lost_to": parts_texts(assessment, results.lost, words),
        }
    )


def rooms_table(assessment: Assessment, words: Texts) -> pa.Table:
    """One row a room: the minutes of its best window (房间日照表).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue, for the kinds of rooms.
    """
    project, results = assessment.project, assessment.rooms
    table = project.rooms
    kinds = [words[f"room_kind.{kind.value}"] for kind in ROOM_KINDS]
    habitable = np.array([kind in HABITABLE_ROOMS for kind in ROOM_KINDS])
    threshold = minutes_of_buildings(assessment)[table.building]
    return pa.table(
        {
            "room": _strings(table.id),
            "building": _named(_building_ids(assessment), table.building),
            "floor": pa.array(table.floor),
            "household": _named(project.households.id, table.household),
            "kind": _named(kinds, table.kind),
            "habitable": pa.array(habitable[table.kind], pa.bool_()),
            "whole_before": whole_minutes(results.minutes_before),
            "whole_after": whole_minutes(results.minutes_after),
            "minutes_before": _exact(results.minutes_before),
            "minutes_after": _exact(results.minutes_after),
            "reaches_before": _reaching(results.minutes_before, threshold),
            "reaches_after": _reaching(results.minutes_after, threshold),
            "window_before": _named(project.windows.id, results.best_before),
            "window_after": _named(project.windows.id, results.best_after),
        }
    )


def standings(assessment: Assessment) -> list[str]:
    """How each household stands to the project (户与项目关系), by row.

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    list of str
        Values of :class:`~sunlight.rules.Standing`.
    """
    from sunlight.assessment.judging.households import standing_of

    project = assessment.project
    by_building = [standing_of(b, project).value for b in project.buildings]
    return [by_building[i] for i in project.households.building.tolist()]


def households_table(
    assessment: Assessment, words: Texts, lang: Language, taken_by: Sequence[str]
) -> pa.Table:
    """One row a household: minutes, verdict, clause, reasons (户日照表).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    lang : {'zh', 'en'}
        Its language, for outcomes and reasons.
    taken_by : sequence of str
        Who took the sun, by household.
    """
    project, results = assessment.project, assessment.households
    verdicts, table = results.verdicts, project.households
    rooms, windows = assessment.rooms, project.windows.id
    window_before = np.append(rooms.best_before, -1)[results.best_before]
    window_after = np.append(rooms.best_after, -1)[results.best_after]
    before = np.array([v.before for v in verdicts], dtype=np.float64)
    after = np.array([v.measured for v in verdicts], dtype=np.float64)
    separator = words["cells.separator"]
    critical = critical_by_unit(assessment)

    def numbers(name: str) -> pa.Array:
        return pa.array([getattr(v, name) for v in verdicts], pa.float64())

    return pa.table(
        {
            "household": _strings(table.id),
            "building": _named(_building_ids(assessment), table.building),
            "floor": pa.array(table.floor),
            "standing": _strings(
                [words[f"standing.{s}"] for s in standings(assessment)]
            ),
            "whole_before": whole_minutes(before),
            "whole_after": whole_minutes(after),
            "minutes_before": _exact(before),
            "minutes_after": _exact(after),
            "outcome": _strings([outcome_text(v.outcome, lang) for v in verdicts]),
            "wording": _strings([wording_text(v.wording, lang) for v in verdicts]),
            "clause": _strings([v.clause for v in verdicts]),
            "threshold": numbers("threshold"),
            "tolerance": numbers("tolerance"),
            "margin": numbers("margin"),
            "direction": _strings(
                [words[f"direction.{v.direction.value}"] for v in verdicts]
            ),
            "reasons": _strings([reasons_text(v, lang) for v in verdicts]),
            "remarks": _strings(
                [separator.join(note_text(n, lang) for n in v.notes) for v in verdicts]
            ),
            "compensation": _strings([c or None for c in table.compensation]),
            "critical": _strings(
                [
                    critical_text(critical.get((CountingUnit.HOUSEHOLD, v.unit)), words)
                    for v in verdicts
                ]
            ),
            "cited": _strings([separator.join(v.cited) for v in verdicts]),
            "room_before": _named(project.rooms.id, results.best_before),
            "window_before": _named(windows, window_before),
            "room_after": _named(project.rooms.id, results.best_after),
            "window_after": _named(windows, window_after),
            "taken_by": _strings(taken_by),
        }
    )


def buildings_table(assessment: Assessment, words: Texts) -> pa.Table:
    """One row a building with households: the bureau's table (分楼统计表).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue, for the standings and roles.
    """
    rows = assessment.buildings
    counts = (
        "households", "satisfied_before", "satisfied_after", "satisfied_to_not",
        "unaffected", "affected", "gained", "failed", "not_judged",
        "not_applicable",
    )  # fmt: skip
    return pa.table(
        {
            "building": _strings([row.building for row in rows]),
            "name": _strings([row.name for row in rows]),
            "standing": _strings([words[f"standing.{row.standing}"] for row in rows]),
            **{
                name: pa.array([getattr(row, name) for row in rows], pa.int32())
                for name in counts
            },
            "role": _strings(
                [words[f"scope_role.{row.role}"] if row.role else None for row in rows]
            ),
        }
    )
