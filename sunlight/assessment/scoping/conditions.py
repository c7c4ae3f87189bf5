"""How the rules have the scope drawn (分析范围的画法): from figures and readings.

The one place where rules and scope meet; neither knows the other.
"""

import math
from typing import Final

from sunlight.rules import Ruleset
from sunlight.scope import ScopeConditions, SectorShape, ShadingHeight

__all__ = ["scope_conditions"]

_HEIGHTS: Final = {
    (False, False): ShadingHeight.HIGHEST_POINT,
    (True, False): ShadingHeight.WITHOUT_ROOF_HOUSES,
    (False, True): ShadingHeight.PLUS_HIGHER_GROUND,
    (True, True): ShadingHeight.WITHOUT_ROOF_HOUSES_PLUS_GROUND,
}
"""By whether roof houses are left out, and whether a higher ground is added."""


def scope_conditions(rules: Ruleset) -> ScopeConditions:
    """Angle, radius, shape and height of the sectors as the rules have them (扇形条件).

    Parameters
    ----------
    rules : Ruleset
        The rules, with the readings taken: ``sector_shape``,
        ``sector_height_roof_houses``, ``sector_height_ground``.

    Returns
    -------
    ScopeConditions
        For :func:`~sunlight.scope.analysis_scope`.

    Raises
    ------
    InputError
        If a profile has a figure with which no sector can be drawn.

    Notes
    -----
    Source: 规程五(一), 五(二).

    Examples
    --------
    >>> from sunlight.rules import ruleset
    >>> scope_conditions(ruleset()).radius_factor
    1.58
    """
    values = rules.values
    asked = float(rules.setting("scope_radius_cap"))  # 0 is none
    cap = min(values.number("sector_radius_cap"), asked or math.inf)
    two_centre = (
        values.alternative("sector_shape")
        or rules.setting("scope_shape") == SectorShape.TWO_CENTRE.value
    )
    return ScopeConditions(
        angle_from_east_west=values.number("sector_angle"),
        radius_factor=values.number("sector_radius_factor"),
        radius_cap=cap if math.isfinite(cap) else None,
        shape=SectorShape.TWO_CENTRE if two_centre else SectorShape.MINKOWSKI,
        height=_HEIGHTS[
            values.alternative("sector_height_roof_houses"),
            values.alternative("sector_height_ground"),
        ],
    )
