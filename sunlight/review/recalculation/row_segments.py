"""Printed segments by row: sums, shortest ones, evidence (逐行时段)."""

import numpy as np
from numpy.typing import NDArray

from sunlight.review.recalculation.evidence import (
    EVIDENCE_AT_MOST,
    RowEvidence,
    printed_segments,
)
from sunlight.review.records.findings import Evidence
from sunlight.review.records.submission import SubmittedSegments

__all__ = ["evidence_in_states", "row_of_segments", "shortest_of_rows", "sum_by_row"]


def row_of_segments(segments: SubmittedSegments) -> NDArray[np.int64]:
    """Row of each segment (时段所属行), (k,).

    Parameters
    ----------
    segments : SubmittedSegments
        Segments of n rows.
    """
    sizes = np.diff(segments.offsets)
    return np.repeat(np.arange(len(sizes)), sizes)


def sum_by_row(
    rows: NDArray[np.int64], weights: NDArray[np.float64], count: int
) -> NDArray[np.float64]:
    """Sum by row (按行合计), (count,).

    Parameters
    ----------
    rows : (k,) ndarray of int64
        Row of each weight.
    weights : (k,) ndarray of float64
        Weights.
    count : int
        Number of rows.
    """
    return np.bincount(rows, weights=weights, minlength=count).astype(np.float64)


def shortest_of_rows(found: RowEvidence) -> NDArray[np.float64]:
    """Shortest counted segment of each row, by the day of its window (最短时段), (n,).

    Parameters
    ----------
    found : RowEvidence
        For the match and the runs.

    Returns
    -------
    (n,) ndarray of float64
        That of dwellings where there is no window. [min]
    """
    runs = found.assessment.runs
    least = np.array([run.conditions.shortest_segment for run in runs])
    of_window = np.append(found.assessment.windows.run, 0)
    run: NDArray[np.float64] = least[of_window[found.match.window]]
    return run


def evidence_in_states(
    found: RowEvidence, rows: NDArray[np.int64], states: list[str]
) -> tuple[Evidence, ...]:
    """Evidence of rows in given states, also of those without a window (证据).

    Parameters
    ----------
    found : RowEvidence
        Submission, calculation, match and comparison.
    rows : (k,) ndarray of int64
        Rows.
    states : list of str
        State of each.
    """
    told: list[Evidence] = []
    for row, state in list(zip(rows.tolist(), states, strict=True))[:EVIDENCE_AT_MOST]:
        if found.match.window[row] >= 0:
            told += found.of_rows(np.array([row]), states=[state])
        else:
            windows = found.submission.windows
            told.append(
                Evidence(
                    place=windows.place(row),
                    row=row,
                    state=state,
                    submitted=float(windows.minutes(state)[row]),
                    measure="min",
                    submitted_text=printed_segments(found.submission, row, state),
                )
            )
    return tuple(told)
