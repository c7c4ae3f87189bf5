"""One declaration out of many statements (自述合并); contradictions are told."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, Final

from sunlight.conditions import StandardDay
from sunlight.model.dossier import Party
from sunlight.review.reading.declared.labels import label_words
from sunlight.review.reading.declared.said import Said
from sunlight.review.reading.problems import ReadingProblems, shortened
from sunlight.review.records.declaration import Attachment, Declaration
from sunlight.solar.path import DEFAULT_BANDS

__all__ = ["declaration_of", "said_of"]

_PARTIES: Final = ("client", "compiler", "designer")
_LISTS: Final = ("buildings", "conclusions", "attachments")
_NO_LIST: Final = ("attachments_listed", False)
_NEAR: Final = {"latitude": 0.01, "longitude": 0.01, "declination": 0.005}
"""Figures that differ by less say the same: one is rounded. [degrees]"""
_FREE: Final = frozenset(
    {"rules_text", "sill_text", "declination_text", "city", "window_points", "date"}
)
"""Fields whose words may differ from place to place and mean the same."""


def said_of(declaration: Declaration) -> list[Said]:
    """Statements of a declaration (自述各项); what it does not say is left out.

    Parameters
    ----------
    declaration : Declaration
        The declaration.
    """
    places = dict(declaration.places)
    said: list[Said] = []
    for field in fields(declaration):
        value = getattr(declaration, field.name)
        place = places.get(field.name, "")
        if field.name == "places":
            continue
        if field.name in _PARTIES:
            said += [
                Said(f"{field.name}.{part.name}", text, place)
                for part in fields(value)
                if (text := getattr(value, part.name))
            ]
        elif field.name in _LISTS:
            said += [Said(field.name, each, place) for each in value]
        elif not _empty(value) and (field.name, value) != _NO_LIST:
            said.append(Said(field.name, value, place))
    return said


def _empty(value: object) -> bool:
    """Whether a field says nothing."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or value == ""


def _same(field: str, a: object, b: object) -> bool:
    """Whether two statements of a field agree."""
    if field in _FREE:
        return True
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= _NEAR.get(field, 1e-6)
    if isinstance(a, str) and isinstance(b, str):
        one, two = (
            "".join(unicodedata.normalize("NFKC", text).lower().split())
            for text in (a, b)
        )
        return one in two or two in one
    return a == b


_DECLINATIONS: Final = {
    StandardDay.GREAT_COLD: -20.15,
    StandardDay.WINTER_SOLSTICE: -23.44,
}
_OF_DAY: Final = 0.02
"""Declinations of one standard day in different years differ by less. [degrees]"""


def _days_told(statements: Sequence[Said]) -> frozenset[StandardDay]:
    """Standard days that are named, or have their declination given."""
    named = {each.value for each in statements if each.field == "day"}
    given = [
        float(each.value)
        for each in statements
        if each.field == "declination" and isinstance(each.value, float)
    ]
    return frozenset(
        day
        for day, solar in _DECLINATIONS.items()
        if day in named or any(abs(value - solar) <= _OF_DAY for value in given)
    )


def _of_two_days(first: Said, other: Said, days: frozenset[StandardDay]) -> bool:
    """Whether two statements are those of two standard days: no contradiction.

    Homes have 大寒日, schools and the like 冬至日 (规程四(一)): a report of both gives
    two days, two bands and two declinations.
    """
    if len(days) < len(_DECLINATIONS):
        return False
    one, two = first.value, other.value
    if other.field == "band":
        return {one, two} <= set(DEFAULT_BANDS.values())
    if other.field == "declination":
        return all(
            isinstance(value, float)
            and any(abs(value - solar) <= _OF_DAY for solar in _DECLINATIONS.values())
            for value in (one, two)
        )
    return False


def declaration_of(
    said: Sequence[Said], form: Declaration, problems: ReadingProblems
) -> Declaration:
    """Put a declaration together (自述合并): the form first, then the documents.

    Parameters
    ----------
    said : sequence of Said
        Statements of the documents, in the order read; of several the first holds.
    form : Declaration
        The form; a record without content if there is none.
    problems : ReadingProblems
        Where contradictions are added, ``SUBMISSION-DECLARED-TWICE``.
    """
    statements = [*said_of(form), *said]
    single: dict[str, Said] = {}
    lists: dict[str, list[Said]] = {name: [] for name in _LISTS}
    told: set[tuple[str, str]] = set()
    days = _days_told(statements)
    for each in statements:
        if each.field in lists:
            lists[each.field].append(each)
            continue
        first = single.setdefault(each.field, each)
        if first is each or _same(each.field, first.value, each.value):
            continue
        if _of_two_days(first, each, days):
            continue
        if (each.field, repr(each.value)) not in told:
            told.add((each.field, repr(each.value)))
            _tell(first, each, problems)
    parties: dict[str, dict[str, Any]] = {name: {} for name in _PARTIES}
    values: dict[str, Any] = {}
    places = []
    for name, each in single.items():
        party, _, part = name.partition(".")
        if part:
            parties[party][part] = each.value
        else:
            values[name] = each.value
        places.append((name, each.place))
    for name in _LISTS:
        chosen = _list_of(name, lists[name], form)
        values[name] = tuple(each.value for each in chosen)
        if chosen:
            places.append((name, chosen[0].place))
    values["attachments_listed"] = bool(
        values.get("attachments_listed") or values["attachments"]
    )
    values |= {name: Party(**parts) for name, parts in parties.items()}
    declaration = Declaration(**values)
    return replace(declaration, places=tuple(p for p in places if p[1]))


def _list_of(name: str, statements: list[Said], form: Declaration) -> list[Said]:
    """Entries of a list, each once; the form's alone where it gives any."""
    own = getattr(form, name)
    if own:
        statements = statements[: len(own)]
    kept: dict[object, Said] = {}
    for each in statements:
        value: object = each.value
        if isinstance(value, Attachment):
            value = value.title
        elif name == "buildings":
            value = repr(replace(each.value, place=""))  # type: ignore[type-var]
        kept.setdefault(value, each)
    return list(kept.values())


def _tell(first: Said, other: Said, problems: ReadingProblems) -> None:
    """Tell of a contradiction."""
    one, two = shortened(_text(first.value)), shortened(_text(other.value))
    label = _label(first.field)
    problems.add(
        "SUBMISSION-DECLARED-TWICE",
        other.place,
        f"{first.field} is {two!r} here and {one!r} at {first.place}; "
        "the latter is used",
        f"“{label}”此处为“{_text_zh(other.value)}”，而 {first.place} 为"
        f"“{_text_zh(first.value)}”，取后者",
        found=two,
        expected=one,
    )


def _label(field: str) -> str:
    """Name of a field in Chinese."""
    party, _, part = field.partition(".")
    words = label_words()
    if part:
        return f"{words['fields'][party][0]}{words['party_fields'][part][0]}"
    return str(words["fields"].get(field, [field])[0])


_WORDS_ZH: Final = {
    "true_solar_time": "真太阳时",
    "beijing_time": "北京时间",
    "True": "是",
    "False": "否",
}


def _text_zh(value: object) -> str:
    """Value in Chinese words."""
    said = _text(value)
    return _WORDS_ZH.get(said, shortened(said))


def _text(value: object) -> str:
    """Value in words."""
    if isinstance(value, tuple):
        return "-".join(f"{int(v) // 60}:{int(v) % 60:02d}" for v in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
