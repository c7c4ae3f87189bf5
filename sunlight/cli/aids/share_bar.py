"""A bar for work that tells which share of it is done (进度条)."""

import contextlib
import sys
from collections.abc import Callable, Iterator

__all__ = ["share_bar"]


@contextlib.contextmanager
def share_bar(label: str) -> Iterator[Callable[[float], None]]:
    """Bar on standard error, on a terminal only (进度条).

    Parameters
    ----------
    label : str
        Words before the bar.

    Yields
    ------
    callable
        To be told the share that is done, 0 to 1.
    """
    from sunlight.cli.streams import console_on

    messages = console_on(sys.stderr)
    if not messages.is_terminal:
        yield lambda share: None
        return
    from rich import progress as bars

    bar = bars.Progress(
        bars.SpinnerColumn(),
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.TaskProgressColumn(),
        bars.TimeElapsedColumn(),
        console=messages,
        transient=True,
    )
    with bar:
        task = bar.add_task(label, total=1.0)
        yield lambda share: bar.update(task, completed=share)
