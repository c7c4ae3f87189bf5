"""Rules (规则): they decide what is computed and judge it, and never see geometry."""

from sunlight.rules.bounds import Bounds
from sunlight.rules.clause import Clause, Period, UseStandard
from sunlight.rules.conditions_of import (
    conditions_for,
    dwelling_conditions,
    ground_conditions,
    narrower_than_minimum,
)
from sunlight.rules.explain import (
    ExplainedItem,
    Explanation,
    explain,
    explanation_text,
)
from sunlight.rules.facts import CountingUnit, HouseholdFacts, RoomFacts, Standing
from sunlight.rules.judging import AnyFacts, judge, judge_household
from sunlight.rules.ledger import Coverage, LedgerEntry, item_of, ledger
from sunlight.rules.parameters import Parameter, Values
from sunlight.rules.profile_findings import profile_findings
from sunlight.rules.readings import Flip, flips, minutes_to_flip, with_alternatives
from sunlight.rules.receivers import (
    CourtyardCount,
    CourtyardFacts,
    SideChoice,
    SideFacts,
)
from sunlight.rules.registry import (
    DEFAULT_RULESET,
    in_force,
    ruleset,
    ruleset_names,
    rulesets_in_force,
)
from sunlight.rules.ruleset import Reading, Ruleset, SettledIn
from sunlight.rules.settings import (
    SETTINGS,
    Setting,
    SettingInForce,
    Settings,
    Unsupported,
)
from sunlight.rules.shares import GroundFacts, LandFacts, MeasuredRoom, ShareFacts
from sunlight.rules.standards import (
    Standard,
    ground_standard,
    standard_for,
    uses_with_standard,
)
from sunlight.rules.verdict import (
    Direction,
    Language,
    Note,
    Outcome,
    Reason,
    Tally,
    Verdict,
    Wording,
)
from sunlight.rules.verdict_texts import (
    note_text,
    outcome_text,
    reason_text,
    reasons_text,
    wording_text,
)

__all__ = [
    "DEFAULT_RULESET",
    "SETTINGS",
    "AnyFacts",
    "Bounds",
    "Clause",
    "CountingUnit",
    "CourtyardCount",
    "CourtyardFacts",
    "Coverage",
    "Direction",
    "ExplainedItem",
    "Explanation",
    "Flip",
    "GroundFacts",
    "HouseholdFacts",
    "LandFacts",
    "Language",
    "LedgerEntry",
    "MeasuredRoom",
    "Note",
    "Outcome",
    "Parameter",
    "Period",
    "Reading",
    "Reason",
    "RoomFacts",
    "Ruleset",
    "Setting",
    "SettingInForce",
    "Settings",
    "SettledIn",
    "ShareFacts",
    "SideChoice",
    "SideFacts",
    "Standard",
    "Standing",
    "Tally",
    "Unsupported",
    "UseStandard",
    "Values",
    "Verdict",
    "Wording",
    "conditions_for",
    "dwelling_conditions",
    "explain",
    "explanation_text",
    "flips",
    "ground_conditions",
    "ground_standard",
    "in_force",
    "item_of",
    "judge",
    "judge_household",
    "ledger",
    "minutes_to_flip",
    "narrower_than_minimum",
    "note_text",
    "outcome_text",
    "profile_findings",
    "reason_text",
    "reasons_text",
    "ruleset",
    "ruleset_names",
    "rulesets_in_force",
    "standard_for",
    "uses_with_standard",
    "with_alternatives",
    "wording_text",
]
