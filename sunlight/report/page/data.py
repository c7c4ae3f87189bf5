"""What the offline page knows: figures, tables and words, ready for JSON (网页数据)."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np

from sunlight.assessment import Assessment
from sunlight.conditions import OwnPlates
from sunlight.model.tables import ROOM_KINDS
from sunlight.report.notes import standing_notes
from sunlight.report.page.packing import packed_array, packed_texts
from sunlight.report.page.provenance import provenance_rows
from sunlight.report.page.tables import tables_data
from sunlight.report.page.windows import KINDS_OF_OWNER, OUTCOMES, windows_data
from sunlight.report.standards import threshold_of
from sunlight.report.texts import LANGUAGES, Texts, texts
from sunlight.rules import Language, Outcome, ledger, outcome_text
from sunlight.solar import beijing_minutes, equation_of_time
from sunlight.tolerances import SAME_INSTANT_MIN, THRESHOLD_NOISE_MIN

__all__ = ["PAGE_SCHEMA", "page_data"]

PAGE_SCHEMA: Final = "sunlight-page/1"
"""Version of the data inside the page."""

_SECTIONS: Final = (
    "page.", "page_columns.", "columns.", "cells.", "owner_kind.", "duration.",
    "scene.",
)  # fmt: skip
"""Words that the program of the page looks up."""


def page_data(assessment: Assessment) -> dict[str, Any]:
    """Everything the page shows, beside the meshes of the scene (网页数据).

    Parameters
    ----------
    assessment : Assessment
        The assessment; nothing is added to what it holds.

    Returns
    -------
    dict
        What JSON can hold; the same for the same assessment. Words in both languages.
    """
    project = assessment.project
    return {
        "schema": PAGE_SCHEMA,
        "project": {
            "name": project.name,
            "id": project.project_id,
            "date": "" if project.report_date is None else str(project.report_date),
        },
        "outcome": OUTCOMES.index(assessment.outcome),
        "outcomes": {
            lang: [outcome_text(outcome, lang) for outcome in OUTCOMES]
            for lang in LANGUAGES
        },
        "sentence": {lang: _sentence(assessment, lang) for lang in LANGUAGES},
        "totals": _totals(assessment),
        "threshold": threshold_of(assessment),
        "tolerances": {
            "same_instant": SAME_INSTANT_MIN,
            "noise": THRESHOLD_NOISE_MIN,
        },
        "own_plates_ignored": assessment.conditions.own_plates is OwnPlates.IGNORED,
        "runs": _runs(assessment),
        "owners": _owners(assessment),
        "owner_kinds": list(KINDS_OF_OWNER),
        "buildings": [
            {"id": b.id, "name": b.name, "status": b.status.value}
            for b in project.buildings
        ],
        "windows": windows_data(assessment),
        "rooms": {
            "id": project.rooms.id.tolist(),
            "kind": packed_texts(
                {lang: _room_kinds(assessment, lang) for lang in LANGUAGES}
            ),
            "before": packed_array(assessment.rooms.minutes_before, "f8"),
            "after": packed_array(assessment.rooms.minutes_after, "f8"),
        },
        "tables": tables_data(assessment),
        "clauses": _clauses(assessment),
        "provenance": provenance_rows(assessment),
        "notes": {
            lang: list(standing_notes(assessment.rules, lang)) for lang in LANGUAGES
        },
        "words": {lang: _words(lang) for lang in LANGUAGES},
    }


def _words(lang: Language) -> dict[str, str]:
    """Words that the page needs."""
    return {k: v for k, v in sorted(texts(lang).items()) if k.startswith(_SECTIONS)}


def _room_kinds(assessment: Assessment, lang: Language) -> list[str]:
    """Kind of each room in words."""
    words = texts(lang)
    kinds = [words[f"room_kind.{kind.value}"] for kind in ROOM_KINDS]
    return [kinds[code] for code in assessment.project.rooms.kind.tolist()]


def _runs(assessment: Assessment) -> list[dict[str, Any]]:
    """Day, band and path of the sun of each run."""
    longitude, rows = assessment.provenance.longitude, []
    for run in assessment.runs:
        path, conditions = run.path, run.conditions
        equation = equation_of_time(conditions.day, conditions.declination)
        rows.append(
            {
                "day": {
                    lang: texts(lang)[f"page_day.{conditions.day.name}"]
                    for lang in LANGUAGES
                },
                "band": list(path.band),
                "daylight": list(path.daylight),
                "shortest": conditions.shortest_segment,
                "declination": path.declination.degrees,
                "beijing": float(
                    beijing_minutes(0.0, longitude=longitude, equation_of_time=equation)
                ),
                "constant": path.constant.tolist(),
                "cosine": path.cosine.tolist(),
                "sine": path.sine.tolist(),
                "windows": len(run.windows),
            }
        )
    return rows


def _owners(assessment: Assessment) -> list[dict[str, Any]]:
    """Name of each owner of obstructions, and its building, -1 for the site."""
    index = {b.id: i for i, b in enumerate(assessment.project.buildings)}
    return [
        {"name": name, "building": index.get(name, -1)} for name in assessment.owners
    ]


def _totals(assessment: Assessment) -> dict[str, int]:
    """Numbers at the head of the page: households of all buildings."""
    names = (
        "households", "satisfied_before", "satisfied_after", "satisfied_to_not",
        "unaffected", "affected", "gained", "failed", "not_judged",
        "not_applicable",
    )  # fmt: skip
    rows = assessment.buildings
    results = assessment.windows
    known = ~(np.isnan(results.minutes_before) & np.isnan(results.minutes_after))
    outcomes = [unit.verdict.outcome for unit in assessment.units]
    return {
        **{name: sum(getattr(row, name) for row in rows) for name in names},
        "buildings": len(assessment.project.buildings),
        "windows": len(assessment.project.windows),
        "windows_measured": int(known.sum()),
        "units": len(outcomes),
        "units_failed": outcomes.count(Outcome.FAIL),
        "units_not_judged": outcomes.count(Outcome.NOT_JUDGED),
        "findings": len(assessment.findings),
    }


def _sentence(assessment: Assessment, lang: Language) -> str:
    """What the whole comes to, in one sentence."""
    words, outcome = texts(lang), assessment.outcome
    households = [v.outcome for v in assessment.households.verdicts]
    units = [u.verdict.outcome for u in assessment.units]
    counted = _counted(households.count(outcome), units.count(outcome), words)
    if outcome is not Outcome.NOT_JUDGED:
        return words[f"summary.{outcome.value}"].format(counted=counted)
    why = words["summary.why_nothing"]
    if assessment.unlisted:
        names = words["cells.separator"].join(assessment.unlisted)
        why = words["summary.why_unlisted"].format(buildings=names)
    if outcome in (*households, *units):
        why = words["summary.why_missing"].format(counted=counted)
    return words["summary.NOT_JUDGED"].format(why=why)


def _counted(households: int, units: int, words: Texts) -> str:
    """Both numbers, or the one that is not 0."""
    if not units:
        return words["summary.counted_households"].format(count=households)
    if not households:
        return words["summary.counted_units"].format(count=units)
    both = words["summary.counted_both"]
    return both.format(households=households, units=units)


def _clauses(assessment: Assessment) -> dict[str, dict[str, str]]:
    """What each clause that decided says, in our own words, by language."""
    asked = {clause for v in assessment.verdicts for clause in (v.clause, *v.cited)}
    return {
        clause: {lang: _meaning(assessment, clause, lang) for lang in LANGUAGES}
        for clause in sorted(asked - {""})
    }


def _meaning(assessment: Assessment, clause: str, lang: Language) -> str:
    """Sentences of a clause, joined; empty where the ledger has no entry of that id."""
    said: Iterable[str] = (
        entry.meaning(lang)
        for entry in ledger(assessment.rules)
        if entry.id == clause or entry.id.partition("第")[0] == clause
    )
    return " ".join(said)
