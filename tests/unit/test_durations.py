"""Counted minutes, best members and who took the sun, example by example."""

import numpy as np
import pytest

from sunlight.durations import (
    JOINTLY,
    REMNANT,
    OwnerMinutes,
    best_of,
    counted_intervals,
    minutes_lost,
    minutes_taken,
    sunlit_minutes,
)
from sunlight.errors import InputError
from sunlight.intervals import OWN_WALL_PLANE, BlockedIntervals, Intervals

BAND = (480.0, 960.0)
NOBODY = BlockedIntervals.empty(1)


def blocked(*row):
    """Blocked intervals of one window."""
    return BlockedIntervals.from_rows([list(row)])


def taken(left, right=NOBODY, shortest=5.0):
    """Parts of one window."""
    return minutes_taken(left, right, band=BAND, shortest=shortest)[0]


def lost(before, after, shortest=5.0):
    """Parts of one window whose sill ends see the same."""
    return minutes_lost(before, before, after, after, band=BAND, shortest=shortest)[0]


def test_pieces_under_five_minutes_are_dropped_before_summing():
    lit = Intervals.from_rows([[(480, 484.9), (490, 495), (600, 660)], []])

    assert [65.0, 0.0] == sunlit_minutes(lit).tolist()
    assert [[490.0, 495.0], [600.0, 660.0]] == counted_intervals(lit)[0].tolist()


def test_the_shortest_segment_can_be_named():
    lit = Intervals.from_rows([[(480, 484.5), (600, 660)]])

    assert [64.5] == sunlit_minutes(lit, shortest=0.0).tolist()
    assert [60.0] == sunlit_minutes(lit, shortest=4.6).tolist()


def test_a_room_has_the_minutes_of_its_best_single_window():
    best, argbest = best_of([60.0, 90.0, 30.0, 10.0], [0, 0, 1, -1], 2)

    assert [90.0, 30.0] == best.tolist()
    assert [1, 2] == argbest.tolist()


def test_of_equal_members_the_first_is_named():
    assert [1] == best_of([5.0, 9.0, 9.0], [0, 0, 0], 1)[1].tolist()


def test_unmeasured_members_are_ignored():
    best, argbest = best_of([np.nan, 7.0, np.nan], [0, 0, 1], 3)

    assert 7.0 == best[0]
    assert np.isnan(best[1:]).all()
    assert [1, -1, -1] == argbest.tolist()


def test_no_sun_at_all_is_a_measurement():
    best, argbest = best_of([0.0], [0], 1)

    assert ([0.0], [0]) == (best.tolist(), argbest.tolist())


def test_no_members_and_no_groups_are_welcome():
    assert [-1, -1] == best_of([], [], 2)[1].tolist()
    assert [] == best_of([], [], 0)[0].tolist()


@pytest.mark.parametrize(
    ("minutes", "group", "n_groups", "message"),
    [
        ([1.0], [2], 2, r"group\[0\]: 2 is no group"),
        ([1.0], [-2], 2, "-2 is no group"),
        ([1.0], [0, 1], 2, "give one group a member"),
        ([1.0], [0.0], 2, "must hold whole numbers"),
        ([np.inf], [0], 2, r"minutes\[0\]: is infinite"),
        ([1.0], [0], -1, "n_groups"),
    ],
)
def test_members_that_do_not_fit_are_refused(minutes, group, n_groups, message):
    with pytest.raises(InputError, match=message):
        best_of(minutes, group, n_groups)


def test_a_window_that_nobody_blocks_loses_nothing():
    assert {} == taken(NOBODY)


def test_one_owner_takes_its_minutes_at_either_end():
    assert {3: 100.0} == taken(blocked((3, 500, 560)), blocked((3, 540, 600)))


def test_two_owners_at_the_same_time_take_jointly():
    got = taken(blocked((0, 500, 560)), blocked((1, 540, 600)))

    assert {JOINTLY: 20.0, 0: 40.0, 1: 40.0} == got


def test_behind_its_own_wall_nobody_else_takes():
    got = taken(
        blocked((OWN_WALL_PLANE, 480, 720), (0, 500, 800), (1, 600, 740)),
        blocked((OWN_WALL_PLANE, 480, 720)),
    )

    assert {OWN_WALL_PLANE: 240.0, JOINTLY: 20.0, 0: 60.0} == got


def test_light_too_short_to_count_is_a_remnant():
    got = taken(blocked((0, 480, 500), (1, 504, 960)))

    assert {REMNANT: 4.0, 0: 20.0, 1: 456.0} == got


def test_light_of_just_the_shortest_length_counts():
    assert {0: 20.0, 1: 455.0} == taken(blocked((0, 480, 500), (1, 505, 960)))


def test_a_sliver_of_dark_does_not_part_the_light():
    got = taken(blocked((0, 480, 500), (1, 503, 503 + 1e-8), (2, 506, 960)))

    assert [0, 2] == sorted(got)
    assert 474.0 == pytest.approx(sum(got.values()), abs=1e-6)


def test_time_outside_the_band_is_nobodys():
    assert {0: 20.0, 1: 10.0} == taken(blocked((0, 400, 500), (1, 950, 1100)))


def test_a_band_shorter_than_the_shortest_segment_is_a_remnant():
    got = minutes_taken(NOBODY, NOBODY, band=(480, 483))[0]

    assert {REMNANT: 3.0} == got


def test_a_new_tower_takes_what_was_counted():
    assert {7: 60.0} == lost(
        blocked((0, 480, 500)), blocked((0, 480, 500), (7, 490, 560))
    )


def test_a_new_tower_in_an_old_shadow_takes_nothing():
    assert {} == lost(blocked((0, 480, 600)), blocked((0, 480, 600), (7, 500, 560)))


def test_two_new_towers_take_jointly():
    got = lost(NOBODY, blocked((7, 500, 560), (8, 540, 600)))

    assert {JOINTLY: 20.0, 7: 40.0, 8: 40.0} == got


def test_light_that_a_new_tower_leaves_too_short_is_a_remnant():
    before = blocked((0, 500, 960))

    assert {REMNANT: 4.0, 7: 16.0} == lost(
        before, blocked((0, 500, 960), (7, 484, 500))
    )


def test_a_demolished_building_gives_back():
    assert {0: -60.0} == lost(blocked((0, 500, 560)), NOBODY)


def test_a_demolition_that_joins_short_pieces_gives_back_the_remnant_too():
    before = blocked((0, 480, 500), (1, 504, 508), (2, 512, 960))
    after = blocked((0, 480, 500), (2, 512, 960))

    assert {REMNANT: -8.0, 1: -4.0} == lost(before, after)


def test_an_owner_that_moves_can_cancel_out():
    assert {} == lost(blocked((5, 500, 560)), blocked((5, 600, 660)))


def test_the_same_scene_loses_nothing():
    scene = blocked((OWN_WALL_PLANE, 480, 500), (0, 490, 504), (1, 507, 600))

    assert {} == lost(scene, scene)


def test_no_windows_give_no_parts():
    none = BlockedIntervals.empty(0)

    assert 0 == len(minutes_taken(none, none, band=BAND))
    assert (0,) == minutes_lost(none, none, none, none, band=BAND).totals().shape


def test_many_windows_agree_with_each_alone():
    rng = np.random.default_rng(2022)
    k = 20_000
    limits = np.sort(rng.uniform(*BAND, (k, 2)), axis=1)
    many = BlockedIntervals(
        np.arange(k + 1), rng.integers(0, 9, k), limits[:, 0], limits[:, 1]
    )

    parts = minutes_taken(many, many, band=BAND, shortest=0.0)

    assert np.allclose(limits[:, 1] - limits[:, 0], parts.totals(), rtol=0, atol=1e-9)
    assert {int(many.owner[k - 1])} == set(parts[k - 1])


def test_parts_have_a_table():
    parts = minutes_taken(
        BlockedIntervals.from_rows([[], [(2, 480, 500)]]),
        BlockedIntervals.empty(2),
        band=BAND,
    )

    frame = parts.to_frame()

    assert [(1, 2, 20.0)] == list(frame.itertuples(index=False, name=None))
    assert [0.0, 20.0] == parts.totals().tolist()
    assert "OwnerMinutes(1 parts of 2 windows)" == repr(parts)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (([0, 1], [-1], [2.0]), "-1 is no owner"),
        (([0, 1], [0], [np.nan]), "must be finite"),
        (([0, 2], [0], [2.0]), "offsets"),
    ],
)
def test_parts_that_do_not_fit_are_refused(columns, message):
    with pytest.raises(InputError, match=message):
        OwnerMinutes(*columns)


def test_operands_of_different_length_are_refused():
    with pytest.raises(InputError, match="same windows"):
        minutes_taken(NOBODY, BlockedIntervals.empty(2), band=BAND)


@pytest.mark.parametrize(("band", "shortest"), [((960, 480), 5), ((480, 960), -1)])
def test_an_impossible_band_or_segment_is_refused(band, shortest):
    with pytest.raises(InputError, match=r"band|shortest"):
        minutes_taken(NOBODY, NOBODY, band=band, shortest=shortest)
