"""Which building takes how much sun from which (遮挡关系图): the edges of the graph."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.analyses.shade_spans import ALONE, JOINT, TOGETHER, ShadeSpans
from sunlight.errors import InputError

__all__ = ["ShaderEdge", "shader_edges"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShaderEdge:
    """One building takes sun from the windows of another, or of its own (遮挡关系).

    Parameters
    ----------
    shader, shaded : str
        Who takes it, from whom.
    windows : int
        Number of windows it is taken from.
    alone : float
        Minutes that nobody else takes at the same time, over all windows. [min]
    shared : float
        Minutes taken together or jointly with others, over all windows; each of them
        has these minutes in its own edge. [min]
    greatest : float
        Most minutes that one window loses to it, alone or with others. [min]
    window : int
        Row of that window.
    """

    shader: str
    shaded: str
    windows: int
    alone: float
    shared: float
    greatest: float
    window: int


def shader_edges(
    spans: ShadeSpans, building: NDArray[np.int64], names: Sequence[str]
) -> tuple[ShaderEdge, ...]:
    """Edges from those who shade to the buildings that are shaded (遮挡关系).

    Parameters
    ----------
    spans : ShadeSpans
        Such as ``WhoShades.lost``; minutes that were won are negative.
    building : (w,) ndarray of int
        Building of each window.
    names : sequence of str
        Names of the buildings.

    Returns
    -------
    tuple of ShaderEdge
        The greatest first; minutes of the own wall and of short pieces are nobody's.

    Raises
    ------
    InputError
        If a window of the spans has no building.
    """
    if int(spans.window.max(initial=-1)) >= len(building):
        raise InputError(
            f"the spans are of windows up to {int(spans.window.max())}, but buildings "
            f"are given for {len(building)}",
            where="building",
            value=len(building),
        )
    rows = np.flatnonzero(np.isin(spans.kind, (ALONE, TOGETHER, JOINT)))
    codes = [spans.codes(i) for i in rows.tolist()]
    span = np.repeat(rows, [len(found) for found in codes])
    owner = np.array([code for found in codes for code in found], dtype=np.int64)
    window, minutes = spans.window[span], spans.minutes[span]
    lone = np.where(spans.kind[span] == ALONE, minutes, 0.0)
    # one row a window and owner, then one an owner and building
    keys = np.column_stack([owner, window]).reshape(-1, 2)
    pairs, inverse = np.unique(keys, axis=0, return_inverse=True)
    inverse = inverse.reshape(-1)
    whole = np.bincount(inverse, weights=minutes, minlength=len(pairs))
    alone = np.bincount(inverse, weights=lone, minlength=len(pairs))
    of = np.column_stack([pairs[:, 0], np.asarray(building)[pairs[:, 1]]]).reshape(
        -1, 2
    )
    edges, edge = np.unique(of, axis=0, return_inverse=True)
    edge = edge.reshape(-1)
    found = []
    for number, (shader, shaded) in enumerate(edges.tolist()):
        mine = np.flatnonzero(edge == number)
        most = mine[np.argmax(np.abs(whole[mine]))]
        found.append(
            ShaderEdge(
                shader=spans.owner_names[shader],
                shaded=names[shaded],
                windows=len(mine),
                alone=float(alone[mine].sum()),
                shared=float((whole[mine] - alone[mine]).sum()),
                greatest=float(whole[most]),
                window=int(pairs[most, 1]),
            )
        )
    found.sort(key=lambda e: (-abs(e.alone + e.shared), e.shader, e.shaded))
    return tuple(found)
