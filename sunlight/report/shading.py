"""Who takes how many minutes, as text and as a table (遮挡归属)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.durations import JOINTLY, REMNANT, OwnerMinutes
from sunlight.intervals import OWN_WALL_PLANE
from sunlight.report.segments import joined_rows, tenths
from sunlight.report.texts import Texts

__all__ = ["OwnerRow", "losses_table", "owner_kinds", "owner_rows", "parts_texts"]

MOST_NAMED: Final = 3
"""A text names this many owners of a window; the rest are summed up."""

SPECIAL_KINDS: Final = {
    OWN_WALL_PLANE: "own_wall",
    JOINTLY: "jointly",
    REMNANT: "remnant",
}
"""Kinds of the parts that no single owner has, by code."""

_OTHERS: Final = -9  # code of the sum of all owners that are not named


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerRow:
    """One part of the minutes of one window (分摊项).

    Parameters
    ----------
    owner : str
        Who takes it; empty for the parts of no single owner.
    kind : str
        ``building``, ``own_building``, ``site``, ``own_wall``, ``jointly`` or
        ``remnant``.
    minutes : float
        Minutes, negative where they were won.
    """

    owner: str
    kind: str
    minutes: float


def owner_kinds(
    assessment: Assessment, window: NDArray[np.int64], owner: NDArray[np.int32]
) -> NDArray[np.object_]:
    """Kinds of parts (遮挡者类别), (k,).

    Parameters
    ----------
    assessment : Assessment
        For the names of owners.
    window : (k,) ndarray of int64
        Window of each part.
    owner : (k,) ndarray of int32
        Code of its owner.
    """
    kinds = np.full(len(owner), "building", dtype=object)
    buildings = {b.id: i for i, b in enumerate(assessment.project.buildings)}
    index = np.array([buildings.get(name, -1) for name in assessment.owners] + [-2])
    at = index[np.where(owner >= 0, owner, len(assessment.owners))]
    kinds[at == -1] = "site"
    kinds[at == assessment.project.windows.building[window]] = "own_building"
    for code, kind in SPECIAL_KINDS.items():
        kinds[owner == code] = kind
    return kinds


def owner_rows(
    assessment: Assessment, parts: OwnerMinutes, window: int
) -> list[OwnerRow]:
    """Parts of one window, the greatest first (单窗分摊).

    Parameters
    ----------
    assessment : Assessment
        For the names of owners.
    parts : OwnerMinutes
        Such as ``assessment.windows.lost``.
    window : int
        Row of the window; -1 gives nothing.

    Returns
    -------
    list of OwnerRow
        Owners first, then what no single owner has.
    """
    if window < 0:
        return []
    at = slice(parts.offsets[window], parts.offsets[window + 1])
    owner, minutes = parts.owner[at], parts.minutes[at]
    kinds = owner_kinds(assessment, np.full(len(owner), window), owner)
    order = np.lexsort((-np.abs(minutes), owner < 0))
    return [
        OwnerRow(
            owner=assessment.owners[owner[i]] if owner[i] >= 0 else "",
            kind=str(kinds[i]),
            minutes=float(minutes[i]),
        )
        for i in order.tolist()
    ]


def parts_texts(assessment: Assessment, parts: OwnerMinutes, words: Texts) -> pa.Array:
    """Texts such as ``3# 35.2; 5# 20.0; jointly 12.3`` (遮挡归属文字), (w,).

    Parameters
    ----------
    assessment : Assessment
        For the names of owners.
    parts : OwnerMinutes, (w,) rows
        Such as ``assessment.windows.taken_after``.
    words : mapping
        Catalogue.

    Returns
    -------
    pyarrow.Array of string, (w,)
        The greatest owners first, the rest of them summed up, then the parts of no
        single owner.
    """
    count = len(parts)
    window = np.repeat(np.arange(count), np.diff(parts.offsets))
    order = np.lexsort((-np.abs(parts.minutes), -parts.owner.clip(-9, 0), window))
    window, owner, minutes = window[order], parts.owner[order], parts.minutes[order]
    rank = np.arange(len(window)) - np.searchsorted(window, window)
    rest = (owner >= 0) & (rank >= MOST_NAMED)
    window, owner, minutes, others = _rest_summed(window, owner, minutes, rest)
    own = owner_kinds(assessment, window, owner) == "own_building"
    names, code = _name_codes(assessment, words, owner, own, others)
    named = pa.array(names, pa.string()).take(pa.array(code, pa.int64()))
    pieces = pc.binary_join_element_wise(named, tenths(minutes), " ")
    return joined_rows(pieces, window, count, words["cells.separator"])


def _rest_summed(
    window: NDArray[np.int64],
    owner: NDArray[np.int32],
    minutes: NDArray[np.float64],
    rest: NDArray[np.bool_],
) -> tuple[
    NDArray[np.int64], NDArray[np.int32], NDArray[np.float64], NDArray[np.int64]
]:
    """Rows with the `rest` of each window as one, and how many that stands for."""
    starts = rest & ~np.append(False, rest[:-1] & (window[1:] == window[:-1]))
    group = np.cumsum(starts) - 1
    groups = int(starts.sum())
    sums = np.bincount(group[rest], weights=minutes[rest], minlength=groups)
    sizes = np.bincount(group[rest], minlength=groups)
    owner, minutes = owner.copy(), minutes.copy()
    others = np.zeros(len(owner), dtype=np.int64)
    owner[starts], minutes[starts], others[starts] = _OTHERS, sums, sizes
    kept = ~rest | starts
    return window[kept], owner[kept], minutes[kept], others[kept]


def _name_codes(
    assessment: Assessment,
    words: Texts,
    owner: NDArray[np.int32],
    own: NDArray[np.bool_],
    others: NDArray[np.int64],
) -> tuple[list[str], NDArray[np.int64]]:
    """Names, and which of them each part has."""
    plain = list(assessment.owners)
    owned = [name + words["cells.own_building"] for name in plain]
    special = [words[f"cells.{kind}"] for kind in SPECIAL_KINDS.values()]
    most = int(others.max(initial=0))
    counted = [words["cells.others"].format(count=n) for n in range(most + 1)]
    code = owner.astype(np.int64)
    code[own] += len(plain)
    base = 2 * len(plain)
    for position, key in enumerate(SPECIAL_KINDS):
        code[owner == key] = base + position
    base += len(special)
    code[owner == _OTHERS] = base + others[owner == _OTHERS]
    return [*plain, *owned, *special, *counted], code


def losses_table(assessment: Assessment, words: Texts) -> pa.Table:
    """One row a window and owner: minutes taken before and after, and lost (增减分摊).

    Taken and counted minutes add up to the band; the lost minutes of a window add up to
    its counted minutes before less those after.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue, for the kinds.

    Returns
    -------
    pyarrow.Table
        ``window``, ``owner`` (null for parts of no single owner), ``kind`` in words and
        the exact minutes; zero where a part is absent from one of the three.
    """
    results = assessment.windows
    tables = (results.taken_before, results.taken_after, results.lost)
    span = len(assessment.owners) - REMNANT
    keys = [
        np.repeat(np.arange(len(parts)), np.diff(parts.offsets)) * span
        + (parts.owner.astype(np.int64) - REMNANT)
        for parts in tables
    ]
    different = np.unique(np.concatenate(keys))
    columns = []
    for key, parts in zip(keys, tables, strict=True):
        minutes = np.zeros(len(different))
        minutes[np.searchsorted(different, key)] = parts.minutes
        columns.append(minutes)
    window = different // span
    owner = (different % span + REMNANT).astype(np.int32)
    names = np.array([*assessment.owners, None], dtype=object)
    ids = pa.array(assessment.project.windows.id, pa.string())
    kinds = pa.array(
        owner_kinds(assessment, window, owner), pa.string()
    ).dictionary_encode()
    return pa.table(
        {
            "window": ids.take(pa.array(window)),
            "owner": pa.array(names[np.maximum(owner, -1)], pa.string()),
            "kind": pa.DictionaryArray.from_arrays(
                kinds.indices,
                [words[f"owner_kind.{kind}"] for kind in kinds.dictionary.to_pylist()],
            ).cast(pa.string()),
            "taken_before": columns[0],
            "taken_after": columns[1],
            "lost": columns[2],
        }
    )
