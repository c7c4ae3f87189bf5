"""Options of CI jobs: JUnit, SARIF, BCF, annotations of GitHub (CI 选项)."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sunlight.errors import InputError, SunlightError

if TYPE_CHECKING:
    from sunlight.report.ci import CiReport
    from sunlight.rules import Language

__all__ = [
    "BcfFileVersion",
    "BcfOption",
    "BcfVersionOption",
    "CiRequest",
    "GithubOption",
    "JunitOption",
    "SarifOption",
    "ci_request",
    "repository_root",
    "told_to_ci",
    "write_ci_outputs",
]

WORKSPACE: Final = "GITHUB_WORKSPACE"
STEP_SUMMARY: Final = "GITHUB_STEP_SUMMARY"
INPUT_UNUSABLE: Final = "INPUT-UNUSABLE"
"""Code of an input that could not be read or used at all."""


class BcfFileVersion(StrEnum):
    """Version of the BCF format."""

    V21 = "2.1"
    V30 = "3.0"


JunitOption = Annotated[
    Path | None,
    typer.Option(
        "--junit",
        metavar="FILE",
        help="Writes JUnit XML: a test a judged unit and a check of the model; what "
        "was not judged is an error, never a pass. 写出 JUnit XML。",
    ),
]
SarifOption = Annotated[
    Path | None,
    typer.Option(
        "--sarif",
        metavar="FILE",
        help="Writes SARIF 2.1.0: a rule a clause, a result a failing unit or finding, "
        "with the element of the model and a stable fingerprint. 写出 SARIF。",
    ),
]
BcfOption = Annotated[
    Path | None,
    typer.Option(
        "--bcf",
        metavar="FILE",
        help="Writes a BCF file (.bcfzip): a topic a failing unit, seen from its "
        "window towards the building that shades it, with a picture. 写出 BCF。",
    ),
]
BcfVersionOption = Annotated[
    BcfFileVersion | None,
    typer.Option(
        "--bcf-version", help="Version of the BCF file, 3.0 unless given. BCF 版本。"
    ),
]
GithubOption = Annotated[
    bool,
    typer.Option(
        "--github",
        help="Prints annotations for GitHub Actions on standard error, and adds a page "
        "to the job summary where GITHUB_STEP_SUMMARY is set. 输出 GitHub 注释和摘要。",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CiRequest:
    """What a CI job asks for (CI 要求).

    Parameters
    ----------
    junit, sarif, bcf : Path or None
        Files to write.
    bcf_version : BcfFileVersion
        Version of the BCF file.
    github : bool
        Whether annotations and the job summary are written.
    """

    junit: Path | None = None
    sarif: Path | None = None
    bcf: Path | None = None
    bcf_version: BcfFileVersion = BcfFileVersion.V30
    github: bool = False

    @property
    def asked(self) -> bool:
        """Whether anything is asked for."""
        return self.github or any(self.files.values())

    @property
    def files(self) -> Mapping[str, Path | None]:
        """Files by option."""
        return {"--junit": self.junit, "--sarif": self.sarif, "--bcf": self.bcf}


def ci_request(
    *,
    source: Path,
    junit: Path | None,
    sarif: Path | None,
    bcf: Path | None,
    bcf_version: BcfFileVersion | None,
    github: bool,
) -> CiRequest:
    """Options put together (CI 要求).

    Parameters
    ----------
    source : Path
        File that is read: it must not be written over.
    junit, sarif, bcf, bcf_version, github
        Of the options.

    Raises
    ------
    InputError
        If two options name one file, one names the input, or a BCF version is given
        without a BCF file.
    """
    if bcf_version is not None and bcf is None:
        raise InputError(
            "--bcf-version goes with --bcf FILE; add it, or leave the version out",
            where="--bcf-version",
            value=bcf_version.value,
        )
    request = CiRequest(
        junit=junit,
        sarif=sarif,
        bcf=bcf,
        bcf_version=bcf_version or BcfFileVersion.V30,
        github=github,
    )
    taken = {source.resolve(): "the input"}
    for option, path in request.files.items():
        if path is None:
            continue
        place = path.resolve()
        if place in taken:
            raise InputError(
                f"{str(path)!r} is {taken[place]} already; choose another name",
                where=option,
                value=str(path),
            )
        taken[place] = f"the file of {option}"
    return request


def repository_root(source: Path) -> Path:
    """Folder that paths in CI files are relative to (仓库根目录).

    Parameters
    ----------
    source : Path
        File that is read.

    Returns
    -------
    Path
        ``GITHUB_WORKSPACE`` where it is set and holds the file, else the folder that
        the command runs in.
    """
    given = os.environ.get(WORKSPACE, "")
    if given and source.resolve().is_relative_to(Path(given).resolve()):
        return Path(given)
    return Path.cwd()


def write_ci_outputs(
    report: "CiReport",
    request: CiRequest,
    *,
    lang: "Language",
) -> None:
    """Write what a CI job asks for, all files or none (写出 CI 文件).

    Parameters
    ----------
    report : CiReport
        What was judged and found.
    request : CiRequest
        Which files; nothing happens if nothing is asked for.
    lang : {'zh', 'en'}
        Language.

    Raises
    ------
    InputError
        If a file cannot be written.
    """
    if not request.asked:
        return
    from sunlight.report.ci.files import write_files

    write_files(_contents(report, request, lang))
    if request.github:
        from sunlight.importers.exact.text import plain_texts
        from sunlight.report.ci import annotations, step_summary

        lines = plain_texts(list(annotations(report, lang=lang)))
        print(*lines, sep="\n", file=sys.stderr, flush=True)
        _add_summary(step_summary(report, lang=lang))


def _contents(
    report: "CiReport",
    request: CiRequest,
    lang: "Language",
) -> dict[Path, bytes]:
    """Contents by file."""
    made: dict[Path, bytes] = {}
    if request.junit is not None:
        from sunlight.report.ci.junit import junit_xml

        made[request.junit] = junit_xml(report, lang=lang)
    if request.sarif is not None:
        from sunlight.report.ci.sarif import sarif_text

        made[request.sarif] = sarif_text(report, lang=lang).encode("utf-8")
    if request.bcf is not None:
        import datetime as dt

        from sunlight.report.ci.bcf import BcfVersion, bcf_bytes

        made[request.bcf] = bcf_bytes(
            report,
            version=BcfVersion(request.bcf_version.value),
            created=dt.datetime.now(dt.UTC),
            lang=lang,
        )
    return made


def _add_summary(text: str) -> None:
    """Add to the page of the job, where there is one."""
    given = os.environ.get(STEP_SUMMARY, "")
    if not given:
        return
    try:
        with Path(given).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise InputError(
            f"cannot add to the job summary {given!r} ({error.strerror or error}); "
            f"unset {STEP_SUMMARY}, or leave --github out",
            where=STEP_SUMMARY,
            value=given,
        ) from error


@contextmanager
def told_to_ci(request: CiRequest, *, source: Path, lang: "Language") -> Iterator[None]:
    """Tell the CI job why there is no result if the block raises (出错时的 CI 文件).

    Parameters
    ----------
    request : CiRequest
        Which files.
    source : Path
        File that was given.
    lang : {'zh', 'en'}
        Language.

    Raises
    ------
    SunlightError
        What the block raised.
    """
    try:
        yield
    except SunlightError as error:
        _write_failure(error, request, source=source, lang=lang)
        raise


def _write_failure(
    error: SunlightError, request: CiRequest, *, source: Path, lang: "Language"
) -> None:
    """Write a report with what was wrong as its only finding."""
    if not request.asked:
        return
    from sunlight.findings import Finding, Severity
    from sunlight.report.ci import report_of_findings
    from sunlight.report.ci.collect import UNUSABLE

    finding = Finding(
        code=INPUT_UNUSABLE,
        severity=Severity.ERROR,
        where=str(getattr(error, "where", None) or "file"),
        message=str(error),
        message_zh=str(error),
    )
    report = report_of_findings(
        (finding,), source=source, root=repository_root(source), exit_code=UNUSABLE
    )
    write_ci_outputs(report, request, lang=lang)
