"""Submissions made by hand for the formal check."""

from dataclasses import replace
from datetime import date

import numpy as np

from sunlight.conditions import StandardDay, TimeBasis
from sunlight.model.dossier import Party
from sunlight.review.records.declaration import (
    Attachment,
    Declaration,
    DeclaredBuilding,
)
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import (
    NO_FLOOR,
    Submission,
    SubmittedFile,
    SubmittedSegments,
    SubmittedUnits,
    SubmittedWindows,
)

NAN = float("nan")

ATTACHMENTS = (
    "编制单位资质证书",
    "日照分析报告承诺书（建设单位）",
    "日照分析报告承诺书（设计单位）",
    "现状测绘成果报告",
    "测绘单位资质证书",
    "拟建建筑设计图",
    "不动产权证复印件",
    "主客体范围图",
    "日照分析总平面图",
    "客体窗位图",
)


def segments_of(rows):
    """None says nothing; a list of pairs, perhaps empty, is given."""
    pairs = [p for row in rows for p in (row or [])]
    sizes = [len(row or []) for row in rows]
    return SubmittedSegments(
        offsets=np.append(0, np.cumsum(sizes)).astype(np.int64),
        start=np.array([a for a, _ in pairs], dtype=np.float64),
        end=np.array([b for _, b in pairs], dtype=np.float64),
        given=np.array([row is not None for row in rows], dtype=np.bool_),
    )


def texts(values):
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out


def windows_of(rows, *, exact=False):
    """Each row a dictionary; what is left out is not printed."""
    n = len(rows)

    def text(key):
        return texts([row.get(key, "") for row in rows])

    def number(key, default=NAN, dtype=np.float64):
        return np.array([row.get(key, default) for row in rows], dtype=dtype)

    return SubmittedWindows(
        label=text("label"),
        building=text("building"),
        household=text("household"),
        room=text("room"),
        outcome=text("outcome"),
        floor=number("floor", NO_FLOOR, np.int32),
        sill_height=number("sill"),
        minutes_before=number("before"),
        minutes_after=number("after"),
        segments_before=segments_of([row.get("segments_before") for row in rows]),
        segments_after=segments_of([row.get("segments_after") for row in rows]),
        table=np.zeros(n, dtype=np.int32),
        line=np.arange(1, n + 1, dtype=np.int32),
        tables=("窗表.xlsx 窗表",),
        exact=exact,
    )


def units_of(rows):
    n = len(rows)
    return SubmittedUnits(
        label=texts([row.get("label", "") for row in rows]),
        building=texts([row.get("building", "") for row in rows]),
        outcome=texts([row.get("outcome", "") for row in rows]),
        floor=np.array([row.get("floor", NO_FLOOR) for row in rows], dtype=np.int32),
        minutes_before=np.array([row.get("before", NAN) for row in rows], dtype=float),
        minutes_after=np.array([row.get("after", NAN) for row in rows], dtype=float),
        table=np.zeros(n, dtype=np.int32),
        line=np.arange(1, n + 1, dtype=np.int32),
        tables=("分户表.xlsx 分户",),
    )


def complete_declaration(**changes):
    """A report that says all it has to say."""
    told = Declaration(
        project="试验小区",
        date=date(2025, 6, 1),
        city="忻州市忻府区",
        latitude=38.42,
        longitude=112.73,
        day=StandardDay.GREAT_COLD,
        band=(480.0, 960.0),
        time_basis=TimeBasis.TRUE_SOLAR_TIME,
        declination=-20.15,
        step=1.0,
        shortest_segment=5.0,
        sill_minimum=0.9,
        window_points="ends",
        standard_minutes=120.0,
        rules_text="《忻州市日照影响分析规划管理办法》（忻政办发[2022]14号）",
        software="众智日照分析软件 SUN",
        software_version="V8.2",
        client=Party(name="某某房地产开发有限公司"),
        compiler=Party(
            name="某某规划设计研究院",
            qualification="城乡规划编制乙级",
            qualification_number="晋规乙字第22014号",
        ),
        attachments=tuple(
            Attachment(kind="", title=title, signed=True, sealed=True)
            for title in ATTACHMENTS
        ),
        attachments_listed=True,
        buildings=(
            DeclaredBuilding(id="1#", role="existing", use="住宅"),
            DeclaredBuilding(id="2#", role="existing", use="住宅"),
            DeclaredBuilding(id="P1", role="proposed", use="住宅"),
        ),
        conclusions=("本项目及周边住宅均满足日照标准。",),
        places=(("attachments", "声明.toml attachments"),),
    )
    return replace(told, **changes)


def submission_of(windows=(), units=(), *, exact=False, files=(), **declared):
    return Submission(
        files=files or (SubmittedFile(name="窗表.xlsx", sha256="0" * 64, kind="xlsx"),),
        windows=windows_of(windows, exact=exact),
        units=units_of(units),
        declaration=complete_declaration(**declared),
    )


def no_match(submission):
    """Nothing is matched: the report stands for itself."""
    n, u = len(submission.windows), len(submission.units)
    return Match(
        window=np.full(n, -1, dtype=np.int64),
        by=np.zeros(n, dtype=np.int8),
        building=np.full(n, -1, dtype=np.int64),
        invented=np.empty(0, dtype=np.int64),
        missing=np.empty(0, dtype=np.int64),
        ambiguous=(),
        unit=np.full(u, -1, dtype=np.int64),
    )
