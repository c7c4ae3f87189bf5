"""Front of the report: what it says of parties, basis, sources, scope."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from sunlight.assessment import assess
from sunlight.importers.project_file import read_project
from sunlight.model.dossier import Dossier, Party
from sunlight.report.content.build import report_record
from sunlight.report.content.records import (
    Blanks,
    Fields,
    Items,
    Letter,
    Paragraph,
    Table,
)
from sunlight.report.texts import LANGUAGES

FRONT = ["parties", "project", "basis", "sources", "parameters", "buildings", "scope"]
END = ["signing", "letter-client", "letter-compiler"]


def chapters(report):
    """Every chapter and section by id."""
    found, todo = {}, list(report.chapters)
    while todo:
        chapter = todo.pop(0)
        assert chapter.id not in found
        found[chapter.id] = chapter
        todo += chapter.sections
    return found


def blocks(report, kind):
    return [
        b for c in chapters(report).values() for b in c.blocks if isinstance(b, kind)
    ]


def tables(report):
    return {table.id: table for table in blocks(report, Table)}


def fields(report, name):
    (found,) = [f for f in blocks(report, Fields) if f.id == name]
    return {field.label: field.text for field in found.fields}


def column(table, name):
    at = [c.id for c in table.columns].index(name)
    return [row[at].text for row in table.rows]


def by_first(table):
    return {
        row[0].text: dict(zip([c.id for c in table.columns], row, strict=True))
        for row in table.rows
    }


def texts_of(report, chapter):
    told = []
    for block in chapters(report)[chapter].blocks:
        if isinstance(block, Paragraph):
            told.append(block.text)
        elif isinstance(block, Items):
            told += [item.text for item in block.items]
    return told


@pytest.fixture(scope="module")
def report(estate):
    return report_record(estate)


@pytest.fixture(scope="module")
def full(demo):
    return report_record(demo)


@pytest.fixture(scope="module")
def reread(tmp_path_factory):
    """Assess the estate after a change of its text."""
    source = (Path(__file__).parents[1] / "estate.toml").read_text(encoding="utf-8")
    folder = tmp_path_factory.mktemp("changed")

    def run(*changes):
        text = source
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = folder / "estate.toml"
        path.write_text(text, encoding="utf-8")
        project, findings = read_project(path)
        return assess(project, findings=findings)

    return run


@pytest.mark.parametrize("lang", LANGUAGES)
def test_chapters_stand_in_their_order_in_every_language(estate, lang):
    ids = [chapter.id for chapter in report_record(estate, lang=lang).chapters]

    assert FRONT == ids[: len(FRONT)]
    assert END == ids[-len(END) :]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["estate", "uses", "bare_estate", "demo"])
def test_every_table_is_whole_and_no_place_is_left_to_fill_in(request, name, lang):
    report = report_record(request.getfixturevalue(name), lang=lang)

    assert len(blocks(report, Table)) == len(tables(report))
    for table in blocks(report, Table):
        assert table.caption
        assert {len(table.columns)} >= {len(row) for row in table.rows}
        assert all("{" not in cell.text for row in table.rows for cell in row)
    for told in blocks(report, Paragraph):
        assert told.text
        assert "{" not in told.text


def test_both_languages_have_the_same_shape(demo):
    def shape(report):
        return [
            (
                c.id,
                [type(b) for b in c.blocks],
                [getattr(b, "id", "") for b in c.blocks],
            )
            for c in chapters(report).values()
        ]

    assert shape(report_record(demo, lang="zh")) == shape(
        report_record(demo, lang="en")
    )


def test_what_nobody_said_is_a_blank_and_never_invented(report):
    assert set(fields(report, "party-client").values()) == {""}
    assert set(fields(report, "party-compiler").values()) == {""}
    assert {field.text for field in report.cover} == {"", "试验小区"}
    (frame,) = blocks(report, Blanks)
    assert {cell.text for cell in frame.cells} == {""}


def test_parties_and_persons_come_from_the_project_file(full):
    client = fields(full, "party-client")
    compiler = fields(full, "party-compiler")
    (frame,) = blocks(full, Blanks)

    assert client["单位名称"] == "云中示例置业有限公司(虚构)"
    assert "资质证书编号" not in client
    assert compiler["资质证书编号"] == "虚构-0000"
    assert [cell.text for cell in frame.cells][:3] == [
        "编制人甲(虚构)", "校核人乙(虚构)", "",
    ]  # fmt: skip
    assert fields(full, "project")["项目位置"] == "忻州市忻府区(虚构地块)"


def test_a_designer_of_its_own_has_its_data(estate):
    designer = Party(name="设计院", phone="1")
    project = dataclasses.replace(estate.project, dossier=Dossier(designer=designer))
    report = report_record(dataclasses.replace(estate, project=project))

    assert fields(report, "party-designer")["单位名称"] == "设计院"
    assert "设计院" in [field.text for field in report.cover]


def test_buildings_windows_and_households_are_counted_by_how_they_stand(report):
    table = by_first(tables(report)["counts"])

    assert {"拟建", "现状", "拟拆除", "合计"} == table.keys()
    # 15 and 3 storeys of two households and four windows each
    assert table["拟建"]["windows"].value == 60
    assert table["现状"]["households"].value == 12
    assert table["合计"]["buildings"].value == 4


def test_the_basis_names_its_text_its_days_and_national_standards(report, estate):
    told = texts_of(report, "basis-texts")

    assert "《忻州市日照影响分析规划管理办法》" in told[0]
    assert estate.rules.document in told[0]
    assert "2022-04-01 起施行，有效期至 2027-03-31" in told[0]
    assert any("GB/T 50947-2014" in text and "计算方法" in text for text in told)
    assert not any("JGJ" in text for text in told)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-03-15", "在施行期内"),
        ("2031-01-01", "不在施行期内"),
        (None, "未注明日期"),
    ],
)
def test_the_basis_says_whether_the_rules_are_in_force(estate, date, words):
    day = None if date is None else dt.date.fromisoformat(date)
    project = dataclasses.replace(estate.project, report_date=day)
    report = report_record(dataclasses.replace(estate, project=project))

    assert any(words in text for text in texts_of(report, "basis-texts"))


def test_clauses_are_those_that_verdicts_cite_with_how_many(full, demo):
    table = by_first(tables(full)["clauses"])

    assert {c for v in demo.verdicts for c in v.cited} == table.keys()
    for clause, row in table.items():
        counted = sum(clause in verdict.cited for verdict in demo.verdicts)
        assert row["units"].value == counted
        assert row["meaning"].text != "—"


def test_standards_are_those_of_the_uses_there_are(full):
    table = by_first(tables(full)["standards"])

    assert table["住宅"]["minutes"].value == 120
    assert table["住宅"]["day"].text == "大寒"
    assert table["托幼"]["minutes"].value == 180
    assert "（*）" in table["医院"]["clause"].text
    assert "注*" in tables(full)["standards"].note
    assert "室外游戏场地" in table


@pytest.mark.parametrize("rules", ["hangzhou-old", "shanghai-2016", "beijing-draft"])
def test_another_profile_says_whose_clauses_and_figures_it_has(reread, rules):
    assessment = reread(('id = "T-1"', f'id = "T-1"\nrules = "{rules}"'))
    report = report_record(assessment)
    basis = texts_of(report, "basis-texts")
    own = texts_of(report, "parameters-readings")

    assert any("沿用规则集 xinzhou-2022" in text for text in basis)
    assert any("未经核对原文" in text for text in basis)
    assert "9999" not in "".join(basis)
    assert len(assessment.rules.own_figures) == sum("所沿用的规则为" in x for x in own)
    assert "以“日照标准”" in tables(report)["clauses"].note


def test_a_national_profile_is_not_its_own_source(reread):
    rules = "gb50180-2018:zone-1237-large"
    report = report_record(reread(('id = "T-1"', f'id = "T-1"\nrules = "{rules}"')))
    told = texts_of(report, "basis-texts")

    assert sum("GB 50180-2018" in text for text in told) == 1
    assert report.chapters[-1].blocks[0].paragraphs[1].count("GB 50180-2018") == 1


def test_every_building_has_its_source(report):
    table = by_first(tables(report)["sources-buildings"])

    assert {"1#", "2#", "P1", "S1"} == table.keys()
    assert [table["1#"][c].text for c in ("kind", "reference", "dated", "by")] == [
        "现状测绘", "C-1", "2025-05-01", "乙级",
    ]  # fmt: skip
    assert table["1#"]["height_by"].text == "给定"
    assert table["S1"]["legal"].text == "未注明"


def test_files_stand_with_their_hash(report, estate):
    table = tables(report)["source-files"]

    assert estate.project.source_files == tuple(
        zip(column(table, "file"), column(table, "sha256"), strict=True)
    )


def test_a_missing_source_and_an_assumed_height_stand_out(reread):
    assessment = reread(
        (
            'source = { kind = "design"',
            'height_assumed = true\nsource = { kind = "blank"',
        )
    )
    report = report_record(assessment)
    row = by_first(tables(report)["sources-buildings"])["P1"]
    height = by_first(tables(report)["buildings-proposed"])["P1"]["height"]

    assert (row["kind"].text, row["kind"].tone) == ("未注明", "note")
    assert (row["height_by"].text, row["height_by"].tone) == ("按层数推算", "note")
    assert any("1 幢建筑的高度" in text for text in texts_of(report, "sources"))
    assert (height.text, height.value, height.tone) == ("45.00（推算）", 45.0, "note")


def test_archive_figures_stand_beside_those_used(full):
    (row,) = tables(full)["archive"].rows

    assert [cell.text for cell in row] == [
        "6#", "忻规档-1996-014", "主体顶高于 ±0.00（m）", "11.700", "12.000", "+0.300",
    ]  # fmt: skip
    assert row[-1].tone == "note"


def test_days_have_band_declination_and_origin(full):
    table = by_first(tables(full)["days"])

    cold, solstice = table["大寒"], table["冬至"]
    assert (cold["band"].text, solstice["band"].text) == ("08:00–16:00", "09:00–15:00")
    assert cold["band_beijing"].text == "08:40–16:40"  # 112.73° E, 10.9 min behind
    assert cold["declination"].value == pytest.approx(-20.15, abs=0.01)
    assert solstice["declination"].value == pytest.approx(-23.44, abs=0.01)
    assert "2001" in cold["declination_origin"].text
    assert "大寒" in cold["declination_origin"].text
    assert "医院" in solstice["uses"].text


def test_conventions_of_the_calculation_are_all_told(report):
    told = fields(report, "calculation")

    assert "不取时间步长" in told["算法"]
    assert "不计大气折射" in told["太阳位置"]
    assert "不足 0.9 m 的取 0.9 m" in told["计算窗台面"]
    assert "1.80 m" in told["计算窗宽"]
    assert "5.0 分钟" in told["最短计入时段"]
    assert "左右两端同时" in told["满窗日照"]


def test_versions_and_hashes_are_those_of_the_provenance(report, estate):
    told = fields(report, "versions")

    assert told["规则数据校验值（SHA-256）"] == estate.provenance.rules_hash
    assert told["输入数据校验值（SHA-256）"] == estate.provenance.input_hash
    assert "国家认可" in told["软件说明"]


def test_another_reading_is_told_and_the_usual_ones_are_counted(estate, report):
    other = assess(estate.project, readings=["half_is_enough", "obstructions_in_scope"])
    changed = report_record(other)
    usual = "".join(texts_of(report, "parameters-readings"))

    assert f"{len(estate.rules.readings)} 处均取默认读法" in usual
    assert "规程四(一)2：须多于半数" in texts_of(changed, "parameters-readings")
    assert "不论远近" in "".join(texts_of(report, "scope-obstructions"))
    assert "只有拟建" in "".join(texts_of(changed, "scope-obstructions"))


def test_heights_and_levels_of_buildings_by_hand(report):
    row = by_first(tables(report)["buildings-proposed"])["P1"]

    assert row["height"].value == pytest.approx(45.0)
    assert row["top"].value == pytest.approx(845.0)
    assert row["zero_level"].text == "800.30"
    assert row["indoor_outdoor"].value == pytest.approx(0.3)
    assert row["storeys"].text == "15"
    assert row["status"].text == "拟建"


def test_roof_houses_count_in_the_height_and_solar_heaters_do_not(full):
    analysed = by_first(tables(full)["buildings-analysed"])

    assert analysed["1#"]["top"].value == pytest.approx(792.95 + 18.0 + 0.6)
    assert analysed["2#"]["top"].value == pytest.approx(792.95 + 18.0 + 2.8)


def test_every_building_stands_in_one_table(full, demo):
    listed = [
        name
        for table in tables(full).values()
        if table.id.startswith("buildings-")
        for name in column(table, "building")
    ]

    assert sorted(b.id for b in demo.project.buildings) == sorted(listed)
    assert ["8#"] == column(tables(full)["buildings-overlay"], "building")
    assert {"C1厢", "U1"} == set(column(tables(full)["buildings-reached"], "building"))


def test_the_scope_tells_height_radius_and_reason_of_each(full, demo):
    table = by_first(tables(full)["scope-reasons"])

    assert len(table) == len(demo.project.buildings)
    assert table["P1"]["radius"].value == pytest.approx(1.58 * 58.25)
    assert "规程五(三)" in table["1#"]["clause"].text
    assert table["S1"]["role"].text == "拟拆除"
    assert any("第 1 步" in text for text in texts_of(full, "scope-rows"))


def test_without_windows_it_says_so_and_judges_nobody(bare_estate):
    report = report_record(bare_estate)

    assert any("模型中没有窗" in text for text in texts_of(report, "project"))
    assert tables(report)["clauses"].rows == ()
    assert column(tables(report)["buildings-proposed"], "shaded_by") == ["未计算窗日照"]


def test_without_a_proposal_there_is_no_scope_but_the_buildings_are_listed(reread):
    report = report_record(reread(('status = "proposed"', 'status = "existing"')))

    assert any("未划定影响范围" in text for text in texts_of(report, "scope"))
    assert set(column(tables(report)["buildings-others"], "building")) == {
        "1#", "2#", "P1",
    }  # fmt: skip


def test_many_buildings_outside_for_one_reason_share_a_row(reread):
    shop = """[[buildings]]
id = "Z{n}"
status = "existing"
use = "other"
zero_level = 800.3
outdoor_ground = 800.0
top_above_ground = 4.0
footprint = [[{x}, -900], [{y}, -900], [{y}, -890], [{x}, -890]]

"""
    shops = "".join(shop.format(n=n, x=20 * n, y=20 * n + 10) for n in range(45))
    report = report_record(reread(("[[site_parts]]", f"{shops}[[site_parts]]")))
    rows = tables(report)["scope-reasons"].rows
    (shared,) = [row for row in rows if "幢" in row[0].text]

    assert ["1#", "P1", "S1"] == [row[0].text for row in rows if row is not shared]
    assert shared[0].text.startswith("46 幢：2#、Z0、Z1")  # 2# lies outside too


def test_letters_carry_the_names_and_leave_the_rest_blank(full, report):
    client, compiler = blocks(full, Letter)
    unnamed, _ = blocks(report, Letter)

    assert client.addressee == "忻州市规划和自然资源局"
    assert "云中苑二期" in client.paragraphs[0]
    assert "《忻州市日照影响分析规划管理办法》" in client.paragraphs[1]
    assert compiler.signature[0].text == "示例规划建筑设计院(虚构)"
    assert dict(client.fields)["client_name"] == "云中示例置业有限公司(虚构)"
    assert unnamed.addressee.strip("_") == ""
    assert unnamed.paragraphs[0].startswith("____")
    assert dict(unnamed.fields)["client_name"] == ""


def test_names_that_mean_something_to_other_programs_stay_texts(reread):
    evil = '<script>alert(1)</script> & "=1+1"' + "长" * 200
    quoted = evil.replace('"', '\\"')
    report = report_record(reread(("试验小区", quoted), ("远楼", quoted)))

    assert report.project == evil
    assert evil in column(tables(report)["buildings-analysed"], "name") + column(
        tables(report).get("buildings-others", tables(report)["buildings-analysed"]),
        "name",
    )
