"""Who shades whom, against grains of a quarter of a minute and against the split."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import BAND, GRAIN, blocked_intervals

from sunlight.analyses.shade_spans import (
    ALONE,
    JOINT,
    OWN_WALL,
    SHORT,
    TOGETHER,
    ShadeSpans,
)
from sunlight.analyses.shader_graph import shader_edges
from sunlight.analyses.who_shades import BlockedWindows, who_shades
from sunlight.durations import JOINTLY, REMNANT, counted_intervals, minutes_lost
from sunlight.errors import InputError
from sunlight.intervals import (
    BOTH_ENDS,
    LEFT_END,
    NO_SIDE,
    OWN_WALL_PLANE,
    RIGHT_END,
    BlockedIntervals,
    Intervals,
    complement,
    total,
    union,
)

ROWS = 4
NAMES = ("A", "B", "C", "D")
SHORTEST = st.sampled_from([0.0, 1.0, 5.0, 30.0])
GRAINS = np.arange(BAND[0] + GRAIN / 2, BAND[1], GRAIN)


def dark(blocked):
    """All that anybody blocks, of each row."""
    rows = []
    for i in range(len(blocked)):
        at = slice(blocked.offsets[i], blocked.offsets[i + 1])
        pieces = []
        for start, end in sorted(zip(blocked.start[at], blocked.end[at], strict=True)):
            if pieces and start <= pieces[-1][1]:
                pieces[-1][1] = max(pieces[-1][1], end)
            else:
                pieces.append([start, end])
        rows.append(pieces)
    return Intervals.from_rows(rows)


def windows(left, right, shortest):
    lit = complement(union(dark(left), dark(right)), BAND)
    return BlockedWindows(
        left=left, right=right, counted=counted_intervals(lit, shortest=shortest)
    )


def owners_at(blocked, row, minute):
    at = slice(blocked.offsets[row], blocked.offsets[row + 1])
    held = (blocked.start[at] <= minute) & (minute < blocked.end[at])
    return frozenset(blocked.owner[at][held].tolist())


def kind_of(left, right):
    """Kind and sides, the plain way."""
    behind = OWN_WALL_PLANE in left | right
    left, right = left - {OWN_WALL_PLANE}, right - {OWN_WALL_PLANE}
    sides = {
        (True, True): BOTH_ENDS,
        (True, False): LEFT_END,
        (False, True): RIGHT_END,
        (False, False): NO_SIDE,
    }[bool(left), bool(right)]
    if behind:
        kind = OWN_WALL
    elif not left | right:
        kind = SHORT
    elif len(left | right) == 1:
        kind = ALONE
    elif len(left) == len(right) == 1:
        kind = JOINT
    else:
        kind = TOGETHER
    return kind, sides


def counts_at(counted, row, minute):
    pieces = counted[row]
    return bool(((pieces[:, 0] <= minute) & (minute < pieces[:, 1])).any())


@settings(max_examples=20)
@given(
    blocked_intervals(), blocked_intervals(), blocked_intervals(), blocked_intervals(),
    SHORTEST,
)  # fmt: skip
def test_every_grain_of_every_window_has_its_blockers(one, two, three, four, shortest):
    before, after = windows(one, two, shortest), windows(three, four, shortest)
    found = who_shades(before, after, owner_names=NAMES, band=BAND)

    for row in (0, ROWS - 1):
        told = found.lost.of_window(row)
        for minute in GRAINS[::13].tolist():
            was, still = (counts_at(s.counted, row, minute) for s in (before, after))
            at = np.flatnonzero((told.start <= minute) & (minute < told.end))
            assert (was != still) == (len(at) == 1)
            if was == still:
                continue
            state = after if was else before
            ends = [owners_at(b, row, minute) for b in (state.left, state.right)]
            i = int(at[0])
            assert kind_of(*ends) == (told.kind[i], told.sides[i])
            assert told.won[i] == still
            assert told.codes(i) == tuple(
                sorted((ends[0] | ends[1]) - {OWN_WALL_PLANE})
            )


@settings(max_examples=20)
@given(
    blocked_intervals(), blocked_intervals(), blocked_intervals(), blocked_intervals(),
    SHORTEST,
)  # fmt: skip
def test_parts_add_up_to_the_difference_and_spans_to_the_band(
    one, two, three, four, shortest
):
    before, after = windows(one, two, shortest), windows(three, four, shortest)
    found = who_shades(before, after, owner_names=NAMES, band=BAND)
    was, still = total(before.counted), total(after.counted)

    assert np.abs(found.lost.parts().totals(ROWS) - (was - still)).max() <= 1e-9
    whole = BAND[1] - BAND[0]
    assert np.abs(found.before.parts().totals(ROWS) + was - whole).max() <= 1e-9
    assert np.abs(found.after.parts().totals(ROWS) + still - whole).max() <= 1e-9
    for spans in (found.before, found.after, found.lost):
        same = spans.window[1:] == spans.window[:-1]
        assert (spans.start[1:] >= spans.end[:-1])[same].all()
        assert (spans.end > spans.start).all()


@settings(max_examples=20)
@given(
    blocked_intervals(), blocked_intervals(), blocked_intervals(), blocked_intervals(),
    SHORTEST,
)  # fmt: skip
def test_the_split_of_the_reports_is_this_one_with_together_and_jointly_as_one(
    one, two, three, four, shortest
):
    before, after = windows(one, two, shortest), windows(three, four, shortest)
    found = who_shades(before, after, owner_names=NAMES, band=BAND).lost.parts()
    split = minutes_lost(one, two, three, four, band=BAND, shortest=shortest)

    codes = {
        TOGETHER: JOINTLY,
        JOINT: JOINTLY,
        SHORT: REMNANT,
        OWN_WALL: OWN_WALL_PLANE,
    }
    for row in range(ROWS):
        mine = defaultdict(float)
        for i in np.flatnonzero(found.window == row):
            kind, owner = int(found.kind[i]), int(found.owner[i])
            mine[owner if kind == ALONE else codes[kind]] += found.minutes[i]
        theirs = split[row]
        for code in mine.keys() | theirs.keys():
            assert abs(mine[code] - theirs.get(code, 0.0)) < 1e-5


def test_edges_add_up_to_the_parts_of_the_windows():
    left = BlockedIntervals.from_rows(
        [[(0, 480, 540), (1, 520, 600)], [(0, 500, 560)], [(1, 700, 760)]]
    )
    right = BlockedIntervals.from_rows([[(0, 480, 540)], [], [(2, 740, 800)]])
    none = BlockedIntervals.empty(3)
    found = who_shades(
        windows(none, none, 5.0),
        windows(left, right, 5.0),
        owner_names=NAMES,
        band=BAND,
    )
    edges = shader_edges(found.lost, np.array([0, 0, 1]), ("X", "Y"))
    told = {
        (e.shader, e.shaded): (e.windows, e.alone, e.shared, e.greatest, e.window)
        for e in edges
    }

    assert {
        ("A", "X"): (2, 40.0 + 60.0, 20.0, 60.0, 0),
        ("B", "X"): (1, 60.0, 20.0, 80.0, 0),
        ("B", "Y"): (1, 40.0, 20.0, 60.0, 2),
        ("C", "Y"): (1, 40.0, 20.0, 60.0, 2),
    } == told


def test_slivers_between_walls_that_meet_are_given_to_a_neighbour():
    left = BlockedIntervals.from_rows([[(0, 500, 520), (1, 520 + 1e-9, 540)]])
    counted = Intervals.from_rows([[(480, 500), (540, 960)]])
    none = BlockedIntervals.empty(1)
    state = BlockedWindows(left=left, right=none, counted=counted)
    found = who_shades(state, state, owner_names=NAMES, band=BAND).after

    assert [ALONE, ALONE] == found.kind.tolist()
    assert pytest.approx(40.0, abs=1e-12) == float(found.minutes.sum())


def test_joined_tables_keep_their_owners():
    left = BlockedIntervals.from_rows([[(0, 500, 520)], [(1, 500, 520), (2, 510, 530)]])
    none = BlockedIntervals.empty(2)
    found = who_shades(
        windows(none, none, 5.0), windows(left, none, 5.0), owner_names=NAMES, band=BAND
    ).lost
    halves = [found.of_window(1), found.of_window(0)]
    whole = ShadeSpans.joined(halves)

    assert found.window.tolist() == whole.window.tolist()
    assert [found.owners(i) for i in range(len(found))] == [
        whole.owners(i) for i in range(len(whole))
    ]
    assert list(whole.to_frame().owners) == [("A",), ("B",), ("B", "C"), ("C",)]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"owner_names": ("A",)}, "owner 1 has no name"),
        ({"band": (960, 480)}, "no band"),
        (
            {"after": windows(*[BlockedIntervals.empty(2)] * 2, 5.0)},
            "different numbers",
        ),
    ],
    ids=["owner", "band", "rows"],
)
def test_what_does_not_fit_is_refused(changed, message):
    left = BlockedIntervals.from_rows([[(1, 500, 520)]])
    state = windows(left, BlockedIntervals.empty(1), 5.0)
    given_ = {"before": state, "after": state, "owner_names": NAMES, "band": BAND}
    asked = given_ | changed

    with pytest.raises(InputError, match=message):
        who_shades(
            asked["before"],
            asked["after"],
            owner_names=asked["owner_names"],
            band=asked["band"],
        )


def test_a_window_without_a_building_is_refused():
    left = BlockedIntervals.from_rows([[(1, 500, 520)]])
    state = windows(left, BlockedIntervals.empty(1), 5.0)
    found = who_shades(state, state, owner_names=NAMES, band=BAND)

    with pytest.raises(InputError, match="buildings"):
        shader_edges(found.after, np.empty(0, dtype=np.int64), ())
