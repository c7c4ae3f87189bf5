"""Clock times, segments and durations as reports print them."""

import math

import pytest

from sunlight.review.reading.columns.times import (
    DurationKind,
    clock_minutes,
    duration,
    segments,
)

ONE = ((480.0, 555.0),)
TWO = ((480.0, 555.0), (620.0, 720.0))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8:00~9:15", ONE),
        ("8:00-9:15", ONE),
        ("08:00～09:15", ONE),
        ("\uff10\uff18\uff1a\uff10\uff10\uff5e\uff10\uff19\uff1a\uff11\uff15", ONE),
        ("8时00分至9时15分", ONE),
        ("8时~9时15分", ONE),
        ("8:00到9:15", ONE),
        ("8:00—9:15、10:20—12:00", TWO),
        ("8:00~9:15\n10:20~12:00", TWO),
        ("8:00–9:15; 10:20–12:00", TWO),
        ("8:00~9:15，10:20~12:00", TWO),
        ("8:00~9:15 / 10:20~12:00", TWO),
        ("8:00~9:15 10:20~12:00", TWO),
        ("8:00~9:15(75)", ONE),
        ("8:00~9:15（1小时15分），10:20~12:00（100分钟）", TWO),
        ("8:00:30~9:15:00", ((480.5, 555.0),)),
        ("× 8:00~9:15", ONE),
    ],
)
def test_segments_are_read(text, found):
    read = segments(text)

    assert read.found == found
    assert (read.said, read.unread, read.odd) == (True, "", "")


@pytest.mark.parametrize("text", ["无日照", "无", "0", "0:00", "0小时0分", "none"])
def test_no_sun_is_said(text):
    read = segments(text)

    assert (read.found, read.said, read.unread) == ((), True, "")


@pytest.mark.parametrize("text", ["-", "—", "\uff0d", "/", "–"])
def test_a_dash_says_nothing(text):
    assert segments(text).dash
    assert not segments(text).said
    assert duration(text).kind is DurationKind.DASH
    assert math.isnan(duration(text).value)


@pytest.mark.parametrize(
    "text",
    [
        "上午有日照",
        "8:00~",
        "8:61~9:15",
        "约8:00~9:15",
        "8.00-9.15",
        "8:00~9:15 12",
        "=1+1",
        "<script>alert(1)</script>",
        "八点至九点",
    ],
)
def test_what_is_no_segment_is_unread(text):
    assert segments(text).unread


@pytest.mark.parametrize(
    "text", ["9:15~8:00", "8:00~8:00", "8:00~25:10", "8:00~9:15(60)", "1:00~23:00"]
)
def test_impossible_segments_are_kept_and_told(text):
    read = segments(text)

    assert len(read.found) == 1
    assert read.odd == text


@pytest.mark.parametrize(
    ("text", "minutes", "kind"),
    [
        ("1小时52分", 112.0, DurationKind.WORDS),
        ("1小时52分钟", 112.0, DurationKind.WORDS),
        ("1时52分", 112.0, DurationKind.WORDS),
        ("2小时", 120.0, DurationKind.WORDS),
        ("1h52m", 112.0, DurationKind.WORDS),
        ("4 h 14 min", 254.0, DurationKind.WORDS),
        ("112分钟", 112.0, DurationKind.WORDS),
        ("1.87h", 112.2, DurationKind.WORDS),
        ("1.5小时", 90.0, DurationKind.WORDS),
        ("01:52", 112.0, DurationKind.COLONS),
        ("1:52:30", 112.5, DurationKind.COLONS),
        ("112", 112.0, DurationKind.NUMBER),
        ("1.87", 1.87, DurationKind.NUMBER),
        ("0", 0.0, DurationKind.NONE),
        ("0:00", 0.0, DurationKind.NONE),
        ("无日照", 0.0, DurationKind.NONE),
        ("× 0小时36分", 36.0, DurationKind.WORDS),
    ],
)
def test_durations_are_read(text, minutes, kind):
    read = duration(text)

    assert read.value == pytest.approx(minutes)
    assert read.kind is kind


@pytest.mark.parametrize(
    "text",
    ["约两小时", "1:75", "25小时", "-5", "112分5", "1.52.3", "=1+1", "8:00~9:00"],
)
def test_what_is_no_duration_is_unread(text):
    assert duration(text).kind is DurationKind.UNREAD
    assert math.isnan(duration(text).value)


def test_blank_is_blank():
    assert duration(" \u3000").kind is DurationKind.BLANK
    assert not segments("").said


@pytest.mark.parametrize("text", ["24:01", "8", "8:60", "8.30", ""])
def test_what_is_no_clock_time(text):
    assert math.isnan(clock_minutes(text))
