"""What the rules of CI results say: clauses and codes of findings (依据说明)."""

from collections.abc import Iterable

from sunlight.findings import Finding, Severity
from sunlight.report.ci.records import CiRule, Wordings
from sunlight.report.ci.wordings import both
from sunlight.rules import Ruleset, item_of, ledger

__all__ = ["NOTHING_JUDGED", "UNLISTED_BUILDING", "clause_rules", "finding_rules"]

UNLISTED_BUILDING = "UNLISTED-BUILDING"
"""Rule of a building that a clause asks about and that lists nothing to judge."""
NOTHING_JUDGED = "NOTHING-JUDGED"
"""Rule of a run in which nothing at all was judged."""


def clause_rules(rules: Ruleset, clauses: Iterable[str]) -> tuple[CiRule, ...]:
    """Clauses that verdicts name, each once (条款).

    Parameters
    ----------
    rules : Ruleset
        Rules that judged.
    clauses : iterable of str
        Ids, repeated or not; the two codes of this module are allowed.

    Returns
    -------
    tuple of CiRule
        In the order of first mention.
    """
    meanings: dict[str, list[Wordings]] = {}
    for entry in ledger(rules):
        told = Wordings(zh=entry.meaning("zh"), en=entry.meaning("en"))
        meanings.setdefault(entry.item, []).append(told)
    inherited = {own: ours for ours, own in rules.citations.items()}
    return tuple(
        _own_rule(clause)
        if clause in (UNLISTED_BUILDING, NOTHING_JUDGED)
        else _clause_rule(
            clause, meanings.get(item_of(inherited.get(clause, clause)), []), rules
        )
        for clause in dict.fromkeys(clauses)
    )


def _clause_rule(clause: str, meanings: list[Wordings], rules: Ruleset) -> CiRule:
    """Return a clause with what it says."""
    full = Wordings(
        zh="".join(m.zh for m in meanings) or rules.title_zh,
        en=" ".join(m.en for m in meanings) or rules.title_en,
    )
    return CiRule(
        id=clause,
        name=_name(clause),
        short=both(
            lambda words, lang: words["ci.clause"].format(
                clause=clause, document=rules.document
            )
        ),
        full=full,
        level=Severity.ERROR,
    )


def _own_rule(code: str) -> CiRule:
    """Return one of the rules that no text has."""
    key = code.lower().replace("-", "_")
    return CiRule(
        id=code,
        name=_name(code),
        short=both(lambda words, lang: words[f"ci.{key}_short"]),
        full=both(lambda words, lang: words[f"ci.{key}_full"]),
        level=Severity.WARNING,
    )


def finding_rules(findings: Iterable[Finding]) -> tuple[CiRule, ...]:
    """Codes of findings, each once (检查代码).

    Parameters
    ----------
    findings : iterable of Finding
        Findings about a model.

    Returns
    -------
    tuple of CiRule
        In the order of first mention, with the level and the words of the first.
    """
    made: dict[str, CiRule] = {}
    for finding in findings:
        if finding.code in made:
            continue
        code = finding.code
        made[code] = CiRule(
            id=code,
            name=_name(code),
            short=both(lambda words, lang, c=code: words["ci.check"].format(code=c)),  # type: ignore[misc]
            full=Wordings(zh=finding.message_zh or finding.message, en=finding.message),
            level=finding.severity,
        )
    return tuple(made.values())


def _name(rule: str) -> str:
    """Name of a rule for programs: ``SiteNorthMissing``, ``规程七五``."""
    words = "".join(c if c.isalnum() else " " for c in rule).split()
    return "".join(word[:1].upper() + word[1:].lower() for word in words)
