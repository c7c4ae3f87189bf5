"""Hypothesis strategies for the records of the package."""

from hypothesis import strategies as st

from sunlight.intervals import OWN_WALL_PLANE, BlockedIntervals, Intervals

BAND = (480.0, 960.0)
"""Band that all strategies stay in. [min]"""

GRAIN = 0.25
"""Limits are multiples of this: exact in binary, far apart or equal. [min]"""

ROWS = 4
"""Rows of a record, unless told otherwise."""


def instants():
    """Instants on the grain, the limits of the band included."""
    return st.integers(int(BAND[0] / GRAIN), int(BAND[1] / GRAIN)).map(
        lambda n: n * GRAIN
    )


def rows(most=5):
    """Sorted intervals of one receiver that do not touch."""
    return st.lists(instants(), max_size=2 * most, unique=True).map(
        lambda limits: _paired(sorted(limits))
    )


def intervals(r=ROWS):
    """Intervals of `r` receivers, faces numbered through."""
    return st.lists(rows(), min_size=r, max_size=r).map(_numbered)


def blocked_rows(owners=(OWN_WALL_PLANE, 0, 1, 2, 3)):
    """Rows (owner, start, end) of one receiver."""
    one = st.dictionaries(st.sampled_from(owners), rows(most=3), max_size=len(owners))
    return one.map(
        lambda found: [
            (owner, start, end)
            for owner in sorted(found)
            for start, end in found[owner]
        ]
    )


def blocked_intervals(r=ROWS):
    """Blocked intervals of `r` receivers."""
    return st.lists(blocked_rows(), min_size=r, max_size=r).map(
        BlockedIntervals.from_rows
    )


SCENE_EDITS = ("add", "double", "remove", "move", "raise", "swap", "turn the list")
"""What may be done to a list of bodies."""


def seeds():
    """Seeds of random scenes."""
    return st.integers(0, 10**6)


def scene_edits(most=4):
    """Edits of a list of bodies: what, and a number that says where."""
    one = st.tuples(st.sampled_from(SCENE_EDITS), seeds())
    return st.lists(one, min_size=1, max_size=most)


def _paired(limits):
    """Pairs of limits; an odd one is left over."""
    return list(zip(limits[::2], limits[1::2], strict=False))


def _numbered(found):
    """Intervals with a face of its own at each limit."""
    plain = Intervals.from_rows(found)
    k = plain.start.size
    return Intervals(
        plain.offsets, plain.start, plain.end, range(k), range(k, 2 * k), [0] * k
    )
