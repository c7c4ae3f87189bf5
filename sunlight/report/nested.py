"""Exact segments and parts of each window, as lists in columns (精确时段与分摊列)."""

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.durations import OwnerMinutes
from sunlight.intervals import Intervals
from sunlight.report.segments import Clock, counted_mask
from sunlight.report.tables import clock_of

__all__ = ["nested_columns"]


def nested_columns(assessment: Assessment) -> pa.Table:
    """Exact segments and parts of each window as lists of records (精确时段与分摊).

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    pyarrow.Table
        ``full_before``, ``full_after``: lists of start, end and counted;
        ``taken_before``, ``taken_after``, ``lost``: lists of owner and minutes, where
        the owner is a building, ``jointly``, ``remnant`` or ``own wall plane``.
    """
    results = assessment.windows
    clock = clock_of(assessment)
    return pa.table(
        {
            "full_before": _segment_lists(results.full_before, clock),
            "full_after": _segment_lists(results.full_after, clock),
            "taken_before": _part_lists(assessment, results.taken_before),
            "taken_after": _part_lists(assessment, results.taken_after),
            "lost": _part_lists(assessment, results.lost),
        }
    )


def _lists(offsets: NDArray[np.int64], records: pa.Array) -> pa.Array:
    """Records row by row."""
    return pa.LargeListArray.from_arrays(pa.array(offsets, pa.int64()), records)


def _segment_lists(full: Intervals, clock: Clock) -> pa.Array:
    """Segments of each window."""
    counted = counted_mask(full, clock.shortest, clock.segments)
    columns = [full.start, full.end, counted]
    records = pa.StructArray.from_arrays(
        [pa.array(column) for column in columns], names=["start", "end", "counted"]
    )
    return _lists(full.offsets, records)


def _part_lists(assessment: Assessment, parts: OwnerMinutes) -> pa.Array:
    """Parts of each window."""
    from sunlight.assessment.frames import owner_names

    owner = pa.array(owner_names(assessment, parts.owner), pa.string())
    records = pa.StructArray.from_arrays(
        [owner, pa.array(parts.minutes)], names=["owner", "minutes"]
    )
    return _lists(parts.offsets, records)
