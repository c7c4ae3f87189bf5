"""Classes of minutes on façades and window plans: colours, hatches, legend (分级)."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.report.plan import CLASS_COLOURS, CLASS_SHARES
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.standards import window_thresholds
from sunlight.report.texts import Texts
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = [
    "CLASS_STYLES", "NOT_MEASURED", "NOT_MEASURED_STYLE",
    "class_legend", "longest_counted", "window_classes",
]  # fmt: skip

NOT_MEASURED: Final = -1
CLASS_STYLES: Final = (
    {"facecolor": CLASS_COLOURS[0], "edgecolor": "#3a2000", "hatch": "xxxx"},
    {"facecolor": CLASS_COLOURS[1], "edgecolor": "#3a2a00", "hatch": "////"},
    {"facecolor": "#d3ebf9", "edgecolor": "#1d5f8a"},
    {"facecolor": "#6db4dd", "edgecolor": "#0b3d5c"},
)
"""From least to most: told apart by the colour-blind; below the standard hatched, above
it by lightness, for prints in grey."""
NOT_MEASURED_STYLE: Final = {"facecolor": "#ffffff", "edgecolor": "#9a9a96"}


def window_classes(
    assessment: Assessment, minutes: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Class of each window by its own standard (窗的分级), (w,).

    Parameters
    ----------
    assessment : Assessment
        For the standards.
    minutes : (w,) ndarray of float64
        Counted minutes, NaN where not measured. [min]

    Returns
    -------
    (w,) ndarray of int64
        Index into `CLASS_STYLES`, `NOT_MEASURED` for none.
    """
    share = (minutes + THRESHOLD_NOISE_MIN) / window_thresholds(assessment)
    known = np.isfinite(minutes)
    classes = np.digitize(np.where(known, share, 0.0), CLASS_SHARES)
    return np.where(known, classes, NOT_MEASURED).astype(np.int64)


def longest_counted(assessment: Assessment) -> str:
    """How many of the longest segments count (只计最长段数); empty where all do.

    Parameters
    ----------
    assessment : Assessment
        For its calculations, each with a number of its own.
    """
    counts = {run.conditions.segments or 0 for run in assessment.runs}
    return "/".join(str(count) for count in sorted(counts - {0}))


def class_legend(
    assessment: Assessment, rows: NDArray[np.int64], words: Texts
) -> tuple[LegendEntry, ...]:
    """Legend of the classes, in minutes where all windows have one standard (图例).

    Parameters
    ----------
    assessment : Assessment
        For the standards.
    rows : (k,) ndarray of int64
        Windows of the sheet.
    words : mapping
        Catalogue.
    """
    standards = np.unique(window_thresholds(assessment)[rows])
    keys = ("below_half", "below", "reach", "reach_most")
    if len(standards) == 1:
        limits = [f"{share * standards[0]:g}" for share in CLASS_SHARES]
        spans = (
            ("", ""), (limits[0], limits[1]), (limits[1], limits[2]), (limits[2], ""),
        )  # fmt: skip
        labels = [
            words[f"pictures_facade.{key}"].format(limit=limits[0], low=low, high=high)
            for key, (low, high) in zip(keys, spans, strict=True)
        ]
    else:
        labels = [words[f"pictures_facade.{key}_mixed"] for key in keys]
    entries = [
        LegendEntry(label=label, patch=style)
        for label, style in zip(labels, CLASS_STYLES, strict=True)
    ]
    return (
        *entries,
        LegendEntry(
            label=words["pictures_facade.not_measured"], patch=NOT_MEASURED_STYLE
        ),
    )
