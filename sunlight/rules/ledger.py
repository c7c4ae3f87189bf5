"""The ledger: every sentence of the text, and what became of it (条款台账)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from sunlight.errors import RuleError
from sunlight.rules.ruleset import Ruleset
from sunlight.rules.verdict import Language

__all__ = ["Coverage", "LedgerEntry", "item_of", "ledger"]

_SENTENCE_MARK: Final = "第"
"""What follows an item's id where its sentences have entries of their own."""


class Coverage(StrEnum):
    """What became of a sentence (落实方式), the first of these that holds."""

    NOT_COMPUTABLE = "not computable"
    """No program can settle it, or this one does not meet it."""
    PENDING = "pending"
    """It can be computed, but is not built in yet."""
    CLAUSE = "clause"
    """A clause function is it."""
    PARAMETER = "parameter"
    """A figure is all of it."""
    CODE = "code"
    """The engine, the model or the report does it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One sentence of the text and what became of it (台账条目).

    Parameters
    ----------
    id : str
        Which text and where in it, such as ``规程六(三)`` or ``规程六(一)第2句``.
    meaning_zh, meaning_en : str
        What it says, in our own words.
    clauses : tuple of str
        Clause functions, ``module.function`` of the edition.
    parameters : tuple of str
        Ids of its figures.
    code : tuple of str
        Dotted names in the engine, the model or the report.
    pending_zh, pending_en : str
        What is not built in yet; empty if nothing is.
    not_computable_zh, not_computable_en : str
        Why no program can settle it; empty if one can.
    """

    id: str
    meaning_zh: str
    meaning_en: str
    clauses: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    pending_zh: str = ""
    pending_en: str = ""
    not_computable_zh: str = ""
    not_computable_en: str = ""

    @property
    def item(self) -> str:
        """Id of the item that the sentence stands in (所在条目)."""
        return item_of(self.id)

    @property
    def coverage(self) -> Coverage:
        """What became of it, the least favourable word first (落实方式)."""
        found = (
            (Coverage.NOT_COMPUTABLE, self.not_computable_en),
            (Coverage.PENDING, self.pending_en),
            (Coverage.CLAUSE, self.clauses),
            (Coverage.PARAMETER, self.parameters),
        )
        return next((kind for kind, there in found if there), Coverage.CODE)

    def meaning(self, lang: Language) -> str:
        """What it says (含义).

        Parameters
        ----------
        lang : {'zh', 'en'}
            Language.

        Returns
        -------
        str
            In our own words.
        """
        return self.meaning_zh if lang == "zh" else self.meaning_en

    def remark(self, lang: Language) -> str:
        """Why it is not computed, or not yet (说明).

        Parameters
        ----------
        lang : {'zh', 'en'}
            Language.

        Returns
        -------
        str
            Empty if it is.
        """
        remarks = {
            "zh": (
                ("不可计算：", self.not_computable_zh),
                ("尚未实现：", self.pending_zh),
            ),
            "en": (
                ("not computable: ", self.not_computable_en),
                ("not built in yet: ", self.pending_en),
            ),
        }
        return "; ".join(kind + why for kind, why in remarks[lang] if why)


def ledger(rules: Ruleset) -> tuple[LedgerEntry, ...]:
    """Every sentence of the rules and what became of it (条款台账).

    Parameters
    ----------
    rules : Ruleset
        The rules; a profile that inherits has the ledger of what it inherits.

    Returns
    -------
    tuple of LedgerEntry
        In the order of the text: the technical annex, then the measures.

    Raises
    ------
    RuleError
        If a sentence has no coverage, or the other way round: a fault of the package.

    Examples
    --------
    >>> from sunlight.rules.registry import ruleset
    >>> entry = next(e for e in ledger(ruleset()) if e.id == "规程四(一)5")
    >>> print(entry.coverage, entry.parameters)
    clause ('school_day', 'school_minutes')
    """
    return _read(rules.package)


def item_of(clause_id: str) -> str:
    """Id of an item without the number of the sentence in it (所在条目).

    Parameters
    ----------
    clause_id : str
        Such as ``规程六(一)第2句``.

    Returns
    -------
    str
        Such as ``规程六(一)``; the id itself where it names no sentence.
    """
    return clause_id.partition(_SENTENCE_MARK)[0]


@cache
def _read(package: str) -> tuple[LedgerEntry, ...]:
    """Read the two packaged files of an edition, once a process."""
    meanings = _tables(package, "clauses.toml", "clause")
    covered = _tables(package, "coverage.toml", "covered")
    if set(meanings) != set(covered):
        raise RuleError(
            f"{package}: only in clauses.toml {sorted(set(meanings) - set(covered))}, "
            f"only in coverage.toml {sorted(set(covered) - set(meanings))}; give each "
            "id one entry in both"
        )
    return tuple(_entry(meanings[name], covered[name]) for name in meanings)


def _tables(package: str, name: str, key: str) -> dict[str, Mapping[str, object]]:
    """Tables of a packaged file by their id, none of which may come twice."""
    text = (files(package) / name).read_text(encoding="utf-8")
    found: dict[str, Mapping[str, object]] = {}
    for table in tomllib.loads(text)[key]:
        if table["id"] in found:
            raise RuleError(f"{package}/{name}: {table['id']!r} is there twice")
        found[table["id"]] = table
    return found


def _entry(meaning: Mapping[str, object], covered: Mapping[str, object]) -> LedgerEntry:
    """Make one record of the two tables of an id."""
    told = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in covered.items()
    }
    told |= {"meaning_zh": meaning["zh"], "meaning_en": meaning["en"]}
    try:
        return LedgerEntry(**told)  # type: ignore[arg-type]
    except TypeError as error:
        raise RuleError(f"coverage of {covered['id']!r}: {error}") from error
