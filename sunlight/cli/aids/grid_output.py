"""What the commands of grids have in common at the end: files and words (输出)."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sunlight.cli.layout import print_heading, print_item
from sunlight.cli.streams import console_on, write_document
from sunlight.report.aids.georeference import Georeference
from sunlight.report.aids.layers import Layer
from sunlight.report.aids.provenance import Provenance
from sunlight.report.aids.write import Picture, write_aids
from sunlight.report.texts import Texts
from sunlight.shade import Progress
from sunlight.tolerances import THRESHOLD_NOISE_MIN

if TYPE_CHECKING:
    from sunlight.assessment.subject import Subject

__all__ = [
    "Output",
    "figures_of",
    "finish",
    "points_progress",
    "thresholds_of",
    "told_in_one_line",
]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Output:
    """Results of one command, ready to be written and told (成果).

    Parameters
    ----------
    heading : str
        What it is.
    layers : tuple of Layer
        One a state.
    pictures : mapping of str to callable
        Names without ending, and what draws them.
    place : Georeference
        Where coordinates lie.
    thresholds : tuple of float
        Minutes asked about. [min]
    lines : tuple of str
        Further words for the terminal.
    members : mapping
        Further members of the JSON document.
    """

    heading: str
    layers: tuple[Layer, ...]
    pictures: Mapping[str, Picture]
    place: Georeference
    thresholds: tuple[float, ...]
    lines: tuple[str, ...] = ()
    members: Mapping[str, Any] | None = None


@contextmanager
def points_progress(words: Texts) -> Iterator[Progress]:
    """Progress bar of points on a terminal (进度).

    Parameters
    ----------
    words : mapping
        Catalogue.

    Yields
    ------
    callable
        Told how many points are done and how many there are.
    """
    from sunlight.cli.run import shown_progress

    with shown_progress(console_on(sys.stderr), words) as step:
        yield lambda done, total: step("points", done, total)


def thresholds_of(subject: "Subject") -> tuple[float, ...]:
    """Minutes that the rules of a project ask of any use.

    Parameters
    ----------
    subject : Subject
        The project.
    """
    from sunlight.assessment.summaries import standard_minutes

    return standard_minutes(subject.rules)


def figures_of(
    minutes: NDArray[np.float64], thresholds: Sequence[float], *, covered: int
) -> dict[str, Any]:
    """Counts and extremes of the minutes of many points.

    Parameters
    ----------
    minutes : (n,) ndarray of float64
        NaN where there is no figure. [min]
    thresholds : sequence of float
        Minutes asked about. [min]
    covered : int
        Points inside a body.
    """
    known = minutes[~np.isnan(minutes)]
    return {
        "measured": len(known),
        "inside": covered,
        "least": float(known.min()) if len(known) else None,
        "greatest": float(known.max()) if len(known) else None,
        "reaching": [
            {
                "minutes": threshold,
                "points": int((known >= threshold - THRESHOLD_NOISE_MIN).sum()),
            }
            for threshold in thresholds
        ],
    }


def finish(
    output: Output,
    folder: Path | None,
    formats: Sequence[str],
    *,
    as_json: bool,
    words: Texts,
) -> None:
    """Write the files, then tell what was found (写出并显示).

    Parameters
    ----------
    output : Output
        The results.
    folder : Path or None
        Where the files go; None to write none.
    formats : sequence of str
        Their formats.
    as_json : bool
        Whether standard output gets one JSON document instead.
    words : mapping
        Catalogue.
    """
    names: tuple[str, ...] = ()
    if folder is not None:
        names = write_aids(
            output.layers, output.pictures, folder, formats,
            place=output.place, words=words,
        )  # fmt: skip
    found = [_figures(layer, output.thresholds) for layer in output.layers]
    if as_json:
        document = {
            "schema": "sunlight-aid/1",
            "states": [
                {"provenance": layer.provenance, "figures": figures}
                for layer, figures in zip(output.layers, found, strict=True)
            ],
            **(output.members or {}),
            "files": list(names),
        }
        write_document(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
        return
    console = console_on(sys.stdout)
    print_heading(console, output.heading)
    for layer, figures in zip(output.layers, found, strict=True):
        told = layer.provenance
        print_item(console, told_in_one_line(told, words))
        for line in _lines(figures, words):
            print_item(console, line)
    for line in output.lines:
        print_item(console, line)
    if folder is not None:
        shown = words["grids.written"].format(folder=folder, names=", ".join(names))
        print_item(console, shown)
    print_item(console, words["grids.label"])


def _figures(layer: Layer, thresholds: Sequence[float]) -> dict[str, Any]:
    """Figures of one layer."""
    minutes = layer.table.column("minutes").to_numpy(zero_copy_only=False)
    covered = int(np.sum(layer.table.column("covered").to_numpy(zero_copy_only=False)))
    return figures_of(minutes, thresholds, covered=covered)


def told_in_one_line(provenance: Provenance, words: Texts) -> str:
    """State, day, band, declination and height in one line (计算条件).

    Parameters
    ----------
    provenance : dict
        Where figures came from.
    words : mapping
        Catalogue.
    """
    day = words["plan.subtitle"].format(
        day=provenance["day"],
        band=provenance["band"],
        declination=f"{provenance['declination']:.2f}",
    )
    parts = (str(provenance["state"]), day, str(provenance["height"]))
    return words["cells.separator"].join(parts)


def _lines(figures: Mapping[str, Any], words: Texts) -> list[str]:
    """Figures in words."""
    count = figures["measured"]
    lines = []
    if count:
        lines.append(
            words["grids.measured"].format(
                count=count,
                least=f"{figures['least']:.1f}",
                greatest=f"{figures['greatest']:.1f}",
            )
        )
        for reached in figures["reaching"]:
            lines.append(
                words["grids.reaching"].format(
                    minutes=f"{reached['minutes']:g}",
                    share=f"{reached['points'] / count:.1%}",
                )
            )
    else:
        lines.append(words["grids.nothing_measured"])
    if figures["inside"]:
        lines.append(words["grids.inside"].format(count=figures["inside"]))
    return lines
