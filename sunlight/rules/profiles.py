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
from dataclasses import dataclass, fields, replace
from typing import Final

from sunlight.errors import InputError, NotInForceError
from sunlight.rules.clause import Period
from sunlight.rules.parameters import Parameter, values_at
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
_OVERRIDE_WORDS: Final = ("id", "clause", "source")


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
    if on is not None and on not in period:
        raise NotInForceError(
            f"{head['name']!r} is in force from {period.first} to {period.last}, not "
            f"on {on}; choose a date within, or leave the date out"
        )
    overrides = {
        **_overrides(document, origin),
        **_variant_values(document, variant, origin),
    }
    parameters = _overridden(base, overrides, period, origin)
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
    )
    return with_alternatives(made, *_alternatives(head, origin))


def _document(text: str, origin: str) -> dict[str, object]:
    """Read the text and refuse tables that no profile has."""
    try:
        document: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"this is not TOML: {error}", where=origin) from error
    unknown = sorted(set(document) - _TABLES)
    if unknown or "profile" not in document:
        raise InputError(
            f"tables unknown: {unknown}; a profile has [profile] and may have "
            f"{', '.join(sorted(_TABLES - {'profile'}))}",
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


def _overrides(
    document: Mapping[str, object], origin: str
) -> dict[str, dict[str, object]]:
    """Figures that the profile gives, by id."""
    optional = {f.name for f in fields(Parameter)} - {*_OVERRIDE_WORDS, "value"}
    found: dict[str, dict[str, object]] = {}
    for index, table in enumerate(tables_of(document, "parameter", origin)):
        where = f"{origin}: parameter[{index}]"
        check_keys(table, {*_OVERRIDE_WORDS, "value"}, optional, where=where)
        for key in _OVERRIDE_WORDS:
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
    if variant not in variants:
        raise InputError(
            f"{variant!r} is no variant of this profile; known are: "
            f"{', '.join(variants) or 'none'}",
            where=f"{origin}: variant",
            value=variant,
        )
    values = variants[variant]["values"]
    where = f"{origin}: variant {variant!r}.values"
    if not isinstance(values, dict):
        raise InputError("values is not a table", where=where, value=values)
    given = _overrides(document, origin)
    unknown = sorted(set(values) - set(given))
    if unknown:
        raise InputError(
            f"{unknown} have no [[parameter]] with clause and source; add them",
            where=where,
            value=unknown,
        )
    return {name: {**given[name], "value": value} for name, value in values.items()}


def _overridden(
    base: Ruleset,
    overrides: Mapping[str, dict[str, object]],
    period: Period,
    origin: str,
) -> tuple[Parameter, ...]:
    """Figures of the base as they stand on its day, with those given laid over."""
    held = base.values.by_id
    unknown = sorted(set(overrides) - set(held))
    if unknown:
        raise InputError(
            f"{base.name} has no figures {unknown}; known are: "
            f"{', '.join(sorted(held))}",
            where=f"{origin}: parameter",
            value=unknown,
        )
    made = []
    for name, inherited in held.items():
        redated = replace(inherited, valid_from=period.first, valid_until=period.last)
        given = dict(overrides.get(name, {}))
        if given:
            _check_type(inherited, given["value"], where=f"{origin}: parameter {name}")
            if isinstance(given["value"], int):
                given["value"] = float(given["value"])
            given.setdefault("confidence", "read")
        made.append(replace(redated, **given))  # type: ignore[arg-type]
    return tuple(made)


def _check_type(inherited: Parameter, value: object, *, where: str) -> None:
    """Refuse a word for a number and the other way round."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(inherited.value, str) != isinstance(value, str) or not (
        number or isinstance(value, str)
    ):
        wanted = "word" if isinstance(inherited.value, str) else "number"
        raise InputError(
            f"{value!r} is not a {wanted}; the figure is in {inherited.unit!r}, such "
            f"as {inherited.value!r}",
            where=f"{where}.value",
            value=value,
        )


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
