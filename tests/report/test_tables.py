"""Tables of an assessment."""

from dataclasses import replace

import numpy as np
import pytest

from sunlight.report.blame import blamed_texts, household_windows
from sunlight.report.nested import nested_columns
from sunlight.report.tables import (
    buildings_table,
    households_table,
    rooms_table,
    shading_columns,
    windows_table,
)
from sunlight.report.texts import LANGUAGES, texts


def all_tables(assessment, lang):
    words = texts(lang)
    taken_by = blamed_texts(assessment, household_windows(assessment), words)
    return [
        windows_table(assessment),
        shading_columns(assessment, words),
        rooms_table(assessment, words),
        households_table(assessment, words, lang, taken_by),
        buildings_table(assessment, words),
    ]


def row_of(table, column, name):
    rows = table.to_pylist()
    return next(row for row in rows if row[column] == name)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_has_a_heading(estate, lang):
    names = {n for table in all_tables(estate, lang) for n in table.column_names}

    assert set() == {f"columns.{name}" for name in names} - texts(lang).keys()


def test_a_window_knows_its_place_and_its_segments(estate):
    row = row_of(windows_table(estate), "window", "1#-1-S01")

    expected = {
        "building": "1#",
        "floor": 1,
        "room": "1#-0101/卧室",
        "household": "1#-0101",
        "width": 1.5,
        "sill_height": 0.9,
        "sill_z": 801.2,
        "whole_before": 254,
        "assumed": False,
        "analysed": True,
        "reaches_before": True,
        "reaches_after": False,
    }
    assert expected == {key: row[key] for key in expected}
    assert "08:00–09:06; 12:51–16:00" == row["segments_before"]
    assert "08:40–09:46; 13:31–16:40" == row["beijing_before"]


def test_a_window_of_a_model_names_its_element_and_its_file(estate):
    project = estate.project
    elements = np.full(len(project.windows), "", dtype=object)
    elements[0] = "2O2Fr$t4X7Zf8NOew3FNr2"
    first = project.windows.building[0]
    buildings = [
        replace(b, file="tower.ifc") if i == first else b
        for i, b in enumerate(project.buildings)
    ]
    of_model = replace(
        project,
        buildings=tuple(buildings),
        windows=replace(project.windows, element=elements),
    )
    table = windows_table(replace(estate, project=of_model))
    drawn = windows_table(estate)

    told = [None] * (len(elements) - 1)
    assert ["2O2Fr$t4X7Zf8NOew3FNr2", *told] == table["element"].to_pylist()
    assert {"tower.ifc", None} == set(table["file"].to_pylist())
    assert "tower.ifc" == table["file"][0].as_py()
    assert {None} == set(drawn["element"].to_pylist() + drawn["file"].to_pylist())


def test_the_whole_minutes_never_exceed_the_exact_ones(estate):
    table = windows_table(estate).to_pandas().dropna(subset=["minutes_after"])

    assert (table["whole_after"] <= table["minutes_after"] + 1e-6).all()
    assert (table["minutes_after"] < table["whole_after"] + 1.0).all()


def test_a_new_building_has_no_before(estate):
    row = row_of(windows_table(estate), "window", "P1-1-S01")

    assert (None, None, None, "") == (
        row["minutes_before"],
        row["whole_before"],
        row["reaches_before"],
        row["segments_before"],
    )


def test_exact_segments_add_up_to_the_minutes(estate):
    lists = nested_columns(estate).column("full_after").to_pylist()
    sums = [sum(s["end"] - s["start"] for s in row if s["counted"]) for row in lists]

    np.testing.assert_allclose(estate.windows.minutes_after, sums, atol=1e-9)


def test_exact_parts_name_what_nobody_has_alone(estate):
    parts = nested_columns(estate).column("taken_after").to_pylist()
    row = estate.project.windows.id.tolist().index("1#-1-E01")

    assert {"own wall plane", "P1"} == {part["owner"] for part in parts[row]}


def test_a_failing_household_says_why(estate):
    words = texts("zh")
    taken_by = blamed_texts(estate, household_windows(estate), words)
    table = households_table(estate, words, "zh", taken_by)
    row = row_of(table, "household", "1#-0101")

    expected = {
        "standing": "项目以外",
        "outcome": "不通过",
        "wording": "不满足",
        "clause": "规程七(四)",
        "threshold": 120.0,
        "direction": "减少",
        "reasons": "",
        "room_before": "1#-0101/卧室",
        "window_before": "1#-1-S01",
    }
    assert expected == {key: row[key] for key in expected}
    assert row["margin"] == row["minutes_after"] - 120.0
    assert row["taken_by"].startswith("P1 ")


def test_rooms_say_whether_they_are_habitable(estate):
    table = rooms_table(estate, texts("zh"))

    kitchen = row_of(table, "room", "1#-0102/kitchen")
    assert ("厨房", False) == (kitchen["kind"], kitchen["habitable"])
    bedroom = row_of(table, "room", "1#-0102/卧室")
    assert ("卧室", True) == (bedroom["kind"], bedroom["habitable"])


def test_buildings_are_the_table_of_the_assessment(estate):
    rows = buildings_table(estate, texts("zh")).to_pylist()

    assert ["1#", "2#", "P1"] == [row["building"] for row in rows]
    assert [b.satisfied_to_not for b in estate.buildings] == [
        row["satisfied_to_not"] for row in rows
    ]


def test_tables_without_windows_are_empty(bare_estate):
    assert [0, 0, 0, 0, 0] == [t.num_rows for t in all_tables(bare_estate, "zh")]
    assert 0 == nested_columns(bare_estate).num_rows
