"""Units in numbers, by use and by building (分用途统计)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sunlight.assessment import Assessment, UnitResult
from sunlight.assessment.judging.places import buildings_with_units, use_of_unit
from sunlight.assessment.scoping.loop import in_scope
from sunlight.kinds import Use
from sunlight.rules import (
    CountingUnit,
    Outcome,
    Verdict,
    Wording,
    ground_standard,
    standard_for,
    uses_with_standard,
)

__all__ = [
    "UseSummary",
    "buildings_without_units",
    "day_of_unit",
    "day_of_use",
    "uses_by_building",
    "uses_in_all",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class UseSummary:
    """Units of one use in numbers (分用途统计).

    Parameters
    ----------
    building : str
        Id of the building; empty where all buildings of the use are summed up.
    use : Use
        The use.
    counted_as : CountingUnit
        What is counted.
    day : str
        Standard day on which it is measured.
    minutes : float or None
        Minutes that the use is owed; None if it has no standard. [min]
    units : int
        Units in all.
    passed, failed, not_judged, not_applicable : int
        Outcomes; they add up to `units`.
    no_effect : int
        Of those passed, how many read 不影响.
    """

    building: str
    use: Use
    counted_as: CountingUnit
    day: str
    minutes: float | None
    units: int
    passed: int
    failed: int
    not_judged: int
    not_applicable: int
    no_effect: int


def day_of_use(assessment: Assessment, use: Use) -> str:
    """Standard day on which the windows of a use are measured (用途的标准日).

    Parameters
    ----------
    assessment : Assessment
        For its rules.
    use : Use
        The use.

    Returns
    -------
    str
        That of dwellings where the use has no standard.
    """
    if use in uses_with_standard(assessment.rules):
        return standard_for(assessment.rules, use).day.value
    return assessment.conditions.day.value


def day_of_unit(assessment: Assessment, unit: UnitResult) -> str:
    """Standard day on which a unit other than a household is measured (单元的标准日).

    Parameters
    ----------
    assessment : Assessment
        For its rules.
    unit : UnitResult
        The unit; play grounds have a day of their own.
    """
    use = use_of_unit(unit, assessment.project)
    if unit.counted_as is CountingUnit.GROUND:
        standard = ground_standard(assessment.rules)
        if use is standard.use:
            return standard.day.value
    return day_of_use(assessment, use)


def uses_in_all(assessment: Assessment) -> tuple[UseSummary, ...]:
    """Units of each use, households first (分用途合计).

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    tuple of UseSummary
        A use is listed if the project has units of it.
    """
    groups: dict[tuple[Use, CountingUnit], list[Verdict]] = {}
    for use, counted_as, verdict in _all_units(assessment):
        groups.setdefault((use, counted_as), []).append(verdict)
    return tuple(
        _summary(assessment, "", use, counted_as, verdicts)
        for (use, counted_as), verdicts in groups.items()
    )


def uses_by_building(assessment: Assessment) -> tuple[UseSummary, ...]:
    """Units of each building that is no dwelling but has a standard (分楼合计).

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    tuple of UseSummary
        In the order of the project; buildings without any unit are among them.
    """
    rules = assessment.rules
    covered = {use: standard_for(rules, use) for use in uses_with_standard(rules)}
    verdicts: dict[int, list[Verdict]] = {}
    for unit in assessment.units:
        if unit.ground < 0:
            verdicts.setdefault(unit.building, []).append(unit.verdict)
    return tuple(
        _summary(
            assessment,
            building.id,
            building.use,
            covered[building.use].unit,
            verdicts.get(index, []),
        )
        for index, building in enumerate(assessment.project.buildings)
        if building.use in covered and building.use is not Use.RESIDENTIAL
    )


def buildings_without_units(assessment: Assessment) -> tuple[str, ...]:
    """Buildings whose use has a standard but in which nothing is judged (未列单元的楼).

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    tuple of str
        Ids: no household, or no room that counts, is listed. Buildings that the project
        removes, or that lie outside the scope, are left out.
    """
    covered = uses_with_standard(assessment.rules)
    asked = in_scope(assessment.project, assessment.scope, assessment.rules)
    judged = buildings_with_units(assessment)
    return tuple(
        building.id
        for index, building in enumerate(assessment.project.buildings)
        if building.use in covered
        and asked[index] is not False
        and index not in judged
        and not building.removed_by_project
    )


def _all_units(
    assessment: Assessment,
) -> Iterator[tuple[Use, CountingUnit, Verdict]]:
    """Use, kind and verdict of each household and each other unit."""
    project = assessment.project
    owners = project.households.building.tolist()
    verdicts = assessment.households.verdicts
    for building, verdict in zip(owners, verdicts, strict=True):
        yield project.buildings[building].use, CountingUnit.HOUSEHOLD, verdict
    for unit in assessment.units:
        yield use_of_unit(unit, project), unit.counted_as, unit.verdict


def _summary(
    assessment: Assessment,
    building: str,
    use: Use,
    counted_as: CountingUnit,
    verdicts: Iterable[Verdict],
) -> UseSummary:
    """Count verdicts."""
    day, minutes = _owed(assessment, use, counted_as)
    listed = list(verdicts)
    outcomes = [v.outcome for v in listed]
    return UseSummary(
        building=building,
        use=use,
        counted_as=counted_as,
        day=day,
        minutes=minutes,
        units=len(listed),
        passed=outcomes.count(Outcome.PASS),
        failed=outcomes.count(Outcome.FAIL),
        not_judged=outcomes.count(Outcome.NOT_JUDGED),
        not_applicable=outcomes.count(Outcome.NOT_APPLICABLE),
        no_effect=sum(v.wording is Wording.NO_EFFECT for v in listed),
    )


def _owed(
    assessment: Assessment, use: Use, counted_as: CountingUnit
) -> tuple[str, float | None]:
    """Standard day of units, and the minutes that they are owed."""
    rules = assessment.rules
    if counted_as is CountingUnit.GROUND:
        standard = ground_standard(rules)
        if use is standard.use:
            return standard.day.value, standard.minutes
        return day_of_use(assessment, use), None
    known = use in uses_with_standard(rules)
    minutes = standard_for(rules, use).minutes if known else None
    return day_of_use(assessment, use), minutes
