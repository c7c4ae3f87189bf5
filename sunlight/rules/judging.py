"""From facts to a verdict (评定): the first clause that answers decides."""

from sunlight.errors import RuleError
from sunlight.rules.facts import HouseholdFacts
from sunlight.rules.registry import Ruleset
from sunlight.rules.verdict import Verdict

__all__ = ["judge_household"]


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
    for clause in rules.criteria:
        verdict = clause.function(facts, rules.values)
        if verdict is not None:
            return verdict
    asked = ", ".join(clause.id for clause in rules.criteria)
    raise RuleError(
        f"no clause of {rules.name!r} on {rules.on} judges household {facts.unit!r} "
        f"({facts.standing}, {facts.use}, {facts.legal}); asked were: {asked}. This is "
        "a gap in the rules of this package: please report it"
    )
