"""Wide windows under another convention: the best stretch anew (最有利计算窗宽).

While searching, wide windows keep the stretch of the assessment. For the few
combinations that are reported it is chosen again, as the convention would have it.
"""

from dataclasses import replace

import numpy as np

from sunlight.assessment.measuring.sills import judged_by_stretch
from sunlight.assessment.measuring.stretches import best_stretches, spacing_of
from sunlight.review.causes.evaluate import (
    counted_path,
    engine_key,
    run_conditions,
    varied_scene,
)
from sunlight.review.causes.evaluator import Evaluator, usable_of
from sunlight.review.causes.varied import turned_points
from sunlight.review.records.causes import Convention
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["restretched"]


def restretched(told: Evaluator, convention: Convention) -> Evaluator:
    """Evaluator whose wide windows have the best stretch of a convention (重选窗段).

    Parameters
    ----------
    told : Evaluator
        With the stretches of the assessment.
    convention : Convention
        The combination.

    Returns
    -------
    Evaluator
        `told` itself where no window is wide or nothing differs.
    """
    key = replace(
        engine_key(convention, told.base),
        shortest_segment=convention.shortest_segment,
        time_basis=convention.time_basis,
    )
    if key == told.base:
        return told
    scene = varied_scene(told, key)
    left, right = told.left.copy(), told.right.copy()
    changed = False
    for run in told.assessment.runs:
        conditions = replace(
            run_conditions(told, key, run), shortest_segment=key.shortest_segment
        )
        width = scene.planes.width[told.windows]
        wide = np.isin(told.windows, run.windows)
        wide &= width > conditions.counted_width + CONTACT_DISTANCE
        if not judged_by_stretch(conditions) or not wide.any():
            continue
        path = counted_path(told, key, run)
        for state, standing in enumerate((scene.before, scene.after)):
            some = told.windows[wide & told.stands[state]]
            if not len(some):
                continue
            ends = best_stretches(
                told.assessment.project,
                scene,
                scene.obstructions.where(standing),
                some,
                conditions,
                path,
                usable_of(told.scenes[key.own_plates], run, path),
                spacing_of(scene, some, conditions),
            )
            left[state, some] = turned_points(ends[0], -key.north)
            right[state, some] = turned_points(ends[1], -key.north)
            changed = True
    return replace(told, left=left, right=right, memo={}) if changed else told
