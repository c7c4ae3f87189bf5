"""Which rules hold on which day (规则集).

Editions are regulations built in clause by clause; profiles are data that inherit an
edition: those shipped in ``city_profiles``, and a user's own TOML file.
"""

import datetime as dt
import difflib
import hashlib
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from sunlight.errors import InputError, NotInForceError
from sunlight.rules.clause import EditionClauses, Period
from sunlight.rules.parameters import Parameter, parse_parameters, values_at
from sunlight.rules.profile_file import read_own_profile
from sunlight.rules.profiles import apply_profile, profile_head
from sunlight.rules.ruleset import Reading, Ruleset, SettledIn
from sunlight.rules.xinzhou_2022.register import clauses as xinzhou_2022_clauses

__all__ = [
    "DEFAULT_RULESET",
    "Reading",
    "Ruleset",
    "in_force",
    "ruleset",
    "ruleset_names",
    "rulesets_in_force",
]

DEFAULT_RULESET: Final = "xinzhou-2022"
"""Rules of a project that names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edition:
    """Where the parts of an edition are found."""

    package: str
    clauses: Callable[[Period], EditionClauses]


_EDITIONS: Final[dict[str, _Edition]] = {
    "xinzhou-2022": _Edition(
        package="sunlight.rules.xinzhou_2022", clauses=xinzhou_2022_clauses
    ),
}


_PROFILE_FOLDER: Final = "city_profiles"
_OWN_FILE: Final = re.compile(r"(?P<path>.*\.toml)(?::(?P<variant>.+))?")
"""A user's own profile, and after a colon the variant of it that is meant."""


def ruleset_names() -> tuple[str, ...]:
    """Names of all rules that are built in or shipped as profiles (规则集名称).

    Returns
    -------
    tuple of str
        Sorted; a profile with several columns has one name a column, such as
        ``gb50180-2018:zone-2-large``.

    Examples
    --------
    >>> [name for name in ruleset_names() if name.startswith("xinzhou")]
    ['xinzhou-2022']
    """
    names = [*_EDITIONS]
    for profile, text in _shipped().items():
        variants = profile_head(text, origin=f"{profile}.toml").variants
        names += [f"{profile}:{v}" for v in variants] if variants else [profile]
    return tuple(sorted(names))


def ruleset(name: str = DEFAULT_RULESET, *, on: dt.date | None = None) -> Ruleset:
    """Rules by name, with the figures of a day (规则集).

    Parameters
    ----------
    name : str
        Such as ``xinzhou-2022``; a profile that is shipped, such as
        ``gb50180-2018:zone-2-large``; or the path of a profile of one's own, such as
        ``my-city.toml``, taken from the current folder.
    on : date, optional
        Day on which the rules are applied. Without it the figures of the last day of
        the edition are taken and the date is not checked: a report dated outside gets
        a finding (see :func:`in_force`), not an abort.

    Returns
    -------
    Ruleset
        With the clauses and figures that hold on that day.

    Raises
    ------
    InputError
        If there are no rules of that name, a profile cannot be read, or `on` is not a
        plain date.
    NotInForceError
        If the rules are not in force on that day.

    Examples
    --------
    >>> ruleset().values.number("dwelling_minutes")
    120.0
    """
    if on is not None:
        _require_date(on)
    if name not in _EDITIONS:
        return _profile_rules(name, on)
    edition = _assemble(name, None)
    if on is None:
        return edition
    if not in_force(edition, on):
        raise NotInForceError(
            f"rules {name!r} are in force from {edition.in_force_from} to "
            f"{edition.in_force_until}, not on {on}; choose a date within, or leave "
            "the date out to apply them all the same"
        )
    return _assemble(name, on)


def in_force(rules: Ruleset, day: dt.date) -> bool:
    """Tell whether rules are in force on a day (是否施行).

    Parameters
    ----------
    rules : Ruleset
        The rules.
    day : date
        The day, first and last day of the edition included.

    Returns
    -------
    bool
        Whether they are.

    Raises
    ------
    InputError
        If `day` is not a plain date.
    """
    _require_date(day)
    return day in rules.period


def rulesets_in_force(on: dt.date) -> tuple[Ruleset, ...]:
    """All editions that are in force on a day (某日施行的规则集).

    Profiles are left out: of most of them the dates in force were not read.

    Parameters
    ----------
    on : date
        The day.

    Returns
    -------
    tuple of Ruleset
        Sorted by name; empty if none is.

    Raises
    ------
    InputError
        If `on` is not a plain date.
    """
    return tuple(
        ruleset(name, on=on)
        for name in sorted(_EDITIONS)
        if in_force(_assemble(name, None), on)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Profile:
    """The data files of an edition, as read."""

    title_zh: str
    title_en: str
    document: str
    period: Period
    parameters: tuple[Parameter, ...]
    readings: tuple[Reading, ...]
    profile_hash: str


@cache
def _read(package: str) -> _Profile:
    """Read the packaged files of an edition, once a process."""
    text = (files(package) / "parameters.toml").read_text(encoding="utf-8")
    document = tomllib.loads(text)
    head = document["edition"]
    return _Profile(
        title_zh=head["title_zh"],
        title_en=head["title_en"],
        document=head["document"],
        period=Period(first=head["first"], last=head["last"]),
        parameters=parse_parameters(text, origin=f"{package}/parameters.toml"),
        readings=tuple(
            Reading(**(table | {"settled_in": SettledIn(table["settled_in"])}))
            for table in document["reading"]
        ),
        profile_hash=_profile_hash(package),
    )


def _assemble(name: str, on: dt.date | None) -> Ruleset:
    """Put together the clauses and figures of one day."""
    edition = _EDITIONS[name]
    profile = _read(edition.package)
    period = profile.period
    day = period.last if on is None else on
    values = values_at(profile.parameters, on=day)
    clauses = edition.clauses(period)
    return Ruleset(
        name=name,
        edition=name,
        package=edition.package,
        title_zh=profile.title_zh,
        title_en=profile.title_en,
        document=profile.document,
        period=period,
        on=day,
        latitude=values.number("city_latitude"),
        longitude=values.number("city_longitude"),
        parameters=profile.parameters,
        values=values,
        calculation=tuple(c for c in clauses.calculation if day in c.period),
        criteria=tuple(c for c in clauses.criteria if day in c.period),
        room_criteria=tuple(c for c in clauses.room_criteria if day in c.period),
        share_criteria=tuple(c for c in clauses.share_criteria if day in c.period),
        ground_criteria=tuple(c for c in clauses.ground_criteria if day in c.period),
        land_criteria=tuple(c for c in clauses.land_criteria if day in c.period),
        annotations=tuple(c for c in clauses.annotations if day in c.period),
        display=tuple(c for c in clauses.display if day in c.period),
        standards=clauses.standards,
        readings=profile.readings,
        profile_hash=profile.profile_hash,
        sides=tuple(c for c in clauses.sides if day in c.period),
        courtyards=tuple(c for c in clauses.courtyards if day in c.period),
    )


def _profile_rules(name: str, on: dt.date | None) -> Ruleset:
    """Rules of a profile, shipped or a user's own."""
    if own := _OWN_FILE.fullmatch(name):
        text = read_own_profile(Path(own["path"]))
        _check_own_name(text, own["path"])
        return _apply(text, own["path"], own["variant"] or "", on)
    profile, _, variant = name.partition(":")
    shipped = _shipped().get(profile)
    if shipped is None:
        raise InputError(
            f"there are no rules {name!r}; {_suggestion(name)}known are: "
            f"{', '.join(ruleset_names())}; or give the path of a profile of your own "
            "that ends in .toml",
            where="rules",
            value=name,
        )
    return _apply(shipped, profile, variant, on)


def _apply(text: str, origin: str, variant: str, on: dt.date | None) -> Ruleset:
    """Lay a profile over what it inherits."""
    inherits = profile_head(text, origin=origin).inherits
    if _OWN_FILE.fullmatch(inherits) or inherits not in ruleset_names():
        raise InputError(
            f"there are no rules {inherits!r} to inherit; choose one of: "
            f"{', '.join(ruleset_names())}",
            where=f"{origin}: profile.inherits",
            value=inherits,
        )
    base = ruleset(inherits)
    return apply_profile(base, text, origin=origin, variant=variant, on=on)


def _check_own_name(text: str, path: str) -> None:
    """Refuse a profile of one's own that calls itself by a name that is taken."""
    name = profile_head(text, origin=path).name
    plain = name.strip().casefold()
    taken = {*_EDITIONS, *_shipped()}
    if plain.partition(":")[0].strip() in taken:
        raise InputError(
            f"{name!r} is the name of rules that come with the program: results could "
            "be mistaken for theirs; choose a name of your own, such as "
            f"'my-{plain.partition(':')[0].strip()}'",
            where=f"{path}: profile.name",
            value=name,
        )


@cache
def _shipped() -> dict[str, str]:
    """Texts of the profiles that are shipped, by name, read once a process."""
    folder = files("sunlight.rules") / _PROFILE_FOLDER
    return {
        entry.name.removesuffix(".toml"): entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda f: f.name)
        if entry.name.endswith(".toml")
    }


def _profile_hash(package: str) -> str:
    """Return the SHA-256 over the names and texts of a package's TOML files."""
    digest = hashlib.sha256()
    entries = (f for f in files(package).iterdir() if f.name.endswith(".toml"))
    for entry in sorted(entries, key=lambda f: f.name):
        digest.update(entry.name.encode("utf-8") + b"\0")
        digest.update(entry.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def _suggestion(name: str) -> str:
    """Return a near name as the beginning of a sentence, or nothing."""
    near = difflib.get_close_matches(name.lower(), ruleset_names(), n=1)
    return f"did you mean {near[0]!r}? " if near else ""


def _require_date(day: dt.date) -> None:
    """Refuse what is not a plain date (a datetime would not compare)."""
    if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
        raise InputError(
            f"{day!r} is not a plain date; give a datetime.date such as "
            "date(2022, 4, 1)",
            where="on",
            value=day,
        )
