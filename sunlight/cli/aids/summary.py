"""``sunlight grid summary``: windows in numbers, by storey and façade (统计命令)."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sunlight.cli.aids.grid_options import JsonOption, OptionalFolder
from sunlight.cli.aids.options import (
    OPTIONS,
    DeclinationOption,
    Lang,
    LangOption,
    ProjectArgument,
    ReadingOption,
)
from sunlight.cli.boundary import failures_reported
from sunlight.errors import InputError

if TYPE_CHECKING:
    from sunlight.assessment import Assessment
    from sunlight.assessment.summaries import StateSummary, WindowSummary
    from sunlight.report.texts import Texts

__all__ = ["summary"]


def summary(
    project: ProjectArgument,
    *,
    output: OptionalFolder = None,
    minutes: Annotated[
        list[float],
        typer.Option(
            metavar="MIN",
            help="Minutes to count windows by; those of the rules by default. May be "
            "given several times. 统计所用时数（分钟）。",
            show_default=False,
        ),
    ] = [],  # noqa: B006 -- Typer copies it
    formats: Annotated[
        str,
        typer.Option("--format", metavar="LIST", help="csv, parquet. 成果格式。"),
    ] = "csv",
    reading: ReadingOption = [],  # noqa: B006 -- Typer copies it
    declination: DeclinationOption = "spa:2001",
    lang: LangOption = Lang.ZH,
    as_json: JsonOption = False,
) -> None:
    """Windows in numbers, by storey and by direction of the façade (窗日照统计)."""
    with failures_reported(lang.value, OPTIONS):
        from sunlight.assessment import assess
        from sunlight.assessment.summaries import facade_summaries, storey_summaries
        from sunlight.cli.declination_option import declination_convention
        from sunlight.cli.run import refuse_errors
        from sunlight.cli.streams import console_on, write_document
        from sunlight.importers.sources import read_model
        from sunlight.report.aids.write import checked_formats
        from sunlight.report.texts import texts

        words = texts(lang.value)
        wanted = checked_formats(formats, allowed=("csv", "parquet"))
        read, findings = read_model(project)
        refuse_errors(findings, lang.value, console_on(sys.stderr))
        if len(read.windows) == 0:
            raise InputError(
                "the project has no windows to count; points and grids need none",
                where=str(project),
            )
        assessment = assess(
            read,
            findings=findings,
            readings=tuple(reading),
            declination=declination_convention(
                declination, longitude=read.site.longitude
            ),
        )
        asked = tuple(minutes) or None
        groups = {
            "storey": storey_summaries(assessment, minutes=asked),
            "facade": facade_summaries(assessment, minutes=asked),
        }
        names: list[str] = []
        if output is not None:
            names = _write(assessment, groups, output, wanted, words)
        if as_json:
            document = {
                "schema": "sunlight-aid/1",
                "label": words["grids.label"],
                "provenance": _provenance(assessment),
                **{f"by_{key}": _plain(rows, words) for key, rows in groups.items()},
                "files": names,
            }
            write_document(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
            return
        _print(groups, words)
        if output is not None:
            shown = words["grids.written"]
            typer.echo(shown.format(folder=output, names=", ".join(names)))
        typer.echo(words["grids.label"])


def _provenance(assessment: "Assessment") -> dict[str, Any]:
    """Provenance of the window table, ready for JSON."""
    from dataclasses import asdict

    return asdict(assessment.provenance)


def _plain(rows: Sequence["WindowSummary"], words: "Texts") -> list[dict[str, Any]]:
    """Rows ready for JSON."""
    from sunlight.report.aids.summary_table import summary_table

    plain: list[dict[str, Any]] = summary_table(rows, words).to_pylist()
    return plain


def _write(
    assessment: "Assessment",
    groups: dict[str, tuple["WindowSummary", ...]],
    folder: Any,  # noqa: ANN401 -- a Path, which is not imported at run time
    formats: Sequence[str],
    words: "Texts",
) -> list[str]:
    """Write the tables, all or none; their names."""
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet

    from sunlight.report.aids.summary_table import summary_table
    from sunlight.report.aids.write import file_stem
    from sunlight.report.csvfile import write_csv
    from sunlight.report.staging import staged_folder

    told = {"label": words["grids.label"], **_provenance(assessment)}
    names = []
    with staged_folder(folder) as aside:
        for key, rows in groups.items():
            table = summary_table(rows, words)
            for name in ("label", "engine"):
                column = pa.repeat(pa.scalar(told[name], pa.string()), len(table))
                table = table.append_column(name, column)
            for ending in formats:
                names.append(f"{file_stem('summary', key)}.{ending}")
                if ending == "csv":
                    write_csv(table, aside / names[-1], words)
                else:
                    metadata = {"sunlight": json.dumps(told, ensure_ascii=False)}
                    parquet.write_table(
                        table.replace_schema_metadata(metadata), aside / names[-1]
                    )
    return names


def _print(groups: dict[str, tuple["WindowSummary", ...]], words: "Texts") -> None:
    """Print a table by storey and one by direction."""
    from sunlight.cli.layout import empty_table, print_heading
    from sunlight.cli.streams import console_on

    console = console_on(sys.stdout)
    for key, rows in groups.items():
        print_heading(console, words[f"grids.by_{key}"])
        table = empty_table()
        asked = rows[0].minutes
        for name in ("building", "floor" if key == "storey" else "octant", "day"):
            table.add_column(words[f"columns.{name}"])
        table.add_column(words["columns.windows"], justify="right")
        for state in ("before", "after"):
            table.add_column(words[f"grids.range_{state}"], justify="right")
            for minutes in asked:
                heading = words[f"grids.reach_{state}"].format(minutes=f"{minutes:g}")
                table.add_column(heading, justify="right")
        for row in rows:
            group = str(row.floor)
            if row.octant:
                group = words[f"grids.octant_{row.octant}"]
            table.add_row(
                row.building, group, row.day, str(row.windows),
                *_cells(row.before, words), *_cells(row.after, words),
            )  # fmt: skip
        console.print(table)


def _cells(state: "StateSummary", words: "Texts") -> tuple[str, ...]:
    """Least and greatest minutes, and windows that reach each of those asked about."""
    if not state.measured:
        return (words["grids.not_measured"], *("" for _ in state.reaching))
    span = f"{state.least:.1f}–{state.greatest:.1f}"
    return (span, *(str(count) for count in state.reaching))
