"""Rows and units as CSV files (复核成果表)."""

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa  # type: ignore[import-untyped]

from sunlight.report.csvfile import write_csv
from sunlight.report.texts import texts
from sunlight.review.opinion.rows import compared_rows, own_row_segments
from sunlight.review.opinion.told import Told, segments_text, told_of, wording
from sunlight.review.records.review import Review
from sunlight.review.records.submission import NO_FLOOR
from sunlight.rules import Language

__all__ = ["rows_table", "units_table", "write_tables"]

_SECTION: Final = "review_opinion_csv"


def rows_table(review: Review, *, lang: Language = "zh") -> pa.Table:
    """Every submitted row beside our own figures (逐窗对照表).

    Parameters
    ----------
    review : Review
        The review.
    lang : {'zh', 'en'}
        Language of the words in cells.

    Returns
    -------
    pyarrow.Table
        As many rows as the submission has, in its order.
    """
    told = told_of(review, lang)
    windows, rows = review.submission.windows, compared_rows(review)
    names = [b.id for b in review.assessment.project.buildings]
    ours = {
        state: _segments(
            own_row_segments(review, at, state) for at in rows.window.tolist()
        )
        for state in ("before", "after")
    }
    comparison = review.comparison
    return pa.table(
        {
            "place": [windows.tables[i] for i in windows.table.tolist()],
            "line": pa.array(windows.line, pa.int32()),
            "label": _strings(windows.label),
            "building_submitted": _strings(windows.building),
            "floor_submitted": pa.array(
                [None if f == NO_FLOOR else f for f in windows.floor.tolist()],
                pa.int32(),
            ),
            "household_submitted": _strings(windows.household),
            "room_submitted": _strings(windows.room),
            "outcome_submitted": _strings(windows.outcome),
            "window": _strings(rows.window_id),
            "building": pa.array(
                [names[b] if b >= 0 else "" for b in rows.building.tolist()],
                pa.string(),
            ),
            "unit": _strings(rows.unit_id),
            "matched_by": [told.say(f"_matched.{by}") for by in rows.matched_by],
            "before_submitted": _figures(windows.minutes_before),
            "before_recomputed": _figures(rows.before),
            "difference_before": _figures(comparison.difference_before),
            "after_submitted": _figures(windows.minutes_after),
            "after_recomputed": _figures(rows.after),
            "difference_after": _figures(comparison.difference_after),
            "segments_before_submitted": _submitted(told, "before"),
            "segments_before_recomputed": ours["before"],
            "segments_after_submitted": _submitted(told, "after"),
            "segments_after_recomputed": ours["after"],
            "row_class": [told.say(f"_class.{of.value}") for of in rows.row_class],
            "flips": pa.array(comparison.flips, pa.bool_()),
        }
    )


def units_table(review: Review, *, lang: Language = "zh") -> pa.Table:
    """Every unit compared (逐户对照表).

    Parameters
    ----------
    review : Review
        The review.
    lang : {'zh', 'en'}
        Language of the words in cells.

    Returns
    -------
    pyarrow.Table
        A row a unit.
    """
    told = told_of(review, lang)
    names = [b.id for b in review.assessment.project.buildings]
    units = review.comparison.units
    return pa.table(
        {
            "unit": _strings(u.unit for u in units),
            "building": _strings(
                names[u.building] if u.building >= 0 else "" for u in units
            ),
            "claimed": _strings(u.claimed for u in units),
            "before_submitted": _figures(u.before for u in units),
            "before_recomputed": _figures(u.recomputed_before for u in units),
            "after_submitted": _figures(u.after for u in units),
            "after_recomputed": _figures(u.recomputed_after for u in units),
            "from_submitted": _strings(_word(u.from_submitted, told) for u in units),
            "recomputed": _strings(_word(u.recomputed, told) for u in units),
            "unit_flips": pa.array([u.flips for u in units], pa.bool_()),
            "harms": pa.array([u.harms for u in units], pa.bool_()),
        }
    )


def write_tables(
    tables: Iterable[tuple[Path, pa.Table]], *, lang: Language = "zh"
) -> None:
    """Write tables as UTF-8 with a byte order mark, guarded (写出 CSV).

    Parameters
    ----------
    tables : iterable of (Path, pyarrow.Table)
        Where each goes.
    lang : {'zh', 'en'}
        Language of the headings.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    words = texts(lang)
    for path, table in tables:
        write_csv(table, path, words, section=_SECTION)


def _strings(values: Iterable[object]) -> pa.Array:
    """Texts as a column."""
    return pa.array([str(value) for value in values], pa.string())


def _figures(values: Iterable[float]) -> pa.Array:
    """Figures as a column, empty where there is none."""
    return pa.array(
        [float(v) if math.isfinite(v) else None for v in values], pa.float64()
    )


def _segments(rows: Iterable[Sequence[tuple[float, float]]]) -> pa.Array:
    """Segments as a column, in one line each."""
    return pa.array(
        [segments_text(row).replace("\n", "; ") for row in rows], pa.string()
    )


def _submitted(told: Told, state: str) -> pa.Array:
    """Segments as printed; what is given and empty is said so."""
    segments = told.review.submission.windows.segments(state)
    none = told.say("no_segment")
    made = []
    for row, given in enumerate(segments.given.tolist()):
        shown = segments_text(segments.row(row)).replace("\n", "; ")
        made.append(shown or (none if given else ""))
    return pa.array(made, pa.string())


def _word(value: str, told: Told) -> str:
    """Wording in the language; empty where there is none."""
    return wording(value, told) if value else ""
