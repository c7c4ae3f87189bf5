"""From facts to a verdict (评定): the first clause that answers decides."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from sunlight.errors import InputError, RuleError
from sunlight.rules.clause import Clause, Rounding
from sunlight.rules.facts import HouseholdFacts, RoomFacts, UnitFacts
from sunlight.rules.parameters import Values
from sunlight.rules.ruleset import Ruleset
from sunlight.rules.shares import GroundFacts, LandFacts, MeasuredRoom, ShareFacts
from sunlight.rules.verdict import Note, Verdict

__all__ = ["AnyFacts", "judge", "judge_household"]

AnyFacts = HouseholdFacts | RoomFacts | ShareFacts | GroundFacts | LandFacts
"""All that can be judged."""

FactsT = TypeVar("FactsT", bound=UnitFacts)
MinutesT = TypeVar("MinutesT", HouseholdFacts, RoomFacts, MeasuredRoom)


def judge(rules: Ruleset, facts: AnyFacts) -> Verdict:
    """Verdict on one unit, by the clauses for its kind of facts (评定).

    Parameters
    ----------
    rules : Ruleset
        The rules.
    facts : HouseholdFacts, RoomFacts, ShareFacts, GroundFacts or LandFacts
        What is known of the unit, measured under the conditions of its use.

    Returns
    -------
    Verdict
        Outcome, the clause that decided, figures and reasons.

    Raises
    ------
    InputError
        If `facts` is none of these records.
    RuleError
        If no clause answers: a gap in the rules, never the fault of a project.

    Examples
    --------
    >>> from sunlight.kinds import LegalStatus, RoomKind, Use
    >>> from sunlight.rules.facts import Standing
    >>> from sunlight.rules.registry import ruleset
    >>> facts = RoomFacts(
    ...     unit="6#-201",
    ...     building="6#",
    ...     standing=Standing.OWN_NEW,
    ...     use=Use.SCHOOL,
    ...     kind=RoomKind.CLASSROOM,
    ...     legal=LegalStatus.LAWFUL,
    ...     minutes_before=None,
    ...     minutes_after=119.0,
    ...     unmeasured_windows=0,
    ... )
    >>> verdict = judge(ruleset(), facts)
    >>> print(verdict.outcome, verdict.wording, verdict.clause, verdict.margin)
    FAIL 不满足 规程四(一)5 -1.0
    """
    if isinstance(facts, HouseholdFacts):
        return judge_household(rules, facts)
    if isinstance(facts, RoomFacts):
        answer = _first_answer(rules, rules.room_criteria, _rounded(rules, facts))
        return _as_cited(rules, answer)
    if isinstance(facts, ShareFacts):
        rooms = tuple(_rounded(rules, room) for room in facts.rooms)
        seen = replace(facts, rooms=rooms)
        return _as_cited(rules, _first_answer(rules, rules.share_criteria, seen))
    if isinstance(facts, GroundFacts):
        return _as_cited(rules, _first_answer(rules, rules.ground_criteria, facts))
    if isinstance(facts, LandFacts):
        return _as_cited(rules, _first_answer(rules, rules.land_criteria, facts))
    raise InputError(
        f"{type(facts).__name__} is not a record of facts; give HouseholdFacts, "
        "RoomFacts, ShareFacts, GroundFacts or LandFacts",
        where="facts",
        value=facts,
    )


def judge_household(rules: Ruleset, facts: HouseholdFacts) -> Verdict:
    """Verdict on one household (户的日照结论).

    Parameters
    ----------
    rules : Ruleset
        The rules.
    facts : HouseholdFacts
        What is known of the household.

    Returns
    -------
    Verdict
        Outcome, the clause that decided, figures and reasons.

    Raises
    ------
    RuleError
        If no clause answers: a gap in the rules, never the fault of a project.

    Examples
    --------
    >>> from sunlight.kinds import LegalStatus, Use
    >>> from sunlight.rules.facts import Standing
    >>> from sunlight.rules.registry import ruleset
    >>> facts = HouseholdFacts(
    ...     unit="3#-101",
    ...     building="3#",
    ...     standing=Standing.OUTSIDE,
    ...     use=Use.RESIDENTIAL,
    ...     legal=LegalStatus.LAWFUL,
    ...     habitable_rooms=2,
    ...     minutes_before=100.0,
    ...     minutes_after=97.0,
    ...     unmeasured_windows=0,
    ... )
    >>> verdict = judge_household(ruleset(), facts)
    >>> print(verdict.outcome, verdict.wording, verdict.clause, verdict.margin)
    PASS 不影响 规程七(五) 0.0
    """
    verdict = _first_answer(rules, rules.criteria, _rounded(rules, facts))
    for clause in rules.annotations:
        verdict = clause.function(facts, verdict)
    return _as_cited(rules, verdict)


def _first_answer(
    rules: Ruleset,
    clauses: tuple[Clause[Callable[[FactsT, Values], Verdict | None]], ...],
    facts: FactsT,
) -> Verdict:
    """Ask the clauses in their order."""
    for clause in clauses:
        verdict = clause.function(facts, rules.values)
        if verdict is not None:
            return verdict
    asked = ", ".join(clause.id for clause in clauses)
    raise RuleError(
        f"no clause of {rules.name!r} on {rules.on} judges {facts.counted_as} "
        f"{facts.unit!r} ({facts.standing}, {facts.use}, {facts.legal}); asked were: "
        f"{asked}. This is a gap in the rules of this package: please report it"
    )


def _as_cited(rules: Ruleset, verdict: Verdict) -> Verdict:
    """Name the clauses as the profile's own text does, or say whose they are."""
    if not rules.inherits:
        return verdict
    cited = tuple(_cited(rules, clause) for clause in verdict.cited)
    notes = verdict.notes
    if rules.status != "read" and Note.FIGURE_UNVERIFIED not in notes:
        notes = (*notes, Note.FIGURE_UNVERIFIED)
    return replace(
        verdict, clause=cited[0], cited=tuple(dict.fromkeys(cited)), notes=notes
    )


def _cited(rules: Ruleset, clause: str) -> str:
    """Number in the profile's own text, or the inherited rules and their number."""
    return rules.citations.get(clause, f"{rules.edition} {clause}")


def _rounded(rules: Ruleset, facts: MinutesT) -> MinutesT:
    """Facts in whole minutes by that reading; else as they are, which is our choice."""
    if not rules.values.alternative("exact_minutes"):
        return facts
    for clause in rules.display:
        before = _shown(facts.minutes_before, clause.function)
        after = _shown(facts.minutes_after, clause.function)
        facts = replace(facts, minutes_before=before, minutes_after=after)
    return facts


def _shown(minutes: float | None, rounding: Rounding) -> float | None:
    """Minutes as tables show them."""
    return None if minutes is None else float(rounding(minutes))
