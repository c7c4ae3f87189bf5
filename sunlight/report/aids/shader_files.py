"""Files of who shades whom: tables, pictures, graph as JSON and GraphML (成果)."""

import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as Xml

import numpy as np
import shapely

from sunlight import __version__
from sunlight.analyses.shade_spans import SHADE_KINDS
from sunlight.analyses.shader_graph import ShaderEdge
from sunlight.assessment.shaders import Shaders
from sunlight.model.project import Building
from sunlight.report.aids.shader_plan import shader_png
from sunlight.report.aids.shaders import edges_table, spans_table, split_table
from sunlight.report.csvfile import write_csv
from sunlight.report.plan_shapes import body_shapes
from sunlight.report.segments import time_band
from sunlight.report.texts import Texts, texts
from sunlight.rules import Language, ruleset

__all__ = ["SHADER_NAMES", "graphml_text", "shader_document", "write_shaders"]

SHADER_NAMES: Final = (
    "spans.csv",
    "split.csv",
    "edges.csv",
    "lost.graphml",
    "after.graphml",
    "shaders.json",
    "lost.png",
    "after.png",
)
"""Files that :func:`write_shaders` writes."""
SHADER_SCHEMA: Final = "sunlight-shaders/1"
_GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
_NODE_FIELDS: Final = (
    ("name", "string"), ("status", "string"), ("x", "double"), ("y", "double"),
)  # fmt: skip
_EDGE_FIELDS: Final = (
    ("windows", "int"),
    ("alone", "double"),
    ("shared", "double"),
    ("greatest", "double"),
    ("greatest_window", "string"),
)


def write_shaders(
    shaders: Shaders,
    folder: Path,
    *,
    window: int | None = None,
    lang: Language = "zh",
) -> None:
    """Write the files into an existing folder (写遮挡关系成果).

    Parameters
    ----------
    shaders : Shaders
        Who shades whom.
    folder : Path
        Where to write; use `staged_folder` for all or nothing.
    window : int, optional
        Row of one window for the table of spans; all, without it.
    lang : {'zh', 'en'}
        Language of headings and pictures.
    """
    words = texts(lang)
    days = tuple(
        words["plan.subtitle"].format(
            day=run.conditions.day.value,
            band=time_band(run.path.band),
            declination=f"{run.path.declination.degrees:.2f}",
        )
        for run in shaders.runs
    )
    write_csv(spans_table(shaders, words, window), folder / "spans.csv", words)
    write_csv(split_table(shaders, words), folder / "split.csv", words)
    write_csv(edges_table(shaders, words), folder / "edges.csv", words)
    for question, edges in (
        ("lost", shaders.lost_edges),
        ("after", shaders.after_edges),
    ):
        text = graphml_text(shaders, edges, words)
        (folder / f"{question}.graphml").write_text(
            text, encoding="utf-8", newline="\n"
        )
        png = shader_png(
            shaders.project, edges, question=question, days=days, lang=lang
        )
        (folder / f"{question}.png").write_bytes(png)
    document = shader_document(shaders, words)
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    (folder / "shaders.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def _node(building: Building) -> dict[str, Any]:
    """A building as a node; its place is null if it has no body."""
    shapes = body_shapes(building)
    place = shapely.union_all(shapes).centroid if shapes else None
    return {
        "id": building.id,
        "name": building.name,
        "status": building.status.value,
        "x": None if place is None else place.x,
        "y": None if place is None else place.y,
    }


def _nodes(shaders: Shaders, edges: Iterable[ShaderEdge]) -> list[dict[str, Any]]:
    """All buildings, then what belongs to the site and shades."""
    nodes = [_node(building) for building in shaders.project.buildings]
    known = {node["id"] for node in nodes}
    others = dict.fromkeys(e.shader for e in edges if e.shader not in known)
    nodes += [
        {"id": name, "name": "", "status": "site", "x": None, "y": None}
        for name in others
    ]
    return nodes


def _edge(shaders: Shaders, edge: ShaderEdge) -> dict[str, Any]:
    """An edge as plain values."""
    return {
        "shader": edge.shader,
        "shaded": edge.shaded,
        "windows": edge.windows,
        "alone": edge.alone,
        "shared": edge.shared,
        "greatest": edge.greatest,
        "greatest_window": str(shaders.project.windows.id[edge.window]),
    }


def shader_document(shaders: Shaders, words: Texts) -> dict[str, Any]:
    """Who shades whom as plain values for JSON (遮挡关系数据).

    Parameters
    ----------
    shaders : Shaders
        Who shades whom.
    words : mapping
        Catalogue, for the standing label.

    Returns
    -------
    dict
        Days, nodes, edges of both questions, and the split of every window that lost or
        won any minute.
    """
    project = shaders.project
    return {
        "schema": SHADER_SCHEMA,
        "label": words["grids.label"],
        "project": project.name,
        "rules": ruleset(project.rules).name,
        "engine": f"sunlight {__version__}",
        "inputs": [
            {"name": name, "sha256": digest} for name, digest in project.source_files
        ],
        "days": [
            {
                "day": run.conditions.day.value,
                "band": list(run.path.lit_band),
                "declination": run.path.declination.degrees,
                "declination_origin": run.path.declination.origin,
                "shortest_segment": run.conditions.shortest_segment,
                "windows": len(run.windows),
            }
            for run in shaders.runs
        ],
        "buildings": _nodes(shaders, (*shaders.lost_edges, *shaders.after_edges)),
        "lost": [_edge(shaders, edge) for edge in shaders.lost_edges],
        "after": [_edge(shaders, edge) for edge in shaders.after_edges],
        "windows": _splits(shaders),
    }


def _splits(shaders: Shaders) -> list[dict[str, Any]]:
    """Split of each window that lost or won any minute."""
    parts = shaders.shades.lost.parts()
    rows, first = np.unique(parts.window, return_index=True)
    ends = np.append(first, len(parts))[1:].tolist()
    names = (*parts.owner_names, None)
    return [
        {
            "window": str(shaders.project.windows.id[row]),
            "before": float(shaders.minutes_before[row]),
            "after": float(shaders.minutes_after[row]),
            "parts": [
                {
                    "owner": names[parts.owner[i]],
                    "kind": SHADE_KINDS[parts.kind[i]],
                    "minutes": float(parts.minutes[i]),
                }
                for i in range(low, high)
            ],
        }
        for row, low, high in zip(rows.tolist(), first.tolist(), ends, strict=True)
    ]


def graphml_text(shaders: Shaders, edges: tuple[ShaderEdge, ...], words: Texts) -> str:
    """Graph as GraphML, for Gephi, yEd, networkx and the like (GraphML 图).

    Parameters
    ----------
    shaders : Shaders
        Who shades whom.
    edges : tuple of ShaderEdge
        Those of the change, or of all after.
    words : mapping
        Catalogue, for the standing label.

    Returns
    -------
    str
        One directed graph, from those who shade to those who are shaded.
    """
    root = Xml.Element("graphml", xmlns=_GRAPHML)
    fields = [("graph", "label", "string")]
    fields += [("node", name, kind) for name, kind in _NODE_FIELDS]
    fields += [("edge", name, kind) for name, kind in _EDGE_FIELDS]
    for owner, name, kind in fields:
        Xml.SubElement(
            root,
            "key",
            {
                "id": f"{owner}_{name}",
                "for": owner,
                "attr.name": name,
                "attr.type": kind,
            },
        )
    graph = Xml.SubElement(root, "graph", id="shaders", edgedefault="directed")
    _data(graph, "graph_label", words["grids.label"])
    for node in _nodes(shaders, edges):
        made = Xml.SubElement(graph, "node", id=node["id"])
        for name, _ in _NODE_FIELDS:
            _data(made, f"node_{name}", node[name])
    for edge in edges:
        plain = _edge(shaders, edge)
        made = Xml.SubElement(
            graph, "edge", source=plain["shader"], target=plain["shaded"]
        )
        for name, _ in _EDGE_FIELDS:
            _data(made, f"edge_{name}", plain[name])
    Xml.indent(root, " ")
    target = io.BytesIO()
    Xml.ElementTree(root).write(target, encoding="utf-8", xml_declaration=True)
    return target.getvalue().decode("utf-8") + "\n"


def _data(element: Xml.Element, key: str, value: str | float | None) -> None:
    """Write one value; null ones are left out."""
    if value is not None:
        Xml.SubElement(element, "data", key=key).text = str(value)
