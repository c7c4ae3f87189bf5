"""The review as one JSON document with a documented, versioned schema (复核文档)."""

import math
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sunlight.conditions import StandardDay
from sunlight.report.document_records import ResultFile, ResultNote, ResultProvenance
from sunlight.report.notes import standing_notes
from sunlight.review.causes.wording import convention_text
from sunlight.review.opinion.declared import declared_parameters
from sunlight.review.opinion.document_records import (
    ReviewAmbiguity,
    ReviewCounts,
    ReviewDocument,
    ReviewEvidence,
    ReviewFileRead,
    ReviewFit,
    ReviewFormalItem,
    ReviewInference,
    ReviewItem,
    ReviewParameter,
    ReviewReading,
    ReviewRow,
    ReviewUnit,
    ReviewWords,
)
from sunlight.review.opinion.rows import compared_rows
from sunlight.review.opinion.told import Told, told_of
from sunlight.review.records.causes import Convention, Fit, Inference
from sunlight.review.records.comparison import RowClass
from sunlight.review.records.findings import Evidence, Grade
from sunlight.review.records.review import REVIEW_SCHEMA, Review
from sunlight.review.records.submission import NO_FLOOR

__all__ = ["document_text", "review_document", "review_schema"]


def review_schema() -> dict[str, Any]:
    """JSON Schema of ``review.json`` (复核文档的 JSON Schema).

    Returns
    -------
    dict
        Draft 2020-12, with a description of each field.
    """
    schema = ReviewDocument.model_json_schema(mode="serialization", by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def document_text(document: ReviewDocument) -> str:
    """Document as JSON text (JSON 文本).

    Parameters
    ----------
    document : ReviewDocument
        The document.

    Returns
    -------
    str
        Indented, Chinese as it is, floats in full, ending with a line feed.
    """
    return document.model_dump_json(by_alias=True, indent=1) + "\n"


def review_document(review: Review, files: Iterable[ResultFile] = ()) -> ReviewDocument:
    """Document of a review (复核文档); the same in every language.

    Parameters
    ----------
    review : Review
        The review.
    files : iterable of ResultFile
        Files written beside it.

    Returns
    -------
    ReviewDocument
        Frozen; a figure that is not known is null.
    """
    told = told_of(review, "zh")
    declared, assessment = review.submission.declaration, review.assessment
    provenance = asdict(assessment.provenance)
    provenance.pop("schema")
    names = assessment.project.windows.id
    return ReviewDocument(
        schema=REVIEW_SCHEMA,
        exit_code=review.exit_code,
        project=assessment.project.name,
        submitted_project=declared.project,
        submitted_number=declared.number,
        submitted_date=None if declared.date is None else declared.date.isoformat(),
        tolerance=review.comparison.tolerance,
        counts=_counts(told),
        files_read=tuple(
            ReviewFileRead(name=f.name, kind=f.kind, sha256=f.sha256)
            for f in review.submission.files
        ),
        parameters=tuple(
            ReviewParameter(**asdict(one)) for one in declared_parameters(told)
        ),
        formal=_formal(review),
        findings=tuple(_items(told)),
        units=_units(review),
        rows=_rows(review),
        missing=tuple(str(names[w]) for w in review.comparison.missing.tolist()),
        ambiguous=_ambiguous(review),
        inference=None
        if review.inference is None
        else _inference(review.inference, assessment.conditions.day),
        reading=_reading(review),
        provenance=ResultProvenance(
            source_files=assessment.project.source_files, **provenance
        ),
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


def _figure(value: float) -> float | None:
    """A figure, null where it is not known."""
    return float(value) if math.isfinite(value) else None


def _counts(told: Told) -> ReviewCounts:
    """Numbers of things."""
    review = told.review
    comparison = review.comparison
    classes = {of.value: comparison.count(of) for of in RowClass}
    grades = dict.fromkeys(Grade, 0)
    for finding in told.findings:
        grades[finding.grade] += 1
    return ReviewCounts(
        rows=len(review.submission.windows),
        matched=len(review.match.matched),
        **classes,
        missing=len(comparison.missing),
        units=len(comparison.units),
        units_flip=sum(unit.flips for unit in comparison.units),
        units_harm=sum(unit.flips and unit.harms for unit in comparison.units),
        wrong=grades[Grade.WRONG],
        answer=grades[Grade.ANSWER],
        to_check=grades[Grade.OPEN],
        notes=grades[Grade.NOTE],
    )


def _formal(review: Review) -> tuple[ReviewFormalItem, ...]:
    """Items of the formal check."""
    return tuple(
        ReviewFormalItem(
            id=item.id,
            clause=item.clause,
            title=ReviewWords(zh=item.title_zh, en=item.title),
            state=item.state.value,
            reason=ReviewWords(zh=item.reason_zh, en=item.reason),
        )
        for item in review.formal
    )


def _items(told: Told) -> Iterable[ReviewItem]:
    """Yield all findings."""
    for number, finding in enumerate(told.findings, start=1):
        yield ReviewItem(
            number=number,
            code=finding.code,
            part=finding.part.value,
            grade=finding.grade.value,
            clause=finding.clause,
            message=ReviewWords(zh=finding.message_zh, en=finding.message),
            question=ReviewWords(zh=finding.question_zh, en=finding.question),
            question_number=told.questions.get(number),
            count=finding.count,
            elements=finding.elements,
            evidence=tuple(_evidence(one) for one in finding.evidence),
        )


def _evidence(one: Evidence) -> ReviewEvidence:
    """One piece of evidence."""
    return ReviewEvidence(
        place=one.place,
        row=one.row if one.row >= 0 else None,
        window=one.window,
        building=one.building,
        unit=one.unit,
        state=one.state,
        minute=_figure(one.minute),
        submitted=_figure(one.submitted),
        recomputed=_figure(one.recomputed),
        measure=one.measure,
        submitted_text=one.submitted_text,
        recomputed_text=one.recomputed_text,
        blocker=one.blocker,
        face=one.face if one.face >= 0 else None,
    )


def _units(review: Review) -> tuple[ReviewUnit, ...]:
    """Units compared."""
    buildings = [b.id for b in review.assessment.project.buildings]
    return tuple(
        ReviewUnit(
            unit=unit.unit,
            building=buildings[unit.building] if unit.building >= 0 else "",
            claimed=unit.claimed,
            from_submitted=unit.from_submitted,
            recomputed=unit.recomputed,
            submitted_before=_figure(unit.before),
            submitted_after=_figure(unit.after),
            recomputed_before=_figure(unit.recomputed_before),
            recomputed_after=_figure(unit.recomputed_after),
            flips=unit.flips,
            harms=unit.harms,
        )
        for unit in review.comparison.units
    )


def _rows(review: Review) -> tuple[ReviewRow, ...]:
    """Every submitted row."""
    windows, rows = review.submission.windows, compared_rows(review)
    comparison = review.comparison
    figures = (
        windows.minutes_before,
        windows.minutes_after,
        rows.before,
        rows.after,
        comparison.difference_before,
        comparison.difference_after,
    )
    return tuple(
        ReviewRow(
            place=windows.place(row),
            label=str(windows.label[row]),
            window=str(rows.window_id[row]),
            matched_by=rows.matched_by[row],
            row_class=rows.row_class[row].value,
            flips=bool(comparison.flips[row]),
            submitted_before=_figure(each[0]),
            submitted_after=_figure(each[1]),
            recomputed_before=_figure(each[2]),
            recomputed_after=_figure(each[3]),
            difference_before=_figure(each[4]),
            difference_after=_figure(each[5]),
        )
        for row, each in enumerate(
            zip(*(column.tolist() for column in figures), strict=True)
        )
    )


def _ambiguous(review: Review) -> tuple[ReviewAmbiguity, ...]:
    """Rows that could be several windows."""
    names = review.assessment.project.windows.id
    return tuple(
        ReviewAmbiguity(
            building=one.building,
            floor=None if one.floor == NO_FLOOR else one.floor,
            rows=one.rows,
            windows=tuple(str(names[w]) for w in one.windows),
            why=one.why,
        )
        for one in review.match.ambiguous
    )


def _inference(inference: Inference, day: StandardDay) -> ReviewInference:
    """Conventions that explain the table."""
    base = inference.baseline.convention
    return ReviewInference(
        sure=inference.sure,
        alike=inference.alike,
        tried=inference.tried,
        fits=tuple(_fit(fit, base, day) for fit in inference.fits),
        baseline=_fit(inference.baseline, base, day),
        honest=_fit(inference.honest, base, day),
        unexplained=tuple(inference.unexplained.tolist()),
    )


def _fit(fit: Fit, base: Convention, day: StandardDay) -> ReviewFit:
    """How well a convention explains the table."""
    return ReviewFit(
        convention=ReviewWords(
            zh=convention_text(fit.convention, base, day, "zh"),
            en=convention_text(fit.convention, base, day, "en"),
        ),
        departures=fit.departures,
        allowed=fit.allowed,
        explained=fit.explained,
        compared=fit.compared,
        share=fit.share,
        median=_figure(fit.median),
        worst=_figure(fit.worst),
        score=_figure(fit.score),
    )


def _reading(review: Review) -> tuple[ReviewReading, ...]:
    """What the readers found."""
    return tuple(
        ReviewReading(
            code=one.code,
            severity=one.severity.value,
            where=one.where,
            file=one.file,
            message=ReviewWords(zh=one.message_zh, en=one.message),
            found=one.found,
            expected=one.expected,
        )
        for one in review.reading
    )
