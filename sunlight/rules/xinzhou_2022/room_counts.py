"""How many rooms of a building reach the standard (达标间数), edition of 2022."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sunlight.rules.bounds import Bounds
from sunlight.rules.facts import Standing
from sunlight.rules.parameters import Values
from sunlight.rules.shares import MeasuredRoom, ShareFacts
from sunlight.rules.unjudged import without_window
from sunlight.rules.verdict import Reason, Tally
from sunlight.rules.xinzhou_2022.thresholds import met_before, reaches, rooms_needed
from sunlight.rules.xinzhou_2022.uses import STANDARD_OF
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["RoomChange", "RoomCounts", "changes_of_rooms", "open_rooms", "room_counts"]

_HAS_BEFORE: Final = frozenset({Standing.OUTSIDE, Standing.REMOVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomCounts:
    """Rooms of a building that reach the standard (达标间数).

    Parameters
    ----------
    total : int
        Rooms that count.
    needed : int
        Fewest that have to reach it.
    before, after : Bounds
        Between what the number lies; of a new building, `before` means nothing.
    """

    total: int
    needed: int
    before: Bounds
    after: Bounds

    def tally(self, standing: Standing) -> Tally:
        """Return the same as a verdict shows it (计数)."""
        return Tally(
            measure_unit="rooms",
            total=self.total,
            needed=self.needed,
            before=self.before if standing in _HAS_BEFORE else None,
            after=self.after,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomChange:
    """How one room of a building below its share fares (单间增减).

    Parameters
    ----------
    id : str
        Id of the room.
    before, after : float
        Its minutes. [min]
    margin : float
        What is left until the room makes the building affected; negative where it
        does. [min]
    gains : bool
        The room was below the standard and gained over the tolerance.
    """

    id: str
    before: float
    after: float
    margin: float
    gains: bool


def room_counts(facts: ShareFacts, values: Values) -> RoomCounts:
    """Rooms that reach the standard in both states, between bounds (达标间数)."""
    found = STANDARD_OF[facts.use]
    standard = values.number(found.minutes)
    total = len(facts.rooms)
    return RoomCounts(
        total=total,
        needed=rooms_needed(total, values.number(found.share), values),
        before=_count(((r.minutes_before, r) for r in facts.rooms), standard),
        after=_count(((r.minutes_after, r) for r in facts.rooms), standard),
    )


def open_rooms(facts: ShareFacts, values: Values) -> tuple[Reason, ...]:
    """Return why some rooms could have more minutes than known (未定原因)."""
    reasons: list[Reason] = []
    for room in facts.rooms:
        if room.unmeasured_windows:
            reasons.extend(room.unmeasured_reasons)
        elif room.minutes_after is None:
            reasons.append(without_window(values, facts.use))
        elif room.minutes_before is None and facts.standing in _HAS_BEFORE:
            reasons.append(Reason.BEFORE_MISSING)
    return tuple(dict.fromkeys(reasons))


def changes_of_rooms(facts: ShareFacts, values: Values) -> tuple[RoomChange, ...]:
    """How each room fares that is measured in both states (逐间增减).

    A room that met the standard must still meet it, whatever it lost; one below it may
    lose as much as counts as no effect. By the alternative of reading
    ``share_below_standard`` only the change of minutes counts, in any room.
    """
    standard = values.number(STANDARD_OF[facts.use].minutes)
    tolerance = values.number("unaffected_change")
    literal = values.alternative("share_below_standard")
    told: list[RoomChange] = []
    for room in facts.rooms:
        before, after = room.minutes_before, room.minutes_after
        if before is None or after is None or room.unmeasured_windows:
            continue
        met = met_before(before, standard, values)
        by_standard = not literal and (met or reaches(after, standard))
        left = after - standard if by_standard else tolerance - max(before - after, 0.0)
        told.append(
            RoomChange(
                id=room.id,
                before=before,
                after=after,
                margin=left,
                gains=(literal or not met)
                and after - before > tolerance + THRESHOLD_NOISE_MIN,
            )
        )
    return tuple(told)


def _count(
    rooms: Iterable[tuple[float | None, MeasuredRoom]], standard: float
) -> Bounds:
    """Rooms that reach the standard for sure, and with those that could besides."""
    sure = possible = 0
    for minutes, room in rooms:
        if minutes is not None and reaches(minutes, standard):
            sure += 1
        elif minutes is None or room.unmeasured_windows:
            possible += 1
    return Bounds(lower=sure, upper=sure + possible)
