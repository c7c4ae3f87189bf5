"""The page on the result files names every file, column, field and code."""

import re
from pathlib import Path

import pytest

import sunlight as sl
from sunlight.assessment import comparison_of
from sunlight.report.document import result_schema
from sunlight.report.names import COMPARISON_NAME, PLAN_NAME, RESULT_NAMES
from sunlight.report.write import write_results
from sunlight.rules import Reason, reason_text

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "zh" / "results.md").read_text(encoding="utf-8")
EXAMPLES = (ROOT / "docs" / "zh" / "project-file.md").read_text(encoding="utf-8")
TABLES = [name for name in RESULT_NAMES if name.endswith(".csv")]
FRAMES = ("windows", "rooms", "households", "units", "buildings", "segments", "taken")


@pytest.fixture(scope="module")
def assessment(tmp_path_factory):
    smallest = re.search(r"^```toml\n(.*?)^```$", EXAMPLES, re.DOTALL | re.MULTILINE)
    path = tmp_path_factory.mktemp("smallest") / "project.toml"
    path.write_text(smallest[1], encoding="utf-8")
    project, findings = sl.read_project(path)
    return sl.assess(project, findings=findings)


@pytest.fixture(scope="module")
def written(assessment, tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    names = [name for name in RESULT_NAMES if name != PLAN_NAME]
    write_results(assessment, folder, names=names)
    return folder


def section(heading):
    return PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def names_in(text):
    return re.findall(r"`([^`\n]+)`", text)


def first_column(heading):
    rows = re.findall(r"^\| (`[^|]*) \|", section(heading), re.MULTILINE)
    return [name for row in rows for name in names_in(row)]


def test_every_file_is_listed_and_no_other():
    assert sorted(RESULT_NAMES) == sorted(first_column("文件一览"))


@pytest.mark.parametrize("name", TABLES)
def test_every_heading_of_a_table_is_explained_and_no_other(written, name):
    heading = (written / name).read_text(encoding="utf-8-sig").splitlines()[0]

    assert sorted(heading.strip('"').split('","')) == sorted(first_column(f"`{name}`"))


def test_every_column_of_the_parquet_file_is_named(written):
    from pyarrow import parquet

    columns = set(parquet.read_schema(written / "windows.parquet").names)

    assert set() == columns - set(names_in(section("`windows.parquet`")))


def test_every_field_of_the_document_is_named():
    schema = result_schema()
    tables = [schema, *schema["$defs"].values()]
    fields = {name for table in tables for name in table.get("properties", {})}

    assert len(fields) > 50
    assert set() == fields - set(names_in(section("`result.json`")))


def test_every_reason_is_listed_with_its_words():
    listed = re.findall(r"^\| `([A-Z-]+)` \| (.*) \|$", section("原因"), re.MULTILINE)

    assert set() == {(r.value, reason_text(r, "zh")) for r in Reason} - set(listed)


@pytest.mark.parametrize("name", FRAMES)
def test_columns_of_frames_are_those_of_the_page(assessment, name):
    row = re.search(rf"^\| `{name}_frame\(\)` \|(.*)$", PAGE, re.MULTILINE)
    frame = getattr(assessment, f"{name}_frame")()

    assert sorted(frame.columns) == sorted(names_in(row[1]))


def test_every_heading_of_the_comparison_is_explained_and_no_other(
    assessment, tmp_path
):
    comparison = comparison_of(assessment, ["hangzhou-old"])
    names = ["result.json"]
    write_results(assessment, tmp_path, names=names, comparison=comparison)
    text = (tmp_path / COMPARISON_NAME).read_text(encoding="utf-8-sig")
    heading = text.splitlines()[0]

    assert sorted(heading.strip('"').split('","')) == sorted(
        first_column("与其他规则比较")
    )
