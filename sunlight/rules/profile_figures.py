"""Figures of a profile: read, checked, laid over those inherited (配置的数值)."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sunlight.errors import InputError
from sunlight.rules.allowed import check_allowed
from sunlight.rules.clause import Period
from sunlight.rules.parameters import Parameter
from sunlight.rules.profile_tables import check_keys, number_text, tables_of, word_of
from sunlight.rules.ruleset import OwnFigure, Ruleset

__all__ = ["figures_laid_over", "own_figures", "read_figures"]

_WORDS: Final = ("id", "clause", "source")
_OPTIONAL: Final = frozenset({"term_zh", "term_en", "checked_on", "confidence"})
"""What a profile may say of a figure besides; unit and range are those inherited."""


def read_figures(
    document: Mapping[str, object], *, origin: str
) -> dict[str, dict[str, object]]:
    """Figures that a profile gives, by id (读取数值).

    Parameters
    ----------
    document : mapping
        The whole profile.
    origin : str
        Name of the file, for messages.

    Returns
    -------
    dict
        Its ``[[parameter]]`` tables; values are not looked at yet.

    Raises
    ------
    InputError
        If a key is missing or unknown, or a figure is given twice.
    """
    found: dict[str, dict[str, object]] = {}
    for index, table in enumerate(tables_of(document, "parameter", origin)):
        where = f"{origin}: parameter[{index}]"
        check_keys(table, {*_WORDS, "value"}, _OPTIONAL, where=where)
        for key in _WORDS:
            word_of(table, key, where)
        name = str(table["id"])
        if name in found:
            raise InputError(
                f"{name!r} is given twice; give each figure once",
                where=f"{where}.id",
                value=name,
            )
        found[name] = table
    return found


def figures_laid_over(
    base: Ruleset,
    overrides: Mapping[str, dict[str, object]],
    period: Period,
    *,
    origin: str,
) -> tuple[Parameter, ...]:
    """Figures of the base as they stand on its day, with those given laid over (覆盖).

    Parameters
    ----------
    base : Ruleset
        The rules that are inherited.
    overrides : mapping
        What :func:`read_figures` gives, the column of a variant laid over.
    period : Period
        Days in force of the profile.
    origin : str
        Name of the file, for messages.

    Returns
    -------
    tuple of Parameter
        One a figure of the base.

    Raises
    ------
    InputError
        If a figure is unknown, of the wrong type or out of its range, or a band ends
        before it starts.
    """
    held = base.values.by_id
    unknown = sorted(set(overrides) - set(held))
    if unknown:
        raise InputError(
            f"{base.name} has no figures {unknown}; known are: "
            f"{', '.join(sorted(held))}",
            where=f"{origin}: parameter",
            value=unknown,
        )
    made: dict[str, Parameter] = {}
    for name, inherited in held.items():
        redated = replace(inherited, valid_from=period.first, valid_until=period.last)
        given = dict(overrides.get(name, {}))
        if given:
            where = f"{origin}: parameter {name}.value"
            given["value"] = _checked(inherited, given["value"], where=where)
            given.setdefault("confidence", "read")
        made[name] = replace(redated, **given)  # type: ignore[arg-type]
    _check_order(made, overrides, origin)
    return tuple(made.values())


def own_figures(
    base: Ruleset, parameters: tuple[Parameter, ...]
) -> tuple[OwnFigure, ...]:
    """Figures that differ from those of the edition (与所承继版本不同的数值).

    Parameters
    ----------
    base : Ruleset
        The rules that are inherited; through a profile, the edition behind it.
    parameters : tuple of Parameter
        Figures of the profile.

    Returns
    -------
    tuple of OwnFigure
        In the order of the edition; a figure given again unchanged is none.
    """
    before = {figure.id: figure.inherited for figure in base.own_figures}
    return tuple(
        OwnFigure(id=p.id, value=p.value, inherited=inherited, unit=p.unit)
        for p in parameters
        if (inherited := before.get(p.id, base.values.by_id[p.id].value)) != p.value
    )


def _checked(inherited: Parameter, value: object, *, where: str) -> float | str:
    """Return a value of the right type and within its range."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(inherited.value, str) != isinstance(value, str) or not (
        number or isinstance(value, str)
    ):
        wanted = "word" if isinstance(inherited.value, str) else "number"
        raise InputError(
            f"{value!r} is not a {wanted}; the figure is in {inherited.unit!r}, such "
            f"as {inherited.value!r}",
            where=where,
            value=value,
        )
    typed = value if isinstance(value, str) else _float(value)
    check_allowed(
        typed,
        inherited.allowed,
        unit=inherited.unit,
        where=where,
        inherited=inherited.value,
    )
    return typed


def _float(value: object) -> float:
    """Return a number as a float; a whole number too large for one is infinite."""
    try:
        return float(value)  # type: ignore[arg-type]
    except OverflowError:
        return math.inf


def _check_order(
    made: Mapping[str, Parameter],
    overrides: Mapping[str, dict[str, object]],
    origin: str,
) -> None:
    """Refuse a figure that does not come before the one that has to follow it."""
    for first in made.values():
        last = made.get(first.allowed.before)
        if last is None or float(first.value) < float(last.value):
            continue
        told = [
            f"{p.id} = {number_text(p.value)} {p.unit}"
            f"{'' if p.id in overrides else ', inherited'}"
            for p in (first, last)
        ]
        named = first if first.id in overrides else last
        raise InputError(
            f"the first has to be less than the second: {'; '.join(told)}; mend the "
            "one or give the other too",
            where=f"{origin}: parameter {named.id}.value",
            value=(first.value, last.value),
        )
