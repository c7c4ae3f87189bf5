"""Submissions made from an assessment, to be changed (由评估结果造送审报告)."""

import dataclasses

import numpy as np

from sunlight.review.records.matching import MATCHED_BY, Match, MatchedBy
from sunlight.review.records.submission import (
    Submission,
    SubmittedFile,
    SubmittedSegments,
    SubmittedUnits,
    SubmittedWindows,
)

__all__ = ["matched", "minutes_changed", "submission_of"]

PRINTED_ROOMS = {
    "bedroom": "卧室",
    "living": "客厅",
    "kitchen": "厨房",
    "bath": "卫生间",
}


def _texts(values):
    return np.array(values, dtype=object)


def _printed(minutes, rounding):
    return minutes.copy() if rounding is None else rounding(minutes)


def _segments(intervals, rows, measured, rounding):
    taken = intervals.take(rows)
    known = measured[rows]
    return SubmittedSegments(
        offsets=taken.offsets.copy(),
        start=_printed(taken.start, rounding),
        end=_printed(taken.end, rounding),
        given=known,
    )


def _units(assessment):
    project, found = assessment.project, assessment.households
    count = len(project.households)
    return SubmittedUnits(
        label=project.households.id.copy(),
        building=_texts([project.buildings[b].id for b in project.households.building]),
        outcome=_texts([v.wording.value for v in found.verdicts]),
        floor=project.households.floor.copy(),
        minutes_before=np.floor(found.minutes_before),
        minutes_after=np.floor(found.minutes_after),
        table=np.zeros(count, dtype=np.int32),
        line=np.arange(2, count + 2, dtype=np.int32),
        tables=("report.xlsx[分户]",),
    )


def _no_units():
    nothing = np.empty(0)
    texts = _texts([])
    return SubmittedUnits(
        label=texts,
        building=texts,
        outcome=texts,
        floor=nothing.astype(np.int32),
        minutes_before=nothing,
        minutes_after=nothing,
        table=nothing.astype(np.int32),
        line=nothing.astype(np.int32),
        tables=(),
    )


def submission_of(
    assessment,
    *,
    rounding=np.floor,
    segments=True,
    units=False,
    rows=None,
    **changes,
):
    """A report that prints what an assessment found, whole minutes rounded down.

    `rows` picks windows; `changes` are fields of the Submission.
    """
    project, found = assessment.project, assessment.windows
    if rows is None:
        known = ~np.isnan(found.minutes_after) | ~np.isnan(found.minutes_before)
        rows = np.flatnonzero(known)
    table = project.windows
    room = np.append(np.arange(len(project.rooms)), -1)[table.room[rows]]
    kinds = project.rooms.to_frame()["kind"].tolist()
    homes = [*project.households.id.tolist(), ""]
    none = SubmittedSegments.none(len(rows))
    before, after = found.minutes_before, found.minutes_after
    windows = SubmittedWindows(
        label=table.id[rows].copy(),
        building=_texts([project.buildings[b].id for b in table.building[rows]]),
        household=_texts(
            [homes[project.rooms.household[r]] if r >= 0 else "" for r in room]
        ),
        room=_texts([PRINTED_ROOMS.get(kinds[r], "") if r >= 0 else "" for r in room]),
        outcome=_texts([""] * len(rows)),
        floor=table.floor[rows].copy(),
        sill_height=table.sill_height[rows].copy(),
        minutes_before=_printed(before[rows], rounding),
        minutes_after=_printed(after[rows], rounding),
        segments_before=_segments(
            found.counted_before, rows, ~np.isnan(before), rounding
        )
        if segments
        else none,
        segments_after=_segments(found.counted_after, rows, ~np.isnan(after), rounding)
        if segments
        else none,
        table=np.zeros(len(rows), dtype=np.int32),
        line=np.arange(2, len(rows) + 2, dtype=np.int32),
        tables=("report.xlsx[窗表]",),
        exact=rounding is None,
    )
    return dataclasses.replace(
        Submission(
            files=(SubmittedFile(name="report.xlsx", sha256="0" * 64, kind="xlsx"),),
            windows=windows,
            units=_units(assessment) if units else _no_units(),
        ),
        **changes,
    )


def matched(submission, assessment):
    """The true match of such a report, by window numbers and households."""
    project = assessment.project
    index = {name: i for i, name in enumerate(project.windows.id.tolist())}
    window = np.array([index.get(n, -1) for n in submission.windows.label], np.int64)
    by_number = MATCHED_BY.index(MatchedBy.NUMBER)
    home = {name: i for i, name in enumerate(project.households.id.tolist())}
    known = ~np.isnan(assessment.windows.minutes_after)
    known[window[window >= 0]] = False
    return Match(
        window=window,
        by=np.where(window >= 0, by_number, 0).astype(np.int8),
        building=np.append(project.windows.building, -1)[window].astype(np.int64),
        invented=np.flatnonzero(window < 0).astype(np.int64),
        missing=np.flatnonzero(known).astype(np.int64),
        ambiguous=(),
        unit=np.array([home.get(n, -1) for n in submission.units.label], np.int64),
    )


def minutes_changed(submission, label, *, before=None, after=None):
    """The same report with the printed totals of one window changed."""
    windows = submission.windows
    row = windows.label.tolist().index(label)
    columns = {}
    for name, value in (("minutes_before", before), ("minutes_after", after)):
        if value is not None:
            column = getattr(windows, name).copy()
            column[row] = value
            columns[name] = column
    return dataclasses.replace(
        submission, windows=dataclasses.replace(windows, **columns)
    )
