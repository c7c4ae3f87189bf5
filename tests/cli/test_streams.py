"""What a terminal is never made to obey (输出流)."""

import io

from rich.text import Text

from sunlight.cli.layout import empty_table, print_item
from sunlight.cli.streams import console_on


def _printed(*things: object) -> str:
    """What a console makes of some things."""
    stream = io.StringIO()
    console = console_on(stream)
    for thing in things:
        console.print(thing)
    return stream.getvalue()


def test_control_and_direction_characters_of_a_file_are_left_out() -> None:
    """An id from a stranger's file neither colours nor turns the text around it."""
    name = "\x1b[31mred\u202e\x9b2J1#"
    table = empty_table()
    table.add_column(name)
    table.add_row(name)
    text = _printed(name, Text(name), table)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\x9b" not in text
    assert text.count("[31mred2J1#") == 4


def test_line_ends_and_plain_text_stay() -> None:
    """Chinese, several lines and indented paragraphs are as they were."""
    stream = io.StringIO()
    print_item(console_on(stream), "两行\n第二行")
    assert stream.getvalue().split() == ["两行", "第二行"]
