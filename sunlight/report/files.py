"""A whole report: document, workbook, drawings, page, bundle (报告成果)."""

import contextlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from sunlight.assessment import Assessment
from sunlight.assessment.measuring.results import Progress
from sunlight.errors import InputError, MissingExtraError
from sunlight.findings import Finding
from sunlight.model.project import Project
from sunlight.report.content.build import report_record
from sunlight.report.content.records import Report
from sunlight.report.document import document_text, result_document
from sunlight.report.document_records import ResultDocument
from sunlight.report.names import (
    BUNDLE_NAME,
    DOCUMENT_NAME,
    DOCX_NAME,
    DXF_NAME,
    PAGE_NAME,
    PICTURES_FOLDER,
    XLSX_NAME,
)
from sunlight.report.pictures.drawing import DrawnPicture
from sunlight.report.written import written_file
from sunlight.rules import Language

__all__ = [
    "FORMATS",
    "MOST_WINDOWS",
    "Format",
    "ReportOptions",
    "check_packages",
    "check_reportable",
    "check_size",
    "write_report",
]

Format = Literal["docx", "xlsx", "dxf", "html", "bundle", "pictures"]
"""A kind of file that a report is written as."""

FORMATS: Final[tuple[Format, ...]] = (
    "docx",
    "xlsx",
    "dxf",
    "html",
    "bundle",
    "pictures",
)


MOST_WINDOWS: Final = 50_000
"""A report, or a page, has so many windows at the most: the page, of some 260 bytes a
window, is to stay below 25 MB, and more is read by nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What a report is written as (报告选项).

    Parameters
    ----------
    formats : tuple of Format
        Files asked for.
    paper : {'A3', 'A4'}
        Paper of the drawings.
    sunpaths : int
        Sun-path charts of failing units at the most.
    template : Path or None
        DOCX whose styles, headers and cover are taken.
    letters : mapping of str to Path
        Forms that take the place of our own letters, by ``letter-client`` and
        ``letter-compiler``.
    masked : bool
        Whether the project was masked: the report says so.
    """

    formats: tuple[Format, ...] = FORMATS
    paper: Literal["A3", "A4"] = "A3"
    sunpaths: int = 12
    template: Path | None = None
    letters: Mapping[str, Path] = field(default_factory=dict)
    masked: bool = False


_PACKAGES: Final[Mapping[Format, tuple[str, tuple[str, ...]]]] = {
    "docx": ("writing DOCX reports", ("docx", "docxtpl")),
    "xlsx": ("writing XLSX files", ("openpyxl",)),
    "dxf": ("writing DXF drawings", ("ezdxf",)),
    "html": ("writing the 3D page", ("k3d",)),
}
"""What a kind of file is written with, beside what is always there."""


def check_packages(formats: Iterable[Format]) -> None:
    """Refuse at once what a package is missing for, not after minutes (检查可选部分).

    Parameters
    ----------
    formats : iterable of Format
        Files asked for.

    Raises
    ------
    MissingExtraError
        If a package that one of them needs is not installed.
    """
    for name in formats:
        feature, packages = _PACKAGES.get(name, ("", ()))
        if any(find_spec(package) is None for package in packages):
            raise MissingExtraError(feature, extra="report")


def check_reportable(assessment: Assessment) -> None:
    """Refuse a report on nothing (无可报告内容则拒绝).

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Raises
    ------
    InputError
        If there is neither a window nor a unit to judge.
    """
    if len(assessment.project.windows) or assessment.verdicts:
        return
    raise InputError(
        "there is nothing to report on: no building has a window, and no household, "
        "room or ground is judged. Give windows in the model, or lay rows of windows "
        "with --regular-windows, which are measured and not judged",
        where="windows",
        value=0,
    )


def check_size(project: Project) -> None:
    """Refuse what is too much for a report, before it is assessed (超过上限则拒绝).

    Parameters
    ----------
    project : Project
        The project.

    Raises
    ------
    InputError
        If it has more than :data:`MOST_WINDOWS` windows.
    """
    count = len(project.windows)
    if count <= MOST_WINDOWS:
        return
    raise InputError(
        f"{count:,} windows are too many for a report or a page, which take "
        f"{MOST_WINDOWS:,} at the most. Use `sunlight analyze`, which writes the "
        "tables of any number of windows, or report on a part of the model; with "
        "--regular-windows a wider --window-spacing lays fewer",
        where="windows",
        value=count,
    )


def write_report(
    assessment: Assessment,
    folder: Path,
    *,
    lang: Language = "zh",
    options: ReportOptions | None = None,
    findings: Iterable[Finding] = (),
    progress: Progress | None = None,
) -> ResultDocument:
    """Write the files of a report into an existing folder (写出报告).

    Use :func:`~sunlight.report.staging.staged_folder` for a folder whose files appear
    together or not at all.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    folder : Path
        Where to write.
    lang : {'zh', 'en'}
        Language.
    options : ReportOptions, optional
        Which files, and how.
    findings : iterable of Finding
        What was found when the project was read; the bundle carries it along.
    progress : callable, optional
        Told the step, how much is done and how much there is.

    Returns
    -------
    ResultDocument
        What ``result.json`` says, the other files included.

    Raises
    ------
    InputError
        If there is nothing to report on, or too much of it, a template cannot be used,
        or a file cannot be written.
    MissingExtraError
        If a package that a format needs is not installed.
    """
    asked = ReportOptions() if options is None else options
    step: Progress = (
        progress if progress is not None else lambda name, done, total: None
    )
    check_reportable(assessment)
    check_size(assessment.project)
    try:
        record = report_record(assessment, lang=lang, masked=asked.masked)
        if asked.template is not None or asked.letters:
            from sunlight.report.docx.write import check_templates

            check_templates(record, template=asked.template, letters=asked.letters)
        with _drawn(assessment, folder, lang, asked, step) as pictures:
            _write(assessment, record, folder, asked, pictures, tuple(findings), step)
        files = [
            written_file(path, folder)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        ]
        document = result_document(assessment, files)
        (folder / DOCUMENT_NAME).write_text(
            document_text(document), encoding="utf-8", newline="\n"
        )
    except OSError as error:
        raise InputError(
            f"cannot write the report ({error.strerror or error}); choose another "
            "folder or make room on the disk",
            where="output folder",
            value=str(folder),
        ) from error
    return document


@contextlib.contextmanager
def _drawn(
    assessment: Assessment,
    folder: Path,
    lang: Language,
    asked: ReportOptions,
    step: Progress,
) -> Iterator[tuple[DrawnPicture, ...]]:
    """Pictures for whoever needs them; kept only if they were asked for."""
    if not {"pictures", "docx", "bundle"} & set(asked.formats):
        yield ()
        return
    from sunlight.report.pictures.catalogue import drawings
    from sunlight.report.pictures.write import write_drawings

    made = drawings(assessment, lang=lang, paper=asked.paper, sunpaths=asked.sunpaths)

    def told(name: str, done: int, total: int) -> None:
        step("pictures", done, total)

    if "pictures" in asked.formats:
        place = folder / PICTURES_FOLDER
        place.mkdir()
        yield write_drawings(made, place, progress=told)
        return
    with tempfile.TemporaryDirectory(prefix="sunlight-") as aside:
        yield write_drawings(made, Path(aside), progress=told)


def _write(
    assessment: Assessment,
    record: Report,
    folder: Path,
    asked: ReportOptions,
    pictures: tuple[DrawnPicture, ...],
    findings: tuple[Finding, ...],
    step: Progress,
) -> None:
    """Write one format after the other, the bundle last."""
    lang = record.lang
    formats = [name for name in FORMATS if name in asked.formats]
    for done, name in enumerate(formats):
        step(name, done, len(formats))
        if name == "docx":
            from sunlight.report.docx.write import write_docx

            write_docx(
                record,
                folder / DOCX_NAME,
                pictures=pictures,
                template=asked.template,
                letters=asked.letters,
            )
        elif name == "xlsx":
            from sunlight.report.xlsx.write import write_xlsx

            write_xlsx(assessment, folder / XLSX_NAME, lang=lang, masked=asked.masked)
        elif name == "dxf":
            from sunlight.report.dxf.write import write_dxf

            write_dxf(assessment, folder / DXF_NAME, lang=lang, masked=asked.masked)
        elif name == "html":
            from sunlight.report.page.write import write_page

            write_page(assessment, folder / PAGE_NAME, lang=lang)
        elif name == "bundle":
            from sunlight.report.bundle import write_bundle

            write_bundle(
                folder / BUNDLE_NAME,
                assessment=assessment,
                report=record,
                pictures=pictures,
                files={DXF_NAME: folder / DXF_NAME} if "dxf" in formats else {},
                findings=findings,
                masked=asked.masked,
            )
