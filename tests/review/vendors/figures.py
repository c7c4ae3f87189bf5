"""A project measured as its compiler would, under conditions of the compiler's own."""

from dataclasses import dataclass, replace

import numpy as np

from sunlight.assessment import Assessment
from sunlight.assessment.counting.courtyards import counted_by_law
from sunlight.assessment.measuring.paths import path_of
from sunlight.assessment.measuring.results import window_results
from sunlight.assessment.measuring.runs import runs_of
from sunlight.rules import ruleset
from sunlight.scene import build_scene

__all__ = ["Figures", "figures_of", "measured"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figures:
    """Exact full-window intervals of every window, before and after.

    `before` and `after` are lists of lists of (start, end), None where the window is
    not measured in that state; `band` the band of each window, (w, 2); all in minutes
    of true solar time.
    """

    project: object
    before: list
    after: list
    band: np.ndarray


def figures_of(assessment: Assessment) -> Figures:
    """Figures of an assessment."""
    return _figures(assessment.project, assessment.windows, assessment.runs)


def measured(project, *, declination=None, **conditions) -> Figures:
    """Figures of a project under changed conditions, such as ``full_window=...``.

    A changed band or clock holds for the day of dwellings only.
    """
    rules = ruleset(project.rules)
    project, _ = counted_by_law(project, rules)
    runs = []
    for index, run in enumerate(runs_of(project, rules, declination)):
        own = dict(conditions)
        if index:
            own = {k: v for k, v in own.items() if k not in ("band", "day")}
        laid = replace(run.conditions, **own)
        runs.append(replace(run, conditions=laid, path=path_of(laid, project.site)))
    scene = build_scene(project, runs[0].conditions)
    found = window_results(project, scene, tuple(runs), lambda *_: None)
    return _figures(project, found, tuple(runs))


def _figures(project, windows, runs):
    bands = np.array([run.path.band for run in runs])[windows.run]
    return Figures(
        project=project,
        before=_rows(windows.full_before, windows.minutes_before),
        after=_rows(windows.full_after, windows.minutes_after),
        band=bands,
    )


def _rows(intervals, minutes):
    start, end = intervals.start.tolist(), intervals.end.tolist()
    offsets = intervals.offsets.tolist()
    known = np.isfinite(minutes).tolist()
    return [
        list(zip(start[a:b], end[a:b], strict=True)) if there else None
        for a, b, there in zip(offsets, offsets[1:], known, strict=False)
    ]
