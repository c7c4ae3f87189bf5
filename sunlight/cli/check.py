"""``sunlight check``: what a model holds and what is wrong with it (模型检查)."""

import json
import sys
from typing import Annotated

import typer

from sunlight.cli.ci_options import (
    BcfOption,
    BcfVersionOption,
    GithubOption,
    JunitOption,
    SarifOption,
    ci_request,
    repository_root,
    told_to_ci,
    write_ci_outputs,
)
from sunlight.cli.extra_outputs import PictureOption, extra_outputs, write_picture
from sunlight.cli.model_options import ModelRequest
from sunlight.cli.options import JsonOption, Lang, LangOption
from sunlight.cli.reading import reads_model

__all__ = ["check"]


@reads_model
def check(
    request: ModelRequest,
    *,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Takes warnings for errors. 警告亦视为错误。"),
    ] = False,
    picture: PictureOption = None,
    as_json: JsonOption = False,
    junit: JunitOption = None,
    sarif: SarifOption = None,
    bcf: BcfOption = None,
    bcf_version: BcfVersionOption = None,
    github: GithubOption = False,
    lang: LangOption = Lang.ZH,
) -> None:
    """检查模型: tells what a model holds and what is wrong with it, before analysis.

    Exit codes: 0 no error; 1 an error, with --strict a warning too; 2 wrong usage or
    unreadable file, such as one without a building; 3 no window, so that nothing can
    be analysed.
    """
    model = request.source
    extra = extra_outputs(model, picture=picture, ifc_results=None)
    from sunlight.cli.checking import checked, print_check
    from sunlight.cli.streams import console_on, write_document
    from sunlight.model.gate import GATE_TEXTS, SHARED_CODES
    from sunlight.report.ci import report_of_findings
    from sunlight.report.model_check import check_document, check_exit_code

    ci = ci_request(
        source=model,
        junit=junit,
        sarif=sarif,
        bcf=bcf,
        bcf_version=bcf_version,
        github=github,
    )
    with told_to_ci(ci, source=model, lang=lang.value):
        project, findings = checked(request)
        code = check_exit_code(project, findings, strict=strict)
        if ci.asked:
            report = report_of_findings(
                findings,
                source=model,
                root=repository_root(model),
                exit_code=code,
                checks=(*GATE_TEXTS, *SHARED_CODES),
                project=project,
            )
            write_ci_outputs(report, ci, lang=lang.value)
    if as_json:
        document = check_document(project, findings, strict=strict)
        text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
        write_document(text + "\n")
    else:
        print_check(project, findings, lang.value, console_on(sys.stdout))
    if extra.picture is not None:
        write_picture(project, extra.picture, lang=lang.value)
    raise typer.Exit(code)
