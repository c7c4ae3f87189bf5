"""The review as SARIF 2.1.0, for those who review in a repository (SARIF 报告)."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sunlight.findings import Severity
from sunlight.report.ci.finding_results import finding_results
from sunlight.report.ci.identity import ci_file, fingerprint, legible
from sunlight.report.ci.records import (
    CiFile,
    CiPlace,
    CiReport,
    CiResult,
    CiRule,
    CiSubject,
    Wordings,
)
from sunlight.report.ci.rule_texts import finding_rules
from sunlight.report.ci.sarif import sarif_text
from sunlight.report.texts import texts
from sunlight.review.opinion.told import GRADES, Told, told_of
from sunlight.review.records.findings import Evidence, Grade, ReviewFinding
from sunlight.review.records.review import Review
from sunlight.rules import Language

__all__ = ["review_ci_report", "review_sarif"]

LEVELS: Final = {
    Grade.WRONG: Severity.ERROR,
    Grade.ANSWER: Severity.WARNING,
    Grade.OPEN: Severity.WARNING,
    Grade.NOTE: Severity.NOTE,
}
_WITH_LINES: Final = ("csv", "declaration", "mapping", "matches")
"""Files of text, whose rows are lines."""


def review_sarif(
    review: Review,
    *,
    lang: Language = "zh",
    paths: Iterable[Path] = (),
    root: Path | None = None,
) -> str:
    """SARIF log of a review (SARIF 文本).

    A rule is a code of a finding with its clauses; a result stands where its evidence
    does, in a text file on the line of the row.

    Parameters
    ----------
    review : Review
        The review.
    lang : {'zh', 'en'}
        Language of messages; rules are described in both.
    paths : iterable of Path
        Files of the submission, for their places; a file that is not among them stands
        under its name alone.
    root : Path, optional
        Root of the repository; the working folder if there is none.

    Returns
    -------
    str
        JSON, ending with a line feed.
    """
    return sarif_text(review_ci_report(review, paths=paths, root=root), lang=lang)


def review_ci_report(
    review: Review, *, paths: Iterable[Path] = (), root: Path | None = None
) -> CiReport:
    """What a CI job is told of a review (CI 报告).

    Parameters
    ----------
    review, paths, root
        As :func:`review_sarif`.
    """
    both = (told_of(review, "zh"), told_of(review, "en"))
    files = _files(review, paths, Path() if root is None else root)
    lines: dict[tuple[str, str], int] = {}
    ordered = sorted(both[0].findings, key=lambda finding: GRADES.index(finding.grade))
    results = _results(review, ordered, files, lines)
    results += finding_results(review.reading, files, None)
    rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2, None: 3}
    provenance = review.assessment.provenance
    read = finding_rules(review.reading)
    rules = _rules(both, ordered)
    taken = {rule.id for rule in rules}
    return CiReport(
        engine=provenance.engine,
        name=review.submission.declaration.project or review.assessment.project.name,
        source=files[0],
        files=files,
        rules=(*rules, *(rule for rule in read if rule.id not in taken)),
        results=tuple(sorted(results, key=lambda result: rank[result.level])),
        exit_code=review.exit_code,
        project=None,
        provenance={
            "rules": provenance.rules,
            "rulesHash": provenance.rules_hash,
            "inputHash": provenance.input_hash,
            "tolerance": f"{review.comparison.tolerance:g} min",
        },
        lines=lines,
    )


def _files(review: Review, paths: Iterable[Path], root: Path) -> tuple[CiFile, ...]:
    """Files of the submission; one without a name where there is none."""
    known = {path.name: path for path in paths}
    found = []
    for file in review.submission.files:
        if file.name in known:
            made = ci_file(
                known[file.name], root=root, name=file.name, sha256=file.sha256
            )
        else:
            name = legible(file.name)
            made = CiFile(
                name=name, uri=quote(name, safe=""), path=name, sha256=file.sha256
            )
        found.append(made)
    if not found:
        found.append(CiFile(name="submission", uri="submission", path="submission"))
    return tuple(found)


def _rules(both: tuple[Told, Told], findings: list[ReviewFinding]) -> list[CiRule]:
    """Rules of the findings, each code once."""
    zh, en = both
    made: dict[str, CiRule] = {}
    for finding in findings:
        if finding.code in made:
            continue
        made[finding.code] = CiRule(
            id=finding.code,
            name="".join(
                word.capitalize() for word in re.split(r"[^A-Za-z0-9]+", finding.code)
            ),
            short=Wordings(zh=_rule_text(zh, finding), en=_rule_text(en, finding)),
            full=Wordings(
                zh=_rule_text(zh, finding, whole=True),
                en=_rule_text(en, finding, whole=True),
            ),
            level=LEVELS[finding.grade],
        )
    return list(made.values())


def _rule_text(told: Told, finding: ReviewFinding, *, whole: bool = False) -> str:
    """What a rule is about, in one language."""
    part = told.say(f"_parts.{finding.part.value}")
    if not whole:
        return told.say("_sarif.rule", part=part, code=finding.code)
    return told.say(
        "_sarif.rule_full",
        part=part,
        clause=finding.clause or told.say("no_clause"),
        message=told.message(finding),
    )


def _results(
    review: Review,
    findings: list[ReviewFinding],
    files: tuple[CiFile, ...],
    lines: dict[tuple[str, str], int],
) -> list[CiResult]:
    """One result a finding; lines of its evidence are put into `lines`."""
    kinds = {legible(f.name): f.kind for f in review.submission.files}
    seen: Counter[tuple[str, str]] = Counter()
    made = []
    for finding in findings:
        file = _file_of(finding, files)
        elements = []
        for one in finding.evidence:
            element = _element(one)
            if not element:
                continue
            elements.append(element)
            line = _line(review, one)
            if line and kinds.get(file.name) in _WITH_LINES:
                lines.setdefault((file.name, element), line)
        told = elements or list(finding.elements)
        named = tuple(dict.fromkeys(told))
        # what comes and goes with the figures takes no part, and no two are the same
        thing = next(iter(finding.elements), "") or next(iter(named), "")
        seen[finding.code, thing] += 1
        again = seen[finding.code, thing]
        first = finding.evidence[0] if finding.evidence else Evidence()
        made.append(
            CiResult(
                subject=CiSubject.FINDING,
                rule=finding.code,
                level=LEVELS[finding.grade],
                outcome=None,
                title=Wordings(
                    zh=f"{finding.code} {thing}".strip(),
                    en=f"{finding.code} {thing}".strip(),
                ),
                message=Wordings(zh=_whole(finding, "zh"), en=_whole(finding, "en")),
                place=CiPlace(
                    # results of one finding would have the same fingerprints as those
                    # of another with its code: only one element each then
                    file=file,
                    elements=named if again == 1 else (),
                    building=first.building or thing,
                    unit=first.unit,
                    window=first.window,
                    where=first.place or finding.part.value,
                ),
                fingerprint=fingerprint(
                    finding.code, thing if again == 1 else f"{thing}#{again}", file.name
                ),
            )
        )
    return made


def _element(one: Evidence) -> str:
    """What a piece of evidence is about."""
    return one.window or one.unit or one.building or one.place


def _file_of(finding: ReviewFinding, files: tuple[CiFile, ...]) -> CiFile:
    """File in which the first evidence was read, else the first of all."""
    for one in finding.evidence:
        for file in sorted(files, key=lambda f: -len(f.name)):
            if one.place.startswith(file.name):
                return file
    return files[0]


def _line(review: Review, one: Evidence) -> int:
    """Line of the row in its file, 0 where it has none."""
    windows = review.submission.windows
    if not 0 <= one.row < len(windows):
        return 0
    return int(windows.line[one.row])


def _whole(finding: ReviewFinding, lang: Language) -> str:
    """Message, clause and question."""
    zh = lang == "zh"
    message = finding.message_zh if zh else finding.message
    question = finding.question_zh if zh else finding.question
    key = "review_opinion_finding.clause"
    clause = texts(lang)[key].format(clause=finding.clause)
    return "\n".join(
        each
        for each in (message + (clause if finding.clause else ""), question)
        if each
    )
