"""Two bounds between which a figure lies (上下界)."""

import math
from dataclasses import dataclass

from sunlight.errors import InputError

__all__ = ["Bounds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A figure that is known to lie between two bounds (上下界).

    Parameters
    ----------
    lower, upper : float
        Both included; equal where the figure is known exactly.

    Raises
    ------
    InputError
        If a bound is not a finite number of 0 or more, or they are the wrong way round.

    Examples
    --------
    >>> Bounds(lower=0.48, upper=0.51).gap
    0.03
    """

    lower: float
    upper: float

    def __post_init__(self) -> None:
        for name, value in (("lower", self.lower), ("upper", self.upper)):
            if not math.isfinite(value) or value < 0.0:
                raise InputError(
                    f"{value!r} is not a bound; give a finite number of 0 or more",
                    where=name,
                    value=value,
                )
        if self.lower > self.upper:
            raise InputError(
                f"lower {self.lower!r} is above upper {self.upper!r}; swap them",
                where="lower",
                value=self.lower,
            )

    @property
    def gap(self) -> float:
        """How far apart the bounds are (上下界之差)."""
        return self.upper - self.lower
