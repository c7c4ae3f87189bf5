"""Who took the sun, against a slow reference that shares nothing with it."""

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import BAND, GRAIN, blocked_intervals

from sunlight.durations import (
    JOINTLY,
    REMNANT,
    best_of,
    minutes_lost,
    minutes_taken,
    sunlit_minutes,
)
from sunlight.intervals import OWN_WALL_PLANE, BlockedIntervals, Intervals, union
from sunlight.intervals import complement as gaps

SHORTEST = st.sampled_from([0.0, 1.0, 5.0, 30.0])
COUNTED = "counted"


def plain_rows(blocked):
    """Rows of (owner, start, end), the plain way."""
    columns = (blocked.owner, blocked.start, blocked.end)
    triples = list(zip(*(c.tolist() for c in columns), strict=True))
    offsets = blocked.offsets.tolist()
    return [triples[a:b] for a, b in pairwise(offsets)]


def day_by_grains(left, right, shortest):
    """Label of every grain of the band: an owner, a code or COUNTED."""
    labels = []
    for n in range(round((BAND[1] - BAND[0]) / GRAIN)):
        t = BAND[0] + (n + 0.5) * GRAIN
        owners = {owner for owner, start, end in left + right if start <= t < end}
        if OWN_WALL_PLANE in owners:
            labels.append(OWN_WALL_PLANE)
        elif len(owners) > 1:
            labels.append(JOINTLY)
        else:
            labels.append(owners.pop() if owners else COUNTED)
    begin = 0
    for n in range(1, len(labels) + 1):
        if n == len(labels) or (labels[n] == COUNTED) != (labels[begin] == COUNTED):
            if labels[begin] == COUNTED and (n - begin) * GRAIN < shortest:
                labels[begin:n] = [REMNANT] * (n - begin)
            begin = n
    return labels


def lost_by_grains(old, new):
    """Parts lost from one day of labels to another; without those that cancel."""
    parts = defaultdict(float)
    for before, after in zip(old, new, strict=True):
        if before == COUNTED and after != COUNTED:
            parts[after] += GRAIN
        elif after == COUNTED and before != COUNTED:
            parts[before] -= GRAIN
    return {code: minutes for code, minutes in parts.items() if minutes}


def counted_minutes(left, right, shortest):
    """Counted minutes by the algebra of intervals, owners forgotten."""
    dark = Intervals.empty(len(left))
    for blocked in (left, right):
        for owner in (OWN_WALL_PLANE, 0, 1, 2, 3):
            rows = [
                [(s, e) for who, s, e in row if who == owner]
                for row in plain_rows(blocked)
            ]
            dark = union(dark, Intervals.from_rows(rows))
    return sunlit_minutes(gaps(dark, BAND), shortest=shortest)


@given(blocked_intervals(2), blocked_intervals(2), SHORTEST)
def test_taken_parts_agree_with_the_grains(left, right, shortest):
    parts = minutes_taken(left, right, band=BAND, shortest=shortest)

    whole_day = [COUNTED] * round((BAND[1] - BAND[0]) / GRAIN)
    rows = zip(plain_rows(left), plain_rows(right), strict=True)
    expected = [
        lost_by_grains(whole_day, day_by_grains(*row, shortest)) for row in rows
    ]
    assert expected == [parts[i] for i in range(2)]


@given(
    blocked_intervals(1),
    blocked_intervals(1),
    blocked_intervals(1),
    blocked_intervals(1),
    SHORTEST,
)
def test_lost_parts_agree_with_the_grains(a, b, c, d, shortest):
    parts = minutes_lost(a, b, c, d, band=BAND, shortest=shortest)

    old = day_by_grains(plain_rows(a)[0], plain_rows(b)[0], shortest)
    new = day_by_grains(plain_rows(c)[0], plain_rows(d)[0], shortest)
    assert lost_by_grains(old, new) == parts[0]


@given(blocked_intervals(2), blocked_intervals(2), SHORTEST)
def test_taken_parts_and_counted_minutes_fill_the_band(left, right, shortest):
    parts = minutes_taken(left, right, band=BAND, shortest=shortest)

    whole = parts.totals() + counted_minutes(left, right, shortest)
    assert [BAND[1] - BAND[0]] * 2 == whole.tolist()
    assert (parts.minutes > 0).all()


@given(
    blocked_intervals(1),
    blocked_intervals(1),
    blocked_intervals(1),
    blocked_intervals(1),
    SHORTEST,
)
def test_lost_parts_add_up_to_what_was_lost(a, b, c, d, shortest):
    parts = minutes_lost(a, b, c, d, band=BAND, shortest=shortest)

    before, after = counted_minutes(a, b, shortest), counted_minutes(c, d, shortest)
    assert (before - after).tolist() == parts.totals().tolist()


@given(blocked_intervals(2), blocked_intervals(2), SHORTEST)
def test_going_back_gives_back(before, after, shortest):
    there = minutes_lost(before, before, after, after, band=BAND, shortest=shortest)
    back = minutes_lost(after, after, before, before, band=BAND, shortest=shortest)

    assert there.offsets.tolist() == back.offsets.tolist()
    assert there.owner.tolist() == back.owner.tolist()
    assert there.minutes.tolist() == (-back.minutes).tolist()


@given(blocked_intervals(2), blocked_intervals(2))
def test_the_ends_of_the_sill_may_be_swapped(left, right):
    one = minutes_taken(left, right, band=BAND)
    other = minutes_taken(right, left, band=BAND)

    assert [one[i] for i in range(2)] == [other[i] for i in range(2)]


@given(st.integers(0, 2**32 - 1), st.sampled_from([0.0, 5.0]))
def test_parts_add_up_at_any_instants(seed, shortest):
    rng = np.random.default_rng(seed)
    left, right = (
        BlockedIntervals.from_rows(
            [[(o, *np.sort(rng.uniform(*BAND, 2))) for o in range(3)] for _ in "abc"]
        )
        for _ in range(2)
    )

    parts = minutes_taken(left, right, band=BAND, shortest=shortest)

    whole = parts.totals() + counted_minutes(left, right, shortest)
    assert [480.0] * 3 == pytest.approx(whole.tolist(), rel=0, abs=1e-9)


MEMBERS = st.lists(
    st.tuples(st.floats(0, 480) | st.just(float("nan")), st.integers(-1, 4))
)


@given(MEMBERS)
def test_the_best_is_the_greatest_measured_member(members):
    best, argbest = best_of([m for m, _ in members], [g for _, g in members], 5)

    for group in range(5):
        measured = [
            (-m, i) for i, (m, g) in enumerate(members) if g == group and m >= 0
        ]
        if measured:
            assert min(measured) == (-best[group], argbest[group])
        else:
            assert np.isnan(best[group])
            assert -1 == argbest[group]
