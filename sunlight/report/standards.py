"""The minutes that windows and rooms are held against, by use (各用途的标准值).

A window is told 达标 or 未达标 by the minutes of the use of its own building, on the
standard day of that use. Where a use has no standard the word is left out; such windows
are measured on the day of dwellings, and compared with the minutes of dwellings where a
figure is needed: in the count of low windows and in the seconds of the labels.
"""

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.assessment.counting.receivers import counted_receivers
from sunlight.rules import standard_for, uses_with_standard
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = [
    "minutes_of_buildings",
    "threshold_of",
    "window_thresholds",
    "windows_below_after",
]


def threshold_of(assessment: Assessment) -> float:
    """Minutes that dwellings are held against (住宅标准值).

    Parameters
    ----------
    assessment : Assessment
        For its rules.

    Returns
    -------
    float
        Minutes.

    Notes
    -----
    Source: 规程四(一)1.
    """
    return assessment.rules.values.number("dwelling_minutes")


def minutes_of_buildings(assessment: Assessment) -> NDArray[np.float64]:
    """Minutes of the standard of each building's use (各楼标准值), (b + 1,).

    Parameters
    ----------
    assessment : Assessment
        For its buildings and rules.

    Returns
    -------
    (b + 1,) ndarray of float64
        NaN where the use has no standard, and in the last place, which -1 picks. [min]

    Notes
    -----
    Source: 规程四(一).
    """
    rules = assessment.rules
    of_use = {
        use: standard_for(rules, use).minutes for use in uses_with_standard(rules)
    }
    minutes = [of_use.get(b.use, np.nan) for b in assessment.project.buildings]
    return np.array([*minutes, np.nan], dtype=np.float64)


def window_thresholds(assessment: Assessment) -> NDArray[np.float64]:
    """Minutes that each window is compared with (各窗标准值), (w,).

    Parameters
    ----------
    assessment : Assessment
        For its windows and rules.

    Returns
    -------
    (w,) ndarray of float64
        Those of its use; of dwellings where the use has no standard. [min]
    """
    own = minutes_of_buildings(assessment)[assessment.project.windows.building]
    return np.where(np.isnan(own), threshold_of(assessment), own)


def windows_below_after(assessment: Assessment) -> int:
    """Analysed windows below :func:`window_thresholds` after the project (不足窗数).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    """
    least = window_thresholds(assessment) - THRESHOLD_NOISE_MIN
    below = assessment.windows.minutes_after < least
    analysed = counted_receivers(assessment.project, assessment.rules).window
    return int((below & analysed).sum())
