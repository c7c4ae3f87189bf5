"""The algebra that intervals obey."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import BAND, GRAIN, ROWS, intervals

from sunlight.intervals import (
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

LENGTH = BAND[1] - BAND[0]


def limits(a):
    """Plain nested lists."""
    return [row.tolist() for row in a.to_rows()]


def covered(a):
    """Which grains of the band each row covers, (r, n) bool: the slow way."""
    middles = np.arange(BAND[0] + GRAIN / 2, BAND[1], GRAIN)
    return np.array(
        [
            sum([(s <= middles) & (middles < e) for s, e in row], middles < BAND[0])
            for row in a.to_rows()
        ],
        dtype=bool,
    )


@given(intervals(2), intervals(2))
def test_set_operations_agree_with_the_grains_they_cover(a, b):
    in_a, in_b = covered(a), covered(b)

    assert np.array_equal(in_a | in_b, covered(union(a, b)))
    assert np.array_equal(in_a & in_b, covered(intersection(a, b)))
    assert np.array_equal(in_a & ~in_b, covered(difference(a, b)))
    assert np.array_equal(~in_a, covered(complement(a, BAND)))


@given(intervals(), intervals())
def test_results_are_sound_records(a, b):
    for got in (union(a, b), intersection(a, b), difference(a, b)):
        rebuilt = Intervals(
            got.offsets,
            got.start,
            got.end,
            got.start_face,
            got.end_face,
            got.start_side,
            got.end_side,
        )
        assert limits(got) == limits(rebuilt)
        assert ["int32", "int32", "int8", "int8"] == [
            tag.dtype.name
            for tag in (got.start_face, got.end_face, got.start_side, got.end_side)
        ]


@given(intervals(), intervals())
def test_union_and_intersection_commute(a, b):
    assert limits(union(a, b)) == limits(union(b, a))
    assert limits(intersection(a, b)) == limits(intersection(b, a))


@given(intervals(), intervals(), intervals())
def test_union_and_intersection_are_associative(a, b, c):
    assert limits(union(a, union(b, c))) == limits(union(union(a, b), c))
    assert limits(intersection(a, intersection(b, c))) == limits(
        intersection(intersection(a, b), c)
    )


@given(intervals(), intervals(), intervals())
def test_intersection_distributes_over_union(a, b, c):
    assert limits(intersection(a, union(b, c))) == limits(
        union(intersection(a, b), intersection(a, c))
    )


@given(intervals())
def test_union_and_intersection_with_itself_change_nothing(a):
    for got in (union(a, a), intersection(a, a)):
        assert limits(a) == limits(got)
        assert a.start_face.tolist() == got.start_face.tolist()
        assert a.end_face.tolist() == got.end_face.tolist()


@given(intervals())
def test_nothing_and_everything_are_neutral(a):
    assert limits(a) == limits(union(a, Intervals.empty(ROWS)))
    assert limits(a) == limits(intersection(Intervals.full(ROWS, BAND), a))
    assert limits(a) == limits(clip(a, BAND))


@given(intervals(), intervals())
def test_de_morgan_holds_within_the_band(a, b):
    assert limits(complement(union(a, b), BAND)) == limits(
        intersection(complement(a, BAND), complement(b, BAND))
    )
    assert limits(complement(intersection(a, b), BAND)) == limits(
        union(complement(a, BAND), complement(b, BAND))
    )


@given(intervals())
def test_the_complement_of_the_complement_is_the_row_with_its_inner_faces(a):
    got = complement(complement(a, BAND), BAND)

    assert limits(a) == limits(got)
    inner = a.start > BAND[0]
    assert a.start_face[inner].tolist() == got.start_face[inner].tolist()
    inner = a.end < BAND[1]
    assert a.end_face[inner].tolist() == got.end_face[inner].tolist()


@given(intervals())
def test_a_row_and_its_complement_fill_the_band(a):
    whole = total(a) + total(complement(a, BAND))

    assert [LENGTH] * ROWS == whole.tolist()


@given(intervals(), intervals())
def test_totals_obey_inclusion_and_exclusion(a, b):
    both, either = total(intersection(a, b)), total(union(a, b))

    assert (total(a) + total(b)).tolist() == (both + either).tolist()
    assert (total(difference(a, b)) + both).tolist() == total(a).tolist()
    assert (both <= np.minimum(total(a), total(b))).all()


@given(intervals(), intervals())
def test_both_ends_lit_is_the_intersection_whatever_the_sides(a, b):
    got, plain = intersection_of_ends(a, b), intersection(a, b)

    assert limits(plain) == limits(got)
    assert plain.start_face.tolist() == got.start_face.tolist()
    assert plain.end_face.tolist() == got.end_face.tolist()


@given(intervals(), intervals())
def test_every_limit_of_an_intersection_comes_from_the_operand_of_its_face(a, b):
    k = 2 * a.start.size
    b = Intervals(b.offsets, b.start, b.end, b.start_face + k, b.end_face + k)

    got = intersection(a, b)

    instants = dict(zip(a.start_face.tolist(), a.start.tolist(), strict=True))
    instants |= dict(zip(b.start_face.tolist(), b.start.tolist(), strict=True))
    assert got.start.tolist() == [instants[f] for f in got.start_face.tolist()]


@given(intervals(), st.floats(0, 60), st.floats(0, 60))
def test_a_higher_limit_never_keeps_more(a, one, other):
    low, high = sorted((one, other))
    some, few = drop_shorter(a, low), drop_shorter(a, high)

    assert limits(few) == limits(drop_shorter(some, high))
    assert (total(few) <= total(some)).all()


@given(intervals())
def test_the_longest_stretch_is_never_more_than_the_total(a):
    assert (longest(a) <= total(a)).all()
    assert ((longest(a) > 0) == (total(a) > 0)).all()


@given(intervals())
def test_rows_and_taking_go_there_and_back(a):
    assert limits(a) == limits(Intervals.from_rows(a.to_rows()))
    back = a.take(range(ROWS)[::-1]).take(range(ROWS)[::-1])
    assert limits(a) == limits(back)
    assert a.start_face.tolist() == back.start_face.tolist()


@given(intervals(), intervals(), st.lists(st.integers(0, ROWS - 1), max_size=9))
def test_rows_do_not_see_each_other(a, b, rows):
    for operation in (union, intersection, difference, intersection_of_ends):
        assert limits(operation(a, b).take(rows)) == limits(
            operation(a.take(rows), b.take(rows))
        )
    assert total(a)[rows].tolist() == pytest.approx(total(a.take(rows)).tolist())
