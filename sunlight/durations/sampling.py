"""What a program that samples the day would print (采样模拟).

The intervals are exact; programs that look at the sun every so many minutes see each
interval only through its samples. Their figures follow from the exact intervals without
another calculation of shadows.
"""

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.intervals import Intervals

__all__ = [
    "SampleCounting",
    "Sampling",
    "sampled_intervals",
    "sampling_from_text",
    "sampling_text",
]

_SAMPLE_NOISE: Final = 1e-9
"""A limit this close to a sample, in steps, falls on it."""
_LONGEST_STEP: Final = 60.0
_SHORTEST_STEP: Final = 1.0 / 60.0


class SampleCounting(StrEnum):
    """How lit samples become minutes (采样计数方式)."""

    SPAN = "span"
    """From the first to the last lit sample of each run."""
    AFTER = "after"
    """Each lit sample stands for the step after it, inside the band."""
    EACH = "each"
    """Each lit sample counts a step, those at both ends of the band too: 97 samples of
    5 min in a band of 480 min make 485."""
    MIDDLE = "middle"
    """Samples in the middle of steps, each counts one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How a program samples the day (采样方式).

    Parameters
    ----------
    step : float
        Time between samples, from a second to an hour; the first is at the begin of the
        band, or half a step after it. [min]
    counting : SampleCounting
        How lit samples become minutes.

    Raises
    ------
    InputError
        If the step is not from a second to an hour.
    """

    step: float
    counting: SampleCounting = SampleCounting.SPAN

    def __post_init__(self) -> None:
        if not (_SHORTEST_STEP - 1e-12 <= self.step <= _LONGEST_STEP):
            raise InputError(
                f"a step of {self.step!r} min is no time step: give one from a second "
                "to an hour, such as 1.0",
                where="sampling.step",
                value=self.step,
            )


def sampled_intervals(
    lit: Intervals, sampling: Sampling, *, band: tuple[float, float]
) -> Intervals:
    """Segments as a program that samples the day would print them (采样时段).

    A gap between two samples is not seen, so that two intervals may become one; what
    falls between two samples is lost.

    Parameters
    ----------
    lit : Intervals, (r,) rows
        Exact intervals, inside the band. [min, true solar time]
    sampling : Sampling
        Step and counting.
    band : (float, float)
        Band that is sampled; its end is a sample where it is a whole number of steps
        away. [min]

    Returns
    -------
    Intervals, (r,) rows
        Runs of lit samples with the length that the counting gives them; short pieces
        are not dropped yet, runs of no length are. By ``EACH`` the last may end a step
        after the band.

    Raises
    ------
    InputError
        If the band is empty.

    Examples
    --------
    >>> lit = Intervals.from_rows([[(480.0, 960.0)], [(600.4, 604.9), (605.2, 611.0)]])
    >>> each = Sampling(step=5.0, counting=SampleCounting.EACH)
    >>> sampled_intervals(lit, each, band=(480.0, 960.0)).to_rows()
    [array([[480., 965.]]), array([[610., 615.]])]
    >>> minute = Sampling(step=1.0)
    >>> sampled_intervals(lit, minute, band=(480.0, 960.0))[1]
    array([[601., 604.],
           [606., 611.]])
    """
    first, last = band
    if not first < last:
        raise InputError(
            f"the band {band} is empty: give its begin and its end in minutes",
            where="band",
            value=band,
        )
    step = sampling.step
    middle = sampling.counting is SampleCounting.MIDDLE
    zero = first + (0.5 * step if middle else 0.0)
    count = math.floor((last - zero) / step + _SAMPLE_NOISE)
    low = np.ceil((lit.start - zero) / step - _SAMPLE_NOISE).astype(np.int64)
    high = np.floor((lit.end - zero) / step + _SAMPLE_NOISE).astype(np.int64)
    np.clip(high, None, count, out=high)
    np.clip(low, 0, None, out=low)
    row = np.repeat(np.arange(len(lit)), np.diff(lit.offsets))
    seen = low <= high
    return _runs(row[seen], low[seen], high[seen], len(lit), sampling, zero, last)


def _runs(
    row: NDArray[np.int64],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    rows: int,
    sampling: Sampling,
    zero: float,
    last: float,
) -> Intervals:
    """Runs of neighbouring samples, with the lengths that the counting gives."""
    opens = np.ones(len(row), dtype=np.bool_)
    opens[1:] = (row[1:] != row[:-1]) | (low[1:] > high[:-1] + 1)
    begins = np.flatnonzero(opens)
    ends = np.append(begins[1:], len(row))[: len(begins)] - 1
    step = sampling.step
    start = zero + low[begins] * step
    end = zero + high[ends] * step
    match sampling.counting:
        case SampleCounting.EACH:
            end = end + step
        case SampleCounting.AFTER:
            end = np.minimum(end + step, last)
        case SampleCounting.MIDDLE:
            start, end = start - 0.5 * step, end + 0.5 * step
        case SampleCounting.SPAN:
            pass
    lasts = end > start
    row_of_run = row[begins][lasts]
    sizes = np.bincount(row_of_run, minlength=rows)
    offsets = np.append(0, np.cumsum(sizes)).astype(np.int64)
    return Intervals(offsets, start[lasts], end[lasts])


_TEXT: Final = re.compile(
    r"sampled:(?P<step>\d+(?:\.\d+)?)(?P<unit>min|s)(?::(?P<counting>[a-z]+))?"
)


def sampling_from_text(text: str) -> Sampling:
    """Sampling from words such as ``sampled:1min`` (采样方式的写法).

    Parameters
    ----------
    text : str
        ``sampled:STEP`` or ``sampled:STEP:COUNTING``; STEP in ``min`` or ``s``,
        COUNTING one of ``span`` (default), ``after``, ``each``, ``middle``.

    Raises
    ------
    InputError
        If it is nothing of the kind.

    Examples
    --------
    >>> sampling_from_text("sampled:30s:each")
    Sampling(step=0.5, counting=<SampleCounting.EACH: 'each'>)
    """
    found = _TEXT.fullmatch(text.strip())
    known = ", ".join(counting.value for counting in SampleCounting)
    counting = (found and found["counting"]) or SampleCounting.SPAN.value
    if found is None or counting not in set(SampleCounting):
        raise InputError(
            f"{text!r} is no way of sampling: write sampled:1min, sampled:30s or "
            f"sampled:5min:each; countings are {known}",
            where="sampling",
            value=text,
        )
    step = float(found["step"]) * (1.0 if found["unit"] == "min" else 1.0 / 60.0)
    return Sampling(step=step, counting=SampleCounting(counting))


def sampling_text(sampling: Sampling) -> str:
    """The words that :func:`sampling_from_text` reads (采样方式的写法).

    Parameters
    ----------
    sampling : Sampling
        Step and counting.
    """
    seconds = sampling.step * 60.0
    whole = abs(seconds - round(seconds)) < 1e-6 and round(seconds) % 60
    step = f"{seconds:.0f}s" if whole else f"{sampling.step:g}min"
    return f"sampled:{step}:{sampling.counting.value}"
