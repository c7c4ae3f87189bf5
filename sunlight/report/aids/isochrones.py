"""Isochrones as files and as a picture (等时线成果)."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from sunlight.analyses.basis import basis_of
from sunlight.analyses.isochrones import Isochrone
from sunlight.assessment.subject import Subject
from sunlight.report.aids.aid_sheet import (
    Layer,
    Mark,
    Panel,
    Sheet,
    polygons_in,
    sheet_figure,
)
from sunlight.report.aids.georeference import Georeference
from sunlight.report.aids.layers import Layer as FileLayer
from sunlight.report.aids.outlines import Outline, building_outlines, outline_layer
from sunlight.report.aids.provenance import Provenance, provenance_of
from sunlight.report.aids.sheet import sources_of, subtitle_of
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "isochrone_figure",
    "isochrone_layer",
    "isochrone_outlines",
    "isochrone_provenance",
    "isochrone_sheet",
]

LEAST_COLOUR: Final = (0.35, 0.42, 0.55)
"""Colour of the class with the fewest hours."""
MOST_COLOUR: Final = (1.0, 0.96, 0.80)
"""Colour of the class with the most hours; classes differ in lightness."""
LINE_COLOURS: Final = ("#d55e00", "#0072b2", "#009e73", "#cc79a7", "#111111")
"""Colours of the lines, from least hours to most: told apart by the colour-blind (M.
Okabe and K. Ito, Color Universal Design, 2008)."""
LABEL_EVERY: Final = 0.5
"""A line has a label for each such share of the plan's width."""
LABEL_ROOM: Final = 0.05
"""Labels stand at least this share of the plan's width apart."""
SHIFTS: Final = (0.0, 0.15, -0.15, 0.3, -0.3)
"""Where a label is tried: moved by these shares of its stretch of line."""
LEAST_LABELLED: Final = 0.05
"""Shorter lines, as a share of the plan's width, have none."""


def isochrone_layer(
    lines: Sequence[Isochrone],
    subject: Subject,
    name: str,
    *,
    state: str,
    provenance: Provenance,
) -> FileLayer:
    """Isochrones and buildings, ready for any file format (等时线图层).

    Parameters
    ----------
    lines : sequence of Isochrone
        The isochrones of one plane.
    subject : Subject
        What was looked at.
    name : str
        Name of the layer and of its files.
    state : {'before', 'after'}
        State they hold for.
    provenance : dict
        Of :func:`isochrone_provenance`.
    """
    outlines = [*isochrone_outlines(lines), *building_outlines(subject, state)]
    return outline_layer(outlines, name, provenance)


def isochrone_provenance(
    lines: Sequence[Isochrone],
    subject: Subject,
    *,
    state: str,
    height: str,
    place: Georeference,
    words: Texts,
) -> Provenance:
    """Where isochrones come from: what every aid tells, hours and error (来源).

    Parameters
    ----------
    lines : sequence of Isochrone
        The isochrones of one plane.
    subject : Subject
        What was looked at.
    state : {'before', 'after'}
        State they hold for.
    height : str
        The plane, in words.
    place : Georeference
        Where coordinates lie.
    words : mapping
        Catalogue.
    """
    one = lines[0]
    return provenance_of(
        subject.project,
        basis_of(
            subject.path, shortest=one.shortest, segments=subject.conditions.segments
        ),
        kind="isochrone",
        state=state,
        height=height,
        spacing=None,
        place=place,
        words=words,
        figures={
            "plane_z": one.z,
            "hours": ", ".join(f"{line.hours:g}" for line in lines),
            "line_error": one.error,
        },
    )


def isochrone_outlines(lines: Sequence[Isochrone]) -> list[Outline]:
    """Regions, lines and what is not proven, with their figures (等时线要素).

    Parameters
    ----------
    lines : sequence of Isochrone
        Isochrones.
    """
    found = []
    for line in lines:
        figures: dict[str, str | float | None] = {
            "hours": line.hours,
            "plane_z": line.z,
            "line_error": line.error,
        }
        area = {**figures, "area": line.region.area}
        length = {**figures, "length": line.line.length}
        unproven = {**figures, "area": line.unproven.area}
        found += [
            Outline(kind="isochrone_region", shape=line.region, figures=area),
            Outline(kind="isochrone_line", shape=line.line, figures=length),
            Outline(kind="isochrone_unproven", shape=line.unproven, figures=unproven),
        ]
    return found


def isochrone_figure(
    lines: Sequence[Isochrone],
    subject: Subject,
    *,
    state: str,
    provenance: Provenance,
    words: Texts,
) -> "Figure":
    """Plan with labelled lines, classes of hours and buildings (等时线图).

    Parameters
    ----------
    lines : sequence of Isochrone
        Isochrones of one plane.
    subject : Subject
        What was looked at.
    state : {'before', 'after'}
        State whose buildings are drawn.
    provenance : dict
        Of :func:`isochrone_provenance`.
    words : mapping
        Catalogue.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn without pyplot.
    """
    sheet = isochrone_sheet(
        lines, subject, state=state, provenance=provenance, words=words
    )
    return sheet_figure(sheet, words)


def isochrone_sheet(
    lines: Sequence[Isochrone],
    subject: Subject,
    *,
    state: str,
    provenance: Provenance,
    words: Texts,
) -> Sheet:
    """What the plan of isochrones shows (等时线图内容).

    Parameters
    ----------
    lines, subject, state, provenance, words
        As in :func:`isochrone_figure`.
    """
    rising = sorted(lines, key=lambda line: line.hours)
    one, bounds = rising[0], rising[0].area.bounds
    layers, classes = _classes(rising, bounds, words)
    strokes, entries = [], []
    marks: list[Mark] = []
    for i, line in enumerate(rising):
        colour = LINE_COLOURS[i % len(LINE_COLOURS)]
        name = words["isochrone.line"].format(hours=f"{line.hours:g}")
        strokes += [(piece, colour, 1.5) for piece in line.line.geoms]
        entries.append(LegendEntry(label=name, line=(colour, 1.5)))
        _add_marks(marks, line, bounds[2] - bounds[0], words)
    title = words["isochrone.title"].format(
        name=subject.project.name, state=provenance["state"]
    )
    return Sheet(
        project=subject.project,
        states=(state,),
        bounds=bounds,
        panels=(Panel(layers=layers, lines=strokes, marks=marks),),
        groups=(
            (words["isochrone.classes"], classes),
            (words["isochrone.lines"], tuple(entries)),
        ),
        title=title,
        subtitle=subtitle_of(provenance, words),
        label=str(provenance["label"]),
        notes=(
            str(provenance["label"]),
            words["isochrone.error_note"].format(error=f"{one.error:g}"),
            words["isochrone.shortest_note"].format(shortest=f"{one.shortest:g}"),
            str(provenance["coordinates"]),
            sources_of(provenance, words),
        ),
    )


def _classes(
    rising: Sequence[Isochrone], bounds: Sequence[float], words: Texts
) -> tuple[list[Layer], tuple[LegendEntry, ...]]:
    """Classes of hours, from few to many, and their legend."""
    areas = [rising[0].area, *(line.region for line in rising)]
    limits = [f"{line.hours:g}" for line in rising]
    names = [
        words["isochrone.below"].format(hours=limits[0]),
        *(
            words["isochrone.between"].format(low=low, high=high)
            for low, high in pairwise(limits)
        ),
        words["isochrone.least"].format(hours=limits[-1]),
    ]
    layers, entries = [], []
    for i, (area, name) in enumerate(zip(areas, names, strict=True)):
        colour = _mixed(i / (len(areas) - 1))
        style = {"facecolor": colour, "edgecolor": "none"}
        shapes = polygons_in(area, bounds)
        layers.append(
            Layer(shapes=shapes, style=style, zorder=1.0 + 0.01 * i, thickness=0.0)
        )
        entries.append(
            LegendEntry(label=name, patch={"facecolor": colour, "edgecolor": "#7d7d79"})
        )
    return layers, tuple(entries)


def _mixed(share: float) -> str:
    """Colour between least and most, as #rrggbb."""
    mixed = [
        round(255 * (a + share * (b - a)))
        for a, b in zip(LEAST_COLOUR, MOST_COLOUR, strict=True)
    ]
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def _add_marks(marks: list[Mark], line: Isochrone, width: float, words: Texts) -> None:
    """Add labels along the longer pieces of a line, where no other label is near."""
    text = words["isochrone.mark"].format(hours=f"{line.hours:g}")
    for piece in line.line.geoms:
        if piece.length < LEAST_LABELLED * width:
            continue
        count = max(1, round(piece.length / (LABEL_EVERY * width)))
        for k in range(count):
            for shift in SHIFTS:
                mark = _mark(piece, (k + 0.5 + shift) / count, width, text)
                near = min(
                    (math.hypot(m.x - mark.x, m.y - mark.y) for m in marks),
                    default=math.inf,
                )
                if near > LABEL_ROOM * width:
                    marks.append(mark)
                    break


def _mark(piece: shapely.LineString, share: float, width: float, text: str) -> Mark:
    """Label at a share of a line's length, along it and upright enough to be read."""
    at = share * piece.length
    reach = min(0.02 * width, piece.length / 4.0)
    ends = shapely.get_coordinates(
        [piece.interpolate(at - reach), piece.interpolate(at + reach)]
    )
    along = ends[1] - ends[0]
    angle = float(np.degrees(np.arctan2(along[1], along[0])))
    middle = piece.interpolate(at)
    return Mark(x=middle.x, y=middle.y, text=text, angle=(angle + 90.0) % 180.0 - 90.0)
