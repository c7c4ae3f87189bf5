"""Which values a figure may take (允许范围): data of the edition, checked at once."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import inf
from typing import Final

from sunlight.errors import InputError
from sunlight.rules.profile_tables import check_keys, number_text

__all__ = ["ANYTHING", "Allowed", "check_allowed", "read_allowed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """Values that a figure may take (允许范围).

    Parameters
    ----------
    least, most : float
        Of a number, both included, in the unit of the figure; infinity itself is
        allowed only where `most` is infinite.
    whole : bool
        Whether a number has to be whole.
    words : tuple of str
        Of a figure that is a word; empty where any will do.
    before : str
        Id of a figure that has to be greater, as the end of a band is; or empty.
    """

    least: float = -inf
    most: float = inf
    whole: bool = False
    words: tuple[str, ...] = ()
    before: str = ""

    def holds(self, value: float | str) -> bool:
        """Tell whether a value is allowed (是否允许); not-a-number never is."""
        if isinstance(value, str):
            return not self.words or value in self.words
        # a nan compares with nothing, so that it is out of every range
        return self.least <= value <= self.most and (
            not self.whole or float(value).is_integer()
        )

    def told(self, unit: str) -> str:
        """Say in words which values are allowed (允许范围文字)."""
        if self.words:
            return f"one of: {', '.join(self.words)}"
        kind = "a whole number" if self.whole else "a number"
        tail = "" if unit == "1" else f" {unit}"
        if self.most == inf:
            return f"{kind} of {number_text(self.least)}{tail} or more, or inf"
        return (
            f"{kind} from {number_text(self.least)} to {number_text(self.most)}{tail}"
        )


ANYTHING: Final = Allowed()
"""Of a figure that names no range."""


def read_allowed(table: object, *, where: str) -> Allowed:
    """Read the key ``allowed`` of a figure of an edition (读取允许范围).

    Parameters
    ----------
    table : object
        Such as ``{ least = 0, most = 1440 }`` or ``{ words = ["大寒"] }``.
    where : str
        Place of the figure, for messages.

    Returns
    -------
    Allowed
        The range.

    Raises
    ------
    InputError
        If it is no table, or a key is unknown.
    """
    where = f"{where}.allowed"
    if not isinstance(table, Mapping):
        raise InputError(
            f"{table!r} is not a table; write such as {{ least = 0, most = 1440 }}",
            where=where,
            value=table,
        )
    check_keys(table, set(), {f.name for f in fields(Allowed)}, where=where)
    return Allowed(**{**table, "words": tuple(table.get("words", ()))})


def check_allowed(
    value: float | str,
    allowed: Allowed,
    *,
    unit: str,
    where: str,
    inherited: float | str | None = None,
) -> None:
    """Refuse a value out of its range (核对取值范围).

    Parameters
    ----------
    value : float or str
        The value, of the right type.
    allowed : Allowed
        Its range.
    unit : str
        Unit of the figure.
    where : str
        File and place, for messages.
    inherited : float or str, optional
        The value that is inherited, to name as an example.

    Raises
    ------
    InputError
        If it is out of the range, saying which it is.
    """
    if allowed.holds(value):
        return
    example = f", such as {number_text(inherited)}" if inherited is not None else ""
    raise InputError(
        f"{number_text(value)} is out of the allowed range; give "
        f"{allowed.told(unit)}{example}",
        where=where,
        value=value,
    )
