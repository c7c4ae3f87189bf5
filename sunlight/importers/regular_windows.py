"""Regular windows on buildings of which only outline and height are known (均布窗)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

from sunlight.errors import GeometryError, InputError
from sunlight.kinds import PartKind
from sunlight.model.facade_table import OCTANTS, FacadeTable, facade_table
from sunlight.model.project import Building, Part, Project
from sunlight.model.tables import Windows

__all__ = ["MOST_WINDOWS", "lay_regular_windows"]

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

    For neighbourhoods known only as outlines with heights. A façade, of the exterior or
    of a courtyard, gets as many windows a storey as whole spacings fit in it, centred;
    one shorter than the spacing gets none. A wall hidden by a touching neighbour gets
    its windows too: they lie in the neighbour's wall and receive no sun. The n-th
    storey has its floor at ``(n - 1) * storey_height`` above ±0.00. There are as many
    storeys as the building says, or else as whole storey heights fit under its top; a
    part that starts higher, such as a tower on a podium, starts with the first storey
    that lies on it or above, and no sill lies above the top of its part.

    The windows are marked as assumed and belong to no room, so they are measured and
    never judged. They are numbered ``building-floor-octant and sequence``, such as
    ``3#-5-S02``; the sequence runs from the left as seen from outside and goes on over
    the façades of one octant in the order of part, ring and edge, so that windows above
    each other differ in the storey only. They are added to those the project has.

    Parameters
    ----------
    project : Project
        Buildings with prisms as bodies.
    spacing : float
        Distance between the middles of neighbouring windows. [m]
    width : float
        Width of each window. [m]
    storey_height : float
        Floor to floor. [m]
    sill_height : float
        Sill above the floor. [m]
    buildings : iterable of str, optional
        Ids of the buildings to lay windows on; by default all.

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
        If the body of a building is a mesh, which has no outline.

    Notes
    -----
    Source: none of the regulation's; 3.6 m is a common bay of Chinese housing.
    """
    _check_lengths(spacing, width, storey_height, sill_height)
    bodies = _bodies(project.buildings, _chosen(project.buildings, buildings))
    walls = facade_table(bodies.polygons)
    lowest, storeys = _storeys(project.buildings, bodies, storey_height, sill_height)
    per_row = np.floor(walls.length / spacing + WHOLE_NUMBER_NOISE).astype(np.int64)
    per_row[storeys[walls.polygon] == 0] = 0
    total = int((per_row * storeys[walls.polygon]).sum())
    if total > MOST_WINDOWS:
        raise InputError(
            f"a window every {spacing:g} m and storeys of {storey_height:g} m would "
            f"make {total:,} windows; allowed are {MOST_WINDOWS:,}: widen the spacing, "
            "choose some buildings, or check that lengths are in metres",
            where="spacing",
            value=spacing,
        )
    laid = _lay(
        walls, per_row, bodies, lowest, storeys, spacing, width, storey_height
    ).windows(project.buildings, storey_height, sill_height)
    return replace(project, windows=_joined(project.windows, laid))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Bodies:
    """Body prisms of the chosen buildings, their outlines and buildings, (n,) each."""

    parts: list[Part]
    polygons: list[Polygon]
    building: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Columns:
    """Columns of windows: place, building, name and storeys of each, (c, ...)."""

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    building: NDArray[np.int64]
    octant: NDArray[np.int64]
    sequence: NDArray[np.int64]
    lowest: NDArray[np.int64]
    storeys: NDArray[np.int64]

    def windows(
        self,
        buildings: tuple[Building, ...],
        storey_height: float,
        sill_height: float,
    ) -> Windows:
        """One row a storey."""
        column = np.repeat(np.arange(len(self.storeys)), self.storeys)
        offsets = np.concatenate([[0], np.cumsum(self.storeys)])
        floor = self.lowest[column] + np.arange(len(column)) - offsets[column]
        ids = [b.id for b in buildings]
        names = [
            (ids[b], f"{OCTANTS[o]}{s:02d}")
            for b, o, s in zip(
                self.building.tolist(),
                self.octant.tolist(),
                self.sequence.tolist(),
                strict=True,
            )
        ]
        numbers = np.array(
            [
                f"{names[c][0]}-{f}-{names[c][1]}"
                for c, f in zip(column.tolist(), floor.tolist(), strict=True)
            ],
            dtype=object,
        )
        return Windows(
            id=numbers,
            building=self.building[column].astype(np.int32),
            floor=floor.astype(np.int32),
            floor_level=(floor - 1) * storey_height,
            sill_height=np.full(len(column), sill_height),
            left=self.left[column],
            right=self.right[column],
            room=np.full(len(column), -1, dtype=np.int32),
            column_offsets=offsets,
            assumed=np.ones(len(column), dtype=bool),
        )


def _lay(
    walls: FacadeTable,
    per_row: NDArray[np.int64],
    bodies: _Bodies,
    lowest: NDArray[np.int64],
    storeys: NDArray[np.int64],
    spacing: float,
    width: float,
    storey_height: float,
) -> _Columns:
    """Columns of windows on the walls, in the order of the walls and from the left."""
    wall = np.repeat(np.arange(len(walls)), per_row)
    place = np.arange(len(wall)) - (np.cumsum(per_row) - per_row)[wall]
    margin = (walls.length - per_row * spacing)[wall] / 2.0
    at = margin + (place + 0.5) * spacing - width / 2.0
    along = ((walls.end - walls.start) / walls.length[:, None])[wall]
    left = walls.start[wall] + at[:, None] * along
    body = walls.polygon[wall]
    building, octant = bodies.building[body], walls.octant[wall]
    return _Columns(
        left=left,
        right=left + width * along,
        building=building,
        octant=octant,
        sequence=_running_number(building * len(OCTANTS) + octant),
        lowest=lowest[body],
        storeys=storeys[body],
    )


def _running_number(group: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rank of each row among the rows of its group, (n,), from 1."""
    order = np.argsort(group, kind="stable")
    ranked = group[order]
    number = np.empty(len(group), dtype=np.int64)
    number[order] = np.arange(len(group)) - np.searchsorted(ranked, ranked) + 1
    return number


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
