"""The group ``sunlight grid``: one command a kind of aid (辅助分析命令).

Each command is a function in a module of its own.
"""

import typer

from sunlight.cli.aids.chart import chart
from sunlight.cli.aids.facade import facade
from sunlight.cli.aids.isochrone import isochrone
from sunlight.cli.aids.line import line
from sunlight.cli.aids.plan import plan
from sunlight.cli.aids.point import point
from sunlight.cli.aids.shaders import shaders
from sunlight.cli.aids.shadow import shadow
from sunlight.cli.aids.summary import summary

__all__ = ["grid"]

grid = typer.Typer(
    name="grid",
    help=(
        "Aids to design: points, lines, grids, isochrones, shadows and charts. They "
        "are never the basis of a conclusion: that is the window table alone "
        "(规程六(一)).\n\n"
        "辅助分析：单点、线上、网格、等时线、阴影、棒影图等，仅供参考，不作为结论依据。"
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)


@grid.callback()
def _group() -> None:
    """Take the options that stand before the kind."""


for command in (point, line, plan, facade, isochrone, shadow, chart, shaders, summary):
    grid.command()(command)
