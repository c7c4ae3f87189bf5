"""``sunlight review``: somebody else's report checked and recomputed (日照复核)."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from sunlight.cli.ci_options import SarifOption
from sunlight.cli.model_options import ModelRequest
from sunlight.cli.options import (
    DEFAULT_DECLINATION,
    AlternativesOption,
    DeclinationOption,
    JsonOption,
    Lang,
    LangOption,
)
from sunlight.cli.reading import reads_model

__all__ = ["OpinionFormat", "review"]

REVIEW_FOLDER: Final = Path("sunlight-review")


class OpinionFormat(StrEnum):
    """Kinds of files of an opinion."""

    DOCX = "docx"
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    PICTURES = "pictures"


@reads_model
def review(
    request: ModelRequest,
    submission: Annotated[
        list[Path],
        typer.Argument(
            metavar="SUBMISSION...",
            help="Files of the submitted report: window tables as .xlsx, .csv, .docx "
            "or text .pdf, or a .sunlight.zip bundle. 送审报告文件。",
            show_default=False,
        ),
    ],
    *,
    declaration: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Form (.toml, .json) with what the report states: place, day, band, "
            "time step, compiler, material, conclusion. What the documents say "
            "themselves is read from them. 送审参数登记表。",
            show_default=False,
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Which column is what, for tables of an odd layout (.toml). "
            "列对应文件。",
            show_default=False,
        ),
    ] = None,
    matches: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Which row is which window, made by hand from unmatched.csv (.csv, "
            ".xlsx). 人工窗位对应表。",
            show_default=False,
        ),
    ] = None,
    tolerance: Annotated[
        float,
        typer.Option(
            min=0.0,
            max=59.0,
            metavar="MINUTES",
            help="Difference that is allowed, included. Three minutes are remembered "
            "of the national standard and not verified. 允许偏差。",
        ),
    ] = 3.0,
    inference: Annotated[
        bool,
        typer.Option(
            "--inference/--no-inference",
            help="Looks for the conventions that best explain the submitted figures, "
            "or not. 是否推断差异原因。",
        ),
    ] = True,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Folder for the opinion; it is made if need be. 成果文件夹。",
        ),
    ] = REVIEW_FOLDER,
    only: Annotated[
        list[OpinionFormat],
        typer.Option(
            "--only",
            help="Writes this kind of file only; may be given several times. "
            "只写此种文件。",
        ),
    ] = [],  # noqa: B006 -- typer's way to say: none, or several
    sarif: SarifOption = None,
    declination: DeclinationOption = DEFAULT_DECLINATION,
    alternatives: AlternativesOption = [],  # noqa: B006 -- as above
    as_json: JsonOption = False,
    lang: LangOption = Lang.ZH,
) -> None:
    """复核送审报告: checks a submitted report against the reviewer's own model.

    Form, model, scope, method and every figure are looked at (办法五、六), and why the
    figures differ. Exit codes: 0 nothing to answer; 1 something is wrong; 2 wrong usage
    or unreadable input; 3 something must be answered, or could not be compared.
    """
    from sunlight.cli.reviewing import ReviewRequest, review_files
    from sunlight.review.files import REVIEW_FORMATS

    formats = tuple(f for f in REVIEW_FORMATS if not only or OpinionFormat(f) in only)
    code = review_files(
        ReviewRequest(
            model=request,
            submission=tuple(submission),
            declaration=declaration,
            mapping=mapping,
            matches=matches,
            tolerance=tolerance,
            inference=inference,
            folder=output,
            formats=formats,
            sarif=sarif,
            declination=declination,
            alternatives=tuple(alternatives),
            json=as_json,
            lang=lang.value,
        ),
        sys.stdout,
    )
    raise typer.Exit(code)
