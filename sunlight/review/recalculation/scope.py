"""Who had to be analysed and who overlays, and is not there (办法六(三)2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sunlight.assessment import Assessment
from sunlight.review.recalculation.declared import building_by_name, paired
from sunlight.review.recalculation.evidence import EVIDENCE_AT_MOST
from sunlight.review.recalculation.told import names_en, names_zh
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import Submission
from sunlight.rules import uses_with_standard
from sunlight.scope import Scope, ScopeEntry, ScopeRole

__all__ = ["scope_findings"]

CLAUSE: Final = "办法六(三)2"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Submitted:
    """Buildings of ours that the submission knows, by index."""

    figures: frozenset[int]
    """With rows of windows or units."""
    listed: frozenset[int]
    """In a table of buildings."""
    modelled: frozenset[int]
    """In the model that was handed in."""
    tables: bool
    """There is a table of buildings or a model at all."""

    @property
    def known(self) -> frozenset[int]:
        """Those it shows in any way."""
        return self.figures | self.listed | self.modelled


def scope_findings(
    submission: Submission, assessment: Assessment, match: Match
) -> tuple[ReviewFinding, ...]:
    """Buildings of our scope that the submission leaves out, and extra ones (分析范围).

    Parameters
    ----------
    submission : Submission
        What was handed in.
    assessment : Assessment
        Our calculation with its scope.
    match : Match
        Rows against windows.

    Returns
    -------
    tuple of ReviewFinding
        Part ``SCOPE``; none where our model has no scope.

    Notes
    -----
    Source: 办法六(三)2; 规程五(一)(二)(三).
    """
    scope = assessment.scope
    if scope is None:
        return ()
    seen = _submitted(submission, assessment, match)
    if not seen.known:
        return ()
    covered = uses_with_standard(assessment.rules)
    buildings = assessment.project.buildings
    analysed = [
        entry
        for entry in scope.entries
        if entry.role is ScopeRole.ANALYSED
        and entry.receiver
        and buildings[entry.building].use in covered
    ]
    absent = [e for e in analysed if e.building not in seen.figures]
    unlisted = [e for e in absent if e.building not in seen.listed]
    without = [e for e in absent if e.building in seen.listed]
    return (
        *_analysed(scope, [e for e in unlisted if not e.row_step]),
        *_rows_added(scope, [e for e in unlisted if e.row_step]),
        *_without_figures(without),
        *_overlay(scope, seen),
        *_extra(scope, seen, submission, assessment),
    )


def _submitted(
    submission: Submission, assessment: Assessment, match: Match
) -> _Submitted:
    """Buildings that the submission knows."""
    project = assessment.project
    figures = {int(b) for b in np.unique(match.building[match.building >= 0])}
    homes = match.unit[match.unit >= 0]
    figures |= {int(b) for b in project.households.building[homes]}
    names = building_by_name(project)
    figures |= {names[b] for b in set(submission.units.building.tolist()) if b in names}
    declared = submission.declaration.buildings
    listed = {index for _, index in paired(declared, project) if index >= 0}
    modelled: set[int] = set()
    if submission.project is not None:
        ids = {b.id for b in submission.project.buildings}
        modelled = {i for i, b in enumerate(project.buildings) if b.id in ids}
    return _Submitted(
        figures=frozenset(figures),
        listed=frozenset(listed),
        modelled=frozenset(modelled),
        tables=bool(declared) or submission.project is not None,
    )


def _reasons(entry: ScopeEntry, lang: str) -> str:
    """Building with the reasons why it belongs to the scope."""
    texts = [r.text_zh if lang == "zh" else r.text for r in entry.reasons]
    if lang == "zh":
        return f"{entry.id}（{'；'.join(texts)}）"
    return f"{entry.id} ({'; '.join(texts)})"


def _evidence(entries: Sequence[ScopeEntry]) -> tuple[Evidence, ...]:
    """How far inside the sector each building lies."""
    told = []
    for entry in entries[:EVIDENCE_AT_MOST]:
        depths = [r.inside for r in entry.reasons if np.isfinite(r.inside)]
        told.append(
            Evidence(
                building=entry.id,
                recomputed=max(depths, default=float("nan")),
                measure="m",
                recomputed_text=", ".join(
                    dict.fromkeys(r.by for r in entry.reasons if r.by)
                ),
            )
        )
    return tuple(told)


def _told(
    code: str,
    grade: Grade,
    clause: str,
    entries: Sequence[ScopeEntry],
    said: tuple[str, str],
    question: tuple[str, str],
) -> tuple[ReviewFinding, ...]:
    """One finding about buildings of the scope, with their reasons."""
    if not entries:
        return ()
    return (
        ReviewFinding(
            code=code,
            part=ReviewPart.SCOPE,
            grade=grade,
            clause=clause,
            message=f"{said[1]}: " + _whole_en([_reasons(e, "en") for e in entries]),
            message_zh=f"{said[0]}：" + _whole_zh([_reasons(e, "zh") for e in entries]),
            question=question[1],
            question_zh=question[0],
            evidence=_evidence(entries),
            count=len(entries),
            elements=tuple(e.id for e in entries),
        ),
    )


def _whole_en(texts: Sequence[str]) -> str:
    """First few texts, none of them cut (举例)."""
    more = f"; {len(texts)} in all" if len(texts) > 5 else ""
    return "; ".join(texts[:5]) + more


def _whole_zh(texts: Sequence[str]) -> str:
    """First few texts in Chinese, none of them cut (举例)."""
    more = f"，共 {len(texts)} 幢" if len(texts) > 5 else ""
    return "、".join(texts[:5]) + more


def _analysed(scope: Scope, entries: Sequence[ScopeEntry]) -> tuple[ReviewFinding, ...]:
    """Buildings that a sector reaches and that were not analysed."""
    radius = f"{scope.conditions.radius_factor:g}"
    return _told(
        "REVIEW-SCOPE-ANALYSED-MISSING",
        Grade.WRONG,
        f"{CLAUSE}、规程五(一)",
        entries,
        (
            f"{len(entries)} 幢应分析的建筑未列入报告（扇形半径为高度的 {radius} 倍）",
            f"{len(entries)} buildings that must be analysed are not in the report "
            f"(radius {radius} times the height)",
        ),
        ("请将上述建筑列为日照客体并补充计算。", "Analyse these buildings too."),
    )


def _rows_added(
    scope: Scope, entries: Sequence[ScopeEntry]
) -> tuple[ReviewFinding, ...]:
    """Buildings of rows that the analysis had to be extended to."""
    because = [
        f"{step.number}: {', '.join(step.because)} → {', '.join(step.added)}"
        for step in scope.steps
    ]
    found = _told(
        "REVIEW-SCOPE-ROW-MISSING",
        Grade.WRONG,
        f"{CLAUSE}、规程五(三)",
        entries,
        (
            f"北排顶层受项目影响不达标，应继续外延列入的 {len(entries)} 幢未列入报告",
            "the top floors of the northernmost row fail because of the project, and "
            f"{len(entries)} buildings of the rows behind are not in the report",
        ),
        ("请按规程逐排外延并补充计算。", "Extend the analysis row by row."),
    )
    return tuple(
        ReviewFinding(
            code=f.code,
            part=f.part,
            grade=f.grade,
            clause=f.clause,
            message=f"{f.message}; steps {'; '.join(because)}",
            message_zh=f"{f.message_zh}；外延步骤 {'；'.join(because)}",
            question=f.question,
            question_zh=f.question_zh,
            evidence=f.evidence,
            count=f.count,
            elements=f.elements,
        )
        for f in found
    )


def _without_figures(entries: Sequence[ScopeEntry]) -> tuple[ReviewFinding, ...]:
    """Buildings that a table lists and of which no figure is given."""
    return _told(
        "REVIEW-SCOPE-WITHOUT-FIGURES",
        Grade.ANSWER,
        f"{CLAUSE}、规程五(一)",
        entries,
        (
            f"{len(entries)} 幢应分析的建筑只列入一览表，没有日照时数",
            f"{len(entries)} buildings that must be analysed stand in a table and have "
            "no figures",
        ),
        ("请补充上述建筑的日照计算结果。", "Give the results of these buildings."),
    )


def _overlay(scope: Scope, seen: _Submitted) -> tuple[ReviewFinding, ...]:
    """Overlay buildings that neither tables nor model have."""
    entries = [e for e in scope.entries if e.role is ScopeRole.OVERLAY]
    if not entries:
        return ()
    if not seen.tables:
        names = [entry.id for entry in entries]
        return (
            ReviewFinding(
                code="REVIEW-SCOPE-NOT-STATED",
                part=ReviewPart.SCOPE,
                grade=Grade.OPEN,
                clause=f"{CLAUSE}、规程五(二)",
                message=(
                    "the report lists no buildings that overlay, so whether it counts "
                    f"these cannot be told: {names_en(names)}"
                ),
                message_zh=(
                    f"报告未列叠加建筑，是否计入下列建筑无从核对：{names_zh(names)}"
                ),
                question="List the buildings that overlay.",
                question_zh="请列出参与日照叠加的建筑。",
                evidence=_evidence(entries),
                count=len(entries),
                elements=tuple(names),
            ),
        )
    return _told(
        "REVIEW-SCOPE-OVERLAY-MISSING",
        Grade.WRONG,
        f"{CLAUSE}、规程五(二)",
        [entry for entry in entries if entry.building not in seen.known],
        ("应参与叠加的建筑未计入", "buildings that overlay are left out"),
        ("请补充叠加建筑并重新计算。", "Add these buildings and calculate again."),
    )


def _extra(
    scope: Scope, seen: _Submitted, submission: Submission, assessment: Assessment
) -> tuple[ReviewFinding, ...]:
    """Buildings that the report treats although they lie outside."""
    outside = {e.building for e in scope.entries if e.role is ScopeRole.OUTSIDE}
    declared = {
        index
        for row, index in paired(submission.declaration.buildings, assessment.project)
        if row.role in {"analysed", "overlay"}
    }
    found = sorted(outside & (seen.figures | declared))
    if not found:
        return ()
    names = [assessment.project.buildings[b].id for b in found]
    return (
        ReviewFinding(
            code="REVIEW-SCOPE-EXTRA",
            part=ReviewPart.SCOPE,
            grade=Grade.NOTE,
            clause=f"{CLAUSE}、规程五(一)、规程五(二)",
            message=(
                f"{len(names)} buildings of the report lie outside our scope, which "
                f"does no harm: {names_en(names)}"
            ),
            message_zh=(
                f"报告另列有分析范围以外的建筑 {len(names)} 幢，不影响结论："
                f"{names_zh(names)}"
            ),
            count=len(names),
            elements=tuple(names),
        ),
    )
