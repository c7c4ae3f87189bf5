"""What the workbook says is what the assessment says, cell by cell."""

import datetime as dt

import numpy as np
import pytest

from sunlight.durations import sunlit_minutes

SHEETS = [
    "说明",
    "分楼统计",
    "户",
    "窗户日照",
    "其他用途",
    "建筑",
    "遮挡",
    "时段",
    "检查结果",
]


def minutes(value):
    """Minutes of a cell; openpyxl reads times to the millisecond."""
    if value is None:
        return np.nan
    if isinstance(value, dt.time):
        clock = value.hour * 60 + value.minute
        return clock + value.second / 60 + value.microsecond / 6e7
    return value * 1440


def test_the_sheets_are_in_their_order(book):
    assert SHEETS == book.values.sheetnames


@pytest.mark.parametrize("state", ["before", "after"])
def test_every_window_has_its_exact_minutes_in_both_ways(estate, book, reading, state):
    group = {"before": "建设前", "after": "建设后"}[state]
    expected = getattr(estate.windows, f"minutes_{state}")

    rows = reading.table(book.values, "窗户日照")

    shown = [minutes(row[f"{group}/总有效日照(时:分)"]) for row in rows]
    exact = [row[f"复核/{group}(分钟,精确)"] for row in rows]
    np.testing.assert_allclose(np.array(shown, float), expected, atol=2e-5)
    np.testing.assert_array_equal(np.array(exact, float), expected)


def test_counted_segments_of_a_window_add_up_to_its_minutes(estate, book, reading):
    rows = reading.table(book.values, "时段")
    sums = np.zeros(len(estate.project.windows))
    for row in rows:
        if row["状态"] == "建设后" and row["计入与否"] == "计入":
            sums[row["序号"] - 1] += minutes(row["止（真太阳时）"])
            sums[row["序号"] - 1] -= minutes(row["起（真太阳时）"])

    expected = sunlit_minutes(estate.windows.full_after)
    np.testing.assert_allclose(sums, expected, atol=1e-4)


def test_a_segment_under_five_minutes_is_listed_and_does_not_count(
    estate, book, reading
):
    full = estate.windows.full_after
    short = int((full.end - full.start < 5.0).sum())

    rows = [r for r in reading.table(book.values, "时段") if r["状态"] == "建设后"]

    left_out = [r for r in rows if r["计入与否"] == "不计入（过短）"]
    assert short == len(left_out)
    assert all(minutes(r["计入时长"]) == 0 for r in left_out)
    assert full.start.size == len(rows)


def test_segments_stand_before_then_after_and_in_time(book, reading):
    rows = reading.table(book.values, "时段")
    keys = [
        (r["序号"], r["状态"] == "建设后", minutes(r["起（真太阳时）"])) for r in rows
    ]

    assert sorted(keys) == keys


def test_windows_say_the_verdict_of_their_household(estate, book, reading):
    project = estate.project
    household = np.append(project.rooms.household, -1)[project.windows.room]
    verdicts = estate.households.verdicts
    expected = [
        verdicts[h].wording.value or None if h >= 0 else None for h in household
    ]

    rows = reading.table(book.values, "窗户日照")

    assert expected == [row["评定用语"] for row in rows]


def test_households_have_their_verdicts_and_exact_minutes(estate, book, reading):
    rows = reading.table(book.values, "户")

    for row, verdict in zip(rows, estate.households.verdicts, strict=True):
        assert verdict.unit == row["户号"]
        assert verdict.clause == row["条款"]
        assert verdict.measured == row["建设后(分钟,精确)"]
        assert verdict.before == row["建设前(分钟,精确)"]


def test_sums_of_the_summary_are_those_of_the_buildings(estate, book, reading):
    rows = reading.table(book.values, "分楼统计")
    total = rows[-1]

    assert "合计" == total["建筑"]
    assert sum(b.households for b in estate.buildings) == total["总户数"]
    assert sum(b.failed for b in estate.buildings) == total["不通过"]
    inside = next(r for r in rows if r["建筑"] == "小计：本项目新建")
    new = [b for b in estate.buildings if b.standing == "own_new"]
    assert sum(b.households for b in new) == inside["总户数"]


def test_a_new_building_has_no_before_in_the_summary(book, reading):
    rows = {r["建筑"]: r for r in reading.table(book.values, "分楼统计")}

    assert rows["P1"]["建设前满足"] is None
    assert rows["P1"]["建设后满足"] is not None
    assert rows["1#"]["建设前满足"] is not None


def test_buildings_say_who_shades_them(book, reading):
    rows = {r["编号"]: r for r in reading.table(book.values, "建筑")}

    assert "P1" in rows["1#"]["对其产生遮挡的建筑"].split("、")
    assert rows["S1"]["状态"] == "拟拆除"
    assert rows["P1"]["建筑高度(m)"] == pytest.approx(45.0)
    assert rows["P1"]["室内外高差(m)"] == pytest.approx(0.3)


def test_losses_of_a_window_add_up_to_its_change(estate, book, reading):
    lost = dict.fromkeys(estate.project.windows.id, 0.0)
    for row in reading.table(book.values, "遮挡"):
        lost[row["窗号"]] += row["减少(分钟)"]

    change = estate.windows.minutes_before - estate.windows.minutes_after
    for name, value in zip(estate.project.windows.id, change, strict=True):
        if not np.isnan(value):
            assert value == pytest.approx(lost[name], abs=1e-9)


def test_findings_are_all_there(estate, book, reading):
    rows = reading.table(book.values, "检查结果")

    assert sorted(f.message_zh for f in estate.findings) == sorted(
        r["内容"] for r in rows
    )


def test_notes_say_the_outcome_the_conventions_and_the_standing_notes(estate, book):
    said = [(a.value, b.value) for a, b in book.values["说明"].iter_rows(min_row=4)]
    told = " ".join(str(text) for _, text in said)

    assert dict(said)["总结论"] == "有单元不通过，见“户”和“其他用途”"
    assert "规程三(三)" in told
    assert "单点、沿线和网格" in told
    assert f"{estate.path.declination.degrees:.6f}°" in dict(said)["大寒"]
    assert dict(said)["estate.toml"] == estate.project.source_files[0][1]


def test_units_of_other_uses_have_their_figures(uses, tmp_path, reading):
    import openpyxl

    from sunlight.report.xlsx.write import write_xlsx

    write_xlsx(uses, tmp_path / "uses.xlsx")

    workbook = openpyxl.load_workbook(tmp_path / "uses.xlsx", data_only=True)
    rows = reading.table(workbook, "其他用途")
    assert [u.verdict.unit for u in uses.units] == [r["评定单元"] for r in rows]
    assert [u.verdict.measured for u in uses.units] == [
        r["建设后数值(精确)"] for r in rows
    ]
