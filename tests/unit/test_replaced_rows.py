"""Rows of a ragged table replaced, columns of receivers taken."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunlight.errors import InputError
from sunlight.intervals import BlockedIntervals, Intervals, replaced_rows
from sunlight.scene import Receivers


def numbered(counts, first):
    """A table with so many intervals a row, every column numbered through."""
    k = sum(counts)
    at = np.arange(k) + first
    offsets = np.append(0, np.cumsum(counts, dtype=np.int64))
    side = (at % 3).astype(np.int8)
    return Intervals._trusted(
        offsets.astype(np.int64),
        at + 0.0,
        at + 0.5,
        at.astype(np.int32),
        (at + 7).astype(np.int32),
        side,
        side[::-1].copy(),
    )


COUNTS = st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=12)


@given(COUNTS, st.data())
def test_each_row_comes_from_one_of_the_tables(rows, data):
    rows_put = [i for i, (_, put) in enumerate(rows) if put]
    counts = [count for count, _ in rows]
    put = data.draw(
        st.lists(st.integers(0, 3), min_size=len(rows_put), max_size=len(rows_put))
    )
    old, new = numbered(counts, 0), numbered(put, 1000)
    merged = replaced_rows(old, rows_put, new)

    assert len(old) == len(merged)
    for i in range(len(old)):
        source, row = (new, rows_put.index(i)) if i in rows_put else (old, i)
        for name in Intervals.__slots__:
            if name != "offsets":
                expected = getattr(source.take([row]), name)
                assert expected.tolist() == getattr(merged.take([i]), name).tolist()


def test_nothing_replaced_is_the_table_itself():
    old = numbered([2, 0, 1], 0)

    assert old is replaced_rows(old, [], Intervals.empty(0))


def test_owners_are_merged_too():
    old = BlockedIntervals.from_rows([[(1, 480, 500)], [(2, 500, 510)], []])
    new = BlockedIntervals.from_rows([[(3, 490, 495), (4, 480, 481)], []])
    merged = replaced_rows(old, np.array([1, 2]), new)

    assert [1, 3, 4] == merged.owner.tolist()
    assert [480.0, 490.0, 480.0] == merged.start.tolist()
    assert [0, 1, 3, 3] == merged.offsets.tolist()


@pytest.mark.parametrize(
    ("rows", "by", "where"),
    [
        ([1, 0], 2, "rows"),
        ([0, 0], 2, "rows"),
        ([3], 1, "rows"),
        ([-1], 1, "rows"),
        ([0.5], 1, "rows"),
        ([[0, 1]], 2, "rows"),
        ([0, 1], 1, "by"),
    ],
)
def test_unusable_rows_are_refused(rows, by, where):
    with pytest.raises(InputError) as caught:
        replaced_rows(numbered([1, 1, 1], 0), rows, Intervals.empty(by))

    assert where == caught.value.where


COLUMNS = Receivers.columns(
    [[0, 0], [5, 0], [9, 1]],
    [0, 2, 2, 5],
    [1, 4, 2, 5, 8],
    [[0, -1, 0], [1, 0, 0], [0, 0, 0]],
    ["a", None, "b"],
)


def test_columns_are_taken_whole_and_in_the_order_asked_for():
    some = COLUMNS.take([2, 0])

    assert [[9, 1, 2], [9, 1, 5], [9, 1, 8], [0, 0, 1], [0, 0, 4]] == (
        some.points.tolist()
    )
    assert [2, 3, 4, 0, 1] == COLUMNS.rows_of([2, 0]).tolist()
    assert [[0, 0, 0], [0, -1, 0]] == some.normals.tolist()
    assert ["b", "a"] == [some.owner_names[code] for code in some.owner]


def test_no_columns_taken_are_no_receivers():
    assert 0 == len(COLUMNS.take([]))
    assert 0 == len(COLUMNS.take([1]))


@pytest.mark.parametrize("columns", [[3], [-1], [0.0], [[0]]])
def test_columns_that_are_not_there_are_refused(columns):
    with pytest.raises(InputError, match="column numbers from 0 to 2"):
        COLUMNS.take(columns)
