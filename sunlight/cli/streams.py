"""Standard streams that never fail on a character (输出流)."""

import sys
from collections.abc import Iterable
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

__all__ = ["console_on", "put_up_with_any_character", "write_document"]

PLAIN_WIDTH: Final = 120
"""Columns of output that goes to a file or a pipe."""


def put_up_with_any_character() -> None:
    """Make both streams show ``?`` for what their encoding lacks (容错输出).

    Consoles of Chinese Windows use GBK, pipes there the system's code page, and a plain
    POSIX locale ASCII; none of them may stop a finished analysis.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def console_on(stream: TextIO) -> "Console":
    """Console that writes to a stream (控制台).

    Parameters
    ----------
    stream : text stream
        Standard output or standard error.

    Returns
    -------
    rich.console.Console
        As wide as the terminal, or :data:`PLAIN_WIDTH` where there is none. Control and
        direction characters in names from a file are left out: a terminal obeys them.
    """
    from rich.console import Console
    from rich.segment import Segment

    from sunlight.importers.exact.text import plain_texts

    class PipeAwareConsole(Console):
        """Console that does not take a closed pipe for a failed analysis."""

        def render(
            self, renderable: "RenderableType", options: "ConsoleOptions | None" = None
        ) -> "Iterable[Segment]":
            """Pieces of text without what a terminal would obey."""
            for piece in super().render(renderable, options):
                if piece.control or piece.text.isprintable():
                    yield piece
                else:
                    yield Segment(plain_texts(piece.text), piece.style)

        def on_broken_pipe(self) -> None:
            """Hand the error on; rich would end with 1, which means a failed unit."""
            raise BrokenPipeError

    return PipeAwareConsole(
        file=stream,
        width=None if stream.isatty() else PLAIN_WIDTH,
        highlight=False,
        emoji=False,
        markup=False,
    )


def write_document(text: str) -> None:
    """Write JSON to standard output, whole and in its own encoding (输出 JSON).

    JSON is UTF-8 by its standard, whatever the console uses; what an ASCII terminal
    cannot show must not be replaced in a document that a program reads.

    Parameters
    ----------
    text : str
        The document.
    """
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
