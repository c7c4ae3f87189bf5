"""Clauses that judge a building by the share of its rooms (按份额评定条款).

Edition of 2022: dormitories by their rooms, hospitals by their wards. A room that is
not measured counts both ways, so that PASS and FAIL hold whatever it turns out to have.
"""

from sunlight.kinds import Use
from sunlight.rules.clause import Clause, Period, ShareCriterion
from sunlight.rules.facts import Standing
from sunlight.rules.parameters import Values
from sunlight.rules.shares import ShareFacts
from sunlight.rules.unjudged import not_judged
from sunlight.rules.verdict import (
    Direction,
    Note,
    Outcome,
    Reason,
    Verdict,
    Wording,
)
from sunlight.rules.xinzhou_2022.clause_ids import (
    DORMITORY,
    HOSPITAL,
    LAWFUL_PAPERS,
    MEASURES_SOURCES,
    OUTSIDE,
    SCOPE,
    STANDARD_MET,
    STANDARD_MISSED,
    STANDARDS,
    USE_BY_PAPERS,
)
from sunlight.rules.xinzhou_2022.clauses_applicability import (
    complete_share,
    lawful_papers,
    still_standing,
    use_by_papers,
    use_with_a_standard,
    within_scope,
)
from sunlight.rules.xinzhou_2022.on_after import JUDGED_ON_AFTER_ALONE, side_by_side
from sunlight.rules.xinzhou_2022.room_counts import (
    RoomChange,
    RoomCounts,
    changes_of_rooms,
    open_rooms,
    room_counts,
)
from sunlight.rules.xinzhou_2022.thresholds import direction_of, figure_notes
from sunlight.rules.xinzhou_2022.uses import STANDARD_OF
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = [
    "dormitory_rooms",
    "hospital_wards",
    "share_criteria",
    "share_met",
    "share_missed_before",
    "ward_figure",
]


def ward_figure(facts: ShareFacts, values: Values) -> Verdict | None:
    """Wards have no national figure in force (病房时数).

    Parameters
    ----------
    facts : ShareFacts
        The building.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_JUDGED for hospitals by the alternative of reading ``ward_figure``; by our
        choice None: the figure of the former standard is taken, and marked.

    Notes
    -----
    Source: 规程四(一)6.
    """
    if facts.use is not Use.HOSPITAL or not values.alternative("ward_figure"):
        return None
    return not_judged(facts, HOSPITAL, (Reason.NO_NATIONAL_FIGURE,))


def dormitory_rooms(facts: ShareFacts, values: Values) -> Verdict | None:
    """Half of the rooms of a new dormitory reach the standard of dwellings (宿舍).

    Parameters
    ----------
    facts : ShareFacts
        The building, its rooms measured on the day of dwellings.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        PASS where half or more (reading ``half_is_enough``) surely reach it, FAIL where
        half cannot, NOT_JUDGED between; judged on *after* alone. None for other uses
        and outside the project.

    Notes
    -----
    Source: 规程四(一)2.
    """
    if facts.use is not Use.DORMITORY:
        return None
    return _on_after_alone(facts, DORMITORY, values)


def hospital_wards(facts: ShareFacts, values: Values) -> Verdict | None:
    """Half of the wards of a new hospital reach the national figure (病房).

    Parameters
    ----------
    facts : ShareFacts
        The building, its wards measured on the winter solstice.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        As :func:`dormitory_rooms`; every verdict notes that its figure is unverified.

    Notes
    -----
    Source: 规程四(一)6, which refers to the national standard.
    """
    if facts.use is not Use.HOSPITAL:
        return None
    return _on_after_alone(facts, HOSPITAL, values)


def share_met(facts: ShareFacts, values: Values) -> Verdict | None:
    """Enough rooms before must stay enough; enough after is met (份额满足或不满足).

    Parameters
    ----------
    facts : ShareFacts
        The building, outside the project.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        PASS with enough rooms after; FAIL with too few after where there were enough
        before; NOT_JUDGED where an unmeasured room could change that. None where there
        were too few both before and after.

    Notes
    -----
    Source: 规程七(四), 规程四(二).
    """
    if facts.standing is not Standing.OUTSIDE:
        return None
    counts = room_counts(facts, values)
    before, after, needed = counts.before, counts.after, counts.needed
    also: tuple[str, ...] = (OUTSIDE, STANDARD_OF[facts.use].clause)
    too_few_before = before.upper < needed
    if after.lower >= needed:
        if too_few_before and values.alternative("lifted_to_standard"):
            return None
        also = (*also, STANDARD_MISSED) if too_few_before else also
        return _by_count(facts, STANDARD_MET, counts, values, also=also)
    enough_before = before.lower >= needed
    if after.upper >= needed or not (too_few_before or enough_before):
        also = (*also, STANDARD_MISSED)
        return _open(facts, STANDARD_MET, counts, values, also=also)
    if too_few_before:
        return None
    return _by_count(facts, STANDARD_MET, counts, values, also=also)


def share_missed_before(facts: ShareFacts, values: Values) -> Verdict | None:
    """Too few rooms before: only what each room loses counts (份额不影响或影响).

    Our reading ``share_below_standard``: the clause speaks of minutes, so it is asked
    of each room. Not affected is a building of which no room that met the standard
    misses it, and no other room loses more than the tolerance; what one room gains
    never makes up for another. The figures are those of the room with least left.

    Parameters
    ----------
    facts : ShareFacts
        The building, outside the project, with too few rooms before and after.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        FAIL as soon as one room makes it affected; NOT_JUDGED where one that is not
        measured could; else PASS.

    Notes
    -----
    Source: 规程七(五).
    """
    if facts.standing is not Standing.OUTSIDE:
        return None
    counts = room_counts(facts, values)
    told = changes_of_rooms(facts, values)
    worst = min(told, key=lambda change: change.margin, default=None)
    affected = worst is not None and worst.margin < -THRESHOLD_NOISE_MIN
    if worst is None or (len(told) < counts.total and not affected):
        also = (OUTSIDE, STANDARD_OF[facts.use].clause)
        return _open(facts, STANDARD_MISSED, counts, values, also=also)
    gained = any(change.gains for change in told)
    if affected:
        outcome, wording = Outcome.FAIL, Wording.AFFECTED
    elif gained and not values.alternative("gain_below_standard"):
        outcome, wording = Outcome.PASS, Wording.AFFECTED_GAIN
    else:
        outcome, wording = Outcome.PASS, Wording.NO_EFFECT
    return _by_change(facts, worst, outcome, wording, counts, values)


def share_criteria(period: Period) -> tuple[Clause[ShareCriterion], ...]:
    """Clauses that judge buildings by a share, in their order (按份额评定条款).

    Parameters
    ----------
    period : Period
        Days on which the edition is in force.

    Returns
    -------
    tuple of Clause
        One a clause.
    """
    return (
        Clause(id=OUTSIDE, period=period, function=still_standing),
        Clause(id=SCOPE, period=period, function=within_scope),
        Clause(id=LAWFUL_PAPERS, period=period, function=lawful_papers),
        Clause(id=USE_BY_PAPERS, period=period, function=use_by_papers),
        Clause(id=STANDARDS, period=period, function=use_with_a_standard),
        Clause(id=HOSPITAL, period=period, function=ward_figure),
        Clause(id=MEASURES_SOURCES, period=period, function=complete_share),
        Clause(id=DORMITORY, period=period, function=dormitory_rooms),
        Clause(id=HOSPITAL, period=period, function=hospital_wards),
        Clause(id=STANDARD_MET, period=period, function=share_met),
        Clause(id=STANDARD_MISSED, period=period, function=share_missed_before),
    )


def _on_after_alone(facts: ShareFacts, clause: str, values: Values) -> Verdict | None:
    """Verdict on a new building by the rooms that reach the standard after."""
    if facts.standing not in JUDGED_ON_AFTER_ALONE:
        return None
    also = side_by_side(facts.standing)
    counts = room_counts(facts, values)
    if counts.after.lower < counts.needed <= counts.after.upper:
        return _open(facts, clause, counts, values, also=also)
    return _by_count(facts, clause, counts, values, also=also)


def _open(
    facts: ShareFacts,
    clause: str,
    counts: RoomCounts,
    values: Values,
    *,
    also: tuple[str, ...],
) -> Verdict:
    """NOT_JUDGED while rooms that are not measured could turn the verdict."""
    return not_judged(
        facts,
        clause,
        open_rooms(facts, values),
        also=also,
        threshold=counts.needed,
        tally=counts.tally(facts.standing),
    )


def _by_count(
    facts: ShareFacts,
    clause: str,
    counts: RoomCounts,
    values: Values,
    *,
    also: tuple[str, ...],
) -> Verdict:
    """PASS or FAIL by the number of rooms, which the bounds settle."""
    met = counts.after.lower >= counts.needed
    measured = counts.after.lower if met else counts.after.upper
    tally = counts.tally(facts.standing)
    before = None if tally.before is None else tally.before.lower
    return Verdict(
        unit=facts.unit,
        clause=clause,
        outcome=Outcome.PASS if met else Outcome.FAIL,
        wording=Wording.MEETS if met else Wording.NOT_MEETS,
        measured=measured,
        before=before,
        threshold=counts.needed,
        margin=measured - counts.needed,
        direction=direction_of(before, measured),
        reasons=(),
        cited=(clause, *also),
        measure_unit="rooms",
        tally=tally,
        notes=_notes(facts, values),
    )


def _by_change(
    facts: ShareFacts,
    worst: RoomChange,
    outcome: Outcome,
    wording: Wording,
    counts: RoomCounts,
    values: Values,
) -> Verdict:
    """PASS or FAIL by the change of rooms, with the figures of the worst."""
    found = STANDARD_OF[facts.use]
    gain = wording is Wording.AFFECTED_GAIN
    return Verdict(
        unit=facts.unit,
        clause=STANDARD_MISSED,
        outcome=outcome,
        wording=wording,
        measured=worst.after,
        before=worst.before,
        threshold=values.number(found.minutes),
        margin=worst.margin,
        tolerance=values.number("unaffected_change"),
        direction=Direction.GAIN if gain else direction_of(worst.before, worst.after),
        reasons=(),
        cited=(STANDARD_MISSED, OUTSIDE, found.clause),
        tally=counts.tally(facts.standing),
        decisive=worst.id,
        notes=_notes(facts, values),
    )


def _notes(facts: ShareFacts, values: Values) -> tuple[Note, ...]:
    """Note where a figure of the standard is unverified."""
    found = STANDARD_OF[facts.use]
    return figure_notes(values, found.day, found.minutes, found.share)
