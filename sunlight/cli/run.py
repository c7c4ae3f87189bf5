"""From a file to results: what ``analyze`` and ``demo`` have in common (运行)."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import typer
from rich.console import Console

from sunlight.assessment import Assessment, assess, comparison_of
from sunlight.assessment.measuring.results import Progress
from sunlight.assessment.sampled import sampled_assessment
from sunlight.cli.boundary import UNUSABLE
from sunlight.cli.ci_options import (
    CiRequest,
    repository_root,
    told_to_ci,
    write_ci_outputs,
)
from sunlight.cli.cluster_option import ClusterRequest, computing
from sunlight.cli.comparison import print_comparison
from sunlight.cli.declination_option import declination_convention
from sunlight.cli.extra_outputs import ExtraOutputs, write_extra_outputs
from sunlight.cli.model_options import ModelRequest
from sunlight.cli.streams import console_on, write_document
from sunlight.cli.summary import Summary, print_findings, print_summary
from sunlight.durations.sampling import Sampling
from sunlight.findings import Finding, Severity
from sunlight.model.project import Project
from sunlight.report.ci import report_of_assessment, report_of_findings
from sunlight.report.document import EXIT_CODES, document_text, result_document
from sunlight.report.names import PLAN_NAME, REPLACED_NAMES, RESULT_NAMES
from sunlight.report.readings import turns_by_reading
from sunlight.report.staging import staged_folder
from sunlight.report.texts import Texts, texts
from sunlight.report.write import write_results
from sunlight.rules import Language, ruleset

__all__ = ["Request", "refuse_errors", "run", "shown_progress"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for (运行要求).

    Parameters
    ----------
    model : ModelRequest
        Project file or model, and how to read it.
    folder : Path or None
        Where the files go; None to write none.
    lang : {'zh', 'en'}
        Language.
    json : bool
        Whether standard output gets the document instead of the summary.
    plan : bool
        Whether the picture is drawn.
    declination : str
        Convention in words.
    alternatives : tuple of str
        Readings whose alternative is taken.
    readings : bool
        Whether the verdicts that other readings would turn are listed.
    compare : tuple of str
        Names of other rules to judge the same project by.
    sampling : Sampling or None
        How a program samples whose figures are to stand beside ours.
    cluster : ClusterRequest or None
        Where to compute; None for this process.
    ci : CiRequest
        Files and annotations for a CI job.
    extra : ExtraOutputs
        A picture, a copy of the IFC model.
    """

    model: ModelRequest
    folder: Path | None
    lang: Language
    json: bool
    plan: bool
    declination: str
    alternatives: tuple[str, ...] = ()
    readings: bool = False
    compare: tuple[str, ...] = ()
    sampling: Sampling | None = None
    cluster: ClusterRequest | None = None
    ci: CiRequest = field(default_factory=CiRequest)
    extra: ExtraOutputs = field(default_factory=ExtraOutputs)


def run(request: Request) -> int:
    """Read, analyse, write and sum up (运行).

    Parameters
    ----------
    request : Request
        What is asked for.

    Returns
    -------
    int
        Exit code: 0 all that is judged passes, 1 a unit fails, 3 undetermined.

    Raises
    ------
    typer.Exit
        With 2 if the project has errors; they are listed and nothing is written but
        what a CI job asks for.
    SunlightError
        If the input is unusable or the files cannot be written.
    """
    with told_to_ci(request.ci, source=request.model.source, lang=request.lang):
        return _run(request)


def _run(request: Request) -> int:
    """Read, analyse, write and sum up, whatever goes wrong."""
    messages = console_on(sys.stderr)
    for name in request.compare:
        ruleset(name)  # a wrong name is told before anything is computed
    project, findings = request.model.read()
    _refuse(project, findings, request, messages)
    names = [name for name in RESULT_NAMES if request.plan or name != PLAN_NAME]
    target = (
        nullcontext(None)
        if request.folder is None
        else staged_folder(request.folder, replaced=REPLACED_NAMES)
    )
    with (
        computing(request.cluster),
        target as staged,
        shown_progress(messages, texts(request.lang)) as progress,
    ):
        assessment = _assessed(project, findings, request, progress)
        _refuse(project, assessment.findings, request, messages)
        readings = turns_by_reading(assessment) if request.readings else None
        comparison = (
            comparison_of(assessment, request.compare, progress=progress)
            if request.compare
            else None
        )
        sampled = (
            None
            if request.sampling is None
            else sampled_assessment(assessment, request.sampling)
        )
        if staged is None:
            document = result_document(assessment, readings=readings, sampled=sampled)
        else:
            progress("tables", 0, 1)
            document = write_results(
                assessment,
                staged,
                lang=request.lang,
                names=names,
                readings=readings,
                comparison=comparison,
                sampled=sampled,
            )
    write_extra_outputs(
        assessment, request.extra, source=request.model.source, lang=request.lang
    )
    root = repository_root(request.model.source)
    if request.ci.asked:
        report = report_of_assessment(
            assessment, source=request.model.source, root=root
        )
        write_ci_outputs(report, request.ci, lang=request.lang)
    if request.json:
        write_document(document_text(document))
    else:
        summary = Summary(
            assessment=assessment,
            document=document,
            lang=request.lang,
            folder=request.folder,
        )
        print_summary(summary, console_on(sys.stdout))
        if comparison is not None:
            print_comparison(comparison, request.lang, console_on(sys.stdout))
    return EXIT_CODES[assessment.outcome]


def _refuse(
    project: Project,
    findings: tuple[Finding, ...],
    request: Request,
    messages: Console,
) -> None:
    """Stop where there are errors, and tell the CI job which."""
    if request.ci.asked and any(f.severity is Severity.ERROR for f in findings):
        report = report_of_findings(
            findings,
            source=request.model.source,
            root=repository_root(request.model.source),
            exit_code=UNUSABLE,
            project=project,
        )
        write_ci_outputs(report, request.ci, lang=request.lang)
    refuse_errors(findings, request.lang, messages)


def refuse_errors(
    findings: tuple[Finding, ...], lang: Language, messages: Console
) -> None:
    """Stop where the model cannot be judged as it stands (有错误则停止).

    Parameters
    ----------
    findings : tuple of Finding
        Findings of the file or the results.
    lang : {'zh', 'en'}
        Language.
    messages : Console
        Where the errors are listed.

    Raises
    ------
    typer.Exit
        With 2 if one of them is an error.
    """
    errors = [f for f in findings if f.severity is Severity.ERROR]
    if errors:
        words = texts(lang)["errors.findings"].format(count=len(errors))
        messages.print(words, style="red")
        print_findings(errors, lang, messages)
        raise typer.Exit(UNUSABLE)


def _assessed(
    project: Project,
    findings: tuple[Finding, ...],
    request: Request,
    progress: Progress,
) -> Assessment:
    """Assess with the conventions asked for."""
    convention = declination_convention(
        request.declination, longitude=project.site.longitude
    )
    return assess(
        project,
        findings=findings,
        declination=convention,
        readings=request.alternatives,
        progress=progress,
    )


@contextmanager
def shown_progress(messages: Console, words: Texts) -> Iterator[Progress]:
    """Progress bar on a terminal, nothing elsewhere (进度).

    Parameters
    ----------
    messages : Console
        Where to, if it is a terminal.
    words : mapping
        Catalogue, with the names of the steps under ``progress``.

    Yields
    ------
    callable
        Told the step, how much of it is done and how much there is.
    """
    if not messages.is_terminal:
        yield lambda name, done, total: None
        return
    from rich import progress as bars

    bar = bars.Progress(
        bars.SpinnerColumn(),
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.TaskProgressColumn(),
        bars.TimeElapsedColumn(),
        console=messages,
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=None)

        def show(name: str, done: int, total: int) -> None:
            steps = name.split(":")
            label = " ".join(words[f"progress.{step}"] for step in steps)
            bar.update(task, description=label, completed=done, total=total or None)

        yield show
