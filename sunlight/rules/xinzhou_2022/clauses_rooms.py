"""Clauses that judge single rooms (逐间评定条款), edition of 2022.

Activity rooms, classrooms and rooms of homes for the elderly: each has to reach the
standard. Outside the project the clauses on before and after are those of households.
"""

from sunlight.kinds import Use
from sunlight.rules.clause import Clause, Period, RoomCriterion
from sunlight.rules.facts import RoomFacts
from sunlight.rules.parameters import Values
from sunlight.rules.verdict import Verdict
from sunlight.rules.xinzhou_2022.clause_ids import (
    CLASSROOM,
    ELDERLY,
    KINDERGARTEN,
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
    complete_room,
    lawful_papers,
    rooms_that_count,
    still_standing,
    use_by_papers,
    use_with_a_standard,
    within_scope,
)
from sunlight.rules.xinzhou_2022.clauses_criteria import (
    standard_met,
    standard_missed_before,
)
from sunlight.rules.xinzhou_2022.on_after import on_after_alone

__all__ = ["activity_room", "classroom", "room_criteria", "room_for_the_elderly"]


def activity_room(facts: RoomFacts, values: Values) -> Verdict | None:
    """Sunlight owed to each activity room of a new kindergarten (幼儿活动用房).

    Every room on every storey: the lowest storey is where counting begins (reading
    ``kindergarten_storeys``). The good orientation that the sentence also asks for has
    no measure of its own; a room that gets its hours has it.

    Parameters
    ----------
    facts : RoomFacts
        The room, measured on the winter solstice.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        PASS at the standard or above, judged on *after* alone; below it FAIL, or
        NOT_JUDGED while an unmeasured window could still reach it. None for rooms of
        other uses and outside the project.

    Notes
    -----
    Source: 规程四(一)3.
    """
    if facts.use is not Use.KINDERGARTEN:
        return None
    return on_after_alone(facts, KINDERGARTEN, "kindergarten_minutes", values)


def room_for_the_elderly(facts: RoomFacts, values: Values) -> Verdict | None:
    """Sunlight owed to each room of new homes for the elderly (老年人居住建筑).

    Parameters
    ----------
    facts : RoomFacts
        The room, measured on the winter solstice.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        As :func:`activity_room`.

    Notes
    -----
    Source: 规程四(一)4. Every habitable room is our reading ``elderly_rooms``.
    """
    if facts.use is not Use.ELDERLY:
        return None
    return on_after_alone(facts, ELDERLY, "elderly_minutes", values)


def classroom(facts: RoomFacts, values: Values) -> Verdict | None:
    """Sunlight owed to each ordinary classroom of a new school (普通教室).

    Parameters
    ----------
    facts : RoomFacts
        The room, measured on the winter solstice.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        As :func:`activity_room`.

    Notes
    -----
    Source: 规程四(一)5.
    """
    if facts.use is not Use.SCHOOL:
        return None
    return on_after_alone(facts, CLASSROOM, "school_minutes", values)


def room_criteria(period: Period) -> tuple[Clause[RoomCriterion], ...]:
    """Clauses that judge rooms, in the order in which they are asked (逐间评定条款).

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
        Clause(id=STANDARDS, period=period, function=rooms_that_count),
        Clause(id=MEASURES_SOURCES, period=period, function=complete_room),
        Clause(id=KINDERGARTEN, period=period, function=activity_room),
        Clause(id=ELDERLY, period=period, function=room_for_the_elderly),
        Clause(id=CLASSROOM, period=period, function=classroom),
        Clause(id=STANDARD_MET, period=period, function=standard_met),
        Clause(id=STANDARD_MISSED, period=period, function=standard_missed_before),
    )
