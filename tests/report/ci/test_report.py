"""What a CI job is told: results, their places, levels and fingerprints."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from sunlight.findings import Finding, Severity
from sunlight.report.ci import report_of_assessment, report_of_findings
from sunlight.report.ci.identity import ci_file, fingerprint, stable_guid
from sunlight.report.ci.records import CiSubject
from sunlight.report.ci.rule_texts import UNLISTED_BUILDING
from sunlight.rules import Outcome

FAILING = [f"1#-0{floor}0{home}" for floor in (1, 2, 3) for home in (1, 2)]


def finding(code="SILL-BELOW-FLOOR", severity=Severity.WARNING, **given):
    told = {"where": "windows", "message": "too low", "message_zh": "偏低"}
    return Finding(code=code, severity=severity, **{**told, **given})


def marks(report):
    return {r.place.unit: r.fingerprint for r in report.failed}


def of_findings(*findings, exit_code=0, **given):
    path = Path("models/a.ifc")
    return report_of_findings(
        findings, source=path, root=Path(), exit_code=exit_code, **given
    )


def test_every_unit_is_told_with_its_outcome(report):
    units = [r for r in report.results if r.subject is CiSubject.UNIT]

    assert 42 == len(units)
    assert FAILING == sorted(r.place.unit for r in report.failed)
    assert {"规程七(四)"} == {r.rule for r in report.failed}
    assert 1 == report.exit_code


def test_failing_units_come_first_the_worst_of_them_first(report):
    margins = [r.figures.margin for r in report.failed]

    assert list(report.failed) == list(report.results[:6])
    assert sorted(margins) == margins
    assert report.results[-1].outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE)


def test_a_failing_unit_names_figures_and_who_took_the_sun_in_both_languages(report):
    told = next(r for r in report.failed if r.place.unit == "1#-0101").message

    # tests/cli/test_commands.py has the same figures from the summary
    for words in ("1#-0101", "规程七(四)", "254分58秒", "36分04秒", "120分00秒", "P1"):
        assert words in told.zh
    assert "before 254 min 58 s, after 36 min 04 s" in told.en


def test_a_place_names_file_elements_and_path(report):
    place = next(r for r in report.failed if r.place.unit == "1#-0301").place

    assert "tests/report/estate.toml" == place.file.uri
    assert "1#/3F/1#-0301/1#-3-S01" == place.logical_path
    assert 2 == len(place.elements)  # the window, then its building
    assert f"0{900:021d}" == place.elements[1]


def test_the_file_has_the_hash_of_its_bytes(report):
    path = Path(__file__).parents[1] / "estate.toml"

    assert hashlib.sha256(path.read_bytes()).hexdigest() == report.source.sha256


def test_rules_are_described_in_both_languages_each_once(report):
    rule = next(r for r in report.rules if r.id == "规程七(四)")

    assert len({r.id for r in report.rules}) == len(report.rules)
    assert {r.rule for r in report.results} <= {r.id for r in report.rules}
    assert "不满足" in rule.full.zh
    assert "before" in rule.full.en


def test_fingerprints_are_all_different(report):
    assert len({r.fingerprint for r in report.results}) == len(report.results)


def test_fingerprints_do_not_depend_on_minutes(report, reported):
    wide = "[[-40, 10], [60, 10], [60, 22], [-40, 22]]"
    lower = reported((wide, wide.replace("-40", "-38")))

    shared = marks(report).keys() & marks(lower).keys()
    assert shared
    assert {u: marks(report)[u] for u in shared} == {u: marks(lower)[u] for u in shared}
    assert [r.figures.after for r in report.failed] != [
        r.figures.after for r in lower.failed
    ]


def test_fingerprints_do_not_depend_on_other_units_or_order(report, reported):
    text = (Path(__file__).parents[1] / "estate.toml").read_text(encoding="utf-8")
    blocks = text.split("[[buildings]]")
    far = "[[buildings]]" + blocks[2]
    without = reported((far, ""))
    moved = reported((far, ""), ("[[site_parts]]", f"{far}\n[[site_parts]]"))

    assert marks(report) == marks(without) == marks(moved)


def test_a_fingerprint_tells_rule_thing_and_file_apart():
    base = fingerprint("a", "b", "c")

    assert base == fingerprint("a", "b", "c")
    assert base not in {
        fingerprint("x", "b", "c"),
        fingerprint("a", "x", "c"),
        fingerprint("a", "b", "x"),
        fingerprint("ab", "", "c"),
    }


def test_a_guid_is_stable_and_of_version_five():
    assert stable_guid("topic", "a") == stable_guid("topic", "a")
    assert "5" == stable_guid("topic", "a")[14]


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("模型/一 号.ifc", "%E6%A8%A1%E5%9E%8B/%E4%B8%80%20%E5%8F%B7.ifc"),
        ("a%b#c?.toml", "a%25b%23c%3F.toml"),
        ("../up/a.ifc", None),
    ],
)
def test_uris_are_relative_to_the_repository_and_encoded(tmp_path, name, uri):
    root = tmp_path / "repo"
    found = ci_file(root / name, root=root)

    if uri is None:
        assert found.uri.startswith("file:///")
    else:
        assert (uri, name) == (found.uri, found.path)


def test_a_finding_keeps_its_fingerprint_while_its_elements_come_and_go():
    one = of_findings(finding(elements=("A", "B"))).results[0]
    other = of_findings(finding(elements=("B", "C", "D"))).results[0]

    assert one.fingerprint == other.fingerprint


def test_findings_about_single_elements_are_told_apart():
    results = of_findings(
        finding(elements=("A",)), finding(elements=("B",)), finding(where="site")
    ).results

    assert 3 == len({r.fingerprint for r in results})


def test_a_finding_names_the_building_and_window_of_its_element(ifc_estate):
    window = ifc_estate.project.windows
    marked = replace(ifc_estate, findings=(finding(elements=(window.element[0],)),))
    report = report_of_assessment(marked, source=Path("a.toml"), root=Path())

    place = report.findings[0].place
    assert window.id[0] == place.window
    assert "1#" == place.building


def test_an_error_in_the_model_is_unusable_input(ifc_estate):
    marked = replace(ifc_estate, findings=(finding(severity=Severity.ERROR),))

    told = report_of_assessment(marked, source=Path("a.toml"), root=Path())

    assert 2 == told.exit_code


def test_a_building_that_lists_nothing_is_not_judged(bare_estate):
    report = report_of_assessment(bare_estate, source=Path("a.toml"), root=Path())

    assert 3 == report.exit_code
    assert UNLISTED_BUILDING in {r.rule for r in report.not_judged}
    assert all(r.level is Severity.WARNING for r in report.not_judged)


def test_units_of_other_uses_are_told(uses):
    report = report_of_assessment(uses, source=Path("uses.toml"), root=Path())
    failing = {r.place.unit or r.place.building for r in report.failed}
    expected = {
        u.verdict.unit for u in uses.units if u.verdict.outcome is Outcome.FAIL
    } | {v.unit for v in uses.households.verdicts if v.outcome is Outcome.FAIL}

    assert expected
    assert expected == failing
