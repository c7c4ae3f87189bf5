"""What a report rests on: texts in force, standards by use, clauses (编制依据)."""

import datetime as dt
import re
from collections import Counter, defaultdict
from typing import Final

from sunlight.assessment import Assessment
from sunlight.kinds import GroundKind
from sunlight.report.content.cells import (
    lines,
    number_cell,
    paragraphs,
    table_of,
    text_cell,
)
from sunlight.report.content.records import Block, Cell, Chapter, Items, Table
from sunlight.report.segments import time_band
from sunlight.report.texts import Texts
from sunlight.rules import (
    Language,
    Ruleset,
    Standard,
    ground_standard,
    in_force,
    item_of,
    ledger,
    ruleset,
    standard_for,
    uses_with_standard,
)

__all__ = ["basis_chapter", "document_named"]

_NATIONAL: Final = re.compile(r"(?:GB(?:/T)?|JGJ(?:/T)?|CJJ) ?\d+-\d{4}")
"""Numbers of national and industry standards in the sources of figures."""

_METHOD: Final = "规程六(二)"
"""Leaves the method of calculation to the national standards."""
_METHOD_STANDARD: Final = "GB/T 50947-2014"


def document_named(rules: Ruleset, words: Texts, lang: Language) -> str:
    """Title and number of the rules as texts cite them (文件全称).

    Parameters
    ----------
    rules : Ruleset
        Rules that judged.
    words : mapping
        Catalogue.
    lang : {'zh', 'en'}
        Its language.
    """
    title = rules.title_zh if lang == "zh" else rules.title_en
    return words["front_basis.document"].format(title=title, number=rules.document)


def basis_chapter(assessment: Assessment, words: Texts, lang: Language) -> Chapter:
    """Texts and clauses that the report rests on (编制依据).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    lang : {'zh', 'en'}
        Its language.
    """
    rules = assessment.rules
    warned = [] if rules.status == "read" else [words["front_basis.unverified"]]
    texts: list[Block] = [
        Items(items=paragraphs(_texts(rules, words, lang)), numbered=True),
        *paragraphs([_in_force(assessment, words), _ids(rules, words, lang)]),
        *paragraphs(warned, "note"),
    ]
    sections = [
        Chapter(
            id="basis-texts",
            title=words["front_basis.texts"],
            blocks=tuple(texts),
        ),
        Chapter(
            id="basis-standards",
            title=words["front_basis.standards"],
            blocks=_standards(assessment, words),
        ),
        Chapter(
            id="basis-clauses",
            title=words["front_basis.clauses"],
            blocks=(
                _judging_clauses(assessment, words, lang),
                _laying_clauses(rules, words, lang),
            ),
        ),
    ]
    return Chapter(
        id="basis", title=words["front_chapters.basis"], sections=tuple(sections)
    )


def _texts(rules: Ruleset, words: Texts, lang: Language) -> list[str]:
    """Rules that judge, those they inherit, and standards that figures come from."""
    last = rules.in_force_until
    until = (
        words["front_basis.no_end"]
        if last == dt.date.max
        else words["front_basis.until"].format(last=last.isoformat())
    )
    told = [
        words["front_basis.rules"].format(
            document=document_named(rules, words, lang),
            name=rules.name,
            first=rules.in_force_from.isoformat(),
            until=until,
        )
    ]
    if rules.inherits:
        told.append(words["front_basis.inherits"].format(name=rules.inherits))
    for number, terms in _national(rules, words, lang).items():
        key = f"front_standard.{re.sub(r'[^a-z0-9]', '_', number.lower())}"
        title = words.get(key, "")
        told.append(
            words["front_basis.national"].format(
                document=words["front_basis.document"].format(
                    title=title, number=number
                )
                if title
                else number,
                terms=words["front.comma"].join(terms),
                note=words.get(key.replace("standard", "standard_note"), ""),
            )
        )
    return told


def _national(rules: Ruleset, words: Texts, lang: Language) -> dict[str, list[str]]:
    """National standards that the figures in force come from, with their terms."""
    found: dict[str, list[str]] = defaultdict(list)
    if any(entry.item == _METHOD for entry in ledger(rules)):
        found[_METHOD_STANDARD].append(words["front_basis.method"])
    for parameter in rules.values.by_id.values():
        for number in _NATIONAL.findall(f"{parameter.clause} {parameter.source}"):
            if number == rules.document:
                continue
            term = parameter.term_zh if lang == "zh" else parameter.term_en
            if parameter.confidence != "read":
                term = words["front_basis.unread"].format(term=term)
            if term not in found[number]:
                found[number].append(term)
    return dict(sorted(found.items()))


def _in_force(assessment: Assessment, words: Texts) -> str:
    """Whether the date of the report lies within the days in force."""
    date = assessment.project.report_date
    if date is None:
        return words["front_basis.undated"]
    key = "in_force" if in_force(assessment.rules, date) else "out_of_force"
    return words[f"front_basis.{key}"].format(date=date.isoformat())


def _ids(rules: Ruleset, words: Texts, lang: Language) -> str:
    """Which texts the ids of clauses point into."""
    edition = ruleset(rules.edition) if rules.inherits else rules
    return words["front_basis.ids"].format(
        document=document_named(edition, words, lang)
    )


def _standards(assessment: Assessment, words: Texts) -> tuple[Block, ...]:
    """What is owed to the uses that there are in the project."""
    rules, project = assessment.rules, assessment.project
    there = {b.use for b in project.buildings} | {g.use for g in project.grounds}
    owed = [
        (words[f"use.{use.value}"], standard_for(rules, use))
        for use in uses_with_standard(rules)
        if use in there
    ]
    if any(g.kind is GroundKind.PLAY_GROUND for g in project.grounds):
        owed.append((words["ground_kind.play_ground"], ground_standard(rules)))
    if not owed:
        return paragraphs([words["front_basis.no_standard"]], "note")
    unverified = any(not standard.verified for _, standard in owed)
    table = table_of(
        words,
        "standards",
        [
            ("use", "text", 1.4),
            ("counted_as", "text", 1.0),
            ("day", "text", 0.8),
            ("band", "text", 1.3),
            ("minutes", "number", 0.9),
            ("share", "text", 1.2),
            ("clause", "text", 1.6),
        ],
        [_standard_row(name, standard, rules, words) for name, standard in owed],
        section="front_columns",
        note=words["front_basis.unverified_figure"] if unverified else "",
    )
    return (table,)


def _standard_row(
    name: str, standard: Standard, rules: Ruleset, words: Texts
) -> tuple[Cell, ...]:
    """Give a row of the table of standards."""
    share = (
        words["front_basis.all"]
        if standard.share == 1.0
        else words["front_basis.share"].format(share=f"{100.0 * standard.share:g}")
    )
    own = rules.citations.get(standard.clause, standard.clause)
    marked = words["front_basis.mark"] if not standard.verified else ""
    return (
        text_cell(name),
        text_cell(words[f"counted_as.{standard.unit.value}"]),
        text_cell(standard.day.value),
        text_cell(time_band(standard.band)),
        number_cell(standard.minutes, 0),
        text_cell(share),
        text_cell(own + marked),
    )


def _judging_clauses(assessment: Assessment, words: Texts, lang: Language) -> Table:
    """Clauses that took part in verdicts, and in how many."""
    rules = assessment.rules
    counted = Counter(clause for v in assessment.verdicts for clause in v.cited)
    order = {name: i for i, name in enumerate(_as_listed(rules))}
    cited = sorted(
        counted,
        key=lambda clause: (order.get(_listed(clause, rules), len(order)), clause),
    )
    meanings = _meanings(rules, lang)
    inherited = words["front_basis.own_figures"] if rules.inherits else ""
    return table_of(
        words,
        "clauses",
        [("clause", "text", 1.4), ("units", "number", 0.8), ("meaning", "text", 5.0)],
        [
            (
                text_cell(clause),
                number_cell(counted[clause], 0),
                text_cell(meanings.get(_listed(clause, rules), "")),
            )
            for clause in cited
        ],
        section="front_columns",
        note=words["front_basis.own_words"] + inherited,
    )


def _laying_clauses(rules: Ruleset, words: Texts, lang: Language) -> Table:
    """Clauses that lay down how is computed, who is counted and how it is shown."""
    told = {
        **{clause.id: "calculation" for clause in rules.calculation},
        **{clause.id: "sides" for clause in rules.sides},
        **{clause.id: "courtyards" for clause in rules.courtyards},
        **{clause.id: "display" for clause in rules.display},
    }
    meanings = _meanings(rules, lang)
    return table_of(
        words,
        "laying-clauses",
        [("clause", "text", 1.4), ("purpose", "text", 1.0), ("meaning", "text", 4.8)],
        [
            (
                text_cell(rules.citations.get(clause, clause)),
                text_cell(words[f"front_basis.for_{key}"]),
                text_cell(meanings.get(item_of(clause), "")),
            )
            for clause, key in told.items()
        ],
        section="front_columns",
    )


def _listed(clause: str, rules: Ruleset) -> str:
    """Id of a cited clause in the ledger of the edition."""
    inherited = {own: ours for ours, own in rules.citations.items()}
    plain = inherited.get(clause, clause).removeprefix(f"{rules.edition} ")
    return item_of(plain)


def _as_listed(rules: Ruleset) -> list[str]:
    """Items of the ledger in the order of the text."""
    return list(dict.fromkeys(entry.item for entry in ledger(rules)))


def _meanings(rules: Ruleset, lang: Language) -> dict[str, str]:
    """What each item says, a sentence a line."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in ledger(rules):
        found[entry.item].append(entry.meaning(lang))
    return {item: lines(told) for item, told in found.items()}
