"""Units whose verdict turns, and printed outcomes that are not ours (结论翻转)."""

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sunlight.review.recalculation.evidence import EVIDENCE_AT_MOST, RowEvidence
from sunlight.review.recalculation.outcomes import claimed_wording, outcome_of
from sunlight.review.recalculation.told import (
    figure,
    harms_en,
    harms_zh,
    names_en,
    names_zh,
    states_en,
    states_zh,
)
from sunlight.review.records.comparison import UnitComparison
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)
from sunlight.rules import Wording, wording_text
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["verdict_findings"]

CLAUSE = "办法六(三)4"


def verdict_findings(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Units whose outcome is another one than in the report (结论翻转的单元).

    Parameters
    ----------
    found : RowEvidence
        Submission, calculation, match and comparison.

    Returns
    -------
    tuple of ReviewFinding
        Turned by more than the tolerance, within it, and in words alone.

    Notes
    -----
    Source: 办法六(三)4; 规程七(一)(四)(五).
    """
    return (*_verdict_flips(found), *_claims(found))


def _turns_by_minutes(unit: UnitComparison) -> bool:
    """Whether the rules give another outcome on the submitted minutes."""
    theirs, ours = outcome_of(unit.from_submitted), outcome_of(unit.recomputed)
    return theirs is not None and ours is not None and theirs is not ours


def _largest(
    found: RowEvidence, unit: UnitComparison, rows: dict[str, NDArray[np.int64]]
) -> float:
    """Largest difference of a unit, of its rows where it has no minutes. [min]"""  # noqa: D400
    pairs = (
        (unit.before, unit.recomputed_before),
        (unit.after, unit.recomputed_after),
    )
    known = [abs(a - b) for a, b in pairs if math.isfinite(a - b)]
    if not known and unit.unit in rows:
        of = rows[unit.unit]
        both = (
            found.comparison.difference_before[of],
            found.comparison.difference_after[of],
        )
        known = [float(np.nanmax(np.abs(d))) for d in both if np.isfinite(d).any()]
    return max(known, default=0.0)


def _rows_by_unit(found: RowEvidence) -> dict[str, NDArray[np.int64]]:
    """Rows of each unit, those that differ most first."""
    project, match = found.assessment.project, found.match
    room = np.append(project.windows.room, -1)[match.window]
    home = np.append(project.rooms.household, -1)[room]
    differs = np.fmax(
        np.abs(found.comparison.difference_before),
        np.abs(found.comparison.difference_after),
    )
    worst = np.argsort(-np.nan_to_num(differs, nan=-1.0), kind="stable")
    rows: dict[str, list[int]] = {}
    rooms = [*project.rooms.id.tolist(), ""]
    homes = [*project.households.id.tolist(), ""]
    ids = [building.id for building in project.buildings]
    for row in worst[match.window[worst] >= 0].tolist():
        names = {rooms[room[row]], homes[home[row]]}
        names.add(ids[project.windows.building[match.window[row]]])
        for name in names - {""}:
            rows.setdefault(name, []).append(row)
    return {name: np.array(of, dtype=np.int64) for name, of in rows.items()}


def _unit_evidence(
    found: RowEvidence,
    units: list[UnitComparison],
    rows: dict[str, NDArray[np.int64]],
    *,
    claimed: bool = False,
) -> tuple[Evidence, ...]:
    """One piece a unit: its row that differs most, or the figures of the unit."""
    buildings = found.assessment.project.buildings
    told: list[Evidence] = []
    for unit in units[:EVIDENCE_AT_MOST]:
        of = rows.get(unit.unit)
        if of is not None:
            told += found.of_rows(of[:1], unit=unit.unit)
            continue
        told.append(
            Evidence(
                unit=unit.unit,
                building=buildings[unit.building].id if unit.building >= 0 else "",
                state="after",
                submitted=unit.after,
                recomputed=unit.recomputed_after,
                measure="min",
            )
        )
    return tuple(
        replace(
            piece,
            submitted_text=_joined(
                unit.claimed if claimed else unit.from_submitted, piece.submitted_text
            ),
            recomputed_text=_joined(unit.recomputed, piece.recomputed_text),
        )
        for unit, piece in zip(units, told, strict=False)
    )


def _joined(*parts: str) -> str:
    """Parts that say something."""
    return "；".join(part for part in parts if part)


def _verdict_flips(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Units whose verdict turns by the minutes, beyond the tolerance and within it."""
    turned = [unit for unit in found.comparison.units if _turns_by_minutes(unit)]
    rows = _rows_by_unit(found) if turned else {}
    largest = {unit.unit: _largest(found, unit, rows) for unit in turned}
    turned.sort(key=lambda unit: (not unit.harms, -largest[unit.unit], unit.unit))
    limit = found.comparison.tolerance + THRESHOLD_NOISE_MIN
    within = [unit for unit in turned if largest[unit.unit] <= limit]
    beyond = [unit for unit in turned if largest[unit.unit] > limit]
    chosen = [
        unit
        for unit in beyond
        if unit.unit in rows and found.by_choice(rows[unit.unit]).all()
    ]
    names = {unit.unit for unit in chosen}
    beyond = [unit for unit in beyond if unit.unit not in names]
    most = max((largest[unit.unit] for unit in within), default=0.0)
    return (
        *_flips(found, beyond, rows),
        *_flips_explained(found, chosen, rows),
        *_flips_within(found, within, rows, most),
    )


def _flips(
    found: RowEvidence,
    units: list[UnitComparison],
    rows: dict[str, NDArray[np.int64]],
) -> tuple[ReviewFinding, ...]:
    """Verdicts that turn by more than the tolerance."""
    if not units:
        return ()
    harms = sum(unit.harms for unit in units)
    worst = units[0]
    theirs, ours = Wording(worst.from_submitted), Wording(worst.recomputed)
    return (
        ReviewFinding(
            code="REVIEW-VERDICT-FLIPS",
            part=ReviewPart.RESULTS,
            grade=Grade.WRONG,
            clause=f"{CLAUSE}、规程七(四)、规程七(五)",
            message=(
                f"{len(units)} units have another outcome by our calculation than by "
                f"the submitted minutes, {harms_en(harms, len(units))}; {worst.unit}: "
                f"submitted {states_en(worst.before, worst.after)} "
                f"({wording_text(theirs, 'en')}), recomputed "
                f"{states_en(worst.recomputed_before, worst.recomputed_after)} "
                f"({wording_text(ours, 'en')})"
            ),
            message_zh=(
                f"{len(units)} 个单元按送审分钟数与按复核分钟数所得结论相反，"
                f"{harms_zh(harms, len(units))}；如 {worst.unit}：送审"
                f"{states_zh(worst.before, worst.after)}（{theirs.value}），复核"
                f"{states_zh(worst.recomputed_before, worst.recomputed_after)}"
                f"（{ours.value}）"
            ),
            question=(
                "Correct the figures and the conclusion of these units, or show which "
                "input makes the difference."
            ),
            question_zh="请更正上述单元的日照时数和结论，或说明差异来自哪项输入。",
            evidence=_unit_evidence(found, units, rows),
            count=len(units),
            elements=tuple(unit.unit for unit in units),
        ),
    )


def _flips_explained(
    found: RowEvidence,
    units: list[UnitComparison],
    rows: dict[str, NDArray[np.int64]],
) -> tuple[ReviewFinding, ...]:
    """Verdicts that turn by a choice that honest reports make."""
    if not units:
        return ()
    names = [unit.unit for unit in units]
    harms = sum(unit.harms for unit in units)
    return (
        ReviewFinding(
            code="REVIEW-VERDICT-FLIPS-EXPLAINED",
            part=ReviewPart.RESULTS,
            grade=Grade.ANSWER,
            clause=f"{CLAUSE}、规程七(四)、规程七(五)",
            message=(
                f"{len(units)} units have another outcome by exact times "
                f"({harms_en(harms, len(units))}): {names_en(names)}; all their "
                "figures are consistent with a choice that honest reports make, such "
                "as a time step of a minute (see causes)"
            ),
            message_zh=(
                f"{len(units)} 个单元按精确时间所得结论与报告相反（"
                f"{harms_zh(harms, len(units))}）：{names_zh(names)}；"
                "其全部时数与常用口径（如 1 分钟步长）相符（见差异原因）"
            ),
            question="Give the exact times of these units.",
            question_zh="请提供上述单元的精确时段。",
            evidence=_unit_evidence(found, units, rows),
            count=len(units),
            elements=tuple(names),
        ),
    )


def _flips_within(
    found: RowEvidence,
    units: list[UnitComparison],
    rows: dict[str, NDArray[np.int64]],
    largest: float,
) -> tuple[ReviewFinding, ...]:
    """Verdicts that turn although the minutes agree within the tolerance."""
    if not units:
        return ()
    names = [unit.unit for unit in units]
    allowed = found.comparison.tolerance
    return (
        ReviewFinding(
            code="REVIEW-VERDICT-FLIPS-WITHIN-TOLERANCE",
            part=ReviewPart.RESULTS,
            grade=Grade.ANSWER,
            clause=f"{CLAUSE}、规程七(四)、规程七(五)",
            message=(
                f"the outcome of {len(units)} units turns although no figure differs "
                f"by more than {figure(largest)} min, within ±{allowed:g} min (not "
                f"verified): {names_en(names)}; they lie at a threshold"
            ),
            message_zh=(
                f"{len(units)} 个单元结论不同，但分钟数相差不超过 {figure(largest)} "
                f"分钟，在 ±{allowed:g} 分钟（该允许误差未经核实）以内："
                f"{names_zh(names)}；均处于临界"
            ),
            question=(
                "Give the exact times of these units and the rounding that was used."
            ),
            question_zh="请提供上述单元的精确时段及取整方式。",
            evidence=_unit_evidence(found, units, rows),
            count=len(units),
            elements=tuple(names),
        ),
    )


def _claims(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Printed outcomes that are not ours although the minutes do not turn them."""
    units = [
        unit
        for unit in found.comparison.units
        if unit.flips
        and not _turns_by_minutes(unit)
        and claimed_wording(unit.claimed) is not Wording.NONE
    ]
    if not units:
        return ()
    units.sort(key=lambda unit: (not unit.harms, unit.unit))
    names = [unit.unit for unit in units]
    harms = sum(unit.harms for unit in units)
    return (
        ReviewFinding(
            code="REVIEW-CLAIM-DIFFERS",
            part=ReviewPart.RESULTS,
            grade=Grade.WRONG,
            clause=f"{CLAUSE}、规程七(一)",
            message=(
                f"{len(units)} units are printed with another outcome than the rules "
                f"give ({harms_en(harms, len(units))}), and the submitted "
                f"minutes do not explain it: {names_en(names)}"
            ),
            message_zh=(
                f"{len(units)} 个单元所列结论与按规程评定相反（"
                f"{harms_zh(harms, len(units))}），且送审分钟数不能支持该结论："
                f"{names_zh(names)}"
            ),
            question="Correct the conclusion of these units by the rules.",
            question_zh="请按规程更正上述单元的结论。",
            evidence=_unit_evidence(found, units, _rows_by_unit(found), claimed=True),
            count=len(units),
            elements=tuple(names),
        ),
    )
