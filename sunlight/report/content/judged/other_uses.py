"""Tables of units of uses other than dwellings (其他用途汇总表)."""

from collections.abc import Callable, Sequence
from typing import Final

from sunlight.report.content.judged.counted import (
    CountedUnit,
    UnitCounts,
    counts_of,
)
from sunlight.report.content.judged.counts_table import (
    COUNTS,
    counts_table,
    number_cell,
)
from sunlight.report.content.judged.figures import Wordy, building_label, tone_of
from sunlight.report.content.records import Block, Cell, Chapter, Column, Table
from sunlight.report.grounds import share_text
from sunlight.report.segments import DASH
from sunlight.report.units import figure_text
from sunlight.report.uses import day_of_unit, day_of_use
from sunlight.rules import (
    Bounds,
    CountingUnit,
    outcome_text,
    standard_for,
    uses_with_standard,
    wording_text,
)

__all__ = ["other_uses"]

_COUNTED: Final[tuple[tuple[str, Callable[[UnitCounts], int]], ...]] = (
    ("units", lambda c: c.units),
    ("satisfied", lambda c: c.satisfied),
    ("not_satisfied", lambda c: c.not_satisfied),
    *(entry for entry in COUNTS if entry[0] in ("unaffected", "affected", "gained")),
    *(entry for entry in COUNTS if entry[0] in ("not_judged", "not_applicable")),
)
"""Columns of counts; the later add up to the first."""


def other_uses(told: Wordy, units: Sequence[CountedUnit]) -> Chapter:
    """Units of other uses: by use, then rooms, shares and grounds (其他用途).

    Parameters
    ----------
    told : Wordy
        What the report is written from.
    units : sequence of CountedUnit
        Units other than households, at least one.

    Returns
    -------
    Chapter
        ``summary-others``.
    """
    of_kind = {
        kind: [unit for unit in units if unit.counted_as is kind]
        for kind in CountingUnit
    }
    grounds = [*of_kind[CountingUnit.GROUND], *of_kind[CountingUnit.LAND]]
    blocks: list[Block] = [_uses_table(told, units)]
    if of_kind[CountingUnit.ROOM]:
        blocks.append(counts_table(told, "summary-rooms", of_kind[CountingUnit.ROOM]))
    if of_kind[CountingUnit.BUILDING]:
        blocks.append(_shares_table(told, of_kind[CountingUnit.BUILDING]))
    if grounds:
        blocks.append(_grounds_table(told, grounds))
    return Chapter(
        id="summary-others",
        title=told.words["results.other_uses"],
        blocks=tuple(blocks),
    )


def _uses_table(told: Wordy, units: Sequence[CountedUnit]) -> Table:
    """One row a use and what is counted."""
    words, assessment = told.words, told.assessment
    groups: dict[tuple[str, CountingUnit, str], list[CountedUnit]] = {}
    for unit in units:
        day = (
            day_of_unit(assessment, assessment.units[unit.row])
            if unit.counted_as is CountingUnit.GROUND
            else day_of_use(assessment, unit.use)
        )
        groups.setdefault((unit.use.value, unit.counted_as, day), []).append(unit)
    rows = []
    for (use, kind, day), members in groups.items():
        counts = counts_of(members, strictly=told.strictly)
        rows.append(
            (
                Cell(text=words[f"use.{use}"]),
                Cell(text=words[f"counted_as.{kind.value}"]),
                Cell(text=day),
                *(number_cell(count(counts)) for _, count in _COUNTED),
            )
        )
    names = ("use", "counted_as", "day")
    return Table(
        id="summary-uses",
        caption=words["results.uses_caption"],
        columns=(
            *(Column(id=n, title=words[f"results_column.{n}"]) for n in names),
            *(
                Column(id=n, title=words[f"results_column.{n}"], kind="number")
                for n, _ in _COUNTED
            ),
        ),
        rows=tuple(rows),
        note=words["results.uses_note"],
    )


def _shares_table(told: Wordy, units: Sequence[CountedUnit]) -> Table:
    """One row a building that is judged by the share of its rooms."""
    words = told.words
    rows = []
    for unit in units:
        verdict = unit.verdict
        tally = verdict.tally
        total = None if tally is None else tally.total
        needed = None if tally is None else tally.needed
        minutes = (
            standard_for(told.assessment.rules, unit.use).minutes
            if unit.use in uses_with_standard(told.assessment.rules)
            else None
        )
        rows.append(
            (
                Cell(text=building_label(told, unit.building)),
                Cell(text=words[f"use.{unit.use.value}"]),
                Cell(text=words[f"standing.{unit.standing.value}"]),
                Cell(text=day_of_use(told.assessment, unit.use)),
                Cell(text=DASH if minutes is None else f"{minutes:g}", value=minutes),
                _room_cell(total),
                _room_cell(needed),
                _bounds_cell(None if tally is None else tally.before),
                _bounds_cell(None if tally is None else tally.after),
                *_said(told, unit),
            )
        )
    numbers = ("minutes", "rooms", "rooms_needed", "rooms_before", "rooms_after")
    return Table(
        id="summary-shares",
        caption=words["results.shares_caption"],
        columns=(
            Column(id="building", title=words["results_column.building"], width=2.0),
            *(
                Column(id=n, title=words[f"results_column.{n}"])
                for n in ("use", "standing", "day")
            ),
            *(
                Column(id=n, title=words[f"results_column.{n}"], kind="number")
                for n in numbers
            ),
            *_said_columns(told),
        ),
        rows=tuple(rows),
        note=words["results.shares_note"],
    )


def _grounds_table(told: Wordy, units: Sequence[CountedUnit]) -> Table:
    """One row a play ground or a plot of unbuilt land."""
    words, assessment = told.words, told.assessment
    rows = []
    for unit in units:
        result, tally = assessment.units[unit.row], unit.verdict.tally
        ground = assessment.project.grounds[result.ground]
        measured = assessment.grounds[result.ground]
        needed = None if tally is None else tally.needed
        area = float(ground.polygon.area)
        minutes = None if measured is None else measured.minutes
        rows.append(
            (
                Cell(text=ground.id),
                Cell(text=words[f"ground_kind.{ground.kind.value}"]),
                Cell(text=words[f"use.{ground.use.value}"]),
                Cell(text=day_of_unit(assessment, result)),
                Cell(text=f"{area:.1f}", value=area),
                Cell(text=DASH if minutes is None else f"{minutes:g}", value=minutes),
                _share_cell(told, None if tally is None else tally.before),
                _share_cell(told, None if tally is None else tally.after),
                Cell(text=figure_text(needed, "share", words), value=needed),
                *_said(told, unit),
            )
        )
    texts = ("ground", "kind", "use", "day")
    numbers = ("area", "minutes", "share_before", "share_after", "share_needed")
    return Table(
        id="summary-grounds",
        caption=words["results.grounds_caption"],
        columns=(
            *(Column(id=n, title=words[f"results_column.{n}"]) for n in texts),
            *(
                Column(id=n, title=words[f"results_column.{n}"], kind="number")
                for n in numbers
            ),
            *_said_columns(told),
        ),
        rows=tuple(rows),
        note=words["results.grounds_note"],
    )


def _said(told: Wordy, unit: CountedUnit) -> tuple[Cell, Cell]:
    """Wording, or the outcome where there is none, and the clause."""
    verdict = unit.verdict
    text = wording_text(verdict.wording, told.lang)
    return (
        Cell(
            text=text or outcome_text(verdict.outcome, told.lang), tone=tone_of(verdict)
        ),
        Cell(text=verdict.clause),
    )


def _said_columns(told: Wordy) -> tuple[Column, Column]:
    """Headings of wording and clause."""
    return (
        Column(
            id="wording", title=told.words["results_column.wording"], kind="outcome"
        ),
        Column(id="clause", title=told.words["results_column.clause"], width=1.3),
    )


def _room_cell(rooms: float | None) -> Cell:
    """Cell with a number of rooms."""
    return Cell(text=DASH if rooms is None else f"{rooms:g}", value=rooms)


def _bounds_cell(bounds: Bounds | None) -> Cell:
    """Cell with rooms between bounds."""
    if bounds is None:
        return Cell(text=DASH)
    if bounds.gap == 0.0:
        return _room_cell(bounds.lower)
    return Cell(text=f"{bounds.lower:g}{DASH}{bounds.upper:g}", value=bounds.lower)


def _share_cell(told: Wordy, share: Bounds | None) -> Cell:
    """Cell with a share between bounds."""
    value = None if share is None else share.lower
    return Cell(text=share_text(share, told.words), value=value)
