"""Compiled sweep over the day of one window: who blocks when (内核).

Loaded by the calls that need it. A set of blocked intervals is the plain tuple
(offsets, owner, start, end). The day of a window is cut where a blocker comes or goes;
each slice has one code: an owner, `OWN_WALL_PLANE`, `JOINTLY`, `REMNANT` or `COUNTED`.
Arrays are made outside and each function is called in one place: that keeps
compilation short.
"""

import numpy as np
from numpy.typing import NDArray

from sunlight.durations.codes import COUNTED, JOINTLY, REMNANT
from sunlight.intervals import OWN_WALL_PLANE
from sunlight.jit import njit_cached, njit_inner
from sunlight.tolerances import SAME_INSTANT_MIN, THRESHOLD_NOISE_MIN

__all__ = ["Blocked", "Parts", "lost_parts"]

Codes = NDArray[np.int32]
Instants = NDArray[np.float64]
Blocked = tuple[NDArray[np.int64], Codes, Instants, Instants]
Parts = tuple[NDArray[np.int64], Codes, Instants]
Events = tuple[Instants, Codes, NDArray[np.int8]]
Day = tuple[Instants, Codes]
Days = tuple[NDArray[np.int64], NDArray[np.int64], Instants, Codes]


@njit_inner
def _owner_events(
    left: Blocked, right: Blocked, w: int, first: float, last: float, events: Events
) -> int:
    """Fill in the instants at which an owner comes (+1) or goes (-1); their number."""
    time, owner, step = events
    left_offsets, left_owner, left_start, left_end = left
    right_offsets, right_owner, right_start, right_end = right
    i, i_end = left_offsets[w], left_offsets[w + 1]
    j, j_end = right_offsets[w], right_offsets[w + 1]
    n = 0
    while i < i_end or j < j_end:
        of_left = j == j_end
        if i < i_end and j < j_end:
            of_left = left_owner[i] < right_owner[j] or (
                left_owner[i] == right_owner[j] and left_start[i] <= right_start[j]
            )
        if of_left:
            who, begin, end = left_owner[i], left_start[i], left_end[i]
            i += 1
        else:
            who, begin, end = right_owner[j], right_start[j], right_end[j]
            j += 1
        if begin < first:
            begin = first
        if end > last:
            end = last
        if end <= begin:
            continue
        if n > 0 and owner[n - 1] == who and begin <= time[n - 1]:
            if end > time[n - 1]:
                time[n - 1] = end
            continue
        time[n], owner[n], step[n] = begin, who, 1
        time[n + 1], owner[n + 1], step[n + 1] = end, who, -1
        n += 2
    return n


@njit_inner
def _sort_events(events: Events, n: int) -> None:
    """Sort the first n events by insertion: few, and in order for each owner."""
    time, owner, step = events
    for e in range(1, n):
        when, who, sign = time[e], owner[e], step[e]
        at = e
        while at > 0 and time[at - 1] > when:
            time[at], owner[at], step[at] = time[at - 1], owner[at - 1], step[at - 1]
            at -= 1
        time[at], owner[at], step[at] = when, who, sign


@njit_inner
def _slice_day(events: Events, n: int, last: float, day: Day) -> int:
    """Fill in limits and codes of the slices, from ``limits[0]`` on; their number."""
    time, owner, step = events
    limits, codes = day
    m, blockers, who, behind = 0, 0, 0, 0
    for e in range(n + 1):
        now = time[e] if e < n else last
        if now > limits[m]:
            code = COUNTED if blockers == 0 else who if blockers == 1 else JOINTLY
            codes[m] = OWN_WALL_PLANE if behind else code
            m += 1
            limits[m] = now
        if e < n and owner[e] == OWN_WALL_PLANE:
            behind += step[e]
        elif e < n:  # one owner never overlaps itself: of one blocker, `who` is left
            blockers += step[e]
            who += step[e] * owner[e]
    return m


@njit_inner
def _mark_remnants(day: Day, m: int, shortest: float) -> None:
    """Set `REMNANT` where light is too short; slivers of dark do not part it."""
    limits, codes = day
    at = 0
    while at < m:
        if codes[at] != COUNTED:
            at += 1
            continue
        lit_until, beyond = limits[at + 1], at + 1
        for s in range(at + 1, m):
            if limits[s] - lit_until > SAME_INSTANT_MIN:
                break
            if codes[s] == COUNTED:
                lit_until, beyond = limits[s + 1], s + 1
        if lit_until - limits[at] < shortest - THRESHOLD_NOISE_MIN:
            for s in range(at, beyond):
                if codes[s] == COUNTED:
                    codes[s] = REMNANT
        at = beyond


@njit_inner
def _add_part(
    owner: Codes, minutes: Instants, begin: int, end: int, code: int, amount: float
) -> int:
    """Add minutes to the part with this code, new where needed; the new end."""
    for p in range(begin, end):
        if owner[p] == code:
            minutes[p] += amount
            return end
    owner[end], minutes[end] = code, amount
    return end + 1


@njit_inner
def _tidy_parts(owner: Codes, minutes: Instants, begin: int, end: int) -> int:
    """Sort parts by code; those below an instant join the greatest; the new end."""
    rest, kept = 0.0, begin
    for p in range(begin, end):
        code, amount = owner[p], minutes[p]
        if abs(amount) < SAME_INSTANT_MIN:
            rest += amount
            continue
        at = kept
        while at > begin and owner[at - 1] > code:
            owner[at], minutes[at] = owner[at - 1], minutes[at - 1]
            at -= 1
        owner[at], minutes[at] = code, amount
        kept += 1
    greatest = begin
    for p in range(begin, kept):
        if abs(minutes[p]) > abs(minutes[greatest]):
            greatest = p
    if kept > begin:
        minutes[greatest] += rest
    return kept


@njit_cached
def _fill_days(
    left: Blocked,
    right: Blocked,
    lo: int,
    band: tuple[float, float],
    shortest: float,
    events: Events,
    days: Days,
) -> None:
    """Fill in the slices of the days of the windows from `lo` on, and their number."""
    begins, counts, limits, codes = days
    for d in range(counts.size):
        n = _owner_events(left, right, lo + d, band[0], band[1], events)
        _sort_events(events, n)
        day = limits[begins[d] : begins[d + 1]], codes[begins[d] : begins[d + 1]]
        day[0][0] = band[0]
        counts[d] = _slice_day(events, n, band[1], day)
        _mark_remnants(day, counts[d], shortest)


@njit_cached
def _fill_parts(old_days: Days, new_days: Days, parts: Parts) -> None:
    """Fill in what was counted in one of two days only, by the code of the other."""
    old_begins, old_counts, old_limits, old = old_days
    new_begins, _, new_limits, new = new_days
    offsets, owner, minutes = parts
    begin = offsets[0]
    for d in range(old_counts.size):
        i, j = old_begins[d], new_begins[d]
        i_end = i + old_counts[d]
        end, now = begin, old_limits[i]
        while i < i_end:
            until = old_limits[i + 1]
            if new_limits[j + 1] < until:
                until = new_limits[j + 1]
            if (old[i] == COUNTED) != (new[j] == COUNTED):
                lost = old[i] == COUNTED
                code = new[j] if lost else old[i]
                amount = until - now if lost else now - until
                end = _add_part(owner, minutes, begin, end, code, amount)
            now = until
            if old_limits[i + 1] == until:
                i += 1
            if new_limits[j + 1] == until:
                j += 1
        begin = _tidy_parts(owner, minutes, begin, end)
        offsets[d + 1] = begin


def _days(
    ends: tuple[Blocked, Blocked],
    windows: tuple[int, int],
    band: tuple[float, float],
    shortest: float,
) -> Days:
    """Days of a range of windows in one state: begins, counts, limits, codes."""
    lo, hi = windows
    blocks = np.diff(ends[0][0][lo : hi + 1]) + np.diff(ends[1][0][lo : hi + 1])
    begins = np.concatenate(([0], np.cumsum(2 * blocks + 2)))
    most = 2 * int(blocks.max(initial=0))
    events = np.empty(most), np.empty(most, np.int32), np.empty(most, np.int8)
    size = int(begins[-1])
    days = begins, np.zeros(hi - lo, np.int64), np.empty(size), np.empty(size, np.int32)
    _fill_days(ends[0], ends[1], lo, band, shortest, events, days)
    return days


def lost_parts(
    before: tuple[Blocked, Blocked],
    after: tuple[Blocked, Blocked],
    windows: tuple[int, int],
    band: tuple[float, float],
    shortest: tuple[float, float],
) -> Parts:
    """Parts of the counted time lost, or gained, of a range of windows.

    `shortest` holds the shortest counted segment before and after.
    """
    old = _days(before, windows, band, shortest[0])
    new = _days(after, windows, band, shortest[1])
    most = int(old[1].sum() + new[1].sum())  # a part needs a slice
    offsets = np.zeros(old[1].size + 1, np.int64)
    owner, minutes = np.empty(most, np.int32), np.empty(most)
    _fill_parts(old, new, (offsets, owner, minutes))
    return offsets, owner[: offsets[-1]].copy(), minutes[: offsets[-1]].copy()
