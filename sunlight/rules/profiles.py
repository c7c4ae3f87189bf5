"""Profiles are data: a TOML text that inherits rules and overrides figures (规则配置).

The text has these tables; ``docs/design/profiles.md`` shows one in full.

- ``[profile]``: ``name``, ``title_zh``, ``title_en``, ``document``, ``inherits``, and
  ``status`` (``read``, or ``unverified: why``); optional ``first`` and ``last`` (days
  in force) and ``alternatives`` (readings whose other reading this city takes).
- ``[[parameter]]``: ``id``, ``value``, ``clause`` and ``source`` of a figure of the
  inherited rules; all else is inherited unless given.
- ``[calculation]``: what the city settles differently, by
  :data:`sunlight.rules.settings.SETTINGS`; ``[calculation.kindergarten]`` and the like
  for one use; ``[[calculation.orientation_band]]`` for bands by orientation.
- ``[cites]``: under which number the profile's own text has an inherited clause.
- ``[[variant]]``: ``name``, ``zh``, ``en`` and ``values`` of one column of a table.
- ``[[unsupported]]``: ``id``, ``zh``, ``en``, ``source`` of what no figure can say.
"""

import datetime as dt
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from sunlight.errors import InputError, NotInForceError
from sunlight.rules.clause import Period
from sunlight.rules.parameters import values_at
from sunlight.rules.profile_figures import (
    figures_laid_over,
    own_figures,
    read_figures,
)
from sunlight.rules.profile_tables import check_keys, day_of, tables_of, word_of
from sunlight.rules.readings import with_alternatives
from sunlight.rules.ruleset import Ruleset
from sunlight.rules.settings import Unsupported
from sunlight.rules.settings_table import laid_over, read_settings

__all__ = ["ProfileHead", "apply_profile", "profile_head"]

_TABLES: Final = frozenset(
    {"profile", "parameter", "calculation", "cites", "variant", "unsupported"}
)
_HEAD_WORDS: Final = (
    "name",
    "title_zh",
    "title_en",
    "document",
    "inherits",
    "status",
)
_HEAD_REST: Final = frozenset({"first", "last", "alternatives"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileHead:
    """What has to be known of a profile before it is applied (配置概要).

    Parameters
    ----------
    name : str
        Name by which a project asks for it.
    inherits : str
        Name of the rules that it inherits.
    variants : tuple of str
        Columns that it lets one choose from; empty if it has none.
    """

    name: str
    inherits: str
    variants: tuple[str, ...]


def profile_head(text: str, *, origin: str) -> ProfileHead:
    """Name, parent and variants of a profile (配置概要).

    Parameters
    ----------
    text : str
        The TOML text.
    origin : str
        Name of the file, for messages.

    Returns
    -------
    ProfileHead
        Without looking at any figure.

    Raises
    ------
    InputError
        If the text is no TOML, or a table or key is missing or unknown.
    """
    document = _document(text, origin)
    head = _head(document, origin)
    return ProfileHead(
        name=word_of(head, "name", f"{origin}: profile"),
        inherits=word_of(head, "inherits", f"{origin}: profile"),
        variants=tuple(_variants(document, origin)),
    )


def apply_profile(
    base: Ruleset,
    text: str,
    *,
    origin: str,
    variant: str = "",
    on: dt.date | None = None,
) -> Ruleset:
    """Rules with the figures of a profile laid over them (应用配置).

    Parameters
    ----------
    base : Ruleset
        The rules that it inherits.
    text : str
        The TOML text.
    origin : str
        Name of the file, for messages.
    variant : str
        Column to take, where the profile has several.
    on : date, optional
        Day on which the rules are applied; without it the date is not checked.

    Returns
    -------
    Ruleset
        With its own name, figures, numbers of clauses and list of what is unsupported.

    Raises
    ------
    InputError
        If a key, figure, reading or variant is unknown, or a value is of the wrong
        type.
    NotInForceError
        If the profile is not in force on the day.
    """
    document = _document(text, origin)
    head = _head(document, origin)
    period = Period(
        first=day_of(head, "first", base.period.first, origin),
        last=day_of(head, "last", base.period.last, origin),
    )
    _check_period(period, head, origin)
    if on is not None and on not in period:
        raise NotInForceError(
            f"{head['name']!r} is in force from {period.first} to {period.last}, not "
            f"on {on}; choose a date within, or leave the date out"
        )
    overrides = {
        **read_figures(document, origin=origin),
        **_variant_values(document, variant, origin),
    }
    parameters = figures_laid_over(base, overrides, period, origin=origin)
    day = period.last if on is None else on
    values = values_at(parameters, on=day)
    read = read_settings(document, origin=origin)
    settings = laid_over(base.settings, read, origin=origin)
    inherited = (u for u in base.unsupported if u.id not in read.named)
    listed = (*inherited, *read.unsupported, *_unsupported(document, origin))
    made = replace(
        base,
        name=f"{head['name']}:{variant}" if variant else str(head["name"]),
        inherits=base.name,
        title_zh=str(head["title_zh"]),
        title_en=str(head["title_en"]),
        document=str(head["document"]),
        status=str(head["status"]),
        period=period,
        on=day,
        latitude=values.number("city_latitude"),
        longitude=values.number("city_longitude"),
        parameters=parameters,
        values=replace(
            values, alternatives=base.values.alternatives, settings=settings
        ),
        citations={**base.citations, **_cites(base, document, origin)},
        unsupported=tuple({found.id: found for found in listed}.values()),
        profile_hash=_combined_hash(base.profile_hash, text, variant),
        own_figures=own_figures(base, parameters),
    )
    return with_alternatives(made, *_alternatives(head, origin))


def _document(text: str, origin: str) -> dict[str, object]:
    """Read the text and refuse tables that no profile has."""
    try:
        document: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"this is not TOML: {error}", where=origin) from error
    unknown = sorted(set(document) - _TABLES)
    wrong = [f"tables unknown: {', '.join(unknown)}"] if unknown else []
    if not text.strip():
        wrong = ["the file is empty"]
    elif "profile" not in document:
        wrong.append("the table [profile] is missing")
    if wrong:
        raise InputError(
            f"{'; '.join(wrong)}. A profile has [profile] and may have "
            f"{', '.join(sorted(_TABLES - {'profile'}))}; docs/design/profiles.md "
            "shows one in full",
            where=origin,
            value=unknown,
        )
    return document


def _head(document: Mapping[str, object], origin: str) -> Mapping[str, object]:
    """Return the table [profile], its keys checked."""
    where = f"{origin}: profile"
    head = document["profile"]
    if not isinstance(head, dict):
        raise InputError("[profile] is not a table", where=where, value=head)
    check_keys(head, set(_HEAD_WORDS), _HEAD_REST, where=where)
    for key in _HEAD_WORDS:
        word_of(head, key, where)
    status = head["status"]
    if status != "read" and not str(status).startswith("unverified: "):
        raise InputError(
            f"{status!r} is no status; write 'read', or 'unverified: ' and why",
            where=f"{where}.status",
            value=status,
        )
    return head


def _check_period(period: Period, head: Mapping[str, object], origin: str) -> None:
    """Refuse days in force that end before they begin."""
    if period.first <= period.last:
        return
    given = [key for key in ("first", "last") if key in head]
    told = {
        key: f"{key} = {day}{'' if key in head else ', inherited'}"
        for key, day in (("first", period.first), ("last", period.last))
    }
    raise InputError(
        f"the days in force end before they begin ({told['first']}; {told['last']}); "
        "swap them, mend the year, or give both",
        where=f"{origin}: profile.{given[-1] if given else 'last'}",
        value=(period.first, period.last),
    )


def _variants(
    document: Mapping[str, object], origin: str
) -> dict[str, Mapping[str, object]]:
    """Columns of the profile, by name."""
    found: dict[str, Mapping[str, object]] = {}
    for index, table in enumerate(tables_of(document, "variant", origin)):
        where = f"{origin}: variant[{index}]"
        check_keys(table, {"name", "zh", "en", "values"}, frozenset(), where=where)
        found[word_of(table, "name", where)] = table
    return found


def _variant_values(
    document: Mapping[str, object], variant: str, origin: str
) -> dict[str, dict[str, object]]:
    """Figures of one column; refused if it is not named, or there is none."""
    variants = _variants(document, origin)
    if not variants and not variant:
        return {}
    if not variants:
        raise InputError(
            f"this profile has no variants; leave ':{variant}' out",
            where=f"{origin}: variant",
            value=variant,
        )
    if variant not in variants:
        wrong = (
            f"there is no variant {variant!r}; "
            if variant
            else f"{origin!r} has several variants; "
        )
        raise InputError(
            f"{wrong}choose a variant: "
            f"{', '.join(f'{origin}:{known}' for known in variants)}",
            where=f"{origin}: variant" if variant else "rules",
            value=variant,
        )
    values = variants[variant]["values"]
    where = f"{origin}: variant {variant!r}.values"
    if not isinstance(values, dict):
        raise InputError("values is not a table", where=where, value=values)
    given = read_figures(document, origin=origin)
    unknown = sorted(set(values) - set(given))
    if unknown:
        raise InputError(
            f"{unknown} have no [[parameter]] with clause and source; add them",
            where=where,
            value=unknown,
        )
    return {name: {**given[name], "value": value} for name, value in values.items()}


def _cites(
    base: Ruleset, document: Mapping[str, object], origin: str
) -> dict[str, str]:
    """Numbers that the profile's own text has for inherited clauses."""
    table = document.get("cites", {})
    where = f"{origin}: cites"
    if not isinstance(table, dict):
        raise InputError("[cites] is not a table", where=where, value=table)
    known = {*base.clause_ids, *base.citations}
    unknown = sorted(set(table) - known)
    if unknown:
        raise InputError(
            f"{unknown} are no clauses of {base.name}; known are: "
            f"{', '.join(sorted(known))}",
            where=where,
            value=unknown,
        )
    return {name: word_of(table, name, where) for name in table}


def _unsupported(
    document: Mapping[str, object], origin: str
) -> tuple[Unsupported, ...]:
    """What the profile says that no figure and no setting can."""
    found = []
    for index, table in enumerate(tables_of(document, "unsupported", origin)):
        place = f"{origin}: unsupported[{index}]"
        keys = ("id", "zh", "en", "source")
        check_keys(table, set(keys), frozenset(), where=place)
        found.append(Unsupported(**{key: word_of(table, key, place) for key in keys}))
    return tuple(found)


def _alternatives(head: Mapping[str, object], origin: str) -> tuple[str, ...]:
    """Readings whose alternative the profile takes."""
    named = head.get("alternatives", [])
    if not isinstance(named, list) or not all(isinstance(n, str) for n in named):
        raise InputError(
            f'{named!r} is not a list of readings; write ["half_is_enough"] or leave '
            "it out",
            where=f"{origin}: profile.alternatives",
            value=named,
        )
    return tuple(named)


def _combined_hash(inherited: str, text: str, variant: str) -> str:
    """SHA-256 over the inherited hash, the text and the column taken."""
    plain = text.replace("\r\n", "\n")
    told = "\0".join((inherited, plain, variant))
    return hashlib.sha256(told.encode("utf-8")).hexdigest()
