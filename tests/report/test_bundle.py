"""Bundles: what was put in comes out, and nothing that was changed is read."""

import dataclasses
import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest

from sunlight.assessment import assess
from sunlight.errors import ImporterError, InputError
from sunlight.importers.limits import Limits
from sunlight.importers.project_file import read_project
from sunlight.importers.sources import read_model
from sunlight.report.bundle import read_bundle, write_bundle
from sunlight.report.content.build import report_record
from sunlight.report.content.document import report_text
from sunlight.report.document import result_document
from sunlight.report.pictures.drawing import DrawnPicture

ESTATE = Path(__file__).with_name("estate.toml")
PROFILE = """
[profile]
name = "my-city"
title_zh = "某市规则"
title_en = "Rules of some city"
document = "no. 1"
inherits = "xinzhou-2022"
status = "read"
first = 2024-01-01
last = 2025-12-31

[[parameter]]
id = "dwelling_minutes"
value = 180
clause = "art. 5"
source = "the text"
"""
REPORT = '{"schema": "sunlight-report/1", "title": "日照分析报告"}\n'


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "site.png"
    path.write_bytes(b"\x89PNG picture")
    return DrawnPicture(
        id="site", kind="site", title="总平面", alt="", path=path, size=(420.0, 297.0)
    )


@pytest.fixture
def bundle(estate, tmp_path, picture):
    path = tmp_path / "试验小区.sunlight.zip"
    write_bundle(path, assessment=estate, report=REPORT, pictures=[picture])
    return path


def repacked(path, change, name="changed.sunlight.zip"):
    """The same archive with its members changed, hashes left as they are."""
    with zipfile.ZipFile(path) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    change(members)
    out = path.with_name(name)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return out


def with_manifest(members, **changes):
    manifest = json.loads(members["manifest.json"]) | changes
    members["manifest.json"] = json.dumps(manifest).encode()


def test_project_in_a_bundle_gives_the_same_minutes_bit_by_bit(bundle, estate):
    read = read_bundle(bundle)
    again = assess(read.project)

    for name in ("minutes_before", "minutes_after", "sill_z"):
        old, new = getattr(estate.windows, name), getattr(again.windows, name)
        assert old.tobytes() == new.tobytes()
    assert again.households.verdicts == estate.households.verdicts
    assert again.outcome is estate.outcome
    assert again.provenance.rules_hash == read.manifest.rules_hash


def test_bundle_holds_result_report_tables_and_drawings(bundle, estate):
    read = read_bundle(bundle)

    expected = result_document(estate).model_dump(mode="json", by_alias=True)
    assert read.result["households"] == expected["households"]
    assert read.result["outcome"] == estate.outcome.value
    assert read.report["title"] == "日照分析报告"
    assert read.files["drawings/site.png"] == b"\x89PNG picture"
    assert "tables/windows.parquet" in read.files
    assert read.sha256 == hashlib.sha256(bundle.read_bytes()).hexdigest()
    names = [file.name for file in read.manifest.files]
    assert names == sorted(names)
    listed = {file.name: file.sha256 for file in read.manifest.files}
    digest = hashlib.sha256(b"\x89PNG picture").hexdigest()
    assert listed["drawings/site.png"] == digest


def test_report_of_an_assessment_travels_whole(estate, tmp_path):
    report = report_record(estate)
    path = tmp_path / "whole.sunlight.zip"

    write_bundle(path, assessment=estate, report=report)

    read = read_bundle(path)
    assert read.report == json.loads(report_text(report))
    assert read.report["project"] == "试验小区"


def test_equal_contents_give_equal_bundles(bundle, estate, tmp_path, picture):
    again = tmp_path / "again.sunlight.zip"

    write_bundle(again, assessment=estate, report=REPORT, pictures=[picture])

    assert again.read_bytes() == bundle.read_bytes()


def test_a_bundle_is_a_model_like_any_other(bundle, estate):
    project, _ = read_model(bundle)

    assert project.name == "试验小区"
    assert [b.id for b in project.buildings] == [b.id for b in estate.project.buildings]
    assert np.array_equal(project.windows.left, estate.project.windows.left)


def test_own_rule_profile_travels_along(tmp_path):
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "my-city.toml").write_text(PROFILE, encoding="utf-8")
    text = ESTATE.read_text(encoding="utf-8")
    named = text.replace('id = "T-1"', 'id = "T-1"\nrules = "my-city.toml"')
    (folder / "estate.toml").write_text(named, encoding="utf-8")
    project, findings = read_project(folder / "estate.toml")
    assessment = assess(project, findings=findings)
    path = tmp_path / "own.sunlight.zip"

    write_bundle(path, assessment=assessment, report=REPORT, findings=findings)
    shutil.rmtree(folder)
    read = read_bundle(path)
    again = assess(read.project)

    assert again.rules.name == "my-city"
    assert again.households.verdicts == assessment.households.verdicts
    assert {v.threshold for v in again.households.verdicts} >= {180.0}
    assert read.manifest.rules_hash == again.provenance.rules_hash


def test_changed_files_are_refused(bundle):
    def change(members):
        members["result.json"] = members["result.json"].replace(b"FAIL", b"PASS")

    path = repacked(bundle, change)

    with pytest.raises(ImporterError, match=r"'result.json' is not the file that"):
        read_bundle(path)
    with pytest.raises(ImporterError, match=r"changed after the bundle was written"):
        read_model(path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m: m.pop("report.json"), "'report.json' is missing from the archive"),
        (lambda m: m.update({"x.exe": b"1"}), "'x.exe' does not stand in the manifest"),
        (lambda m: m.pop("manifest.json"), "no bundle of results"),
        (lambda m: m.update({"../evil": b"1"}), "outside of itself"),
        (lambda m: m.update({"/etc/evil": b"1"}), "evil. outside of itself"),
        (lambda m: m.update({"C:\\evil": b"1"}), "evil. outside of it"),
        (lambda m: m.update({"Project.JSON": b"1"}), "'Project.JSON' twice"),
        (lambda m: m.update({"a\x07b": b"1"}), "names are those of plain files"),
        (lambda m: m.update({"zeros": bytes(3_000_000)}), "times its size"),
        (lambda m: with_manifest(m, schema="sunlight-bundle/9"), "install a newer"),
        (lambda m: with_manifest(m, schema=None), "this is no bundle of results"),
        (lambda m: with_manifest(m, files=[]), "is missing|does not stand"),
        (lambda m: with_manifest(m, extra=1), "extra"),
        (lambda m: m.update({"manifest.json": b"{"}), "not JSON"),
    ],
)  # fmt: skip
def test_archives_that_are_no_whole_bundle_are_refused(bundle, change, message):
    path = repacked(bundle, change)

    with pytest.raises(ImporterError, match=message):
        read_bundle(path)


def test_damaged_and_large_archives_are_refused(bundle, tmp_path):
    cut = tmp_path / "cut.sunlight.zip"
    cut.write_bytes(bundle.read_bytes()[:-200])

    with pytest.raises(ImporterError, match="cannot be unpacked"):
        read_bundle(cut)
    with pytest.raises(ImporterError, match=r"allowed are 0\.01 MB"):
        read_bundle(bundle, Limits(megabytes=0.01))
    with pytest.raises(ImporterError, match="no such file"):
        read_bundle(tmp_path / "none.sunlight.zip")


def test_nothing_is_left_where_writing_fails(estate, tmp_path, picture):
    gone = dataclasses.replace(picture, path=tmp_path / "gone.png")
    before = sorted(tmp_path.iterdir())
    path = tmp_path / "x.sunlight.zip"

    with pytest.raises(FileNotFoundError):
        write_bundle(path, assessment=estate, report=REPORT, pictures=[gone])

    assert sorted(tmp_path.iterdir()) == before


def test_names_reports_and_endings_that_do_not_fit_are_refused(
    estate, tmp_path, picture
):
    path = tmp_path / "x.sunlight.zip"

    with pytest.raises(InputError, match=r"a bundle ends in .sunlight.zip"):
        write_bundle(tmp_path / "x.zip", assessment=estate, report=REPORT)
    with pytest.raises(InputError, match="no JSON document"):
        write_bundle(path, assessment=estate, report="<html>")
    with pytest.raises(InputError, match="sunlight-report/1"):
        write_bundle(path, assessment=estate, report="{}")
    with pytest.raises(InputError, match=r"cannot be named '../x'"):
        write_bundle(
            path, assessment=estate, report=REPORT, files={"../x": picture.path}
        )
    with pytest.raises(InputError, match=r"would be named 'Result.json'"):
        write_bundle(
            path, assessment=estate, report=REPORT, files={"Result.json": picture.path}
        )
