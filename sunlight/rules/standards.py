"""The standard of each use: day, band, minutes, share, and what is counted (标准)."""

from dataclasses import dataclass
from typing import Final

from sunlight.conditions import StandardDay
from sunlight.errors import InputError, RuleError
from sunlight.kinds import RoomKind, Use
from sunlight.rules.clause import UseStandard
from sunlight.rules.facts import CountingUnit
from sunlight.rules.ruleset import Ruleset

__all__ = ["Standard", "ground_standard", "standard_for", "uses_with_standard"]

_BANDS: Final[dict[StandardDay, tuple[str, str]]] = {
    StandardDay.GREAT_COLD: ("great_cold_band_start", "great_cold_band_end"),
    StandardDay.WINTER_SOLSTICE: ("solstice_band_start", "solstice_band_end"),
}
"""Ids of the parameters with the band of each standard day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """The sunlight that is owed to one use (建筑日照标准).

    Parameters
    ----------
    use : Use
        The use.
    unit : CountingUnit
        What it is counted by.
    clause : str
        Id of the clause that sets it.
    day : StandardDay
        Day on which it is measured.
    band : (float, float)
        Counted band of that day. [min, true solar time]
    minutes : float
        Least sunlight. [min]
    share : float
        Share of the rooms or the area that has to have it; 1 if all. [1]
    rooms : frozenset of RoomKind
        Kinds of rooms that count; empty for grounds.
    verified : bool
        Whether its figures were read in their source.
    """

    use: Use
    unit: CountingUnit
    clause: str
    day: StandardDay
    band: tuple[float, float]
    minutes: float
    share: float
    rooms: frozenset[RoomKind]
    verified: bool


def standard_for(rules: Ruleset, use: Use) -> Standard:
    """Sunlight that is owed to the buildings of a use (各用途的日照标准).

    Parameters
    ----------
    rules : Ruleset
        The rules.
    use : Use
        The use.

    Returns
    -------
    Standard
        With its counting unit. For kindergartens that of the activity rooms.

    Raises
    ------
    InputError
        If the rules have no standard for the use.
    RuleError
        If the rules name a standard day that this package does not know.

    Notes
    -----
    Source: 规程二(四), 规程四(一).

    Examples
    --------
    >>> from sunlight.rules.registry import ruleset
    >>> standard = standard_for(ruleset(), Use.SCHOOL)
    >>> print(standard.day, standard.minutes, standard.unit)
    冬至 120.0 room
    """
    for found in rules.standards:
        if found.use is use and found.unit is not CountingUnit.GROUND:
            return _resolved(rules, found)
    allowed = ", ".join(use.value for use in uses_with_standard(rules))
    raise InputError(
        f"{rules.name} has no sunlight standard for the use {use.value!r}; uses with "
        f"one are: {allowed}",
        where="use",
        value=use,
    )


def ground_standard(rules: Ruleset) -> Standard:
    """Sunlight that is owed to outdoor play grounds (游戏场地的日照标准).

    Parameters
    ----------
    rules : Ruleset
        The rules.

    Returns
    -------
    Standard
        `minutes` on at least `share` of the area.

    Raises
    ------
    RuleError
        If the rules have none, or name a day that this package does not know.

    Notes
    -----
    Source: 规程四(一)3.
    """
    for found in rules.standards:
        if found.unit is CountingUnit.GROUND:
            return _resolved(rules, found)
    raise RuleError(f"{rules.name} has no standard for play grounds")


def uses_with_standard(rules: Ruleset) -> tuple[Use, ...]:
    """Uses that the rules have a standard for (有日照标准的用途).

    Parameters
    ----------
    rules : Ruleset
        The rules.

    Returns
    -------
    tuple of Use
        Each once, in the order of the clauses.
    """
    return tuple(dict.fromkeys(found.use for found in rules.standards))


def _resolved(rules: Ruleset, found: UseStandard) -> Standard:
    """Look up the figures of a standard."""
    values = rules.values
    day = _standard_day(values.text(found.day))
    names = [found.day, found.minutes, *([found.share] if found.share else [])]
    return Standard(
        use=found.use,
        unit=found.unit,
        clause=found.clause,
        day=day,
        band=(values.number(_BANDS[day][0]), values.number(_BANDS[day][1])),
        minutes=values.number(found.minutes),
        share=values.number(found.share) if found.share else 1.0,
        rooms=found.counted_rooms(values),
        verified=all(values.parameter(n).confidence == "read" for n in names),
    )


def _standard_day(name: str) -> StandardDay:
    """Return the standard day of that Chinese name."""
    for day in StandardDay:
        if day.value == name:
            return day
    allowed = ", ".join(StandardDay)
    raise RuleError(f"standard day {name!r} is not known; known are: {allowed}")
