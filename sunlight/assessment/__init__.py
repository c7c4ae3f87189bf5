"""Assessment of a project: where calculation meets rules (评估)."""

from sunlight.assessment.judging.compare import (
    ComparedUnit,
    RulesComparison,
    RulesOutcome,
    compare_rules,
    comparison_of,
)
from sunlight.assessment.judging.critical import CriticalUnit
from sunlight.assessment.judging.judged import Judged, rejudged
from sunlight.assessment.measuring.records import RoomResults, Run, WindowResults
from sunlight.assessment.records import (
    Assessment,
    BuildingSummary,
    HouseholdResults,
    Provenance,
    UnitResult,
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
