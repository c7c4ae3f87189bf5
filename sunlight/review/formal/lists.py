"""Lists that the formal check goes by: material and texts of a profile (材料清单).

They are data beside this module: ``profiles/NAME.toml``, inherited as the profile of
that name inherits its rules.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from sunlight.errors import InputError
from sunlight.review.records.findings import Grade
from sunlight.rules import DEFAULT_RULESET, Ruleset
from sunlight.rules.profile_file import read_own_profile
from sunlight.rules.profile_tables import check_keys, tables_of, word_of

__all__ = [
    "CONDITIONS",
    "CONTENTS",
    "BasisText",
    "FormalList",
    "MaterialItem",
    "formal_list",
    "formal_list_from_file",
]

CONDITIONS: Final = (
    "always",
    "archive",
    "approved_buildings",
    "concurrent_buildings",
    "outside_units",
    "phase",
    "proposed_buildings",
    "renewal",
    "unbuilt_land",
)
"""When an item is needed; computed in :mod:`sunlight.review.formal.needed`."""

CONTENTS: Final = (
    "building_tables",
    "conclusion",
    "model_files",
    "parameters",
    "unit_tables",
    "window_tables_after",
    "window_tables_before",
)
"""Items that are seen in what was read, not in a list of material."""

_SEEN: Final = ("person", "list", "content")
_MISSING: Final = {"wrong": Grade.WRONG, "answer": Grade.ANSWER}
_STATUS: Final = ("in_force", "repealed")


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialItem:
    """One piece of material that a report has to come with (一项材料).

    Parameters
    ----------
    id : str
        Stable id; :attr:`sunlight.review.records.declaration.Attachment.kind`.
    clause : str
        What asks for it.
    zh, en : str
        What is asked for.
    names, without : tuple of str
        Words of a title by which it is recognised (``a+b``: both), and words that make
        it something else.
    needed : str
        One of :data:`CONDITIONS`.
    seen : str
        ``person``, ``list`` or ``content``.
    missing : Grade
        Grade of the finding where it is missing.
    seal, signature : bool
        Whether it has to bear one.
    """

    id: str
    clause: str
    zh: str
    en: str
    names: tuple[str, ...]
    without: tuple[str, ...]
    needed: str
    seen: str
    missing: Grade
    seal: bool
    signature: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisText:
    """A text that reports cite as their basis (编制依据).

    Parameters
    ----------
    id : str
        Stable id.
    in_force : bool
        Whether it holds; else it was repealed.
    zh, en : str
        What is in force, or was repealed.
    numbers, titles : tuple of str
        By which it is recognised.
    only_with : tuple of str
        Where only a part was repealed: words that say that this part is meant.
    clause : str
        Clause that repealed it; empty for what is in force.
    """

    id: str
    in_force: bool
    zh: str
    en: str
    numbers: tuple[str, ...]
    titles: tuple[str, ...]
    only_with: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormalList:
    """What a submission is checked for, of one profile (形式审查清单).

    Parameters
    ----------
    name : str
        Profile whose list it is.
    items : tuple of MaterialItem
        Material.
    basis : tuple of BasisText
        Texts in force and repealed.
    """

    name: str
    items: tuple[MaterialItem, ...]
    basis: tuple[BasisText, ...]


def formal_list(rules: Ruleset) -> FormalList:
    """Material and texts of a profile, or those that it inherits (形式审查清单).

    Parameters
    ----------
    rules : Ruleset
        The rules. A profile without a list has that of the rules it inherits; all end
        at the 2022 Xinzhou regulation.

    Returns
    -------
    FormalList
        Its `name` says whose list it is.

    Notes
    -----
    Source: 办法五(一)2; the items and their clauses stand in the list.

    Examples
    --------
    >>> from sunlight.rules import ruleset
    >>> found = formal_list(ruleset("hangzhou-old"))
    >>> found.name, found.items[1].id
    ('xinzhou-2022', 'letter_client')
    """
    wanted = (rules.name.partition(":")[0], rules.inherits, rules.edition)
    for name in (*wanted, DEFAULT_RULESET):
        found = _shipped(name)
        if found is not None:
            return found
    raise InputError("no list of material is installed", where="rules", value=wanted)


def formal_list_from_file(path: Path) -> FormalList:
    """List of one's own, in the form of those shipped (自备清单).

    Parameters
    ----------
    path : Path
        TOML file with ``[[item]]`` and ``[[basis]]`` tables.

    Returns
    -------
    FormalList
        Named as the file.

    Raises
    ------
    InputError
        If the file cannot be read, or a table, key or value is wrong.
    """
    return _parsed(read_own_profile(Path(path)), str(path), Path(path).stem)


@cache
def _shipped(name: str) -> FormalList | None:
    """List shipped for a profile of that name, None if there is none."""
    if not name or not name.replace("-", "").replace("_", "").isalnum():
        return None
    file = files("sunlight.review.formal") / "profiles" / f"{name}.toml"
    if not file.is_file():
        return None
    return _parsed(file.read_text(encoding="utf-8"), f"{name}.toml", name)


def _parsed(text: str, origin: str, name: str) -> FormalList:
    """List out of its text."""
    try:
        document: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"this is not TOML: {error}", where=origin) from error
    check_keys(document, {"item"}, {"basis"}, where=origin)
    items = tuple(
        _item(table, f"{origin}: item[{i}]")
        for i, table in enumerate(tables_of(document, "item", origin))
    )
    basis = tuple(
        _basis(table, f"{origin}: basis[{i}]")
        for i, table in enumerate(tables_of(document, "basis", origin))
    )
    ids = [found.id for found in items]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise InputError(f"ids stand twice: {', '.join(twice)}", where=origin)
    return FormalList(name=name, items=items, basis=basis)


def _item(table: Mapping[str, object], where: str) -> MaterialItem:
    """Check one item and return it."""
    required = {"id", "clause", "zh", "en", "needed", "seen", "missing"}
    check_keys(table, required, {"names", "not", "seal", "signature"}, where=where)
    item = MaterialItem(
        id=word_of(table, "id", where),
        clause=word_of(table, "clause", where),
        zh=word_of(table, "zh", where),
        en=word_of(table, "en", where),
        names=_words(table, "names", where),
        without=_words(table, "not", where),
        needed=_choice(table, "needed", CONDITIONS, where),
        seen=_choice(table, "seen", _SEEN, where),
        missing=_MISSING[_choice(table, "missing", tuple(_MISSING), where)],
        seal=_truth(table, "seal", where),
        signature=_truth(table, "signature", where),
    )
    if item.seen == "content" and item.id not in CONTENTS:
        raise InputError(
            f"the program cannot see {item.id!r} in what it reads; it can see "
            f"{', '.join(CONTENTS)}: write seen = 'list' or 'person'",
            where=f"{where}.seen",
            value=item.id,
        )
    if item.seen != "content" and not item.names:
        raise InputError(
            "give at least one name by which its title is recognised",
            where=f"{where}.names",
            value=item.names,
        )
    return item


def _basis(table: Mapping[str, object], where: str) -> BasisText:
    """Check one text and return it."""
    check_keys(
        table,
        {"id", "status", "zh", "en", "numbers"},
        {"titles", "only_with", "clause"},
        where=where,
    )
    return BasisText(
        id=word_of(table, "id", where),
        in_force=_choice(table, "status", _STATUS, where) == "in_force",
        zh=word_of(table, "zh", where),
        en=word_of(table, "en", where),
        numbers=_words(table, "numbers", where),
        titles=_words(table, "titles", where),
        only_with=_words(table, "only_with", where),
        clause=word_of(table, "clause", where) if "clause" in table else "",
    )


def _words(table: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    """List of texts, empty where it is left out."""
    words = table.get(key, [])
    if not isinstance(words, list) or not all(
        isinstance(word, str) and word.strip() for word in words
    ):
        raise InputError(
            f'{words!r} is not a list of texts; write ["one", "two"]',
            where=f"{where}.{key}",
            value=words,
        )
    return tuple(words)


def _choice(
    table: Mapping[str, object], key: str, allowed: tuple[str, ...], where: str
) -> str:
    """One of some words."""
    word = word_of(table, key, where)
    if word not in allowed:
        raise InputError(
            f"{word!r} is not known; choose one of: {', '.join(allowed)}",
            where=f"{where}.{key}",
            value=word,
        )
    return word


def _truth(table: Mapping[str, object], key: str, where: str) -> bool:
    """True or false, false where it is left out."""
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise InputError(
            f"{value!r} is neither true nor false",
            where=f"{where}.{key}",
            value=value,
        )
    return value
