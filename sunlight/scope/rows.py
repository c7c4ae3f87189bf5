"""One step of the row extension (逐排外延, 规程五(三)): what a row is, which is next.

The regulation does not say what a row is; :mod:`sunlight.scope.row_layout` does, and:

- Only *receivers* make rows: offices and sheds between two rows of dwellings are passed
  over, neither stopping the extension nor joining.
- The *northernmost rows* are the analysed receivers with no analysed one behind. They
  are looked at everywhere along the edge of the scope, not only where that lies
  farthest north. Those abreast and no more than ``neighbour_gap`` apart are one row.
- The *next row* of a row that calls: of the receivers that are not yet analysed, share
  some of the row's whole width, stand behind all members they face (behind all members,
  if only a gap faces them), and lie within ``reach_factor`` heights of a new building,
  the southernmost and all abreast with it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree

from sunlight.errors import InputError
from sunlight.scope.reach import reach_distance
from sunlight.scope.reasons import row_reason
from sunlight.scope.records import (
    ReasonCode,
    RowStep,
    Scope,
    ScopeEntry,
    ScopeReason,
    ScopeRole,
    ScopeSector,
    TopFloorImpact,
)
from sunlight.scope.row_layout import (
    abreast,
    facing,
    farther_north,
    neighbours,
    row_extents,
)
from sunlight.scope.sectors import sector, sector_radius, sector_source
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["boundary_rows", "next_row"]

_STANDING: Final = frozenset(
    {
        ScopeRole.ANALYSED,
        ScopeRole.OVERLAY,
        ScopeRole.OUTSIDE,
        ScopeRole.UNDETERMINED,
    }
)
"""Roles of buildings that stand or are approved and stay."""


def boundary_rows(scope: Scope) -> tuple[tuple[str, ...], ...]:
    """Northernmost rows of analysed receivers, whose top floors decide (最北排).

    Parameters
    ----------
    scope : Scope
        As it stands.

    Returns
    -------
    tuple of tuple of str
        Ids row by row, each from west to east.
    """
    return tuple(
        tuple(scope.entries[i].id for i in row)
        for row in _boundary(scope, row_extents(scope))
    )


def next_row(scope: Scope, impacts: Mapping[str, TopFloorImpact]) -> Scope | None:
    """Scope with the next row added, None where no row is to be added (外延一排).

    A row calls for the next one if, in one of its buildings, a unit of the top floor
    fails and the project takes sun from it. Overlay buildings are looked for again:
    those whose own sector reaches an added building join. Nothing is computed here but
    geometry; the caller analyses what was added and asks again, until None: there is
    then no row that calls, or no building behind it.

    Parameters
    ----------
    scope : Scope
        As it stands.
    impacts : mapping of str to TopFloorImpact
        By building id; of all buildings in :func:`boundary_rows` at least.

    Returns
    -------
    Scope or None
        The larger scope, with one more step.

    Raises
    ------
    InputError
        If an impact is missing, or given for a building that is not there.

    Notes
    -----
    Source: 规程五(三); reading chosen: see the module.
    """
    extents = row_extents(scope)
    rows = _boundary(scope, extents)
    _check_impacts(scope, impacts, [i for row in rows for i in row])
    number = len(scope.steps) + 1
    because: dict[int, list[str]] = {}
    for row in rows:
        calling = [
            scope.entries[i].id for i in row if _calls(impacts[scope.entries[i].id])
        ]
        if calling:
            for j in _behind_row(scope, extents, row):
                because.setdefault(j, []).extend(calling)
    if not because:
        return None
    added = sorted(because)
    entries = list(scope.entries)
    for j in added:
        reasons = [
            row_reason(
                ReasonCode.ROW_ADDED, by, number, reach=math.nan, radius=math.nan
            )
            for by in because[j]
        ]
        entries[j] = replace(
            entries[j],
            role=ScopeRole.ANALYSED,
            row_step=number,
            reasons=(*entries[j].reasons, *reasons),
        )
    step = RowStep(
        number=number,
        because=tuple(dict.fromkeys(by for j in added for by in because[j])),
        added=tuple(entries[j].id for j in added),
    )
    return _with_overlay(
        replace(scope, entries=tuple(entries), steps=(*scope.steps, step)), added
    )


def _calls(impact: TopFloorImpact) -> bool:
    """Whether a building calls for the row behind it."""
    return impact.fails and impact.affected_by_project


def _check_impacts(
    scope: Scope, impacts: Mapping[str, TopFloorImpact], needed: Sequence[int]
) -> None:
    """Refuse missing impacts and unknown ids."""
    known = {entry.id for entry in scope.entries}
    unknown = sorted(impacts.keys() - known)
    if unknown:
        raise InputError(
            f"no building has the id {', '.join(unknown)}; give impacts by the ids in "
            "scope.entries",
            where="impacts",
            value=unknown,
        )
    missing = [
        scope.entries[i].id for i in needed if scope.entries[i].id not in impacts
    ]
    if missing:
        raise InputError(
            f"the top floors of {', '.join(missing)} in the northernmost rows decide, "
            "and no impact is given for them; analyse them first",
            where="impacts",
            value=missing,
        )


def _boundary(
    scope: Scope, extents: NDArray[np.float64]
) -> tuple[NDArray[np.int64], ...]:
    """Northernmost rows as indices, each from west to east."""
    rule = scope.conditions.rows
    analysed = np.array(
        [
            entry.building
            for entry in scope.entries
            if entry.role is ScopeRole.ANALYSED and entry.receiver
        ],
        dtype=np.int64,
    )
    last = [
        int(i)
        for i in analysed
        if not (
            facing(extents, i, analysed) & farther_north(extents, i, analysed, rule)
        ).any()
    ]
    left = np.array(sorted(last, key=lambda i: extents[i, 0]), dtype=np.int64)
    rows = []
    while len(left):
        row, left = [int(left[0])], left[1:]
        for i in row:  # grows while it is walked through
            joining = neighbours(extents, i, left, rule)
            row.extend(left[joining].tolist())
            left = left[~joining]
        rows.append(np.array(sorted(row, key=lambda i: extents[i, 0]), dtype=np.int64))
    return tuple(rows)


def _behind_row(
    scope: Scope, extents: NDArray[np.float64], row: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Next row behind a row, in the order of the project; may be empty."""
    rule = scope.conditions.rows
    west, east = extents[row, 0].min(), extents[row, 2].max()
    candidates = np.array(
        [
            entry.building
            for entry in scope.entries
            if entry.receiver
            and entry.role is not ScopeRole.ANALYSED
            and min(extents[entry.building, 2], east)
            - max(extents[entry.building, 0], west)
            > CONTACT_DISTANCE
        ],
        dtype=np.int64,
    )
    faces = np.array([facing(extents, i, candidates) for i in row])
    only_gap = ~faces.any(axis=0)
    north = np.array([farther_north(extents, i, candidates, rule) for i in row])
    candidates = candidates[(north | ~(faces | only_gap)).all(axis=0)]
    from_south = candidates[np.argsort(extents[candidates, 1], kind="stable")]
    first = next((int(j) for j in from_south if _within_reach(scope, int(j))), None)
    if first is None:
        return np.zeros(0, dtype=np.int64)
    following = candidates[abreast(extents, first, candidates, rule)]
    return following[[_within_reach(scope, int(j)) for j in following]]


def _within_reach(scope: Scope, target: int) -> bool:
    """Whether a new building can matter to a building at all."""
    factor = scope.conditions.rows.reach_factor
    return any(
        reach_distance(
            sector_source(scope.footprints[cast.building], scope.conditions),
            scope.footprints[target],
            half_angle=scope.conditions.half_angle,
        )
        <= factor * cast.height + CONTACT_DISTANCE
        for cast in scope.sectors
    )


def _with_overlay(scope: Scope, added: Sequence[int]) -> Scope:
    """Scope with the buildings whose own sector reaches an added one."""
    tree = STRtree([scope.footprints[j] for j in added])
    entries = list(scope.entries)
    joining: list[ScopeSector] = []
    for i, entry in enumerate(entries):
        if (
            entry.role not in _STANDING
            or entry.overlay is not False
            or not entry.height > CONTACT_DISTANCE
        ):
            continue
        reasons = _reached_rows(scope, tree, added, i)
        if reasons:
            entries[i] = _as_overlay(entry, reasons)
            joining.append(
                ScopeSector(
                    building=i,
                    id=entry.id,
                    height=entry.height,
                    radius=sector_radius(entry.height, scope.conditions),
                    outline=sector(scope.footprints[i], entry.height, scope.conditions),
                )
            )
    return replace(
        scope,
        entries=tuple(entries),
        overlay_sectors=(*scope.overlay_sectors, *joining),
    )


def _as_overlay(entry: ScopeEntry, reasons: Sequence[ScopeReason]) -> ScopeEntry:
    """Entry of a building that has become an overlay building."""
    analysed = entry.role is ScopeRole.ANALYSED
    return replace(
        entry,
        role=ScopeRole.ANALYSED if analysed else ScopeRole.OVERLAY,
        overlay=True,
        reasons=(*entry.reasons, *reasons),
    )


def _reached_rows(
    scope: Scope, tree: STRtree, added: Sequence[int], i: int
) -> list[ScopeReason]:
    """Reasons why the sector of building i touches added ones other than itself."""
    conditions = scope.conditions
    radius = sector_radius(scope.entries[i].height, conditions)
    source = sector_source(scope.footprints[i], conditions)
    limit = radius + CONTACT_DISTANCE
    reasons = []
    for k in np.sort(tree.query(source, predicate="dwithin", distance=limit)):
        j = added[k]
        if j == i:
            continue
        reach = reach_distance(
            source, scope.footprints[j], half_angle=conditions.half_angle
        )
        if reach <= limit:
            reasons.append(
                row_reason(
                    ReasonCode.SECTOR_REACHES_ROW,
                    scope.entries[j].id,
                    len(scope.steps),
                    reach=reach,
                    radius=radius,
                )
            )
    return reasons
