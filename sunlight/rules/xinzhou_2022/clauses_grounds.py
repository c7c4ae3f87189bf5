"""Clauses on outdoor play grounds and unbuilt land (场地与用地条款), edition of 2022.

The sunlit area is known between two bounds; PASS and FAIL hold for both, and where they
do not agree nothing is judged.
"""

from sunlight.kinds import Use
from sunlight.rules.clause import Clause, GroundCriterion, LandCriterion, Period
from sunlight.rules.facts import Standing
from sunlight.rules.parameters import Values
from sunlight.rules.shares import GroundFacts, LandFacts
from sunlight.rules.unjudged import not_applicable, not_judged
from sunlight.rules.verdict import (
    Direction,
    Outcome,
    Reason,
    Tally,
    Verdict,
    Wording,
)
from sunlight.rules.xinzhou_2022.clause_ids import (
    KINDERGARTEN,
    LAND_IN_SCOPE,
    LAWFUL_PAPERS,
    MEASURES_SIDE_BY_SIDE,
    MEASURES_SOURCES,
    OUTSIDE,
    SCOPE,
    STANDARD_MET,
    STANDARD_MISSED,
    STANDARDS,
    UNBUILT_LAND,
    USE_BY_PAPERS,
)
from sunlight.rules.xinzhou_2022.clauses_applicability import (
    lawful_papers,
    sourced_heights,
    still_standing,
    use_by_papers,
    within_scope,
)
from sunlight.rules.xinzhou_2022.ground_shares import (
    by_change_of_share,
    by_share,
    ground_notes,
    open_ground,
    straddles,
    tally_of_ground,
)
from sunlight.rules.xinzhou_2022.land_shares import by_planned_use
from sunlight.rules.xinzhou_2022.on_after import JUDGED_ON_AFTER_ALONE, side_by_side
from sunlight.rules.xinzhou_2022.thresholds import reaches_share
from sunlight.rules.xinzhou_2022.uses import GROUND_STANDARD, STANDARD_OF
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = [
    "ground_criteria",
    "ground_met",
    "ground_missed_before",
    "ground_with_a_standard",
    "land_criteria",
    "play_ground",
    "unbuilt_land",
]


def ground_with_a_standard(facts: GroundFacts, values: Values) -> Verdict | None:
    """Only the play grounds of kindergartens have a standard (有标准的场地).

    Parameters
    ----------
    facts : GroundFacts
        The ground.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_APPLICABLE for grounds of other uses.

    Notes
    -----
    Source: 规程四(一)3.
    """
    if facts.use is GROUND_STANDARD.use:
        return None
    return not_applicable(facts, STANDARDS, Reason.NO_STANDARD)


def play_ground(facts: GroundFacts, values: Values) -> Verdict | None:
    """Half of a new play ground has its sunlight (室外游戏场地).

    Parameters
    ----------
    facts : GroundFacts
        The ground, measured on the winter solstice.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        PASS where both bounds of the share reach half (reading ``half_is_enough``),
        FAIL where neither does, NOT_JUDGED between; judged on *after* alone. None
        outside the project.

    Notes
    -----
    Source: 规程四(一)3.
    """
    if facts.standing not in JUDGED_ON_AFTER_ALONE:
        return None
    also = side_by_side(facts.standing)
    after = facts.share_after
    if after is None:
        return open_ground(facts, KINDERGARTEN, Reason.NOT_MEASURED, values, also=also)
    needed = values.number("ground_share")
    if straddles(after, needed, values):
        return open_ground(facts, KINDERGARTEN, Reason.BOUNDS_OPEN, values, also=also)
    return by_share(facts, KINDERGARTEN, after, values, also=also)


def ground_met(facts: GroundFacts, values: Values) -> Verdict | None:
    """Enough area before must stay enough; enough after is met (场地满足或不满足).

    Parameters
    ----------
    facts : GroundFacts
        The ground, outside the project.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        PASS with enough area after; FAIL with too little after where it was enough
        before; NOT_JUDGED where bounds leave that open. None where it was too little
        both before and after.

    Notes
    -----
    Source: 规程七(四), 规程四(二).
    """
    if facts.standing is not Standing.OUTSIDE:
        return None
    also: tuple[str, ...] = (OUTSIDE, KINDERGARTEN)
    needed = values.number("ground_share")
    before, after = facts.share_before, facts.share_after
    if after is None:
        return open_ground(facts, STANDARD_MET, Reason.NOT_MEASURED, values, also=also)
    if straddles(after, needed, values):
        also = (*also, STANDARD_MISSED)
        return open_ground(facts, STANDARD_MET, Reason.BOUNDS_OPEN, values, also=also)
    met_after = reaches_share(after.lower, needed, values)
    if before is None or straddles(before, needed, values):
        if met_after:
            return by_share(facts, STANDARD_MET, after, values, also=also)
        missing = Reason.BEFORE_MISSING if before is None else Reason.BOUNDS_OPEN
        also = (*also, STANDARD_MISSED)
        return open_ground(facts, STANDARD_MET, missing, values, also=also)
    if not reaches_share(before.lower, needed, values):
        if not met_after or values.alternative("lifted_to_standard"):
            return None
        also = (*also, STANDARD_MISSED)
    return by_share(facts, STANDARD_MET, after, values, also=also)


def ground_missed_before(facts: GroundFacts, values: Values) -> Verdict | None:
    """Too little area before: only the change counts (场地不影响或影响).

    Our reading ``ground_below_standard``: the clause speaks of minutes, so it is asked
    of points. Not affected is a ground of which no point below the standard after loses
    more than the tolerance. By the other reading the share of the area decides.

    Parameters
    ----------
    facts : GroundFacts
        The ground, outside the project, with too little area before and after.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        PASS, FAIL, or NOT_JUDGED where the change is not known well enough.

    Notes
    -----
    Source: 规程七(五).
    """
    if facts.standing is not Standing.OUTSIDE:
        return None
    if values.alternative("ground_below_standard"):
        return by_change_of_share(facts, values)
    also = (OUTSIDE, KINDERGARTEN)
    loss, gain = facts.largest_loss, facts.largest_gain
    tolerance = values.number("unaffected_change")
    limit = tolerance + THRESHOLD_NOISE_MIN
    if loss is None or loss.lower <= limit < loss.upper:
        return open_ground(
            facts, STANDARD_MISSED, Reason.CHANGE_UNKNOWN, values, also=also
        )
    affected = loss.lower > limit
    gained = gain is not None and gain.lower > limit
    if affected:
        outcome, wording = Outcome.FAIL, Wording.AFFECTED
        direction = Direction.LOSS
    elif gained and not values.alternative("gain_below_standard"):
        outcome, wording = Outcome.PASS, Wording.AFFECTED_GAIN
        direction = Direction.GAIN
    else:
        outcome, wording = Outcome.PASS, Wording.NO_EFFECT
        noticed = loss.lower > THRESHOLD_NOISE_MIN
        direction = Direction.LOSS if noticed else Direction.NONE
    return Verdict(
        unit=facts.unit,
        clause=STANDARD_MISSED,
        outcome=outcome,
        wording=wording,
        measured=None,
        before=None,
        threshold=values.number("ground_minutes"),
        margin=tolerance - (loss.lower if affected else loss.upper),
        tolerance=tolerance,
        direction=direction,
        reasons=(),
        cited=(STANDARD_MISSED, *also),
        tally=tally_of_ground(facts, values),
        notes=ground_notes(values),
    )


def unbuilt_land(facts: LandFacts, values: Values) -> Verdict | None:
    """Unbuilt land is for the bureau to weigh (未建设用地).

    Parameters
    ----------
    facts : LandFacts
        The plot.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_JUDGED with the share of its area as a figure, or NOT_APPLICABLE for a plot
        whose planned use has no standard. By the other reading ``unbuilt_land``, PASS
        or FAIL by the standard of its planned use.

    Notes
    -----
    Source: 规程四(三), 规程五(四), 办法三.
    """
    also: tuple[str, ...] = (LAND_IN_SCOPE, MEASURES_SIDE_BY_SIDE)
    reasons: tuple[Reason, ...] = (Reason.BUREAU_DISCRETION,)
    if facts.planned_use is Use.UNKNOWN:
        reasons = (*reasons, Reason.USE_UNKNOWN)
        also = (*also, USE_BY_PAPERS)
    elif facts.planned_use not in STANDARD_OF:
        return not_applicable(facts, UNBUILT_LAND, Reason.NO_STANDARD)
    elif values.alternative("unbuilt_land"):
        return by_planned_use(facts, values)
    tally = Tally(
        measure_unit="share",
        total=facts.area,
        needed=None,
        before=facts.share_before,
        after=facts.share_after,
    )
    return not_judged(facts, UNBUILT_LAND, reasons, also=also, tally=tally)


def ground_criteria(period: Period) -> tuple[Clause[GroundCriterion], ...]:
    """Clauses that judge play grounds, in their order (场地评定条款).

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
        Clause(id=STANDARDS, period=period, function=ground_with_a_standard),
        Clause(id=MEASURES_SOURCES, period=period, function=sourced_heights),
        Clause(id=KINDERGARTEN, period=period, function=play_ground),
        Clause(id=STANDARD_MET, period=period, function=ground_met),
        Clause(id=STANDARD_MISSED, period=period, function=ground_missed_before),
    )


def land_criteria(period: Period) -> tuple[Clause[LandCriterion], ...]:
    """Clauses on unbuilt land (用地条款).

    Parameters
    ----------
    period : Period
        Days on which the edition is in force.

    Returns
    -------
    tuple of Clause
        One a clause.
    """
    return (Clause(id=UNBUILT_LAND, period=period, function=unbuilt_land),)
