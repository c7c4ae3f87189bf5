"""Windows in numbers, by storey and by façade of each building (窗日照统计)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.model.facade_table import OCTANTS
from sunlight.rules import Ruleset, standard_for, uses_with_standard
from sunlight.tolerances import THRESHOLD_NOISE_MIN

if TYPE_CHECKING:
    from sunlight.assessment.records import Assessment

__all__ = [
    "StateSummary",
    "WindowSummary",
    "facade_summaries",
    "standard_minutes",
    "storey_summaries",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSummary:
    """Windows of one group in one state (某状态统计).

    Parameters
    ----------
    measured : int
        Windows with a figure.
    least, greatest : float
        Of their minutes; NaN where none is measured. [min]
    reaching : tuple of int
        Windows with at least each of the minutes asked about, in their order.
    """

    measured: int
    least: float
    greatest: float
    reaching: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSummary:
    """Windows of a building on one storey, or in façades of one direction (窗日照统计).

    A count, not a verdict: households are judged, not storeys.

    Parameters
    ----------
    building : str
        Number of the building.
    floor : int or None
        Storey; None where the group is a direction.
    octant : str
        Direction of the outward normal, such as ``SE``; empty where the group is a
        storey.
    day : str
        Standard day on which they are measured.
    windows : int
        Windows in all.
    minutes : tuple of float
        The minutes asked about. [min]
    before, after : StateSummary
        In both states.
    """

    building: str
    floor: int | None
    octant: str
    day: str
    windows: int
    minutes: tuple[float, ...]
    before: StateSummary
    after: StateSummary


def standard_minutes(rules: Ruleset) -> tuple[float, ...]:
    """Minutes that the rules ask of any use, rising, each once (各用途标准值).

    Parameters
    ----------
    rules : Ruleset
        The rules.
    """
    asked = {standard_for(rules, use).minutes for use in uses_with_standard(rules)}
    return tuple(sorted(asked))


def storey_summaries(
    assessment: "Assessment", *, minutes: Sequence[float] | None = None
) -> tuple[WindowSummary, ...]:
    """Windows in numbers, by building and storey (按楼层统计).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    minutes : sequence of float, optional
        Minutes asked about; by default those of the rules. [min]

    Returns
    -------
    tuple of WindowSummary
        In the order of the buildings, storeys rising.

    Raises
    ------
    InputError
        If minutes asked about are negative or not finite.
    """
    floors = assessment.project.windows.floor.astype(np.int64)
    return _summaries(assessment, floors, minutes, octants=False)


def facade_summaries(
    assessment: "Assessment", *, minutes: Sequence[float] | None = None
) -> tuple[WindowSummary, ...]:
    """Windows in numbers, by building and direction of their façade (按立面朝向统计).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    minutes : sequence of float, optional
        Minutes asked about; by default those of the rules. [min]

    Returns
    -------
    tuple of WindowSummary
        In the order of the buildings, directions clockwise from north, eight in all.

    Raises
    ------
    InputError
        If minutes asked about are negative or not finite.
    """
    windows = assessment.project.windows
    across = windows.right - windows.left
    bearing = np.degrees(np.arctan2(across[:, 1], -across[:, 0])) % 360.0
    octants = ((bearing + 22.5) // 45.0).astype(np.int64) % len(OCTANTS)
    return _summaries(assessment, octants, minutes, octants=True)


def _summaries(
    assessment: "Assessment",
    group: NDArray[np.int64],
    minutes: Sequence[float] | None,
    *,
    octants: bool,
) -> tuple[WindowSummary, ...]:
    """Windows in numbers by building, group and day."""
    asked = standard_minutes(assessment.rules) if minutes is None else tuple(minutes)
    for value in asked:
        if not 0.0 <= value < np.inf:
            raise InputError(
                f"must be 0 min or more, and finite; got {value}",
                where="minutes",
                value=value,
            )
    project, results = assessment.project, assessment.windows
    if len(project.windows) == 0:
        return ()
    keys = np.column_stack([project.windows.building, group, results.run])
    groups, of_window = np.unique(keys, axis=0, return_inverse=True)
    order = np.argsort(of_window.reshape(-1), kind="stable")
    ends = np.cumsum(np.bincount(of_window.reshape(-1)))[:-1]
    summaries = []
    for (building, number, run), rows in zip(
        groups.tolist(), np.split(order, ends), strict=True
    ):
        summaries.append(
            WindowSummary(
                building=project.buildings[building].id,
                floor=None if octants else number,
                octant=OCTANTS[number] if octants else "",
                day=assessment.runs[run].conditions.day.value,
                windows=len(rows),
                minutes=asked,
                before=_state(results.minutes_before[rows], asked),
                after=_state(results.minutes_after[rows], asked),
            )
        )
    return tuple(summaries)


def _state(found: NDArray[np.float64], asked: Sequence[float]) -> StateSummary:
    """Figures of some windows in one state."""
    known = found[~np.isnan(found)]
    return StateSummary(
        measured=len(known),
        least=float(known.min()) if len(known) else np.nan,
        greatest=float(known.max()) if len(known) else np.nan,
        reaching=tuple(int((known >= m - THRESHOLD_NOISE_MIN).sum()) for m in asked),
    )
