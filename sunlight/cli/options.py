"""Options that several verbs share (公共选项)."""

from enum import StrEnum
from typing import Annotated, Final

import typer

__all__ = [
    "DEFAULT_DECLINATION",
    "AlternativesOption",
    "DeclinationOption",
    "JsonOption",
    "Lang",
    "LangOption",
    "PlanOption",
]

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
DeclinationOption = Annotated[
    str,
    typer.Option(
        help="Where the sun's declination comes from: spa:2001, noon:2021-01-20, "
        "cooper:20, fourier1985:2001-01-20, or an angle such as -20.15. A base year "
        "holds for every standard day; a date or an angle for the day of dwellings "
        "only, the other day keeps spa:2001. 赤纬取值。"
    ),
]
AlternativesOption = Annotated[
    list[str],
    typer.Option(
        "--reading",
        metavar="ID",
        help="Takes the other reading of a clause, such as own_plates; may be given "
        "several times. `sunlight explain` names them. 采用另一种读法。",
    ),
]
