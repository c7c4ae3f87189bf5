"""Which kind a name means, by the words in it (名称判读)."""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any, Final, NamedTuple

__all__ = ["Meaning", "meaning_of", "normalised", "word_tables"]

_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_JOINTS: Final = re.compile(r"[/\\+&,;|、，；·]|与|兼|\band\b|\bund\b|\bor\b|\boder\b")
_AFTER: Final = re.compile(r"\bwith\b|\bmit\b|\bfor\b|\bfuer\b|带")
_BRACKETS: Final = re.compile(r"[(\[{<【（「](.*?)[)\]}>】）」]")


class Meaning(NamedTuple):
    """What a name means (含义).

    Parameters
    ----------
    kind : str
        Name of the table whose word it has; empty if it has none, or of several.
    ambiguous : tuple of str
        The kinds, if it means several at once.
    """

    kind: str = ""
    ambiguous: tuple[str, ...] = ()


@functools.cache
def word_tables() -> Mapping[str, Any]:
    """Tables of words, as packaged (用语表)."""
    text = resources.files("sunlight.importers.ifc").joinpath("words.toml")
    return tomllib.loads(text.read_text(encoding="utf-8"))


def normalised(text: str) -> str:
    """Small letters, umlauts spelt out, no digits at word ends (规范化).

    Parameters
    ----------
    text : str
        A name.

    Returns
    -------
    str
        Of words one space apart; signs that join names are kept.

    Examples
    --------
    >>> normalised("Küche_2")
    'kueche'
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = unicodedata.normalize("NFC", plain).translate(_UMLAUTS)
    plain = re.sub(r"[\d_.:\-'#]+", " ", plain)
    return " ".join(plain.split())


@functools.cache
def _finder(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kinds of a table and the pattern of all their words."""
    kinds = []
    for kind, words in word_tables()[table].items():
        kinds.append((kind, re.compile("|".join(map(_pattern, _longest_first(words))))))
    return tuple(kinds)


def _longest_first(words: Iterable[str]) -> list[str]:
    """Words, longest first, so that the longest of those at one place is found."""
    return sorted(words, key=len, reverse=True)


def _pattern(word: str) -> str:
    """Pattern of one word: Chinese anywhere, others whole or as the end of one."""
    if not word.isascii():
        return re.escape(word)
    start = "[a-z]*" if word.startswith("*") else "(?<![a-z])"
    return rf"{start}{re.escape(word.lstrip('*'))}(?![a-z])"


def meaning_of(text: str, table: str) -> Meaning:
    """Which kind of a table a name means (判读).

    The last word counts, the longest of those that end there; what joins two names, as
    in ``客厅/厨房``, makes two of them, and if they differ the name is ambiguous. What
    stands in brackets counts only if nothing outside does.

    Parameters
    ----------
    text : str
        A name.
    table : str
        ``rooms``, ``uses``, ``zones`` or ``storeys``.

    Returns
    -------
    Meaning
        With neither kind nor ambiguity if no word is known.

    Examples
    --------
    >>> meaning_of("主卧卫生间", "rooms").kind
    'bath'
    >>> meaning_of("Living/Kitchen", "rooms").ambiguous
    ('living', 'kitchen')
    """
    plain = normalised(text)
    outside = _BRACKETS.sub(" ", plain)
    found = _kinds(outside, table)
    if not found:
        found = _kinds(" / ".join(_BRACKETS.findall(plain)), table)
    if not found:
        return Meaning()
    if "living" in found and set(found) <= {"living", "dining"}:
        return Meaning(kind="living")
    if len(found) == 1:
        return Meaning(kind=found[0])
    return Meaning(ambiguous=tuple(found))


def _kinds(text: str, table: str) -> list[str]:
    """Kinds of the pieces of a name, each once, in their order."""
    found: list[str] = []
    for piece in _JOINTS.split(text):
        kind = _last_kind(_AFTER.split(piece)[0], table)
        if kind and kind not in found:
            found.append(kind)
    return found


def _last_kind(piece: str, table: str) -> str:
    """Kind of the word that ends last, the longest of several."""
    best, kind = (-1, 0), ""
    for name, pattern in _finder(table):
        for match in pattern.finditer(piece):
            place = (match.end(), match.end() - match.start())
            if place >= best:
                best, kind = place, name
    return kind
