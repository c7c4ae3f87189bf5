"""The kernel over groups of receivers on threads (多线程计算)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sunlight.scene import Obstructions, Receivers
from sunlight.scene.meshes import FRONT_SIDE
from sunlight.scene.trees import face_trees
from sunlight.shade.grouping import column_groups, group_boxes, part_grid
from sunlight.shade.stacking import stacked
from sunlight.shade.sun import sun_array
from sunlight.shade.threads import chunks_on_threads, worker_threads
from sunlight.solar import SunPath

__all__ = ["Progress", "Rows", "shaded_rows"]

Progress = Callable[[int, int], None]
"""Called now and then with the number of receivers done and their total."""

_FIRST_CAPACITY = 512  # faces near a group that buffers hold at first
_CHUNKS_PER_THREAD = 8
_POINTS_PER_THREAD = 4096  # fewer points are done before a thread has started


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """What the kernel found, in the order of the receivers (结果行).

    Parameters
    ----------
    offsets : (r + 1,) ndarray of int64
        Where the rows of each receiver begin.
    start, end : (k,) ndarray of float64
        Ends of each row. [min, true solar time]
    first, second : (k,) ndarray of int32
        Faces at the two ends; asked for by owner, the owner in both.
    """

    offsets: NDArray[np.int64]
    start: NDArray[np.float64]
    end: NDArray[np.float64]
    first: NDArray[np.int32]
    second: NDArray[np.int32]


def shaded_rows(
    receivers: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    *,
    by_owner: bool,
    progress: Progress | None = None,
) -> Rows:
    """Lit gaps of each receiver, or shaded rows by owner (受照或遮挡时段).

    Parameters
    ----------
    receivers : Receivers, (r,)
        Points.
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day.
    by_owner : bool
        Shaded rows of every owner instead of lit gaps.
    progress : callable, optional
        Told how many receivers are done and how many there are.

    Returns
    -------
    Rows
        In the order of `receivers`.
    """
    if len(receivers) == len(receivers.xy) and not by_owner:
        columns = stacked(receivers)
        if columns is not None:
            rows = shaded_rows(
                columns.receivers, obstructions, path, by_owner=False, progress=progress
            )
            return _taken(rows, columns.place)
    r = len(receivers)
    lengths = np.zeros(r, dtype=np.int64)
    order, groups = column_groups(receivers.xy, loose=r == len(receivers.xy))
    if r == 0:
        return _placed(
            receivers, order, groups, np.zeros(1, dtype=np.int64), lengths, [], 1
        )
    fast = path.azimuth_increases
    owners, bodies, number = _scene_arrays(
        receivers, obstructions, fast=fast, by_owner=by_owner
    )
    workers = min(worker_threads(), 1 + r // _POINTS_PER_THREAD)
    per_group = np.add.reduceat(np.diff(receivers.offsets)[order], groups[:-1])
    work = np.concatenate([[0], np.cumsum(per_group)])
    wanted = _CHUNKS_PER_THREAD * workers if workers > 1 else 1
    cuts = np.unique(np.searchsorted(work, np.linspace(0, r, wanted + 1)))
    cuts[0], cuts[-1] = 0, len(groups) - 1
    scene = (
        order,
        groups,
        group_boxes(receivers, order, groups),
        receivers.xy,
        receivers.normals,
        owners,
        receivers.offsets,
        receivers.z,
        sun_array(path),
        fast,
        *part_grid(obstructions.part_box, obstructions.part_active),
        *bodies,
        by_owner,
    )

    def chunk(i: int) -> NDArray[np.float64]:
        first, last = int(cuts[i]), int(cuts[i + 1])
        points = int(work[last] - work[first])
        return _shade_chunk(scene, len(bodies[0]), first, last, points, lengths)

    parts = chunks_on_threads(chunk, work[cuts], workers, progress)
    rows = _placed(receivers, order, groups, cuts, lengths, parts, workers)
    if not (by_owner or fast):
        for faces in (rows.first, rows.second):
            other = faces >= len(obstructions.walls)
            faces[other] = number[faces[other] - len(obstructions.walls)]
    return rows


def _taken(rows: Rows, place: NDArray[np.int64]) -> Rows:
    """Rows of receivers in another order, that at ``place[i]`` for receiver i."""
    size = np.diff(rows.offsets)[place]
    offsets = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
    at = np.repeat(rows.offsets[place] - offsets[:-1], size) + np.arange(offsets[-1])
    return Rows(
        offsets=offsets,
        start=rows.start[at],
        end=rows.end[at],
        first=rows.first[at],
        second=rows.second[at],
    )


def _placed(
    receivers: Receivers,
    order: NDArray[np.int64],
    groups: NDArray[np.int64],
    cuts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    parts: list[NDArray[np.float64]],
    workers: int,
) -> Rows:
    """Rows of all chunks in the order of the receivers."""
    from sunlight.shade.kernel import place_rows

    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    count = int(offsets[-1])
    rows = Rows(
        offsets=offsets,
        start=np.empty(count),
        end=np.empty(count),
        first=np.empty(count, dtype=np.int32),
        second=np.empty(count, dtype=np.int32),
    )

    def place(i: int) -> None:
        place_rows(
            order,
            groups,
            receivers.offsets,
            int(cuts[i]),
            int(cuts[i + 1]),
            parts[i],
            offsets,
            rows.start,
            rows.end,
            rows.first,
            rows.second,
        )

    chunks_on_threads(place, np.arange(len(parts) + 1), workers, None)
    return rows


def _scene_arrays(
    receivers: Receivers, obstructions: Obstructions, *, fast: bool, by_owner: bool
) -> tuple[NDArray[np.int32], tuple[Any, ...], NDArray[np.int64]]:
    """Owner codes of the columns, arrays of the bodies, numbers of the faces."""
    code = {name: i for i, name in enumerate(obstructions.owner_names)}
    recode = np.array(
        [code.get(name, -1) for name in receivers.owner_names] + [-1], dtype=np.int32
    )
    owners = recode[receivers.owner]
    bodies = np.column_stack(
        [
            obstructions.part_box,
            obstructions.part_owner,
            obstructions.part_spares,
            obstructions.wall_offsets[:-1],
            obstructions.wall_offsets[1:],
            _hidden_undersides(obstructions, by_owner=by_owner),
        ]
    ).astype(np.float64)
    key = "faces" if fast else "walls and faces"
    if key not in obstructions.memo:
        obstructions.memo[key] = _face_arrays(obstructions, fast=fast)
    faces, ranges, number, trees, boxes = obstructions.memo[key]
    return (
        owners,
        (
            bodies,
            ranges,
            obstructions.walls,
            obstructions.wall_next,
            faces,
            trees,
            boxes,
        ),
        number,
    )


def _face_arrays(obstructions: Obstructions, *, fast: bool) -> tuple[Any, ...]:
    """Faces (f, 17), their ranges by part, their numbers, their trees and boxes."""
    faces = np.column_stack(
        [
            obstructions.corners.reshape(-1, 12),
            obstructions.corner_count,
            obstructions.face_side,
            _unit_normals(obstructions.corners),
        ]
    ).astype(np.float64)
    ranges = np.column_stack(
        [obstructions.face_offsets[:-1], obstructions.face_offsets[1:]]
    )
    number = np.arange(obstructions.face_count)[len(obstructions.walls) :]
    if not fast:
        faces, ranges, number = _walls_as_faces(obstructions, faces)
    offsets = np.append(ranges[:, 0], len(faces))
    trees, boxes = face_trees(faces[:, :12].reshape(-1, 4, 3), offsets)
    return faces, ranges, number, trees, boxes


def _unit_normals(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unit normals of faces by their first three corners, (f, 3)."""
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(normal, axis=1)
    units: NDArray[np.float64] = normal / np.where(length > 0.0, length, 1.0)[:, None]
    return units


def _hidden_undersides(
    obstructions: Obstructions, *, by_owner: bool
) -> NDArray[np.bool_]:
    """Parts that stand wholly on another one, through which every ray from below comes.

    Asked for by owner, the other one has to be of the same owner.
    """
    under = obstructions.part_support
    hidden: NDArray[np.bool_] = (
        (under >= 0)
        & obstructions.part_active[under]
        & (obstructions.part_spares[under] < 0)
    )
    if by_owner:
        hidden &= obstructions.part_owner[under] == obstructions.part_owner
    return hidden


def _walls_as_faces(
    obstructions: Obstructions, faces: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Walls among the other faces, for suns whose azimuth does not grow steadily.

    Returns faces (f, 17), ranges of the parts (p, 2) and the number of each face.
    """
    walls = obstructions.walls
    part = obstructions.face_part
    base = obstructions.part_box[part[: len(walls)], 2]
    top = obstructions.part_box[part[: len(walls)], 5]
    start, end = walls[:, :2], walls[:, 2:]
    quads = np.column_stack(
        [start, base, end, base, end, top, start, top, np.full(len(walls), 4.0)]
    )
    normals = _unit_normals(quads[:, :12].reshape(-1, 4, 3))
    quads = np.column_stack([quads, np.full(len(walls), float(FRONT_SIDE)), normals])
    number = np.argsort(part, kind="stable")
    ends = np.searchsorted(part[number], np.arange(obstructions.part_count + 1))
    ranges = np.column_stack([ends[:-1], ends[1:]]).astype(np.int64)
    return np.concatenate([quads, faces])[number], ranges, number


def _shade_chunk(
    scene: tuple[Any, ...],
    part_count: int,
    first: int,
    last: int,
    points: int,
    lengths: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Rows of groups first..last; buffers grow as the kernel asks.

    The number of rows of each receiver is written to `lengths`.
    """
    from sunlight.shade.kernel import shade_groups

    near = np.empty(part_count, dtype=np.int64)
    stamp = np.full(part_count, -1, dtype=np.int64)
    rows = np.empty((2 * points + 64, 4))
    state = np.zeros(9, dtype=np.int64)
    state[:5] = first, last, 0, _FIRST_CAPACITY, 0
    while state[0] < last:
        capacity = int(state[3])
        buffers = (
            np.empty((capacity, 13)),
            np.empty((4 * capacity, 6)),
            np.empty((2 * capacity, 2), dtype=np.int64),
            np.empty((12 * capacity, 4)),
            np.empty((12 * capacity, 4)),
        )
        while state[0] < last and state[3] <= capacity:
            if state[4] > len(rows):
                grown = np.empty((2 * int(state[4]), 4))
                grown[: state[2]] = rows[: state[2]]
                rows = grown
            shade_groups(*scene, near, stamp, *buffers, rows, lengths, state)
            stamp[:] = -1
    return rows[: state[2]]
