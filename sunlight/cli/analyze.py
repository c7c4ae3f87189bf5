"""``sunlight analyze``: a project measured and judged (分析命令)."""

from pathlib import Path
from typing import Annotated

import typer

from sunlight.cli.boundary import failures_reported
from sunlight.cli.ci_options import (
    BcfOption,
    BcfVersionOption,
    GithubOption,
    JunitOption,
    SarifOption,
    ci_request,
)
from sunlight.cli.cluster_option import (
    ClusterOption,
    TileFolderOption,
    TileSizeOption,
    cluster_request,
)
from sunlight.cli.options import (
    DEFAULT_DECLINATION,
    JsonOption,
    Lang,
    LangOption,
    PlanOption,
)
from sunlight.conditions import OwnPlates
from sunlight.errors import InputError

__all__ = ["analyze"]


def analyze(
    project: Annotated[
        Path,
        typer.Argument(
            help="A project file (.toml, .json), or footprints with heights (.geojson) "
            "together with --regular-windows. 项目文件或建筑轮廓文件。",
            show_default=False,
        ),
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Folder for the result files; it is made if need be. Without it only "
            "the summary is shown. 成果文件夹。",
        ),
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.ZH,
    declination: Annotated[
        str,
        typer.Option(
            help="Where the sun's declination comes from: spa:2001, noon:2021-01-20, "
            "cooper:20, fourier1985:2001-01-20, or an angle such as -20.15. A base "
            "year holds for every standard day; a date or an angle for the day of "
            "dwellings only, the other day keeps spa:2001. 赤纬取值。"
        ),
    ] = DEFAULT_DECLINATION,
    own_plates: Annotated[
        OwnPlates,
        typer.Option(
            help="Whether a building's own balconies, overhangs and eaves shade its "
            "windows: reading of 规程六(五). 自身阳台、挑檐、檐口是否计入。"
        ),
    ] = OwnPlates.IGNORED,
    alternatives: Annotated[
        list[str],
        typer.Option(
            "--reading",
            metavar="ID",
            help="Takes the other reading of a clause, such as own_plates; may be "
            "given several times. `sunlight explain` names them. 采用另一种读法。",
        ),
    ] = [],  # noqa: B006 -- typer's way to say: none, or several
    plan: PlanOption = True,
    readings: Annotated[
        bool,
        typer.Option(
            "--readings",
            help="Lists households and other units whose outcome another reading of a "
            "clause would turn. 列出换一种读法会改变的结论。",
        ),
    ] = False,
    compare: Annotated[
        list[str],
        typer.Option(
            "--compare",
            metavar="RULES",
            help="Judges the same project by other rules too, such as hangzhou-old or "
            "the path of a profile; may be given several times. Lists the units whose "
            "outcome differs, with -o in comparison.csv too. 与其他规则比较。",
        ),
    ] = [],  # noqa: B006 -- as above
    cluster: ClusterOption = None,
    tile_folder: TileFolderOption = None,
    tile_size: TileSizeOption = None,
    junit: JunitOption = None,
    sarif: SarifOption = None,
    bcf: BcfOption = None,
    bcf_version: BcfVersionOption = None,
    github: GithubOption = False,
    regular_windows: Annotated[
        bool,
        typer.Option(
            "--regular-windows",
            help="Lays a row of equal windows on every façade and storey of "
            "footprints; they are measured, never judged. 按轮廓均布窗户。",
        ),
    ] = False,
    window_spacing: Annotated[
        float | None,
        typer.Option(help="Middle to middle of regular windows, 3.6 m. 均布窗间距。"),
    ] = None,
    window_width: Annotated[
        float | None,
        typer.Option(help="Width of regular windows, 1.5 m. 均布窗宽。"),
    ] = None,
    window_sill: Annotated[
        float | None,
        typer.Option(help="Sill of regular windows above the floor, 0.9 m. 窗台高。"),
    ] = None,
    storey_height: Annotated[
        float | None,
        typer.Option(help="Floor to floor for regular windows, 3.0 m. 层高。"),
    ] = None,
) -> None:
    """分析一个项目: analyses a project and judges households and other units.

    Every window is measured before and after, and who took which minutes is told.
    """
    with failures_reported(lang.value):
        from sunlight.cli.run import Request, WindowGrid, run

        lengths = (window_spacing, window_width, window_sill, storey_height)
        if not regular_windows and any(length is not None for length in lengths):
            raise InputError(
                "--window-spacing, --window-width, --window-sill and --storey-height "
                "go with --regular-windows; add it, or leave them out",
                where="--regular-windows",
            )
        if compare and as_json and output is None:
            raise InputError(
                "--compare prints tables and writes comparison.csv, which --json "
                "leaves no room for; add -o DIR, or leave --json out",
                where="--compare",
            )
        grid = WindowGrid(
            spacing=3.6 if window_spacing is None else window_spacing,
            width=1.5 if window_width is None else window_width,
            storey_height=3.0 if storey_height is None else storey_height,
            sill_height=0.9 if window_sill is None else window_sill,
        )
        request = Request(
            source=project,
            folder=output,
            lang=lang.value,
            json=as_json,
            plan=plan,
            declination=declination,
            alternatives=(
                *alternatives,
                *(["own_plates"] if own_plates is OwnPlates.COUNTED else []),
            ),
            readings=readings,
            compare=tuple(compare),
            cluster=cluster_request(cluster, tile_folder, tile_size),
            grid=grid if regular_windows else None,
            ci=ci_request(
                source=project,
                junit=junit,
                sarif=sarif,
                bcf=bcf,
                bcf_version=bcf_version,
                github=github,
            ),
        )
        raise typer.Exit(run(request))
