"""Segments and durations as text."""

import math
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from sunlight.intervals import Intervals
from sunlight.report.segments import (
    Clock,
    counted_mask,
    exact_duration,
    joined_rows,
    segment_texts,
    tenths,
    time_band,
    whole_minutes,
)
from sunlight.report.texts import texts

AT_120_EAST = Clock(
    longitude=120.0, equation_of_time=-11.0, threshold=120.0, shortest=5.0
)


def labels(*rows):
    made = segment_texts(Intervals.from_rows(rows), AT_120_EAST)
    return (made.solar.to_pylist(), made.beijing.to_pylist(), made.dropped.to_pylist())


def test_segments_read_like_clocks_in_both_times():
    solar, beijing, _ = labels([(480, 580.5), (841.7, 960)], [])

    assert ["08:00–09:40; 14:01–16:00", ""] == solar
    assert ["08:11–09:51; 14:12–16:11", ""] == beijing


def test_pieces_too_short_to_count_stand_apart():
    solar, _, dropped = labels([(480, 540), (600, 604.9), (700, 705)])

    assert ["08:00–09:00; 11:40–11:45"] == solar
    assert ["10:00–10:04"] == dropped


def test_seconds_are_shown_where_the_shown_minutes_would_reach_the_standard():
    # 119.6 min, but from 09:00 to 11:00 on the clock
    solar, beijing, _ = labels([(540.9, 660.5)])

    assert ["09:00:54–11:00:30"] == solar
    assert ["09:11:54–11:11:30"] == beijing


def test_seconds_are_shown_where_the_shown_minutes_would_miss_the_standard():
    # exactly 120 min in two pieces, of which a reader would take 59 and 60
    solar, _, _ = labels([(540.0, 599.5), (700.0, 760.5)])

    assert ["09:00:00–09:59:30; 11:40:00–12:40:30"] == solar


def test_other_rows_keep_their_minutes_beside_one_with_seconds():
    solar, _, _ = labels([(540.9, 660.5)], [(540.9, 590.5)])

    assert ["09:00:54–11:00:30", "09:00–09:50"] == solar


def test_no_window_has_no_text():
    assert ([], [], []) == labels()


def test_exactly_the_shortest_segment_counts():
    full = Intervals.from_rows([[(480, 485), (500, 504.99)], [(600, 700)]])

    assert [True, False, True] == counted_mask(full, 5.0).tolist()


def test_rows_without_pieces_join_to_nothing():
    pieces = pa.array(["a", "b", "c"])

    actual = joined_rows(pieces, np.array([1, 1, 3]), 5, "/")

    assert ["", "a/b", "", "c", ""] == actual.to_pylist()


def test_whole_minutes_are_rounded_down_and_unknown_ones_are_null():
    actual = whole_minutes(np.array([119.99, 120.0 - 1e-9, np.nan, 0.0]))

    assert [119, 120, None, 0] == actual.to_pylist()


def test_tenths_are_rounded_and_keep_their_sign():
    actual = tenths(np.array([35.24, -3.16, 0.0]))

    assert ["35.2", "-3.2", "0.0"] == actual.to_pylist()


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (119.6, "119 min 36 s"),
        (120.0 - 1e-9, "120 min 00 s"),
        (-0.001, "-0 min 01 s"),
        (-22.5, "-22 min 30 s"),
        (None, "–"),
        (math.nan, "–"),
    ],
)
def test_durations_show_their_seconds(minutes, expected):
    assert expected == exact_duration(minutes, texts("en"))


def test_the_band_reads_like_a_clock():
    assert "08:00–16:00" == time_band((480.0, 960.0))


def test_only_the_longest_segments_count_where_the_rules_say_so():
    # 4, 60, 30 and 60 min; the first is too short; of the first window the two longest
    # count, of the second all
    row = [(480, 484), (500, 560), (600, 630), (700, 760)]
    full = Intervals.from_rows([row, row])
    mask = counted_mask(full, 5.0, np.array([2, 0]))

    assert [False, True, False, True, False, True, True, True] == mask.tolist()
    clock = replace(AT_120_EAST, segments=np.array([2, 0]))
    told = segment_texts(full, clock)
    assert "08:20–09:20; 11:40–12:40" == told.solar[0].as_py()
    assert "08:00–08:04; 10:00–10:30" == told.dropped[0].as_py()
