"""Units that a slip of the survey would turn, as text and records (临界)."""

import math
from typing import Final

from sunlight.assessment import Assessment
from sunlight.assessment.judging.critical import CriticalUnit
from sunlight.report.texts import Texts
from sunlight.report.unit_records import ResultCritical
from sunlight.rules import CountingUnit

__all__ = ["critical_by_unit", "critical_text", "result_critical"]

_ROUNDING: Final = 1e-6
"""Noise of a figure in its last digit shown."""


def critical_by_unit(
    assessment: Assessment,
) -> dict[tuple[CountingUnit, str], CriticalUnit]:
    """Critical units by what they are counted as and their ids (临界单元).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    """
    return {(unit.counted_as, unit.unit): unit for unit in assessment.critical}


def critical_text(unit: CriticalUnit | None, words: Texts) -> str | None:
    """Text such as ``±0.025 m height; ±1.5 min`` (临界文字), None for none.

    Parameters
    ----------
    unit : CriticalUnit or None
        The unit.
    words : mapping
        Catalogue.
    """
    if unit is None:
        return None
    pieces = [
        words[f"cells.critical_{name}"].format(change=_rounded_up(change, digits))
        for name, change, digits in (
            ("height", unit.height, 3),
            ("plan", unit.plan, 3),
            ("minutes", unit.minutes, 2),
        )
        if change is not None
    ]
    return words["cells.separator"].join(pieces)


def _rounded_up(change: float, digits: int) -> str:
    """Figure rounded up, so that what turns a verdict within it does so."""
    steps = math.ceil(change * 10**digits - _ROUNDING)
    return f"{steps / 10**digits:.{digits}f}"


def result_critical(unit: CriticalUnit | None) -> ResultCritical | None:
    """Record of the document (临界).

    Parameters
    ----------
    unit : CriticalUnit or None
        The unit.
    """
    if unit is None:
        return None
    return ResultCritical(minutes=unit.minutes, height=unit.height, plan=unit.plan)
