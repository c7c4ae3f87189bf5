"""Tables of the page: households, other units, buildings, findings (网页表格)."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.conditions import StandardDay
from sunlight.report.blame import (
    BestWindows,
    blamed_texts,
    household_windows,
    unit_windows,
)
from sunlight.report.page.packing import packed_table
from sunlight.report.page.windows import OUTCOMES
from sunlight.report.tables import buildings_table, households_table
from sunlight.report.texts import LANGUAGES, Texts, texts
from sunlight.report.units import units_table
from sunlight.report.uses import uses_in_all
from sunlight.rules import Language, Verdict
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["tables_data"]

_COUNTS: Final = (
    "households", "satisfied_before", "satisfied_after", "satisfied_to_not",
    "unaffected", "affected", "gained", "failed", "not_judged",
        "not_applicable",
)  # fmt: skip


def tables_data(assessment: Assessment) -> dict[str, Any]:
    """Tables of the page, packed (网页表格).

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    dict
        ``households``, ``units``, ``buildings``, ``uses``, ``findings`` and
        ``excluded``, each as by :func:`~sunlight.report.page.packing.packed_table`.
        Columns whose name begins with ``#`` are codes for the program of the page.
    """
    makers: dict[str, Callable[[Assessment, Texts, Language], pa.Table]] = {
        "households": _households,
        "units": _units,
        "buildings": _buildings,
        "uses": _uses,
        "findings": _findings,
        "excluded": _excluded,
    }
    return {
        name: packed_table(
            {lang: make(assessment, texts(lang), lang) for lang in LANGUAGES}
        )
        for name, make in makers.items()
    }


def _with_codes(
    table: pa.Table, verdicts: list[Verdict], best: BestWindows
) -> pa.Table:
    """The table with the codes of outcome, window and whether seconds are shown."""
    codes = {outcome: code for code, outcome in enumerate(OUTCOMES)}
    added: dict[str, NDArray[Any] | list[int]] = {
        "#outcome": [codes[verdict.outcome] for verdict in verdicts],
        "#window": np.where(best.after >= 0, best.after, best.explained),
        "#fine": [int(_disagrees(verdict)) for verdict in verdicts],
    }
    for name, values in added.items():
        table = table.append_column(name, pa.array(values, pa.int64()))
    return table


def _disagrees(verdict: Verdict) -> bool:
    """Whether whole minutes would seem to contradict the verdict (与取整不符)."""
    before, after = verdict.before, verdict.measured
    if before is None or after is None or verdict.tolerance is None:
        return False
    if np.isnan(before) or np.isnan(after):
        return False
    exact = before - after
    shown = np.floor(before + THRESHOLD_NOISE_MIN) - np.floor(
        after + THRESHOLD_NOISE_MIN
    )
    limit = verdict.tolerance + THRESHOLD_NOISE_MIN
    return bool((abs(exact) > limit) != (abs(shown) > limit))


def _households(assessment: Assessment, words: Texts, lang: Language) -> pa.Table:
    """Households with verdict, clause and minutes."""
    best = household_windows(assessment)
    table = households_table(
        assessment, words, lang, blamed_texts(assessment, best, words)
    )
    verdicts = list(assessment.households.verdicts)
    return _with_codes(table, verdicts, best)


def _units(assessment: Assessment, words: Texts, lang: Language) -> pa.Table:
    """Rooms, buildings and grounds with verdict, clause and figures."""
    best = unit_windows(assessment)
    table = units_table(
        assessment, words, lang, best, blamed_texts(assessment, best, words)
    )
    return _with_codes(table, [u.verdict for u in assessment.units], best)


def _known(values: list[float]) -> pa.Array:
    """Figures, null where none is given."""
    array = np.array(values, dtype=np.float64)
    return pa.array(array, pa.float64(), mask=np.isnan(array))


def _buildings(assessment: Assessment, words: Texts, lang: Language) -> pa.Table:
    """Every building, with the numbers of its households where it has any."""
    buildings = assessment.project.buildings
    counted = buildings_table(assessment, words)
    row = {name: i for i, name in enumerate(counted.column("building").to_pylist())}
    at = pa.array([row.get(b.id) for b in buildings], pa.int64())
    windows = np.bincount(assessment.project.windows.building, minlength=len(buildings))
    levels = {
        "zero_level": _known([b.zero_level for b in buildings]),
        "outdoor_ground": _known([b.outdoor_ground for b in buildings]),
        "top": _known([b.top for b in buildings]),
    }
    return pa.table(
        {
            "building": pa.array([b.id for b in buildings], pa.string()),
            "name": pa.array([b.name for b in buildings], pa.string()),
            "status": pa.array(
                [
                    words["plan.removed"]
                    if b.removed_by_project
                    else words[f"plan.{b.status.value}"]
                    for b in buildings
                ],
                pa.string(),
            ),
            "use": pa.array(
                [words[f"use.{b.use.value}"] for b in buildings], pa.string()
            ),
            "storeys": pa.array([b.storeys or None for b in buildings], pa.int32()),
            **levels,
            "windows": pa.array(windows, pa.int64()),
            **{name: counted.column(name).take(at) for name in (*_COUNTS, "role")},
        }
    )


def _uses(assessment: Assessment, words: Texts, lang: Language) -> pa.Table:
    """Units of each use in numbers."""
    rows = uses_in_all(assessment)
    numbers = ("units", "passed", "no_effect", "failed", "not_judged", "not_applicable")
    return pa.table(
        {
            "use": pa.array([words[f"use.{r.use.value}"] for r in rows], pa.string()),
            "counted_as": pa.array(
                [words[f"counted_as.{r.counted_as.value}"] for r in rows], pa.string()
            ),
            "day": pa.array(
                [words[f"page_day.{StandardDay(r.day).name}"] for r in rows],
                pa.string(),
            ),
            "threshold": pa.array([r.minutes for r in rows], pa.float64()),
            **{
                name: pa.array([getattr(r, name) for r in rows], pa.int64())
                for name in numbers
            },
        }
    )


def _findings(assessment: Assessment, words: Texts, lang: Language) -> pa.Table:
    """Findings about the project."""
    rows = assessment.findings
    columns = {
        "severity": [words[f"severity.{f.severity.value}"] for f in rows],
        "code": [f.code for f in rows],
        "where": [f.where for f in rows],
        "message": [f.message_zh if lang == "zh" else f.message for f in rows],
        "expected": [f.expected for f in rows],
        "found": [f.found for f in rows],
        "file": [f.file for f in rows],
    }
    return pa.table({name: pa.array(c, pa.string()) for name, c in columns.items()})


def _excluded(assessment: Assessment, words: Texts, lang: Language) -> pa.Table:
    """Parts that shade nothing, with the clause."""
    rows = assessment.excluded
    columns = {
        "building": [e.building for e in rows],
        "name": [e.name for e in rows],
        "kind": [words[f"page_part.{e.kind}"] for e in rows],
        "clause": [e.clause for e in rows],
    }
    return pa.table({name: pa.array(c, pa.string()) for name, c in columns.items()})
