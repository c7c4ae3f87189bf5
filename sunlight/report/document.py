"""The result as one JSON document with a documented, versioned schema (结果文档)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.assessment.sampled import SampledAssessment
from sunlight.report.blame import blamed_parts, household_windows
from sunlight.report.critical import critical_by_unit, result_critical
from sunlight.report.document_records import (
    ResultBuilding,
    ResultCounts,
    ResultDocument,
    ResultExcluded,
    ResultFile,
    ResultFinding,
    ResultHousehold,
    ResultNote,
    ResultProject,
    ResultProvenance,
)
from sunlight.report.document_scope import result_scope
from sunlight.report.document_units import result_part, result_units
from sunlight.report.notes import standing_notes
from sunlight.report.projects import losses_by_project
from sunlight.report.readings import ReadingTurns
from sunlight.report.sampled import result_sampled
from sunlight.report.standards import windows_below_after
from sunlight.report.tables import standings
from sunlight.report.unit_records import (
    ResultReading,
    ResultTurn,
    ResultUnitLoss,
    ResultUse,
)
from sunlight.report.uses import UseSummary, buildings_without_units, uses_in_all
from sunlight.rules import CountingUnit, Outcome

__all__ = [
    "EXIT_CODES",
    "document_text",
    "result_document",
    "result_schema",
]

EXIT_CODES: Final = {
    Outcome.PASS: 0,
    Outcome.FAIL: 1,
    Outcome.NOT_JUDGED: 3,
    Outcome.NOT_APPLICABLE: 3,
}
"""Exit code of the command line by outcome."""


def result_schema() -> dict[str, Any]:
    """JSON Schema of ``result.json`` (结果文档的 JSON Schema).

    Returns
    -------
    dict
        Draft 2020-12, with a description of each field.
    """
    schema = ResultDocument.model_json_schema(mode="serialization", by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def document_text(document: ResultDocument) -> str:
    """Document as JSON text (JSON 文本).

    Parameters
    ----------
    document : ResultDocument
        The document.

    Returns
    -------
    str
        Indented, Chinese as it is, floats in full, ending with a line feed.
    """
    return document.model_dump_json(by_alias=True, indent=1) + "\n"


def result_document(
    assessment: Assessment,
    files: Iterable[ResultFile] = (),
    readings: Iterable[ReadingTurns] | None = None,
    sampled: SampledAssessment | None = None,
) -> ResultDocument:
    """Document of an assessment (结果文档).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    files : iterable of ResultFile
        Files written beside it.
    readings : iterable of ReadingTurns, optional
        What other readings would turn, if that was asked for.
    sampled : SampledAssessment, optional
        What samples would say, if that was asked for.

    Returns
    -------
    ResultDocument
        Frozen.
    """
    project, provenance = assessment.project, asdict(assessment.provenance)
    schema = provenance.pop("schema")
    date = project.report_date
    return ResultDocument(
        schema=schema,
        outcome=assessment.outcome,
        exit_code=EXIT_CODES[assessment.outcome],
        project=ResultProject(
            name=project.name,
            id=project.project_id,
            stage=project.stage,
            stage_reference=project.stage_reference,
            renewal_document=project.renewal_document,
            report_date=None if date is None else date.isoformat(),
        ),
        counts=_counts(assessment),
        buildings=tuple(ResultBuilding(**asdict(b)) for b in assessment.buildings),
        households=_households(assessment),
        units=result_units(assessment),
        uses=tuple(_use(summary) for summary in uses_in_all(assessment)),
        buildings_without_units=buildings_without_units(assessment),
        losses_by_project=tuple(
            ResultUnitLoss.model_validate(asdict(loss))
            for loss in losses_by_project(assessment)
        ),
        readings=None if readings is None else tuple(_reading(r) for r in readings),
        sampled=None if sampled is None else result_sampled(assessment, sampled),
        scope=result_scope(
            assessment.scope,
            limits_verdicts=not assessment.rules.values.alternative(
                "scope_limits_verdicts"
            ),
        ),
        findings=tuple(ResultFinding(**asdict(f)) for f in assessment.findings),
        excluded=tuple(ResultExcluded(**asdict(e)) for e in assessment.excluded),
        provenance=ResultProvenance(source_files=project.source_files, **provenance),
        notes=tuple(
            ResultNote(zh=zh, en=en)
            for zh, en in zip(
                standing_notes(assessment.rules, "zh"),
                standing_notes(assessment.rules, "en"),
                strict=True,
            )
        ),
        files=tuple(files),
    )


def _counts(assessment: Assessment) -> ResultCounts:
    """Numbers of things."""
    project, windows = assessment.project, assessment.windows
    known = ~(np.isnan(windows.minutes_before) & np.isnan(windows.minutes_after))
    outcomes = Counter(v.outcome for v in assessment.households.verdicts)
    others = Counter(unit.verdict.outcome for unit in assessment.units)
    return ResultCounts(
        buildings=len(project.buildings),
        windows=len(project.windows),
        windows_measured=int(known.sum()),
        windows_assumed=int(project.windows.assumed.sum()),
        windows_below_after=windows_below_after(assessment),
        rooms=len(project.rooms),
        households=len(project.households),
        passed=outcomes[Outcome.PASS],
        failed=outcomes[Outcome.FAIL],
        not_judged=outcomes[Outcome.NOT_JUDGED],
        not_applicable=outcomes[Outcome.NOT_APPLICABLE],
        compensated=int((project.households.compensation != "").sum()),
        critical=len(assessment.critical),
        units=others.total(),
        units_passed=others[Outcome.PASS],
        units_failed=others[Outcome.FAIL],
        units_not_judged=others[Outcome.NOT_JUDGED],
        units_not_applicable=others[Outcome.NOT_APPLICABLE],
    )


def _use(summary: UseSummary) -> ResultUse:
    """Numbers of a use as a record of the document."""
    told = asdict(summary)
    del told["building"]  # all buildings of the use
    return ResultUse(**told)


def _reading(turns: ReadingTurns) -> ResultReading:
    """What a reading turns as a record of the document."""
    return ResultReading(
        reading=turns.reading.id,
        clause=turns.reading.clause,
        alternative_zh=turns.reading.alternative_zh,
        alternative_en=turns.reading.alternative_en,
        turned=tuple(
            ResultTurn(
                unit=unit.unit,
                counted_as=unit.counted_as.value,
                outcome=unit.outcome,
                alternative_outcome=unit.alternative_outcome,
            )
            for unit in turns.units
        ),
    )


def _households(assessment: Assessment) -> tuple[ResultHousehold, ...]:
    """Every household with its verdict and what explains its minutes."""
    project, results = assessment.project, assessment.households
    table, best = project.households, household_windows(assessment)
    room_ids = _with_none(project.rooms.id)
    window_ids = _with_none(project.windows.id)
    parts, standing = blamed_parts(assessment, best), standings(assessment)
    critical = critical_by_unit(assessment)
    return tuple(
        ResultHousehold(
            household=table.id[i],
            building=project.buildings[table.building[i]].id,
            floor=int(table.floor[i]),
            standing=standing[i],
            minutes_before=verdict.before,
            minutes_after=verdict.measured,
            room_before=room_ids[results.best_before[i]],
            room_after=room_ids[results.best_after[i]],
            window_before=window_ids[best.before[i]],
            window_after=window_ids[best.after[i]],
            outcome=verdict.outcome,
            wording=verdict.wording.value,
            clause=verdict.clause,
            cited=verdict.cited,
            threshold=verdict.threshold,
            tolerance=verdict.tolerance,
            margin=verdict.margin,
            direction=verdict.direction.value,
            reasons=tuple(reason.value for reason in verdict.reasons),
            reason_buildings=verdict.reason_buildings,
            notes=tuple(note.value for note in verdict.notes),
            compensation=table.compensation[i],
            critical=result_critical(
                critical.get((CountingUnit.HOUSEHOLD, verdict.unit))
            ),
            explained_window=window_ids[best.explained[i]],
            explained_state="lost" if best.has_before[i] else "taken",
            taken_by=tuple(result_part(row) for row in parts[i]),
        )
        for i, verdict in enumerate(results.verdicts)
    )


def _with_none(ids: NDArray[np.object_]) -> NDArray[np.object_]:
    """Ids followed by None, which -1 picks."""
    return np.append(ids, np.array([None], dtype=object))
