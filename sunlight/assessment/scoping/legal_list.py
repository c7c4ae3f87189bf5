"""The other reading of who obstructs: the legal list alone (遮挡建筑的另一读法).

By our choice everything lawful in the model obstructs. By the alternative only the
proposed, concurrent and removed buildings, those analysed, those that overlay and the
parts of the site do. The scope is that of the results with everything, and what was
measured with it stays for windows of the buildings that are then taken away.
"""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.measuring.records import Run, WindowResults
from sunlight.assessment.measuring.results import Progress, window_results
from sunlight.assessment.scoping.assumed_heights import AssumedShade, merged_shade
from sunlight.assessment.scoping.loop import FoundScope
from sunlight.durations import OwnerMinutes
from sunlight.intervals import Intervals
from sunlight.intervals.columns import gather_rows
from sunlight.model.project import Project
from sunlight.scene import Obstructions, Scene
from sunlight.scope import Scope, ScopeRole

__all__ = ["OBSTRUCTIONS_READING", "legal_parts", "results_in_scope"]

OBSTRUCTIONS_READING: Final = "obstructions_in_scope"
"""Id of the reading."""


def legal_parts(obstructions: Obstructions, scope: Scope) -> NDArray[np.bool_]:
    """Parts of the buildings that the scope names, and of the site, (p,) (法定遮挡体).

    Only buildings outside are left out; one whose height is not known may overlay, and
    stays.

    Parameters
    ----------
    obstructions : Obstructions
        All parts.
    scope : Scope
        The scope, rows added included.

    Notes
    -----
    Source: 规程五第1句, 五(二).
    """
    outside = set(scope.ids(ScopeRole.OUTSIDE))
    named = np.array(
        [name not in outside for name in obstructions.owner_names], dtype=np.bool_
    )
    kept: NDArray[np.bool_] = named[obstructions.part_owner]
    return kept


def results_in_scope(
    project: Project,
    scene: Scene,
    runs: tuple[Run, ...],
    first: WindowResults,
    found: FoundScope,
    step: Progress,
) -> WindowResults:
    """Results with the obstructions that the scope names (范围内遮挡的结果).

    Parameters
    ----------
    project, scene
        As built, with everything.
    runs : tuple of Run
        As measured.
    first : WindowResults
        Results with everything.
    found : FoundScope
        The scope by those results; without one nothing is left out.
    step : callable
        Progress.

    Returns
    -------
    WindowResults
        Windows of buildings outside keep their first results: their own walls stand.
    """
    scope = found.scope
    if scope is None or not scope.ids(ScopeRole.OUTSIDE):
        return first
    kept = legal_parts(scene.obstructions, scope)
    legal = replace(scene, before=scene.before & kept, after=scene.after & kept)
    gone = np.array(
        [entry.role is ScopeRole.OUTSIDE for entry in scope.entries], dtype=np.bool_
    )[project.windows.building]
    shorter = tuple(replace(r, windows=r.windows[~gone[r.windows]]) for r in runs)
    second = window_results(project, legal, shorter, step)
    count = len(project.windows)
    rows = np.where(gone, np.arange(count), np.arange(count) + count)
    return replace(
        second,
        run=first.run,
        minutes_before=np.where(gone, first.minutes_before, second.minutes_before),
        minutes_after=np.where(gone, first.minutes_after, second.minutes_after),
        full_before=_picked(first.full_before, second.full_before, rows),
        full_after=_picked(first.full_after, second.full_after, rows),
        counted_before=_picked(first.counted_before, second.counted_before, rows),
        counted_after=_picked(first.counted_after, second.counted_after, rows),
        left_after=np.where(gone[:, None], first.left_after, second.left_after),
        right_after=np.where(gone[:, None], first.right_after, second.right_after),
        taken_before=_picked_parts(first.taken_before, second.taken_before, rows),
        taken_after=_picked_parts(first.taken_after, second.taken_after, rows),
        lost=_picked_parts(first.lost, second.lost, rows),
        assumed_shade=merged_shade(
            [
                _shade_of(first.assumed_shade, gone),
                _shade_of(second.assumed_shade, ~gone),
            ]
        ),
    )


def _picked(a: Intervals, b: Intervals, rows: NDArray[np.int64]) -> Intervals:
    """Rows of two tables laid under each other."""
    both = Intervals._trusted(
        np.append(a.offsets, a.offsets[-1] + b.offsets[1:]),
        np.concatenate([a.start, b.start]),
        np.concatenate([a.end, b.end]),
        np.concatenate([a.start_face, b.start_face]),
        np.concatenate([a.end_face, b.end_face]),
        np.concatenate([a.start_side, b.start_side]),
        np.concatenate([a.end_side, b.end_side]),
    )
    return both.take(rows)


def _picked_parts(
    a: OwnerMinutes, b: OwnerMinutes, rows: NDArray[np.int64]
) -> OwnerMinutes:
    """Rows of two tables laid under each other."""
    offsets = np.append(a.offsets, a.offsets[-1] + b.offsets[1:])
    taken, source = gather_rows(offsets, rows)
    return OwnerMinutes._trusted(
        taken,
        np.concatenate([a.owner, b.owner])[source],
        np.concatenate([a.minutes, b.minutes])[source],
    )


def _shade_of(shade: AssumedShade, windows: NDArray[np.bool_]) -> AssumedShade:
    """Pairs of some windows."""
    kept = windows[shade.window]
    return AssumedShade(window=shade.window[kept], owner=shade.owner[kept])
