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
    resource = files("sunlight.report") / f"texts_{lang}.toml"
    sections = tomllib.loads(resource.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            f"{section}.{key}": words
            for section, entries in sections.items()
            for key, words in entries.items()
        }
    )
