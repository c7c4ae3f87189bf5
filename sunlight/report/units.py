"""Table and figures of units other than households (非住宅单元表)."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from sunlight.assessment import Assessment, UnitResult
from sunlight.assessment.judging.places import (
    building_of_unit,
    standing_of_unit,
    use_of_unit,
)
from sunlight.model.tables import ROOM_KINDS
from sunlight.report.blame import BestWindows
from sunlight.report.critical import critical_by_unit, critical_text
from sunlight.report.segments import DASH, exact_duration, whole_minutes
from sunlight.report.texts import Texts
from sunlight.report.uses import day_of_unit
from sunlight.rules import (
    Bounds,
    CountingUnit,
    Language,
    Tally,
    note_text,
    outcome_text,
    reasons_text,
    wording_text,
)
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["figure_text", "units_table"]

MINUTES: Final = "min"
_SHARE: Final = "share"


def figure_text(figure: float | None, measure_unit: str, words: Texts) -> str:
    """Figure of a verdict with its unit (数值文字), rounded down.

    Parameters
    ----------
    figure : float or None
        Minutes, rooms or a share of an area.
    measure_unit : {'min', 'rooms', 'share'}
        Which of them.
    words : mapping
        Catalogue.

    Returns
    -------
    str
        Such as ``119 min 36 s``, ``7 rooms`` or ``49.9%``.
    """
    if figure is None or math.isnan(figure):
        return words["duration.none"]
    if measure_unit == MINUTES:
        return exact_duration(figure, words)
    if measure_unit == _SHARE:
        return f"{math.floor(figure * 1000.0 + THRESHOLD_NOISE_MIN) / 10.0:.1f}%"
    return words["cells.rooms"].format(count=f"{figure:g}")


def units_table(
    assessment: Assessment,
    words: Texts,
    lang: Language,
    best: BestWindows,
    taken_by: Sequence[str],
) -> pa.Table:
    """One row a unit of a use other than dwellings (非住宅单元日照表).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    lang : {'zh', 'en'}
        Its language, for outcomes, reasons and notes.
    best : BestWindows
        Windows that the minutes come from.
    taken_by : sequence of str
        Who took the sun, by unit.

    Returns
    -------
    pyarrow.Table
        Figures are minutes, rooms or shares, as ``measure_unit`` says.
    """
    units = assessment.units
    verdicts, tallies = [u.verdict for u in units], [u.verdict.tally for u in units]
    separator = words["cells.separator"]
    critical = critical_by_unit(assessment)
    window_ids = np.append(assessment.project.windows.id, np.array([None], object))

    def texts(values: Sequence[str | None]) -> pa.Array:
        return pa.array(values, pa.string())

    def numbers(name: str) -> pa.Array:
        return pa.array([getattr(v, name) for v in verdicts], pa.float64())

    def tallied(name: str) -> pa.Array:
        known = [None if t is None else getattr(t, name) for t in tallies]
        return pa.array(known, pa.float64())

    return pa.table(
        {
            "unit": texts([v.unit for v in verdicts]),
            **_place_columns(assessment, words),
            "whole_before": _whole(units, "before"),
            "whole_after": _whole(units, "measured"),
            "figure_before": numbers("before"),
            "figure_after": numbers("measured"),
            "figure_threshold": numbers("threshold"),
            "figure_margin": numbers("margin"),
            "measure_unit": texts(
                [words[f"measure_unit.{v.measure_unit}"] for v in verdicts]
            ),
            "tally_total": tallied("total"),
            "tally_needed": tallied("needed"),
            "tally_before": texts([_bounds(t, "before") for t in tallies]),
            "tally_after": texts([_bounds(t, "after") for t in tallies]),
            "outcome": texts([outcome_text(v.outcome, lang) for v in verdicts]),
            "wording": texts([wording_text(v.wording, lang) for v in verdicts]),
            "clause": texts([v.clause for v in verdicts]),
            "tolerance": numbers("tolerance"),
            "direction": texts(
                [words[f"direction.{v.direction.value}"] for v in verdicts]
            ),
            "reasons": texts(
                [reasons_text(v, lang) for v in verdicts]
            ),
            "remarks": texts(
                [separator.join(note_text(n, lang) for n in v.notes) for v in verdicts]
            ),
            "critical": texts(
                [
                    critical_text(critical.get((u.counted_as, u.verdict.unit)), words)
                    for u in units
                ]
            ),
            "cited": texts([separator.join(v.cited) for v in verdicts]),
            "decisive_room": texts([v.decisive or None for v in verdicts]),
            "window_before": texts(window_ids[best.before].tolist()),
            "window_after": texts(window_ids[best.after].tolist()),
            "taken_by": texts(taken_by),
        }
    )  # fmt: skip


def _place_columns(assessment: Assessment, words: Texts) -> dict[str, pa.Array]:
    """What and where each unit is."""
    project, units = assessment.project, assessment.units
    kinds = [
        None if u.room < 0 else ROOM_KINDS[project.rooms.kind[u.room]] for u in units
    ]
    floors = [
        u.floor if u.counted_as is CountingUnit.ROOM else None for u in units
    ]  # fmt: skip
    columns: dict[str, list[str | None]] = {
        "counted_as": [words[f"counted_as.{u.counted_as.value}"] for u in units],
        "building": [building_of_unit(u, project) or None for u in units],
        "use": [words[f"use.{use_of_unit(u, project).value}"] for u in units],
        "day": [day_of_unit(assessment, u) for u in units],
        "kind": [None if k is None else words[f"room_kind.{k.value}"] for k in kinds],
        "standing": [
            words[f"standing.{standing_of_unit(u, project).value}"] for u in units
        ],
    }
    arrays = {name: pa.array(column, pa.string()) for name, column in columns.items()}
    return {**arrays, "floor": pa.array(floors, pa.int32())}


def _whole(units: Sequence[UnitResult], name: str) -> pa.Array:
    """Minutes rounded down, null where the figure is no time."""
    minutes = [
        getattr(u.verdict, name) if u.verdict.measure_unit == MINUTES else None
        for u in units
    ]
    return whole_minutes(np.array(minutes, dtype=np.float64))


def _bounds(tally: Tally | None, state: str) -> str | None:
    """How much reaches the standard: one number, or two bounds."""
    found: Bounds | None = None if tally is None else getattr(tally, state)
    if found is None:
        return None
    if found.gap == 0.0:
        return f"{found.lower:g}"
    return f"{found.lower:g}{DASH}{found.upper:g}"
