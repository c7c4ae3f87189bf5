"""What stands beside the surveyed figures (佐证资料): archive, survey tolerances."""

from dataclasses import dataclass

from shapely import Polygon

__all__ = ["ArchiveFigures", "SurveyTolerance"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArchiveFigures:
    """What the planning archive says of a building that was surveyed (档案数值).

    They are compared with the figures used and never used themselves: where the two
    differ, the survey holds.

    Parameters
    ----------
    reference : str
        Number of the archive file.
    zero_level, outdoor_ground : float or None
        Absolute elevations of ±0.00 and of the outdoor ground. [m]
    top_elevation, top_above_zero, top_above_ground : float or None
        Top of the body: absolute, above ±0.00, above the outdoor ground. [m]
    storeys : int or None
        Storeys above ground.
    footprint : shapely.Polygon or None
        Outline in project coordinates. [m]

    Notes
    -----
    Source: 办法四.
    """

    reference: str
    zero_level: float | None = None
    outdoor_ground: float | None = None
    top_elevation: float | None = None
    top_above_zero: float | None = None
    top_above_ground: float | None = None
    storeys: int | None = None
    footprint: Polygon | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTolerance:
    """How far the survey may be off (测量误差); None where nobody said.

    It makes notes (临界) and never changes a verdict: the survey is taken as it is.

    Parameters
    ----------
    height : float or None
        Tops may be higher or lower by this. [m]
    plan : float or None
        Outlines may lie farther out or in by this. [m]
    minutes : float or None
        Margins up to this are noted. [min]

    Notes
    -----
    Source: ours; 规程三(二) takes the survey as it is.
    """

    height: float | None = None
    plan: float | None = None
    minutes: float | None = None

    @property
    def given(self) -> bool:
        """Whether anything is given."""
        return (self.height, self.plan, self.minutes) != (None, None, None)
