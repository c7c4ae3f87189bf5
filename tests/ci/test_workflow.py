"""The example workflow and the composite action, run here step by step."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

yaml = pytest.importorskip("yaml")

ROOT = Path(__file__).parents[2]
RUNNER = Path(__file__).with_name("run_workflow.py")
WORKFLOW = ROOT / "examples" / "ci" / "sunlight.yml"
ESTATE = ROOT / "tests" / "report" / "estate.toml"

needs_bash = pytest.mark.skipif(
    shutil.which("bash") is None, reason="the steps of a workflow are run with bash"
)
PASSING = (
    "[[-40, 10], [60, 10], [60, 22], [-40, 22]]",
    "[[-20, 10], [40, 10], [40, 22], [-20, 22]]",
)


def run(workspace, workflow=WORKFLOW, *options):
    """Output and exit code of a workflow in a workspace."""
    env = {name: v for name, v in os.environ.items() if not name.startswith("GITHUB_")}
    env |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [
            *(sys.executable, str(RUNNER), str(workflow)),
            *("--workspace", str(workspace), "--own-action", str(ROOT)),
            *("--action-input", "install=false", *options),
        ],
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A folder with a project file, its text changed: ``workspace((old, new))``."""

    def made(*changes, name="project.toml"):
        text = ESTATE.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        folder = tmp_path_factory.mktemp("workspace")
        (folder / name).write_text(text, encoding="utf-8")
        return folder

    return made


@needs_bash
def test_a_failing_estate_makes_the_workflow_fail_with_all_reports(workspace):
    folder = workspace()
    ended = run(folder)

    assert 1 == ended.returncode, ended.stdout + ended.stderr
    sarif = json.loads((folder / "sunlight.sarif").read_text(encoding="utf-8"))
    results = sarif["runs"][0]["results"]
    assert 6 == len(results)
    place = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert "project.toml" == place["uri"]
    junit = ElementTree.parse(folder / "sunlight-junit.xml").getroot()
    assert ("43", "7", "0") == tuple(
        junit.get(name) for name in ("tests", "failures", "errors")
    )
    assert (folder / "sunlight.bcfzip").read_bytes().startswith(b"PK")
    assert 6 == ended.stderr.count("::error file=project.toml,line=")
    assert "规程七(四)" in (folder / "summary.md").read_text(encoding="utf-8")
    # the steps that always run have the outputs of the action
    assert "skipped github/codeql-action/upload-sarif@v3" in ended.stdout
    assert "'sarif_file': 'sunlight.sarif'" in ended.stdout
    assert "sunlight ended with 1" in ended.stdout


@needs_bash
@pytest.mark.skipif(
    "SUNLIGHT_EVERY_FILE" not in os.environ,
    reason="six seconds for what the tests of the command line show in less; "
    "SUNLIGHT_EVERY_FILE runs it",
)
def test_a_passing_estate_makes_it_pass(workspace):
    folder = workspace(PASSING)
    ended = run(folder)

    assert 0 == ended.returncode, ended.stdout + ended.stderr
    junit = ElementTree.parse(folder / "sunlight-junit.xml").getroot()
    assert ("0", "0") == (junit.get("failures"), junit.get("errors"))
    assert "::error" not in ended.stderr
    assert "sunlight ended with 0" in ended.stdout


@needs_bash
def test_a_file_name_is_no_command_and_the_action_can_go_on(workspace):
    name = "a $(touch gone) `touch gone` ; touch gone.toml"
    folder = workspace(('use = "residential"', 'use = "unknown"'), name=name)
    options = [
        word
        for given in ("fail=false", "bcf=", f"model={name}")
        for word in ("--action-input", given)
    ]
    ended = run(folder, WORKFLOW, *options)

    assert 0 == ended.returncode, ended.stdout + ended.stderr
    assert "sunlight ended with 3" in ended.stdout
    assert not (folder / "gone").exists()
    assert not (folder / "sunlight.bcfzip").exists()
    sarif = json.loads((folder / "sunlight.sarif").read_text(encoding="utf-8"))
    uri = sarif["runs"][0]["artifacts"][0]["location"]["uri"]
    assert " " not in uri


@needs_bash
def test_old_files_are_not_taken_for_new_ones(workspace):
    folder = workspace()
    (folder / "sunlight.sarif").write_text("old", encoding="utf-8")
    options = ("--input", "model=project.toml", "--input", "command=drop")
    ended = run(folder, ROOT / "action.yml", *options)

    assert 2 == ended.returncode
    assert "::error::the command is analyze or check" in ended.stdout


def test_inputs_of_the_action_are_all_used_and_explained():
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    action = yaml.safe_load(text)

    for name, entry in action["inputs"].items():
        assert entry["description"]
        assert f"inputs.{name}" in text
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", "")  # no input becomes script


def test_the_hook_runs_the_model_check_on_model_files():
    import re

    hook = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[0]

    assert ("sunlight-check", "python") == (hook["id"], hook["language"])
    assert "python -m sunlight.cli.hook" == hook["entry"]
    for name in ("a.ifc", "b/c.DXF", "d.city.json", "e.city.jsonl", "f.geojson"):
        assert re.search(hook["files"], name), name
    for name in ("a.py", "package.json", "ifc.md"):
        assert not re.search(hook["files"], name), name
