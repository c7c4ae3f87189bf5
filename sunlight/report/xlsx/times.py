"""Exact times in cells, shown in whole minutes rounded down (单元格中的时间).

A cell holds the exact time as a part of a day. ``h:mm`` leaves the seconds away without
rounding, in Excel, WPS and LibreOffice alike, save that each of them takes a time just
below a whole minute for that minute, and each draws that line elsewhere: LibreOffice
shows 119.9999 min as 2:00 in ``[h]:mm`` and as 1:59 in ``h:mm``. A time so close below
a whole minute is therefore shown by a format of its own that says in so many words
what the other tables say; the value in the cell stays exact.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.report.xlsx.sheets import Value
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = [
    "CLOCK_FORMAT",
    "DAY_MIN",
    "DURATION_FORMAT",
    "SIGNED_FORMAT",
    "day_parts",
    "duration_formats",
    "known",
    "signed_formats",
]

DAY_MIN: Final = 1440.0
"""Minutes of a day, of which a cell holds a part. [min]"""

DURATION_FORMAT: Final = "h:mm"
CLOCK_FORMAT: Final = "h:mm:ss.000"
SIGNED_FORMAT: Final = "+0.00;-0.00;0.00"
_FINER: Final = "+0.000000;-0.000000;0.00"

_CLOSE: Final = 0.01
"""So close below a whole minute spreadsheet programs do not agree. [min]"""

_ROUNDED: Final = 0.005
"""Half of the last decimal shown of a difference. [min]"""


def known(figures: NDArray[np.float64]) -> list[Value]:
    """Figures as cells hold them, None where there is none (数值).

    Parameters
    ----------
    figures : (k,) ndarray of float64
        NaN for none.
    """
    return [None if math.isnan(x) else x for x in figures.tolist()]


def day_parts(minutes: NDArray[np.float64]) -> list[Value]:
    """Minutes as parts of a day (日的小数), None where there is none.

    Parameters
    ----------
    minutes : (k,) ndarray of float64
        Exact minutes, NaN for none. [min]
    """
    return known(minutes / DAY_MIN)


def duration_formats(minutes: NDArray[np.float64]) -> list[str | None]:
    """Formats of the durations that ``h:mm`` might show wrongly (个别数字格式).

    Parameters
    ----------
    minutes : (k,) ndarray of float64
        Exact minutes, NaN for none. [min]

    Returns
    -------
    list of (str or None)
        None for all but those within 0.01 min below a whole minute: these show the
        minute if it is floating-point noise away, as verdicts take it, else seconds.

    Examples
    --------
    >>> duration_formats(np.array([119.5, 119.999, 119.99999999, 120.0]))
    [None, '"1:59:59"', '"2:00"', None]
    """
    return [_duration_format(x) for x in minutes.tolist()]


def _duration_format(minutes: float) -> str | None:
    """Format of one duration."""
    if math.isnan(minutes) or not 0.0 < math.ceil(minutes) - minutes <= _CLOSE:
        return None
    whole = math.floor(minutes + THRESHOLD_NOISE_MIN)
    label = f"{whole // 60}:{whole % 60:02d}"
    return f'"{label}"' if whole > minutes else f'"{label}:59"'


def signed_formats(
    changes: NDArray[np.float64], limits: Sequence[float | None]
) -> list[str | None]:
    """Formats of the differences that two decimals would show as the limit (差值格式).

    Parameters
    ----------
    changes : (k,) ndarray of float64
        Minutes after less minutes before, NaN for none. [min]
    limits : sequence of (float or None)
        The change that counts as none, where a clause knows one. [min]
    """
    return [
        _FINER
        if limit is not None
        and THRESHOLD_NOISE_MIN < abs(abs(change) - limit) <= _ROUNDED
        else None
        for change, limit in zip(changes.tolist(), limits, strict=True)
    ]
