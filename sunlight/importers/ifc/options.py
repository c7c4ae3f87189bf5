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


class IfcOptions(ReaderOptions):
    """What an IFC model cannot say, or says in words of its own (IFC 读取选项)."""

    rooms: dict[str, RoomKindField] = Field(default_factory=dict)
    """Kind of rooms by number, name or GlobalId, wildcards allowed: {"A10?" = "bedroom"}."""
    zone_pattern: Pattern = ""
    """Regular expression: zones whose name or type it finds are dwellings, no others."""
    dwelling_pattern: Pattern = ""
    """Regular expression on the room number whose first group names the dwelling."""
    dwellings: dict[str, str] = Field(default_factory=dict)
    """Dwelling of rooms by number, name or GlobalId, wildcards allowed: {"A*" = "A"}."""
    dwellings_file: str = ""
    """Table beside the model, .csv or .toml, that adds to `dwellings`."""
    one_dwelling: bool = False
    """The rooms of a building that no zone, table or rule names are one dwelling."""
    floors: dict[str, int] = Field(default_factory=dict)
    """Storey number by storey name or GlobalId, 1 = first above ground, -1 = basement."""
