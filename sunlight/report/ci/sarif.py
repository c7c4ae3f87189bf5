"""SARIF 2.1.0: a rule a clause, a result a failing unit or finding (SARIF 报告)."""

import gzip
import json
import math
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from sunlight.findings import Severity
from sunlight.report.ci.finding_results import element_fingerprint
from sunlight.report.ci.records import CiFile, CiReport, CiResult, CiRule, CiSubject
from sunlight.report.texts import texts
from sunlight.rules import Language, Outcome, Reason, reason_text

__all__ = ["MOST_BYTES", "MOST_RESULTS", "sarif_document", "sarif_text"]

MOST_RESULTS: Final = 5_000
"""GitHub shows this many results of a run."""
MOST_BYTES: Final = 10_000_000
"""GitHub takes a file up to this size, compressed with gzip. [bytes]"""
MOST_LOCATIONS: Final = 100
"""GitHub shows this many locations of a result; a finding about more elements than that
stays one result."""

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LANGUAGES: Final = {"zh": "zh-CN", "en": "en-US"}
_SOURCE_ROOT: Final = "%SRCROOT%"


def sarif_text(
    report: CiReport, *, lang: Language = "zh", most: int = MOST_RESULTS
) -> str:
    """SARIF log as JSON text, within the limits of GitHub (SARIF 文本).

    Parameters
    ----------
    report : CiReport
        The report.
    lang : {'zh', 'en'}
        Language of messages; rules are described in both.
    most : int
        Results at most, the worst are kept.

    Returns
    -------
    str
        JSON, ending with a line feed.
    """
    while True:
        document = sarif_document(report, lang=lang, most=most)
        text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
        packed = len(gzip.compress(text.encode("utf-8"), mtime=0))
        if packed <= MOST_BYTES or most <= 1:
            return text + "\n"
        most = min(most, len(document["runs"][0]["results"])) // 2


def sarif_document(
    report: CiReport, *, lang: Language = "zh", most: int = MOST_RESULTS
) -> dict[str, Any]:
    """SARIF log as plain dictionaries (SARIF 文档).

    Units that fail are of kind ``fail``; those that could not be judged are ``open``,
    which has no level, and are summed up in a warning of the invocation. What passes is
    left out. A finding about several elements is a result for each of them, so that
    each has a fingerprint of its own.

    Parameters
    ----------
    report : CiReport
        The report.
    lang : {'zh', 'en'}
        Language of messages.
    most : int
        Results at most, the worst are kept.
    """
    index = {rule.id: number for number, rule in enumerate(report.rules)}
    told = [r for r in report.results if r.outcome in (None, *_TOLD)]
    results = [made for r in told for made in _results(report, r, index, lang)]
    kept = results[:most]
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "sunlight",
                "version": report.engine,
                "semanticVersion": report.engine,
                "language": _LANGUAGES[lang],
                "rules": [_rule(rule, lang) for rule in report.rules],
            }
        },
        "automationDetails": {"id": f"sunlight/{report.source.uri}/"},
        "invocations": [_invocation(report, lang, len(results), len(kept))],
        "artifacts": [_artifact(file) for file in report.files],
        "results": kept,
        "properties": _properties_of_run(report),
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


_TOLD: Final = (Outcome.FAIL, Outcome.NOT_JUDGED)


def _rule(rule: CiRule, lang: Language) -> dict[str, Any]:
    """Descriptor of a rule, the chosen language first."""
    first, second = (
        (rule.full.zh, rule.full.en) if lang == "zh" else (rule.full.en, rule.full.zh)
    )
    full = first if first == second else f"{first}\n\n{second}"
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.short.of(lang)},
        "fullDescription": {"text": full},
        "help": {"text": full},
        "defaultConfiguration": {"level": rule.level.value},
        "properties": {"tags": ["sunlight"]},
    }


def _results(
    report: CiReport, result: CiResult, index: dict[str, int], lang: Language
) -> list[dict[str, Any]]:
    """One result; of a finding one for each element, unless there are too many."""
    elements = result.place.elements
    if (
        result.subject is not CiSubject.FINDING
        or result.level is Severity.NOTE
        or not 1 < len(elements) <= MOST_LOCATIONS
    ):
        return [_result(report, result, index, lang, elements, result.fingerprint)]
    return [
        _result(report, result, index, lang, (e,), element_fingerprint(result, e))
        for e in elements
    ]


def _result(
    report: CiReport,
    result: CiResult,
    index: dict[str, int],
    lang: Language,
    elements: Sequence[str],
    fingerprint: str,
) -> dict[str, Any]:
    """One result about some elements."""
    is_open = result.outcome is Outcome.NOT_JUDGED
    level = "none" if is_open or result.level is None else result.level.value
    return {
        "ruleId": result.rule,
        "ruleIndex": index[result.rule],
        "kind": "open" if is_open else "fail",
        "level": level,
        "message": {"text": result.message.of(lang)},
        "locations": _locations(report, result, elements),
        "partialFingerprints": {
            # the first is the one that GitHub looks at
            "primaryLocationLineHash": fingerprint,
            "sunlight/v1": fingerprint,
        },
        "properties": _properties(result, elements),
    }


def _locations(
    report: CiReport, result: CiResult, elements: Sequence[str]
) -> list[dict[str, Any]]:
    """Locations: of a unit one, of a finding one an element."""
    place = result.place

    def physical(*named: str) -> dict[str, Any]:
        return {
            "artifactLocation": _artifact_location(place.file),
            "region": {"startLine": report.line_of(place, named)},
        }

    path = {"name": place.unit or place.building or place.where or place.file.name}
    path["fullyQualifiedName"] = place.logical_path or place.file.name
    path["kind"] = "object"
    named = [
        {
            "name": element,
            "fullyQualifiedName": f"{place.file.name}#{element}",
            "kind": "element",
        }
        for element in elements
    ]
    if result.subject is not CiSubject.FINDING or not named:
        return [{"physicalLocation": physical(), "logicalLocations": [path, *named]}]
    return [
        {"physicalLocation": physical(one["name"]), "logicalLocations": [one, path]}
        for one in named[:MOST_LOCATIONS]
    ]


def _properties(result: CiResult, elements: Sequence[str]) -> dict[str, Any]:
    """Figures and places of a result, for programs."""
    told: dict[str, Any] = {
        "subject": result.subject.value,
        "outcome": None if result.outcome is None else result.outcome.value,
        "building": result.place.building,
        "floor": result.place.floor,
        "unit": result.place.unit,
        "window": result.place.window,
        "elements": len(elements) if len(elements) > 1 else None,
        "countedAs": None if result.counted_as is None else result.counted_as.value,
        "reasons": list(result.reasons),
    }
    figures = result.figures
    if figures is not None:
        told["measureUnit"] = figures.measure_unit
        for name in ("before", "after", "threshold", "tolerance", "margin"):
            told[name] = getattr(figures, name)
    return {name: value for name, value in told.items() if _is_told(value)}


def _is_told(value: object) -> bool:
    """Whether a property says something."""
    if isinstance(value, float):
        return math.isfinite(value)
    return value not in (None, "", [])


def _artifact_location(file: CiFile) -> dict[str, Any]:
    """Where a file is, relative to the root of the repository."""
    if file.uri.startswith("file:"):
        return {"uri": file.uri}
    return {"uri": file.uri, "uriBaseId": _SOURCE_ROOT}


def _artifact(file: CiFile) -> dict[str, Any]:
    """A file that was read, with its hash."""
    made: dict[str, Any] = {
        "location": _artifact_location(file),
        "roles": ["analysisTarget"],
    }
    if file.sha256:
        made["hashes"] = {"sha-256": file.sha256}
    return made


def _properties_of_run(report: CiReport) -> dict[str, Any]:
    """How many units came out how, and what the figures rest on."""
    counts = Counter(r.outcome for r in report.results if r.outcome is not None)
    return {
        "project": report.name,
        "outcome": None if report.outcome is None else report.outcome.value,
        "units": {outcome.value: counts[outcome] for outcome in Outcome},
        "provenance": dict(report.provenance),
    }


def _invocation(
    report: CiReport, lang: Language, total: int, kept: int
) -> dict[str, Any]:
    """How the command ended, and what a reader must not overlook."""
    words = texts(lang)
    told = []
    errors = sum(r.level is Severity.ERROR for r in report.findings)
    if report.exit_code == 2 and errors:
        told.append(("error", words["ci.stopped"].format(count=errors)))
    if report.not_judged:
        reasons = Counter(code for r in report.not_judged for code in r.reasons)
        listed = words["cells.separator"].join(
            words["summary.reason_count"].format(
                reason=reason_text(Reason(code), lang), count=count
            )
            for code, count in reasons.most_common()
        )
        text = words["ci.unjudged_count"].format(
            count=len(report.not_judged),
            reasons=listed or words["ci.unlisted_building_short"],
        )
        told.append(("warning", text))
    if kept < total:
        told.append(("warning", words["ci.truncated"].format(count=total, kept=kept)))
    return {
        "executionSuccessful": report.exit_code in (0, 1, 3),
        "exitCode": report.exit_code,
        "toolExecutionNotifications": [
            {"level": level, "message": {"text": text}} for level, text in told
        ],
    }
