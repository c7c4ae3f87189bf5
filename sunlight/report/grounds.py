"""Play grounds and unbuilt land: their table and their areas (场地成果)."""

import json
import math
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from sunlight.assessment import Assessment, UnitResult
from sunlight.assessment.grounds.area import SunlitArea
from sunlight.assessment.judging.places import building_of_unit, standing_of_unit
from sunlight.report.texts import Texts
from sunlight.report.uses import day_of_unit
from sunlight.rules import (
    Bounds,
    Language,
    note_text,
    outcome_text,
    reason_text,
    wording_text,
)
from sunlight.scope import coordinates_members

__all__ = [
    "ground_units",
    "grounds_geojson",
    "grounds_table",
    "share_text",
    "sunlit_shape",
    "write_grounds_geojson",
]

_STATES: Final = ("before", "after")


def ground_units(assessment: Assessment) -> list[UnitResult]:
    """Units that are grounds (场地单元), in the order of the project.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    """
    return [unit for unit in assessment.units if unit.ground >= 0]


def share_text(share: Bounds | None, words: Texts) -> str:
    """Share of an area between its bounds (份额文字), outwards rounded.

    Parameters
    ----------
    share : Bounds or None
        Share.
    words : mapping
        Catalogue.

    Returns
    -------
    str
        Such as ``49.6%–50.1%``, ``100.0%``, or a dash.
    """
    if share is None:
        return words["duration.none"]
    noise = 1e-6  # of a thousandth: a share of exactly 0.501 shows as 50.1%
    low = math.floor(share.lower * 1000.0 + noise) / 10.0
    high = math.ceil(share.upper * 1000.0 - noise) / 10.0
    return f"{low:.1f}%" if low == high else f"{low:.1f}%–{high:.1f}%"


def sunlit_shape(parts: NDArray[np.object_]) -> BaseGeometry:
    """One shape of the cells of an area (合并轮廓).

    Parameters
    ----------
    parts : (n,) ndarray of object
        Polygons without overlap.
    """
    shape: BaseGeometry = shapely.union_all(parts)
    return shape


def grounds_table(assessment: Assessment, words: Texts, lang: Language) -> pa.Table:
    """One row a ground: area, shares between bounds, verdict (场地日照表).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    lang : {'zh', 'en'}
        Its language, for outcomes, reasons and notes.

    Returns
    -------
    pyarrow.Table
        Shares are of the whole area; minutes those that each point is asked for.
    """
    project, units = assessment.project, ground_units(assessment)
    grounds = [project.grounds[u.ground] for u in units]
    found = [assessment.grounds[u.ground] for u in units]
    verdicts = [u.verdict for u in units]
    separator = words["cells.separator"]
    text: dict[str, list[str | None]] = {
        "ground": [g.id for g in grounds],
        "name": [g.name or None for g in grounds],
        "kind": [words[f"ground_kind.{g.kind.value}"] for g in grounds],
        "use": [words[f"use.{g.use.value}"] for g in grounds],
        "building": [building_of_unit(u, project) or None for u in units],
        "standing": [
            words[f"standing.{standing_of_unit(u, project).value}"] for u in units
        ],
        "day": [day_of_unit(assessment, u) for u in units],
    }
    figures: dict[str, list[float | None]] = {
        "elevation": [g.elevation for g in grounds],
        "area": [float(g.polygon.area) for g in grounds],
        "asked_minutes": [None if m is None else m.minutes for m in found],
    }
    for state in _STATES:
        areas = [None if m is None else getattr(m, state) for m in found]
        for end in ("lower", "upper"):
            figures[f"share_{state}_{end}"] = [
                None if a is None else getattr(a.share, end) for a in areas
            ]
    figures["share_needed"] = [
        None if v.tally is None else v.tally.needed for v in verdicts
    ]
    for change in ("loss", "gain"):
        bounds = [None if m is None else getattr(m, f"largest_{change}") for m in found]
        for end in ("lower", "upper"):
            figures[f"{change}_{end}"] = [
                None if b is None else getattr(b, end) for b in bounds
            ]
    judged: dict[str, list[str | None]] = {
        "outcome": [outcome_text(v.outcome, lang) for v in verdicts],
        "wording": [wording_text(v.wording, lang) for v in verdicts],
        "clause": [v.clause for v in verdicts],
        "cited": [separator.join(v.cited) for v in verdicts],
        "reasons": [separator.join(reason_text(r, lang) for r in v.reasons)
                    for v in verdicts],
        "remarks": [separator.join(note_text(n, lang) for n in v.notes)
                    for v in verdicts],
    }  # fmt: skip
    return pa.table(
        {name: pa.array(column, pa.string()) for name, column in text.items()}
        | {name: pa.array(column, pa.float64()) for name, column in figures.items()}
        | {name: pa.array(column, pa.string()) for name, column in judged.items()}
    )


def grounds_geojson(assessment: Assessment) -> dict[str, Any]:
    """Where each ground has its sunlight, as a GeoJSON feature collection (等时线).

    Of each ground and state up to three features: ``sunlit``, whose every point has the
    minutes, ``dark``, none of whose points has them, and ``undecided``, the band in
    which the line between both runs. Coordinates are those of the project.

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    dict
        Ready for :func:`json.dumps`; without features if nothing was measured.
    """
    features: list[dict[str, Any]] = []
    for unit in ground_units(assessment):
        measured = assessment.grounds[unit.ground]
        for state in _STATES:
            area = None if measured is None else getattr(measured, state)
            if measured is not None and area is not None:
                features += _features(assessment, unit, state, area, measured.minutes)
    return {
        "type": "FeatureCollection",
        "name": assessment.project.name,
        **coordinates_members(assessment.project),
        "features": features,
    }


def write_grounds_geojson(assessment: Assessment, path: Path) -> None:
    """Write :func:`grounds_geojson` to a file (写等时线).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    path : Path
        The file.
    """
    text = json.dumps(grounds_geojson(assessment), ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _features(
    assessment: Assessment,
    unit: UnitResult,
    state: str,
    area: SunlitArea,
    minutes: float,
) -> list[dict[str, Any]]:
    """Features of one ground in one state; areas without extent are left out."""
    ground = assessment.project.grounds[unit.ground]
    share = area.share
    features = []
    for light in ("sunlit", "undecided", "dark"):
        parts = getattr(area, light)
        shape = sunlit_shape(parts)
        if shape.is_empty:
            continue
        properties = {
            "ground": ground.id,
            "kind": ground.kind.value,
            "use": ground.use.value,
            "state": state,
            "light": light,
            "minutes": minutes,
            "day": day_of_unit(assessment, unit),
            "elevation": ground.elevation,
            "area": float(shapely.area(parts).sum()),
            "share_lower": share.lower,
            "share_upper": share.upper,
        }
        features.append(
            {"type": "Feature", "properties": properties, "geometry": mapping(shape)}
        )
    return features
