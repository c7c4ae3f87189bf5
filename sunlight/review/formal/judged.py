"""What the rules say of the minutes that a report prints (按送审时数评定)."""

from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.kinds import LegalStatus, Use
from sunlight.review.formal.subjects import STANDINGS, USES
from sunlight.rules import (
    CountingUnit,
    HouseholdFacts,
    RoomFacts,
    Ruleset,
    Standard,
    Standing,
    Wording,
    judge,
    standard_for,
    uses_with_standard,
)
from sunlight.rules.facts import MINUTES_OF_A_DAY

__all__ = ["possible_wordings", "wordings"]

_BEFORE_COUNTS: Final = frozenset({Standing.OUTSIDE})
_NOT_GIVEN: Final = -1.0


def wordings(
    rules: Ruleset,
    standing: NDArray[np.int8],
    use: NDArray[np.int8],
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    *,
    renewal: str = "",
) -> NDArray[np.object_]:
    """Wording that the rules give on printed minutes (按送审时数的评定用语).

    Every unit is taken as lawful, inside the scope and fully measured: only the minutes
    of the report decide.

    Parameters
    ----------
    rules : Ruleset
        The rules.
    standing, use : (n,) ndarray of int8
        Codes into :data:`~sunlight.review.formal.rows.STANDINGS` and ``USES``.
    before, after : (n,) ndarray of float64
        Minutes, NaN where nothing is printed. [min]
    renewal : str
        Document of an old-area renewal.

    Returns
    -------
    (n,) ndarray of Wording objects
        ``Wording.NONE`` where nothing is judged, or not by its own minutes.

    Notes
    -----
    Source: 规程四(一)(二), 规程七(四)(五), by :func:`sunlight.rules.judge`.
    """
    if not len(after):
        return np.empty(0, dtype=object)
    figures = np.nan_to_num(np.stack([before, after]), nan=_NOT_GIVEN)
    figures = np.clip(figures, _NOT_GIVEN, MINUTES_OF_A_DAY)
    keys = np.stack([standing, use, *figures]).T.astype(np.float64)
    unique, back = np.unique(keys, axis=0, return_inverse=True)
    told = np.empty(len(unique), dtype=object)
    owed = {used: standard_for(rules, used) for used in uses_with_standard(rules)}
    for i, (stands, used, b, a) in enumerate(unique.tolist()):
        standard = owed.get(USES[int(used)])
        if standard is None or a == _NOT_GIVEN:
            told[i] = Wording.NONE
        else:
            told[i] = _wording(rules, STANDINGS[int(stands)], standard, b, a, renewal)
    found: NDArray[np.object_] = told[back.ravel()]
    return found


def possible_wordings(
    rules: Ruleset,
    standing: NDArray[np.int8],
    use: NDArray[np.int8],
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    slack_before: NDArray[np.float64],
    slack_after: NDArray[np.float64],
    *,
    renewal: str = "",
) -> list[frozenset[Wording]]:
    """Wordings that the exact minutes behind the printed ones may have (可能的用语).

    Parameters
    ----------
    rules : Ruleset
        The rules.
    standing, use, before, after
        As in :func:`wordings`.
    slack_before, slack_after : (n,) ndarray of float64
        How far rounding may have moved the minutes. [min]
    renewal : str
        Document of an old-area renewal.

    Returns
    -------
    list of frozenset of Wording
        One a row.
    """
    told = wordings(rules, standing, use, before, after, renewal=renewal)
    found = [frozenset({wording}) for wording in told]
    near = np.flatnonzero(_near(rules, use, before, after, slack_before, slack_after))
    around = _around(
        rules,
        standing[near],
        use[near],
        before[near],
        after[near],
        slack_before[near],
        slack_after[near],
        renewal=renewal,
    )
    for row, wordings_of_row in zip(near.tolist(), around, strict=True):
        found[row] = wordings_of_row
    return found


def _near(
    rules: Ruleset,
    use: NDArray[np.int8],
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    slack_before: NDArray[np.float64],
    slack_after: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Rows that lie so near to a limit that rounding may carry them over it."""
    change = np.abs(after - before)
    slack = slack_before + slack_after
    allowed = rules.values.number("unaffected_change")
    near = (np.abs(change - allowed) <= slack) | (change <= slack)
    for used in uses_with_standard(rules):
        limits = {standard_for(rules, used).minutes}
        if used is Use.RESIDENTIAL:
            limits.add(rules.values.number("renewal_minutes"))
        mine = use == USES.index(used)
        for limit in limits:
            near |= mine & (np.abs(before - limit) <= slack_before)
            near |= mine & (np.abs(after - limit) <= slack_after)
    return near


def _around(
    rules: Ruleset,
    standing: NDArray[np.int8],
    use: NDArray[np.int8],
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    slack_before: NDArray[np.float64],
    slack_after: NDArray[np.float64],
    *,
    renewal: str,
) -> list[frozenset[Wording]]:
    """Wordings in the whole neighbourhood of each row."""
    steep = bool(len(after)) and max(slack_before.max(), slack_after.max()) > 3.0
    moves = (-1.0, -0.5, 0.0, 0.5, 1.0) if steep else (-1.0, 0.0, 1.0)
    pairs = tuple(product(moves, repeat=2))
    told = wordings(
        rules,
        np.tile(standing, len(pairs)),
        np.tile(use, len(pairs)),
        np.concatenate([np.maximum(before + b * slack_before, 0.0) for b, _ in pairs]),
        np.concatenate([np.maximum(after + a * slack_after, 0.0) for _, a in pairs]),
        renewal=renewal,
    )
    return [frozenset(row) for row in told.reshape(len(pairs), -1).T]


def _wording(
    rules: Ruleset,
    standing: Standing,
    standard: Standard,
    before: float,
    after: float,
    renewal: str,
) -> Wording:
    """Wording for one pair of minutes."""
    known = None if before == _NOT_GIVEN else before
    prior = known if standing in _BEFORE_COUNTS else None
    if standard.unit is CountingUnit.HOUSEHOLD:
        return judge(
            rules,
            HouseholdFacts(
                unit="-",
                building="-",
                standing=standing,
                use=standard.use,
                legal=LegalStatus.LAWFUL,
                habitable_rooms=1,
                minutes_before=prior,
                minutes_after=after,
                unmeasured_windows=0,
                renewal_document=renewal,
            ),
        ).wording
    if standard.unit is CountingUnit.ROOM:
        return judge(
            rules,
            RoomFacts(
                unit="-",
                building="-",
                standing=standing,
                use=standard.use,
                kind=min(standard.rooms),
                legal=LegalStatus.LAWFUL,
                minutes_before=prior,
                minutes_after=after,
                unmeasured_windows=0,
            ),
        ).wording
    return Wording.NONE
