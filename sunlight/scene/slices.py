"""Some columns of receivers, some parts of obstructions, and their numbers (切片).

A slice answers as the whole does: order is kept, so that ties fall the same way, and
what is found in it carries the numbers of the whole.
"""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sunlight.errors import InputError
from sunlight.scene.obstructions import Obstructions
from sunlight.scene.receivers import Receivers

__all__ = ["ObstructionsSlice", "rows_of_columns", "take_columns", "take_parts"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ObstructionsSlice:
    """Some parts of obstructions and their numbers in the whole (遮挡体切片).

    Parameters
    ----------
    obstructions : Obstructions
        The parts taken, numbered anew in the same order.
    parts : (p,) ndarray of int64
        Number of each part in the whole, rising.
    faces : (f,) ndarray of int32
        Number of each face in the whole, rising.
    owners : (o,) ndarray of int32
        Code of each owner in the whole, rising.
    """

    obstructions: Obstructions
    parts: NDArray[np.int64]
    faces: NDArray[np.int32]
    owners: NDArray[np.int32]

    @classmethod
    def whole(cls, obstructions: Obstructions) -> Self:
        """All parts, numbered as they are."""
        return cls(
            obstructions=obstructions,
            parts=np.arange(obstructions.part_count, dtype=np.int64),
            faces=np.arange(obstructions.face_count, dtype=np.int32),
            owners=np.arange(len(obstructions.owner_names), dtype=np.int32),
        )

    def whole_faces(self, faces: NDArray[np.int32]) -> NDArray[np.int32]:
        """Numbers in the whole of faces of the slice; negative codes are kept."""
        return _renumbered(faces, self.faces)

    def face_owners(self, faces: NDArray[np.int32]) -> NDArray[np.int32]:
        """Codes in the whole of the owners of the slice's faces; negative ones stay."""
        owners = self.obstructions.part_owner[self.obstructions.face_part]
        return self.whole_owners(_renumbered(faces, owners))

    def whole_owners(self, owners: NDArray[np.int32]) -> NDArray[np.int32]:
        """Codes in the whole of owners of the slice; negative codes are kept."""
        return _renumbered(owners, self.owners)


def _renumbered(
    codes: NDArray[np.int32], numbers: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Number behind each code; negative ones are handed through."""
    table = np.append(numbers, np.int32(0))
    found: NDArray[np.int32] = np.where(codes < 0, codes, table[np.maximum(codes, 0)])
    return found.astype(np.int32)


def take_parts(obstructions: Obstructions, parts: ArrayLike) -> ObstructionsSlice:
    """Some parts of obstructions, those they stand on among them (遮挡体切片).

    A part that stands wholly on another hides its underside; so the ones below come
    along, and the slice shades as its parts do in the whole.

    Parameters
    ----------
    obstructions : Obstructions
        The whole.
    parts : (n,) array-like of int
        Numbers of the parts, in any order.

    Returns
    -------
    ObstructionsSlice
        Parts, faces and owners in the order of the whole.

    Raises
    ------
    InputError
        If a number is none of a part.
    """
    wanted = _part_numbers(obstructions, parts)
    while True:  # a tower of parts is as many rounds tall
        below = obstructions.part_support[wanted]
        more = np.union1d(wanted, below[below >= 0])
        if len(more) == len(wanted):
            break
        wanted = more
    walls, wall_offsets = _runs(obstructions.wall_offsets, wanted)
    faces, face_offsets = _runs(obstructions.face_offsets, wanted)
    owner, spares = obstructions.part_owner[wanted], obstructions.part_spares[wanted]
    owners = np.unique(np.concatenate([owner, spares[spares >= 0]]))
    support = obstructions.part_support[wanted]
    taken = Obstructions(
        owner_names=tuple(obstructions.owner_names[code] for code in owners),
        part_owner=_rank(owners, owner).astype(np.int32),
        part_spares=_rank(owners, spares).astype(np.int32),
        part_active=obstructions.part_active[wanted],
        part_box=obstructions.part_box[wanted],
        part_support=_rank(wanted, support),
        wall_offsets=wall_offsets,
        face_offsets=face_offsets,
        walls=obstructions.walls[walls],
        wall_next=_rank(walls, obstructions.wall_next[walls]),
        corners=obstructions.corners[faces],
        corner_count=obstructions.corner_count[faces],
        face_side=obstructions.face_side[faces],
    )
    numbers = np.concatenate([walls, faces + len(obstructions.walls)])
    return ObstructionsSlice(
        obstructions=taken,
        parts=wanted,
        faces=numbers.astype(np.int32),
        owners=owners.astype(np.int32),
    )


def _part_numbers(obstructions: Obstructions, parts: ArrayLike) -> NDArray[np.int64]:
    """Numbers of parts, sorted, each once."""
    given = np.asarray(parts)
    if given.size == 0:
        return np.empty(0, dtype=np.int64)
    if given.ndim != 1 or given.dtype.kind not in "iu":
        raise InputError(
            f"expected a flat array of part numbers, got {given.dtype}{given.shape}",
            where="parts",
        )
    wrong = np.flatnonzero((given < 0) | (given >= obstructions.part_count))
    if len(wrong):
        found = int(given[wrong[0]])
        raise InputError(
            f"{found} is no part: there are parts 0 to {obstructions.part_count - 1}",
            where=f"parts[{wrong[0]}]",
            value=found,
        )
    return np.unique(given).astype(np.int64)


def _runs(
    offsets: NDArray[np.int64], parts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Elements of some parts, and their new offsets."""
    counts = (offsets[1:] - offsets[:-1])[parts]
    new = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    elements = np.arange(new[-1]) + np.repeat(offsets[parts] - new[:-1], counts)
    return elements.astype(np.int64), new


def _rank(
    numbers: NDArray[np.integer[Any]], wanted: NDArray[np.integer[Any]]
) -> NDArray[np.int64]:
    """Place of each wanted number among sorted ones; -1 stays."""
    place = np.searchsorted(numbers, wanted).astype(np.int64)
    ranks: NDArray[np.int64] = np.where(wanted < 0, -1, place)
    return ranks


def take_columns(receivers: Receivers, columns: NDArray[np.int64]) -> Receivers:
    """Some columns of receivers, their numbers bit for bit (受影点切片).

    Parameters
    ----------
    receivers : Receivers
        The whole.
    columns : (c,) ndarray of int64
        Which, in the order wanted.
    """
    rows, offsets = _runs(receivers.offsets, columns)
    owner = receivers.owner[columns]
    owners = np.unique(owner[owner >= 0])
    return Receivers(
        xy=receivers.xy[columns],
        offsets=offsets,
        z=receivers.z[rows],
        normals=receivers.normals[columns],
        owner=_rank(owners, owner).astype(np.int32),
        owner_names=tuple(receivers.owner_names[code] for code in owners),
    )


def rows_of_columns(
    receivers: Receivers, columns: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Numbers of the receivers that stand in some columns, (r,) (受影点编号).

    Parameters
    ----------
    receivers : Receivers
        The whole.
    columns : (c,) ndarray of int64
        Which, in the order wanted.
    """
    return _runs(receivers.offsets, columns)[0]
