"""JUnit XML, read by junitparser, and held against the shape of its usual schema."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunlight.findings import Finding, Severity
from sunlight.report.ci import junit_xml, report_of_assessment, report_of_findings
from sunlight.rules import Outcome

junitparser = pytest.importorskip("junitparser")

# junit-10.xsd of the Jenkins xUnit plugin: attributes and children that it knows
ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "disabled", "errors"},
    "testsuite": {
        *("name", "tests", "failures", "errors", "time", "disabled", "skipped"),
        *("timestamp", "hostname", "id", "package"),
    },
    "testcase": {"name", "assertions", "time", "classname", "status", "class"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"type", "message"},
    "system-out": set(),
}
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase", "properties", "system-out", "system-err"},
    "testcase": {"skipped", "error", "failure", "system-out", "system-err"},
}


def read(report, **options):
    content = junit_xml(report, **options)
    root = ElementTree.fromstring(content)
    for element in root.iter():
        assert set(element.attrib) <= ATTRIBUTES[element.tag], element.tag
        assert {c.tag for c in element} <= CHILDREN.get(element.tag, set())
    return junitparser.JUnitXml.fromstring(content)


def cases(report):
    return {
        case.name: (case.classname, [type(r).__name__ for r in case.result], case)
        for suite in read(report)
        for case in suite
    }


def of_findings(*findings, exit_code=0, checks=()):
    return report_of_findings(
        findings,
        source=Path("a.ifc"),
        root=Path(),
        exit_code=exit_code,
        checks=checks,
    )


def finding(code, severity=Severity.ERROR, **given):
    told = {"where": "file", "message": "m", "message_zh": "中"}
    return Finding(code=code, severity=severity, **{**told, **given})


def green(report):
    xml = read(report)
    return xml.tests > 0 and xml.failures == 0 and xml.errors == 0


def test_every_unit_is_a_case_in_the_suite_of_its_building(report):
    suites = {suite.name: suite for suite in read(report)}

    assert {"1#", "2#", "P1", "总体"} <= set(suites)
    assert (6, 6, 0) == (suites["1#"].tests, suites["1#"].failures, suites["1#"].errors)
    assert (6, 6) == (suites["2#"].tests, suites["2#"].skipped)
    assert (30, 0) == (suites["P1"].tests, suites["P1"].failures)


def test_the_counts_are_those_of_the_cases(report):
    xml = read(report)
    told = (xml.tests, xml.failures, xml.errors)
    xml.update_statistics()  # junitparser counts anew

    assert told == (xml.tests, xml.failures, xml.errors)


def test_a_failure_names_clause_and_minutes(report):
    _, kinds, case = cases(report)["household 1#-0101"]

    assert ["Failure"] == kinds
    assert "规程七(四)" == case.result[0].type
    assert "36分04秒" in case.result[0].message
    assert "1#/1F/1#-0101/1#-1-S01" in case.result[0].text


def test_what_was_not_judged_is_an_error_with_its_reason(reported):
    report = reported(('use = "residential"', 'use = "unknown"'))
    found = cases(report)
    _, kinds, case = found["household 1#-0101"]

    assert ["Error"] == kinds
    assert "使用性质未知" in case.result[0].message
    assert ["Error"] == found["总结论"][1]


def test_what_no_clause_asks_about_is_skipped_with_its_reason(report):
    _, kinds, case = cases(report)["household 2#-0101"]

    assert ["Skipped"] == kinds
    assert "不是日照分析对象" in case.result[0].message


def test_nothing_judged_is_never_green(bare_estate):
    report = report_of_assessment(bare_estate, source=Path("a.toml"), root=Path())

    assert not green(report)


def test_a_run_that_looked_at_nothing_is_an_error():
    xml = read(of_findings())

    assert (1, 0, 1) == (xml.tests, xml.failures, xml.errors)


def test_checks_are_cases_whether_or_not_something_was_found():
    report = of_findings(
        finding("OPEN-SOLID", elements=("A", "B")),
        finding("NORTH-MISSING", Severity.WARNING),
        exit_code=2,
        checks=("OPEN-SOLID", "ZERO-WINDOWS"),
    )
    found = cases(report)

    assert ["Failure"] == found["OPEN-SOLID"][1]
    assert "A B" in found["OPEN-SOLID"][2].result[0].text
    assert [] == found["ZERO-WINDOWS"][1]
    assert [] == found["NORTH-MISSING"][1]
    assert "警告" in found["NORTH-MISSING"][2].system_out
    assert ["Error"] == found["总结论"][1]


def test_a_clean_model_is_green():
    assert green(of_findings(checks=("OPEN-SOLID",)))


@given(
    outcomes=st.lists(st.sampled_from(Outcome), max_size=6),
    code=st.sampled_from([0, 1, 2, 3]),
)
def test_it_is_green_exactly_where_the_command_ends_with_zero(report, outcomes, code):
    pattern = report.results[0]
    results = tuple(replace(pattern, outcome=o) for o in outcomes)
    told = replace(report, results=results, exit_code=code)
    bad = {Outcome.FAIL, Outcome.NOT_JUDGED} & set(outcomes)

    assert green(told) == (code == 0 and not bad and bool(outcomes))


@pytest.mark.parametrize("text", ["a\x00b\x0b", "<&>\"'", "\ud800", "行\n二"])
def test_any_text_makes_readable_xml(text):
    told = of_findings(finding("X", message=text, message_zh=text), exit_code=2)

    assert "X" in cases(told)


def test_english_is_english(report):
    xml = read(report, lang="en")

    assert "whole" in [suite.name for suite in xml]
