"""Verdicts that the other reading of a sentence would turn (读法敏感项)."""

from dataclasses import dataclass

from sunlight.assessment import Assessment
from sunlight.assessment.households import judged_households
from sunlight.assessment.units import judged_units
from sunlight.rules import (
    CountingUnit,
    Reading,
    SettledIn,
    Verdict,
    with_alternatives,
)

__all__ = ["ReadingTurns", "TurnedUnit", "readings_not_tried", "turns_by_reading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedUnit:
    """A unit whose outcome turns (翻转的单元).

    Parameters
    ----------
    counted_as : CountingUnit
        Household, room or building.
    chosen : Verdict
        Verdict by the reading that the rules choose.
    alternative : Verdict
        Verdict by the other one.
    """

    counted_as: CountingUnit
    chosen: Verdict
    alternative: Verdict


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

    The minutes stay as they are: every unit is judged anew, nothing is computed anew.

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    tuple of ReadingTurns
        One for each reading that takes effect in verdicts and whose alternative is not
        already taken, in the order of the rules.
    """
    return tuple(
        _turns(assessment, reading)
        for reading in assessment.rules.readings
        if _is_tried(assessment, reading)
    )


def readings_not_tried(assessment: Assessment) -> tuple[Reading, ...]:
    """Readings whose alternative changes what is computed or counted (未试算的读法).

    Parameters
    ----------
    assessment : Assessment
        For its rules.

    Returns
    -------
    tuple of Reading
        Those that judging anew cannot show.
    """
    return tuple(
        reading
        for reading in assessment.rules.readings
        if reading.settled_in is not SettledIn.VERDICT
    )


def _is_tried(assessment: Assessment, reading: Reading) -> bool:
    """Whether judging anew shows what the alternative does."""
    taken = assessment.rules.values.alternative(reading.id)
    return reading.settled_in is SettledIn.VERDICT and not taken


def _turns(assessment: Assessment, reading: Reading) -> ReadingTurns:
    """Judge all units by the alternative of a reading."""
    rules = with_alternatives(assessment.rules, reading.id)
    project, rooms, windows = assessment.project, assessment.rooms, assessment.windows
    households = judged_households(project, rooms, windows, rules)
    units = judged_units(project, rooms, windows, rules)
    others = (*households.verdicts, *(unit.verdict for unit in units))
    kinds = [CountingUnit.HOUSEHOLD] * len(households.verdicts)
    kinds += [unit.counted_as for unit in units]
    return ReadingTurns(
        reading=reading,
        units=tuple(
            TurnedUnit(counted_as=kind, chosen=chosen, alternative=other)
            for kind, chosen, other in zip(
                kinds, assessment.verdicts, others, strict=True
            )
            if chosen.outcome is not other.outcome
        ),
    )
