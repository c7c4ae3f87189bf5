"""Outlines of the aids as GeoJSON and GeoPackage, with where they come from (矢量)."""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from sunlight import __version__
from sunlight.assessment.subject import Subject
from sunlight.errors import MissingExtraError
from sunlight.report.texts import texts
from sunlight.scope.geojson import coordinates_members

__all__ = [
    "Outline",
    "aid_provenance",
    "building_outlines",
    "outlines_geojson",
    "png_metadata",
    "write_geopackage",
]

_LOCAL: Final = (
    'ENGCRS["project coordinates",EDATUM["origin of the project"],CS[Cartesian,2],'
    'AXIS["x, east",east],AXIS["y, true north",north],LENGTHUNIT["metre",1]]'
)
"""Coordinates of the project are no map projection."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outline:
    """One thing with a shape and figures (要素).

    Parameters
    ----------
    kind : str
        What it is; a layer of the GeoPackage.
    shape : BaseGeometry
        Its shape. [m]
    figures : mapping
        Text, numbers or None by name.
    """

    kind: str
    shape: BaseGeometry
    figures: Mapping[str, str | float | None]


def aid_provenance(subject: Subject, figures: Mapping[str, Any]) -> dict[str, Any]:
    """Versions, hashes and conventions behind an aid (结果来源).

    Parameters
    ----------
    subject : Subject
        What was looked at.
    figures : mapping
        What the aid itself was asked for: state, plane, accuracy and the like.

    Returns
    -------
    dict
        Ready for JSON.
    """
    project, rules, path = subject.project, subject.rules, subject.path
    digest = hashlib.sha256()
    for name, file_hash in project.source_files:
        digest.update(f"{name}\0{file_hash}\n".encode())
    return {
        "engine": __version__,
        "rules": rules.name,
        "rules_hash": rules.profile_hash,
        "input_hash": digest.hexdigest(),
        "latitude": project.site.latitude,
        "longitude": _number(project.site.longitude),
        "place_origin": project.site.place_origin,
        "day": subject.conditions.day.value,
        "time": "minutes of true solar time, noon = 720",
        "band": list(path.band),
        "declination": path.declination.degrees,
        "declination_origin": path.declination.origin,
        "minimum_altitude": path.minimum_altitude,
        "shortest_segment": subject.conditions.shortest_segment,
        "segments": subject.conditions.segments,
        **figures,
    }


def outlines_geojson(
    outlines: Sequence[Outline], subject: Subject, provenance: Mapping[str, Any]
) -> str:
    """Outlines as a GeoJSON feature collection in project coordinates (范围数据).

    Parameters
    ----------
    outlines : sequence of Outline
        What is written; those without a shape are left out.
    subject : Subject
        What was looked at.
    provenance : mapping
        Of :func:`aid_provenance`.

    Returns
    -------
    str
        The file; members ``aid`` and ``aid_zh`` are the standing label.
    """
    document = {
        "type": "FeatureCollection",
        "name": subject.project.name,
        "aid": texts("en")["notes.aids"],
        "aid_zh": texts("zh")["notes.aids"],
        **coordinates_members(subject.project),
        "provenance": dict(provenance),
        "features": [
            {
                "type": "Feature",
                "properties": {"kind": outline.kind, **outline.figures},
                "geometry": mapping(outline.shape),
            }
            for outline in outlines
            if not outline.shape.is_empty
        ],
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n"


def write_geopackage(
    outlines: Sequence[Outline], path: Path, provenance: Mapping[str, Any]
) -> None:
    """Write outlines as a GeoPackage, a layer a kind, with a table of origin (写 GPKG).

    Parameters
    ----------
    outlines : sequence of Outline
        What is written; those without a shape are left out.
    path : Path
        The file, which is not there yet.
    provenance : mapping
        Of :func:`aid_provenance`.

    Raises
    ------
    MissingExtraError
        If geopandas or pyogrio is not installed.
    """
    try:
        import geopandas  # type: ignore[import-untyped]
        import pyogrio  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingExtraError("writing a GeoPackage", extra="gis") from error
    import pandas as pd

    for kind in dict.fromkeys(outline.kind for outline in outlines):
        some = [o for o in outlines if o.kind == kind and not o.shape.is_empty]
        if some:
            frame = geopandas.GeoDataFrame(
                pd.DataFrame([dict(o.figures) for o in some]),
                geometry=[o.shape for o in some],
                crs=_LOCAL,
            )
            pyogrio.write_dataframe(
                frame, path, layer=kind, driver="GPKG", append=path.exists()
            )
    labels = {f"aid_{lang}": texts(lang)["notes.aids"] for lang in ("zh", "en")}
    told = {**labels, **provenance}
    table = pd.DataFrame(
        {
            "key": list(told),
            "value": [
                v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)
                for v in told.values()
            ],
        }
    )
    pyogrio.write_dataframe(
        table, path, layer="provenance", driver="GPKG", append=path.exists()
    )


def png_metadata(subject: Subject, provenance: Mapping[str, Any]) -> dict[str, str]:
    """Title, program and origin for the head of a picture (图片信息).

    Parameters
    ----------
    subject : Subject
        What was looked at.
    provenance : mapping
        Of :func:`aid_provenance`.
    """
    return {
        "Title": subject.project.name,
        "Software": f"sunlight {__version__}",
        "Description": texts("zh")["notes.aids"],
        "Comment": json.dumps(dict(provenance), ensure_ascii=False, allow_nan=False),
    }


def building_outlines(subject: Subject, state: str) -> list[Outline]:
    """Outlines of what stands in a state, as the engine has it (建筑轮廓).

    Parameters
    ----------
    subject : Subject
        What was looked at.
    state : {'before', 'after'}
        State.
    """
    from sunlight.analyses.standing import body_outline

    found = []
    for body, stands in zip(subject.scene.bodies, subject.standing(state), strict=True):
        if stands:
            shape, top = body_outline(body)
            figures: dict[str, str | float | None] = {
                "building": body.owner,
                "part": body.part,
                "top": top,
            }
            found.append(Outline(kind="body", shape=shape, figures=figures))
    return found


def _number(value: float) -> float | None:
    """A number that JSON knows: None for NaN and infinity."""
    return value if math.isfinite(value) else None
