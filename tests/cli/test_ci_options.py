"""Files and annotations for CI jobs, asked for on the command line."""

import json
from xml.etree import ElementTree

import pytest

from sunlight.cli.ci_options import INPUT_UNUSABLE


@pytest.fixture(autouse=True)
def outside_github(monkeypatch):
    """What a real job would set does not reach these tests."""
    for name in ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def files(tmp_path):
    return {
        "--junit": tmp_path / "ci" / "junit.xml",
        "--sarif": tmp_path / "ci" / "out.sarif",
        "--bcf": tmp_path / "ci" / "out.bcfzip",
    }


def options(files):
    return [word for pair in files.items() for word in pair]


def results(path):
    return json.loads(path.read_text(encoding="utf-8"))["runs"][0]["results"]


def test_all_files_are_written_and_the_exit_code_stays(run, estate, files):
    result = run("analyze", estate, *options(files))

    assert 1 == result.exit_code, result.stderr
    assert 6 == len(results(files["--sarif"]))
    assert "43" == ElementTree.parse(files["--junit"]).getroot().get("tests")
    assert files["--bcf"].read_bytes().startswith(b"PK")
    assert "" == result.stderr
    assert sorted(files.values()) == sorted(files["--bcf"].parent.iterdir())


def test_annotations_go_to_standard_error_and_the_summary_to_its_file(
    run, estate, tmp_path, monkeypatch
):
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    result = run("analyze", estate, "--github", "--json")

    assert 1 == json.loads(result.stdout)["exit_code"]
    assert 6 == result.stderr.count("::error file=")
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n## ")
    assert "1&#35;-0101" in text


def test_without_a_summary_file_there_are_annotations_alone(run, estate):
    result = run("analyze", estate, "--github", "--lang", "en")

    assert "does not meet the standard" in result.stderr


def test_paths_are_relative_to_the_workspace(
    run, changed, tmp_path, files, monkeypatch
):
    path = changed("试验小区", "别名")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path.parent))
    run("analyze", path, "--sarif", files["--sarif"])

    place = results(files["--sarif"])[0]["locations"][0]["physicalLocation"]
    expected = f"{tmp_path.name}/changed.toml"
    assert expected == place["artifactLocation"]["uri"]


def test_errors_in_the_project_are_told_to_ci(run, changed, files):
    path = changed("top_above_ground = 45.0", "top_above_ground = -45.0")
    result = run("analyze", path, *options(files), "--github")

    assert 2 == result.exit_code
    told = results(files["--sarif"])
    assert told
    assert "error" in {one["level"] for one in told}
    assert ElementTree.parse(files["--junit"]).find(".//failure") is not None
    assert "::error" in result.stderr


def test_an_input_that_cannot_be_read_is_told_to_ci(run, tmp_path, files):
    path = tmp_path / "broken.toml"
    path.write_text("schema = [", encoding="utf-8")
    result = run("analyze", path, *options(files))

    assert 2 == result.exit_code
    assert [INPUT_UNUSABLE] == [one["ruleId"] for one in results(files["--sarif"])]
    run_of = json.loads(files["--sarif"].read_text(encoding="utf-8"))["runs"][0]
    assert 2 == run_of["invocations"][0]["exitCode"]
    assert not run_of["invocations"][0]["executionSuccessful"]


def test_nothing_judged_is_told_to_ci(run, changed, files):
    path = changed('use = "residential"', 'use = "unknown"')
    result = run("analyze", path, "--junit", files["--junit"])

    assert 3 == result.exit_code
    root = ElementTree.parse(files["--junit"]).getroot()
    assert int(root.get("errors")) > 36


def test_the_bcf_version_is_chosen(run, estate, files):
    import zipfile

    run("analyze", estate, "--bcf", files["--bcf"], "--bcf-version", "2.1")

    with zipfile.ZipFile(files["--bcf"]) as archive:
        assert 'VersionId="2.1"' in archive.read("bcf.version").decode()


def test_a_bcf_version_without_a_file_is_refused(run, estate):
    result = run("analyze", estate, "--bcf-version", "2.1")

    assert 2 == result.exit_code
    assert "--bcf-version goes with --bcf FILE" in result.stderr


def test_one_file_for_two_formats_is_refused(run, estate, tmp_path):
    path = tmp_path / "a.xml"
    result = run("analyze", estate, "--junit", path, "--sarif", path)

    assert 2 == result.exit_code
    assert "is the file of --junit already" in " ".join(result.stderr.split())
    assert not path.exists()


def test_the_input_is_never_written_over(run, changed):
    path = changed("试验小区", "别名")
    before = path.read_bytes()
    result = run("analyze", path, "--junit", path)

    assert 2 == result.exit_code
    assert before == path.read_bytes()


def test_where_one_file_cannot_be_written_none_is(run, estate, tmp_path):
    folder = tmp_path / "out.sarif"
    folder.mkdir()
    junit, bcf = tmp_path / "junit.xml", tmp_path / "out.bcfzip"
    junit.write_text("old", encoding="utf-8")
    result = run(
        *("analyze", estate, "--junit", junit, "--sarif", folder, "--bcf", bcf)
    )

    assert 2 == result.exit_code
    assert "out.sarif" in result.stderr
    assert "old" == junit.read_text(encoding="utf-8")
    assert sorted([junit, folder]) == sorted(tmp_path.iterdir())


def test_a_second_run_replaces_the_files(run, estate, files):
    junit = files["--junit"]
    junit.parent.mkdir()
    junit.write_text("old", encoding="utf-8")
    run("analyze", estate, "--junit", junit)

    assert junit.read_text(encoding="utf-8").startswith("<?xml")
    assert [junit] == list(junit.parent.iterdir())


def test_a_summary_that_cannot_be_written_is_an_error(
    run, estate, tmp_path, monkeypatch
):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    result = run("analyze", estate, "--github")

    assert 2 == result.exit_code
    assert "GITHUB_STEP_SUMMARY" in result.stderr


def test_a_model_check_writes_the_same_files(run, estate, files):
    result = run("check", estate, *options(files), "--github")

    assert 0 == result.exit_code, result.stderr
    root = ElementTree.parse(files["--junit"]).getroot()
    assert int(root.get("tests")) > 20  # each code of the gate, found or not
    assert ("0", "0") == (root.get("failures"), root.get("errors"))
    assert {"note"} >= {one["level"] for one in results(files["--sarif"])}


def test_a_model_that_cannot_be_read_is_told_by_the_check(run, tmp_path, files):
    path = tmp_path / "broken.toml"
    path.write_text("schema = [", encoding="utf-8")
    result = run("check", path, *options(files))

    assert 2 == result.exit_code
    assert [INPUT_UNUSABLE] == [one["ruleId"] for one in results(files["--sarif"])]
