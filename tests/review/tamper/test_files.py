"""From files to the opinion: an honest report, and some that are not, all the way."""

import pytest
from vendors.declared import write_declaration
from vendors.files import write_bundle_of, write_docx, write_xlsx

from sunlight.assessment import assess
from sunlight.conditions import StandardDay, TimeBasis
from sunlight.review.reading.submission import read_submission
from tamper.cases import CASES
from tamper.harness import called_dishonest, reviewed
from tamper.world import Submitted, estate


@pytest.fixture(scope="module")
def world():
    return estate()


def handed_in(report, folder, *, write=write_xlsx, suffix="xlsx"):
    form = write_declaration(report, folder / "登记表.toml")
    table = write(report, folder / f"窗表.{suffix}")
    return read_submission([table], declaration=form)[0]


def test_the_form_is_read_as_it_was_stated(world, tmp_path):
    pytest.importorskip("openpyxl")
    said = handed_in(world.report(), tmp_path).declaration

    assert said.project == "柏林里一期"
    assert said.day is StandardDay.GREAT_COLD
    assert said.band == (480.0, 960.0)
    assert said.time_basis is TimeBasis.TRUE_SOLAR_TIME
    assert said.window_points == "ends"
    assert said.conclusions == world.report().conclusions


@pytest.mark.parametrize("id", ["centre_told", "outcome_edited", "false_renewal"])
def test_a_case_is_found_from_its_files(id, world, tmp_path):
    pytest.importorskip("openpyxl")
    case = next(c for c in CASES if c.id == id)
    submission = handed_in(case.make(world).report, tmp_path)
    found = reviewed(world.assessment, submission, inferring=False)

    assert set(case.found) <= set(found.codes())


def test_a_dropped_overlay_is_found_in_a_word_file(world, tmp_path):
    pytest.importorskip("docx")
    case = next(c for c in CASES if c.id == "overlay_dropped")
    report = case.make(world).report
    submission = handed_in(report, tmp_path, write=write_docx, suffix="docx")
    found = reviewed(world.assessment, submission, inferring=False)

    assert set(case.found) <= set(found.codes())


def test_our_own_bundle_has_nothing_wrong_in_its_figures(world, tmp_path):
    bundle = write_bundle_of(world.assessment, tmp_path / "报告.sunlight.zip")
    submission = read_submission([bundle])[0]
    found = reviewed(world.assessment, submission, inferring=False)

    assert len(found.match.matched) == len(submission.windows) > 300
    assert called_dishonest(found) == ""
    assert "REVIEW-ROW-DIFFERS" not in found.codes()


def test_a_poisoned_bundle_is_found(world, tmp_path):
    case = next(c for c in CASES if c.id == "phantom")
    bundle = write_bundle_of(
        assess(case.make(world).model), tmp_path / "报告.sunlight.zip"
    )
    submission = read_submission([bundle])[0]
    found = reviewed(world.assessment, submission, inferring=False)

    assert set(case.found) <= set(found.codes())


def test_a_made_report_can_be_handed_in_without_a_model(world):
    assert Submitted(report=world.report()).model is None
