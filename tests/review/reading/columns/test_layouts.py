"""Three layouts of common programs read back to the windows they were made of."""

import math

import numpy as np
import pytest

from sunlight.conditions import StandardDay, TimeBasis
from sunlight.review.reading.submission import read_submission

pytest.importorskip("openpyxl")
pytest.importorskip("docx")


def _compared(submission, windows, states):
    """Rows are the windows, each with its figures, to the minute printed."""
    read = submission.windows

    assert list(read.label) == [w.label for w in windows]
    assert list(read.building) == [w.building for w in windows]
    assert read.floor.tolist() == [w.floor for w in windows]
    assert read.sill_height == pytest.approx([w.sill for w in windows])
    for state in states:
        assert read.minutes(state).tolist() == [
            w.minutes_or_zero(state) for w in windows
        ]
        for i, window in enumerate(windows):
            assert read.segments(state).row(i) == window.segments[state]


def test_storeys_down_the_left_with_a_line_for_each_segment(printed, layouts, tmp_path):
    path = layouts.floor_grouped(tmp_path / "窗照.xlsx", printed)

    submission, findings = read_submission([path])

    _compared(submission, printed, ["after"])
    assert np.isnan(submission.windows.minutes_before).all()
    assert not submission.windows.segments_before.given.any()
    assert submission.windows.segments_after.given.all()
    assert {f.code for f in findings} <= {"SUBMISSION-DASH"}


def test_parameters_at_the_foot_are_declared(printed, layouts, tmp_path):
    path = layouts.floor_grouped(tmp_path / "a.xlsx", printed)

    told = read_submission(path)[0].declaration

    assert told.latitude == pytest.approx(38.42)
    assert told.longitude == pytest.approx(112.73)
    assert told.day is StandardDay.GREAT_COLD
    assert told.band == (480.0, 960.0)
    assert (told.step, told.shortest_segment, told.sill_minimum) == (1.0, 5.0, 0.9)
    assert told.place_of("step").startswith("a.xlsx[")


def test_before_and_after_side_by_side(outside, layouts, tmp_path):
    path = layouts.side_by_side(tmp_path / "对比.docx", outside)

    submission, findings = read_submission([path])

    _compared(submission, outside, ["before", "after"])
    assert set(submission.windows.outcome) == {"满足", "不满足"}
    assert [f.code for f in findings] == []
    told = submission.declaration
    assert (told.software, told.software_version) == ("某某日照分析软件", "V3.1")
    assert told.step == 1.0
    assert told.time_basis is TimeBasis.TRUE_SOLAR_TIME
    assert told.conclusions == ("1#楼有6户不满足日照标准。",)
    assert [a.title for a in told.attachments] == ["建设单位承诺书"]


def test_plain_csv_with_durations_in_words(outside, layouts, tmp_path):
    path = layouts.plain_csv(tmp_path / "窗表.csv", outside)

    submission, findings = read_submission([path])

    _compared(submission, outside, ["before", "after"])
    assert list(submission.windows.household) == [w.household for w in outside]
    assert [f.code for f in findings] == []


def test_line_and_table_tell_where_a_row_stands(outside, layouts, tmp_path):
    path = layouts.plain_csv(tmp_path / "a.csv", outside)

    windows = read_submission([path])[0].windows

    assert windows.line.tolist() == list(range(2, 2 + len(outside)))
    assert windows.place(0) == f"{windows.tables[0]}:2"


def test_the_same_table_in_two_files_is_taken_once(outside, layouts, tmp_path):
    first = layouts.plain_csv(tmp_path / "a.csv", outside)
    second = layouts.side_by_side(tmp_path / "b.docx", outside)

    submission, findings = read_submission([first, second])

    _compared(submission, outside, ["before", "after"])
    twice = [f for f in findings if f.code == "SUBMISSION-TABLE-TWICE"]
    assert [f.where for f in twice] == list(submission.windows.tables[1:])
    assert not math.isnan(submission.windows.sill_height[0])
