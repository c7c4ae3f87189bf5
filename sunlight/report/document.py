"""The result as one JSON document with a documented, versioned schema (结果文档)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.report.blame import blamed_parts, blamed_windows
from sunlight.report.document_records import (
    ResultBuilding,
    ResultCounts,
    ResultDocument,
    ResultExcluded,
    ResultFile,
    ResultFinding,
    ResultHousehold,
    ResultNote,
    ResultPart,
    ResultProject,
    ResultProvenance,
)
from sunlight.report.notes import standing_notes
from sunlight.report.shading import OwnerRow
from sunlight.report.tables import standings, threshold_of
from sunlight.rules import Outcome
from sunlight.tolerances import THRESHOLD_NOISE_MIN

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
    assessment: Assessment, files: Iterable[ResultFile] = ()
) -> ResultDocument:
    """Document of an assessment (结果文档).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    files : iterable of ResultFile
        Files written beside it.

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
    below = windows.minutes_after < threshold_of(assessment) - THRESHOLD_NOISE_MIN
    outcomes = Counter(v.outcome for v in assessment.households.verdicts)
    return ResultCounts(
        buildings=len(project.buildings),
        windows=len(project.windows),
        windows_measured=int(known.sum()),
        windows_below_after=int(below.sum()),
        rooms=len(project.rooms),
        households=len(project.households),
        passed=outcomes[Outcome.PASS],
        failed=outcomes[Outcome.FAIL],
        not_judged=outcomes[Outcome.NOT_JUDGED],
        not_applicable=outcomes[Outcome.NOT_APPLICABLE],
    )


def _households(assessment: Assessment) -> tuple[ResultHousehold, ...]:
    """Every household with its verdict and what explains its minutes."""
    project, results = assessment.project, assessment.households
    table, rooms = project.households, assessment.rooms
    room_ids = _with_none(project.rooms.id)
    window_ids = _with_none(project.windows.id)
    window_before = np.append(rooms.best_before, -1)[results.best_before]
    window_after = np.append(rooms.best_after, -1)[results.best_after]
    explained, has_before = blamed_windows(assessment)
    parts, standing = blamed_parts(assessment), standings(assessment)
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
            window_before=window_ids[window_before[i]],
            window_after=window_ids[window_after[i]],
            outcome=verdict.outcome,
            wording=verdict.wording.value,
            clause=verdict.clause,
            cited=verdict.cited,
            threshold=verdict.threshold,
            tolerance=verdict.tolerance,
            margin=verdict.margin,
            direction=verdict.direction.value,
            reasons=tuple(reason.value for reason in verdict.reasons),
            explained_window=window_ids[explained[i]],
            explained_state="lost" if has_before[i] else "taken",
            taken_by=tuple(_part(row) for row in parts[i]),
        )
        for i, verdict in enumerate(results.verdicts)
    )


def _with_none(ids: NDArray[np.object_]) -> NDArray[np.object_]:
    """Ids followed by None, which -1 picks."""
    return np.append(ids, np.array([None], dtype=object))


def _part(row: OwnerRow) -> ResultPart:
    """Part as a record of the document."""
    return ResultPart(owner=row.owner or None, kind=row.kind, minutes=row.minutes)
