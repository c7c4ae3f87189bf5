"""``sunlight analyze``: a project measured and judged (分析命令)."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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
from sunlight.cli.extra_outputs import (
    IfcResultsOption,
    PictureOption,
    extra_outputs,
)
from sunlight.cli.model_options import ModelRequest
from sunlight.cli.options import (
    DEFAULT_DECLINATION,
    AlternativesOption,
    DeclinationOption,
    JsonOption,
    Lang,
    LangOption,
    PlanOption,
)
from sunlight.cli.reading import reads_model
from sunlight.conditions import OwnPlates
from sunlight.errors import InputError

if TYPE_CHECKING:
    from sunlight.durations.sampling import Sampling

__all__ = ["analyze"]


@reads_model
def analyze(
    request: ModelRequest,
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
    declination: DeclinationOption = DEFAULT_DECLINATION,
    own_plates: Annotated[
        OwnPlates,
        typer.Option(
            help="Whether a building's own balconies, overhangs and eaves shade its "
            "windows: reading of 规程六(五). 自身阳台、挑檐、檐口是否计入。"
        ),
    ] = OwnPlates.IGNORED,
    alternatives: AlternativesOption = [],  # noqa: B006 -- typer's way: none, or several
    plan: PlanOption = True,
    picture: PictureOption = None,
    ifc_results: IfcResultsOption = None,
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
    sampled: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="sampled:STEP",
            help="Also tells what a program that samples the day would print: "
            "sampled:1min, sampled:30s:each; countings are span, after, each and "
            "middle. For comparison only, verdicts stay exact; with -o in sampled.csv "
            "too. 采样对照。",
            show_default=False,
        ),
    ] = None,
    cluster: ClusterOption = None,
    tile_folder: TileFolderOption = None,
    tile_size: TileSizeOption = None,
    junit: JunitOption = None,
    sarif: SarifOption = None,
    bcf: BcfOption = None,
    bcf_version: BcfVersionOption = None,
    github: GithubOption = False,
) -> None:
    """分析一个项目: analyses a project and judges households and other units.

    Every window is measured before and after, and who took which minutes is told.
    """
    from sunlight.cli.run import Request, run

    if compare and as_json and output is None:
        raise InputError(
            "--compare prints tables and writes comparison.csv, which --json "
            "leaves no room for; add -o DIR, or leave --json out",
            where="--compare",
        )
    model = request.source
    asked = Request(
        model=request,
        extra=extra_outputs(model, picture=picture, ifc_results=ifc_results),
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
        sampling=None if sampled is None else _sampling(sampled),
        cluster=cluster_request(cluster, tile_folder, tile_size),
        ci=ci_request(
            source=model,
            junit=junit,
            sarif=sarif,
            bcf=bcf,
            bcf_version=bcf_version,
            github=github,
        ),
    )
    raise typer.Exit(run(asked))


def _sampling(text: str) -> "Sampling":
    """Way of sampling, or an error that names the option."""
    from sunlight.durations.sampling import sampling_from_text

    try:
        return sampling_from_text(text)
    except InputError as error:
        raise InputError(error.message, where="--as", value=text) from error
