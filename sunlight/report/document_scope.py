"""The scope as records of the result document (结果文档中的分析范围)."""

import math

from sunlight.report.unit_records import ResultRecord
from sunlight.scope import Scope, ScopeEntry, ScopeReason

__all__ = [
    "ResultRowStep",
    "ResultScope",
    "ResultScopeBuilding",
    "ResultScopeReason",
    "result_scope",
]


class ResultScopeReason(ResultRecord):
    """Why a building has its part in the scope (列入原因)."""

    code: str
    """Stable code."""
    clause: str
    """Clause it rests on."""
    by: str
    """Building whose sector reaches, or whose top floor calls; may be empty."""
    reach: float | None
    """Least radius with which the sector touches. [m]"""
    radius: float | None
    """Radius of that sector. [m]"""
    zh: str
    """In Chinese."""
    en: str
    """In English."""


class ResultScopeBuilding(ResultRecord):
    """One building in the scope (范围表一行)."""

    building: str
    """Id of the building."""
    role: str
    """``proposed``, ``concurrent``, ``analysed``, ``overlay``, ``outside``,
    ``removed`` or ``undetermined``."""
    row_step: int | None
    """Step that made it analysed: 0 the sectors, 1 the first added row."""
    receiver: bool
    """Whether it can be a receiver of a row."""
    overlay: bool | None
    """Whether its own sector meets the scope; null where its height is not known."""
    height: float | None
    """Shading height. [m]"""
    reasons: tuple[ResultScopeReason, ...]
    """Why, in the order in which they were found."""


class ResultRowStep(ResultRecord):
    """One step of the row extension (逐排外延一步)."""

    step: int
    """1 for the first."""
    because: tuple[str, ...]
    """Buildings whose top floor fails because of the project."""
    added: tuple[str, ...]
    """Buildings that joined."""


class ResultScope(ResultRecord):
    """Who belongs to the analysis (分析范围)."""

    shape: str
    """How a sector is attached to a footprint: ``minkowski`` or ``two_centre``."""
    height_rule: str
    """What the shading height is."""
    angle_from_east_west: float
    """Angle of the sides of the sector. [degrees]"""
    radius_factor: float
    """Radius by the height."""
    radius_cap: float | None
    """Longest radius; null where there is none. [m]"""
    limits_verdicts: bool
    """Whether units of buildings outside are left out."""
    scope_buildings: tuple[ResultScopeBuilding, ...]
    """One a building."""
    steps: tuple[ResultRowStep, ...]
    """Rows added."""


def result_scope(scope: Scope | None, *, limits_verdicts: bool) -> ResultScope | None:
    """Scope as a record of the document (分析范围).

    Parameters
    ----------
    scope : Scope or None
        The scope.
    limits_verdicts : bool
        Whether units of buildings outside are left out.

    Returns
    -------
    ResultScope or None
        None where there is no scope.
    """
    if scope is None:
        return None
    conditions = scope.conditions
    return ResultScope(
        shape=conditions.shape.value,
        height_rule=conditions.height.value,
        angle_from_east_west=conditions.angle_from_east_west,
        radius_factor=conditions.radius_factor,
        radius_cap=conditions.radius_cap,
        limits_verdicts=limits_verdicts,
        scope_buildings=tuple(_building(entry) for entry in scope.entries),
        steps=tuple(
            ResultRowStep(step=s.number, because=s.because, added=s.added)
            for s in scope.steps
        ),
    )


def _building(entry: ScopeEntry) -> ResultScopeBuilding:
    """One building."""
    return ResultScopeBuilding(
        building=entry.id,
        role=entry.role.value,
        row_step=entry.row_step,
        receiver=entry.receiver,
        overlay=entry.overlay,
        height=_number(entry.height),
        reasons=tuple(_reason(reason) for reason in entry.reasons),
    )


def _reason(reason: ScopeReason) -> ResultScopeReason:
    """One reason."""
    return ResultScopeReason(
        code=reason.code.value,
        clause=reason.clause,
        by=reason.by,
        reach=_number(reason.reach),
        radius=_number(reason.radius),
        zh=reason.text_zh,
        en=reason.text,
    )


def _number(value: float) -> float | None:
    """A number that JSON knows."""
    return value if math.isfinite(value) else None
