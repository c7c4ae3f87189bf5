"""What is measured of play grounds and unbuilt land (场地计算结果)."""

from dataclasses import dataclass

from sunlight.assessment.grounds.area import SunlitArea
from sunlight.conditions import Conditions
from sunlight.rules import Bounds
from sunlight.solar import SunPath

__all__ = ["MeasuredGround"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeasuredGround:
    """Sunlight of one ground in both states (一处场地的日照).

    Parameters
    ----------
    conditions : Conditions
        Day, band and shortest segment.
    path : SunPath
        Sun's path of the day.
    minutes : float
        Minutes that each point is asked for. [min]
    needed : float
        Share of the area that its standard asks them of. [1]
    before, after : SunlitArea or None
        Where it has them; None where there is no such state.
    largest_loss, largest_gain : Bounds or None
        Most that a point lost or gained; None where not asked for. [min]
    """

    conditions: Conditions
    path: SunPath
    minutes: float
    needed: float
    before: SunlitArea | None
    after: SunlitArea | None
    largest_loss: Bounds | None = None
    largest_gain: Bounds | None = None
