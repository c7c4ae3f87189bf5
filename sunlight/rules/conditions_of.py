"""From rules to conditions (计算条件): what the calculation has to do."""

from dataclasses import replace
from typing import Final

from sunlight.conditions import (
    Conditions,
    DeclinationConvention,
    OwnPlates,
    SolarTermInstant,
    StandardDay,
)
from sunlight.errors import InputError, RuleError
from sunlight.rules.registry import Ruleset
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["dwelling_conditions", "narrower_than_minimum"]

_DEFAULT_DECLINATION: Final = SolarTermInstant()


def dwelling_conditions(
    rules: Ruleset,
    *,
    declination: DeclinationConvention = _DEFAULT_DECLINATION,
    own_plates: OwnPlates = OwnPlates.IGNORED,
) -> Conditions:
    """Conditions for the windows of dwellings (住宅计算条件).

    Parameters
    ----------
    rules : Ruleset
        The rules.
    declination : DeclinationConvention
        Where the sun's declination comes from; the regulation is silent on it.
    own_plates : OwnPlates
        Reading of 规程六(五); COUNTED is the named alternative.

    Returns
    -------
    Conditions
        Day and band of the standard, then what each calculation clause lays down, then
        the reading.

    Raises
    ------
    RuleError
        If the rules name a standard day that this package does not know.

    Notes
    -----
    Source: 规程四(一)1 for day and band; 规程六(一)(三)(五).

    Examples
    --------
    >>> from sunlight.rules.registry import ruleset
    >>> dwelling_conditions(ruleset()).band
    (480.0, 960.0)
    """
    values = rules.values
    conditions = Conditions(
        day=_standard_day(values.text("dwelling_day")),
        band=(
            values.number("dwelling_band_start"),
            values.number("dwelling_band_end"),
        ),
        declination=declination,
    )
    for clause in rules.calculation:
        conditions = clause.function(conditions, values)
    return replace(conditions, own_plates=own_plates)


def narrower_than_minimum(rules: Ruleset, *, width: float) -> bool:
    """Tell whether a window is under the national minimum opening (窄窗).

    Such a window counts with its real width all the same (reading ``narrow_window``);
    it is worth a note.

    Parameters
    ----------
    rules : Ruleset
        The rules.
    width : float
        Real width of the window. [m]

    Returns
    -------
    bool
        False at exactly the minimum.

    Raises
    ------
    InputError
        If `width` is not a positive number.

    Notes
    -----
    Source: 规程六(一), which refers to the national standard.
    """
    if not width > 0.0:
        raise InputError(
            f"{width!r} is not a width; give a number of metres above 0",
            where="width",
            value=width,
        )
    return width < rules.values.number("minimum_opening_width") - CONTACT_DISTANCE


def _standard_day(name: str) -> StandardDay:
    """Return the standard day of that Chinese name."""
    for day in StandardDay:
        if day.value == name:
            return day
    allowed = ", ".join(StandardDay)
    raise RuleError(f"standard day {name!r} is not known; known are: {allowed}")
