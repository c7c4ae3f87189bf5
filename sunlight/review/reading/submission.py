"""Everything that was handed in, as one submission (送审报告识读)."""

import contextlib
import gc
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from sunlight.conditions import TimeBasis
from sunlight.errors import ImporterError, InputError
from sunlight.findings import Finding, Severity
from sunlight.importers.bundles import BUNDLE_SUFFIX
from sunlight.importers.file_text import read_bytes
from sunlight.importers.limits import LIMITS, Limits
from sunlight.review.reading.columns.gather import submitted_units, submitted_windows
from sunlight.review.reading.columns.parts import Part, parts_of
from sunlight.review.reading.declared.form import read_declaration
from sunlight.review.reading.declared.harvest import harvest
from sunlight.review.reading.declared.merge import declaration_of
from sunlight.review.reading.declared.said import Said
from sunlight.review.reading.grids.read import read_grids
from sunlight.review.reading.grids.records import Grid, TextLine
from sunlight.review.reading.mapping import read_mapping
from sunlight.review.reading.own_bundle import read_own_bundle
from sunlight.review.reading.problems import ReadingProblems
from sunlight.review.records.declaration import Declaration
from sunlight.review.records.submission import (
    Submission,
    SubmittedFile,
    SubmittedWindows,
)

__all__ = ["read_submission"]

_KINDS: Final = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "csv",
    ".docx": "docx",
    ".pdf": "pdf",
}


def read_submission(
    paths: Sequence[str | Path] | str | Path,
    *,
    declaration: str | Path | None = None,
    mapping: str | Path | None = None,
    limits: Limits = LIMITS,
) -> tuple[Submission, tuple[Finding, ...]]:
    """Read a submitted report, tables and declaration, or our bundle (识读送审报告).

    Parameters
    ----------
    paths : sequence of str or Path
        Files with tables (.xlsx, .csv, .docx, .pdf), in any number, or one bundle of
        this package (.sunlight.zip) with or without them. One file may be given alone.
    declaration : str or Path, optional
        Form with what the report says of itself; it goes before the documents. See
        :func:`sunlight.review.reading.declared.form.read_declaration`.
    mapping : str or Path, optional
        What the columns of odd tables hold. See
        :mod:`sunlight.review.reading.mapping`.
    limits : Limits
        How large the files may be.

    Returns
    -------
    Submission
        Rows of all tables, one after the other, and the declaration.
    tuple of Finding
        What could not be read, stands twice or contradicts itself: codes
        ``SUBMISSION-…``. Nothing is guessed.

    Raises
    ------
    InputError
        If no file is given, or several bundles.
    ImporterError
        If a file cannot be read as what it claims to be.
    MissingExtraError
        If the package that reads a kind of file is not installed.
    """
    given = [Path(p) for p in ([paths] if isinstance(paths, str | Path) else paths)]
    if not given:
        raise InputError("no file of the submission is given", where="paths")
    bundles = [path for path in given if path.name.lower().endswith(BUNDLE_SUFFIX)]
    if len(bundles) > 1:
        raise InputError(
            f"one bundle can be reviewed at a time, {len(bundles)} are given",
            where="paths",
            value=[path.name for path in bundles],
        )
    with _collector_paused():
        return _read(given, bundles, declaration, mapping, limits)


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the search for reference cycles: a million cells make none.

    It looks through all of them again and again, which costs a third of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(
    given: Sequence[Path],
    bundles: Sequence[Path],
    declaration: str | Path | None,
    mapping: str | Path | None,
    limits: Limits,
) -> tuple[Submission, tuple[Finding, ...]]:
    """Read files that were looked at."""
    problems = ReadingProblems()
    files, grids, lines, found = _raw([p for p in given if p not in bundles], limits)
    parts, loose, others = parts_of(
        grids,
        problems,
        mappings=read_mapping(mapping, limits) if mapping is not None else (),
    )
    said = harvest(others, loose, lines)
    said += _clock_of(parts)
    form = Declaration()
    if declaration is not None:
        form, more = read_declaration(declaration, limits=limits)
        found += list(more)
    for path, kind in ((declaration, "declaration"), (mapping, "mapping")):
        if path is not None:
            files.append(_file(Path(path), kind, limits))
    if bundles:
        submission, own, more = read_own_bundle(bundles[0], limits=limits)
        found += list(more)
        _tell_unused(parts, bundles[0].name, problems)
        return Submission(
            files=(*submission.files, *files),
            windows=submission.windows,
            units=submission.units,
            declaration=declaration_of([*own, *said], form, problems),
            project=submission.project,
            result=submission.result,
        ), (*found, *problems.all())
    windows = submitted_windows(parts, problems)
    units = submitted_units(parts, problems)
    found += _checks(given, windows, grids)
    return Submission(
        files=tuple(files),
        windows=windows,
        units=units,
        declaration=declaration_of(said, form, problems),
    ), (*found, *problems.all())


def _file(path: Path, kind: str, limits: Limits) -> SubmittedFile:
    """Name and hash of a file."""
    content = read_bytes(path, source=str(path), limits=limits)
    return SubmittedFile(
        name=path.name, sha256=hashlib.sha256(content).hexdigest(), kind=kind
    )


def _raw(
    paths: Sequence[Path], limits: Limits
) -> tuple[list[SubmittedFile], list[Grid], list[TextLine], list[Finding]]:
    """Raw tables and text of all files."""
    files: list[SubmittedFile] = []
    grids: list[Grid] = []
    lines: list[TextLine] = []
    found: list[Finding] = []
    for path in paths:
        if path.is_dir():
            raise ImporterError(
                "is a folder; name its files one after the other, such as "
                f"{path.name}/*.xlsx",
                source=str(path),
                value=path.name,
            )
        kind = _KINDS.get(path.suffix.lower())
        if kind is None:
            raise ImporterError(
                f"a submission is read from {', '.join(_KINDS)} or {BUNDLE_SUFFIX}, "
                f"not from {path.suffix!r}: save the tables as one of these",
                source=str(path),
                value=path.suffix,
            )
        files.append(_file(path, kind, limits))
        more_grids, more_lines, more_findings = read_grids(path, limits=limits)
        grids += more_grids
        lines += more_lines
        found += more_findings
    return files, grids, lines, found


def _clock_of(parts: Sequence[Part]) -> list[Said]:
    """Beijing time, where the headings of the segments that were read name it."""
    return [
        Said("time_basis", TimeBasis.BEIJING_TIME, part.raw.place)
        for part in parts
        if part.beijing and part.kind == "windows"
    ][:1]


def _tell_unused(parts: Sequence[Part], bundle: str, problems: ReadingProblems) -> None:
    """Tell of tables that are not used beside a bundle."""
    for part in parts:
        count = len(part.raw.rows)
        problems.add(
            "SUBMISSION-BUNDLE-FIRST",
            part.raw.place,
            f"its {count} rows are not used: the bundle {bundle} has the exact figures",
            f"成果包 {bundle} 有精确数值，此表 {count} 行未采用",
            severity=Severity.NOTE,
            file=part.raw.file,
        )


def _checks(
    given: Sequence[Path], windows: SubmittedWindows, grids: Sequence[Grid]
) -> list[Finding]:
    """Error where no window was read, or no figure of any."""
    names = ", ".join(path.name for path in given)
    if not len(windows):
        return [
            Finding(
                code="SUBMISSION-NO-WINDOWS",
                severity=Severity.ERROR,
                where=names,
                message=f"no table of windows could be read in {len(grids)} tables: "
                "nothing can be recalculated; describe the tables in a mapping",
                message_zh=f"在 {len(grids)} 个表格中没有读出窗户日照表，无从复核；"
                "请用对照文件说明表格各栏",
                found=str(len(grids)),
            )
        ]
    silent = all(
        np.isnan(windows.minutes(s)).all() and not windows.segments(s).given.any()
        for s in ("before", "after")
    )
    if not silent:
        return []
    return [
        Finding(
            code="SUBMISSION-NO-WINDOWS",
            severity=Severity.ERROR,
            where=names,
            message=f"{len(windows)} windows are listed, and no time of sun of any of "
            "them could be read",
            message_zh=f"列有 {len(windows)} 扇窗，但没有读出任何一扇的日照时数或时段",
            found=str(len(windows)),
        )
    ]
