"""Every full-window segment with its exact limits (时段表)."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.frames import face_names
from sunlight.intervals import NO_FACE, OWN_WALL_PLANE, Intervals
from sunlight.report.segments import counted_mask
from sunlight.report.xlsx.book import Book
from sunlight.report.xlsx.sheets import Column, Marked, Sheet, Value
from sunlight.report.xlsx.times import day_parts
from sunlight.solar import beijing_minutes

__all__ = ["segment_sheet", "sum_formula"]

_CLOCK_WIDTH: Final = 13.0


def segment_sheet(book: Book) -> Sheet:
    """One row a segment and state, counted or not (时段表).

    The length and the counted length are formulas of the limits, so that the totals of
    the window table can be followed down to them.

    Parameters
    ----------
    book : Book
        The workbook.
    """
    windows = book.assessment.windows
    found = [
        _segments(book, windows.full_before, "before"),
        _segments(book, windows.full_after, "after"),
    ]
    joined = {name: np.concatenate([f[name] for f in found]) for name in found[0]}
    order = np.lexsort((joined["start"], joined["after"], joined["window"]))
    table = {name: values[order] for name, values in joined.items()}
    columns = (
        *_place_columns(book, table["window"]),
        _text(book, "state", table["state"].tolist(), "word", 8.0),
        _clock(book, "start", table["start"]),
        _clock(book, "end", table["end"]),
        *_beijing_columns(book, table),
        Column(
            key="length",
            heading=book.said("length"),
            values=day_parts(table["end"] - table["start"]),
            kind="clock",
            width=_CLOCK_WIDTH,
            formula=_length,
        ),
        _text(book, "counts", table["counts"].tolist(), "word", 16.0),
        Column(
            key="counted_length",
            heading=book.said("counted_length"),
            values=day_parts(table["counted_length"]),
            kind="clock",
            width=_CLOCK_WIDTH,
            formula=lambda sheet, row: _counted(sheet, row, book.said("counted")),
        ),
        _text(book, "opened_by", table["opened"].tolist(), "text", 16.0),
        _text(book, "closed_by", table["closed"].tolist(), "text", 16.0),
    )
    return Sheet(
        name=book.said("tab_segments"),
        heading=book.heading(book.said("title_segments")),
        line=book.line,
        columns=columns,
        marked=(
            Marked(
                by="counts",
                words=(book.said("short"), book.said("surplus")),
                tone="open",
                columns=("length", "counts", "counted_length"),
            ),
        ),
        frozen=6,
    )


def sum_formula(segments: Sheet, sheet: Sheet, row: int, state: str) -> str:
    """Formula that adds up the counted segments of a window (合计公式).

    Parameters
    ----------
    segments : Sheet
        That of :func:`segment_sheet`.
    sheet : Sheet
        Where the formula stands; it has a column ``serial`` too.
    row : int
        Its row.
    state : str
        Word of the state.

    Notes
    -----
    Windows are told apart by their serial number: in criteria of SUMIFS a name such as
    ``<5`` or ``S*1`` would be more than a name.
    """

    def span(key: str) -> str:
        letter, last = segments.letter(key), max(segments.last_row, segments.first_row)
        return f"'{segments.name}'!${letter}${segments.first_row}:${letter}${last}"

    window = f"${sheet.letter('serial')}{row}"
    return (
        f"SUMIFS({span('counted_length')},{span('serial')},{window},"
        f'{span("state")},"{state}")'
    )


def _length(sheet: Sheet, row: int) -> str:
    """Formula of the length of a segment.

    A plain difference loses a microsecond in LibreOffice, which rounds differences of
    near figures; sums it does not round.
    """
    return f"SUM({sheet.letter('end')}{row},-{sheet.letter('start')}{row})"


def _counted(sheet: Sheet, row: int, word: str) -> str:
    """Formula of what counts of a segment."""
    counts, length = sheet.letter("counts"), sheet.letter("length")
    return f'IF({counts}{row}="{word}",{length}{row},0)'


def _segments(
    book: Book, full: Intervals, state: str
) -> dict[str, NDArray[np.generic]]:
    """Columns of the segments of one state, each (k,)."""
    clock = book.clock
    window = np.repeat(np.arange(len(full)), np.diff(full.offsets))
    length = full.end - full.start
    counted = counted_mask(full, clock.shortest, clock.segments)
    limit = np.broadcast_to(np.asarray(clock.shortest), len(full))[window]
    left_out = np.where(length < limit, book.said("short"), book.said("surplus"))
    return {
        "window": window,
        "after": np.full(length.size, state == "after"),
        "state": np.full(length.size, book.words[f"grids.{state}"], dtype=object),
        "start": full.start,
        "end": full.end,
        "counts": np.where(counted, book.said("counted"), left_out).astype(object),
        "counted_length": np.where(counted, length, 0.0),
        "opened": _owners(book, full.start_face),
        "closed": _owners(book, full.end_face),
    }


def _owners(book: Book, faces: NDArray[np.int32]) -> NDArray[np.object_]:
    """Who makes a limit, in words."""
    named = face_names(book.assessment, faces)
    named[faces == NO_FACE] = book.words["grids.band_limit"]
    named[faces == OWN_WALL_PLANE] = book.words["cells.own_wall"]
    return named


def _place_columns(book: Book, window: NDArray[np.int64]) -> list[Column]:
    """Which window a segment is of."""
    project, words = book.assessment.project, book.words
    table = project.windows
    building = np.array(book.building_ids, dtype=object)[table.building[window]]
    return [
        Column(
            key="serial",
            heading=book.said("serial"),
            values=(window + 1).tolist(),
            kind="whole",
            width=7.0,
        ),
        Column(
            key="building",
            heading=words["columns.building"],
            values=building.tolist(),
            width=9.0,
        ),
        Column(
            key="floor",
            heading=book.said("floor"),
            values=table.floor[window].tolist(),
            kind="whole",
            width=6.0,
        ),
        Column(
            key="window",
            heading=words["columns.window"],
            values=table.id[window].tolist(),
            width=18.0,
        ),
        Column(
            key="day",
            heading=words["columns.day"],
            values=[
                book.assessment.runs[i].conditions.day.value
                for i in book.assessment.windows.run[window].tolist()
            ],
            kind="word",
            width=8.0,
        ),
    ]


def _beijing_columns(book: Book, table: dict[str, NDArray[np.generic]]) -> list[Column]:
    """Limits in Beijing time."""
    window, clock = table["window"], book.clock
    equation = np.broadcast_to(
        np.asarray(clock.equation_of_time), len(book.assessment.project.windows)
    )[window]
    columns = []
    for key in ("start", "end"):
        told = np.empty(len(window))
        for value in np.unique(equation).tolist():
            at = equation == value
            told[at] = beijing_minutes(
                table[key][at], longitude=clock.longitude, equation_of_time=value
            )
        columns.append(_clock(book, f"beijing_{key}", told))
    return columns


def _clock(book: Book, key: str, minutes: NDArray[np.generic]) -> Column:
    """Column of clock times."""
    return Column(
        key=key,
        heading=book.said(key),
        values=day_parts(minutes.astype(np.float64)),
        kind="clock",
        width=_CLOCK_WIDTH,
    )


def _text(book: Book, key: str, values: list[Value], kind: str, width: float) -> Column:
    """Column of texts."""
    return Column(
        key=key,
        heading=book.said(key),
        values=values,
        kind="word" if kind == "word" else "text",
        width=width,
    )
