"""Reading, checking and printing what a model holds (模型检查)."""

from collections.abc import Sequence

from rich.console import Console

from sunlight.cli.layout import print_heading, print_item
from sunlight.cli.model_options import ModelRequest
from sunlight.cli.summary import print_findings
from sunlight.findings import Finding, Severity
from sunlight.model.project import Project
from sunlight.report.model_check import model_counts
from sunlight.report.texts import texts
from sunlight.rules import Language

__all__ = ["checked", "print_check"]


def checked(request: ModelRequest) -> tuple[Project, tuple[Finding, ...]]:
    """Model and everything found about it (读取并检查).

    Parameters
    ----------
    request : ModelRequest
        Which file, and how to read it.

    Returns
    -------
    project : Project
        As read.
    findings : tuple of Finding
        Of the reader, the model check and the model gate; errors first.
    """
    project, every = request.read(gate=True)
    order = list(Severity)
    return project, tuple(sorted(every, key=lambda f: order.index(f.severity)))


def print_check(
    project: Project, findings: Sequence[Finding], lang: Language, console: Console
) -> None:
    """Print what a model holds and what was found (打印).

    Parameters
    ----------
    project, findings
        As :func:`checked` gives them.
    lang : {'zh', 'en'}
        Language.
    console : Console
        Where to.
    """
    words = texts(lang)
    print_heading(console, words["check.title"].format(name=project.name))
    for name, count in model_counts(project).items():
        print_item(console, f"{words[f'check.{name}']}: {count:,}")
    site = project.site
    print_item(
        console,
        words["check.place"].format(
            latitude=f"{site.latitude:.5f}",
            longitude=f"{site.longitude:.5f}",
            origin=site.place_origin,
            angle=f"{site.north_angle:.3f}",
            crs=site.crs or "-",
        ),
    )
    print_heading(console, words["check.findings"])
    print_findings(findings, lang, console, notes_in_full=True)
    counts = {s: sum(f.severity is s for f in findings) for s in Severity}
    line = words["check.counted"]
    print_item(console, line.format(**{s.value: counts[s] for s in Severity}))
    if len(project.windows) == 0:
        print_item(console, words["check.nothing"])
