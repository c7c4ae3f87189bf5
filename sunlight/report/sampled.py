"""The table of exact and sampled minutes side by side (采样对照表)."""

from typing import Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from sunlight.assessment import Assessment
from sunlight.assessment.sampled import SampledAssessment
from sunlight.durations.sampling import sampling_text
from sunlight.report.segments import segment_texts
from sunlight.report.tables import clock_of, windows_table
from sunlight.report.unit_records import ResultSampled, ResultTurn

__all__ = ["result_sampled", "sampled_table"]

_MINUTE: Final = 1.0 - 1e-9
"""Differences from here on are told."""


def result_sampled(assessment: Assessment, sampled: SampledAssessment) -> ResultSampled:
    """What samples would say, for the result document (采样对照).

    Parameters
    ----------
    assessment : Assessment
        The exact one.
    sampled : SampledAssessment
        What the samples make of it.
    """
    differences = np.abs(
        [
            getattr(sampled.windows, f"minutes_{state}")
            - getattr(assessment.windows, f"minutes_{state}")
            for state in ("before", "after")
        ]
    ).reshape(2, -1)
    known = np.where(np.isnan(differences), 0.0, differences).max(axis=0, initial=0.0)
    return ResultSampled(
        sampling=sampling_text(sampled.sampling),
        windows_differing=int((known >= _MINUTE).sum()),
        greatest_difference=float(known.max(initial=0.0)),
        turned=tuple(
            ResultTurn(
                unit=turn.exact.unit,
                counted_as=turn.counted_as.value,
                outcome=turn.exact.outcome,
                alternative_outcome=turn.sampled.outcome,
            )
            for turn in sampled.turns
        ),
    )


def sampled_table(assessment: Assessment, sampled: SampledAssessment) -> pa.Table:
    """One row a window: exact and sampled segments and minutes (采样对照表).

    Parameters
    ----------
    assessment : Assessment
        The exact one.
    sampled : SampledAssessment
        What the samples make of it.

    Returns
    -------
    pyarrow.Table
        Columns as under ``columns`` in the catalogues.
    """
    exact, clock = windows_table(assessment), clock_of(assessment)
    columns = {
        name: exact.column(name) for name in ("window", "building", "floor", "day")
    }
    for state in ("before", "after"):
        ours = getattr(assessment.windows, f"minutes_{state}")
        theirs = getattr(sampled.windows, f"minutes_{state}")
        full = getattr(sampled.windows, f"full_{state}")
        columns |= {
            f"segments_{state}": exact.column(f"segments_{state}"),
            f"minutes_{state}": exact.column(f"minutes_{state}"),
            f"sampled_segments_{state}": segment_texts(full, clock).solar,
            f"sampled_{state}": pa.array(theirs, from_pandas=True),
            f"sampled_difference_{state}": pa.array(theirs - ours, from_pandas=True),
        }
    return pa.table(columns)
