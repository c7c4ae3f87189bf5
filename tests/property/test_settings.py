"""Settings of profiles: a stricter one never adds minutes, and parts add up."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from strategies import BAND, blocked_intervals, intervals

from sunlight.conditions import GivenDeclination, OrientationBand
from sunlight.durations import (
    counted_intervals,
    minutes_lost,
    minutes_taken,
    sunlit_minutes,
    surplus_intervals,
    withheld,
)
from sunlight.intervals import (
    OWN_WALL_PLANE,
    BlockedIntervals,
    Intervals,
    complement,
    intersection,
    total,
    union,
)
from sunlight.shade.facing import usable_times
from sunlight.solar import sun_path

SHORTEST = st.sampled_from([0.0, 5.0, 30.0])
SEGMENTS = st.integers(1, 4)
DIRECTIONS = st.lists(st.floats(-180.0, 180.0), min_size=1, max_size=4)
PATH = sun_path(
    "大寒", latitude=38.42, declination=GivenDeclination(declination=-20.15)
)


def lit_of(blocked):
    """Times at which nobody blocks, whoever the owners are."""
    dark = Intervals.empty(len(blocked))
    for owner in np.unique(blocked.owner):
        rows = [
            [
                (s, e)
                for who, s, e in zip(
                    blocked.owner[a:b],
                    blocked.start[a:b],
                    blocked.end[a:b],
                    strict=True,
                )
                if who == owner
            ]
            for a, b in pairwise(blocked.offsets.tolist())
        ]
        dark = union(dark, Intervals.from_rows(rows))
    return complement(dark, BAND)


def with_rest(blocked, shortest, segments):
    """Blocked intervals in which segments beyond the longest stand as not counted."""
    surplus = surplus_intervals(lit_of(blocked), shortest=shortest, segments=segments)
    return withheld.united(blocked, withheld.not_counted(surplus))


@given(intervals(), SHORTEST, SEGMENTS)
def test_fewer_segments_never_count_more_and_enough_of_them_count_all(
    lit, shortest, segments
):
    fewer = sunlit_minutes(lit, shortest=shortest, segments=segments)
    more = sunlit_minutes(lit, shortest=shortest, segments=segments + 1)

    assert (fewer <= more).all()
    assert np.array_equal(
        sunlit_minutes(lit, shortest=shortest),
        sunlit_minutes(lit, shortest=shortest, segments=99),
    )


@given(intervals(1), SHORTEST, SEGMENTS)
def test_the_n_longest_are_what_sorting_the_lengths_gives(lit, shortest, segments):
    lengths = [end - start for start, end in lit[0] if end - start >= shortest]

    assert sum(sorted(lengths, reverse=True)[:segments]) == total(
        counted_intervals(lit, shortest=shortest, segments=segments)
    )


@given(blocked_intervals(2), SHORTEST, SEGMENTS)
def test_taken_parts_and_the_longest_segments_fill_the_band(
    blocked, shortest, segments
):
    nobody = BlockedIntervals.empty(2)
    counted = sunlit_minutes(lit_of(blocked), shortest=shortest, segments=segments)
    parts = minutes_taken(
        with_rest(blocked, shortest, segments), nobody, band=BAND, shortest=shortest
    )

    assert [BAND[1] - BAND[0]] * 2 == (parts.totals() + counted).tolist()
    assert (parts.minutes > 0).all()


@given(blocked_intervals(2), blocked_intervals(2), SHORTEST, SEGMENTS)
def test_lost_parts_add_up_to_the_difference_of_the_longest_segments(
    before, after, shortest, segments
):
    nobody = BlockedIntervals.empty(2)
    parts = minutes_lost(
        with_rest(before, shortest, segments),
        nobody,
        with_rest(after, shortest, segments),
        nobody,
        band=BAND,
        shortest=shortest,
    )
    counted = [
        sunlit_minutes(lit_of(b), shortest=shortest, segments=segments)
        for b in (before, after)
    ]

    assert (counted[0] - counted[1]).tolist() == parts.totals().tolist()


@given(blocked_intervals(3), blocked_intervals(3))
def test_a_third_point_darkens_as_much_as_the_algebra_says(one, other):
    both = lit_of(withheld.united(one, other))

    assert total(intersection(lit_of(one), lit_of(other))).tolist() == (
        total(both).tolist()
    )


def normals(degrees):
    turned = np.radians(degrees)
    return np.column_stack([np.sin(turned), -np.cos(turned)])


@given(DIRECTIONS, st.floats(0.0, 80.0), st.floats(0.0, 9.0))
def test_a_larger_sweep_angle_leaves_part_of_what_a_smaller_one_leaves(
    degrees, angle, more
):
    wide = usable_times(normals(degrees), PATH, sweep_angle=angle).times
    narrow = usable_times(normals(degrees), PATH, sweep_angle=angle + more).times

    assert np.allclose(total(intersection(wide, narrow)), total(narrow), atol=1e-5)


@given(DIRECTIONS, st.floats(1.0, 80.0))
def test_the_sun_is_off_the_wall_by_the_angle_exactly_while_it_counts(degrees, angle):
    found = usable_times(normals(degrees), PATH, sweep_angle=angle).times
    minutes = np.linspace(480.5, 959.5, 500)
    plan = PATH.directions(minutes)[:, :2]
    plan /= np.linalg.norm(plan, axis=1)[:, None]
    for normal, row in zip(normals(degrees), found, strict=True):
        off = np.degrees(np.arcsin(np.clip(plan @ normal, -1.0, 1.0)))
        counts = np.zeros(len(minutes), dtype=bool)
        for start, end in row:
            counts |= (minutes >= start) & (minutes < end)
        clear = np.abs(off - angle) > 1e-6
        assert np.array_equal(counts[clear], (off > angle)[clear])


@given(DIRECTIONS, st.integers(0, 90), st.floats(500.0, 700.0))
def test_what_the_walls_leave_and_what_they_take_fill_the_band(degrees, last, start):
    bands = (OrientationBand(first=-last, last=last, band=(start, start + 200.0)),)
    found = usable_times(normals(degrees), PATH, sweep_angle=12.0, bands=bands)
    taken = withheld.blocked_by(complement(found.times, BAND), OWN_WALL_PLANE)
    parts = minutes_taken(taken, taken, band=BAND, shortest=0.0)

    assert np.allclose(480.0, parts.totals() + total(found.times), atol=1e-4)
    assert (total(found.times)[~found.analysed] == 0.0).all()
