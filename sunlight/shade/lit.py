"""When receivers are lit, exactly (日照时段): the calls of the engine."""

import os
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sunlight.errors import InputError
from sunlight.intervals import BlockedIntervals, Intervals, intersection_of_ends
from sunlight.scene import Obstructions, Receivers
from sunlight.scene.meshes import FRONT_SIDE
from sunlight.shade.grouping import column_groups, group_boxes, part_grid
from sunlight.shade.sun import sun_array, to_minutes
from sunlight.solar import SunPath

__all__ = [
    "Progress",
    "blocked_intervals",
    "full_window_intervals",
    "lit_intervals",
    "lit_intervals_by_state",
]

Progress = Callable[[int, int], None]
"""Called now and then with the number of receivers done and their total."""

_FIRST_CAPACITY = 512  # faces near a group that buffers hold at first
_CHUNKS_PER_THREAD = 8
_POINTS_PER_THREAD = 4096  # fewer points are done before a thread has started

_Rows = tuple[NDArray[np.int64], NDArray[np.float64]]


def lit_intervals(
    receivers: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> Intervals:
    """Times at which each receiver sees the sun (受照时段).

    Closed form, without a time step: every limit is the instant at which an edge passes
    before the centre of the sun's disc, or the plane of the window's own wall does. A
    point in a face's plane is not shaded by that face; on the boundary of a closed body
    it is shaded while the sun stands behind the boundary; inside one, always. Gaps
    and pieces shorter than ``tolerances.SAME_INSTANT_MIN`` are none.

    Parameters
    ----------
    receivers : Receivers, (r,)
        Points.
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day; the result is clipped to its band and to daylight.
    progress : callable, optional
        Told how many receivers are done and how many there are.

    Returns
    -------
    Intervals, (r,) rows of (k, 2)
        Lit intervals in the order of `receivers`, each limit with the face that made
        it: `NO_FACE` at the band, `OWN_WALL_PLANE` for the window's own wall. [min]

    Notes
    -----
    Source: 规程六(二)(三); the method is described in ``docs/design/engine.md``.
    """
    offsets, rows = _run(receivers, obstructions, path, False, progress)  # noqa: FBT003
    return Intervals._trusted(
        offsets,
        to_minutes(rows[:, 0], path),
        to_minutes(rows[:, 1], path),
        rows[:, 2].astype(np.int32),
        rows[:, 3].astype(np.int32),
    )


def blocked_intervals(
    receivers: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> BlockedIntervals:
    """Times at which each owner hides the sun from each receiver (遮挡关系).

    All owners who block are named, alone or together; owner codes are those of
    ``obstructions.owner_names``, `OWN_WALL_PLANE` stands for the window's own wall.

    Parameters
    ----------
    receivers, obstructions, path, progress
        As in :func:`lit_intervals`.

    Returns
    -------
    BlockedIntervals, (r,)
        Rows of each receiver sorted by owner and start. [min]
    """
    offsets, rows = _run(receivers, obstructions, path, True, progress)  # noqa: FBT003
    return BlockedIntervals._trusted(
        offsets,
        rows[:, 2].astype(np.int32),
        to_minutes(rows[:, 0], path),
        to_minutes(rows[:, 1], path),
    )


def full_window_intervals(
    left: Receivers,
    right: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> Intervals:
    """Times at which both sill ends see the sun at once (满窗日照).

    Parameters
    ----------
    left, right : Receivers, (w,) each
        Left and right sill ends of the same windows, as seen from outside.
    obstructions, path, progress
        As in :func:`lit_intervals`.

    Returns
    -------
    Intervals, (w,) rows of (k, 2)
        Full-window intervals; ``start_side`` and ``end_side`` say on which sill end
        each limit fell. [min]

    Notes
    -----
    Source: 规程二(一): direct sun on both bottom ends at the same instant.
    """
    if len(left) != len(right):
        raise InputError(
            f"expected as many left as right sill ends, got {len(left)} and "
            f"{len(right)}",
            where="right",
        )
    half = None if progress is None else _halves(progress)
    lit_left = lit_intervals(
        left, obstructions, path, progress=None if half is None else half(0)
    )
    lit_right = lit_intervals(
        right, obstructions, path, progress=None if half is None else half(1)
    )
    return intersection_of_ends(lit_left, lit_right)


def lit_intervals_by_state(
    receivers: Receivers,
    obstructions: Obstructions,
    states: ArrayLike,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> tuple[Intervals, ...]:
    """Lit intervals under several states of the scene, such as before and after.

    Parameters
    ----------
    receivers, obstructions, path, progress
        As in :func:`lit_intervals`.
    states : (s, p) array-like of bool
        Which parts stand in each state.

    Returns
    -------
    tuple of Intervals
        One a state, equal to a run with ``obstructions.where(state)``.
    """
    masks = np.asarray(states, dtype=np.bool_)
    if masks.ndim != 2 or masks.shape[1] != obstructions.part_count:
        raise InputError(
            f"expected states of shape (s, {obstructions.part_count}), got "
            f"{masks.shape}",
            where="states",
            value=masks.shape,
        )
    return tuple(
        lit_intervals(receivers, obstructions.where(mask), path, progress=progress)
        for mask in masks
    )


def _halves(progress: Progress) -> Callable[[int], Progress]:
    """Progress of two equal halves as one."""

    def half(which: int) -> Progress:
        return lambda done, total: progress(done + which * total, 2 * total)

    return half


def _scene_arrays(
    receivers: Receivers, obstructions: Obstructions, *, fast: bool
) -> tuple[NDArray[np.float64], tuple[Any, ...], NDArray[np.int64]]:
    """Columns (c, 7), arrays of the bodies for the kernel, numbers of its faces."""
    code = {name: i for i, name in enumerate(obstructions.owner_names)}
    recode = np.array(
        [code.get(name, -1) for name in receivers.owner_names] + [-1], dtype=np.int32
    )
    lowest = np.full(len(receivers.xy), np.inf)
    filled = np.diff(receivers.offsets) > 0
    lowest[filled] = np.minimum.reduceat(receivers.z, receivers.offsets[:-1][filled])
    columns = np.column_stack(
        [receivers.xy, receivers.normals, recode[receivers.owner], lowest]
    ).astype(np.float64)
    bodies = np.column_stack(
        [
            obstructions.part_box,
            obstructions.part_owner,
            obstructions.part_spares,
            obstructions.wall_offsets[:-1],
            obstructions.wall_offsets[1:],
        ]
    ).astype(np.float64)
    faces = np.column_stack(
        [
            obstructions.corners.reshape(-1, 12),
            obstructions.corner_count,
            obstructions.face_side,
        ]
    ).astype(np.float64)
    ranges = np.column_stack(
        [obstructions.face_offsets[:-1], obstructions.face_offsets[1:]]
    )
    number = np.arange(obstructions.face_count)[len(obstructions.walls) :]
    if not fast:
        faces, ranges, number = _walls_as_faces(obstructions, faces)
    return (
        columns,
        (
            bodies,
            ranges,
            obstructions.walls,
            obstructions.wall_next,
            faces,
        ),
        number,
    )


def _walls_as_faces(
    obstructions: Obstructions, faces: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Walls among the other faces, for suns whose azimuth does not grow steadily.

    Returns faces (f, 14), ranges of the parts (p, 2) and the number of each face.
    """
    walls = obstructions.walls
    part = obstructions.face_part
    base = obstructions.part_box[part[: len(walls)], 2]
    top = obstructions.part_box[part[: len(walls)], 5]
    start, end = walls[:, :2], walls[:, 2:]
    quads = np.column_stack(
        [start, base, end, base, end, top, start, top, np.full(len(walls), 4.0)]
    )
    quads = np.column_stack([quads, np.full(len(walls), float(FRONT_SIDE))])
    number = np.argsort(part, kind="stable")
    ends = np.searchsorted(part[number], np.arange(obstructions.part_count + 1))
    ranges = np.column_stack([ends[:-1], ends[1:]]).astype(np.int64)
    return np.concatenate([quads, faces])[number], ranges, number


def _run(
    receivers: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    by_owner: bool,  # noqa: FBT001
    progress: Progress | None,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Run the kernel over chunks of groups on threads; offsets and rows (k, 4)."""
    r = len(receivers)
    if r == 0:
        return np.zeros(1, np.int64), np.empty((0, 4))
    sun = sun_array(path)
    fast = path.azimuth_increases
    columns, bodies, number = _scene_arrays(receivers, obstructions, fast=fast)
    grid = part_grid(obstructions.part_box, obstructions.part_active)
    order, groups = column_groups(receivers.xy)
    workers = min(max(1, os.cpu_count() or 1), 1 + r // _POINTS_PER_THREAD)
    per_group = np.add.reduceat(np.diff(receivers.offsets)[order], groups[:-1])
    work = np.concatenate([[0], np.cumsum(per_group)])
    wanted = _CHUNKS_PER_THREAD * workers if workers > 1 else 1
    cuts = np.unique(np.searchsorted(work, np.linspace(0, r, wanted + 1)))
    cuts[0], cuts[-1] = 0, len(groups) - 1
    scene = (
        order,
        groups,
        group_boxes(columns, order, groups),
        columns,
        receivers.offsets,
        receivers.z,
        sun,
        fast,
        *grid,
        *bodies,
        by_owner,
    )

    def chunk(i: int) -> _Rows:
        first, last = int(cuts[i]), int(cuts[i + 1])
        return _shade_chunk(scene, len(bodies[0]), first, last, work)

    parts = _on_threads(chunk, work[cuts], workers, progress)
    counts = np.concatenate([p[0] for p in parts])
    rows = np.concatenate([p[1] for p in parts])
    if not by_owner:
        other = rows[:, 2:] >= len(obstructions.walls)
        at = rows[:, 2:][other].astype(np.int64) - len(obstructions.walls)
        rows[:, 2:][other] = number[at]
    return _in_order(receivers, order, counts, rows)


def _shade_chunk(
    scene: tuple[Any, ...],
    part_count: int,
    first: int,
    last: int,
    work: NDArray[np.int64],
) -> _Rows:
    """Row counts and rows of groups first..last; buffers grow as the kernel asks."""
    from sunlight.shade.kernel import shade_groups

    points = int(work[last] - work[first])
    near = np.empty(part_count, dtype=np.int64)
    stamp = np.full(part_count, -1, dtype=np.int64)
    row_counts = np.zeros(points, dtype=np.int64)
    rows = np.empty((2 * points + 64, 4))
    state = np.zeros(9, dtype=np.int64)
    state[:6] = first, last, 0, 0, _FIRST_CAPACITY, 0
    while state[0] < last:
        capacity = int(state[4])
        buffers = (
            np.empty((capacity, 11)),
            np.empty((4 * capacity, 6)),
            np.empty((capacity, 2), dtype=np.int64),
            np.empty((12 * capacity, 4)),
        )
        while state[0] < last and state[4] <= capacity:
            if state[5] > len(rows):
                grown = np.empty((2 * int(state[5]), 4))
                grown[: state[2]] = rows[: state[2]]
                rows = grown
            shade_groups(*scene, near, stamp, *buffers, rows, row_counts, state)
            stamp[:] = -1
    return row_counts, rows[: state[2]].copy()


def _on_threads(
    chunk: Callable[[int], _Rows],
    work: NDArray[np.int64],
    workers: int,
    progress: Progress | None,
) -> list[_Rows]:
    """Results of all chunks in order; an error or Ctrl-C cancels what waits."""
    count = len(work) - 1
    if count == 1 or workers == 1:
        results = []
        for i in range(count):
            results.append(chunk(i))
            if progress is not None:
                progress(int(work[i + 1]), int(work[-1]))
        return results
    done = 0
    with ThreadPoolExecutor(workers) as pool:
        futures: list[Future[_Rows]] = [pool.submit(chunk, i) for i in range(count)]
        waiting = {f: int(work[i + 1] - work[i]) for i, f in enumerate(futures)}
        try:
            while waiting:
                ready, _ = wait(waiting, timeout=0.2, return_when=FIRST_EXCEPTION)
                for future in ready:
                    future.result()
                    done += waiting.pop(future)
                if progress is not None:
                    progress(done, int(work[-1]))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        return [f.result() for f in futures]


def _in_order(
    receivers: Receivers,
    order: NDArray[np.int64],
    counts: NDArray[np.int64],
    rows: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Rows in the order of the receivers, with offsets."""
    r = len(receivers)
    starts = np.concatenate([[0], np.cumsum(counts)])
    if (order == np.arange(len(order))).all():
        return starts, rows
    sizes = np.diff(receivers.offsets)[order]
    first = receivers.offsets[:-1][order]
    done_at = np.concatenate([[0], np.cumsum(sizes)])
    within = np.arange(r) - np.repeat(done_at[:-1], sizes)
    receiver = np.repeat(first, sizes) + within
    position = np.empty(r, dtype=np.int64)
    position[receiver] = np.arange(r)
    lengths = counts[position]
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    gather = np.repeat(starts[:-1][position] - offsets[:-1], lengths) + np.arange(
        offsets[-1]
    )
    return offsets, rows[gather]
