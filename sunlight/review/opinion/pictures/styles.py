"""Colours of the classes of rows, the same in all pictures of an opinion (类别配色)."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from sunlight.report.plan_legend import LegendEntry
from sunlight.review.opinion.told import Told
from sunlight.review.records.comparison import ROW_CLASSES, RowClass

__all__ = ["CLASS_STYLES", "DRAWN", "class_entries"]

CLASS_STYLES: Final[Mapping[RowClass, Mapping[str, str]]] = {
    RowClass.SAME: {"facecolor": "#c9c9c4", "edgecolor": "#8a8a86"},
    RowClass.WITHIN: {"facecolor": "#7fc4ee", "edgecolor": "#1d5f8a"},
    RowClass.DIFFERENT: {"facecolor": "#e69f00", "edgecolor": "#6b4a00"},
    RowClass.FLIPS: {"facecolor": "#c1272d", "edgecolor": "#111111"},
    RowClass.INVENTED: {"facecolor": "#cc79a7", "edgecolor": "#6b2f52"},
    RowClass.OPEN: {"facecolor": "#ffffff", "edgecolor": "#9a9a96"},
}
"""Told apart by the colour-blind, and by lightness in prints in grey."""
DRAWN: Final = (
    RowClass.SAME,
    RowClass.WITHIN,
    RowClass.DIFFERENT,
    RowClass.FLIPS,
)
"""Classes that have two figures, the gravest drawn last."""


def class_entries(
    told: Told, classes: tuple[RowClass, ...] = ROW_CLASSES
) -> tuple[LegendEntry, ...]:
    """Legend of the classes with the number of rows of each (图例).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    classes : tuple of RowClass
        Which of them.
    """
    rows = Counter(told.review.comparison.row_class.tolist())
    return tuple(
        LegendEntry(
            label=told.say(
                "_picture.class_count",
                name=told.say(f"_class.{of.value}"),
                count=f"{rows[ROW_CLASSES.index(of)]:,}",
            ),
            patch=CLASS_STYLES[of],
        )
        for of in classes
    )
