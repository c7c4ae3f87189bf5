"""Tables of a profile, read strictly (配置表): keys, texts, days."""

import datetime as dt
from collections.abc import Mapping

from sunlight.errors import InputError

__all__ = ["check_keys", "day_of", "number_text", "tables_of", "word_of"]


def tables_of(
    document: Mapping[str, object], key: str, origin: str
) -> list[dict[str, object]]:
    """Tables of an array of tables (表数组)."""
    tables = document.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise InputError(
            f"write it as [[{key}]] tables", where=f"{origin}: {key}", value=tables
        )
    return tables


def check_keys(
    table: Mapping[str, object],
    required: set[str],
    optional: frozenset[str] | set[str],
    *,
    where: str,
) -> None:
    """Refuse a table with a missing or an unknown key (核对键)."""
    unknown = sorted(set(table) - required - optional)
    missing = sorted(required - set(table))
    if unknown or missing:
        wrong = [f"keys unknown: {', '.join(unknown)}"] if unknown else []
        wrong += [f"keys missing: {', '.join(missing)}"] if missing else []
        raise InputError(
            f"{'; '.join(wrong)}; allowed are {', '.join(sorted(required | optional))}",
            where=where,
            value=table.get("id", table.get("name")),
        )


def number_text(value: object) -> str:
    """Value of a figure for a message: ``180``, ``0.9``, ``'大寒'`` (数值文字)."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:.10g}" if number else repr(value)


def word_of(table: Mapping[str, object], key: str, where: str) -> str:
    """Return a non-empty text of a table (文字)."""
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise InputError(
            f"{value!r} is not a text; give a non-empty string",
            where=f"{where}.{key}",
            value=value,
        )
    return value


def day_of(
    table: Mapping[str, object], key: str, inherited: dt.date, origin: str
) -> dt.date:
    """Return a date of the head, or the inherited one (日期)."""
    value = table.get(key, inherited)
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise InputError(
            f"{value!r} is not a date; write it unquoted, such as 2022-04-01",
            where=f"{origin}: profile.{key}",
            value=value,
        )
    return value
