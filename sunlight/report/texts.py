"""Words that people read, in zh and en catalogues with equal keys (文字)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from sunlight.errors import InputError
from sunlight.rules import Language

__all__ = ["LANGUAGES", "Texts", "texts"]

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
"""Languages there is a catalogue for."""

Texts = Mapping[str, str]
"""Words by key, such as ``columns.window``."""


@cache
def texts(lang: Language) -> Texts:
    """Catalogue of a language (文字目录).

    It is put together from ``texts_LANG.toml`` and every ``words/*_LANG.toml``.

    Parameters
    ----------
    lang : {'zh', 'en'}
        Language.

    Returns
    -------
    mapping of str to str
        Read-only; keys such as ``columns.window``, the same in every language.

    Raises
    ------
    InputError
        If there is no catalogue in that language.
    ValueError
        If a section stands in two files.

    Examples
    --------
    >>> texts("zh")["columns.window"], texts("en")["columns.window"]
    ('窗号', 'window')
    """
    if lang not in LANGUAGES:
        raise InputError(
            f"there is no catalogue in {lang!r}; choose one of: {', '.join(LANGUAGES)}",
            where="lang",
            value=lang,
        )
    folder = files("sunlight.report")
    ending = f"_{lang}.toml"
    found: dict[str, str] = {}
    sections: set[str] = set()
    for resource in (
        folder / f"texts{ending}",
        *sorted(
            (r for r in (folder / "words").iterdir() if r.name.endswith(ending)),
            key=lambda r: r.name,
        ),
    ):
        entries = tomllib.loads(resource.read_text(encoding="utf-8"))
        twice = sections & entries.keys()
        if twice:
            raise ValueError(f"section {min(twice)!r} of {resource.name} stands twice")
        sections |= entries.keys()
        found |= {
            f"{section}.{key}": words
            for section, entry in entries.items()
            for key, words in entry.items()
        }
    return MappingProxyType(found)
