"""Findings as they are shared (检查结果脱敏): codes stay, words about names go."""

from collections.abc import Iterable

from sunlight.findings import Finding
from sunlight.importers.file_findings import project_findings
from sunlight.model.project import Project

__all__ = ["masked_findings"]

_MESSAGE = (
    "found in the original project; what it says is left out of this copy, since it "
    "may hold names"
)
_MESSAGE_ZH = "原项目有此项检查结果；其文字可能含有名称，副本中从略"


def masked_findings(
    findings: Iterable[Finding], masked: Project
) -> tuple[Finding, ...]:
    """Findings that say nothing that was masked (检查结果脱敏).

    Those that follow from the project itself are found again in the masked one, in its
    names. Of the others, such as notes on the files that were read, only code and
    severity stay, each pair once.

    Parameters
    ----------
    findings : iterable of Finding
        Of the original.
    masked : Project
        The masked project.

    Returns
    -------
    tuple of Finding
        With the codes and severities of `findings`.
    """
    told = list(dict.fromkeys((f.code, f.severity) for f in findings))
    again: dict[tuple[str, str], list[Finding]] = {}
    for finding in project_findings(masked):
        again.setdefault((finding.code, finding.severity), []).append(finding)
    made: list[Finding] = []
    for code, severity in told:
        made += again.get((code, severity)) or [
            Finding(
                code=code,
                severity=severity,
                where="project",
                message=_MESSAGE,
                message_zh=_MESSAGE_ZH,
            )
        ]
    return tuple(made)
