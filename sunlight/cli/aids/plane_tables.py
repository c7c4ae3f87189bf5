"""Isochrones and shadows on the terminal and in files (列表与写出)."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from rich.text import Text

from sunlight.analyses.isochrones import Isochrone
from sunlight.analyses.shadows import Shadow, ShadowDifference
from sunlight.cli.aids.grid_output import told_in_one_line
from sunlight.cli.layout import empty_table
from sunlight.cli.streams import console_on, write_document
from sunlight.report.aids.georeference import Georeference
from sunlight.report.aids.layers import Layer
from sunlight.report.aids.shadow_layers import shadow_time
from sunlight.report.aids.write import Picture, write_aids
from sunlight.report.texts import Texts

__all__ = ["difference_rows", "finish_outlines", "isochrone_rows", "shadow_rows"]

Row = dict[str, str | float]
"""Figures by the name of their column."""

DIGITS = {"hours": "g", "error": ".3g", "unproven": ".3f", "points": "d"}
"""How figures are shown, those of areas and lengths aside."""


def isochrone_rows(lines: Sequence[Isochrone]) -> list[Row]:
    """Areas, lengths and errors of isochrones (等时线列表).

    Parameters
    ----------
    lines : sequence of Isochrone
        Isochrones.
    """
    return [
        {
            "hours": line.hours,
            "region": line.region.area,
            "length": line.line.length,
            "error": line.error,
            "unproven": line.unproven.area,
            "points": line.points,
        }
        for line in lines
    ]


def shadow_rows(shadows: Sequence[Shadow]) -> list[Row]:
    """Times and areas of shadows (阴影列表).

    Parameters
    ----------
    shadows : sequence of Shadow
        Shadows.
    """
    return [
        {
            "time": shadow_time(shadow),
            "area": shadow.area,
            "inner": shadow.inner.area,
            "error": shadow.error,
        }
        for shadow in shadows
    ]


def difference_rows(differences: Sequence[ShadowDifference]) -> list[Row]:
    """What comes into the shadow and what leaves it (阴影差集列表).

    Parameters
    ----------
    differences : sequence of ShadowDifference
        Differences.
    """
    return [
        {
            "time": shadow_time(one.after),
            "added_area": one.added.area,
            "removed_area": one.removed.area,
            "error": one.after.error,
        }
        for one in differences
    ]


def finish_outlines(
    section: str,
    layers: Sequence[Layer],
    rows: Sequence[Sequence[Row]],
    pictures: Mapping[str, Picture],
    folder: Path,
    formats: Sequence[str],
    *,
    place: Georeference,
    as_json: bool,
    words: Texts,
    stream: TextIO,
) -> None:
    """Write the files, then tell what was found (写出并显示).

    Parameters
    ----------
    section : {'isochrone', 'shadow'}
        Section of the catalogue.
    layers : sequence of Layer
        One a state.
    rows : sequence of sequence of dict
        Figures of each layer.
    pictures : mapping of str to callable
        Names without ending, and what draws them.
    folder : Path
        Where the files go.
    formats : sequence of str
        Their formats.
    place : Georeference
        Where coordinates lie.
    as_json : bool
        Whether standard output gets one JSON document instead.
    words : mapping
        Catalogue.
    stream : text stream
        Where to.
    """
    names = write_aids(layers, pictures, folder, formats, place=place, words=words)
    if as_json:
        document: dict[str, Any] = {
            "schema": "sunlight-aid/1",
            "states": [
                {"provenance": layer.provenance, "figures": found}
                for layer, found in zip(layers, rows, strict=True)
            ],
            "files": list(names),
        }
        write_document(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
        return
    console = console_on(stream)
    for layer, found in zip(layers, rows, strict=True):
        console.print(Text(words[f"{section}.heading"], style="bold"))
        console.print(told_in_one_line(layer.provenance, words))
        table = empty_table()
        for name in found[0]:
            table.add_column(words[f"{section}.{name}"], justify="right")
        for row in found:
            table.add_row(*(_shown(name, value) for name, value in row.items()))
        console.print(table)
    written = words["grids.written"].format(folder=folder, names=", ".join(names))
    console.print(written, markup=False, highlight=False)
    console.print(words["grids.label"])


def _shown(name: str, value: str | float) -> str:
    """Figure as it stands in the table."""
    return value if isinstance(value, str) else format(value, DIGITS.get(name, ".1f"))
