"""All result files of an assessment."""

import csv
import hashlib
import json

import pyarrow.parquet as pq
import pytest

from sunlight.errors import InputError
from sunlight.report.names import RESULT_NAMES
from sunlight.report.write import METADATA_KEY, write_results


@pytest.fixture(scope="module")
def written(estate, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    return folder, write_results(estate, folder)


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_all_files_are_there(written):
    folder, _ = written

    assert sorted(RESULT_NAMES) == sorted(path.name for path in folder.iterdir())


def test_the_document_lists_the_other_files_with_hashes_and_rows(written):
    folder, document = written
    listed = {file.name: file for file in document.files}

    assert set(RESULT_NAMES) - {"result.json"} == set(listed)
    for name, file in listed.items():
        content = (folder / name).read_bytes()
        assert file.sha256 == hashlib.sha256(content).hexdigest()
        assert file.bytes == len(content)
    assert 84 == listed["windows.csv"].rows
    assert listed["plan.png"].rows is None


def test_the_written_document_is_the_returned_one(written):
    folder, document = written
    text = (folder / "result.json").read_text(encoding="utf-8")

    assert json.loads(text) == document.model_dump(mode="json", by_alias=True)


def test_the_window_table_carries_its_provenance(written, estate):
    folder, _ = written
    record = json.loads(
        pq.read_schema(folder / "windows.parquet").metadata[METADATA_KEY]
    )

    assert estate.provenance.input_hash == record["input_hash"]
    assert estate.provenance.declination == record["declination"]


def test_both_window_tables_have_the_same_windows(written, estate):
    folder, _ = written
    expected = estate.project.windows.id.tolist()

    assert expected == [row["窗号"] for row in rows_of(folder / "windows.csv")]
    table = pq.read_table(folder / "windows.parquet", columns=["window"])
    assert expected == table.column("window").to_pylist()


def test_csv_cells_are_words_in_the_language_asked_for(written):
    folder, _ = written
    rows = rows_of(folder / "windows.csv")

    assert {"达标", "未达标"} == {row["建设后达标"] for row in rows}
    assert {"否"} == {row["假定窗"] for row in rows}


def test_names_that_look_like_formulas_are_guarded(written):
    folder, _ = written

    assert "'=1+1" == rows_of(folder / "buildings.csv")[0]["名称"]


def test_only_the_files_asked_for_are_written(estate, tmp_path):
    names = ["rooms.csv", "result.json"]

    document = write_results(estate, tmp_path, lang="en", names=names)

    assert names[::-1] == sorted(path.name for path in tmp_path.iterdir())
    assert ["rooms.csv"] == [file.name for file in document.files]


def test_the_same_assessment_gives_the_same_bytes(estate, tmp_path):
    names = [name for name in RESULT_NAMES if name != "plan.png"]
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
        write_results(estate, folder, names=names)

    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_an_unknown_file_name_is_refused(estate, tmp_path):
    with pytest.raises(InputError, match=r"no result file 'plan.pdf'; allowed are"):
        write_results(estate, tmp_path, names=["plan.pdf"])


def test_a_project_without_windows_writes_all_files(bare_estate, tmp_path):
    document = write_results(bare_estate, tmp_path)

    rows = {file.name: file.rows for file in document.files}
    assert 4 == rows.pop("scope.csv")
    assert {0, None} == set(rows.values())
