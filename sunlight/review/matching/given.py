"""Matches made by hand: the list to fill in, and read back (人工窗位对应表)."""

import codecs
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from sunlight.errors import ImporterError
from sunlight.model.project import Project
from sunlight.report.csvfile import guarded_text
from sunlight.report.texts import texts
from sunlight.review.matching.labels import plain
from sunlight.review.reading.grids.records import Grid
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import NO_FLOOR, Submission
from sunlight.rules import Language

__all__ = ["GivenMatch", "given_matches", "read_given_matches", "write_unmatched"]

_COLUMNS: Final = ("building", "floor", "label", "window", "place")
_SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "building": ("楼号", "楼栋", "幢号", "建筑编号", "building"),
    "floor": ("层号", "楼层", "层", "floor", "storey"),
    "label": ("窗位", "窗号", "窗位编号", "送审窗号", "label"),
    "window": ("模型窗号", "对应窗号", "window", "modelwindow"),
    "place": ("出处", "place"),
}
_STOREY: Final = re.compile(r"第?(?P<sign>-|b|地下|负)?(?P<number>\d{1,3})(?:层|f|楼)?")
_MOST_CANDIDATES: Final = 40
_APOSTROPHE: Final = re.compile(r"^'\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenMatch:
    """One line of the table made by hand (人工对应).

    Parameters
    ----------
    building : str
        Building as the report prints it.
    floor : int
        Storey; `NO_FLOOR` for none.
    label : str
        Number of the window as the report prints it.
    window : str
        Id of the window in the model.
    place : str
        Where the row stands in the report, to tell equal numbers apart; may be empty.
    where : str
        The line itself, in words.
    """

    building: str
    floor: int
    label: str
    window: str
    place: str = ""
    where: str = ""


def read_given_matches(path: str | Path) -> tuple[GivenMatch, ...]:
    """Read matches made by hand from a CSV or XLSX file (读人工窗位对应表).

    The first row that names the columns 层号, 窗位 and 模型窗号 (楼号 and 出处 may be
    missing) is the heading; lines without a 模型窗号 are not filled in and left out.

    Parameters
    ----------
    path : str or Path
        The file, such as one of :func:`write_unmatched` that somebody filled in.

    Returns
    -------
    tuple of GivenMatch
        Lines that are filled in.

    Raises
    ------
    ImporterError
        If the file cannot be read, has no such heading, a line has no readable storey
        or no label, or one row of the report or one window of the model is given twice.
    """
    from sunlight.review.reading.grids.read import read_grids

    path = Path(path)
    grids, _, findings = read_grids(path)
    if not grids:
        told = "; ".join(f.message for f in findings) or "it holds no table"
        raise ImporterError(
            f"no matches could be read ({told}): give a CSV or XLSX table with the "
            "columns 楼号, 层号, 窗位, 模型窗号",
            source=path.name,
        )
    return given_matches(grids, source=path.name)


def given_matches(grids: Sequence[Grid], *, source: str) -> tuple[GivenMatch, ...]:
    """Matches made by hand out of raw tables (人工窗位对应表).

    Parameters
    ----------
    grids : sequence of Grid
        Raw tables; those without the heading are passed over.
    source : str
        Name of the file, for messages.

    Raises
    ------
    ImporterError
        As :func:`read_given_matches`.
    """
    found: list[GivenMatch] = []
    headed = False
    for grid in grids:
        heading = _heading(grid)
        if heading is None:
            continue
        headed = True
        at, columns = heading
        for row, line in zip(grid.rows[at + 1 :], grid.lines[at + 1 :], strict=True):
            match = _line(row, columns, f"{grid.place}:{line}", source)
            if match is not None:
                found.append(match)
    if not headed:
        raise ImporterError(
            "there is no row with the headings 层号, 窗位 and 模型窗号: keep the "
            "headings of the list that was written",
            source=source,
        )
    _check_twice(found, source)
    return tuple(found)


def _heading(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """Row of the headings and the column of each, None where there are none."""
    for i, row in enumerate(grid.rows[:20]):
        cells = [re.sub(r"[()（）\[\]_]", "", plain(cell)) for cell in row]
        columns = {
            name: next(k for k, cell in enumerate(cells) if cell in words)
            for name, words in _SYNONYMS.items()
            if any(cell in words for cell in cells)
        }
        if {"floor", "label", "window"} <= columns.keys():
            return i, columns
    return None


def _line(
    row: Sequence[str], columns: dict[str, int], where: str, source: str
) -> GivenMatch | None:
    """One line, None where no window is filled in."""
    cells = {
        name: _unguarded(row[columns[name]].strip()) if name in columns else ""
        for name in _COLUMNS
    }
    if not cells["window"]:
        return None
    if not cells["label"]:
        raise ImporterError(
            f"the line gives the window {cells['window']!r} but no 窗位: write the "
            "number as the report prints it",
            source=source,
            where=where,
        )
    return GivenMatch(
        building=cells["building"],
        floor=_storey(cells["floor"], where, source),
        label=cells["label"],
        window=cells["window"],
        place=cells["place"],
        where=where,
    )


def _unguarded(text: str) -> str:
    """Text without the apostrophe that keeps it from being run as a formula."""
    return text[1:] if _APOSTROPHE.match(text) else text


def _storey(text: str, where: str, source: str) -> int:
    """Storey of a cell; empty for none."""
    folded = plain(text)
    if not folded:
        return NO_FLOOR
    if folded in ("首层", "一层", "底层"):
        return 1
    if folded.endswith(".0"):
        folded = folded[:-2]
    found = _STOREY.fullmatch(folded)
    if found is None or int(found["number"]) == 0:
        raise ImporterError(
            f"{text!r} is no storey: write a whole number such as 5, or -1 for the "
            "first basement",
            source=source,
            where=where,
            value=text,
        )
    return -int(found["number"]) if found["sign"] else int(found["number"])


def _check_twice(found: Sequence[GivenMatch], source: str) -> None:
    """Refuse one row of the report, or one window of the model, in two lines."""
    rows: dict[tuple[str, int, str, str], GivenMatch] = {}
    windows: dict[str, GivenMatch] = {}
    for line in found:
        row = (plain(line.building), line.floor, plain(line.label), line.place)
        other = rows.setdefault(row, line)
        if other is not line:
            raise ImporterError(
                f"the row {line.label!r} of {line.building!r} stands in {other.where} "
                "already: keep one of the two lines",
                source=source,
                where=line.where,
                value=line.label,
            )
        twin = windows.setdefault(line.window, line)
        same = (plain(twin.building), twin.floor, plain(twin.label)) == row[:3]
        if twin is not line and not same:
            raise ImporterError(
                f"the window {line.window!r} is given in {twin.where} already: a "
                "window of the model belongs to one row of the report",
                source=source,
                where=line.where,
                value=line.window,
            )


def write_unmatched(
    path: str | Path,
    project: Project,
    submission: Submission,
    match: Match,
    *,
    lang: Language = "zh",
) -> int:
    """Write rows that are not matched, to be filled in and read back (待对应窗位表).

    A CSV file in UTF-8 with a byte order mark, which spreadsheet programs open; what
    they would run as a formula begins with an apostrophe.

    Parameters
    ----------
    path : str or Path
        The file.
    project : Project
        The model.
    submission : Submission
        The report.
    match : Match
        What became of its rows.
    lang : {'zh', 'en'}
        Language of the headings and reasons.

    Returns
    -------
    int
        Rows written; with none the file holds the headings alone.
    """
    words = texts(lang)
    windows, ids = submission.windows, project.windows.id
    reasons: dict[int, tuple[str, str]] = {}
    for a in match.ambiguous:
        could = _candidates([str(ids[w]) for w in a.windows])
        reasons |= dict.fromkeys(a.rows, (a.why, could))
    reasons |= dict.fromkeys(match.invented.tolist(), ("invented", ""))
    rows = sorted(set(reasons) | set(np.flatnonzero(match.window < 0).tolist()))
    lines = []
    for row in rows:
        why, could = reasons.get(row, ("counts_differ", ""))
        floor = int(windows.floor[row])
        lines.append(
            (
                str(windows.building[row]),
                "" if floor == NO_FLOOR else str(floor),
                str(windows.label[row]),
                "",
                str(windows.place(row)),
                words[f"review_matching.why_{why}"],
                could,
                str(windows.household[row]),
                str(windows.room[row]),
                _minutes(windows.minutes_before[row]),
                _minutes(windows.minutes_after[row]),
            )
        )
    names = (*_COLUMNS, "why", "candidates", "household", "room", "before", "after")
    headings = [words[f"review_matching.{name}"] for name in names]
    guarded = [
        guarded_text(pa.array([_clean(c) for c in column], pa.string())).to_pylist()
        for column in zip(*lines, strict=True)
    ]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(zip(*guarded, strict=True))
    data = buffer.getvalue().encode("utf-8", errors="replace")
    Path(path).write_bytes(codecs.BOM_UTF8 + data)
    return len(lines)


def _candidates(ids: Sequence[str]) -> str:
    """Ids in one cell, the first of many."""
    more = "; …" if len(ids) > _MOST_CANDIDATES else ""
    return "; ".join(ids[:_MOST_CANDIDATES]) + more


def _minutes(value: float) -> str:
    """Minutes in a cell, empty for none."""
    return f"{value:g}" if np.isfinite(value) else ""


def _clean(text: str) -> str:
    """Text without control characters."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " for c in text)
