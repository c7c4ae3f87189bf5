"""What a reader has to know of the rules that judged (规则配置的提示)."""

from sunlight.findings import Finding, Severity
from sunlight.rules.ruleset import Ruleset

__all__ = ["profile_findings"]


def profile_findings(rules: Ruleset) -> tuple[Finding, ...]:
    """Findings on rules that are unverified or ask for more than is done (配置提示).

    They belong into every result: what a profile asks for and the engine does not do
    is never left out in silence.

    Parameters
    ----------
    rules : Ruleset
        The rules.

    Returns
    -------
    tuple of Finding
        One if the status is not ``read``, and one a thing that is unsupported.
    """
    found = []
    if rules.status != "read":
        found.append(
            Finding(
                code="RULES-UNVERIFIED",
                severity=Severity.WARNING,
                where=rules.name,
                message=(
                    f"the figures of {rules.name} were not read in their source "
                    f"({rules.status}): confirm them before relying on a verdict"
                ),
                message_zh=(
                    f"{rules.name} 的数值未经核实({rules.status}),请先确认再使用结论"
                ),
                expected="read",
                found=rules.status,
            )
        )
    found += [
        Finding(
            code="RULE-NOT-SUPPORTED",
            severity=Severity.WARNING,
            where=f"{rules.name}: {missing.id}",
            message=f"not done as {rules.name} asks: {missing.en}",
            message_zh=f"未按 {rules.name} 的规定处理: {missing.zh}",
            found=missing.source,
        )
        for missing in rules.unsupported
    ]
    return tuple(found)
