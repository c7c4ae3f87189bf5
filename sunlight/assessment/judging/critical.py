"""Verdicts that a slip of the survey would turn (临界): notes, never other verdicts.

Tops are raised and lowered by the height tolerance, outlines moved out and in by the
plan tolerance; windows stay where they are. What turns at the whole tolerance is halved
down, so that the note says how little is enough, to an eighth of the tolerance.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.judging.shifted import moved_out, raised
from sunlight.assessment.measuring.records import WindowResults
from sunlight.model.project import Project
from sunlight.rules import CountingUnit, Note, Outcome, Verdict, minutes_to_flip
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["CriticalUnit", "critical_units", "with_critical_note"]

HALVINGS: Final = 3
"""How often the change that turns a verdict is halved: an eighth is left open."""

Key = tuple[CountingUnit, str]
"""What a unit is counted as, and its id."""

Verdicts = Iterable[tuple[CountingUnit, Verdict]]
"""Verdicts with what their units are counted as."""

Measure = Callable[[Project, NDArray[np.int64]], WindowResults]
"""Measures some windows (rows of the table) of a project as it is varied."""

Judge = Callable[[WindowResults], Verdicts]
"""Judges all units by the minutes of the windows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalUnit:
    """A unit whose outcome a slip of the survey would turn (临界单元).

    Parameters
    ----------
    counted_as : CountingUnit
        What the unit is counted as.
    unit : str
        Its id.
    minutes : float or None
        Minutes to the threshold; None for what is not judged by minutes. [min]
    height : float or None
        Least change of all tops that was found to turn it; None if none within the
        tolerance does. [m]
    plan : float or None
        The same of the outlines of other buildings. [m]
    """

    counted_as: CountingUnit
    unit: str
    minutes: float | None
    height: float | None
    plan: float | None


def critical_units(
    project: Project,
    windows: WindowResults,
    verdicts: Verdicts,
    *,
    measure: Measure,
    judge: Judge,
) -> tuple[CriticalUnit, ...]:
    """Units whose outcome turns within the survey tolerances (临界单元).

    Parameters
    ----------
    project : Project
        With the tolerances in ``project.survey``; without any, nothing is done.
    windows : WindowResults
        Minutes as surveyed.
    verdicts : iterable of (CountingUnit, Verdict)
        Verdicts as surveyed.
    measure : callable
        Measures windows of the varied project.
    judge : callable
        Judges by minutes.

    Returns
    -------
    tuple of CriticalUnit
        In the order of the verdicts.

    Notes
    -----
    Source: ours; 规程三(二) takes the survey as it is, so no verdict changes. A verdict
    that turns and turns back within the tolerance is not found.
    """
    survey = project.survey
    known = {
        (kind, verdict.unit): verdict
        for kind, verdict in verdicts
        if verdict.outcome in (Outcome.PASS, Outcome.FAIL)
    }
    if not survey.given or not known:
        return ()
    search = _Search(
        project=project, windows=windows, known=known, measure=measure, judge=judge
    )
    heights = _least(search.turned_by_height, survey.height)
    plans = _least(search.turned_by_plan, survey.plan)
    found = []
    for key, verdict in known.items():
        left = minutes_to_flip(verdict)
        near = (
            survey.minutes is not None
            and left is not None
            and left <= survey.minutes + THRESHOLD_NOISE_MIN
        )
        if near or key in heights or key in plans:
            found.append(
                CriticalUnit(
                    counted_as=key[0],
                    unit=key[1],
                    minutes=left,
                    height=heights.get(key),
                    plan=plans.get(key),
                )
            )
    return tuple(found)


def with_critical_note(
    kind: CountingUnit, verdict: Verdict, critical: frozenset[Key]
) -> Verdict:
    """Verdict with the note that it is critical, if it is (临界备注).

    Parameters
    ----------
    kind : CountingUnit
        What the unit is counted as.
    verdict : Verdict
        The verdict.
    critical : frozenset of (CountingUnit, str)
        Units that are critical.
    """
    if (kind, verdict.unit) not in critical:
        return verdict
    return replace(verdict, notes=(*verdict.notes, Note.CRITICAL))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Search:
    """What is varied, and how it is measured and judged."""

    project: Project
    windows: WindowResults
    known: Mapping[Key, Verdict]
    measure: Measure
    judge: Judge

    def turned_by_height(self, change: float) -> frozenset[Key]:
        """Units that turn when all tops are higher by that. [m]"""  # noqa: D400
        rows = np.arange(len(self.project.windows))
        return self._turned([(raised(self.project, change), rows)])

    def turned_by_plan(self, change: float) -> frozenset[Key]:
        """Units that turn when the outlines of others lie farther out. [m]"""  # noqa: D400
        building = self.project.windows.building
        return self._turned(
            (
                moved_out(self.project, change, fixed=int(index)),
                np.flatnonzero(building == index),
            )
            for index in np.unique(building)
        )

    def _turned(
        self, variants: Iterable[tuple[Project, NDArray[np.int64]]]
    ) -> frozenset[Key]:
        """Units whose outcome differs, each building by its own variant."""
        before = self.windows.minutes_before.copy()
        after = self.windows.minutes_after.copy()
        for project, rows in variants:
            measured = self.measure(project, rows)
            before[rows] = measured.minutes_before[rows]
            after[rows] = measured.minutes_after[rows]
        varied = replace(self.windows, minutes_before=before, minutes_after=after)
        return frozenset(
            (kind, verdict.unit)
            for kind, verdict in self.judge(varied)
            if (kind, verdict.unit) in self.known
            and verdict.outcome is not self.known[kind, verdict.unit].outcome
        )


def _least(
    turned: Callable[[float], frozenset[Key]], tolerance: float | None
) -> dict[Key, float]:
    """Least change, up or down, at which each unit was found to turn. [m]"""  # noqa: D400
    if tolerance is None:
        return {}
    least: dict[Key, float] = {}
    for sign in (1.0, -1.0):
        upper = dict.fromkeys(turned(sign * tolerance), tolerance)
        lower = dict.fromkeys(upper, 0.0)
        for _ in range(HALVINGS):
            middle = {key: (lower[key] + upper[key]) / 2.0 for key in upper}
            for change in sorted(set(middle.values())):
                now = turned(sign * change)
                for key in (k for k, at in middle.items() if at == change):
                    (upper if key in now else lower)[key] = change
        for key, change in upper.items():
            least[key] = min(change, least.get(key, change))
    return least
