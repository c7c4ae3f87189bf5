"""Rules (规则): they decide what is computed and judge it, and never see geometry."""

from sunlight.rules.clause import Clause, Period
from sunlight.rules.conditions_of import dwelling_conditions, narrower_than_minimum
from sunlight.rules.explain import (
    ExplainedItem,
    Explanation,
    explain,
    explanation_text,
)
from sunlight.rules.facts import HouseholdFacts, Standing
from sunlight.rules.judging import judge_household
from sunlight.rules.ledger import Coverage, LedgerEntry, item_of, ledger
from sunlight.rules.parameters import Parameter, Values
from sunlight.rules.registry import (
    DEFAULT_RULESET,
    Reading,
    Ruleset,
    in_force,
    ruleset,
    ruleset_names,
    rulesets_in_force,
)
from sunlight.rules.verdict import (
    Direction,
    Language,
    Outcome,
    Reason,
    Verdict,
    Wording,
    outcome_text,
    reason_text,
    wording_text,
)

__all__ = [
    "DEFAULT_RULESET",
    "Clause",
    "Coverage",
    "Direction",
    "ExplainedItem",
    "Explanation",
    "HouseholdFacts",
    "Language",
    "LedgerEntry",
    "Outcome",
    "Parameter",
    "Period",
    "Reading",
    "Reason",
    "Ruleset",
    "Standing",
    "Values",
    "Verdict",
    "Wording",
    "dwelling_conditions",
    "explain",
    "explanation_text",
    "in_force",
    "item_of",
    "judge_household",
    "ledger",
    "narrower_than_minimum",
    "outcome_text",
    "reason_text",
    "ruleset",
    "ruleset_names",
    "rulesets_in_force",
    "wording_text",
]
