"""Who computes the intervals of an assessment (计算引擎): this process, or others.

An assessment asks the engine from many places. Those that ask for many points ask here;
what answers is set once, by :func:`computed_by`, for all that runs inside it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, Protocol

from sunlight import shade
from sunlight.errors import InputError
from sunlight.intervals import BlockedIntervals, Intervals, intersection_of_ends
from sunlight.scene import Obstructions, Receivers
from sunlight.shade import Progress
from sunlight.solar import SunPath

__all__ = [
    "Engine",
    "blocked_intervals",
    "computed_by",
    "full_window_intervals",
    "lit_intervals",
]


class Engine(Protocol):
    """What computes: both calls give what those of `sunlight.shade` give (计算引擎)."""

    def lit(
        self,
        receivers: Receivers,
        obstructions: Obstructions,
        path: SunPath,
        *,
        progress: Progress | None = None,
    ) -> Intervals:
        """As :func:`sunlight.lit_intervals`, to the bit."""
        ...

    def blocked(
        self,
        receivers: Receivers,
        obstructions: Obstructions,
        path: SunPath,
        *,
        progress: Progress | None = None,
    ) -> BlockedIntervals:
        """As :func:`sunlight.blocked_intervals`, to the bit."""
        ...


_ENGINE: Final[ContextVar[Engine | None]] = ContextVar("engine", default=None)


@contextmanager
def computed_by(engine: Engine | None) -> Iterator[None]:
    """Let an engine compute what is measured inside the block (指定计算引擎).

    Parameters
    ----------
    engine : Engine or None
        Such as :class:`sunlight.tiles.TileEngine`; None leaves it as it is.

    Raises
    ------
    InputError
        If `engine` lacks one of the calls.
    """
    if engine is None:
        yield
        return
    for call in ("lit", "blocked"):
        if not callable(getattr(engine, call, None)):
            raise InputError(
                f"{type(engine).__name__} has no call {call}(); give an engine such as "
                "sunlight.tiles.TileEngine",
                where="compute",
                value=engine,
            )
    token = _ENGINE.set(engine)
    try:
        yield
    finally:
        _ENGINE.reset(token)


def lit_intervals(
    receivers: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> Intervals:
    """As :func:`sunlight.lit_intervals`, by the engine set (受照时段)."""
    engine = _ENGINE.get()
    call = shade.lit_intervals if engine is None else engine.lit
    return call(receivers, obstructions, path, progress=progress)


def blocked_intervals(
    receivers: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> BlockedIntervals:
    """As :func:`sunlight.blocked_intervals`, by the engine set (遮挡关系)."""
    engine = _ENGINE.get()
    call = shade.blocked_intervals if engine is None else engine.blocked
    return call(receivers, obstructions, path, progress=progress)


def full_window_intervals(
    left: Receivers,
    right: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> Intervals:
    """As :func:`sunlight.full_window_intervals`, by the engine set (满窗日照)."""
    if _ENGINE.get() is None:
        return shade.full_window_intervals(
            left, right, obstructions, path, progress=progress
        )

    def half(which: int) -> Progress | None:
        if progress is None:
            return None
        return lambda done, total: progress(done + which * total, 2 * total)

    ends = [
        lit_intervals(end, obstructions, path, progress=half(which))
        for which, end in enumerate((left, right))
    ]
    return intersection_of_ends(*ends)
