"""The most that any point of a ground loses, between two bounds (场地最大减少)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.assessment.grounds.area import open_to_the_sky
from sunlight.assessment.grounds.cells import Cells, first_cells
from sunlight.assessment.measuring.engine import lit_intervals
from sunlight.durations import sunlit_minutes
from sunlight.intervals import Intervals, complement, intersection, total
from sunlight.rules import Bounds
from sunlight.scene import Obstructions, Prism, Receivers, Solid
from sunlight.shade.cells import CellLight
from sunlight.solar import SunPath
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["ChangeQuestion", "GroundState", "largest_loss"]

SMALLEST_CELL: Final = 0.005  # [m]
MOST_CELLS: Final = 60_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroundState:
    """What stands round a ground in one state (一种状态的遮挡体).

    Parameters
    ----------
    bodies : tuple of Prism or Solid
        Bodies that stand.
    obstructions : Obstructions
        The same for the engine.
    """

    bodies: tuple[Prism | Solid, ...]
    obstructions: Obstructions


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeQuestion:
    """What is asked of a change (增减要求).

    Parameters
    ----------
    minutes : float
        Points that have these in the second state are not asked. [min]
    shortest : float
        Shortest counted segment. [min]
    limit : float
        Whether a loss is above or below this is what matters. [min]
    segments : int or None
        How many of the longest segments count; None counts all.
    """

    minutes: float
    shortest: float
    limit: float
    segments: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Lights:
    """Light of a ground in both states, and that of what is only in the second."""

    first: CellLight
    second: CellLight
    added: CellLight


def largest_loss(
    ground: shapely.Polygon,
    z: float,
    states: tuple[GroundState, GroundState],
    path: SunPath,
    question: ChangeQuestion,
) -> Bounds:
    """Most minutes that a point loses from a first to a second state (最大减少).

    Only points below the standard in the second state are asked. The lower bound is an
    exact loss at some point; cells are split until the upper bound is on the same side
    of the limit, or they grow too small or too many.

    Parameters
    ----------
    ground : shapely.Polygon
        The ground. [m]
    z : float
        Its elevation. [m]
    states : (GroundState, GroundState)
        First and second state.
    path : SunPath
        Sun's path.
    question : ChangeQuestion
        What is asked.

    Returns
    -------
    Bounds
        Both 0 where no point loses. [min]
    """
    first, second = states
    box = ground.bounds
    standing = {id(body) for body in first.bodies}
    added = [body for body in second.bodies if id(body) not in standing]
    lights = _Lights(
        first=CellLight.of(first.bodies, box=box, z=z, path=path),
        second=CellLight.of(second.bodies, box=box, z=z, path=path),
        added=CellLight.of(added, box=box, z=z, path=path),
    )
    lit_once = open_to_the_sky(ground, z, first.bodies)
    if not lights.added.bodies or lit_once.is_empty:
        return Bounds(lower=0.0, upper=0.0)
    limit = question.limit + THRESHOLD_NOISE_MIN
    lower = settled = 0.0
    cells, seen = first_cells(lit_once), 0
    while len(cells):
        lower = max(lower, _at_points(cells, z, states, path, question))
        most = _at_most(cells, lights, path, question)
        if lower > limit:
            return Bounds(lower=lower, upper=max(lower, settled, float(most.max())))
        seen += len(cells)
        open_ = most > max(lower, limit)
        settled = max(settled, float(most[~open_].max(initial=0.0)))
        cells, most = cells.where(open_), most[open_]
        too_much = seen + 4 * len(cells) > MOST_CELLS
        if len(cells) and (too_much or cells.side / 2.0 < SMALLEST_CELL):
            settled = max(settled, float(most.max()))
            break
        cells = cells.split() if len(cells) else cells
    return Bounds(lower=lower, upper=max(lower, settled))


def _at_points(
    cells: Cells,
    z: float,
    states: tuple[GroundState, GroundState],
    path: SunPath,
    question: ChangeQuestion,
) -> float:
    """Greatest exact loss among one point of each cell."""
    points = cells.points
    receivers = Receivers.from_points(
        np.column_stack([points, np.full(len(points), z)])
    )
    before, after = (
        sunlit_minutes(
            lit_intervals(receivers, state.obstructions, path),
            shortest=question.shortest,
            segments=question.segments,
        )
        for state in states
    )
    asked = after < question.minutes - THRESHOLD_NOISE_MIN
    return float((before - after)[asked].max(initial=0.0))


def _at_most(
    cells: Cells, lights: _Lights, path: SunPath, question: ChangeQuestion
) -> NDArray[np.float64]:
    """What no point of a cell loses more than, (n,); 0 where none is asked.

    Two bounds, the lesser counts: all that may have been lit less all that surely
    is; and what the added bodies may darken of it, with the short segments that
    each stretch of theirs may leave on either side. Where they darken nothing the
    second is 0, however coarse the cell.
    """
    shortest, segments = question.shortest, question.segments
    sure = lights.second.everywhere(cells.centres, cells.half)
    lower = sunlit_minutes(sure, shortest=shortest, segments=segments)
    most = np.zeros(len(cells))
    asked = np.flatnonzero(lower < question.minutes - THRESHOLD_NOISE_MIN)
    if len(asked) == 0:
        return most
    chosen = cells.where(np.isin(np.arange(len(cells)), asked))
    clear = lights.added.everywhere(chosen.centres, chosen.half)
    darkened = complement(clear, path.lit_band)
    possible = lights.first.somewhere(chosen.corner, chosen.side, chosen.at)
    taken: Intervals = intersection(possible, darkened)
    upper = sunlit_minutes(possible, shortest=shortest, segments=segments)
    stretches = np.diff(taken.offsets)
    by_added = total(taken) + 2.0 * shortest * stretches
    if segments is not None:  # what is cut in two may lose a half that was counted
        by_added[stretches > 0] = np.inf
    by_both = np.maximum(upper - lower[asked], 0.0)
    most[asked] = np.minimum(by_added, by_both)
    return most
