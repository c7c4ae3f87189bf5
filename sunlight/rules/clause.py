"""A clause: its id, its dates, and the function that is it (条款)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sunlight.conditions import Conditions
from sunlight.rules.facts import HouseholdFacts
from sunlight.rules.parameters import Values
from sunlight.rules.verdict import Verdict

__all__ = ["CalculationStep", "Clause", "Criterion", "Period", "Rounding"]

CalculationStep = Callable[[Conditions, Values], Conditions]
"""A clause that says how to compute: it lays its part into the conditions."""

Criterion = Callable[[HouseholdFacts, Values], Verdict | None]
"""A clause that judges a household, or returns None where it does not govern."""

Rounding = Callable[[float], int]
"""A clause that says how minutes are shown; it never takes part in a verdict."""

FunctionT = TypeVar("FunctionT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `first` to `last`, both included (施行期间)."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Generic[FunctionT]):
    """One registered clause (条款).

    Parameters
    ----------
    id : str
        Which text and where in it, such as ``规程六(三)`` or ``办法四``.
    period : Period
        Days on which it is in force.
    function : callable
        What it says, as a plain function; its docstring paraphrases the clause.
    overrides : tuple of str
        Ids of the general clauses that this one takes the place of where it governs.
    """

    id: str
    period: Period
    function: FunctionT
    overrides: tuple[str, ...] = ()
