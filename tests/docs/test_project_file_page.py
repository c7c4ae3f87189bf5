"""The page on the project file keeps its word: examples, fields, words and codes."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from sunlight.errors import ImporterError
from sunlight.importers.project_file import project_schema, read_project
from sunlight.importers.words import ROOM_WORDS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "zh" / "project-file.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)

COMPLETE = "# 完整示例："
FRAGMENT = "# 片段："
APPENDED = "（接在后面）"
SITE = "（替换 [site]）"
WRONG = "# 错误示例："
FOUND = "# 检查结果："

CUBE = """
v 200 0 0
v 212 0 0
v 212 12 0
v 200 12 0
v 200 0 9
v 212 0 9
v 212 12 9
v 200 12 9
f 1 3 2
f 1 4 3
f 5 6 7
f 5 7 8
f 1 2 6
f 1 6 5
f 2 3 7
f 2 7 6
f 3 4 8
f 3 8 7
f 4 1 5
f 4 5 8
"""


def first_line(block):
    return block.splitlines()[0]


def marked(marker):
    return [block for block in BLOCKS if block.startswith(marker)]


def fragments(how):
    return [block for block in marked(FRAGMENT) if first_line(block).endswith(how)]


@pytest.fixture
def read(tmp_path):
    meshes = tmp_path / "meshes"
    meshes.mkdir()
    (meshes / "p6.obj").write_text(CUBE, encoding="utf-8")

    def reader(text, name="project.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_project(path)

    return reader


def codes_promised(block):
    line = block.splitlines()[1]
    assert line.startswith(FOUND), f"no {FOUND} in the second line of: {block[:80]}"
    promised = line.removeprefix(FOUND).strip()
    return [] if promised == "无" else sorted(promised.split("、"))


def codes_of(findings):
    return sorted({finding.code for finding in findings})


def test_every_example_says_what_it_is():
    known = [*marked(COMPLETE), *marked(WRONG), *fragments(APPENDED), *fragments(SITE)]

    assert sorted(known) == sorted(BLOCKS)
    assert len(marked(COMPLETE)) >= 3
    assert len(fragments(APPENDED)) >= 8


@pytest.mark.parametrize("block", marked(COMPLETE), ids=first_line)
def test_complete_examples_are_read_with_the_findings_promised(read, block):
    project, findings = read(block)

    assert codes_promised(block) == codes_of(findings)
    assert project.buildings


@pytest.mark.parametrize("block", fragments(APPENDED), ids=first_line)
def test_fragments_are_read_behind_the_smallest_example(read, block):
    smallest = BLOCKS[0]
    before, _ = read(smallest)
    project, findings = read(smallest + "\n" + block)

    assert codes_promised(block) == codes_of(findings)
    sizes = [
        (len(p.buildings), len(p.windows), len(p.site_parts)) for p in (before, project)
    ]
    assert sizes[0] < sizes[1], "the fragment adds nothing"


@pytest.mark.parametrize("block", fragments(SITE), ids=first_line)
def test_fragments_of_the_site_are_read_in_place_of_it(read, block):
    data = tomllib.loads(BLOCKS[0]) | tomllib.loads(block)
    _, findings = read(json.dumps(data, default=str), "project.json")

    assert codes_promised(block) == codes_of(findings)


@pytest.mark.parametrize("block", marked(WRONG), ids=first_line)
def test_wrong_examples_are_refused_with_the_words_promised(read, block):
    promised = first_line(block).removeprefix(WRONG)
    with pytest.raises(ImporterError) as caught:
        read(block)

    assert promised in str(caught.value)


def test_the_smallest_example_says_the_same_in_json(read):
    text = json.dumps(tomllib.loads(BLOCKS[0]), default=str)
    (toml, _), (other, _) = read(BLOCKS[0]), read(text, "project.json")

    assert BLOCKS[0].startswith(COMPLETE)
    assert toml.windows.id.tolist() == other.windows.id.tolist()
    assert [b.id for b in toml.buildings] == [b.id for b in other.buildings]


def test_three_ways_of_giving_a_top_give_the_same_elevation(read):
    block = next(b for b in fragments(APPENDED) if "top_above_ground" in b)
    project, _ = read(BLOCKS[0] + "\n" + block)
    tops = [b.parts[0].top for b in project.buildings if b.id in {"P2", "P3", "P4"}]

    assert [pytest.approx(840.30, abs=1e-9)] * 3 == tops


@pytest.mark.parametrize(
    ("facing", "left_end", "right_end"),
    re.findall(r"^\| ([东南西北]) \| \**(.)\** \| \**(.)\** \|$", PAGE, re.MULTILINE),
)
def test_the_left_end_of_a_facade_is_where_the_page_says(
    read, facing, left_end, right_end
):
    window = (
        f'[[windows]]\nbuilding = "1#"\nfloor = 1\nfacade = "{facing}"\nat = 0.2\n'
        'width = 1.0\nsill = 0.9\nid = "seen"\n'
    )
    project, _ = read(BLOCKS[0] + "\n" + window)
    row = project.windows.id.tolist().index("seen")
    east, north = (project.windows.right[row] - project.windows.left[row]).tolist()
    way = {(1, 0): "东", (-1, 0): "西", (0, 1): "北", (0, -1): "南"}
    opposite = {"东": "西", "西": "东", "南": "北", "北": "南"}
    towards = way[round(east), round(north)]

    assert (left_end, right_end) == (opposite[towards], towards)


def test_every_field_of_the_format_is_named():
    schema = project_schema()
    tables = [schema, *schema["$defs"].values()]
    fields = {name for table in tables for name in table.get("properties", {})}
    in_code = re.findall(r"`([^`\n]+)`", PAGE) + BLOCKS
    named = set(re.findall(r"[$\w]+", "\n".join(in_code)))

    assert len(fields) > 60
    assert set() == fields - named


def test_every_word_of_the_format_is_named():
    words = set(ROOM_WORDS)
    for table in project_schema()["$defs"].values():
        for field in table.get("properties", {}).values():
            words |= set(field.get("enum", ()))
    named = set(re.findall(r'`"?([^`"\n]+)"?`', PAGE))

    assert {"residential", "女儿墙", "批准图纸"} < words
    assert set() == words - named
