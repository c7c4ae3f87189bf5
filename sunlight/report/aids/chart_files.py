"""Files of a sun-path chart: picture, tables of arcs and outlines, JSON (成果)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import shapely
from numpy.typing import NDArray

from sunlight import __version__
from sunlight.analyses.sunpath_chart import SkyTrack, SunPathChart, WindowChart
from sunlight.model.project import Project
from sunlight.report.aids.chart import ChartSheet, chart_png
from sunlight.report.csvfile import write_csv
from sunlight.report.texts import Texts, texts
from sunlight.rules import Language
from sunlight.solar import clock_label_seconds

__all__ = [
    "CHART_NAMES",
    "arcs_table",
    "chart_document",
    "outlines_table",
    "write_chart",
]

CHART_NAMES: Final = ("chart.png", "arcs.csv", "outlines.csv", "chart.json")
"""Files that :func:`write_chart` writes."""
CHART_SCHEMA: Final = "sunlight-sun-path-chart/1"

_Line = tuple[str, str, str, float, float, bool]


def write_chart(
    sheet: ChartSheet, project: Project, folder: Path, *, lang: Language = "zh"
) -> None:
    """Write the files of a chart into an existing folder (写棒影图成果).

    Parameters
    ----------
    sheet : ChartSheet
        The chart and what it is of.
    project : Project
        For the hashes of its files.
    folder : Path
        Where to write; use `staged_folder` for all or nothing.
    lang : {'zh', 'en'}
        Language of headings and picture.
    """
    words = texts(lang)
    (folder / "chart.png").write_bytes(chart_png(sheet, lang=lang))
    write_csv(arcs_table(sheet, words), folder / "arcs.csv", words)
    write_csv(outlines_table(sheet, words), folder / "outlines.csv", words)
    document = chart_document(sheet, project, words)
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    (folder / "chart.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def _lines(sheet: ChartSheet) -> Iterator[_Line]:
    """Arcs: which point, kind, owner, start, end, whether it counts."""
    chart = sheet.chart
    if isinstance(chart, WindowChart):
        for (start, end), counts in zip(
            chart.full.tolist(), chart.counted.tolist(), strict=True
        ):
            yield "full", "full", "", start, end, counts
    for key, one in sheet.ends:
        for (start, end), counts in zip(
            one.lit.tolist(), one.counted.tolist(), strict=True
        ):
            yield key, "lit", "", start, end, counts and len(sheet.ends) == 1
        for arc in one.blocked:
            yield key, "blocked", arc.owner, arc.start, arc.end, False


def arcs_table(sheet: ChartSheet, words: Texts) -> pa.Table:
    """Table of lit and blocked arcs, one a row (弧段表).

    Parameters
    ----------
    sheet : ChartSheet
        The chart.
    words : mapping
        Catalogue.

    Returns
    -------
    pyarrow.Table
        Point, kind, owner (null for none), clock labels, exact minutes of true solar
        time, and whether it counts: of a window only its full-window pieces do.
    """
    lines = list(_lines(sheet))
    path = sheet.ends[0][1].path
    start = np.array([line[3] for line in lines], dtype=np.float64)
    end = np.array([line[4] for line in lines], dtype=np.float64)
    owners = [
        (line[2] or words["chart.own_wall"]) if line[1] == "blocked" else None
        for line in lines
    ]

    def column(values: list[Any]) -> pa.Array:
        return pa.array(values, pa.string())

    return pa.table(
        {
            "chart_point": column([words[f"chart.{line[0]}"] for line in lines]),
            "chart_kind": column([words[f"chart.kind_{line[1]}"] for line in lines]),
            "owner": column(owners),
            "span_from": column([clock_label_seconds(m) for m in start.tolist()]),
            "span_to": column([clock_label_seconds(m) for m in end.tolist()]),
            "span_minutes": pa.array(end - start),
            "chart_counts": pa.array([line[5] for line in lines], pa.bool_()),
            "span_start": pa.array(start),
            "span_end": pa.array(end),
            "azimuth_start": pa.array(path.azimuth_deg(start)),
            "azimuth_end": pa.array(path.azimuth_deg(end)),
            "label": column([words["grids.label"]] * len(lines)),
        }
    )


def outlines_table(sheet: ChartSheet, words: Texts) -> pa.Table:
    """Table of the corners of all outlines (轮廓表).

    Parameters
    ----------
    sheet : ChartSheet
        The chart.
    words : mapping
        Catalogue.

    Returns
    -------
    pyarrow.Table
        Point, owner, ring (numbered through each owner, holes as rings of their own),
        azimuth and altitude in degrees.
    """
    points: list[str] = []
    owners: list[str] = []
    rings: list[int] = []
    places: list[NDArray[np.float64]] = [np.empty((0, 2))]
    for key, chart in sheet.ends:
        for silhouette in chart.silhouettes:
            found = shapely.get_rings(silhouette.outline)
            xy, ring = shapely.get_coordinates(found, return_index=True)
            points += [words[f"chart.{key}"]] * len(xy)
            owners += [silhouette.owner] * len(xy)
            rings += ring.tolist()
            places.append(xy)
    place = np.concatenate(places)
    return pa.table(
        {
            "chart_point": pa.array(points, pa.string()),
            "owner": pa.array(owners, pa.string()),
            "ring": pa.array(rings, pa.int64()),
            "azimuth": pa.array(place[:, 0].copy()),
            "altitude": pa.array(place[:, 1].copy()),
            "label": pa.array([words["grids.label"]] * len(place), pa.string()),
        }
    )


def chart_document(sheet: ChartSheet, project: Project, words: Texts) -> dict[str, Any]:
    """Chart as plain values for JSON (棒影图数据).

    Parameters
    ----------
    sheet : ChartSheet
        The chart.
    project : Project
        For the hashes of its files.
    words : mapping
        Catalogue.

    Returns
    -------
    dict
        Exact minutes of true solar time, degrees, and where they come from.
    """
    path, chart = sheet.ends[0][1].path, sheet.chart
    document: dict[str, Any] = {
        "schema": CHART_SCHEMA,
        "label": words["grids.label"],
        "project": project.name,
        "subject": sheet.subject,
        "state": sheet.state,
        "rules": sheet.rules,
        "engine": f"sunlight {__version__}",
        "inputs": [
            {"name": name, "sha256": digest} for name, digest in project.source_files
        ],
        "day": path.day.value,
        "band": list(path.band),
        "latitude": path.latitude,
        "declination": path.declination.degrees,
        "declination_origin": path.declination.origin,
        "shortest_segment": sheet.ends[0][1].shortest,
        "outline_bound_degrees": sheet.ends[0][1].bound,
        "sun": _track(sheet.ends[0][1].track),
        "hours": _track(sheet.ends[0][1].hours),
        "points": [_point(key, one) for key, one in sheet.ends],
    }
    if isinstance(chart, WindowChart):
        document["full_window"] = _pieces(chart.full, chart.counted)
        document["minutes"] = chart.minutes
    return document


def _track(track: SkyTrack) -> dict[str, list[float]]:
    """Sun at some instants."""
    return {
        "minutes": track.minutes.tolist(),
        "azimuth": track.azimuth.tolist(),
        "altitude": track.altitude.tolist(),
    }


def _pieces(
    pieces: NDArray[np.float64], counted: NDArray[np.bool_]
) -> list[dict[str, Any]]:
    """Intervals, and whether they count."""
    return [
        {"start": start, "end": end, "counts": counts}
        for (start, end), counts in zip(pieces.tolist(), counted.tolist(), strict=True)
    ]


def _point(key: str, chart: SunPathChart) -> dict[str, Any]:
    """One point: light, who blocks, outlines as in GeoJSON."""
    return {
        "name": key,
        "point": chart.point.tolist(),
        "normal": chart.normal.tolist(),
        "owner": chart.owner,
        "lit": _pieces(chart.lit, chart.counted),
        "blocked": [
            {"owner": arc.owner or None, "start": arc.start, "end": arc.end}
            for arc in chart.blocked
        ],
        "silhouettes": [
            {
                "owner": silhouette.owner,
                "distance": silhouette.distance,
                "outline": json.loads(shapely.to_geojson(silhouette.outline)),
            }
            for silhouette in chart.silhouettes
        ],
        "behind_own_wall": json.loads(shapely.to_geojson(chart.hidden)),
    }
