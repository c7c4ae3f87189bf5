"""Full-window intervals of the matched windows under a convention (口径试算).

The engine runs for what bends shadows: latitude, declination, refraction, north, sill
points, sills, own plates and changes of the model. Everything else is emulated from the
intervals, see :mod:`sunlight.review.causes.emulate`. They are laid over a band that
holds the counted band in either clock, so that both can be cut from them.

Limits: a window wider than the counted width keeps the stretch that the assessment
found best, whatever the convention; a level moves the windows of a building, not its
top.
"""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.measuring.again import windows_touched
from sunlight.assessment.measuring.paths import path_of
from sunlight.assessment.measuring.records import Run
from sunlight.assessment.measuring.runs import on_day
from sunlight.assessment.measuring.sills import (
    full_sun,
    judged_by_stretch,
    sills_of,
)
from sunlight.conditions import Conditions, TimeBasis
from sunlight.intervals import Intervals, replaced_rows
from sunlight.intervals.columns import offsets_of
from sunlight.review.causes.evaluator import Evaluator, usable_of
from sunlight.review.causes.varied import (
    changed_parts,
    lifted,
    sill_elevations,
    turned,
    with_geometry,
)
from sunlight.review.records.causes import Convention, GeometryChange
from sunlight.scene import Scene
from sunlight.shade.touched import touched_places
from sunlight.solar import SunPath

__all__ = [
    "band_of",
    "counted_path",
    "engine_key",
    "full_intervals",
    "run_conditions",
    "varied_scene",
]

_REMEMBERED: Final = 400
"""Engine runs kept at a time."""
_MARGIN: Final = 3.0
"""The band of the engine is this much longer at both ends: the equation of time differs
a little between conventions. [min]"""


def engine_key(convention: Convention, base: Convention) -> Convention:
    """Convention with all that needs no engine set back (影响阴影的部分).

    Parameters
    ----------
    convention : Convention
        Any.
    base : Convention
        What is set back to.
    """
    return replace(
        convention,
        sampling=None,
        time_basis=base.time_basis,
        shortest_segment=base.shortest_segment,
        place="",
    )


def full_intervals(told: Evaluator, convention: Convention) -> Intervals:
    """Full-window intervals of all windows before, then after (满窗时段).

    Parameters
    ----------
    told : Evaluator
        Windows and scenes.
    convention : Convention
        What of it bends shadows.

    Returns
    -------
    Intervals, (2 m,) rows
        Short pieces included, over a band that holds the counted one in either clock;
        empty where a window does not stand. [min, true solar time]
    """
    key = engine_key(convention, told.base)
    found: Intervals | None = told.memo.get(key)
    if found is None:
        while len(told.memo) >= _REMEMBERED:
            told.memo.pop(next(iter(told.memo)))
        if key.geometry is None:
            found = _whole(told, key)
        else:
            plain = full_intervals(told, replace(key, geometry=None))
            found = _with_change(told, key, key.geometry, plain)
        told.memo[key] = found
    return found


def _plain_scene(told: Evaluator, key: Convention) -> Scene:
    """Scene of a convention before its change of obstructions, sills and all."""
    scene = told.scenes[key.own_plates]
    minimum = told.assessment.conditions.sill_minimum
    z = sill_elevations(told.assessment.project, scene, key, minimum)
    return replace(turned(scene, key.north), sill_z=z)


def varied_scene(told: Evaluator, key: Convention) -> Scene:
    """Scene of a convention (口径对应的场景).

    Parameters
    ----------
    told : Evaluator
        Scenes as built.
    key : Convention
        North, sills, own plates and change of the model.
    """
    scene = _plain_scene(told, key)
    if key.geometry is None:
        return scene
    return with_geometry(scene, told.kinds, key.geometry)


def _whole(told: Evaluator, key: Convention) -> Intervals:
    """Intervals of all windows; after only where something differs from before."""
    scene = _plain_scene(told, key)
    before = _state(told, key, scene, 0, told.stands[0])
    differs = np.zeros(len(told.windows), dtype=np.bool_)
    for run in told.assessment.runs:
        mine = np.isin(told.windows, run.windows)
        some = told.windows[mine]
        if len(some):
            differs[mine] = windows_touched(
                told.assessment.project,
                scene,
                some,
                scene.before,
                scene.after,
                _path(told, key, run),
            )
    again: NDArray[np.bool_] = told.stands[1] & (differs | ~told.stands[0])
    after = _state(told, key, scene, 1, again)
    same = told.stands[1] & ~again
    order = np.where(same, np.arange(len(same)), len(same))
    copied = _stacked(before, Intervals.empty(1)).take(order)
    rows = np.flatnonzero(again)
    return _stacked(before, replaced_rows(copied, rows, after.take(rows)))


def _with_change(
    told: Evaluator, key: Convention, change: GeometryChange, plain: Intervals
) -> Intervals:
    """Intervals with one change of the model: anew only where it can matter."""
    project, count = told.assessment.project, len(told.windows)
    scene = _plain_scene(told, key)
    varied = with_geometry(scene, told.kinds, change)
    touched = changed_parts(scene, told.kinds, change)
    if change.kind == "level":
        index = [b.id for b in project.buildings].index(change.building)
        hit = np.array(project.windows.building[told.windows] == index, dtype=np.bool_)
    else:
        hit = _reached(told, key, touched, scene, varied)
    result = plain
    for state, standing in enumerate((scene.before, scene.after)):
        if change.kind != "level" and not (touched & standing).any():
            continue
        rows = np.flatnonzero(hit & told.stands[state])
        wanted = np.zeros(count, dtype=np.bool_)
        wanted[rows] = True
        found = _state(told, key, varied, state, wanted).take(rows)
        result = replaced_rows(result, rows + state * count, found)
    return result


def _reached(
    told: Evaluator,
    key: Convention,
    parts: NDArray[np.bool_],
    scene: Scene,
    varied: Scene,
) -> NDArray[np.bool_]:
    """Windows that the changed parts can shade, as they were or as they are, (m,)."""
    boxes = np.concatenate(
        [scene.obstructions.part_box[parts], varied.obstructions.part_box[parts]]
    )
    windows = told.windows
    left, right = scene.planes.left[windows], scene.planes.right[windows]
    plan = np.column_stack([np.minimum(left, right), np.maximum(left, right)])
    hit = np.zeros(len(windows), dtype=np.bool_)
    for run in told.assessment.runs:
        rows = np.flatnonzero(np.isin(windows, run.windows))
        if len(rows):
            path = _path(told, key, run)
            hit[rows] = touched_places(
                plan[rows], scene.sill_z[windows[rows]], boxes, path
            )
    return hit


def _state(
    told: Evaluator,
    key: Convention,
    scene: Scene,
    state: int,
    wanted: NDArray[np.bool_],
) -> Intervals:
    """Intervals of some windows in one state, (m,) rows; empty for the others."""
    obstructions = scene.obstructions.where((scene.before, scene.after)[state])
    result = Intervals.empty(len(told.windows))
    for run in told.assessment.runs:
        rows = np.flatnonzero(wanted & np.isin(told.windows, run.windows))
        if not len(rows):
            continue
        some = told.windows[rows]
        conditions = run_conditions(told, key, run)
        path = _path(told, key, run)
        left, right = _ends(told, key, scene, state, some, conditions)
        sills = sills_of(
            told.assessment.project,
            scene,
            some,
            left,
            right,
            conditions,
            usable_of(told.scenes[key.own_plates], run, path),
        )
        found = full_sun(sills, obstructions, path)
        result = replaced_rows(result, rows, found)
    return result


def _ends(
    told: Evaluator,
    key: Convention,
    scene: Scene,
    state: int,
    windows: NDArray[np.int64],
    conditions: Conditions,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Ends of the counted width in plan, in the turned scene."""
    if not judged_by_stretch(conditions):
        return scene.planes.left[windows], scene.planes.right[windows]
    left, right = told.left[state, windows], told.right[state, windows]
    if key.north == 0.0:
        return left, right
    plain = told.scenes[key.own_plates].planes
    along = plain.right[windows] - plain.left[windows]
    square = np.maximum((along * along).sum(axis=1), 1e-12)
    way = scene.planes.right[windows] - scene.planes.left[windows]

    def moved(ends: NDArray[np.float64]) -> NDArray[np.float64]:
        share = ((ends - plain.left[windows]) * along).sum(axis=1) / square
        place: NDArray[np.float64] = scene.planes.left[windows] + share[:, None] * way
        return place

    return moved(left), moved(right)


def run_conditions(told: Evaluator, key: Convention, run: Run) -> Conditions:
    """Conditions of a run with declination and sill points of a convention (计算条件).

    Parameters
    ----------
    told : Evaluator
        Rules and place.
    key : Convention
        The convention.
    run : Run
        What the rules say.
    """
    points = (key.full_window, key.full_window_points)
    memo_key = ("conditions", run.conditions, key.declination, *points)
    found: Conditions | None = told.days.get(memo_key)
    if found is None:
        laid, _ = on_day(
            run.conditions,
            told.assessment.project,
            told.assessment.rules,
            key.declination,
        )
        found = told.days[memo_key] = replace(
            laid, full_window=points[0], full_window_points=points[1]
        )
    return found


def band_of(told: Evaluator, convention: Convention, run: Run) -> tuple[float, float]:
    """Counted band of a run under a convention (有效时间带). [min, true solar time].

    Parameters
    ----------
    told : Evaluator
        For the place.
    convention : Convention
        Clock and declination.
    run : Run
        Day and band by the rules.
    """
    key = ("band", run.conditions, convention.declination, convention.time_basis)
    found: tuple[float, float] | None = told.days.get(key)
    if found is None:
        conditions = replace(
            run_conditions(told, convention, run), time_basis=convention.time_basis
        )
        found = path_of(conditions, told.assessment.project.site).band
        told.days[key] = found
    return found


def counted_path(told: Evaluator, key: Convention, run: Run) -> SunPath:
    """Sun's path over the counted band of a convention (有效时间带内的太阳轨迹).

    Parameters
    ----------
    told : Evaluator
        Rules and place.
    key : Convention
        The convention.
    run : Run
        What the rules say.
    """
    return _path_over(told, key, run, band_of(told, key, run))


def _path(told: Evaluator, key: Convention, run: Run) -> SunPath:
    """Sun's path over a band that holds the counted one in either clock."""
    memo_key = ("path", key.declination, key.latitude, key.refraction, run.conditions)
    found: SunPath | None = told.days.get(memo_key)
    if found is None:
        bands = [
            band_of(told, replace(key, time_basis=basis), run)
            for basis in (TimeBasis.TRUE_SOLAR_TIME, TimeBasis.BEIJING_TIME)
        ]
        wide = (min(b[0] for b in bands) - _MARGIN, max(b[1] for b in bands) + _MARGIN)
        found = told.days[memo_key] = _path_over(told, key, run, wide)
    return found


def _path_over(
    told: Evaluator, key: Convention, run: Run, band: tuple[float, float]
) -> SunPath:
    """Sun's path of a convention over a band of true solar time."""
    site = told.assessment.project.site
    if key.latitude is not None:
        site = replace(site, latitude=key.latitude)
    conditions = replace(
        run_conditions(told, key, run),
        time_basis=TimeBasis.TRUE_SOLAR_TIME,
        band=band,
    )
    path = path_of(conditions, site)
    return lifted(path) if key.refraction else path


def _stacked(one: Intervals, other: Intervals) -> Intervals:
    """Rows of one table, then those of the other."""
    sizes = np.concatenate([np.diff(one.offsets), np.diff(other.offsets)])
    return Intervals(
        offsets_of(sizes),
        np.concatenate([one.start, other.start]),
        np.concatenate([one.end, other.end]),
    )
