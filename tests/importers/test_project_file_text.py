import pytest

from sunlight.errors import ImporterError
from sunlight.importers.project_file import read_project

GOOD = """
schema = "sunlight-project/1"
[project]
name = "和平小区"
[[buildings]]
id = "3#"
status = "existing"
zero_level = 800.45
outdoor_ground = 800.0
top_above_zero = 54.0
footprint = [[0, 0], [30, 0], [30, 12], [0, 12]]
"""


@pytest.fixture
def error_of(tmp_path):
    def reader(text, name="project.toml"):
        path = tmp_path / name
        data = text if isinstance(text, bytes) else text.encode()
        path.write_bytes(data)
        with pytest.raises(ImporterError) as caught:
            read_project(path)
        return caught.value

    return reader


def test_a_syntax_error_names_the_line(error_of):
    error = error_of(GOOD.replace("status = ", "status "))
    line = GOOD.splitlines().index('status = "existing"') + 1

    assert f"line {line}" == error.where
    assert 'status "existing"' in str(error)


def test_a_syntax_error_at_the_end_names_the_last_line(error_of):
    error = error_of(GOOD + "sill2 = [1,\n")

    assert f"line {len(GOOD.splitlines()) + 1}" == error.where


def test_a_json_syntax_error_names_line_and_column(error_of):
    error = error_of('{\n"schema": 1,,\n}', "project.json")

    assert "line 2" == error.where
    assert "column 13" in str(error)


def test_a_json_key_that_stands_twice_is_refused(error_of):
    error = error_of('{"schema": 1, "schema": 2}', "project.json")

    assert "the key 'schema' stands twice" in str(error)


def test_json_that_is_no_object_is_refused(error_of):
    assert "one object" in str(error_of("[1, 2]", "project.json"))


def test_nan_in_json_is_refused_with_its_place(error_of):
    text = (
        '{"schema": "sunlight-project/1", "project": {"name": "A"},'
        ' "site": {"true_north_angle": NaN}}'
    )

    assert "site.true_north_angle" == error_of(text, "project.json").where


def test_a_gbk_file_names_the_byte_and_the_remedy(error_of):
    data = GOOD.encode("gbk")
    error = error_of(data)

    assert data.index("和".encode("gbk")) == error.value
    assert "line 4" == error.where
    assert "looks like GBK" in str(error)
    assert "iconv -f GBK -t UTF-8" in str(error)


def test_a_utf_16_file_is_told(error_of):
    assert "looks like UTF-16" in str(error_of(GOOD.encode("utf-16")))


def test_an_empty_file_is_told(error_of):
    assert "the file is empty" in str(error_of(" \n"))


def test_another_suffix_is_refused(error_of):
    assert "ends in .toml or .json" in str(error_of(GOOD, "project.yaml"))


def test_a_missing_file_names_its_folder(tmp_path):
    with pytest.raises(ImporterError, match="no such file in the folder"):
        read_project(tmp_path / "project.toml")
    with pytest.raises(ImporterError, match="there is no folder"):
        read_project(tmp_path / "nowhere" / "project.toml")


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "project.toml").mkdir()
    with pytest.raises(ImporterError, match="is a folder"):
        read_project(tmp_path / "project.toml")


def test_brackets_without_end_are_no_crash(error_of):
    assert "nested too deeply" in str(error_of("a = " + "[" * 5000))


def test_a_profile_of_ones_own_stands_beside_the_project_file(tmp_path):
    (tmp_path / "my-city.toml").write_text("", encoding="utf-8")
    path = tmp_path / "project.toml"
    place = 'rules = "my-city.toml"\n[site]\nlatitude = 38.4\nlongitude = 112.7\n'
    text = GOOD.replace("[[buildings]]", place + "[[buildings]]")
    path.write_text(text, encoding="utf-8")
    project, _ = read_project(path)

    assert str(tmp_path / "my-city.toml") == project.rules


@pytest.mark.parametrize("name", ["../city.toml", "absent.toml"])
def test_a_profile_elsewhere_or_absent_is_refused(tmp_path, name):
    path = tmp_path / "project.toml"
    text = GOOD.replace("[[buildings]]", f'rules = "{name}"\n[[buildings]]')
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ImporterError, match=r"project\.rules"):
        read_project(path)


@pytest.mark.parametrize("escape", ["\\u001b[31m", "\\u202e", "\\u0000"])
def test_characters_that_a_terminal_obeys_are_refused(error_of, escape):
    error = error_of(GOOD.replace('id = "3#"', f'id = "3#{escape}"'))

    assert "buildings[0].id" == error.where
    assert "invisible character" in str(error)
