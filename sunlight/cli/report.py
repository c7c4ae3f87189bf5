"""``sunlight report``: the whole report in one command (日照分析报告)."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from sunlight.cli.model_options import ModelRequest
from sunlight.cli.options import (
    DEFAULT_DECLINATION,
    AlternativesOption,
    DeclinationOption,
    JsonOption,
    Lang,
)
from sunlight.cli.reading import reads_model
from sunlight.errors import InputError

__all__ = ["FormatName", "Paper", "report"]

REPORT_FOLDER: Final = Path("sunlight-report")


class FormatName(StrEnum):
    """Kinds of files, as :data:`sunlight.report.files.FORMATS`."""

    DOCX = "docx"
    XLSX = "xlsx"
    DXF = "dxf"
    HTML = "html"
    BUNDLE = "bundle"
    PICTURES = "pictures"


class Paper(StrEnum):
    """Paper of the drawings."""

    A3 = "A3"
    A4 = "A4"


@reads_model
def report(
    request: ModelRequest,
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Folder for the report; it is made if need be. 成果文件夹。",
        ),
    ] = REPORT_FOLDER,
    only: Annotated[
        list[FormatName],
        typer.Option(
            "--only",
            help="Writes this kind of file only; may be given several times. "
            "只写此种文件。",
        ),
    ] = [],  # noqa: B006 -- typer's way to say: none, or several
    paper: Annotated[
        Paper, typer.Option(help="Paper of the drawings. 图幅。")
    ] = Paper.A3,
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="DOCX whose styles, headers and cover are taken. 报告模板。",
            show_default=False,
        ),
    ] = None,
    client_letter: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="DOCX form with fields that takes the place of the client's letter of "
            "commitment. 建设单位承诺书格式。",
            show_default=False,
        ),
    ] = None,
    compiler_letter: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The same for the letter of the compiler. 编制单位承诺书格式。",
            show_default=False,
        ),
    ] = None,
    sunpaths: Annotated[
        int,
        typer.Option(
            min=0,
            help="Sun-path charts of failing units at the most. 太阳轨迹图张数上限。",
        ),
    ] = 12,
    mask: Annotated[
        bool,
        typer.Option(
            "--mask",
            help="Leaves out map coordinates and names, for a report that is shared. "
            "隐去地图坐标和名称。",
        ),
    ] = False,
    declination: DeclinationOption = DEFAULT_DECLINATION,
    alternatives: AlternativesOption = [],  # noqa: B006 -- as above
    as_json: JsonOption = False,
    lang: Lang = Lang.ZH,
) -> None:
    """写日照分析报告: writes document, workbook, drawings, page and bundle.

    report.docx to be edited and signed, report.xlsx with every window, drawings.dxf for
    CAD, page.html with the 3D model, report.sunlight.zip for the review, and pictures.
    Exit codes are those of analyze.
    """
    from sunlight.cli.reporting import ReportRequest, write_files
    from sunlight.report.files import FORMATS, ReportOptions

    letters = {"letter-client": client_letter, "letter-compiler": compiler_letter}
    given = {name: path for name, path in letters.items() if path is not None}
    formats = tuple(f for f in FORMATS if not only or FormatName(f) in only)
    if "docx" not in formats and (template is not None or given):
        raise InputError(
            "templates are for the DOCX report, which --only leaves out; add "
            "--only docx, or leave the templates out",
            where="--template" if template is not None else "--client-letter",
        )
    code = write_files(
        ReportRequest(
            model=request,
            folder=output,
            lang=lang.value,
            json=as_json,
            declination=declination,
            alternatives=tuple(alternatives),
            options=ReportOptions(
                formats=formats,
                paper=paper.value,
                sunpaths=sunpaths,
                template=template,
                letters=given,
                masked=mask,
            ),
        ),
        sys.stdout,
    )
    raise typer.Exit(code)
