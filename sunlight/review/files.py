"""Files of a review: opinion, document, tables, pictures, all or nothing (复核成果)."""

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from sunlight.errors import InputError, MissingExtraError
from sunlight.report.pictures.drawing import DrawnPicture
from sunlight.report.pictures.write import write_drawings
from sunlight.report.staging import staged_folder
from sunlight.report.written import written_file
from sunlight.review.matching.given import write_unmatched
from sunlight.review.opinion.content import opinion_record, wordings
from sunlight.review.opinion.document import document_text, review_document
from sunlight.review.opinion.html import report_html
from sunlight.review.opinion.names import (
    OPINION_DOCX,
    OPINION_HTML,
    PICTURES,
    REPLACED,
    REVIEW_JSON,
    ROWS_CSV,
    UNITS_CSV,
    UNMATCHED_CSV,
)
from sunlight.review.opinion.pictures.drawings import review_drawings
from sunlight.review.opinion.tables import (
    rows_table,
    units_table,
    write_tables,
)
from sunlight.review.records.review import Review
from sunlight.rules import Language

__all__ = [
    "REVIEW_FORMATS",
    "ReviewFormat",
    "ReviewProgress",
    "check_formats",
    "write_review",
]

ReviewFormat = Literal["docx", "html", "json", "csv", "pictures"]
"""A kind of file of a review."""
REVIEW_FORMATS: Final[tuple[ReviewFormat, ...]] = (
    "docx",
    "html",
    "json",
    "csv",
    "pictures",
)
ReviewProgress = Callable[[str, int, int], None]
"""Told the step, how much is done and how much there is."""


def write_review(
    review: Review,
    folder: Path,
    *,
    lang: Language = "zh",
    formats: Sequence[ReviewFormat] = REVIEW_FORMATS,
    pictures: bool = True,
    paper: Literal["A3", "A4"] = "A3",
    progress: ReviewProgress | None = None,
) -> tuple[Path, ...]:
    """Write the files of a review into a folder, all or nothing (写出复核成果).

    Files of an earlier review that are not written anew are removed.

    Parameters
    ----------
    review : Review
        The review.
    folder : Path
        Where they go; it is made if need be.
    lang : {'zh', 'en'}
        Language of opinion, headings and pictures; ``review.json`` has both.
    formats : sequence of ReviewFormat
        ``docx`` and ``html`` are the opinion, ``json`` is ``review.json``, ``csv``
        are ``rows.csv``, ``units.csv`` and, where rows were not matched,
        ``unmatched.csv`` to be filled in by hand; ``pictures`` keeps the pictures as
        files too.
    pictures : bool
        Whether anything is drawn at all.
    paper : {'A3', 'A4'}
        Paper of the plan.
    progress : callable, optional
        Told the step, how much is done and how much there is.

    Returns
    -------
    tuple of Path
        Files written, in order of their names.

    Raises
    ------
    InputError
        If a format is unknown, or the folder cannot be written to.
    MissingExtraError
        If a package that a format needs is not installed.
    """
    check_formats(formats)
    folder = Path(folder)
    step = _no_step if progress is None else progress
    with staged_folder(folder, replaced=REPLACED, document=REVIEW_JSON) as new:
        try:
            with _drawn(
                review, new, lang, formats, paper, step, wanted=pictures
            ) as drawn:
                _write(review, new, lang, formats, drawn, step)
            if "json" in formats:
                _write_document(review, new)
        except OSError as error:
            raise InputError(
                f"cannot write the review ({error.strerror or error}); choose another "
                "folder or make room on the disk",
                where="output folder",
                value=str(folder),
            ) from error
        names = sorted(p.relative_to(new) for p in new.rglob("*") if p.is_file())
    return tuple(folder / name for name in names)


def check_formats(formats: Sequence[str]) -> None:
    """Refuse a format that cannot be written, before anything is computed (检查格式).

    Parameters
    ----------
    formats : sequence of str
        As for :func:`write_review`.

    Raises
    ------
    InputError
        If a format is unknown.
    MissingExtraError
        If a package that a format needs is not installed.
    """
    unknown = [name for name in formats if name not in REVIEW_FORMATS]
    if unknown:
        raise InputError(
            f"there is no format {unknown[0]!r}; choose of: "
            f"{', '.join(REVIEW_FORMATS)}",
            where="formats",
            value=unknown[0],
        )
    if "docx" in formats and find_spec("docx") is None:
        raise MissingExtraError("writing DOCX opinions", extra="report")


def _no_step(name: str, done: int, total: int) -> None:
    """Tell nobody."""


def _write_document(review: Review, folder: Path) -> None:
    """Write ``review.json``, which names the files beside it."""
    files = [
        written_file(path, folder)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    text = document_text(review_document(review, files))
    (folder / REVIEW_JSON).write_text(text, encoding="utf-8", newline="\n")


@contextlib.contextmanager
def _drawn(
    review: Review,
    folder: Path,
    lang: Language,
    formats: Sequence[ReviewFormat],
    paper: str,
    step: ReviewProgress,
    *,
    wanted: bool,
) -> Iterator[tuple[DrawnPicture, ...]]:
    """Pictures for whoever needs them; kept only if they were asked for."""
    if not wanted or not {"pictures", "docx", "html"} & set(formats):
        yield ()
        return
    made = review_drawings(review, lang=lang, paper=paper)

    def told(name: str, done: int, total: int) -> None:
        step("pictures", done, total)

    if "pictures" in formats:
        place = folder / PICTURES
        if made:
            place.mkdir()
        yield write_drawings(made, place, progress=told)
        return
    with tempfile.TemporaryDirectory(prefix="sunlight-") as aside:
        yield write_drawings(made, Path(aside), progress=told)


def _write(
    review: Review,
    folder: Path,
    lang: Language,
    formats: Sequence[ReviewFormat],
    pictures: tuple[DrawnPicture, ...],
    step: ReviewProgress,
) -> None:
    """Write opinion and tables."""
    record = opinion_record(review, lang=lang)
    told = [name for name in ("docx", "html", "csv") if name in formats]
    for done, name in enumerate(told):
        step("tables" if name == "csv" else "opinion", done, len(told))
        if name == "docx":
            from sunlight.report.docx.write import write_docx

            write_docx(
                record,
                folder / OPINION_DOCX,
                pictures=pictures,
                wordings=wordings(lang),
            )
        elif name == "html":
            text = report_html(record, pictures=pictures, wordings=wordings(lang))
            (folder / OPINION_HTML).write_text(text, encoding="utf-8", newline="\n")
        else:
            _write_csv(review, folder, lang)


def _write_csv(review: Review, folder: Path, lang: Language) -> None:
    """Write rows, units, and what is to be matched by hand."""
    tables = [
        (folder / ROWS_CSV, rows_table(review, lang=lang)),
        (folder / UNITS_CSV, units_table(review, lang=lang)),
    ]
    write_tables(tables, lang=lang)
    if (review.match.window < 0).any():
        write_unmatched(
            folder / UNMATCHED_CSV,
            review.assessment.project,
            review.submission,
            review.match,
            lang=lang,
        )
