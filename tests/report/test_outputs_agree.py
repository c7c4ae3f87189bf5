"""Every file says the same, true thing: read back with other tools, counted anew.

Minutes, best windows, verdicts and counts are worked out here from the raw intervals by
plain loops, intervals themselves from rays every ten seconds; nothing of the report or
the rules takes part in what is expected.
"""

import base64
import collections
import csv
import dataclasses
import io
import math
import re
import zipfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import shapely

from sunlight.assessment import assess
from sunlight.assessment.judging.households import summaries
from sunlight.assessment.masking.mask import masked_project
from sunlight.importers.project_file import read_project
from sunlight.report.bundle import write_bundle
from sunlight.report.content.build import report_record
from sunlight.report.content.judged.counted import counted_units, counts_of
from sunlight.report.page.tables import tables_data
from sunlight.report.pictures import loss, timeline_painting
from sunlight.report.pictures.catalogue import drawings
from sunlight.report.texts import texts
from sunlight.rules import Outcome, Wording

NOISE = 1e-6
STANDARD, CHANGE, SHORTEST = 120.0, 3.0, 5.0
STATES = {"before": "建设前", "after": "建设后"}
ESTATE = Path(__file__).with_name("estate.toml")


def clock(minutes, *, seconds):
    """A time of day, rounded down."""
    whole = math.floor((minutes + NOISE) * 60)
    face = f"{whole // 3600:02d}:{whole // 60 % 60:02d}"
    return face + (f":{whole % 60:02d}" if seconds else "")


def spans(pieces, like):
    """Segments as text, with seconds where the text they are held against has them."""
    seconds = any(one.count(":") > 2 for one in like)
    return [
        f"{clock(start, seconds=seconds)}–{clock(end, seconds=seconds)}"
        for start, end in pieces
    ]


def whole(minutes):
    return math.floor(minutes + NOISE)


def judged(before, after, *, new):
    """The two rules on a household, written anew."""
    if new or before >= STANDARD - NOISE:
        return "满足" if after >= STANDARD - NOISE else "不满足"
    if after >= STANDARD - NOISE:
        return "满足"
    if abs(after - before) <= CHANGE + NOISE:
        return "不影响"
    return "影响" if after < before else "影响（日照增加）"


def counted_anew(assessment):
    """Segments, minutes, bests, verdict words and counts by plain loops."""
    project, results = assessment.project, assessment.windows
    pieces, minutes, best = {}, {}, {}
    for state in STATES:
        full = getattr(results, f"full_{state}")
        stands = ~np.isnan(getattr(results, f"minutes_{state}"))
        pieces[state], minutes[state] = [], []
        best[state] = [math.nan] * len(project.households)
        for row in range(len(project.windows)):
            at = slice(full.offsets[row], full.offsets[row + 1])
            kept = [
                (start, end)
                for start, end in zip(
                    full.start[at].tolist(), full.end[at].tolist(), strict=True
                )
                if end - start >= SHORTEST - NOISE
            ]
            pieces[state].append(kept)
            total = sum(end - start for start, end in kept)
            minutes[state].append(total if stands[row] else math.nan)
            room = int(project.windows.room[row])
            household = int(project.rooms.household[room])
            kitchen = "kitchen" in str(project.rooms.id[room])
            if stands[row] and household >= 0 and not kitchen:
                last = best[state][household]
                best[state][household] = total if last != last else max(last, total)
    new = [b.status.value in ("proposed", "concurrent") for b in project.buildings]
    words, counts = [], collections.defaultdict(collections.Counter)
    for household, building in enumerate(project.households.building.tolist()):
        count = counts[project.buildings[building].id]
        count["households"] += 1
        outcome = assessment.households.verdicts[household].outcome
        if outcome not in (Outcome.PASS, Outcome.FAIL):
            words.append("")
            count[outcome.value.lower()] += 1
            continue
        before, after = (best[state][household] for state in STATES)
        word = judged(before, after, new=new[building])
        words.append(word)
        met = not new[building] and before >= STANDARD - NOISE
        count["satisfied_before"] += met
        count["satisfied_after"] += word == "满足"
        count["satisfied_to_not"] += met and word == "不满足"
        count["unaffected"] += word == "不影响"
        count["affected"] += word == "影响"
        count["gained"] += word == "影响（日照增加）"
        count["failed"] += word in ("不满足", "影响")
    return SimpleNamespace(
        pieces=pieces, minutes=minutes, best=best, words=words, counts=counts, new=new
    )


def write_all(assessment, findings, folder, *, lang="zh", masked=False):
    """Every file but the pictures and the page, which has tests of its own."""
    from sunlight.report.docx.write import write_docx
    from sunlight.report.dxf.write import write_dxf
    from sunlight.report.xlsx.write import write_xlsx

    record = report_record(assessment, lang=lang, masked=masked)
    write_docx(record, folder / "report.docx", pictures=())
    write_xlsx(assessment, folder / "report.xlsx", lang=lang, masked=masked)
    write_dxf(assessment, folder / "drawings.dxf", lang=lang, masked=masked)
    write_bundle(
        folder / "report.sunlight.zip",
        assessment=assessment,
        report=record,
        findings=findings,
        masked=masked,
    )
    return record


def read_back(folder):
    """DOCX tables, XLSX sheets, members of the bundle and sill lines of the DXF."""
    docx = pytest.importorskip("docx")
    openpyxl = pytest.importorskip("openpyxl")
    ezdxf = pytest.importorskip("ezdxf")
    tables = [
        [[cell_text(cell) for cell in row.tc_lst] for row in table._tbl.tr_lst]
        for table in docx.Document(str(folder / "report.docx")).tables
    ]
    book = openpyxl.load_workbook(folder / "report.xlsx", data_only=True)
    with zipfile.ZipFile(folder / "report.sunlight.zip") as bundle:
        members = {
            name.rpartition("/")[2]: bundle.read(name) for name in bundle.namelist()
        }
    lines = {}
    for entity in ezdxf.readfile(folder / "drawings.dxf").modelspace():
        if entity.dxf.layer.startswith("日照-窗台线") and entity.xdata:
            data = dict(
                str(tag.value).split("=", 1)
                for tags in entity.xdata.data.values()
                for tag in tags
                if tag.code == 1000 and "=" in str(tag.value)
            )
            lines[data["window"]] = data, entity.dxf.start.z
    sheets = {s.title: [list(r) for r in s.iter_rows(values_only=True)] for s in book}
    return SimpleNamespace(tables=tables, sheets=sheets, members=members, lines=lines)


def cell_text(cell):
    """Text of a cell, its mark of colour left out."""
    lines = [
        "".join(
            "\n" if part.tag.endswith("}br") else part.text or ""
            for part in paragraph.iter()
            if part.tag.endswith(("}t", "}br"))
        )
        for paragraph in cell.p_lst
    ]
    return re.sub(r"^[×↑○※] ", "", "\n".join(lines))


def csv_rows(files, name):
    return list(csv.DictReader(io.StringIO(files.members[name].decode("utf-8-sig"))))


@pytest.fixture(scope="module")
def own(estate):
    return counted_anew(estate)


@pytest.fixture(scope="module")
def files(estate, tmp_path_factory):
    folder = tmp_path_factory.mktemp("agree")
    write_all(estate, (), folder)
    return read_back(folder)


def window_rows(files):
    """Rows of the window tables of the DOCX, by window, with their headings."""
    for table in files.tables:
        heads = [head.replace("\n", "") for head in table[0]]
        if not any("有效日照" in head for head in heads):
            continue
        for row in table[1:]:
            if len(row) == len(heads):
                yield dict(zip(heads, row, strict=True))


def test_intervals_are_those_of_rays_every_ten_seconds(estate):
    project, results = estate.project, estate.windows
    latitude, declination = np.radians([38.42, -20.15])
    step = 1.0 / 6.0
    times = np.arange(480.0 + step / 2.0, 960.0, step)
    hour = np.radians((times - 720.0) / 4.0)
    up = np.sin(latitude) * np.sin(declination) + np.cos(latitude) * np.cos(
        declination
    ) * np.cos(hour)
    north = np.cos(latitude) * np.sin(declination) - np.sin(latitude) * np.cos(
        declination
    ) * np.cos(hour)
    flat = np.column_stack([-np.cos(declination) * np.sin(hour), north])
    for row in (0, 1, 2, 4, 9, 11):
        left, right = project.windows.left[row], project.windows.right[row]
        across = (right - left) / np.hypot(*(right - left))
        outward = np.array([across[1], -across[0]])
        sill = results.sill_z[row]
        lit = flat @ outward > 0.0
        for end in (left, right):
            for building in project.buildings:
                top = building.parts[0].top
                if building.removed_by_project or top <= sill:
                    continue
                at = np.flatnonzero(lit)
                ends = flat[at] * ((top - sill) / up[at])[:, None]
                start = end + 1e-5 * outward
                rays = np.stack([np.broadcast_to(start, ends.shape), start + ends], 1)
                hit = shapely.intersects(
                    building.parts[0].polygon, shapely.linestrings(rays)
                )
                lit[at] &= ~hit
        edges = np.diff(lit.astype(int), prepend=0, append=0)
        rough = 480.0 + step * np.column_stack(
            [np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)]
        )
        at = slice(results.full_after.offsets[row], results.full_after.offsets[row + 1])
        exact = np.column_stack(
            [results.full_after.start[at], results.full_after.end[at]]
        )

        assert rough == pytest.approx(exact, abs=step), project.windows.id[row]


def test_minutes_and_segments_of_windows_are_the_same_everywhere(estate, own, files):
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(files.members["windows.parquet"])).to_pylist()
    sheet = files.sheets["窗户日照"]
    totals = [i for i, head in enumerate(sheet[3]) if head and "总有效" in head]
    listed = {row["窗位(编号)"]: row for row in window_rows(files)}
    zero = {b.id: b.zero_level for b in estate.project.buildings}

    outside = {name for name in files.lines if name.startswith("2#")}
    assert len(table) == len(files.lines) == len(sheet) - 4 == len(own.minutes["after"])
    assert set(listed) == set(files.lines) - outside  # 2# is outside the scope
    for row, (found, cells) in enumerate(zip(table, sheet[4:], strict=True)):
        name = found["window"]
        data, elevation = files.lines[name]
        level = zero[found["building"]] + estate.project.windows.floor_level[row]
        assert elevation == pytest.approx(level + max(found["sill_height"], 0.9))
        for (state, word), column in zip(STATES.items(), totals, strict=True):
            minutes, pieces = own.minutes[state][row], own.pieces[state][row]
            in_report = listed.get(name, {})
            shown = in_report.get(f"{word}有效日照")
            if minutes != minutes:
                assert (found[f"minutes_{state}"], cells[column], shown) == (None,) * 3
                continue
            told = found[f"segments_{state}"]
            like = [one for one in told.split("; ") if one]
            assert like == spans(pieces, like)
            assert data.get(f"segments_{state}", "") == told
            assert found[f"minutes_{state}"] == pytest.approx(minutes, abs=1e-9)
            assert float(data[f"minutes_{state}"]) == pytest.approx(minutes, abs=1e-6)
            assert found[f"whole_{state}"] == whole(minutes)
            if name not in outside:
                rows = in_report[f"{word}日照时段"].split("\n")
                assert [one for one in rows if one != "无"] == like
                assert shown == duration(minutes)
            cell = cells[column]
            seconds = cell.hour * 3600 + cell.minute * 60 + cell.second
            assert seconds + cell.microsecond / 1e6 == pytest.approx(
                minutes * 60.0, abs=1e-3
            )


def on_page(assessment, names):
    """Counts of the buildings as they travel in the page; empty where there is none."""
    columns = tables_data(assessment)["buildings"]["columns"]
    found = [
        np.frombuffer(base64.b64decode(columns[name].partition(":")[2]), "<f8")
        for name in names
    ]
    return {
        building.id: ["" if math.isnan(x) else int(x) for x in counts]
        for building, counts in zip(
            assessment.project.buildings, np.column_stack(found).tolist(), strict=True
        )
        if not math.isnan(counts[0])
    }


def test_counts_of_buildings_are_the_same_everywhere(estate, own, files):
    words = texts("zh")
    names = [
        "households", "satisfied_before", "satisfied_after", "satisfied_to_not",
        "unaffected", "affected", "gained", "failed", "not_judged", "not_applicable",
    ]  # fmt: skip
    wanted = {key: [count[name] for name in names] for key, count in own.counts.items()}
    heads = [words[f"columns.{name}"] for name in names]
    from_csv = {
        row[words["columns.building"]]: [int(row[head]) for head in heads]
        for row in csv_rows(files, "buildings.csv")
    }
    (sheet,) = (rows for name, rows in files.sheets.items() if "统计" in name)
    top = next(i for i, row in enumerate(sheet) if heads[0] in row)
    places = [sheet[top].index(head) for head in heads]
    from_sheet = {
        row[0]: [row[i] or 0 for i in places]
        for row in sheet[top + 1 :]
        if row[0] in wanted
    }
    (summary,) = (
        table for table in files.tables if "由满足变为不满足" in "".join(table[0])
    )
    of_report = [*names[:4], "new", *names[4:7], *names[8:]]

    assert from_csv == wanted
    assert from_sheet == wanted
    assert on_page(estate, names) == {
        key: [
            "" if name == "satisfied_before" and key.startswith("P") else count
            for name, count in zip(names, counts, strict=True)
        ]
        for key, counts in wanted.items()
    }
    for row in summary[1:]:
        if (key := row[0].split(" ")[0]) in wanted:
            for name, shown in zip(of_report, row[2:], strict=True):
                if name != "new":
                    assert shown == "–" or int(shown) == own.counts[key][name]
                    assert shown != "–" or not own.counts[key][name]


def test_lists_name_every_failing_and_changed_household_with_its_figures(
    estate, own, files
):
    ids = estate.project.households.id.tolist()
    found = {}
    for table in files.tables:
        heads = [head.replace("\n", "") for head in table[0]]
        if heads[0] == "单元" and "评定" in heads:
            for row in table[1:]:
                if len(row) == len(heads):
                    found[row[0]] = dict(zip(heads, row, strict=True))
    listed = ("不满足", "影响", "不影响", "影响（日照增加）")

    assert sorted(found) == sorted(
        name for name, word in zip(ids, own.words, strict=True) if word in listed
    )
    for name, row in found.items():
        at = ids.index(name)
        new = own.new[int(estate.project.households.building[at])]
        assert row["评定"] == own.words[at]
        assert (row["建设前"] == "–") is new
        for state, word in STATES.items():
            if row[word] != "–":
                assert row[word].startswith(duration(own.best[state][at]))


def duration(minutes):
    return f"{whole(minutes) // 60}小时{whole(minutes) % 60:02d}分"


def test_a_household_a_tenth_of_a_second_short_is_nowhere_shown_as_enough(
    edited, tmp_path
):
    # the slab ends where 1#-0101 keeps 119.9985 min: found by bisection
    slab, shorter = "[60, 10], [60, 22]", "[33.058410676, 10], [33.058410676, 22]"
    assessment, findings = edited(slab, shorter)
    write_all(assessment, findings, tmp_path)
    found = read_back(tmp_path)
    (after,) = (
        v.measured for v in assessment.households.verdicts if v.unit == "1#-0101"
    )
    (row,) = (
        row
        for table in found.tables
        for row in table
        if row[0] == "1#-0101" and "不满足" in row
    )
    (window,) = (r for r in window_rows(found) if r["窗位(编号)"] == "1#-1-S01")

    assert 119.99 < after < 120.0 - NOISE
    assert row[4] == "1小时59分59秒"
    assert window["建设后有效日照"] == "1小时59分"
    assert window["达标情况"] == "未达标"
    words = texts("zh")
    (line,) = (
        row
        for row in csv_rows(found, "households.csv")
        if row[words["columns.household"]] == "1#-0101"
    )
    assert line[words["columns.whole_after"]] == "119"


@pytest.fixture
def edited(tmp_path):
    """Function that assesses the estate with a part of its file replaced."""

    def edited(*pairs):
        text = ESTATE.read_text(encoding="utf-8")
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "edited.toml"
        path.write_text(text, encoding="utf-8")
        project, findings = read_project(path)
        return assess(project, findings=findings), findings

    return edited


def report_cells(report):
    """Exact figures of all tables of a report, in their order."""
    stack, found = list(reversed(report.chapters)), []
    while stack:
        chapter = stack.pop()
        stack += reversed(chapter.sections)
        for block in chapter.blocks:
            for row in getattr(block, "rows", ()):
                found += [(cell.value, cell.tone) for cell in row]
    return found


def test_both_languages_and_a_masked_copy_have_the_same_figures(estate):
    masked = assess(masked_project(estate.project, ())[0])

    for state in STATES:
        name = f"minutes_{state}"
        np.testing.assert_array_equal(
            getattr(masked.windows, name), getattr(estate.windows, name)
        )
    zh, en = (report_cells(report_record(estate, lang=lang)) for lang in ("zh", "en"))
    assert zh == en


def test_exactly_the_standard_before_is_counted_as_its_clause_took_it(estate):
    rules = dataclasses.replace(
        estate.rules,
        values=dataclasses.replace(
            estate.rules.values, alternatives=frozenset({"equal_to_standard"})
        ),
    )
    verdicts = tuple(
        dataclasses.replace(
            v, before=120.0, threshold=120.0, wording=Wording.AFFECTED,
            outcome=Outcome.FAIL,
        )
        if v.unit.startswith("1#")
        else v
        for v in estate.households.verdicts
    )  # fmt: skip
    changed = dataclasses.replace(
        estate,
        rules=rules,
        households=dataclasses.replace(estate.households, verdicts=verdicts),
    )
    rows = summaries(changed.project, changed.households, rules, None)

    for index, building in enumerate(changed.project.buildings):
        members = [u for u in counted_units(changed) if u.building == index]
        for row in rows:
            if row.building == building.id:
                counts = counts_of(members, strictly=True)
                assert row.satisfied_before == counts.met_before
                assert row.satisfied_to_not == counts.fallen


@pytest.fixture
def written_lines(monkeypatch):
    """Texts that pictures write, which are outlines once they are drawn."""
    lines = []
    for module in (loss, timeline_painting):
        for name in ("draw_lines", "draw_plates"):
            draw = getattr(module, name)

            def told(axes, found, *, draw=draw, **options):
                lines.extend(found)
                draw(axes, found, **options)

            monkeypatch.setattr(module, name, told)
    return lines


def rectangles(figure, face):
    """Left, low, right, top of the rectangles of a colour."""
    from matplotlib.collections import PolyCollection
    from matplotlib.colors import to_hex

    for axes in figure.axes:
        for drawn in axes.collections:
            if not isinstance(drawn, PolyCollection):
                continue
            colours = drawn.get_facecolor()
            if len(colours) and to_hex(colours[0]) == face:
                for path in drawn.get_paths():
                    yield (*path.vertices.min(axis=0), *path.vertices.max(axis=0))


def test_bars_of_the_timelines_lie_where_the_segments_are(estate, own, written_lines):
    row_of = {str(name): i for i, name in enumerate(estate.project.windows.id)}
    seen = 0
    for drawing in drawings(estate, kinds=("timeline",)):
        written_lines.clear()
        lit = list(rectangles(drawing.draw(), "#ffe680"))
        hours = [line for line in written_lines if re.fullmatch(r"\d+:00", line.text)]
        labels = [line for line in written_lines if "F  " in line.text]
        wide = min(
            (x.x - y.x for x in labels for y in labels if x.x > y.x), default=1e9
        )
        for label in labels:
            row = row_of[label.text.split("F  ")[1]]
            axis = sorted(
                (float(h.text[:-3]) * 60.0, h.x)
                for h in hours
                if 0.0 < h.x - label.x < wide
            )
            (first, left), (last, right) = axis[0], axis[-1]
            for state, sign in (("before", 1.0), ("after", -1.0)):
                found = sorted(
                    tuple(
                        first + (x - left) * (last - first) / (right - left)
                        for x in (x0, x1)
                    )
                    for x0, y0, x1, y1 in lit
                    if 0.0 < sign * ((y0 + y1) / 2.0 - label.y) < 2.25
                    and 0.0 < x0 - label.x < wide
                )
                assert np.ravel(found) == pytest.approx(
                    np.ravel(own.pieces[state][row]), abs=1e-6
                )
                seen += len(found)
    assert seen == sum(len(p) for state in STATES for p in own.pieces[state])


def test_a_loss_is_told_alike_in_the_bar_and_behind_it(estate, written_lines):
    before, after = (
        [getattr(v, name) for v in estate.households.verdicts]
        for name in ("before", "measured")
    )
    lost = sum(b - a for b, a in zip(before, after, strict=True) if b is not None)
    (drawing,) = drawings(estate, kinds=("loss",))
    drawing.draw()
    (total,) = (one for one in written_lines if re.match(r"-?\d+ 分钟", one.text))
    parts = [
        part for one in loss.building_losses(estate) for part in one.parts.values()
    ]
    plates = [
        line.text
        for line in written_lines
        if line.y == total.y and re.fullmatch(r"-?\d+", line.text)
    ]

    assert total.text.startswith(f"{math.trunc(lost)} ")
    assert any(abs(part) % 1.0 >= 0.5 for part in parts)  # told as more, if rounded
    assert len(plates) >= 2
    assert set(plates) <= {f"{math.trunc(part)}" for part in parts}


SLITS = "\n".join(
    f"""
[[buildings]]
id = "P{x + 100}"
status = "proposed"
use = "residential"
zero_level = 800.3
outdoor_ground = 800.0
top_above_ground = {50 + x % 7}.0
footprint = [[{x}, 24], [{x + 7}, 24], [{x + 7}, 31], [{x}, 31]]
source = {{ kind = "design", reference = "S-1", date = 2026-01-01, by = "甲级" }}
"""
    for x in (-34, -18, -3, 12, 27, 42)
)


def test_light_beyond_the_longest_segments_is_not_called_too_short(edited):
    assessment, _ = edited(
        'id = "T-1"', 'id = "T-1"\nrules = "hangzhou-old"',
        "[-40, 10], [60, 10], [60, 22], [-40, 22]",
        "[-40, 0], [-39, 0], [-39, 1], [-40, 1]",
        'floor_plans = [{ floors = "1-15", plan = "house" }]', "",
        "[[site_parts]]", SLITS + "\n[[site_parts]]",
    )  # fmt: skip
    full = assessment.windows.full_after
    pieces = np.diff(full.offsets)

    def legend(kind):
        found = next(iter(drawings(assessment, kinds=(kind,))))
        (side,) = (a for a in found.draw().axes if a.get_label() == "side")
        return "".join(text.get_text() for text in side.texts)

    assert assessment.conditions.segments == 2
    assert (pieces > 2).any()
    assert "不在最长的2段之内" in re.sub(r"\s", "", legend("timeline"))
