"""Figures of a regulation, each with its clause, dates and source (参数)."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Final

from sunlight.errors import InputError, NotInForceError, RuleError
from sunlight.kinds import Use
from sunlight.rules.allowed import ANYTHING, Allowed, check_allowed, read_allowed
from sunlight.rules.profile_tables import check_keys
from sunlight.rules.settings import Settings, SettingValue

__all__ = ["Parameter", "Values", "parse_parameters", "values_at"]

_NUMBER_UNITS: Final = frozenset({"min", "m", "deg", "1"})
_TEXT_UNIT: Final = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One figure of a regulation in one period (参数).

    Parameters
    ----------
    id : str
        Name by which clauses read it.
    term_zh, term_en : str
        What it is.
    unit : {'min', 'm', 'deg', '1', 'text'}
        Unit of the value; 1 for shares and factors.
    value : float or str
        The value.
    valid_from, valid_until : date
        First and last day on which it holds.
    clause : str
        Id of the clause that it comes from.
    source : str
        Where the figure was read.
    checked_on : date
        When it was last compared with the source.
    confidence : str
        ``read``, or ``unverified: why``.
    allowed : Allowed
        Values that a profile may give it.
    """

    id: str
    term_zh: str
    term_en: str
    unit: str
    value: float | str
    valid_from: dt.date
    valid_until: dt.date
    clause: str
    source: str
    checked_on: dt.date
    confidence: str = "read"
    allowed: Allowed = ANYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """The figures that hold on one day (某日参数值).

    Parameters
    ----------
    on : date
        The day.
    by_id : mapping of str to Parameter
        One parameter an id.
    alternatives : frozenset of str
        Ids of the readings whose alternative is taken.
    settings : Settings
        What a profile settles differently.
    """

    on: dt.date
    by_id: Mapping[str, Parameter]
    alternatives: frozenset[str] = frozenset()
    settings: Settings = field(default_factory=Settings)

    def setting(self, name: str, use: Use | None = None) -> SettingValue:
        """Value of a setting (设定值).

        Parameters
        ----------
        name : str
            One of :data:`sunlight.rules.settings.SETTINGS`.
        use : Use, optional
            Use that is computed or judged; without it the value for all.

        Returns
        -------
        str or float
            A word out of its choices, or a number.

        Raises
        ------
        RuleError
            If there is no such setting.
        """
        return self.settings.value(name, use)

    def alternative(self, reading: str) -> bool:
        """Tell whether the alternative of a reading is taken (另一读法).

        Parameters
        ----------
        reading : str
            Id of the reading.

        Returns
        -------
        bool
            False for the reading that the rules chose.
        """
        return reading in self.alternatives

    def parameter(self, name: str) -> Parameter:
        """Whole record of a figure (参数).

        Parameters
        ----------
        name : str
            Id of the parameter.

        Returns
        -------
        Parameter
            The one that holds on the day.

        Raises
        ------
        NotInForceError
            If no figure of that id holds on the day.
        """
        if name not in self.by_id:
            known = ", ".join(sorted(self.by_id)) or "none"
            raise NotInForceError(
                f"no parameter {name!r} holds on {self.on.isoformat()}; known that "
                f"day: {known}"
            )
        return self.by_id[name]

    def number(self, name: str) -> float:
        """Value of a numeric figure (数值).

        Parameters
        ----------
        name : str
            Id of the parameter.

        Returns
        -------
        float
            In the unit of the parameter.

        Raises
        ------
        NotInForceError
            If no figure of that id holds on the day.
        RuleError
            If the parameter is a text.
        """
        value = self.parameter(name).value
        if isinstance(value, str):
            raise RuleError(
                f"parameter {name!r} is the text {value!r}, not a number; "
                "read it with text()"
            )
        return value

    def text(self, name: str) -> str:
        """Value of a figure that is a word (文字值).

        Parameters
        ----------
        name : str
            Id of the parameter.

        Returns
        -------
        str
            The word.

        Raises
        ------
        NotInForceError
            If no figure of that id holds on the day.
        RuleError
            If the parameter is a number.
        """
        value = self.parameter(name).value
        if not isinstance(value, str):
            raise RuleError(
                f"parameter {name!r} is the number {value!r}, not a text; "
                "read it with number()"
            )
        return value


def values_at(parameters: tuple[Parameter, ...], *, on: dt.date) -> Values:
    """Figures that hold on a day (某日参数值).

    Parameters
    ----------
    parameters : tuple of Parameter
        All periods of all figures.
    on : date
        The day.

    Returns
    -------
    Values
        At most one a name.
    """
    held = (p for p in parameters if p.valid_from <= on <= p.valid_until)
    return Values(on=on, by_id={p.id: p for p in held})


def parse_parameters(text: str, *, origin: str) -> tuple[Parameter, ...]:
    """Read the ``[[parameter]]`` tables of a TOML text (参数表).

    Parameters
    ----------
    text : str
        The TOML text.
    origin : str
        Name of the file, for messages.

    Returns
    -------
    tuple of Parameter
        In the order of the file.

    Raises
    ------
    InputError
        If a key is missing, unknown or of the wrong type, or if two periods of one
        parameter overlap.
    """
    tables: list[dict[str, object]] = tomllib.loads(text).get("parameter", [])
    read = tuple(
        _parameter(table, where=f"{origin}: parameter[{i}]")
        for i, table in enumerate(tables)
    )
    for i, one in enumerate(read):
        for j, other in enumerate(read[:i]):
            if (
                one.id == other.id
                and one.valid_from <= other.valid_until
                and other.valid_from <= one.valid_until
            ):
                raise InputError(
                    f"{one.id!r} overlaps in time with parameter[{j}] of the same id; "
                    "let one end on the day before the other begins",
                    where=f"{origin}: parameter[{i}].valid_from",
                    value=one.valid_from,
                )
    return read


def _parameter(table: dict[str, object], *, where: str) -> Parameter:
    """Check one table and make the record of it."""
    known = {f.name for f in fields(Parameter)}
    required = {f.name for f in fields(Parameter) if f.default is MISSING}
    check_keys(table, required, known - required, where=where)
    unit = _word(table, "unit", where=where)
    value = table["value"]
    if (
        unit in _NUMBER_UNITS
        and isinstance(value, int | float)
        and not isinstance(value, bool)
    ):
        value = float(value)
    elif not (unit == _TEXT_UNIT and isinstance(value, str)):
        raise InputError(
            f"value {value!r} does not go with unit {unit!r}; give a number with one "
            f"of {sorted(_NUMBER_UNITS)} or a word with {_TEXT_UNIT!r}",
            where=f"{where}.value",
            value=value,
        )
    allowed = read_allowed(table.get("allowed", {}), where=where)
    check_allowed(value, allowed, unit=unit, where=f"{where}.value")
    first = _date(table, "valid_from", where=where)
    last = _date(table, "valid_until", where=where)
    if last < first:
        raise InputError(
            f"{last} is before valid_from {first}; swap them or mend the year",
            where=f"{where}.valid_until",
            value=last,
        )
    return Parameter(
        id=_word(table, "id", where=where),
        term_zh=_word(table, "term_zh", where=where),
        term_en=_word(table, "term_en", where=where),
        unit=unit,
        value=value,
        valid_from=first,
        valid_until=last,
        clause=_word(table, "clause", where=where),
        source=_word(table, "source", where=where),
        checked_on=_date(table, "checked_on", where=where),
        confidence=(
            _word(table, "confidence", where=where) if "confidence" in table else "read"
        ),
        allowed=allowed,
    )


def _word(table: dict[str, object], key: str, *, where: str) -> str:
    """Return a non-empty text of a table."""
    value = table[key]
    if not isinstance(value, str) or not value.strip():
        raise InputError(
            f"{value!r} is not a text; give a non-empty string",
            where=f"{where}.{key}",
            value=value,
        )
    return value


def _date(table: dict[str, object], key: str, *, where: str) -> dt.date:
    """Return a date of a table."""
    value = table[key]
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise InputError(
            f"{value!r} is not a date; write it unquoted, such as 2022-04-01",
            where=f"{where}.{key}",
            value=value,
        )
    return value
