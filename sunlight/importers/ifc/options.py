"""Options of the reader of IFC models (IFC 读取选项)."""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from sunlight.importers.reader_options import ReaderOptions
from sunlight.importers.words import RoomKindField

__all__ = ["IfcOptions"]

LONGEST_PATTERN: Final = 200
"""Longer regular expressions are no naming rule. [characters]"""


def _compiled(pattern: str) -> str:
    """The pattern itself, if it is a regular expression."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise PydanticCustomError(
            "pattern",
            "{value} is no regular expression: {reason}; such as ^([A-Z]) for the "
            "letter before the room number",
            {"value": repr(pattern), "reason": str(error)},
        ) from error
    return pattern


Pattern = Annotated[str, Field(max_length=LONGEST_PATTERN), AfterValidator(_compiled)]


def _not_zero(floor: int) -> int:
    """A storey number, if there is such a storey."""
    if floor == 0:
        raise PydanticCustomError(
            "floor", "no storey has number 0: 1 is the first above ground, -1 below it"
        )
    return floor


Floor = Annotated[int, Field(ge=-99, le=999), AfterValidator(_not_zero)]


class IfcOptions(ReaderOptions):
    """What an IFC model cannot say, or says in words of its own (IFC 读取选项)."""

    rooms: dict[str, RoomKindField] = Field(default_factory=dict)
    """Kind of rooms by number, name or GlobalId, or a pattern: {"A10?" = "bedroom"}."""
    zone_pattern: Pattern = ""
    """Regular expression: zones whose name or type it fits are dwellings, no others."""
    dwelling_pattern: Pattern = ""
    """Regular expression on the room number whose first group names the dwelling."""
    dwellings: dict[str, str] = Field(default_factory=dict)
    """Dwelling of rooms by number, name or GlobalId, or a pattern: {"A*" = "A"}."""
    dwellings_file: str = ""
    """Table beside the model, .csv or .toml, that adds to `dwellings`."""
    one_dwelling: bool = False
    """The rooms of a building that no zone, table or rule names are one dwelling."""
    floors: dict[str, Floor] = Field(default_factory=dict)
    """Number of storeys by name or GlobalId, 1 = first above ground, -1 = basement."""
    glazed_doors: tuple[str, ...] = ()
    """Doors measured as windows, by name, pattern or GlobalId: ["Terrassent*"]."""
