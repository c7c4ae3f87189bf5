"""When receivers are lit, exactly (日照时段): the calls of the engine."""

from collections.abc import Callable

from sunlight.errors import InputError
from sunlight.intervals import BlockedIntervals, Intervals, intersection_of_ends
from sunlight.scene import Obstructions, Receivers
from sunlight.shade.run import Progress, shaded_rows
from sunlight.solar import SunPath

__all__ = [
    "Progress",
    "blocked_intervals",
    "full_window_intervals",
    "lit_intervals",
]


def lit_intervals(
    receivers: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> Intervals:
    """Times at which each receiver sees the sun (受照时段).

    Closed form, without a time step: every limit is the instant at which an edge passes
    before the centre of the sun's disc, or the plane of the window's own wall does. A
    point in a face's plane is not shaded by that face; on the boundary of a closed body
    it is shaded while the sun stands behind the boundary; inside one, always. Gaps
    and pieces shorter than ``tolerances.SAME_INSTANT_MIN`` are none.

    Parameters
    ----------
    receivers : Receivers, (r,)
        Points.
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day; the result is clipped to its band and to daylight.
    progress : callable, optional
        Told how many receivers are done and how many there are.

    Returns
    -------
    Intervals, (r,) rows of (k, 2)
        Lit intervals in the order of `receivers`, each limit with the face that made
        it: `NO_FACE` at the band, `OWN_WALL_PLANE` for the window's own wall. [min]

    Notes
    -----
    Source: 规程六(二)(三); the method is described in ``docs/design/engine.md``.
    """
    rows = shaded_rows(receivers, obstructions, path, by_owner=False, progress=progress)
    return Intervals._trusted(
        rows.offsets, rows.start, rows.end, rows.first, rows.second
    )


def blocked_intervals(
    receivers: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> BlockedIntervals:
    """Times at which each owner hides the sun from each receiver (遮挡关系).

    All owners who block are named, alone or together; owner codes are those of
    ``obstructions.owner_names``, `OWN_WALL_PLANE` stands for the window's own wall.

    Parameters
    ----------
    receivers, obstructions, path, progress
        As in :func:`lit_intervals`.

    Returns
    -------
    BlockedIntervals, (r,)
        Rows of each receiver sorted by owner and start. [min]
    """
    rows = shaded_rows(receivers, obstructions, path, by_owner=True, progress=progress)
    return BlockedIntervals._trusted(rows.offsets, rows.first, rows.start, rows.end)


def full_window_intervals(
    left: Receivers,
    right: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> Intervals:
    """Times at which both sill ends see the sun at once (满窗日照).

    Parameters
    ----------
    left, right : Receivers, (w,) each
        Left and right sill ends of the same windows, as seen from outside.
    obstructions, path, progress
        As in :func:`lit_intervals`.

    Returns
    -------
    Intervals, (w,) rows of (k, 2)
        Full-window intervals; ``start_side`` and ``end_side`` say on which sill end
        each limit fell. [min]

    Notes
    -----
    Source: 规程二(一): direct sun on both bottom ends at the same instant.
    """
    if len(left) != len(right):
        raise InputError(
            f"expected as many left as right sill ends, got {len(left)} and "
            f"{len(right)}",
            where="right",
        )
    half = None if progress is None else _halves(progress)
    lit_left = lit_intervals(
        left, obstructions, path, progress=None if half is None else half(0)
    )
    lit_right = lit_intervals(
        right, obstructions, path, progress=None if half is None else half(1)
    )
    return intersection_of_ends(lit_left, lit_right)


def _halves(progress: Progress) -> Callable[[int], Progress]:
    """Progress of two equal halves as one."""

    def half(which: int) -> Progress:
        return lambda done, total: progress(done + which * total, 2 * total)

    return half
