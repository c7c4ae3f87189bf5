"""Settings of a profile in the conditions of a calculation (设定落入计算条件)."""

from dataclasses import replace
from typing import Final

from sunlight.conditions import (
    Conditions,
    FullWindowTest,
    RoomCombination,
    SillPlane,
    StandardDay,
    TimeBasis,
)
from sunlight.errors import RuleError
from sunlight.kinds import Use
from sunlight.rules.parameters import Values

__all__ = ["settled"]

_SEGMENTS: Final[dict[str, int | None]] = {
    "all": None,
    "longest": 1,
    "two_longest": 2,
    "three_longest": 3,
}
_UNITED: Final = "room_combination"
"""The setting, and the reading that asks for the same."""


def settled(conditions: Conditions, values: Values, use: Use) -> Conditions:
    """Lay down what a profile settles differently (落实设定).

    Parameters
    ----------
    conditions : Conditions
        What the calculation clauses laid down.
    values : Values
        Settings and readings.
    use : Use
        Use that is computed.

    Returns
    -------
    Conditions
        The same where the rules settle nothing.
    """

    def word(name: str) -> str:
        return str(values.setting(name, use))

    def number(name: str) -> float:
        return _number(values, name, use)

    united = word(_UNITED) == RoomCombination.UNION_OF_WINDOWS.value
    by_orientation = word("band_by_orientation") == "yes"
    return replace(
        conditions,
        segments=_SEGMENTS[word("segments")],
        minimum_altitude=number("minimum_altitude"),
        sweep_angle=number("sweep_angle"),
        orientation_bands=values.settings.orientation_bands if by_orientation else (),
        full_window=_full_window(word("full_window"), conditions),
        full_window_points=int(number("full_window_points")),
        sill_plane=SillPlane(word("sill_plane")),
        time_basis=TimeBasis(word("time_basis")),
        room_combination=RoomCombination.UNION_OF_WINDOWS
        if united or values.alternative(_UNITED)
        else RoomCombination.BEST_WINDOW,
    )


def _full_window(word: str, conditions: Conditions) -> FullWindowTest:
    """Return the full-window test of the day."""
    if word == "centre_on_solstice":
        solstice = conditions.day is StandardDay.WINTER_SOLSTICE
        return FullWindowTest.CENTRE if solstice else FullWindowTest.ENDS
    return FullWindowTest(word)


def _number(values: Values, name: str, use: Use) -> float:
    """Return a setting that is a number."""
    value = values.setting(name, use)
    if isinstance(value, str):
        raise RuleError(f"setting {name!r} is the word {value!r}, not a number")
    return value
