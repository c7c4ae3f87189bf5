"""Check that all levels of buildings are in one height datum (高程基准检查)."""

from typing import Final

import numpy as np

from sunlight.findings import Finding
from sunlight.model.check_texts import about_all
from sunlight.model.concerned import Concerned
from sunlight.model.project import Building

__all__ = ["check_datum"]

FAR_STEP: Final = 100.0
"""A step higher than this between neighbouring levels is a mixed datum. [m]

Counted between levels next to each other in height, not from their mean: a town on a
slope climbs further than this, but by terraces, each with buildings of its own. Levels
relative to ±0.00 beside absolute ones (790 m in Xinzhou) leave nothing in between."""

HIGH_STEP: Final = 30.0
"""A step higher than this needs a look. [m]

The highest retaining walls between two terraces are about this high; a local datum and
±0.00 of a coastal town may lie only this far apart."""

STEP_NOISE: Final = 1e-6
"""Rounding of a difference of two levels of some hundred metres. [m]"""


def check_datum(buildings: tuple[Building, ...]) -> tuple[Finding, ...]:
    """Levels with a high step between them and all others (标高断档).

    Parameters
    ----------
    buildings : tuple of Building
        All buildings. The levels looked at are ±0.00, the outdoor ground, and the foot
        of a mesh.

    Returns
    -------
    tuple of Finding
        ``LEVELS-FAR-APART`` for steps above 100 m, which no site has, and
        ``LEVELS-APART`` for those above 30 m. They name the levels on the side of the
        step that has fewer, on both sides where both have as many.
    """
    told = sorted(
        (level, index, what)
        for index, building in enumerate(buildings)
        for what, level in _levels(building)
        if np.isfinite(level)
    )
    levels = np.array([level for level, _, _ in told], dtype=np.float64)
    steps = np.diff(levels)
    found: list[Finding] = []
    for code, low, high in (
        ("LEVELS-FAR-APART", FAR_STEP, np.inf),
        ("LEVELS-APART", HIGH_STEP, FAR_STEP),
    ):
        inside = (steps > low + STEP_NOISE) & (steps <= high + STEP_NOISE)
        rows = np.flatnonzero(inside).tolist()
        if not rows:
            continue
        named = sorted({k for row in rows for k in _fewer(row + 1, len(told))})
        worst = max(rows, key=lambda row: float(steps[row]))
        first = min(told[k][1] for k in named)
        step = f"{levels[worst]:.2f} – {levels[worst + 1]:.2f} m"
        found += about_all(
            code,
            [
                Concerned(
                    name=f"{buildings[told[k][1]].id} {told[k][2]} {levels[k]:.2f}",
                    where=f"buildings[{first}]",
                    elements=(buildings[told[k][1]].element,),
                    file=buildings[told[k][1]].file,
                    found=step,
                )
                for k in named
            ],
        )
    return tuple(found)


def _levels(building: Building) -> list[tuple[str, float]]:
    """Levels that lie near the ground, by what they are."""
    feet = [part.base for part in building.parts if part.vertices is not None]
    return [
        ("±0.00", building.zero_level),
        ("outdoor_ground", building.outdoor_ground),
        *((("mesh", min(feet)),) if feet else ()),
    ]


def _fewer(below: int, count: int) -> range | list[int]:
    """Rows on the side of a step that has fewer; all where both have as many."""
    above = count - below
    if below == above:
        return list(range(count))
    return range(below) if below < above else range(below, count)
