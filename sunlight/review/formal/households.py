"""Households as the window tables have them (归户)."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.assessment.counting.receivers import counted_receivers
from sunlight.kinds import HABITABLE_ROOMS
from sunlight.model.tables import ROOM_KINDS
from sunlight.review.formal.rows import Rows
from sunlight.review.formal.words import folded, is_habitable
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import NO_FLOOR, STATES, Submission

__all__ = ["Households", "households_of"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Households:
    """Households as the window tables have them, g in all (窗表中的户).

    Parameters
    ----------
    group : (n,) ndarray of int64
        Household of each window row, -1 for none.
    of_unit : (u,) ndarray of int64
        Household of each row of the table of households, -1 for none.
    rows : Rows
        A row for each household: that of its first window, its minutes those of its
        best window of a habitable room.
    main_before, main_after : (g,) ndarray of float64
        Best window of a habitable room of those that count: without the secondary side
        of an east-west block (规程六(七)), for one. [min]
    summed_before, summed_after : (g,) ndarray of float64
        Sums over its windows. [min]
    any_before, any_after : (g,) ndarray of float64
        Best of all its windows, habitable or not. [min]
    windows : (g,) ndarray of int64
        How many windows it has.
    """

    group: NDArray[np.int64]
    of_unit: NDArray[np.int64]
    rows: Rows
    main_before: NDArray[np.float64]
    main_after: NDArray[np.float64]
    summed_before: NDArray[np.float64]
    summed_after: NDArray[np.float64]
    any_before: NDArray[np.float64]
    any_after: NDArray[np.float64]
    windows: NDArray[np.int64]


def households_of(
    submission: Submission,
    assessment: Assessment,
    match: Match,
    windows: Rows,
    units: Rows,
) -> Households:
    """Group the windows by household, by what is printed, else by the model (归户).

    Parameters
    ----------
    submission : Submission
        What was handed in.
    assessment : Assessment
        Our own model.
    match : Match
        Rows against the model.
    windows, units : Rows
        Rows of both kinds.

    Returns
    -------
    Households
        In the order of their first windows.
    """
    of_model = _model_households(assessment, match)
    names = _names(submission, windows, of_model)
    group, first, known = _numbered(names)
    habitable = _habitable(submission, assessment, match)
    counts = counted_receivers(assessment.project, assessment.rules).window
    main = habitable & np.append(counts, True)[match.window]
    count = len(first)
    best = {}
    for state in STATES:
        minutes = windows.before if state == "before" else windows.after
        slack = windows.slack_before if state == "before" else windows.slack_after
        top, kept = _best(minutes, slack, group, habitable, count)
        best[state] = (
            top,
            kept,
            _best(minutes, slack, group, np.ones_like(habitable), count)[0],
            np.bincount(
                group[group >= 0],
                weights=np.nan_to_num(minutes)[group >= 0],
                minlength=count,
            ).astype(np.float64),
            _best(minutes, slack, group, main, count)[0],
        )
    model_of_group = np.full(count, -1, dtype=np.int64)
    seen = (group >= 0) & (of_model >= 0)
    model_of_group[group[seen]] = of_model[seen]
    return Households(
        group=group,
        of_unit=_of_units(units, match, known, model_of_group),
        rows=_taken(windows, first, best["before"][:2], best["after"][:2], submission),
        main_before=best["before"][4],
        main_after=best["after"][4],
        summed_before=best["before"][3],
        summed_after=best["after"][3],
        any_before=best["before"][2],
        any_after=best["after"][2],
        windows=np.bincount(group[group >= 0], minlength=count).astype(np.int64),
    )


def _model_households(assessment: Assessment, match: Match) -> NDArray[np.int64]:
    """Household of the model that each window row belongs to, -1 for none."""
    project = assessment.project
    room = np.append(project.windows.room, np.int32(-1))[match.window]
    of_room = np.append(project.rooms.household, np.int32(-1))
    return of_room[room].astype(np.int64)


def _names(
    submission: Submission, windows: Rows, of_model: NDArray[np.int64]
) -> list[str]:
    """Name of the household of each window row, empty for none."""
    texts = [str(text) for text in submission.windows.household]
    fold = {text: folded(text) for text in set(texts)}
    names = [
        f"{key}|{fold[text]}" if fold[text] else f"model|{index}" if index >= 0 else ""
        for key, text, index in zip(windows.key, texts, of_model.tolist(), strict=True)
    ]
    floors: dict[str, set[int]] = {}
    for name, floor in zip(names, windows.floor.tolist(), strict=True):
        if floor != NO_FLOOR:
            floors.setdefault(name, set()).add(floor)
    # 东户 on every storey is a household a storey; two storeys may be one 跃层
    repeated = {n for n, on in floors.items() if max(on) - min(on) > 1}
    return [
        f"{name}|{floor}" if name in repeated else name
        for name, floor in zip(names, windows.floor.tolist(), strict=True)
    ]


def _numbered(
    names: list[str],
) -> tuple[NDArray[np.int64], NDArray[np.int64], dict[str, int]]:
    """Numbers for names, the row in which each is first, and the numbers by name."""
    known: dict[str, int] = {}
    first: list[int] = []
    group = np.full(len(names), -1, dtype=np.int64)
    for row, name in enumerate(names):
        if not name:
            continue
        number = known.setdefault(name, len(known))
        if number == len(first):
            first.append(row)
        group[row] = number
    return group, np.array(first, dtype=np.int64), known


def _habitable(
    submission: Submission, assessment: Assessment, match: Match
) -> NDArray[np.bool_]:
    """Window rows whose room is habitable, as printed, else as modelled."""
    texts = [str(text) for text in submission.windows.room]
    known = {text: is_habitable(text) for text in set(texts)}
    printed = np.array([known[text] for text in texts], dtype=np.bool_)
    project = assessment.project
    room = np.append(project.windows.room, np.int32(-1))[match.window]
    kinds = np.array([kind in HABITABLE_ROOMS for kind in ROOM_KINDS], dtype=np.bool_)
    modelled = np.append(kinds[project.rooms.kind], True)[room]
    silent = np.array([not text.strip() for text in texts], dtype=np.bool_)
    return np.where(silent, modelled, printed).astype(np.bool_)


def _best(
    minutes: NDArray[np.float64],
    slack: NDArray[np.float64],
    group: NDArray[np.int64],
    wanted: NDArray[np.bool_],
    count: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Greatest minutes in each group and the slack of that window, NaN for none."""
    top, kept = np.full(count, np.nan), np.ones(count)
    rows = np.flatnonzero((group >= 0) & wanted & ~np.isnan(minutes))
    rows = rows[np.argsort(minutes[rows], kind="stable")]
    top[group[rows]] = minutes[rows]  # the last assignment is the greatest
    kept[group[rows]] = slack[rows]
    return top, kept


def _of_units(
    units: Rows, match: Match, known: dict[str, int], model: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Household of the window tables that each row of the other table is."""
    by_model = {int(m): g for g, m in enumerate(model) if m >= 0}
    found = np.full(len(units), -1, dtype=np.int64)
    for row, (key, label, floor, index) in enumerate(
        zip(
            units.key,
            units.label,
            units.floor.tolist(),
            match.unit.tolist(),
            strict=True,
        )
    ):
        plain = folded(str(label))
        short = plain.removeprefix(key).lstrip("-_#楼")
        names = (f"{key}|{plain}", f"{key}|{short}")
        tried = (*(f"{name}|{floor}" for name in names), *names)
        group = next((known[name] for name in tried if name in known), None)
        found[row] = by_model.get(index, -1) if group is None else group
    return found


def _taken(
    windows: Rows,
    first: NDArray[np.int64],
    before: tuple[NDArray[np.float64], NDArray[np.float64]],
    after: tuple[NDArray[np.float64], NDArray[np.float64]],
    submission: Submission,
) -> Rows:
    """Rows of the households: the first window of each, with other minutes."""
    label = submission.windows.household[first]
    silent = np.array([not str(text).strip() for text in label], dtype=np.bool_)
    return replace(
        windows,
        kind="unit",
        label=np.where(silent, windows.label[first], label),
        building=windows.building[first],
        key=windows.key[first],
        floor=windows.floor[first],
        before=before[0],
        after=after[0],
        slack_before=before[1],
        slack_after=after[1],
        outcome=np.full(len(first), "", dtype=object),
        standing=windows.standing[first],
        use=windows.use[first],
        standard=windows.standard[first],
        model=windows.model[first],
        element=np.full(len(first), "", dtype=object),
        place=lambda row: windows.place(int(first[row])),
    )
