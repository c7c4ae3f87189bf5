"""The records and the algebra of intervals, example by example."""

import pickle
import subprocess
import sys

import numpy as np
import pytest

from sunlight.errors import InputError
from sunlight.intervals import (
    BOTH_ENDS,
    LEFT_END,
    NO_FACE,
    NO_SIDE,
    OWN_WALL_PLANE,
    RIGHT_END,
    BlockedIntervals,
    Intervals,
    clip,
    complement,
    difference,
    drop_shorter,
    intersection,
    intersection_of_ends,
    longest,
    total,
    union,
)
from sunlight.tolerances import SAME_INSTANT_MIN

BAND = (480.0, 960.0)


def limits(a):
    """Plain nested lists."""
    return [row.tolist() for row in a.to_rows()]


def faced(start, end, start_face, end_face):
    """One interval of one receiver with faces."""
    return Intervals([0, 1], [start], [end], [start_face], [end_face])


def test_rows_come_back_as_they_were_given():
    rows = [[[480.0, 500.0], [510.0, 600.0]], [], [[700.0, 701.0]]]

    a = Intervals.from_rows(rows)

    assert rows == limits(a)
    assert [0, 2, 2, 3] == a.offsets.tolist()


def test_a_row_is_an_array_of_pairs_even_when_empty():
    a = Intervals.from_rows([[], [(1, 2)]])

    assert (0, 2) == a[0].shape
    assert [[1.0, 2.0]] == a[-1].tolist()


def test_a_row_beyond_the_last_is_an_index_error():
    with pytest.raises(IndexError):
        Intervals.empty(2)[2]


def test_iteration_gives_one_array_per_receiver():
    assert [1, 0] == [len(row) for row in Intervals.from_rows([[(1, 2)], []])]


def test_no_receivers_at_all_is_a_record_of_length_zero():
    none = Intervals.from_rows([])

    assert 0 == len(none)
    assert 0 == len(union(none, Intervals.empty(0)))
    assert 0 == len(complement(none, BAND))
    assert (0,) == total(none).shape
    assert (0,) == longest(none).shape


def test_full_fills_every_row_with_the_band():
    assert [[[480.0, 960.0]]] * 3 == limits(Intervals.full(3, BAND))


def test_repr_is_short():
    assert "Intervals(1 in 2 rows)" == repr(Intervals.from_rows([[(1, 2)], []]))


def test_faces_and_sides_default_to_none():
    a = Intervals.from_rows([[(1, 2)]])

    assert [NO_FACE] == a.start_face.tolist() == a.end_face.tolist()
    assert [NO_SIDE] == a.start_side.tolist() == a.end_side.tolist()


def test_columns_have_their_types():
    a = Intervals([0, 1], [1], [2], [3], [4], [0], [2])

    expected = ["int64", "float64", "float64", "int32", "int32", "int8", "int8"]
    columns = (a.offsets, a.start, a.end, a.start_face, a.end_face)
    assert expected == [c.dtype.name for c in (*columns, a.start_side, a.end_side)]


def test_columns_are_copied_and_read_only():
    start = np.array([1.0])
    a = Intervals([0, 1], start, [2.0])
    start[0] = 5.0

    assert [1.0] == a.start.tolist()
    with pytest.raises(ValueError, match="read-only"):
        a.start[0] = 0.0


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (([1, 1], [1.0], [2.0]), "offsets: must begin with 0"),
        (([0, 2], [1.0], [2.0]), "end with the number of intervals, 1"),
        (([], [], []), "offsets: must begin with 0"),
        (([0, 2, 1, 2], [1.0, 3.0], [2.0, 4.0]), r"offsets\[2\]: 1 is less"),
        (([0.0, 1.0], [1.0], [2.0]), "offsets: must hold whole numbers"),
        (([0, 1], [1.0], [2.0, 3.0]), r"end: must be of shape \(1,\)"),
        (([0, 1], [[1.0]], [2.0]), "start: must be one-dimensional"),
        (([0, 1], ["x"], [2.0]), "start: must be a flat array"),
        (([0, 1], [2.0], [2.0]), "is no interval"),
        (([0, 1], [np.nan], [2.0]), "is no interval"),
        (([0, 1], [1.0], [np.inf]), "is no interval"),
        (([0, 2], [1.0, 1.5], [2.0, 3.0]), "interval 1, in row 0"),
        (([0, 2], [5.0, 1.0], [6.0, 2.0]), "sort each row"),
        (([0, 1], [1.0], [2.0], [2**40]), "start_face: must hold numbers from"),
        (([0, 1], [1.0], [2.0], [1, 2]), "start_face: must be of shape"),
    ],
)
def test_columns_that_do_not_fit_are_refused(columns, message):
    with pytest.raises(InputError, match=message):
        Intervals(*columns)


def test_a_row_of_the_wrong_width_is_refused():
    with pytest.raises(InputError, match=r"rows\[1\]: must be of shape \(k, 2\)"):
        Intervals.from_rows([[], [(1, 2, 3)]])


def test_overlap_across_rows_is_no_overlap():
    assert 2 == len(Intervals([0, 1, 2], [1.0, 0.0], [3.0, 2.0]))


def test_take_gathers_rows_with_their_faces():
    a = Intervals([0, 1, 1, 3], [1, 2, 4], [2, 3, 5], [7, 8, 9], [1, 2, 3])

    taken = a.take([2, 0, 1, 2])

    assert [[[2.0, 3.0], [4.0, 5.0]], [[1.0, 2.0]], [], [[2.0, 3.0], [4.0, 5.0]]] == (
        limits(taken)
    )
    assert [8, 9, 7, 8, 9] == taken.start_face.tolist()


def test_take_of_nothing_is_empty():
    assert 0 == len(Intervals.from_rows([[(1, 2)]]).take([]))


@pytest.mark.parametrize("indices", [[2], [-1], [0.5], [[0]], [True, False]])
def test_take_refuses_what_is_no_row_number(indices):
    with pytest.raises(InputError, match="indices"):
        Intervals.empty(2).take(indices)


def test_frame_has_one_line_per_interval():
    frame = Intervals.from_rows([[(1, 2)], [], [(3, 4)]]).to_frame()

    assert [0, 2] == frame["receiver"].tolist()
    assert [1.0, 3.0] == frame["start"].tolist()
    limits_of_lines = ["start", "end"]
    tags = ["start_face", "end_face", "start_side", "end_side"]
    assert ["receiver", *limits_of_lines, *tags] == frame.columns.tolist()


def test_a_pickled_record_comes_back():
    a = pickle.loads(pickle.dumps(Intervals.from_rows([[(1, 2)], []])))

    assert [[[1.0, 2.0]], []] == limits(a)


def test_union_joins_touching_intervals():
    a, b = Intervals.from_rows([[(1, 2)]]), Intervals.from_rows([[(2, 3)]])

    assert [[[1.0, 3.0]]] == limits(union(a, b))


def test_union_joins_touching_intervals_of_one_operand():
    a = Intervals.from_rows([[(1, 2), (2, 3)]])

    assert [[[1.0, 3.0]]] == limits(union(a, Intervals.empty(1)))


def test_union_keeps_a_gap_however_short():
    a = Intervals.from_rows([[(1, 2), (2 + 1e-9, 3)]])

    assert 2 == len(union(a, a)[0])


def test_union_takes_the_faces_of_the_outermost():
    got = union(faced(1, 5, 10, 11), faced(2, 7, 20, 21))

    assert ([10], [21]) == (got.start_face.tolist(), got.end_face.tolist())


def test_union_takes_the_faces_of_the_first_operand_on_a_tie():
    got = union(faced(1, 5, 10, 11), faced(1, 5, 20, 21))

    assert ([10], [11]) == (got.start_face.tolist(), got.end_face.tolist())


def test_union_of_one_inside_the_other_is_the_other():
    got = union(faced(2, 3, 10, 11), faced(1, 5, 20, 21))

    assert [[[1.0, 5.0]]] == limits(got)
    assert ([20], [21]) == (got.start_face.tolist(), got.end_face.tolist())


def test_intersection_takes_the_face_that_cuts():
    got = intersection(faced(1, 5, 10, 11), faced(2, 7, 20, 21))

    assert [[[2.0, 5.0]]] == limits(got)
    assert ([20], [11]) == (got.start_face.tolist(), got.end_face.tolist())


def test_intersection_takes_the_faces_of_the_first_operand_on_a_tie():
    got = intersection(faced(1, 5, 10, 11), faced(1, 5, 20, 21))

    assert ([10], [11]) == (got.start_face.tolist(), got.end_face.tolist())


def test_touching_intervals_do_not_intersect():
    a, b = Intervals.from_rows([[(1, 2)]]), Intervals.from_rows([[(2, 3)]])

    assert [[]] == limits(intersection(a, b))


def test_intersection_drops_a_sliver():
    a = Intervals.from_rows([[(1, 2 + 0.5 * SAME_INSTANT_MIN)]])

    assert [[]] == limits(intersection(a, Intervals.from_rows([[(2, 3)]])))


def test_operands_of_different_length_are_refused():
    with pytest.raises(InputError, match="2 and 3 rows"):
        intersection(Intervals.empty(2), Intervals.empty(3))


def test_limits_of_full_window_sun_name_the_end_that_made_them():
    got = intersection_of_ends(faced(500, 600, 1, 2), faced(510, 620, 3, 4))

    assert [[[510.0, 600.0]]] == limits(got)
    assert ([3], [2]) == (got.start_face.tolist(), got.end_face.tolist())
    assert [RIGHT_END] == got.start_side.tolist()
    assert [LEFT_END] == got.end_side.tolist()


def test_limits_within_one_instant_are_made_by_both_ends():
    got = intersection_of_ends(
        faced(500, 600, 1, 2), faced(500 + 0.5 * SAME_INSTANT_MIN, 600, 3, 4)
    )

    assert ([1], [2]) == (got.start_face.tolist(), got.end_face.tolist())
    assert [BOTH_ENDS] == got.start_side.tolist() == got.end_side.tolist()


def test_limits_of_the_band_are_made_by_no_end():
    got = intersection_of_ends(
        faced(480, 960, NO_FACE, NO_FACE), faced(480, 700, NO_FACE, 5)
    )

    assert [NO_SIDE] == got.start_side.tolist()
    assert [RIGHT_END] == got.end_side.tolist()


def test_the_wall_plane_makes_a_limit():
    plane = faced(480, 720, NO_FACE, OWN_WALL_PLANE)

    got = intersection_of_ends(plane, plane)

    assert [OWN_WALL_PLANE] == got.end_face.tolist()
    assert [BOTH_ENDS] == got.end_side.tolist()


def test_complement_swaps_faces_and_has_none_at_the_band():
    a = Intervals([0, 2], [500, 700], [600, 800], [1, 3], [2, 4], [0, 1], [1, 0])

    got = complement(a, BAND)

    assert [[[480.0, 500.0], [600.0, 700.0], [800.0, 960.0]]] == limits(got)
    assert [NO_FACE, 2, 4] == got.start_face.tolist()
    assert [1, 3, NO_FACE] == got.end_face.tolist()
    assert [NO_SIDE, 1, 0] == got.start_side.tolist()
    assert [0, 1, NO_SIDE] == got.end_side.tolist()


def test_complement_of_nothing_is_the_band_and_of_the_band_nothing():
    a = Intervals.from_rows([[], [BAND], []])

    assert [[[480.0, 960.0]], [], [[480.0, 960.0]]] == limits(complement(a, BAND))


def test_complement_leaves_out_what_lies_beyond_the_band():
    a = Intervals([0, 2], [400, 900], [450, 1000], [1, 3], [2, 4])

    got = complement(a, BAND)

    assert [[[480.0, 900.0]]] == limits(got)
    assert ([NO_FACE], [3]) == (got.start_face.tolist(), got.end_face.tolist())


def test_complement_drops_a_gap_within_one_instant():
    a = Intervals.from_rows([[(480, 500), (500 + 1e-8, 960)]])

    assert [[]] == limits(complement(a, BAND))


@pytest.mark.parametrize("band", [(960, 480), (480, 480), (480, np.inf), (np.nan, 9)])
def test_an_impossible_band_is_refused(band):
    with pytest.raises(InputError, match="is no band"):
        complement(Intervals.empty(1), band)


def test_difference_brings_the_faces_that_cut():
    got = difference(faced(1, 9, 10, 11), faced(3, 5, 20, 21))

    assert [[[1.0, 3.0], [5.0, 9.0]]] == limits(got)
    assert ([10, 21], [20, 11]) == (got.start_face.tolist(), got.end_face.tolist())


def test_clip_forgets_the_faces_it_cuts_off():
    got = clip(faced(400, 700, 1, 2), BAND)

    assert [[[480.0, 700.0]]] == limits(got)
    assert ([NO_FACE], [2]) == (got.start_face.tolist(), got.end_face.tolist())


def test_clip_drops_what_lies_outside():
    a = Intervals.from_rows([[(400, 480), (960, 970)], [(500, 501)]])

    assert [[], [[500.0, 501.0]]] == limits(clip(a, BAND))


@pytest.mark.parametrize(
    ("length", "stays"), [(4.99, False), (5.0, True), (5.01, True), (5 - 1e-9, True)]
)
def test_a_segment_of_just_the_shortest_length_stays(length, stays):
    a = Intervals.from_rows([[(0.0, length)]])

    assert stays == bool(len(drop_shorter(a, 5.0)[0]))


def test_touching_pieces_are_one_stretch():
    a = Intervals.from_rows([[(0, 3), (3, 6), (7, 10)], [(10, 13)]])

    assert [[[0.0, 3.0], [3.0, 6.0]], []] == limits(drop_shorter(a, 5.0))
    assert [6.0, 3.0] == longest(a).tolist()


def test_dropping_keeps_faces():
    a = Intervals([0, 2], [0, 10], [1, 20], [1, 2], [3, 4])

    assert [2] == drop_shorter(a, 5.0).start_face.tolist()


@pytest.mark.parametrize("shortest", [-1.0, np.nan, np.inf])
def test_an_impossible_shortest_length_is_refused(shortest):
    with pytest.raises(InputError, match="shortest"):
        drop_shorter(Intervals.empty(1), shortest)


def test_totals_are_sums_of_lengths():
    a = Intervals.from_rows([[], [(0, 5), (6, 10)], [], [(1, 2)], []])

    assert [0.0, 9.0, 0.0, 1.0, 0.0] == total(a).tolist()
    assert [0.0, 5.0, 0.0, 1.0, 0.0] == longest(a).tolist()


def test_blocked_rows_are_kept_and_taken():
    a = BlockedIntervals.from_rows([[(OWN_WALL_PLANE, 1, 2), (0, 1, 2)], [(3, 4, 5)]])

    taken = a.take([1, 0])

    assert [0, 1, 3] == taken.offsets.tolist()
    assert [3, OWN_WALL_PLANE, 0] == taken.owner.tolist()
    assert "BlockedIntervals(3 in 2 rows)" == repr(a)
    assert [0, 0, 1] == a.to_frame()["receiver"].tolist()
    assert 4 == len(BlockedIntervals.empty(4))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ([(-1, 1, 2)], "-1 is no owner"),
        ([(1, 1, 2), (0, 1, 2)], "sort each row"),
        ([(0, 1, 3), (0, 2, 4)], "unite what overlaps"),
        ([(0.5, 1, 3)], "0.5 is no owner"),
        ([(0, 3, 1)], "is no interval"),
    ],
)
def test_blocked_rows_that_do_not_fit_are_refused(row, message):
    with pytest.raises(InputError, match=message):
        BlockedIntervals.from_rows([row])


def test_intervals_load_neither_numba_nor_pandas():
    code = (
        "import sys, sunlight.intervals, sunlight.durations; "
        "print({'numba', 'pandas'} & set(sys.modules))"
    )

    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )

    assert "set()" == run.stdout.strip()
