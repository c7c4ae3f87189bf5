"""Units with their verdicts, and how many came to what (评定单元计数).

Every number in a conclusion sentence is counted here, from the verdicts as they stand;
nothing is judged again. Of each group the counts add up: every unit is satisfied, not
satisfied, not affected, affected, gains, is not judged or is not asked, and only one of
these.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sunlight.assessment import Assessment
from sunlight.assessment.judging.households import (
    has_before,
    standing_of,
    uses_by_other_units,
)
from sunlight.assessment.judging.places import standing_of_unit, use_of_unit
from sunlight.kinds import Use
from sunlight.rules import CountingUnit, Outcome, Standing, Verdict, Wording
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = [
    "STANDINGS",
    "CountedUnit",
    "UnitCounts",
    "counted_units",
    "counts_of",
    "grouping_households",
]

STANDINGS = (
    Standing.OWN_NEW,
    Standing.OUTSIDE,
    Standing.CONCURRENT,
    Standing.REMOVED,
)
"""How a unit stands to the project, in the order of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedUnit:
    """A unit that is judged, whatever it is counted as (评定单元).

    Parameters
    ----------
    counted_as : CountingUnit
        Household, room, building, ground or land.
    row : int
        Row in the households, or in ``assessment.units``.
    building : int
        Index of its building; -1 for a ground that belongs to none.
    floor : int or None
        Storey; None for buildings and grounds.
    use : Use
        Use of the building, of a ground its own.
    standing : Standing
        How it stands to the project under review.
    verdict : Verdict
        What its clause says.
    """

    counted_as: CountingUnit
    row: int
    building: int
    floor: int | None
    use: Use
    standing: Standing
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCounts:
    """How many units came to what (评定计数).

    Parameters
    ----------
    units : int
        Units in all.
    kept : int
        满足 before and after.
    fallen : int
        满足 before, 不满足 after.
    lifted : int
        Below the standard before, 满足 after.
    unknown_before : int
        满足 after; what it was before is not known.
    new_met, new_missed : int
        满足 and 不满足 of what has no before.
    unaffected, affected, gained : int
        Below the standard before: 不影响, 影响, 影响（日照增加）.
    not_judged, not_applicable : int
        A fact is missing; no clause asks.
    passed, failed : int
        Outcomes of those that are judged.
    with_before : int
        Units that stand before the project, judged or not.
    """

    units: int = 0
    kept: int = 0
    fallen: int = 0
    lifted: int = 0
    unknown_before: int = 0
    new_met: int = 0
    new_missed: int = 0
    unaffected: int = 0
    affected: int = 0
    gained: int = 0
    not_judged: int = 0
    not_applicable: int = 0
    passed: int = 0
    failed: int = 0
    with_before: int = 0

    @property
    def judged(self) -> int:
        """Units with a PASS or FAIL (已评定)."""
        return self.passed + self.failed

    @property
    def satisfied(self) -> int:
        """Units worded 满足 (满足)."""
        return self.kept + self.lifted + self.unknown_before + self.new_met

    @property
    def not_satisfied(self) -> int:
        """Units worded 不满足 (不满足)."""
        return self.fallen + self.new_missed

    @property
    def met_before(self) -> int:
        """Judged units that met the standard before (建设前满足)."""
        return self.kept + self.fallen

    @property
    def missed_before(self) -> int:
        """Judged units that missed the standard before (建设前不满足)."""
        return self.lifted + self.unaffected + self.affected + self.gained

    @property
    def outcome(self) -> Outcome:
        """FAIL before NOT_JUDGED before PASS; without any judged NOT_APPLICABLE."""
        if self.failed:
            return Outcome.FAIL
        if self.not_judged:
            return Outcome.NOT_JUDGED
        return Outcome.PASS if self.passed else Outcome.NOT_APPLICABLE


def counted_units(assessment: Assessment) -> tuple[CountedUnit, ...]:
    """Every unit of the assessment with its verdict (全部评定单元).

    Households of a use that is judged by rooms or buildings only say which rooms belong
    together; they are no units and are left out.

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    tuple of CountedUnit
        Households first, in the order of the project.
    """
    project = assessment.project
    buildings, table = project.buildings, project.households
    otherwise = uses_by_other_units(assessment.rules)
    stands = [standing_of(building, project) for building in buildings]
    households = (
        CountedUnit(
            counted_as=CountingUnit.HOUSEHOLD,
            row=row,
            building=index,
            floor=floor,
            use=buildings[index].use,
            standing=stands[index],
            verdict=verdict,
        )
        for row, (index, floor, verdict) in enumerate(
            zip(
                table.building.tolist(),
                table.floor.tolist(),
                assessment.households.verdicts,
                strict=True,
            )
        )
        if buildings[index].use not in otherwise
    )
    others = (
        CountedUnit(
            counted_as=unit.counted_as,
            row=row,
            building=unit.building,
            floor=unit.floor if unit.counted_as is CountingUnit.ROOM else None,
            use=use_of_unit(unit, project),
            standing=standing_of_unit(unit, project),
            verdict=unit.verdict,
        )
        for row, unit in enumerate(assessment.units)
    )
    return (*households, *others)


def grouping_households(assessment: Assessment) -> int:
    """Households that are no units: their rooms are judged instead (不按户评定的户).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    """
    otherwise = uses_by_other_units(assessment.rules)
    project = assessment.project
    return sum(
        project.buildings[index].use in otherwise
        for index in project.households.building.tolist()
    )


def counts_of(units: Iterable[CountedUnit], *, strictly: bool) -> UnitCounts:
    """How many of some units came to what (计数).

    Parameters
    ----------
    units : iterable of CountedUnit
        Any of them.
    strictly : bool
        Whether exactly the standard before counts as missed: the alternative of the
        reading ``equal_to_standard``.

    Returns
    -------
    UnitCounts
        They add up to the number of units.
    """
    found: dict[str, int] = {}

    def count(name: str) -> None:
        found[name] = found.get(name, 0) + 1

    for unit in units:
        count("units")
        if has_before(unit.standing):
            count("with_before")
        count(_kind(unit, strictly=strictly))
        if unit.verdict.outcome is Outcome.PASS:
            count("passed")
        elif unit.verdict.outcome is Outcome.FAIL:
            count("failed")
    return UnitCounts(**found)


_BY_OUTCOME = {
    Outcome.NOT_JUDGED: "not_judged",
    Outcome.NOT_APPLICABLE: "not_applicable",
}
_BY_CHANGE = {
    Wording.NO_EFFECT: "unaffected",
    Wording.AFFECTED: "affected",
    Wording.AFFECTED_GAIN: "gained",
}


def _kind(unit: CountedUnit, *, strictly: bool) -> str:
    """Count in which a unit stands, one and no more."""
    verdict = unit.verdict
    if verdict.outcome in _BY_OUTCOME:
        return _BY_OUTCOME[verdict.outcome]
    if verdict.wording in _BY_CHANGE:
        return _BY_CHANGE[verdict.wording]
    met = verdict.wording is Wording.MEETS
    if not has_before(unit.standing):
        return "new_met" if met else "new_missed"
    if not met:
        return "fallen"
    if verdict.before is None or verdict.threshold is None:
        return "unknown_before"
    over = verdict.before - verdict.threshold
    kept = over > THRESHOLD_NOISE_MIN if strictly else over >= -THRESHOLD_NOISE_MIN
    return "kept" if kept else "lifted"
