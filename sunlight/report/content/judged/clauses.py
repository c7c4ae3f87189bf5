"""Chapter ``verdicts``: how many units each clause decided, and what it asks (条款)."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from sunlight.report.content.judged.counted import CountedUnit, UnitCounts, counts_of
from sunlight.report.content.judged.counts_table import number_cell
from sunlight.report.content.judged.figures import Wordy
from sunlight.report.content.records import (
    Block,
    Cell,
    Chapter,
    Column,
    Items,
    Paragraph,
    Table,
)
from sunlight.report.segments import DASH
from sunlight.rules import (
    CountingUnit,
    Outcome,
    Reason,
    ledger,
    outcome_text,
    reason_text,
)

__all__ = ["verdicts_chapter"]

_COUNTS: Final[tuple[tuple[str, Callable[[UnitCounts], int]], ...]] = (
    ("units", lambda c: c.units),
    ("satisfied", lambda c: c.satisfied),
    ("not_satisfied", lambda c: c.not_satisfied),
    ("unaffected", lambda c: c.unaffected),
    ("affected", lambda c: c.affected),
    ("gained", lambda c: c.gained),
    ("not_judged", lambda c: c.not_judged),
    ("not_applicable", lambda c: c.not_applicable),
    ("passed", lambda c: c.passed),
    ("failed", lambda c: c.failed),
)


def verdicts_chapter(told: Wordy) -> Chapter:
    """Units by deciding clause, what the clause asks, what could not be applied.

    Parameters
    ----------
    told : Wordy
        What the report is written from.

    Returns
    -------
    Chapter
        ``verdicts`` (逐条评定); a unit stands under the one clause that decided.
    """
    words = told.words
    if not told.units:
        nothing = Paragraph(text=words["results.nothing_judged"], tone="open")
        return Chapter(
            id="verdicts", title=words["results.verdicts"], blocks=(nothing,)
        )
    without = [u for u in told.units if u.verdict.reasons]
    open_blocks: tuple[Block, ...] = (
        (_reasons_table(told, without),)
        if without
        else (Paragraph(text=words["results.all_applied"]),)
    )
    return Chapter(
        id="verdicts",
        title=words["results.verdicts"],
        blocks=(Paragraph(text=words["results.verdicts_intro"]), _clauses(told)),
        sections=(
            Chapter(
                id="verdicts-meaning",
                title=words["results.meaning"],
                blocks=(
                    Paragraph(text=words["results.meaning_intro"]),
                    Items(items=_meanings(told)),
                ),
            ),
            Chapter(
                id="verdicts-open",
                title=words["results.not_applied"],
                blocks=open_blocks,
            ),
        ),
    )


def _clauses(told: Wordy) -> Table:
    """One row a clause and what is counted, with a total."""
    words = told.words
    groups: dict[tuple[str, CountingUnit], list[CountedUnit]] = {}
    for unit in told.units:
        groups.setdefault((unit.verdict.clause, unit.counted_as), []).append(unit)
    place = _place_in_text(told)
    kinds = list(CountingUnit)
    order = sorted(groups, key=lambda key: (place(key[0]), kinds.index(key[1])))
    rows = [
        (
            Cell(text=clause),
            Cell(text=words[f"counted_as.{kind.value}"]),
            *_cells(counts_of(groups[clause, kind], strictly=told.strictly)),
        )
        for clause, kind in order
    ]
    total = counts_of(told.units, strictly=told.strictly)
    rows.append((Cell(text=words["results.total"]), Cell(text=DASH), *_cells(total)))
    return Table(
        id="verdicts-clauses",
        caption=words["results.clauses_caption"],
        columns=(
            Column(id="clause", title=words["results_column.clause"], width=1.6),
            Column(id="counted_as", title=words["results_column.counted_as"]),
            *(
                Column(id=name, title=words[f"results_column.{name}"], kind="number")
                for name, _ in _COUNTS
            ),
        ),
        rows=tuple(rows),
        note=words["results.clauses_note"],
    )


def _cells(counts: UnitCounts) -> list[Cell]:
    """Cells of counts."""
    return [number_cell(count(counts)) for _, count in _COUNTS]


def _place_in_text(told: Wordy) -> Callable[[str], tuple[int, str]]:
    """Where a clause stands in the text."""
    items = list(dict.fromkeys(e.item for e in ledger(told.assessment.rules)))
    places = {item: place for place, item in enumerate(items)}
    return lambda clause: (places.get(clause, len(items)), clause)


def _meanings(told: Wordy) -> tuple[Paragraph, ...]:
    """What each clause that took part asks, in our own words."""
    rules = told.assessment.rules
    cited = {clause for unit in told.units for clause in unit.verdict.cited}
    place = _place_in_text(told)
    found = []
    for clause in sorted(cited, key=place):
        meanings = [e.meaning(told.lang) for e in ledger(rules) if e.item == clause]
        own = rules.citations.get(clause, "")
        text = told.words["results.clause_meaning"].format(
            clause=f"{clause} [{own}]" if own else clause,
            meaning=told.following(meanings or ["–"]),
        )
        found.append(Paragraph(text=text))
    return tuple(found)


def _reasons_table(told: Wordy, units: Sequence[CountedUnit]) -> Table:
    """One row an outcome, clause and reason: what is missing, or why nothing is asked.

    A unit with two reasons is counted under both.
    """
    words = told.words
    found: Counter[tuple[Outcome, str, Reason]] = Counter()
    about: dict[tuple[Outcome, str, Reason], dict[str, None]] = {}
    for unit in units:
        verdict = unit.verdict
        for reason in verdict.reasons:
            key = (verdict.outcome, verdict.clause, reason)
            found[key] += 1
            if reason is Reason.SHADER_HEIGHT_ASSUMED:
                about.setdefault(key, {}).update(
                    dict.fromkeys(verdict.reason_buildings)
                )
    place = _place_in_text(told)
    outcomes, reasons = list(Outcome), list(Reason)
    order = sorted(
        found,
        key=lambda k: (outcomes.index(k[0]), place(k[1]), reasons.index(k[2])),
    )
    rows = []
    for key in order:
        outcome, clause, reason = key
        text = reason_text(reason, told.lang)
        if names := about.get(key):
            text = words["results.reason_about"].format(
                reason=text, names=told.joined(names)
            )
        waiting = outcome is Outcome.NOT_JUDGED
        rows.append(
            (
                Cell(
                    text=outcome_text(outcome, told.lang),
                    tone="open" if waiting else "note",
                ),
                Cell(text=clause),
                Cell(text=text),
                number_cell(found[key]),
            )
        )
    return Table(
        id="verdicts-reasons",
        caption=words["results.reasons_caption"],
        columns=(
            Column(id="outcome", title=words["results_column.outcome"], kind="outcome"),
            Column(id="clause", title=words["results_column.clause"], width=1.3),
            Column(id="reasons", title=words["results_column.reasons"], width=5.0),
            Column(id="units", title=words["results_column.units"], kind="number"),
        ),
        rows=tuple(rows),
        note=words["results.reasons_note"],
    )
