"""The window tables: rows, order, segments, words, and what they leave out."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from report_walk import chapter, paragraphs, rows, sound, tables

from sunlight.assessment import assess
from sunlight.importers.project_file import read_project
from sunlight.report.content.results import result_chapters
from sunlight.report.texts import texts

ESTATE = Path(__file__).parents[1] / "estate.toml"
WINDOW = "window-table:"


def told(assessment, lang="zh"):
    return result_chapters(assessment, texts(lang), lang)


def window_tables(found):
    return {
        name.removeprefix(WINDOW): table
        for name, table in tables(found).items()
        if name.startswith(WINDOW)
    }


@pytest.fixture(scope="module")
def found(demo):
    return told(demo)


def test_windows_stand_in_one_table_or_in_a_sentence_why_not(demo, found):
    windows = demo.project.windows
    by_building = np.bincount(windows.building, minlength=len(demo.project.buildings))
    listed = {name: len(t.rows) for name, t in window_tables(found).items()}
    said = [p.text for p in paragraphs([chapter(found, "windows")])]

    assert {"8#", "C1厢", "U1", "S1", "P3"} - listed.keys() == {
        "8#",
        "C1厢",
        "U1",
        "S1",
    }
    for index, building in enumerate(demo.project.buildings):
        if building.id in listed and building.id != "E4":
            assert by_building[index] == listed[building.id]
    assert listed["E4"] == 16  # twelve more look east, the minor side
    assert any("8# 八号楼（窗 216 扇）：不是日照分析对象" in text for text in said)
    assert any(
        "E4 铁路宿舍（窗 12 扇）：在东西朝向建筑的次要朝向" in text for text in said
    )
    assert any("U1 无手续平房（窗 1 扇）：无合法手续" in text for text in said)
    assert sum(listed.values()) + 216 + 1 + 1 + 12 == len(windows)
    assert f"列入窗户日照分析表的窗 {sum(listed.values())} 扇" in said[0]


def test_cells_hold_the_exact_minutes_of_their_window(demo, found):
    windows, results = demo.project.windows, demo.windows
    row_of = {name: row for row, name in enumerate(windows.id.tolist())}
    for table in window_tables(found).values():
        for row in rows(table):
            at = row_of[row["window"].text]

            assert row["minutes_after"].value == results.minutes_after[at]
            assert row["sill_height"].value == windows.sill_height[at]
            if "minutes_before" in row:
                assert row["minutes_before"].value == results.minutes_before[at]


def test_the_word_is_that_of_the_exact_minutes_and_the_standard_of_the_use(found):
    least = {"Y1": 180.0}
    for name, table in window_tables(found).items():
        for row in rows(table):
            reached = row["minutes_after"].value >= least.get(name, 120.0) - 1e-6
            word = row["reaches"].text

            assert word == ("达标" if reached else "未达标")
            assert not (reached and row["reaches"].tone)


def test_new_buildings_have_no_columns_of_before(found):
    listed = window_tables(found)
    for name, owner in (("P1", "household"), ("P3", "room"), ("T1", "household")):
        assert [
            "window",
            "sill_height",
            "segments_after",
            "minutes_after",
            owner,
            "reaches",
        ] == [column.id for column in listed[name].columns]
    assert "segments_before" in [c.id for c in listed["1#"].columns]
    assert "room" in [c.id for c in listed["E1"].columns]


def test_storeys_rise_and_windows_run_along_their_facade(demo, found):
    table = window_tables(found)["1#"]
    floor_of = dict(
        zip(demo.project.windows.id, demo.project.windows.floor, strict=True)
    )
    floors = [floor_of[row["window"].text] for row in rows(table)]
    names = [row["window"].text for row in rows(table)][:12]

    assert sorted(floors) == floors
    assert [floors.index(f) for f in sorted(set(floors))] == [
        at for at, _ in table.groups
    ]
    assert ["第 1 层", "第 2 层"] == [text for _, text in table.groups[:2]]
    assert [f"1#-1-S{i:02d}" for i in range(1, 13)] == names


def test_segments_stand_one_a_line(found):
    table = window_tables(found)["5#"]
    cells = [row["segments_before"].text for row in rows(table)]

    assert "08:00–08:12\n08:26–15:21" in cells
    assert not any(";" in text for text in cells)
    assert "无" in cells


def test_windows_below_the_standard_are_toned_where_a_standard_asks_for_their_room(
    demo, found
):
    kinds = dict(zip(demo.project.windows.id, demo.project.windows.room, strict=True))
    toned = {
        row["window"].text: row["reaches"].tone
        for row in rows(window_tables(found)["1#"])
        if row["reaches"].text == "未达标"
    }
    rooms = {name: str(demo.project.rooms.id[kinds[name]]) for name in toned}

    assert {"fail"} == {t for n, t in toned.items() if "北卧" in rooms[n]}
    assert {""} == {t for n, t in toned.items() if "kitchen" in rooms[n]}


def test_the_note_tells_place_day_band_segment_and_declination(found):
    notes = {name: table.note for name, table in window_tables(found).items()}

    for part in (
        "38.4200",
        "112.7300",
        "大寒日",
        "08:00–16:00",
        "5.0 分钟",
        "-20.1496",
    ):
        assert part in notes["1#"]
    for part in ("冬至日", "09:00–15:00", "-23.4392"):
        assert part in notes["Y1"]


def test_assumed_windows_are_marked(estate):
    windows = estate.project.windows
    assumed = np.zeros(len(windows), dtype=bool)
    assumed[:3] = True
    project = dataclasses.replace(
        estate.project, windows=dataclasses.replace(windows, assumed=assumed)
    )
    found = told(dataclasses.replace(estate, project=project))
    marked = [
        row["window"].text
        for table in window_tables(found).values()
        for row in rows(table)
        if "（假定）" in row["window"].text
    ]
    said = [p.text for p in paragraphs([chapter(found, "windows")])]

    assert sorted(f"{name}（假定）" for name in windows.id[:3]) == sorted(marked)
    assert any("其中 3 扇为按规则均布的假定窗" in text for text in said)


def test_a_window_that_is_not_measured_has_dashes_and_no_word(estate):
    results = estate.windows
    after = results.minutes_after.copy()
    after[0] = np.nan
    found = told(
        dataclasses.replace(
            estate, windows=dataclasses.replace(results, minutes_after=after)
        )
    )
    [row] = [
        row
        for table in window_tables(found).values()
        for row in rows(table)
        if row["window"].text == str(estate.project.windows.id[0])
    ]

    assert ("–", "–", "–") == tuple(
        row[n].text for n in ("segments_after", "minutes_after", "reaches")
    )
    assert row["reaches"].tone == ""


@pytest.fixture(scope="module")
def five_thousand(tmp_path_factory):
    """Two slabs of 60 storeys with 42 windows a storey, in the shade of a third."""
    at = ", ".join(f"{2.0 + 4.0 * i}" for i in range(42))
    names = ", ".join(f'"{i:02d}/卧室:bedroom"' for i in range(42))
    row = (
        'window_rows = [{ facade = "south", floors = "1-60", sill = 0.9, width = 1.5, '
        f"at = [{at}], rooms = [{names}] }}]"
    )
    head = ESTATE.read_text(encoding="utf-8").split("[floor_plans.house]")[0]
    slabs = [
        ("1#", "existing", 60.0, 170.0, 180.0, row),
        ("2#", "existing", 75.0, 170.0, 180.0, row),
        ("P1", "proposed", 40.0, 900.0, 400.0, ""),
    ]
    text = head
    for name, status, south, width, top, windows in slabs:
        west = 85.0 - width / 2.0
        corners = [
            [west, south],
            [west + width, south],
            [west + width, south + 10.0],
            [west, south + 10.0],
        ]
        text += f"""
[[buildings]]
id = "{name}"
status = "{status}"
use = "residential"
legal = "lawful"
zero_level = 800.3
outdoor_ground = 800.0
top_above_ground = {top}
footprint = {corners}
storeys = {{ count = 60, height = 3.0 }}
source = {{ kind = "survey", reference = "C", date = 2025-05-01, by = "乙级" }}
{windows}
"""
    path = tmp_path_factory.mktemp("many") / "many.toml"
    path.write_text(text, encoding="utf-8")
    project, findings = read_project(path)
    return assess(project, findings=findings)


def test_five_thousand_failing_windows_are_all_told(five_thousand):
    found = told(five_thousand)
    sound(found)
    listed = window_tables(found)
    below = sum(
        row["reaches"].text == "未达标"
        for table in listed.values()
        for row in rows(table)
    )
    verdicts = five_thousand.households.verdicts
    failed = sum(v.outcome.value == "FAIL" for v in verdicts)
    said = "".join(p.text for p in chapter(found, "conclusion-whole").blocks)
    lists = tables(found)

    assert 5040 == len(five_thousand.project.windows)
    assert 5040 == below == sum(len(table.rows) for table in listed.values())
    assert 5040 == len(verdicts)
    assert failed == len(lists["failing-households"].rows) > 2000
    assert f"综上，有 {failed} 户不通过" in said
    assert max(len(text) for text in (p.text for p in paragraphs(found))) < 2000
