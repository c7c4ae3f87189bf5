"""Whose assumed height a result depends on (假定高度的遮挡).

A height that was guessed from the storeys is no basis of a verdict (办法四): neither
that of the unit's own building, nor that of a building that shades it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.measuring.measure import StateResult
from sunlight.conditions import Conditions
from sunlight.durations import minutes_taken
from sunlight.intervals import BlockedIntervals, Intervals
from sunlight.intervals.columns import row_of
from sunlight.model.project import Project
from sunlight.scene import Obstructions
from sunlight.solar import SunPath
from sunlight.tolerances import SAME_INSTANT_MIN

__all__ = ["AssumedShade", "assumed_codes", "assumed_shade", "merged_shade"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AssumedShade:
    """Windows whose minutes depend on buildings of assumed height (假定高度的遮挡).

    Parameters
    ----------
    window : (k,) ndarray of int64
        Windows, in rising order; each pair once.
    owner : (k,) ndarray of int32
        Owners of assumed height.
    """

    window: NDArray[np.int64]
    owner: NDArray[np.int32]


def assumed_codes(project: Project, owners: Sequence[str]) -> NDArray[np.int32]:
    """Owners whose height is assumed, as codes (高度为假定值的遮挡者).

    Parameters
    ----------
    project : Project
        The project.
    owners : sequence of str
        Names of the owners.
    """
    assumed = {b.id for b in project.buildings if b.height_assumed}
    codes = [code for code, name in enumerate(owners) if name in assumed]
    return np.array(codes, dtype=np.int32)


def assumed_shade(
    state: StateResult,
    assumed: NDArray[np.int32],
    obstructions: Obstructions,
    conditions: Conditions,
    path: SunPath,
) -> AssumedShade:
    """Windows that would have other minutes without the buildings of assumed height.

    All of them are taken away at once, so that two which hide each other count both.
    An owner whose face ends a segment counts too, though another stands beside it.

    Parameters
    ----------
    state : StateResult
        Windows in one state.
    assumed : (a,) ndarray of int32
        Owners of assumed height.
    obstructions : Obstructions
        Whose faces end the segments.
    conditions : Conditions
        Shortest segment of the day.
    path : SunPath
        Its band.

    Returns
    -------
    AssumedShade
        Pairs of window and owner.
    """
    if len(assumed) == 0 or len(state.measured) == 0:
        return merged_shade([])
    found = [
        _at_ends(state.full, assumed, obstructions),
        _by_minutes(state, assumed, conditions, path),
    ]
    return merged_shade(found)


def merged_shade(parts: Sequence[AssumedShade]) -> AssumedShade:
    """Pairs of several tables, each once, by window (合并).

    Parameters
    ----------
    parts : sequence of AssumedShade
        Of states and days.
    """
    if not parts:
        return AssumedShade(
            window=np.empty(0, dtype=np.int64), owner=np.empty(0, dtype=np.int32)
        )
    window = np.concatenate([part.window for part in parts])
    owner = np.concatenate([part.owner for part in parts])
    codes = int(owner.max(initial=0)) + 1
    pairs = np.unique(window.astype(np.int64) * codes + owner)
    return AssumedShade(window=pairs // codes, owner=(pairs % codes).astype(np.int32))


def _at_ends(
    full: Intervals, assumed: NDArray[np.int32], obstructions: Obstructions
) -> AssumedShade:
    """Owners of assumed height whose faces begin or end a segment."""
    rows = np.tile(row_of(full.offsets), 2)
    faces = np.concatenate([full.start_face, full.end_face])
    owner = obstructions.face_owner(faces)
    hit = np.isin(owner, assumed) & (faces >= 0)
    return AssumedShade(window=rows[hit].astype(np.int64), owner=owner[hit])


def _by_minutes(
    state: StateResult,
    assumed: NDArray[np.int32],
    conditions: Conditions,
    path: SunPath,
) -> AssumedShade:
    """Owners of assumed height that block windows which their absence would change."""
    shaded = [
        (row_of(blocked.offsets), blocked.owner, np.isin(blocked.owner, assumed))
        for blocked in (state.blocked_left, state.blocked_right)
    ]
    rows = np.concatenate([row[hit] for row, _, hit in shaded])
    owner = np.concatenate([codes[hit] for _, codes, hit in shaded])
    near = np.unique(rows)
    if len(near) == 0:
        return merged_shade([])
    without = minutes_taken(
        _without(state.blocked_left, assumed).take(near),
        _without(state.blocked_right, assumed).take(near),
        band=path.lit_band,
        shortest=conditions.shortest_segment,
    )
    start, end = path.lit_band
    windows = state.measured[near]
    gained = (end - start) - without.totals() - state.minutes[windows]
    depends = np.zeros(len(state.measured), dtype=np.bool_)
    depends[near[gained > SAME_INSTANT_MIN]] = True
    kept = depends[rows]
    return AssumedShade(window=state.measured[rows[kept]], owner=owner[kept])


def _without(blocked: BlockedIntervals, assumed: NDArray[np.int32]) -> BlockedIntervals:
    """Blocked intervals of all other owners."""
    kept = ~np.isin(blocked.owner, assumed)
    counts = np.append(0, np.cumsum(kept))
    return BlockedIntervals._trusted(
        counts[blocked.offsets].astype(np.int64),
        blocked.owner[kept],
        blocked.start[kept],
        blocked.end[kept],
    )
