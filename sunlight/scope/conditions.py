"""How the scope is drawn (分析范围条件): angle, radius, shape, height, rows.

Defaults are those of 规程五; rules data may build the record with other values.
"""

import math
from dataclasses import dataclass, field
from enum import StrEnum

from sunlight.errors import InputError

__all__ = ["RowRule", "ScopeConditions", "SectorShape", "ShadingHeight"]


class SectorShape(StrEnum):
    """How a sector is attached to a footprint (扇形画法).

    The regulation's figure is missing from the published text, so that both are
    readings of 规程五(一) and unverified.
    """

    MINKOWSKI = "minkowski"
    """Every point of the footprint is the centre of a sector: the Minkowski sum."""
    TWO_CENTRE = "two_centre"
    """The western and the eastern end of the footprint are centres, and every point on
    the straight line between them: two fans with their common tangent. The northern one
    of two corners that lie equally far out. Precedents are drawings of other cities."""


class ShadingHeight(StrEnum):
    """Height of a shading building (遮挡建筑高度), a reading of 规程五(一)."""

    HIGHEST_POINT = "highest_point"
    """From its own outdoor ground to its highest part that shades: 规程六(四) lets roof
    houses shade."""
    WITHOUT_ROOF_HOUSES = "without_roof_houses"
    """Stair houses, lift houses, water tanks and chimneys on the roof left out."""
    PLUS_HIGHER_GROUND = "plus_higher_ground"
    """As the highest point, and what its own ground lies above the lowest ground of the
    surroundings is added (规程六(八)); nothing is taken off on lower ground."""
    WITHOUT_ROOF_HOUSES_PLUS_GROUND = "without_roof_houses_plus_ground"
    """Both: roof houses left out, and a higher own ground added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRule:
    """What a row of buildings is (排的判定): 规程五(三) leaves it open.

    See :mod:`sunlight.scope.rows` and :mod:`sunlight.scope.row_layout` for the rule.

    Parameters
    ----------
    same_row_overlap : float
        Two buildings stand in one row if their extents across it share at least this
        part of the shallower one.
    neighbour_gap : float
        Buildings of one row farther apart than this along it belong to different rows:
        two estates at equal latitude. [m]
    reach_factor : float
        No building joins that lies beyond this many heights of every new building. The
        longest shadow in the band is 6.43 heights (大寒 8:00, latitude 38.42°); the
        rest is room for lower ground. It bounds the search and decides nothing else.
    direction : float or None
        Angle of the rows from the east-west line, counter-clockwise, from -45 to 45;
        None takes the common direction of the buildings that the sectors reach.
        [degrees]

    Raises
    ------
    InputError
        If a value is out of range.
    """

    same_row_overlap: float = 0.5
    neighbour_gap: float = 50.0
    reach_factor: float = 10.0
    direction: float | None = None

    def __post_init__(self) -> None:
        if not 0.0 < self.same_row_overlap <= 1.0:
            raise InputError(
                f"{self.same_row_overlap} is no share; give one above 0 and up to 1",
                where="rows.same_row_overlap",
                value=self.same_row_overlap,
            )
        _check_length("rows.neighbour_gap", self.neighbour_gap)
        _check_length("rows.reach_factor", self.reach_factor)
        if self.direction is not None and not -45.0 <= self.direction <= 45.0:
            raise InputError(
                f"{self.direction} degrees are no direction of rows; give an angle "
                "from the east-west line between -45 and 45, or None",
                where="rows.direction",
                value=self.direction,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeConditions:
    """How the scope is drawn (分析范围条件).

    Parameters
    ----------
    angle_from_east_west : float
        Angle between the east-west line and either side of the sector: 规程五(一). The
        sector opens north, from bearing 270° + angle through 0° to 90° - angle. At
        least 0 and less than 90. [degrees]
    radius_factor : float
        Radius of the sector by the shading height: 规程五(一)(二).
    radius_cap : float or None
        Longest radius; 规程五 knows none. [m]
    shape : SectorShape
        How the sector is attached to the footprint.
    height : ShadingHeight
        What the shading height is.
    rows : RowRule
        What a row is: 规程五(三).

    Raises
    ------
    InputError
        If a value is out of range.

    Examples
    --------
    >>> ScopeConditions().half_angle
    56.0
    """

    angle_from_east_west: float = 34.0
    radius_factor: float = 1.58
    radius_cap: float | None = None
    shape: SectorShape = SectorShape.MINKOWSKI
    height: ShadingHeight = ShadingHeight.HIGHEST_POINT
    rows: RowRule = field(default_factory=RowRule)

    def __post_init__(self) -> None:
        if not 0.0 <= self.angle_from_east_west < 90.0:
            raise InputError(
                f"{self.angle_from_east_west} degrees leave no sector opening north; "
                "give an angle of at least 0 and less than 90",
                where="angle_from_east_west",
                value=self.angle_from_east_west,
            )
        _check_length("radius_factor", self.radius_factor)
        if self.radius_cap is not None:
            _check_length("radius_cap", self.radius_cap)

    @property
    def half_angle(self) -> float:
        """Angle between north and either side of the sector. [degrees]"""  # noqa: D400
        return 90.0 - self.angle_from_east_west


def _check_length(where: str, value: float) -> None:
    """Refuse what is not a finite number above 0."""
    if not (math.isfinite(value) and value > 0.0):
        raise InputError(
            f"{value} is no length or factor; give a finite number above 0",
            where=where,
            value=value,
        )
