"""From rules to conditions (计算条件): what the calculation has to do."""

from dataclasses import replace
from typing import Final

from sunlight.conditions import (
    Conditions,
    DeclinationConvention,
    OwnPlates,
    SolarTermInstant,
)
from sunlight.errors import InputError
from sunlight.kinds import Use
from sunlight.rules.ruleset import Ruleset
from sunlight.rules.settled import settled
from sunlight.rules.standards import Standard, ground_standard, standard_for
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = [
    "conditions_for",
    "dwelling_conditions",
    "ground_conditions",
    "narrower_than_minimum",
]

_DEFAULT_DECLINATION: Final = SolarTermInstant()


def conditions_for(
    rules: Ruleset,
    use: Use,
    *,
    declination: DeclinationConvention = _DEFAULT_DECLINATION,
) -> Conditions:
    """Conditions for the windows of a use (各用途的计算条件).

    Units inside and outside the project share the day of their use.

    Parameters
    ----------
    rules : Ruleset
        The rules.
    use : Use
        The use; one with a standard.
    declination : DeclinationConvention
        Where the sun's declination comes from; the regulation is silent on it.

    Returns
    -------
    Conditions
        Day and band of the standard, then what each calculation clause lays down, by
        the readings that the rules take.

    Raises
    ------
    InputError
        If the rules have no standard for the use.
    RuleError
        If the rules name a standard day that this package does not know.

    Notes
    -----
    Source: 规程四(一) for day and band; 规程六(一)(三)(五).

    Examples
    --------
    >>> from sunlight.rules.registry import ruleset
    >>> conditions_for(ruleset(), Use.SCHOOL).band
    (540.0, 900.0)
    """
    return _laid_down(rules, standard_for(rules, use), declination)


def ground_conditions(
    rules: Ruleset,
    *,
    declination: DeclinationConvention = _DEFAULT_DECLINATION,
) -> Conditions:
    """Conditions for the points of outdoor play grounds (游戏场地计算条件).

    A ground has no balcony of its own: every plate shades it.

    Parameters
    ----------
    rules : Ruleset
        The rules.
    declination : DeclinationConvention
        Where the sun's declination comes from; the regulation is silent on it.

    Returns
    -------
    Conditions
        Day and band of the standard of grounds; the sill rules have no meaning here.

    Raises
    ------
    RuleError
        If the rules have no standard for grounds.

    Notes
    -----
    Source: 规程四(一)3; 规程六(三)(五).
    """
    conditions = _laid_down(rules, ground_standard(rules), declination)
    return replace(conditions, own_plates=OwnPlates.COUNTED)


def dwelling_conditions(
    rules: Ruleset,
    *,
    declination: DeclinationConvention = _DEFAULT_DECLINATION,
) -> Conditions:
    """Conditions for the windows of dwellings (住宅计算条件).

    Parameters
    ----------
    rules : Ruleset
        The rules.
    declination : DeclinationConvention
        Where the sun's declination comes from; the regulation is silent on it.

    Returns
    -------
    Conditions
        Those of :func:`conditions_for` for dwellings.

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
    return conditions_for(rules, Use.RESIDENTIAL, declination=declination)


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


def _laid_down(
    rules: Ruleset, standard: Standard, declination: DeclinationConvention
) -> Conditions:
    """Day and band of a standard, what each clause adds, what a profile settles."""
    conditions = Conditions(
        day=standard.day, band=standard.band, declination=declination
    )
    for clause in rules.calculation:
        conditions = clause.function(conditions, rules.values)
    return settled(conditions, rules.values, standard.use)
