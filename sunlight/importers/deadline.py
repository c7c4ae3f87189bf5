"""Time that a reader may take (读取时限)."""

import time

from sunlight.errors import ImporterError
from sunlight.importers.limits import Limits

__all__ = ["Deadline"]


class Deadline:
    """Stops a reader that takes too long, where it asks (读取时限).

    Parameters
    ----------
    limits : Limits
        How many seconds from now.
    source : str
        The file.
    """

    def __init__(self, limits: Limits, source: str) -> None:
        self._seconds = limits.seconds
        self._end = time.monotonic() + limits.seconds
        self._source = source

    def check(self) -> None:
        """Refuse to go on after the time is over (检查时限).

        Raises
        ------
        ImporterError
            Naming the limit.
        """
        if time.monotonic() > self._end:
            raise ImporterError(
                f"reading takes longer than {self._seconds:g} s: cut the file, or "
                "raise the limit  seconds  if you trust it",
                source=self._source,
                value=self._seconds,
            )
