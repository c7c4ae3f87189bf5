"""Changes of the model worth trying (可疑的几何改动).

Free search overfits, so that only buildings are tried that shade windows whose figures
are not explained, and levels of buildings that have such windows.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.durations import OwnerMinutes
from sunlight.kinds import PartKind
from sunlight.review.causes.evaluator import Evaluator
from sunlight.review.causes.figures import Figures
from sunlight.review.causes.varied import ROOF_PARTS
from sunlight.review.records.causes import GeometryChange

__all__ = ["LEVELS", "TOPS", "suspects"]

TOPS: Final = (-9.0, -6.0, -3.0, -1.5, -0.6, 0.6, 1.5, 3.0, 6.0)
"""First tries for the height of a building. [m]"""
LEVELS: Final = (-3.0, -0.9, -0.5, -0.25, 0.25, 0.5, 0.9, 3.0)
"""First tries for the level of a building. [m]"""
_SHADERS: Final = 8
_RECEIVERS: Final = 5
_NOT_EXPLAINED: Final = 1.0
"""Cost from which a figure is not explained. [nats]"""
_LOOSE: Final = 0.3
"""Weight of a window that a building does not shade yet, in a building it shades."""


def suspects(
    told: Evaluator, figures: Figures, cost: NDArray[np.float64]
) -> tuple[GeometryChange, ...]:
    """Changes worth trying, first tries of each (可疑改动).

    Parameters
    ----------
    told : Evaluator
        Model and calculation.
    figures : Figures
        What is printed.
    cost : (n,) ndarray of float64
        Cost of each figure so far.

    Returns
    -------
    tuple of GeometryChange
        Shading buildings first, then levels.
    """
    weight = np.zeros(2 * len(figures.windows))
    np.maximum.at(weight, figures.places, cost)
    if not (weight > _NOT_EXPLAINED).any():
        return ()
    weight[weight <= _NOT_EXPLAINED] = 0.0
    changes: list[GeometryChange] = []
    for name in _shaders(told, figures, weight):
        changes.append(GeometryChange(kind="omitted", building=name))
        changes += [GeometryChange(kind="top", building=name, metres=by) for by in TOPS]
        changes += [
            GeometryChange(kind="part_omitted", building=name, part=kind)
            for kind in _loose_parts(told, name)
        ]
    for name in _receivers(told, figures, weight):
        changes += [
            GeometryChange(kind="level", building=name, metres=by) for by in LEVELS
        ]
    return tuple(changes)


def _shaders(
    told: Evaluator, figures: Figures, weight: NDArray[np.float64]
) -> list[str]:
    """Buildings that shade what is not explained, by how much and by what share."""
    owners = told.assessment.owners
    results = told.assessment.windows
    count = len(figures.windows)
    building = told.assessment.project.windows.building[figures.windows]
    direct = np.zeros(len(owners))
    shaded = np.zeros(len(owners))
    loose = np.zeros(len(owners))
    for state, taken in enumerate((results.taken_before, results.taken_after)):
        mine = weight[state * count : (state + 1) * count]
        row, owner = _pairs(taken, figures.windows)
        np.add.at(direct, owner, mine[row])
        np.add.at(shaded, owner, 1.0)
        per_building = np.bincount(building, weights=mine)
        pairs = np.unique(np.column_stack([owner, building[row]]), axis=0)
        np.add.at(loose, pairs[:, 0], per_building[pairs[:, 1]])
    total = direct + _LOOSE * loose
    share = direct / np.maximum(shaded, 4.0)
    by_total = np.argsort(-total, kind="stable")[:_SHADERS]
    by_share = np.argsort(-share, kind="stable")[: _SHADERS // 2]
    chosen = [*by_total.tolist(), *by_share.tolist()]
    return [owners[code] for code in dict.fromkeys(chosen) if total[code] > 0.0]


def _pairs(
    taken: OwnerMinutes, windows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Indexes into `windows`, and the owners that take minutes of them."""
    sizes = np.diff(taken.offsets)[windows]
    row = np.repeat(np.arange(len(windows)), sizes)
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    at = np.repeat(taken.offsets[windows], sizes) + within
    owner = taken.owner[at].astype(np.int64)
    real = owner >= 0
    return row[real], owner[real]


def _loose_parts(told: Evaluator, building: str) -> list[str]:
    """Kinds of parts besides the body that a building has and a model may lack."""
    scene = next(iter(told.scenes.values()))
    names = np.array(scene.obstructions.owner_names, dtype=np.object_)
    mine = names[scene.obstructions.part_owner] == building
    kinds = set(told.kinds[mine].tolist())
    if len(kinds) < 2:
        return []
    wanted = {kind.value for kind in (*ROOF_PARTS, PartKind.OVERHANG, PartKind.BALCONY)}
    return sorted(kinds & wanted)


def _receivers(
    told: Evaluator, figures: Figures, weight: NDArray[np.float64]
) -> list[str]:
    """Buildings whose own windows are not explained, by their share."""
    project = told.assessment.project
    building = project.windows.building[figures.windows]
    both = np.tile(building, 2)
    total = np.bincount(both, weights=weight, minlength=len(project.buildings))
    count = np.bincount(both, minlength=len(project.buildings))
    mean = total / np.maximum(count, 4)
    order = np.argsort(-mean, kind="stable")[:_RECEIVERS]
    return [project.buildings[i].id for i in order.tolist() if mean[i] > 0.0]
