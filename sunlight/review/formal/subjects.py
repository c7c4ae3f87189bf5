"""Who a row is about: standing to the project, use and standard (评定对象)."""

import re
from typing import Final

import numpy as np

from sunlight.assessment import Assessment
from sunlight.assessment.judging.households import standing_of
from sunlight.kinds import Use
from sunlight.review.formal.words import folded, use_of
from sunlight.review.records.declaration import Declaration
from sunlight.review.records.submission import Submission
from sunlight.rules import Ruleset, Standing, standard_for

__all__ = [
    "STANDINGS",
    "USES",
    "building_key",
    "declared_subjects",
    "renewal_number",
    "standard_minutes",
    "subject_of",
]

STANDINGS: Final = tuple(Standing)
"""In the order of the codes in :attr:`sunlight.review.formal.rows.Rows.standing`."""
USES: Final = tuple(Use)
"""In the order of the codes in :attr:`sunlight.review.formal.rows.Rows.use`."""

_ROLES: Final = {
    "proposed": Standing.OWN_NEW,
    "existing": Standing.OUTSIDE,
    "approved": Standing.OUTSIDE,
    "overlay": Standing.OUTSIDE,
    "removed": Standing.REMOVED,
}
"""What a role of a declared building says; 客体 may be inside or outside."""


_HOUSE: Final = re.compile(r"(号楼|号院|号|幢|栋|座|楼)+$")


def building_key(text: str) -> str:
    """Building in one spelling, so that 3号楼 and 3#楼 are one (楼号归一).

    Parameters
    ----------
    text : str
        As printed.

    Examples
    --------
    >>> building_key("3号楼"), building_key("3#楼"), building_key("A座")
    ('3#', '3#', 'a')
    """
    plain = folded(text).replace("no.", "").strip("：:，,。")
    plain = _HOUSE.sub("", plain)
    return f"{plain}#" if re.fullmatch(r"\d+", plain) else plain


def renewal_number(submission: Submission, assessment: Assessment) -> str:
    """Document number of an old-area renewal that there is (旧区改建文号); else empty.

    Parameters
    ----------
    submission : Submission
        A claim without a number counts as none.
    assessment : Assessment
        Our own model, which may name one.
    """
    claimed = submission.declaration.renewal_document.strip()
    if any(c.isalnum() for c in claimed):
        return claimed
    return assessment.project.renewal_document.strip()


def declared_subjects(
    declaration: Declaration,
) -> dict[str, tuple[Standing | None, Use | None]]:
    """What the report's own tables say of each building."""
    found: dict[str, tuple[Standing | None, Use | None]] = {}
    for building in declaration.buildings:
        for name in (building.name, building.id):
            key = building_key(name)
            if key:
                stands, use = found.get(key, (None, None))
                found[key] = (
                    stands or _ROLES.get(building.role),
                    use or (use_of(building.use) if building.use else None),
                )
    return found


def subject_of(
    key: str,
    index: int,
    alone: bool,  # noqa: FBT001
    told: dict[str, tuple[Standing | None, Use | None]],
    assessment: Assessment,
) -> tuple[Standing, Use]:
    """Standing and use by the report, else the model, else by its columns."""
    stands, use = told.get(key, (None, None))
    if index >= 0:
        building = assessment.project.buildings[index]
        stands = stands or standing_of(building, assessment.project)
        use = use or building.use
    if stands is None:
        stands = Standing.OWN_NEW if alone else Standing.OUTSIDE
    if use is None or use is Use.UNKNOWN:
        use = Use.RESIDENTIAL
    return stands, use


def standard_minutes(
    rules: Ruleset,
    standing: Standing,
    use: Use,
    renewal: bool,  # noqa: FBT001
) -> float:
    """Minutes that the profile owes to such a unit, NaN for none."""
    if use not in {found.use for found in rules.standards}:
        return np.nan
    if standing is Standing.REMOVED:
        return np.nan
    if renewal and use is Use.RESIDENTIAL and standing is Standing.OWN_NEW:
        return rules.values.number("renewal_minutes")
    return standard_for(rules, use).minutes
