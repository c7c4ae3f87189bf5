"""Entry point of the command line (命令行入口): ``sunlight VERB``."""

import json
import sys
from enum import StrEnum
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Final

import typer

from sunlight import __version__
from sunlight.cli.aids.group import grid
from sunlight.cli.analyze import analyze
from sunlight.cli.boundary import end_on_termination, failures_reported
from sunlight.cli.check import check
from sunlight.cli.convert import convert
from sunlight.cli.options import (
    DEFAULT_DECLINATION,
    JsonOption,
    Lang,
    LangOption,
    PlanOption,
)
from sunlight.cli.report import report
from sunlight.cli.review import review
from sunlight.cli.streams import (
    console_on,
    put_up_with_any_character,
    write_document,
)
from sunlight.cli.view import view
from sunlight.rules import DEFAULT_RULESET, ruleset

__all__ = ["app", "main"]

DEMO_FOLDER: Final = Path("sunlight-demo")


class SchemaName(StrEnum):
    """Which format to describe."""

    PROJECT = "project"
    RESULT = "result"
    IFC = "ifc"
    DXF = "dxf"
    CITYJSON = "cityjson"
    CITYGML = "citygml"
    GIS = "gis"
    MESH = "mesh"
    IDS = "ids"
    DECLARATION = "declaration"
    MAPPING = "mapping"
    REVIEW = "review"


_OF_REVIEW: Final = (SchemaName.DECLARATION, SchemaName.MAPPING, SchemaName.REVIEW)

app = typer.Typer(
    name="sunlight",
    help=(
        "Computes exact building sunlight and judges households and the rooms of other "
        "uses under the city regulation.\n\n"
        "计算满窗日照，并按地方规定逐户、逐间评定。\n\n"
        "Exit codes: 0 everything judged passes; 1 a household or another unit fails; "
        "2 wrong usage or unreadable input; 3 undetermined.\n\n"
        "退出码：0 全部通过；1 有户或其他单元不通过；2 用法或输入有误；3 无法下结论。"
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(grid)
app.command()(analyze)
app.command()(report)
app.command()(review)
app.command()(view)
app.command()(check)
app.command()(convert)


@app.callback()
def _options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=lambda value: _print_version(value),
            help="Prints the version and ends. 显示版本。",
        ),
    ] = False,
) -> None:
    """Take the options that stand before the verb."""


def _print_version(asked: bool) -> None:  # noqa: FBT001 -- an option's value
    """Print the version and end."""
    if asked:
        typer.echo(f"sunlight {__version__}")
        raise typer.Exit


@app.command()
def demo(
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Folder for the result files; it is made if need be. 成果文件夹。",
        ),
    ] = DEMO_FOLDER,
    as_json: JsonOption = False,
    lang: LangOption = Lang.ZH,
    plan: PlanOption = True,
    whole_report: Annotated[
        bool,
        typer.Option(
            "--report", help="Writes the whole report instead. 改写整套日照分析报告。"
        ),
    ] = False,
) -> None:
    """分析示例小区: analyses a made-up estate that comes along.

    Some of its households fail on purpose, so that the exit code is 1.
    """
    with (
        failures_reported(lang.value),
        as_file(files("sunlight") / "demo" / "project.toml") as source,
    ):
        from sunlight.cli.model_options import ModelRequest
        from sunlight.cli.run import Request, run

        if whole_report:
            from sunlight.cli.reporting import ReportRequest, write_files

            asked = ReportRequest(
                model=ModelRequest(source=Path(source)),
                folder=output,
                lang=lang.value,
                json=as_json,
            )
            raise typer.Exit(write_files(asked, sys.stdout))
        request = Request(
            model=ModelRequest(source=Path(source)),
            folder=output,
            lang=lang.value,
            json=as_json,
            plan=plan,
            declination=DEFAULT_DECLINATION,
        )
        raise typer.Exit(run(request))


@app.command()
def schema(
    name: Annotated[
        SchemaName,
        typer.Argument(
            help="The project file, the result.json that analyze writes, or the "
            "options of a reader, which --set and [[source]] take; ids: what an IFC "
            "model must contain, as an IDS file; declaration, mapping, review: the "
            "forms that review takes, and review.json. 格式种类。"
        ),
    ] = SchemaName.PROJECT,
) -> None:
    """输出格式说明: prints a JSON Schema for editors and programs, or an IDS file."""
    with failures_reported("zh"):
        if name is SchemaName.PROJECT:
            from sunlight.importers.project_file import project_schema

            described = project_schema()
        elif name is SchemaName.RESULT:
            from sunlight.report.document import result_schema

            described = result_schema()
        elif name is SchemaName.IDS:
            from sunlight.importers.ifc.requirements import ids_document

            write_document(ids_document())
            return
        elif name in _OF_REVIEW:
            from sunlight.review.schemas import schema_of

            described = schema_of(name.value)
        else:
            from sunlight.importers.model_kinds import options_schema

            described = options_schema(name.value)
        write_document(json.dumps(described, ensure_ascii=False, indent=2) + "\n")


@app.command()
def scope(
    project: Annotated[
        Path,
        typer.Argument(
            help="Project file, .toml or .json. 项目文件。", show_default=False
        ),
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="Folder for scope.csv, scope.geojson and scope.png. 成果文件夹。",
        ),
    ] = None,
    rows: Annotated[
        bool,
        typer.Option(
            "--rows/--no-rows",
            help="Measures the windows and adds rows where top floors fail, or stays "
            "with the sectors. 是否计算日照并逐排外延。",
        ),
    ] = True,
    alternatives: Annotated[
        list[str],
        typer.Option(
            "--reading",
            metavar="ID",
            help="Takes the other reading of a clause, such as sector_shape; may be "
            "given several times. 采用另一种读法。",
        ),
    ] = [],  # noqa: B006 -- typer's way to say: none, or several
    as_json: JsonOption = False,
    lang: LangOption = Lang.ZH,
) -> None:
    """确定分析范围: tells who must be analysed and who overlays, with reasons.

    Sectors of the proposed buildings and overlay buildings as 规程五(一)(二) have them,
    and the rows that 规程五(三) adds by the results.
    """
    with failures_reported(lang.value):
        from sunlight.cli.scope import print_scope, scope_of, write_scope
        from sunlight.scope import scope_geojson

        found = scope_of(project, rows=rows, alternatives=tuple(alternatives))
        if output is not None:
            write_scope(found, output, lang=lang.value)
        if as_json:
            document = scope_geojson(found.scope, found.project)
            write_document(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
        else:
            print_scope(found, lang.value, console_on(sys.stdout))


@app.command()
def rules(
    profile: Annotated[
        str, typer.Argument(help="Name of the rules. 规则集。")
    ] = DEFAULT_RULESET,
    *,
    as_json: JsonOption = False,
    lang: LangOption = Lang.ZH,
) -> None:
    """列出条款台账: lists every clause and what became of it.

    Each is a clause function, a figure, other code, not built in yet, or not
    computable.
    """
    with failures_reported(lang.value):
        from sunlight.cli.regulation import ledger_document, print_ledger

        found = ruleset(profile)
        if as_json:
            write_document(ledger_document(found))
        else:
            print_ledger(found, lang.value, console_on(sys.stdout))


@app.command()
def explain(
    clause: Annotated[
        str,
        typer.Argument(
            help="Such as 规程六(三), 办法四, or 六(三) for both texts; or the name of "
            "a reading or figure, such as sector_shape. 条款号，或读法、参数的名称。",
            show_default=False,
        ),
    ],
    *,
    profile: Annotated[
        str,
        typer.Option("--rules", metavar="PROFILE", help="Name of the rules. 规则集。"),
    ] = DEFAULT_RULESET,
    lang: LangOption = Lang.ZH,
) -> None:
    """说明一条规定: tells what a clause means, how it is read, with which figures."""
    with failures_reported(lang.value):
        from sunlight.cli.regulation import print_explanation

        found = ruleset(profile)
        print_explanation(found, clause, lang.value, console_on(sys.stdout))


def main() -> None:
    """Run the command line and end the process with its exit code (命令行入口)."""
    put_up_with_any_character()
    end_on_termination()
    app()


if __name__ == "__main__":
    main()
