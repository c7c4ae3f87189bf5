"""From a model to the files of a report, or to its page alone (报告运行)."""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from sunlight.assessment import Assessment, assess
from sunlight.assessment.masking.mask import masked_project
from sunlight.assessment.measuring.results import Progress
from sunlight.cli.declination_option import declination_convention
from sunlight.cli.model_options import ModelRequest
from sunlight.cli.options import DEFAULT_DECLINATION
from sunlight.cli.run import refuse_errors, shown_progress
from sunlight.cli.streams import console_on, write_document
from sunlight.cli.summary import Summary, print_ending, print_findings
from sunlight.findings import Finding
from sunlight.report.document import EXIT_CODES, document_text
from sunlight.report.files import (
    ReportOptions,
    check_packages,
    check_reportable,
    check_size,
    write_report,
)
from sunlight.report.names import REPLACED_NAMES
from sunlight.report.staging import staged_folder
from sunlight.report.texts import texts
from sunlight.rules import Language

__all__ = ["ReportRequest", "assessed", "write_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequest:
    """What is asked for (报告要求).

    Parameters
    ----------
    model : ModelRequest
        Project file or model, and how to read it.
    folder : Path
        Where the files go.
    lang : {'zh', 'en'}
        Language.
    json : bool
        Whether standard output gets the document instead of a summary.
    declination : str
        Convention in words.
    alternatives : tuple of str
        Readings whose alternative is taken.
    options : ReportOptions
        Which files, and how.
    """

    model: ModelRequest
    folder: Path
    lang: Language
    json: bool = False
    declination: str = DEFAULT_DECLINATION
    alternatives: tuple[str, ...] = ()
    options: ReportOptions = field(default_factory=ReportOptions)


def write_files(request: ReportRequest, out: TextIO) -> int:
    """Read, assess, write the report and say what came of it (写报告).

    Parameters
    ----------
    request : ReportRequest
        What is asked for.
    out : text stream
        Where the summary goes.

    Returns
    -------
    int
        Exit code: 0 all that is judged passes, 1 a unit fails, 3 undetermined.

    Raises
    ------
    typer.Exit
        With 2 if the project has errors; they are listed and nothing is written.
    SunlightError
        If the input is unusable or the files cannot be written.
    """
    check_packages(request.options.formats)
    _check_files(request.options)
    messages = console_on(sys.stderr)
    with shown_progress(messages, texts(request.lang)) as progress:
        assessment, findings = assessed(request, progress)
        check_reportable(assessment)
        with staged_folder(request.folder, replaced=REPLACED_NAMES) as staged:
            document = write_report(
                assessment,
                staged,
                lang=request.lang,
                options=request.options,
                findings=findings,
                progress=progress,
            )
    if request.json:
        write_document(document_text(document))
        return EXIT_CODES[assessment.outcome]
    summary = Summary(
        assessment=assessment,
        document=document,
        lang=request.lang,
        folder=request.folder,
    )
    console = console_on(out)
    print_findings(assessment.findings, request.lang, console)
    print_ending(summary, console)
    return EXIT_CODES[assessment.outcome]


def _check_files(options: ReportOptions) -> None:
    """Refuse templates that cannot be read, before the model is."""
    if options.template is None and not options.letters:
        return
    from sunlight.report.docx.templates import read_template

    if options.template is not None:
        read_template(options.template, "template")
    for key, path in options.letters.items():
        read_template(path, f"letters[{key}]")


def assessed(
    request: ReportRequest, progress: Progress
) -> tuple[Assessment, tuple[Finding, ...]]:
    """Read, mask if asked, and assess; errors end it (读取并评定).

    Parameters
    ----------
    request : ReportRequest
        What is asked for.
    progress : callable
        Told the step.

    Returns
    -------
    assessment : Assessment
        Of the masked project, if that was asked for.
    findings : tuple of Finding
        Those of the reader, masked likewise.

    Raises
    ------
    typer.Exit
        With 2 if the project has errors, which are listed.
    InputError
        If it has more windows than a report takes.
    """
    messages = console_on(sys.stderr)
    project, findings = request.model.read()
    refuse_errors(findings, request.lang, messages)
    check_size(project)
    if request.options.masked:
        project, findings = masked_project(project, findings)
    convention = declination_convention(
        request.declination, longitude=project.site.longitude
    )
    assessment = assess(
        project,
        findings=findings,
        declination=convention,
        readings=request.alternatives,
        progress=progress,
    )
    refuse_errors(assessment.findings, request.lang, messages)
    return assessment, findings
