"""What speaks for one rule against another, the minutes aside (旁证).

Heights of sills, households and rooms as printed, and rows matched by hand. A rule is
dropped only where another agrees clearly better; single rows never decide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.words import ROOM_WORDS
from sunlight.model.project import Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.review.matching.candidates import Candidate
from sunlight.review.matching.labels import plain
from sunlight.review.matching.rows import PrintedWindows
from sunlight.review.records.submission import SubmittedWindows

__all__ = ["RoomTexts", "room_texts", "supported"]

_SILL_NOISE_M: Final = 0.051
"""Heights are printed to 0.1 m at worst."""
_LEAST_SILL_M: Final = 0.9
_LEAST_ROWS: Final = 3
_LEAST_AGREEING: Final = 0.9
"""Evidence that even the best rule does not share so far says nothing."""
_MARGIN: Final = 0.02


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoomTexts:
    """Names and kinds of rooms by window (窗所属房间).

    Parameters
    ----------
    household : (w,) ndarray of int64
        Household, -1 for none.
    kind : (w,) ndarray of int64
        Code of the kind of room, -1 for none.
    name : (w,) ndarray of int64
        Code of the plain name of the room, -1 for none.
    names : mapping of str to int
        Codes by plain name.
    """

    household: NDArray[np.int64]
    kind: NDArray[np.int64]
    name: NDArray[np.int64]
    names: Mapping[str, int]


def room_texts(project: Project) -> RoomTexts:
    """Names and kinds of rooms by window (窗所属房间).

    Parameters
    ----------
    project : Project
        The model.
    """
    windows, rooms = project.windows, project.rooms
    names: dict[str, int] = {}
    codes = [
        names.setdefault(plain(str(room)).rpartition("/")[2], len(names))
        for room in rooms.id.tolist()
    ]
    there = windows.room >= 0

    def of(values: NDArray[np.int64]) -> NDArray[np.int64]:
        found = np.full(len(windows), -1, dtype=np.int64)
        found[there] = values[windows.room[there]]
        return found

    return RoomTexts(
        household=of(rooms.household.astype(np.int64)),
        kind=of(rooms.kind.astype(np.int64)),
        name=of(np.array(codes, dtype=np.int64)),
        names=names,
    )


def supported(
    found: Sequence[Candidate],
    printed: PrintedWindows,
    submitted: SubmittedWindows,
    project: Project,
    rooms: RoomTexts,
    households: NDArray[np.int64],
    given: NDArray[np.int64],
) -> tuple[Candidate, ...]:
    """Rules that the other columns of the table do not speak against (旁证筛选).

    Parameters
    ----------
    found : sequence of Candidate
        Rules.
    printed : PrintedWindows
        Printed windows of the building.
    submitted : SubmittedWindows
        All rows.
    project : Project
        The model.
    rooms : RoomTexts
        Rooms by window.
    households : (n,) ndarray of int64
        Household of the model that each row names, -1 for none.
    given : (e,) ndarray of int64
        Windows matched by hand, -1 for none.
    """
    if not found:
        return ()
    by_hand = given >= 0
    left = [c for c in found if (c.windows[by_hand] == given[by_hand]).all()]
    left = _kept(left, *_sills(left, printed, submitted, project))
    left = _kept(left, *_same(left, households[printed.first], rooms.household))
    name, kind = _rooms(printed, submitted, rooms)
    left = _kept(left, *_same(left, name, rooms.name))
    left = _kept(left, *_same(left, kind, rooms.kind))
    return tuple(left)


def _kept(
    left: list[Candidate], wrong: NDArray[np.int64], known: int
) -> list[Candidate]:
    """Rules near the best one by a piece of evidence."""
    if len(left) < 2 or known < _LEAST_ROWS or len(wrong) != len(left):
        return left
    best = int(wrong.min())
    if best > (1.0 - _LEAST_AGREEING) * known:
        return left
    most = best + max(1.0, _MARGIN * known)
    return [c for c, n in zip(left, wrong.tolist(), strict=True) if n <= most]


def _sills(
    left: Sequence[Candidate],
    printed: PrintedWindows,
    submitted: SubmittedWindows,
    project: Project,
) -> tuple[NDArray[np.int64], int]:
    """How many heights of sills each rule contradicts, and how many there are."""
    sill = submitted.sill_height[printed.first]
    known = np.isfinite(sill)
    if known.sum() < _LEAST_ROWS:
        return np.zeros(len(left), dtype=np.int64), 0
    model = project.windows.sill_height
    wrong = []
    for candidate in left:
        real = model[np.maximum(candidate.windows, 0)]
        off = np.minimum(
            np.abs(sill - real), np.abs(sill - np.maximum(real, _LEAST_SILL_M))
        )
        wrong.append(
            int((known & (candidate.windows >= 0) & (off > _SILL_NOISE_M)).sum())
        )
    return np.array(wrong, dtype=np.int64), int(known.sum())


def _same(
    left: Sequence[Candidate],
    said: NDArray[np.int64],
    model: NDArray[np.int64],
) -> tuple[NDArray[np.int64], int]:
    """How many codes each rule contradicts, and how many are said."""
    known = said >= 0
    if known.sum() < _LEAST_ROWS:
        return np.zeros(len(left), dtype=np.int64), 0
    wrong = [
        int(
            (known & (c.windows >= 0) & (model[np.maximum(c.windows, 0)] != said)).sum()
        )
        for c in left
    ]
    return np.array(wrong, dtype=np.int64), int(known.sum())


def _rooms(
    printed: PrintedWindows, submitted: SubmittedWindows, rooms: RoomTexts
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Codes of the names of rooms as printed, and of their kinds."""
    texts = [plain(text) for text in submitted.room[printed.first].tolist()]
    name = [rooms.names.get(text, -1) if text else -1 for text in texts]
    kinds = {text: _kind(text) for text in set(texts)}
    kind = [kinds[text] for text in texts]
    return np.array(name, dtype=np.int64), np.array(kind, dtype=np.int64)


def _kind(text: str) -> int:
    """Code of the kind of room that a text names, -1 for none."""
    for word, kind in ROOM_WORDS.items():
        if text and word == text.rpartition("/")[2]:
            return ROOM_KINDS.index(kind)
    return -1
