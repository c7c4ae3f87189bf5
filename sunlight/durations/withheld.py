"""Who blocks a window when it has more than two points, or more than obstacles (合并).

The split of minutes by owner reads who blocks the left and the right sill end. What the
rules leave out besides is written into the same records, so that all parts add up.
"""

import numpy as np
from numpy.typing import NDArray

from sunlight.durations.codes import REMNANT
from sunlight.intervals import BlockedIntervals, Intervals, union
from sunlight.intervals.columns import offsets_of, row_of

__all__ = ["blocked_by", "not_counted", "united"]


def blocked_by(dark: Intervals, owner: int) -> BlockedIntervals:
    """Intervals as those of one owner (单一遮挡物).

    Parameters
    ----------
    dark : Intervals, (r,) rows
        When it blocks.
    owner : int
        Owner, or `OWN_WALL_PLANE`.
    """
    owners = np.full(dark.start.size, owner, dtype=np.int32)
    return BlockedIntervals._trusted(dark.offsets, owners, dark.start, dark.end)


def not_counted(lit: Intervals) -> BlockedIntervals:
    """Lit intervals that do not count, as those of the owner `REMNANT` (不计时段).

    Parameters
    ----------
    lit : Intervals, (r,) rows
        Nobody blocks the window then.
    """
    return blocked_by(lit, REMNANT)


def united(one: BlockedIntervals, other: BlockedIntervals) -> BlockedIntervals:
    """Who blocks one point or the other of the same windows (任一点被遮).

    Parameters
    ----------
    one, other : BlockedIntervals, (r,) rows each
        Two points of each window.

    Returns
    -------
    BlockedIntervals, (r,) rows
        For each owner the union of its intervals.
    """
    rows = np.concatenate([row_of(one.offsets), row_of(other.offsets)])
    owners = np.concatenate([one.owner, other.owner])
    names, code = np.unique(owners, return_inverse=True)
    groups, group = np.unique(rows * max(len(names), 1) + code, return_inverse=True)
    first = len(one.owner)
    merged = union(
        _by_group(one, group[:first], len(groups)),
        _by_group(other, group[first:], len(groups)),
    )
    kept = groups[row_of(merged.offsets)]
    counts = np.bincount(kept // max(len(names), 1), minlength=len(one))
    found = names[kept % max(len(names), 1)] if len(names) else owners
    return BlockedIntervals._trusted(
        offsets_of(counts), found.astype(np.int32), merged.start, merged.end
    )


def _by_group(
    blocked: BlockedIntervals, group: NDArray[np.int64], count: int
) -> Intervals:
    """Intervals with a row for each pair of window and owner; they are in order."""
    counts = np.bincount(group, minlength=count)
    return Intervals._trusted(offsets_of(counts), blocked.start, blocked.end)
