"""All result files of an assessment, written to one folder (写出成果)."""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Final

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

from sunlight.assessment import Assessment, RulesComparison
from sunlight.assessment.sampled import SampledAssessment
from sunlight.errors import InputError
from sunlight.report.blame import blamed_texts, household_windows, unit_windows
from sunlight.report.comparison import comparison_table
from sunlight.report.csvfile import write_csv
from sunlight.report.document import document_text, result_document
from sunlight.report.document_records import ResultDocument
from sunlight.report.grounds import grounds_table, write_grounds_geojson
from sunlight.report.names import (
    AREAS_NAME,
    COMPARISON_NAME,
    DOCUMENT_NAME,
    PLAN_NAME,
    RESULT_NAMES,
    SAMPLED_NAME,
)
from sunlight.report.nested import nested_columns
from sunlight.report.plan import write_plan
from sunlight.report.projects import projects_table
from sunlight.report.readings import ReadingTurns
from sunlight.report.sampled import sampled_table
from sunlight.report.scope_table import scope_table
from sunlight.report.shading import losses_table
from sunlight.report.tables import (
    buildings_table,
    households_table,
    rooms_table,
    shading_columns,
    windows_table,
)
from sunlight.report.texts import texts
from sunlight.report.units import units_table
from sunlight.report.written import written_file
from sunlight.rules import Language

__all__ = ["write_results"]

METADATA_KEY: Final = b"sunlight.provenance"
"""Key of the provenance record in the metadata of a Parquet file, as JSON."""


def write_results(
    assessment: Assessment,
    folder: Path,
    *,
    lang: Language = "zh",
    names: Collection[str] = RESULT_NAMES,
    readings: Iterable[ReadingTurns] | None = None,
    comparison: RulesComparison | None = None,
    sampled: SampledAssessment | None = None,
) -> ResultDocument:
    """Write the result files into an existing folder (写出成果文件).

    Use :func:`~sunlight.report.staging.staged_folder` for a folder whose files appear
    together or not at all.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    folder : Path
        Where to write.
    lang : {'zh', 'en'}
        Language of headings, words and picture.
    names : collection of str
        Which files of :data:`RESULT_NAMES` to write.
    readings : iterable of ReadingTurns, optional
        What other readings would turn, for ``result.json``.
    comparison : RulesComparison, optional
        What other rules say, for a table of its own.
    sampled : SampledAssessment, optional
        What samples would say, for a table of its own and ``result.json``.

    Returns
    -------
    ResultDocument
        What ``result.json`` says, the other files included.

    Raises
    ------
    InputError
        If a name is unknown or a file cannot be written.
    """
    unknown = sorted(set(names) - set(RESULT_NAMES))
    if unknown:
        raise InputError(
            f"there is no result file {unknown[0]!r}; allowed are "
            f"{', '.join(RESULT_NAMES)}",
            where="names",
            value=unknown[0],
        )
    try:
        rows = _write_tables(assessment, folder, lang, names)
        if AREAS_NAME in names:
            write_grounds_geojson(assessment, folder / AREAS_NAME)
        if comparison is not None:
            words = texts(lang)
            table = comparison_table(comparison, words, lang)
            write_csv(table, folder / COMPARISON_NAME, words)
            rows[COMPARISON_NAME] = table.num_rows
        if sampled is not None:
            words = texts(lang)
            table = sampled_table(assessment, sampled)
            write_csv(table, folder / SAMPLED_NAME, words)
            rows[SAMPLED_NAME] = table.num_rows
        if PLAN_NAME in names:
            write_plan(assessment, folder / PLAN_NAME, lang=lang)
        document = result_document(
            assessment,
            [
                written_file(folder / name, folder, rows.get(name))
                for name in (*RESULT_NAMES, COMPARISON_NAME, SAMPLED_NAME)
                if (name in names and name != DOCUMENT_NAME)
                or (name == COMPARISON_NAME and comparison is not None)
                or (name == SAMPLED_NAME and sampled is not None)
            ],
            readings,
            sampled,
        )
        if DOCUMENT_NAME in names:
            text = document_text(document)
            (folder / DOCUMENT_NAME).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(
            f"cannot write the results ({error.strerror or error}); choose another "
            "folder or make room on the disk",
            where="output folder",
            value=str(folder),
        ) from error
    return document


def _write_tables(
    assessment: Assessment, folder: Path, lang: Language, names: Collection[str]
) -> dict[str, int]:
    """Write the tables asked for; the rows of each."""
    words = texts(lang)
    rows: dict[str, int] = {}

    def put_csv(name: str, table: pa.Table) -> None:
        write_csv(table, folder / name, words)
        rows[name] = table.num_rows

    if {"windows.parquet", "windows.csv"} & set(names):
        windows = windows_table(assessment)
        if "windows.csv" in names:
            put_csv("windows.csv", _beside(windows, shading_columns(assessment, words)))
        if "windows.parquet" in names:
            table = _beside(windows, nested_columns(assessment))
            _write_parquet(assessment, table, folder / "windows.parquet")
            rows["windows.parquet"] = table.num_rows
    if "losses.csv" in names:
        put_csv("losses.csv", losses_table(assessment, words))
    if "projects.csv" in names:
        put_csv("projects.csv", projects_table(assessment, words))
    if "rooms.csv" in names:
        put_csv("rooms.csv", rooms_table(assessment, words))
    if "households.csv" in names:
        taken_by = blamed_texts(assessment, household_windows(assessment), words)
        table = households_table(assessment, words, lang, taken_by)
        put_csv("households.csv", table)
    if "units.csv" in names:
        best = unit_windows(assessment)
        taken_by = blamed_texts(assessment, best, words)
        put_csv("units.csv", units_table(assessment, words, lang, best, taken_by))
    if "grounds.csv" in names:
        put_csv("grounds.csv", grounds_table(assessment, words, lang))
    if "buildings.csv" in names:
        put_csv("buildings.csv", buildings_table(assessment, words))
    if "scope.csv" in names:
        put_csv("scope.csv", scope_table(assessment.scope, words, lang))
    return rows


def _beside(left: pa.Table, right: pa.Table) -> pa.Table:
    """Columns of both tables, row by row."""
    table = left
    for name in right.column_names:
        table = table.append_column(name, right.column(name))
    return table


def _write_parquet(assessment: Assessment, table: pa.Table, path: Path) -> None:
    """Write a table with its provenance."""
    provenance = asdict(assessment.provenance)
    provenance["source_files"] = assessment.project.source_files
    record = json.dumps(provenance, ensure_ascii=False, allow_nan=False)
    named = table.replace_schema_metadata({METADATA_KEY: record.encode("utf-8")})
    parquet.write_table(named, path, compression="zstd")
