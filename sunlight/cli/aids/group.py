"""The group ``sunlight grid``: one command a kind of aid (辅助分析命令).

Each command lives in a module of its own, which registers it here by import below.
"""

import typer

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


# commands register themselves on import, which needs the group to be there
from sunlight.cli.aids import (  # noqa: E402
    chart,  # noqa: F401
    facade,  # noqa: F401
    line,  # noqa: F401
    plan,  # noqa: F401
    point,  # noqa: F401
    shaders,  # noqa: F401
    summary,  # noqa: F401
)
