"""The conclusion against the report's own tables (结论与表核对)."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.review.formal.conclusion_subjects import INSIDE, Totals
from sunlight.review.formal.judged import possible_wordings
from sunlight.review.formal.outcomes import Claims
from sunlight.review.formal.rows import Rows
from sunlight.review.formal.sentences import Claim
from sunlight.review.formal.words import ACCEPTED
from sunlight.rules import Wording

__all__ = ["FAILING", "Population", "Refuted", "population", "refuted"]

FAILING: Final = frozenset({"not_meets", "missed", "fail", "affected"})
"""Outcomes that say that a unit does not pass."""
_PASSING: Final = ACCEPTED["pass"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Population:
    """Units that a conclusion can be held against, n in all (评定单元).

    Parameters
    ----------
    rows : Rows
        Rows of the table of households, or the households of the window tables.
    judged : (n,) ndarray of bool
        The rules have something to say of it.
    fails : (n,) ndarray of bool
        It fails whatever the rounding, by its minutes or by what is printed.
    may_fail : (n,) ndarray of bool
        It fails by one of its printed outcome, its minutes or rounding.
    meets, may_meet : (n,) ndarray of bool
        The same for 满足.
    below : (n,) ndarray of bool
        Its minutes after are below the standard.
    wording, printed : (n,) ndarray of objects
        By the minutes, and as printed.
    """

    rows: Rows
    judged: NDArray[np.bool_]
    fails: NDArray[np.bool_]
    may_fail: NDArray[np.bool_]
    meets: NDArray[np.bool_]
    may_meet: NDArray[np.bool_]
    below: NDArray[np.bool_]
    wording: NDArray[np.object_]
    printed: NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Refuted:
    """A claim that the tables do not bear out (不成立的结论).

    Parameters
    ----------
    claim : Claim
        The claim.
    rows : (k,) ndarray of int64
        Rows of the population that speak against it.
    counted : int
        What was counted; -1 where nothing is.
    grave : bool
        Units fail that the claim says pass.
    sure : bool
        It is sure which units the claim is about; else a person has to look.
    """

    claim: Claim
    rows: NDArray[np.int64]
    counted: int
    grave: bool
    sure: bool = True


def population(claims: Claims, assessment: Assessment, *, renewal: str) -> Population:
    """Units with all that may be said of them, rounding allowed for (评定单元).

    Parameters
    ----------
    claims : Claims
        Rows with printed outcomes and wordings.
    assessment : Assessment
        Our own, for the rules.
    renewal : str
        Document of an old-area renewal.
    """
    rows, printed = claims.rows, claims.printed
    possible = possible_wordings(
        assessment.rules,
        rows.standing,
        rows.use,
        rows.before,
        rows.after,
        rows.slack_before,
        rows.slack_after,
        renewal=renewal,
    )
    judged = claims.wording != Wording.NONE
    surely = np.array([not (p & _PASSING) for p in possible], dtype=np.bool_)
    maybe = np.array([bool(p - _PASSING) for p in possible], dtype=np.bool_)
    met = np.array([p == {Wording.MEETS} for p in possible], dtype=np.bool_)
    may = np.array([Wording.MEETS in p for p in possible], dtype=np.bool_)
    told = np.isin(printed, list(FAILING))
    return Population(
        rows=rows,
        judged=judged,
        fails=(judged & surely) | told,
        may_fail=(judged & maybe) | told,
        meets=judged & met,
        may_meet=(judged & may) | np.isin(printed, ["meets", "reached", "pass"]),
        below=rows.after < rows.standard,
        wording=claims.wording,
        printed=printed,
    )


def refuted(claims: tuple[Claim, ...], units: Population) -> list[Refuted]:
    """Claims that the tables do not bear out (不成立的结论).

    Parameters
    ----------
    claims : tuple of Claim
        Of the conclusion.
    units : Population
        Units of the tables.

    Returns
    -------
    list of Refuted
        In the order of the text.
    """
    failing = any(
        c.kind in ("count", "building") and c.outcome in FAILING for c in claims
    )
    named = frozenset[str]().union(
        *(c.buildings for c in claims if c.outcome in FAILING)
    )
    totals = Totals(claims, units.rows)
    found = []
    for claim in claims:
        if claim.kind == "all" and claim.rest and failing and not named:
            continue
        scope = _scope(claim, units, named)
        tried = [scope]
        if not claim.buildings:
            tried = [scope & mask for mask in totals.scopes(claim)]
        held = [_held(claim, units, each) for each in tried]
        first = held[0]
        if first is not None and all(one is not None for one in held):
            sure = totals.tells(claim) and _sure(claim, claims, units)
            found.append(first if sure else replace(first, sure=False))
    return found


def _held(claim: Claim, units: Population, scope: NDArray[np.bool_]) -> Refuted | None:
    """A claim against the rows that it is about; None where they bear it out."""
    match claim.kind:
        case "all":
            return _all(claim, units, scope)
        case "count":
            return _count(claim, units, scope)
        case "total":
            return _total(claim, scope)
        case "building":
            return _building(claim, units)
        case _:
            return None


def _sure(claim: Claim, claims: tuple[Claim, ...], units: Population) -> bool:
    """Whether it is sure which units of the tables a claim is about."""
    if claim.unsure or claim.unit == "间":
        return False  # rooms are not in a table of households
    if claim.buildings and not claim.buildings & set(units.rows.key):
        return False
    same = {c.unit for c in claims if c.sentence == claim.sentence}
    return bool(claim.unit) or "间" not in same


def _scope(claim: Claim, units: Population, named: frozenset[str]) -> NDArray[np.bool_]:
    """Rows that a claim is about."""
    rows = units.rows
    scope = np.ones(len(rows), dtype=np.bool_)
    if claim.buildings and claim.kind != "building":
        scope &= np.isin(rows.key, list(claim.buildings))
    but = claim.but | (named if claim.rest else frozenset())
    if but and not claim.buildings:
        scope &= ~np.isin(rows.key, list(but))
    if claim.inside is not None and not claim.buildings:
        inside = np.isin(rows.standing, INSIDE)
        scope &= inside if claim.inside else ~inside
    return scope


def _all(claim: Claim, units: Population, scope: NDArray[np.bool_]) -> Refuted | None:
    """All are said to pass, or to meet the standard."""
    rows = units.rows
    if claim.state == "before":
        low = rows.before + rows.slack_before < rows.standard
        against = np.flatnonzero(scope & low)
        return _against(claim, against, grave=False)
    failing = np.flatnonzero(scope & units.fails)
    if len(failing):
        return _against(claim, failing, grave=True)
    if claim.outcome != "meets":
        return None
    return _against(
        claim,
        np.flatnonzero(scope & units.judged & units.below & ~units.may_meet),
        grave=False,
    )


def _against(claim: Claim, rows: NDArray[np.int64], *, grave: bool) -> Refuted | None:
    """Rows against a claim, None where there is none."""
    if not len(rows):
        return None
    return Refuted(claim=claim, rows=rows, counted=len(rows), grave=grave)


def _count(claim: Claim, units: Population, scope: NDArray[np.bool_]) -> Refuted | None:
    """So many are said to come to an outcome."""
    least, most, counted = _bounds(claim, units, scope)
    if least <= claim.number <= most or claim.number in counted:
        return None
    wanted = claim.outcome in FAILING
    rows = np.flatnonzero(scope & units.fails) if wanted else np.empty(0, np.int64)
    return Refuted(
        claim=claim,
        rows=rows,
        counted=counted[0],
        grave=claim.state == "after"
        and (claim.number < least if wanted else claim.number > most),
    )


def _bounds(
    claim: Claim, units: Population, scope: NDArray[np.bool_]
) -> tuple[int, int, list[int]]:
    """Least and most that rounding allows, and the counts of other ways of counting."""
    rows = units.rows
    if claim.state == "before":
        low = rows.before + rows.slack_before >= rows.standard
        sure = rows.before - rows.slack_before >= rows.standard
        met, may = sure & scope, low & scope
        known = scope & ~np.isnan(rows.before)
        if claim.outcome in FAILING:
            return _span(
                known & ~may, known & ~met, known & (rows.before < rows.standard)
            )
        return _span(met, may, known & (rows.before >= rows.standard))
    mine = ACCEPTED.get(claim.outcome)
    by_minutes = np.zeros(len(rows), dtype=np.bool_)
    for wording in mine or ():
        by_minutes |= units.wording == wording
    printed = units.printed == claim.outcome
    if claim.outcome in ("not_meets", "missed", "fail"):
        least, most = units.fails, units.may_fail
        other = [units.below, units.judged & (units.wording == Wording.NOT_MEETS)]
    elif claim.outcome in ("meets", "reached", "pass"):
        least, most = units.meets, units.may_meet
        other = [units.judged & ~units.fails, ~units.below & units.judged]
    else:
        least, most = by_minutes, by_minutes
        other = []
    main = (
        by_minutes
        if mine
        else (units.below if claim.outcome == "missed" else ~units.below)
    )
    first, last, counts = _span(least & scope, most & scope, main & scope)
    counts += [int((mask & scope).sum()) for mask in (printed, *other)]
    return first, last, counts


def _span(
    least: NDArray[np.bool_], most: NDArray[np.bool_], main: NDArray[np.bool_]
) -> tuple[int, int, list[int]]:
    """Numbers of marked rows."""
    return int(least.sum()), int(most.sum()), [int(main.sum())]


def _total(claim: Claim, scope: NDArray[np.bool_]) -> Refuted | None:
    """So many units are said to be there."""
    counted = int(scope.sum())
    if claim.number == counted:
        return None
    return Refuted(
        claim=claim, rows=np.empty(0, np.int64), counted=counted, grave=False
    )


def _building(claim: Claim, units: Population) -> Refuted | None:
    """A building is said to have failing units."""
    for key in sorted(claim.buildings):
        mine = units.rows.key == key
        if (
            mine.any()
            and not (units.may_fail | (units.below & units.judged))[mine].any()
        ):
            return Refuted(
                claim=claim, rows=np.flatnonzero(mine), counted=0, grave=False
            )
    return None
