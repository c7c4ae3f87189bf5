"""SARIF 2.1.0, read by sarif-pydantic, and held against the rules of the standard."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from sunlight.findings import Finding, Severity
from sunlight.report.ci import report_of_findings, sarif_text
from sunlight.report.ci.sarif import MOST_LOCATIONS, MOST_RESULTS

Sarif = pytest.importorskip("sarif_pydantic").Sarif

KINDS = {"notApplicable", "pass", "fail", "review", "open", "informational"}


def read(report, **options):
    """The run, by sarif-pydantic, after what it does not check itself."""
    text = sarif_text(report, **options)
    plain = json.loads(text)
    run = plain["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert "2.1.0" == plain["version"]
    assert len(set(rules)) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["kind"] in KINDS
        # section 3.27.10: any kind other than fail has no level
        assert ("none" == result["level"]) == ("fail" != result["kind"])
        for location in result["locations"]:
            artifact = location["physicalLocation"]["artifactLocation"]
            assert " " not in artifact["uri"]
            assert "\\" not in artifact["uri"]
            names = [x["fullyQualifiedName"] for x in location["logicalLocations"]]
            assert len(set(names)) == len(names)
    return Sarif.model_validate_json(text).runs[0]


def finding(code="SILL-BELOW-FLOOR", severity=Severity.WARNING, **given):
    told = {"where": "windows", "message": "too low", "message_zh": "偏低"}
    return Finding(code=code, severity=severity, **{**told, **given})


def of_findings(*findings, exit_code=0):
    return report_of_findings(
        findings, source=Path("models/一.ifc"), root=Path(), exit_code=exit_code
    )


def test_a_result_is_a_failing_unit_with_its_clause(report):
    run = read(report)

    assert ["规程七(四)"] * 6 == [r.rule_id for r in run.results]
    assert {"error"} == {r.level.value for r in run.results}
    assert "36分04秒" in run.results[0].message.text
    assert 36.0738 == pytest.approx(run.results[0].properties["after"], abs=1e-4)


def test_rules_are_described_in_both_languages(report):
    rule = read(report).tool.driver.rules[0]

    assert "规程七(四)" in rule.short_description.text
    assert "不满足" in rule.full_description.text
    assert "missed after" in rule.full_description.text
    assert "error" == rule.default_configuration.level


def test_a_location_has_file_element_and_path(report):
    result = next(r for r in read(report).results if r.properties["unit"] == "1#-0301")
    place = result.locations[0]

    artifact = place.physical_location.artifact_location
    assert ("tests/report/estate.toml", "%SRCROOT%") == (
        artifact.uri,
        artifact.uri_base_id,
    )
    names = [one.fully_qualified_name for one in place.logical_locations]
    assert "1#/3F/1#-0301/1#-3-S01" == names[0]
    assert f"estate.toml#0{900:021d}" == names[2]


def test_a_location_has_the_line_on_which_the_building_stands(report):
    path = Path(__file__).parents[1] / "estate.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    region = read(report).results[0].locations[0].physical_location.region

    assert 'id = "1#"' == lines[region.start_line - 1]


def test_fingerprints_are_those_of_the_report(report):
    run = read(report)

    assert [r.fingerprint for r in report.failed] == [
        r.partial_fingerprints["primaryLocationLineHash"] for r in run.results
    ]


def test_files_have_their_hashes(report):
    artifact = read(report).artifacts[0]

    assert {"sha-256": report.source.sha256} == artifact.hashes


def test_the_invocation_has_the_exit_code(report):
    invocation = read(report).invocations[0]

    assert invocation.execution_successful
    assert 1 == invocation.model_extra["exitCode"]


def test_what_was_not_judged_is_open_and_warned_of(reported):
    run = read(reported(('use = "residential"', 'use = "unknown"')))
    told = run.invocations[0].model_extra["toolExecutionNotifications"]

    units = [r for r in run.results if r.properties["subject"] == "unit"]
    assert 36 == len(units)
    assert {"open"} == {r.kind for r in units}
    assert "warning" == told[0]["level"]
    assert "36" in told[0]["message"]["text"]
    assert {"PASS": 0, "FAIL": 0, "NOT_JUDGED": 36, "NOT_APPLICABLE": 6} == (
        run.properties["units"]
    )


def test_a_finding_is_a_result_for_each_element():
    run = read(of_findings(finding(elements=("A", "B", "C"))))

    assert 3 == len(run.results)
    assert 3 == len({r.partial_fingerprints["sunlight/v1"] for r in run.results})
    assert ["A", "B", "C"] == [
        r.locations[0].logical_locations[0].name for r in run.results
    ]
    uri = run.results[0].locations[0].physical_location.artifact_location.uri
    assert "models/%E4%B8%80.ifc" == uri


def test_the_result_of_an_element_does_not_depend_on_the_others():
    def mark(*elements):
        results = read(of_findings(finding(elements=elements))).results
        return {
            r.locations[0].logical_locations[0].name: (
                r.partial_fingerprints["sunlight/v1"]
            )
            for r in results
        }

    assert mark("A", "B")["B"] == mark("C", "B", "D")["B"] == mark("B")["B"]


def test_a_finding_about_very_many_elements_is_one_result():
    many = tuple(f"E{i}" for i in range(MOST_LOCATIONS + 1))
    run = read(of_findings(finding(elements=many)))

    assert 1 == len(run.results)
    assert MOST_LOCATIONS == len(run.results[0].locations)
    assert MOST_LOCATIONS + 1 == run.results[0].properties["elements"]


def test_levels_of_findings_are_kept():
    run = read(
        of_findings(
            finding("N", Severity.NOTE),
            finding("W", Severity.WARNING),
            finding("E", Severity.ERROR),
            exit_code=2,
        )
    )

    assert [("E", "error"), ("W", "warning"), ("N", "note")] == [
        (r.rule_id, r.level.value) for r in run.results
    ]
    assert not run.invocations[0].execution_successful


def test_more_results_than_github_shows_are_cut_and_that_is_said(report):
    pattern = report.results[0]
    many = tuple(replace(pattern, fingerprint=f"{i:032x}") for i in range(57))
    run = read(replace(report, results=many), most=50)
    told = run.invocations[0].model_extra["toolExecutionNotifications"]

    assert 5_000 == MOST_RESULTS  # the default
    assert 50 == len(run.results)
    assert "57" in told[-1]["message"]["text"]


def test_a_file_too_large_for_github_is_cut(report, monkeypatch):
    monkeypatch.setattr("sunlight.report.ci.sarif.MOST_BYTES", 2_500)
    text = sarif_text(report)

    assert len(gzip.compress(text.encode("utf-8"))) <= 2_600
    assert 0 < len(json.loads(text)["runs"][0]["results"]) < 6


def test_no_figure_is_not_a_number(uses):
    from sunlight.report.ci import report_of_assessment

    told = report_of_assessment(uses, source=Path("uses.toml"), root=Path())

    assert "NaN" not in sarif_text(told)
    assert read(told).results


def test_english_is_english(report):
    run = read(report, lang="en")

    assert "does not meet the standard" in run.results[0].message.text
    assert "en-US" == run.tool.driver.language
