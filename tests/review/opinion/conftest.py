"""A review made by hand: the small estate, and a submission with known changes."""

import datetime as dt
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sunlight.assessment import assess
from sunlight.conditions import Cooper1969, StandardDay, TimeBasis
from sunlight.durations.sampling import Sampling
from sunlight.findings import Finding, Severity
from sunlight.importers.project_file import read_project
from sunlight.model.dossier import Party
from sunlight.review.records.causes import (
    Convention,
    Fit,
    GeometryChange,
    Inference,
)
from sunlight.review.records.comparison import (
    ROW_CLASSES,
    Comparison,
    RowClass,
    UnitComparison,
)
from sunlight.review.records.declaration import (
    Attachment,
    Declaration,
    DeclaredBuilding,
)
from sunlight.review.records.findings import (
    Evidence,
    FormalItem,
    Grade,
    ItemState,
    ReviewFinding,
    ReviewPart,
)
from sunlight.review.records.matching import Ambiguity, Match
from sunlight.review.records.review import Review
from sunlight.review.records.submission import (
    NO_FLOOR,
    Submission,
    SubmittedFile,
    SubmittedSegments,
    SubmittedUnits,
    SubmittedWindows,
)

ESTATE = Path(__file__).parents[2] / "report" / "estate.toml"
FLIPPED = "1#-0302"
"""Household that the submission lets pass with 127 minutes; it has 63."""


@pytest.fixture(scope="session")
def estate():
    project, findings = read_project(ESTATE)
    return assess(project, findings=findings)


@pytest.fixture(scope="session")
def review(estate):
    return made_review(estate)


def objects(*values):
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def segments_of(lit, windows, changed):
    """Segments of windows, rounded down; those of changed rows as given."""
    rows = [
        changed.get(row, [] if w < 0 else np.floor(lit[w]).tolist())
        for row, w in enumerate(windows)
    ]
    flat = [pair for row in rows for pair in row]
    return SubmittedSegments(
        offsets=np.append(0, np.cumsum([len(row) for row in rows])).astype(np.int64),
        start=np.array([a for a, _ in flat], dtype=np.float64),
        end=np.array([b for _, b in flat], dtype=np.float64),
        given=np.ones(len(rows), dtype=np.bool_),
    )


def submitted_windows(estate, *, repeat=1):
    """Every window of 1# and 2#, whole minutes; some rows changed, two added."""
    project, results = estate.project, estate.windows
    analysed = np.flatnonzero(project.windows.building < 2).tolist()
    rows = [*analysed * repeat, -1, -1]
    at = np.array(rows)
    before = np.floor(np.append(results.minutes_before, np.nan)[at])
    after = np.floor(np.append(results.minutes_after, np.nan)[at])
    floor = np.append(project.windows.floor, NO_FLOOR)[at].astype(np.int32)
    label = objects(
        *(f"C{i % len(analysed) + 1}" for i in range(len(rows) - 2)), "=2+5", "C99"
    )
    names = list(project.windows.id)
    own = names.index("1#-3-S02")
    changed = {
        row: [(600.0, 727.0)] for row, w in enumerate(rows) if w == own and w >= 0
    }
    for row in changed:
        after[row] = 127.0
    for row, w in enumerate(rows):
        if w == names.index("1#-1-S01"):
            after[row] += 2.0
        if w == names.index("1#-2-S01"):
            after[row] += 9.0
    after[-2], before[-2] = 240.0, 300.0
    buildings = [project.buildings[project.windows.building[w]].id for w in rows[:-2]]
    count = len(rows)
    return rows, SubmittedWindows(
        label=label,
        building=objects(*buildings, "1#", "7#"),
        household=objects(*([""] * count)),
        room=objects(*(["<script>alert(1)</script>"] + [""] * (count - 1))),
        outcome=objects(*([""] * count)),
        floor=floor,
        sill_height=np.full(count, 0.9),
        minutes_before=before,
        minutes_after=after,
        segments_before=segments_of(results.counted_before, rows, {}),
        segments_after=segments_of(results.counted_after, rows, changed),
        table=np.zeros(count, dtype=np.int32),
        line=np.arange(2, count + 2, dtype=np.int32),
        tables=("窗位表.csv",),
    )


def declaration(**changes):
    return replace(
        Declaration(
            project="试验小区",
            number="RZ-2026-015",
            date=dt.date(2026, 3, 1),
            city="忻州",
            latitude=38.42,
            day=StandardDay.GREAT_COLD,
            band=(480.0, 960.0),
            time_basis=TimeBasis.TRUE_SOLAR_TIME,
            declination=-20.24,
            declination_text="库珀公式",
            step=1.0,
            shortest_segment=3.0,
            segments=0,
            sill_minimum=0.9,
            window_points="centre",
            own_balconies=False,
            standard_minutes=120.0,
            software="某日照软件",
            software_version="9.0",
            compiler=Party(name="某设计院", qualification="乙级"),
            client=Party(name="某房地产公司"),
            attachments=(Attachment(kind="survey", title="测绘报告"),),
            attachments_listed=True,
            buildings=(
                DeclaredBuilding(
                    id="1#",
                    use="住宅",
                    storeys=3.0,
                    height=10.0,
                    place="报告.docx 表 2",
                ),
                DeclaredBuilding(id="P1", name="拟建楼", height=42.0, zero_level=800.3),
            ),
            conclusions=("本项目建成后周边住宅均满足日照标准。",),
            places=(
                ("declination", "报告.docx 第 3 页"),
                ("step", "报告.docx 第 3 页"),
            ),
        ),
        **changes,
    )


def compared(estate, rows, windows):
    """Comparison by the changes that were made."""
    at = np.array(rows)
    ours_before = np.append(estate.windows.minutes_before, np.nan)[at]
    ours_after = np.append(estate.windows.minutes_after, np.nan)[at]
    before = windows.minutes_before - ours_before
    after = windows.minutes_after - ours_after
    size = np.fmax(np.abs(before), np.abs(after))
    flips = (windows.minutes_after >= 120.0) != (ours_after >= 120.0)
    flips &= np.isfinite(ours_after)
    order = {of: i for i, of in enumerate(ROW_CLASSES)}
    codes = np.where(size < 1.0, order[RowClass.SAME], order[RowClass.WITHIN])
    codes = np.where(size > 3.0, order[RowClass.DIFFERENT], codes)
    codes = np.where(flips, order[RowClass.FLIPS], codes)
    codes = np.where(np.isnan(size), order[RowClass.OPEN], codes)
    codes[-2] = order[RowClass.INVENTED]
    codes[-1] = order[RowClass.OPEN]
    names = list(estate.project.households.id)
    units = []
    for i, name in enumerate(names):
        if estate.project.households.building[i] > 1:
            continue
        verdict = estate.households.verdicts[i]
        turns = name == FLIPPED
        ours = float(estate.households.minutes_after[i])
        units.append(
            UnitComparison(
                unit=name,
                household=i,
                building=int(estate.project.households.building[i]),
                claimed="满足" if turns else "",
                from_submitted="满足" if turns else verdict.wording.value,
                recomputed=verdict.wording.value,
                before=math.floor(estate.households.minutes_before[i]),
                after=127.0 if turns else math.floor(ours),
                recomputed_before=float(estate.households.minutes_before[i]),
                recomputed_after=ours,
                flips=turns,
                harms=turns,
            )
        )
    return Comparison(
        tolerance=3.0,
        row_class=codes.astype(np.int8),
        difference_before=before,
        difference_after=after,
        flips=flips,
        units=tuple(units),
        missing=np.array([len(estate.project.windows) - 1], dtype=np.int64),
    )


def inference(rows):
    best = Fit(
        convention=Convention(
            declination=Cooper1969(day_of_year=20),
            sampling=Sampling(step=1.0),
            geometry=GeometryChange(kind="top", building="P1", metres=-3.0),
        ),
        departures=("declination", "sampling", "geometry"),
        allowed=False,
        explained=24,
        compared=26,
        median=0.0,
        worst=64.0,
        score=0.1,
    )
    honest = replace(
        best,
        convention=Convention(
            declination=Cooper1969(day_of_year=20), sampling=Sampling(step=1.0)
        ),
        departures=("declination", "sampling"),
        allowed=True,
        explained=14,
        score=4.0,
    )
    near = replace(
        best,
        convention=Convention(
            latitude=37.87, place="太原", north=-5.0, sill="floor_0.9"
        ),
        departures=("latitude", "north", "sill"),
        explained=20,
        score=0.3,
    )
    rules = replace(
        honest, convention=Convention(), departures=(), explained=12, score=6.0
    )
    return Inference(
        fits=(best, near, honest),
        baseline=rules,
        honest=honest,
        alike=1,
        sure="clear",
        unexplained=np.array([5], dtype=np.int64),
        tried=312,
    )


def findings(windows):
    row = windows.label.tolist().index("C6")
    return (
        ReviewFinding(
            code="REVIEW-TOP-DIFFERS",
            part=ReviewPart.MODEL,
            grade=Grade.ANSWER,
            clause="办法六(三)1、规程三(二)",
            message="P1 is 42.00 m high in the submission, 45.00 m in the survey.",
            message_zh="P1 楼送审高度 42.00 m，测绘与设计为 45.00 m，低 3.00 m。",
            question="Say where the height of P1 comes from.",
            question_zh="请说明 P1 楼高度的来源，并按审定图修正。",
            evidence=(
                Evidence(
                    place="报告.docx 表 2",
                    building="P1",
                    submitted=42.0,
                    recomputed=45.0,
                    measure="m",
                ),
            ),
            elements=("P1",),
        ),
        ReviewFinding(
            code="REVIEW-VERDICT-FLIPS",
            part=ReviewPart.RESULTS,
            grade=Grade.WRONG,
            clause="规程七(四)",
            message="1#-0302 passes as submitted with 127 min and fails with 63 min.",
            message_zh="1#-0302 户送审 127 分钟为满足，复算 63 分钟为不满足。",
            question="Correct the verdict of 1#-0302.",
            question_zh="请核对并改正 1#-0302 户的时数与结论。",
            evidence=(
                Evidence(
                    place=windows.place(row),
                    row=row,
                    window="1#-3-S02",
                    unit=FLIPPED,
                    building="1#",
                    state="after",
                    minute=660.5,
                    submitted=127.0,
                    recomputed=63.014,
                    measure="min",
                    submitted_text="10:00–12:07",
                    recomputed_text="08:00–09:03",
                    blocker="P1",
                    face=4,
                ),
            ),
            elements=(FLIPPED,),
        ),
        ReviewFinding(
            code="REVIEW-METHOD-CENTRE",
            part=ReviewPart.METHOD,
            grade=Grade.WRONG,
            clause="规程六(一)",
            message="Windows are judged by the middle of the sill.",
            message_zh="送审报告以窗台中点判定满窗。",
            question="Judge by both sill ends.",
            question_zh="请按窗台两端同时受照重新计算。",
        ),
        ReviewFinding(
            code="REVIEW-CAUSE-FITS",
            part=ReviewPart.CAUSE,
            grade=Grade.NOTE,
            clause="",
            message="The table is consistent with P1 lowered by 3.0 m.",
            message_zh="送审数值与 P1 楼降低 3.0 m 相符。",
        ),
        ReviewFinding(
            code="REVIEW-ROWS-UNMATCHED",
            part=ReviewPart.READING,
            grade=Grade.OPEN,
            clause="",
            message="1 row is not matched.",
            message_zh="有 1 行窗位未能对应。",
        ),
    )


FORMAL = (
    FormalItem(
        id="survey",
        clause="办法五(一)",
        title="Survey report",
        title_zh="测绘报告",
        state=ItemState.MET,
        reason="Listed as an attachment.",
        reason_zh="附件清单列有“测绘报告”。",
    ),
    FormalItem(
        id="letter_client",
        clause="办法二",
        title="Letter of commitment of the client",
        title_zh="建设单位承诺书",
        state=ItemState.NOT_MET,
        reason="Not in the list.",
        reason_zh="附件清单未列。",
    ),
    FormalItem(
        id="seal",
        clause="规程七(三)",
        title="Seal of the compiler",
        title_zh="编制单位印章",
        state=ItemState.OPEN,
        reason="A machine cannot see it.",
        reason_zh="须查验原件。",
    ),
)


def made_review(estate, *, repeat=1, **changes):
    """The review; with `repeat` its rows stand there so many times."""
    rows, windows = submitted_windows(estate, repeat=repeat)
    n = len(rows)
    at = np.array(rows, dtype=np.int64)
    building = np.append(estate.project.windows.building, -1)[at].astype(np.int64)
    building[-2] = 0
    submission = Submission(
        files=(
            SubmittedFile(name="窗位表.csv", sha256="ab" * 32, kind="csv"),
            SubmittedFile(name="报告.docx", sha256="cd" * 32, kind="docx"),
        ),
        windows=windows,
        units=SubmittedUnits(
            label=objects(),
            building=objects(),
            outcome=objects(),
            floor=np.empty(0, dtype=np.int32),
            minutes_before=np.empty(0),
            minutes_after=np.empty(0),
            table=np.empty(0, dtype=np.int32),
            line=np.empty(0, dtype=np.int32),
            tables=(),
        ),
        declaration=declaration(),
    )
    match = Match(
        window=at,
        by=np.where(at >= 0, 3, 0).astype(np.int8),
        building=building,
        invented=np.array([n - 2], dtype=np.int64),
        missing=np.array([len(estate.project.windows) - 1], dtype=np.int64),
        ambiguous=(
            Ambiguity(
                building="7#",
                floor=NO_FLOOR,
                rows=(n - 1,),
                windows=(),
                why="no_building",
            ),
        ),
        unit=np.empty(0, dtype=np.int64),
    )
    values = {
        "assessment": estate,
        "submission": submission,
        "match": match,
        "comparison": compared(estate, rows, windows),
        "inference": inference(rows),
        "formal": FORMAL,
        "findings": findings(windows),
        "reading": (
            Finding(
                code="SUBMISSION-CELL-UNREAD",
                severity=Severity.WARNING,
                where="窗位表.csv:9",
                message="'1h 5' is no duration",
                message_zh="“1h 5”不是时长",
                found="=1+1",
                file="窗位表.csv",
            ),
        ),
    }
    return Review(**(values | changes))
