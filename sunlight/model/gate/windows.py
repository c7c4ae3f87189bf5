"""Gate on windows: heights, widths, copies, and the wall they lie on (窗检查)."""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.findings import Finding
from sunlight.kinds import NOT_OBSTRUCTING_PARTS
from sunlight.model.concerned import concerned_windows
from sunlight.model.facade_table import facade_table
from sunlight.model.facades import FACING_COSINE
from sunlight.model.gate.columns import (
    Columns,
    columns_of,
    expanded,
    portions,
    sill_elevations,
)
from sunlight.model.gate.texts import gate_findings_about
from sunlight.model.project import Project
from sunlight.tolerances import WALL_SNAP_DISTANCE

__all__ = ["check_window_places"]

HIGHEST_SILL: Final = 3.0
"""Sills higher above their floor are roof lights, or storeys mistaken. [m]"""

WIDEST_WINDOW: Final = 12.0
"""Wider than any room to live in; a slip of the pen or of the unit. [m]"""

LEVEL_SLACK: Final = 0.01
"""Sills this much below ground or wall are drawn to the nearest centimetre. [m]"""

BESIDE: Final = 0.02
"""Sills farther apart in plan lie on different walls. [m]"""

SHARED_LENGTH: Final = 0.05
"""Neighbouring sills that share more than this overlap. [m]"""

SHARED_HEIGHT: Final = 0.5
"""Sills nearer above each other than this are of windows that overlap. [m]"""

SAME_WAY: Final = 0.99
"""Cosine of the angle between sills on one wall."""


def check_window_places(project: Project) -> tuple[Finding, ...]:
    """Check heights, widths and copies of windows (窗检查).

    Parameters
    ----------
    project : Project
        The project.

    Returns
    -------
    tuple of Finding
        One a kind.
    """
    windows, buildings = project.windows, project.buildings
    if len(windows) == 0 or not buildings:
        return ()
    columns = columns_of(windows)
    level = sill_elevations(project)
    ground = np.array([b.outdoor_ground for b in buildings])[windows.building]
    top = np.array([max((p.top for p in b.parts), default=np.nan) for b in buildings])
    below = ground - level
    foot, head = _wall_heights(project, columns)
    above_wall = level - head[columns.of_window]
    under_wall = foot[columns.of_window] - level
    above = (above_wall >= 0.0) & (level < top[windows.building])
    under = (under_wall > LEVEL_SLACK) & (below <= LEVEL_SLACK)
    _, number, times = np.unique(
        windows.id.astype(str), return_inverse=True, return_counts=True
    )
    width = columns.width[columns.of_window]
    found: tuple[tuple[str, NDArray[np.bool_], NDArray[np.float64] | None], ...] = (
        ("WINDOW-ID-DUPLICATE", times[number] > 1, None),
        ("WINDOW-ABOVE-WALL", above, above_wall),
        ("WINDOW-UNDER-WALL", under, under_wall),
        ("WINDOW-BELOW-GROUND", below > LEVEL_SLACK, below),
        ("SILL-HIGH", windows.sill_height > HIGHEST_SILL, windows.sill_height),
        ("WINDOW-TOO-WIDE", width > WIDEST_WINDOW, width),
        ("WINDOWS-OVERLAPPING", _overlapping(columns, level), None),
    )
    return tuple(
        finding
        for code, wrong, sizes in found
        for finding in gate_findings_about(
            code, concerned_windows(project, wrong, sizes)
        )
    )


def _wall_heights(
    project: Project, columns: Columns
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Foot and head of the prism walls that each column lies on, (c,).

    -inf and inf where there is none, so that nothing is found there.
    """
    told = [
        (part, i)
        for i, building in enumerate(project.buildings)
        for part in building.parts
        if part.polygon is not None
        and part.vertices is None
        and part.kind not in NOT_OBSTRUCTING_PARTS
    ]
    walls = facade_table([part.polygon for part, _ in told if part.polygon is not None])
    owner = np.array([i for _, i in told], dtype=np.int64)[walls.polygon]
    base = np.array([p.base for p, _ in told], dtype=np.float64)[walls.polygon]
    top = np.array([p.top for p, _ in told], dtype=np.float64)[walls.polygon]
    first = np.searchsorted(owner, columns.building)
    count = np.searchsorted(owner, columns.building, side="right") - first
    foot, head = np.full(len(columns), np.inf), np.full(len(columns), -np.inf)
    for some in portions(count):
        row, wall = expanded(first[some], count[some])
        column = some[row]
        normal = walls.normal[wall]
        facing = np.einsum("ij,ij->i", columns.outward[column], normal)
        on = facing >= FACING_COSINE
        for end in (columns.left, columns.right):
            reach = end[column] - walls.start[wall]
            along = reach[:, 1] * normal[:, 0] - reach[:, 0] * normal[:, 1]
            beyond = along - np.clip(along, 0.0, walls.length[wall])
            off = np.einsum("ij,ij->i", reach, normal)
            on &= np.hypot(off, beyond) <= WALL_SNAP_DISTANCE
        np.minimum.at(foot, column[on], base[wall[on]])
        np.maximum.at(head, column[on], top[wall[on]])
    bare = ~np.isfinite(head)
    return np.where(bare, -np.inf, foot), np.where(bare, np.inf, head)


def _overlapping(columns: Columns, level: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Windows that lie on others of their building, (w,); of each two the second."""
    copied = np.zeros(len(level), dtype=np.bool_)
    order = np.lexsort((level, columns.of_window))
    close = np.diff(level[order]) < SHARED_HEIGHT
    close &= np.diff(columns.of_window[order]) == 0
    copied[order[1:][close]] = True
    for one, other in _columns_over_each_other(columns):
        rows = slice(columns.offsets[one], columns.offsets[one + 1])
        others = slice(columns.offsets[other], columns.offsets[other + 1])
        apart = np.abs(level[rows][:, None] - level[others])
        copied[others] |= (apart < SHARED_HEIGHT).any(axis=0)
    return copied


def _columns_over_each_other(columns: Columns) -> list[tuple[int, int]]:
    """Pairs of columns on one wall that share part of their width."""
    real = np.flatnonzero(columns.real)
    sills = shapely.linestrings(
        np.stack([columns.left[real], columns.right[real]], axis=1)
    )
    tree = shapely.STRtree(np.asarray(sills, dtype=object))
    one, other = tree.query(sills, predicate="dwithin", distance=BESIDE)
    one, other = real[one], real[other]
    pairs = (one < other) & (columns.building[one] == columns.building[other])
    one, other = one[pairs], other[pairs]
    along = columns.along[one]
    ends = np.stack(
        [
            np.einsum("ij,ij->i", end[other] - columns.left[one], along)
            for end in (columns.left, columns.right)
        ]
    )
    shared = np.minimum(ends.max(axis=0), columns.width[one])
    shared -= np.maximum(ends.min(axis=0), 0.0)
    same = np.einsum("ij,ij->i", along, columns.along[other]) > SAME_WAY
    same &= shared > SHARED_LENGTH
    return list(zip(one[same].tolist(), other[same].tolist(), strict=True))
