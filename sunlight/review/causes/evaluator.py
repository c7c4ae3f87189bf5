"""What the windows asked about are measured with (试算器)."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.assessment.measuring.again import windows_touched
from sunlight.assessment.measuring.records import Run
from sunlight.assessment.measuring.sills import (
    judged_by_stretch,
)
from sunlight.assessment.measuring.stretches import best_stretches, spacing_of
from sunlight.conditions import OwnPlates
from sunlight.review.records.causes import Convention
from sunlight.scene import Scene, build_scene
from sunlight.shade import UsableTimes, usable_times
from sunlight.solar import SunPath
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["Evaluator", "base_convention", "evaluator", "usable_of"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evaluator:
    """What the windows asked about are measured with (试算器).

    Parameters
    ----------
    assessment : Assessment
        Our own calculation.
    windows : (m,) ndarray of int64
        Windows, rising.
    scenes : mapping of OwnPlates to Scene
        Scenes with own plates left out and counted.
    kinds : (p,) ndarray of str objects
        Kind of each part of the scenes.
    stands : (2, m) ndarray of bool
        Windows that stand and are measured, before and after.
    left, right : (2, w, 2) ndarray
        Ends of the counted width, before and after. [m]
    base : Convention
        What the rules of the assessment say.
    memo : dict
        Engine runs by what they depend on.
    days : dict
        Conditions, bands and paths of the sun by what they depend on.
    """

    assessment: Assessment
    windows: NDArray[np.int64]
    scenes: dict[OwnPlates, Scene]
    kinds: NDArray[np.object_]
    stands: NDArray[np.bool_]
    left: NDArray[np.float64]
    right: NDArray[np.float64]
    base: Convention
    memo: dict[Any, Any] = field(default_factory=dict)
    days: dict[Any, Any] = field(default_factory=dict)


def base_convention(assessment: Assessment) -> Convention:
    """Convention that an assessment was computed by (本次计算的口径).

    Parameters
    ----------
    assessment : Assessment
        Its calculation for dwellings counts.
    """
    found = assessment.conditions
    return Convention(
        declination=found.declination,
        time_basis=found.time_basis,
        full_window=found.full_window,
        full_window_points=found.full_window_points,
        own_plates=found.own_plates,
        shortest_segment=found.shortest_segment,
    )


def evaluator(assessment: Assessment, windows: NDArray[np.int64]) -> Evaluator:
    """What measures some windows of an assessment under conventions (试算器).

    Parameters
    ----------
    assessment : Assessment
        Our own calculation.
    windows : (m,) ndarray of int64
        Windows, rising.

    Returns
    -------
    Evaluator
        Nothing has been computed yet but the stretches of wide windows before.
    """
    project = assessment.project
    conditions = assessment.conditions
    scenes = {
        plates: build_scene(project, replace(conditions, own_plates=plates))
        for plates in (OwnPlates.IGNORED, OwnPlates.COUNTED)
    }
    kinds = np.array(
        [body.part for body in scenes[OwnPlates.IGNORED].bodies], dtype=np.object_
    )
    results = assessment.windows
    minutes = np.stack([results.minutes_before, results.minutes_after])
    stands = np.isfinite(minutes[:, windows])
    base = base_convention(assessment)
    scene = scenes[base.own_plates]
    left = np.stack([results.left_after, results.left_after])
    right = np.stack([results.right_after, results.right_after])
    for run in assessment.runs:
        _stretch_before(assessment, scene, run, windows[stands[0]], left, right)
    return Evaluator(
        assessment=assessment,
        windows=windows,
        scenes=scenes,
        kinds=kinds,
        stands=stands,
        left=left,
        right=right,
        base=base,
    )


def _stretch_before(
    assessment: Assessment,
    scene: Scene,
    run: Run,
    windows: NDArray[np.int64],
    left: NDArray[np.float64],
    right: NDArray[np.float64],
) -> None:
    """Find the stretch *before* of wide windows that the project can touch."""
    project, conditions = assessment.project, run.conditions
    some = np.intersect1d(windows, run.windows, assume_unique=True)
    wide = scene.planes.width[some] > conditions.counted_width + CONTACT_DISTANCE
    some = some[wide]
    if not len(some) or not judged_by_stretch(conditions):
        return
    hit = windows_touched(project, scene, some, scene.before, scene.after, run.path)
    gone = np.isnan(assessment.windows.minutes_after[some])
    some = some[hit | gone]
    if not len(some):
        return
    left[0, some], right[0, some] = best_stretches(
        project,
        scene,
        scene.obstructions.where(scene.before),
        some,
        conditions,
        run.path,
        usable_of(scene, run, run.path),
        spacing_of(scene, some, conditions),
    )


def usable_of(scene: Scene, run: Run, path: SunPath) -> UsableTimes | None:
    """Times that the orientation of the walls leaves (可计时段); None for all.

    Parameters
    ----------
    scene : Scene
        Orientation of the walls as drawn.
    run : Run
        Sweep angle and bands by orientation.
    path : SunPath
        Sun's path of the day.
    """
    sweep_angle, bands = run.conditions.sweep_angle, run.orientation_bands
    if not bands and sweep_angle == 0.0:
        return None
    return usable_times(scene.normal, path, sweep_angle=sweep_angle, bands=bands)
