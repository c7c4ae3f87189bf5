"""Repeated runs (增量计算): change one building, compute what it can shade.

The parts of two scenes are told apart by what they are: owner, whom they spare, and
every coordinate. Only receivers that a part gone, new or changed can shade are computed
anew; the rows of all others are copied, with the faces renumbered. The result is that
of a run in full, to the last bit.

Where two faces make a limit at one moment, the one earlier in the list names it. So a
part that changes places with others in the list counts as changed: as few as possible
of them do, and adding and removing parts moves none.
"""

import hashlib
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.intervals import Intervals
from sunlight.intervals.columns import row_of
from sunlight.scene import Obstructions, Receivers
from sunlight.shade.lit import lit_intervals
from sunlight.shade.run import Progress
from sunlight.shade.states import redone, resting
from sunlight.shade.touched import touched
from sunlight.solar import SunPath

__all__ = ["LitRun", "lit_run", "relit"]

_DIGESTS: Final = "digests of the parts"
"""What they are remembered by in ``Obstructions.memo``."""
_GONE: Final = np.iinfo(np.int32).min
"""Number of a face that is no longer there."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LitRun:
    """Lit intervals with all that they follow from (一次计算).

    Parameters
    ----------
    receivers : Receivers, (r,)
        Points.
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day.
    lit : Intervals, (r,)
        What :func:`~sunlight.shade.lit_intervals` gives for them.
    recomputed : int
        How many receivers were computed; the rows of the others were copied.
    """

    receivers: Receivers
    obstructions: Obstructions
    path: SunPath
    lit: Intervals
    recomputed: int


def lit_run(
    receivers: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> LitRun:
    """Lit intervals as a run that :func:`relit` goes on from (首次计算).

    Parameters
    ----------
    receivers, obstructions, path, progress
        As in :func:`~sunlight.shade.lit_intervals`.

    Returns
    -------
    LitRun
        All receivers are computed.
    """
    return LitRun(
        receivers=receivers,
        obstructions=obstructions,
        path=path,
        lit=lit_intervals(receivers, obstructions, path, progress=progress),
        recomputed=len(receivers),
    )


def relit(
    previous: LitRun, obstructions: Obstructions, *, progress: Progress | None = None
) -> LitRun:
    """Lit intervals of the same receivers and day in a changed scene (增量计算).

    Parts are found again by their owner and geometry, wherever they stand in the list.
    Other receivers or another day are another run: call :func:`lit_run`.

    Parameters
    ----------
    previous : LitRun
        An earlier run, of :func:`lit_run` or of this function.
    obstructions : Obstructions
        What may stand before the sun now, all of it.
    progress : callable, optional
        Told how many receivers are done; those not computed are from the beginning.

    Returns
    -------
    LitRun
        Its intervals equal those of :func:`~sunlight.shade.lit_intervals` with
        `obstructions` to the last bit, faces included; it says how many receivers were
        computed.

    Raises
    ------
    InputError
        If `previous` is no run or `obstructions` are none.

    Examples
    --------
    >>> import shapely
    >>> from sunlight.scene import Prism
    >>> from sunlight.solar import sun_path
    >>> windows = Receivers.from_points([[0, 0, 1], [500, 0, 1]], [[0, -1, 0]] * 2)
    >>> def slab(top):
    ...     outline = shapely.box(-9, -40, 9, -30)
    ...     return Obstructions.from_prisms([Prism("1#", outline, 0, top)])
    >>> run = lit_run(windows, slab(9), sun_path("大寒", latitude=38.42))
    >>> relit(run, slab(90)).recomputed
    1
    """
    if not isinstance(previous, LitRun):
        raise InputError(
            f"expected a LitRun, got {type(previous).__name__}; lit_run(receivers, "
            "obstructions, path) makes the first one",
            where="previous",
        )
    if not isinstance(obstructions, Obstructions):
        raise InputError(
            f"expected Obstructions, got {type(obstructions).__name__}",
            where="obstructions",
        )
    old, receivers, path = previous.obstructions, previous.receivers, previous.path
    kept_old, kept_new = _kept_parts(old, obstructions)
    boxes = np.concatenate(
        [
            old.part_box[_without(old, kept_old)],
            obstructions.part_box[_without(obstructions, kept_new)],
        ]
    )
    numbers = _new_numbers(old, kept_old, obstructions, kept_new)
    lit = _renumbered(previous.lit, numbers)
    again = touched(receivers, boxes, path)
    # limits that a part made which is gone cannot stand, however far it is
    again |= _columns_of_gone(lit, receivers)
    columns = np.flatnonzero(again)
    lit = redone(
        lit,
        receivers,
        columns,
        lambda some, told: lit_intervals(some, obstructions, path, progress=told),
        progress,
    )
    return LitRun(
        receivers=receivers,
        obstructions=obstructions,
        path=path,
        lit=lit,
        recomputed=len(receivers.rows_of(columns)),
    )


def _kept_parts(
    old: Obstructions, new: Obstructions
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Parts that shade in both scenes and are the same, rising in both, (n,) each."""
    places: dict[tuple[bytes, int], int] = {}
    seen: dict[bytes, int] = {}
    for part, key in _contents(old).items():
        seen[key] = seen.get(key, 0) + 1
        places[key, seen[key]] = part
    pairs: list[tuple[int, int]] = []
    seen = {}
    for part, key in _contents(new).items():
        seen[key] = seen.get(key, 0) + 1
        before = places.get((key, seen[key]))
        if before is not None:
            pairs.append((before, part))
    found = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    found = found[_longest_rise(found[:, 0])]
    return found[:, 0], found[:, 1]


def _contents(scene: Obstructions) -> dict[int, bytes]:
    """What makes each shading part what it is: a digest, and what it rests on."""
    if _DIGESTS not in scene.memo:
        scene.memo[_DIGESTS] = _digests(scene)
    digests: list[bytes] = scene.memo[_DIGESTS]
    under = scene.part_support
    rests = resting(scene)
    on_own = rests & (scene.part_owner[under] == scene.part_owner)
    on_body = rests & (scene.part_spares[under] < 0)
    stands = (rests + 2 * on_own + 4 * on_body).astype(np.uint8)
    return {
        part: digests[part] + stands[part].tobytes()
        for part in np.flatnonzero(scene.part_active).tolist()
    }


def _digests(scene: Obstructions) -> list[bytes]:
    """Digest of owner, spared owner and all coordinates of each part."""
    names = [*(name.encode() + b"\0" for name in scene.owner_names), b"\0"]
    sizes = np.diff(scene.wall_offsets), np.diff(scene.face_offsets)
    tables = [
        (_bytes(values), offsets.tolist())
        for values, offsets in (
            (np.column_stack(sizes), np.arange(scene.part_count + 1)),
            (scene.part_box, np.arange(scene.part_count + 1)),
            (scene.walls, scene.wall_offsets),
            (_wall_order(scene), scene.wall_offsets),
            (scene.corners, scene.face_offsets),
            (scene.corner_count, scene.face_offsets),
            (scene.face_side, scene.face_offsets),
        )
    ]
    found = []
    owners = zip(scene.part_owner.tolist(), scene.part_spares.tolist(), strict=True)
    for part, (owner, spared) in enumerate(owners):
        digest = hashlib.blake2b(names[owner] + names[spared])
        for (values, size), offsets in tables:
            digest.update(values[offsets[part] * size : offsets[part + 1] * size])
        found.append(digest.digest())
    return found


def _wall_order(scene: Obstructions) -> NDArray[np.int64]:
    """Which wall of its part follows each wall, (w,)."""
    first = np.repeat(scene.wall_offsets[:-1], np.diff(scene.wall_offsets))
    following: NDArray[np.int64] = scene.wall_next - first
    return following


def _bytes(values: NDArray[Any]) -> tuple[memoryview, int]:
    """An array as bytes, and how many of them make a row."""
    flat = np.ascontiguousarray(values)
    size = int(flat.itemsize * np.prod(flat.shape[1:], dtype=np.int64))
    return flat.reshape(-1).view(np.uint8).data, size


def _longest_rise(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places of a longest rising part of a sequence, rising, (n,)."""
    ends: list[int] = []  # least last value of a rise of each length
    last: list[int] = []  # its place
    before = np.full(len(values), -1, dtype=np.int64)
    for place, value in enumerate(values.tolist()):
        length = bisect_left(ends, value)
        if length == len(ends):
            ends.append(value)
            last.append(place)
        else:
            ends[length], last[length] = value, place
        before[place] = last[length - 1] if length else -1
    rise = []
    place = last[-1] if last else -1
    while place >= 0:
        rise.append(place)
        place = int(before[place])
    return np.array(rise[::-1], dtype=np.int64)


def _without(scene: Obstructions, kept: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which parts shade and are not among those kept, (p,)."""
    rest = scene.part_active.copy()
    rest[kept] = False
    return rest


def _new_numbers(
    old: Obstructions,
    kept_old: NDArray[np.int64],
    new: Obstructions,
    kept_new: NDArray[np.int64],
) -> NDArray[np.int32]:
    """New number of every old face, (faces,); `_GONE` for none."""
    numbers = np.full(old.face_count, _GONE, dtype=np.int32)
    for before, after, first_old, first_new in (
        (old.wall_offsets, new.wall_offsets, 0, 0),
        (old.face_offsets, new.face_offsets, len(old.walls), len(new.walls)),
    ):
        counts = np.diff(before)[kept_old]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        places = first_old + np.repeat(before[kept_old], counts) + within
        numbers[places] = first_new + np.repeat(after[kept_new], counts) + within
    return numbers


def _renumbered(lit: Intervals, numbers: NDArray[np.int32]) -> Intervals:
    """Intervals whose faces bear their new numbers."""

    def renumbered(faces: NDArray[np.int32]) -> NDArray[np.int32]:
        found = faces.copy()
        made = faces >= 0
        found[made] = numbers[faces[made]]
        return found

    if np.array_equal(numbers, np.arange(len(numbers))):
        return lit
    return Intervals._trusted(
        lit.offsets,
        lit.start,
        lit.end,
        renumbered(lit.start_face),
        renumbered(lit.end_face),
        lit.start_side,
        lit.end_side,
    )


def _columns_of_gone(lit: Intervals, receivers: Receivers) -> NDArray[np.bool_]:
    """Columns with a limit that a face made which is gone, (c,)."""
    gone = (lit.start_face == _GONE) | (lit.end_face == _GONE)
    columns = np.zeros(len(receivers.xy), dtype=np.bool_)
    if gone.any():
        row = row_of(lit.offsets)[gone]
        columns[np.searchsorted(receivers.offsets, row, side="right") - 1] = True
    return columns
