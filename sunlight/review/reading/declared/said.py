"""One statement of a report, with its place (一项自述)."""

from dataclasses import dataclass

__all__ = ["Said"]


@dataclass(frozen=True, slots=True)
class Said:
    """One statement (一项自述).

    Parameters
    ----------
    field : str
        Field of the declaration; ``client.name`` and the like for parties.
    value : object
        Its value.
    place : str
        Where it was read, in words.
    """

    field: str
    value: object
    place: str
