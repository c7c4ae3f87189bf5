"""Clauses on who is judged at all (适用条款), edition of 2022.

Each takes the facts and the figures of the day and returns the verdict that nothing is
judged, or None where the unit is to be judged.
"""

from typing import Final

from sunlight.kinds import LegalStatus, RoomKind, Use
from sunlight.rules.facts import HouseholdFacts, RoomFacts, Standing, UnitFacts
from sunlight.rules.parameters import Values
from sunlight.rules.shares import GroundFacts, ShareFacts
from sunlight.rules.unjudged import not_applicable, not_judged, without_window
from sunlight.rules.verdict import Reason, Verdict
from sunlight.rules.xinzhou_2022.clause_ids import (
    LAWFUL_PAPERS,
    MEASURES_SOURCES,
    OUTSIDE,
    RENEWAL,
    SCOPE,
    STANDARDS,
    USE_BY_PAPERS,
)
from sunlight.rules.xinzhou_2022.renewal import in_renewal
from sunlight.rules.xinzhou_2022.uses import STANDARD_OF

__all__ = [
    "complete_facts",
    "complete_room",
    "complete_share",
    "lawful_papers",
    "rooms_that_count",
    "sourced_heights",
    "still_standing",
    "use_by_papers",
    "use_with_a_standard",
    "within_scope",
]

_LEGAL_REASONS: Final[dict[LegalStatus, Reason]] = {
    LegalStatus.UNLAWFUL: Reason.UNLAWFUL,
    LegalStatus.TEMPORARY: Reason.TEMPORARY,
}


def still_standing(facts: UnitFacts, values: Values) -> Verdict | None:
    """Nothing is owed to what the project demolishes (拆除).

    The standard is to be met after the project is added; a household that is gone by
    then has nothing to meet it with.

    Parameters
    ----------
    facts : UnitFacts
        The unit.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_APPLICABLE for a household that the project removes.

    Notes
    -----
    Source: 规程四(二).
    """
    if facts.standing is not Standing.REMOVED:
        return None
    return not_applicable(facts, OUTSIDE, Reason.REMOVED)


def within_scope(facts: UnitFacts, values: Values) -> Verdict | None:
    """Only what a sector of the proposal reaches is analysed (分析范围).

    Parameters
    ----------
    facts : UnitFacts
        The unit.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_APPLICABLE for a unit of an existing or approved building that neither a
        sector nor a row step brought into the analysis. Whether it is inside is a fact
        (readings ``scope_limits_verdicts``, ``sector_shape`` and those of the height);
        where that is not known the clauses on missing facts answer.

    Notes
    -----
    Source: 规程五(一), 五(三).
    """
    if facts.standing is not Standing.OUTSIDE or facts.in_scope is not False:
        return None
    return not_applicable(facts, SCOPE, Reason.OUT_OF_SCOPE)


def lawful_papers(facts: UnitFacts, values: Values) -> Verdict | None:
    """Only what has lawful papers is protected (合法手续).

    What the project or one beside it builds anew has no title papers yet and needs
    none; a building without a sunlight standard needs none either.

    Parameters
    ----------
    facts : UnitFacts
        The unit.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_APPLICABLE for an unlawful or temporary building. NOT_JUDGED where nobody
        said whether an existing or approved one has papers, with an assumed height as a
        further reason; by the alternative of the reading ``papers_blank`` these count
        as lawful.

    Notes
    -----
    Source: 规程六(六), 规程八; 办法四 for heights.
    """
    reason = _LEGAL_REASONS.get(facts.legal)
    if reason is not None:
        return not_applicable(facts, LAWFUL_PAPERS, reason)
    if (
        facts.legal is not LegalStatus.BLANK
        or facts.standing is not Standing.OUTSIDE
        or facts.use not in STANDARD_OF
        or values.alternative("papers_blank")
    ):
        return None
    if facts.height_assumed:
        reasons = (Reason.PAPERS_BLANK, Reason.HEIGHT_ASSUMED)
        return not_judged(facts, LAWFUL_PAPERS, reasons, also=(MEASURES_SOURCES,))
    return not_judged(facts, LAWFUL_PAPERS, (Reason.PAPERS_BLANK,))


def use_by_papers(facts: UnitFacts, values: Values) -> Verdict | None:
    """Use as the title papers have it (使用功能).

    Parameters
    ----------
    facts : UnitFacts
        The unit.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_JUDGED where the use is unknown: no standard can be chosen.

    Notes
    -----
    Source: 规程八.
    """
    if facts.use is not Use.UNKNOWN:
        return None
    return not_judged(facts, USE_BY_PAPERS, (Reason.USE_UNKNOWN,))


def use_with_a_standard(facts: UnitFacts, values: Values) -> Verdict | None:
    """Each use has its own standard and its own unit (各类用途的标准).

    Parameters
    ----------
    facts : UnitFacts
        The unit.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_APPLICABLE for a use without a standard; NOT_JUDGED, naming the clause, for
        one that is judged by another unit, such as a hospital by households.

    Notes
    -----
    Source: 规程四(一), 规程四(二).
    """
    standard = STANDARD_OF.get(facts.use)
    if standard is None:
        return not_applicable(facts, STANDARDS, Reason.NO_STANDARD)
    if standard.unit is facts.counted_as:
        return None
    also = (OUTSIDE,) if facts.standing is Standing.OUTSIDE else ()
    return not_judged(facts, standard.clause, (Reason.USE_NOT_COVERED,), also=also)


def rooms_that_count(facts: RoomFacts, values: Values) -> Verdict | None:
    """Only the rooms that the clause names have a standard (计入的房间).

    Parameters
    ----------
    facts : RoomFacts
        The room, of a use that is judged room by room.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_JUDGED for a room of unknown kind; NOT_APPLICABLE for another kind, such as
        a laboratory of a school. Kinds that count besides by the alternative of the
        reading ``kindergarten_rooms`` are judged by it; by the alternative of
        ``kindergarten_storeys`` the rooms above the lowest storey are NOT_APPLICABLE.

    Notes
    -----
    Source: 规程四(一)3-5; 规程八 for the kind of a room.
    """
    if facts.kind is RoomKind.UNKNOWN:
        return not_judged(
            facts, USE_BY_PAPERS, (Reason.ROOM_KIND_UNKNOWN,), also=(_governing(facts),)
        )
    standard = STANDARD_OF[facts.use]
    if facts.kind not in standard.counted_rooms(values):
        return not_applicable(facts, standard.clause, Reason.NO_STANDARD)
    upper = facts.use is Use.KINDERGARTEN and not facts.lowest_storey
    if upper and values.alternative("kindergarten_storeys"):
        return not_applicable(facts, standard.clause, Reason.STOREY_NOT_COUNTED)
    return None


def complete_facts(facts: HouseholdFacts, values: Values) -> Verdict | None:
    """Facts a verdict on a household needs: rooms, windows, sourced heights (基础资料).

    Parameters
    ----------
    facts : HouseholdFacts
        The household, a dwelling.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_JUDGED with every reason found: no habitable room named, heights that no
        source gives, nothing measured.

    Notes
    -----
    Source: 办法四 for heights, 规程四(一)1 for rooms and windows.
    """
    reasons: tuple[Reason, ...] = ()
    if facts.habitable_rooms == 0:
        reasons = (Reason.NO_HABITABLE_ROOM,)
    elif facts.minutes_after is None:
        reasons = _why_not_measured(facts, values)
    return _incomplete(facts, reasons)


def complete_room(facts: RoomFacts, values: Values) -> Verdict | None:
    """Facts a verdict on a room needs: a window, sourced heights (基础资料).

    Parameters
    ----------
    facts : RoomFacts
        The room, of a kind that counts.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_JUDGED with every reason found.

    Notes
    -----
    Source: 办法四 for heights, 规程四(一)3-5 for windows.
    """
    measured = facts.minutes_after is not None
    return _incomplete(facts, () if measured else _why_not_measured(facts, values))


def complete_share(facts: ShareFacts, values: Values) -> Verdict | None:
    """Facts a verdict on a building needs: its rooms, sourced heights (基础资料).

    Parameters
    ----------
    facts : ShareFacts
        The building.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_JUDGED with every reason found: no room that counts, rooms that might.

    Notes
    -----
    Source: 办法四 for heights, 规程四(一)2, 四(一)6 for rooms.
    """
    reasons: tuple[Reason, ...] = ()
    if facts.rooms_of_unknown_kind:
        reasons = (Reason.ROOM_KIND_UNKNOWN,)
    elif not facts.rooms:
        reasons = (Reason.ROOMS_MISSING,)
    return _incomplete(facts, reasons)


def sourced_heights(facts: GroundFacts, values: Values) -> Verdict | None:
    """Heights that a verdict rests on need a source (基础资料).

    Parameters
    ----------
    facts : GroundFacts
        The play ground.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_JUDGED where a height is assumed.

    Notes
    -----
    Source: 办法四.
    """
    return _incomplete(facts, ())


def _why_not_measured(
    facts: HouseholdFacts | RoomFacts, values: Values
) -> tuple[Reason, ...]:
    """Return why there are no minutes: windows that wait, or none to analyse."""
    if facts.unmeasured_windows:
        return facts.unmeasured_reasons
    return (without_window(values, facts.use),)


def _incomplete(facts: UnitFacts, reasons: tuple[Reason, ...]) -> Verdict | None:
    """NOT_JUDGED for these reasons, an unknown scope and assumed heights, if any."""
    heights: tuple[Reason, ...] = ()
    if facts.height_assumed:
        heights = (Reason.HEIGHT_ASSUMED,)
    if facts.assumed_shaders:
        heights = (*heights, Reason.SHADER_HEIGHT_ASSUMED)
    unknown = facts.standing is Standing.OUTSIDE and facts.in_scope is None
    scope = (Reason.SCOPE_UNKNOWN,) if unknown else ()
    if not (reasons or scope or heights):
        return None
    governing = _governing(facts)
    clauses = [
        *([governing] if reasons else []),
        *([SCOPE] if scope else []),
        *([MEASURES_SOURCES] if heights else []),
        governing,
    ]
    clause, *also = dict.fromkeys(clauses)
    return not_judged(
        facts,
        clause,
        (*reasons, *scope, *heights),
        also=tuple(also),
        buildings=facts.assumed_shaders,
    )


def _governing(facts: UnitFacts) -> str:
    """Clause that sets the standard of a unit of this use and standing."""
    if facts.standing is Standing.OUTSIDE:
        return OUTSIDE
    if isinstance(facts, HouseholdFacts) and in_renewal(facts):
        return RENEWAL
    return STANDARD_OF[facts.use].clause
