"""Findings about a model as results of a CI job (检查结果)."""

from collections.abc import Iterable

from sunlight.findings import Finding
from sunlight.model.project import Project
from sunlight.report.ci.identity import fingerprint
from sunlight.report.ci.records import (
    CiFile,
    CiPlace,
    CiResult,
    CiSubject,
    Wordings,
)

__all__ = ["element_fingerprint", "finding_results"]


def finding_results(
    findings: Iterable[Finding], files: tuple[CiFile, ...], project: Project | None
) -> list[CiResult]:
    """Findings as results, one each (检查结果).

    Parameters
    ----------
    findings : iterable of Finding
        The findings.
    files : tuple of CiFile
        Files read, the one given first.
    project : Project or None
        What was read, for the buildings that elements belong to.

    Returns
    -------
    list of CiResult
        In the same order.
    """
    homes = {} if project is None else _homes(project)
    return [_result(finding, files, homes) for finding in findings]


def element_fingerprint(result: CiResult, element: str) -> str:
    """Fingerprint of a finding about one of several elements (逐个图元的指纹).

    Parameters
    ----------
    result : CiResult
        A finding.
    element : str
        One of its elements.
    """
    return fingerprint(result.rule, element, result.place.file.name)


def _homes(project: Project) -> dict[str, tuple[str, str]]:
    """Building and window of each element."""
    table = project.windows
    homes = {b.element: (b.id, "") for b in project.buildings if b.element}
    buildings = [b.id for b in project.buildings]
    for element, window, building in zip(
        table.element.tolist(), table.id.tolist(), table.building.tolist(), strict=True
    ):
        if element:
            homes[element] = (buildings[building], window)
    return homes


def _result(
    finding: Finding, files: tuple[CiFile, ...], homes: dict[str, tuple[str, str]]
) -> CiResult:
    """One finding."""
    file = next((f for f in files if f.name == finding.file), files[0])
    elements = tuple(dict.fromkeys(finding.elements))
    alone = elements[0] if len(elements) == 1 else ""
    building, window = homes.get(alone, ("", ""))
    # several elements come and go while the finding stays the same
    thing = alone or ("" if elements else finding.where)
    told = Wordings(zh=finding.message_zh or finding.message, en=finding.message)
    title = f"{finding.code} {alone or finding.where}".strip()
    return CiResult(
        subject=CiSubject.FINDING,
        rule=finding.code,
        level=finding.severity,
        outcome=None,
        title=Wordings(zh=title, en=title),
        message=told,
        place=CiPlace(
            file=file,
            elements=elements,
            building=building,
            window=window,
            where=finding.where,
        ),
        fingerprint=fingerprint(finding.code, thing, file.name),
    )
