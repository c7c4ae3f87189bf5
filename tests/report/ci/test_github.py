"""Annotations and summary of GitHub."""

import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sunlight.findings import Finding, Severity
from sunlight.report.ci import annotations, report_of_findings, step_summary

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)", re.DOTALL)


def parsed(line):
    """Command, properties and message, undone as the runner of GitHub does it."""
    command, properties, message = COMMAND.fullmatch(line).groups()

    def plain(text, codes):
        for code, sign in codes:
            text = text.replace(code, sign)
        return text

    data = [("%0D", "\r"), ("%0A", "\n")]
    pairs = [one.split("=", 1) for one in properties.split(",")]
    told = {n: plain(v, [*data, ("%3A", ":"), ("%2C", ","), ("%25", "%")])
            for n, v in pairs}  # fmt: skip
    return command, told, plain(message, [*data, ("%25", "%")])


def of_findings(*findings, exit_code=0, source="models/a.ifc"):
    return report_of_findings(
        findings, source=Path(source), root=Path(), exit_code=exit_code
    )


def finding(message="m", severity=Severity.ERROR, code="X", where="file"):
    return Finding(
        code=code, severity=severity, where=where, message=message, message_zh=message
    )


def test_an_annotation_has_file_clause_and_minutes(report):
    command, told, message = parsed(annotations(report)[0])

    assert "error" == command
    assert ("tests/report/estate.toml", "规程七(四)") == (told["file"], told["title"])
    assert told["line"].isdigit()
    assert "36分04秒" in message


@given(text=st.text(max_size=30), code=st.text(min_size=1, max_size=12))
def test_any_text_survives_the_escaping(text, code):
    lines = annotations(of_findings(finding(text, code=code), exit_code=2))

    assert 1 == len(lines)
    assert not {"\n", "\r"} & set(lines[0])
    assert ("error", code, text) == (
        parsed(lines[0])[0],
        parsed(lines[0])[1]["title"],
        parsed(lines[0])[2],
    )


def test_of_each_level_as_many_as_github_shows_the_last_counts_the_rest():
    found = [finding(str(i), where=str(i)) for i in range(25)]
    found += [finding(str(i), Severity.NOTE) for i in range(3)]
    told = [parsed(line) for line in annotations(of_findings(*found, exit_code=2))]
    errors = [one for one in told if one[0] == "error"]

    assert 10 == len(errors)
    assert "16" in errors[-1][2]
    assert 3 == sum(one[0] == "notice" for one in told)


def test_a_run_that_is_not_green_has_an_error_whatever_was_found():
    lines = annotations(of_findings(finding(severity=Severity.NOTE), exit_code=3))

    assert "error" in {parsed(line)[0] for line in lines}


def test_a_clean_run_says_nothing():
    assert () == annotations(of_findings())


def test_the_summary_has_counts_and_a_row_a_failing_unit(report):
    text = step_summary(report, lang="en")

    assert "## Sunlight analysis: 试验小区" in text
    assert "Outcome: **fail** (exit code 1)" in text
    assert "42 units: 30 pass, 6 fail, 0 not judged, 6 not applicable" in text
    assert 6 == sum("规程七(四)" in line for line in text.splitlines())


def test_the_summary_names_what_was_not_judged_and_why(reported):
    text = step_summary(reported(('use = "residential"', 'use = "unknown"')))

    assert "未评定（36）" in text
    assert "使用性质未知" in text


def test_cells_stay_cells(report):
    hostile = finding("a|b\n<script>`x` [l](u)")
    row = next(
        line
        for line in step_summary(of_findings(hostile, exit_code=2)).splitlines()
        if "script" in line
    )

    assert 5 == row.count("|")
    assert not {"<", "`", "["} & set(row)


def test_a_long_table_is_cut_and_says_so(report):
    many = tuple(replace(report.results[0], fingerprint=str(i)) for i in range(150))
    text = step_summary(replace(report, results=many))

    assert 100 == sum("规程七(四)" in line for line in text.splitlines())
    assert "另有 50 条" in text
