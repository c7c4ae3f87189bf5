"""Assessment of a project: where calculation meets rules (评估)."""

from sunlight.assessment.compare import (
    ComparedUnit,
    RulesComparison,
    RulesOutcome,
    compare_rules,
    comparison_of,
)
from sunlight.assessment.critical import CriticalUnit
from sunlight.assessment.judged import Judged, rejudged
from sunlight.assessment.records import (
    Assessment,
    BuildingSummary,
    HouseholdResults,
    Provenance,
    RoomResults,
    Run,
    UnitResult,
    WindowResults,
)
from sunlight.assessment.run import assess

__all__ = [
    "Assessment",
    "BuildingSummary",
    "ComparedUnit",
    "CriticalUnit",
    "HouseholdResults",
    "Judged",
    "Provenance",
    "RoomResults",
    "RulesComparison",
    "RulesOutcome",
    "Run",
    "UnitResult",
    "WindowResults",
    "assess",
    "compare_rules",
    "comparison_of",
    "rejudged",
]
