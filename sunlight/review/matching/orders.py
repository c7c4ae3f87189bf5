"""Orders in which a report may number the windows of a building (窗位编号次序).

Either round the building from one of its corners, or side by side; over all windows,
those of habitable rooms or those that are analysed, on all sides or some. Every order
is a rule for the whole building, never for a storey alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, permutations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.review.matching.columns import SIDES, BuildingColumns

__all__ = ["MOST_STARTS", "Order", "any_start_orders", "orders", "side_sets"]

MOST_STARTS: Final = 200
"""Columns up to which a numbering may start at any of them."""

Rule = tuple[str, str, str]
"""Which windows, on which sides, in which order: comparable between buildings."""

_PLAIN: Final = (
    "ltr",
    "rtl",
    "west_east",
    "north_south",
    "east_west",
    "south_north",
)
"""Ways along a side: from left to right seen from outside and back; in plan, whichever
the side, from west to east or back and from north to south or back; the first is the
usual one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Order:
    """One order of columns (一种编号次序).

    Parameters
    ----------
    columns : (k,) ndarray of int64
        Columns of the building in that order.
    names : frozenset of str
        Rules that lead to it.
    """

    columns: NDArray[np.int64]
    names: frozenset[str]


def side_sets() -> tuple[str, ...]:
    """Sets of sides that a table may be confined to, all of them first (立面组合).

    Those with the south side stand before the others: it is the usual main side.
    """
    found = [
        "".join(sides) for size in (4, 3, 2, 1) for sides in combinations(SIDES, size)
    ]
    return tuple(sorted(found, key=lambda s: (len(s) < 4, "S" not in s)))


def orders(
    columns: BuildingColumns,
    chosen: NDArray[np.int64],
    *,
    groups: Mapping[str, int] | None = None,
) -> tuple[Order, ...]:
    """Orders of some columns of a building, each once, the usual ones first (次序).

    Parameters
    ----------
    columns : BuildingColumns
        Columns of the building.
    chosen : (k,) ndarray of int64
        Those that are numbered.
    groups : mapping of str to int, optional
        Sides in the order of the groups of numbers, where each side is numbered on its
        own; the value is how many columns each must have.
    """
    found: dict[bytes, tuple[NDArray[np.int64], set[str]]] = {}
    pairs = (
        _grouped(columns, chosen, groups)
        if groups is not None
        else _ungrouped(columns, chosen)
    )
    for name, order in pairs:
        entry = found.setdefault(order.tobytes(), (order, set()))
        entry[1].add(name)
    return tuple(
        Order(columns=order, names=frozenset(names)) for order, names in found.values()
    )


def _along(
    columns: BuildingColumns, chosen: NDArray[np.int64], side: int, way: str
) -> NDArray[np.int64]:
    """Columns of one side in one way."""
    mine = chosen[columns.side[chosen] == side]
    place = columns.along[mine]
    x, y = columns.middle[mine].T
    if way == "rtl":
        place = -place
    elif way == "west_east":
        place = x if SIDES[side] in "NS" else y
    elif way == "north_south":
        place = x if SIDES[side] in "NS" else -y
    elif way == "east_west":
        place = -x if SIDES[side] in "NS" else -y
    elif way == "south_north":
        place = -x if SIDES[side] in "NS" else y
    order: NDArray[np.int64] = mine[np.argsort(place, kind="stable")]
    return order


def _grouped(
    columns: BuildingColumns, chosen: NDArray[np.int64], groups: Mapping[str, int]
) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Each side on its own, all in the same way."""
    for way in _PLAIN:
        parts = [_along(columns, chosen, SIDES.index(s), way) for s in groups]
        if all(len(p) == n for p, n in zip(parts, groups.values(), strict=True)):
            yield f"sides:{way}", np.concatenate(parts)


@cache
def _side_orders() -> tuple[tuple[int, ...], ...]:
    """Orders of the sides; from the south first."""
    usual = [(2, 1, 0, 3), (2, 0, 1, 3), (2, 0, 3, 1)]
    return tuple(usual + [p for p in permutations(range(4)) if p not in usual])


def _ungrouped(
    columns: BuildingColumns, chosen: NDArray[np.int64]
) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Side by side, then round the building from a corner."""
    for way in _PLAIN:
        parts = [_along(columns, chosen, side, way) for side in range(4)]
        for sides in _side_orders():
            told = "".join(SIDES[s] for s in sides)
            yield f"{told}:{way}", np.concatenate([parts[s] for s in sides])
    for told, ring in _rings(columns, chosen):
        sides_round = columns.side[ring]
        starts = np.flatnonzero(sides_round != np.roll(sides_round, 1))
        for way in ("ccw", "cw"):
            for side in range(4):
                at = _start(sides_round, starts, side, clockwise=way == "cw")
                round_trip = np.roll(ring, -at)
                if way == "ccw":
                    round_trip = np.roll(ring, -at)[::-1]
                yield f"{told}:{way}:{SIDES[side]}", round_trip


def _start(
    sides: NDArray[np.int8], starts: NDArray[np.int64], side: int, *, clockwise: bool
) -> int:
    """Where a round trip that begins with a side has its first column, clockwise.

    For the other way round it is where the trip ends, that is one behind its first.
    """
    if not len(starts):
        return 0
    for step in range(4):
        wanted = (side + step) % 4 if clockwise else (side - step) % 4
        runs = [int(s) for s in starts if sides[s] == wanted]
        if not runs:
            continue
        first = runs[0]
        if len(runs) > 1:  # the run behind the longest gap
            first = _main_run(sides, starts, runs)
        if clockwise:
            return first
        after = [int(s) for s in starts if s > first]
        return after[0] if after else int(starts[0])
    return 0


def _main_run(
    sides: NDArray[np.int8], starts: NDArray[np.int64], runs: list[int]
) -> int:
    """The longest run of a side, the first of equal ones."""
    ends = {int(s): int(starts[(k + 1) % len(starts)]) for k, s in enumerate(starts)}
    return max(runs, key=lambda s: ((ends[s] - s) % len(sides), -s))


def _rings(
    columns: BuildingColumns, chosen: NDArray[np.int64]
) -> list[tuple[str, NDArray[np.int64]]]:
    """Columns clockwise, by their sides, and by the outline where that differs."""
    by_side = np.concatenate([_along(columns, chosen, s, "rtl") for s in range(4)])
    rings = [("round", by_side)]
    place = columns.ring[chosen]
    if len(chosen) and np.isfinite(place).all():
        outline = chosen[np.argsort(place, kind="stable")]
        at = int(np.flatnonzero(outline == by_side[0])[0])
        outline = np.roll(outline, -at)
        if not np.array_equal(outline, by_side):
            rings.append(("outline", outline))
    return rings


def any_start_orders(
    columns: BuildingColumns, chosen: NDArray[np.int64]
) -> tuple[Order, ...]:
    """Orders round the building that start anywhere (任意起点).

    Parameters
    ----------
    columns : BuildingColumns
        Columns of the building.
    chosen : (k,) ndarray of int64
        Those that are numbered; none are returned for more than `MOST_STARTS`, or
        where all stand on one side.
    """
    several = len(np.unique(columns.side[chosen])) > 1
    if not several or len(chosen) > MOST_STARTS:
        return ()
    found: dict[bytes, Order] = {}
    for told, ring in _rings(columns, chosen):
        for at in range(len(ring)):
            for way, order in (
                ("cw", np.roll(ring, -at)),
                ("ccw", np.roll(ring, -at)[::-1]),
            ):
                name = frozenset({f"{told}:{way}:@{at}"})
                found.setdefault(order.tobytes(), Order(columns=order, names=name))
    return tuple(found.values())
