"""Units of other uses as records of the result document (结果文档中的非住宅单元)."""

import numpy as np

from sunlight.assessment import Assessment
from sunlight.assessment.judging.places import (
    building_of_unit,
    standing_of_unit,
    use_of_unit,
)
from sunlight.model.tables import ROOM_KINDS
from sunlight.report.blame import blamed_parts, unit_windows
from sunlight.report.critical import critical_by_unit, result_critical
from sunlight.report.shading import OwnerRow
from sunlight.report.unit_records import ResultPart, ResultTally, ResultUnit
from sunlight.report.uses import day_of_unit
from sunlight.rules import Bounds, CountingUnit, Tally

__all__ = ["result_part", "result_units"]


def result_units(assessment: Assessment) -> tuple[ResultUnit, ...]:
    """Every unit of other uses with its verdict (非住宅单元).

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    tuple of ResultUnit
        Rows as in ``assessment.units``.
    """
    project, best = assessment.project, unit_windows(assessment)
    window_ids = np.append(project.windows.id, np.array([None], dtype=object))
    parts = blamed_parts(assessment, best)
    critical = critical_by_unit(assessment)
    records = []
    for i, unit in enumerate(assessment.units):
        verdict = unit.verdict
        is_room = unit.counted_as is CountingUnit.ROOM
        kind = ROOM_KINDS[project.rooms.kind[unit.room]].value if is_room else None
        record = ResultUnit(
            unit=verdict.unit,
            counted_as=unit.counted_as.value,
            building=building_of_unit(unit, project),
            use=use_of_unit(unit, project).value,
            day=day_of_unit(assessment, unit),
            floor=unit.floor if is_room else None,
            room_kind=kind,
            standing=standing_of_unit(unit, project).value,
            measure_unit=verdict.measure_unit,
            before=verdict.before,
            after=verdict.measured,
            threshold=verdict.threshold,
            tolerance=verdict.tolerance,
            margin=verdict.margin,
            tally=_tally(verdict.tally),
            decisive_room=verdict.decisive or None,
            window_before=window_ids[best.before[i]],
            window_after=window_ids[best.after[i]],
            outcome=verdict.outcome,
            wording=verdict.wording.value,
            clause=verdict.clause,
            cited=verdict.cited,
            direction=verdict.direction.value,
            reasons=tuple(reason.value for reason in verdict.reasons),
            reason_buildings=verdict.reason_buildings,
            notes=tuple(note.value for note in verdict.notes),
            critical=result_critical(critical.get((unit.counted_as, verdict.unit))),
            explained_window=window_ids[best.explained[i]],
            explained_state="lost" if best.has_before[i] else "taken",
            taken_by=tuple(result_part(row) for row in parts[i]),
        )
        records.append(record)
    return tuple(records)


def result_part(row: OwnerRow) -> ResultPart:
    """Part as a record of the document (分摊项).

    Parameters
    ----------
    row : OwnerRow
        The part.
    """
    return ResultPart(owner=row.owner or None, kind=row.kind, minutes=row.minutes)


def _tally(tally: Tally | None) -> ResultTally | None:
    """Rooms that reach the standard."""
    if tally is None:
        return None
    return ResultTally(
        total=tally.total,
        needed=tally.needed,
        before=_bounds(tally.before),
        after=_bounds(tally.after),
    )


def _bounds(bounds: Bounds | None) -> tuple[float, float] | None:
    """Both bounds."""
    return None if bounds is None else (bounds.lower, bounds.upper)
