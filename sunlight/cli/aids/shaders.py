"""``sunlight grid shaders``: who shades whom, and who took which minutes (谁遮挡谁)."""

import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sunlight.cli.aids.options import (
    OPTIONS,
    DeclinationOption,
    FolderOption,
    Lang,
    LangOption,
    ProjectArgument,
    ReadingOption,
)
from sunlight.cli.boundary import failures_reported

if TYPE_CHECKING:
    from rich.console import Console

    from sunlight.assessment.shaders import Shaders
    from sunlight.report.texts import Texts

__all__ = ["shaders"]

_MOST_ROWS: Final = 12


def shaders(
    project: ProjectArgument,
    *,
    output: FolderOption,
    window: Annotated[
        str | None,
        typer.Option(
            "--window",
            metavar="ID",
            help="Tells the spans of this window, and writes those alone to spans.csv. "
            "窗号。",
        ),
    ] = None,
    readings: ReadingOption = [],  # noqa: B006 -- typer copies it
    declination: DeclinationOption = "spa:2001",
    lang: LangOption = Lang.ZH,
) -> None:
    """谁遮挡谁: all who block each lost minute, alone or together, and the graph.

    Writes spans.csv, split.csv, edges.csv, two GraphML graphs, shaders.json and two
    plans with arrows.
    """
    with failures_reported(lang.value, OPTIONS):
        from sunlight.assessment.shaders import project_shaders, window_row
        from sunlight.cli.declination_option import declination_convention
        from sunlight.cli.run import refuse_errors
        from sunlight.cli.streams import console_on
        from sunlight.importers.sources import read_model
        from sunlight.report.aids.shader_files import SHADER_NAMES, write_shaders
        from sunlight.report.staging import staged_folder
        from sunlight.report.texts import texts

        words = texts(lang.value)
        read, findings = read_model(project)
        refuse_errors(findings, lang.value, console_on(sys.stderr))
        row = None if window is None else window_row(read, window)
        found = project_shaders(
            read,
            readings=readings,
            declination=declination_convention(
                declination, longitude=read.site.longitude
            ),
        )
        with staged_folder(output) as folder:
            write_shaders(found, folder, window=row, lang=lang.value)
        console = console_on(sys.stdout)
        if row is None:
            _print_edges(found, words, console)
        else:
            _print_window(found, row, words, console)
        written = words["shaders.written"]
        _say(console, written.format(count=len(SHADER_NAMES), folder=str(output)))
        _say(console, words["grids.label"])


def _say(console: "Console", text: str) -> None:
    """Print a line as it is."""
    console.print(text, markup=False, highlight=False)


def _print_edges(found: "Shaders", words: "Texts", console: "Console") -> None:
    """Print who takes the most."""
    if not found.lost_edges:
        _say(console, words["shaders.no_loss"])
        return
    _say(console, words["shaders.table_title"])
    for edge in found.lost_edges[:_MOST_ROWS]:
        text = words["shaders.row"].format(
            shader=edge.shader,
            shaded=edge.shaded,
            windows=edge.windows,
            alone=f"{edge.alone:.1f}",
            shared=f"{edge.shared:.1f}",
            greatest=f"{edge.greatest:.1f}",
            window=found.project.windows.id[edge.window],
        )
        _say(console, "  " + text)


def _print_window(
    found: "Shaders", row: int, words: "Texts", console: "Console"
) -> None:
    """Print the split of one window and the spans of its change."""
    import numpy as np

    from sunlight.analyses.shade_spans import SHADE_KINDS
    from sunlight.report.aids.shaders import owners_text, side_word
    from sunlight.solar import clock_label_seconds

    before, after = found.minutes_before[row], found.minutes_after[row]

    def shown(minutes: float) -> str:
        return words["shaders.none"] if np.isnan(minutes) else f"{minutes:.2f}"

    title = words["shaders.window_title"].format(
        window=found.project.windows.id[row],
        before=shown(before),
        after=shown(after),
        lost=shown(before - after),
    )
    _say(console, title)
    spans = found.shades.lost.of_window(row)
    parts = spans.parts()
    for i in range(len(parts)):
        kind = words[f"shaders.{SHADE_KINDS[parts.kind[i]]}"]
        owner = parts.owner_names[parts.owner[i]] if parts.owner[i] >= 0 else ""
        text = words["shaders.window_part"].format(
            part=f"{owner} {kind}".strip(), minutes=f"{parts.minutes[i]:.2f}"
        )
        _say(console, "  " + text)
    _say(console, "  " + words["shaders.sum"].format(sum=f"{spans.minutes.sum():.2f}"))
    for question in ("lost", "after"):
        chosen = getattr(found.shades, question).of_window(row)
        for i in range(len(chosen)):
            text = words["shaders.window_span"].format(
                state=words[f"shaders.{question}"],
                start=clock_label_seconds(float(chosen.start[i])),
                end=clock_label_seconds(float(chosen.end[i])),
                minutes=f"{chosen.minutes[i]:.2f}",
                sides=side_word(int(chosen.sides[i]), words),
                kind=words[f"shaders.{SHADE_KINDS[chosen.kind[i]]}"],
                owners=owners_text(chosen, i, words),
            )
            _say(console, "  " + text)
