"""Windows in numbers as a table (窗日照统计表)."""

import math
from collections.abc import Sequence

import pyarrow as pa  # type: ignore[import-untyped]

from sunlight.assessment.summaries import StateSummary, WindowSummary
from sunlight.report.texts import Texts

__all__ = ["summary_table"]


def summary_table(summaries: Sequence[WindowSummary], words: Texts) -> pa.Table:
    """One row a building and group, and a row each of the minutes asked about (统计表).

    Parameters
    ----------
    summaries : sequence of WindowSummary
        By storey or by direction.
    words : mapping
        Catalogue, for the names of the directions.

    Returns
    -------
    pyarrow.Table
        Columns named as under ``columns`` in the catalogue.
    """
    rows = [
        {
            "building": s.building,
            "floor": s.floor,
            "octant": words[f"grids.octant_{s.octant}"] if s.octant else None,
            "day": s.day,
            "asked_minutes": asked,
            "windows": s.windows,
            **_state(s.before, k, "before"),
            **_state(s.after, k, "after"),
        }
        for s in summaries
        for k, asked in enumerate(s.minutes)
    ]
    kinds = {
        "building": pa.string(), "floor": pa.int64(), "octant": pa.string(),
        "day": pa.string(), "asked_minutes": pa.float64(), "windows": pa.int64(),
    }  # fmt: skip
    for state in ("before", "after"):
        kinds |= {
            f"measured_{state}": pa.int64(),
            f"least_{state}": pa.float64(),
            f"greatest_{state}": pa.float64(),
            f"reaching_{state}": pa.int64(),
        }
    table = pa.Table.from_pylist(rows, schema=pa.schema(list(kinds.items())))
    empty = [
        name
        for name in ("floor", "octant")
        if table.column(name).null_count == len(table)
    ]
    return table.drop_columns(empty)


def _state(found: StateSummary, asked: int, state: str) -> dict[str, float | None]:
    """Cells of one state."""
    return {
        f"measured_{state}": found.measured,
        f"least_{state}": None if math.isnan(found.least) else found.least,
        f"greatest_{state}": None if math.isnan(found.greatest) else found.greatest,
        f"reaching_{state}": found.reaching[asked],
    }
