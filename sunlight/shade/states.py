"""Several states of a scene (多种建设状态): what is the same in two is computed once.

The row of a receiver depends only on the parts that can shade it. So a state differs
from another one only where the parts that they do not share can shade; everywhere else
the rows are copied, and are what a run in full would give, to the last bit.
"""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sunlight.errors import InputError
from sunlight.intervals import (
    BlockedIntervals,
    Intervals,
    intersection_of_ends,
    replaced_rows,
)
from sunlight.scene import Obstructions, Receivers
from sunlight.shade.lit import blocked_intervals, lit_intervals
from sunlight.shade.run import Progress
from sunlight.shade.touched import touched
from sunlight.solar import SunPath

__all__ = [
    "blocked_intervals_by_state",
    "differing_parts",
    "full_window_intervals_by_state",
    "lit_intervals_by_state",
    "redone",
    "resting",
]

Table = TypeVar("Table", Intervals, BlockedIntervals)

Run = Callable[[Receivers, Progress | None], Table]
"""Rows of some receivers in one state."""


def lit_intervals_by_state(
    receivers: Receivers,
    obstructions: Obstructions,
    states: ArrayLike,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> tuple[Intervals, ...]:
    """Lit intervals in several states of the scene, such as before and after (分状态).

    The first state is computed in full. In any other one only those receivers are, that
    the parts can shade which stand in it and not in an earlier one, or the other way
    round.

    Parameters
    ----------
    receivers, obstructions, path, progress
        As in :func:`~sunlight.shade.lit_intervals`; progress is told anew in each
        state.
    states : (s, p) array-like of bool
        Which parts stand in each state.

    Returns
    -------
    tuple of Intervals
        One a state, equal to a run with ``obstructions.where(state)`` to the last bit.

    Raises
    ------
    InputError
        If `states` are not of that shape.
    """
    masks = _checked_states(obstructions, states)
    runs = [_lit_in(obstructions.where(mask), path) for mask in masks]
    steps = _steps(receivers, obstructions, masks, path)
    return _by_state(receivers, steps, runs, progress)


def blocked_intervals_by_state(
    receivers: Receivers,
    obstructions: Obstructions,
    states: ArrayLike,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> tuple[BlockedIntervals, ...]:
    """Who blocks when in several states of the scene (分状态遮挡关系).

    Parameters
    ----------
    receivers, obstructions, states, path, progress
        As in :func:`lit_intervals_by_state`.

    Returns
    -------
    tuple of BlockedIntervals
        One a state, equal to :func:`~sunlight.shade.blocked_intervals` in it.

    Raises
    ------
    InputError
        If `states` are not of that shape.
    """
    masks = _checked_states(obstructions, states)
    runs = [_blocked_in(obstructions.where(mask), path) for mask in masks]
    steps = _steps(receivers, obstructions, masks, path)
    return _by_state(receivers, steps, runs, progress)


def full_window_intervals_by_state(
    left: Receivers,
    right: Receivers,
    obstructions: Obstructions,
    states: ArrayLike,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> tuple[Intervals, ...]:
    """Full-window intervals in several states of the scene (分状态满窗日照).

    Parameters
    ----------
    left, right : Receivers, (w,) each
        Left and right sill ends of the same windows, as seen from outside.
    obstructions, states, path, progress
        As in :func:`lit_intervals_by_state`.

    Returns
    -------
    tuple of Intervals, (w,) rows each
        One a state, equal to :func:`~sunlight.shade.full_window_intervals` in it.

    Raises
    ------
    InputError
        If the sill ends are not as many, or `states` not of that shape.
    """
    if len(left) != len(right):
        raise InputError(
            f"expected as many left as right sill ends, got {len(left)} and "
            f"{len(right)}",
            where="right",
        )
    masks = _checked_states(obstructions, states)
    runs = [_lit_in(obstructions.where(mask), path) for mask in masks]
    ends = (left, right)
    steps = [_steps(end, obstructions, masks, path) for end in ends]
    lit = [
        _by_state(end, steps[side], runs, _half(progress, side))
        for side, end in enumerate(ends)
    ]
    full = [intersection_of_ends(lit[0][i], lit[1][i]) for i in range(len(masks[:1]))]
    for i, (on_left, on_right) in enumerate(zip(*steps, strict=True), start=1):
        rows = np.union1d(left.rows_of(on_left[1]), right.rows_of(on_right[1]))
        some = intersection_of_ends(lit[0][i].take(rows), lit[1][i].take(rows))
        full.append(replaced_rows(full[on_left[0]], rows, some))
    return tuple(full)


def differing_parts(
    obstructions: Obstructions, one: ArrayLike, other: ArrayLike
) -> NDArray[np.int64]:
    """Parts that do not shade alike in two states (两种状态不同的遮挡体).

    Parts that stand in one of them only, and parts that rest on such a one: with it
    their undersides come to light.

    Parameters
    ----------
    obstructions : Obstructions
        All parts.
    one, other : (p,) array-like of bool
        Parts that stand.

    Returns
    -------
    (n,) ndarray of int64
        Part numbers, rising.
    """
    a, b = obstructions.where(one), obstructions.where(other)
    alike = (a.part_active == b.part_active) & (
        ~a.part_active | (resting(a) == resting(b))
    )
    found: NDArray[np.int64] = np.flatnonzero(~alike)
    return found


def resting(obstructions: Obstructions) -> NDArray[np.bool_]:
    """Parts that rest on another one that stands, (p,) (落在其他体上的体)."""
    under = obstructions.part_support
    rests: NDArray[np.bool_] = (under >= 0) & obstructions.part_active[under]
    return rests


def redone(
    known: Table,
    receivers: Receivers,
    columns: NDArray[np.int64],
    run: Run[Table],
    progress: Progress | None,
) -> Table:
    """Rows of all receivers, those of some columns computed anew (局部重算).

    Parameters
    ----------
    known : Intervals or BlockedIntervals, (r,)
        Rows of all receivers.
    receivers : Receivers, (r,)
        All of them.
    columns : (n,) ndarray of int64
        Columns to compute, rising.
    run : callable
        Gives their rows.
    progress : callable, optional
        Told how many receivers are done; those not computed are from the beginning.

    Returns
    -------
    Intervals or BlockedIntervals, (r,)
        `known` itself where nothing is computed.
    """
    total = len(receivers)
    if len(columns) == len(receivers.xy) and len(columns):
        return run(receivers, progress)
    rows = receivers.rows_of(columns)
    kept = total - len(rows)
    if progress is not None:
        progress(kept, total)
    if len(rows) == 0:
        return known

    def told(done: int, _: int) -> None:
        if progress is not None:
            progress(kept + done, total)

    return replaced_rows(known, rows, run(receivers.take(columns), told))


def _steps(
    receivers: Receivers,
    obstructions: Obstructions,
    masks: NDArray[np.bool_],
    path: SunPath,
) -> list[tuple[int, NDArray[np.int64]]]:
    """For each state but the first a similar one before it, and the columns to redo."""
    steps = []
    for i, mask in enumerate(masks[1:], start=1):
        nearest = int(np.argmin((masks[:i] != mask).sum(axis=1)))
        parts = differing_parts(obstructions, masks[nearest], mask)
        hit = touched(receivers, obstructions.part_box[parts], path)
        steps.append((nearest, np.flatnonzero(hit)))
    return steps


def _by_state(
    receivers: Receivers,
    steps: list[tuple[int, NDArray[np.int64]]],
    runs: list[Run[Table]],
    progress: Progress | None,
) -> tuple[Table, ...]:
    """One table a state, by its run or from one of those before it."""
    tables = [run(receivers, progress) for run in runs[:1]]
    for (nearest, columns), run in zip(steps, runs[1:], strict=True):
        tables.append(redone(tables[nearest], receivers, columns, run, progress))
    return tuple(tables)


def _lit_in(standing: Obstructions, path: SunPath) -> Run[Intervals]:
    """How lit intervals are computed in a state."""
    return lambda some, told: lit_intervals(some, standing, path, progress=told)


def _blocked_in(standing: Obstructions, path: SunPath) -> Run[BlockedIntervals]:
    """How blocked intervals are computed in a state."""
    return lambda some, told: blocked_intervals(some, standing, path, progress=told)


def _checked_states(obstructions: Obstructions, states: ArrayLike) -> NDArray[np.bool_]:
    """States as masks, (s, p)."""
    masks = np.asarray(states, dtype=np.bool_)
    if masks.ndim != 2 or masks.shape[1] != obstructions.part_count:
        raise InputError(
            f"expected states of shape (s, {obstructions.part_count}), got "
            f"{masks.shape}",
            where="states",
            value=masks.shape,
        )
    return masks


def _half(progress: Progress | None, which: int) -> Progress | None:
    """Progress of one of two equal halves."""
    if progress is None:
        return None
    return lambda done, total: progress(done + which * total, 2 * total)
