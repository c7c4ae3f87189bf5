"""JUnit XML: a suite a building, a case a judged unit and a check (JUnit 报告)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

from sunlight.findings import Severity
from sunlight.report.ci.records import CiReport, CiResult, CiSubject
from sunlight.report.ci.rule_texts import NOTHING_JUDGED
from sunlight.report.ci.xml_text import child, xml_bytes
from sunlight.report.texts import Texts, texts
from sunlight.rules import Language, Outcome

__all__ = ["junit_xml"]

_TAGS: Final = {
    Outcome.FAIL: "failure",
    Outcome.NOT_JUDGED: "error",
    Outcome.NOT_APPLICABLE: "skipped",
    Outcome.PASS: "",
}
"""What stands in the case of a unit: a unit that waits for a fact is never green."""

_EXIT_TAGS: Final = {0: "", 1: "failure"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One test case."""

    suite: str
    name: str
    tag: str = ""
    kind: str = ""
    message: str = ""
    text: str = ""
    output: str = ""


def junit_xml(report: CiReport, *, lang: Language = "zh") -> bytes:
    """JUnit XML of a report (JUnit 文档).

    A failing unit is a failure, one that could not be judged an error, one that no
    clause asks about is skipped. Findings of the model gate are one case a code: an
    error fails it, a warning or note is told in its output. The last suite holds the
    exit code, so that the document is green exactly where the command ends with 0; a
    run that looked at nothing is an error.

    Parameters
    ----------
    report : CiReport
        The report.
    lang : {'zh', 'en'}
        Language of messages.

    Returns
    -------
    bytes
        UTF-8, in the shape that Jenkins, GitLab and others read: ``testsuites``,
        ``testsuite``, ``testcase`` with ``skipped``, ``error``, ``failure``,
        ``system-out``.
    """
    words = texts(lang)
    cases = [
        *(_unit_case(r, words, lang, report) for r in report.results if _is_unit(r)),
        *_gate_cases(report, words, lang),
        _outcome_case(report, words),
    ]
    root = ElementTree.Element("testsuites", _counts(cases, report.name))
    for suite in dict.fromkeys(case.suite for case in cases):
        own = [case for case in cases if case.suite == suite]
        skipped = str(sum(case.tag == "skipped" for case in own))
        made = child(root, "testsuite", **_counts(own, suite), skipped=skipped)
        for case in own:
            _add_case(made, case)
    return xml_bytes(root)


def _is_unit(result: CiResult) -> bool:
    """Whether a result is that of a unit or building."""
    return result.subject is not CiSubject.FINDING


def _counts(cases: list[_Case], name: str) -> dict[str, str]:
    """Attributes that a suite and all suites have."""
    return {
        "name": name,
        "tests": str(len(cases)),
        "failures": str(sum(case.tag == "failure" for case in cases)),
        "errors": str(sum(case.tag == "error" for case in cases)),
        "time": "0",
    }


def _unit_case(
    result: CiResult, words: Texts, lang: Language, report: CiReport
) -> _Case:
    """Case of a unit or of a building that lists none."""
    outcome = result.outcome or Outcome.NOT_JUDGED
    counted_as = "building" if result.counted_as is None else result.counted_as.value
    message = result.message.of(lang)
    place = [words["ci.topic_file"].format(file=result.place.file.path)]
    place += [result.place.logical_path, *result.place.elements]
    passed = outcome is Outcome.PASS
    return _Case(
        suite=result.place.building or report.name,
        name=f"{counted_as} {result.place.unit or result.place.building}",
        tag=_TAGS[outcome],
        kind=result.rule,
        message=message or words["ci.fallback_reason"],
        text="" if passed else "\n".join(place),
        output=message if passed else "",
    )


def _gate_cases(report: CiReport, words: Texts, lang: Language) -> Iterable[_Case]:
    """One case a code: those asked for, then others that came up."""
    found: dict[str, list[CiResult]] = {code: [] for code in report.checks}
    for result in report.findings:
        found.setdefault(result.rule, []).append(result)
    for code, results in found.items():
        errors = [r for r in results if r.level is Severity.ERROR]
        told = "\n".join(_finding_text(r, words, lang) for r in results)
        yield _Case(
            suite=words["ci.suite_gate"],
            name=code,
            tag="failure" if errors else "",
            kind=code,
            message=errors[0].message.of(lang) if errors else "",
            text=told if errors else "",
            output="" if errors else told,
        )


def _finding_text(result: CiResult, words: Texts, lang: Language) -> str:
    """Level, message, place and elements of a finding."""
    level = "" if result.level is None else words[f"severity.{result.level.value}"]
    elements = " ".join(result.place.elements)
    pieces = (level, result.place.file.path, result.message.of(lang), elements)
    return ": ".join(piece for piece in pieces if piece)


def _outcome_case(report: CiReport, words: Texts) -> _Case:
    """Case of the whole: green exactly where the command ends with 0."""
    code = report.exit_code
    looked_at = report.results or report.checks
    tag = _EXIT_TAGS.get(code, "error") if looked_at else "error"
    why = (
        words["ci.nothing_judged"].format(code=code)
        if not looked_at or (report.outcome is Outcome.NOT_JUDGED and _none(report))
        else words["ci.not_green"].format(code=code, why=outcome_word(report, words))
    )
    kind = NOTHING_JUDGED if not looked_at else f"exit-{code}"
    return _Case(
        suite=words["ci.suite_whole"],
        name=words["ci.case_outcome"],
        tag=tag,
        kind=kind,
        message=why if tag else "",
        text=why if tag else "",
        output="" if tag else outcome_word(report, words),
    )


def _none(report: CiReport) -> bool:
    """Whether no unit passes or fails."""
    verdicts = {r.outcome for r in report.results}
    return not verdicts & {Outcome.PASS, Outcome.FAIL}


def outcome_word(report: CiReport, words: Texts) -> str:
    """Outcome of the whole in words (总结论文字).

    Parameters
    ----------
    report : CiReport
        The report.
    words : mapping
        Catalogue.
    """
    if report.exit_code == 0:
        clean = report.outcome is None
        return words["ci.word_clean" if clean else "ci.word_PASS"]
    key = {1: "FAIL", 3: "NOT_JUDGED"}.get(report.exit_code, "unusable")
    return words[f"ci.word_{key}"]


def _add_case(suite: ElementTree.Element, case: _Case) -> None:
    """Add a case to its suite."""
    made = child(suite, "testcase", name=case.name, classname=case.suite, time="0")
    if case.tag:
        about = {} if case.tag == "skipped" else {"type": case.kind}
        child(made, case.tag, case.text, message=case.message, **about)
    if case.output:
        child(made, "system-out", case.output)
