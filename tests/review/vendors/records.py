"""A report as the records of a submission, as if it had been read without a loss."""

import datetime as dt
from dataclasses import replace

import numpy as np

from sunlight.conditions import StandardDay, TimeBasis
from sunlight.model.dossier import Party
from sunlight.review.records.declaration import Declaration, DeclaredBuilding
from sunlight.review.records.submission import (
    Submission,
    SubmittedFile,
    SubmittedSegments,
    SubmittedUnits,
    SubmittedWindows,
)

__all__ = ["declaration_of", "submission_of"]

ROLES = {
    "拟建": "proposed",
    "同期": "proposed",
    "客体": "analysed",
    "叠加": "overlay",
    "拆除": "removed",
    "现状": "existing",
}


def submission_of(report, model=None) -> Submission:
    """Records of a report; times are those printed, in the clock of the report."""
    return Submission(
        files=(SubmittedFile(name="made.xlsx", sha256="0" * 64, kind="xlsx"),),
        windows=_windows(report),
        units=_units(report),
        declaration=declaration_of(report),
        project=model,
    )


def _texts(values):
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out


def _numbers(values):
    return np.array([np.nan if v is None else v for v in values], dtype=np.float64)


def _windows(report):
    rows = report.windows
    n = len(rows)
    names = list(dict.fromkeys(r.building for r in rows))
    at = {name: k for k, name in enumerate(names)}
    table = np.array([at[r.building] for r in rows], dtype=np.int32)
    counts = np.zeros(len(names), dtype=int)
    line = np.zeros(n, dtype=np.int32)
    for k, t in enumerate(table):
        counts[t] += 1
        line[k] = counts[t] + 2
    return SubmittedWindows(
        label=_texts([r.label for r in rows]),
        building=_texts([r.building for r in rows]),
        household=_texts([r.household for r in rows]),
        room=_texts([r.room for r in rows]),
        outcome=_texts([r.reaches for r in rows]),
        floor=np.array([r.floor for r in rows], dtype=np.int32),
        sill_height=_numbers([r.sill for r in rows]),
        minutes_before=_numbers([r.before for r in rows]),
        minutes_after=_numbers([r.after for r in rows]),
        segments_before=_segments(rows, "before", report.style),
        segments_after=_segments(rows, "after", report.style),
        table=table,
        line=line,
        tables=tuple(f"made.xlsx:{name}" for name in names),
    )


def _segments(rows, state, style):
    found = [getattr(r, f"segments_{state}") for r in rows]
    given = np.array([getattr(r, state) is not None for r in rows], dtype=np.bool_)
    if not style.segments:
        return SubmittedSegments.none(len(rows))
    offsets = np.concatenate([[0], np.cumsum([len(s) for s in found])])
    flat = np.array([t for s in found for t in s], dtype=np.float64).reshape(-1, 2)
    flat = flat + style.clock
    flat = np.floor(flat + (1e-6 if style.rounding == "floor" else 0.5))
    return SubmittedSegments(
        offsets=offsets.astype(np.int64),
        start=flat[:, 0],
        end=flat[:, 1],
        given=given,
    )


def _units(report):
    rows = report.units
    return SubmittedUnits(
        label=_texts([u.label for u in rows]),
        building=_texts([u.building for u in rows]),
        outcome=_texts([u.outcome for u in rows]),
        floor=np.array([u.floor for u in rows], dtype=np.int32),
        minutes_before=_numbers([u.before for u in rows]),
        minutes_after=_numbers([u.after for u in rows]),
        table=np.zeros(len(rows), dtype=np.int32),
        line=np.arange(2, len(rows) + 2, dtype=np.int32),
        tables=("made.xlsx:分户统计表",),
    )


def declaration_of(report) -> Declaration:
    """What the report says of itself, as a record."""
    said = report.stated
    if not said:
        return Declaration(conclusions=report.conclusions)
    found = Declaration(
        project=said["project"],
        city=said["city"],
        latitude=said["latitude"],
        longitude=said["longitude"],
        day=StandardDay(said["day"]),
        band=said["band"],
        time_basis=TimeBasis.TRUE_SOLAR_TIME
        if said["time_basis"] == "真太阳时"
        else TimeBasis.BEIJING_TIME,
        date=dt.date(2026, 4, 10),
        step=said["step"],
        shortest_segment=said["shortest_segment"],
        sill_minimum=said["sill_minimum"],
        window_points="centre" if "中点" in said["window_points"] else "ends",
        own_balconies=said["own_balconies"],
        software=said["software"],
        renewal_document=said["renewal_document"],
        compiler=Party(name="编制院（虚构）", qualification="城乡规划编制乙级（虚构）"),
        conclusions=report.conclusions,
    )
    return replace(
        found,
        buildings=tuple(
            DeclaredBuilding(
                id=b.id,
                name=b.name,
                role=ROLES.get(b.role, ""),
                use=b.use,
                storeys=float(b.storeys) if b.storeys else float("nan"),
                height=b.height,
                zero_level=b.zero_level,
                outdoor_ground=b.outdoor_ground,
                place="made.xlsx:建筑一览表",
            )
            for b in report.buildings
        ),
    )
