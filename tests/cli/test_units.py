"""Other uses than dwellings in the summary, and what other readings would turn."""

import json
import re

import pytest

EVERYTHING = ("--reading", "scope_limits_verdicts")
"""D1 and S1 stand far outside the scope."""


@pytest.fixture(scope="module")
def shown(run, uses):
    """Lines of the summary of the project of other uses."""
    result = run("analyze", uses, "--lang", "en", "--readings", *EVERYTHING)
    assert 1 == result.exit_code, result.stderr
    return [" ".join(line.split()) for line in result.stdout.splitlines()]


def test_other_uses_have_a_table_by_building(shown):
    rows = [line for line in shown if re.match(r"(K1|H1|D1|S1|total) ", line)]

    assert [
        "K1 kindergarten room 冬至 2 0 0 2 0",
        "H1 hospital building 冬至 1 0 0 1 0",
        "D1 dormitory building 大寒 1 1 0 0 0",
        "S1 school room 冬至 0 0 0 0 0",
        "total 4 1 0 3 0",
    ] == rows[:5]


def test_failing_units_are_listed_with_their_standard(shown):
    assert "Failing units of other uses (3)" in shown
    (room,) = (line for line in shown if line.startswith("K1-01/活动室 "))
    (hospital,) = (line for line in shown if line.startswith("H1 4"))

    assert room.startswith(
        "K1-01/活动室 360 min 00 s 0 min 00 s 180 min 00 s -180 min 00 s"
    )
    assert room.endswith("规程七(四) P1 360.0")
    assert hospital.startswith("H1 4 rooms 0 rooms 2 rooms -2 rooms")


def test_no_table_of_households_is_shown_where_there_are_none(shown):
    assert "Households by building" not in shown
    assert [] == [line for line in shown if "no household to judge" in line]


def test_buildings_without_a_room_that_counts_are_named(shown):
    (line,) = (line for line in shown if line.startswith("Buildings in which no"))

    assert line.endswith("(1): S1")


def test_every_day_has_a_line_with_the_uses_on_it(shown):
    text = " ".join(shown)

    assert "大寒 (dwellings; dormitory; other use): 08:00–16:00 true solar" in text
    assert "冬至 (kindergarten; school; hospital): 09:00–15:00 true solar" in text


def test_the_last_line_counts_units(shown):
    assert "Outcome: failing: units of other uses 3" == shown[-1]


def test_the_last_line_counts_households_and_units(run):
    from importlib.resources import as_file, files

    with as_file(files("sunlight") / "demo" / "project.toml") as source:
        result = run("analyze", source)

    lines = result.stdout.splitlines()
    assert "总结论: 有 7 户、27 个其他用途单元不通过" == lines[-1]
    titles = [line for line in lines if re.match("分楼|不通过的|其他用途", line)]
    assert [
        "分楼统计（户）",
        "不通过的户（7）",
        "其他用途（按各自的计数单位）",
        "不通过的其他用途单元（27）",
    ] == titles


def low_tower(uses, tmp_path):
    text = uses.read_text(encoding="utf-8")
    low = tmp_path / "low.toml"
    low.write_text(
        text.replace("top_above_ground = 45.0", "top_above_ground = 5.0"),
        encoding="utf-8",
    )
    return low


def test_a_school_without_a_listed_room_leaves_the_outcome_open(run, uses, tmp_path):
    result = run("analyze", low_tower(uses, tmp_path), "--lang", "en", *EVERYTHING)

    assert 3 == result.exit_code, result.stdout
    assert "no household or counting room is listed in S1" in result.stdout


def test_passing_units_alone_make_the_exit_code_zero(run, uses, tmp_path):
    low = low_tower(uses, tmp_path)
    text = low.read_text(encoding="utf-8")
    low.write_text(text.replace('use = "school"', 'use = "other"'), encoding="utf-8")

    result = run("analyze", low, "--lang", "en", *EVERYTHING)

    assert 0 == result.exit_code, result.stdout
    assert "No unit of other uses fails." in result.stdout
    assert "Outcome: all pass: units of other uses 4" in result.stdout


def test_units_without_a_known_kind_are_not_judged(run, uses, tmp_path):
    text = uses.read_text(encoding="utf-8")
    unknown = tmp_path / "unknown.toml"
    unknown.write_text(text.replace(":ward", ":unknown"), encoding="utf-8")

    result = run("analyze", unknown, "--lang", "en")

    assert 1 == result.exit_code
    assert "Units of other uses not judged (1): the kind of a room" in result.stdout


def test_a_long_list_of_units_is_cut_at_thirty(run, uses, tmp_path):
    text = uses.read_text(encoding="utf-8")
    old = 'at = [2.0, 12.0], rooms = ["活动室:activity_room", "办公室:other"]'
    assert old in text
    at = [round(1.0 + 1.0 * i, 1) for i in range(18)]
    rooms = ", ".join(f'"活动室{i}:activity_room"' for i in range(18))
    many = tmp_path / "many.toml"
    text = text.replace(
        f"width = 1.5, {old}", f"width = 0.8, at = {at}, rooms = [{rooms}]"
    )
    many.write_text(text, encoding="utf-8")

    result = run("analyze", many, "--lang", "en", "-o", tmp_path / "out", "--no-plan")

    assert "Failing units of other uses (37)" in result.stdout, result.stderr
    assert "7 more in units.csv" in result.stdout


def test_another_reading_is_told_with_the_units_it_turns(shown):
    at = next(i for i, line in enumerate(shown) if line.startswith("[ward_figure]"))

    assert "units that turn: 1" in shown[at]
    assert "H1 (fail → not judged)" == shown[at + 1]
    assert [] == [line for line in shown if line.startswith("[half_is_enough]")]
    text = " ".join(shown)
    assert re.search(r"turn nothing: [a-z_, ]*half_is_enough", text)
    assert re.search(r"turn nothing: [a-z_, ]*own_plates", text)


def test_readings_are_told_only_when_asked_for(run, estate):
    plain = run("analyze", estate, "--json")
    asked = run("analyze", estate, "--json", "--readings")

    assert json.loads(plain.stdout)["readings"] is None
    assert len(json.loads(asked.stdout)["readings"]) > 3


def test_blank_papers_are_what_a_reading_turns(run, changed):
    path = changed('legal = "lawful"\n', "")

    readings = json.loads(run("analyze", path, "--json", "--readings").stdout)
    turned = {r["reading"]: r["turned"] for r in readings["readings"]}

    assert {"household"} == {unit["counted_as"] for unit in turned["papers_blank"]}
    assert {"NOT_JUDGED"} == {unit["outcome"] for unit in turned["papers_blank"]}
    assert {"PASS", "FAIL"} >= {
        unit["alternative_outcome"] for unit in turned["papers_blank"]
    }


def test_a_given_declination_holds_for_dwellings_only(run, uses):
    result = run("analyze", uses, "--json", "--declination", "-20.5")

    source = json.loads(result.stdout)["provenance"]
    assert ("大寒", -20.5) == (source["day"], source["declination"])
    assert "declination -23.4392" in source["other_days"][0]


def test_a_base_year_holds_for_every_day(run, uses):
    result = run("analyze", uses, "--json", "--declination", "spa:2020")

    source = json.loads(result.stdout)["provenance"]
    assert "大寒 2020" in source["declination_origin"]
    assert "冬至 2020" in source["other_days"][0]
