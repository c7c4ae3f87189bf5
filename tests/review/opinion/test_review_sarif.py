"""The review as SARIF 2.1.0, read by sarif-pydantic."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sunlight.review.opinion.sarif import review_sarif

Sarif = pytest.importorskip("sarif_pydantic").Sarif


def read(review, **options):
    text = review_sarif(review, **options)
    plain = json.loads(text)["runs"][0]
    rules = [rule["id"] for rule in plain["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    for result in plain["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert ("none" == result["level"]) == ("fail" != result["kind"])
        for location in result["locations"]:
            names = [x["fullyQualifiedName"] for x in location["logicalLocations"]]
            assert len(set(names)) == len(names)
    marks = [r["partialFingerprints"]["sunlight/v1"] for r in plain["results"]]
    assert len(set(marks)) == len(marks)
    return Sarif.model_validate_json(text).runs[0]


def test_a_result_is_a_finding_with_its_code_and_clause(review):
    run = read(review)
    levels = [(r.rule_id, r.level.value) for r in run.results]

    assert ("REVIEW-VERDICT-FLIPS", "error") in levels
    assert ("REVIEW-TOP-DIFFERS", "warning") in levels
    assert ("REVIEW-CAUSE-FITS", "note") in levels
    assert ("SUBMISSION-CELL-UNREAD", "warning") in levels
    assert ["error", "error"] == [level for _, level in levels[:2]]
    rule = next(r for r in run.tool.driver.rules if r.id == "REVIEW-VERDICT-FLIPS")
    assert "规程七(四)" in rule.full_description.text


def test_a_row_of_a_text_file_has_its_line(review):
    run = read(review)
    flip = next(r for r in run.results if r.rule_id == "REVIEW-VERDICT-FLIPS")
    place = flip.locations[0]

    # the sixth row under the heading
    assert 7 == place.physical_location.region.start_line
    assert "%E7%AA%97%E4%BD%8D%E8%A1%A8.csv" == (
        place.physical_location.artifact_location.uri
    )
    names = [one.fully_qualified_name for one in place.logical_locations]
    assert "1#/1#-0302/1#-3-S02" in names


def test_files_stand_relative_to_the_root_where_their_paths_are_given(review):
    root = Path("/repo")
    run = read(review, paths=[root / "送审" / "报告.docx"], root=root)

    uris = {a.location.uri for a in run.artifacts}
    assert "%E9%80%81%E5%AE%A1/%E6%8A%A5%E5%91%8A.docx" in uris
    top = next(r for r in run.results if r.rule_id == "REVIEW-TOP-DIFFERS")
    assert top.locations[0].physical_location.artifact_location.uri in uris


def test_fingerprints_stay_when_the_figures_change(review):
    def marks(one):
        plain = json.loads(review_sarif(one))["runs"][0]
        return {
            r["ruleId"]: r["partialFingerprints"]["sunlight/v1"]
            for r in plain["results"]
        }

    moved = tuple(
        replace(
            f,
            message=f"{f.message} again",
            evidence=tuple(replace(e, submitted=1.0) for e in f.evidence),
        )
        for f in reversed(review.findings)
    )

    assert marks(review) == marks(replace(review, findings=moved))


def test_equal_codes_about_one_thing_are_told_apart(review):
    twice = replace(review, findings=(review.findings[0],) * 3)

    assert 4 == len(read(twice).results)


def test_a_submission_without_files_has_a_place_all_the_same(review):
    bare = replace(review, submission=replace(review.submission, files=()))
    run = read(bare, lang="en")

    assert "submission" == run.artifacts[0].location.uri
    assert 1 == json.loads(review_sarif(bare))["runs"][0]["invocations"][0]["exitCode"]
