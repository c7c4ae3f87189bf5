"""Ways in which the printed windows of a building may be those of the model (候选对应).

A candidate is one rule for the whole building. Printed numbers that come again on every
storey are columns; else the windows of a storey are counted through.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.review.matching.columns import SIDES, BuildingColumns
from sunlight.review.matching.orders import (
    Order,
    any_start_orders,
    orders,
    side_sets,
)
from sunlight.review.matching.rows import PrintedWindows

__all__ = ["Candidate", "candidates"]

_LEAST_MATCHED: Final = 0.9
"""Share of the printed windows that a rule must find in the model."""
_LEAST_COVERED: Final = 0.8
"""Share of the windows of the rule, on the printed storeys, that must be printed."""
_RARE: Final = 1.0 / 3.0
"""Numbers on fewer of the storeys are taken for extra rows where a rule needs that."""
_MISFIT_MARGIN: Final = 1
_SIDE_WORDS: Final = {
    "s": "S", "南": "S", "n": "N", "北": "N", "e": "E", "东": "E", "w": "W", "西": "W",
}  # fmt: skip
_SIDE_TAIL: Final = "窗立面向侧墙朝c-"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidate:
    """One rule and where it puts the printed windows (一种候选对应).

    Parameters
    ----------
    windows : (e,) ndarray of int64
        Window of the model, -1 for none.
    names : frozenset of str
        Rules that lead to it.
    shown : str
        The usual one of them.
    misfit : int
        Printed windows that it does not find and windows of the rule not printed.
    """

    windows: NDArray[np.int64]
    names: frozenset[str]
    shown: str
    misfit: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Places:
    """Where the printed windows stand in a numbering."""

    group: NDArray[np.int64]
    rank: NDArray[np.int64]
    """In the storey and group."""
    position: NDArray[np.int64]
    """In the group, the same on every storey; -1 where rare."""
    number: NDArray[np.int64]
    sizes: tuple[int, ...]
    columns: bool
    """The numbers come again on every storey."""
    sides: tuple[str, ...]
    """Side of each group, where the numbers say it."""


def candidates(
    columns: BuildingColumns,
    printed: PrintedWindows,
    masks: Mapping[str, NDArray[np.bool_]],
    *,
    anywhere: bool = False,
) -> tuple[Candidate, ...]:
    """Rules that fit the counts of a building (候选对应), the usual ones first.

    Parameters
    ----------
    columns : BuildingColumns
        Columns of the building.
    printed : PrintedWindows
        Printed windows, all on storeys of the building.
    masks : mapping of str to (w,) ndarray of bool
        Windows that a report may be confined to, by name; the widest first.
    anywhere : bool
        Also numberings that start anywhere.
    """
    storey = np.searchsorted(columns.floors, printed.floor)
    used = np.unique(storey)
    found: dict[bytes, tuple[NDArray[np.int64], dict[str, None], int]] = {}
    ways = ((False, True), (False, False), (True, True), (True, False))
    for drop_rare, by_words in ways:
        places = _places(printed, drop_rare=drop_rare, by_words=by_words)
        if places is None:
            continue
        for told, grid, chosen in _subsets(columns, masks, used):
            for order in _orders(columns, chosen, places, anywhere=anywhere):
                for how, windows in _put(order, grid, places, storey, columns):
                    misfit = _misfit(windows, grid[:, used], len(printed))
                    if misfit < 0:
                        continue
                    names = [f"{t}/{how}/{n}" for t in told for n in order.names]
                    entry = found.setdefault(windows.tobytes(), (windows, {}, misfit))
                    entry[1].update(dict.fromkeys(sorted(names)))
        if found:
            break
    made = [
        Candidate(
            windows=windows,
            names=frozenset(names),
            shown=next(iter(names)),
            misfit=misfit,
        )
        for windows, names, misfit in found.values()
    ]
    best = min((c.misfit for c in made), default=0)
    return tuple(c for c in made if c.misfit <= best + _MISFIT_MARGIN)


def _misfit(windows: NDArray[np.int64], grid: NDArray[np.int64], printed: int) -> int:
    """Printed and not found, and to be printed and not; -1 where far too many."""
    matched = int((windows >= 0).sum())
    wanted = int((grid >= 0).sum())
    if matched < _LEAST_MATCHED * printed or matched < _LEAST_COVERED * wanted:
        return -1
    return printed - matched + wanted - matched


def _subsets(
    columns: BuildingColumns,
    masks: Mapping[str, NDArray[np.bool_]],
    used: NDArray[np.int64],
) -> Iterator[tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.int64]]]:
    """Windows that a table may be confined to: names, grid of them, their columns."""
    found: dict[bytes, tuple[list[str], NDArray[np.int64], NDArray[np.int64]]] = {}
    for name, mask in masks.items():
        on = mask[np.maximum(columns.grid, 0)] & (columns.grid >= 0)
        for sides in side_sets():
            codes = [SIDES.index(s) for s in sides]
            here = on & np.isin(columns.side, codes)[:, None]
            chosen = np.flatnonzero(here[:, used].any(axis=1))
            if not len(chosen):
                continue
            grid = np.where(here, columns.grid, -1)
            entry = found.setdefault(grid[:, used].tobytes(), ([], grid, chosen))
            entry[0].append(f"{name}:{sides}")
    for names, grid, chosen in found.values():
        yield tuple(names), grid, chosen


def _side_of(stem: str) -> str:
    """Side that a stem names, empty if none."""
    return _SIDE_WORDS.get(stem.strip(_SIDE_TAIL), "")


def _places(
    printed: PrintedWindows, *, drop_rare: bool, by_words: bool
) -> _Places | None:
    """Places of the printed windows; None where that asks nothing new.

    A stem such as S may name a side; where that fits nothing, it is a mere letter.
    """
    numbered = bool((printed.number >= 0).all()) and len(set(printed.stem)) <= 4
    stems = sorted(set(printed.stem)) if numbered else []
    sides = tuple(_side_of(stem) for stem in stems)
    said = bool(stems) and all(sides) and len(set(sides)) == len(sides)
    if not said and not by_words:
        return None
    said = said and by_words
    group_of = {stem: i for i, stem in enumerate(stems)} if len(stems) > 1 else {}
    if len(stems) == 1 and said:
        group_of = {stems[0]: 0}
    group = np.array([group_of.get(s, 0) for s in printed.stem], dtype=np.int64)
    if numbered:
        ends = [ord(end) if end else 0 for end in printed.end]
        key = printed.number * 1000 + np.array(ends, dtype=np.int64)
    else:
        key = printed.first
    rank = _ranks(printed.floor.astype(np.int64), group, key)
    storeys = len(np.unique(printed.floor))
    position = np.full(len(printed), -1, dtype=np.int64)
    sizes, rare = [], False
    for g in range(max(len(group_of), 1)):
        mine = np.flatnonzero(group == g)
        keys, inverse, counts = np.unique(
            key[mine], return_inverse=True, return_counts=True
        )
        kept = np.ones(len(keys), dtype=np.bool_)
        if drop_rare and storeys >= 3:
            kept = counts >= _RARE * storeys
            rare |= not kept.all()
        place = np.where(kept, np.cumsum(kept) - 1, -1)
        position[mine] = place[inverse]
        sizes.append(int(kept.sum()))
    if drop_rare and not rare:
        return None
    per_storey = int(np.unique(printed.floor, return_counts=True)[1].max())
    return _Places(
        group=group,
        rank=rank,
        position=position,
        number=printed.number,
        sizes=tuple(sizes),
        columns=numbered and sum(sizes) <= 1.5 * per_storey,
        sides=sides if said else (),
    )


def _ranks(
    floor: NDArray[np.int64], group: NDArray[np.int64], key: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Rank of each in its storey and group."""
    order = np.lexsort((key, group, floor))
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (np.diff(floor[order]) != 0) | (np.diff(group[order]) != 0)
    starts = np.flatnonzero(new)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - starts[np.cumsum(new) - 1]
    return rank


def _orders(
    columns: BuildingColumns,
    chosen: NDArray[np.int64],
    places: _Places,
    *,
    anywhere: bool,
) -> Iterator[Order]:
    """Orders of some columns that suit the groups of numbers."""
    sizes = {
        side: int((columns.side[chosen] == i).sum()) for i, side in enumerate(SIDES)
    }
    there = {side for side, size in sizes.items() if size}
    if places.sides:
        if set(places.sides) == there:
            yield from orders(
                columns, chosen, groups={side: sizes[side] for side in places.sides}
            )
        return
    if len(places.sizes) > 1:
        if len(places.sizes) == len(there):
            for sides in permutations(sorted(there, key=SIDES.index)):
                yield from _renamed(
                    orders(columns, chosen, groups={s: sizes[s] for s in sides}),
                    "".join(sides),
                )
        return
    yield from orders(columns, chosen)
    if anywhere:
        yield from any_start_orders(columns, chosen)


def _renamed(found: Sequence[Order], sides: str) -> Iterator[Order]:
    """Orders whose groups of numbers were given sides."""
    for order in found:
        yield Order(
            columns=order.columns,
            names=frozenset(f"{sides}={name}" for name in order.names),
        )


def _put(
    order: Order,
    grid: NDArray[np.int64],
    places: _Places,
    storey: NDArray[np.int64],
    columns: BuildingColumns,
) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Windows of the printed ones by an order: as columns, and counted through."""
    side = columns.side[order.columns]
    several = len(places.sizes) > 1
    runs = np.flatnonzero(np.append(True, side[1:] != side[:-1])) if several else [0]
    starts = np.append(runs, len(order.columns)).astype(np.int64)
    if len(starts) - 1 != len(places.sizes):
        return
    wanted = np.diff(starts)
    table = grid[order.columns]
    if places.columns:
        position = _positions(places, wanted)
        if position is not None:
            at = np.where(position >= 0, starts[places.group] + position, 0)
            yield "column", np.where(position >= 0, table[at, storey], -1)
    used = np.unique(storey)
    ragged = not (table[:, used] >= 0).all()
    if ragged or not places.columns:
        yield "count", _counted(table, places, storey, starts)


def _positions(places: _Places, wanted: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """Place of each in its group; None where the counts do not allow that."""
    if tuple(wanted.tolist()) == places.sizes:
        return places.position
    position = places.position.copy()
    for g, size in enumerate(wanted.tolist()):
        mine = places.group == g
        if size == places.sizes[g]:
            continue
        numbers = places.number[mine]
        kept = places.position[mine] >= 0
        if (
            not kept.any()
            or numbers[kept].min() < 1
            or numbers[kept].max() != size
            or places.sizes[g] < _LEAST_COVERED * size
            or len(np.unique(numbers[kept])) != places.sizes[g]
        ):
            return None
        position[mine] = np.where(kept, numbers - 1, -1)
    return position


def _counted(
    table: NDArray[np.int64],
    places: _Places,
    storey: NDArray[np.int64],
    starts: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Windows of each storey and group counted through, where their counts agree."""
    windows = np.full(len(storey), -1, dtype=np.int64)
    for g in range(len(starts) - 1):
        part = table[starts[g] : starts[g + 1]]
        there = part >= 0
        counts = there.sum(axis=0)
        compact = np.full_like(part, -1)
        row, column = np.nonzero(there)
        compact[(np.cumsum(there, axis=0) - 1)[row, column], column] = part[row, column]
        mine = np.flatnonzero(places.group == g)
        printed = np.bincount(storey[mine], minlength=table.shape[1])
        fits = (printed == counts)[storey[mine]]
        windows[mine[fits]] = compact[places.rank[mine[fits]], storey[mine[fits]]]
    return windows
