"""Chapter ``windows``: the window sunlight table of each building (窗户日照分析表)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.judging.households import (
    has_before,
    standing_of,
    uses_by_other_units,
)
from sunlight.assessment.measuring.records import Run
from sunlight.kinds import HABITABLE_ROOMS, RoomKind
from sunlight.model.tables import ROOM_KINDS
from sunlight.report.content.judged.figures import (
    Wordy,
    building_label,
    duration_text,
)
from sunlight.report.content.judged.left_out import left_out
from sunlight.report.content.records import (
    Block,
    Cell,
    Chapter,
    Column,
    Items,
    Paragraph,
    Pictures,
    Table,
    Tone,
)
from sunlight.report.segments import DASH, SEPARATOR, time_band
from sunlight.report.standards import minutes_of_buildings
from sunlight.report.tables import windows_table
from sunlight.rules import CountingUnit, standard_for, uses_with_standard
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["windows_chapter"]

_STATES = ("before", "after")
_PICTURES = ("windows", "facade", "timeline")
_NOT_MEASURED = Cell(text=DASH)


def windows_chapter(told: Wordy) -> Chapter:
    """Window tables of the analysed buildings, and their drawings (窗户日照分析表).

    Parameters
    ----------
    told : Wordy
        What the report is written from.

    Returns
    -------
    Chapter
        ``windows``; windows carry 达标 or 未达标 only, never a verdict.

    Notes
    -----
    Source: 规程六(一)(三), 七(二).
    """
    words = told.words
    out = left_out(told)
    tables = tuple(_tables(told, out.listed))
    windows = told.assessment.project.windows
    blocks: list[Block] = []
    if tables:
        listed = int(out.listed.sum())
        intro = words["results.windows_intro"].format(
            count=listed, total=len(windows), buildings=len(tables)
        )
        blocks += [
            Paragraph(text=intro),
            Paragraph(text=words["results.windows_only"], tone="note"),
        ]
    else:
        key = "results.windows_none" if len(windows) else "results.windows_undrawn"
        blocks.append(Paragraph(text=words[key], tone="open"))
    assumed = int((windows.assumed & out.listed).sum())
    if assumed:
        text = words["results.windows_assumed"].format(count=assumed)
        blocks.append(Paragraph(text=text, tone="open"))
    if out.sentences:
        blocks.append(Paragraph(text=words["results.left_out"]))
        blocks.append(
            Items(items=tuple(Paragraph(text=text) for text in out.sentences))
        )
    return Chapter(
        id="windows",
        title=words["results.windows"],
        blocks=tuple(blocks),
        sections=(
            *(
                (
                    Chapter(
                        id="windows-tables",
                        title=words["results.windows_tables"],
                        blocks=tables,
                    ),
                )
                if tables
                else ()
            ),
            Chapter(
                id="windows-pictures",
                title=words["results.windows_pictures"],
                blocks=tuple(
                    Pictures(kind=kind, missing=words[f"results.missing_{kind}"])
                    for kind in _PICTURES
                ),
            ),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rows:
    """Columns of all windows as Python lists, ready to be picked."""

    windows: list[str]
    floors: list[int]
    sills: list[float]
    households: list[str | None]
    rooms: list[str | None]
    segments: dict[str, list[str]]
    minutes: dict[str, list[float]]
    fine: dict[str, list[int]]
    reaches: list[bool | None]
    assumed: list[bool]
    protected: list[bool]


def _tables(told: Wordy, listed: NDArray[np.bool_]) -> Iterator[Table]:
    """One table a building, in the order of the project, storeys rising."""
    assessment = told.assessment
    windows = assessment.project.windows
    if not listed.any():
        return
    rows = _rows(told)
    building, floor = windows.building, windows.floor
    order = np.lexsort((_along(rows.windows, building, floor), floor, building))
    order = order[listed[order]]
    starts = np.flatnonzero(np.diff(building[order], prepend=-1))
    texts: dict[tuple[float, int], str] = {}
    for picked in np.split(order, starts[1:]):
        index = int(building[picked[0]])
        yield _table(told, rows, index, picked.tolist(), texts)


def _along(
    names: list[str], building: NDArray[np.int32], floor: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Place of each window on its storey: façade by façade, numbers rising."""
    first: dict[tuple[int, int, str], int] = {}
    keys = []
    where = zip(names, building.tolist(), floor.tolist(), strict=True)
    for row, (name, index, storey) in enumerate(where):
        stem = name.rstrip("0123456789")
        number = name[len(stem) :]
        place = first.setdefault((index, storey, stem), row)
        keys.append((place, len(number), number, row))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    along = np.empty(len(keys), dtype=np.int64)
    along[order] = np.arange(len(keys))
    return along


def _protected(told: Wordy) -> list[bool]:
    """Windows of rooms that a standard asks for, or of which that is not known."""
    project, rules = told.assessment.project, told.assessment.rules
    by_household = [kind in HABITABLE_ROOMS for kind in ROOM_KINDS]
    covered = uses_with_standard(rules)
    by_use = {
        use: np.array(
            by_household
            if standard_for(rules, use).unit is CountingUnit.HOUSEHOLD
            else [kind in standard_for(rules, use).rooms for kind in ROOM_KINDS]
        )
        | np.array([kind is RoomKind.UNKNOWN for kind in ROOM_KINDS])
        for use in covered
    }
    everything = np.ones(len(ROOM_KINDS), dtype=np.bool_)
    counts = np.array(
        [by_use.get(b.use, everything) for b in project.buildings], dtype=np.bool_
    )
    windows, kinds = project.windows, np.append(project.rooms.kind, np.int8(0))
    found = counts[windows.building, kinds[windows.room]] | (windows.room < 0)
    protected: list[bool] = found.tolist()
    return protected


def _rows(told: Wordy) -> _Rows:
    """Columns of the window table."""
    assessment = told.assessment
    table, results = windows_table(assessment), assessment.windows
    threshold = minutes_of_buildings(assessment)[assessment.project.windows.building]
    return _Rows(
        windows=table["window"].to_pylist(),
        floors=table["floor"].to_pylist(),
        sills=assessment.project.windows.sill_height.tolist(),
        households=table["household"].to_pylist(),
        rooms=table["room"].to_pylist(),
        segments={s: table[f"segments_{s}"].to_pylist() for s in _STATES},
        minutes={s: getattr(results, f"minutes_{s}").tolist() for s in _STATES},
        fine={
            s: _fineness(getattr(results, f"minutes_{s}"), threshold) for s in _STATES
        },
        reaches=table["reaches_after"].to_pylist(),
        assumed=table["assumed"].to_pylist(),
        protected=_protected(told),
    )


def _fineness(
    minutes: NDArray[np.float64], threshold: NDArray[np.float64]
) -> list[int]:
    """1 where whole minutes would be on the other side of the standard, else 0."""
    noise = THRESHOLD_NOISE_MIN
    whole = np.floor(minutes + noise)
    wrong = (minutes >= threshold - noise) != (whole >= threshold - noise)
    fine: list[int] = wrong.astype(np.int64).tolist()
    return fine


def _table(
    told: Wordy,
    rows: _Rows,
    index: int,
    picked: list[int],
    texts: dict[tuple[float, int], str],
) -> Table:
    """Window table of one building, grouped by storey."""
    words, project = told.words, told.assessment.project
    building = project.buildings[index]
    states = _STATES if has_before(standing_of(building, project)) else ("after",)
    by_rooms = building.use in uses_by_other_units(told.assessment.rules)
    owner = rows.rooms if by_rooms else rows.households
    groups: list[tuple[int, str]] = []
    cells: list[tuple[Cell, ...]] = []
    last: int | None = None
    for row in picked:
        if rows.floors[row] != last:
            last = rows.floors[row]
            groups.append((len(cells), words["results.storey"].format(floor=last)))
        cells.append(_row(told, rows, row, states, owner[row], texts))
    return Table(
        id=f"window-table:{building.id}",
        caption=words["results.window_table"].format(
            label=building_label(told, index), use=words[f"use.{building.use.value}"]
        ),
        columns=_columns(told, states, by_rooms=by_rooms),
        rows=tuple(cells),
        groups=tuple(groups),
        note=_footer(told, told.assessment.runs[_run_of(told, picked[0])]),
    )


def _run_of(told: Wordy, row: int) -> int:
    """Calculation that a window belongs to."""
    return int(told.assessment.windows.run[row])


def _columns(
    told: Wordy, states: tuple[str, ...], *, by_rooms: bool
) -> tuple[Column, ...]:
    """Headings; what is new has no columns of before."""
    words = told.words
    of_states: list[Column] = []
    for state in states:
        of_states += [
            Column(
                id=f"segments_{state}",
                title=words[f"results_column.segments_{state}"],
                kind="segments",
                width=1.9,
            ),
            Column(
                id=f"minutes_{state}",
                title=words[f"results_column.minutes_{state}"],
                kind="minutes",
                width=1.2,
            ),
        ]
    owner = "room" if by_rooms else "household"
    return (
        Column(id="window", title=words["results_column.window"], width=1.5),
        Column(
            id="sill_height",
            title=words["results_column.sill_height"],
            kind="number",
            width=0.8,
        ),
        *of_states,
        Column(id=owner, title=words[f"results_column.{owner}"], width=1.5),
        Column(
            id="reaches",
            title=words["results_column.reaches"],
            kind="outcome",
            width=0.9,
        ),
    )


def _row(
    told: Wordy,
    rows: _Rows,
    row: int,
    states: tuple[str, ...],
    owner: str | None,
    texts: dict[tuple[float, int], str],
) -> tuple[Cell, ...]:
    """Cells of one window."""
    words = told.words
    reaches = rows.reaches[row]
    below = reaches is False
    tone: Tone = "fail" if below and rows.protected[row] else ""
    name = rows.windows[row]
    if rows.assumed[row]:
        name = words["results.assumed_window"].format(window=name)
    of_states: list[Cell] = []
    for state in states:
        minutes = rows.minutes[state][row]
        if minutes != minutes:  # NaN: not measured
            of_states += (_NOT_MEASURED, _NOT_MEASURED)
            continue
        segments = rows.segments[state][row].replace(SEPARATOR, "\n")
        of_states += (
            Cell(text=segments or words["results.no_sun"]),
            Cell(
                text=_minutes_text(minutes, rows.fine[state][row], told, texts),
                value=minutes,
                tone=tone if state == "after" else "",
            ),
        )
    sill = rows.sills[row]
    said = "none" if reaches is None else "below" if below else "reaches"
    return (
        Cell(text=name, tone="note" if rows.assumed[row] else ""),
        Cell(text=f"{sill:.2f}", value=sill) if sill == sill else _NOT_MEASURED,
        *of_states,
        Cell(text=owner or DASH),
        Cell(text=words[f"results.window_{said}"], tone=tone),
    )


def _minutes_text(
    minutes: float, fine: int, told: Wordy, texts: dict[tuple[float, int], str]
) -> str:
    """Duration as text; each different one is made once."""
    steps = 60.0 if fine else 1.0
    key = (np.floor((minutes + THRESHOLD_NOISE_MIN) * steps), fine)
    if key not in texts:
        texts[key] = duration_text(minutes, told.words, fine)
    return texts[key]


def _footer(told: Wordy, run: Run) -> str:
    """Place, day, band, shortest segment and declination of a table."""
    words, provenance = told.words, told.assessment.provenance
    conditions = run.conditions
    counted = words["results.footer_all"]
    if conditions.segments is not None:
        counted = words["results.footer_longest"].format(count=conditions.segments)
    bands = words["results.footer_bands"] if run.orientation_bands else ""
    return words["results.footer"].format(
        latitude=f"{provenance.latitude:.4f}",
        longitude=f"{provenance.longitude:.4f}",
        day=conditions.day.value,
        band=time_band(run.path.band),
        bands=bands,
        shortest=f"{conditions.shortest_segment:.1f}",
        declination=f"{run.path.declination.degrees:.4f}",
        counted=counted,
    )
