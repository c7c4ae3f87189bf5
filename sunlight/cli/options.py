"""Options that several verbs share (公共选项)."""

from enum import StrEnum
from typing import Annotated, Final

import typer

__all__ = ["DEFAULT_DECLINATION", "JsonOption", "Lang", "LangOption", "PlanOption"]

DEFAULT_DECLINATION: Final = "spa:2001"


class Lang(StrEnum):
    """Language of what people read."""

    ZH = "zh"
    EN = "en"


LangOption = Annotated[
    Lang,
    typer.Option(help="Language of headings, messages and the picture. 输出语言。"),
]
JsonOption = Annotated[
    bool,
    typer.Option(
        "--json",
        help="Prints the result as one JSON document on standard output and nothing "
        "else. 标准输出只给一个 JSON 文档。",
    ),
]
PlanOption = Annotated[
    bool,
    typer.Option(
        "--plan/--no-plan", help="Draws the plan picture, or leaves it out. 是否出图。"
    ),
]
