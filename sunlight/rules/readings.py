"""The other reading of a sentence, and which verdicts it turns (读法)."""

from dataclasses import dataclass, replace

from sunlight.errors import InputError
from sunlight.rules.judging import AnyFacts, judge
from sunlight.rules.ruleset import Reading, Ruleset, SettledIn
from sunlight.rules.verdict import Outcome, Verdict

__all__ = ["Flip", "flips", "minutes_to_flip", "with_alternatives"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A verdict that the other reading of a sentence turns (翻转).

    Parameters
    ----------
    reading : Reading
        The reading.
    chosen : Verdict
        Verdict by the reading that the rules choose.
    alternative : Verdict
        Verdict by the other one.
    """

    reading: Reading
    chosen: Verdict
    alternative: Verdict


def with_alternatives(rules: Ruleset, *readings: str) -> Ruleset:
    """Rules that take the alternative of some readings (采用另一读法).

    Parameters
    ----------
    rules : Ruleset
        The rules.
    *readings : str
        Ids of readings.

    Returns
    -------
    Ruleset
        The same rules, with those alternatives besides the ones already taken.

    Raises
    ------
    InputError
        If there is no reading of that id.

    Examples
    --------
    >>> from sunlight.rules.registry import ruleset
    >>> rules = with_alternatives(ruleset(), "half_is_enough")
    >>> rules.values.alternative("half_is_enough")
    True
    """
    known = {reading.id for reading in rules.readings}
    for name in readings:
        if name not in known:
            raise InputError(
                f"{rules.name} has no reading {name!r}; known are: "
                f"{', '.join(sorted(known))}",
                where="readings",
                value=name,
            )
    taken = rules.values.alternatives | set(readings)
    return replace(rules, values=replace(rules.values, alternatives=taken))


def flips(rules: Ruleset, facts: AnyFacts) -> tuple[Flip, ...]:
    """Readings whose alternative turns the outcome of a unit (读法敏感项).

    Parameters
    ----------
    rules : Ruleset
        The rules.
    facts : HouseholdFacts, RoomFacts, ShareFacts, GroundFacts or LandFacts
        What is known of the unit.

    Returns
    -------
    tuple of Flip
        In the order of the readings; only those that take effect in verdicts and are
        not already taken. Empty if no outcome turns.

    Raises
    ------
    InputError
        If `facts` is no record of facts.
    """
    chosen = judge(rules, facts)
    found = []
    for reading in rules.readings:
        taken = rules.values.alternative(reading.id)
        if reading.settled_in is not SettledIn.VERDICT or taken:
            continue
        other = judge(with_alternatives(rules, reading.id), facts)
        if other.outcome is not chosen.outcome:
            found.append(Flip(reading=reading, chosen=chosen, alternative=other))
    return tuple(found)


def minutes_to_flip(verdict: Verdict) -> float | None:
    """How many minutes less or more after would turn a verdict (临界).

    Parameters
    ----------
    verdict : Verdict
        Verdict on a unit judged by minutes.

    Returns
    -------
    float or None
        Distance to the threshold, 0 at it; None for what is not judged by minutes. It
        makes a note and never changes a verdict. [min]
    """
    judged = verdict.outcome in (Outcome.PASS, Outcome.FAIL)
    if not judged or verdict.margin is None or verdict.measure_unit != "min":
        return None
    return abs(verdict.margin)
