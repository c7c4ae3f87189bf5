"""Whom the sentences of a conclusion are about (结论所指)."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.kinds import Use
from sunlight.review.formal.rows import Rows
from sunlight.review.formal.sentences import Claim
from sunlight.review.formal.subjects import STANDINGS, USES, building_key
from sunlight.review.records.declaration import Declaration
from sunlight.rules import Standing

__all__ = ["INSIDE", "Totals", "building_names"]

INSIDE: Final = tuple(
    STANDINGS.index(s) for s in (Standing.OWN_NEW, Standing.CONCURRENT)
)
"""Codes of the units of the project itself and of those filed together with it."""


def building_names(
    declaration: Declaration, rows: Rows, assessment: Assessment
) -> dict[str, str]:
    """Names that sentences may have for buildings, and the key of each (楼名).

    Parameters
    ----------
    declaration : Declaration
        With the buildings of the report's own tables.
    rows : Rows
        Rows, with the key of each.
    assessment : Assessment
        Our own model, whose names stand for the rows that were matched to it.
    """
    keys = set(rows.key) - {""}
    names = {key: key for key in sorted(keys)}
    for building in declaration.buildings:
        own = (building_key(building.id), building_key(building.name))
        key = next((k for k in own if k in keys), own[0] or own[1])
        for name in own:
            if name:
                names.setdefault(name, key)
    pairs = Counter(zip(rows.model.tolist(), rows.key, strict=True))
    key_of = {index: str(key) for (index, key), _ in reversed(pairs.most_common())}
    for index, modelled in enumerate(assessment.project.buildings):
        ids = building_key(modelled.id), building_key(f"{modelled.id}{modelled.name}")
        for name in ids:
            names.setdefault(name, key_of.get(index) or ids[0])
    return names


class Totals:
    """What the totals of the sentences tell of whom they are about (户数所指).

    Parameters
    ----------
    claims : sequence of Claim
        Of the conclusion.
    rows : Rows
        Units of the tables.
    """

    __slots__ = ("_masks", "_numbers")

    def __init__(self, claims: Sequence[Claim], rows: Rows) -> None:
        self._masks = _masks(rows)
        self._numbers = {
            claim.sentence: claim.number
            for claim in reversed(claims)
            if claim.kind == "total" and not claim.buildings
        }

    def scopes(self, claim: Claim) -> tuple[NDArray[np.bool_], ...]:
        """Units that a claim without a building may be about (可能所指).

        A list by side gives the total of the side, which may be named in a heading
        alone. Without a total it may be all units, or the homes among them.

        Parameters
        ----------
        claim : Claim
            The claim.
        """
        number = self._numbers.get(claim.sentence)
        if number is None:
            return self._masks[:2]
        fitting = tuple(m for m in self._masks if int(m.sum()) == number)
        return fitting or self._masks[:2]

    def tells(self, claim: Claim) -> bool:
        """Whether it is sure whom a sentence is about (所指明确).

        Where several sentences give totals, one of no group of units may be about a
        group that is not known here.

        Parameters
        ----------
        claim : Claim
            The claim.
        """
        number = self._numbers.get(claim.sentence)
        if number is None or len(self._numbers) < 2:
            return True
        return any(int(mask.sum()) == number for mask in self._masks)


def _masks(rows: Rows) -> tuple[NDArray[np.bool_], ...]:
    """All units, the homes; then both of every side of the project."""
    everyone = np.ones(len(rows), dtype=np.bool_)
    homes = rows.use == USES.index(Use.RESIDENTIAL)
    inside = np.isin(rows.standing, INSIDE)
    sides = [everyone, inside, ~inside]
    sides += [rows.standing == code for code in range(len(STANDINGS))]
    return tuple(mask for side in sides for mask in (side, side & homes))
