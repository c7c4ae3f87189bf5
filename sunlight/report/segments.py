"""Segments and durations as text, many at a time (时段文字)."""

import math
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from numpy.typing import NDArray

from sunlight.durations import counted_intervals
from sunlight.intervals import Intervals
from sunlight.report.texts import Texts
from sunlight.solar import beijing_minutes, clock_label, clock_label_seconds
from sunlight.tolerances import SAME_INSTANT_MIN, THRESHOLD_NOISE_MIN

__all__ = [
    "Clock",
    "SegmentTexts",
    "counted_mask",
    "exact_duration",
    "joined_rows",
    "segment_texts",
    "tenths",
    "time_band",
    "whole_minutes",
]

DASH: Final = "–"
SEPARATOR: Final = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What the labels of segments depend on (时刻标注).

    Parameters
    ----------
    longitude : float
        Of the place, for Beijing time. [degrees]
    equation_of_time : float or (w,) ndarray of float64
        For Beijing time, of the day of each window. [min]
    threshold : float or (w,) ndarray of float64
        The standard of each window: where a reader's sum of the shown whole minutes
        would be on the other side of it than the exact minutes, seconds are shown.
        [min]
    shortest : float or (w,) ndarray of float64
        Shortest counted segment, of the day of each window. [min]
    segments : int or (w,) ndarray of int64
        How many of the longest segments of each window count; 0 counts all.
    """

    longitude: float
    equation_of_time: float | NDArray[np.float64]
    threshold: float | NDArray[np.float64]
    shortest: float | NDArray[np.float64]
    segments: int | NDArray[np.int64] = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SegmentTexts:
    """Segments of each window as text (时段文字), each a string array of w rows.

    Parameters
    ----------
    solar, beijing : pyarrow.Array
        Counted segments in true solar and in Beijing time.
    dropped : pyarrow.Array
        Segments that do not count, too short or too many, in true solar time.
    """

    solar: pa.Array
    beijing: pa.Array
    dropped: pa.Array


def counted_mask(
    full: Intervals,
    shortest: float | NDArray[np.float64],
    segments: int | NDArray[np.int64] = 0,
) -> NDArray[np.bool_]:
    """Which of the full-window segments count (计入与否), (k,).

    Parameters
    ----------
    full : Intervals, (w,) rows
        Full-window segments.
    shortest : float or (w,) ndarray of float64
        Shortest counted segment, of each window. [min]
    segments : int or (w,) ndarray of int64
        How many of the longest segments of each window count; 0 counts all.
    """
    k = full.start.size
    numbered = Intervals(
        full.offsets, full.start, full.end, np.arange(k, dtype=np.int32)
    )
    row = np.repeat(np.arange(len(full)), np.diff(full.offsets))
    limit = np.broadcast_to(np.asarray(shortest, dtype=np.float64), len(full))[row]
    most = np.broadcast_to(np.asarray(segments, dtype=np.int64), len(full))[row]
    mask = np.zeros(k, dtype=np.bool_)
    for value, count in product(np.unique(limit).tolist(), np.unique(most).tolist()):
        counts = np.zeros(k, dtype=np.bool_)
        kept = counted_intervals(numbered, shortest=value, segments=count or None)
        counts[kept.start_face] = True
        mask |= counts & (limit == value) & (most == count)
    return mask


def segment_texts(full: Intervals, clock: Clock) -> SegmentTexts:
    """Segments such as ``08:15–09:40; 13:05–16:00`` (满窗日照时段).

    Limits are rounded down as a clock reads them. Where the lengths that a reader would
    take from the minutes shown reach the standard and the exact ones do not, or the
    other way round, the row shows seconds.

    Parameters
    ----------
    full : Intervals, (w,) rows
        Full-window segments, short pieces included. [min, true solar time]
    clock : Clock
        Place, standard, and which segments count.

    Returns
    -------
    SegmentTexts
        Empty text where there is no segment.
    """
    counted = counted_mask(full, clock.shortest, clock.segments)
    row = np.repeat(np.arange(len(full)), np.diff(full.offsets))

    solar = (full.start, full.end)
    beijing = (_local(full.start, row, clock), _local(full.end, row, clock))
    fine = np.zeros(len(full), dtype=np.bool_)
    exact = _sums(row, full.end - full.start, counted, len(full))
    reached = exact >= clock.threshold - THRESHOLD_NOISE_MIN
    for start, end in (solar, beijing):
        shown = _sums(
            row, _seconds(end) // 60 - _seconds(start) // 60, counted, len(full)
        )
        fine |= (shown >= clock.threshold) != reached
    size = len(full)
    return SegmentTexts(
        solar=joined_rows(_spans(*solar, fine[row], counted), row[counted], size),
        beijing=joined_rows(_spans(*beijing, fine[row], counted), row[counted], size),
        dropped=joined_rows(_spans(*solar, fine[row], ~counted), row[~counted], size),
    )


def _local(
    minutes: NDArray[np.float64], row: NDArray[np.int64], clock: Clock
) -> NDArray[np.float64]:
    """Beijing time of limits of segments, each by the day of its window."""
    different, code = np.unique(clock.equation_of_time, return_inverse=True)
    code = np.ravel(code)
    which = code[row] if code.size > 1 else np.zeros(len(row), dtype=np.int64)
    told = np.empty_like(minutes)
    for index, equation in enumerate(different.tolist()):
        at = which == index
        told[at] = beijing_minutes(
            minutes[at], longitude=clock.longitude, equation_of_time=equation
        )
    return told


def _seconds(minutes: NDArray[np.float64]) -> NDArray[np.int64]:
    """Whole seconds, rounded down like the labels."""
    whole: NDArray[np.int64] = np.floor((minutes + SAME_INSTANT_MIN) * 60.0).astype(
        np.int64
    )
    return whole


def _sums(
    row: NDArray[np.int64],
    lengths: NDArray[np.floating | np.integer],
    counted: NDArray[np.bool_],
    size: int,
) -> NDArray[np.float64]:
    """Sum of the counted lengths of each row, (w,)."""
    weights = np.where(counted, lengths, 0.0)
    sums = np.bincount(row, weights=weights, minlength=size)
    return sums.astype(np.float64, copy=False)


def _spans(
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    fine: NDArray[np.bool_],
    chosen: NDArray[np.bool_],
) -> pa.Array:
    """Texts of the chosen segments, in their order."""
    labels = [_labels(limit[chosen], fine[chosen]) for limit in (start, end)]
    dash = pa.scalar(DASH, pa.string())
    joined: pa.Array = pc.binary_join_element_wise(*labels, dash)
    return joined


def _labels(minutes: NDArray[np.float64], fine: NDArray[np.bool_]) -> pa.Array:
    """Clock labels, with seconds where `fine`; each different one is made once."""
    seconds = _seconds(minutes)
    key = np.where(fine, seconds * 2 + 1, seconds // 60 * 120)
    different, code = np.unique(key, return_inverse=True)
    made = [
        (clock_label_seconds if k % 2 else clock_label)(k // 2 / 60.0)
        for k in different.tolist()
    ]
    return _taken(made, code)


def _taken(made: list[str], code: NDArray[Any]) -> pa.Array:
    """Texts by code."""
    return pa.array(made, pa.string()).take(pa.array(code, pa.int64()))


def joined_rows(
    pieces: pa.Array,
    row: NDArray[np.int64],
    size: int,
    separator: str = SEPARATOR,
) -> pa.Array:
    """Pieces of text joined row by row (按行连接), empty where there is none.

    Parameters
    ----------
    pieces : pyarrow.Array of string, (k,)
        Texts.
    row : (k,) ndarray of int64
        Row of each, never decreasing.
    size : int
        Number of rows w.
    separator : str
        What stands between two pieces.

    Returns
    -------
    pyarrow.Array of string, (w,)
        Joined texts.
    """
    counts = np.bincount(row, minlength=size)
    offsets = np.append(0, np.cumsum(counts)).astype(np.int32)
    lists = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), pieces)
    joined: pa.Array = pc.binary_join(lists, separator)
    return joined


def tenths(minutes: NDArray[np.float64]) -> pa.Array:
    """Minutes with one decimal, as text (一位小数).

    Parameters
    ----------
    minutes : (k,) ndarray of float64
        Minutes, negative where they were won.

    Returns
    -------
    pyarrow.Array of string, (k,)
        Rounded to the nearest tenth, for reading only.
    """
    whole = np.rint(minutes * 10.0).astype(np.int64)
    different, code = np.unique(whole, return_inverse=True)
    return _taken([f"{value / 10.0:.1f}" for value in different.tolist()], code)


def whole_minutes(minutes: NDArray[np.float64]) -> pa.Array:
    """Minutes rounded down, null where nothing was measured (取整分钟).

    Parameters
    ----------
    minutes : (k,) ndarray of float64
        Minutes, NaN where nothing was measured.

    Returns
    -------
    pyarrow.Array of int32, (k,)
        For tables; verdicts rest on the exact figure.

    Notes
    -----
    Source: 规程七(二); rounding down is the reading ``exact_minutes``.
    """
    unknown = np.isnan(minutes)
    floored = np.floor(np.where(unknown, 0.0, minutes) + THRESHOLD_NOISE_MIN)
    return pa.array(floored.astype(np.int32), pa.int32(), mask=unknown)


def exact_duration(minutes: float | None, words: Texts) -> str:
    """Duration with its seconds (精确到秒), rounded down.

    Parameters
    ----------
    minutes : float or None
        Minutes, negative for a shortfall; None or NaN if there is none.
    words : mapping
        Catalogue.

    Returns
    -------
    str
        Such as ``119 min 36 s``; a shortfall is never shown as 0.
    """
    if minutes is None or math.isnan(minutes):
        return words["duration.none"]
    seconds = math.floor((minutes + THRESHOLD_NOISE_MIN) * 60.0)
    whole, rest = divmod(abs(seconds), 60)
    sign = "-" if seconds < 0 else ""
    return words["duration.exact"].format(sign=sign, minutes=whole, seconds=rest)


def time_band(band: tuple[float, float]) -> str:
    """Time band as text (时间带), such as ``08:00–16:00``.

    Parameters
    ----------
    band : (float, float)
        Limits. [min, true solar time]

    Returns
    -------
    str
        Limits as a clock reads them.
    """
    return DASH.join(clock_label(limit) for limit in band)
