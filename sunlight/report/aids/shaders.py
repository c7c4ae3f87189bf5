"""Who shades whom as tables: spans, split of losses, edges (遮挡关系表)."""

from typing import Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray

from sunlight.analyses.shade_spans import SHADE_KINDS, ShadeSpans
from sunlight.analyses.shader_graph import ShaderEdge
from sunlight.assessment.shaders import Shaders
from sunlight.intervals import BOTH_ENDS, LEFT_END, NO_SIDE, RIGHT_END
from sunlight.report.texts import Texts
from sunlight.solar import (
    beijing_minutes,
    clock_label_seconds,
    equation_of_time,
)

__all__ = ["edges_table", "owners_text", "side_word", "spans_table", "split_table"]

SIDE_KEYS: Final = {
    LEFT_END: "side_left",
    RIGHT_END: "side_right",
    BOTH_ENDS: "side_both",
    NO_SIDE: "side_none",
}
"""Words of sill ends, by code."""


def side_word(side: int, words: Texts) -> str:
    """Sill ends in words (被遮端).

    Parameters
    ----------
    side : int
        ``LEFT_END``, ``RIGHT_END``, ``BOTH_ENDS`` or ``NO_SIDE``.
    words : mapping
        Catalogue.
    """
    return words[f"shaders.{SIDE_KEYS[side]}"]


def owners_text(spans: ShadeSpans, i: int, words: Texts) -> str:
    """All who block in a span, in words (遮挡者).

    Parameters
    ----------
    spans : ShadeSpans
        The spans.
    i : int
        Row of the span.
    words : mapping
        Catalogue.
    """
    return words["shaders.separator"].join(spans.owners(i)) or words["shaders.none"]


def spans_table(shaders: Shaders, words: Texts, window: int | None = None) -> pa.Table:
    """One row a span, of both states and of the change (遮挡时段表).

    Parameters
    ----------
    shaders : Shaders
        Who shades whom.
    words : mapping
        Catalogue.
    window : int, optional
        Row of one window; all, without it.

    Returns
    -------
    pyarrow.Table
        Window, limits, sill ends, everybody who blocks, how; minutes are negative where
        the sun was won.
    """
    pieces = []
    for question in ("before", "after", "lost"):
        spans = getattr(shaders.shades, question)
        chosen = spans if window is None else spans.of_window(window)
        pieces.append(_spans(shaders, chosen, question, words))
    return pa.concat_tables(pieces)


def _spans(
    shaders: Shaders, spans: ShadeSpans, question: str, words: Texts
) -> pa.Table:
    """Rows of one question."""
    ids = pa.array(shaders.project.windows.id, pa.string())
    count = len(spans)
    named = [
        words["shaders.separator"].join(spans.owner_names[code] for code in codes)
        for codes in spans.sets
    ]
    columns: dict[str, pa.Array] = {
        "shade_question": _strings([words[f"shaders.{question}"]] * count),
        "window": ids.take(pa.array(spans.window)),
    }
    for name, limit in (("from", spans.start), ("to", spans.end)):
        columns[f"span_{name}"] = _clock(limit)
    columns["shade_sides"] = _strings(
        [side_word(side, words) for side in spans.sides.tolist()]
    )
    columns["shade_kind"] = _strings(
        [words[f"shaders.{SHADE_KINDS[kind]}"] for kind in spans.kind.tolist()]
    )
    columns["shade_owners"] = _strings(
        [owners_text(spans, i, words) for i in range(count)]
    )
    columns["shade_left"] = _strings([named[i] for i in spans.left_set.tolist()])
    columns["shade_right"] = _strings([named[i] for i in spans.right_set.tolist()])
    columns["span_minutes"] = pa.array(spans.minutes)
    for name, limit in (("from", spans.start), ("to", spans.end)):
        columns[f"span_beijing_{name}"] = _clock(_local(shaders, spans, limit))
    columns["span_start"], columns["span_end"] = map(pa.array, (spans.start, spans.end))
    columns["label"] = _strings([words["grids.label"]] * count)
    return pa.table(columns)


def _strings(values: list[str] | list[str | None]) -> pa.Array:
    """Column of text."""
    return pa.array(values, pa.string())


def _clock(minutes: NDArray[np.float64]) -> pa.Array:
    """Clock labels with seconds; each different limit is written once."""
    different, code = np.unique(minutes, return_inverse=True)
    made = _strings([clock_label_seconds(m) for m in different.tolist()])
    return made.take(pa.array(code.reshape(-1)))


def _local(
    shaders: Shaders, spans: ShadeSpans, limit: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Beijing time of limits, each by the day of its window."""
    told = np.empty(len(limit))
    run = shaders.run[spans.window]
    for number, found in enumerate(shaders.runs):
        equation = equation_of_time(found.conditions.day, found.conditions.declination)
        at = run == number
        told[at] = beijing_minutes(
            limit[at],
            longitude=shaders.project.site.longitude,
            equation_of_time=equation,
        )
    return told


def split_table(shaders: Shaders, words: Texts) -> pa.Table:
    """One row a part of what a window loses (损失分摊表).

    Parameters
    ----------
    shaders : Shaders
        Who shades whom.
    words : mapping
        Catalogue.

    Returns
    -------
    pyarrow.Table
        The parts of a window add up to its minutes before less those after.
    """
    parts = shaders.shades.lost.parts()
    window = parts.window
    before, after = shaders.minutes_before[window], shaders.minutes_after[window]
    ids = pa.array(shaders.project.windows.id, pa.string())
    names = (*parts.owner_names, None)
    return pa.table(
        {
            "window": ids.take(pa.array(window)),
            "minutes_before": pa.array(before),
            "minutes_after": pa.array(after),
            "lost_minutes": pa.array(before - after),
            "owner": _strings([names[code] for code in parts.owner.tolist()]),
            "shade_kind": _strings(
                [words[f"shaders.{SHADE_KINDS[kind]}"] for kind in parts.kind.tolist()]
            ),
            "part_minutes": pa.array(parts.minutes),
            "label": _strings([words["grids.label"]] * len(parts)),
        }
    )


def edges_table(shaders: Shaders, words: Texts) -> pa.Table:
    """One row an edge of the graph (遮挡关系表), of the change and of all after.

    Parameters
    ----------
    shaders : Shaders
        Who shades whom.
    words : mapping
        Catalogue.
    """
    rows: list[tuple[str, ShaderEdge]] = [
        *(("lost", edge) for edge in shaders.lost_edges),
        *(("after", edge) for edge in shaders.after_edges),
    ]
    ids = shaders.project.windows.id
    floats = ("alone", "shared", "greatest")
    return pa.table(
        {
            "shade_question": _strings([words[f"shaders.{q}"] for q, _ in rows]),
            "shader": _strings([edge.shader for _, edge in rows]),
            "shaded": _strings([edge.shaded for _, edge in rows]),
            "shaded_windows": pa.array([e.windows for _, e in rows], pa.int64()),
            **{
                f"{name}_minutes": pa.array(
                    [float(getattr(edge, name)) for _, edge in rows], pa.float64()
                )
                for name in floats
            },
            "greatest_window": _strings([str(ids[e.window]) for _, e in rows]),
            "label": _strings([words["grids.label"]] * len(rows)),
        }
    )
