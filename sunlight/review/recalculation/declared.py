"""Tables of buildings of the report against our model (建筑一览表比对)."""

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

import numpy as np

from sunlight.assessment import Assessment
from sunlight.kinds import NOT_OBSTRUCTING_PARTS, PartKind
from sunlight.model.project import Building, Project
from sunlight.review.recalculation.evidence import EVIDENCE_AT_MOST
from sunlight.review.recalculation.told import names_en, names_zh, signed
from sunlight.review.records.declaration import DeclaredBuilding
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)
from sunlight.review.records.submission import Submission

__all__ = ["building_by_name", "declared_findings", "paired"]

CLAUSE: Final = "办法六(三)1"
PRINTED: Final = 0.055
"""Heights are printed in decimetres: half of one may be rounded away. [m]"""
ROOF_HOUSES: Final = frozenset(
    {PartKind.STAIR_HOUSE, PartKind.LIFT_HOUSE, PartKind.WATER_TANK, PartKind.CHIMNEY}
)
_Row = tuple[DeclaredBuilding, Building, float, float]
"""As declared, ours, their figure, the nearest of ours."""


def _plain(name: str) -> str:
    """Number of a building without the words round it."""
    plain = re.sub(r"\s|\(.*?\)", "", unicodedata.normalize("NFKC", name)).lower()
    return re.sub(r"(号楼|号|#楼|栋|幢|楼|#)$", "", plain)


def building_by_name(project: Project) -> dict[str, int]:
    """Buildings by their number and their name, as reports print them (楼号对照).

    Parameters
    ----------
    project : Project
        Buildings.

    Returns
    -------
    dict of str to int
        Index; what two buildings share is left out.
    """
    found: dict[str, int] = {}
    twice: set[str] = set()
    for index, building in enumerate(project.buildings):
        for name in {
            building.id,
            _plain(building.id),
            building.name,
            _plain(building.name),
        }:
            if name and found.setdefault(name, index) != index:
                twice.add(name)
    own = {b.id: i for i, b in enumerate(project.buildings)}
    return {k: v for k, v in found.items() if k not in twice} | own


def paired(
    declared: Sequence[DeclaredBuilding], project: Project
) -> list[tuple[DeclaredBuilding, int]]:
    """Declared buildings with ours (一览表对应), -1 for none.

    Parameters
    ----------
    declared : sequence of DeclaredBuilding
        Rows of the tables.
    project : Project
        Our model.
    """
    index = building_by_name(project)
    pairs = []
    for row in declared:
        names = (row.id, _plain(row.id), row.name, _plain(row.name))
        pairs.append((row, next((index[n] for n in names if n and n in index), -1)))
    return pairs


def declared_findings(
    submission: Submission, assessment: Assessment
) -> tuple[ReviewFinding, ...]:
    """Heights, levels and storeys of the tables, buildings only they know (建筑一览表).

    Parameters
    ----------
    submission : Submission
        What was handed in.
    assessment : Assessment
        For our model.

    Returns
    -------
    tuple of ReviewFinding
        Part ``MODEL``. A bare height may run from ±0.00 or from the outdoor ground, to
        the roof, the parapet or the highest part: the nearest reading is taken.

    Notes
    -----
    Source: 办法六(三)1; 规程六(四)(八).
    """
    project = assessment.project
    pairs = paired(submission.declaration.buildings, project)
    if not pairs:
        return ()
    known = [(row, project.buildings[i]) for row, i in pairs if i >= 0]
    limit = project.survey.height
    told: list[ReviewFinding] = []
    for code, what, clause, of in (
        ("REVIEW-DECLARED-HEIGHT", ("高度", "the height"), "规程六(四)", _heights),
        (
            "REVIEW-DECLARED-LEVEL",
            ("标高或室内外高差", "levels"),
            "规程六(八)",
            _levels,
        ),
        ("REVIEW-DECLARED-STOREYS", ("层数", "the storeys"), "规程八", _storeys),
    ):
        rows = [found for row, b in known for found in of(row, b)]
        told += _differ(code, what, f"{CLAUSE}、{clause}", rows, limit)
    return (*_strangers(pairs), *told)


def _tops(building: Building) -> list[float]:
    """Absolute tops that a table may mean: highest part, and without roof houses."""
    parts = [p for p in building.parts if p.kind not in NOT_OBSTRUCTING_PARTS]
    groups = (
        parts,
        [p for p in parts if p.kind not in ROOF_HOUSES],
        [p for p in parts if p.kind is PartKind.BODY],
    )
    return [max(p.top for p in group) for group in groups if group]


def _nearest(value: float, readings: Sequence[float]) -> float:
    """Reading nearest to a figure; NaN where there is none."""
    known = [r for r in readings if math.isfinite(r)]
    return min(known, key=lambda r: abs(r - value)) if known else math.nan


def _heights(row: DeclaredBuilding, building: Building) -> list[_Row]:
    """Heights that no reading of ours gives."""
    tops = _tops(building)
    above_zero = [top - building.zero_level for top in tops]
    above_ground = [top - building.outdoor_ground for top in tops]
    readings = (
        (row.height, [*above_zero, *above_ground]),
        (row.top_above_zero, above_zero),
        (row.top_absolute, tops),
    )
    return _rows(row, building, readings)


def _levels(row: DeclaredBuilding, building: Building) -> list[_Row]:
    """Levels that are not ours."""
    readings = (
        (row.zero_level, [building.zero_level]),
        (row.outdoor_ground, [building.outdoor_ground]),
        (row.indoor_outdoor, [building.zero_level - building.outdoor_ground]),
    )
    return _rows(row, building, readings)


def _rows(
    row: DeclaredBuilding,
    building: Building,
    readings: Sequence[tuple[float, list[float]]],
) -> list[_Row]:
    """Figures that differ from the nearest reading."""
    found = []
    for value, known in readings:
        near = _nearest(value, known) if math.isfinite(value) else math.nan
        if abs(value - near) > PRINTED:
            found.append((row, building, value, near))
    return found


def _storeys(row: DeclaredBuilding, building: Building) -> list[_Row]:
    """Storeys that are not ours."""
    ours = float(building.storeys) if building.storeys else math.nan
    if abs(row.storeys - ours) > 0.4:
        return [(row, building, row.storeys, ours)]
    return []


def _differ(
    code: str,
    what: tuple[str, str],
    clause: str,
    rows: list[_Row],
    limit: float | None,
) -> tuple[ReviewFinding, ...]:
    """One finding for all figures of one kind, the largest difference first."""
    if not rows:
        return ()
    rows.sort(key=lambda r: (-abs(r[2] - r[3]), r[1].id))
    storeys = code.endswith("STOREYS")
    unit, unit_zh = ("", " 层") if storeys else (" m", " m")
    beyond = [r for r in rows if limit is None or abs(r[2] - r[3]) > limit + 1e-9]
    digits = 0 if storeys else 2

    def said(row: _Row, lang: str) -> str:
        _, building, theirs, ours = row
        gap = signed(theirs - ours, digits)
        if lang == "zh":
            return (
                f"{building.id} 送审 {theirs:.{digits}f}{unit_zh}、复核 "
                f"{ours:.{digits}f}{unit_zh}（{gap}）"
            )
        return f"{building.id} {theirs:.{digits}f}{unit} for {ours:.{digits}f} ({gap})"

    within = f"; {len(beyond)} beyond the tolerance of the survey" if limit else ""
    within_zh = f"；{len(beyond)} 处超出测量误差 ±{limit:g} m" if limit else ""
    return (
        ReviewFinding(
            code=code,
            part=ReviewPart.MODEL,
            grade=Grade.ANSWER if beyond else Grade.NOTE,
            clause=clause,
            message=(
                f"{what[1]} of the tables fit no reading of our model at {len(rows)} "
                f"places: {names_en([said(r, 'en') for r in rows])}{within}"
            ),
            message_zh=(
                f"建筑一览表所列{what[0]}有 {len(rows)} 处与复核模型不符（已按各种起算"
                f"方式比较）：{names_zh([said(r, 'zh') for r in rows])}{within_zh}"
            ),
            question="Say from where to where it runs, and correct it by the survey."
            if beyond
            else "",
            question_zh="请说明起算位置，并按测绘成果或设计图更正。" if beyond else "",
            evidence=tuple(
                Evidence(
                    place=row.place,
                    building=building.id,
                    submitted=theirs,
                    recomputed=ours,
                    measure="count" if storeys else "m",
                )
                for row, building, theirs, ours in rows[:EVIDENCE_AT_MOST]
            ),
            count=len(rows),
            elements=tuple(dict.fromkeys(r[1].id for r in rows)),
        ),
    )


def _strangers(
    pairs: Sequence[tuple[DeclaredBuilding, int]],
) -> tuple[ReviewFinding, ...]:
    """Buildings of the tables that our model does not have."""
    rows = [row for row, index in pairs if index < 0]
    if not rows:
        return ()
    names = list(dict.fromkeys(row.id or row.name for row in rows))
    heights = np.array([row.height for row in rows])
    return (
        ReviewFinding(
            code="REVIEW-DECLARED-UNKNOWN-BUILDING",
            part=ReviewPart.MODEL,
            grade=Grade.WRONG,
            clause=f"{CLAUSE}、办法四",
            message=(
                "the tables list buildings that our model does not have: "
                f"{names_en(names)}; if they stand in the state before, the sun that "
                "the project takes looks smaller"
            ),
            message_zh=(
                f"建筑一览表列有复核模型中没有的建筑：{names_zh(names)}；如计入建设前，"
                "会使项目的影响显得较小"
            ),
            question="Give the survey or the approval that shows these buildings.",
            question_zh="请提供上述建筑的测绘成果或规划核准图。",
            evidence=tuple(
                Evidence(
                    place=row.place,
                    building=row.id or row.name,
                    submitted=float(height),
                    measure="m",
                )
                for row, height in zip(
                    rows[:EVIDENCE_AT_MOST], heights.tolist(), strict=False
                )
            ),
            count=len(names),
            elements=tuple(names),
        ),
    )
