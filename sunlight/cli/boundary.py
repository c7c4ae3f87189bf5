"""Where every failure becomes a message and an exit code (出错边界)."""

import contextlib
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from types import FrameType
from typing import Final, NoReturn

import typer

from sunlight.cli.streams import console_on
from sunlight.errors import SunlightError
from sunlight.report.texts import texts
from sunlight.rules import Language

__all__ = ["UNUSABLE", "end_on_termination", "failures_reported"]

UNUSABLE: Final = 2
"""Exit code of wrong usage, unreadable input and internal errors."""
INTERRUPTED: Final = 130
"""Exit code after Ctrl-C, as shells have it."""


@contextlib.contextmanager
def failures_reported(lang: Language) -> Iterator[None]:
    """Report what goes wrong inside on standard error and end (出错处理).

    Parameters
    ----------
    lang : {'zh', 'en'}
        Language of the headings; the message itself says what, where and how to mend.

    Raises
    ------
    typer.Exit
        With 2 after an error, internal ones included, which also show their traceback;
        with 130 after Ctrl-C.
    """
    words = texts(lang)
    console = console_on(sys.stderr)
    try:
        yield
    except typer.Exit:
        raise
    except SunlightError as error:
        console.print(f"{words['errors.title']}: {error}", style="red")
        raise typer.Exit(UNUSABLE) from error
    except KeyboardInterrupt as error:
        console.print(words["errors.interrupted"], style="yellow")
        raise typer.Exit(INTERRUPTED) from error
    except BrokenPipeError as error:  # the reader of the output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(UNUSABLE) from error
    except Exception as error:  # the border: a crash is never a verdict
        traceback.print_exc()
        console.print(words["errors.internal"], style="red")
        raise typer.Exit(UNUSABLE) from error


def end_on_termination() -> None:
    """Make a request to terminate end the program the way Ctrl-C does (终止信号).

    Without this the process would be gone at once and leave its temporary folder.
    """
    signal.signal(signal.SIGTERM, _terminated)


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    """Unwind from wherever the program is."""
    sys.exit(128 + number)
