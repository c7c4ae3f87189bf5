"""The regulation on the terminal: ledger of clauses, and explanations (条款查询)."""

import json
from collections import Counter

from rich.console import Console
from rich.text import Text

from sunlight.cli.layout import empty_table
from sunlight.report.texts import Texts, texts
from sunlight.rules import (
    Coverage,
    Language,
    LedgerEntry,
    Ruleset,
    explain,
    explanation_text,
    ledger,
)

__all__ = ["ledger_document", "print_explanation", "print_ledger"]


def ledger_document(rules: Ruleset) -> str:
    """Ledger as a JSON document (条款台账 JSON).

    Parameters
    ----------
    rules : Ruleset
        The rules.

    Returns
    -------
    str
        The edition, and each entry in both languages.
    """
    document = {
        "rules": rules.name,
        "document": rules.document,
        "title_zh": rules.title_zh,
        "title_en": rules.title_en,
        "in_force_from": rules.in_force_from.isoformat(),
        "in_force_until": rules.in_force_until.isoformat(),
        "profile_hash": rules.profile_hash,
        "entries": [_record(entry) for entry in ledger(rules)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _record(entry: LedgerEntry) -> dict[str, object]:
    """Entry as it stands in the document."""
    return {
        "id": entry.id,
        "item": entry.item,
        "coverage": entry.coverage.value,
        "clauses": entry.clauses,
        "parameters": entry.parameters,
        "code": entry.code,
        "meaning_zh": entry.meaning_zh,
        "meaning_en": entry.meaning_en,
        "remark_zh": entry.remark("zh"),
        "remark_en": entry.remark("en"),
    }


def print_ledger(rules: Ruleset, lang: Language, console: Console) -> None:
    """Print every entry with what it is mapped to (条款台账).

    Parameters
    ----------
    rules : Ruleset
        The rules.
    lang : {'zh', 'en'}
        Language.
    console : Console
        Where to.
    """
    words, entries = texts(lang), ledger(rules)
    title = words["regulation.title"].format(
        name=rules.name,
        document=rules.document,
        title=rules.title_zh if lang == "zh" else rules.title_en,
        first=rules.in_force_from.isoformat(),
        last=rules.in_force_until.isoformat(),
    )
    console.print(Text(title, style="bold"), soft_wrap=True)
    console.print()
    table = empty_table()
    table.add_column(words["regulation.id"], no_wrap=True)
    table.add_column(words["regulation.coverage"], no_wrap=True)
    table.add_column(words["regulation.carried_out_by"], overflow="fold", ratio=2)
    table.add_column(words["regulation.meaning"], overflow="fold", ratio=3)
    table.expand = True
    for entry in entries:
        table.add_row(
            entry.id,
            _coverage(entry.coverage, words),
            "\n".join(_carried_out_by(entry, lang)),
            entry.meaning(lang),
        )
    console.print(table)
    console.print()
    console.print(_counted(entries, words))
    console.print(words["regulation.explain"])


def _carried_out_by(entry: LedgerEntry, lang: Language) -> list[str]:
    """Return names of what carries an entry out, and why the rest is not."""
    named = [*entry.clauses, *entry.parameters, *entry.code]
    remark = entry.remark(lang)
    return [*named, remark] if remark else named


def _coverage(coverage: Coverage, words: Texts) -> str:
    """Return the word for what became of an entry."""
    return words[f"coverage.{coverage.name.lower()}"]


def _counted(entries: tuple[LedgerEntry, ...], words: Texts) -> str:
    """Return how many entries there are of each coverage."""
    counts = Counter(entry.coverage for entry in entries)
    parts = [
        words["regulation.part"].format(
            coverage=_coverage(coverage, words), count=counts[coverage]
        )
        for coverage in Coverage
        if counts[coverage]
    ]
    listed = words["cells.separator"].join(parts)
    return words["regulation.counted"].format(count=len(entries), parts=listed)


def print_explanation(
    rules: Ruleset, clause: str, lang: Language, console: Console
) -> None:
    """Print what a clause means, how it is read, with which figures (条款说明).

    Parameters
    ----------
    rules : Ruleset
        The rules.
    clause : str
        Id of the clause.
    lang : {'zh', 'en'}
        Language.
    console : Console
        Where to.

    Raises
    ------
    InputError
        If nothing has that id, naming the nearest ids.
    """
    text = explanation_text(explain(rules, clause, lang))
    console.print(text, soft_wrap=True)
