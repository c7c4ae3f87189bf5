"""Time that a reader may take (读取时限)."""

import time
from dataclasses import dataclass, field

from sunlight.errors import ImporterError
from sunlight.importers.limits import Limits

__all__ = ["Deadline"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """Moment at which a reading is stopped, between its steps (读取时限).

    Parameters
    ----------
    limits : Limits
        Of which ``seconds`` counts from now.
    source : str
        The file.
    """

    limits: Limits
    source: str
    start: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Time that is left, not below zero. [s]"""  # noqa: D400
        return max(self.start + self.limits.seconds - time.monotonic(), 0.0)

    def check(self) -> None:
        """Stop if time is up (检查时限).

        Raises
        ------
        ImporterError
            If reading has taken longer than allowed.
        """
        if self.left == 0.0:
            raise ImporterError(
                f"reading takes longer than {self.limits.seconds:,g} s: cut the file, "
                "or raise the limit  seconds  if you trust it",
                source=self.source,
                value=self.limits.seconds,
            )
