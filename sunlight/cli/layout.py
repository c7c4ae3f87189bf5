"""Headings, paragraphs and tables of the terminal (终端版式)."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

__all__ = ["empty_table", "print_heading", "print_item"]


def print_heading(console: Console, words: str) -> None:
    """Print a heading after an empty line (标题).

    Parameters
    ----------
    console : Console
        Where to.
    words : str
        The heading.
    """
    console.print()
    console.print(Text(words, style="bold"))


def print_item(console: Console, content: str | Text) -> None:
    """Print an indented paragraph (缩进段落).

    Parameters
    ----------
    console : Console
        Where to.
    content : str or Text
        What it says.
    """
    console.print(Padding(content, (0, 0, 0, 2), expand=False))


def empty_table() -> Table:
    """Empty table in the house's look (空表)."""
    from rich import box

    return Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold"
    )
