"""Our own report, workbook and bundle read back to the assessment."""

import dataclasses
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from sunlight.conditions import StandardDay, TimeBasis
from sunlight.errors import ImporterError, InputError
from sunlight.report.bundle import write_bundle
from sunlight.report.content.build import report_record
from sunlight.report.docx.write import write_docx
from sunlight.report.xlsx.write import write_xlsx
from sunlight.review.reading.submission import read_submission

pytest.importorskip("openpyxl")
pytest.importorskip("docx")


@pytest.fixture(scope="module")
def own(estate, tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    record = report_record(estate)
    write_docx(record, folder / "report.docx")
    write_xlsx(estate, folder / "report.xlsx")
    write_bundle(folder / "a.sunlight.zip", assessment=estate, report=record)
    return folder


def _by_label(submission):
    windows = submission.windows
    return {label: i for i, label in enumerate(windows.label)}


def _whole(windows, state):
    return np.floor(windows.minutes(state) + 1e-6)


@pytest.mark.parametrize("name", ["report.xlsx", "report.docx"])
def test_report_reads_back_to_its_windows_and_minutes(own, printed, name):
    submission, _ = read_submission([own / name])

    rows = _by_label(submission)
    # 2# is no object of the analysis: the report lists it in the workbook only
    wanted = [w for w in printed if name == "report.xlsx" or w.building != "2#"]
    assert set(rows) == {w.label for w in wanted}
    windows = submission.windows
    for window in wanted:
        i = rows[window.label]
        assert windows.building[i] == window.building
        assert windows.floor[i] == window.floor
        assert windows.sill_height[i] == window.sill
        assert windows.household[i] == window.household
        for state in ("before", "after"):
            whole = _whole(windows, state)[i]
            assert whole == window.minutes[state] or (
                np.isnan(whole) and np.isnan(window.minutes[state])
            )
            assert windows.segments(state).row(i) == window.segments[state]
    outcomes = set(windows.outcome)
    assert outcomes <= {"达标", "未达标", ""}


def test_report_reads_back_to_its_declaration(own):
    told = read_submission([own / "report.docx"])[0].declaration

    assert (told.project, told.latitude, told.longitude) == ("试验小区", 38.42, 112.73)
    assert told.day is StandardDay.GREAT_COLD
    assert told.band == (480.0, 960.0)
    assert told.time_basis is TimeBasis.TRUE_SOLAR_TIME
    assert told.declination == pytest.approx(-20.1496)
    assert (told.shortest_segment, told.sill_minimum) == (5.0, 0.9)
    assert (told.software, told.window_points) == ("sunlight", "ends")
    buildings = {b.id: b for b in told.buildings}
    assert {b.id: b.role for b in told.buildings} == {
        "P1": "proposed",
        "1#": "analysed",
        "S1": "removed",
        "2#": "existing",
    }
    assert buildings["P1"].top_absolute == 845.0
    assert buildings["1#"].shaded_by == ("P1",)
    assert any("综上" in sentence for sentence in told.conclusions)
    assert {a.title for a in told.attachments} == {"建设单位承诺书", "编制单位承诺书"}


def test_households_read_back(own, estate):
    units = read_submission([own / "report.xlsx"])[0].units

    ids = list(estate.project.households.id)
    assert sorted(units.label) == sorted(ids)
    at = {label: i for i, label in enumerate(units.label)}
    after = estate.households.minutes_after
    for row, household in enumerate(ids):
        assert units.minutes_after[at[household]] == pytest.approx(after[row], abs=1e-6)
    assert "不满足" in set(units.outcome)


def test_report_and_workbook_together_are_taken_once(own, printed):
    submission, findings = read_submission([own / "report.docx", own / "report.xlsx"])

    assert len(submission.windows) == len(printed)
    assert "SUBMISSION-DUPLICATE-WINDOW" not in {f.code for f in findings}
    assert "SUBMISSION-TABLE-TWICE" in {f.code for f in findings}
    assert "SUBMISSION-DECLARED-TWICE" not in {f.code for f in findings}


def test_bundle_reads_back_exactly(own, estate):
    submission, findings = read_submission(own / "a.sunlight.zip")

    windows, results = submission.windows, estate.windows
    assert windows.exact
    assert list(windows.label) == list(estate.project.windows.id)
    for state in ("before", "after"):
        exact = getattr(results, f"minutes_{state}")
        assert np.array_equal(windows.minutes(state), exact, equal_nan=True)
    assert np.array_equal(windows.segments_after.start, results.counted_after.start)
    assert np.array_equal(windows.segments_after.offsets, results.counted_after.offsets)
    new = np.isnan(results.minutes_before)
    assert not windows.segments_before.given[new].any()
    assert windows.segments_before.given[~new].all()
    assert submission.project is not None
    assert submission.result is not None
    assert submission.result["outcome"] == "FAIL"
    assert [f.kind for f in submission.files] == ["bundle"]
    assert submission.declaration.declination == estate.provenance.declination
    assert {b.id for b in submission.declaration.buildings} == {"1#", "2#", "P1", "S1"}
    assert findings == ()


def test_changed_bundle_is_refused(own, tmp_path):
    changed = tmp_path / "b.sunlight.zip"
    with (
        zipfile.ZipFile(own / "a.sunlight.zip") as before,
        zipfile.ZipFile(changed, "w") as after,
    ):
        for item in before.infolist():
            content = before.read(item)
            if item.filename == "result.json":
                content = content.replace(b'"FAIL"', b'"PASS"', 1)
            after.writestr(item, content)

    with pytest.raises(ImporterError, match=r"result\.json"):
        read_submission([changed])


def test_two_bundles_are_refused(own):
    with pytest.raises(InputError, match="one bundle"):
        read_submission([own / "a.sunlight.zip"] * 2)


def test_form_goes_before_the_bundle(own, tmp_path):
    form = tmp_path / "form.toml"
    form.write_text(
        'schema = "sunlight-declaration/1"\nlatitude = 39.9\n', encoding="utf-8"
    )

    submission, findings = read_submission([own / "a.sunlight.zip"], declaration=form)

    assert submission.declaration.latitude == 39.9
    assert submission.declaration.longitude == 112.73
    twice = [f for f in findings if f.code == "SUBMISSION-DECLARED-TWICE"]
    assert len(twice) == 1
    assert "39.9" in twice[0].message
    assert "38.42" in twice[0].message
    assert dataclasses.is_dataclass(submission)
    assert isinstance(json.dumps(submission.result), str)
    assert Path(form).name in {f.name for f in submission.files}


def test_tables_beside_a_bundle_are_told_of(own):
    files = [own / "a.sunlight.zip", own / "report.docx"]

    submission, findings = read_submission(files)

    assert submission.windows.exact
    told = [f for f in findings if f.code == "SUBMISSION-BUNDLE-FIRST"]
    assert len(told) == 3
    assert all("a.sunlight.zip" in f.message for f in told)
