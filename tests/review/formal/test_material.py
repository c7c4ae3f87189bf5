"""Compiler, material, software, texts, date, stage, standard."""

from dataclasses import replace
from datetime import date

import pytest

from sunlight.errors import InputError
from sunlight.review.formal.compiler import qualification_kinds
from sunlight.review.formal.lists import formal_list, formal_list_from_file
from sunlight.review.formal.software import known_program
from sunlight.review.records.findings import Grade, ItemState
from sunlight.rules import ruleset, ruleset_names

ROWS = [{"label": "W", "building": "1#", "before": 300, "after": 200}]
UNITS = [{"label": "101", "building": "1#", "before": 300, "after": 200}]


def test_a_report_that_says_it_all_has_nothing_to_answer(check):
    found = check(ROWS, UNITS, conclusions=("周边住宅均满足日照标准。",))

    wrong = [f for f in found.findings.values() if f.grade is not Grade.NOTE]
    # no window belongs to a household here, and the model comes by other ways
    assert [] == wrong


def test_seals_and_certificates_are_never_met(check):
    items = check(ROWS, UNITS).items

    for name in ("report_seals", "letter_client", "letter_compiler", "survey"):
        assert ItemState.OPEN is items[name].state
    assert "自述已盖章" in items["letter_client"].reason_zh
    assert ItemState.OPEN is items["qualification_certificate"].state


def test_a_stated_missing_seal_is_not_met(check, build):
    pieces = [build.Attachment(kind="", title=t) for t in build.ATTACHMENTS]
    pieces[1] = replace(pieces[1], sealed=False)

    found = check(ROWS, UNITS, attachments=tuple(pieces))

    assert ItemState.NOT_MET is found.items["letter_client"].state
    finding = found.findings["REVIEW-FORMAL-NOT-SEALED"]
    assert (Grade.WRONG, 1) == (finding.grade, finding.count)
    assert "建设单位承诺书" in finding.message_zh


def test_what_is_missing_is_graded_by_who_asks_for_it(check, build):
    kept = [
        build.Attachment(kind="", title=t)
        for t in build.ATTACHMENTS
        if "承诺书" not in t and "窗位图" not in t
    ]

    found = check(ROWS, UNITS, attachments=tuple(kept))

    grave = found.findings["REVIEW-FORMAL-MATERIAL-MISSING"]
    light = found.findings["REVIEW-FORMAL-MATERIAL-UNLISTED"]
    assert (Grade.WRONG, 2) == (grave.grade, grave.count)
    assert "办法二、规程七(三)" in grave.message_zh
    assert (Grade.ANSWER, 1) == (light.grade, light.count)
    assert "客体窗位图" in light.message_zh


def test_without_a_list_nothing_is_called_missing(check):
    found = check(ROWS, UNITS, attachments=(), attachments_listed=False)

    assert ItemState.OPEN is found.items["survey"].state
    assert "REVIEW-FORMAL-MATERIAL-MISSING" not in found.codes
    assert Grade.ANSWER is found.findings["REVIEW-FORMAL-NO-LIST"].grade


def test_material_is_recognised_by_its_id_too(check, build):
    pieces = (
        *(build.Attachment(kind="", title=t) for t in build.ATTACHMENTS[4:]),
        build.Attachment(kind="letter_client", title="附件"),
        build.Attachment(kind="", title="会议纪要"),
    )

    found = check(ROWS, UNITS, attachments=pieces)

    assert ItemState.OPEN is found.items["letter_client"].state
    other = found.findings["REVIEW-FORMAL-OTHER-MATERIAL"]
    assert (Grade.NOTE, 1) == (other.grade, other.count)
    assert "会议纪要" in other.message_zh


def test_conditions_come_from_the_model(check, build, estate_assessment):
    from sunlight.kinds import SourceKind, Status

    project = estate_assessment.project
    first, second, *rest = project.buildings
    changed = replace(
        project,
        buildings=(
            replace(first, status=Status.APPROVED),
            replace(second, source=replace(second.source, kind=SourceKind.ARCHIVE)),
            *rest,
        ),
        stage="phase",
    )
    ours = replace(estate_assessment, project=changed)

    usual = check(ROWS, UNITS).items
    found = check(ROWS, UNITS, assessment=ours)

    for item in ("approved_drawings", "archive_copies", "whole_approval"):
        assert item not in usual
        assert ItemState.NOT_MET is found.items[item].state
    assert 3 == found.findings["REVIEW-FORMAL-MATERIAL-MISSING"].count
    assert Grade.ANSWER is found.findings["REVIEW-FORMAL-STAGE"].grade


@pytest.mark.parametrize(
    ("text", "fit", "unfit"),
    [
        ("城乡规划编制甲级", True, False),
        ("建筑行业（建筑工程）甲级", True, False),
        ("建筑设计乙级", True, False),
        ("测绘乙级", False, True),
        ("建筑工程施工总承包一级", False, True),
        ("工程监理甲级", False, True),
        ("工程勘察设计综合甲级", True, False),
        ("城乡规划编制乙级、测绘乙级", True, True),
        ("某某证书", False, False),
    ],
)
def test_kinds_of_qualification(text, fit, unfit):
    good, other = qualification_kinds(text)

    assert (fit, unfit) == (bool(good[0]), bool(other[0]))


@pytest.mark.parametrize(
    ("compiler", "code", "grade"),
    [
        ({"name": ""}, "REVIEW-FORMAL-COMPILER", Grade.ANSWER),
        ({"name": "某某房地产开发有限公司"}, "REVIEW-FORMAL-COMPILER", Grade.ANSWER),
        (
            {"qualification": "测绘乙级"},
            "REVIEW-FORMAL-QUALIFICATION-KIND",
            Grade.WRONG,
        ),
        (
            {"qualification": ""},
            "REVIEW-FORMAL-QUALIFICATION-UNSTATED",
            Grade.ANSWER,
        ),
        (
            {"qualification": "城乡规划编制"},
            "REVIEW-FORMAL-QUALIFICATION-UNSTATED",
            Grade.ANSWER,
        ),
        (
            {"qualification_number": ""},
            "REVIEW-FORMAL-QUALIFICATION-UNSTATED",
            Grade.ANSWER,
        ),
    ],
)
def test_the_compiler(check, build, compiler, code, grade):
    party = replace(build.complete_declaration().compiler, **compiler)

    found = check(ROWS, UNITS, compiler=party)

    assert grade is found.findings[code].grade


@pytest.mark.parametrize(
    ("software", "version", "code"),
    [
        ("", "", "REVIEW-FORMAL-SOFTWARE"),
        ("自编程序", "1.0", "REVIEW-FORMAL-SOFTWARE"),
        ("天正日照", "", "REVIEW-FORMAL-SOFTWARE-VERSION"),
        ("sunlight-cn", "0.1.0", "REVIEW-FORMAL-SOFTWARE-OWN"),
    ],
)
def test_the_software(check, software, version, code):
    found = check(ROWS, UNITS, software=software, software_version=version)

    assert Grade.ANSWER is found.findings[code].grade


def test_known_software_stays_open_and_so_does_ours(check):
    items = check(ROWS, UNITS).items

    assert ItemState.OPEN is items["software"].state
    assert "须由人核对" in items["software"].reason_zh
    assert "不是国家认可" in items["review_software"].reason_zh


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PKPM-Sunlight 2018", "PKPM 日照 SUNLIGHT"),
        ("绿建斯维尔日照分析 SUN2022", "绿建斯维尔日照 SUN"),
        ("ＦａｓｔＳＵＮ 12", "飞时达日照 FastSUN"),  # noqa: RUF001
        ("sunlight", ""),
    ],
)
def test_programs_of_the_trade(text, name):
    assert name == known_program(text)


def test_our_own_bundle_is_not_recognised_software(check, build):
    from sunlight.review.records.submission import SubmittedFile

    files = (SubmittedFile(name="result.json", sha256="0" * 64, kind="bundle"),)

    found = check(ROWS, UNITS, files=files, software="sunlight")

    assert "REVIEW-FORMAL-SOFTWARE-OWN" in found.codes


@pytest.mark.parametrize(
    ("text", "code", "grade"),
    [
        ("", "REVIEW-FORMAL-BASIS", Grade.ANSWER),
        ("GB 50180-2018", "REVIEW-FORMAL-BASIS", Grade.ANSWER),
        ("忻规发[2018]26号", "REVIEW-FORMAL-REPEALED-BASIS", Grade.WRONG),
        ("忻自然资办发（2021）64 号", "REVIEW-FORMAL-REPEALED-BASIS", Grade.WRONG),
        (
            "忻政办发[2014]129号附录六；忻政办发[2022]14号",
            "REVIEW-FORMAL-REPEALED-BASIS",
            Grade.WRONG,
        ),
    ],
)
def test_texts_that_do_not_hold(check, text, code, grade):
    assert grade is check(ROWS, UNITS, rules_text=text).findings[code].grade


@pytest.mark.parametrize(
    "text",
    [
        "忻政办发[2022]14号；忻政办发[2014]129号",
        "《忻州市日照影响分析规划管理办法》；忻规发[2018]26号已废止",
    ],
)
def test_texts_that_hold(check, text):
    found = check(ROWS, UNITS, rules_text=text)

    assert ItemState.MET is found.items["basis"].state


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2022, 3, 31), ItemState.NOT_MET),
        (date(2022, 4, 1), ItemState.MET),
        (date(2027, 3, 31), ItemState.MET),
        (date(2027, 4, 1), ItemState.NOT_MET),
        (None, ItemState.NOT_MET),
    ],
)
def test_the_date(check, day, state):
    found = check(ROWS, UNITS, date=day)

    assert state is found.items["report_date"].state
    assert ("REVIEW-FORMAL-DATE" in found.codes) is (state is ItemState.NOT_MET)


@pytest.mark.parametrize(
    ("minutes", "document", "codes"),
    [
        (120.0, "", set()),
        (180.0, "", {"REVIEW-STANDARD-STRICTER"}),
        (90.0, "", {"REVIEW-STANDARD-DIFFERS"}),
        (60.0, "", {"REVIEW-STANDARD-DIFFERS", "REVIEW-RENEWAL-WITHOUT-DOCUMENT"}),
        (60.0, "-", {"REVIEW-STANDARD-DIFFERS", "REVIEW-RENEWAL-WITHOUT-DOCUMENT"}),
        (60.0, "忻旧改[2024]3号", set()),
    ],
)
def test_the_standard(check, minutes, document, codes):
    found = check(ROWS, UNITS, standard_minutes=minutes, renewal_document=document)

    mine = {c for c in found.codes if c.startswith(("REVIEW-STANDARD", "REVIEW-REN"))}
    assert codes == mine
    assert ("renewal_document" in found.items) is (minutes == 60.0)


def test_hostile_texts_are_cut_and_harmless(check, build):
    nasty = "=1+1{x}\x07<script>" + "长" * 200
    rows = [{"label": nasty, "building": nasty, "before": 300, "after": 60}]
    rows[0] |= {"outcome": "满足", "household": nasty}
    pieces = (build.Attachment(kind=nasty, title=nasty),)

    found = check(
        rows,
        [{"label": nasty, "building": nasty, "after": 500, "outcome": nasty}],
        attachments=pieces,
        software=nasty,
        rules_text=nasty,
        renewal_document=nasty,
        conclusions=(nasty, "{count}均满足{0}"),
    )

    for finding in found.findings.values():
        assert "\x07" not in finding.message + finding.message_zh
        assert len(finding.message_zh) < 1500


def test_an_empty_submission_has_items_and_no_errors(check, build):
    found = check(
        **{
            name: getattr(build.Declaration(), name)
            for name in ("conclusions", "attachments", "attachments_listed", "date")
        }
    )

    assert ItemState.NOT_MET is found.items["window_tables_after"].state
    assert "REVIEW-FORMAL-MATERIAL-MISSING" in found.codes


@pytest.mark.parametrize("name", ruleset_names())
def test_every_profile_has_a_list(name):
    rules = ruleset(name)

    assert "xinzhou-2022" == formal_list(rules).name
    assert {"letter_client", "survey"} <= {i.id for i in formal_list(rules).items}


def test_a_list_of_ones_own(check, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        '[[item]]\nid = "minutes"\nclause = "办法二"\nzh = "会议纪要"\n'
        'en = "minutes of the meeting"\nnames = ["会议纪要"]\nneeded = "always"\n'
        'seen = "list"\nmissing = "wrong"\n',
        encoding="utf-8",
    )

    found = check(ROWS, UNITS, wanted=formal_list_from_file(path))

    assert ItemState.NOT_MET is found.items["minutes"].state
    assert "letter_client" not in found.items


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[[item]]\nid = 1\n", "missing"),
        ("= broken", "not TOML"),
        ("[other]\n", "unknown"),
        (
            '[[item]]\nid="x"\nclause="a"\nzh="a"\nen="a"\nneeded="often"\n'
            'seen="list"\nmissing="wrong"\nnames=["a"]\n',
            "choose one of",
        ),
        (
            '[[item]]\nid="x"\nclause="a"\nzh="a"\nen="a"\nneeded="always"\n'
            'seen="content"\nmissing="wrong"\n',
            "cannot see",
        ),
    ],
)
def test_a_broken_list_says_what_is_wrong(tmp_path, text, word):
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(InputError, match=word):
        formal_list_from_file(path)
