"""An assessment with its windows many times over, to see how the page bears it."""

from dataclasses import fields, replace

import numpy as np

from sunlight.durations import OwnerMinutes
from sunlight.intervals import Intervals

__all__ = ["tiled"]

NOT_BY_WINDOW = {"assumed_shade", "lost_by_project"}


def tiled(assessment, times):
    """The assessment with each window `times` times, rooms and verdicts as they are."""
    project, results = assessment.project, assessment.windows
    windows = {
        f.name: np.concatenate([getattr(project.windows, f.name)] * times)
        for f in fields(project.windows)
        if f.name != "column_offsets"
    }
    count = len(project.windows)
    windows["id"] = np.array(
        [f"{name}~{k}" for k in range(times) for name in project.windows.id],
        dtype=object,
    )
    windows["column_offsets"] = np.arange(count * times + 1)
    found = {
        f.name: _repeated(getattr(results, f.name), times)
        for f in fields(results)
        if f.name not in NOT_BY_WINDOW
    }
    return replace(
        assessment,
        project=replace(project, windows=type(project.windows)(**windows)),
        windows=replace(results, **found),
    )


def _repeated(value, times):
    """Rows many times over."""
    if isinstance(value, np.ndarray):
        return np.concatenate([value] * times)
    counts = np.tile(np.diff(value.offsets), times)
    offsets = np.append(0, np.cumsum(counts))
    if isinstance(value, OwnerMinutes):
        return OwnerMinutes(
            offsets, np.tile(value.owner, times), np.tile(value.minutes, times)
        )
    flat = ("start", "end", "start_face", "end_face")
    return Intervals(offsets, *(np.tile(getattr(value, name), times) for name in flat))
