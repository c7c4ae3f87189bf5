"""Chapter ``failing``: units that fail, that change below standard, that are open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sunlight.report.blame import (
    BestWindows,
    blamed_texts,
    household_windows,
    unit_windows,
)
from sunlight.report.content.judged.counted import CountedUnit
from sunlight.report.content.judged.counts_table import group_by_building
from sunlight.report.content.judged.figures import (
    Wordy,
    building_label,
    duration_text,
    fineness,
    shown_figure,
    tone_of,
)
from sunlight.report.content.records import (
    Block,
    Cell,
    Chapter,
    Column,
    Paragraph,
    Table,
)
from sunlight.report.segments import DASH, exact_duration
from sunlight.report.units import figure_text
from sunlight.rules import (
    CountingUnit,
    Outcome,
    Verdict,
    Wording,
    note_text,
    reasons_text,
    wording_text,
)

__all__ = ["failing_chapter"]

_CHANGED: Final = frozenset({Wording.NO_EFFECT, Wording.AFFECTED_GAIN})
"""Wordings of units that were below standard before, and pass."""

_FIGURES: Final = ("before", "after", "required", "margin")


def failing_chapter(told: Wordy) -> Chapter:
    """Failing units, affected ones that pass, and those not judged (不通过及受影响).

    Parameters
    ----------
    told : Wordy
        What the report is written from.

    Returns
    -------
    Chapter
        ``failing``; where a list is empty a sentence says so.
    """
    words = told.words
    failing = [u for u in told.units if u.verdict.outcome is Outcome.FAIL]
    changed = [u for u in told.units if u.verdict.wording in _CHANGED]
    waiting = [u for u in told.units if u.verdict.outcome is Outcome.NOT_JUDGED]
    deciding = _deciding(told)
    return Chapter(
        id="failing",
        title=words["results.failing"],
        blocks=(Paragraph(text=words["results.failing_intro"]),),
        sections=(
            Chapter(
                id="failing-units",
                title=words["results.failing_units"],
                blocks=_lists(told, deciding, failing, "failing"),
            ),
            Chapter(
                id="failing-changed",
                title=words["results.changed_units"],
                blocks=_lists(told, deciding, changed, "changed"),
            ),
            Chapter(
                id="failing-open",
                title=words["results.open_units"],
                blocks=_open_units(told, waiting),
            ),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Deciding:
    """Windows that figures come from, and who took them: households, other units."""

    windows: tuple[BestWindows, BestWindows]
    taken: tuple[list[str], list[str]]


def _deciding(told: Wordy) -> _Deciding:
    """Windows and takers of all units."""
    assessment, words = told.assessment, told.words
    homes, others = household_windows(assessment), unit_windows(assessment)
    return _Deciding(
        windows=(homes, others),
        taken=(
            _signed(blamed_texts(assessment, homes, words)),
            _signed(blamed_texts(assessment, others, words)),
        ),
    )


def _signed(texts: list[str]) -> list[str]:
    """Texts with true minus signs, which no line ends behind."""
    return [text.replace(" -", " \u2212") for text in texts]


def _places(told: Wordy, deciding: _Deciding, unit: CountedUnit) -> str:
    """Room and window after, and those before where they are others."""
    best = deciding.windows[_table_of(unit)]
    before, after = int(best.before[unit.row]), int(best.after[unit.row])
    if before < 0 and after < 0:
        return DASH
    after = after if after >= 0 else before
    lines = list(_place(told, after))
    if best.has_before[unit.row] and before not in (after, -1):
        room, window = _place(told, before)
        text = told.words["results.place_before"]
        lines.append(text.format(room=room, window=window))
    return "\n".join(lines)


def _place(told: Wordy, window: int) -> tuple[str, str]:
    """Ids of the room of a window and of the window."""
    project = told.assessment.project
    room = int(project.windows.room[window])
    name = str(project.rooms.id[room]) if room >= 0 else DASH
    return name, str(project.windows.id[window])


def _table_of(unit: CountedUnit) -> int:
    """Table in which the row of a unit counts: households, or other units."""
    return 0 if unit.counted_as is CountingUnit.HOUSEHOLD else 1


def _lists(
    told: Wordy, deciding: _Deciding, units: Sequence[CountedUnit], name: str
) -> tuple[Block, ...]:
    """Households, then other units; a sentence where there is none."""
    words = told.words
    if not units:
        return (Paragraph(text=words[f"results.{name}_none"]),)
    homes = [u for u in units if u.counted_as is CountingUnit.HOUSEHOLD]
    others = [u for u in units if u.counted_as is not CountingUnit.HOUSEHOLD]
    count = words[f"results.{name}_count"].format(
        households=len(homes), others=len(others)
    )
    blocks: list[Block] = [Paragraph(text=count)]
    for part, members in (("households", homes), ("others", others)):
        if members:
            blocks.append(_figures_table(told, deciding, members, f"{name}-{part}"))
    return tuple(blocks)


def _figures_table(
    told: Wordy, deciding: _Deciding, units: Sequence[CountedUnit], table_id: str
) -> Table:
    """One row a unit with its figures, grouped by building."""
    words = told.words
    rows: list[tuple[Cell, ...]] = []
    groups: list[tuple[int, str]] = []
    for index, members in group_by_building(units).items():
        groups.append((len(rows), building_label(told, index)))
        rows += [_figures_row(told, deciding, unit) for unit in members]
    columns = (
        Column(id="unit", title=words["results_column.unit"], width=1.5),
        Column(id="floor", title=words["results_column.floor"], width=0.6),
        Column(id="place", title=words["results_column.place"], width=2.1),
        *(
            Column(id=n, title=words[f"results_column.{n}"], kind="minutes", width=1.4)
            for n in _FIGURES
        ),
        Column(id="wording", title=words["results_column.wording"], kind="outcome"),
        Column(id="clause", title=words["results_column.clause"], width=1.2),
        Column(id="taken_by", title=words["results_column.taken_by"], width=2.4),
    )
    return Table(
        id=table_id,
        caption=words[f"results.{table_id.replace('-', '_')}_caption"],
        columns=columns,
        rows=tuple(rows),
        groups=tuple(groups),
        note=words["results.figures_note"],
    )


def _figures_row(
    told: Wordy, deciding: _Deciding, unit: CountedUnit
) -> tuple[Cell, ...]:
    """Cells of one unit."""
    words, verdict = told.words, unit.verdict
    fine, tone = fineness(verdict), tone_of(verdict)
    wording = wording_text(verdict.wording, told.lang)
    notes = [
        words["results_sentence.noted"].format(note=note_text(note, told.lang))
        for note in verdict.notes
    ]
    return (
        Cell(text=verdict.unit),
        _floor_cell(unit),
        Cell(text=_places(told, deciding, unit)),
        Cell(
            text=shown_figure(verdict.before, verdict, words, fine),
            value=verdict.before,
        ),
        Cell(
            text=shown_figure(verdict.measured, verdict, words, fine),
            value=verdict.measured,
            tone=tone,
        ),
        Cell(text=_required(told, verdict, fine), value=verdict.threshold),
        Cell(text=_margin(told, verdict), value=verdict.margin),
        Cell(text=wording, tone=tone),
        Cell(text=verdict.clause),
        Cell(
            text="\n".join([deciding.taken[_table_of(unit)][unit.row] or DASH, *notes])
        ),
    )


def _floor_cell(unit: CountedUnit) -> Cell:
    """Storey, a dash where there is none."""
    if unit.floor is None:
        return Cell(text=DASH)
    return Cell(text=str(unit.floor), value=float(unit.floor))


def _required(told: Wordy, verdict: Verdict, fine: int) -> str:
    """Standard, and the change that counts as none where the clause knows one."""
    whole = verdict.threshold is None or float(verdict.threshold).is_integer()
    text = shown_figure(verdict.threshold, verdict, told.words, 0 if whole else fine)
    if verdict.tolerance is None:
        return text
    allowed = told.words["results.tolerance"]
    return f"{text}\n{allowed.format(minutes=f'{verdict.tolerance:g}')}"


def _margin(told: Wordy, verdict: Verdict) -> str:
    """What is left, negative for what is short."""
    if verdict.measure_unit == "min":
        return exact_duration(verdict.margin, told.words)
    return figure_text(verdict.margin, verdict.measure_unit, told.words)


def _open_units(told: Wordy, units: Sequence[CountedUnit]) -> tuple[Block, ...]:
    """Units that are not judged, with all reasons."""
    words = told.words
    if not units:
        return (Paragraph(text=words["results.open_none"]),)
    rows: list[tuple[Cell, ...]] = []
    groups: list[tuple[int, str]] = []
    for index, members in group_by_building(units).items():
        groups.append((len(rows), building_label(told, index)))
        rows += [_open_row(told, unit) for unit in members]
    names = (("unit", 1.6), ("counted_as", 0.8), ("floor", 0.6))
    table = Table(
        id="open-units",
        caption=words["results.open_caption"],
        columns=(
            *(
                Column(id=n, title=words[f"results_column.{n}"], width=w)
                for n, w in names
            ),
            Column(id="before", title=words["results_column.before"], kind="minutes"),
            Column(id="after", title=words["results_column.after"], kind="minutes"),
            Column(id="clause", title=words["results_column.clause"], width=1.2),
            Column(id="reasons", title=words["results_column.reasons"], width=4.0),
        ),
        rows=tuple(rows),
        groups=tuple(groups),
        note=words["results.open_note"],
    )
    count = words["results.open_count"].format(count=len(units))
    return (Paragraph(text=count, tone="open"), table)


def _open_row(told: Wordy, unit: CountedUnit) -> tuple[Cell, ...]:
    """Cells of one unit that is not judged."""
    verdict = unit.verdict
    figures = [
        Cell(text=duration_text(m, told.words), value=m)
        if verdict.measure_unit == "min"
        else Cell(text=DASH)
        for m in (verdict.before, verdict.measured)
    ]
    return (
        Cell(text=verdict.unit),
        Cell(text=told.words[f"counted_as.{unit.counted_as.value}"]),
        _floor_cell(unit),
        *figures,
        Cell(text=verdict.clause),
        Cell(text=reasons_text(verdict, told.lang), tone="open"),
    )
