"""Tables that count the units of each building (分楼计数表)."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from sunlight.report.content.judged.counted import (
    STANDINGS,
    CountedUnit,
    UnitCounts,
    counts_of,
)
from sunlight.report.content.judged.figures import Wordy, building_label
from sunlight.report.content.records import Cell, Column, Table, Tone
from sunlight.report.segments import DASH
from sunlight.rules import CountingUnit

__all__ = ["COUNTS", "counts_table", "group_by_building", "number_cell"]

COUNTS: Final[tuple[tuple[str, Callable[[UnitCounts], int]], ...]] = (
    ("units", lambda c: c.units),
    ("satisfied_before", lambda c: c.met_before),
    ("satisfied_after", lambda c: c.satisfied),
    ("satisfied_to_not", lambda c: c.fallen),
    ("new_not_satisfied", lambda c: c.new_missed),
    ("unaffected", lambda c: c.unaffected),
    ("affected", lambda c: c.affected),
    ("gained", lambda c: c.gained),
    ("not_judged", lambda c: c.not_judged),
    ("not_applicable", lambda c: c.not_applicable),
)
"""Columns of counts; but for those of before, the later add up to the first."""

_OF_BEFORE: Final = frozenset(
    {"satisfied_before", "satisfied_to_not", "unaffected", "affected", "gained"}
)
"""A dash, not 0, where nothing stands before the project."""

_ALWAYS: Final = frozenset({"units", "not_judged", "not_applicable"})
"""Counted even where nothing is judged; the others are a dash, not 0, then."""

_TONES: Final[dict[str, Tone]] = {
    "satisfied_to_not": "fail",
    "new_not_satisfied": "fail",
    "affected": "fail",
    "gained": "gain",
    "not_judged": "open",
}


def group_by_building(units: Iterable[CountedUnit]) -> dict[int, list[CountedUnit]]:
    """Units of each building, by standing, then in the order of the project (按楼).

    Parameters
    ----------
    units : iterable of CountedUnit
        Units.
    """
    found: dict[int, list[CountedUnit]] = {}
    for unit in units:
        found.setdefault(unit.building, []).append(unit)
    order = sorted(found, key=lambda b: (STANDINGS.index(found[b][0].standing), b))
    return {building: found[building] for building in order}


def number_cell(count: int) -> Cell:
    """Cell with a number (数字单元格)."""
    return Cell(text=str(count), value=float(count))


def counts_table(told: Wordy, table_id: str, units: Sequence[CountedUnit]) -> Table:
    """Counts of each building, of each standing, of all."""
    words = told.words
    by_building = group_by_building(units)
    rooms = units[0].counted_as is CountingUnit.ROOM
    rows = []
    for index, members in by_building.items():
        first = members[0]
        what = words[f"standing.{first.standing.value}"]
        if rooms:
            what = words["results.use_standing"].format(
                use=words[f"use.{first.use.value}"], standing=what
            )
        cells = (Cell(text=building_label(told, index)), Cell(text=what))
        rows.append((*cells, *_count_cells(told, members)))
    rows += _subtotals(told, units)
    kind = "rooms" if rooms else "households"
    heading = "use" if rooms else "standing"
    columns = (
        Column(id="building", title=words["results_column.building"], width=2.2),
        Column(id=heading, title=words[f"results_column.{heading}"], width=1.6),
        *(
            Column(id=name, title=words[f"results_column.{name}"], kind="number")
            for name, _ in COUNTS
        ),
    )
    return Table(
        id=table_id,
        caption=words[f"results.{kind}_caption"],
        columns=columns,
        rows=tuple(rows),
        note=words["results.counts_note"],
    )


def _subtotals(told: Wordy, units: Sequence[CountedUnit]) -> list[tuple[Cell, ...]]:
    """Sums by standing, where there are several, and of all."""
    present = [s for s in STANDINGS if any(u.standing is s for u in units)]
    rows = []
    for standing in present if len(present) > 1 else []:
        members = [u for u in units if u.standing is standing]
        label = told.words[f"standing.{standing.value}"]
        subtotal = told.words["results.subtotal"].format(standing=label)
        rows.append(
            (Cell(text=subtotal), Cell(text=label), *_count_cells(told, members))
        )
    total = (Cell(text=told.words["results.total"]), Cell(text=DASH))
    return [*rows, (*total, *_count_cells(told, units))]


def _count_cells(told: Wordy, units: Sequence[CountedUnit]) -> list[Cell]:
    """Cells of counts; a dash where nothing stands before."""
    counts = counts_of(units, strictly=told.strictly)
    without_before = counts.with_before == 0
    without_new = counts.with_before == counts.units
    cells = []
    for name, count in COUNTS:
        found = count(counts)
        absent = (
            (without_before and name in _OF_BEFORE)
            or (without_new and name == "new_not_satisfied")
            or (counts.judged == 0 and name not in _ALWAYS)
        )
        if absent and not found:
            cells.append(Cell(text=DASH))
        elif found and name in _TONES:
            tone = _TONES[name]
            cells.append(Cell(text=str(found), value=float(found), tone=tone))
        else:
            cells.append(number_cell(found))
    return cells
