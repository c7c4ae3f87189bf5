"""Windows of a drawing (窗): blocks and lines on the walls, floor over floor."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.importers.dxf.options import DxfOptions
from sunlight.importers.dxf.window_lines import DrawnWindow
from sunlight.importers.limits import Limits
from sunlight.importers.remarks import Remarks
from sunlight.kinds import PartKind
from sunlight.model.empty import no_windows
from sunlight.model.facade_table import OCTANTS, FacadeTable, facade_table
from sunlight.model.project import Building
from sunlight.model.tables import Windows
from sunlight.tolerances import WALL_SNAP_DISTANCE

__all__ = ["drawing_windows"]

FURTHER_LINES: Final = 0.5
"""Lines within the thickness of a wall behind a window are of the same window. [m]"""

SAME_PLACE: Final = 0.05
"""Windows whose ends differ by less than this are one. [m]"""

MOST_FLOORS: Final = 200

MILLIMETRES_FROM: Final = 50.0
"""A sill or a floor written with a figure above this is in millimetres."""

_SILL_TAGS: Final = ("窗台高", "窗台", "窗台高度", "sill", "sill_height", "sillheight")
_FLOOR_TAGS: Final = ("楼层", "层", "所在楼层", "floor", "floors", "storey", "storeys")
_LEVEL_TAGS: Final = ("楼面标高", "floor_level", "floorlevel")
_NUMBER_TAGS: Final = ("编号", "窗号", "id", "no", "number", "name")
_FIGURE: Final = re.compile(r"[-+]?\d+(?:\.\d+)?")
_RANGE: Final = re.compile(r"(\d{1,3})\s*(?:[-~～—至]\s*(\d{1,3}))?")

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Placed:
    """One window in plan, on its wall."""

    window: DrawnWindow
    building: int
    wall: int
    octant: int
    span: tuple[float, float]
    left: FloatArray
    right: FloatArray


@dataclass(slots=True, kw_only=True)
class _Columns:
    """Rows of the table of windows while they are made."""

    rows: dict[str, list[object]] = field(default_factory=dict)
    offsets: list[int] = field(default_factory=lambda: [0])

    def add(self, **row: object) -> None:
        """One more row."""
        for name, value in row.items():
            self.rows.setdefault(name, []).append(value)


def drawing_windows(
    drawn: Sequence[DrawnWindow],
    buildings: Sequence[Building],
    *,
    options: DxfOptions,
    limits: Limits,
    source: str,
    remarks: Remarks,
) -> Windows:
    """Table of the windows that lie on a wall (窗表).

    Each is moved onto the nearest wall of an outline. It stands on the floors that its
    attributes or the options say, else on every floor of its building; a window drawn
    at an elevation of its own stands there only.

    Parameters
    ----------
    drawn : sequence of DrawnWindow
        In project coordinates.
    buildings : sequence of Building
        With outlines.
    options : DxfOptions
        Sill, floors and height of a storey where the drawing does not say.
    limits : Limits
        How many there may be.
    source : str
        The file.
    remarks : Remarks
        Receives ``WINDOW-OFF-OUTLINES``, ``WINDOWS-ASSUMED`` and the like.

    Returns
    -------
    Windows
        Empty if there are none.
    """
    bodies = [
        (i, part.polygon)
        for i, building in enumerate(buildings)
        for part in building.parts
        if part.polygon is not None and part.kind is PartKind.BODY
    ]
    if not drawn or not bodies:
        return no_windows()
    walls = facade_table([polygon for _, polygon in bodies])
    owner = np.array([i for i, _ in bodies])[walls.polygon]
    placed = _placed(drawn, walls, owner, remarks)
    table = _Columns()
    for number, one in _numbered(placed):
        _add_column(table, one, number, buildings, options, remarks)
        limits.check_entities(table.offsets[-1], what="windows", source=source)
    if not table.rows:
        return no_windows()
    count = table.offsets[-1]
    return Windows(
        **{name: np.array(values) for name, values in table.rows.items()},
        room=np.full(count, -1, dtype=np.int32),
        column_offsets=np.array(table.offsets, dtype=np.int64),
    )


def _placed(
    drawn: Sequence[DrawnWindow],
    walls: FacadeTable,
    owner: NDArray[np.int64],
    remarks: Remarks,
) -> list[_Placed]:
    """Windows on walls, those drawn twice once."""
    lines = shapely.linestrings(np.stack([walls.start, walls.end], axis=1))
    tree = shapely.STRtree(np.asarray(lines, dtype=object))
    octants = walls.octant
    placed: list[_Placed] = []
    off: list[DrawnWindow] = []
    for window in drawn:
        best: tuple[float, int, tuple[float, float]] | None = None
        for line in window.lines:
            near = tree.query(
                shapely.LineString(line), predicate="dwithin",
                distance=WALL_SNAP_DISTANCE,
            )  # fmt: skip
            for wall in near.tolist():
                distance, span = _on_wall(line, walls, wall)
                if best is None or distance < best[0]:
                    best = (distance, wall, span)
        if best is None or best[0] > WALL_SNAP_DISTANCE:
            off.append(window)
            continue
        _, wall, span = best
        along = (walls.end[wall] - walls.start[wall]) / walls.length[wall]
        placed.append(
            _Placed(
                window=window,
                building=int(owner[wall]),
                wall=wall,
                octant=int(octants[wall]),
                span=span,
                left=walls.start[wall] + span[0] * along,
                right=walls.start[wall] + span[1] * along,
            )
        )
    kept = _once(placed, remarks)
    _say_off(off, kept, walls, remarks)
    return kept


def _on_wall(
    line: FloatArray, walls: FacadeTable, wall: int
) -> tuple[float, tuple[float, float]]:
    """How far a line is off a wall, and its span along it, from the left."""
    start, length = walls.start[wall], float(walls.length[wall])
    along = (walls.end[wall] - start) / length
    at = np.clip((line - start) @ along, 0.0, length)
    off = np.hypot(*(line - start - at[:, None] * along).T)
    if at.max() - at.min() <= SAME_PLACE:
        return float("inf"), (0.0, 0.0)
    return float(off.max()), (float(at.min()), float(at.max()))


def _once(placed: list[_Placed], remarks: Remarks) -> list[_Placed]:
    """Windows without lines that repeat another at the same elevation."""
    kept: list[_Placed] = []
    on_wall: dict[int, list[_Placed]] = defaultdict(list)
    for one in placed:
        again = any(
            max(abs(a - b) for a, b in zip(one.span, other.span, strict=True))
            <= SAME_PLACE
            and one.window.z == other.window.z
            and one.window.attributes == other.window.attributes
            for other in on_wall[one.wall]
        )
        if again:
            _say("WINDOW-LINES-MERGED", one.window, remarks)
        else:
            kept.append(one)
            on_wall[one.wall].append(one)
    return kept


def _say_off(
    off: list[DrawnWindow], kept: list[_Placed], walls: FacadeTable, remarks: Remarks
) -> None:
    """Remark on windows off every wall, further lines of a window apart."""
    strips = [
        shapely.LineString([one.left, one.right]).buffer(
            FURTHER_LINES, cap_style="flat"
        ).buffer(SAME_PLACE)
        for one in kept
    ]  # fmt: skip
    tree = shapely.STRtree(strips)
    for window in off:
        lines = shapely.MultiLineString(list(window.lines))
        further = bool(strips) and len(tree.query(lines, predicate="covered_by")) > 0
        _say(
            "WINDOW-LINES-MERGED" if further else "WINDOW-OFF-OUTLINES", window, remarks
        )


def _say(code: str, window: DrawnWindow, remarks: Remarks, found: str = "") -> None:
    """Remark on a window."""
    remarks.add(
        code,
        name=window.handle,
        element=window.handle,
        where=f"layer {window.layer}",
        found=found or window.layer,
    )


def _numbered(placed: list[_Placed]) -> list[tuple[str, _Placed]]:
    """Windows with their number in the building, from the left of each wall."""
    ordered = sorted(placed, key=lambda p: (p.building, p.octant, p.wall, p.span[0]))
    counts: Counter[tuple[int, int]] = Counter()
    names: Counter[tuple[int, str]] = Counter()
    out = []
    for one in ordered:
        own = _first(one.window.attributes, _NUMBER_TAGS)
        names[(one.building, own)] += 1
        if own and names[(one.building, own)] == 1:
            out.append((own, one))
            continue
        counts[(one.building, one.octant)] += 1
        number = counts[(one.building, one.octant)]
        out.append((f"{OCTANTS[one.octant]}{number:02d}", one))
    return out


def _add_column(
    table: _Columns,
    one: _Placed,
    number: str,
    buildings: Sequence[Building],
    options: DxfOptions,
    remarks: Remarks,
) -> None:
    """Rows of one window, a floor each."""
    building = buildings[one.building]
    said = one.window.attributes
    sill = _metres(_first(said, _SILL_TAGS))
    level = _metres(_first(said, _LEVEL_TAGS))
    floors = floors_of(_first(said, _FLOOR_TAGS))
    drawn = not floors and _is_above(one.window.z, building)
    complete = bool(floors) and sill is not None
    height = options.storey_height
    if drawn:
        above = one.window.z - building.zero_level
        floors = [int(above // height) + 1]
        sill = above - (floors[0] - 1) * height
    elif not floors:
        floors = floors_of(options.window_floors) or _all_floors(
            building, height, options.window_sill if sill is None else sill
        )
    known = complete and (floors == [1] or (level is not None and len(floors) == 1))
    for floor in floors:
        own = level if level is not None and len(floors) == 1 else (floor - 1) * height
        table.add(
            id=f"{building.id}-{floor}-{number}",
            building=one.building,
            floor=floor,
            floor_level=own,
            sill_height=options.window_sill if sill is None else sill,
            left=one.left,
            right=one.right,
            assumed=not known,
            element=one.window.handle,
        )
    table.offsets.append(table.offsets[-1] + len(floors))
    if not floors:
        table.offsets.pop()
        _say("WINDOW-OFF-OUTLINES", one.window, remarks)
    elif not known:
        _say(
            "WINDOWS-ASSUMED", one.window, remarks,
            f"{height:g} m, {options.window_sill:g} m",
        )  # fmt: skip


def _is_above(z: float, building: Building) -> bool:
    """Whether a window is drawn at an elevation of its own, not at the foot."""
    return building.zero_level + 0.05 < z < building.top


def _all_floors(building: Building, height: float, sill: float) -> list[int]:
    """Every floor of a building whose sill is below the top."""
    top = building.parts[0].top - building.zero_level
    most = int((top - sill) / height + 1e-9) + 1 if top > sill else 0
    count = min(building.storeys or most, most, MOST_FLOORS)
    return list(range(1, count + 1))


def floors_of(text: str) -> list[int]:
    """Floors that a text names (楼层), from 1; empty if none.

    Examples
    --------
    >>> floors_of("1-3、5层")
    [1, 2, 3, 5]
    """
    floors: set[int] = set()
    for first, last in _RANGE.findall(text):
        low, high = int(first), int(last or first)
        floors.update(range(max(low, 1), min(high, MOST_FLOORS) + 1))
    return sorted(floors)


def _first(attributes: Mapping[str, str], tags: Sequence[str]) -> str:
    """First attribute of these tags that says anything."""
    return next((v for tag in tags if (v := attributes.get(tag, "").strip())), "")


def _metres(text: str) -> float | None:
    """Length that an attribute says, also in millimetres. [m]"""  # noqa: D400
    found = _FIGURE.search(text)
    if found is None:
        return None
    value = float(found[0])
    return value / 1000.0 if abs(value) > MILLIMETRES_FROM else value
