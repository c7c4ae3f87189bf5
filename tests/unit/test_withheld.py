"""The n longest segments, and who blocks windows of more than two points."""

import numpy as np
import pytest

from sunlight.durations import (
    REMNANT,
    counted_intervals,
    minutes_lost,
    minutes_taken,
    sunlit_minutes,
    surplus_intervals,
    withheld,
)
from sunlight.errors import InputError
from sunlight.intervals import (
    OWN_WALL_PLANE,
    BlockedIntervals,
    Intervals,
    keep_longest,
)

BAND = (480.0, 960.0)
# lengths 20, 60, 4, 30, 60 min
LIT = Intervals.from_rows(
    [[(480, 500), (510, 570), (600, 604), (700, 730), (800, 860)]]
)


@pytest.mark.parametrize(
    ("count", "starts"),
    [
        (1, [510.0]),  # of the two of 60 min the earlier one
        (2, [510.0, 800.0]),
        (3, [510.0, 700.0, 800.0]),
        (4, [480.0, 510.0, 700.0, 800.0]),
        (5, [480.0, 510.0, 600.0, 700.0, 800.0]),
        (9, [480.0, 510.0, 600.0, 700.0, 800.0]),
    ],
)
def test_the_longest_stay_in_their_order(count, starts):
    kept, rest = keep_longest(LIT, count)

    assert starts == kept.start.tolist()
    assert sorted(LIT.start.tolist()) == sorted([*kept.start, *rest.start])


def test_pieces_with_a_sliver_between_them_are_one_stretch():
    # 30 min in two pieces against 20 and 25 min
    parted = Intervals.from_rows([[(480, 495), (495 + 1e-7, 510), (600, 625)], []])
    kept, rest = keep_longest(parted, 1)

    assert [480.0, 495.0 + 1e-7] == kept.start.tolist()
    assert [600.0] == rest.start.tolist()
    assert [2, 0] == np.diff(kept.offsets).tolist()


@pytest.mark.parametrize("count", [0, -1])
def test_no_segment_at_all_cannot_be_asked_for(count):
    with pytest.raises(InputError, match="give 1 or more"):
        keep_longest(LIT, count)


@pytest.mark.parametrize(
    ("segments", "minutes"),
    [(None, 170.0), (1, 60.0), (2, 120.0), (3, 150.0), (4, 170.0), (5, 170.0)],
)
def test_short_pieces_are_dropped_before_the_longest_are_taken(segments, minutes):
    # 20 + 60 + 30 + 60 = 170 without the piece of 4 min
    assert minutes == sunlit_minutes(LIT, segments=segments)[0]
    assert minutes == sum(
        end - start for start, end in counted_intervals(LIT, segments=segments)[0]
    )


def test_surplus_is_what_is_long_enough_and_still_does_not_count():
    found = surplus_intervals(LIT, shortest=5.0, segments=2)

    assert [[480.0, 500.0], [700.0, 730.0]] == found[0].tolist()


def test_a_window_of_three_points_is_dark_while_anybody_blocks_one_of_them():
    one = BlockedIntervals.from_rows([[(0, 480, 520), (3, 500, 540)], []])
    other = BlockedIntervals.from_rows(
        [[(OWN_WALL_PLANE, 900, 960), (0, 510, 530), (0, 600, 610)], [(3, 700, 710)]]
    )
    found = withheld.united(one, other)

    assert [3 + 1, 1] == np.diff(found.offsets).tolist()
    assert [
        (OWN_WALL_PLANE, 900.0, 960.0),
        (0, 480.0, 530.0),
        (0, 600.0, 610.0),
        (3, 500.0, 540.0),
        (3, 700.0, 710.0),
    ] == list(zip(found.owner, found.start, found.end, strict=True))


def test_uniting_with_nobody_changes_nothing():
    one = BlockedIntervals.from_rows([[(0, 480, 520), (3, 500, 540)], []])
    nobody = BlockedIntervals.empty(2)

    for found in (withheld.united(one, nobody), withheld.united(nobody, one)):
        assert one.offsets.tolist() == found.offsets.tolist()
        assert one.owner.tolist() == found.owner.tolist()
        assert one.start.tolist() == found.start.tolist()
    assert 0 == withheld.united(nobody, nobody).start.size


def blocked_but(lit):
    """Owner 7 blocks whenever it is not lit."""
    limits = [BAND[0], *lit.start.tolist(), *lit.end.tolist(), BAND[1]]
    cuts = sorted(limits)
    rows = [(7, a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if a < b]
    return BlockedIntervals.from_rows([rows])


def test_segments_beyond_the_longest_are_remnant_and_the_parts_add_up():
    dark = blocked_but(LIT)
    surplus = surplus_intervals(LIT, shortest=5.0, segments=2)
    left = withheld.united(dark, withheld.not_counted(surplus))
    taken = minutes_taken(left, BlockedIntervals.empty(1), band=BAND)

    # 480 - 174 lit = 306 dark; not counted: 20 + 30 beyond the two longest, 4 too short
    assert {REMNANT: 54.0, 7: 306.0} == taken[0]
    assert 480.0 == taken.totals()[0] + sunlit_minutes(LIT, segments=2)[0]


def test_a_loss_that_makes_another_segment_the_longest_adds_up_too():
    # before: 480-580 (100 min) and 700-780 (80 min), one counts: 100 min
    # after, 7 takes 480-560: 20 and 80 min, one counts: 80 min
    # 7 took 80 min and the 20 min left do not count; 80 min count now: 100 - 80
    before = Intervals.from_rows([[(480, 580), (700, 780)]])
    after = Intervals.from_rows([[(560, 580), (700, 780)]])
    wall = BlockedIntervals.from_rows([[(1, 580, 700), (1, 780, 960)]])
    tower = BlockedIntervals.from_rows([[(1, 580, 700), (1, 780, 960), (7, 480, 560)]])

    def counted(blocked, lit):
        surplus = surplus_intervals(lit, shortest=5.0, segments=1)
        return withheld.united(blocked, withheld.not_counted(surplus))

    none = BlockedIntervals.empty(1)
    lost = minutes_lost(
        counted(wall, before), none, counted(tower, after), none, band=BAND
    )

    assert {REMNANT: 20.0 - 80.0, 7: 80.0} == lost[0]
    assert 20.0 == lost.totals()[0]
