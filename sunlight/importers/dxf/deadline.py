"""Time that a reader may take (读取时限)."""

import time

from sunlight.errors import ImporterError
from sunlight.importers.limits import Limits

__all__ = ["Deadline"]


class Deadline:
    """Stops a reading between its steps when it takes too long (读取时限).

    Parameters
    ----------
    limits : Limits
        How long it may take.
    source : str
        The file.
    """

    def __init__(self, limits: Limits, *, source: str) -> None:
        self._seconds = limits.seconds
        self._source = source
        self._end = time.monotonic() + limits.seconds

    @property
    def left(self) -> float:
        """Time that is left, not below zero. [s]"""  # noqa: D400
        return max(self._end - time.monotonic(), 0.0)

    def check(self) -> None:
        """Raise if the time is up (检查).

        Raises
        ------
        ImporterError
            If it is.
        """
        if self.left == 0.0:
            raise ImporterError(
                f"reading takes longer than {self._seconds:g} s; cut the drawing, or "
                "raise the limit  seconds  if you trust it",
                source=self._source,
                value=self._seconds,
            )
