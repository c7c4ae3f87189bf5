"""The same project under several rules (规则比较): what each says of every unit.

Only the rules differ. The place stays that of the project, also where a profile belongs
to a city at another latitude: the question is what its rules would say *here*.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sunlight.assessment.measuring.results import Progress
from sunlight.assessment.records import Assessment
from sunlight.assessment.run import assess
from sunlight.conditions import DeclinationConvention
from sunlight.model.project import Project
from sunlight.rules import CountingUnit, Outcome, Ruleset, Verdict, ruleset

__all__ = [
    "ComparedUnit",
    "RulesComparison",
    "RulesOutcome",
    "compare_rules",
    "comparison_of",
]

UnitKey = tuple[CountingUnit, str]
"""What a unit is counted as, and its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesOutcome:
    """What one set of rules says of a project (一套规则下的结论).

    Parameters
    ----------
    rules : Ruleset
        The rules, with the readings taken.
    outcome : Outcome
        Outcome of the whole.
    verdicts : mapping of (CountingUnit, str) to Verdict
        Verdicts by unit, households first.
    """

    rules: Ruleset
    outcome: Outcome
    verdicts: Mapping[UnitKey, Verdict]

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """Number of units by outcome."""
        return Counter(verdict.outcome for verdict in self.verdicts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedUnit:
    """One unit under all rules (各规则下的同一单元).

    Parameters
    ----------
    counted_as : CountingUnit
        Household, room, building, ground or land.
    unit : str
        Its id.
    verdicts : tuple of Verdict or None
        In the order of the rules; None where the rules do not look at it.
    """

    counted_as: CountingUnit
    unit: str
    verdicts: tuple[Verdict | None, ...]

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Outcomes; what is not looked at is not applicable."""
        return tuple(
            Outcome.NOT_APPLICABLE if verdict is None else verdict.outcome
            for verdict in self.verdicts
        )

    @property
    def differs(self) -> bool:
        """Whether the outcome depends on the rules."""
        return len(set(self.outcomes)) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesComparison:
    """A project under several rules (规则比较).

    Parameters
    ----------
    by_rules : tuple of RulesOutcome
        The project's own rules first.
    units : tuple of ComparedUnit
        All units that any of the rules looks at.
    """

    by_rules: tuple[RulesOutcome, ...]
    units: tuple[ComparedUnit, ...]

    @property
    def differing(self) -> tuple[ComparedUnit, ...]:
        """Units whose outcome depends on the rules."""
        return tuple(unit for unit in self.units if unit.differs)


def compare_rules(
    project: Project,
    names: Iterable[str],
    *,
    declination: DeclinationConvention | None = None,
    progress: Progress | None = None,
) -> RulesComparison:
    """Judge a project by its own rules and by others (规则比较).

    Parameters
    ----------
    project : Project
        The project; its own rules come first.
    names : iterable of str
        Names of other rules, such as ``gb50180-2018:zone-1237-small``, or paths of
        profiles.
    declination : DeclinationConvention, optional
        Where the sun's declination comes from, for all of them.
    progress : callable, optional
        Told the step, how much is done and how much there is.

    Returns
    -------
    RulesComparison
        Verdicts on every unit under each.

    Raises
    ------
    InputError
        If rules are unknown, before anything is computed; or as :func:`assess`.
    """
    wanted = tuple(names)
    for name in wanted:
        ruleset(name)
    own = assess(project, declination=declination, progress=progress)
    return comparison_of(own, wanted, progress=progress)


def comparison_of(
    assessment: Assessment, names: Iterable[str], *, progress: Progress | None = None
) -> RulesComparison:
    """Compare an assessment with what other rules say of its project (规则比较).

    Parameters
    ----------
    assessment : Assessment
        The project by its own rules; its declination convention and the readings asked
        for hold for all.
    names : iterable of str
        Names of other rules; those of the assessment are not computed again.
    progress : callable, optional
        Told the step, how much is done and how much there is.

    Returns
    -------
    RulesComparison
        Those of the assessment first.

    Raises
    ------
    InputError
        If rules are unknown, or as :func:`assess`.
    """
    found = [_outcome(assessment)]
    for name in dict.fromkeys(names):
        if name == assessment.project.rules:
            continue
        other = assess(
            replace(assessment.project, rules=name),
            declination=assessment.declination,
            readings=assessment.readings,
            progress=progress,
        )
        found.append(_outcome(other))
    keys = dict.fromkeys(key for outcome in found for key in outcome.verdicts)
    return RulesComparison(
        by_rules=tuple(found),
        units=tuple(
            ComparedUnit(
                counted_as=counted_as,
                unit=unit,
                verdicts=tuple(o.verdicts.get((counted_as, unit)) for o in found),
            )
            for counted_as, unit in keys
        ),
    )


def _outcome(assessment: Assessment) -> RulesOutcome:
    """What the rules of an assessment say, without its tables."""
    return RulesOutcome(
        rules=assessment.rules,
        outcome=assessment.outcome,
        verdicts={(kind, v.unit): v for kind, v in assessment.judged_verdicts},
    )
