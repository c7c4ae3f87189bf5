"""From a submission and a model to the files of an opinion (复核运行)."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from rich.text import Text

from sunlight.assessment.measuring.results import Progress
from sunlight.cli.ci_options import repository_root
from sunlight.cli.declination_option import declination_convention
from sunlight.cli.layout import print_item
from sunlight.cli.model_options import ModelRequest
from sunlight.cli.options import DEFAULT_DECLINATION
from sunlight.cli.run import refuse_errors, shown_progress
from sunlight.cli.streams import console_on, write_document
from sunlight.errors import InputError
from sunlight.report.staging import staged_folder
from sunlight.report.texts import texts
from sunlight.review.files import ReviewFormat, check_formats, write_review
from sunlight.review.matching.given import read_given_matches
from sunlight.review.opinion.document import document_text, review_document
from sunlight.review.opinion.names import REPLACED
from sunlight.review.opinion.sarif import review_sarif
from sunlight.review.opinion.summary import summary_lines
from sunlight.review.reading.submission import read_submission
from sunlight.review.records.review import Review
from sunlight.review.run import TOLERANCE, review
from sunlight.rules import Language

__all__ = ["ReviewRequest", "review_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRequest:
    """What is asked for (复核要求).

    Parameters
    ----------
    model : ModelRequest
        The reviewer's model, and how to read it.
    submission : tuple of Path
        Files of the submitted report.
    declaration, mapping, matches : Path or None
        What is said by hand.
    tolerance : float
        Difference allowed. [min]
    inference : bool
        Whether conventions are looked for.
    folder : Path
        Where the files go.
    formats : tuple of str
        Kinds of files.
    sarif : Path or None
        SARIF file.
    declination : str
        Convention of our own calculation, in words.
    alternatives : tuple of str
        Readings whose alternative is taken.
    json : bool
        Whether standard output gets the document instead of a summary.
    lang : {'zh', 'en'}
        Language.
    """

    model: ModelRequest
    submission: tuple[Path, ...]
    declaration: Path | None
    mapping: Path | None
    matches: Path | None
    folder: Path
    formats: tuple[ReviewFormat, ...]
    sarif: Path | None
    lang: Language
    tolerance: float = TOLERANCE
    inference: bool = True
    declination: str = DEFAULT_DECLINATION
    alternatives: tuple[str, ...] = ()
    json: bool = False


def review_files(request: ReviewRequest, out: TextIO) -> int:
    """Read, review, write the opinion and say what came of it (写复核意见).

    Parameters
    ----------
    request : ReviewRequest
        What is asked for.
    out : text stream
        Where the summary goes.

    Returns
    -------
    int
        Exit code: 0 nothing to answer, 1 something is wrong, 3 to be answered or open.

    Raises
    ------
    typer.Exit
        With 2 if the reviewer's model has errors; they are listed, nothing is written.
    SunlightError
        If the input is unusable or the files cannot be written.
    """
    check_formats(request.formats)
    _check_places(request)
    messages = console_on(sys.stderr)
    words = texts(request.lang)
    with shown_progress(messages, words) as progress:
        progress("reading", 0, 1)
        submission, reading = read_submission(
            request.submission,
            declaration=request.declaration,
            mapping=request.mapping,
            limits=request.model.limits,
        )
        given = None if request.matches is None else read_given_matches(request.matches)
        project, findings = request.model.read()
        refuse_errors(findings, request.lang, messages)
        found = review(
            project,
            submission,
            findings=findings,
            reading=reading,
            given=given,
            tolerance=request.tolerance,
            declination=declination_convention(
                request.declination, longitude=project.site.longitude
            ),
            readings=request.alternatives,
            inference=request.inference,
            progress=progress,
        )
        refuse_errors(found.assessment.findings, request.lang, messages)
        written = _written(request, found, progress)
    if request.json:
        write_document(document_text(review_document(found)))
        return found.exit_code
    console = console_on(out)
    for line in summary_lines(found, request.lang):
        console.print(Text(line))
    for path in written:
        print_item(console, Text(str(path)))
    return found.exit_code


def _written(
    request: ReviewRequest, found: Review, progress: Progress
) -> tuple[Path, ...]:
    """Write the files, and SARIF with them: all or nothing."""

    def write() -> tuple[Path, ...]:
        return write_review(
            found,
            request.folder,
            lang=request.lang,
            formats=request.formats,
            progress=progress,
        )

    if request.sarif is None:
        return write()
    text = review_sarif(
        found,
        lang=request.lang,
        paths=[
            *request.submission,
            *(p for p in (request.declaration, request.mapping) if p is not None),
        ],
        root=repository_root(request.model.source),
    )
    with staged_folder(request.sarif.parent) as staged:
        (staged / request.sarif.name).write_text(text, encoding="utf-8", newline="\n")
        return write()


def _check_places(request: ReviewRequest) -> None:
    """Refuse to write over what is read, before anything is computed."""
    folder, sarif = request.folder, request.sarif
    if folder.exists() and not folder.is_dir():
        raise InputError(
            "is a file; give the name of a folder", where="-o", value=str(folder)
        )
    told = (request.declaration, request.mapping, request.matches)
    read = [*request.submission, request.model.source, *(p for p in told if p)]
    replaced = {path.resolve() for name in REPLACED for path in folder.glob(name)}
    for path in read:
        if path.resolve() in replaced:
            raise InputError(
                f"{path.name!r} is read, and the files of the review would replace it; "
                "copy it elsewhere or give another folder",
                where="-o",
                value=str(folder),
            )
        if sarif is not None and sarif.resolve() == path.resolve():
            raise InputError(
                f"{sarif.name!r} is a file that is read; give another name",
                where="--sarif",
                value=str(sarif),
            )
    if sarif is not None and sarif.is_dir():
        raise InputError(
            "is a folder; give the name of a file, such as review.sarif",
            where="--sarif",
            value=str(sarif),
        )
    if sarif is not None and sarif.resolve() in {
        (folder / name).resolve() for name in REPLACED
    }:
        raise InputError(
            f"{sarif.name!r} is a file of the review itself; give another name",
            where="--sarif",
            value=str(sarif),
        )
