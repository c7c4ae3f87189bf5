"""What the facts of a unit say of the scope and of assumed heights (周边事实)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.measuring.records import WindowResults
from sunlight.assessment.scoping.assumed_heights import merged_shade
from sunlight.assessment.scoping.loop import in_scope
from sunlight.model.project import Project
from sunlight.rules import Ruleset, standard_for, uses_with_standard
from sunlight.scope import Scope
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["Surroundings", "surroundings", "without_limits"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surroundings:
    """What surrounds the units (周边).

    Parameters
    ----------
    in_scope : tuple of (bool or None)
        Whether each building belongs to the analysis; None where not known.
    window : (k,) ndarray of int64
        Windows whose minutes depend on a building of assumed height.
    shader : tuple of str, (k,)
        That building.
    sure : (w,) ndarray of bool
        Windows that reach the standard of their use in every state in which they stand,
        without depending on an assumed height.
    """

    in_scope: tuple[bool | None, ...]
    window: NDArray[np.int64]
    shader: tuple[str, ...]
    sure: NDArray[np.bool_]

    def in_scope_of(self, building: int) -> bool | None:
        """Whether a building belongs to the analysis (是否分析); no building does.

        Parameters
        ----------
        building : int
            Its index, -1 for none.
        """
        return self.in_scope[building] if building >= 0 else True

    def assumed_shaders(
        self, project: Project, group: NDArray[np.int32], count: int
    ) -> list[tuple[str, ...]]:
        """Buildings of assumed height on which groups of windows depend (假定高度者).

        A group with a sure window depends on none: whatever the height turns out to be,
        that window reaches the standard beside it.

        Parameters
        ----------
        project : Project
            The project.
        group : (w,) ndarray of int
            Room or household of each window, -1 for none.
        count : int
            Number of groups.

        Returns
        -------
        list of tuple of str
            One a group; the group's own building is not among them.
        """
        names: list[tuple[str, ...]] = [()] * count
        if len(self.window) == 0:
            return names
        safe = np.zeros(count + 1, dtype=np.bool_)
        safe[group[self.sure]] = True
        member = group[self.window]
        for k in np.flatnonzero((member >= 0) & ~safe[member]):
            i, shader = int(member[k]), self.shader[k]
            own = project.buildings[project.windows.building[self.window[k]]].id
            if shader != own and shader not in names[i]:
                names[i] = (*names[i], shader)
        return names


def surroundings(
    project: Project,
    windows: WindowResults,
    rules: Ruleset,
    scope: Scope | None,
    *,
    owners: tuple[str, ...],
) -> Surroundings:
    """Scope and assumed heights as the facts have them (周边事实).

    Parameters
    ----------
    project : Project
        The project.
    windows : WindowResults
        Results in both states.
    rules : Ruleset
        Standard of each use, and whether the scope limits verdicts.
    scope : Scope or None
        The scope.
    owners : tuple of str
        Names of the owners.

    Notes
    -----
    Source: 规程五(一)(二)(三), 办法四.
    """
    standard = {use: standard_for(rules, use) for use in uses_with_standard(rules)}
    least = np.array(
        [
            standard[b.use].minutes if b.use in standard else np.inf
            for b in project.buildings
        ]
        or [np.inf]
    )[project.windows.building]
    limit = least - THRESHOLD_NOISE_MIN
    before, after = windows.minutes_before, windows.minutes_after
    sure = (after >= limit) & (np.isnan(before) | (before >= limit))
    shade = windows.assumed_shade
    sure[shade.window] = False
    return Surroundings(
        in_scope=in_scope(project, scope, rules),
        window=shade.window,
        shader=tuple(owners[code] for code in shade.owner),
        sure=sure,
    )


def without_limits(project: Project) -> Surroundings:
    """Surroundings in which everything is judged as it was computed (不设限).

    Parameters
    ----------
    project : Project
        The project.
    """
    return Surroundings(
        in_scope=(True,) * len(project.buildings),
        window=merged_shade([]).window,
        shader=(),
        sure=np.zeros(len(project.windows), dtype=np.bool_),
    )
