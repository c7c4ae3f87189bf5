"""Verdicts that the other reading of a sentence would turn (读法敏感项)."""

from dataclasses import dataclass, replace

from sunlight.assessment import Assessment, assess, rejudged
from sunlight.assessment.measuring.alike import computed_alike
from sunlight.model.evidence import SurveyTolerance
from sunlight.rules import (
    CountingUnit,
    Outcome,
    Reading,
    SettledIn,
    Verdict,
    with_alternatives,
)

__all__ = ["ReadingTurns", "TurnedUnit", "turns_by_reading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedUnit:
    """A unit whose outcome turns (翻转的单元).

    Parameters
    ----------
    counted_as : CountingUnit
        Household, room, building, ground or land.
    unit : str
        Id of the unit.
    chosen : Verdict or None
        Verdict by the reading that the rules choose; None where the unit is not
        looked at.
    alternative : Verdict or None
        Verdict by the other one; None where the unit is not looked at.
    """

    counted_as: CountingUnit
    unit: str
    chosen: Verdict | None
    alternative: Verdict | None

    @property
    def outcome(self) -> Outcome:
        """Outcome by the reading that the rules choose."""
        return _outcome(self.chosen)

    @property
    def alternative_outcome(self) -> Outcome:
        """Outcome by the other one."""
        return _outcome(self.alternative)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingTurns:
    """What the alternative of one reading turns (另一读法的影响).

    Parameters
    ----------
    reading : Reading
        The reading.
    units : tuple of TurnedUnit
        Households first; empty if no outcome turns.
    """

    reading: Reading
    units: tuple[TurnedUnit, ...]


def turns_by_reading(assessment: Assessment) -> tuple[ReadingTurns, ...]:
    """Outcomes that each alternative reading turns, one reading at a time (读法敏感项).

    Readings of verdicts and of what is counted are judged anew by the same minutes;
    readings of what is computed are computed anew.

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    tuple of ReadingTurns
        One for each reading whose alternative is not already taken, in the order of the
        rules.
    """
    taken = assessment.rules.values.alternatives
    return tuple(
        ReadingTurns(reading=reading, units=_turned(assessment, reading))
        for reading in assessment.rules.readings
        if reading.id not in taken
    )


def _turned(assessment: Assessment, reading: Reading) -> tuple[TurnedUnit, ...]:
    """Units whose outcome the alternative of a reading turns."""
    chosen = {(kind, v.unit): v for kind, v in assessment.judged_verdicts}
    others = {(kind, v.unit): v for kind, v in _otherwise(assessment, reading)}
    return tuple(
        TurnedUnit(
            counted_as=kind,
            unit=unit,
            chosen=chosen.get((kind, unit)),
            alternative=others.get((kind, unit)),
        )
        for kind, unit in dict.fromkeys([*chosen, *others])
        if _outcome(chosen.get((kind, unit))) is not _outcome(others.get((kind, unit)))
    )


def _otherwise(
    assessment: Assessment, reading: Reading
) -> tuple[tuple[CountingUnit, Verdict], ...]:
    """Verdicts by the alternative of a reading."""
    rules = with_alternatives(assessment.rules, reading.id)
    conditions = reading.settled_in is SettledIn.CONDITIONS
    if conditions and not computed_alike(assessment, rules):
        again = assess(
            replace(assessment.project, survey=SurveyTolerance()),  # outcomes only
            declination=assessment.declination,
            readings=(*assessment.readings, reading.id),
        )
        return again.judged_verdicts
    return rejudged(assessment, rules).verdicts


def _outcome(verdict: Verdict | None) -> Outcome:
    """Outcome of a unit; what is not looked at is not applicable."""
    return Outcome.NOT_APPLICABLE if verdict is None else verdict.outcome
