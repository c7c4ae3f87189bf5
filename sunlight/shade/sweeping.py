"""The kernel of swept edges over groups of sills on threads (扫掠计算)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.intervals import Intervals
from sunlight.intervals.columns import offsets_of
from sunlight.scene import Obstructions, Receivers
from sunlight.scene.meshes import FRONT_SIDE
from sunlight.scene.trees import face_trees
from sunlight.shade.run import Rows
from sunlight.shade.sun import sun_array
from sunlight.shade.threads import chunks_on_threads, worker_threads
from sunlight.solar import SunPath
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["swept_rows"]

_GROUP_EXTENT = 64.0  # side of the squares into which sills are grouped [m]
_GROUP_SILLS = 512  # most sills of a group
_CHUNK_GROUPS = 32  # groups a call: bounds the memory, leaves room for progress
_FIRST_ROWS = 256  # arcs of one sill that buffers hold at first
_DEEPEST = 128  # nodes that wait in a tree: one a level, and two
_MEMO = "swept faces"
_EVERYWHERE = 1e7  # farther than any project reaches [m]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Scene:
    """Obstructions and sills as the kernel wants them, sills in order of work."""

    sills: NDArray[np.float64]
    owners: NDArray[np.int32]
    group_starts: NDArray[np.int64]
    group_boxes: NDArray[np.float64]
    bodies: NDArray[np.float64]
    ranges: NDArray[np.int64]
    faces: NDArray[np.float64]
    trees: NDArray[np.int64]
    tree_boxes: NDArray[np.float64]
    gap_starts: NDArray[np.int64]
    gaps: NDArray[np.float64]
    sun: NDArray[np.float64]
    fast: bool
    reach: float
    tree: shapely.STRtree
    active: NDArray[np.int64]


def swept_rows(
    left: Receivers,
    right: Receivers,
    gaps: Intervals,
    obstructions: Obstructions,
    path: SunPath,
    *,
    by_owner: bool,
    progress: Callable[[int, int], None] | None = None,
) -> Rows:
    """Stretches of the gaps in which some point between the sill ends is dark.

    Parameters
    ----------
    left, right : Receivers, (w,) each
        Ends of the sills.
    gaps : Intervals, (w,) rows
        When to look, inside the lit band; what an end does not see need not be in it.
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day.
    by_owner : bool
        Rows of every owner, instead of rows with the faces at their ends.
    progress : callable, optional
        Told how many windows are done and how many there are.

    Returns
    -------
    Rows
        Rows in the order of the windows, sorted and disjoint for each owner.
    """
    count = len(left)
    counts = np.zeros(count, dtype=np.int64)
    points, others = left.points, right.points
    wide = (np.abs(points - others) > CONTACT_DISTANCE).any(axis=1)
    looked = np.flatnonzero(wide & (np.diff(gaps.offsets) > 0))
    chunks: list[NDArray[np.float64]] = []
    order = looked
    if len(looked) and obstructions.part_active.any() and obstructions.face_count:
        ends = np.column_stack([points, others])[looked]
        rank, starts = _groups(ends)
        order = looked[rank]
        owner = np.repeat(left.owner, np.diff(left.offsets))[order]
        scene = _scene(
            ends[rank],
            starts,
            _recoded(owner, left.owner_names, obstructions),
            gaps.take(order),
            obstructions,
            path,
        )
        chunks, in_order = _on_threads(scene, by_owner=by_owner, progress=progress)
        counts[order] = in_order
    return _in_window_order(chunks, order, counts)


def _groups(ends: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Order of sills by squares of the plan, and starts of groups of neighbours."""
    cell = np.floor((ends[:, :2] - ends[:, :2].min(axis=0)) / _GROUP_EXTENT)
    order = np.lexsort((cell[:, 0], cell[:, 1]))
    sorted_cell = cell[order]
    new = np.ones(len(ends), dtype=np.bool_)
    new[1:] = (sorted_cell[1:] != sorted_cell[:-1]).any(axis=1)
    starts = np.flatnonzero(new)
    rank = np.arange(len(ends)) - np.repeat(starts, np.diff([*starts, len(ends)]))
    starts = np.flatnonzero(rank % _GROUP_SILLS == 0)
    return order, np.append(starts, len(ends)).astype(np.int64)


def _recoded(
    owner: NDArray[np.int32], names: tuple[str, ...], obstructions: Obstructions
) -> NDArray[np.int32]:
    """Owners of the windows in the codes of the obstructions, -1 for none of them."""
    code = {name: i for i, name in enumerate(obstructions.owner_names)}
    recode = np.array([*(code.get(name, -1) for name in names), -1], dtype=np.int32)
    return recode[owner]


def _scene(
    ends: NDArray[np.float64],
    starts: NDArray[np.int64],
    owners: NDArray[np.int32],
    gaps: Intervals,
    obstructions: Obstructions,
    path: SunPath,
) -> _Scene:
    """Arrays for the kernel; sills in the order of work."""
    from sunlight.shade.arcs import REACH

    lower = np.minimum(ends[:, :3], ends[:, 3:])
    upper = np.maximum(ends[:, :3], ends[:, 3:])
    boxes = np.column_stack(
        [
            np.minimum.reduceat(lower, starts[:-1]),
            np.maximum.reduceat(upper[:, :2], starts[:-1]),
        ]
    )
    box = obstructions.part_box
    bodies = np.column_stack(
        [box, obstructions.part_owner, obstructions.part_spares]
    ).astype(np.float64)
    walls, others = obstructions.wall_offsets, obstructions.face_offsets
    other = others + len(obstructions.walls)
    active = np.flatnonzero(obstructions.part_active)
    sun = sun_array(path)
    height = float(box[active, 5].max() - boxes[:, 2].min())
    reach = max(height, 0.0) * float(sun[REACH])
    if _MEMO not in obstructions.memo:
        obstructions.memo[_MEMO] = (
            _faces(obstructions),
            *face_trees(obstructions.corners, obstructions.face_offsets),
        )
    faces, trees, tree_boxes = obstructions.memo[_MEMO]
    limits = np.column_stack([gaps.start, gaps.end])
    low_x, low_y, _, high_x, high_y, _ = box[active].T
    plans = shapely.box(low_x, low_y, high_x, high_y)
    return _Scene(
        sills=ends,
        owners=owners,
        group_starts=starts,
        group_boxes=boxes,
        bodies=bodies,
        ranges=np.column_stack([walls[:-1], walls[1:], other[:-1], other[1:]]),
        faces=faces,
        trees=trees,
        tree_boxes=tree_boxes,
        gap_starts=gaps.offsets,
        gaps=np.tan(0.5 * np.radians(0.25 * (limits - 720.0))),
        sun=sun,
        fast=path.azimuth_increases,
        reach=min(reach, _EVERYWHERE),
        tree=shapely.STRtree(np.asarray(plans)),
        active=active,
    )


def _faces(obstructions: Obstructions) -> NDArray[np.float64]:
    """All faces in the order of their numbers, (f, 14): walls as upright quads."""
    walls = obstructions.walls
    part = obstructions.face_part[: len(walls)]
    base, top = obstructions.part_box[part, 2], obstructions.part_box[part, 5]
    start, end = walls[:, :2], walls[:, 2:]
    quads = np.column_stack([start, base, end, base, end, top, start, top])
    corners = np.concatenate([quads, obstructions.corners.reshape(-1, 12)])
    counts = np.concatenate([np.full(len(walls), 4), obstructions.corner_count])
    sides = np.concatenate([np.full(len(walls), FRONT_SIDE), obstructions.face_side])
    return np.column_stack([corners, counts, sides]).astype(np.float64)


def _on_threads(
    scene: _Scene, *, by_owner: bool, progress: Callable[[int, int], None] | None
) -> tuple[list[NDArray[np.float64]], NDArray[np.int64]]:
    """Rows of all chunks of groups in order, and the number of rows of each sill."""
    groups = len(scene.group_starts) - 1
    counts = np.zeros(len(scene.sills), dtype=np.int64)
    workers = worker_threads()
    size = max(1, min(_CHUNK_GROUPS, -(-groups // (4 * workers))))
    cuts = [*range(0, groups, size), groups]

    def chunk(i: int) -> NDArray[np.float64]:
        return _chunk(scene, cuts[i], cuts[i + 1], by_owner=by_owner, counts=counts)

    work = scene.group_starts[cuts]
    done = chunks_on_threads(chunk, work, min(workers, len(cuts) - 1), progress)
    return done, counts


def _chunk(
    scene: _Scene, first: int, last: int, *, by_owner: bool, counts: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Rows of the sills of groups first..last; buffers grow as the kernel asks."""
    from sunlight.shade.sweep_kernel import sweep_groups

    part_starts, parts, most = _candidates(scene, first, last)
    starts = scene.group_starts[first : last + 1]
    low, high = int(starts[0]), int(starts[-1])
    walls = np.diff(scene.ranges[:, :2], axis=1)[parts]
    near = np.empty((most, 2), dtype=np.int64)
    near_box = np.empty((most, 6))
    breaks = np.empty(int(walls.max(initial=0)) + 8)
    pieces = np.empty((64, 4))
    rows = np.empty((2 * (high - low) + _FIRST_ROWS, 4))
    state = np.array([0, last - first, 0, _FIRST_ROWS + len(breaks), 0], np.int64)
    while state[0] < state[1]:
        cover = np.empty((int(state[3]), 4))
        if state[4] > len(rows):
            grown = np.empty((2 * int(state[4]), 4))
            grown[: state[2]] = rows[: state[2]]
            rows = grown
        sweep_groups(
            scene.sills[low:high],
            scene.owners[low:high],
            starts - low,
            scene.group_boxes[first:last],
            part_starts,
            parts,
            scene.bodies,
            scene.ranges,
            scene.faces,
            scene.trees,
            scene.tree_boxes,
            np.empty(_DEEPEST, dtype=np.int64),
            scene.gap_starts[low : high + 1],
            scene.gaps,
            scene.sun,
            scene.fast,
            by_owner,
            near,
            near_box,
            breaks,
            pieces,
            cover,
            np.empty((4 * len(cover), 4)),
            rows,
            counts[low:high],
            state,
        )
    return rows[: state[2]].copy()


def _candidates(
    scene: _Scene, first: int, last: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """Parts within reach of each group, and the most faces that one of them has."""
    box = scene.group_boxes[first:last]
    pad = CONTACT_DISTANCE + scene.reach
    sought = shapely.box(
        box[:, 0] - pad, box[:, 1] - pad, box[:, 3] + pad, box[:, 4] + pad
    )
    group, found = scene.tree.query(sought)
    order = np.lexsort((found, group))
    group, parts = group[order], scene.active[found[order]]
    starts = np.searchsorted(group, np.arange(last - first + 1)).astype(np.int64)
    others = scene.ranges[:, 3] - scene.ranges[:, 2]
    others[scene.trees[:, 0] >= 0] = 1
    faces = (1 + scene.ranges[:, 1] - scene.ranges[:, 0] + others)[parts]
    total = np.bincount(group, weights=faces, minlength=1)
    return starts, parts.astype(np.int64), int(total.max(initial=0.0))


def _in_window_order(
    chunks: list[NDArray[np.float64]],
    order: NDArray[np.int64],
    counts: NDArray[np.int64],
) -> Rows:
    """Rows of all chunks, moved from the order of work to that of the windows."""
    offsets = offsets_of(counts)
    rows = np.concatenate([np.empty((0, 4)), *chunks])
    if not len(rows):
        order = order[:0]
    size = counts[order]
    within = np.arange(len(rows)) - np.repeat(np.cumsum(size) - size, size)
    placed = np.empty_like(rows)
    placed[np.repeat(offsets[order], size) + within] = rows
    return Rows(
        offsets=offsets,
        start=placed[:, 0].copy(),
        end=placed[:, 1].copy(),
        first=placed[:, 2].astype(np.int32),
        second=placed[:, 3].astype(np.int32),
    )
