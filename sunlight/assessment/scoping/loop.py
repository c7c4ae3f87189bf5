"""The scope of an assessment: sectors, then row by row (分析范围、逐排外延).

Everything in the model is measured anyway, so that the row extension of 规程五(三)
needs no further measuring: the loop asks the results which top floors the project makes
fail.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sunlight.assessment.counting.receivers import CountedReceivers
from sunlight.assessment.judging.households import standing_of
from sunlight.assessment.measuring.records import RoomResults, WindowResults
from sunlight.assessment.scoping.conditions import scope_conditions
from sunlight.assessment.scoping.findings import (
    NOT_DRAWN,
    NOTHING_PROPOSED,
    TOP_FLOOR_UNKNOWN,
    about_the_scope,
)
from sunlight.assessment.scoping.top_floors import top_floor_impacts
from sunlight.errors import GeometryError, InputError
from sunlight.findings import Finding, Severity
from sunlight.model.project import Project
from sunlight.model.wording import name_some
from sunlight.rules import Ruleset, Standing
from sunlight.scope import (
    Scope,
    ScopeRole,
    TopFloorImpact,
    analysis_scope,
    next_row,
)

__all__ = ["FoundScope", "extended_scope", "found_scope", "in_scope"]

_OUT = (ScopeRole.OVERLAY, ScopeRole.OUTSIDE)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FoundScope:
    """The scope of a project, if it has one (分析范围).

    Parameters
    ----------
    scope : Scope or None
        None where nothing is proposed, or no sector can be drawn: everything in the
        model is judged then.
    findings : tuple of Finding
        Of the scope, or why there is none.
    """

    scope: Scope | None
    findings: tuple[Finding, ...]


def found_scope(
    project: Project,
    windows: WindowResults,
    rooms: RoomResults,
    rules: Ruleset,
    receivers: CountedReceivers,
    *,
    owners: tuple[str, ...],
) -> FoundScope:
    """Scope by the sectors, extended row by row with the results (分析范围).

    Parameters
    ----------
    project : Project
        The project.
    windows, rooms
        Results in both states.
    rules : Ruleset
        Angle, radius and readings of the sectors; standards of the top floors.
    receivers : CountedReceivers
        Windows and households that count.
    owners : tuple of str
        Names of the owners that ``windows.lost`` speaks of.

    Returns
    -------
    FoundScope
        Never an error for a model from which no scope can be drawn.

    Notes
    -----
    Source: 规程五(一)(二)(三).
    """
    if not any(_own_new(project)):
        return FoundScope(scope=None, findings=(about_the_scope(NOTHING_PROPOSED),))
    try:
        start = analysis_scope(project, scope_conditions(rules))
    except (InputError, GeometryError) as error:
        finding = about_the_scope(NOT_DRAWN, why=str(error))
        return FoundScope(scope=None, findings=(finding,))
    findings = tuple(_as_warning(finding) for finding in start.findings)
    own = [project.buildings[s.building] for s in start.sectors]
    if not any(standing_of(b, project) is Standing.OWN_NEW for b in own):
        return FoundScope(scope=None, findings=findings)
    impacts = top_floor_impacts(
        project, windows, rooms, rules, receivers, owners=owners
    )
    scope = extended_scope(start, impacts)
    return FoundScope(
        scope=scope, findings=(*findings, *_without_windows(project, scope))
    )


def extended_scope(scope: Scope, impacts: Mapping[str, TopFloorImpact]) -> Scope:
    """Scope with rows added until one is not affected (逐排外延).

    Parameters
    ----------
    scope : Scope
        By the sectors alone.
    impacts : mapping of str to TopFloorImpact
        By building; of every building that may be reached.

    Returns
    -------
    Scope
        Each step is in ``steps``; overlay buildings were looked for again after each.

    Raises
    ------
    InputError
        If an impact is missing.

    Notes
    -----
    Source: 规程五(三).
    """
    while (larger := next_row(scope, impacts)) is not None:
        scope = larger
    return scope


def in_scope(
    project: Project, scope: Scope | None, rules: Ruleset
) -> tuple[bool | None, ...]:
    """Whether each building belongs to the analysis, None if not known (是否分析).

    Parameters
    ----------
    project : Project
        The project.
    scope : Scope or None
        Its scope; None limits nothing.
    rules : Ruleset
        By the alternative of reading ``scope_limits_verdicts`` everything belongs to
        it.
    """
    if scope is None or rules.values.alternative("scope_limits_verdicts"):
        return (True,) * len(project.buildings)
    return tuple(
        None if entry.role is ScopeRole.UNDETERMINED else entry.role not in _OUT
        for entry in scope.entries
    )


def _without_windows(project: Project, scope: Scope) -> tuple[Finding, ...]:
    """Rows that were added since nobody drew the windows of those before them."""
    with_windows = {project.buildings[b].id for b in set(project.windows.building)}
    calling = dict.fromkeys(name for step in scope.steps for name in step.because)
    names = [name for name in calling if name not in with_windows]
    if not names:
        return ()
    finding = about_the_scope(
        TOP_FLOOR_UNKNOWN, where=names[0], n=len(names), ids=name_some(names)
    )
    return (finding,)


def _own_new(project: Project) -> list[bool]:
    """Which buildings the project itself builds."""
    return [standing_of(b, project) is Standing.OWN_NEW for b in project.buildings]


def _as_warning(finding: Finding) -> Finding:
    """Errors of a scope withhold verdicts here; they do not stop the analysis."""
    if finding.severity is not Severity.ERROR:
        return finding
    return replace(finding, severity=Severity.WARNING)
