"""Where every failure becomes a message and an exit code (出错边界)."""

import contextlib
import errno
import os
import signal
import sys
import traceback
from collections.abc import Iterator, Mapping
from types import FrameType
from typing import TYPE_CHECKING, Final, NoReturn

import typer

from sunlight.cli.streams import console_on
from sunlight.errors import InputError, SunlightError
from sunlight.report.texts import texts
from sunlight.rules import Language

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["UNUSABLE", "end_on_termination", "failures_reported"]

UNUSABLE: Final = 2
"""Exit code of wrong usage, unreadable input and internal errors."""
INTERRUPTED: Final = 130
"""Exit code after Ctrl-C, as shells have it."""
READER_GONE: Final = 141
"""Exit code when whoever read the output has gone, as shells have it."""


@contextlib.contextmanager
def failures_reported(
    lang: Language, options: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Report what goes wrong inside on standard error and end (出错处理).

    Parameters
    ----------
    lang : {'zh', 'en'}
        Language of the headings; the message itself says what, where and how to mend.
    options : mapping of str to str, optional
        Which option gave an argument, such as ``above``: ``--above-ground``.

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
        told = _told(error, options or {})
        console.print(f"{words['errors.title']}: {told}", style="red")
        raise typer.Exit(UNUSABLE) from error
    except KeyboardInterrupt as error:
        console.print(words["errors.interrupted"], style="yellow")
        raise typer.Exit(INTERRUPTED) from error
    except BrokenPipeError as error:  # the reader of the output has gone
        _forget_standard_output()
        raise typer.Exit(READER_GONE) from error
    except OSError as error:
        if error.errno != errno.ENOSPC or error.filename is not None:
            _report_crash(words, console)
        else:  # standard output goes to a full disk
            _forget_standard_output()
            console.print(f"{words['errors.title']}: {error.strerror}", style="red")
        raise typer.Exit(UNUSABLE) from error
    except Exception as error:  # the border: a crash is never a verdict
        _report_crash(words, console)
        raise typer.Exit(UNUSABLE) from error


def _told(error: SunlightError, options: Mapping[str, str]) -> str:
    """Message of an error, with the option where it names an argument."""
    if (
        isinstance(error, InputError)
        and str(error) == f"{error.where}: {error.message}"
    ):
        argument = str(error.where).partition("[")[0]
        if argument in options:
            return f"{options[argument]}: {error.message}"
    return str(error)


def _report_crash(words: Mapping[str, str], console: "Console") -> None:
    """Show the traceback of what nobody foresaw, and ask for it."""
    traceback.print_exc()
    console.print(words["errors.internal"], style="red")


def _forget_standard_output() -> None:
    """Send the rest of the output nowhere, so that ending does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def end_on_termination() -> None:
    """Make a request to terminate end the program the way Ctrl-C does (终止信号).

    Without this the process would be gone at once and leave its temporary folder.
    """
    signal.signal(signal.SIGTERM, _terminated)


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    """Unwind from wherever the program is."""
    sys.exit(128 + number)
