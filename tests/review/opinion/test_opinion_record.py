"""What the opinion says: chapters, counts, flips, questions, what stays open."""

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pytest

from sunlight.conditions import (
    Cooper1969,
    FullWindowTest,
    GivenDeclination,
    LocalNoon,
    OwnPlates,
    StandardDay,
    TimeBasis,
    WangFourier1985,
)
from sunlight.durations.sampling import SampleCounting, Sampling
from sunlight.errors import InputError
from sunlight.report.content.document import read_report, report_text
from sunlight.report.content.records import Items, Paragraph, Table
from sunlight.report.docx.chapters import walk
from sunlight.report.texts import texts
from sunlight.review.causes.wording import convention_text
from sunlight.review.opinion.content import opinion_record, wordings
from sunlight.review.opinion.convention_words import departures_text
from sunlight.review.opinion.flips import shown_flips
from sunlight.review.opinion.rows import beyond_rows
from sunlight.review.opinion.summary import summary_lines
from sunlight.review.opinion.told import duration, segments_text
from sunlight.review.records.causes import Convention, GeometryChange
from sunlight.review.records.findings import Evidence, Grade

CHAPTERS = [
    "review-conclusion",
    "review-material",
    "review-formal",
    "review-model",
    "review-scope",
    "review-method",
    "review-results",
    "review-causes",
    "review-questions",
    "review-open",
    "review-notes",
    "review-signing",
    "review-unread",
]


def tables(report):
    return {
        block.id: block
        for chapter in walk(report.chapters)
        for block in chapter.blocks
        if isinstance(block, Table)
    }


def cells(table, *columns):
    """Texts of some columns, a tuple a row."""
    at = [[c.id for c in table.columns].index(name) for name in columns]
    return [tuple(row[i].text for i in at) for row in table.rows]


def said(report):
    """All paragraphs and items."""
    found = []
    for chapter in walk(report.chapters):
        for block in chapter.blocks:
            if isinstance(block, Paragraph):
                found.append(block.text)
            if isinstance(block, Items):
                found += [item.text for item in block.items]
    return found


@pytest.fixture(scope="module")
def opinion(review):
    return opinion_record(review)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_chapters_follow_the_regulation(review, lang):
    report = opinion_record(review, lang=lang)

    assert CHAPTERS == [chapter.id for chapter in report.chapters]
    assert report == read_report(report_text(report))


def test_the_title_and_the_cover_leave_the_reviewer_blank(opinion):
    cover = {field.label: field.text for field in opinion.cover}

    assert "日照分析报告复核意见书" == opinion.title
    assert ("RZ-2026-015", "2026-03-01") == (
        cover["送审报告编号"],
        cover["送审报告日期"],
    )
    assert ("", "") == (cover["复核单位（盖章）"], cover["复核日期"])


def test_the_conclusion_counts_findings_and_names_what_turns(opinion):
    first, second = (block.text for block in opinion.chapters[0].blocks[:2])

    assert "不符合 2 条，须说明 1 条，待人工核查 1 条，记录 1 条" in first
    assert "中有 1 个送审通过而复算不通过：1#-0302。" in first
    assert "存在不符合规定的事项" in second
    counts = tables(opinion)["counts"]
    assert ("合计", "2", "1", "1", "1", "5") == cells(
        counts, "part", "wrong", "answer", "to_check", "note", "total"
    )[-1]


def test_rows_are_counted_by_class_and_add_up(opinion, review):
    counted = cells(tables(opinion)["classes"], "row_class", "rows")

    assert [
        ("相同", "21"),
        ("容差以内", "1"),
        ("超出容差", "1"),
        ("翻转", "1"),
        ("模型无此窗", "1"),
        ("未比对", "1"),
    ] == counted
    by_building = cells(tables(opinion)["by_building"], "building", "rows", "flips")
    assert ("1#", "13", "1") in by_building
    assert len(review.submission.windows) == sum(int(n) for _, n, _ in by_building)


def test_a_flip_shows_both_outcomes_and_the_row_that_shows_it(opinion, review):
    (row,) = cells(
        tables(opinion)["flips"],
        "unit",
        "after_submitted",
        "after_recomputed",
        "claimed",
        "recomputed_outcome",
    )
    (flip,) = shown_flips(review)

    assert ("1#-0302", "127", "63", "满足", "不满足") == row
    assert "1#-3-S02" == review.assessment.project.windows.id[flip.window]
    assert 127.0 == review.submission.windows.minutes_after[flip.row]


def test_rows_beyond_the_tolerance_begin_with_what_turns(opinion, review):
    rows = cells(tables(opinion)["rows"], "window", "difference_after", "row_class")

    assert [
        ("1#-3-S02", "+105.9", "翻转"),
        ("1#-2-S01", "+8.9", "超出容差"),
    ] == rows
    assert 2 == len(beyond_rows(review))


def test_questions_are_numbered_as_the_findings_refer_to_them(opinion):
    told = said(opinion)
    questions = next(c for c in opinion.chapters if c.id == "review-questions")

    assert 3 == len(questions.blocks[1].items)
    assert "请按窗台两端同时受照重新计算。（意见 2；规程六(一)）" == (
        questions.blocks[1].items[1].text
    )
    assert "须答复（问题 2）：请按窗台两端同时受照重新计算。" in told
    assert any("送审报告以窗台中点判定满窗。" in t and "不符合" in t for t in told)


def test_what_a_machine_cannot_see_stays_open(opinion):
    states = cells(tables(opinion)["formal"], "item", "item_state", "checked")
    told = said(opinion)

    assert [
        ("测绘报告", "符合", "/"),
        ("建设单位承诺书", "须补正", "/"),
        ("编制单位印章", "待人工核查", "　"),
    ] == states
    assert "查验：编制单位印章（规程七(三)）。" in told


def test_declared_parameters_stand_beside_those_of_the_rules(opinion):
    rows = {
        name: rest
        for name, *rest in cells(
            tables(opinion)["parameters"], "parameter", "stated", "required", "agrees"
        )
    }

    assert ["3.0 分钟", "5.0 分钟", "不同"] == rows["最短计入时段"]
    assert ["窗台中点受照", "窗台两端同时受照", "不同"] == rows["满窗判定点"]
    assert ["08:00–16:00", "08:00–16:00", "相同"] == rows["有效时间带"]
    assert ["—", "112.7300°", "未载明"] == rows["经度"]


def test_evidence_names_the_instant_in_both_clocks_and_who_blocks(opinion):
    (row,) = cells(
        tables(opinion)["evidence:3"], "submitted", "recomputed", "minute", "blocker"
    )

    # 112.73° E on 大寒: 29.1 min for the longitude, 11 for the equation of time
    assert ("127 分钟\n10:00–12:07", "63 分钟\n08:00–09:03") == row[:2]
    assert ("11:00\n北京时间 11:40", "P1\n面 4") == row[2:]


def test_the_cause_is_told_as_consistent_with_and_never_more(opinion):
    causes = next(c for c in opinion.chapters if c.id == "review-causes")
    told = causes.blocks[1].text

    assert "送审数值与下述口径相符：太阳赤纬取库珀公式（年内第20日），−20.34°" in told
    assert "P1的顶高降低3.00 m" in told
    assert "复现 24/26 个，92.3%" in told
    fits = cells(tables(opinion)["fits"], "rank", "explained", "allowed")
    assert [
        ("1", "24/26", "与规则不同"),
        ("2", "20/26", "与规则不同"),
        ("3", "14/26", "可用"),
        ("规则口径", "12/26", "可用"),
    ] == fits


def test_the_notes_say_that_the_tolerance_is_not_verified(opinion):
    told = "\n".join(said(opinion))

    assert "容差 ±3 分钟" in told
    assert "未经核对" in told
    assert "赤纬 −20.1496°" in told
    assert texts("zh")["notes.software"] in told


def test_lists_are_cut_and_say_how_many_there_are(review):
    many = replace(review, findings=(replace_evidence(review.findings[1], 40),))
    table = tables(opinion_record(many))["evidence:1"]

    assert 12 == len(table.rows)
    assert "此处列 12 条证据，本意见共涉及 40 处" in table.note


def test_evidence_that_says_nothing_makes_no_table(review):
    finding = replace(review.findings[0], evidence=(Evidence(),))
    row = replace(review.findings[1], evidence=(Evidence(row=5),))
    found = tables(opinion_record(replace(review, findings=(finding, row))))

    assert "evidence:1" not in found
    assert [("窗位表.csv\n第 7 行",)] == cells(found["evidence:2"], "place")


def replace_evidence(finding, count):
    return replace(finding, evidence=finding.evidence * count, count=count)


def test_nothing_compared_is_never_a_pass(review):
    match = replace(
        review.match, window=np.full(len(review.match.window), -1, dtype=np.int64)
    )
    report = opinion_record(
        replace(review, match=match, findings=(), inference=None, formal=())
    )

    assert "没有可比对的窗位数据" in report.chapters[0].blocks[1].text
    assert "未作口径推断。" in "\n".join(said(report))


def test_no_findings_at_all_read_as_nothing_found(review):
    report = opinion_record(replace(review, findings=(), reading=()))

    assert "没有发现须修正或须说明的事项" in report.chapters[0].blocks[1].text
    assert "没有须编制单位答复的事项。" in said(report)


def test_an_unknown_language_is_refused(review):
    with pytest.raises(InputError, match="'fr'"):
        opinion_record(review, lang="fr")


def test_the_signs_have_words_of_their_own():
    assert "不符合、须补正，或结论翻转" == wordings("zh")["docx.tone_fail"]


def test_figures_are_rounded_down_so_that_a_shortfall_shows():
    assert ["119.9", "120", "—"] == [duration(v) for v in (119.99, 120.0, math.nan)]


def test_segments_that_are_no_times_do_not_stop_the_opinion():
    told = segments_text([(500.0, 480.0), (math.nan, 600.0), (1e9, 1e9)])

    assert "08:20–08:00\n?–10:00\n?–?" == told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_summary_is_plain_lines_for_a_terminal(review, lang):
    hostile = replace(review.findings[0], message="a\x1b[31m\nb", message_zh="甲\x07")
    lines = summary_lines(replace(review, findings=(hostile,)), lang)

    assert all(line.isprintable() for line in lines)
    assert any(hostile.message_zh[0] in line or "a" in line for line in lines)


def test_grades_of_the_summary_come_gravest_first(review):
    marks = [line[2] for line in summary_lines(review) if line.startswith("  ")]

    assert list("××?○-") == marks
    assert {Grade.WRONG, Grade.NOTE} < {f.grade for f in review.findings}


GREAT_COLD = StandardDay.GREAT_COLD


@pytest.mark.parametrize(
    ("convention", "zh", "en"),
    [
        (Convention(), "规定口径", "the rules as they stand"),
        (
            Convention(declination=Cooper1969(day_of_year=20)),
            "太阳赤纬取库珀公式（年内第20日），−20.34°",
            "declination by Cooper's formula at day 20, −20.34°",
        ),
        (
            Convention(sampling=Sampling(step=5.0, counting=SampleCounting.EACH)),
            "时间步长5分钟，每个受照采样点计一个步长（首尾均计）",
            "a time step of 5 min, each lit sample counting a step, both ends included",
        ),
        (
            Convention(latitude=37.87, place="太原"),
            "纬度取37.87°（太原的纬度）",
            "latitude 37.87° (that of 太原)",
        ),
        (
            Convention(north=-5.0),
            "总平面逆时针偏转5.0°",
            "the plan turned anticlockwise",
        ),
        (Convention(sill="real"), "低窗台按实际高度", "low sills at their real height"),
        (
            Convention(shortest_segment=3.0),
            "3分钟及以上的时段均计入",
            "segments from 3 min on counted",
        ),
        (
            Convention(geometry=GeometryChange(kind="top", building="3#", metres=-3.0)),
            "3#的顶高降低3.00 m",
            "top of 3# lowered by 3.00 m",
        ),
        (
            Convention(
                geometry=GeometryChange(
                    kind="part_omitted", building="5#", part="parapet"
                )
            ),
            "未计入5#的女儿墙",
            "of 5# left out",
        ),
    ],
)
def test_conventions_are_worded_in_both_languages(convention, zh, en):
    assert zh == convention_text(convention, Convention(), GREAT_COLD, "zh")
    assert en in convention_text(convention, Convention(), GREAT_COLD, "en")


@pytest.mark.parametrize(
    "convention",
    [
        *(
            Convention(declination=d)
            for d in (
                GivenDeclination(declination=-20.28, origin="手册"),
                LocalNoon(date=dt.date(2026, 1, 20), longitude=112),
                WangFourier1985(date=dt.date(2026, 1, 20)),
            )
        ),
        *(Convention(full_window=test) for test in FullWindowTest),
        *(Convention(sampling=Sampling(step=0.5, counting=c)) for c in SampleCounting),
        Convention(own_plates=OwnPlates.COUNTED, time_basis=TimeBasis.BEIJING_TIME),
        *(Convention(sill=sill) for sill in ("floor_0.9", "real", "floor")),
        *(
            Convention(geometry=GeometryChange(kind=kind, building="3#", metres=m))
            for kind in ("omitted", "top", "level", "part_omitted")
            for m in (-1.0, 1.0)
        ),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_convention_has_words(convention, lang):
    told = convention_text(convention, Convention(), GREAT_COLD, lang)

    assert told
    assert "{" not in told


def test_departures_without_words_stand_as_they_are():
    assert "赤纬取值、odd" == departures_text(("declination", "odd"))
