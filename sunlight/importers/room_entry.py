"""Rooms as the project file writes them (户室写法): ``01/书房:bedroom``."""

from dataclasses import dataclass
from typing import Final

from sunlight.errors import InputError
from sunlight.importers.words import ROOM_WORDS, near
from sunlight.kinds import RoomKind

__all__ = ["RoomEntry", "room_entry"]

_HALF_WIDTH: Final = str.maketrans({"\uff1a": ":", "\uff0f": "/"})
"""Full-width colon and solidus, which Chinese keyboards give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomEntry:
    """Room and household of a window as written (户室).

    Parameters
    ----------
    number : str
        Number of the household on its storey; empty if none.
    household_id : str
        Whole id of the household, if it does not follow from storey and number.
    name : str
        Name of the room in its household and storey.
    kind : RoomKind
        Kind of the room.
    """

    number: str = ""
    household_id: str = ""
    name: str
    kind: RoomKind


def room_entry(
    entry: str, *, number: str = "", household_id: str = ""
) -> RoomEntry | None:
    """Room and household that a short text means (房间), None for ``-`` (none).

    Parameters
    ----------
    entry : str
        ``household/kind``, ``household/name:kind``, ``kind``, ``name:kind`` or ``-``.
    number, household_id : str
        Household that stands beside the text, if any.

    Returns
    -------
    RoomEntry or None
        What it says.

    Raises
    ------
    InputError
        If the kind is not known, or the household is named twice or without room.

    Examples
    --------
    >>> room_entry("01/书房:bedroom").kind
    <RoomKind.BEDROOM: 'bedroom'>
    """
    text = entry.translate(_HALF_WIDTH).strip()
    if text == "-":
        return None
    if not text:
        if number or household_id:
            raise InputError(
                "a window of a household belongs to a room; give one, such as bedroom",
                value=entry,
            )
        return None
    before, slash, room = text.rpartition("/")
    if slash and (number or household_id):
        raise InputError(
            f"{entry!r} names a household, and so does the field beside it; keep one",
            value=entry,
        )
    name, colon, word = room.rpartition(":")
    kind = ROOM_WORDS.get(word.strip())
    if kind is None or (slash and not before.strip()) or (colon and not name.strip()):
        raise InputError(
            f"{entry!r} is no room{near(word, ROOM_WORDS)}; write kind, name:kind, "
            "household/kind or household/name:kind, where kind is one of "
            f"{', '.join(ROOM_WORDS)}",
            value=entry,
        )
    return RoomEntry(
        number=before.strip() or number,
        household_id=household_id,
        name=name.strip() or word.strip(),
        kind=kind,
    )
