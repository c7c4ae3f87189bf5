"""The engine as the aids call it: states, batches, another place to compute (计算)."""

from typing import Final, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sunlight.errors import InputError
from sunlight.intervals import Intervals
from sunlight.scene import Obstructions, Receivers
from sunlight.shade import Progress, lit_intervals_by_state
from sunlight.solar import SunPath

__all__ = ["Compute", "all_standing", "checked_states", "lit_by_state"]

BATCH: Final = 200_000
"""Points computed at once; bounds the memory of large grids."""


class Compute(Protocol):
    """Anything that is called like :func:`sunlight.lit_intervals` (计算方式)."""

    def __call__(
        self,
        receivers: Receivers,
        obstructions: Obstructions,
        path: SunPath,
        *,
        progress: Progress | None = None,
    ) -> Intervals:
        """Lit intervals of each receiver, in the order of `receivers`."""
        ...


def all_standing(obstructions: Obstructions) -> NDArray[np.bool_]:
    """The one state in which every part stands, (1, p).

    Parameters
    ----------
    obstructions : Obstructions
        What may stand before the sun.
    """
    return np.ones((1, obstructions.part_count), dtype=np.bool_)


def checked_states(states: ArrayLike, obstructions: Obstructions) -> NDArray[np.bool_]:
    """States as (s, p) masks of the parts (状态).

    Parameters
    ----------
    states : (s, p) array-like of bool
        Which parts stand in each state.
    obstructions : Obstructions
        Whose parts.

    Raises
    ------
    InputError
        If the shape does not fit, or there is no state.
    """
    masks = np.asarray(states, dtype=np.bool_)
    if masks.ndim != 2 or masks.shape[1] != obstructions.part_count or not len(masks):
        raise InputError(
            f"expected states of shape (s, {obstructions.part_count}), s at least 1; "
            f"got {masks.shape}",
            where="states",
            value=masks.shape,
        )
    return masks


def lit_by_state(
    receivers: Receivers,
    obstructions: Obstructions,
    states: NDArray[np.bool_],
    path: SunPath,
    *,
    compute: Compute | None,
    progress: Progress | None,
) -> tuple[Intervals, ...]:
    """Lit intervals in each state, here or wherever `compute` does it (分状态计算).

    Parameters
    ----------
    receivers, obstructions, states, path, progress
        As in :func:`sunlight.lit_intervals_by_state`.
    compute : callable or None
        Called once a state in place of the engine of this process.

    Returns
    -------
    tuple of Intervals
        One a state.
    """
    if compute is None:
        return lit_intervals_by_state(
            receivers, obstructions, states, path, progress=progress
        )
    return tuple(
        compute(receivers, obstructions.where(mask), path, progress=progress)
        for mask in states
    )
