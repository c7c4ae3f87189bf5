"""Printed totals against printed segments, each just right, within rounding, wrong."""

import pytest

from sunlight.conditions import TimeBasis
from sunlight.review.records.findings import Grade


def row(after, segments, **more):
    return {
        "label": "W1",
        "building": "1#",
        "floor": 1,
        "before": 300,
        "segments_before": [(480, 780)],
        "after": after,
        "segments_after": segments,
    } | more


@pytest.mark.parametrize("total", [194, 195, 196, 197, 198])
def test_two_segments_may_be_off_by_two_minutes(check, total):
    found = check([row(total, [(500, 600), (650, 746)])])

    assert "REVIEW-SUM-DIFFERS" not in found.codes


@pytest.mark.parametrize("total", [193, 199])
def test_three_minutes_off_two_segments_are_told(check, total):
    finding = check([row(total, [(500, 600), (650, 746)])]).findings[
        "REVIEW-SUM-DIFFERS"
    ]

    assert Grade.ANSWER is finding.grade
    assert (total, 196.0) == (
        finding.evidence[0].submitted,
        finding.evidence[0].recomputed,
    )
    assert "08:20~10:00 10:50~12:26" == finding.evidence[0].submitted_text
    assert "1#" in finding.message_zh


def test_a_total_that_reaches_the_standard_against_its_segments_is_wrong(check):
    finding = check([row(126, [(600, 712)])]).findings["REVIEW-SUM-DIFFERS"]

    assert Grade.WRONG is finding.grade
    assert "其中 1 个因此改变达标与否" in finding.message_zh


def test_minutes_without_any_segment_are_told(check):
    assert "REVIEW-SUM-DIFFERS" in check([row(130, [])]).codes
    assert "REVIEW-SUM-DIFFERS" not in check([row(130, None)]).codes
    assert "REVIEW-SUM-DIFFERS" not in check([row(0, [])]).codes


def test_short_segments_left_out_are_right(check):
    found = check([row(110, [(500, 610), (650, 653), (700, 704)])])

    assert not {c for c in found.codes if c.startswith(("REVIEW-S", "REVIEW-O"))}


def test_five_printed_minutes_may_count_or_not(check):
    for total in (110, 115):
        found = check([row(total, [(500, 610), (650, 655)])])
        assert "REVIEW-SUM-DIFFERS" not in found.codes
        assert "REVIEW-SHORT-SEGMENTS-COUNTED" not in found.codes


def test_short_segments_counted_are_wrong(check):
    found = check([row(122, [(500, 610), (650, 654), (700, 704), (720, 724)])])

    finding = found.findings["REVIEW-SHORT-SEGMENTS-COUNTED"]
    assert Grade.WRONG is finding.grade
    assert "不足 5 分钟" in finding.message_zh
    assert 110.0 == finding.evidence[0].recomputed
    assert "REVIEW-SUM-DIFFERS" not in found.codes


def test_one_short_segment_within_rounding_is_told_by_the_nearer_sum(check):
    segments = [(600, 637), (700, 703)]

    finding = check([row(40, segments)]).findings["REVIEW-SHORT-SEGMENTS-COUNTED"]

    assert (1, Grade.WRONG) == (finding.count, finding.grade)
    assert "REVIEW-SHORT-SEGMENTS-COUNTED" not in check([row(37, segments)]).codes


def test_rounding_in_a_few_rows_is_no_counting_of_short_segments(check):
    left_out = [row(37, [(600, 637), (700, 702)], label=f"W{n}") for n in range(3)]
    rounded = row(39, [(600, 637), (700, 702)], label="W9")

    assert "REVIEW-SHORT-SEGMENTS-COUNTED" in check([rounded]).codes
    found = check([*left_out, rounded])
    assert "REVIEW-SHORT-SEGMENTS-COUNTED" not in found.codes


def test_exact_minutes_have_no_rounding_to_excuse_them(check):
    segments = [(600.25, 720.0), (730.0, 734.9)]

    assert "REVIEW-SUM-DIFFERS" not in check([row(119.75, segments)], exact=True).codes
    assert "REVIEW-SUM-DIFFERS" in check([row(120.0, segments)], exact=True).codes
    short = check([row(124.65, segments)], exact=True)
    assert "REVIEW-SHORT-SEGMENTS-COUNTED" in short.codes


def test_segments_may_touch_but_not_overlap_or_run_backwards(check):
    touching = row(120, [(600, 660), (659, 720)])
    assert "REVIEW-SEGMENTS-IMPOSSIBLE" not in check([touching]).codes

    for segments in ([(600, 660), (650, 720)], [(720, 600)]):
        finding = check([row(120, segments)]).findings["REVIEW-SEGMENTS-IMPOSSIBLE"]
        assert Grade.ANSWER is finding.grade


def test_order_of_printed_segments_does_not_matter(check):
    found = check([row(130, [(700, 760), (500, 570)])])

    assert "REVIEW-SEGMENTS-IMPOSSIBLE" not in found.codes


def test_segments_outside_the_declared_band(check):
    inside = row(200, [(480, 520), (800, 960)])
    rounded = row(201, [(479, 520), (800, 960)])
    printed_only = row(200, [(470, 520), (800, 960)])
    counted = row(210, [(470, 520), (800, 960)])

    code = "REVIEW-SEGMENTS-OUTSIDE-BAND"
    assert code not in check([inside]).codes
    assert code not in check([rounded]).codes
    assert Grade.NOTE is check([printed_only]).findings[code].grade
    assert Grade.WRONG is check([counted]).findings[code].grade
    assert "08:00~16:00" in check([counted]).findings[code].message_zh


def test_segments_in_beijing_time_are_held_against_the_band_in_that_clock(check):
    before = {"segments_before": [(520, 820)]}  # 08:00 at the place is 08:40
    late = row(200, [(520, 560), (840, 1000)], **before)

    found = check([late], band=None, time_basis=TimeBasis.BEIJING_TIME)
    assert "REVIEW-SEGMENTS-OUTSIDE-BAND" not in found.codes
    early = row(230, [(490, 560), (840, 1000)], **before)
    told = check([early], band=None, time_basis=TimeBasis.BEIJING_TIME)
    assert "08:40~16:40" in told.findings["REVIEW-SEGMENTS-OUTSIDE-BAND"].message_zh
    asked = check([late], band=None, time_basis=None)
    assert Grade.ANSWER is asked.findings["REVIEW-SEGMENTS-OUTSIDE-BAND"].grade


def test_a_total_longer_than_the_band_is_wrong(check):
    code = "REVIEW-TOTAL-EXCEEDS-BAND"

    assert code not in check([row(481, [(480, 960)])]).codes
    found = check([row(485, [(480, 960)])], step=5.0)
    assert Grade.WRONG is found.findings[code].grade
    assert "每段多计一个时间步长" in found.findings["REVIEW-SUM-DIFFERS"].message_zh


def test_profiles_that_count_the_longest_segments_only(check, estate_assessment):
    from dataclasses import replace

    from sunlight.rules import ruleset

    hangzhou = replace(estate_assessment, rules=ruleset("hangzhou-old"))
    segments = [(550, 610), (650, 700), (750, 780)]

    right = check([row(110, segments)], assessment=hangzhou, band=None)
    assert not right.codes & {"REVIEW-SUM-DIFFERS", "REVIEW-TOO-MANY-SEGMENTS"}
    many = check([row(140, segments)], assessment=hangzhou, band=None)
    assert "REVIEW-TOO-MANY-SEGMENTS" in many.codes
    assert "xinzhou-2022" in many.findings["REVIEW-TOO-MANY-SEGMENTS"].clause
