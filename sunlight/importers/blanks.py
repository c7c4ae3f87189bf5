"""What a project file leaves blank (空白资料): one finding per kind of blank."""

from collections.abc import Iterable, Sequence
from typing import Final

from sunlight.findings import Finding, Severity
from sunlight.kinds import LegalStatus, SourceKind, Status
from sunlight.model.project import Building, Project

__all__ = ["MOST_NAMED", "blank_findings", "names_of"]

MOST_NAMED: Final = 20
"""Names in a message; the rest is counted, and all stand in ``found``."""


def names_of(names: Sequence[str]) -> str:
    """Names for a message (名单), the first twenty and how many more.

    Parameters
    ----------
    names : sequence of str
        All of them.

    Returns
    -------
    str
        Such as ``1#, 2#, ... (34 in all)``.
    """
    shown = ", ".join(names[:MOST_NAMED])
    return shown if len(names) <= MOST_NAMED else f"{shown}, ... ({len(names)} in all)"


def blank_findings(project: Project) -> tuple[Finding, ...]:
    """List what nobody said about buildings (空白清单, 办法四).

    Parameters
    ----------
    project : Project
        As read.

    Returns
    -------
    tuple of Finding
        One for each kind of blank, naming the buildings.
    """
    buildings = project.buildings
    kind = {b.id: b.source.kind for b in buildings}
    notes = [
        _note(
            "BLANK-SOURCE",
            (b for b in buildings if kind[b.id] is SourceKind.BLANK),
            "no source of their data (办法四)",
            "未注明基础资料来源（办法四）",
            "source",
        ),
        _note(
            "BLANK-STAMP",
            (
                b
                for b in buildings
                if kind[b.id] is SourceKind.ARCHIVE and b.source.stamped is None
            ),
            "an archive copy of which nobody said whether it is stamped (办法四(一))",
            "档案资料未说明是否盖章（办法四(一)）",
            "source.stamped",
        ),
        _note(
            "BLANK-SURVEY",
            (
                b
                for b in buildings
                if kind[b.id] is SourceKind.SURVEY
                and (b.source.date is None or not b.source.by)
            ),
            "a survey without date or surveyor with qualification (办法四(二))",
            "测绘资料缺日期或测绘单位及资质（办法四(二)）",
            "source.date, source.by",
        ),
        _note(
            "BLANK-DRAWING-NUMBER",
            (
                b
                for b in buildings
                if kind[b.id] is SourceKind.APPROVED_DRAWING and not b.source.reference
            ),
            "an approved drawing without number (办法四(三))",
            "批准图纸缺文号（办法四(三)）",
            "source.reference",
        ),
        _note(
            "BLANK-LEGAL",
            (
                b
                for b in buildings
                if b.legal is LegalStatus.BLANK
                and b.status in (Status.EXISTING, Status.APPROVED)
                and not b.removed_by_project
            ),
            "existing or approved, and nobody said whether they have lawful papers; "
            "what has a standard there is not judged (规程六(六))",
            "现状或已批建筑未说明是否有合法手续，其中有日照标准的不评定（规程六(六)）",
            'legal, such as legal = "lawful", and source',
        ),
        _note(
            "BLANK-PROJECT",
            (
                b
                for b in buildings
                if b.status is Status.CONCURRENT and not b.project_id
            ),
            "of another project at the same time, which is not named (办法三)",
            "同期项目建筑未注明所属项目（办法三）",
            "project",
        ),
    ]
    if project.stage == "phase" and not project.stage_reference:
        notes.append(
            Finding(
                code="BLANK-STAGE-REFERENCE",
                severity=Severity.NOTE,
                where="project.stage_reference",
                message="the project is a phase, and the whole is not named; give "
                "stage_reference",
                message_zh="项目为分期建设，未注明整体方案；请填写 stage_reference",
                expected="stage_reference",
            )
        )
    return tuple(note for note in notes if note is not None)


def _note(
    code: str, buildings: Iterable[Building], what: str, what_zh: str, field: str
) -> Finding | None:
    """Note naming buildings, None if there are none."""
    ids = [b.id for b in buildings]
    if not ids:
        return None
    return Finding(
        code=code,
        severity=Severity.NOTE,
        where=f"buildings {names_of(ids)}",
        message=f"{len(ids)} buildings: {what}: {names_of(ids)}. Give {field}",
        message_zh=f"{len(ids)} 幢建筑{what_zh}：{names_of(ids)}。请填写 {field}",
        expected=field,
        found=", ".join(ids),
    )
