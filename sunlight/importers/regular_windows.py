"""Regular windows on buildings of which only the body is known (均布窗)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, NoReturn

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

from sunlight.errors import GeometryError, InputError
from sunlight.importers.mesh_rows import RowPlan, mesh_rows
from sunlight.importers.window_columns import (
    WindowColumns,
    columns_of_mesh,
    join_columns,
)
from sunlight.kinds import PartKind
from sunlight.model.facade_table import FacadeTable, facade_table
from sunlight.model.project import Building, Part, Project
from sunlight.model.tables import Windows

__all__ = ["MOST_WINDOWS", "buildings_without_windows", "lay_regular_windows"]

MOST_WINDOWS: Final = 5_000_000
"""More windows than this in one call are taken for a slip of the pen.

A city district of 100,000 buildings stays below it."""

WHOLE_NUMBER_NOISE: Final = 1e-6
"""A length short of a whole number of spacings or storeys by this share has them all.

Heights such as 5 × 3.6 m are not exact in binary; projected walls have 1e-9 m noise."""


def lay_regular_windows(
    project: Project,
    *,
    spacing: float = 3.6,
    width: float = 1.5,
    storey_height: float = 3.0,
    sill_height: float = 0.9,
    buildings: Iterable[str] | None = None,
) -> Project:
    """Project with a row of equal windows on every façade and storey (均布窗).

    For neighbourhoods known only as outlines with heights, or as meshes. A façade, of
    the exterior or of a courtyard, gets as many windows a storey as whole spacings fit
    in it, centred; one shorter than the spacing gets none. A wall hidden by a touching
    neighbour gets its windows too: they lie in the neighbour's wall and receive no sun.
    The n-th storey has its floor at ``(n - 1) * storey_height`` above ±0.00. There are
    as many storeys as the building says, or else as whole storey heights fit under its
    top; a part that starts higher, such as a tower on a podium, starts with the first
    storey that lies on it or above, and no sill lies above the top of its part.

    The façades of a body that is a mesh are its vertical faces, plane by plane. A
    window stands only where its whole sill lies on such a face, half a metre of wall is
    above it, and no other part of the building stands against it; so gables, wings of
    different heights and walls between two parts get what is left free of them.

    The windows are marked as assumed and belong to no room, so they are measured and
    never judged. They are numbered ``building-floor-octant and sequence``, such as
    ``3#-5-S02``; the sequence runs from the left as seen from outside and goes on over
    the façades of one octant in the order of part, ring and edge, so that windows above
    each other differ in the storey only. They are added to those the project has.

    Parameters
    ----------
    project : Project
        Buildings with prisms as bodies, or meshes with an outline beside them.
    spacing : float
        Distance between the middles of neighbouring windows. [m]
    width : float
        Width of each window. [m]
    storey_height : float
        Floor to floor. [m]
    sill_height : float
        Sill above the floor. [m]
    buildings : iterable of str, optional
        Ids of the buildings to lay windows on; by default all. Those of
        :func:`buildings_without_windows` leave alone what has windows already.

    Returns
    -------
    Project
        The same with more windows, column by column, floor over floor.

    Raises
    ------
    InputError
        If a length is unusable, an id unknown, a level of ±0.00 missing, a window
        number already taken, or there would be more than :data:`MOST_WINDOWS`.
    GeometryError
        If the body of a building is a mesh without an outline.

    Notes
    -----
    Source: none of the regulation's; 3.6 m is a common bay of Chinese housing.
    """
    _check_lengths(spacing, width, storey_height, sill_height)
    chosen = _chosen(project.buildings, buildings)
    bodies = _bodies(project.buildings, chosen)
    walls = facade_table(bodies.polygons)
    lowest, storeys = _storeys(project.buildings, bodies, storey_height, sill_height)
    per_row = np.floor(walls.length / spacing + WHOLE_NUMBER_NOISE).astype(np.int64)
    per_row[storeys[walls.polygon] == 0] = 0
    total = int((per_row * storeys[walls.polygon]).sum())
    if total > MOST_WINDOWS:
        _refuse_number(total, spacing, storey_height)
    prisms = _lay(
        walls, per_row, bodies, lowest, storeys, spacing, width, storey_height
    )
    plan = RowPlan(
        spacing=spacing,
        width=width,
        storey_height=storey_height,
        sill_height=sill_height,
        noise=WHOLE_NUMBER_NOISE,
    )
    columns = _with_meshes(prisms, project.buildings, chosen, plan)
    laid = columns.windows(project.buildings, storey_height, sill_height)
    return replace(project, windows=_joined(project.windows, laid))


def buildings_without_windows(project: Project) -> list[str]:
    """Ids of the buildings that have no window (无窗建筑).

    Parameters
    ----------
    project : Project
        The project.

    Returns
    -------
    list of str
        In the order of the project.
    """
    have = set(project.windows.building.tolist())
    return [b.id for i, b in enumerate(project.buildings) if i not in have]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Bodies:
    """Body prisms of the chosen buildings, their outlines and buildings, (n,) each."""

    parts: list[Part]
    polygons: list[Polygon]
    building: NDArray[np.int64]


def _lay(
    walls: FacadeTable,
    per_row: NDArray[np.int64],
    bodies: _Bodies,
    lowest: NDArray[np.int64],
    storeys: NDArray[np.int64],
    spacing: float,
    width: float,
    storey_height: float,
) -> WindowColumns:
    """Columns of windows on the walls, in the order of the walls and from the left."""
    wall = np.repeat(np.arange(len(walls)), per_row)
    place = np.arange(len(wall)) - (np.cumsum(per_row) - per_row)[wall]
    margin = (walls.length - per_row * spacing)[wall] / 2.0
    at = margin + (place + 0.5) * spacing - width / 2.0
    along = ((walls.end - walls.start) / walls.length[:, None])[wall]
    left = walls.start[wall] + at[:, None] * along
    body = walls.polygon[wall]
    count = storeys[body]
    column = np.repeat(np.arange(len(body)), count)
    offsets = np.concatenate([[0], np.cumsum(count)])
    return WindowColumns(
        left=left,
        right=left + width * along,
        building=bodies.building[body],
        octant=walls.octant[wall],
        offsets=offsets,
        floor=lowest[body][column] + np.arange(len(column)) - offsets[column],
    )


def _with_meshes(
    prisms: WindowColumns,
    buildings: tuple[Building, ...],
    chosen: list[int],
    plan: RowPlan,
) -> WindowColumns:
    """Columns of prisms, then those of meshes."""
    tables, total = [prisms], len(prisms.floor)
    for i in chosen:
        meshes = [p for p in buildings[i].parts if _is_mesh_body(p)]
        if meshes:
            rows = mesh_rows(buildings[i], meshes, plan)
            tables.append(columns_of_mesh(rows, i))
            total += len(tables[-1].floor)
        if total > MOST_WINDOWS:
            _refuse_number(total, plan.spacing, plan.storey_height)
    return join_columns(tables)


def _is_mesh_body(part: Part) -> bool:
    """Whether a part is a body given as a mesh."""
    return part.kind is PartKind.BODY and part.vertices is not None


def _storeys(
    buildings: tuple[Building, ...],
    bodies: _Bodies,
    storey_height: float,
    sill_height: float,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Lowest storey and number of storeys of each body, (n,) and (n,)."""
    zero = np.array([buildings[b].zero_level for b in bodies.building], dtype=float)
    said = np.array([buildings[b].storeys for b in bodies.building], dtype=np.int64)
    base = np.array([part.base for part in bodies.parts], dtype=float) - zero
    top = np.array([part.top for part in bodies.parts], dtype=float) - zero
    noise = WHOLE_NUMBER_NOISE
    lowest = np.maximum(np.ceil(base / storey_height - noise), 0.0) + 1.0
    whole = np.floor(top / storey_height + noise)
    below_top = np.floor((top - sill_height) / storey_height - noise) + 1.0
    highest = np.where(said > 0, np.minimum(said, below_top), whole)
    count = np.maximum(highest - lowest + 1.0, 0.0)
    return lowest.astype(np.int64), count.astype(np.int64)


def _bodies(buildings: tuple[Building, ...], chosen: list[int]) -> _Bodies:
    """Bodies of the chosen buildings."""
    parts: list[Part] = []
    polygons: list[Polygon] = []
    owner: list[int] = []
    for i in chosen:
        building = buildings[i]
        if not np.isfinite(building.zero_level):
            raise InputError(
                f"building {building.id!r} has no level of ±0.00, which the floors are "
                "counted from; give it, or choose other buildings",
                where=f"buildings[{i}].zero_level",
                value=building.zero_level,
            )
        for part in building.parts:
            if part.kind is not PartKind.BODY:
                continue
            if _is_mesh_body(part) and part.polygon is not None:
                continue  # its windows lie on the faces themselves
            if part.polygon is None:
                raise GeometryError(
                    f"the body of building {building.id!r} is a mesh and has no "
                    "outline to lay windows on; draw its windows, or choose other "
                    "buildings",
                    object_id=building.id,
                    where=f"buildings[{i}]",
                )
            parts.append(part)
            polygons.append(part.polygon)
            owner.append(i)
    return _Bodies(
        parts=parts,
        polygons=polygons,
        building=np.array(owner, dtype=np.int64),
    )


def _chosen(buildings: tuple[Building, ...], ids: Iterable[str] | None) -> list[int]:
    """Positions of the chosen buildings, in the order of the project."""
    if ids is None:
        return list(range(len(buildings)))
    wanted = [ids] if isinstance(ids, str) else list(ids)
    index = {b.id: i for i, b in enumerate(buildings)}
    unknown = [i for i in wanted if i not in index]
    if unknown:
        raise InputError(
            f"the project has no building {unknown[0]!r}; it has "
            f"{', '.join(list(index)[:10])}{' ...' if len(index) > 10 else ''}",
            where="buildings",
            value=unknown[0],
        )
    return sorted({index[i] for i in wanted})


def _refuse_number(total: int, spacing: float, storey_height: float) -> NoReturn:
    """Refuse more windows than anybody means."""
    raise InputError(
        f"a window every {spacing:g} m and storeys of {storey_height:g} m would "
        f"make {total:,} windows; allowed are {MOST_WINDOWS:,}: widen the spacing, "
        "choose some buildings, or check that lengths are in metres",
        where="spacing",
        value=spacing,
    )


def _check_lengths(
    spacing: float, width: float, storey_height: float, sill_height: float
) -> None:
    """Refuse lengths that lay no sensible window."""
    for where, value, allowed, ok in (
        ("spacing", spacing, "above 0 m", 0.0 < spacing < np.inf),
        ("width", width, f"above 0 m, at most {spacing:g} m", 0.0 < width <= spacing),
        ("storey_height", storey_height, "above 0 m", 0.0 < storey_height < np.inf),
        (
            "sill_height",
            sill_height,
            f"at least 0 m, below {storey_height:g} m",
            0.0 <= sill_height < storey_height,
        ),
    ):
        if not ok:
            raise InputError(
                f"must be {allowed}, got {value}", where=where, value=value
            )


def _joined(first: Windows, second: Windows) -> Windows:
    """Rows of both tables; a number used twice is refused."""
    taken = set(first.id.tolist()).intersection(second.id.tolist())
    if taken:
        raise InputError(
            f"{len(taken)} window numbers are taken already, such as {min(taken)!r}; "
            "choose the buildings that have no windows",
            where="buildings",
            value=min(taken),
        )
    both = {
        name: np.concatenate([getattr(first, name), getattr(second, name)])
        for name in (
            "id", "building", "floor", "floor_level", "sill_height",
            "left", "right", "room", "assumed",
            "kind", "balcony", "projection", "at_front", "element",
        )
    }  # fmt: skip
    offsets = np.concatenate(
        [first.column_offsets, second.column_offsets[1:] + len(first)]
    )
    return Windows(column_offsets=offsets, **both)
