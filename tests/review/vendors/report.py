"""Rows of a report: windows numbered by a scheme of its own, households judged."""

import math
from dataclasses import dataclass, field, replace

import numpy as np

from sunlight.kinds import HABITABLE_ROOMS, Status, Use
from sunlight.model.tables import ROOM_KINDS
from sunlight.scope import ScopeRole
from vendors.sampler import Style, minutes_printed, segments_printed

__all__ = [
    "BuildingRow",
    "Report",
    "UnitRow",
    "WindowRow",
    "conclusions_of",
    "report_of",
]

STANDARD = 120
KINDERGARTEN = 180
UNAFFECTED = 3
NEW = (Status.PROPOSED, Status.CONCURRENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRow:
    """One window as printed; minutes None where the state has no such window.

    `window` is its number in the model, which is never printed.
    """

    building: str
    floor: int
    label: str
    household: str
    room: str
    sill: float
    segments_before: tuple
    segments_after: tuple
    before: int | None
    after: int | None
    reaches: str
    window: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One household as printed."""

    building: str
    floor: int
    label: str
    before: int | None
    after: int
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingRow:
    """One row of the table of buildings, as read off the compiler's own model.

    `height` is that of the roof above ±0.00, as most tables print it under 建筑高度.
    """

    id: str
    name: str
    role: str
    use: str
    storeys: int
    height: float
    zero_level: float
    outdoor_ground: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that is printed."""

    windows: tuple = ()
    units: tuple = ()
    buildings: tuple = ()
    conclusions: tuple = ()
    stated: dict = field(default_factory=dict)
    style: Style = field(default_factory=Style)


ROLE_TEXT = {
    ScopeRole.PROPOSED: "拟建",
    ScopeRole.CONCURRENT: "同期",
    ScopeRole.ANALYSED: "客体",
    ScopeRole.OVERLAY: "叠加",
    ScopeRole.REMOVED: "拆除",
}
USE_TEXT = {
    Use.RESIDENTIAL: "住宅",
    Use.DORMITORY: "宿舍",
    Use.KINDERGARTEN: "幼儿园",
    Use.SCHOOL: "学校",
    Use.HOSPITAL: "医院",
    Use.ELDERLY: "老年人居住建筑",
    Use.OTHER: "其他",
    Use.UNKNOWN: "",
}
ROOM_TEXT = {"bedroom": "卧室", "living": "起居室", "kitchen": "厨房"}


def report_of(
    figures, scope, *, style=None, order="left_to_right", standard=STANDARD, stated=None
):
    """The report that a product prints of its figures.

    `scope` gives who is analysed (that of an honest assessment, usually); `order` how
    windows of a storey are numbered: ``left_to_right`` along each façade as seen from
    outside, façades from the south on eastwards; or ``clockwise`` as seen from above,
    from the west end of the north façade on. `standard` holds for new dwellings too.
    """
    style = style or Style()
    project = figures.project
    roles = {entry.id: entry.role for entry in scope.entries}
    shown = {
        index
        for index, building in enumerate(project.buildings)
        if _is_shown(building, roles.get(building.id))
    }
    rows = _window_rows(figures, shown, style, order)
    units = _unit_rows(project, shown, rows, standard)
    buildings = tuple(
        _building_row(b, roles.get(b.id))
        for b in project.buildings
        if roles.get(b.id) is not ScopeRole.OUTSIDE
    )
    return Report(
        windows=tuple(rows),
        units=tuple(units),
        buildings=buildings,
        conclusions=conclusions_of(project, units),
        stated=stated or {},
        style=style,
    )


def _is_shown(building, role):
    """Analysed buildings, and the project's own."""
    if building.use in (Use.OTHER, Use.UNKNOWN):
        return False
    return role in (ScopeRole.ANALYSED, ScopeRole.PROPOSED)


def _window_rows(figures, shown, style, order):
    project = figures.project
    windows = project.windows
    labels = _labels(project, order)
    rows = []
    for w in range(len(windows)):
        building = project.buildings[windows.building[w]]
        if int(windows.building[w]) not in shown:
            continue
        before, after = figures.before[w], figures.after[w]
        if before is None and after is None:
            continue
        band = tuple(figures.band[w])
        early = None if before is None else segments_printed(before, band, style)
        late = None if after is None else segments_printed(after, band, style)
        room = int(windows.room[w])
        kind = ROOM_KINDS[project.rooms.kind[room]].value if room >= 0 else ""
        home = int(project.rooms.household[room]) if room >= 0 else -1
        now = _total(late, style)
        least = KINDERGARTEN if building.use is Use.KINDERGARTEN else STANDARD
        rows.append(
            WindowRow(
                building=building.id,
                floor=int(windows.floor[w]),
                label=labels[w],
                household=_door(project, home),
                room=ROOM_TEXT.get(kind, ""),
                sill=float(windows.sill_height[w]),
                segments_before=tuple(early or ()),
                segments_after=tuple(late or ()),
                before=_total(early, style),
                after=now,
                reaches="达标" if now is not None and now >= least else "未达标",
                window=str(windows.id[w]),
            )
        )
    rows.sort(
        key=lambda r: (
            [b.id for b in project.buildings].index(r.building),
            r.floor,
            int(r.label),
        )
    )
    return rows


def _total(segments, style):
    if segments is None:
        return None
    return minutes_printed(sum(b - a for a, b in segments), style.rounding)


def _door(project, household):
    """Door number as people write it: 0502."""
    if household < 0:
        return ""
    return str(project.households.id[household]).rsplit("-", 1)[-1]


def _labels(project, order):
    """Number of each window in its storey, "1" first."""
    windows = project.windows
    middle = (windows.left + windows.right) / 2
    along = windows.right - windows.left
    # seen from outside, left to right: the outward normal is to the right of `along`
    outward = np.column_stack([along[:, 1], -along[:, 0]])
    azimuth = np.degrees(np.arctan2(outward[:, 0], outward[:, 1])) % 360
    side = np.round(azimuth / 90).astype(int) % 4  # 0 north, 1 east, 2 south, 3 west
    labels = [""] * len(windows)
    groups = {}
    for w in range(len(windows)):
        key = (int(windows.building[w]), int(windows.floor[w]))
        groups.setdefault(key, []).append(w)
    unit = along / np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    place = (middle * unit).sum(axis=1)  # grows from left to right
    if order == "clockwise":
        rank, sign = {0: 0, 1: 1, 2: 2, 3: 3}, -1.0
    else:
        rank, sign = {2: 0, 1: 1, 0: 2, 3: 3}, 1.0
    for rows in groups.values():
        rows.sort(key=lambda w: (rank[int(side[w])], sign * float(place[w])))
        for number, w in enumerate(rows, start=1):
            labels[w] = str(number)
    return labels


def _unit_rows(project, shown, rows, standard):
    """Households by their best habitable window, judged by the letter of the rule."""
    number = {str(w): i for i, w in enumerate(project.windows.id)}
    best = {}
    for row in rows:
        room = int(project.windows.room[number[row.window]])
        if room < 0 or ROOM_KINDS[project.rooms.kind[room]] not in HABITABLE_ROOMS:
            continue
        home = int(project.rooms.household[room])
        if home < 0:
            continue
        old = best.get(home, (None, None))
        best[home] = (_most(old[0], row.before), _most(old[1], row.after))
    units = []
    for home, (before, after) in sorted(best.items()):
        building = project.buildings[project.households.building[home]]
        if building.use is not Use.RESIDENTIAL or after is None:
            continue
        new = building.status in NEW
        units.append(
            UnitRow(
                building=building.id,
                floor=int(project.households.floor[home]),
                label=_door(project, home),
                before=None if new else before,
                after=after,
                outcome=judged(None if new else before, after, standard),
            )
        )
    return units


def _most(a, b):
    values = [v for v in (a, b) if v is not None]
    return max(values) if values else None


def judged(before, after, standard=STANDARD):
    """Word of the rule for one household."""
    if before is None:
        return "满足" if after >= standard else "不满足"
    if before >= STANDARD:
        return "满足" if after >= STANDARD else "不满足"
    if after >= STANDARD:
        return "满足"
    return "不影响" if abs(after - before) <= UNAFFECTED else "影响"


def _building_row(building, role):
    body = building.parts[0]
    zero = building.zero_level
    return BuildingRow(
        id=building.id,
        name=building.name,
        role="拟建" if building.status in NEW else ROLE_TEXT.get(role, "现状"),
        use=USE_TEXT[building.use],
        storeys=building.storeys,
        height=round(body.top - zero, 3) if math.isfinite(zero) else math.nan,
        zero_level=zero,
        outdoor_ground=building.outdoor_ground,
    )


def conclusions_of(project, units):
    """One sentence a building, and one for the whole."""
    out = []
    for building in project.buildings:
        own = [u for u in units if u.building == building.id]
        if not own:
            continue
        counts = {}
        for unit in own:
            counts[unit.outcome] = counts.get(unit.outcome, 0) + 1
        told = "，".join(f"{n}户{word}" for word, n in counts.items())
        out.append(f"{building.id}（{building.name}）共{len(own)}户，其中{told}。")
    bad = sum(u.outcome in ("不满足", "影响") for u in units)
    out.append(
        "综上，本项目建设后日照分析对象均满足规定要求。"
        if bad == 0
        else f"综上，共有{bad}户不满足日照要求或受到影响。"
    )
    return tuple(out)


def with_windows(report, windows):
    """The same report with other rows of windows."""
    return replace(report, windows=tuple(windows))
