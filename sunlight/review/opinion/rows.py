"""Rows of the submission beside our own figures, as columns (逐窗对照)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.review.opinion.told import own_segments
from sunlight.review.records.comparison import ROW_CLASSES, RowClass
from sunlight.review.records.matching import MATCHED_BY
from sunlight.review.records.review import Review

__all__ = ["ComparedRows", "beyond_rows", "compared_rows", "own_row_segments"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ComparedRows:
    """Submitted rows with our own figures, n in all (逐窗对照).

    Parameters
    ----------
    window : (n,) ndarray of int64
        Row of the window table of the model, -1 for none.
    window_id, unit_id : (n,) ndarray of str objects
        Ids in the model; empty where there is none.
    building : (n,) ndarray of int64
        Building of the model, -1 for none.
    matched_by, row_class : tuple of str
        Stable codes.
    before, after : (n,) ndarray of float64
        Our own minutes; NaN where there are none. [min]
    """

    window: NDArray[np.int64]
    window_id: NDArray[np.object_]
    unit_id: NDArray[np.object_]
    building: NDArray[np.int64]
    matched_by: tuple[str, ...]
    row_class: tuple[RowClass, ...]
    before: NDArray[np.float64]
    after: NDArray[np.float64]


def compared_rows(review: Review) -> ComparedRows:
    """Submitted rows with our own figures (逐窗对照).

    Parameters
    ----------
    review : Review
        The review.
    """
    project, results = review.assessment.project, review.assessment.windows
    window = review.match.window.astype(np.int64)
    household = np.append(project.rooms.household, -1)[
        np.append(project.windows.room, -1)[window]
    ]
    households = np.append(project.households.id, "").astype(object)
    return ComparedRows(
        window=window,
        window_id=np.append(project.windows.id, "").astype(object)[window],
        unit_id=households[household],
        building=review.match.building.astype(np.int64),
        matched_by=tuple(MATCHED_BY[code].value for code in review.match.by.tolist()),
        row_class=tuple(
            ROW_CLASSES[code] for code in review.comparison.row_class.tolist()
        ),
        before=np.append(results.minutes_before, np.nan)[window],
        after=np.append(results.minutes_after, np.nan)[window],
    )


def own_row_segments(
    review: Review, window: int, state: str
) -> list[tuple[float, float]]:
    """Our own counted segments of a window (复算计入时段). [min].

    Parameters
    ----------
    review : Review
        The review.
    window : int
        Row of the window table, -1 for none.
    state : {'before', 'after'}
        State.
    """
    results = review.assessment.windows
    lit = results.counted_before if state == "before" else results.counted_after
    return own_segments(lit, window)


def beyond_rows(review: Review) -> NDArray[np.int64]:
    """Rows beyond the tolerance, those that flip first, then by size (超差行).

    Parameters
    ----------
    review : Review
        The review.

    Returns
    -------
    (k,) ndarray of int64
        Submitted rows of the classes ``flips`` and ``different``.
    """
    comparison = review.comparison
    flips = comparison.row_class == ROW_CLASSES.index(RowClass.FLIPS)
    beyond = flips | (comparison.row_class == ROW_CLASSES.index(RowClass.DIFFERENT))
    rows = np.flatnonzero(beyond)
    size = np.fmax(
        np.abs(comparison.difference_before), np.abs(comparison.difference_after)
    )
    # what is submitted as more than it is comes before what is submitted as less
    more = np.nan_to_num(comparison.difference_after) > 0.0
    order = np.lexsort((rows, -np.nan_to_num(size[rows]), ~more[rows], ~flips[rows]))
    return rows[order].astype(np.int64)
