"""Sentences of the conclusion against the report's own tables."""

import pytest

from sunlight.review.formal.sentences import claims_in
from sunlight.review.records.findings import Grade, ItemState

UNITS = [
    {"label": "101", "building": "1#", "before": 300, "after": 200, "outcome": "满足"},
    {"label": "102", "building": "1#", "before": 300, "after": 150, "outcome": "满足"},
    {"label": "201", "building": "2#", "before": 90, "after": 88, "outcome": "不影响"},
    {"label": "301", "building": "P1", "after": 180, "outcome": "满足"},
]
FAILING = [
    *UNITS,
    {"label": "202", "building": "2#", "before": 300, "after": 60, "outcome": "不满足"},
]
NEAR = [
    *UNITS[:2],
    {"label": "202", "building": "2#", "before": 300, "after": 119, "outcome": ""},
]


def codes(found):
    return {code for code in found.codes if code.startswith("REVIEW-CONCLUSION")}


@pytest.mark.parametrize(
    ("units", "sentence"),
    [
        (UNITS, "拟建住宅全部满足日照标准，周边住宅均满足或不影响。"),
        (UNITS, "1#楼均满足；2#楼1户不影响。"),
        (UNITS, "项目建设后对周边建筑无不利日照影响。"),
        (UNITS, "1#楼满足日照标准的2户，2#楼不影响1户。"),
        (UNITS, "周边住宅建设前满足2户、不满足1户。"),
        (FAILING, "除2#楼202户外均满足，2#楼1户不满足。"),
        (FAILING, "2#楼有一户不满足，其余均满足或不影响。"),
        (FAILING, "有 1 户不通过（不满足 1，影响 0），评定结论为：不通过。"),
        (FAILING, "2号楼不满足日照标准。"),
        (FAILING, "本项目不能全部满足日照标准。"),
        (NEAR, "住宅均满足日照标准。"),
        (NEAR, "满足3户。"),
        (NEAR, "满足2户，不满足1户。"),
    ],
)
def test_conclusions_that_follow(check, units, sentence):
    found = check((), units, conclusions=(sentence,))

    assert set() == codes(found)
    assert ItemState.MET is found.items["conclusion_follows"].state


@pytest.mark.parametrize(
    ("units", "sentence", "code", "grade"),
    [
        (FAILING, "全部住户满足日照标准。", "CONTRADICTS", Grade.WRONG),
        (FAILING, "周边住宅均满足日照标准。", "CONTRADICTS", Grade.WRONG),
        (FAILING, "对周边建筑不产生不利影响。", "CONTRADICTS", Grade.WRONG),
        (FAILING, "评定结论为：通过。", "CONTRADICTS", Grade.WRONG),
        (FAILING, "除1#楼外，其余均满足。", "CONTRADICTS", Grade.WRONG),
        (UNITS, "住宅均满足日照标准。", "WORDING", Grade.ANSWER),
        (FAILING, "不满足日照标准的有0户。", "COUNT", Grade.WRONG),
        (FAILING, "满足5户。", "COUNT", Grade.WRONG),
        (FAILING, "不满足4户。", "COUNT", Grade.ANSWER),
        (UNITS, "1#楼有1户不满足。", "COUNT", Grade.ANSWER),
        (UNITS, "1#楼不满足日照标准。", "BUILDING", Grade.ANSWER),
        (UNITS, "住宅共9户。", "COUNT", Grade.NOTE),
        (FAILING, "拟建住宅均满足日照标准。", "SILENT", Grade.ANSWER),
        (UNITS, "详见附表。", "UNCHECKED", Grade.OPEN),
    ],
)
def test_conclusions_that_do_not(check, units, sentence, code, grade):
    found = check((), units, conclusions=(sentence,))

    assert f"REVIEW-CONCLUSION-{code}" in codes(found)
    assert grade is found.findings[f"REVIEW-CONCLUSION-{code}"].grade
    state = found.items["conclusion_follows"].state
    assert (ItemState.OPEN if code == "UNCHECKED" else ItemState.NOT_MET) is state


def test_the_sentence_and_the_worst_unit_are_evidence(check):
    found = check((), FAILING, conclusions=("全部住户满足日照标准。",))

    finding = found.findings["REVIEW-CONCLUSION-CONTRADICTS"]
    assert "全部住户满足日照标准。" == finding.evidence[0].submitted_text
    assert "202" == finding.evidence[1].unit
    assert "建设后 60 分钟" in finding.message_zh


def test_windows_that_all_pass_bear_out_a_conclusion_without_households(check):
    rows = [{"label": "W", "building": "1#", "before": 300, "after": 200}]

    assert ItemState.MET is check(rows).items["conclusion_follows"].state
    rows[0]["after"] = 60
    assert ItemState.OPEN is check(rows).items["conclusion_follows"].state


def test_no_conclusion_is_missing_material(check):
    found = check((), UNITS, conclusions=())

    assert ItemState.NOT_MET is found.items["conclusion"].state
    assert ItemState.OPEN is found.items["conclusion_follows"].state
    missing = found.findings["REVIEW-FORMAL-MATERIAL-MISSING"]
    assert "日照分析结论" in missing.message_zh


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("1#~3#楼共12户，均满足。", [("total", 12), ("all", -1)]),
        ("二十三户不满足", [("count", 23)]),
        ("住宅每户至少有一个居住空间满窗日照不少于2小时", []),
        ("未评定的不能视为满足", []),
        ("满足120户不满足3户", [("count", 120), ("count", 3)]),
    ],
)
def test_claims_of_sentences(sentence, told):
    claims = claims_in([sentence], {k: k for k in ("1#", "2#", "3#", "11#")})

    assert told == [(claim.kind, claim.number) for claim in claims]


def test_1_is_not_found_in_11():
    (claim,) = claims_in(["11#楼均满足"], {"1#": "1#", "11#": "11#"})

    assert frozenset({"11#"}) == claim.buildings


@pytest.mark.parametrize(
    ("sentence", "buildings"),
    [
        ("A1（一号楼）共18户，其中17户满足。", {"a1"}),
        ("拟建1号楼18户满足", {"p1"}),
        ("1号楼18户满足", {"1#"}),
        ("A11座18户满足", set()),
        ("1#、2#楼18户满足", {"1#", "2#"}),
        ("1#-3#楼18户满足", {"1#", "2#"}),
    ],
)
def test_names_of_buildings_in_sentences(sentence, buildings):
    known = {"a1": "a1", "拟建1": "p1", "p1": "p1", "1#": "1#", "2#": "2#"}

    assert {frozenset(buildings)} == {
        claim.buildings
        for claim in claims_in([sentence], known)
        if claim.kind == "count"
    }


OWN_UNITS = [
    {"label": "101", "building": "1#", "before": 300, "after": 200, "outcome": "满足"},
    {"label": "201", "building": "2#", "before": 90, "after": 80, "outcome": "影响"},
    {"label": "202", "building": "2#", "before": 300, "after": 60, "outcome": "不满足"},
    {"label": "301", "building": "P1", "after": 180, "outcome": "满足"},
    {"label": "302", "building": "P1", "after": 190, "outcome": "满足"},
]
OWN_SENTENCES = (
    "P1 拟建1号楼（住宅，本项目新建）：共 2 户。建设后达到日照标准（大寒日有效日照"
    "不少于 120 分钟）、评定为满足的 2 户，不满足的 0 户（规程四(一)1）。"
    "结论：全部满足。",
    "× 2# 二号楼（住宅，项目以外）：共 2 户。建设前满足日照标准（大寒日有效日照不少于"
    " 120 分钟）的 1 户，其中建设后仍满足 0 户，由满足变为不满足 1 户（规程七(四)）。"
    "建设前不满足的 1 户，其中建设后评定为不影响 0 户，影响 1 户（规程七(五)）。"
    "结论：不通过。",
    "住宅共 2 户：满足 2，不满足 0，不影响 0，影响 0，影响（日照增加）0。",
    "住宅共 3 户：满足 1，不满足 1，不影响 0，影响 1，影响（日照增加）0。",
    "综上，有 2 户不通过（不满足 1，影响 1），评定结论为：不通过。",
)


def test_sentences_of_our_own_report_follow_from_its_table(check):
    found = check((), OWN_UNITS, conclusions=OWN_SENTENCES)

    assert set() == codes(found)
    assert ItemState.MET is found.items["conclusion_follows"].state


@pytest.mark.parametrize(
    "sentence",
    [
        "有日照补偿协议备案的 1 户，其中不通过 1 户。",
        "X9 培训楼（教学，项目以外）：共 12 间。结论：全部满足。",
        "按份额评定的建筑共 1 幢：满足 1，不满足 0。",
    ],
)
def test_a_sentence_about_units_that_are_not_known_is_left_to_a_person(check, sentence):
    found = check((), OWN_UNITS, conclusions=(*OWN_SENTENCES, sentence))

    assert {"REVIEW-CONCLUSION-UNCHECKED"} >= codes(found)
    assert ItemState.NOT_MET is not found.items["conclusion_follows"].state


def test_a_wrong_number_of_a_headed_paragraph_is_still_told(check):
    wrong = OWN_SENTENCES[0].replace("满足的 2 户", "满足的 1 户")
    found = check((), OWN_UNITS, conclusions=(wrong, *OWN_SENTENCES[1:]))

    assert {"REVIEW-CONCLUSION-COUNT"} == codes(found)


def test_a_table_of_failing_units_alone_is_no_population(check):
    windows = [
        {"label": f"C{u['label']}", "household": u["label"], **_minutes(u)}
        for u in OWN_UNITS
    ]
    found = check(windows, OWN_UNITS[1:3], conclusions=OWN_SENTENCES)

    assert set() == codes(found)


def _minutes(unit):
    return {key: unit[key] for key in ("building", "before", "after") if key in unit}
