"""Chapters on results: what stands in them, for the demo, other uses, and odd names."""

import dataclasses
from collections import Counter

import numpy as np
import pytest
from report_walk import (
    blocks,
    chapter,
    chapters,
    numbers,
    paragraphs,
    rows,
    shape,
    sound,
    tables,
)
from report_walk import texts as all_texts

from sunlight.assessment.judging.critical import CriticalUnit
from sunlight.findings import Finding, Severity
from sunlight.model.evidence import SurveyTolerance
from sunlight.report.content.records import Pictures
from sunlight.report.content.results import result_chapters
from sunlight.report.notes import standing_notes
from sunlight.report.texts import texts
from sunlight.rules import CountingUnit, Outcome, Wording

ORDER = [
    "summary", "failing", "windows", "verdicts", "aids", "conclusion", "findings",
    "notes",
]  # fmt: skip
NOISE = 1e-6


def told(assessment, lang="zh"):
    return result_chapters(assessment, texts(lang), lang)


def count(cell):
    return None if cell.value is None else int(cell.value)


@pytest.fixture(scope="module")
def found(demo):
    return told(demo)


def test_the_chapters_come_in_the_order_of_the_report(found):
    sound(found)

    assert ORDER == [one.id for one in found]


@pytest.mark.parametrize("name", ["demo", "estate", "uses", "bare_estate"])
def test_both_languages_have_the_same_shape_and_figures(request, name):
    assessment = request.getfixturevalue(name)
    chinese, english = told(assessment), told(assessment, "en")
    sound(english)

    assert shape(chinese) == shape(english)


def test_numbers_in_conclusion_sentences_are_the_same_in_both_languages(demo):
    partition = "whole"
    for lang, other in (("zh", "en"),):
        mine, theirs = (
            [
                numbers(p.text)
                for p in chapter(told(demo, lang_), f"conclusion-{partition}").blocks[
                    :5
                ]
            ]
            for lang_ in (lang, other)
        )

        assert mine == theirs


def test_households_of_the_demo_are_counted_by_their_raw_minutes(demo, found):
    project, results = demo.project, demo.households
    table = rows(tables(found)["summary-households"])
    by_label = {row["building"].text: row for row in table}
    for index, building in enumerate(project.buildings):
        members = np.flatnonzero(project.households.building == index)
        if building.use.value != "residential" or not len(members):
            continue
        new = building.status.value in ("proposed", "concurrent")
        expected = Counter()
        for row in members:
            before, after = results.minutes_before[row], results.minutes_after[row]
            if results.verdicts[row].reasons:
                expected["not_applicable"] += 1
                continue
            if not new and before >= 120.0 - NOISE:
                expected["satisfied_before"] += 1
            if after >= 120.0 - NOISE:
                expected["satisfied_after"] += 1
            elif new:
                expected["new_not_satisfied"] += 1
            elif before >= 120.0 - NOISE:
                expected["satisfied_to_not"] += 1
            elif abs(after - before) <= 3.0 + NOISE:
                expected["unaffected"] += 1
            else:
                expected["affected" if after < before else "gained"] += 1
        row = by_label[f"{building.id} {building.name}"]

        assert len(members) == count(row["units"])
        for name in (*expected, "satisfied_to_not", "affected", "gained"):
            assert expected[name] == (count(row[name]) or 0), (building.id, name)


def test_the_demo_has_the_figures_of_its_page(found):
    total = rows(tables(found)["summary-households"])[-1]

    assert {
        "units": 549,
        "satisfied_before": 247,
        "satisfied_after": 455,
        "satisfied_to_not": 4,
        "unaffected": 9,
        "affected": 3,
        "not_judged": 0,
        "not_applicable": 78,
    } == {
        name: count(total[name])
        for name in total
        if name not in ("building", "standing", "new_not_satisfied", "gained")
    }


def test_rooms_of_other_uses_are_counted_by_their_raw_minutes(demo, found):
    least = {"kindergarten": 180.0, "school": 120.0, "elderly": 120.0}
    buildings, minutes = demo.project.buildings, demo.rooms
    expected = {}
    for unit in demo.units:
        if unit.counted_as is not CountingUnit.ROOM:
            continue
        building = buildings[unit.building]
        standard = least[building.use.value] - NOISE
        before, after = (
            minutes.minutes_before[unit.room],
            minutes.minutes_after[unit.room],
        )
        counts = expected.setdefault(f"{building.id} {building.name}", Counter())
        counts["units"] += 1
        counts["satisfied_before"] += before >= standard
        counts["satisfied_after"] += after >= standard
        counts["satisfied_to_not"] += before >= standard > after
        missed = before < standard and after < standard
        counts["unaffected"] += missed and abs(after - before) <= 3.0 + NOISE
        counts["affected"] += missed and before - after > 3.0 + NOISE
    table = {r["building"].text: r for r in rows(tables(found)["summary-rooms"])}

    assert len(expected) == len(table) - 1
    for label, counts in expected.items():
        assert counts == Counter({n: count(table[label][n]) for n in counts})


def test_a_building_judged_by_rooms_is_told_with_its_own_numbers(found):
    [wards] = [
        row
        for row in rows(tables(found)["summary-shares"])
        if row["building"].text.startswith("E2 ")
    ]
    said = "".join(p.text for p in paragraphs([chapter(found, "conclusion-outside")]))

    assert (30, 15, 30, 13) == tuple(
        count(wards[n])
        for n in ("rooms", "rooms_needed", "rooms_before", "rooms_after")
    )
    assert (
        "计数房间 30 间，应达标不少于 15 间；建设前达标 30 间，建设后达标 13 间。"
        "评定为不满足（规程七(四)）"
    ) in said


def test_what_is_inside_the_project_never_stands_outside(demo, found):
    inside = chapter(found, "conclusion-inside")
    outside = chapter(found, "conclusion-outside")
    own = {
        b.id
        for b in demo.project.buildings
        if b.status.value == "proposed" and b.project_id == demo.project.project_id
    }
    openings = {
        name: {p.text.split(" ")[0] for p in paragraphs([one])}
        for name, one in (("inside", inside), ("outside", outside))
    }

    assert own & openings["inside"] == own
    assert set() == own & openings["outside"]
    assert "10#" in openings["outside"]
    assert ["T1"] == [
        p.text.split(" ")[0]
        for p in paragraphs([chapter(found, "conclusion-side")])
        if p.text.startswith("T1")
    ]


def test_sums_of_the_sections_are_the_sums_of_the_whole(found):
    def sums(name):
        kinds = {}
        for p in chapter(found, name).blocks:
            text = getattr(p, "text", "")
            if "：满足" in text:
                kinds[text.split(" ")[0]] = np.array(numbers(text))
        return kinds

    whole = sums("conclusion-whole")
    parts = [sums(f"conclusion-{name}") for name in ("inside", "outside", "side")]
    for kind, expected in whole.items():
        added = sum(part[kind] for part in parts if kind in part)

        assert expected.tolist() == added.tolist()
        assert expected[0] == expected[1:].sum()


def test_failing_units_are_listed_once_each_with_their_figures(demo, found):
    failing = {v.unit: v for v in demo.verdicts if v.outcome is Outcome.FAIL}
    listed = [
        row
        for name in ("failing-households", "failing-others")
        for row in rows(tables(found)[name])
    ]

    assert sorted(failing) == sorted(row["unit"].text for row in listed)
    for row in listed:
        verdict = failing[row["unit"].text]
        assert row["after"].value == verdict.measured
        assert row["before"].value == verdict.before
        assert row["margin"].value == verdict.margin < 0.0
        assert row["clause"].text == verdict.clause
        assert row["wording"].tone == "fail"
        assert row["taken_by"].text != "–" or verdict.measure_unit == "rooms"


def test_a_failing_household_near_the_standard_is_told_to_the_second(found):
    [row] = [
        r
        for r in rows(tables(found)["failing-households"])
        if r["unit"].text == "7#-0401"
    ]

    assert row["after"].text == "1小时59分51秒"
    assert row["margin"].text == "-0分09秒"
    assert "建设前：7#-0401/主卧\n7#-4-S01" in row["place"].text
    assert row["place"].text.startswith("7#-0401/次卧\n7#-4-S03")


def test_nothing_failing_is_said_in_a_sentence(demo):
    kept = [v for v in demo.households.verdicts if v.outcome is not Outcome.FAIL]
    assessment = dataclasses.replace(
        demo,
        units=(),
        households=dataclasses.replace(
            demo.households,
            verdicts=tuple(
                v if v.outcome is not Outcome.FAIL else kept[0]
                for v in demo.households.verdicts
            ),
        ),
    )
    found = told(assessment)

    assert ["没有不通过的单元。"] == [
        b.text for b in chapter(found, "failing-units").blocks
    ]
    assert "没有未评定的单元。" == chapter(found, "failing-open").blocks[0].text


def test_every_deciding_clause_is_explained(demo, found):
    said = [p.text for p in paragraphs([chapter(found, "verdicts-meaning")])]
    clauses = {c for v in demo.verdicts for c in v.cited if "USE-NOT" not in v.reasons}
    deciding = {r["clause"].text for r in rows(tables(found)["verdicts-clauses"])[:-1]}
    explained = {text.split("：")[0] for text in said}

    assert deciding <= explained
    assert explained - {"以下为条款含义的转述，不是原文；以原文为准。"} <= clauses
    assert all(
        len(text.split("：", 1)[1]) > 5 for text in said if text[:2] in "规程办法"
    )


def test_households_that_only_group_rooms_are_in_no_count(demo, found):
    elderly = sum(
        demo.project.buildings[b].use.value == "elderly"
        for b in demo.project.households.building.tolist()
    )
    said = [p.text for p in chapter(found, "summary").blocks[2:]]
    total = rows(tables(found)["verdicts-clauses"])[-1]

    assert elderly == 12
    assert "另有 12 户" in said[0]
    assert len(demo.verdicts) - elderly == count(total["units"])


def test_a_project_without_windows_is_never_all_satisfied(bare_estate):
    found = told(bare_estate)
    sound(found)
    said = " ".join(p.text for p in chapter(found, "conclusion-whole").blocks)

    assert "没有一个单元得到评定" in said
    assert "没有评定：" in said  # the buildings are named
    assert "通过。" not in said
    assert "windows-tables" not in [one.id for one in chapters(found)]
    assert "summary-households" not in tables(found)


def test_a_building_in_which_nothing_is_listed_is_named(uses):
    found = told(uses)
    said = "".join(p.text for p in chapter(found, "conclusion-whole").blocks)

    assert "S1" in said
    assert uses.unlisted == ("S1",)


def test_the_drawings_have_their_places_and_aids_their_standing_sentence(found):
    kinds = [b.kind for b in blocks(found) if isinstance(b, Pictures)]
    first = chapter(found, "aids").blocks[0].text

    assert [
        "windows",
        "facade",
        "timeline",
        "isochrone",
        "shadow",
        "sunpath",
        "loss",
    ] == (kinds)
    assert "不作为结论的依据（规程六(一)）" in first


def test_standing_notes_come_whole(demo, found):
    notes = [item.text for item in chapter(found, "notes").blocks[0].items]

    assert list(standing_notes(demo.rules, "zh")) == notes


def test_findings_parts_left_out_and_readings_are_listed(demo, found):
    listed = tables(found)

    assert len(demo.findings) == len(listed["findings-list"].rows)
    assert len(demo.rules.readings) == len(listed["readings-taken"].rows)
    assert "树木" in [r["kind"].text for r in rows(listed["excluded-parts"])]
    assert [
        w.severity.value for w in demo.findings if w.severity.value == "error"
    ] == []


def test_an_alternative_reading_is_told_as_taken(uses):
    table = rows(tables(told(uses))["readings-taken"])
    other = [row for row in table if row["choice"].text == "另选"]
    [reading] = [r for r in uses.rules.readings if r.id == "scope_limits_verdicts"]

    assert [reading.alternative_zh] == [row["taken"].text for row in other]
    assert [reading.chosen_zh] == [row["left"].text for row in other]


def test_many_notes_of_one_code_are_cut_and_counted_but_warnings_are_not(estate):
    made = [
        Finding(
            code=code, severity=severity, where=str(i), message="m", message_zh="说"
        )
        for i in range(70)
        for code, severity in (("A-NOTE", Severity.NOTE), ("B-WARN", Severity.WARNING))
    ]
    found = told(dataclasses.replace(estate, findings=tuple(made)))
    codes = Counter(r["code"].text for r in rows(tables(found)["findings-list"]))
    said = [p.text for p in paragraphs([chapter(found, "findings-list")])]

    assert Counter({"B-WARN": 70, "A-NOTE": 20}) == codes
    assert "错误 0 条，警告 70 条，说明 70 条。" in said
    assert any("A-NOTE 另有 50 条" in text for text in said)


def test_critical_units_are_listed_with_what_turns_them(estate):
    verdict = estate.households.verdicts[0]
    critical = CriticalUnit(
        counted_as=CountingUnit.HOUSEHOLD,
        unit=verdict.unit,
        minutes=0.5,
        height=0.025,
        plan=None,
    )
    project = dataclasses.replace(estate.project, survey=SurveyTolerance(height=0.05))
    found = told(dataclasses.replace(estate, project=project, critical=(critical,)))
    [row] = rows(tables(found)["critical-units"])
    said = "".join(p.text for p in chapter(found, "conclusion-whole").blocks)

    assert row["unit"].text == verdict.unit
    assert "±0.025 m" in row["critical"].text
    assert "临界单元 1 个" in said


ODD = "<script>alert(1)</script>&{label}{0}%s=1+1" + "长" * 160


def test_odd_names_come_through_as_they_are(estate):
    project = estate.project
    buildings = tuple(
        dataclasses.replace(b, id=f"{b.id}{ODD}", name=f"{ODD}{i}")
        for i, b in enumerate(project.buildings)
    )
    households = dataclasses.replace(
        project.households,
        id=np.array([f"{h}{ODD}" for h in project.households.id], dtype=object),
    )
    verdicts = tuple(
        dataclasses.replace(v, unit=f"{v.unit}{ODD}")
        for v in estate.households.verdicts
    )
    assessment = dataclasses.replace(
        estate,
        project=dataclasses.replace(
            project, buildings=buildings, households=households
        ),
        households=dataclasses.replace(estate.households, verdicts=verdicts),
    )
    for lang in ("zh", "en"):
        found = told(assessment, lang)
        sound(found)
        assert any(f"1#{ODD} {ODD}0" in text for text in all_texts(found))
    assert shape(told(assessment)) == shape(told(assessment, "en"))


def test_a_gain_is_told_as_a_gain_and_passes(estate):
    [row, *_] = np.flatnonzero(estate.project.households.building == 0)
    old = estate.households.verdicts[row]
    gain = dataclasses.replace(
        old,
        clause="规程七(五)",
        outcome=Outcome.PASS,
        wording=Wording.AFFECTED_GAIN,
        before=30.0,
        measured=60.5,
        threshold=120.0,
        tolerance=3.0,
        margin=3.0,
        reasons=(),
    )
    verdicts = list(estate.households.verdicts)
    verdicts[row] = gain
    found = told(
        dataclasses.replace(
            estate,
            households=dataclasses.replace(estate.households, verdicts=tuple(verdicts)),
        )
    )
    listed = {r["unit"].text: r for r in rows(tables(found)["changed-households"])}

    assert listed[gain.unit]["wording"].text == "影响（日照增加）"
    assert listed[gain.unit]["wording"].tone == "gain"
    assert listed[gain.unit]["before"].text == "0小时30分"
    assert listed[gain.unit]["after"].text == "1小时00分"
